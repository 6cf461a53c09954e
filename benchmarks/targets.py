"""Reports to records, against `jieba.lcut` and, where it is installed, JioNLP."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time

from corpusutils.pages import read_corpus
from corpusutils.targets import extract_targets
from corpusutils.words.jieba_files import import_jieba

RUNS = 5
SENTENCES = 200


def seconds(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="pages or documents to read")
    articles = read_corpus(parser.parse_args().folder).articles
    size = sum(len(a.body.encode()) for a in articles) / 1e6
    list(extract_targets(articles[:1]))  # load the tables once
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    jieba = import_jieba()
    jieba.initialize()
    ours, peer = [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: list(extract_targets(articles))))
        peer.append(seconds(lambda: [jieba.lcut(a.body) for a in articles]))
    fast, slow = statistics.median(ours), statistics.median(peer)
    figures = {"mb": size, "targets_mb_s": size / fast, "jieba_mb_s": size / slow, "peak_mb": peak}
    try:
        import jionlp
    except ImportError:
        jionlp = None
    if jionlp is not None:
        sentences = [s for a in articles for s in a.body.replace("\n", "。").split("。") if any(c.isdigit() for c in s)]
        sentences = sentences[:SENTENCES]
        part = sum(len(s.encode()) for s in sentences) / 1e6
        theirs = seconds(lambda: [(jionlp.ner.extract_time(s), jionlp.ner.extract_money(s)) for s in sentences])
        figures["jionlp_mb_s"] = part / theirs
        figures["ratio_jionlp"] = (size / fast) / (part / theirs)
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
