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

    def rows(self, kept: NDArray[np.int64]) -> Counts:
        """Return the counts of some of the documents, by their row numbers."""
        return Counts([self.docs[i] for i in kept], self.terms, self.matrix[kept].tocsr())


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
        docs = tokens[unit].cat.categories.astype("str").tolist()
        rows = tokens[unit].array.codes.astype(np.int32, copy=False)
    else:
        grouped = tokens.groupby(unit, sort=True, observed=True)
        rows = grouped.ngroup().to_numpy(dtype=np.int32)
        docs = [str(key) for key in grouped.groups]
    codes, names = term_codes(tokens["token"])
    indptr, indices, data, frequency = _count(rows, codes, len(docs), len(names))
    matrix = sparse.csr_array((data, indices, indptr), shape=(len(docs), len(names)))
    keep = np.flatnonzero((frequency >= min_df) & (frequency <= max_df * len(docs)))
    if keep.size == 0:
        raise ParameterError(
            f"min_df {min_df} and max_df {max_df} leave none of {np.count_nonzero(frequency)} terms in {len(docs)} "
            f"documents; the most widespread term stands in {frequency.max()}"
        )
    if keep.size < len(names):
        matrix = matrix[:, keep]
    return Counts(docs, names[keep].tolist(), matrix)


def term_codes(tokens: pd.Series) -> tuple[NDArray[np.int32], NDArray[np.object_]]:
    """Return each token's number and the terms by number, in code-point order.

    A column of categories is taken as it is, with names that no token bears.
    """
    if not isinstance(tokens.dtype, pd.CategoricalDtype):
        numbers, found = pd.factorize(tokens, sort=True)
        return numbers.astype(np.int32), np.array(found, dtype=object)
    codes, names = (
        tokens.array.codes.astype(np.int32, copy=False),
        np.array(tokens.cat.categories.tolist(), dtype=object),
    )
    order = np.argsort(names, kind="stable")
    if np.array_equal(order, np.arange(order.size)):
        return codes, names
    number = np.empty(order.size, dtype=np.int32)
    number[order] = np.arange(order.size)
    return number[codes], names[order]


@numba.njit(cache=True)
def _count(rows: Any, codes: Any, documents: int, terms: int) -> Any:
    """Return the parts of a document × term matrix in CSR form, columns in order, and each term's document frequency.

    The tokens are dealt to their terms and from there back to their documents, which sorts them in linear time and
    with one number a token beside the result.
    """
    start = np.zeros(terms + 1, dtype=np.int64)
    for code in codes:
        start[code + 1] += 1
    start = np.cumsum(start)
    end = start[:-1].copy()
    holder = np.empty(len(codes), dtype=np.int32)
    for i in range(len(codes)):
        holder[end[codes[i]]] = rows[i]
        end[codes[i]] += 1
    indptr = np.zeros(documents + 1, dtype=np.int32)
    frequency = np.zeros(terms, dtype=np.int64)
    last = np.full(documents, -1, dtype=np.int32)
    for term in range(terms):
        for d in holder[start[term] : start[term + 1]]:
            if last[d] != term:
                last[d] = term
                indptr[d + 1] += 1
                frequency[term] += 1
    indptr = np.cumsum(indptr).astype(np.int32)
    place = indptr[:-1].copy()
    indices = np.empty(indptr[-1], dtype=np.int32)
    data = np.zeros(indptr[-1], dtype=np.int32)
    last[:] = -1
    for term in range(terms):
        for d in holder[start[term] : start[term + 1]]:
            if last[d] != term:
                last[d] = term
                indices[place[d]] = term
                place[d] += 1
            data[place[d] - 1] += 1
    return indptr, indices, data, frequency
