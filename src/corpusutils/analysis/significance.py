"""What many tests at once do to a p-value."""

from __future__ import annotations

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
