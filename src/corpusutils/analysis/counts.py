"""Count terms per document without a Python loop over tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
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
        docs = [str(name) for name in tokens[unit].cat.categories]
        rows = tokens[unit].cat.codes.to_numpy()
    else:
        grouped = tokens.groupby(unit, sort=True, observed=True)
        rows = grouped.ngroup().to_numpy()
        docs = [str(key) for key in grouped.groups]
    codes, names = pd.factorize(tokens["token"], sort=True)
    matrix = sparse.coo_array(
        (np.ones(len(codes), dtype=np.int32), (rows, codes)), shape=(len(docs), len(names))
    ).tocsr()
    matrix.sum_duplicates()
    frequency = np.asarray((matrix > 0).sum(axis=0)).ravel()
    keep = np.flatnonzero((frequency >= min_df) & (frequency <= max_df * len(docs)))
    if keep.size == 0:
        raise ParameterError(
            f"min_df {min_df} and max_df {max_df} leave none of {len(names)} terms in {len(docs)} documents; "
            f"the most widespread term stands in {int(frequency.max())}"
        )
    return Counts(docs, [str(name) for name in names[keep]], matrix[:, keep])
