"""Runs of body lines that stand together, and how much two pieces of a page speak of the same thing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from corpusutils.pages.flow import chance, rarity
from corpusutils.pages.lines import PageLines
from corpusutils.pages.roles import BODY, Roles

INDENT = (1.5, 3.0)
"""How much shorter than its column a line is that was indented by two characters."""
FULL = 1.2
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF


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


class Cohesion:
    """TF-IDF over pairs of neighbouring Chinese characters, with the page's own pieces as documents.

    What the whole page speaks of (生态, 山西) counts little, and so does what any text says (工作, 进行); what one
    article alone speaks of (沉陷, 再生水) counts much. The pieces are the body fragments, then the titles; `size` is
    how many pairs each fragment holds, `pairs` are those pairs as numbers, and `rare` says of each of the page's pairs
    how rare it is anywhere. `similarity` holds the cosines of the fragments with each other.
    """

    def __init__(self, fragments: Sequence[str], titles: Sequence[str]) -> None:
        piece, pair, at = _pairs([*fragments, *titles])
        self._pair, self._at = pair, at
        rows, pieces = len(fragments), len(fragments) + len(titles)
        cells, counts = np.unique(pair * pieces + piece, return_counts=True)
        of_cell, row = np.divmod(cells, max(1, pieces))
        starts = np.flatnonzero(np.append(True, np.diff(of_cell) != 0)) if len(of_cell) else np.zeros(0, dtype=np.int64)
        indptr = np.append(starts, len(cells))
        vocabulary, spread = of_cell[starts], np.diff(indptr)
        self._vocabulary = vocabulary
        self.rare = rarity(vocabulary) ** 2
        idf = np.log((pieces + 1) / spread) * self.rare
        self._idf: dict[int, float] = dict(zip(vocabulary.tolist(), idf.tolist(), strict=True))
        self._cells = csc_array((counts, row, indptr), shape=(pieces, len(vocabulary)))
        ends = self._ends = np.searchsorted(piece, np.arange(rows + 1)).tolist()
        self.size: list[int] = [b - a for a, b in pairwise(ends)]
        self.pairs: list[set[int]] = [set(pair[a:b].tolist()) for a, b in pairwise(ends)]
        weights = (1 + np.log(counts)) * np.repeat(idf, spread)
        weights /= np.maximum(np.sqrt(np.bincount(row, weights**2, minlength=pieces)), 1e-9)[row]
        tfidf = csc_array((weights, row, indptr), shape=self._cells.shape)
        self.similarity: list[list[float]] = (tfidf @ tfidf.T).toarray()[:rows, :rows].tolist()

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """How often each piece (row) holds each of the page's pairs (column)."""
        return self._cells.toarray().astype(np.float64)  # type: ignore[no-any-return]

    @cached_property
    def chance(self) -> NDArray[np.float64]:
        """The chance of each of the page's pairs among all pairs of any text."""
        return chance(self._vocabulary)

    def in_order(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the pairs of a fragment as columns of `counts`, and whether each shares a character with the one before."""
        first, last = self._ends[number], self._ends[number + 1]
        touching = np.diff(self._at[first:last], prepend=-9) == 1
        return np.searchsorted(self._vocabulary, self._pair[first:last]), touching

    def weights(self, text: str) -> dict[int, float]:
        """Return the known pairs of a text and what each weighs, adding up to 1."""
        pairs = Counter(
            ord(a) << 16 | ord(b) for a, b in pairwise(text) if "\u3400" <= a <= "\u9fff" and "\u3400" <= b <= "\u9fff"
        )
        known = {n: (1 + math.log(count)) * self._idf[n] for n, count in pairs.items() if n in self._idf}
        total = sum(known.values())
        return {n: weight / total for n, weight in known.items()} if total > 0 else {}


def _pairs(pieces: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return for every pair of neighbouring Chinese characters its piece, itself as one number, and where it stands."""
    codes = np.frombuffer("\n".join(pieces).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    if len(codes) < 2:
        return (np.zeros(0, dtype=np.int64),) * 3
    han = (codes >= FIRST_HAN) & (codes <= LAST_HAN)
    at = np.flatnonzero(han[:-1] & han[1:])
    ends = np.cumsum([len(piece) + 1 for piece in pieces])
    return np.searchsorted(ends, at, side="right"), codes[at] << 16 | codes[at + 1], at
