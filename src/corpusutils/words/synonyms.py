"""Names of the same thing counted as one: a list that anyone can read and change."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pandas as pd

from corpusutils.errors import InputError
from corpusutils.words.dictionary import read_list


def load_synonyms(extra: Path | str | None = None, *, own: bool = True) -> dict[str, str]:
    """Return alias → the name that is counted, from the project's list and a file of one's own.

    A line holds the name and its aliases, parted by tabs; the file's own names win. Raises `InputError` where a line
    has no alias or an alias stands for two names.

    >>> load_synonyms()["双碳"]
    '碳达峰碳中和'
    """
    synonyms: dict[str, str] = {}
    if own:
        text = files("corpusutils.words").joinpath("lexicons/synonyms.tsv").read_text(encoding="utf-8")
        synonyms = _parse(text, "lexicons/synonyms.tsv")
    if extra is not None:
        synonyms |= _parse(read_list(extra, "synonym file"), str(extra))
    return synonyms


def _parse(text: str, where: str) -> dict[str, str]:
    synonyms: dict[str, str] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, *aliases = (field.strip() for field in line.split("\t") if field.strip())
        if not aliases:
            faults.append(f"{where}, line {number}: {line!r}; expected: name, tab, alias, …")
        for alias in aliases:
            if synonyms.get(alias, name) != name:
                faults.append(f"{where}, line {number}: {alias} stands for {synonyms[alias]} already")
            synonyms.setdefault(alias, name)
    if faults:
        raise InputError("the synonyms can't be used", faults)
    return synonyms


def merge_synonyms(tokens: pd.DataFrame, synonyms: dict[str, str]) -> pd.DataFrame:
    """Return the token table with every alias under its name; `start` and `end` still say where the alias stands."""
    return tokens.assign(token=tokens["token"].replace(synonyms).astype("str"))
