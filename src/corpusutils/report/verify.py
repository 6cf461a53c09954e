"""Build a report again from its manifest and compare the tables byte for byte."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from corpusutils.errors import InputError
from corpusutils.pages.corpus import read_corpus
from corpusutils.report.manifest import read_manifest
from corpusutils.report.run import build_report

SHOWN = 5


@dataclass(frozen=True)
class Verdict:
    """What the comparison found: tables that are the same, tables that differ, and a line for each difference."""

    same: tuple[str, ...]
    apart: tuple[str, ...]
    differences: tuple[str, ...]


def verify_report(folder: Path, *, corpus: Path | None = None, jobs: int = 2) -> Verdict:
    """Rebuild the report in a temporary folder and compare its tables with those of `folder`.

    `corpus` names the pages where they have moved since the report was made.

    Raises `InputError` where the folder is no complete report, its corpus is gone, or the corpus' files are
    not those that the manifest names.
    """
    manifest = read_manifest(folder)
    if manifest["status"] != "complete":
        raise InputError(f"{folder} is an incomplete report; make it again before verifying it")
    told = manifest["corpus"]
    pages = corpus or folder.resolve() / told["path"]
    if not pages.exists():
        raise InputError(f"the report's corpus is not at {pages}; name its place with --corpus")
    _same_files(told["files"], read_corpus(pages).files)
    settings = [f"{name}={_text(value)}" for name, value in manifest["set"].items()]
    only = [notebook["name"] for notebook in manifest["notebooks"]]
    with tempfile.TemporaryDirectory(prefix="corpusutils-verify-") as place:
        again = build_report(
            corpus=pages.resolve(), out=Path(place) / "report", settings=settings, only=only, jobs=jobs
        )
        return compare_tables(folder / "tables", again / "tables")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _same_files(told: dict[str, str], found: dict[str, str]) -> None:
    faults = [f"{name} is gone" for name in sorted(told.keys() - found.keys())]
    faults += [f"{name} is new" for name in sorted(found.keys() - told.keys())]
    faults += [f"{name} has changed" for name in sorted(told.keys() & found.keys()) if told[name] != found[name]]
    if faults:
        raise InputError("the corpus is not the one that the report was made from", faults)


def compare_tables(
    old: Path, new: Path, *, sides: tuple[str, str] = ("the given report", "the rebuilt report")
) -> Verdict:
    """Compare two folders of tables byte for byte; name the rows that differ. `sides` is what the two are called."""
    names = sorted({p.name for folder in (old, new) for p in folder.glob("*.csv")})
    same, apart, differences = [], [], []
    for name in names:
        left, right = old / name, new / name
        if not left.exists() or not right.exists():
            apart.append(name)
            differences.append(f"{name}: only in {sides[right.exists()]}")
        elif left.read_bytes() == right.read_bytes():
            same.append(name)
        else:
            apart.append(name)
            differences += [f"{name}, {line}" for line in _rows(left, right)]
    return Verdict(tuple(same), tuple(apart), tuple(differences))


def _rows(left: Path, right: Path) -> list[str]:
    with left.open(encoding="utf-8-sig", newline="") as a, right.open(encoding="utf-8-sig", newline="") as b:
        pairs = enumerate(zip_longest(csv.reader(a), csv.reader(b)), start=1)
        found = [f"row {n}: {x} became {y}" for n, (x, y) in pairs if x != y]
    if not found:
        return ["the bytes differ, the rows do not (line ends or quotes)"]
    more = [f"and {len(found) - SHOWN} more rows"] if len(found) > SHOWN else []
    return found[:SHOWN] + more
