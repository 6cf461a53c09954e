"""Figures of keywords and of what is alike."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from corpusutils.analysis.similarity import Tree
from corpusutils.errors import InputError

LEAVES = 60
MORE, LESS, PLAIN = "#c0392b", "#2166ac", "#b8b8b8"


def keyness_figure(
    table: pd.DataFrame, *, title: str, sides: tuple[str, str], max_q: float = 0.05, labels: int = 14
) -> Figure:
    """Draw the terms of one group by frequency and effect, the surest ones with their names.

    Parameters
    ----------
    table : rows of one group of `keyness_table`
    title : the figure's title
    sides : names of the group and of what it is held against
    max_q : false discovery rate up to which a term is drawn in colour
    labels : names on each side, by the size of `z`; those of terms that may differ by chance are grey

    Returns
    -------
    a figure: across how often a term stands in both sides together, a million words (logarithmic), up the binary logarithm of
    the ratio of its frequencies

    Raises
    ------
    InputError
        where the table has no rows

    """
    from adjustText import adjust_text

    if table.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    sure = table["q"] <= max_q
    x, y = (table["per_million"] + table["rest_per_million"]) / 2, table["log_ratio"]
    colour = np.where(~sure, PLAIN, np.where(y > 0, MORE, LESS))
    figure, axes = plt.subplots(figsize=(9, 6))
    axes.scatter(x, y, s=np.where(sure, 24, 9), c=colour, alpha=0.75, linewidths=0, zorder=2)
    axes.axhline(0, color="#888888", linewidth=0.8, zorder=1)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("frequency, a million words (both sides, mean)")
    axes.set_ylabel(f"log ratio: {sides[0]} above 0, {sides[1]} below")
    axes.margins(0.08)
    named = pd.concat([table.nlargest(labels, "z"), table.nsmallest(labels, "z")]).drop_duplicates("term")
    named = named.assign(x=x.round(6), y=y.round(6), sure=sure)
    texts = [
        axes.text(
            a, b, "、".join(part["term"]), fontsize=9, color="#222222" if part["sure"].any() else "#777777", zorder=3
        )
        for _, part in named.groupby(["x", "y"])  # terms with the same counts share a point
        for a, b in part[["x", "y"]].head(1).to_numpy()
    ]
    adjust_text(
        texts, x=x.to_numpy(), y=y.to_numpy(), ax=axes, expand=(1.15, 1.5), force_text=(0.3, 0.6),
        iter_lim=300,  # by default it stops by the clock
        arrowprops={"arrowstyle": "-", "color": "#999999", "lw": 0.5},
    )  # fmt: skip
    axes.text(
        1, 1.01, f"colour: q up to {max_q:g} ({sure.sum()} of {len(table)} terms)", transform=axes.transAxes, ha="right", va="bottom",
        fontsize=9, color="#555555",
    )  # fmt: skip
    axes.set_title(title)
    sns.despine(figure)
    return figure


def tree_figure(tree: Tree, *, title: str, clusters: int = 1, labels: Mapping[str, str] | None = None) -> Figure:
    """Draw a tree of groups or articles, names at the right: the further right two of them join, the more they are alike.

    Parameters
    ----------
    tree : as `similarity_tree` gives it, with at most 60 names; group more articles, or take `Tree.cut`
    title : the figure's title
    clusters : how many parts are drawn in colours of their own
    labels : name → label; default the name itself

    Raises
    ------
    InputError
        where the tree has more than 60 names

    """
    from scipy.cluster.hierarchy import dendrogram

    if len(tree.names) > LEAVES:
        raise InputError(
            f"a tree of {len(tree.names)} names can't be read; draw at most {LEAVES}, or cut it into clusters"
        )
    figure, axes = plt.subplots(figsize=(8, 0.27 * len(tree.names) + 1.3))
    steps = np.sort(tree.steps[:, 2])
    cut = (steps[-clusters] + steps[1 - clusters]) / 2 if 1 < clusters <= len(steps) else np.inf
    dendrogram(
        tree.steps, ax=axes, orientation="left", labels=[(labels or {}).get(n, n) for n in tree.names], leaf_font_size=10,
        color_threshold=cut, above_threshold_color="#888888",
    )  # fmt: skip
    axes.set_xlim(steps[-1] * 1.02, steps[0] * 0.9)  # nothing joins below the first step
    axes.set_xlabel("distance (1 − cosine) at which two parts join")
    axes.grid(axis="y", visible=False)
    axes.set_title(title)
    sns.despine(figure, left=True)
    return figure
