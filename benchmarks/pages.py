"""Raw pages to articles, against plain `jieba.lcut` of the same text."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time

from corpusutils.pages import RawPage, read_pages, segment_page
from corpusutils.words.jieba_files import import_jieba

RUNS = 5


def seconds(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="pages to read")
    folder = parser.parse_args().folder
    jieba = import_jieba()
    jieba.initialize()
    pages = list(read_pages(folder))
    size = sum(len(page.text.encode()) for page in pages) / 1e6
    ours, peer = [], []
    for _ in range(RUNS):  # interleaved, so that a slow minute of the machine hits both
        ours.append(seconds(lambda: [segment_page(RawPage(p.name, p.text)) for p in pages]))
        peer.append(seconds(lambda: [jieba.lcut(p.text) for p in pages]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fast, slow = statistics.median(ours), statistics.median(peer)
    figures = {"mb": size, "pages_mb_s": size / fast, "jieba_mb_s": size / slow, "ratio": slow / fast, "peak_mb": peak}
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
