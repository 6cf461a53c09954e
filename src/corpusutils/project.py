"""Where the project's own things lie: the one place that knows the checkout's folders."""

from __future__ import annotations

import os
from pathlib import Path

from corpusutils.errors import MissingError

SAMPLE = "sample"


def project_root() -> Path:
    """Return the checkout: `CORPUSUTILS_HOME` where it is set, else the folder that this package was installed from."""
    told = os.environ.get("CORPUSUTILS_HOME")
    root = Path(told) if told else Path(__file__).resolve().parents[2]
    if not (root / "notebooks").is_dir():
        raise MissingError(
            f"no checkout of the project at {root}; mend it with: export CORPUSUTILS_HOME=<folder that holds notebooks/>"
        )
    return root


def sample_pages() -> Path:
    """Return the folder of the sample corpus' pages."""
    return project_root() / "data" / SAMPLE / "pages"


def notebooks_folder() -> Path:
    """Return the folder of the numbered notebooks."""
    return project_root() / "notebooks"


def reports_folder() -> Path:
    """Return the folder in which reports are built by default."""
    return project_root() / "reports"


def resolve_corpus(corpus: str | Path) -> tuple[str, Path]:
    """Return a corpus' name and absolute path; `sample` is the sample corpus, a relative path starts at the checkout.

    The command line makes its paths absolute before they come here.
    """
    if str(corpus) in ("", SAMPLE):
        return SAMPLE, sample_pages()
    path = Path(corpus).expanduser()
    path = path if path.is_absolute() else project_root() / path
    path = path.resolve()
    return (SAMPLE if path == sample_pages().resolve() else path.stem), path
