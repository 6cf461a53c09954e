"""How much the pieces of a page speak of the same thing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from corpusutils.pages.flow import chance, frequency, rarity
from corpusutils.pages.fragments import Members

FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
SMOOTHING = 1000
"""Pairs of any text that are added to a text's own."""
LENGTH = 0.7
"""How much of what that takes from a long text counts against it."""


Cell = tuple[int, int, float, float]
"""A pair as a number, where it stands, how much it counts (what is said several times counts with the root of how often),
and how often it is among the pairs that are added to an article's."""


class Model(NamedTuple):
    """What is known of an article's words: how often it holds each pair, and how many pairs it has."""

    counts: Counter[int]
    size: int


class Text(NamedTuple):
    """The pairs of neighbouring Chinese characters of a text."""

    cells: list[Cell]
    size: float
    """How much all of them count."""


class Cohesion:
    """What a page's pieces share, told by pairs of neighbouring Chinese characters.

    The pieces are the body fragments, then the titles; `pairs` are the pairs of each fragment as numbers. How much a
    fragment speaks for an article is a likelihood (`said`). How much of a title's weight a text holds is told by TF-IDF
    with the page's pieces as documents (`weights`), and so are the cosines of the fragments (`similarity`): what the
    whole page speaks of (生态, 山西) counts little, and so does what any text says (工作, 进行).
    """

    def __init__(self, fragments: Sequence[str], titles: Sequence[str]) -> None:
        piece, pair, at = _pairs([*fragments, *titles])
        self._pair: list[int] = pair.tolist()
        rows, pieces = len(fragments), len(fragments) + len(titles)
        cells, cell, counts = np.unique(pair * pieces + piece, return_inverse=True, return_counts=True)
        of_cell, row = np.divmod(cells, max(1, pieces))
        starts = np.flatnonzero(np.append(True, np.diff(of_cell) != 0)) if len(of_cell) else np.zeros(0, dtype=np.int64)
        indptr = np.append(starts, len(cells))
        vocabulary, spread = of_cell[starts], np.diff(indptr)
        met, known = frequency(vocabulary), vocabulary.tolist()
        idf = np.log((pieces + 1) / spread) * rarity(met) ** 2
        self._idf: dict[int, float] = dict(zip(known, idf.tolist(), strict=True))
        smoothing = np.repeat(SMOOTHING * chance(met), spread)[cell]
        columns = (self._pair, at.tolist(), (1 / np.sqrt(counts))[cell].tolist(), smoothing.tolist())
        self._within: list[Cell] = list(zip(*columns, strict=True))
        """The pairs of all pieces, each counted by how often its piece holds it."""
        self._cells = csc_array((counts, row, indptr), shape=(pieces, len(vocabulary)))
        self._ends = np.searchsorted(piece, np.arange(pieces + 1)).tolist()
        self.pairs: list[set[int]] = [set(self._of_piece(n)) for n in range(rows)]

    @cached_property
    def similarity(self) -> list[list[float]]:
        """The cosines of the fragments with each other."""
        cells, rows = self._cells, len(self.pairs)
        spread = np.diff(cells.indptr)
        weights = (1 + np.log(cells.data)) * np.repeat([*self._idf.values()], spread)
        weights /= np.maximum(np.sqrt(np.bincount(cells.indices, weights**2, minlength=cells.shape[0])), 1e-9)[
            cells.indices
        ]
        tfidf = csc_array((weights, cells.indices, cells.indptr), shape=cells.shape)
        return (tfidf @ tfidf.T).toarray()[:rows, :rows].tolist()  # type: ignore[no-any-return]

    def model(self, pieces: Sequence[int], before: Model | None = None) -> Model:
        """Return what is known of the words of an article: of some pieces, and of what stands `before` them."""
        counts, size = (Counter(before.counts), before.size) if before else (Counter[int](), 0)
        for piece in pieces:
            counts.update(self._of_piece(piece))
            size += self._ends[piece + 1] - self._ends[piece]
        return Model(counts, size)

    def _of_piece(self, piece: int) -> list[int]:
        return self._pair[self._ends[piece] : self._ends[piece + 1]]

    def text(self, members: Members, weight: Mapping[int, float] | None = None) -> Text:
        """Return some fragments as `said` takes them; `weight` multiplies what a pair counts (default 1)."""
        cells = [cell for m in members for cell in self._within[self._ends[m] : self._ends[m + 1]]]
        if weight or len(members) > 1:
            counts = self.model(members).counts
            weight = weight or {}
            cells = [
                (pair, at, weight.get(pair, 1.0) / math.sqrt(counts[pair]), smoothing)
                for pair, at, _, smoothing in cells
            ]
        return Text(cells, sum([counts for _, _, counts, _ in cells]))

    def weights(self, text: str) -> dict[int, float]:
        """Return the known pairs of a text and what each weighs, adding up to 1."""
        pairs = Counter(
            ord(a) << 16 | ord(b) for a, b in pairwise(text) if "\u3400" <= a <= "\u9fff" and "\u3400" <= b <= "\u9fff"
        )
        known = {n: (1 + math.log(count)) * self._idf[n] for n, count in pairs.items() if n in self._idf}
        total = sum(known.values())
        return {n: weight / total for n, weight in known.items()} if total > 0 else {}


def said(text: Text, model: Model) -> float:
    """Return how much a text speaks for an article.

    That is the logarithm of how much likelier its pairs are in the article, to which pairs of any text are added
    (Dirichlet smoothing), than in any text. The pairs of a phrase that both hold count less and less, since long phrases
    are formulas.
    """
    known, size = model
    total = -LENGTH * math.log(size / SMOOTHING + 1) * text.size
    last, nth = -9, 0
    for pair, at, counts, smoothing in [cell for cell in text.cells if cell[0] in known]:
        nth = nth + 1 if at == last + 1 else 1
        total += counts * math.log(known[pair] / smoothing + 1) / nth
        last = at
    return total


def _pairs(pieces: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return for every pair of neighbouring Chinese characters its piece, itself as one number, and where it stands."""
    codes = np.frombuffer("\n".join(pieces).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    if len(codes) < 2:
        return (np.zeros(0, dtype=np.int64),) * 3
    han = (codes >= FIRST_HAN) & (codes <= LAST_HAN)
    at = np.flatnonzero(han[:-1] & han[1:])
    ends = np.cumsum([len(piece) + 1 for piece in pieces])
    return np.searchsorted(ends, at, side="right"), codes[at] << 16 | codes[at + 1], at
