"""Count neighbouring characters: `python scripts/count_ngrams.py FOLDER…`, the folders of official documents.

Writes `src/corpusutils/pages/data/ngrams.tsv`, from which `corpusutils.pages.flow` tells whether a sentence goes on
from one line to the next, and whether one begins. Official documents know how sentences run, and jieba's dictionary
(MIT), whose frequencies come from general text, knows words that no decree uses: each of the two gives half.
Digits count as one character and so do Latin letters. Rows are characters, pairs, and
`。` with two that follow it, scaled as their pair is.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from importlib.metadata import files
from pathlib import Path

from corpusutils.pages.flow import plain

TARGET = Path(__file__).resolve().parent.parent / "src/corpusutils/pages/data/ngrams.tsv"
LEAST = {1: 5, 2: 12, 3: 4}
"""Grams that are rarer are left out, by their length."""
KEPT = re.compile(r"[\u4e00-\u9fff0a。，、；：“”《》（）%·—]{1,3}")
BEGINS = re.compile(r"(?:^|[。！？；\n])[“《（]?(?=([\u4e00-\u9fff0]{2}))")


def of_documents(folders: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            text = plain(re.sub(r"[ \t\u3000]", "", path.read_text(encoding="utf-8", errors="ignore")))
            for paragraph in filter(None, text.split("\n")):
                counts.update(paragraph)
                counts.update(a + b for a, b in zip("。" + paragraph, paragraph, strict=False))
            counts.update("。" + match[1] for match in BEGINS.finditer(text))
    return counts


def of_dictionary() -> Counter[str]:
    dictionary = next(file for file in files("jieba") or () if file.name == "dict.txt")
    counts: Counter[str] = Counter()
    for row in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, _ = row.split(" ")
        if re.fullmatch(r"[\u4e00-\u9fff]+", word):
            for gram in (*word, *(word[i : i + 2] for i in range(len(word) - 1))):
                counts[gram] += int(frequency)
    return counts


def openings(documents: Counter[str], merged: dict[str, int]) -> dict[str, int]:
    """Scale how often a character or pair opens a sentence to its merged count; a rare pair opens as its first does."""
    scaled = {}
    for gram in [g for g in merged if len(g) < 3 and "。" not in g]:
        first = documents["。" + gram[0]] / max(1, documents[gram[0]])
        rate = first if len(gram) == 1 else (documents["。" + gram] + 3 * first) / (documents[gram] + 3)
        scaled["。" + gram] = round(merged[gram] * rate)
    return scaled


def main() -> None:
    documents, dictionary = of_documents(sys.argv[1:]), of_dictionary()
    sizes = [sum(n for gram, n in counts.items() if len(gram) == 1) for counts in (documents, dictionary)]
    scale = sizes[0] / sizes[1]
    merged = {gram: documents[gram] + round(dictionary[gram] * scale) for gram in documents | dictionary}
    merged |= openings(documents, merged)
    kept = sorted((g for g, n in merged.items() if n >= LEAST[len(g)] and KEPT.fullmatch(g)), key=lambda g: (len(g), g))
    text = "# counts of characters, pairs, and sentence openings in official documents and a dictionary\n"
    TARGET.write_text(text + "".join(f"{g}\t{merged[g]}\n" for g in kept), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
