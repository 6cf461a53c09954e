"""A corpus: the articles of a folder of pages and the digest that says which pages they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpusutils.pages.article import Article
from corpusutils.pages.raw import read_pages
from corpusutils.pages.segment import segment_page

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Corpus:
    """The articles of a corpus in page order, with the files that they came from.

    `files` maps each page's name to the sha256 of its file.
    """

    name: str
    path: Path
    articles: tuple[Article, ...]
    files: dict[str, str]

    @property
    def digest(self) -> str:
        """A sha256 over names and digests of all files: two corpora with the same digest hold the same pages."""
        lines = "".join(f"{name}\t{digest}\n" for name, digest in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()

    def table(self) -> pd.DataFrame:
        """Return one row an article: doc, page, headline, date, place, characters, body."""
        import pandas as pd  # cutting pages does without

        rows = [
            (a.key, a.page, a.id, a.headline, a.date, a.place, len(a.body.replace("\n", "")), a.body)
            for a in self.articles
        ]
        columns = ["doc", "page", "id", "headline", "date", "place", "characters", "body"]
        return pd.DataFrame(rows, columns=columns)


def read_corpus(path: Path | str, *, name: str | None = None, on_fault: Callable[[str], None] | None = None) -> Corpus:
    """Read every page of a file or folder and cut it into articles.

    Parameters
    ----------
    path : file or folder of pages (`*.txt *.md *.jsonl *.csv *.pdf`)
    name : the corpus' name in tables and titles; default: the folder's name
    on_fault : called with one line for each file that can't be read; without it such files raise `InputError`

    """
    path = Path(path)
    articles: list[Article] = []
    files: dict[str, str] = {}
    for page in read_pages(path, on_fault=on_fault):
        files[page.name] = page.digest
        articles += segment_page(page)
    return Corpus(name or path.resolve().stem, path, tuple(articles), files)
