"""Cut simulated pages into articles and hold them against their truth: by family of layout, and over all.

The articles are those of the sample, four to eight a page, drawn anew for each page; the layout is drawn at random.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from dataclasses import replace

from corpusutils.pages import RawPage, segment_page
from corpusutils.pages.scoring import LayoutScore, score_page
from corpusutils.pages.simulate import (
    CleanArticle,
    Layout,
    SimulatedPage,
    draw_articles,
    draw_layout,
    read_texts,
    simulate_page,
)
from corpusutils.project import project_root


def sample_articles() -> list[list[CleanArticle]]:
    """Return the sample's articles: all of them, and then those of each theme with enough for a page.

    Reprints and the parts that stand on a second page are left out.
    """
    truth = project_root() / "data/sample/truth"
    pairs = (truth / "pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    second = {line.split("\t")[2] for line in pairs}
    articles: list[CleanArticle] = []
    themes: dict[str, list[CleanArticle]] = defaultdict(list)
    for page in read_texts(truth).values():
        for told in page["articles"]:
            if told["id"] in second:
                continue
            articles.append(replace(CleanArticle.of(told), jump_to=None))
            for theme in told["themes"]:
                themes[theme].append(articles[-1])
    return [articles, *(of_theme for _, of_theme in sorted(themes.items()) if len(of_theme) >= 10)]


def draw_page(articles: list[list[CleanArticle]], seed: str) -> tuple[Layout, SimulatedPage]:
    """Draw a page: on every second all articles are of one theme, as on the pages of a trade paper."""
    rng = random.Random(seed)
    layout = draw_layout(rng)
    pool = articles[0] if rng.random() < 0.5 else rng.choice(articles[1:])
    return layout, simulate_page(draw_articles(rng, pool), layout, seed=rng.randrange(10**6))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="how many of the worst pages to name")
    call = parser.parse_args()
    articles = sample_articles()
    by: dict[str, LayoutScore] = defaultdict(LayoutScore)
    lost, pages = 0, []
    for number in range(call.pages):
        layout, simulated = draw_page(articles, f"{call.seed}/{number}")
        page = RawPage("2024-06-05_A1.txt", simulated.text)
        cut = segment_page(page)
        score = score_page(page.lines, cut, {n: (article, role) for n, article, role in simulated.truth})
        claimed = sorted(
            n for a in cut for first, last, _ in a.lines for n in range(first, last + 1) if page.lines[n - 1].strip()
        )
        lost += (
            sum(len(page.lines[n - 1]) for n, _, _ in simulated.truth if n not in claimed)
            + len(claimed)
            - len(set(claimed))
        )
        width = "wrapped" if layout.width else "unwrapped"
        mixed = [name for name in ("interleave", "weave", "scatter") if getattr(layout, name)]
        for family in ("all", f"{width}, headline {layout.headline}", " ".join(mixed) or "in order"):
            by[family] += score
        pages.append((score.article_f, number))
    for family, score in sorted(by.items()):
        print(
            f"{family:32} article_f {score.article_f:.3f}  bcubed_f {score.bcubed_f:.3f}  roles {score.role_accuracy:.3f}"
        )
    print("worst:", *(f"{number} ({f:.2f})" for f, number in sorted(pages)[: call.show]))
    print(json.dumps({"pages": call.pages, "article_f": round(by["all"].article_f, 4), "characters_lost": lost}))


if __name__ == "__main__":
    main()
