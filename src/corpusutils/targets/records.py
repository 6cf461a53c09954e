"""The record: one quantified or dated statement about one indicator at one time, with its evidence and its trace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

KINDS = ("target", "progress", "completion")
SCOPE = re.compile(r"^(?:全省|全市|全县|全区|全国|全州|我省|我市|我县|我区|全自治区|全年|年均|累计|力争|预计)+")


@dataclass(frozen=True)
class Found:
    """What the grammar makes of an island, before it has an article, lines and an id."""

    start: int
    end: int
    kind: str
    indicator: str
    comparator: str = "none"
    value: Any = None
    unit: str | None = None
    baseline: int | float | None = None
    deadline: str | None = None
    period: str | None = None
    place: str | None = None
    status: str | None = None
    rules: tuple[str, ...] = ()
    fulfils: tuple[int, int] | None = None
    """Start and end of the evidence of the target that the text itself ties this record to."""


@dataclass(frozen=True)
class Record:
    """A target, a report of progress, or a completion; the fields are those of the annotation guide.

    `start` and `end` are the evidence's offsets in the article's body, `lines` its raw lines; `rules` name what set
    each field; `direction` says which way is better; `value_base` and `unit_base` are the amount in a base unit.
    """

    page: str
    article: str
    id: str
    lines: tuple[int, int]
    quote: str
    kind: str
    indicator: str
    comparator: str
    value: Any
    unit: str | None
    baseline: int | float | None
    deadline: str | None
    period: str | None
    place: str | None
    status: str | None
    of_target: str | None
    value_base: Any
    unit_base: str | None
    direction: str | None
    rules: tuple[str, ...]
    start: int
    end: int

    @property
    def indicator_norm(self) -> str:
        """The indicator without scope words, quotes and spaces: what the same thing is called elsewhere."""
        return SCOPE.sub("", re.sub(r"[\s“”《》]", "", self.indicator))

    def record(self) -> dict[str, Any]:
        """Return the record as plain data, keys in the order of the file format."""
        return {
            "page": self.page,
            "article": self.article,
            "id": self.id,
            "lines": list(self.lines),
            "quote": self.quote,
            "kind": self.kind,
            "indicator": self.indicator,
            "indicator_norm": self.indicator_norm,
            "comparator": self.comparator,
            "value": list(self.value) if isinstance(self.value, tuple) else self.value,
            "unit": self.unit,
            "baseline": self.baseline,
            "deadline": self.deadline,
            "period": self.period,
            "place": self.place,
            "status": self.status,
            "of_target": self.of_target,
            "value_base": self.value_base,
            "unit_base": self.unit_base,
            "direction": self.direction,
            "rules": list(self.rules),
        }


@dataclass(frozen=True)
class Rejected:
    """An amount that was found and not taken, and the filter that left it out."""

    page: str
    article: str
    lines: tuple[int, int]
    text: str
    filter: str

    def record(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "page": self.page,
            "article": self.article,
            "lines": list(self.lines),
            "text": self.text,
            "filter": self.filter,
        }
