"""The article: what a page is cut into, and how it is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.traced import Repair

ROLES = ("headline", "subhead", "byline", "body", "note", "caption", "jump", "noise")


@dataclass(frozen=True)
class Article:
    """One article of a page.

    `lines` holds raw line ranges `(first, last, role)`, 1-based and inclusive. `headline` is the whole title
    block with kicker and deck; `kicker` repeats the small title above where there is one. `body` is repaired
    text with paragraphs separated by a line feed (of a photo with a title of its own its caption), and `body_origin[i]`
    is the offset in the raw page of the character that `body[i]` came from (-1 for a paragraph break); `body_lines[i]`
    is its raw line.
    `year` is the year that the page speaks of as its own, where it can be told.
    `reprints` are offsets of sentences in the body that the page has printed before.
    """

    page: str
    id: str
    headline: str
    body: str
    lines: tuple[tuple[int, int, str], ...]
    kicker: str | None = None
    subheads: tuple[str, ...] = ()
    byline: str | None = None
    source: str | None = None
    date: str | None = None
    date_rule: str | None = None
    year: int | None = None
    place: str | None = None
    jump: dict[str, str] | None = None
    repairs: tuple[tuple[int, int, Repair], ...] = ()
    reprints: tuple[tuple[int, int], ...] = ()
    body_origin: NDArray[np.int32] = field(
        default_factory=lambda: np.empty(0, dtype=np.int32), repr=False, compare=False
    )
    body_lines: NDArray[np.int32] = field(
        default_factory=lambda: np.empty(0, dtype=np.int32), repr=False, compare=False
    )

    def with_reprints(self, spans: tuple[tuple[int, int], ...]) -> Article:
        """Return the article with these stretches of its body marked as printed before on the page."""
        return replace(self, reprints=spans) if spans else self

    @property
    def key(self) -> str:
        """The article's name across a corpus: `page#id`."""
        return f"{self.page}#{self.id}"

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs."""
        return self.body.split("\n") if self.body else []

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last raw line of a stretch of the body."""
        lines = [line for line in self.body_lines[start:end].tolist() if line > 0]
        return (min(lines), max(lines)) if lines else (0, 0)

    def record(self) -> dict[str, Any]:
        """Return the article as plain data, keys in the order of the file format."""
        return {
            "page": self.page,
            "id": self.id,
            "headline": self.headline,
            "kicker": self.kicker,
            "subheads": list(self.subheads),
            "byline": self.byline,
            "source": self.source,
            "date": self.date,
            "place": self.place,
            "body": self.body,
            "lines": [list(item) for item in self.lines],
            "jump": self.jump,
            "repairs": [
                {"line": line, "col": col, "raw": r.raw, "repaired": r.repaired, "rule": r.rule}
                for line, col, r in self.repairs
            ],
            "reprints": [list(span) for span in self.reprints],
        }


def to_jsonl(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield one JSON line a record, Chinese kept readable; the same record gives the same bytes."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"
