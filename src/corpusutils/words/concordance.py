"""Reading back: a term in its context, with the page and the raw line that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from corpusutils.pages.article import Article


def kwic(articles: Iterable[Article], term: str, *, width: int = 15) -> pd.DataFrame:
    """Return every occurrence of a term as key word in context.

    Columns: `doc`, `line` (of the raw page; 0 where the article does not know), `left`, `term`, `right` (at most `width`
    characters on each side, within the article's paragraph), `offset` (in the body).
    """
    rows = []
    for article in articles:
        for match in re.finditer(re.escape(term), article.body):
            line, left, right = context(article, *match.span(), width=width)
            rows.append((article.key, line, left, term, right, match.start()))
    return pd.DataFrame(rows, columns=["doc", "line", "left", "term", "right", "offset"])


def context(article: Article, start: int, end: int, *, width: int) -> tuple[int, str, str]:
    """Return the raw line of a stretch of an article's body, and at most `width` characters on its left and right, within its paragraph."""
    left = article.body[max(0, start - width) : start].rpartition("\n")[2]
    right = article.body[end : end + width].partition("\n")[0]
    return article.lines_of(start, end)[0], left, right
