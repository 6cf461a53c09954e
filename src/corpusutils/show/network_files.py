"""A network as the files that other programs open: Gephi, VOSviewer, Pajek, Cytoscape, a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pandas as pd
from matplotlib.colors import to_rgb

from corpusutils.show.network_layout import PALETTE, network_layout, node_radius

SUFFIXES = {
    "graphml": ".graphml", "gexf": ".gexf", "edges": "_edges.csv", "pajek": ".net", "vosviewer_map": "_vosviewer_map.txt",
    "vosviewer_network": "_vosviewer_network.txt",
}  # fmt: skip
SCALE = 10.0
"""Gephi's units an em of the layout."""


def write_network(
    graph: nx.Graph[str], folder: Path, *, evidence: pd.DataFrame | None = None, stem: str = "network", seed: int = 0
) -> list[Path]:
    """Write a network in every form, the same bytes for the same network; one without nodes gives valid files too.

    Parameters
    ----------
    graph : what `analysis.networks.cooccurrence_network` gives; other attributes of nodes and edges are kept where the form allows
    folder : where the files go; it is there already
    evidence : what `analysis.cooccurrence.passages` gives: GraphML and GEXF then tell of each edge, as `evidence`, where it stands
    stem : start of the files' names
    seed : of the layout that GEXF, Pajek and VOSviewer's map carry

    Returns
    -------
    the files: GraphML and GEXF with all attributes (GEXF also with places, sizes, and colours of communities), an edge list
    with the columns `Source,Target,Weight` as Gephi reads it, Pajek's `.net`, and VOSviewer's map and network

    """
    layout = network_layout(graph, seed=seed)
    graph = graph.copy()  # the caller's stays as it is
    for row in () if evidence is None else evidence.itertuples():
        edge = graph.edges[str(row.source), str(row.target)]
        place = f"{row.doc} {row.first_line}-{row.last_line}"
        edge["evidence"] = f"{edge['evidence']}; {place}" if "evidence" in edge else place
    paths = {form: folder / f"{stem}{suffix}" for form, suffix in SUFFIXES.items()}
    nx.write_graphml(graph, paths["graphml"], named_key_ids=True)
    _write(paths["gexf"], _gexf(graph, layout))
    nodes = list(graph)
    edges = [(a, b, data["weight"]) for a, b, data in graph.edges(data=True)]
    pd.DataFrame(edges, columns=["Source", "Target", "Weight"]).to_csv(
        paths["edges"], index=False, lineterminator="\n", encoding="utf-8"
    )
    _write(paths["pajek"], _pajek(graph, layout))
    number = {node: n for n, node in enumerate(nodes, start=1)}
    data = [graph.nodes[node] for node in nodes]
    vos = pd.DataFrame(
        {
            "id": list(number.values()), "label": nodes,
            "x": [layout[node][0] for node in nodes], "y": [layout[node][1] for node in nodes],
            "cluster": [d.get("community", 1) for d in data],
            "weight<Links>": [graph.degree[node] for node in nodes],
            "weight<Total link strength>": [graph.degree(node, weight="weight") for node in nodes],
            "score<Stability>": [d.get("stability", 1.0) for d in data],
        }
    )  # fmt: skip
    vos.to_csv(paths["vosviewer_map"], sep="\t", index=False, lineterminator="\n", encoding="utf-8")
    links = [(number[a], number[b], weight) for a, b, weight in edges]
    pd.DataFrame(links).to_csv(paths["vosviewer_network"], sep="\t", index=False, header=False, lineterminator="\n")
    return list(paths.values())


def _gexf(graph: nx.Graph[str], layout: dict[str, tuple[float, float]]) -> str:
    graph = graph.copy()
    for node, data in graph.nodes(data=True):
        red, green, blue = (
            round(255 * part) for part in to_rgb(PALETTE[(data.get("community", 1) - 1) % len(PALETTE)])
        )
        x, y = layout[node]
        data["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": round(SCALE * node_radius(graph.degree[node]), 2),
            "position": {"x": round(SCALE * x, 2), "y": round(SCALE * y, 2), "z": 0.0},
        }
    text = "\n".join(nx.generate_gexf(graph))
    return re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1) + "\n"  # today's date would make every run differ


def _pajek(graph: nx.Graph[str], layout: dict[str, tuple[float, float]]) -> str:
    """Return the network in Pajek's form, in which places lie between 0 and 1 and go down the sheet."""
    wide = max([1.0, *(abs(part) for place in layout.values() for part in place)])
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from((node, {"x": round(x / wide, 4), "y": round(-y / wide, 4)}) for node, (x, y) in layout.items())
    plain.add_weighted_edges_from(graph.edges(data="weight"))
    return "\n".join(nx.generate_pajek(plain)) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
