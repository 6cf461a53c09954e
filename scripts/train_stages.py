"""Learn which words report and which plan: `python scripts/train_stages.py FOLDER…` of government reports.

The label of a paragraph is the section that it stands in: review of the past year, or plans for the year. Writes
`src/corpusutils/targets/data/stages.tsv`, read by `corpusutils.targets.stages`, and prints the accuracy on held-out
reports.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from corpusutils.targets.stages import SHORTEST, SIDE, features, turn_of
from corpusutils.targets.weights import START
from logistic import learn, write

TARGET = Path(__file__).resolve().parent.parent / "src/corpusutils/targets/data/stages.tsv"
LEAST, FOLDS = 6, 5
PENALTY = 0.3
"""Inverse strength of the penalty on weights; of 0.03 to 0.3 it told most held-out paragraphs right."""
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


def weights_of(documents: Labelled) -> dict[str, float]:
    """Return how much each feature speaks for review against plan."""
    return learn([found for _, found in documents], [label == "review" for label, _ in documents], PENALTY, least=LEAST)


def main() -> None:
    reports = [paragraphs(p) for folder in sys.argv[1:] for p in sorted(Path(folder).glob("*.txt"))]
    right = right_by_side = total = 0
    for fold in range(FOLDS):
        weights = weights_of([x for i, report in enumerate(reports) if i % FOLDS != fold for x in report])
        for report in (report for i, report in enumerate(reports) if i % FOLDS == fold):
            scores = [weights[START] + sum(weights.get(name, 0.0) for name in found) for _, found in report]
            turn = turn_of(scores)
            for n, ((label, _), score) in enumerate(zip(report, scores, strict=True)):
                right += (score > 0) == (label == "review")
                right_by_side += (score + (SIDE if n < turn else -SIDE) > 0) == (label == "review")
                total += 1
    print(f"of {total} paragraphs of held-out reports {right / total:.3f} are told right alone", end=", ")
    print(f"{right_by_side / total:.3f} with the side of the report's turn")
    weights = weights_of([x for report in reports for x in report])
    write(TARGET, "log-odds of review against plan, from the sections of government reports", weights, WEAKEST)


if __name__ == "__main__":
    main()
