"""The network that attracted pairs form: its backbone, its communities and how firm they are, and what changes in time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import chi2
from sklearn.metrics import adjusted_rand_score

from corpusutils.analysis.cooccurrence import SMALL, association
from corpusutils.analysis.pair_counts import Whole, count_pairs
from corpusutils.analysis.significance import false_discovery_rate, fisher_tail
from corpusutils.errors import InputError, ParameterError
from corpusutils.words.frequency import log_likelihood_ratio

FIRM = 0.75
"""Share of runs below which a node's community is marked as unstable."""
NODE_COLUMNS = ["node", "degree", "strength", "community", "stability", "betweenness", "pagerank"]


@dataclass(frozen=True)
class Communities:
    """A division of a network, and how far other seeds agree with it.

    Attributes
    ----------
    community : node → number from 1, the largest first
    stability : node → share of the runs that put it together with most of its community, 0 to 1
    agreement : mean adjusted Rand index between the runs (Hubert and Arabie 1985): 1 is one and the same division
    modularity : of this division

    """

    community: dict[str, int]
    stability: dict[str, float]
    agreement: float
    modularity: float


def cooccurrence_network(
    edges: pd.DataFrame,
    *,
    max_q: float = 0.05,
    max_nodes: int = 40,
    alpha: float | None = None,
    seed: int = 0,
    runs: int = 20,
) -> nx.Graph[str]:
    """Return the network of attracted pairs (q at most `max_q`, more than expected), strongest edges first.

    Parameters
    ----------
    edges : what `cooccurrence_table` gives; edges are taken in its order until `max_nodes` terms are in
    alpha : keep only the `backbone` at this level
    seed, runs : see `communities`

    Returns
    -------
    networkx.Graph
        edges carry `weight`, `npmi`, `llr`, `q`; nodes `community`, `stability`, `degree`, `strength`, `betweenness` (unweighted,
        0 to 1), `pagerank` (weighted), and `class` where the table tells it; the graph itself `agreement` and `modularity`.
        Without an attracted pair it is empty.

    """
    if not 0 < max_q <= 1:
        raise ParameterError(f"max_q is {max_q}; it is above 0 and at most 1")
    if max_nodes < 2:
        raise ParameterError(f"max_nodes is {max_nodes}; a network of pairs has at least 2")
    graph: nx.Graph[str] = nx.Graph()
    attracted = edges[(edges["q"] <= max_q) & (edges["weight"] > edges["expected"])]
    classes = {"source_class", "target_class"} <= set(edges.columns)
    for row in attracted.to_dict("records"):
        ends = (row["source"], row["target"])
        if len(graph) + len(set(ends) - set(graph)) > max_nodes:
            continue
        graph.add_edge(
            *ends, weight=int(row["weight"]), npmi=float(row["npmi"]), llr=float(row["llr"]), q=float(row["q"])
        )
        if classes:
            graph.nodes[ends[0]]["class"], graph.nodes[ends[1]]["class"] = row["source_class"], row["target_class"]
    if alpha is not None:
        graph = backbone(graph, alpha=alpha)
    return described(graph, seed=seed, runs=runs)


def backbone(graph: nx.Graph[str], *, alpha: float = 0.05) -> nx.Graph[str]:
    """Return the edges whose weight one of their ends would not show if its strength were dealt at random to its edges.

    The disparity filter of Serrano, Boguñá and Vespignani (*PNAS* 106, 2009): an edge with the share s of a node's strength,
    of k edges, is kept where (1 − s)^(k − 1) is at most `alpha` at either end. A node with one edge says nothing about it; where
    both ends have only this edge there is no disparity to test, and the pair is kept. Nodes without an edge go.

    >>> star = nx.Graph([("水", other, {"weight": w}) for other, w in zip("甲乙丙丁戊", [40, 1, 1, 1, 1])])
    >>> sorted(backbone(star, alpha=0.05).nodes)
    ['水', '甲']
    """
    if not 0 < alpha <= 1:
        raise ParameterError(f"alpha is {alpha}; it is above 0 and at most 1")
    strength = dict(graph.degree(weight="weight"))
    kept = []
    for source, target, data in graph.edges(data=True):
        degrees = graph.degree[source], graph.degree[target]
        tails = [
            (1 - data["weight"] / strength[end]) ** (degree - 1)
            for end, degree in zip((source, target), degrees, strict=True)
            if degree > 1
        ]
        if not tails or min(tails) <= alpha:
            kept.append((source, target))
    return _part(graph, {end for edge in kept for end in edge}, kept)


def part_of(graph: nx.Graph[str], nodes: Collection[str]) -> nx.Graph[str]:
    """Return these nodes with the edges among them, in the network's order.

    A view of networkx gives small parts in the order of a set, which is another one in each process.
    """
    inside = set(nodes)
    return _part(graph, inside, [(a, b) for a, b in graph.edges if a in inside and b in inside])


def _part(graph: nx.Graph[str], nodes: set[str], edges: list[tuple[str, str]]) -> nx.Graph[str]:
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if node in nodes)
    part.add_edges_from((a, b, dict(graph.edges[a, b])) for a, b in edges)
    return part


def communities(graph: nx.Graph[str], *, seed: int = 0, runs: int = 20) -> Communities:
    """Divide a network by Louvain's method (Blondel and others 2008) with `runs` seeds from `seed` on.

    The division returned is the run that agrees best with all others (mean adjusted Rand index), the earliest of equals. Nodes
    are sorted first, so that the same network gives the same division whatever its edges' order was.
    """
    if runs < 1:
        raise ParameterError(f"runs is {runs}; at least one is needed")
    nodes = sorted(graph)
    if not nodes:
        return Communities({}, {}, 1.0, 0.0)
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), data["weight"]) for a, b, data in graph.edges(data=True))
    )
    labels = np.array([_labels(ordered, seed + run) for run in range(runs)])
    agree = np.array([[adjusted_rand_score(one, other) for other in labels] for one in labels])
    chosen = labels[int(agree.mean(axis=1).round(9).argmax())]
    kept = np.zeros(len(nodes))
    for run in labels:
        for number in np.unique(chosen):
            members = chosen == number
            kept[members] += run[members] == np.bincount(run[members]).argmax()
    parts = [{n for n, label in zip(nodes, chosen, strict=True) if label == number} for number in np.unique(chosen)]
    pairs = agree[np.triu_indices(runs, 1)]
    return Communities(
        dict(zip(nodes, (int(label) for label in chosen), strict=True)),
        dict(zip(nodes, (float(share) for share in kept / runs), strict=True)),
        float(pairs.mean()) if pairs.size else 1.0,
        float(nx.community.modularity(ordered, parts)) if ordered.number_of_edges() else 0.0,
    )


def _labels(graph: nx.Graph[str], seed: int) -> list[int]:
    groups = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    number = {
        node: n for n, group in enumerate(sorted(groups, key=lambda g: (-len(g), min(g))), start=1) for node in group
    }
    return [number[node] for node in graph]


def described(graph: nx.Graph[str], *, seed: int = 0, runs: int = 20) -> nx.Graph[str]:
    """Return a copy whose nodes carry their community, its stability, and their centralities (see `cooccurrence_network`)."""
    graph = graph.copy()
    found = communities(graph, seed=seed, runs=runs)
    between = nx.betweenness_centrality(graph)
    rank = nx.pagerank(graph, weight="weight") if graph else {}
    for node in graph:
        graph.nodes[node].update(
            community=found.community[node],
            stability=round(found.stability[node], 3),
            degree=int(graph.degree[node]),
            strength=int(graph.degree(node, weight="weight")),
            betweenness=round(between[node], 6),
            pagerank=round(rank[node], 6),
        )
    graph.graph.update(agreement=round(found.agreement, 3), modularity=round(found.modularity, 3))
    return graph


def node_table(graph: nx.Graph[str]) -> pd.DataFrame:
    """Return one row a node, by falling strength: its centralities, its community, how stable it is there, and its class where told."""
    columns = NODE_COLUMNS + (["class"] if any("class" in data for _, data in graph.nodes(data=True)) else [])
    table = pd.DataFrame([{"node": node, **data} for node, data in graph.nodes(data=True)], columns=columns)
    return table.sort_values(["strength", "node"], ascending=[False, True], kind="stable", ignore_index=True)


def edge_table(graph: nx.Graph[str]) -> pd.DataFrame:
    """Return one row an edge: `source`, `target` and what the edge carries, by falling weight."""
    rows = [{"source": min(a, b), "target": max(a, b), **data} for a, b, data in graph.edges(data=True)]
    table = pd.DataFrame(rows, columns=["source", "target", "weight", "npmi", "llr", "q"])
    return table.sort_values(["weight", "source", "target"], ascending=[False, True, True], ignore_index=True)


def ego_network(graph: nx.Graph[str], node: str, *, radius: int = 1) -> nx.Graph[str]:
    """Return a node, what lies within `radius` edges of it, and all edges among these."""
    if node not in graph:
        near = get_close_matches(node, list(graph), n=1, cutoff=0.3)
        hint = f"; did you mean {near[0]}?" if near else "; it may lie below min_count, min_df or max_q"
        raise InputError(f"{node} is not in the network of {len(graph)} nodes{hint}")
    if radius < 1:
        raise ParameterError(f"radius is {radius}; it is at least 1 edge")
    return part_of(graph, nx.single_source_shortest_path_length(graph, node, cutoff=radius))


def network_change(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    window: str | int = "sentence",
    min_count: int = 3,
    min_df: int = 3,
    max_q: float = 0.05,
) -> pd.DataFrame:
    """Return what the network of one part of a corpus has that the other has not.

    Parameters
    ----------
    before, after : token tables of the two parts (periods, places), already filtered; a document stands in one of them
    window : as in `cooccurrence_table`
    min_count, min_df : a pair and a term must reach them in both parts together
    max_q : false discovery rate, of the attraction in each part and of the change

    Returns
    -------
    pandas.DataFrame
        columns `source`, `target`, `weight_before`, `weight_after`, `q_before`, `q_after` (of attraction within the part),
        `log_ratio` (log₂ of the pair's share of windows after against before, half a window added to each count), `llr`,
        `p`, `q` (of the change), `change`: `appeared` (attracts after and not before), `vanished`, `stronger` or `weaker`
        (attracts in both and changed), `steady`, and `certain`: `q` is at most `max_q`. Pairs that attract in neither
        part are left out. Sorted by `llr` falling.

    Raises
    ------
    InputError
        where a part has no token, or no term of the other

    Notes
    -----
    That a pair is significant in one part and not in the other does not make the difference significant: `certain` says
    whether it is (Gelman and Stern, *The American Statistician* 60, 2006). Its `p` is that of G² over the windows of both
    parts with and without the pair; where fewer than 5 are expected in a part, twice the smaller tail of Fisher's exact
    test. Pairs are chosen by their sum, which under no change tells nothing of the difference, so `q` counts only them.
    A pair can change because its words did.

    """
    for name, part in (("before", before), ("after", after)):
        if part.empty:
            raise InputError(f"the part {name} holds no token; choose parts that have text")
    if twice := set(before["doc"]) & set(after["doc"]):
        raise InputError(
            f"{len(twice)} documents stand in both parts, such as {min(twice)}; a change needs two different parts"
        )
    both = count_pairs(pd.concat([before, after]), window=window, min_count=min_count, min_df=min_df)
    if not both.shared.size:
        raise ParameterError(
            f"no pair shares {min_count} windows in both parts together, at most {both.most}: lower min_count"
        )
    names, size = pd.Index(both.terms), len(both.terms)
    table = pd.DataFrame({"source": names[both.left], "target": names[both.right]})
    asked = both.left.astype(np.int64) * size + both.right
    shared, windows, attracts = [], [], []
    for name, part in (("before", before), ("after", after)):
        found = count_pairs(part, window=window, terms=both.terms)
        number = names.get_indexer(pd.Index(found.terms))
        at = pd.Index(number[found.left] * size + number[found.right]).get_indexer(asked)
        weight = np.where(at >= 0, found.shared[at], 0) if found.shared.size else np.zeros(len(at), dtype=np.int64)
        frequency = np.zeros(size, dtype=np.int64)
        frequency[number] = found.frequency
        measures = association(weight, frequency[both.left], frequency[both.right], found.total)
        q = false_discovery_rate(measures["p"].fillna(1.0).to_numpy(), tests=size * (size - 1) // 2)
        table[f"weight_{name}"], table[f"q_{name}"] = weight, q
        shared.append(weight)
        windows.append(found.total)
        attracts.append((q <= max_q) & (weight > measures["expected"].to_numpy()))
    return _changes(table, shared, windows, attracts, max_q)


def _changes(
    table: pd.DataFrame, shared: list[Whole], windows: list[int], attracts: list[NDArray[np.bool_]], max_q: float
) -> pd.DataFrame:
    """Test each pair's change, name it, and leave out pairs that attract in neither part."""
    (old, new), (old_windows, new_windows), total = shared, windows, sum(windows)
    sums = old + new
    table["log_ratio"] = np.log2((new + 0.5) / (new_windows + 1)) - np.log2((old + 0.5) / (old_windows + 1))
    table["llr"] = log_likelihood_ratio(new, np.full(len(new), new_windows), sums, total)
    p = chi2.sf(table["llr"], df=1)
    small = sums * min(windows) / total < SMALL
    share = np.full(int(small.sum()), new_windows), np.full(int(small.sum()), old_windows)
    up = fisher_tail(new[small], sums[small], share[0], total)
    down = fisher_tail(old[small], sums[small], share[1], total)
    p[small] = np.minimum(1.0, 2 * np.minimum(up, down))
    table["p"], table["q"] = p, false_discovery_rate(p, tests=len(p))
    certain = (table["q"] <= max_q).to_numpy()
    before, after = attracts
    table["change"] = np.select(
        [after & ~before, before & ~after, certain & (table["log_ratio"] > 0), certain],
        ["appeared", "vanished", "stronger", "weaker"],
        "steady",
    )
    table["certain"] = certain
    order = np.lexsort((table["target"], table["source"], -table["llr"].round(9)))
    kept = order[(before | after)[order]]
    first = ["source", "target", "weight_before", "weight_after", "q_before", "q_after"]
    return table.iloc[kept][[*first, *table.columns.difference(first, sort=False)]].reset_index(drop=True)
