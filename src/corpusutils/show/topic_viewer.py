"""A page on which a reader walks through a topic model: map, terms, articles, and a test of the topics. It needs no network."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from numpy.typing import NDArray
from scipy.special import xlogy

from corpusutils.analysis.intrusion import Tasks
from corpusutils.analysis.topics import TopicModel
from corpusutils.show.fonts import web_font

WEIGHTS = np.arange(11) / 10
"""Positions of the slider between lift and probability."""
SHOWN = 20
"""Terms shown for a topic."""
DIGITS = 5


def topic_map(model: TopicModel) -> NDArray[np.float64]:
    """Return a place in the plane for each topic, topics × 2: topics with like terms lie near each other.

    Classical scaling of the Jensen–Shannon distances between the topics' terms, as in LDAvis (Sievert and Shirley 2014); each
    axis is turned so that its outermost topic lies on the positive side, which makes the map the same on every run.
    """
    terms = model.topic_term
    distance = np.zeros((model.num_topics, model.num_topics))
    for k, row in enumerate(terms):
        middle = (terms + row) / 2
        distance[k] = ((xlogy(terms, terms / middle) + xlogy(row, row / middle)).sum(axis=1)) / 2
    centre = np.eye(model.num_topics) - 1 / model.num_topics
    values, vectors = np.linalg.eigh(-centre @ np.maximum(distance, 0) @ centre / 2)
    place = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0))
    outermost = place[np.abs(place).round(9).argmax(axis=0), [0, 1]]
    return np.asarray(place * np.where(outermost < 0, -1, 1))


def topic_viewer(
    model: TopicModel, summary: pd.DataFrame, articles: pd.DataFrame, *, title: str, tasks: Tasks | None = None
) -> str:
    """Return the page as HTML: the same topic numbers as in every table.

    Parameters
    ----------
    model : the topics
    summary : a row a topic, its columns shown as facts beside the topic (`topic` and those of `coherence_table` and `Consensus.table`)
    articles : the best articles of each topic, as `topic_articles` gives them
    title : the page's heading
    tasks : word-intrusion tasks for a form at the foot of the page

    """
    data = json.dumps(_data(model, summary, articles, tasks), ensure_ascii=False, separators=(",", ":"))
    page = _template().render(title=title, data=data.replace("<", "\\u003c"))
    return page.replace("/*font*/", f"src: url({web_font(page)}) format('woff2');", 1)


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = PackageLoader("corpusutils.show", "templates")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=select_autoescape(["j2"]))
    return environment.get_template("topic_viewer.html.j2")


def _data(model: TopicModel, summary: pd.DataFrame, articles: pd.DataFrame, tasks: Tasks | None) -> dict[str, Any]:
    scores = [model.relevance(float(weight)).round(9) for weight in WEIGHTS]
    used = np.unique([np.argsort(-score, axis=1, kind="stable")[:, :SHOWN] for score in scores])
    frequency = np.asarray(model.counts.matrix.sum(axis=0)).ravel()
    place, labels = topic_map(model), model.labels()
    facts = summary.set_index("topic").select_dtypes("float").to_dict("index")
    topics = [
        {
            "topic": k + 1,
            "label": labels[k + 1].partition(" ")[2],
            "unstable": k + 1 in model.unstable,
            "place": [_short(x) for x in place[k]],
            "prevalence": _short(model.prevalence[k]),
            "facts": {str(name): _short(value) for name, value in facts[k + 1].items()},
            "p": [_short(p) for p in model.topic_term[k, used]],
        }
        for k in range(model.num_topics)
    ]
    expected = np.exp((model.relevance(1.0) - model.relevance(0.0))[0, used])
    return {
        "topics": topics,
        "terms": [model.counts.terms[i] for i in used],
        "expected": [_short(p) for p in expected],
        "count": frequency[used].tolist(),
        "tokens": int(frequency.sum()),
        "shown": SHOWN,
        "articles": json.loads(articles.round(4).to_json(orient="records", force_ascii=False)),
        "tasks": [] if tasks is None else tasks.sheet.drop(columns="answer").to_numpy().tolist(),
        "key": [] if tasks is None else tasks.key[["task", "topic", "intruder"]].to_numpy().tolist(),
    }


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
