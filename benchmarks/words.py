"""Documents to a token table on disk, against plain `jieba.lcut` and `jieba.posseg.lcut` of the same text.

The documents are read, cut into articles, segmented, tagged and written as Parquet by two processes; the peers only cut (and
tag) text that is already in memory, on a share of it, since they are slow. Memory is told of the main process and of the largest worker.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from corpusutils.pages import RawPage, read_pages
from corpusutils.words import write_tokens
from corpusutils.words.jieba_files import import_jieba

RUNS = 3
PEER_MB, POSSEG_MB = 12.0, 0.8
JOBS = 2


def repeated(folder: Path, megabytes: float) -> Iterator[RawPage]:
    """Yield the folder's pages over and over, under new names, until there is so much text."""
    size = 0.0
    for turn in itertools.count():
        for page in read_pages(folder):
            yield RawPage(f"{turn}_{page.name}", page.text)
            size += len(page.text.encode()) / 1e6
            if size >= megabytes:
                return


def rate(work: object, megabytes: float) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return megabytes / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="documents to read")
    parser.add_argument("--mb", type=float, default=50, help="how much text, the folder repeated (default 50)")
    parser.add_argument("--runs", type=int, default=RUNS)
    call = parser.parse_args()
    rates: dict[str, list[float]] = {"words": [], "jieba": [], "posseg": []}
    with tempfile.TemporaryDirectory() as place:
        table = Path(place) / "tokens.parquet"
        write_tokens(repeated(call.folder, call.mb), table, jobs=JOBS)
        # before the peers are loaded: a new process counts as large as the one that started it
        peak, worker = (
            resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        import_jieba()  # quietly
        import jieba.posseg

        jieba.initialize()
        sample = [page.text for page in repeated(call.folder, PEER_MB)]
        tagged = [page.text for page in repeated(call.folder, POSSEG_MB)]
        size, tagged_size = (sum(len(text.encode()) for text in texts) / 1e6 for texts in (sample, tagged))
        for _ in range(call.runs):  # interleaved, so that a slow minute of the machine hits all
            rates["words"].append(rate(lambda: write_tokens(repeated(call.folder, call.mb), table, jobs=JOBS), call.mb))
            rates["jieba"].append(rate(lambda: [jieba.lcut(text) for text in sample], size))
            rates["posseg"].append(rate(lambda: [jieba.posseg.lcut(text) for text in tagged], tagged_size))
    speed = {name: statistics.median(values) for name, values in rates.items()}
    figures = {"mb": call.mb, **{f"{name}_mb_s": value for name, value in speed.items()}}
    figures |= {name: speed["words"] / speed[name] for name in ("jieba", "posseg")}
    figures |= {"main_mb": peak, "largest_worker_mb": worker}
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
