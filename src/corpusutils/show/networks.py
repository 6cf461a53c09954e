"""Networks as figures: as many words as can be read, each with a label that covers no other."""

from __future__ import annotations

from typing import Literal

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from corpusutils.analysis.networks import FIRM, part_of
from corpusutils.errors import InputError
from corpusutils.show.fonts import FAMILY
from corpusutils.show.network_layout import PALETTE, network_layout, node_radius

MARKERS = "osD^vphP"
"""Shapes of classes, in their order."""
POINTS = 9.0
"""Size of a label, which is one em."""
CHANGES: dict[str, tuple[str, Literal["-", "--"]]] = {
    "appeared": ("#0072b2", "-"),
    "vanished": ("#d55e00", "--"),
    "stronger": ("#56b4e9", "-"),
    "weaker": ("#e69f00", "--"),
    "steady": ("#b9b9b9", "-"),
}
"""Colour and line of what became of an edge, told apart also without colours."""


def readable(graph: nx.Graph[str], most: int) -> nx.Graph[str]:
    """Return the part of a network that a sheet can hold: its `most` strongest nodes that still have an edge among them."""
    strength = dict(graph.degree(weight="weight"))
    kept = part_of(graph, sorted(graph, key=lambda node: (-strength[node], node))[:most])
    return part_of(kept, [node for node in kept if kept.degree[node]])


def network_figure(graph: nx.Graph[str], *, title: str, seed: int, most: int = 60) -> Figure:
    """Draw a network: size by neighbours, colour by community, shape by class, thickness by weight.

    At most the `most` strongest nodes are drawn, and the title says so; a ring of dashes marks a node whose community
    changes with the seed.

    Raises
    ------
    InputError
        where the network has no edge to draw

    """
    shown = readable(graph, most)
    if not shown.number_of_edges():
        raise InputError(f"nothing to draw for {title!r}: the network has no edges")
    weights = np.array([data["weight"] for *_, data in shown.edges(data=True)], dtype=float)
    colours = {n: PALETTE[(data["community"] - 1) % len(PALETTE)] for n, data in shown.nodes(data=True)}
    firm = {n: data.get("stability", 1.0) >= FIRM for n, data in shown.nodes(data=True)}
    figure, layout = _sheet(shown, seed)
    axes = figure.axes[0]
    nx.draw_networkx_edges(
        shown, layout, ax=axes, width=(0.5 + 2.8 * weights / weights.max()).tolist(), edge_color="#b9b9b9"
    )
    handles = _nodes(figure, shown, layout, colours, firm)
    if not all(firm.values()):
        handles.append(_key(f"community in under {FIRM:.0%} of the runs", "o", face="none", edge="#222222"))
    _entitle(figure, title, len(shown), len(graph), handles)
    return figure


def change_figure(changes: pd.DataFrame, *, title: str, seed: int, most: int = 40) -> Figure:
    """Draw what `network_change` found: an edge's colour and line say what became of it, a thick one is certain.

    Edges are taken in the table's order until `most` nodes are in.

    Raises
    ------
    InputError
        where the table has no rows

    """
    if changes.empty:
        raise InputError(f"nothing to draw for {title!r}: no pair attracts in either part")
    graph: nx.Graph[str] = nx.Graph()
    for row in changes.itertuples():
        ends = {str(row.source), str(row.target)}
        if len(graph) + len(ends - set(graph)) <= most:
            graph.add_edge(str(row.source), str(row.target), change=str(row.change), certain=bool(row.certain))
    figure, layout = _sheet(graph, seed)
    handles = []
    for change, (colour, line) in CHANGES.items():
        edges = [(a, b) for a, b, data in graph.edges(data=True) if data["change"] == change]
        if edges:
            width = [3.4 if graph.edges[edge]["certain"] else 1.3 for edge in edges]
            nx.draw_networkx_edges(
                graph, layout, ax=figure.axes[0], edgelist=edges, edge_color=colour, style=line, width=width
            )
            handles.append(Line2D([], [], color=colour, linestyle=line, label=change))
    _nodes(figure, graph, layout, dict.fromkeys(graph, "#d9d9d9"), dict.fromkeys(graph, True))
    _entitle(figure, title, len(graph), len(set(changes["source"]) | set(changes["target"])), handles)
    return figure


def _sheet(graph: nx.Graph[str], seed: int) -> tuple[Figure, dict[str, tuple[float, float]]]:
    """Return a figure on which one unit of the layout is one em, and the layout."""
    layout = network_layout(graph, seed=seed)
    points = np.array(list(layout.values()))
    low, high = points.min(axis=0) - np.array([4.0, 3.0]), points.max(axis=0) + np.array([4.0, 2.5])
    width, height = ((high - low) * POINTS / 72).round(1)  # whole pixels: the size of a figure is told in notebooks
    figure, axes = plt.subplots(figsize=(max(width, 6.0), height + 0.8))
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    axes.axis("off")
    return figure, layout


def _nodes(
    figure: Figure,
    graph: nx.Graph[str],
    layout: dict[str, tuple[float, float]],
    colours: dict[str, str],
    firm: dict[str, bool],
) -> list[Line2D]:
    """Draw nodes with their labels below them; return a legend of their classes, where they have any."""
    axes = figure.axes[0]
    classes = sorted({data["class"] for _, data in graph.nodes(data=True) if "class" in data})
    shapes = {name: MARKERS[n % len(MARKERS)] for n, name in enumerate(classes)}
    for node in graph:
        (x, y), radius = layout[node], node_radius(graph.degree[node])
        axes.scatter(
            [x], [y], s=(2 * radius * POINTS) ** 2, color=colours[node], marker=shapes.get(graph.nodes[node].get("class"), "o"), zorder=3,
            edgecolor="white" if firm[node] else "#222222", linestyle="-" if firm[node] else "--", linewidth=1.0,
        )  # fmt: skip
        label = axes.text(
            x, y - radius - 0.1, node, ha="center", va="top", fontsize=POINTS, fontfamily=FAMILY, zorder=4
        )
        label.set_path_effects([withStroke(linewidth=2.2, foreground="white")])
    return [_key(name, shapes[name], face="#8c8c8c", edge="white") for name in classes]


def _key(label: str, marker: str, *, face: str, edge: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", label=label, marker=marker, markersize=8, markerfacecolor=face, markeredgecolor=edge
    )


def _entitle(figure: Figure, title: str, shown: int, held: int, handles: list[Line2D]) -> None:
    some = f" ({shown} of {held} words)" if shown < held else ""
    figure.suptitle(title + some, x=0.01, ha="left", fontsize=13)
    if handles:
        figure.legend(handles=handles, loc="outside lower center", ncols=5, frameon=False, fontsize=9)
