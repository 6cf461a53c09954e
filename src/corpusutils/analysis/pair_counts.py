"""Count pairs of terms that share a window, one term at a time, so that memory is that of the text and of the pairs kept.

A product of sparse matrices, or a dictionary of pairs, holds every pair that ever met. Here one row of counters, as long as
the vocabulary, serves each term in turn, and only the pairs that reach the bound are written down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from corpusutils.analysis.counts import term_codes
from corpusutils.errors import InputError, ParameterError

WINDOWS: dict[str, list[str]] = {"sentence": ["doc", "sentence"], "paragraph": ["doc", "paragraph"], "article": ["doc"]}
NAMED = 5
"""Terms of a list that a message names."""
Whole = NDArray[Any]
"""Whole numbers: pairs and their counts in 32 bits, margins in 64."""


@dataclass(frozen=True)
class PairCounts:
    """Pairs of `terms` (in code-point order) by their numbers, with what a test of association needs.

    `shared[i]` is in how many windows `left[i]` and `right[i]` both stand, `frequency[t]` in how many the term `t` stands, of
    `total` windows. Where the window is a reach of N tokens, `shared` counts neighbours that stand so near, `frequency` the
    ordered pairs of neighbours that begin with a term, and `total` all of them. `most` is the greatest count of any pair,
    kept or not.
    """

    terms: list[str]
    left: Whole
    right: Whole
    shared: Whole
    frequency: Whole
    total: int
    most: int


def count_pairs(
    tokens: pd.DataFrame,
    *,
    window: str | int = "sentence",
    min_count: int = 1,
    min_df: int = 1,
    terms: Iterable[str] | None = None,
) -> PairCounts:
    """Count the pairs of a token table.

    Parameters
    ----------
    tokens : token table, already filtered to the tokens that count
    window : `sentence`, `paragraph` (the table then has such a column, see `words.table.with_paragraphs`) or `article`, where a
        term counts once a window; or a number N: every two tokens of a sentence at most N positions apart are a pair
    min_count : least count of a pair that is kept
    min_df : least number of windows a term must stand in; for N, of articles
    terms : the terms to count, where not all; windows that hold none of them are windows all the same

    Raises
    ------
    ParameterError
        where the window is unknown, or a bound is out of range or leaves no term
    InputError
        where the table is empty, or none of `terms` stands in it

    """
    unit = _unit(tokens, window)
    if min_count < 1 or min_df < 1:
        raise ParameterError(f"min_count is {min_count} and min_df {min_df}; both are at least 1")
    if tokens.empty:
        raise InputError("no token is left to count; keep more parts of speech or fewer stop words")
    reach = window if isinstance(window, int) else 0
    codes, names = term_codes(tokens["token"])
    doc, at = _numbers(tokens["doc"]), tokens["position"].to_numpy()
    inner = tokens[unit[1]].to_numpy() if len(unit) > 1 else np.zeros_like(at)
    place, ordered = _places(doc, inner, at if reach else np.zeros_like(at))
    if not ordered:
        order = np.lexsort((at, inner, doc))
        codes, doc, inner, at = codes[order], doc[order], inner[order], at[order]
        place, _ = _places(doc, inner, at)
    windows = int(place[-1]) + 1
    keep = _kept(names, _spread(codes, doc if reach else place, len(names)), min_df, terms)
    size = int(keep.sum())
    if size < len(names):
        codes = np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32)[codes]
        known = codes >= 0
        codes, place, at = codes[known], place[known], at[known]
    if reach:
        line = _line(place, at, reach)
        del place
        ends, right, shared, most, frequency = _near(codes, line, size, reach, min_count)
        total = int(frequency.sum())
    else:
        starts, members = _members(codes, place, windows, size)
        del codes, place
        frequency, total = np.bincount(members, minlength=size), windows
        begins, rows = _rows(starts, members, size)
        ends, right, shared, most = _together(starts, members, begins, rows, min_count)
    left = np.repeat(np.arange(size, dtype=np.int32), np.diff(ends))
    return PairCounts(names[keep].tolist(), left, right, shared, frequency.astype(np.int64), total, int(most))


def _unit(tokens: pd.DataFrame, window: str | int) -> list[str]:
    if isinstance(window, int):
        if window < 1:
            raise ParameterError(f"window is {window}; a window of tokens reaches at least 1 position")
        return WINDOWS["sentence"]
    if window not in WINDOWS:
        raise ParameterError(f"window is {window!r}; it is one of {', '.join(WINDOWS)}, or a number of tokens")
    if window == "paragraph" and "paragraph" not in tokens:
        raise ParameterError("the token table has no column paragraph; words.table.with_paragraphs adds it")
    return WINDOWS[window]


def _numbers(column: pd.Series) -> NDArray[Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy()
    return pd.factorize(column)[0]


@numba.njit(cache=True)
def _places(doc: Any, inner: Any, at: Any) -> Any:
    """Return each token's window, from 0, and whether the tokens stand in the order of the text."""
    place = np.zeros(len(doc), dtype=np.int32)
    for i in range(1, len(doc)):
        new = doc[i] != doc[i - 1] or inner[i] != inner[i - 1]
        place[i] = place[i - 1] + new
        if doc[i] < doc[i - 1] or (doc[i] == doc[i - 1] and inner[i] < inner[i - 1]) or (not new and at[i] < at[i - 1]):
            return place, False
    return place, True


@numba.njit(cache=True)
def _line(place: Any, at: Any, reach: int) -> Any:
    """Return places on one line for all tokens, on which those of two sentences stand further apart than `reach`."""
    line = np.zeros(len(place), dtype=np.int64)
    for i in range(1, len(place)):
        line[i] = line[i - 1] + (min(at[i] - at[i - 1], reach + 1) if place[i] == place[i - 1] else reach + 1)
    return line


@numba.njit(cache=True)
def _members(codes: Any, place: Any, windows: int, size: int) -> Any:
    """Return the terms of each window, each once and ascending, one window after another, and where each begins."""
    last = np.full(size, -1, dtype=np.int32)
    starts, members = np.zeros(windows + 1, dtype=np.int64), np.empty(len(codes), dtype=np.int32)
    i = end = 0
    for window in range(windows):
        begin = end
        while i < len(codes) and place[i] == window:
            if last[codes[i]] != window:
                last[codes[i]] = window
                members[end] = codes[i]
                end += 1
            i += 1
        members[begin:end].sort()
        starts[window + 1] = end
    return starts, members[:end]


@numba.njit(cache=True)
def _rows(starts: Any, members: Any, size: int) -> Any:
    """Return the windows of each term, one term after another, and where each begins."""
    begins = np.zeros(size + 1, dtype=np.int64)
    for term in members:
        begins[term + 1] += 1
    begins = np.cumsum(begins)
    rows, filled = np.empty(len(members), dtype=np.int32), begins[:-1].copy()
    for window in range(len(starts) - 1):
        for term in members[starts[window] : starts[window + 1]]:
            rows[filled[term]] = window
            filled[term] += 1
    return begins, rows


def _kept(names: NDArray[np.object_], spread: Whole, min_df: int, terms: Iterable[str] | None) -> NDArray[np.bool_]:
    chosen = np.ones(len(names), dtype=bool)
    if terms is not None:
        wanted = sorted(set(terms))
        chosen = np.asarray(pd.Index(names).isin(wanted))
        if not chosen.any():
            raise InputError(
                f"none of the {len(wanted)} terms of the list stands among the words that are counted "
                f"({', '.join(wanted[:NAMED])}{' …' if len(wanted) > NAMED else ''}); look at their spelling, "
                "and give those that segmentation cuts apart to the user dictionary"
            )
    keep: NDArray[np.bool_] = chosen & (spread >= min_df)
    if not keep.any():
        raise ParameterError(
            f"min_df {min_df} leaves none of {int(chosen.sum())} terms; the most widespread term stands in "
            f"{int(spread[chosen].max())}"
        )
    return keep


@numba.njit(cache=True)
def _spread(codes: Any, group: Any, size: int) -> Any:
    """Return in how many groups each term stands; groups stand together."""
    last, found = np.full(size, -1, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for i in range(len(codes)):
        if last[codes[i]] != group[i]:
            last[codes[i]] = group[i]
            found[codes[i]] += 1
    return found


@numba.njit(cache=True)
def _tally(others: Any, counter: Any, met: Any, found: int) -> int:
    """Count terms, and write each down in `met` when it is met first; return how many stand there."""
    for other in others:
        if counter[other] == 0:
            met[found] = other
            found += 1
        counter[other] += 1
    return found


@numba.njit(cache=True)
def _write(right: Any, shared: Any, end: int, counter: Any, met: Any, found: int, min_count: int) -> Any:
    """Write down the pairs of one term that reach the bound, and set its counters back to 0."""
    most = 0
    if end + found > len(right):
        wider = max(end + found, 3 * len(right) // 2)
        right, shared = _wider(right, end, wider), _wider(shared, end, wider)
    for other in met[:found]:
        if counter[other] >= min_count:
            right[end], shared[end] = other, counter[other]
            end += 1
        most = max(most, counter[other])
        counter[other] = 0
    return right, shared, end, most


@numba.njit(cache=True)
def _wider(values: Any, end: int, size: int) -> Any:
    wider = np.empty(size, dtype=values.dtype)
    wider[:end] = values[:end]
    return wider


@numba.njit(cache=True)
def _together(starts: Any, members: Any, begins: Any, rows: Any, min_count: int) -> Any:
    """Count for each pair of terms the windows that hold both; terms ascend in a window, so those behind a term are higher."""
    size = len(begins) - 1
    counter, met = np.zeros(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    behind = starts[:-1].copy()
    ends, right, shared = np.zeros(size + 1, dtype=np.int64), np.empty(1024, np.int32), np.empty(1024, np.int32)
    end = most = 0
    for term in range(size):
        found = 0
        for window in rows[begins[term] : begins[term + 1]]:
            behind[window] += 1
            found = _tally(members[behind[window] : starts[window + 1]], counter, met, found)
        right, shared, end, highest = _write(right, shared, end, counter, met, found, min_count)
        most, ends[term + 1] = max(most, highest), end
    return ends, right[:end].copy(), shared[:end].copy(), most


@numba.njit(cache=True)
def _near(codes: Any, line: Any, size: int, reach: int, min_count: int) -> Any:
    """Count for each pair of terms the pairs of their tokens within reach, and for each term all its tokens' neighbours.

    The text is read twice in its order: first to see how many neighbours each term has, then to deal them out to the lower of both
    terms. Looking up each term's tokens in turn would jump about in the text, which takes several times as long.
    """
    begins, starts = np.zeros(size, dtype=np.int64), np.zeros(size + 1, dtype=np.int64)
    for i in range(len(codes)):
        j = i + 1
        while j < len(codes) and line[j] - line[i] <= reach:
            begins[codes[i]] += 1
            begins[codes[j]] += 1
            starts[min(codes[i], codes[j]) + 1] += codes[i] != codes[j]
            j += 1
    starts = np.cumsum(starts)
    others, filled = np.empty(starts[-1], dtype=np.int32), starts[:-1].copy()
    for i in range(len(codes)):
        j = i + 1
        while j < len(codes) and line[j] - line[i] <= reach:
            if codes[i] != codes[j]:
                low = min(codes[i], codes[j])
                others[filled[low]] = max(codes[i], codes[j])
                filled[low] += 1
            j += 1
    counter, met = np.zeros(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    ends, right, shared = np.zeros(size + 1, dtype=np.int64), np.empty(1024, np.int32), np.empty(1024, np.int32)
    end = most = 0
    for term in range(size):
        found = _tally(others[starts[term] : starts[term + 1]], counter, met, 0)
        right, shared, end, highest = _write(right, shared, end, counter, met, found, min_count)
        most, ends[term + 1] = max(most, highest), end
    return ends, right[:end].copy(), shared[:end].copy(), most, begins
