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
from scipy import sparse

from corpusutils.analysis.counts import count_matrix, term_codes
from corpusutils.errors import InputError, ParameterError

WINDOWS: dict[str, list[str]] = {"sentence": ["doc", "sentence"], "paragraph": ["doc", "paragraph"], "article": ["doc"]}
NAMED = 5
"""Terms of a list that a message names."""
Whole = NDArray[np.int64]


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
    codes, names = term_codes(tokens["token"])
    at = tokens["position"].to_numpy() if isinstance(window, int) else None
    place, order = _places(tokens, unit, at)
    group = _numbers(tokens["doc"]) if isinstance(window, int) else place
    if order is not None:
        codes, group = codes[order], group[order] if isinstance(window, int) else place
        at = None if at is None else at[order]
    windows = int(place[-1]) + 1
    keep = _kept(names, _spread(codes, group, len(names)), min_df, terms)
    number = np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32)
    codes = number[codes]
    known = codes >= 0
    codes, place = codes[known], place[known]
    size = int(keep.sum())
    if isinstance(window, int) and at is not None:
        ends = np.arange(codes.size + 1)
        by_term = sparse.csr_array((np.ones(codes.size, np.int8), codes, ends), shape=(codes.size, size)).tocsc()
        pairs, most, frequency = _near(codes, place, at[known], by_term.indptr, by_term.indices, window, min_count)
        total = int(frequency.sum())
    else:
        rows = count_matrix(place, codes, windows, size)
        by_term = rows.tocsc()
        pairs, most = _together(rows.indptr, rows.indices, by_term.indptr, by_term.indices, min_count)
        frequency, total = np.diff(by_term.indptr), windows
    left, right, shared = pairs.astype(np.int64)
    return PairCounts([str(n) for n in names[keep]], left, right, shared, frequency.astype(np.int64), total, int(most))


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


def _places(
    tokens: pd.DataFrame, unit: list[str], at: NDArray[Any] | None
) -> tuple[NDArray[np.int32], NDArray[np.intp] | None]:
    """Return the windows, from 0, of the tokens in order, and that order where they do not stand in it already."""
    key = _numbers(tokens[unit[0]]).astype(np.int64)
    if len(unit) > 1:
        inner = tokens[unit[1]].to_numpy()
        key = key * (int(inner.max()) + 1) + inner
    steps = np.diff(key)
    order = None
    if (steps < 0).any() or (at is not None and (np.diff(at)[steps == 0] < 0).any()):
        order = np.argsort(key, kind="stable") if at is None else np.lexsort((at, key))
        steps = np.diff(key[order])
    place = np.zeros(len(key), dtype=np.int32)
    np.cumsum(steps != 0, out=place[1:])
    return place, order


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
def _write(pairs: Any, end: int, term: int, counter: Any, met: Any, found: int, min_count: int) -> Any:
    """Write down the pairs of one term that reach the bound, and set its counters back to 0."""
    most = 0
    while end + found > pairs.shape[1]:
        wider = np.empty((3, 2 * pairs.shape[1]), dtype=pairs.dtype)
        wider[:, :end] = pairs[:, :end]
        pairs = wider
    for m in range(found):
        other = met[m]
        if counter[other] >= min_count:
            pairs[0, end], pairs[1, end], pairs[2, end] = term, other, counter[other]
            end += 1
        most = max(most, counter[other])
        counter[other] = 0
    return pairs, end, most


@numba.njit(cache=True)
def _together(row_start: Any, row_terms: Any, term_start: Any, term_rows: Any, min_count: int) -> Any:
    """Count for each pair of terms the rows that hold both; terms ascend in a row, so that those behind a term come later."""
    size = len(term_start) - 1
    counter, met = np.zeros(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    behind = row_start[:-1].copy()
    pairs = np.empty((3, 1024), dtype=np.int32)
    end = most = 0
    for term in range(size):
        found = 0
        for i in range(term_start[term], term_start[term + 1]):
            row = term_rows[i]
            behind[row] += 1
            for j in range(behind[row], row_start[row + 1]):
                other = row_terms[j]
                if counter[other] == 0:
                    met[found] = other
                    found += 1
                counter[other] += 1
        pairs, end, highest = _write(pairs, end, term, counter, met, found, min_count)
        most = max(most, highest)
    return pairs[:, :end], most


@numba.njit(cache=True)
def _near(codes: Any, place: Any, at: Any, term_start: Any, term_tokens: Any, reach: int, min_count: int) -> Any:
    """Count for each pair of terms the pairs of their tokens within reach, and for each term all its tokens' neighbours."""
    size = len(term_start) - 1
    counter, met = np.zeros(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    begins = np.zeros(size, dtype=np.int64)
    pairs = np.empty((3, 1024), dtype=np.int32)
    end = most = 0
    for term in range(size):
        found = 0
        for i in range(term_start[term], term_start[term + 1]):
            token = term_tokens[i]
            for step in (-1, 1):
                j = token + step
                while 0 <= j < len(codes) and place[j] == place[token] and abs(at[j] - at[token]) <= reach:
                    other = codes[j]
                    begins[term] += 1
                    if other > term:
                        if counter[other] == 0:
                            met[found] = other
                            found += 1
                        counter[other] += 1
                    j += step
        pairs, end, highest = _write(pairs, end, term, counter, met, found, min_count)
        most = max(most, highest)
    return pairs[:, :end], most, begins
