"""Where the words of a network stand on the sheet, so that no label covers another."""

from __future__ import annotations

import unicodedata

import networkx as nx
import numpy as np
from numpy.typing import NDArray

PALETTE = (
    "#4c9bd6", "#e58a3c", "#3fa98a", "#c77cbf", "#d8b62f", "#8a8fd0", "#d96b6b", "#7ab648", "#4fb3bf", "#b08968",
)  # fmt: skip
"""Colours of communities, the largest first; they repeat when they are used up."""
LABEL = 1.35
"""Height of a label's line in ems (heights of a character)."""
ROOM = 4.6
"""Side of the square that a word gets on average, in ems."""
WIDE = 72.0
"""Width of the sheet that parts are set on, in ems."""
LARGE = 80
"""Nodes of a network up to which the slower layout, with edges of one length, is used."""
Points = NDArray[np.float64]


def label_width(text: str) -> float:
    """Return a label's width in ems: a Chinese character is 1 wide, a Latin one about 0.6.

    >>> label_width("汾河PM")
    3.2
    """
    return round(sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.6 for c in text), 1)


def node_radius(degree: int) -> float:
    """Return the radius of a node with `degree` neighbours, in ems; its area grows in line with them."""
    return float(0.38 * np.sqrt(1 + min(degree, 30)))


def network_layout(graph: nx.Graph[str], *, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Return each node's place in ems, so that nodes with the labels below them do not overlap.

    Connected parts are laid out one by one and set in rows and columns, the largest first: a layout of the whole pushes unconnected
    parts so far away that each shrinks to a point. Edges are springs (Fruchterman and Reingold 1991); in networks of up to
    80 nodes they are then brought to one length (Kamada and Kawai 1989).
    """
    exact = len(graph) <= LARGE
    layout: dict[str, tuple[float, float]] = {}
    left = top = depth = across = used = 0.0
    for part in sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part))):
        names = sorted(part)
        points, boxes = _part(graph, names, seed, exact)
        low, high = (points - boxes).min(axis=0), (points + boxes).max(axis=0)
        width, height = high - low
        if used + height > depth or width > across:  # not below the part before it: a new column, or a new row
            left, used = left + across + (1.0 if across else 0.0), 0.0
            across = width
            if left and left + width > WIDE:
                left, top, depth = 0.0, top - depth - 1.0, 0.0
            depth = max(depth, height)
        places = points - (low[0] - (across - width) / 2, high[1]) + (left, top - used)
        layout |= {name: (float(x), float(y)) for name, (x, y) in zip(names, places.round(3), strict=True)}
        used += height + 1.0
    return layout


def _part(graph: nx.Graph[str], names: list[str], seed: int, exact: bool) -> tuple[Points, Points]:
    """Return the places of a connected part's nodes, and half the width and height of what each needs."""
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(names)
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.subgraph(names).edges))
    places = nx.spring_layout(ordered, seed=seed, weight=None, iterations=80)
    if exact and len(names) > 2:
        places = nx.kamada_kawai_layout(ordered, pos=places, weight=None)
    points = np.array([places[name] for name in names])
    if len(names) == 2:
        points = np.array([[0.0, 0.0], [0.0, 1.0]])
    extent = max(float(np.ptp(points, axis=0).max()), 1e-9)
    points = (points - points.min(axis=0)) / extent * ROOM * (np.sqrt(len(names)) if len(names) > 2 else 0.8)
    radius = np.array([node_radius(graph.degree[name]) for name in names])
    widths = np.array([label_width(name) for name in names])
    boxes = np.column_stack([np.maximum(widths / 2, radius) + 0.25, radius + LABEL / 2 + 0.1])
    return _apart(points, boxes), boxes


def _apart(points: Points, boxes: Points, *, turns: int = 2000) -> Points:
    """Push boxes that overlap apart, along the axis on which less is needed, until none does; a crowd also spreads as a whole."""
    points = points.copy()
    one, other = np.triu_indices(len(points), 1)
    need = boxes[one] + boxes[other]
    for _ in range(turns):
        across = points[one] - points[other]
        lack = need - np.abs(across)
        over = np.flatnonzero((lack[:, 0] > 1e-6) & (lack[:, 1] > 1e-6))
        if not over.size:
            break
        axis = (lack[over, 1] < lack[over, 0]).astype(np.intp)
        push = (lack[over, axis] / 2 + 0.02) * np.where(across[over, axis] >= 0, 1.0, -1.0)
        np.add.at(points, (one[over], axis), push)
        np.add.at(points, (other[over], axis), -push)
        points *= 1 + 0.02 * min(1.0, over.size / len(points))
    return points
