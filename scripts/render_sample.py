"""Render the sample corpus: `data/sample/truth/*.yaml` (clean articles) to `data/sample/pages/*.txt`.

`--check` writes nothing and fails where the committed pages are not what the texts render to.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import zlib
from pathlib import Path

from corpusutils.pages.simulate import LAYOUTS, CleanArticle, read_texts, simulate_page
from corpusutils.project import project_root

SAMPLE = project_root() / "data" / "sample"


def render() -> dict[Path, str]:
    """Return every file that the truth renders to, by its place."""
    files: dict[Path, str] = {}
    manifest = [("page", "date", "outlet", "edition", "layout", "sha256")]
    for told in read_texts(SAMPLE / "truth").values():
        articles = [CleanArticle.of(article) for article in told["articles"]]
        page = simulate_page(articles, LAYOUTS[told["layout"]], seed=zlib.crc32(told["page"].encode()))
        name = f"{told['page']}.txt"
        files[SAMPLE / "pages" / name] = page.text
        truth = "".join(f"{line}\t{article}\t{role}\n" for line, article, role in page.truth)
        files[SAMPLE / "truth" / f"{told['page']}.lines.tsv"] = truth
        digest = hashlib.sha256(page.text.encode()).hexdigest()
        manifest.append((name, str(told["date"]), told["outlet"], told["edition"], told["layout"], digest))
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(manifest)
    files[SAMPLE / "pages" / "manifest.csv"] = table.getvalue()
    return files


def main() -> None:
    files = render()
    if "--check" in sys.argv[1:]:
        stale = [p.name for p, text in files.items() if not p.exists() or p.read_bytes() != text.encode()]
        if stale:
            sys.exit(f"these files are not what the texts render to; run `make sample`: {', '.join(stale)}")
        return
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
