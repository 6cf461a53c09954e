"""Which topics come back with other seeds and other documents, and the model that they agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from corpusutils.analysis.counts import Counts
from corpusutils.analysis.cvb0 import fold_in
from corpusutils.analysis.topics import TopicModel, documents_to_fit, fit_topics
from corpusutils.errors import ParameterError

TOP = 10
"""Terms of a topic that are compared."""
AGREED = 0.5
"""Least agreement of two topics that count as the same one."""
SEEDS = 10
KEPT = 0.8
"""Share of the documents that each model is fitted to: the rest are another fifth for each."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Consensus:
    """A model that several seeds agree on.

    `table` has a row a topic: `topic`, `stability` (mean agreement with its partners in the models, 0 to 1), `terms_overlap` and
    `documents_agreement` (its two halves), `recurs` (share of the models that hold a partner it agrees with), `unstable`.
    """

    model: TopicModel
    table: pd.DataFrame
    seeds: tuple[int, ...]

    @property
    def stability(self) -> float:
        """Mean stability of the topics."""
        return float(self.table["stability"].mean())


def match_topics(first: TopicModel, second: TopicModel, *, n: int = TOP) -> pd.DataFrame:
    """Pair the topics of two models of the same documents so that they agree as much as possible (Hungarian method).

    Returns a row a topic of `first` that has a partner: `topic`, `partner`, `terms_overlap` (Jaccard overlap of the first `n` terms),
    `documents_agreement` (correlation of what the documents hold of them), `agreement` (the mean of both).
    """
    if first.counts.docs != second.counts.docs or first.counts.terms != second.counts.terms:
        raise ParameterError("the models are of different documents or terms; fit both to the same counts")
    terms, documents = _overlap(first, second, n), _correlation(first.doc_topic, second.doc_topic)
    agreement = (terms + documents) / 2
    rows, columns = linear_sum_assignment(-agreement.round(9))
    chosen = {"terms_overlap": terms, "documents_agreement": documents, "agreement": agreement}
    return pd.DataFrame({"topic": rows + 1, "partner": columns + 1} | {k: v[rows, columns] for k, v in chosen.items()})


def consensus_of(models: Sequence[TopicModel], *, passes: int | None = None) -> Consensus:
    """Return the model that models of one size and different seeds agree on, and how firm each of its topics is.

    The model most like all others leads. Each of its topics is averaged with its partners in the other models, as far as they agree
    by at least `AGREED`; from there `cvb0` fits the topics once more to the corpus, in `passes` sweeps, and for other engines the
    documents are read with the averages. A topic is unstable where fewer than half of the models hold one that agrees with it
    (after Mäntylä, Claes and Farooq, ESEM 2018).

    Raises `ParameterError` for fewer than two models or models of different sizes.
    """
    if len(models) < 2 or len({model.num_topics for model in models}) > 1:
        raise ParameterError(
            f"{len(models)} models of {sorted({m.num_topics for m in models})} topics; give at least two of one size"
        )
    pairs = {(a, b): match_topics(models[a], models[b]) for a in range(len(models)) for b in range(a)}
    likeness = np.zeros(len(models))
    for (a, b), pair in pairs.items():
        likeness[[a, b]] += pair["agreement"].mean()
    leader = models[int(likeness.round(9).argmax())]
    found = [match_topics(leader, model) for model in models]
    same = np.array([pair["agreement"] >= AGREED for pair in found])
    partners = np.array([model.topic_term[pair["partner"] - 1] for pair, model in zip(found, models, strict=True)])
    averaged = (partners * same[:, :, None]).sum(axis=0) / same.sum(axis=0)[:, None]
    return with_stability(_settled(leader, averaged, passes), models)


def with_stability(model: TopicModel, models: Sequence[TopicModel]) -> Consensus:
    """Return a model with the stability of its topics over models of other seeds; those that do not recur are marked."""
    found = [match_topics(model, other) for other in models]
    mean = pd.concat([pair.set_index("topic").drop(columns="partner") for pair in found]).groupby(level="topic").mean()
    recurs = np.mean([pair["agreement"] >= AGREED for pair in found], axis=0)
    table = mean.rename(columns={"agreement": "stability"}).reset_index().assign(recurs=recurs, unstable=recurs < 0.5)
    table = table[["topic", "stability", "terms_overlap", "documents_agreement", "recurs", "unstable"]]
    unstable = frozenset(table.loc[table["unstable"], "topic"].tolist())
    return Consensus(replace(model, unstable=unstable), table, tuple(other.seed for other in models))


def fit_consensus(
    counts: Counts,
    *,
    num_topics: int,
    seed: int,
    seeds: int = SEEDS,
    engine: str = "cvb0",
    passes: int | None = None,
) -> Consensus:
    """Fit models with the seeds `seed`, `seed` + 1 … and return what they agree on (`consensus_of`).

    Each model is fitted to four fifths of the documents, drawn with its seed, and then reads all (after Greene, O'Callaghan and
    Cunningham, ECML 2014): a topic that rests on chance or on a few documents does not come back.

    Raises `ParameterError` for fewer than two seeds, or as `fit_topics` does.
    """
    if seeds < 2:
        raise ParameterError(f"seeds is {seeds}; stability takes at least two, better ten")
    models = [
        _fit_most(counts, num_topics=num_topics, seed=seed + n, engine=engine, passes=passes) for n in range(seeds)
    ]
    return consensus_of(models, passes=passes)


def _fit_most(counts: Counts, *, num_topics: int, seed: int, engine: str, passes: int | None) -> TopicModel:
    """Fit a model to most of the documents and read all of them with it."""
    filled = documents_to_fit(counts, num_topics=num_topics, seed=seed, engine=engine)
    wanted = max(num_topics, round(KEPT * len(filled)))
    kept = np.sort(np.random.default_rng(seed).permutation(filled)[:wanted])
    model = fit_topics(counts.rows(kept), num_topics=num_topics, seed=seed, engine=engine, passes=passes)
    doc_topic = np.full((len(counts.docs), num_topics), np.nan)
    doc_topic[filled] = fold_in(model.topic_term, counts.matrix[filled], alpha=model.alpha)
    return replace(model, counts=counts, doc_topic=doc_topic)


def _settled(leader: TopicModel, topic_term: Matrix, passes: int | None) -> TopicModel:
    if leader.engine == "cvb0":
        return fit_topics(
            leader.counts, num_topics=leader.num_topics, seed=leader.seed, passes=passes, start=topic_term
        )
    doc_topic = fold_in(topic_term, leader.counts.matrix, alpha=leader.alpha)
    doc_topic[np.isnan(leader.doc_topic[:, 0])] = np.nan
    return replace(leader, topic_term=topic_term, doc_topic=doc_topic).ordered()


def _overlap(first: TopicModel, second: TopicModel, n: int) -> Matrix:
    """Return the Jaccard overlap of the first `n` terms of each topic of one model with those of each of the other."""
    inside = []
    for model in (first, second):
        row = np.zeros(model.topic_term.shape)
        np.put_along_axis(row, model.top(n), 1.0, axis=1)
        inside.append(row)
    shared = inside[0] @ inside[1].T
    return np.asarray(shared / (inside[0].sum(axis=1)[:, None] + inside[1].sum(axis=1) - shared))


def _correlation(first: Matrix, second: Matrix) -> Matrix:
    """Return how the documents' shares of each topic of one model go with those of each of the other, at least 0."""
    a, b = (np.nan_to_num(m - np.nanmean(m, axis=0)) for m in (first, second))
    length = np.outer(np.linalg.norm(a, axis=0), np.linalg.norm(b, axis=0))
    return np.asarray(np.maximum(a.T @ b / np.maximum(length, 1e-12), 0.0))
