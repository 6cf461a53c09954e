"""How many topics: held-out perplexity, coherence and stability over seeds, and a recommendation with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from corpusutils.analysis.counts import Counts
from corpusutils.analysis.topics import ALPHA, TopicModel, fit_topics
from corpusutils.errors import ParameterError

GRID = (4, 6, 8, 10, 12, 15, 20, 25, 30)
"""Numbers of topics that `auto` tries, as far as the corpus has documents for them."""
HELD = 0.2
"""Share of the documents that is held out."""
NEAR = 1.02
"""Up to this multiple of the least perplexity a number of topics is as good as the best."""
STEPS = 60
"""Iterations of the fold-in."""
TOP = 10


def fold_in(topic_term: NDArray[np.float64], matrix: sparse.csr_array, *, alpha: float = ALPHA) -> NDArray[np.float64]:
    """Return the topic shares of documents (documents × terms) under topics that stay as they are, rows adding up to 1.

    Expectation maximisation with the prior's `alpha` added to each topic's count: new articles are read with a fitted model.
    """
    coo = matrix.tocoo()
    theta = np.full((matrix.shape[0], len(topic_term)), 1.0 / len(topic_term))
    of_term = topic_term[:, coo.col].T
    for _ in range(STEPS):
        share = theta[coo.row] * of_term
        share *= (coo.data / np.maximum(share.sum(axis=1), 1e-300))[:, None]
        counts = np.full_like(theta, alpha)
        np.add.at(counts, coo.row, share)
        theta = counts / counts.sum(axis=1, keepdims=True)
    return theta


def held_out_perplexity(
    counts: Counts, *, num_topics: int, seed: int, engine: str = "cvb0", passes: int | None = None
) -> float:
    """Return the perplexity of the second halves of held-out documents; lower is better.

    Document completion (Wallach, Murray, Salakhutdinov and Mimno, ICML 2009): a fifth of the documents is held out; of each the
    tokens are dealt at random to two halves; topic shares are read from the first under the model of the other documents, and the
    second is predicted: exp(− Σ n ln p / Σ n).
    """
    rng = np.random.default_rng(seed)
    filled = np.flatnonzero(np.diff(counts.matrix.indptr) > 0)
    dealt = rng.permutation(filled)
    held, kept = np.sort(dealt[: int(len(dealt) * HELD)]), np.sort(dealt[int(len(dealt) * HELD) :])
    if len(held) < 2 or num_topics > len(kept):
        return float("nan")
    part = replace(counts, docs=[counts.docs[i] for i in kept], matrix=counts.matrix[kept])
    model = fit_topics(part, num_topics=num_topics, seed=seed, engine=engine, passes=passes)
    whole = counts.matrix[held].tocsr()
    first = whole.copy()
    first.data = rng.binomial(whole.data.astype(np.int64), 0.5)
    second = (whole - first).tocoo()
    theta = fold_in(model.topic_term, first)
    probability = np.einsum("nk,nk->n", theta[second.row], model.topic_term[:, second.col].T)
    return float(np.exp(-(second.data * np.log(probability)).sum() / max(second.data.sum(), 1)))


def topic_stability(models: Sequence[TopicModel]) -> NDArray[np.float64]:
    """Return how well each topic of the first model comes back in the others, 0 to 1.

    Topics of two models are matched one to one (Hungarian method) by the Jaccard overlap of their ten most probable terms; the
    mean over the other models is the topic's stability (after Greene, O'Callaghan and Cunningham, ECML 2014).
    """
    tops = [_top_terms(model) for model in models]
    scores = []
    for other in tops[1:]:
        overlap = np.array([[len(a & b) / len(a | b) for b in other] for a in tops[0]])
        rows, columns = linear_sum_assignment(-overlap)
        scores.append(overlap[rows, columns])
    return np.mean(scores, axis=0) if scores else np.full(models[0].num_topics, np.nan)


def _top_terms(model: TopicModel) -> list[frozenset[int]]:
    order = np.argsort(-model.topic_term.round(12), axis=1, kind="stable")[:, :TOP]
    return [frozenset(row.tolist()) for row in order]


def scan_topics(
    counts: Counts, *, grid: Sequence[int] = GRID, seed: int = 0, seeds: int = 5, engine: str = "cvb0"
) -> pd.DataFrame:
    """Fit models of several sizes and say how good each is.

    Returns one row a size: `num_topics`, `perplexity` (held out), `npmi` (mean coherence), `stability` (mean over topics, over
    `seeds` seeds), `recommended`. Among the sizes whose perplexity is within 2 % of the least, the one with the greatest sum of
    coherence and stability, each in standard units, is recommended; of equals the smaller.

    Raises `ParameterError` where the corpus has too few documents for two topics.
    """
    filled = int((np.diff(counts.matrix.indptr) > 0).sum())
    sizes = [k for k in sorted(set(grid)) if 2 <= k <= filled // 2] or ([2] if filled >= 4 else [])
    if not sizes:
        raise ParameterError(f"{filled} documents hold terms; topics can be chosen from 4 documents on")
    rows = []
    for size in sizes:
        models = [fit_topics(counts, num_topics=size, seed=seed + n, engine=engine) for n in range(seeds)]
        perplexity = held_out_perplexity(counts, num_topics=size, seed=seed, engine=engine)
        stability = float(np.nanmean(topic_stability(models))) if seeds > 1 else float("nan")
        rows.append((size, perplexity, float(np.nanmean(models[0].npmi())), stability))
    table = pd.DataFrame(rows, columns=["num_topics", "perplexity", "npmi", "stability"])
    near = table["perplexity"].isna() | (table["perplexity"] <= NEAR * table["perplexity"].min())
    units = _standard(table["npmi"]) + _standard(table["stability"])
    best = int(units.where(near, -np.inf).to_numpy().argmax())
    return table.assign(recommended=[n == best for n in range(len(table))])


def _standard(values: pd.Series) -> pd.Series:
    spread = values.std(ddof=0)
    return ((values - values.mean()) / spread if spread > 0 else values * 0.0).fillna(0.0)
