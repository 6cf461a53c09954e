"""New words of a corpus: runs of characters that hold together and stand in many surroundings.

Two signs of a word that need no dictionary: its parts meet more often than chance would have it (cohesion, the least pointwise
mutual information over all places where it could be cut), and what stands before and after it varies (branching entropy;
Harris 1955, *Language* 31). What the segmenter knows already is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpusutils.errors import ParameterError
from corpusutils.pages.article import Article
from corpusutils.words.segmenter import Segmenter, default_segmenter
from corpusutils.words.stopwords import load_stopwords

COLUMNS = ("word", "count", "df", "cohesion", "left_entropy", "right_entropy", "score", "cut", "doc", "line", "context")
SEPARATOR = "\x00"
CONTEXT = 8
"""Characters of context on either side of the evidence."""
SAME = 0.8
"""Share of a run's occurrences inside one longer candidate from which on only the longer one is proposed."""
FUNCTION_FLAGS = ("u", "p", "c", "r", "y")
"""Parts of speech of the stop words that no word of the field begins or ends with: particles, prepositions, pronouns."""
WHOLE_TOKENS = 0.4
"""Least share of a run's occurrences that begin and end where tokens do."""


def new_words(
    articles: Iterable[Article],
    *,
    segmenter: Segmenter | None = None,
    max_length: int = 6,
    min_count: int = 4,
    min_cohesion: float = 4.0,
    min_entropy: float = 0.8,
) -> pd.DataFrame:
    """Propose words that the segmenter cuts apart.

    Parameters
    ----------
    articles : the corpus
    segmenter : whose dictionary is to be completed; default the shared one
    max_length : longest word, in characters (2 to 8)
    min_count : least number of occurrences
    min_cohesion : least cohesion, in bits
    min_entropy : least branching entropy on either side, in bits; the edge of a sentence counts as a new neighbour

    Returns
    -------
    DataFrame
        the best first: `word`, `count`, `df` (articles), `cohesion`, `left_entropy`, `right_entropy` (bits), `score` (cohesion
        plus the lesser entropy plus log₂ of the count), `cut` (what the segmenter makes of it), and the first place where
        it stands as evidence: `doc`, `line`, `context`

    """
    if not 2 <= max_length <= 8:
        raise ParameterError(f"max_length is {max_length}; it is 2 to 8 characters")
    if min_count < 2:
        raise ParameterError(f"min_count is {min_count}; at least 2 occurrences can show a pattern")
    segmenter = segmenter or default_segmenter()
    articles = list(articles)
    text = SEPARATOR.join(["", *(article.body for article in articles), ""])
    if len(text) < max_length + 2:
        return pd.DataFrame(columns=list(COLUMNS))
    runs = _Runs.of(text)
    edges = _edges(articles, segmenter, len(text))
    body_start = np.cumsum([1, *(len(article.body) + 1 for article in articles)])
    stop = {w for w in load_stopwords("general") if len(w) == 1 and segmenter.flag(w).startswith(FUNCTION_FLAGS)}
    rows, taken = [], np.zeros(len(text), dtype=bool)
    for length in range(max_length, 1, -1):
        for at in runs.candidates(length, min_count):
            word = text[at[0] : at[0] + length]
            if word[0] in stop or word[-1] in stop or segmenter.knows(word):
                continue
            if (edges[at] & edges[at + length]).mean() < WHOLE_TOKENS or taken[at].mean() >= SAME:
                continue
            cohesion = runs.cohesion(int(at[0]), length)
            left, right = runs.entropy(at - 1), runs.entropy(at + length)
            if cohesion < min_cohesion or min(left, right) < min_entropy:
                continue
            for position in at:
                taken[position : position + length] = True
            doc = np.searchsorted(body_start, at, side="right") - 1
            article, offset = articles[doc[0]], int(at[0] - body_start[doc[0]])
            context = article.body[max(0, offset - CONTEXT) : offset + length + CONTEXT].replace("\n", " ")
            line, _ = article.lines_of(offset, offset + length)
            score = cohesion + min(left, right) + float(np.log2(len(at)))
            cut = "/".join(segmenter.cut(word))
            rows.append(
                (word, len(at), len(np.unique(doc)), cohesion, left, right, score, cut, article.key, line, context)
            )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["score", "word"], ascending=[False, True], ignore_index=True)


def _edges(articles: list[Article], segmenter: Segmenter, size: int) -> NDArray[np.bool_]:
    """Mark the places of the joined text where a token begins or ends."""
    edges = np.zeros(size + 1, dtype=bool)
    start = 1
    for article in articles:
        found = segmenter.encode(article.body)
        edges[found.start + start] = True
        edges[found.end + start] = True
        start += len(article.body) + 1
    return edges


@dataclass
class _Runs:
    """All runs of Chinese characters of a text, numbered by length: `number[n][i]` is the run of n characters at i, or -1."""

    code: NDArray[np.int64]
    number: dict[int, NDArray[np.int64]]
    total: dict[int, NDArray[np.int64]]

    @classmethod
    def of(cls, text: str) -> _Runs:
        code = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
        han = (code >= 0x4E00) & (code <= 0x9FD5)
        _, first = np.unique(code, return_inverse=True)
        number = {1: np.where(han, first, -1)}
        return cls(code, number, {1: np.bincount(first[han], minlength=first.max() + 1)})

    def _grow(self, length: int, min_count: int) -> None:
        """Number the runs of one more character; of a run that is rarer than `min_count` no longer one is looked at."""
        before, single = self.number[length - 1], self.number[1]
        width = int(single.max()) + 1
        longer = np.full(len(before), -1, dtype=np.int64)
        frequent = before[: -(length - 1)] >= 0
        frequent[frequent] = self.total[length - 1][before[: -(length - 1)][frequent]] >= min_count
        frequent &= single[length - 1 :] >= 0
        at = np.flatnonzero(frequent)
        _, run = np.unique(before[at] * width + single[at + length - 1], return_inverse=True)
        longer[at] = run
        self.number[length] = longer
        self.total[length] = np.bincount(run, minlength=1)

    def candidates(self, length: int, min_count: int) -> list[NDArray[np.int64]]:
        """Return where each run of this length that is frequent enough stands."""
        for n in range(2, length + 1):
            if n not in self.number:
                self._grow(n, min_count)
        number = self.number[length]
        at = np.flatnonzero(number >= 0)
        at = at[self.total[length][number[at]] >= min_count]
        at = at[np.argsort(number[at], kind="stable")]
        return np.split(at, np.flatnonzero(np.diff(number[at])) + 1) if len(at) else []

    def cohesion(self, at: int, length: int) -> float:
        """Return the least pointwise mutual information, in bits, of the run's two parts over all cuts."""
        size = float(self.total[1].sum())

        def share(start: int, n: int) -> float:
            return float(self.total[n][self.number[n][start]]) / size

        whole = share(at, length)
        return min(
            float(np.log2(whole / (share(at, k) * share(at + k, length - k))))
            for k in range(1, length)
            if self.number[k][at] >= 0 and self.number[length - k][at + k] >= 0
        )

    def entropy(self, neighbours: NDArray[np.int64]) -> float:
        """Return the entropy, in bits, of the characters at some places; every mark counts as a character of its own."""
        code, single = self.code[neighbours], self.number[1][neighbours]
        _, counts = np.unique(code[single >= 0], return_counts=True)
        shares = np.concatenate([counts, np.ones(int((single < 0).sum()))]) / len(neighbours)
        return float(-(shares * np.log2(shares)).sum())
