"""How much what is seen of a text speaks for one of two readings: the weights of logistic regressions, kept as tables."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

START = "*"
"""Name of what every score begins with."""


@lru_cache
def read_weights(table: str) -> dict[str, float]:
    """Return the weights of a table of `targets/data` by the name of what is seen."""
    text = files("corpusutils.targets").joinpath(f"data/{table}").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}


def log_odds(table: str, seen: Iterable[str]) -> float:
    """Return the log-odds of the reading that a table's weights speak for."""
    weights = read_weights(table)
    # `fsum`: what is seen has no order, and the score must not depend on the one that a set happens to have.
    return math.fsum(weights.get(name, 0.0) for name in {START, *seen})
