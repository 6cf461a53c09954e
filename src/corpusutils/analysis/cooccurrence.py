"""Which terms stand together more often than chance would have them, and where the text says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import chi2

from corpusutils.analysis.pair_counts import WINDOWS, PairCounts, count_pairs
from corpusutils.analysis.significance import false_discovery_rate, fisher_tail
from corpusutils.errors import InputError, ParameterError
from corpusutils.pages.article import Article
from corpusutils.words.dictionary import own_dictionary, read_list
from corpusutils.words.frequency import log_likelihood_ratio
from corpusutils.words.sentences import sentence_spans

__all__ = ["WINDOWS", "cooccurrence_table", "own_classes", "passages", "read_classes"]
SMALL = 5.0
"""Expected count below which G² is a poor guide, and Fisher's exact test takes its place."""
CLASSES = {
    "places_shanxi": "place", "waters_shanxi": "water", "organisations": "organisation", "policies": "policy", "field_terms": "theme",
}  # fmt: skip


def cooccurrence_table(
    tokens: pd.DataFrame,
    *,
    window: str | int = "sentence",
    min_count: int = 3,
    min_df: int = 3,
    classes: Mapping[str, str] | None = None,
    across: bool = False,
) -> pd.DataFrame:
    """Count pairs of terms that share a window and say how surprising each pair is.

    Parameters
    ----------
    tokens, window, min_df : see `pair_counts.count_pairs`
    min_count : least number of windows a pair must share, or of times that it is met
    classes : term → class (place, theme …): only these terms are counted
    across : keep only pairs of two classes, as in a network of themes × places

    Returns
    -------
    pandas.DataFrame
        columns `source`, `target`, `weight` (windows shared), `expected` (under independence), `pmi` (natural logarithm),
        `npmi`, `dice`, `llr` (Dunning's log-likelihood ratio G²), `test`, `p`, `q`, `source_count`, `target_count` and
        `windows` (the margins of the 2 × 2 table, from which all others follow), and with `classes` `source_class` and
        `target_class`; sorted by `llr` falling

    Raises
    ------
    ParameterError
        where the window is unknown or no pair reaches `min_count`
    InputError
        where no term of `classes` stands in the text

    Notes
    -----
    `test` says where `p` comes from: `fisher` where `expected` is below 5 (exact, one-sided: so many windows shared or more, the
    margins given), else `g2` (G² against χ² with one degree of freedom, two-sided: the sign of `pmi` tells attraction from
    avoidance). `q` is Benjamini and Hochberg's over all pairs of terms that could be tested, also those that never meet or stay
    below `min_count`, whose p counts as 1: to test only pairs that met often would choose the tests by their result.
    With a window of N tokens the table is that of surface cooccurrence (Evert, The Statistics of Word Cooccurrences, 2005).

    """
    if across and classes is None:
        raise ParameterError("across keeps pairs of two classes; name the terms' classes")
    found = count_pairs(tokens, window=window, min_count=min_count, min_df=min_df, terms=classes)
    names = np.array(found.terms, dtype=object)
    kind = pd.factorize(np.array([classes[term] for term in found.terms], dtype=object))[0] if classes else None
    tests = len(names) * (len(names) - 1) // 2
    left, right, shared = found.left, found.right, found.shared
    if across and kind is not None:
        tests -= int(sum(n * (n - 1) // 2 for n in np.bincount(kind)))
        two = kind[left] != kind[right]
        left, right, shared = left[two], right[two], shared[two]
    if not shared.size:
        raise ParameterError(_nothing(found, min_count, across, tests))
    measures = association(shared, found.frequency[left], found.frequency[right], found.total)
    measures.insert(7, "q", false_discovery_rate(measures["p"].to_numpy(), tests=tests))
    order = np.lexsort((right, left, -measures["llr"].round(9).to_numpy()))
    table = pd.DataFrame({"source": names[left], "target": names[right], "weight": shared.astype(np.int64)}).join(
        measures
    )
    if classes:
        table["source_class"] = table["source"].map(classes)
        table["target_class"] = table["target"].map(classes)
    return table.iloc[order].reset_index(drop=True)


def _nothing(found: PairCounts, min_count: int, across: bool, tests: int) -> str:
    if len(found.terms) == 1:
        return f"only one term is left to pair, {found.terms[0]}: lower min_df, or name more terms"
    if across and not tests:
        return "all terms that were found are of one class; pairs of two classes need terms of two"
    pair = "pair of two classes" if across else "pair"
    return f"no {pair} shares {min_count} windows; the most frequent pair shares {found.most}: lower min_count or widen the window"


def association(
    shared: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64], windows: int
) -> pd.DataFrame:
    """Return the measures of pairs that share `shared` of `windows` windows and stand in `left` and `right` of them.

    >>> association(np.array([2]), np.array([2]), np.array([2]), 4)[["expected", "pmi", "npmi", "dice", "llr", "p"]].round(3).values.tolist()
    [[1.0, 0.693, 1.0, 1.0, 5.545, 0.167]]
    """
    expected = left * right / windows
    llr = log_likelihood_ratio(shared, left, right, windows)
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log(shared / expected)
        npmi = np.where(shared == windows, 1.0, pmi / -np.log(shared / windows))
        dice = 2 * shared / (left + right)
    small = expected < SMALL
    p = chi2.sf(llr, df=1)
    p[small] = fisher_tail(shared[small], left[small], right[small], windows)
    return pd.DataFrame(
        {
            "expected": expected, "pmi": pmi, "npmi": npmi, "dice": dice, "llr": llr,
            "test": np.where(small, "fisher", "g2"), "p": p,
            "source_count": left, "target_count": right, "windows": windows,
        }
    )  # fmt: skip


def own_classes(*names: str) -> dict[str, str]:
    """Return the terms of the project's lexicons with their class, of the classes named or of all: place, water, organisation, policy, theme.

    >>> own_classes("place")["临汾市"]
    'place'
    """
    if strange := sorted(set(names) - set(CLASSES.values())):
        raise ParameterError(f"no class {strange[0]!r}; the lexicons hold {', '.join(CLASSES.values())}")
    wanted = {lexicon: name for lexicon, name in CLASSES.items() if not names or name in names}
    return {entry.word: name for lexicon, name in reversed(wanted.items()) for entry in own_dictionary(lexicon).entries}


def read_classes(path: Path | str) -> dict[str, str]:
    """Return a list of one's own: one `term <tab> class` a line; a term alone is of class `term`, `#` starts a comment.

    Raises
    ------
    InputError
        where the file can't be read, names no term, or gives a term two classes (all such lines are named)

    """
    classes: dict[str, str] = {}
    faults = []
    for number, line in enumerate(read_list(path, "list of terms").splitlines(), start=1):
        term, *rest = (part.strip() for part in line.split("\t"))
        if not term or term.startswith("#"):
            continue
        name = rest[0] if rest and rest[0] else "term"
        if len(rest) > 1:
            faults.append(f"{path}, line {number}: {len(rest) + 1} columns; expected: term <tab> class")
        elif classes.setdefault(term, name) != name:
            faults.append(f"{path}, line {number}: {term} is of class {classes[term]} already, not {name}")
    if faults:
        raise InputError("the list of terms can't be used", faults)
    if not classes:
        raise InputError(f"the list of terms {path} names no term; expected: one `term <tab> class` a line")
    return classes


def passages(
    pairs: pd.DataFrame,
    tokens: pd.DataFrame,
    articles: Iterable[Article],
    *,
    window: str | int = "sentence",
    most: int | None = 3,
) -> pd.DataFrame:
    """Return where the text joins the terms of each pair, with the raw lines.

    Parameters
    ----------
    pairs : a table with columns `source` and `target`
    tokens, window : as they were given to `cooccurrence_table`
    articles : the articles of the tokens
    most : passages of each pair, in the order of the text; None for all

    Returns
    -------
    pandas.DataFrame
        columns `source`, `target`, `doc`, `first_line`, `last_line` (raw lines of the page, 1-based), `text`: the sentence of
        the two tokens that stand closest in the window, or their two sentences, with … for what is left out between them

    """
    bodies = {a.key: a for a in articles}
    unit = WINDOWS["sentence" if isinstance(window, int) else window]
    wanted = tokens[tokens["token"].isin(set(pairs["source"]) | set(pairs["target"]))]
    at = {term: part for term, part in wanted.groupby("token", observed=True)}
    spans: dict[str, list[tuple[int, int]]] = {}
    rows = []
    for source, target in pairs[["source", "target"]].itertuples(index=False):
        for doc, first, last in _meetings(at.get(source), at.get(target), unit, window, most):
            article = bodies[doc]
            sentences = spans.setdefault(doc, sentence_spans(article.body))
            (start, stop), (start_last, end) = sentences[first], sentences[last]
            text = article.body[start:end].strip()
            if last > first + 1:
                text = f"{article.body[start:stop].strip()} … {article.body[start_last:end].strip()}"
            rows.append((source, target, doc, *article.lines_of(start, end), text.replace("\n", " ")))
    return pd.DataFrame(rows, columns=["source", "target", "doc", "first_line", "last_line", "text"])


def _meetings(
    one: pd.DataFrame | None, other: pd.DataFrame | None, unit: list[str], window: str | int, most: int | None
) -> list[tuple[str, int, int]]:
    """Return document, first and last sentence of the closest meeting of two terms in each window that they share."""
    if one is None or other is None:
        return []
    columns = [*dict.fromkeys([*unit, "sentence"]), "position", "start"]
    met = one[columns].merge(other[columns], on=unit, suffixes=("", "_other"))
    if "sentence_other" not in met:
        met["sentence_other"] = met["sentence"]
    if isinstance(window, int):
        met = met[(met["position"] - met["position_other"]).abs() <= window]
    met = met.assign(apart=(met["start"] - met["start_other"]).abs())
    met = met.sort_values(["apart", "start"], kind="stable").drop_duplicates(unit)
    met = met.sort_values([*unit, "start"], kind="stable").head(len(met) if most is None else most)
    ends = np.sort(met[["sentence", "sentence_other"]].to_numpy(), axis=1)
    return [(str(doc), int(a), int(b)) for doc, (a, b) in zip(met["doc"], ends, strict=True)]
