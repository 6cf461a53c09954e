"""The ledger as a page to read: each row opens the raw lines of its promise and of its result side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from corpusutils.pages.raw import RawPage

AROUND = 1
"""Raw lines shown before and behind the evidence."""
STYLE = (
    "<style>.ledger details{border-top:1px solid #ccc;padding:.3em 0}.ledger summary{cursor:pointer}"
    ".ledger .sides{display:flex;gap:1.5em;flex-wrap:wrap}.ledger .side{flex:1 1 22em;min-width:0}"
    ".ledger ol{margin:.2em 0 .6em 3em;padding:0;white-space:pre-wrap}.ledger mark{background:#fdeaa8}"
    ".ledger .status{display:inline-block;min-width:5.5em;font-weight:600}.ledger .why{color:#555;font-size:.9em}</style>"
)


def ledger_page(table: pd.DataFrame, pages: Mapping[str, RawPage]) -> str:
    """Return HTML with one fold a row of a ledger's table: closed it tells the fate, open it shows both sides' raw lines.

    `pages` are the raw pages by name; what a page lacks is left out. The evidence's own lines are marked.
    """
    folds = (_fold(row, pages) for row in table.to_dict("records"))
    return f'{STYLE}<div class="ledger">{"".join(folds)}</div>'


def _fold(row: Mapping[Any, Any], pages: Mapping[str, RawPage]) -> str:
    told = (
        f"{_text(row['place'])} · {_text(row['indicator'])} {bound_text(row['comparator'], row['value'], row['unit'])}"
    )
    due = f", due {_text(row['deadline'])}" if _text(row["deadline"]) else ""
    result = f" → {_text(row['result_value'])}{_text(row['result_unit'])}" if _text(row["result_value"]) else ""
    sides = _side("promised", row["target_page"], row["target_lines"], pages)
    if _text(row["result_page"]):
        sides += _side("reported", row["result_page"], row["result_lines"], pages)
    basis = "; ".join(f"{name} {_text(row[name])}" for name in ("stated", "computed") if _text(row[name]))
    why = "; ".join(part for part in (basis, _text(row["why"])) if part)
    return (
        f'<details><summary><span class="status">{escape(_text(row["status"]))}</span> {escape(told + due + result)}</summary>'
        f'<div class="sides">{sides}</div><div class="why">{escape(why)}</div></details>'
    )


def _side(title: str, page: object, lines: object, pages: Mapping[str, RawPage]) -> str:
    raw = pages.get(_text(page))
    if raw is None:
        return f'<div class="side"><b>{title}</b> {escape(_text(page))}</div>'
    first, last = json.loads(_text(lines))
    begin = max(1, first - AROUND)
    items = []
    for number in range(begin, min(len(raw.lines), last + AROUND) + 1):
        text = escape(raw.lines[number - 1].strip("\r"))
        items.append(f'<li value="{number}">{f"<mark>{text}</mark>" if first <= number <= last else text}</li>')
    return f'<div class="side"><b>{title}</b> {escape(_text(page))}<ol>{"".join(items)}</ol></div>'


def bound_text(comparator: object, value: object, unit: object) -> str:
    """Return what a row of a ledger asks for as a reader writes it, empty where it names no amount.

    >>> bound_text("ge", 25.0, "%"), bound_text("eq", "[6.5, 7]", "%"), bound_text("none", None, None)
    ('≥ 25%', '6.5–7%', '')
    """
    sign = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈", "inc": "+", "dec": "−"}.get(
        _text(comparator), ""
    )
    amount = re.sub(r"[\[\] ]", "", _text(value)).replace(",", "–")
    return f"{sign} {amount}{_text(unit)}".strip() if amount else ""


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
