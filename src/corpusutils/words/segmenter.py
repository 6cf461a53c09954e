"""A word segmenter that owns its dictionaries: private, quiet, fast, and with a fingerprint for the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpusutils.errors import ParameterError
from corpusutils.words.dictionary import OWN, Dictionary, own_dictionary, read_dictionary
from corpusutils.words.flags import guessed
from corpusutils.words.jieba_files import jieba_digest
from corpusutils.words.protected import CLASSES, FLAGS, WHOLE, Span, protected_spans, rules_digest

if TYPE_CHECKING:
    from corpusutils.words.cutter import Cutter

NUMBER = {name: n for n, name in enumerate(CLASSES)}


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
    """Cut text into words: jieba's dictionary and model, compiled, with protected stretches and dictionaries of one's own.

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
    The tokens are those of jieba's `cut` with the same dictionary. jieba itself loads a cache file from the system's
    temporary folder without looking at it, so that another program's file can change the words; here its dictionary is
    read from its package each time.

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
        self.lexicons: list[Dictionary] = [own_dictionary(name) for name in OWN] if own_terms else []
        if dictionary is not None:
            self.lexicons.append(read_dictionary(dictionary))

    @cached_property
    def _cutter(self) -> Cutter:
        from corpusutils.words.cutter import Cutter  # loading what compiles it takes a moment

        cutter = Cutter()
        entries = [entry for lexicon in self.lexicons for entry in lexicon.entries]
        unlearnt = {entry.word for entry in entries if entry.frequency == 0}
        cutter.learn([e for e in entries if e.frequency == 0])
        cutter.learn([e for e in entries if e.word not in unlearnt])
        return cutter

    @cached_property
    def dictionaries(self) -> dict[str, str]:
        """The sha256 of every dictionary, by its name."""
        return {"jieba": jieba_digest(), **{lexicon.name: lexicon.digest for lexicon in self.lexicons}}

    @cached_property
    def fingerprint(self) -> str:
        """A digest over the segmenter's version, dictionaries and choices: equal fingerprints give equal tokens."""
        parts = [f"jieba {version('jieba')}"]
        parts += [f"{name} {digest}" for name, digest in self.dictionaries.items()]
        parts += [f"rules {rules_digest()}", f"whole {sorted(self.whole)}"]
        if self.simplify:
            parts.append(f"opencc {version('opencc')}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def idle_entries(self) -> list[tuple[str, str]]:
        """Return the user dictionary's entries that change nothing, each with why."""
        if self.recipe["dictionary"] is None:
            return []
        before = Segmenter(own_terms=bool(self.recipe["own_terms"]), whole=self.whole)
        idle = []
        for entry in self.lexicons[-1].entries:
            cut, known = self.cut(entry.word), before.knows(entry.word)
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
        cut = self._cutter.cut(text, _edges(protected_spans(text, self.whole)))
        return [text[start:end] for start, end in pairwise([0, *cut.ends.tolist()])]

    def encode(self, text: str) -> Encoded:
        """Return the tokens of a text as arrays, white space left out: what token tables are made of."""
        text = simplified(text) if self.simplify else text
        whole = protected_spans(text, self.whole)
        cut = self._cutter.cut(text, _edges(whole))
        end, nodes = cut.ends, cut.nodes
        start = np.concatenate((np.zeros(1, dtype=np.int32), end[:-1]))
        codes, known = self._cutter.numbered(cut)
        types = [text[a:b] for a, b in zip(start[known].tolist(), end[known].tolist(), strict=True)]
        type_flags = [tag or guessed(word) for tag, word in zip(self._cutter.tags(nodes[known]), types, strict=True)]
        new: dict[str, int] = {}
        rest = np.flatnonzero(codes < 0)
        spans = zip(start[rest].tolist(), end[rest].tolist(), strict=True)
        codes[rest] = [new.setdefault(text[a:b], len(types) + len(new)) for a, b in spans]
        protected = np.full(len(codes), -1, dtype=np.int8)
        for stretches in (protected_spans(text, set(CLASSES) - self.whole), whole):
            tokens, which = _tokens_in(stretches, start)
            protected[tokens] = np.array([NUMBER[name] for _, _, name in stretches], dtype=np.int8)[which]
        told = np.zeros(len(codes), dtype=bool)  # by their class, whatever the word
        marked = np.flatnonzero(protected >= 0)
        told[marked] = np.array([name in self.whole for name in CLASSES])[protected[marked]]
        asked = set(codes[rest[~told[rest]]].tolist())
        type_flags += [guessed(word) if code in asked else "x" for word, code in new.items()]
        types += new
        names = sorted({*FLAGS.values(), *type_flags})
        number = {name: n for n, name in enumerate(names)}
        flag = np.array([number[name] for name in type_flags], dtype=np.int32)[codes]
        flag[told] = np.array([number[FLAGS[name]] for name in CLASSES], dtype=np.int32)[protected[told]]
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
        return self._cutter.node(word) != 0

    def flag(self, word: str) -> str:
        """Return a word's most usual part of speech: the dictionary's, else what jieba's tagger makes of the word alone."""
        return self._cutter.tags(np.array([self._cutter.node(word)]))[0] or guessed(word)


def _edges(spans: list[Span]) -> NDArray[np.int64]:
    """Return the start and end of each span, a row each."""
    return np.array([(start, end) for start, end, _ in spans], dtype=np.int64).reshape(-1, 2)


def _tokens_in(spans: list[Span], start: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which tokens begin in a span, and in which."""
    first, last = np.searchsorted(start, _edges(spans).astype(start.dtype)).T
    which = np.repeat(np.arange(len(spans)), last - first)
    return np.arange(len(which)) + (first - np.cumsum(last - first) + last - first)[which], which


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
def default_segmenter() -> Segmenter:
    """Return the shared segmenter with the project's own terms, loaded at first use."""
    return Segmenter()
