"""Stop words in layers, each a plain text file: general, press boilerplate, report formulas."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from corpusutils.errors import ParameterError
from corpusutils.words.dictionary import read_list

LAYERS = ("general", "press", "report")


def load_stopwords(*layers: str, extra: Path | str | None = None) -> frozenset[str]:
    """Return the union of the named layers (default: all) and of a file of one's own, one word a line.

    >>> "的" in load_stopwords("general"), "本刊讯" in load_stopwords("general")
    (True, False)
    """
    words: set[str] = set()
    for layer in layers or LAYERS:
        if layer not in LAYERS:
            raise ParameterError(f"no stop-word layer {layer!r}; the layers are {', '.join(LAYERS)}")
        words |= _lines(
            files("corpusutils.words").joinpath(f"lexicons/stopwords_{layer}.txt").read_text(encoding="utf-8")
        )
    if extra is not None:
        words |= _lines(read_list(extra, "stop-word file"))
    return frozenset(words)


def _lines(text: str) -> set[str]:
    return {word for line in text.splitlines() if (word := line.split("#")[0].strip())}
