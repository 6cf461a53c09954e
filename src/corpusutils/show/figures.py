"""The figures that notebooks share. Each takes a table and gives a matplotlib figure with Chinese labels."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from corpusutils.errors import InputError
from corpusutils.pages.article import ROLES, Article
from corpusutils.pages.raw import RawPage
from corpusutils.show.evidence import bound_text
from corpusutils.targets.verdicts import STATUSES, span

ROLE_COLOURS = dict(
    zip(
        ROLES,
        ["#b3262e", "#e07b39", "#7a5195", "#4c78a8", "#2a9d8f", "#d4a017", "#8c8c8c", "#d9d9d9"],
        strict=True,
    )
)
STATUS_COLOURS = dict(
    zip(
        STATUSES,
        ["#56b4e9", "#0072b2", "#009e73", "#a6dcc9", "#f0c94a", "#d55e00", "#ffffff", "#c9c9c9"],
        strict=True,
    )
)
"""Colours after Okabe and Ito, which readers with a colour-vision deficiency tell apart."""
NAMED = 14
"""Characters of an indicator that a label of a figure shows."""


def bar_chart(table: pd.DataFrame, *, label: str, value: str, title: str, unit: str = "") -> Figure:
    """Draw ranked horizontal bars, the first row on top, each with its value."""
    if table.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    figure, axes = plt.subplots(figsize=(7, 0.32 * len(table) + 1.1))
    positions = np.arange(len(table))
    bars = axes.barh(positions, table[value].to_numpy(), color="#4c78a8")
    axes.set_yticks(positions, table[label].astype("str").tolist())
    axes.invert_yaxis()
    axes.bar_label(bars, fmt="{:,.4g}", padding=3, fontsize=9)
    axes.set(title=title, xlabel=unit)
    axes.margins(x=0.1)
    axes.grid(axis="y", visible=False)
    sns.despine(figure, left=True)
    return figure


def small_bars(
    table: pd.DataFrame, *, group: str, label: str, value: str, title: str, note: str | None = None, columns: int = 3
) -> Figure:
    """Draw one panel of ranked bars for each group, all panels on one scale; `note` names a column told behind each bar."""
    if table.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    groups = list(dict.fromkeys(table[group]))
    rows = -(-len(groups) // columns)
    depth = int(table.groupby(group, observed=True).size().max())
    size = (3.6 * columns, rows * (0.27 * depth + 0.7) + 0.4)
    figure, grid = plt.subplots(rows, columns, figsize=size, squeeze=False, sharex=True)
    for axes, name in zip(grid.flat, groups, strict=False):
        part = table[table[group] == name]
        bars = axes.barh(np.arange(len(part)), part[value].to_numpy(), color="#4c78a8")
        if note:
            axes.bar_label(bars, part[note].astype("str").tolist(), padding=2, fontsize=8, color="#555555")
        axes.set_yticks(np.arange(len(part)), part[label].tolist(), fontsize=9)
        axes.set_title(str(name), fontsize=10)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
    for axes in grid.flat[len(groups) :]:
        axes.set_visible(False)
    figure.suptitle(title, x=0.01, ha="left")
    return figure


def heat_map(matrix: pd.DataFrame, *, title: str, fmt: str = ".2f", colours: str = "Blues") -> Figure:
    """Draw a matrix with its values; rows and columns keep their order."""
    if matrix.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    size = (1.5 + max(4.0, 0.62 * matrix.shape[1]), 1.4 + 0.34 * matrix.shape[0])
    figure, axes = plt.subplots(figsize=size)
    small = matrix.size <= 300
    sns.heatmap(matrix, ax=axes, cmap=colours, annot=small, fmt=fmt, annot_kws={"size": 8}, linewidths=0.4)
    axes.set(xlabel=matrix.columns.name or "", ylabel=matrix.index.name or "")
    axes.tick_params(axis="y", rotation=0)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    return figure


def page_map(page: RawPage, articles: Sequence[Article]) -> Figure:
    """Draw a page as the extraction left it: one bar a raw line, coloured by role, labelled by article."""
    role: dict[int, tuple[str, str]] = {}
    for article in articles:
        for first, last, name in article.lines:
            for number in range(first, last + 1):
                role[number] = (article.id, name)
    numbers = [n for n, line in enumerate(page.lines, start=1) if line.strip()]
    per_column = max(min(40, len(numbers)), -(-len(numbers) // 4))
    columns = max(1, -(-len(numbers) // per_column))
    longest = max(len(page.lines[n - 1].strip()) for n in numbers)
    figure, grid = plt.subplots(
        1, columns, figsize=(max(8.0, 2.6 * columns + 1.6), 0.075 * per_column + 1.5), squeeze=False
    )
    for column, axes in enumerate(grid.flat):
        part = numbers[column * per_column : (column + 1) * per_column]
        widths = [len(page.lines[n - 1].strip()) for n in part]
        colours = [ROLE_COLOURS[role[n][1]] if n in role else "#d9d9d9" for n in part]
        axes.barh(np.arange(len(part)), widths, height=0.85, color=colours)
        seen = None
        for row, number in enumerate(part):
            name = role.get(number, ("", ""))[0]
            if name != seen:
                axes.axhline(row - 0.5, color="black", linewidth=0.6)
                axes.text(longest * 1.02, row, name, fontsize=8, va="center")
                seen = name
        axes.set(ylim=(per_column, -1), xlim=(0, longest * 1.2), xticks=[])
        ticks = list(range(0, len(part), 20))
        axes.set_yticks(ticks, [str(part[t]) for t in ticks], fontsize=7)
        axes.grid(visible=False)
    handles = [Rectangle((0, 0), 1, 1, color=colour) for colour in ROLE_COLOURS.values()]
    figure.legend(handles, list(ROLE_COLOURS), loc="outside lower center", ncols=len(ROLES), fontsize=8, frameon=False)
    figure.suptitle(f"{page.name}: raw lines by role and article", x=0.01, ha="left", fontsize=11)
    return figure


def timeline(table: pd.DataFrame, *, time: str, row: str, kind: str, title: str) -> Figure:
    """Draw dated records as points, one row a name, one colour a kind."""
    if table.empty:
        raise InputError(f"nothing to draw for {title!r}: no record has a date")
    rows = list(dict.fromkeys(table[row]))
    figure, axes = plt.subplots(figsize=(8, 0.34 * len(rows) + 1.4))
    for name, colour in zip(sorted(table[kind].unique()), sns.color_palette("Set1"), strict=False):
        part = table[table[kind] == name]
        axes.scatter(
            part[time],
            [rows.index(r) for r in part[row]],
            label=name,
            color=colour,
            s=42,
            alpha=0.8,
            zorder=3,
        )
    axes.set_yticks(range(len(rows)), rows, fontsize=9)
    axes.invert_yaxis()
    axes.set_xlim(np.floor(table[time].min()) - 0.2, np.ceil(table[time].max()) + 0.2)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(title=title)
    figure.legend(loc="outside lower center", ncols=4, frameon=False, fontsize=9)
    return figure


def fate_timeline(table: pd.DataFrame, links: pd.DataFrame, *, title: str) -> Figure:
    """Draw what became of targets: one row a target, with when it was told, when reports spoke of it, and when it is due.

    Parameters
    ----------
    table : rows of `ledger_table`, drawn in their order, the first on top; more than some 15 are hard to read
    links : `links_table` of the same ledger; those of other targets are left alone
    title : the figure's title

    Returns
    -------
    a figure with a hollow circle where the version in force was told, a dot at the last day that a report speaks of
    (no later than it was told itself), and a diamond at the last day of the deadline in the colour of the status,
    which also stands as a word at the right. What has no date is not drawn.

    Raises
    ------
    InputError
        where the table has no rows, or no row has a date

    """
    times = [_times(row, links) for row in table.to_dict("records")]
    days = [day for told, reports, due in times for day in (told, *reports, due) if day]
    if not days:
        raise InputError(f"nothing to draw for {title!r}: no target has a date")
    figure, axes = plt.subplots(figsize=(9.5, 0.36 * len(table) + 1.7))
    for n, (status, (told, reports, due)) in enumerate(zip(table["status"], times, strict=True)):
        ends = [day for day in (told, *reports, due) if day]
        if ends:
            axes.plot([min(ends), max(ends)], [n, n], color="#c4c4c4", linewidth=1.2, zorder=1)
        if due:
            axes.scatter([due], [n], marker="D", s=78, color=STATUS_COLOURS[status], edgecolor="#333333", zorder=2)
        if told:
            axes.scatter([told], [n], marker="o", s=64, facecolor="white", edgecolor="#333333", linewidth=1.4, zorder=3)
        axes.scatter(reports, [n] * len(reports), s=13, color="#222222", zorder=4)
    axes.set_yticks(range(len(table)), [_asked(row) for row in table.to_dict("records")], fontsize=9)
    axes.set(ylim=(len(table) - 0.4, -0.6))
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    axes.set_xlim(np.floor(min(days)) - 0.2, np.ceil(max(days)) + 0.2)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y", visible=False)
    names = axes.secondary_yaxis("right")
    names.set_yticks(range(len(table)), [status.replace("_", " ") for status in table["status"]], fontsize=9)
    names.tick_params(length=0)
    for spine in (*axes.spines.values(), *names.spines.values()):
        spine.set_visible(False)
    shapes: dict[str, dict[str, Any]] = {
        "told": {"marker": "o", "markerfacecolor": "white", "markersize": 8},
        "what a report speaks of": {"marker": "o", "color": "#222222", "markersize": 4},
        "due (colour: status)": {"marker": "D", "markerfacecolor": "#e6e6e6", "markersize": 8},
    }
    handles = [Line2D([], [], **({"markeredgecolor": "#333333", "linestyle": ""} | s)) for s in shapes.values()]
    figure.legend(handles, list(shapes), loc="outside lower center", ncols=len(shapes), frameon=False, fontsize=9)
    return figure


def _times(row: Mapping[Any, Any], links: pd.DataFrame) -> tuple[float | None, list[float], float | None]:
    """Return when a row's target was told, what its reports speak of, and when it is due, as decimal years."""
    names = {row["target_id"], *(version["id"] for version in json.loads(row["revisions"]))}
    told, due = (span(row[name]) if isinstance(row[name], str) else None for name in ("target_told", "deadline"))
    reports = []
    for link in links[links["target_id"].isin(names)].itertuples():
        ends = [days[1] for text in (link.period, link.told) if isinstance(text, str) and (days := span(text))]
        reports += [_decimal(min(ends))] if ends else []
    return _decimal(told[0]) if told else None, reports, _decimal(due[1]) if due else None


def _decimal(day: date) -> float:
    return day.year + (day.month - 1) / 12 + (day.day - 1) / 372


def _asked(row: Mapping[Any, Any]) -> str:
    """Return a row's label: place, indicator, bound."""
    name = row["indicator_norm"]
    name = name if len(name) <= NAMED else name[: NAMED - 1] + "…"
    return " · ".join(filter(None, (row["place"], name, bound_text(row["comparator"], row["value"], row["unit"]))))


def scorecard_figure(matrix: pd.DataFrame, *, title: str) -> Figure:
    """Draw statuses by indicator (rows) and year (columns), each with its word, so that colour is never alone.

    Parameters
    ----------
    matrix : statuses or nothing, as `scorecard` gives them; rows and columns keep their order
    title : the figure's title

    Raises
    ------
    InputError
        where the matrix has no rows or holds a word that is no status

    """
    if matrix.empty:
        raise InputError(f"nothing to draw for {title!r}: the table has no rows")
    held = set(matrix.stack().dropna())
    if strange := held - set(STATUSES):
        raise InputError(f"{', '.join(sorted(map(str, strange)))} is no status; known are {', '.join(STATUSES)}")
    labels = [" · ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in matrix.index]
    size = (2.6 + 0.92 * matrix.shape[1] + 0.5, 1.5 + 0.34 * len(matrix))
    figure, axes = plt.subplots(figsize=(max(6.5, size[0]), size[1]))
    for row, cells in enumerate(matrix.to_numpy()):
        for column, status in enumerate(cells):
            if status not in STATUSES:
                continue
            axes.add_patch(_cell(column, row, status))
            dark = float(np.dot(to_rgb(STATUS_COLOURS[status]), (0.299, 0.587, 0.114))) < 0.5
            word, ink = status.replace("_", " "), "white" if dark else "#222222"
            axes.text(column, row, word, ha="center", va="center", fontsize=8.5, color=ink)
    axes.set(xlim=(-0.5, matrix.shape[1] - 0.5), ylim=(len(matrix) - 0.5, -0.5))
    axes.set_xticks(range(matrix.shape[1]), [str(year) for year in matrix.columns])
    axes.set_yticks(range(len(matrix)), labels, fontsize=9)
    axes.grid(visible=False)
    sns.despine(figure, left=True, bottom=True)
    shown = [status for status in STATUSES if status in held]
    handles = [_cell(0, 0, status) for status in shown]
    names = [status.replace("_", " ") for status in shown]
    figure.legend(handles, names, loc="outside lower center", ncols=min(len(names), 8), frameon=False, fontsize=8.5)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    return figure


def _cell(column: int, row: int, status: str) -> Rectangle:
    colour = STATUS_COLOURS[status]
    return Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, facecolor=colour, edgecolor="#9a9a9a", linewidth=0.6)


def stacked_bars(tables: Mapping[str, pd.DataFrame], *, colours: Mapping[str, str], title: str) -> Figure:
    """Draw a panel of stacked horizontal bars for each table: rows are bars, columns parts.

    A part has its number where there is room for it. `colours` names the columns to draw, in their order, with a colour for each.
    """
    if not tables or any(table.empty for table in tables.values()):
        raise InputError(f"nothing to draw for {title!r}: a table has no rows")
    deepest = max(len(table) for table in tables.values())
    figure, grid = plt.subplots(1, len(tables), figsize=(5.2 * len(tables), 0.34 * deepest + 1.5), squeeze=False)
    for axes, (name, table) in zip(grid.flat, tables.items(), strict=True):
        left, widest = np.zeros(len(table)), table[list(colours)].sum(axis=1).max()
        for part, colour in colours.items():
            values = table[part].to_numpy(dtype=float)
            bars = axes.barh(
                np.arange(len(table)), values, left=left, color=colour, edgecolor="#9a9a9a", linewidth=0.5, label=part
            )
            words = [f"{value:.0f}" if value >= 0.035 * widest else "" for value in values]
            dark = float(np.dot(to_rgb(colour), (0.299, 0.587, 0.114))) < 0.5
            axes.bar_label(bars, words, label_type="center", fontsize=8, color="white" if dark else "#222222")
            left = left + values
        axes.set_yticks(np.arange(len(table)), table.index.astype("str").tolist(), fontsize=9)
        axes.set_ylim(deepest - 0.4, -0.6)
        axes.set_title(name, fontsize=10)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="y", visible=False)
    sns.despine(figure, left=True)
    handles, names = grid.flat[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False, fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=13)
    return figure
