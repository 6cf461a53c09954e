"""How well a topic's terms belong together, and to it alone."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpusutils.analysis.topics import TopicModel
from corpusutils.errors import InputError

TOP = 10
"""Terms of a topic that are looked at."""
WINDOW = 110
"""Tokens of a window of c_v."""
EPSILON = 1e-12

Matrix = NDArray[np.float64]


def npmi_coherence(model: TopicModel, n: int = TOP) -> Matrix:
    """Return each topic's coherence: the mean NPMI of its first `n` terms over the documents of the model.

    The measure of Aletras and Stevenson (2013) and Lau et al. (2014), with documents as windows; from -1 (never together) to 1
    (always together).
    """
    tops = model.top(n)
    used, place = np.unique(tops, return_inverse=True)
    present = (model.counts.matrix[:, used] > 0).astype(np.float64)
    joint = np.asarray((present.T @ present).todense()) / np.count_nonzero(np.diff(model.counts.matrix.indptr))
    score = _npmi(joint)
    pairs = np.triu_indices(tops.shape[1], k=1)
    groups = place.reshape(tops.shape)
    return np.array([score[np.ix_(group, group)][pairs].mean() if pairs[0].size else np.nan for group in groups])


def c_v_coherence(model: TopicModel, tokens: pd.DataFrame, n: int = TOP, *, window: int = WINDOW) -> Matrix:
    """Return each topic's c_v coherence over sliding windows of tokens, 0 to 1.

    The measure of Röder, Both and Hinneburg (WSDM 2015): each of the first `n` terms is described by its NPMI with all of them,
    counted in boolean windows of `window` tokens; a topic's coherence is the mean cosine between a term's description and that
    of all its terms together. A document no longer than the window is one window. (gensim forgets a term when one of its places leaves
    the window, even if another is still inside; here it is kept, so that values differ where a document is longer than the window.)

    Parameters
    ----------
    model : the topics
    tokens : the token table that the model's counts were made from, in the order of the text
    n : terms of a topic
    window : tokens

    Raises `InputError` where the table holds none of the topics' terms.
    """
    tops = model.top(n)
    used, place = np.unique(tops, return_inverse=True)
    number = {model.counts.terms[i]: j for j, i in enumerate(used)}
    ids = tokens["token"].map(number).fillna(-1).to_numpy(dtype=np.int32)
    if (ids < 0).all():
        raise InputError("the tokens hold none of the topics' terms; give the table that the counts were made from")
    docs = pd.factorize(tokens["doc"])[0]
    order = np.argsort(docs, kind="stable")
    starts = np.flatnonzero(np.diff(docs[order], prepend=-1, append=docs.max() + 1))
    joint, windows = _together(ids[order], starts, window, len(used))
    score = _npmi(joint / windows, least=EPSILON)
    groups = place.reshape(tops.shape)
    return np.array([_mean_cosine(score[np.ix_(group, group)]) for group in groups])


def exclusivity(model: TopicModel, n: int = TOP) -> Matrix:
    """Return how far each topic's first `n` terms are its own: the mean over them of p(term | topic) / Σ p(term | any topic)."""
    share = model.topic_term / model.topic_term.sum(axis=0)
    return np.asarray(np.take_along_axis(share, model.top(n), axis=1).mean(axis=1))


def _npmi(joint: Matrix, *, least: float = 0.0) -> Matrix:
    """Return the NPMI of each pair from the shares of windows that hold both; `least` is added as gensim adds it."""
    single = np.diag(joint)
    both = joint + least
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.log(both / np.outer(single, single)) / -np.log(both)
    if least:
        return np.asarray(np.nan_to_num(score))
    return np.where(joint == 0, -1.0, np.where(joint == 1, 1.0, score))


def _mean_cosine(vectors: Matrix) -> float:
    whole = vectors.sum(axis=0)
    length = np.linalg.norm(vectors, axis=1) * np.linalg.norm(whole)
    return float(np.mean(vectors @ whole / np.maximum(length, EPSILON)))


@numba.njit(cache=True)
def _together(ids: Any, starts: Any, window: int, terms: int) -> Any:
    """Count in how many windows each pair stands: where nothing enters or leaves, windows are counted at once."""
    joint = np.zeros((terms, terms))
    held = np.zeros(terms, np.int64)
    present = np.empty(terms, np.int64)
    windows = 0
    for d in range(len(starts) - 1):
        begin, end = starts[d], starts[d + 1]
        held[:] = 0
        number = max(1, end - begin - window + 1)
        windows += number
        for p in range(begin, min(begin + window, end)):
            if ids[p] >= 0:
                held[ids[p]] += 1
        alike = 1
        for w in range(1, number + 1):
            leaves = ids[begin + w - 1]
            enters = ids[begin + w + window - 1] if w < number else -1
            if w < number and leaves == enters:
                alike += 1
                continue
            size = 0
            for t in range(terms):
                if held[t]:
                    present[size] = t
                    size += 1
            for a in range(size):
                for b in range(size):
                    joint[present[a], present[b]] += alike
            alike = 1
            if leaves >= 0:
                held[leaves] -= 1
            if enters >= 0:
                held[enters] += 1
    return joint, windows


def coherence_table(model: TopicModel, tokens: pd.DataFrame | None = None, *, n: int = TOP) -> pd.DataFrame:
    """Return one row a topic: topic, npmi, c_v (where tokens are given), exclusivity, prevalence."""
    measures = {"npmi": npmi_coherence(model, n)}
    if tokens is not None:
        measures["c_v"] = c_v_coherence(model, tokens, n)
    topics = {"topic": np.arange(1, model.num_topics + 1)}
    return pd.DataFrame({**topics, **measures, "exclusivity": exclusivity(model, n), "prevalence": model.prevalence})
