"""Hold records against a hand-made truth: which were found, which were missed, which are extra."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from corpusutils.targets.quantities import to_base
from corpusutils.targets.records import KINDS

SHARED = 4
"""Characters in a row that two quotes of the same evidence share at least."""


def match_records(found: Iterable[Mapping[str, Any]], truth: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Match records one to one and return a row for each pair, miss and extra.

    Two records match when they stand in the same article (`article`), are of one kind, hold the same amount in base
    units (a date alone: the same deadline), and their quotes share `SHARED` characters in a row; the pair whose
    quotes are most alike is matched first.

    Returns columns `result` (`matched`, `missed`, `extra`), `kind`, `article`, `truth`, `found` (quotes, or None).
    """
    found, truth = list(found), list(truth)
    offers = []
    for i, told in enumerate(truth):
        for j, got in enumerate(found):
            if told["article"] == got["article"] and told["kind"] == got["kind"] and _same_amount(told, got):
                matcher = SequenceMatcher(None, _squeeze(told["quote"]), _squeeze(got["quote"]), autojunk=False)
                if matcher.find_longest_match().size >= SHARED:
                    offers.append((-round(matcher.ratio(), 6), i, j))
    left, right = set(range(len(truth))), set(range(len(found)))
    rows: list[tuple[str, str, str, str | None, str | None]] = []
    for _, i, j in sorted(offers):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            rows.append(("matched", truth[i]["kind"], truth[i]["article"], truth[i]["quote"], found[j]["quote"]))
    rows += [("missed", truth[i]["kind"], truth[i]["article"], truth[i]["quote"], None) for i in sorted(left)]
    rows += [("extra", found[j]["kind"], found[j]["article"], None, found[j]["quote"]) for j in sorted(right)]
    return pd.DataFrame(rows, columns=["result", "kind", "article", "truth", "found"])


def score_matches(matches: pd.DataFrame) -> pd.DataFrame:
    """Return truth, found, matched, precision, recall and F1 by kind and over all.

    >>> score_matches(pd.DataFrame({"result": ["matched", "missed"], "kind": ["target", "target"]})).loc["all", "recall"]
    np.float64(0.5)
    """
    rows = {}
    for kind in (*KINDS, "all"):
        part = matches if kind == "all" else matches[matches["kind"] == kind]
        counts = part["result"].value_counts()
        matched, missed, extra = (int(counts.get(name, 0)) for name in ("matched", "missed", "extra"))
        precision = matched / (matched + extra) if matched + extra else float("nan")
        recall = matched / (matched + missed) if matched + missed else float("nan")
        f1 = 2 * matched / (2 * matched + missed + extra) if matched + missed + extra else float("nan")
        rows[kind] = (matched + missed, matched + extra, matched, precision, recall, f1)
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["truth", "found", "matched", "precision", "recall", "f1"]
    )


def _squeeze(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def _same_amount(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    if left["value"] is None or right["value"] is None:
        dated = left["kind"] != "target" or left["deadline"] == right["deadline"]
        return left["value"] is right["value"] and dated
    a, b = (to_base(record["value"], record["unit"]) for record in (left, right))
    if a[0] is None or b[0] is None:
        return bool(left["value"] == right["value"])
    return bool(a[0] == b[0])
