"""Runs of body lines that stand together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpusutils.pages.lines import PageLines
from corpusutils.pages.roles import BODY, Roles

INDENT = (1.5, 3.0)
"""How much shorter than its column a line is that was indented by two characters."""
FULL = 1.2
Members = tuple[int, ...]
"""Fragments, by their numbers."""


@dataclass(frozen=True)
class Fragment:
    """Body lines `first` to `last` (half-open, indices into the page's lines) and what their ends say."""

    first: int
    last: int
    opens: bool
    """Starts as an article starts: with a source formula or a jump from another page."""
    closes: bool
    """Ends as an article ends: with a name in brackets, the date of a notice, or a jump to another page."""
    open_ended: bool
    """Leaves its last sentence open."""
    new_paragraph: bool
    """Starts as a paragraph starts: indented, or with 近日, 会议指出, a date …"""
    column: float
    indent: int
    """1 where the first line is as much shorter than the next as an indent that was lost, -1 where it is full, else 0."""


def body_fragments(lines: PageLines, roles: Roles) -> list[Fragment]:
    """Cut the body lines of a page into fragments.

    A fragment ends where another role or a blank line stands, before an opener, and after a closer.
    """
    marks = lines.marks
    opens = marks["opener"] | marks["jump_from"]
    full = (lines.column > 0) & (lines.width >= lines.column - FULL)
    short = (lines.column > 0) & (lines.width < lines.column - INDENT[1])
    # The date under a notice stands below a sentence that is over, or below who issued it.
    over = np.append([True, True], marks["ended"] | short)
    signed = marks["dated"] & ~full & (over[1:-1] | np.append([True, True], marks["ended"])[:-2])
    closes = marks["closer"] | marks["jump_to"] | signed
    ended = marks["ended"] | closes | marks["caption"]
    fresh = marks["paragraph_opener"] | marks["indented"]
    body = roles.label == BODY
    before = np.append(False, body[:-1])
    starts = body & (~before | (lines.gap > 0) | opens | np.append(False, closes[:-1]))
    firsts = np.flatnonzero(starts)
    lasts = np.flatnonzero(body & np.append(starts[1:] | ~body[1:], True)) + 1
    return [
        Fragment(
            a,
            b,
            bool(opens[a]),
            bool(closes[b - 1]),
            not ended[b - 1],
            bool(fresh[a]),
            float(lines.column[a]),
            _indent(lines, a, b),
        )
        for a, b in zip(firsts.tolist(), lasts.tolist(), strict=True)
    ]


def _indent(lines: PageLines, first: int, last: int) -> int:
    column, width = lines.column[first], lines.width[first]
    if not column or last - first < 2 or lines.width[first + 1] < column - FULL:
        return 0
    low, high = INDENT
    return 1 if low <= column - width <= high else -1 if column - width < FULL else 0
