"""Find amounts with their units and comparators: `约1.5亿元`, `50%以上`, `八成`, `2600余万元`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

import cn2an

NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
HAN_NUMBER = r"[一二两三四五六七八九十百千〇零]+"
SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万)"


@dataclass(frozen=True)
class Unit:
    """A unit of the table: what it measures and how it converts to the base unit of its kind."""

    name: str
    dimension: str
    base: str
    factor: Decimal


@dataclass(frozen=True)
class Quantity:
    """An amount in a text: its span, value, unit as written, comparator, and the comparator's rule."""

    start: int
    end: int
    value: int | float
    unit: str
    comparator: str
    rule: str


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Return the unit table, by name."""
    text = files("corpusutils.targets").joinpath("data/units.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:] if line and not line.startswith("#"))
    return {name: Unit(name, dimension, base, Decimal(factor)) for name, dimension, base, factor in rows}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(units(), key=len, reverse=True))
    before = r"(?P<before>不低于|不少于|不超过|不高于|不大于|超过|高于|低于|突破|大于|约|近|逾|超)?"
    number = (
        rf"(?:(?P<number>{NUMBER})\s*(?P<some>[余多])?\s*(?P<scale>{SCALE})?(?P<some2>[余多])?|(?P<han>{HAN_NUMBER}))"
    )
    after = r"(?P<after>及以上|以上|及以下|以下|以内|左右|上下)?"
    return re.compile(rf"{before}{number}\s*(?P<unit>{names}){after}")


BEFORE = {
    "不低于": "ge", "不少于": "ge", "超过": "ge", "高于": "ge", "突破": "ge", "大于": "gt", "逾": "gt", "超": "gt",
    "不超过": "le", "不高于": "le", "不大于": "le", "低于": "lt", "约": "approx", "近": "approx",
}  # fmt: skip
AFTER = {
    "及以上": "ge",
    "以上": "ge",
    "及以下": "le",
    "以下": "le",
    "以内": "le",
    "左右": "approx",
    "上下": "approx",
}
RISE = re.compile(r"(?:增长|增加|提升|提高|上升|增幅|上涨|升高)(?:了|约|近)?$")
FALL = re.compile(r"(?:下降|减少|降低|降幅|下调|回落|压减|削减)(?:了|约|近)?$")


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the amounts of a text from left to right; a number without a known unit is not an amount.

    >>> [(q.value, q.unit, q.comparator) for q in find_quantities("城市建成区50%以上的面积，出资2600余万元，占八成")]
    [(50, '%', 'ge'), (2600, '万元', 'gt'), (80, '%', 'eq')]
    """
    for match in _pattern().finditer(text):
        before = text[: match.start()]
        if match.start() and re.match(r"[\dA-Za-z.第]", before[-1]):
            continue
        unit = (match["scale"] or "") + match["unit"]
        value = _read_han(match["han"]) if match["han"] else _plain(Decimal(re.sub(r"[,，]", "", match["number"])))
        if value is None:
            continue
        if match["unit"] == "成":
            value, unit = _plain(Decimal(str(value)) * 10), "%"
        yield Quantity(match.start(), match.end(), value, unit, *_comparator(match, before))


def _comparator(match: re.Match[str], before: str) -> tuple[str, str]:
    near = before[-6:]
    if RISE.search(near):
        return "inc", "comparator_rise"
    if FALL.search(near) and not re.search(r"[至到]$", near):
        return "dec", "comparator_fall"
    if match["before"]:
        return BEFORE[match["before"]], "comparator_before"
    if match["after"]:
        return AFTER[match["after"]], "comparator_after"
    if match["some"] or match["some2"]:
        return "gt", "comparator_some"
    return "eq", "comparator_exact"


def _read_han(text: str) -> int | None:
    if len(text) == 1 and text in "百千零〇":
        return None
    try:
        return int(cn2an.cn2an(text.replace("两", "二"), "smart"))
    except ValueError:
        return None


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def to_base(value: float | None, unit: str | None) -> tuple[float | None, str | None]:
    """Return an amount in the base unit of its kind, or (None, None) for a unit that the table lacks.

    >>> to_base(1.5, "亿立方米")
    (150000000, 'm³')
    """
    if value is None or not unit:
        return None, None
    scale = re.match(SCALE, unit)
    name = unit[scale.end() :] if scale and unit[scale.end() :] in units() else unit
    known = units().get(name)
    if known is None:
        return None, None
    factor = Decimal(cn2an.cn2an("一" + scale[0], "smart")) if scale and name != unit else Decimal(1)
    return _plain(Decimal(str(value)) * factor * known.factor), known.base
