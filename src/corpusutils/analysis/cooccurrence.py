"""Which terms stand together more often than chance would have them, and the network that they form."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import chi2

from corpusutils.analysis.counts import count_terms
from corpusutils.errors import ParameterError
from corpusutils.words.frequency import log_likelihood_ratio

WINDOWS: dict[str, str | list[str]] = {"sentence": ["doc", "sentence"], "article": "doc"}


def cooccurrence_table(
    tokens: pd.DataFrame, *, window: str = "sentence", min_count: int = 3, min_df: int = 3
) -> pd.DataFrame:
    """Count pairs of terms that share a window and say how surprising each pair is.

    Parameters
    ----------
    tokens : token table, already filtered to the tokens that count
    window : `sentence` or `article`; a term counts once a window
    min_count : least number of windows a pair must share
    min_df : least number of windows a term must stand in

    Returns
    -------
    pandas.DataFrame
        columns `source`, `target`, `weight` (windows shared), `expected` (under independence), `npmi`, `llr`
        (Dunning's log-likelihood ratio G²), `p` (G² against χ² with one degree of freedom), `q`
        (Benjamini–Hochberg over all pairs of terms, also those that never meet: to count only pairs that met would
        choose the tests by their result); sorted by `llr` falling

    Raises
    ------
    ParameterError
        where the window is unknown or no pair reaches `min_count`

    """
    if window not in WINDOWS:
        raise ParameterError(f"window is {window!r}; it is one of {', '.join(WINDOWS)}")
    counts = count_terms(tokens, min_df=min_df, unit=WINDOWS[window])
    present = (counts.matrix > 0).astype(np.int64)
    windows = present.shape[0]
    pairs = sparse.triu(present.T @ present, k=1).tocoo()
    shared = pairs.data
    frequency = np.asarray(present.sum(axis=0)).ravel()
    left, right = frequency[pairs.row], frequency[pairs.col]
    expected = left * right / windows
    llr = log_likelihood_ratio(shared, left, right, windows)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(shared == windows, 1.0, np.log(shared / expected) / -np.log(shared / windows))
    p = chi2.sf(llr, df=1)
    names = np.array(counts.terms, dtype=object)
    table = pd.DataFrame(
        {
            "source": names[pairs.row],
            "target": names[pairs.col],
            "weight": shared,
            "expected": expected,
            "npmi": npmi,
            "llr": llr,
            "p": p,
            "q": _false_discovery_rate(p, tests=len(counts.terms) * (len(counts.terms) - 1) // 2),
        }
    )
    kept = table[table["weight"] >= min_count]
    if kept.empty:
        most = int(shared.max()) if shared.size else 0
        raise ParameterError(
            f"no pair shares {min_count} windows; the most frequent pair shares {most}: lower min_count"
        )
    order = kept.assign(rounded=kept["llr"].round(9)).sort_values(
        ["rounded", "source", "target"], ascending=[False, True, True], kind="stable"
    )
    return order.drop(columns="rounded").reset_index(drop=True)


def _false_discovery_rate(p: np.ndarray, *, tests: int) -> np.ndarray:
    """Return Benjamini and Hochberg's q of the smallest p-values of `tests` tests; the others count as 1."""
    order = np.argsort(p, kind="stable")
    scaled = p[order] * tests / np.arange(1, p.size + 1)
    q = np.empty_like(p)
    q[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return q


def cooccurrence_network(edges: pd.DataFrame, *, max_q: float = 0.05, max_nodes: int = 40) -> nx.Graph[str]:
    """Return the network of attracted pairs (q at most `max_q`, more than expected), strongest edges first.

    Edges are taken in the table's order until `max_nodes` terms are in; nodes carry `community` (Louvain) from 1
    by falling size and `degree`.
    """
    graph: nx.Graph[str] = nx.Graph()
    attracted = edges[(edges["q"] <= max_q) & (edges["weight"] > edges["expected"])]
    for source, target, weight, npmi, llr in attracted[["source", "target", "weight", "npmi", "llr"]].to_numpy():
        new = {source, target} - set(graph)
        if len(graph) + len(new) > max_nodes:
            continue
        graph.add_edge(source, target, weight=int(weight), npmi=float(npmi), llr=float(llr))
    groups = nx.community.louvain_communities(graph, weight="weight", seed=0) if graph else []
    for number, group in enumerate(sorted(groups, key=lambda g: (-len(g), min(g))), start=1):
        for node in group:
            graph.nodes[node].update(community=number, degree=graph.degree[node])
    return graph
