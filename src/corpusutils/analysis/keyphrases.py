"""Terms of several words: which runs of words are one name in this corpus, and which of them an article is about."""

from __future__ import annotations

import numpy as np
import pandas as pd

from corpusutils.errors import ParameterError

LONGEST = 5
"""Words of the longest term."""
NOUNS = ("n", "nz", "nt", "ns", "nrfg", "vn", "an", "j", "eng")
ADJUNCTS = ("a", "b")
"""With nouns, what may open a term."""
VERBS = ("v",)
"""May stand inside a term or end it (生态修复), not open it: there it mostly governs what follows (推进生态修复)."""


def phrase_table(tokens: pd.DataFrame, *, min_count: int = 3, stopwords: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Return the terms of two to five words of a corpus by C-value.

    Parameters
    ----------
    tokens : whole token table, with marks and function words: words that are left out would join their neighbours
    min_count : how often a term must come, from 2
    stopwords : words that no term begins or ends with

    Returns
    -------
    pandas.DataFrame
        columns `term`, `words`, `count`, `df` (articles), `nested` (mean count of the longer terms that hold it), `c_value`; by
        `c_value` falling. Terms that only ever stand inside one longer term have a `c_value` of 0 and are left out.

    Raises
    ------
    ParameterError
        where `min_count` is below 2

    Notes
    -----
    C-value = log₂(words) · (count − nested) (Frantzi, Ananiadou and Mima, International Journal on Digital Libraries 3, 2000). A term is a
    run of nouns, adjectives and verbs with a noun in it; it neither begins with a verb nor ends with an adjective.

    """
    found = _occurrences(tokens, min_count, stopwords)
    table = _c_values(found.assign(group=0)).drop(columns="group")
    table = table.join(found.groupby("term")["doc"].nunique().rename("df"), on="term")
    return _ranked(table, "c_value", [])[["term", "words", "count", "df", "nested", "c_value"]]


def keyphrases(
    tokens: pd.DataFrame, *, n: int = 5, min_count: int = 3, stopwords: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """Return the `n` terms of several words that each article is about.

    Returns columns `doc`, `rank`, `term`, `count` (in the article), `df`, `weight` (C-value within the article times the smoothed idf of
    `keywords.tfidf_table`), `start` and `end` (offsets of the first occurrence in the article's body). Parameters and errors are those
    of `phrase_table`.
    """
    found = _occurrences(tokens, min_count, stopwords)
    table = _c_values(found.rename(columns={"doc": "group"})).rename(columns={"group": "doc"})
    df = found.groupby("term")["doc"].nunique().rename("df")
    table = table.join(df, on="term")
    table["weight"] = table["c_value"] * (np.log((1 + tokens["doc"].nunique()) / (1 + table["df"])) + 1)
    first = found.drop_duplicates(["doc", "term"]).set_index(["doc", "term"])[["start", "end"]]
    ranked = _ranked(table, "weight", ["doc"]).join(first, on=["doc", "term"])
    ranked.insert(1, "rank", ranked.groupby("doc", observed=True).cumcount() + 1)
    columns = ["doc", "rank", "term", "count", "df", "weight", "start", "end"]
    return ranked.loc[ranked["rank"] <= n, columns].reset_index(drop=True)


def _occurrences(tokens: pd.DataFrame, min_count: int, stopwords: frozenset[str]) -> pd.DataFrame:
    """Return every run of neighbouring words that may be a term and comes often enough.

    Columns: `row` (of the first word, from 0), `words`, `term`, `doc`, `start`, `end`; in the order of the text.
    """
    if min_count < 2:
        raise ParameterError(f"min_count is {min_count}; a term comes back, so it is at least 2")
    flag = tokens["flag"].astype("str").to_numpy()
    noun, long = np.isin(flag, NOUNS), tokens["token"].str.len().to_numpy() > 1
    bound = ~tokens["token"].isin(list(stopwords)).to_numpy()
    verb, adjunct = np.isin(flag, VERBS) & long, np.isin(flag, ADJUNCTS) & long
    opens, inside, ends = (noun | adjunct) & bound, noun | adjunct | verb, (noun | verb) & bound
    doc, start, end = (tokens[name].to_numpy() for name in ("doc", "start", "end"))
    goes_on = np.zeros(len(tokens), dtype=bool)
    goes_on[:-1] = inside[1:] & (doc[1:] == doc[:-1]) & (start[1:] == end[:-1])
    word, names = pd.factorize(tokens["token"].astype("str"))
    spelt = np.array(names, dtype=object)
    row = np.flatnonzero(opens)
    key, text, has_noun = word[row], spelt[word[row]], noun[row]
    parts = []
    for words in range(2, LONGEST + 1):
        on = goes_on[row + words - 2]
        row, key, text, has_noun = row[on], key[on], text[on], has_noun[on]
        last = row + words - 1
        key, kinds = pd.factorize(key.astype(np.int64) * len(spelt) + word[last])
        often = np.bincount(key, minlength=len(kinds))[key] >= min_count
        row, key, last = row[often], key[often], last[often]
        text, has_noun = text[often] + spelt[word[last]], has_noun[often] | noun[last]
        whole = has_noun & ends[last]
        parts.append(pd.DataFrame({"row": row[whole], "last": last[whole], "words": words, "term": text[whole]}))
    found = pd.concat(parts, ignore_index=True).sort_values(["row", "words"], kind="stable", ignore_index=True)
    found = found.assign(doc=doc[found["row"]], start=start[found["row"]], end=end[found["last"]])
    return found.drop(columns="last")


def _c_values(found: pd.DataFrame) -> pd.DataFrame:
    """Return `group`, `term`, `words`, `count`, `nested` and `c_value` of terms, counted within each value of `group`."""
    counts = found.groupby(["group", "term"], observed=True).agg(words=("words", "first"), count=("row", "size"))
    holders = [
        longer.assign(row=longer["row"] + shift, words=words)
        for size, longer in found.groupby("words")
        for words in range(2, int(size))  # type: ignore[arg-type]
        for shift in range(int(size) - words + 1)  # type: ignore[arg-type]
    ]
    counts["nested"] = 0.0
    if holders:
        inside = found.merge(
            pd.concat(holders)[["row", "words", "term"]], on=["row", "words"], suffixes=("", "_holder")
        )
        pairs = inside[["group", "term", "term_holder"]].drop_duplicates()
        weight = counts["count"].rename("nested").rename_axis(["group", "term_holder"])
        mean = (
            pairs.join(weight, on=["group", "term_holder"]).groupby(["group", "term"], observed=True)["nested"].mean()
        )
        counts["nested"] = mean.reindex(counts.index).fillna(0.0)
    counts["c_value"] = np.log2(counts["words"]) * (counts["count"] - counts["nested"])
    return counts.reset_index()


def _ranked(table: pd.DataFrame, by: str, within: list[str]) -> pd.DataFrame:
    """Return the rows with a `by` above 0, falling within groups; ties in the order of the terms."""
    kept = table[table[by] > 1e-9].assign(rounded=lambda t: -t[by].round(9))
    return kept.sort_values([*within, "rounded", "term"], kind="stable", ignore_index=True).drop(columns="rounded")
