"""Which terms stand together more often than chance would have them, and the network that they form."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import chi2

from corpusutils.analysis.counts import count_terms
from corpusutils.analysis.significance import false_discovery_rate
from corpusutils.errors import ParameterError
from corpusutils.words.frequency import log_likelihood_ratio

WINDOWS: dict[str, str | list[str]] = {
    "sentence": ["doc", "sentence"],
    "paragraph": ["doc", "paragraph"],
    "article": "doc",
}


def cooccurrence_table(
    tokens: pd.DataFrame, *, window: str | int = "sentence", min_count: int = 3, min_df: int = 3
) -> pd.DataFrame:
    """Count pairs of terms that share a window and say how surprising each pair is.

    Parameters
    ----------
    tokens : token table, already filtered to the tokens that count
    window : `sentence`, `paragraph` (the table then has such a column, see `words.table.with_paragraphs`) or `article`, where a
        term counts once a window; or a number N: every two tokens of a sentence at most N positions apart are a pair
    min_count : least number of windows a pair must share, or of times that it is met
    min_df : least number of windows a term must stand in; for N, of articles

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
    if isinstance(window, int):
        if window < 1:
            raise ParameterError(f"window is {window}; a window of tokens reaches at least 1 position")
        terms, pairs, frequency, windows = _neighbours(tokens, window, min_df)
    elif window in WINDOWS:
        if window == "paragraph" and "paragraph" not in tokens:
            raise ParameterError("the token table has no column paragraph; words.table.with_paragraphs adds it")
        counts = count_terms(tokens, min_df=min_df, unit=WINDOWS[window])
        present = (counts.matrix > 0).astype(np.int64)
        terms, windows = counts.terms, present.shape[0]
        pairs = sparse.triu(present.T @ present, k=1).tocoo()
        frequency = np.asarray(present.sum(axis=0)).ravel()
    else:
        raise ParameterError(f"window is {window!r}; it is one of {', '.join(WINDOWS)}, or a number of tokens")
    shared = pairs.data
    left, right = frequency[pairs.row], frequency[pairs.col]
    expected = left * right / windows
    llr = log_likelihood_ratio(shared, left, right, windows)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(shared == windows, 1.0, np.log(shared / expected) / -np.log(shared / windows))
    p = chi2.sf(llr, df=1)
    names = np.array(terms, dtype=object)
    table = pd.DataFrame(
        {
            "source": names[pairs.row],
            "target": names[pairs.col],
            "weight": shared,
            "expected": expected,
            "npmi": npmi,
            "llr": llr,
            "p": p,
            "q": false_discovery_rate(p, tests=len(terms) * (len(terms) - 1) // 2),
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


def _neighbours(
    tokens: pd.DataFrame, reach: int, min_df: int
) -> tuple[list[str], sparse.coo_array, NDArray[np.int64], int]:
    """Count the pairs of tokens of a sentence that stand at most `reach` positions apart.

    Returns the terms, the upper triangle of the symmetric counts, how many ordered pairs begin with each term, and how many ordered
    pairs there are: the table of Evert (The Statistics of Word Cooccurrences, 2005) for surface cooccurrence.
    """
    terms = count_terms(tokens, min_df=min_df).terms
    known = pd.Index(terms).get_indexer(pd.Index(tokens["token"]))
    kept = tokens[known >= 0]
    codes, sentence = known[known >= 0], kept.groupby(["doc", "sentence"], observed=True).ngroup().to_numpy()
    at = kept["position"].to_numpy()
    size = len(terms)
    found = sparse.csr_array((size, size), dtype=np.int64)
    for step in range(1, reach + 1):
        near = (sentence[step:] == sentence[:-step]) & (at[step:] - at[:-step] <= reach)
        if not near.any():
            break
        first, second = codes[:-step][near], codes[step:][near]
        low, high = np.minimum(first, second), np.maximum(first, second)
        found = found + sparse.coo_array((np.ones(low.size, np.int64), (low, high)), shape=(size, size)).tocsr()
    begins = np.asarray(found.sum(axis=0)).ravel() + np.asarray(found.sum(axis=1)).ravel()
    return terms, sparse.triu(found, k=1).tocoo(), begins, int(begins.sum())


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


def node_table(graph: nx.Graph[str]) -> pd.DataFrame:
    """Return one row a node: `node`, `degree`, `strength` (sum of the weights of its edges), `community`, by falling strength."""
    strength = dict(graph.degree(weight="weight"))
    rows = [(n, graph.degree[n], strength[n], graph.nodes[n]["community"]) for n in graph]
    table = pd.DataFrame(rows, columns=["node", "degree", "strength", "community"])
    return table.sort_values(["strength", "node"], ascending=[False, True], kind="stable", ignore_index=True)
