"""Dictionaries as plain text: one `word [frequency] [tag]` a line, with every broken line named."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from corpusutils.errors import InputError
from corpusutils.pages.raw import decode

OWN = ("field_terms", "places_shanxi", "waters_shanxi", "policies", "organisations")
"""The project's own lexicons, in the order in which they are loaded."""
DEFAULT_TAG = "nz"
EXPECTED = "expected: word [frequency] [tag], parted by a space or tab"
MOST = 10**12
"""Greatest frequency: jieba's whole dictionary has 6 times 10^7."""
TAG = re.compile(r"[a-zA-Z]{1,4}")


@dataclass(frozen=True)
class Entry:
    """A word with its part of speech; without a frequency it gets the least that keeps it whole, with 0 it is unlearnt."""

    word: str
    frequency: int | None
    tag: str
    line: int


@dataclass(frozen=True)
class Dictionary:
    """The entries of one file, its digest, and what its head says of `source` and `licence`."""

    name: str
    entries: tuple[Entry, ...]
    digest: str
    source: str = ""
    licence: str = ""


def parse_dictionary(text: str, *, name: str, where: str) -> Dictionary:
    """Return the entries of a dictionary's text; lines that start with `#` are comments.

    Raises `InputError` that names every line which is no entry.

    >>> parse_dictionary("海绵城市 nz\\n汾河 5000 ns", name="mine", where="mine.txt").entries[1].frequency
    5000
    """
    entries, faults = [], []
    head = {"source": "", "licence": ""}
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.split()
        if not fields:
            continue
        if line.startswith("#"):
            key, colon, value = line.lstrip("# ").partition(":")
            if colon and key.lower() in head:
                head[key.lower()] = value.strip()
            continue
        word, rest = fields[0], fields[1:]
        frequency = int(rest.pop(0)) if rest and rest[0].isdecimal() else None
        tag = rest.pop(0) if rest and TAG.fullmatch(rest[0]) else DEFAULT_TAG
        if rest or (frequency or 0) > MOST:
            faults.append(f"{where}, line {number}: {line!r}; {EXPECTED}")
        elif line[0].isspace() and (word.isdecimal() or TAG.fullmatch(word)):
            faults.append(f"{where}, line {number}: {line!r} has no word before its frequency or tag; {EXPECTED}")
        else:
            entries.append(Entry(word, frequency, tag, number))
    if faults:
        raise InputError("the user dictionary can't be used", faults)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Dictionary(name, tuple(entries), digest, **head)


def read_dictionary(path: Path | str) -> Dictionary:
    """Return a user dictionary; UTF-8, GB18030, Big5 and UTF-16 are told apart. Raises `InputError`."""
    path = Path(path)
    return parse_dictionary(read_list(path, "user dictionary"), name=path.name, where=str(path))


def read_list(path: Path | str, what: str) -> str:
    """Return the text of a user's word list; raise `InputError` that says what the file was meant to be."""
    try:
        return decode(Path(path).read_bytes())[0]
    except InputError as error:
        raise InputError(f"the {what} {path} can't be read: {error}") from error
    except OSError as error:
        raise InputError(f"the {what} {path} can't be read: {error.strerror}") from error


def own_dictionary(name: str) -> Dictionary:
    """Return one of the project's own lexicons."""
    text = files("corpusutils.words").joinpath(f"lexicons/{name}.txt").read_text(encoding="utf-8")
    return parse_dictionary(text, name=name, where=f"lexicons/{name}.txt")
