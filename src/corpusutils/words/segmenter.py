"""A word segmenter that owns its dictionary: private, quiet, and with a fingerprint for the record."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from corpusutils.errors import InputError

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[〇零一二三四五六七八九十百千万亿]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.\-]*")
WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


class Token(NamedTuple):
    """A word, its part of speech (jieba's tag set), and its offsets in the text."""

    text: str
    flag: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _jieba() -> Any:
    """Import jieba without its SyntaxWarnings and its log on standard error, both of which break notebooks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    return jieba


def cache_folder() -> Path:
    """Return this user's own cache folder; never the system's shared temporary folder."""
    if told := os.environ.get("CORPUSUTILS_CACHE"):
        return Path(told)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "corpusutils" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "corpusutils"
    return Path(os.environ.get("XDG_CACHE_HOME", home / ".cache")) / "corpusutils"


class Segmenter:
    """Cut text into words with a private jieba tokenizer.

    Parameters
    ----------
    dictionary : path of a user dictionary, one `word [frequency] [tag]` a line, UTF-8; added to the project's own
    own_terms : whether the project's lexicon of the field is loaded (default yes)

    Raises
    ------
    InputError
        where a line of the dictionary can't be read; all such lines are named

    Notes
    -----
    jieba loads a cache file from the system's temporary folder without looking at it, so that another program's
    file can change the words; this class keeps its cache in the user's own folder, named after jieba's version
    and the dictionary's digest.

    """

    def __init__(self, dictionary: Path | str | None = None, *, own_terms: bool = True) -> None:
        jieba = _jieba()
        self._tokenizer = jieba.Tokenizer()
        base = Path(jieba.__file__).with_name("dict.txt").read_bytes()
        self.dictionaries = {"jieba": hashlib.sha256(base).hexdigest()}
        folder = cache_folder() / f"jieba-{version('jieba')}-{self.dictionaries['jieba'][:16]}"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._tokenizer.tmp_dir = str(folder)
        except OSError:
            self._tokenizer.cache_file = os.devnull
        self._tokenizer.initialize()
        self._flags = _dictionary_flags(base)
        if own_terms:
            text = files("corpusutils.words").joinpath("lexicons/field_terms.txt").read_text(encoding="utf-8")
            self._add("field_terms", text, "lexicons/field_terms.txt")
        if dictionary is not None:
            path = Path(dictionary)
            try:
                text = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(f"the user dictionary {path} can't be read as UTF-8: {error}") from error
            self._add(path.name, text, str(path))

    def _add(self, name: str, text: str, where: str) -> None:
        faults = []
        for number, line in enumerate(text.splitlines(), start=1):
            fields = line.split()
            if not fields or fields[0].startswith("#"):
                continue
            word, rest = fields[0], fields[1:]
            frequency = int(rest.pop(0)) if rest and rest[0].isdigit() else None
            if len(rest) > 1 or (rest and not re.fullmatch(r"[a-zA-Z]{1,4}", rest[0])):
                faults.append(f"{where}, line {number}: {line!r}; expected: word [frequency] [tag]")
                continue
            tag = rest[0] if rest else "nz"
            self._tokenizer.add_word(word, freq=frequency, tag=tag)
            self._flags[word] = tag
        if faults:
            raise InputError("the user dictionary can't be used", faults)
        self.dictionaries[name] = hashlib.sha256(text.encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """A digest over jieba's version and every dictionary: equal fingerprints give equal tokens."""
        parts = [f"jieba {version('jieba')}", *(f"{k} {v}" for k, v in self.dictionaries.items())]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def cut(self, text: str) -> list[str]:
        """Return the words of a text; joined they give back the text."""
        return list(self._tokenizer.cut(text))

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of a text with tag and offsets; white space is skipped."""
        at = 0
        for word in self._tokenizer.cut(text):
            end = at + len(word)
            if not word.isspace():
                yield Token(word, self.flag(word), at, end)
            at = end

    def flag(self, word: str) -> str:
        """Return a word's most usual part of speech: the dictionary's, else by its characters."""
        if known := self._flags.get(word):
            return known
        if NUMBER.fullmatch(word):
            return "m"
        if LATIN.fullmatch(word):
            return "eng"
        return "n" if WORD.search(word) else "x"


def _dictionary_flags(base: bytes) -> dict[str, str]:
    flags = {}
    for line in base.decode("utf-8").splitlines():
        word, _, tag = line.split(" ")
        flags[word] = tag
    return flags


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """Return the shared segmenter with the project's own terms, loaded at first use."""
    return Segmenter()
