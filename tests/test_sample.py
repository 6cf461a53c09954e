"""The sample corpus is what its texts render to, and its card tells the truth about it."""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
from render_sample import SAMPLE, render

THEMES = {"water", "air", "coal", "mineland", "newenergy", "city", "parks_industry", "forest"}


def articles() -> list[dict]:
    return [
        a for p in sorted((SAMPLE / "truth").glob("*.yaml")) for a in yaml.safe_load(p.read_text("utf-8"))["articles"]
    ]


def test_pages_and_truth_are_what_the_texts_render_to() -> None:
    for path, text in render().items():
        assert path.read_bytes() == text.encode(), f"{path.name}: run `make sample`"


def test_manifest_holds_the_digest_of_every_page() -> None:
    with (SAMPLE / "pages" / "manifest.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {r["page"] for r in rows} == {p.name for p in (SAMPLE / "pages").glob("*.txt")}
    for row in rows:
        assert hashlib.sha256((SAMPLE / "pages" / row["page"]).read_bytes()).hexdigest() == row["sha256"]


def test_the_data_card_counts_what_is_there(root: Path) -> None:
    card = (root / "data" / "README.md").read_text(encoding="utf-8")
    pages = len(list((SAMPLE / "pages").glob("*.txt")))
    assert f"{len(articles())} short articles on {pages} pages" in card


def test_articles_are_complete_distinct_and_of_known_themes() -> None:
    every = articles()
    assert len({a["id"] for a in every}) == len(every) >= 60
    assert {t for a in every for t in a["themes"]} == THEMES
    for article in every:
        assert article["headline"] and article["body"] and set(article["themes"]) <= THEMES, article["id"]


def shingles(article: dict) -> set[str]:
    text = "".join(p if isinstance(p, str) else p["subhead"] for p in article["body"])
    return {text[i : i + 8] for i in range(len(text) - 7)}


def overlap(a: set[str], b: set[str]) -> float:
    return len(a & b) / min(len(a), len(b))


def test_no_two_articles_share_their_sentences() -> None:
    sets = [shingles(a) for a in articles()]
    assert max(overlap(a, b) for i, a in enumerate(sets) for b in sets[:i]) <= 0.05


def test_the_overlap_test_sees_a_template() -> None:
    frame = "{}市今年投入资金新建污水处理厂，改造老旧管网，沿河居民反映水比以前清了许多。"
    assert overlap(*(shingles({"body": [frame.format(c)]}) for c in ("临汾", "运城"))) > 0.05
