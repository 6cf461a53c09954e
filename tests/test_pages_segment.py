from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusutils.pages import RawPage, segment_page
from corpusutils.pages.dates import article_date
from corpusutils.pages.simulate import LAYOUTS, CleanArticle, simulate_page

ONE = CleanArticle(
    id="one",
    headline="湿地里来了白鹭",
    source="本刊讯",
    body=(
        "5月3日清早，沁河边的湿地里落下十来只白鹭，巡护员老秦数了三遍才敢报数。",
        "“去年只有四只。”他说，水清了，鱼虾回来，鸟也就回来了。",
    ),
    credit="秦晓",
)
TWO = CleanArticle(
    id="two",
    headline="公交站装上遮阳棚",
    source="本报讯",
    body=("6月起，县城二十七个公交站陆续装上遮阳棚，座椅换成了木条的，夏天坐上去不再烫人。",),
    credit="孙月",
)


def covered(page: RawPage) -> list[int]:
    return sorted(n for a in segment_page(page) for first, last, _ in a.lines for n in range(first, last + 1))


def test_two_short_items_are_two_articles() -> None:
    page = simulate_page([ONE, TWO], LAYOUTS["web"], seed=1)
    first, second = segment_page(RawPage("2024-06-05_A1.txt", page.text))
    assert (first.headline, second.headline) == (ONE.headline, TWO.headline)
    assert (
        first.source == "本刊讯" and first.date == "2024-05-03" and first.date_rule == "day_in_opening_with_page_year"
    )
    assert first.body.startswith("本刊讯5月3日清早") and first.body.endswith("（秦晓）")


def test_hard_wrapped_lines_are_joined_without_spaces() -> None:
    page = simulate_page([ONE], LAYOUTS["wrapped"], seed=1)
    (article,) = segment_page(RawPage("p.txt", page.text))
    assert "巡护员老秦数了三遍才敢报数" in article.body


def test_a_vertical_headline_is_read_downwards() -> None:
    page = simulate_page([ONE, TWO], LAYOUTS["vertical"], seed=1)
    assert [a.headline for a in segment_page(RawPage("p.txt", page.text))] == [ONE.headline, TWO.headline]


def test_a_report_stays_one_article() -> None:
    text = "2024年某县政府工作报告\n各位代表：\n一、去年的工作\n新修公路30公里。\n\n二、今年的安排\n植树2万亩。\n"
    (article,) = segment_page(RawPage("某县政府工作报告_2024.txt", text))
    assert article.date == "2024" and article.paragraphs[-1] == "植树2万亩。"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.integers(0, 10_000))
def test_no_line_is_lost_or_claimed_twice(layout: str, seed: int) -> None:
    text = simulate_page([ONE, TWO], LAYOUTS[layout], seed=seed).text
    page = RawPage("p.txt", text)
    filled = {n for n, line in enumerate(page.lines, start=1) if line.strip()}
    lines = [n for n in covered(page) if n in filled]
    assert lines == sorted(filled)


def test_body_offsets_lead_to_the_raw_characters(sample: object) -> None:
    page = RawPage("p.txt", simulate_page([ONE, TWO], LAYOUTS["narrow"], seed=3).text)
    for article in segment_page(page):
        repaired = {i for _, _, r in article.repairs for i in range(r.offset, r.offset + len(r.raw))}
        for character, origin, line in zip(article.body, article.body_origin, article.body_lines, strict=True):
            if origin >= 0:
                assert page.text[origin] == character or origin in repaired
                assert page.place_of(int(origin))[0] == line


def test_gold_pages_keep_their_base_line(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "articles.jsonl"
    run = [sys.executable, "-m", "corpusutils", "articles", str(shared / "seeds"), "--out", str(out)]
    subprocess.run(run, check=True)
    score = [sys.executable, str(shared / "score/articles.py"), str(out), str(shared / "seeds"), str(shared / "gold")]
    figures = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    floor = {"bcubed_f": 0.98, "article_f": 0.93, "role_acc": 0.97, "headline": 0.93, "body": 0.97}
    assert {k: v for k, v in figures.items() if v < floor[k]} == {}


@pytest.mark.parametrize("text", ["\n", "。\n", "一\n二\n三\n四\n五\n", "x" * 5000])
def test_odd_pages_do_not_break(text: str) -> None:
    assert isinstance(segment_page(RawPage("p.txt", text)), list)


@pytest.mark.parametrize(
    ("opening", "date", "rule"),
    [
        ("本报讯 5月6日，新修订的办法公布，将于2024年7月1日起施行。", "2024-05-06", "day_in_opening_with_page_year"),
        ("2023年11月2日，全县大会召开，12月1日前完成部署。", "2023-11-02", "full_date_in_opening"),
        ("本报讯 办法自2024年7月1日起施行。", "2024-06-30", "date_of_page"),
        ("记者从今年3月8日召开的会议上获悉，水库蓄水。", "2024-03-08", "day_in_opening_with_page_year"),
    ],
)
def test_an_articles_date_is_the_first_day_told_that_is_not_one_to_come(opening, date, rule):
    assert article_date(opening, page_date="2024-06-30", year=2024) == (date, rule)
