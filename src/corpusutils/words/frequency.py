"""Words counted: how often, how evenly, and beside which others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from corpusutils.errors import ParameterError

MILLION = 1_000_000


def frequency(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how often each word of a token table occurs and how evenly it is spread over the documents.

    Columns: `token`, `count`, `df` (documents), `per_million` (of the table's rows), `dp` and `juilland_d`; the most
    frequent first, then by code point.

    Notes
    -----
    `dp` is Gries's deviation of proportions, ½ Σ |vᵢ − sᵢ|, where document *i* holds the share sᵢ of all tokens and vᵢ of
    the word's: 0 is spread as evenly as can be, near 1 is all in one short document (Gries 2008, *International Journal
    of Corpus Linguistics* 13). `juilland_d` is 1 − V / √(n − 1), V the coefficient of variation of the word's rates in
    the n documents (Juilland and Chang-Rodríguez 1964): 1 is even; null where there is one document only.

    """
    doc, docs = pd.factorize(tokens["doc"].astype("str"))
    word, words = pd.factorize(tokens["token"], sort=True)
    size = np.bincount(doc, minlength=len(docs))
    share = size / max(1, len(tokens))
    cell, counts = np.unique(word.astype(np.int64) * max(1, len(docs)) + doc, return_counts=True)
    of, where = np.divmod(cell, max(1, len(docs)))
    total = np.bincount(of, weights=counts, minlength=len(words))

    def over_words(values: np.ndarray) -> np.ndarray:
        return np.bincount(of, weights=values, minlength=len(words))

    dp = 0.5 * (over_words(np.abs(counts / total[of] - share[where])) + 1 - over_words(share[where]))
    rate = counts / size[where]
    mean = over_words(rate) / max(1, len(docs))
    variance = over_words(rate**2) / max(1, len(docs)) - mean**2
    with np.errstate(invalid="ignore", divide="ignore"):
        juilland = 1 - np.sqrt(np.maximum(variance, 0)) / mean / np.sqrt(len(docs) - 1)
    table = pd.DataFrame(
        {
            "token": words,
            "count": total.astype(np.int64),
            "df": np.bincount(of, minlength=len(words)),
            "per_million": total / max(1, len(tokens)) * MILLION,
            "dp": np.maximum(dp, 0.0),
            "juilland_d": np.where(len(docs) > 1, juilland, np.nan),
        }
    )
    return table.sort_values(["count", "token"], ascending=[False, True], ignore_index=True)


def ngrams(tokens: pd.DataFrame, n: int = 2) -> pd.DataFrame:
    """Return the runs of `n` neighbouring tokens inside a sentence.

    Columns: `ngram` (words parted by a space), `count`, `df`; the most frequent first. Rows that were filtered out of the
    table part its neighbours.
    """
    if n < 2:
        raise ParameterError(f"n is {n}; runs have at least 2 words")
    last = tokens.shift(-(n - 1))
    joined = (
        (tokens["doc"].astype("str") == last["doc"].astype("str"))
        & (tokens["sentence"] == last["sentence"])
        & (tokens["position"] + n - 1 == last["position"])
    )
    runs = tokens["token"][joined].astype("str")
    for i in range(1, n):
        runs = runs + " " + tokens["token"].shift(-i)[joined].astype("str")
    table = pd.DataFrame({"ngram": runs, "doc": tokens["doc"].astype("str")[joined]})
    counted = table.groupby("ngram").agg(count=("doc", "size"), df=("doc", "nunique")).reset_index()
    return counted.sort_values(["count", "ngram"], ascending=[False, True], ignore_index=True)


def collocates(tokens: pd.DataFrame, node: str, *, window: int = 5, min_count: int = 2) -> pd.DataFrame:
    """Return the words that stand within `window` tokens of a word, in its sentence.

    Columns: `token`, `count` (windows that hold it, both sides), `left`, `right`, `expected` (were the words spread by
    chance), `mi` (log₂ of count over expected), `log_likelihood` (Dunning's G², 1993), by which they are sorted.
    """
    if window < 1:
        raise ParameterError(f"window is {window}; it is at least 1 token")
    frame = tokens[["doc", "sentence", "position", "token"]].reset_index(drop=True)
    frame["place"] = frame.groupby(["doc", "sentence"], observed=True).ngroup()
    at = frame.loc[frame["token"] == node, ["place", "position"]]
    pairs = at.merge(frame[["place", "position", "token"]], on="place", suffixes=("", "_other"))
    distance = pairs["position_other"] - pairs["position"]
    pairs = pairs[(distance != 0) & (distance.abs() <= window)].assign(left=distance < 0)
    found = pairs.groupby("token").agg(count=("left", "size"), left=("left", "sum"))
    found = found[found["count"] >= min_count]
    counts = frame["token"].value_counts().reindex(found.index)
    spots, size = len(pairs), len(frame)
    observed = found["count"].to_numpy(dtype=float)
    expected = counts.to_numpy(dtype=float) * spots / max(1, size)
    table = found.assign(
        right=found["count"] - found["left"],
        expected=expected,
        mi=np.log2(observed / expected),
        log_likelihood=log_likelihood_ratio(observed, counts.to_numpy(dtype=float), spots, size),
    ).reset_index()
    return table.sort_values(["log_likelihood", "token"], ascending=[False, True], ignore_index=True)


def log_likelihood_ratio(shared: np.ndarray, left: np.ndarray, right: np.ndarray | int, windows: int) -> np.ndarray:
    """Return Dunning's (1993) log-likelihood ratio G² of 2 × 2 tables given by their joint and marginal counts.

    >>> float(log_likelihood_ratio(np.array([2]), np.array([2]), np.array([2]), 4)[0].round(4))
    5.5452
    """
    both = shared.astype(np.float64)
    only_left, only_right = left - both, right - both
    neither = windows - left - right + both
    cells = np.stack([both, only_left, only_right, neither])
    expected = np.stack(
        [
            left * right / windows,
            left * (windows - right) / windows,
            (windows - left) * right / windows,
            (windows - left) * (windows - right) / windows,
        ]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(cells > 0, cells * np.log(cells / expected), 0.0)
    return np.asarray(2 * terms.sum(axis=0))
