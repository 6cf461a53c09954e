"""Keyness: which terms one group of articles uses more than the rest, with effect, significance and spread."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import chi2

from corpusutils.analysis.counts import Counts
from corpusutils.analysis.groups import group_counts
from corpusutils.analysis.significance import false_discovery_rate
from corpusutils.errors import ParameterError

ZERO = 0.5
"""Stands for a count of 0 where a ratio is taken (Hardie 2014)."""
TABLE = 50_000_000
"""Group and term pairs up to which places are looked up in a table instead of by bisection."""
PRIOR = 0.1
"""Share of both sides' counts that the prior of the log-odds gives to each."""


def keyness_table(
    counts: Counts, groups: pd.Series, *, reference: str | None = None, terms: Collection[str] | None = None
) -> pd.DataFrame:
    """Hold each group's term counts against the rest, or against one group.

    Parameters
    ----------
    counts : articles × terms
    groups : group of each document, indexed by document; documents without one are left out
    reference : the group to hold the others against; default: for each group all other documents that have one
    terms : the terms to hold against each other, where they were chosen beforehand: `q` then counts these tests alone; the sizes of
        the groups remain those of all terms

    Returns
    -------
    pandas.DataFrame
        one row a group and term that the group holds, by group, then `llr` falling among the terms that the group uses more; columns
        `group`, `term`, `count`, `rest` (counts), `df` (documents of the group with the term), `docs` (documents of the group),
        `per_million`, `rest_per_million`, `llr` (signed: negative where the group uses the term less), `log_ratio`, `z`, `dp`, `p`,
        `q`

    Raises
    ------
    ParameterError
        where fewer than two groups hold terms, `reference` is none of them, or no document holds any of `terms`

    Notes
    -----
    `llr` is the log-likelihood ratio of a term's two counts, G² = 2 Σ O ln(O/E) with E by the sizes of the two sides (Rayson and
    Garside, Workshop on Comparing Corpora, 2000); `p` holds it against χ² with one degree of freedom and `q` is Benjamini and
    Hochberg's rate over all terms of the comparison. (quanteda's `lr` without correction has two cells more, those of all other
    words; where a term is rare they add next to nothing.) `log_ratio` is the binary logarithm of the ratio of relative frequencies,
    with 0.5 in the place of a count of 0 (Hardie 2014). `z` is the log-odds ratio with an informative Dirichlet prior made of both
    sides together, divided by its standard error (Monroe, Colaresi and Quinn, Political Analysis 16, 2008): it shrinks what rests
    on few counts. `dp` is Gries' deviation of proportions over the group's documents, 0 (even) to 1 (all in one), by which one long
    article shows (Gries, International Journal of Corpus Linguistics 13, 2008).

    """
    names, codes, sums = group_counts(counts, groups)
    sizes, totals = np.asarray(sums.sum(axis=1)).ravel(), np.asarray(sums.sum(axis=0)).ravel()
    held = names[sizes > 0]
    if len(held) < 2 or (reference is not None and reference not in set(held)):
        told = ", ".join(map(str, held)) or "none"
        raise ParameterError(f"a comparison takes two groups whose articles hold counted terms; there are: {told}")
    filled = np.flatnonzero(codes >= 0)
    of_group, matrix = codes[filled], counts.matrix[filled]
    sums.sort_indices()
    rows, columns, own = np.repeat(np.arange(len(names)), np.diff(sums.indptr)), sums.indices, sums.data
    wanted = _wanted(counts.terms, terms)
    keep = wanted[columns]
    if reference is None:
        rest, rest_size = totals[columns] - own, sizes.sum() - sizes[rows]
    else:
        base = list(names).index(reference)
        rest, rest_size = np.asarray(sums[[base]].todense()).ravel()[columns], np.full(own.size, sizes[base])
        keep &= rows != base
    rows, columns, own, rest, rest_size = rows[keep], columns[keep], own[keep], rest[keep], rest_size[keep]
    frequency, spread = _spread(matrix, of_group, len(names), rows, columns, own)
    table = pd.DataFrame(
        {
            "group": names[rows], "term": np.array(counts.terms, dtype=object)[columns],
            "count": own.astype(np.int64), "rest": rest.astype(np.int64), "df": frequency,
            "docs": np.bincount(of_group, minlength=len(names))[rows],
            **_compare(own, rest, sizes[rows], rest_size), "dp": spread,
        }
    )  # fmt: skip
    q = np.empty(len(table))
    for places in table.groupby("group", sort=False).indices.values():
        q[places] = false_discovery_rate(table["p"].to_numpy()[places], tests=int(wanted.sum()))
    table["q"] = q
    table["rounded"] = -table["llr"].round(9)
    table = table.sort_values(["group", "rounded", "term"], kind="stable", ignore_index=True)
    last = ["llr", "log_ratio", "z", "dp", "p", "q"]
    return table[[c for c in table.columns if c not in (*last, "rounded")] + last]


def _wanted(known: list[str], terms: Collection[str] | None) -> NDArray[np.bool_]:
    if terms is None:
        return np.ones(len(known), dtype=bool)
    wanted = np.isin(np.array(known, dtype=object), list(terms))
    if not wanted.any():
        raise ParameterError(
            f"none of the {len(set(terms))} listed terms is among the {len(known)} counted ones: lower min_df, or put the list's "
            "words into the user dictionary so that they are not cut"
        )
    return wanted


def _compare(
    own: NDArray[np.float64], rest: NDArray[np.float64], left: NDArray[np.float64], right: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Return the measures of counts on two sides of `left` and `right` tokens.

    >>> found = _compare(np.array([10.0, 90.0]), np.array([5.0, 195.0]), np.array([100.0, 100.0]), np.array([200.0, 200.0]))
    >>> found["llr"].round(3).tolist(), found["log_ratio"].round(3).tolist()
    ([6.931, -0.398], [2.0, -0.115])
    """
    both, size = own + rest, left + right
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [
            np.where(o > 0, o * np.log(o / (n * both / size)), 0.0) for o, n in ((own, left), (rest, right))
        ]  # fmt: skip
        ratio = np.log2((np.where(own > 0, own, ZERO) / left) / (np.where(rest > 0, rest, ZERO) / right))
    llr = np.maximum(2 * (terms[0] + terms[1]), 0.0)
    prior, total = PRIOR * both, PRIOR * size
    odds = [np.log((o + prior) / (n + total - o - prior)) for o, n in ((own, left), (rest, right))]
    error = np.sqrt(1 / (own + prior) + 1 / (rest + prior))
    return {
        "per_million": 1e6 * own / left, "rest_per_million": 1e6 * rest / right,
        "llr": np.where(own * size < left * both, -llr, llr), "log_ratio": ratio, "z": (odds[0] - odds[1]) / error,
        "p": chi2.sf(llr, df=1),
    }  # fmt: skip


def _spread(
    matrix: sparse.csr_array,
    of_group: NDArray[np.intp],
    groups: int,
    rows: NDArray[np.intp],
    terms: NDArray[np.intp],
    own: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return how many documents of its group hold each term, and Gries' deviation of proportions over them all."""
    lengths = np.asarray(matrix.sum(axis=1)).ravel()
    share = lengths / np.maximum(np.bincount(of_group, weights=lengths)[of_group], 1.0)
    vocabulary = matrix.shape[1]
    keys = rows.astype(np.int64) * vocabulary + terms
    document = np.repeat(np.arange(matrix.shape[0], dtype=np.int32), np.diff(matrix.indptr))
    mine = of_group[document].astype(np.int64) * vocabulary + matrix.indices
    if groups * vocabulary <= TABLE:
        place = np.full(groups * vocabulary, -1, dtype=np.int32)
        place[keys] = np.arange(keys.size)
        at = place[mine]
        known = at >= 0
    else:
        at = np.minimum(np.searchsorted(keys, mine), keys.size - 1)
        known = keys[at] == mine
    amount = matrix.data
    if not known.all():  # the reference has no row of its own
        at, document, amount = at[known], document[known], amount[known]
    expected = share[document]
    frequency = np.bincount(at, minlength=keys.size)
    apart = np.bincount(at, weights=np.abs(amount / own[at] - expected), minlength=keys.size)
    held = np.bincount(at, weights=expected, minlength=keys.size)
    # Documents without the term deviate by their own share: by all shares, less those of the documents that hold it.
    return frequency, (apart + 1 - held) / 2
