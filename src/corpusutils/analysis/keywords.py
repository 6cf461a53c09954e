"""TF-IDF: which terms set a document, or a group of documents, apart from the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfTransformer

from corpusutils.analysis.counts import Counts
from corpusutils.analysis.groups import group_counts
from corpusutils.errors import ParameterError


def tfidf_table(
    counts: Counts, *, sublinear_tf: bool = False, smooth_idf: bool = True, norm: str | None = "l2"
) -> pd.DataFrame:
    """Return the TF-IDF weight of every term in every document.

    Parameters
    ----------
    counts : documents × terms
    sublinear_tf, smooth_idf, norm : as in `sklearn.feature_extraction.text.TfidfTransformer`

    Returns
    -------
    pandas.DataFrame
        columns `doc`, `term`, `count`, `df` (documents with the term), `tfidf`; sorted by document, then weight
        falling, then term

    Notes
    -----
    With smoothing, idf(t) = ln((1 + n) / (1 + df(t))) + 1, as scikit-learn documents it.

    """
    transformer = TfidfTransformer(sublinear_tf=sublinear_tf, smooth_idf=smooth_idf, norm=norm)
    weights = transformer.fit_transform(counts.matrix.astype(np.float64)).tocoo()
    raw = counts.matrix.tocsr()
    table = pd.DataFrame({"row": weights.row, "column": weights.col, "tfidf": weights.data})
    table["count"] = np.asarray(raw[table["row"].to_numpy(), table["column"].to_numpy()]).ravel()
    table["df"] = counts.document_frequency[table["column"]]
    table["doc"] = np.array(counts.docs, dtype=object)[table["row"]]
    table["term"] = np.array(counts.terms, dtype=object)[table["column"]]
    # Ties are ordered by the term, on rounded weights: the last digit of a float differs between machines.
    table["rounded"] = table["tfidf"].round(9)
    table = table.sort_values(["row", "rounded", "term"], ascending=[True, False, True], kind="stable")
    return table[["doc", "term", "count", "df", "tfidf"]].reset_index(drop=True)


def top_terms(weights: pd.DataFrame, n: int = 10) -> pd.DataFrame:
    """Return the `n` heaviest terms of each document with their rank from 1."""
    top = weights.groupby("doc", sort=False, observed=True).head(n).copy()
    top.insert(1, "rank", top.groupby("doc", sort=False, observed=True).cumcount() + 1)
    return top.reset_index(drop=True)


def tfidf_of_groups(counts: Counts, groups: pd.Series, *, sublinear_tf: bool = False) -> pd.DataFrame:
    """Return the TF-IDF weight of every term in every group of documents: `group`, `term`, `tfidf`.

    A group's term frequencies are those of its documents together; idf still counts documents, so that a term of
    all groups is not worthless where it stands in few documents.
    """
    transformer = TfidfTransformer(sublinear_tf=sublinear_tf).fit(counts.matrix.astype(np.float64))
    names, _, sums = group_counts(counts, groups)
    weights = transformer.transform(sums).tocoo()
    return pd.DataFrame(
        {
            "group": names[weights.row],
            "term": np.array(counts.terms, dtype=object)[weights.col],
            "tfidf": weights.data,
        }
    )


def stopword_candidates(counts: Counts, *, min_share: float = 0.05, max_residual_idf: float = 0.1) -> pd.DataFrame:
    """Return widespread terms that are spread as if by chance: words that may tell nothing about what a document is about.

    Parameters
    ----------
    counts : documents × terms
    min_share : least share of the documents that a term stands in, above 0 and at most 1
    max_residual_idf : the most that a term's idf may exceed what chance gives

    Returns
    -------
    pandas.DataFrame
        columns `term`, `count`, `df`, `share` (of the documents), `residual_idf`; the most widespread first. They are candidates: read
        them before you strike them.

    Raises
    ------
    ParameterError
        where `min_share` is out of its range

    Notes
    -----
    Residual idf is −log₂(df / n) less the idf of a term that falls into documents by a Poisson process of the same rate, −log₂(1 −
    exp(−count / n)); words with a topic come in bursts and have a high one (Church and Gale, Workshop on Very Large Corpora, 1995).

    """
    if not 0 < min_share <= 1:
        raise ParameterError(f"min_share is {min_share}; it is a share of the documents above 0 and at most 1")
    documents, frequency = len(counts.docs), counts.document_frequency
    occurrences = np.asarray(counts.matrix.sum(axis=0)).ravel()
    residual = np.log2(-np.expm1(-occurrences / documents)) - np.log2(frequency / documents)
    table = pd.DataFrame(
        {
            "term": counts.terms,
            "count": occurrences,
            "df": frequency,
            "share": frequency / documents,
            "residual_idf": residual,
        }
    )
    table = table[(table["share"] >= min_share) & (table["residual_idf"] <= max_residual_idf)]
    return table.sort_values(["df", "term"], ascending=[False, True], kind="stable", ignore_index=True)
