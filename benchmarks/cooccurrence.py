"""Token table → counts of pairs, against a `Counter` over pairs; the association table; the layout of 300 nodes.

    python benchmarks/cooccurrence.py FOLDER [--mb 100]

The folder's documents are cut into words once and repeated until their text is so many megabytes of UTF-8. Both sides count all
words but marks, and all pairs that meet, from what is natural to them: ours from the token table, the peer from lists of
words by sentence. Each runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import multiprocessing
import time
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from corpusutils.analysis.cooccurrence import cooccurrence_table
from corpusutils.analysis.pair_counts import count_pairs
from corpusutils.pages import read_corpus
from corpusutils.show.network_layout import network_layout
from corpusutils.words import Segmenter, token_table

REACH = 5


def tokens_of(folder: str, megabytes: float) -> tuple[pd.DataFrame, float]:
    """Return a token table of so many megabytes of text, with tokens as dictionary ids, and the megabytes."""
    articles = read_corpus(folder, on_fault=print).articles
    words = token_table(articles, segmenter=Segmenter())
    words = words[words["flag"] != "x"]
    size = sum(len(a.body.encode()) for a in articles) / 1e6
    times = max(1, round(megabytes / size))
    doc = words["doc"].cat.codes.to_numpy().astype(np.int32)
    docs = np.concatenate([doc + n * len(articles) for n in range(times)])
    names = [f"d{n:07d}" for n in range(len(articles) * times)]
    token = pd.Categorical(words["token"])
    table = {name: np.tile(words[name].to_numpy(), times) for name in ("sentence", "position")}
    table["doc"] = pd.Categorical.from_codes(docs, names)
    table["token"] = pd.Categorical.from_codes(np.tile(token.codes, times), token.categories)
    return pd.DataFrame(table), size * times


def as_lists(table: pd.DataFrame) -> list[list[tuple[int, str]]]:
    """Return each sentence as a list of positions with words; equal words are one object."""
    names = table["token"].cat.categories.tolist()
    place = table["doc"].cat.codes.to_numpy().astype(np.int64) * (table["sentence"].max() + 1) + table["sentence"]
    cuts = np.flatnonzero(np.diff(place)) + 1
    pairs = list(zip(table["position"].tolist(), [names[c] for c in table["token"].cat.codes], strict=True))
    return [pairs[a:b] for a, b in zip([0, *cuts.tolist()], [*cuts.tolist(), len(pairs)], strict=True)]


def counted(sentences: list[list[tuple[int, str]]]) -> dict[str, Any]:
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        counts.update(combinations(sorted({word for _, word in sentence}), 2))
    return {"pairs": len(counts), "sum": counts.total()}


def counted_near(sentences: list[list[tuple[int, str]]]) -> dict[str, Any]:
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        for n, (at, word) in enumerate(sentence):
            for there, other in sentence[n + 1 : n + 1 + REACH]:
                if there - at > REACH:
                    break
                if word != other:
                    counts[(word, other) if word < other else (other, word)] += 1
    return {"pairs": len(counts), "sum": counts.total()}


def ours(table: pd.DataFrame, window: str | int) -> dict[str, Any]:
    found = count_pairs(table, window=window)
    return {"pairs": len(found.shared), "sum": int(found.shared.sum())}


def associations(table: pd.DataFrame) -> dict[str, Any]:
    return {"rows": len(cooccurrence_table(table, min_count=1, min_df=1))}


def peak() -> float:
    """Return the greatest memory of this process so far, in megabytes (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def measured(work: Any, *given: Any) -> dict[str, Any]:
    """Return a call's figures with its seconds and the megabytes that its peak lies above what was there before."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # or what the parent freed would be used again, and not be counted
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts anew
    before = peak()
    begin = time.perf_counter()
    figures: dict[str, Any] = work(*given)
    return figures | {"s": round(time.perf_counter() - begin, 2), "mb": round(peak() - before)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--mb", type=float, default=100.0)
    call = parser.parse_args()
    table, size = tokens_of(call.folder, call.mb)
    small = table.head(1000)
    for window in ("sentence", REACH):
        count_pairs(small, window=window)  # loads the compiled counting, as the imports above load the rest
    lists = as_lists(table)
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(300, 3, seed=1), str)
    jobs: dict[str, tuple[Any, ...]] = {
        "sentence_ours": (ours, table, "sentence"),
        "sentence_counter": (counted, lists),
        "near_ours": (ours, table, REACH),
        "near_counter": (counted_near, lists),
        "association": (associations, table),
    }
    context = multiprocessing.get_context("fork")
    figures: dict[str, Any] = {"mb_text": round(size, 1), "tokens": len(table)}
    for name, (work, *given) in jobs.items():
        # What is given reaches the process by fork and not by pickling, and a new process a job keeps peaks apart.
        with context.Pool(1, initializer=_given.update, initargs=({"given": given},)) as pool:
            figures[name] = pool.apply(_run, (work,))
        print(name, figures[name], flush=True)
    for kind in ("sentence", "near"):
        one, other = figures[f"{kind}_ours"], figures[f"{kind}_counter"]
        assert (one["pairs"], one["sum"]) == (other["pairs"], other["sum"]), "the two sides count differently"
        figures[f"{kind}_times_as_fast"] = round(other["s"] / one["s"], 1)
        figures[f"{kind}_memory_share"] = round(one["mb"] / other["mb"], 2)
    begin = time.perf_counter()
    network_layout(graph)
    figures["layout_300_s"] = round(time.perf_counter() - begin, 2)
    print(json.dumps(figures))


_given: dict[str, Any] = {}


def _run(work: Any) -> dict[str, Any]:
    return measured(work, *_given["given"])


if __name__ == "__main__":
    main()
