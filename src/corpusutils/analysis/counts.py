"""Count terms per document without a Python loop over tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from corpusutils.errors import InputError, ParameterError


@dataclass(frozen=True)
class Counts:
    """A sparse document × term matrix with the names of its rows and columns.

    `matrix[d, t]` is how often `terms[t]` stands in `docs[d]`; documents without any term keep an empty row.
    """

    docs: list[str]
    terms: list[str]
    matrix: sparse.csr_array

    @property
    def document_frequency(self) -> np.ndarray:
        """In how many documents each term stands."""
        return np.asarray((self.matrix > 0).sum(axis=0)).ravel()


def count_terms(tokens: pd.DataFrame, *, min_df: int = 1, max_df: float = 1.0, unit: str | list[str] = "doc") -> Counts:
    """Count the tokens of each document, terms in code-point order.

    Parameters
    ----------
    tokens : token table, already filtered to the tokens that count
    min_df : least number of documents a term must stand in
    max_df : greatest share of documents a term may stand in, 0 to 1
    unit : column(s) whose values name a document; default one article

    Raises
    ------
    ParameterError
        where a bound is out of range or the bounds leave no term
    InputError
        where the table holds no token

    """
    if min_df < 1 or not 0 < max_df <= 1:
        raise ParameterError(
            f"min_df is {min_df} and max_df {max_df}; min_df is at least 1, max_df above 0 and at most 1"
        )
    if tokens.empty:
        raise InputError("no token is left to count; keep more parts of speech or fewer stop words")
    if isinstance(unit, str) and isinstance(tokens[unit].dtype, pd.CategoricalDtype):
        docs = list(map(str, tokens[unit].cat.categories.tolist()))
        rows = tokens[unit].cat.codes.to_numpy()
    else:
        grouped = tokens.groupby(unit, sort=True, observed=True)
        rows = grouped.ngroup().to_numpy()
        docs = [str(key) for key in grouped.groups]
    codes, names = term_codes(tokens["token"])
    matrix = _matrix(rows, codes, len(docs), len(names))
    frequency = np.bincount(matrix.indices, minlength=len(names))
    keep = np.flatnonzero((frequency >= min_df) & (frequency <= max_df * len(docs)))
    if keep.size == 0:
        raise ParameterError(
            f"min_df {min_df} and max_df {max_df} leave none of {len(names)} terms in {len(docs)} documents; "
            f"the most widespread term stands in {int(frequency.max())}"
        )
    return Counts(docs, [str(name) for name in names[keep]], matrix if keep.size == len(names) else matrix[:, keep])


def term_codes(tokens: pd.Series) -> tuple[NDArray[np.int32], NDArray[np.object_]]:
    """Return each token's number and the terms, in code-point order; a column of categories is not looked at again."""
    if not isinstance(tokens.dtype, pd.CategoricalDtype):
        numbers, found = pd.factorize(tokens, sort=True)
        return numbers.astype(np.int32), np.array(found, dtype=object)
    codes = tokens.cat.codes.to_numpy()
    names: Any = np.array(tokens.cat.categories, dtype=object)
    used = np.flatnonzero(np.bincount(codes, minlength=len(names)))
    used = used[np.argsort(names[used], kind="stable")]
    number = np.zeros(len(names), dtype=np.int32)
    number[used] = np.arange(used.size)
    return number[codes], names[used]


def _matrix(rows: NDArray[Any], codes: NDArray[np.int32], documents: int, terms: int) -> sparse.csr_array:
    """Count in two passes over the tokens, without a list of pairs that would be as long as the text."""
    if rows.size and np.any(rows[1:] < rows[:-1]):
        order = np.argsort(rows, kind="stable")
        rows, codes = rows[order], codes[order]
    starts = np.searchsorted(rows, np.arange(documents + 1))
    indptr, indices, data = _count(starts, codes, terms)
    matrix = sparse.csr_array((data, indices, indptr), shape=(documents, terms))
    matrix.sort_indices()
    return matrix


@numba.njit(cache=True)
def _count(starts: Any, codes: Any, terms: int) -> Any:
    documents = len(starts) - 1
    seen = np.full(terms, -1, dtype=np.int64)
    indptr = np.zeros(documents + 1, dtype=np.int32)
    for d in range(documents):
        distinct = 0
        for i in range(starts[d], starts[d + 1]):
            if seen[codes[i]] != d:
                seen[codes[i]] = d
                distinct += 1
        indptr[d + 1] = indptr[d] + distinct
    indices = np.empty(indptr[-1], dtype=np.int32)
    data = np.zeros(indptr[-1], dtype=np.int32)
    seen[:] = -1
    for d in range(documents):
        end = indptr[d]
        for i in range(starts[d], starts[d + 1]):
            place = seen[codes[i]]
            if place < indptr[d] or place >= end or indices[place] != codes[i]:
                place = end
                seen[codes[i]] = place
                indices[place] = codes[i]
                end += 1
            data[place] += 1
    return indptr, indices, data
