"""The weights of a logistic regression as the package keeps them: one line for each thing that may be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpusutils.targets.weights import START


def learn(
    seen: Sequence[frozenset[str]], labels: Sequence[bool], penalty: float, *, least: int = 1
) -> dict[str, float]:
    """Return how much each thing seen speaks for the label, and under `START` what all begin with.

    `penalty` is the inverse strength of the penalty on weights; what was seen fewer than `least` times is left out.
    """
    counts = Counter(name for found in seen for name in found)
    table = DictVectorizer()
    rows = table.fit_transform([{name: 1 for name in found if counts[name] >= least} for found in seen])
    model = LogisticRegression(C=penalty, max_iter=1000).fit(rows, labels)
    weights = dict(zip(table.get_feature_names_out(), model.coef_[0].tolist(), strict=True))
    return weights | {START: float(model.intercept_[0])}


def write(target: Path, heading: str, weights: dict[str, float], weakest: float) -> int:
    """Write the weights that are not weaker than `weakest`, and return how many they are."""
    rows = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= weakest]
    target.write_text(f"# {heading}\n" + "".join(rows), encoding="utf-8", newline="\n")
    return len(rows)
