"""Count neighbouring characters in official documents: `python scripts/count_bigrams.py FOLDER…`.

Writes `src/corpusutils/pages/data/bigrams.tsv`, from which `corpusutils.pages.flow` tells whether a sentence goes on
from one line to the next. Counts below 10 are left out; single characters stand first.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/corpusutils/pages/data/bigrams.tsv"
LEAST = 10


def main() -> None:
    counts: Counter[str] = Counter()
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).rglob("*.txt")):
            for run in re.findall(r"[\u4e00-\u9fff]{2,}", path.read_text(encoding="utf-8", errors="ignore")):
                counts.update(run)
                counts.update(run[i : i + 2] for i in range(len(run) - 1))
    kept = sorted((g for g, n in counts.items() if n >= LEAST), key=lambda g: (len(g), g))
    text = "# counts of characters and of neighbouring pairs in government reports and ministry notices\n"
    text += "".join(f"{gram}\t{counts[gram]}\n" for gram in kept)
    TARGET.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
