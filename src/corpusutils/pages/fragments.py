"""Runs of body lines that stand together, and how much two pieces of a page speak of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.lines import PageLines
from corpusutils.pages.roles import BODY, Roles

FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF


@dataclass(frozen=True)
class Fragment:
    """Body lines `first` to `last` (half-open, indices into the page's lines) and what their ends say."""

    first: int
    last: int
    opens: bool
    """Starts as an article starts: with a source formula or a jump from another page."""
    closes: bool
    """Ends as an article ends: with a name in brackets or a jump to another page."""
    open_ended: bool
    """Leaves its last sentence open."""
    new_paragraph: bool
    """Starts as a paragraph starts: indented, or with 近日, 会议指出, a date …"""
    column: float


def body_fragments(lines: PageLines, roles: Roles) -> list[Fragment]:
    """Cut the body lines of a page into fragments.

    A fragment ends where another role or a blank line stands, before an opener, and after a closer.
    """
    marks = lines.marks
    opens = marks["opener"] | marks["jump_from"]
    closes = marks["closer"] | marks["jump_to"]
    ended = marks["ended"] | closes
    fresh = marks["paragraph_opener"] | marks["indented"]
    body = roles.label == BODY
    before = np.append(False, body[:-1])
    starts = body & (~before | (lines.gap > 0) | opens | np.append(False, closes[:-1]))
    firsts = np.flatnonzero(starts)
    lasts = np.flatnonzero(body & np.append(starts[1:] | ~body[1:], True)) + 1
    return [
        Fragment(a, b, bool(opens[a]), bool(closes[b - 1]), not ended[b - 1], bool(fresh[a]), float(lines.column[a]))
        for a, b in zip(firsts.tolist(), lasts.tolist(), strict=True)
    ]


class Cohesion:
    """TF-IDF over pairs of neighbouring Chinese characters, with the page's own pieces as documents.

    What the whole page speaks of (生态, 山西) counts little, what one article alone speaks of (沉陷, 再生水) much. The
    pieces are the body fragments, then the titles; `size` is how many pairs each fragment holds.
    """

    def __init__(self, fragments: Sequence[str], titles: Sequence[str]) -> None:
        pieces = [*fragments, *titles]
        piece, pair = _pairs(pieces)
        self.vocabulary, column = np.unique(pair, return_inverse=True)
        shape = (len(pieces), len(self.vocabulary))
        counts = np.bincount(piece * shape[1] + column, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float32)
        present = counts > 0
        self.idf = np.log((shape[0] + 1) / present.sum(axis=0))
        rows = len(fragments)
        self.present: NDArray[np.bool_] = present[:rows]
        self.size: list[int] = counts[:rows].sum(axis=1).astype(int).tolist()
        weights = np.zeros((rows, shape[1]), dtype=np.float32)
        np.log(counts[:rows], out=weights, where=self.present)
        weights = (weights + self.present) * self.idf.astype(np.float32)
        weights /= np.maximum(np.sqrt((weights**2).sum(axis=1, keepdims=True)), 1e-9)
        self.similarity: list[list[float]] = (weights @ weights.T).tolist()

    def weights(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the known pairs of a text (columns) and what each weighs, adding up to 1."""
        _, pair = _pairs([text])
        values, counts = np.unique(pair, return_counts=True)
        at = np.searchsorted(self.vocabulary, values)
        at[at == len(self.vocabulary)] = 0
        known = self.vocabulary[at] == values if len(self.vocabulary) else np.zeros(len(values), dtype=bool)
        weight = (1 + np.log(counts[known])) * self.idf[at[known]]
        total = weight.sum()
        return at[known], weight / total if total > 0 else weight


def _pairs(pieces: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every pair of neighbouring Chinese characters as one number, and the piece that it stands in."""
    codes = np.frombuffer("\n".join(pieces).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    if len(codes) < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    han = (codes >= FIRST_HAN) & (codes <= LAST_HAN)
    at = np.flatnonzero(han[:-1] & han[1:])
    ends = np.cumsum([len(piece) + 1 for piece in pieces])
    return np.searchsorted(ends, at, side="right"), codes[at] << 16 | codes[at + 1]
