"""Figures of topics: how many, how firm, what they say, and when they were written about."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from corpusutils.errors import InputError

FIRM, LOOSE = "#4c78a8", "#d99a3d"
"""Colours of topics that come back in other fits and of those that do not."""
TOLD = {
    "perplexity": "held-out perplexity (less is better)",
    "npmi": "NPMI coherence",
    "c_v": "c_v coherence",
    "exclusivity": "exclusivity",
    "stability": "stability over fits",
    "score": "mean of all, in standard units",
}


def choice_figure(table: pd.DataFrame, reason: str, *, title: str) -> Figure:
    """Draw what `choose_topics` measured, one panel a measure over the number of topics, and below it what is recommended and why."""
    if table.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    names = [name for name in TOLD if name in table]
    rows = -(-len(names) // 3)
    figure, grid = plt.subplots(rows, 3, figsize=(10, 2.5 * rows + 0.5), squeeze=False, sharex=True)
    best = table[table["recommended"]].iloc[0]
    for axes, name in zip(grid.flat, names, strict=False):
        axes.plot(table["num_topics"], table[name], color=FIRM, marker="o", markersize=5)
        axes.axvline(best["num_topics"], color="#c9c9c9", linewidth=6, zorder=0)
        axes.scatter([best["num_topics"]], [best[name]], s=90, color=LOOSE, zorder=3)
        axes.set_title(TOLD[name], fontsize=10)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.tick_params(labelbottom=True, labelsize=9)
    for axes in grid.flat[len(names) :]:
        axes.set_visible(False)
    figure.supxlabel("number of topics\n\n" + fill("Recommended: " + reason, 125), fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    return figure


def stability_figure(table: pd.DataFrame, labels: Mapping[int, str], *, title: str) -> Figure:
    """Draw each topic's `terms_overlap`, `documents_agreement` and how many of the fits find it (`Consensus.table`)."""
    if table.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    figure, axes = plt.subplots(figsize=(8.5, 0.36 * len(table) + 1.5))
    rows = np.arange(len(table))
    colours = [LOOSE if unstable else FIRM for unstable in table["unstable"]]
    axes.barh(rows, table["recurs"], color=colours, alpha=0.35, label="share of fits that find it")
    axes.scatter(table["terms_overlap"], rows, color="#222222", s=26, label="first terms shared (Jaccard)", zorder=3)
    axes.scatter(
        table["documents_agreement"], rows, facecolor="white", edgecolor="#222222", s=40, zorder=3,
        label="documents alike (correlation)",
    )  # fmt: skip
    axes.axvline(0.5, color="#888888", linewidth=0.8, linestyle="--")
    axes.set_yticks(rows, [labels[topic] for topic in table["topic"]], fontsize=9)
    axes.set(xlim=(0, 1.03))
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    return figure


def terms_figure(terms: pd.DataFrame, labels: Mapping[int, str], unstable: frozenset[int], *, title: str) -> Figure:
    """Draw one panel of ranked terms a topic, all on one scale; topics that do not come back in another colour."""
    if terms.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    topics = list(dict.fromkeys(terms["topic"]))
    columns = 4 if len(topics) > 6 else 3
    rows = -(-len(topics) // columns)
    depth = int(terms.groupby("topic").size().max())
    size = (2.9 * columns, rows * (0.24 * depth + 0.7) + 0.7)
    figure, grid = plt.subplots(rows, columns, figsize=size, squeeze=False, sharex=True)
    for axes, topic in zip(grid.flat, topics, strict=False):
        part = terms[terms["topic"] == topic]
        axes.barh(np.arange(len(part)), part["probability"], color=LOOSE if topic in unstable else FIRM)
        axes.set_yticks(np.arange(len(part)), part["term"].tolist(), fontsize=9)
        axes.set_title(labels[topic], fontsize=9.5)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="x", labelsize=8, labelbottom=True)
        axes.xaxis.set_major_locator(MaxNLocator(3))
    for axes in grid.flat[len(topics) :]:
        axes.set_visible(False)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    figure.supxlabel(
        "probability of the term in the topic" + (" · ? not found by most fits" if unstable else ""), fontsize=9
    )
    return figure


def trend_figure(table: pd.DataFrame, labels: Mapping[int, str], *, title: str) -> Figure:
    """Draw each topic's mean share of the documents of each group with its interval (`topic_shares`)."""
    if table.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    topics = sorted(table["topic"].unique())
    names = list(dict.fromkeys(table["group"]))
    columns = 4 if len(topics) > 6 else 3
    rows = -(-len(topics) // columns)
    upright = len(names) > 8 or max(map(len, names)) > 4
    figure, grid = plt.subplots(
        rows, columns, figsize=(2.9 * columns, (2.3 if upright else 1.7) * rows + 0.8), squeeze=False, sharex=True, sharey=True
    )  # fmt: skip
    for axes, topic in zip(grid.flat, topics, strict=False):
        part = table[table["topic"] == topic]
        at = [names.index(name) for name in part["group"]]
        reach = np.abs(part[["low", "high"]].to_numpy().T - part["share"].to_numpy())
        colour = LOOSE if "?" in labels[topic].split(" ")[0] else FIRM
        axes.errorbar(at, part["share"], yerr=reach, fmt="o", color=colour, markersize=4, capsize=2, linewidth=1.2)
        axes.set_title(labels[topic], fontsize=9.5)
        axes.set_xticks(range(len(names)), names, fontsize=8, rotation=90 if upright else 0)
        axes.tick_params(labelbottom=True, labelsize=8)
        axes.set_ylim(0, 1.05 * float(table["high"].max()))
    for axes in grid.flat[len(topics) :]:
        axes.set_visible(False)
    sns.despine(figure)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    return figure
