"""The exact test of a 2 × 2 table, and what many tests at once do to a p-value."""

from __future__ import annotations

from math import exp, lgamma
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray


def false_discovery_rate(p: NDArray[np.float64], *, tests: int) -> NDArray[np.float64]:
    """Return Benjamini and Hochberg's (1995) q of the smallest p-values of `tests` tests; the others count as 1.

    >>> false_discovery_rate(np.array([0.01, 0.04, 0.03]), tests=4).round(3).tolist()
    [0.04, 0.053, 0.053]
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * tests / np.arange(1, p.size + 1)
    q = np.empty_like(p)
    q[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return q


def fisher_tail(
    shared: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64], total: int
) -> NDArray[np.float64]:
    """Return Fisher's exact one-sided p: that `left` and `right` of `total` share `shared` or more by chance.

    The hypergeometric tail is summed from its first term on, each term from the one before it, until nothing is added any more:
    a call of a library's distribution function takes a hundred times as long where totals are small.

    >>> fisher_tail(np.array([2, 3, 0]), np.array([2, 3, 3]), np.array([2, 3, 2]), 4).round(4).tolist()
    [0.1667, 0.25, 1.0]
    """
    return np.asarray(_tails(shared, left, right, total))


@numba.njit(cache=True)
def _tails(shared: Any, left: Any, right: Any, total: int) -> Any:
    out = np.ones(len(shared))
    for i in range(len(shared)):
        k, a, b = shared[i], left[i], right[i]
        least, most = max(0, a + b - total), min(a, b)
        if k <= least:
            continue
        upper = k * total > a * b  # sum the thinner side: the other would begin with terms too small to be held
        at = k if upper else k - 1
        term = exp(_choose(b, at) + _choose(total - b, a - at) - _choose(total, a))
        held = 0.0
        while term > held * 1e-17:
            held += term
            if at == (most if upper else least):
                break
            if upper:
                term *= (a - at) * (b - at) / ((at + 1.0) * (total - a - b + at + 1.0))
                at += 1
            else:
                term *= at * (total - a - b + at) / ((a - at + 1.0) * (b - at + 1.0))
                at -= 1
        out[i] = min(held if upper else 1.0 - held, 1.0)
    return out


@numba.njit(cache=True)
def _choose(n: int, k: int) -> float:
    """Return the logarithm of n over k."""
    return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)
