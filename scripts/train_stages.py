"""Learn which words report and which plan: `python scripts/train_stages.py FOLDER…` of government reports.

The label of a paragraph is the section that it stands in: review of the past year, or plans for the year. Writes
`src/corpusutils/targets/data/stages.tsv`, read by `corpusutils.targets.stages`, and prints the accuracy on held-out
reports.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from corpusutils.targets.stages import features

TARGET = Path(__file__).resolve().parent.parent / "src/corpusutils/targets/data/stages.tsv"
LEAST, WEAKEST, SHORTEST, FOLDS = 16, 0.5, 60, 5
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


def learn(documents: Labelled) -> dict[str, float]:
    """Return each feature's log-odds of review against plan, smoothed."""
    labels = Counter(label for label, _ in documents)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for label, found in documents:
        for name in found:
            counts[name][label] += 1
    return {
        name: math.log((c["review"] + 0.5) / (labels["review"] + 1))
        - math.log((c["plan"] + 0.5) / (labels["plan"] + 1))
        for name, c in counts.items()
        if c.total() >= LEAST
    }


def main() -> None:
    reports = [paragraphs(p) for folder in sys.argv[1:] for p in sorted(Path(folder).glob("*.txt"))]
    right = total = 0
    for fold in range(FOLDS):
        weights = learn([x for i, report in enumerate(reports) if i % FOLDS != fold for x in report])
        for label, found in (x for i, report in enumerate(reports) if i % FOLDS == fold for x in report):
            right += (sum(weights.get(name, 0.0) for name in found) > 0) == (label == "review")
            total += 1
    print(f"{right / total:.3f} of {total} paragraphs of held-out reports are told right")
    weights = {n: w for n, w in learn([x for report in reports for x in report]).items() if abs(w) >= WEAKEST}
    rows = "".join(f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()))
    TARGET.write_text(
        "# log-odds of review against plan, from the sections of government reports\n" + rows, encoding="utf-8"
    )


if __name__ == "__main__":
    main()
