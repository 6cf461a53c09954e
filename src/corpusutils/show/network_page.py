"""A network as a page to explore: search, filters, and behind every line the passages that it stands for."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files

import networkx as nx
import pandas as pd

from corpusutils.analysis.networks import FIRM
from corpusutils.show.fonts import web_font
from corpusutils.show.network_layout import PALETTE, network_layout, node_radius

EM = 14.0
"""Pixels an em of the layout."""
LEVELS = ("1", "0.05", "0.01", "0.001", "0.0001")
"""False discovery rates that a reader can choose among."""
PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>@font-face {{ font-family: "Noto Sans SC"; src: url({font}) format("woff2") }}
{style}</style></head>
<body><header><h1>{title}</h1>
<label>word <input id="search" type="search" list="words"><datalist id="words"></datalist></label>
<label>q up to <select id="q">{levels}</select></label>
<label>shared at least <input id="weight" type="range" min="1" value="1"> <span id="least">1</span></label>
<button id="whole" type="button">whole network</button> <span id="count" aria-live="polite"></span></header>
<main><svg id="net" role="group" aria-label="{title}"></svg><aside id="panel" aria-live="polite"></aside></main>
<script id="data" type="application/json">{data}</script>
<script>{script}</script></body></html>
"""


def network_page(graph: nx.Graph[str], passages: pd.DataFrame, *, title: str, seed: int = 0) -> str:
    """Return a network as one HTML page that needs nothing outside itself.

    Parameters
    ----------
    graph : what `analysis.networks.cooccurrence_network` gives; an empty one gives a page that says so by its counts
    passages : what `analysis.cooccurrence.passages` gives for its edges
    title : the page's heading
    seed : of the layout

    """
    layout = network_layout(graph, seed=seed)
    places = {node: (round(EM * x), round(-EM * y)) for node, (x, y) in layout.items()}
    text = json.dumps(
        {"box": _box(places), "nodes": _nodes(graph, places), "edges": _edges(graph, passages)},
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    parts = files("corpusutils.show").joinpath("templates")
    style, script = (parts.joinpath(f"network.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    levels = "".join(f'<option value="{level}">{"any" if level == "1" else level}</option>' for level in LEVELS)
    return PAGE.format(
        title=escape(title), font=web_font(PAGE + text + title + script), style=style, levels=levels, script=script,
        data=text.replace("</", "<\\/"),
    )  # fmt: skip


def _box(places: dict[str, tuple[int, int]]) -> list[int]:
    """Return left, top, width and height of what is drawn, labels with it."""
    across, down = zip(*places.values(), strict=True) if places else ((0,), (0,))
    return [min(across) - 60, min(down) - 40, max(across) - min(across) + 120, max(down) - min(down) + 90]


def _nodes(graph: nx.Graph[str], places: dict[str, tuple[int, int]]) -> list[dict[str, object]]:
    return [
        {
            "id": node, "x": places[node][0], "y": places[node][1], "radius": round(EM * node_radius(graph.degree[node]), 1),
            "colour": PALETTE[(data["community"] - 1) % len(PALETTE)], "community": data["community"],
            "stability": data["stability"], "firm": data["stability"] >= FIRM, "kind": data.get("class", ""),
        }
        for node, data in graph.nodes(data=True)
    ]  # fmt: skip


def _edges(graph: nx.Graph[str], passages: pd.DataFrame) -> list[dict[str, object]]:
    evidence: dict[frozenset[str], list[tuple[str, str]]] = {}
    for row in passages.itertuples():
        lines = f"{row.doc}, lines {row.first_line}–{row.last_line}"
        evidence.setdefault(frozenset((str(row.source), str(row.target))), []).append((lines, str(row.text)))
    return [
        {
            "source": source, "target": target, "weight": data["weight"], "npmi": round(data["npmi"], 3),
            "llr": round(data["llr"], 2), "q": float(f"{data['q']:.2g}"), "evidence": evidence.get(frozenset((source, target)), []),
        }
        for source, target, data in graph.edges(data=True)
    ]  # fmt: skip
