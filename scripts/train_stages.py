"""Learn which words report and which plan: `python scripts/train_stages.py FOLDER…` of government reports.

The label of a paragraph is the section that it stands in: review of the past year, or plans for the year. Paragraphs of
the invented reports in `tests/passages` are learnt from, too: theirs is what most of their records are. Writes
`src/corpusutils/targets/data/stages.tsv`, read by `corpusutils.targets.stages`, and prints the accuracy on held-out
reports and on held-out batches of passages.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from corpusutils.targets.stages import SHORTEST, SIDE, features, turn_of
from corpusutils.targets.weights import START
from logistic import learn, write

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/corpusutils/targets/data/stages.tsv"
LEAST, FOLDS = 6, 5
PENALTY = 0.3
"""Inverse strength of the penalty on weights; of 0.03 to 0.3 it told most held-out paragraphs right."""
TIMES = 3
"""How many paragraphs of a report one of an invented excerpt weighs: with 1 or 8 as many are told right."""
FEWEST, MOST = 3, 0.8
"""Records of a paragraph from which, and the share of them on one side by which, it is taken to report or to plan."""
WEAKEST = 0.05
"""Weights that are written down: smaller ones change nothing."""
Labelled = list[tuple[str, frozenset[str]]]


def paragraphs(path: Path) -> Labelled:
    text = path.read_text(encoding="utf-8", errors="ignore")
    year = int((re.search(r"(?:19|20)\d\d", path.stem + text[:60]) or ["0"])[0])
    label, out = "", []
    for line in text.split("\n"):
        line = line.strip()
        if len(line) <= 46 and re.match(r"[一二三四五六七八九十]+、|第[一二三四五六]部分", line):
            if re.search(rf"回顾|过去|总结|去年|上年|五年来|{year - 1}年(?!.*{year}年)|取得|成就", line):
                label = "review"
            elif re.search(
                rf"今年|{year}年|安排|部署|总体要求|目标|任务|重点|建议|下一|做好|未来|奋力|努力|工作", line
            ):
                label = "plan"
            continue
        if label and re.search(rf"(?:今年|{year}年)[^。]{{0,30}}(?:主要)?(?:预期)?目标", line[:200]):
            label = "plan"
        if label and len(line) >= SHORTEST:
            out.append((label, features(line)))
    return out


def excerpts(folder: Path) -> dict[str, Labelled]:
    """Return the paragraphs of the invented reports, by the batch that they were written in."""
    batches: dict[str, Labelled] = defaultdict(list)
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not re.search("(?:工作报告|计划报告)$", lines[0].strip()):
            continue
        kinds: dict[int, Counter[str]] = defaultdict(Counter)
        for row in path.with_suffix(".targets.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(row)
            kinds[record["lines"][0]]["plan" if record["kind"] == "target" else "review"] += 1
        for line, told in sorted(kinds.items()):
            label, count = told.most_common(1)[0]
            if told.total() >= FEWEST and count >= MOST * told.total():
                batches[path.stem.rstrip("0123456789")].append((label, features(lines[line - 1])))
    return batches


def weights_of(documents: Labelled) -> dict[str, float]:
    """Return how much each feature speaks for review against plan."""
    return learn([found for _, found in documents], [label == "review" for label, _ in documents], PENALTY, least=LEAST)


def scores_of(paragraphs: Labelled, weights: dict[str, float]) -> list[float]:
    return [weights[START] + sum(weights.get(name, 0.0) for name in found) for _, found in paragraphs]


def main() -> None:
    reports = [paragraphs(p) for folder in sys.argv[1:] for p in sorted(Path(folder).glob("*.txt"))]
    batches = excerpts(ROOT / "tests/passages")
    invented = [x for batch in batches.values() for x in batch]
    right = right_by_side = total = 0
    for fold in range(FOLDS):
        others = [x for i, report in enumerate(reports) if i % FOLDS != fold for x in report]
        weights = weights_of(others + TIMES * invented)
        for report in (report for i, report in enumerate(reports) if i % FOLDS == fold):
            scores = scores_of(report, weights)
            turn = turn_of(scores)
            for n, ((label, _), score) in enumerate(zip(report, scores, strict=True)):
                right += (score > 0) == (label == "review")
                right_by_side += (score + (SIDE if n < turn else -SIDE) > 0) == (label == "review")
                total += 1
    print(f"of {total} paragraphs of held-out reports {right / total:.3f} are told right alone", end=", ")
    print(f"{right_by_side / total:.3f} with the side of the report's turn")
    every = [x for report in reports for x in report]
    told = 0
    for name, batch in batches.items():
        weights = weights_of(every + TIMES * [x for other, xs in batches.items() if other != name for x in xs])
        pairs = zip(batch, scores_of(batch, weights), strict=True)
        told += sum((score > 0) == (label == "review") for (label, _), score in pairs)
    print(f"of {len(invented)} paragraphs of held-out batches of excerpts {told / len(invented):.3f}")
    weights = weights_of(every + TIMES * invented)
    heading = "log-odds of review against plan, from the sections of government reports and from invented excerpts"
    print(write(TARGET, heading, weights, WEAKEST), "weights")


if __name__ == "__main__":
    main()
