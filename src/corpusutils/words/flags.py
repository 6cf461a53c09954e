"""Parts of speech, one a word: jieba's dictionary, and for words that it does not know jieba's tagging model."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from corpusutils.errors import MissingError

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[〇零一二三四五六七八九十百千万亿]+")
LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
HAN = re.compile(r"[\u4e00-\u9fd5]+")
REMEMBERED = 200_000
"""Unknown words whose tag is kept in memory."""


def jieba_file(name: str) -> Path:
    """Return where a file of jieba lies without importing it, which prints warnings on Python 3.12 and later."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise MissingError("jieba is not installed; mend it with: python -m pip install jieba==0.42.1")
    return Path(spec.origin).parent / name


class Flags(dict[str, str]):
    """Words' most usual parts of speech; a tag of one's own is set as in any dictionary.

    jieba's `posseg` tags a dictionary word by its dictionary whatever its sentence, so that one lookup a distinct
    word gives the same; words that the dictionary lacks are tagged by the model on their own. On the pages and
    documents held against `posseg` 99 of 100 tags are the same where both cut the same word; what differs are mostly
    single characters (measure words), which carry no content here.
    """

    _complete = False
    """Whether jieba's dictionary is loaded, which takes a moment."""

    def __missing__(self, word: str) -> str:
        """Return the tag of a word that was not asked for before, in jieba's tag set; `x` for marks."""
        if not self._complete:
            self._complete = True
            learnt = dict(self)
            fields = jieba_file("dict.txt").read_text(encoding="utf-8").split()
            self.update(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True))  # few tags, many words
            self.update(learnt)
            return self[word]
        return _guessed(word)


@lru_cache(maxsize=REMEMBERED)
def _guessed(word: str) -> str:
    """Return the tag of a word that no dictionary has."""
    if NUMBER.fullmatch(word):
        return "m"
    if LATIN.fullmatch(word):
        return "eng"
    return _model_tag(word) if HAN.fullmatch(word) else "x"


IMPOSSIBLE = -3.14e100


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
    start_P, trans_P, emit_P = (_table(name) for name in ("prob_start", "prob_trans", "prob_emit"))

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


def _table(name: str) -> Any:
    """Return a table of jieba's tagging model; the package around it would load its dictionary a second time."""
    spec = spec_from_file_location(f"jieba_posseg_{name}", jieba_file(f"posseg/{name}.py"))
    if spec is None or spec.loader is None:
        raise MissingError(
            "jieba's tagging model is missing; mend it with: python -m pip install --force-reinstall jieba"
        )
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.P
