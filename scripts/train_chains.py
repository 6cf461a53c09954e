"""Learn the weights by which fragments are chained to articles, from simulated pages.

A log-linear model (Berger, Della Pietra and Della Pietra 1996) of the choice that each fragment poses: to begin an
article, or to go on in one of those begun. It is fitted with an L2 penalty, so that weights far from 0 must earn their
size. Writes `src/corpusutils/pages/data/chain_weights.tsv`. The pages are drawn with other seeds than the benchmark's.

Simulated pages are cut apart less often than those that people lay out. By how much one weight had to move for that was
chosen on the hand-laid pages `p` to `f` and held on `h` to `v` (`CALIBRATION`).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
from simulated_pages import draw_page, sample_articles  # noqa: E402

from corpusutils.pages.chains import BEGIN, JOIN, Step, observe, steps, take  # noqa: E402
from corpusutils.pages.fragments import Members  # noqa: E402
from corpusutils.pages.lines import read_lines  # noqa: E402
from corpusutils.pages.observe import Observations  # noqa: E402
from corpusutils.pages.parts import Parts  # noqa: E402
from corpusutils.pages.raw import RawPage  # noqa: E402
from corpusutils.pages.roles import assign_roles  # noqa: E402

CALIBRATION = {(JOIN, "apart"): 1.0}
"""What is added to weights that were learnt from simulated pages."""
TARGET = ROOT / "src/corpusutils/pages/data/chain_weights.tsv"


def choices_of(page: RawPage, truth: dict[int, str]) -> Iterator[tuple[list[tuple[str, dict[str, float]]], int]]:
    """Yield for each fragment what is seen of every step that may be taken, and which is the true one."""
    lines = read_lines(page)
    parts = Parts(lines, assign_roles(lines))
    seen = Observations(parts)
    articles: list[Members] = []
    place: dict[str, int] = {}
    for number, fragment in enumerate(parts.fragments):
        votes = Counter[str]()
        for i in range(fragment.first, fragment.last):
            votes[truth[int(lines.number[i])]] += len(lines.text[i])
        owner = votes.most_common(1)[0][0]
        members = articles[place[owner]] if owner in place else ()
        choices = list(steps(seen, articles, number))
        true = next((n for n, step in enumerate(choices) if step.members == members), None)
        if true is not None and len(choices) > 1:
            yield [(step.kind, observe(seen, step)) for step in choices], true
        # Where the model has no such step the truth goes on all the same.
        take(articles, Step(JOIN if members else BEGIN, number, members, (), 0))
        place.setdefault(owner, len(articles) - 1)


def fit(x: csr_array, first: np.ndarray, true: np.ndarray, penalty: float) -> np.ndarray:
    """Return the weights under which the true step of each choice is likeliest; choices are runs of rows from `first`."""
    group = np.repeat(np.arange(len(first)), np.diff(np.append(first, x.shape[0])))
    seen = np.asarray(x[true].sum(axis=0)).ravel()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w
        top = np.maximum.reduceat(score, first)
        likely = np.exp(score - top[group])
        total = np.add.reduceat(likely, first)
        value = (np.log(total) + top - score[true]).sum() + penalty * (w @ w) / 2
        return float(value), x.T @ (likely / total[group]) - seen + penalty * w

    best = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    score = x @ best.x
    right = score[true] >= np.maximum.reduceat(score, first)
    print(f"{len(first)} choices, {right.mean():.4f} right, loss {best.fun / len(first):.4f}")
    return best.x


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=14000)
    parser.add_argument("--penalty", type=float, default=1.0)
    call = parser.parse_args()
    articles = sample_articles()
    columns: dict[tuple[str, str], int] = {}
    values: list[float] = []
    at: list[int] = []
    ends = [0]
    first: list[int] = []
    true: list[int] = []
    for number in range(call.pages):
        _, simulated = draw_page(articles, f"train/{number}")
        truth = {n: article for n, article, _ in simulated.truth}
        for choices, right in choices_of(RawPage("p.txt", simulated.text), truth):
            first.append(len(ends) - 1)
            true.append(len(ends) - 1 + right)
            for kind, seen in choices:
                for name, value in seen.items():
                    column = columns.setdefault((kind, name), len(columns))
                    if value:
                        at.append(column)
                        values.append(value)
                ends.append(len(at))
    x = csr_array((values, at, ends), shape=(len(ends) - 1, len(columns)))
    weights = fit(x, np.array(first), np.array(true), call.penalty)
    rows = sorted((*step, weights[column] + CALIBRATION.get(step, 0.0)) for step, column in columns.items())
    text = "".join(f"{kind}\t{name}\t{weight:.2f}\n" for kind, name, weight in rows)
    TARGET.write_text(f"step\tobservation\tweight\n{text}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
