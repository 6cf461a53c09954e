"""Topics over time and by place: mean shares with intervals, and the articles and sentences that show a topic best."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from corpusutils.analysis.topics import TopicModel
from corpusutils.errors import ParameterError
from corpusutils.pages.article import Article
from corpusutils.words.sentences import sentence_spans

DRAWS = 1000
"""Bootstrap samples behind an interval."""


def topic_shares(
    model: TopicModel, groups: pd.Series, *, seed: int, draws: int = DRAWS, level: float = 0.95
) -> pd.DataFrame:
    """Return the mean share of each topic in the documents of each group, with a bootstrap interval.

    The interval says how far the mean would move had other documents been printed; the model is taken as it is.

    Parameters
    ----------
    model : the topics
    groups : the group of each document, indexed by `doc`, as `group_articles` gives it
    seed : start of the random draws
    draws : bootstrap samples of documents, at least 100
    level : of the interval, above 0 and below 1

    Returns
    -------
    group, topic, documents, share, low, high, unstable; groups in their order. Documents without terms or group are left out.

    Raises
    ------
    ParameterError
        where a value is out of range or no document has a group

    """
    if draws < 100 or not 0 < level < 1:
        raise ParameterError(f"draws is {draws} and level {level}; draws is at least 100, level above 0 and below 1")
    given = groups.reindex(model.counts.docs).to_numpy(dtype=object)
    used = ~pd.isna(given) & ~np.isnan(model.doc_topic[:, 0])
    if not used.any():
        raise ParameterError("no document of the model has a group; index the groups by doc")
    rng = np.random.default_rng(seed)
    topics = np.arange(1, model.num_topics + 1)
    parts = []
    for name in sorted(set(given[used])):
        theta = model.doc_topic[used & (given == name)]
        drawn = rng.multinomial(len(theta), np.full(len(theta), 1 / len(theta)), size=draws) @ theta / len(theta)
        low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
        parts.append(
            pd.DataFrame(
                {"group": name, "topic": topics, "documents": len(theta), "share": theta.mean(axis=0), "low": low, "high": high}
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True).assign(unstable=lambda table: table["topic"].isin(list(model.unstable)))


def topic_articles(model: TopicModel, articles: Iterable[Article], tokens: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Return the `n` articles that hold most of each topic, with the sentence in each that speaks of it most.

    Parameters
    ----------
    model : topics of whole articles
    articles : the articles, whose `key` is the model's document
    tokens : the token table of the counts, with `doc`, `sentence`, `token`, `start`, `end`
    n : articles a topic

    Returns
    -------
    topic, rank, doc, headline, date, tokens (that were counted), probability, first_line, last_line (raw, 1-based), quote

    """
    known = {article.key: article for article in articles}
    column = {term: i for i, term in enumerate(model.counts.terms)}
    counted = np.asarray(model.counts.matrix.sum(axis=1)).ravel().astype(int)
    of_doc = tokens.groupby("doc", observed=True).indices
    rows = []
    for k in range(model.num_topics):
        share = np.nan_to_num(model.doc_topic[:, k], nan=-1.0).round(6)
        ranked = [d for d in np.lexsort((np.arange(share.size), -counted, -share)) if model.counts.docs[d] in known]
        for rank, d in enumerate(ranked[:n], start=1):
            article = known[model.counts.docs[d]]
            part = tokens.iloc[of_doc[article.key]]
            ids = part["token"].map(column)
            part = part[ids.notna()]
            both = model.topic_term[:, ids.dropna().astype(int)] * model.doc_topic[d][:, None]
            weight = (both[k] / both.sum(axis=0)).round(6)
            sentence: Any = pd.Series(weight).groupby(part["sentence"].to_numpy()).sum().idxmax()
            start, end = sentence_spans(article.body)[sentence]
            title, lines = article.headline.replace("\n", " ").strip(), article.lines_of(start, end)
            shown = (article.key, title, article.date, counted[d], model.doc_topic[d, k], *lines)
            rows.append((k + 1, rank, *shown, article.body[start:end].strip()))
    names = "topic rank doc headline date tokens probability first_line last_line quote"
    return pd.DataFrame(rows, columns=names.split())
