"""Look at the installation and say what is there, what is missing, and the line that mends it."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from corpusutils import __version__
from corpusutils.errors import CorpusError
from corpusutils.project import project_root, sample_pages


def examine() -> Iterator[tuple[bool, str]]:
    """Yield one finding after another: whether it is well, and a line that says what it is."""
    yield True, f"corpusutils {__version__}, Python {platform.python_version()} on {platform.system()}"
    yield from _packages()
    yield from _font()
    yield from _words()
    yield from _project()


def _packages() -> Iterator[tuple[bool, str]]:
    for text in requires("corpusutils") or ():
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            yield False, f"{requirement.name} is missing; mend: python -m pip install '{requirement}'"
            continue
        if requirement.specifier.contains(found, prereleases=True):
            yield True, f"{requirement.name} {found}"
        else:
            yield False, f"{requirement.name} is {found}; mend: python -m pip install '{requirement}'"


def _font() -> Iterator[tuple[bool, str]]:
    from corpusutils.show.fonts import FAMILY, font_path

    try:
        yield True, f"font {FAMILY}: {font_path().name}"
    except CorpusError as error:
        yield False, str(error)


def _words() -> Iterator[tuple[bool, str]]:
    from corpusutils.words import default_segmenter

    segmenter = default_segmenter()
    for name, digest in segmenter.dictionaries.items():
        yield True, f"dictionary {name}: sha256 {digest[:16]}"
    yield True, f"segmenter fingerprint {segmenter.fingerprint}"


def _project() -> Iterator[tuple[bool, str]]:
    try:
        project_root()
    except CorpusError as error:
        yield False, str(error)
        return
    count = len(list(sample_pages().glob("*.txt")))
    mend = "" if count else "; mend: git checkout -- data/sample"
    yield bool(count), f"sample corpus: {count} pages{mend}"
