"""Count how far the years that pages name lie from the pages' own, by kind and season.

The pages are those of the sample, which are named after their dates, and the hand-laid ones, whose years
`tests/pages/years.tsv` tells. Writes `src/corpusutils/pages/data/year_distances.tsv`, and prints how many pages get
their year from the counts of all the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from corpusutils.pages import read_pages
from corpusutils.pages import years as model

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/corpusutils/pages/data/year_distances.tsv"
Page = tuple[int, str]
Counts = dict[tuple[str, str], Counter[int]]


def labelled_pages() -> dict[str, list[Page]]:
    """Return by source the year and the text of each page."""
    sample = [(int(path.name[:4]), path) for path in sorted((ROOT / "data/sample/pages").glob("*.txt"))]
    rows = (ROOT / "tests/pages/years.tsv").read_text(encoding="utf-8").splitlines()[1:]
    laid = [(int(year), ROOT / "tests/pages" / name) for name, year in (row.split("\t") for row in rows)]
    return {"sample": [_read(*page) for page in sample], "hand-laid": [_read(*page) for page in laid]}


def _read(year: int, path: Path) -> Page:
    return year, "".join(page.text for page in read_pages(path))


def count(pages: Iterable[Page]) -> Counts:
    counts: Counts = defaultdict(Counter)
    for own, text in pages:
        squeezed = "".join(text.split())
        month = model.month_of(squeezed)
        for kind, year in model.mentions(squeezed, month):
            for season in {model.season(month), model.ANY}:
                counts[kind, season][model.distance(kind, own, year)] += 1
    return counts


def without(counts: Counts, page: Page) -> Counts:
    """Return the counts of all pages but one."""
    less = count([page])
    return {key: counts[key] - less[key] if key in less else counts[key] for key in counts}


def main() -> None:
    sources = labelled_pages()
    counts = count(page for pages in sources.values() for page in pages)
    for source, pages in sources.items():
        told: Counter[str] = Counter()
        for page in pages:
            best = model.page_year(page[1], None, counts=without(counts, page))
            told["none" if best is None else "right" if best == page[0] else "wrong"] += 1
        print(source, dict(told))
    rows = [
        f"{kind}\t{season}\t{years}\t{times}\n"
        for (kind, season), seen in sorted(counts.items())
        for years, times in sorted(seen.items())
    ]
    TARGET.write_text("kind\tseason\tyears\tmentions\n" + "".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
