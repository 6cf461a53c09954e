"""What is known of the sample's articles, joined to the articles that were found on its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from corpusutils.pages.article import Article
from corpusutils.pages.simulate import read_texts


def true_themes(articles: Iterable[Article], folder: Path) -> pd.Series:
    """Return the first theme that people gave to each article, indexed by article (`page#id`).

    `folder` holds the truth (`data/sample/truth`). A found article is the true one with which it shares most raw lines; those whose
    true article has no theme are left out.
    """
    themes = {a["id"]: a["themes"][0] for page in read_texts(folder).values() for a in page["articles"] if a["themes"]}
    found = {}
    for article in articles:
        owner = _owners(folder / f"{Path(article.page).stem}.lines.tsv")
        lines = (n for first, last, _ in article.lines for n in range(first, last + 1))
        shared = Counter(owner[n] for n in lines if n in owner)
        if shared and (theme := themes.get(min(shared, key=lambda true: (-shared[true], true)))):
            found[article.key] = theme
    return pd.Series(found, dtype="str", name="theme").rename_axis("doc")


def _owners(path: Path) -> dict[int, str]:
    """Return raw line → id of the article that owns it."""
    rows = (row.split("\t") for row in path.read_text(encoding="utf-8").splitlines())
    return {int(row[0]): row[1] for row in rows if row[0].isdigit()}
