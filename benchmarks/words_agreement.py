"""Our tokens against those of plain `jieba.cut`, and our tags against `jieba.posseg`, with every difference by its cause.

A token of ours that jieba does not cut counts as `protected` where it is kept whole or overlaps such a stretch, as `beside
protected` where one stands between the same two marks, as `dictionary` where a word of the project's lexicons stands between
them, and as `other` else: there should be none.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from corpusutils.pages import read_pages
from corpusutils.words import Segmenter
from corpusutils.words.jieba_files import import_jieba

BLOCK = re.compile(r"[\u4e00-\u9fd5A-Za-z0-9+#&._%-]+")
EXAMPLES = 5


def ends(words: list[str]) -> set[tuple[int, int]]:
    spans, at = set(), 0
    for word in words:
        spans.add((at, at + len(word)))
        at += len(word)
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mb", type=float, default=20, help="how much text at most (default 20)")
    parser.add_argument("--tagged", type=float, default=0.3, help="how much of it is tagged by posseg too")
    call = parser.parse_args()
    import_jieba()  # quietly
    import jieba.posseg

    peer = jieba.Tokenizer()
    peer.initialize()
    ours = Segmenter()
    bare = Segmenter(own_terms=False, whole=())
    added = {entry.word for lexicon in ours.lexicons for entry in lexicon.entries}
    causes: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    figures = {"mb": 0.0, "tokens": 0, "bare_differs": 0, "same_span": 0, "same_tag": 0}
    for page in read_pages(call.folder):
        text = page.text
        figures["mb"] += len(text.encode()) / 1e6
        theirs = ends(list(peer.cut(text)))
        figures["bare_differs"] += len(ends(bare.cut(text)) - theirs)
        tokens = list(ours.tokens(text))
        figures["tokens"] += len(tokens)
        blocks = {i: m.span() for m in BLOCK.finditer(text) for i in range(*m.span())}
        whole = [t for t in tokens if t.protected in ours.whole]
        near = {blocks.get(edge) for t in whole for edge in (t.start - 1, t.start, t.end - 1, t.end)}
        learnt = {blocks.get(t.start) for t in tokens if t.text in added}
        for token in tokens:
            if (token.start, token.end) in theirs:
                continue
            block = blocks.get(token.start)
            if token.protected in ours.whole:
                cause = "protected"
            elif block in learnt:
                cause = "dictionary"
            elif block in near:
                cause = "beside protected"
            else:
                cause = "other"
            causes[cause] += 1
            if len(examples.setdefault(cause, [])) < EXAMPLES:
                examples[cause].append(token.text)
        if figures["mb"] <= call.tagged:
            spans = {(t.start, t.end): t.flag for t in bare.tokens(text)}
            at = 0
            for word, flag in jieba.posseg.cut(text):
                if (at, at + len(word)) in spans:
                    figures["same_span"] += 1
                    figures["same_tag"] += spans[at, at + len(word)] == flag
                at += len(word)
        if figures["mb"] >= call.mb:
            break
    figures["mb"] = round(figures["mb"], 2)
    print(json.dumps(figures | {"causes": dict(causes), "examples": examples}, ensure_ascii=False))


if __name__ == "__main__":
    main()
