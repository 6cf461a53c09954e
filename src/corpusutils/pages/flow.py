"""Whether a sentence is likely to go on from the end of one line to the start of another."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.resources import files

NEUTRAL = 0.8
"""The value that speaks neither for nor against: what is given where a side does not end in a Chinese character."""


@lru_cache(maxsize=1)
def _counts() -> tuple[dict[str, int], int]:
    text = files("corpusutils.pages").joinpath("data/bigrams.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    counts = {gram: int(count) for gram, count in rows}
    return counts, sum(count for gram, count in counts.items() if len(gram) == 1)


def flow(left: str, right: str) -> float:
    """Return the pointwise mutual information of the two characters that meet, smoothed; about -3 to 8.

    >>> flow("深入贯彻落", "实会议精神") > 3 > NEUTRAL > flow("召开动员部署会", "宋师傅说") - 1
    True
    """
    counts, total = _counts()
    before, after = counts.get(left[-1:], 0), counts.get(right[:1], 0)
    if not before or not after:
        return NEUTRAL
    return math.log((counts.get(left[-1] + right[0], 0) + 0.5) * total / ((before + 20) * (after + 20)))
