"""Learn which figures of the press are told in passing, from the pages and the newspaper articles of the tests.

Every figure that the rules take is a record of the annotation or is none. Writes
`src/corpusutils/targets/data/passing.tsv`, read by `corpusutils.targets.passing`, and prints precision, recall and F
without the weights and with them, each batch of pages being left out in turn of what its weights are learnt from.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from corpusutils.pages import read_corpus
from corpusutils.targets import Record, extract_targets, passing
from corpusutils.targets.scoring import match_records
from corpusutils.targets.weights import read_weights
from logistic import learn, write

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/corpusutils/targets/data/passing.tsv"
PRESS = ("pages/*", *(f"passages/{batch}*" for batch in ("bd", "be", "bi", "bj", "bl", "bm", "bn", "bo")))
"""Where the annotated texts of the press are."""
BATCH = re.compile("[a-z]+")
"""How a file's name tells which texts were written together."""
FOLDS = 6
HEADING = "log-odds of a record against what is told in passing, from the press"
PENALTY = 0.5
"""Inverse strength of the penalty on weights; of 0.1 to 2 it served held-out pages best."""
WEAKEST = 0.1
"""Weights that are written down: smaller ones change nothing."""


Page = tuple[list[tuple[Record, str]], list[dict[str, object]]]
"""All that the rules take from a page, each with its body, and the records of the page's annotation."""


def pages() -> dict[str, list[Page]]:
    """Return the annotated pages by batch."""
    found: dict[str, list[Page]] = defaultdict(list)
    for truth in sorted(path for where in PRESS for path in (ROOT / "tests").glob(f"{where}.targets.jsonl")):
        corpus = read_corpus(truth.with_name(truth.name.replace(".targets.jsonl", ".txt")))
        bodies = {article.key: article.body for article in corpus.articles}
        taken = [(r, bodies[f"{r.page}#{r.article}"]) for r in extract_targets(corpus.articles, keep_passing=True)]
        told = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()]
        found[BATCH.findall(truth.name)[0]].append((taken, told))
    return found


def is_record(taken: list[tuple[Record, str]], told: list[dict[str, object]]) -> list[bool]:
    """Return for each record taken whether the annotation has it."""
    found = [{**record.record(), "article": "", "quote": record.quote} for record, _ in taken]
    matches = match_records(found, [{**record, "article": ""} for record in told])
    left = Counter(matches.loc[matches["result"] == "matched", "found"])
    right = []
    for record in found:
        right.append(left[record["quote"]] > 0)
        left[record["quote"]] -= right[-1]
    return right


def score(kept: list[list[bool]], told: list[int]) -> str:
    matched, found = sum(sum(k) for k in kept), sum(len(k) for k in kept)
    return (
        f"precision {matched / found:.3f}, recall {matched / sum(told):.3f}, F {2 * matched / (found + sum(told)):.3f}"
    )


def weights_of(some: list[Page]) -> dict[str, float]:
    """Return the weights that are learnt from some pages."""
    seen = [passing.features(*pair) for taken, _ in some for pair in taken]
    labels = [label for taken, told in some for label in is_record(taken, told)]
    return learn(seen, labels, PENALTY)


def main() -> None:
    batches = pages()
    before, after, counts = [], [], []
    for number in range(FOLDS):
        held = sorted(batches)[number::FOLDS]
        write(TARGET, HEADING, weights_of([p for name in batches if name not in held for p in batches[name]]), WEAKEST)
        read_weights.cache_clear()
        for taken, told in (page for name in held for page in batches[name]):
            right = is_record(taken, told)
            before.append(right)
            after.append([r for r, pair in zip(right, taken, strict=True) if not passing.in_passing(*pair)])
            counts.append(len(told))
    every = [page for name in batches for page in batches[name]]
    kept = write(TARGET, HEADING, weights_of(every), WEAKEST)
    print(f"{sum(map(len, before))} figures, {sum(map(sum, before))} of them records, {kept} weights")
    print("without:", score(before, counts))
    print("with:   ", score(after, counts))


if __name__ == "__main__":
    main()
