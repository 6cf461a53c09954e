"""What a topic model is written down as: tables, facts, and the page to walk through it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import pandas as pd

from corpusutils.analysis.coherence import coherence_table
from corpusutils.analysis.consensus import Consensus
from corpusutils.analysis.groups import group_articles
from corpusutils.analysis.intrusion import topic_intrusion, word_intrusion
from corpusutils.analysis.topic_choice import Choice
from corpusutils.analysis.topic_shares import topic_articles, topic_shares
from corpusutils.errors import ParameterError
from corpusutils.pages.article import Article
from corpusutils.show.topic_viewer import topic_viewer
from corpusutils.targets.homes import homes

TERMS = 8
"""Terms by which a topic is told in the summary."""


class Outputs(NamedTuple):
    """Tables by name, the model's facts as plain data, and the viewer's page."""

    tables: dict[str, pd.DataFrame]
    facts: dict[str, Any]
    viewer: str


def topic_summary(found: Consensus, tokens: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row a topic: topic, label, unstable, the measures, and its first terms by probability, FREX and relevance."""
    model = found.model
    table = coherence_table(model, tokens).merge(found.table, on="topic")
    labels = table["topic"].map(model.labels())
    table.insert(1, "label", labels)
    table.insert(2, "unstable", table.pop("unstable"))
    for by in ("probability", "frex", "relevance"):
        terms = model.terms(TERMS, by=by).groupby("topic")["term"].agg(" ".join)
        table[f"by_{by}"] = table["topic"].map(terms)
    return table


def topic_outputs(choice: Choice, articles: Sequence[Article], tokens: pd.DataFrame, *, terms: int = 20) -> Outputs:
    """Return everything that the `topics` command writes about a model of these articles."""
    model = choice.best.model
    summary = topic_summary(choice.best, tokens)
    best = topic_articles(model, articles, tokens)
    tables = {
        "topics": _flagged(model.terms(terms), summary),
        "doc_topics": _flagged(model.documents(), summary),
        "topic_summary": summary,
        "topic_articles": _flagged(best, summary),
        "choice": choice.table,
    }
    shares = []
    for by in ("year", "place"):
        with suppress(ParameterError):  # no article tells it
            groups = group_articles(articles, by, places=homes(articles))
            shares.append(topic_shares(model, groups, seed=model.seed).assign(by=by))
    if shares:
        tables["topic_shares"] = pd.concat(shares, ignore_index=True)
    words = None
    with suppress(ParameterError):  # too few terms or topics for tasks
        words = word_intrusion(model, seed=model.seed)
        tables |= {"word_intrusion": words.sheet, "word_intrusion_key": words.key}
        topics = topic_intrusion(model, {article.key: article.body for article in articles}, seed=model.seed)
        tables |= {"topic_intrusion": topics.sheet, "topic_intrusion_key": topics.key}
    viewer = topic_viewer(model, summary, best, title="Topics of the corpus", tasks=words)
    return Outputs(tables, _facts(choice, summary), viewer)


def _flagged(table: pd.DataFrame, summary: pd.DataFrame) -> pd.DataFrame:
    return table.assign(unstable=table["topic"].map(summary.set_index("topic")["unstable"]))


def _facts(choice: Choice, summary: pd.DataFrame) -> dict[str, Any]:
    model, row = choice.best.model, choice.table[choice.table["recommended"]].iloc[0]
    measures = ["prevalence", "npmi", "c_v", "exclusivity", "stability", "recurs", "unstable"]
    return {
        "K": model.num_topics,
        "seed": choice.best.seeds[0],
        "engine": model.engine,
        "documents": len(model.counts.docs),
        "terms": len(model.counts.terms),
        "perplexity": _rounded(row["perplexity"], 3),
        **{name: _rounded(row[name]) for name in ("npmi", "c_v", "exclusivity", "stability")},
        "seeds": list(choice.best.seeds),
        "reason": choice.reason,
        "topics": [_plain(record) for record in summary[["topic", "label", *measures]].to_dict("records")],
        "empty": model.empty,
        "scan": [_plain(record) for record in choice.table.to_dict("records")],
    }


def _plain(record: dict[Any, Any]) -> dict[str, Any]:
    return {str(k): _rounded(v) if isinstance(v, float) else v for k, v in record.items()}


def _rounded(value: float, digits: int = 4) -> float | None:
    return None if math.isnan(value) else round(float(value), digits)
