"""Whether a sentence is likely to go on from the end of one line to the start of another, or to begin there."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.resources import files
from string import ascii_letters

import numpy as np
from numpy.typing import NDArray

SHRINK = 2.0
"""How many meetings of each pair are made up, so that pairs too rare to judge stay near 0."""
RARE = 5.0
"""How often two characters meet that may as well be unknown."""
BACKING = 3.0
"""How many expected openings with two characters weigh as much as what the first says alone."""
LIMIT = 3.0
PLAIN = str.maketrans("０１２３４５６７８９123456789" + ascii_letters, "0" * 19 + "a" * 52)
OPENING_MARKS = "“《（ "


def plain(text: str) -> str:
    """Write every digit as 0 and every Latin letter as `a`: what the counts don't tell apart.

    >>> plain("PM2.5降到50微克")
    'aa0.0降到00微克'
    """
    return text.translate(PLAIN)


@lru_cache(maxsize=1)
def _counts() -> dict[str, float]:
    """Return how often each character, each pair, and each sentence opening (`。` and two more) was counted."""
    text = files("corpusutils.pages").joinpath("data/ngrams.tsv").read_text(encoding="utf-8")
    cells = text[text.index("\n") + 1 :].split()
    return dict(zip(cells[::2], map(float, cells[1::2]), strict=True))


@lru_cache(maxsize=1)
def _total() -> float:
    return sum(count for gram, count in _counts().items() if len(gram) == 1)


@lru_cache(maxsize=1)
def _pairs() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return all pairs as sorted numbers, as `rarity` takes them, with their counts."""
    pairs = [(ord(gram[0]) << 16 | ord(gram[1]), count) for gram, count in _counts().items() if len(gram) == 2]
    codes, counts = zip(*sorted(pairs), strict=True)
    return np.array(codes, dtype=np.int64), np.array(counts)


@lru_cache(maxsize=1)
def _all_pairs() -> float:
    return float(_pairs()[1].sum())


def flow(left: str, right: str) -> float:
    """Return the pointwise mutual information of the characters that meet, shrunk towards 0: about -6 to 6.

    >>> flow("深入贯彻落", "实会议精神") > 3 > 0 > flow("召开动员部署会", "宋师傅说")
    True
    """
    counts = _counts()
    pair = plain(left[-1:] + right[:1])
    if len(pair) < 2:
        return 0.0
    expected = counts.get(pair[0], 0.0) * counts.get(pair[1], 0.0) / _total()
    return math.log((counts.get(pair, 0.0) + SHRINK) / (expected + SHRINK))


def begins(text: str) -> float:
    """Return how much likelier a sentence opens as a text does than its first characters stand elsewhere, -3 to 3.

    Quotes and brackets that open are passed over.

    >>> begins("近年来，全县") > 1 > 0 > begins("的任务。")
    True
    """
    counts = _counts()
    first = plain(text[:4].lstrip(OPENING_MARKS)[:2])
    if not first:
        return 0.0
    share = counts["。"] / _total()
    alone = (counts.get("。" + first[0], 0.0) + SHRINK) / (counts.get(first[0], 0.0) * share + SHRINK)
    together = counts.get("。" + first, 0.0) if len(first) == 2 else 0.0
    expected = counts.get(first, 0.0) * share if len(first) == 2 else 0.0
    # Where the two are rare together, the first alone speaks.
    return max(-LIMIT, min(LIMIT, math.log((together + BACKING * alone) / (expected + BACKING))))


def frequency(pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how often two characters meet in the texts that were counted; a pair is the number `ord(left) << 16 | ord(right)`."""
    known, counts = _pairs()
    at = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
    return np.where(known[at] == pairs, counts[at], 0.0)


def rarity(frequency: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how rarely characters meet in any text that meet so often: from 0 (the most common pair) to 1 (not known to meet).

    >>> number = lambda pair: ord(pair[0]) << 16 | ord(pair[1])
    >>> unusual, common = rarity(frequency(np.array([number("沉陷"), number("工作")])))
    >>> bool(unusual > common)
    True
    """
    rare: NDArray[np.float64] = 1 - np.log1p(frequency / RARE) / np.log1p(_total() / RARE)
    return rare


def chance(frequency: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance of pairs that meet so often among all pairs of any text."""
    found: NDArray[np.float64] = (frequency + RARE) / _all_pairs()
    return found
