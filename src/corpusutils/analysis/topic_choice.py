"""How many topics: held-out perplexity, coherence, exclusivity and stability over seeds, and a recommendation with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from corpusutils.analysis.coherence import coherence_table
from corpusutils.analysis.consensus import SEEDS, Consensus, fit_consensus
from corpusutils.analysis.counts import Counts
from corpusutils.analysis.cvb0 import fold_in
from corpusutils.analysis.topics import fit_topics
from corpusutils.errors import ParameterError

GRID = (4, 6, 8, 10, 12, 15, 20, 25)
"""Numbers of topics that `auto` tries, as far as the corpus has documents for them."""
HELD = 0.2
"""Share of the documents that is held out."""
DEALS = 3
"""How often documents are dealt anew to those held out and those kept."""
ALIKE = 0.2
"""Sizes whose score is at most so much below the best (standard units) are called about as good."""
MEASURES = {"perplexity": -1, "npmi": 1, "c_v": 1, "exclusivity": 1, "stability": 1}
"""What a size is judged by, and whether more of it is better. Perplexity by itself asks for ever more topics, exclusivity for fewer."""


@dataclass(frozen=True)
class Choice:
    """Several numbers of topics side by side, the model of the recommended one, and why it is recommended.

    `table` has a row a size: `num_topics`, the `MEASURES` (perplexity held out, the others means over topics; `c_v` where tokens were given),
    `unstable` (topics that do not recur), `score` (mean of the measures in standard units), `recommended`.
    """

    table: pd.DataFrame
    best: Consensus
    reason: str

    @property
    def num_topics(self) -> int:
        """The recommended number of topics."""
        return self.best.model.num_topics


def held_out_perplexity(
    counts: Counts, *, num_topics: int, seed: int, engine: str = "cvb0", passes: int | None = None, deals: int = DEALS
) -> float:
    """Return the perplexity of the second halves of held-out documents, mean over `deals` of the documents; lower is better.

    Document completion (Wallach, Murray, Salakhutdinov and Mimno, ICML 2009): a fifth of the documents is held out; of each the
    tokens are dealt at random to two halves; topic shares are read from the first under the model of the other documents, and the
    second is predicted: exp(− Σ n ln p / Σ n). NaN where fewer than two documents can be held out.
    """
    filled = np.flatnonzero(np.diff(counts.matrix.indptr) > 0)
    number = int(len(filled) * HELD)
    if number < 2 or num_topics > len(filled) - number:
        return float("nan")
    found = []
    for deal in range(seed, seed + deals):
        rng = np.random.default_rng(deal)
        dealt = rng.permutation(filled)
        held, kept = np.sort(dealt[:number]), np.sort(dealt[number:])
        model = fit_topics(counts.rows(kept), num_topics=num_topics, seed=deal, engine=engine, passes=passes)
        whole = counts.matrix[held].tocsr()
        first = whole.copy()
        first.data = rng.binomial(whole.data.astype(np.int64), 0.5)
        second = (whole - first).tocoo()
        theta = fold_in(model.topic_term, first, alpha=model.alpha)
        probability = np.einsum("nk,nk->n", theta[second.row], model.topic_term[:, second.col].T)
        found.append(np.exp(-(second.data * np.log(probability)).sum() / max(second.data.sum(), 1)))
    return float(np.mean(found))


def choose_topics(
    counts: Counts,
    tokens: pd.DataFrame | None = None,
    *,
    grid: Sequence[int] = GRID,
    seed: int = 0,
    seeds: int = SEEDS,
    engine: str = "cvb0",
    passes: int | None = None,
) -> Choice:
    """Fit models of several sizes with several seeds and recommend one.

    Each measure is put in standard units over the sizes, perplexity with its sign turned; the size with the greatest mean is
    recommended, of equals the smaller. Prediction is one voice of five, because people do not find the topics of the best predictor
    the clearest (Chang et al., NIPS 2009). Perplexity is the mean over three deals of the documents.

    Parameters
    ----------
    counts : documents × terms
    tokens : the token table of the counts, for c_v coherence
    grid : sizes to try; those above half the number of documents are left out
    seed, seeds : the first seed, and how many from there
    engine, passes : as for `fit_topics`

    Raises
    ------
    ParameterError
        where the corpus has too few documents for two topics, or fewer than two seeds are asked for

    """
    filled = int((np.diff(counts.matrix.indptr) > 0).sum())
    sizes = [k for k in sorted(set(grid)) if 2 <= k <= filled // 2] or ([2] if filled >= 4 else [])
    if not sizes:
        raise ParameterError(f"{filled} documents hold terms; topics can be chosen from 4 documents on")
    settings: dict[str, Any] = {"seed": seed, "seeds": seeds, "engine": engine, "passes": passes}
    tried = [_fitted(counts, tokens, num_topics=size, **settings) for size in sizes]
    table = pd.DataFrame([row for _, row in tried])
    judged = [name for name in MEASURES if name in table]
    table["score"] = sum(MEASURES[name] * _standard(table[name]) for name in judged) / len(judged)
    at = int(table["score"].to_numpy().round(9).argmax())
    table["recommended"] = np.arange(len(table)) == at
    return Choice(table, tried[at][0], _reason(table, table.iloc[at], judged))


def fit_size(
    counts: Counts,
    tokens: pd.DataFrame | None = None,
    *,
    num_topics: int,
    seed: int = 0,
    seeds: int = SEEDS,
    engine: str = "cvb0",
    passes: int | None = None,
) -> Choice:
    """Return what `choose_topics` returns where the number of topics is given, measured but not compared."""
    found, row = _fitted(counts, tokens, num_topics=num_topics, seed=seed, seeds=seeds, engine=engine, passes=passes)
    table = pd.DataFrame([row]).assign(score=0.0, recommended=True)
    return Choice(table, found, f"{num_topics} topics, as asked for")


def _fitted(
    counts: Counts, tokens: pd.DataFrame | None, *, num_topics: int, seeds: int, **settings: Any
) -> tuple[Consensus, dict[str, Any]]:
    found = fit_consensus(counts, num_topics=num_topics, seeds=seeds, **settings)
    measures = coherence_table(found.model, tokens).drop(columns=["topic", "prevalence"]).mean()
    perplexity = held_out_perplexity(counts, num_topics=num_topics, **settings)
    row = {"num_topics": num_topics, "perplexity": perplexity, **measures, "stability": found.stability}
    return found, row | {"unstable": len(found.model.unstable)}


def _standard(values: pd.Series) -> pd.Series:
    spread = values.std(ddof=0)
    return ((values - values.mean()) / spread if spread > 0 else values * 0.0).fillna(0.0)


def _reason(table: pd.DataFrame, best: pd.Series, judged: Sequence[str]) -> str:
    told = f"{best['num_topics']} topics"
    if len(table) == 1:
        return f"{told}: the corpus has too few documents to try other sizes"
    firsts = [name for name in judged if best[name] == (MEASURES[name] * table[name]).max() * MEASURES[name]]
    close = table[(table["score"] >= best["score"] - ALIKE) & ~table["recommended"]]
    parts = [f"{told} lie highest on the mean of {', '.join(judged)} in standard units ({best['score']:.2f})"]
    if firsts:
        parts.append(f"they are the best in {' and '.join(firsts)}")
    if best["perplexity"] > (least := table["perplexity"].min()):
        size = table["num_topics"].iloc[int(table["perplexity"].to_numpy().argmin())]
        parts.append(f"perplexity is {best['perplexity'] / least - 1:.0%} above the least, which {size} topics have")
    parts.append(f"about as good: {', '.join(map(str, close['num_topics']))}" if len(close) else "no other comes near")
    return "; ".join(parts)
