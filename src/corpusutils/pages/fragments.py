"""Runs of body lines that stand together, and how much one run is likely to go on in another."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from corpusutils.pages.lines import PageLines
from corpusutils.pages.roles import BODY, Roles

NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")


@dataclass
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
    column: float
    grams: Counter[str] = field(repr=False)

    @property
    def size(self) -> int:
        """How many pairs of neighbouring Chinese characters it holds."""
        return self.grams.total()


def body_fragments(lines: PageLines, roles: Roles) -> list[Fragment]:
    """Cut the body lines of a page into fragments.

    A fragment ends where another role or a blank line stands, before an opener, and after a closer.
    """
    marks = lines.marks
    opens = marks["opener"] | marks["jump_from"]
    closes = marks["closer"] | marks["jump_to"]
    body = roles.label == BODY
    fragments: list[Fragment] = []
    start: int | None = None
    for i in range(len(lines) + 1):
        inside = i < len(lines) and bool(body[i])
        cut = start is not None and (not inside or lines.gap[i] > 0 or opens[i] or closes[i - 1])
        if start is not None and cut:
            fragments.append(_fragment(lines, start, i, opens, closes))
            start = None
        if inside and start is None:
            start = i
    return fragments


def _fragment(lines: PageLines, first: int, last: int, opens: np.ndarray, closes: np.ndarray) -> Fragment:
    ended = lines.marks["ended"][last - 1] or closes[last - 1]
    text = "".join(lines.text[first:last])
    return Fragment(
        first, last, bool(opens[first]), bool(closes[last - 1]), not ended, float(lines.column[first]), bigrams(text)
    )


def bigrams(text: str) -> Counter[str]:
    """Count the pairs of neighbouring Chinese characters."""
    counts: Counter[str] = Counter()
    for run in NOT_HAN.split(text):
        counts.update(run[i : i + 2] for i in range(len(run) - 1))
    return counts


class Cohesion:
    """How much two pieces of a page speak of the same thing: cosine of TF-IDF over character bigrams.

    The inverse document frequency is that of the page itself, over its fragments and titles: what the whole page
    speaks of (生态, 山西) counts little, what one article alone speaks of (沉陷, 再生水) counts much.
    """

    def __init__(self, pieces: list[Counter[str]]) -> None:
        self.pieces = len(pieces)
        self.frequency: Counter[str] = Counter()
        for piece in pieces:
            self.frequency.update(piece.keys())

    def weights(self, counts: Counter[str]) -> dict[str, float]:
        """Return the unit-length TF-IDF vector of some counts."""
        top = self.pieces + 1
        vector = {
            g: (1 + math.log(n)) * math.log(top / self.frequency[g]) for g, n in counts.items() if self.frequency[g]
        }
        length = math.sqrt(sum(w * w for w in vector.values())) or 1.0
        return {g: w / length for g, w in vector.items()}

    @staticmethod
    def similarity(left: dict[str, float], right: dict[str, float]) -> float:
        """Return the cosine of two unit vectors."""
        if len(left) > len(right):
            left, right = right, left
        return sum(weight * right[gram] for gram, weight in left.items() if gram in right)
