"""What changed between two reports: pages, parameters, versions, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpusutils.report.manifest import read_manifest
from corpusutils.report.verify import compare_tables


def diff_reports(old: Path, new: Path) -> Iterator[str]:
    """Yield one line for each difference of two reports, section by section, and a line for what is the same.

    Raises `InputError` where one of the folders is not a report.
    """
    left, right = read_manifest(old), read_manifest(new)
    yield from _section("pages", left["corpus"]["files"], right["corpus"]["files"], shown=False)
    yield from _section("parameters", _parameters(left), _parameters(right))
    yield from _section("versions", left["versions"], right["versions"])
    verdict = compare_tables(old / "tables", new / "tables", sides=("the first", "the second"))
    yield from (f"table {line}" for line in verdict.differences)
    yield f"{len(verdict.same)} tables are the same, {len(verdict.apart)} differ"


def _parameters(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return every parameter of every notebook, but for where the report lies."""
    return {
        f"{notebook['name']}: {name}": value
        for notebook in manifest["notebooks"]
        for name, value in (notebook.get("parameters") or {}).items()
        if name not in ("OUT", "CORPUS")
    }


def _section(title: str, old: Mapping[str, Any], new: Mapping[str, Any], *, shown: bool = True) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"{title}: {name} is gone"
        elif name not in old:
            yield f"{title}: {name} is new"
        elif old[name] != new[name]:
            yield f"{title}: {name} " + (f"was {old[name]}, is {new[name]}" if shown else "has changed")
