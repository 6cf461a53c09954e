"""Token table → document-term matrix and keyness, against scikit-learn's `CountVectorizer` on ready tokens.

    python benchmarks/keywords.py FOLDER [--documents 200000]

The folder's documents are cut into paragraphs, which are repeated until there are enough. Each side runs in a process of its
own, so that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer

from corpusutils.analysis.counts import count_terms
from corpusutils.analysis.keyness import keyness_table
from corpusutils.pages import read_corpus
from corpusutils.words import Segmenter


def paragraphs(folder: str, wanted: int) -> list[list[str]]:
    """Return the tokens of so many paragraphs."""
    segmenter = Segmenter()
    texts = [p for a in read_corpus(folder).articles for p in a.paragraphs if len(p) >= 10]
    cut = [segmenter.cut(text) for text in texts[:wanted]]
    return (cut * (wanted // len(cut) + 1))[:wanted]


def as_table(cut: list[list[str]]) -> pd.DataFrame:
    """Return the token table that the segmenter writes: a row a token, documents and tokens as dictionary ids."""
    lengths = [len(words) for words in cut]
    codes, names = pd.factorize(np.concatenate([np.array(words, dtype=object) for words in cut]), sort=True)
    docs = pd.Categorical.from_codes(np.repeat(np.arange(len(cut)), lengths), [f"d{n:07d}" for n in range(len(cut))])
    return pd.DataFrame({"doc": docs, "token": pd.Categorical.from_codes(codes, names)})


def measured(work: Any, *given: Any) -> tuple[float, float]:
    """Return seconds and megabytes above what was there of a call in this process."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = memory("VmRSS")
    begin = time.perf_counter()
    work(*given)
    return time.perf_counter() - begin, memory("VmHWM") - before


def memory(kind: str) -> float:
    """Return megabytes that this process holds (`VmRSS`) or has held at most (`VmHWM`); Linux only."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(rf"{kind}:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]


def ours(table: pd.DataFrame) -> None:
    count_terms(table, min_df=1)


def theirs(cut: list[list[str]]) -> None:
    CountVectorizer(analyzer=list).fit_transform(cut)


def keyness(counts: Any) -> None:
    keyness_table(counts, pd.Series(np.arange(len(counts.docs)) % 2, index=counts.docs).astype(str))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--documents", type=int, default=200_000)
    call = parser.parse_args()
    cut = paragraphs(call.folder, call.documents)
    table = as_table(cut)
    context = multiprocessing.get_context("fork")
    figures: dict[str, Any] = {"documents": len(cut), "tokens": len(table)}
    counts = count_terms(table, min_df=1)  # also loads the compiled counting, as the import above loads scikit-learn
    figures["terms"] = len(counts.terms)
    for name, work, given in (("ours", ours, table), ("sklearn", theirs, cut), ("keyness", keyness, counts)):
        with context.Pool(1) as pool:
            seconds, memory = pool.apply(measured, (work, given))
        figures |= {f"{name}_s": round(seconds, 2), f"{name}_mb": round(memory)}
    figures["ratio"] = round(figures["sklearn_s"] / figures["ours_s"], 1)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
