"""A word segmenter that owns its dictionaries: private, quiet, fast, and with a fingerprint for the record."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import rjieba
from numpy.typing import NDArray

from corpusutils.errors import ParameterError
from corpusutils.words.cache import cache_folder
from corpusutils.words.dictionary import OWN, Dictionary, own_dictionary, read_dictionary
from corpusutils.words.flags import Flags, jieba_file
from corpusutils.words.protected import CLASSES, FLAGS, WHOLE, Span, protected_spans, rules_digest, without_overlap

HOLE = "\ue000"
"""Stands in the text for a stretch that the engine must not see; it parts words as punctuation does."""
UNLIKE = re.compile(r"[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\ue000\U00020000-\U0003ffff]")
"""Ideographs that jieba takes for punctuation and rjieba for letters."""
UNLIKE_RUN = re.compile(r"[A-Za-z0-9][-_.]+(?=[A-Za-z0-9])|([\u4e00-\u9fd5])\1\1")
"""What rjieba takes for one word and jieba cuts (2-a, 3_1, v1.x), and runs of one character, whose ties they break otherwise."""
IN_BLOCK = frozenset("+#&._%-")


class Token(NamedTuple):
    """A word, its part of speech (jieba's tag set), its offsets, and the class of the protected stretch it is or is in."""

    text: str
    flag: str
    start: int
    end: int
    protected: str | None = None


class Encoded(NamedTuple):
    """The tokens of a text as arrays of one length: `types[codes[i]]` is the word, `flags[flag[i]]` its part of speech.

    `start` and `end` are its offsets, `protected` the number of its class in `protected.CLASSES`, or -1.
    """

    types: list[str]
    codes: NDArray[np.int32]
    flags: list[str]
    flag: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    protected: NDArray[np.int8]


class Segmenter:
    """Cut text into words: jieba's dictionary and model, rjieba's speed, protected stretches, dictionaries of one's own.

    Parameters
    ----------
    dictionary : path of a user dictionary, one `word [frequency] [tag]` a line; added to the project's own. A frequency
        of 0 unlearns a word
    own_terms : whether the project's lexicons of the field are loaded (default yes)
    whole : classes of `protected.CLASSES` that are kept as one token each; stretches of the other classes are cut and
        their tokens carry the class. Empty: jieba's own tokens
    simplify : cut the text in simplified characters (OpenCC, `t2s`); offsets are those of the text as given

    Raises
    ------
    InputError
        where a line of the dictionary can't be read; all such lines are named
    ParameterError
        where `whole` names an unknown class

    Notes
    -----
    The tokens are those of jieba's `cut` with the same dictionary, whatever engine makes them: where rjieba is known to
    differ (rare ideographs, runs such as `2-a`), jieba itself cuts that stretch. jieba loads a cache file from the
    system's temporary folder without looking at it, so that another program's file can change the words; here its
    cache lies in the user's own folder, named after jieba's version and the dictionary's digest.

    """

    def __init__(
        self,
        dictionary: Path | str | None = None,
        *,
        own_terms: bool = True,
        whole: Iterable[str] = WHOLE,
        simplify: bool = False,
    ) -> None:
        self.whole = frozenset(whole)
        if unknown := self.whole - set(CLASSES):
            raise ParameterError(
                f"no protected class {', '.join(sorted(unknown))}; the classes are {', '.join(CLASSES)}"
            )
        self.simplify = simplify
        self.recipe = {"dictionary": dictionary, "own_terms": own_terms, "whole": self.whole, "simplify": simplify}
        self._added: dict[str, int] = {}
        self._flags = Flags()
        self.lexicons: list[Dictionary] = [own_dictionary(name) for name in OWN] if own_terms else []
        if dictionary is not None:
            self.lexicons.append(read_dictionary(dictionary))
        entries = [entry for lexicon in self.lexicons for entry in lexicon.entries]
        self._unlearnt = {entry.word for entry in entries if entry.frequency == 0}
        self._engine = _engine_without(self._unlearnt) if self._unlearnt else rjieba.Jieba()
        for lexicon in self.lexicons:
            self._learn(lexicon)

    def _learn(self, lexicon: Dictionary) -> None:
        for entry in lexicon.entries:
            frequency = entry.frequency
            if frequency is None:
                frequency = self._engine.suggest_freq(entry.word) + 1
            if entry.word in self._unlearnt:
                continue
            self._engine.add_word(entry.word, frequency, entry.tag)
            self._added[entry.word] = frequency
            self._flags[entry.word] = entry.tag

    @cached_property
    def dictionaries(self) -> dict[str, str]:
        """The sha256 of every dictionary, by its name."""
        return {"jieba": _jieba_digest(), **{lexicon.name: lexicon.digest for lexicon in self.lexicons}}

    @cached_property
    def fingerprint(self) -> str:
        """A digest over the segmenter's version, dictionaries and choices: equal fingerprints give equal tokens."""
        parts = [f"{name} {version(name)}" for name in ("jieba", "rjieba")]
        parts += [f"{name} {digest}" for name, digest in self.dictionaries.items()]
        parts += [f"rules {rules_digest()}", f"whole {sorted(self.whole)}"]
        if self.simplify:
            parts.append(f"opencc {version('opencc')}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @cached_property
    def _reference(self) -> Any:
        """jieba with the same words, for the stretches that only it cuts as jieba does."""
        tokenizer = _private_tokenizer()
        for word, frequency in self._added.items():
            tokenizer.total -= tokenizer.FREQ.get(word, 0)
            tokenizer.add_word(word, frequency)
        for word in self._unlearnt:  # `del_word` would also unlearn it for every other tokenizer of the process
            tokenizer.total -= tokenizer.FREQ.get(word, 0)
            tokenizer.FREQ[word] = 0
        return tokenizer

    def idle_entries(self) -> list[tuple[str, str]]:
        """Return the user dictionary's entries that change nothing, each with why."""
        if self.recipe["dictionary"] is None:
            return []
        before = Segmenter(own_terms=bool(self.recipe["own_terms"]), whole=self.whole)
        idle = []
        for entry in self.lexicons[-1].entries:
            cut, known = self.cut(entry.word), before._engine.has_word(entry.word)
            if entry.frequency != 0 and cut != [entry.word]:
                idle.append((entry.word, f"is still cut {'/'.join(cut)}"))
            elif entry.frequency == 0 and not known:
                idle.append((entry.word, "was no word before"))
            elif entry.frequency is None and known and before.flag(entry.word) == entry.tag:
                idle.append((entry.word, "was a word with the same tag before"))
        return idle

    def cut(self, text: str) -> list[str]:
        """Return the words of a text; joined they give back the text (with `simplify`: in simplified characters)."""
        text = simplified(text) if self.simplify else text
        return self._cut(text, protected_spans(text, self.whole))

    def _cut(self, text: str, whole: list[Span]) -> list[str]:
        if UNLIKE.search(text):
            whole = without_overlap([*whole, *((m.start(), m.end(), "unlike") for m in UNLIKE.finditer(text))])
        holes = [(start, end, [text[start:end]]) for start, end, _ in whole]
        if UNLIKE_RUN.search(text):
            holes = sorted([*holes, *self._unlike(text, holes)])
        words: list[str] = self._engine.cut(_with_holes(text, holes))
        if holes:
            words = _fill(words, [parts for _, _, parts in holes])
        if self._unlearnt:  # the model may make the word anew
            words = [part for word in words for part in (word if word in self._unlearnt else (word,))]
        return words

    def _unlike(self, text: str, holes: list[tuple[int, int, list[str]]]) -> Iterator[tuple[int, int, list[str]]]:
        """Yield the stretches between punctuation that hold a run which the engines cut differently, cut by jieba."""
        edges = [0, *(edge for start, end, _ in holes for edge in (start, end)), len(text)]
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            done = left
            for run in UNLIKE_RUN.finditer(text, left, right):
                if run.start() < done:
                    continue
                start, end = run.start(), run.end()
                while start > done and _in_block(text[start - 1]):
                    start -= 1
                while end < right and _in_block(text[end]):
                    end += 1
                yield start, end, list(self._reference.cut(text[start:end]))
                done = end

    def encode(self, text: str) -> Encoded:
        """Return the tokens of a text as arrays, white space left out: what token tables are made of."""
        text = simplified(text) if self.simplify else text
        whole = protected_spans(text, self.whole)
        coded = pa.array(self._cut(text, whole), type=pa.string()).dictionary_encode()
        types: list[str] = coded.dictionary.to_pylist()
        codes = coded.indices.to_numpy()
        end = np.cumsum(np.array([len(word) for word in types], dtype=np.int32)[codes], dtype=np.int32)
        start = np.concatenate((np.zeros(1, dtype=np.int32), end[:-1]))
        protected = np.full(len(codes), -1, dtype=np.int8)
        for spans in (protected_spans(text, set(CLASSES) - self.whole), whole):
            for (_, _, name), inside in zip(spans, _tokens_in(spans, start), strict=True):
                protected[inside] = CLASSES.index(name)
        type_flags = [self._flags[word] for word in types]
        names = sorted({*FLAGS.values(), *type_flags})
        number = {name: n for n, name in enumerate(names)}
        flag = np.array([number[name] for name in type_flags], dtype=np.int32)[codes]
        for name in self.whole:
            flag[protected == CLASSES.index(name)] = number[FLAGS[name]]
        seen = np.array([not word.isspace() for word in types], dtype=bool)[codes]
        return Encoded(types, codes[seen], names, flag[seen], start[seen], end[seen], protected[seen])

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of a text with tag, offsets and protected class; white space is skipped."""
        e = self.encode(text)
        for code, flag, start, end, protected in zip(e.codes, e.flag, e.start, e.end, e.protected, strict=True):
            name = CLASSES[protected] if protected >= 0 else None
            yield Token(e.types[code], e.flags[flag], int(start), int(end), name)

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in one of the dictionaries."""
        return bool(self._engine.has_word(word))

    def flag(self, word: str) -> str:
        """Return a word's most usual part of speech: the dictionary's, else what jieba's tagger makes of the word alone."""
        return self._flags[word]


def _engine_without(words: set[str]) -> Any:
    """Return an engine that has never known some words: a frequency of 0 does not make rjieba forget one."""
    engine = rjieba.Jieba.empty()
    for line in jieba_file("dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if word not in words:
            engine.add_word(word, int(frequency), tag)
    return engine


def _in_block(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fd5" or character in IN_BLOCK or (character.isascii() and character.isalnum())


def _tokens_in(spans: list[Span], start: NDArray[np.int32]) -> Iterator[slice]:
    """Yield which tokens stand in each span."""
    first = np.searchsorted(start, [span[0] for span in spans])
    last = np.searchsorted(start, [span[1] for span in spans])
    yield from (slice(a, b) for a, b in zip(first, last, strict=True))


def _with_holes(text: str, filled: list[tuple[int, int, list[str]]]) -> str:
    parts, at = [], 0
    for start, end, _ in filled:
        parts += [text[at:start], HOLE]
        at = end
    return "".join([*parts, text[at:]]) if filled else text


def _fill(words: list[str], stretches: list[list[str]]) -> list[str]:
    """Put the words of the holes in their place."""
    filled: list[str] = []
    at = 0
    for stretch in stretches:
        hole = words.index(HOLE, at)
        filled += words[at:hole]
        filled += stretch
        at = hole + 1
    return filled + words[at:]


def simplified(text: str) -> str:
    """Return a text in simplified characters, each in the place of its own.

    >>> simplified("山西煤礦與鐵路")
    '山西煤矿与铁路'
    """
    converter = _converter()
    lines = []
    for line in text.split("\n"):
        new = converter.convert(line)
        lines.append(new if len(new) == len(line) else "".join(_one(converter.convert(c), c) for c in line))
    return "\n".join(lines)


def _one(new: str, old: str) -> str:
    return new if len(new) == 1 else old


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def import_jieba() -> Any:
    """Import jieba without its SyntaxWarnings and its log on standard error, both of which break notebooks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    return jieba


@lru_cache(maxsize=1)
def _jieba_digest() -> str:
    return hashlib.sha256(jieba_file("dict.txt").read_bytes()).hexdigest()


def _private_tokenizer() -> Any:
    tokenizer = import_jieba().Tokenizer()
    folder = cache_folder() / f"jieba-{version('jieba')}-{_jieba_digest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tokenizer.tmp_dir = str(folder)
    except OSError:
        tokenizer.cache_file = os.devnull
    tokenizer.initialize()
    return tokenizer


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """Return the shared segmenter with the project's own terms, loaded at first use."""
    return Segmenter()
