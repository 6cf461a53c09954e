"""Latent Dirichlet allocation by collapsed variational Bayes of zeroth order (CVB0), compiled.

A fit has two parts. First a few stochastic passes over small batches of documents (Foulds, Boyles, DuBois, Smyth and Welling,
KDD 2013) bring random topics near to good ones; they keep nothing for a single word. Then batch sweeps (Asuncion, Welling, Smyth and
Teh, "On smoothing and inference for topic models", UAI 2009): every (document, term) pair holds a distribution over topics, which is
made anew from the counts that all others give. Both come closer to the posterior than the variational Bayes of gensim and
scikit-learn where documents are few and short.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float64]
Narrow = NDArray[np.float32]

WARM = 3
"""Stochastic passes before the batch sweeps."""
BATCHES, BATCH = 100, 10
"""A stochastic pass has at most so many batches, of at least so many documents."""
DELAY, DECAY = 10.0, 0.9
"""Batch `t` counts with weight (DELAY + t) ** -DECAY: enough to forget the random start, too little to forget the corpus."""
ROUNDS = 2
"""How often a stochastic pass reads a document: once to place it, once to count."""
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
    """Return topics × terms and documents × topics, rows adding up to 1; the same arguments give the same bits.

    `start`, topics × terms, takes the place of the random topics and of the stochastic passes. Memory is four bytes a topic and
    non-zero of the matrix, time linear in both and in `passes`.
    """
    rng = np.random.default_rng(seed)
    weight = matrix.data.astype(np.float32)
    frequency = np.asarray(matrix.sum(axis=0), dtype=np.float32).reshape(-1, 1)
    length = np.asarray(matrix.sum(axis=1), dtype=np.float32).reshape(-1, 1)
    given = rng.standard_exponential((matrix.shape[1], num_topics), dtype=np.float32) if start is None else start.T
    of_term = (frequency * given / given.sum(axis=1, keepdims=True)).astype(np.float32)
    in_document = np.repeat(length / np.float32(num_topics), num_topics, axis=1)
    if start is None:
        _warm_up(matrix, weight, of_term, in_document, alpha, eta, rng)
    share = np.empty((matrix.nnz, num_topics), dtype=np.float32)
    rows = matrix.indptr, matrix.indices, weight
    _deal(*rows[:2], _likelihood(of_term, eta), in_document, np.float32(alpha), share)
    for sweep in range(passes):
        if sweep % RECOUNT == 0:
            _recount(*rows, share, in_document, of_term)
        total = of_term.sum(axis=0, dtype=np.float64).astype(np.float32)
        _sweep(*rows, share, in_document, of_term, total, np.float32(alpha), np.float32(eta))
    return _shares(of_term.T, eta), _shares(in_document, alpha)


def fold_in(topic_term: Matrix, matrix: sparse.csr_array, *, alpha: float) -> Matrix:
    """Return the topic shares of documents (documents × terms) under topics that stay as they are, rows adding up to 1.

    New articles are read with a fitted model: expectation maximisation, with the prior's `alpha` added to each topic's count.
    A document without a term gets equal shares.
    """
    in_document = np.ones((matrix.shape[0], len(topic_term)), dtype=np.float32)
    likelihood = np.maximum(np.ascontiguousarray(topic_term.T, dtype=np.float32), np.float32(1e-30))
    of_term = np.zeros_like(likelihood)
    order = np.arange(matrix.shape[0])
    weight = matrix.data.astype(np.float32)
    _read(matrix.indptr, matrix.indices, weight, order, likelihood, in_document, of_term, np.float32(alpha), STEPS)
    return _shares(in_document, alpha)


def _warm_up(
    matrix: sparse.csr_array, weight: Narrow, of_term: Narrow, in_document: Narrow, alpha: float, eta: float, rng: Any
) -> None:
    documents = matrix.shape[0]
    batches = int(np.clip(documents // BATCH, 1, BATCHES))
    tokens, t = weight.sum(dtype=np.float64), 0
    for _ in range(WARM):
        for batch in np.array_split(rng.permutation(documents), batches):
            fresh = np.zeros_like(of_term)
            likelihood = _likelihood(of_term, eta)
            _read(
                matrix.indptr, matrix.indices, weight, batch, likelihood, in_document, fresh, np.float32(alpha), ROUNDS
            )
            rate = (DELAY + t) ** -DECAY
            of_term *= np.float32(1 - rate)
            of_term += np.float32(rate * tokens / fresh.sum(dtype=np.float64)) * fresh
            t += 1


def _likelihood(of_term: Narrow, eta: float) -> Narrow:
    held = of_term + np.float32(eta)
    return np.asarray(held / held.sum(axis=0, dtype=np.float64).astype(np.float32))


def _shares(counts: Narrow, prior: float) -> Matrix:
    held: Matrix = counts.astype(np.float64) + prior
    return np.asarray(held / held.sum(axis=1, keepdims=True))


# `error_model="numpy"`: a check for division by zero in the inner loop would keep it from being done eight topics at a time.
_compiled = numba.njit(cache=True, fastmath=True, error_model="numpy")


@_compiled
def _read(
    starts: Any, terms: Any, weight: Any, order: Any, likelihood: Any, in_document: Any, of_term: Any, alpha: Any, rounds: int
) -> None:  # fmt: skip
    """Place documents among topics that stay as they are; the last round adds their words to `of_term`."""
    topics = likelihood.shape[1]
    belief, held = np.empty(topics, np.float32), np.empty(topics, np.float32)
    for d in order:
        for turn in range(rounds):
            held[:] = 0
            for i in range(starts[d], starts[d + 1]):
                w = terms[i]
                norm = np.float32(0)
                for k in range(topics):
                    belief[k] = likelihood[w, k] * (in_document[d, k] + alpha)
                    norm += belief[k]
                scale = weight[i] / norm
                for k in range(topics):
                    held[k] += scale * belief[k]
                if turn == rounds - 1:
                    for k in range(topics):
                        of_term[w, k] += scale * belief[k]
            for k in range(topics):
                in_document[d, k] = held[k]


@_compiled
def _deal(starts: Any, terms: Any, likelihood: Any, in_document: Any, alpha: Any, share: Any) -> None:
    """Fill `share`, non-zeros × topics, from topics and from what documents hold of them."""
    topics = likelihood.shape[1]
    for d in range(len(starts) - 1):
        for i in range(starts[d], starts[d + 1]):
            norm = np.float32(0)
            for k in range(topics):
                share[i, k] = likelihood[terms[i], k] * (in_document[d, k] + alpha)
                norm += share[i, k]
            for k in range(topics):
                share[i, k] /= norm


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
    starts: Any, terms: Any, weight: Any, share: Any, in_document: Any, of_term: Any, total: Any, alpha: Any, eta: Any
) -> None:  # fmt: skip
    vocabulary, topics = of_term.shape
    smoothing, least, one = np.float32(vocabulary) * eta, np.float32(1e-12), np.float32(1)
    fresh, here = np.empty(topics, np.float32), np.empty(topics, np.float32)
    for d in range(len(starts) - 1):
        here[:] = in_document[d]
        for i in range(starts[d], starts[d + 1]):
            w = terms[i]
            norm = np.float32(0)
            for k in range(topics):
                own = share[i, k]
                value = (of_term[w, k] - own + eta) * (here[k] - own + alpha) / (total[k] - own + smoothing)
                fresh[k] = max(value, least)
                norm += fresh[k]
            scale = one / norm
            for k in range(topics):
                new = scale * fresh[k]
                change = weight[i] * (new - share[i, k])
                share[i, k] = new
                here[k] += change
                of_term[w, k] += change
                total[k] += change
        in_document[d] = here
