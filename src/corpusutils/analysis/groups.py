"""Groups of articles to compare, by place, by time, or by any column of the side-car manifest, and their counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from corpusutils.analysis.counts import Counts
from corpusutils.errors import ParameterError
from corpusutils.pages.article import Article

TIMES = {"year": 4, "month": 7, "day": 10}
"""Characters of an ISO date that name the group."""


def group_articles(
    articles: Iterable[Article],
    by: str,
    *,
    metadata: Mapping[str, Mapping[str, str]] | None = None,
    places: Mapping[str, str] | None = None,
) -> pd.Series:
    """Return each article's group: a Series of names indexed by `doc`, missing where an article tells none.

    Parameters
    ----------
    articles : the articles to group
    by : `doc` (each article alone), `page`, `place`, `year`, `month`, `day`, or a column of the manifest
    metadata : page → its row of the manifest
    places : article (`page#id`) → place, for articles whose manifest tells none

    Raises
    ------
    ParameterError
        where `by` is none of these, or no article tells it

    """
    told = metadata or {}
    columns = sorted({column for row in told.values() for column in row})
    known = ["doc", "page", "place", *TIMES, *columns]
    if by not in known:
        raise ParameterError(f"by is {by!r}; articles can be grouped by {', '.join(dict.fromkeys(known))}")
    groups = {a.key: _group(a, by, told.get(a.page, {})) for a in articles}
    if by == "place":
        groups = {key: place or (places or {}).get(key) for key, place in groups.items()}
    found = pd.Series(groups, dtype="object", name=by).rename_axis("doc")
    if found.notna().sum() == 0:
        raise ParameterError(f"no article tells its {by}: name it in a manifest.csv beside the pages")
    return found


def group_counts(counts: Counts, groups: pd.Series) -> tuple[NDArray[np.object_], NDArray[np.intp], sparse.csr_array]:
    """Return the names of the groups in order, each document's group (-1 without one), and the counts of groups × terms."""
    codes, names = pd.factorize(groups.reindex(counts.docs), sort=True)
    filled = np.flatnonzero(codes >= 0)
    member = sparse.csr_array((np.ones(filled.size), (codes[filled], filled)), shape=(len(names), len(counts.docs)))
    return np.array(names, dtype=object), codes, (member @ counts.matrix).tocsr()


def _group(article: Article, by: str, row: Mapping[str, str]) -> str | None:
    if by == "doc":
        return article.key
    if by == "page":
        return article.page
    if by in TIMES:
        date = article.date or ""
        return date[: TIMES[by]] if len(date) >= TIMES[by] else None
    if by == "place":
        return article.place or row.get("place") or None
    return row.get(by) or None
