"""Latent Dirichlet allocation by collapsed variational Bayes of zeroth order (CVB0), compiled.

The update of Asuncion, Welling, Smyth and Teh, "On smoothing and inference for topic models", UAI 2009: every (document, term) pair
holds a distribution over topics, which is made anew from the counts that all others give. It comes closer to the posterior than the
variational Bayes of gensim and scikit-learn where documents are few and short. Each topic starts from a document drawn at random,
as k-means starts from points: in measurements that was as good as, or better than, stochastic passes over small batches first. Most
sweeps are warm, as in Ueda and Nakano, "Deterministic annealing EM algorithm", Neural Networks 1998: beliefs are held less firmly than
the counts allow, so that the fit depends less on where it began.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float64]

LEAN = 0.5
"""How far a topic leans to its document at the start: the rest is the corpus' own use of terms."""
WARM = 5 / 6
"""Share of the sweeps that are warm."""
RECOUNT = 10
"""Sweeps after which the running counts are made anew, so that rounding does not add up."""
STEPS = 60
"""Rounds of the fold-in."""


def fit_cvb0(
    matrix: sparse.csr_array,
    *,
    num_topics: int,
    alpha: float,
    eta: float,
    seed: int,
    passes: int,
    start: Matrix | None = None,
) -> tuple[Matrix, Matrix]:
    """Return topics × terms and documents × topics, rows adding up to 1; the same arguments give the same bits on every machine.

    `start`, topics × terms, takes the place of the start from random documents, and no sweep from there is warm. Memory is four bytes a topic and
    non-zero of the matrix, time linear in both and in `passes`.
    """
    given = _seeded(matrix, num_topics, seed) if start is None else start
    held = given.T.astype(np.float32)
    share = (held / np.maximum(held.sum(axis=1, keepdims=True), np.float32(1e-30)))[matrix.indices]
    in_document = np.empty((matrix.shape[0], num_topics), dtype=np.float32)
    of_term = np.empty((matrix.shape[1], num_topics), dtype=np.float32)
    rows = matrix.indptr, matrix.indices, matrix.data.astype(np.float32)
    for sweep in range(passes):
        if sweep % RECOUNT == 0:
            _recount(*rows, share, in_document, of_term)
        total = of_term.sum(axis=0, dtype=np.float64).astype(np.float32)
        warm = start is None and sweep < WARM * passes
        _sweep(*rows, share, in_document, of_term, total, np.float32(alpha), np.float32(eta), warm)
    return shares_of(of_term.T, eta), shares_of(in_document, alpha)


def _seeded(matrix: sparse.csr_array, num_topics: int, seed: int) -> Matrix:
    drawn = np.random.default_rng(seed).permutation(matrix.shape[0])[:num_topics]
    corpus = np.asarray(matrix.sum(axis=0)).reshape(1, -1)
    return LEAN * shares_of(matrix[drawn].toarray()) + (1 - LEAN) * shares_of(corpus, 0.0)


def fold_in(topic_term: Matrix, matrix: sparse.csr_array, *, alpha: float | Matrix) -> Matrix:
    """Return the topic shares of documents (documents × terms) under topics that stay as they are, rows adding up to 1.

    New articles are read with a fitted model: expectation maximisation, with the prior's `alpha`, one number or one a topic, added
    to each topic's count. A document without a term gets the prior's shares.
    """
    in_document = np.ones((matrix.shape[0], len(topic_term)), dtype=np.float32)
    likelihood = np.maximum(np.ascontiguousarray(topic_term.T, dtype=np.float32), np.float32(1e-30))
    prior = np.full(len(topic_term), alpha, dtype=np.float32)
    _read(matrix.indptr, matrix.indices, matrix.data.astype(np.float32), likelihood, in_document, prior, STEPS)
    return shares_of(in_document, alpha)


def shares_of(counts: NDArray[Any], prior: float | Matrix = 0.0) -> Matrix:
    """Return rows of counts, with a prior added, that add up to 1."""
    held: Matrix = counts.astype(np.float64) + prior
    return np.asarray(held / held.sum(axis=1, keepdims=True))


# Without `fastmath`, which would let the order of additions depend on the processor: the same bits on every machine. `error_model`:
# a check for division by zero in the inner loop would keep it from being done several topics at a time.
_compiled = numba.njit(cache=True, error_model="numpy")


@_compiled
def _sum(values: Any) -> Any:
    """Add in eight lanes, in an order that is ours: eight times as many additions at once, and the same rounding everywhere."""
    a = b = c = d = e = f = g = h = np.float32(0)
    lanes = len(values) // 8 * 8
    for k in range(0, lanes, 8):
        a += values[k]
        b += values[k + 1]
        c += values[k + 2]
        d += values[k + 3]
        e += values[k + 4]
        f += values[k + 5]
        g += values[k + 6]
        h += values[k + 7]
    for k in range(lanes, len(values)):
        a += values[k]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@_compiled
def _read(starts: Any, terms: Any, weight: Any, likelihood: Any, in_document: Any, alpha: Any, steps: int) -> None:
    topics = likelihood.shape[1]
    belief, held = np.empty(topics, np.float32), np.empty(topics, np.float32)
    for d in range(len(starts) - 1):
        for _ in range(steps):
            held[:] = 0
            for i in range(starts[d], starts[d + 1]):
                for k in range(topics):
                    belief[k] = likelihood[terms[i], k] * (in_document[d, k] + alpha[k])
                scale = weight[i] / _sum(belief)
                for k in range(topics):
                    held[k] += scale * belief[k]
            in_document[d] = held


@_compiled
def _recount(starts: Any, terms: Any, weight: Any, share: Any, in_document: Any, of_term: Any) -> None:
    in_document[:] = 0
    of_term[:] = 0
    for d in range(len(starts) - 1):
        for i in range(starts[d], starts[d + 1]):
            for k in range(share.shape[1]):
                held = weight[i] * share[i, k]
                in_document[d, k] += held
                of_term[terms[i], k] += held


@_compiled
def _sweep(
    starts: Any, terms: Any, weight: Any, share: Any, in_document: Any, of_term: Any, total: Any, alpha: Any, eta: Any, warm: bool
) -> None:  # fmt: skip
    vocabulary, topics = of_term.shape
    smoothing, least, one = np.float32(vocabulary) * eta, np.float32(1e-12), np.float32(1)
    fresh, here = np.empty(topics, np.float32), np.empty(topics, np.float32)
    for d in range(len(starts) - 1):
        here[:] = in_document[d]
        for i in range(starts[d], starts[d + 1]):
            w = terms[i]
            for k in range(topics):
                own = share[i, k]
                value = (of_term[w, k] - own + eta) * (here[k] - own + alpha) / (total[k] - own + smoothing)
                fresh[k] = max(value, least)
            if warm:  # to the power of three quarters
                for k in range(topics):
                    root = np.sqrt(fresh[k])
                    fresh[k] = root * np.sqrt(root)
            scale = one / _sum(fresh)
            for k in range(topics):
                new = scale * fresh[k]
                change = weight[i] * (new - share[i, k])
                share[i, k] = new
                here[k] += change
                of_term[w, k] += change
                total[k] += change
        in_document[d] = here
