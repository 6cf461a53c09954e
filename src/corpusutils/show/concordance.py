"""Terms as a page to read: each row of a table opens the lines that were counted for it, with page and raw line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from corpusutils.errors import InputError
from corpusutils.pages.article import Article
from corpusutils.words.concordance import context

STYLE = (
    "<style>.terms details{border-top:1px solid #ccc;padding:.3em 0}.terms summary{cursor:pointer}"
    ".terms .term{display:inline-block;min-width:8em;font-weight:600}.terms .told{color:#555;font-size:.9em}"
    ".terms table{border-collapse:collapse;margin:.3em 0 .6em 1.2em;font-size:.95em}.terms td{border:0;padding:.1em .2em;white-space:nowrap}"
    ".terms td.left{text-align:right}.terms td.right,.terms td.at{text-align:left}.terms td.at{color:#555;padding-left:1.5em}"
    ".terms mark{background:#fdeaa8}</style>"
)


def term_lines(
    tokens: pd.DataFrame, articles: Iterable[Article], terms: Sequence[str], *, width: int = 16, most: int = 6
) -> pd.DataFrame:
    """Return lines in which terms were counted, one of each article before a second of any.

    Parameters
    ----------
    tokens : the token table that was counted, with `start` and `end`
    articles : the articles that the tokens come from
    terms : the terms to look up
    width : characters of the context on each side, within the paragraph
    most : lines of a term

    Returns
    -------
    pandas.DataFrame
        columns `term`, `doc`, `line` (of the raw page), `left`, `right`, in the order of `terms`

    """
    known = {article.key: article for article in articles}
    found = tokens.loc[tokens["token"].isin(list(terms)), ["token", "doc", "start", "end"]]
    found = found.assign(doc=found["doc"].astype("str"))
    found = found.assign(turn=found.groupby(["token", "doc"]).cumcount()).sort_values("turn", kind="stable")
    rows = []
    for term in dict.fromkeys(terms):
        for _, doc, start, end, _ in found[found["token"] == term].head(most).itertuples(index=False):
            rows.append((term, doc, *context(known[doc], start, end, width=width)))
    return pd.DataFrame(rows, columns=["term", "doc", "line", "left", "right"])


def terms_page(
    table: pd.DataFrame, tokens: pd.DataFrame, articles: Iterable[Article], *, told: Sequence[str] = (), most: int = 6
) -> str:
    """Return HTML with one fold a row of a table of terms: closed it tells the row's numbers, open the lines behind them.

    Parameters
    ----------
    table : rows with a column `term`, in their order
    tokens, articles : where the lines are looked up; give the tokens of one group where the table is of one
    told : columns whose values are told beside the term
    most : lines shown of each term

    Raises
    ------
    InputError
        where the table has no rows

    """
    if table.empty:
        raise InputError("no term to read back: the table has no rows")
    lines = dict(list(term_lines(tokens, articles, table["term"].tolist(), most=most).groupby("term")))
    folds = []
    for row in table.to_dict("records"):
        numbers = " · ".join(f"{name} {_number(row[name])}" for name in told)
        found = lines.get(row["term"])
        body = "".join(_line(line) for line in found.to_dict("records")) if found is not None else ""
        folds.append(
            f'<details><summary><span class="term">{escape(str(row["term"]))}</span> <span class="told">{escape(numbers)}</span>'
            f"</summary><table>{body}</table></details>"
        )
    return f'{STYLE}<div class="terms">{"".join(folds)}</div>'


def _line(line: Mapping[Any, Any]) -> str:
    left, term, right, doc = (escape(str(line[name])) for name in ("left", "term", "right", "doc"))
    return (
        f'<tr><td class="left">{left}</td><td><mark>{term}</mark></td><td class="right">{right}</td>'
        f'<td class="at">{doc}, line {line["line"]}</td></tr>'
    )


def _number(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
