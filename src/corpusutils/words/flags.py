"""Parts of speech of words that no dictionary has, by jieba's tagging model.

jieba's `posseg` tags a dictionary word by its dictionary whatever its sentence, so that one lookup a distinct word gives
the same; words that the dictionary lacks are tagged by the model on their own. On the pages and documents held against
`posseg` 99 of 100 tags are the same where both cut the same word; what differs are mostly single characters (measure
words), which carry no content here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from corpusutils.words.jieba_files import IMPOSSIBLE, jieba_table

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[〇零一二三四五六七八九十百千万亿]+")
LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
HAN = re.compile(r"[\u4e00-\u9fd5]+")
REMEMBERED = 200_000
"""Unknown words whose tag is kept in memory."""


@lru_cache(maxsize=REMEMBERED)
def guessed(word: str) -> str:
    """Return the tag of a word that no dictionary has, in jieba's tag set; `x` for marks."""
    if NUMBER.fullmatch(word):
        return "m"
    if LATIN.fullmatch(word):
        return "eng"
    return _model_tag(word) if HAN.fullmatch(word) else "x"


def _model_tag(word: str) -> str:
    """Return the tag under which jieba's tagging model is likeliest to make these characters one word."""
    first, last = word[0], word[-1]
    scores = []
    for tag, (start, single, begin, middle, end, to_end, to_middle, stay, leave) in _model().items():
        if len(word) == 1:
            scores.append((single.get(first, IMPOSSIBLE), tag))
            continue
        score = start + begin.get(first, IMPOSSIBLE) + end.get(last, IMPOSSIBLE)
        if inner := word[1:-1]:
            score += to_middle + stay * (len(inner) - 1) + leave
            score += sum(middle.get(character, IMPOSSIBLE) for character in inner)
        else:
            score += to_end
        scores.append((score, tag))
    return max(scores)[1]


@lru_cache(maxsize=1)
def _model() -> dict[str, tuple[Any, ...]]:
    """Return for each tag of jieba's model what one word needs of it; the import takes a moment."""
    start_P, trans_P, emit_P = (jieba_table(f"posseg/prob_{name}") for name in ("start", "trans", "emit"))

    def step(before: str, after: str, tag: str) -> float:
        return float(trans_P.get((before, tag), {}).get((after, tag), IMPOSSIBLE))

    return {
        tag: (
            start_P[("B", tag)],
            *(emit_P.get((state, tag), {}) for state in "SBME"),
            *(step(before, after, tag) for before, after in ("BE", "BM", "MM", "ME")),
        )
        for tag in sorted({tag for _, tag in start_P})
    }
