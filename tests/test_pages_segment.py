from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusutils.pages import Article, RawPage, read_pages, segment_page
from corpusutils.pages.dates import article_date
from corpusutils.pages.lines import read_lines
from corpusutils.pages.repair import RULES, join_lines
from corpusutils.pages.scoring import LayoutScore, score_page
from corpusutils.pages.segment import is_plain_document
from corpusutils.pages.simulate import LAYOUTS, CleanArticle, simulate_page
from corpusutils.pages.years import mentions, page_year

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


def replayed(page: RawPage, article: Article) -> str:
    """The body made anew from the raw page: its lines joined, then every logged repair done in the order of the rules."""
    told = "body" if any(role == "body" for _, _, role in article.lines) else "caption"
    own = [n for first, last, role in article.lines if role == told for n in range(first, last + 1)]
    spans = []
    for n in own:
        line = page.lines[n - 1]
        if line.strip():
            start = page.line_starts[n - 1] + len(line) - len(line.lstrip())
            spans.append((start, start + len(line.strip())))
    inserted = {i for i, o in enumerate(article.body_origin) if o < 0}
    joined = join_lines(page.text, spans)
    text = [(o, c) for o, c in zip(joined.origin.tolist(), joined.text, strict=True) if o >= 0]
    for rule in RULES:
        for _, _, done in article.repairs:
            at = next((i for i, (o, _) in enumerate(text) if o == done.offset), None)
            if done.rule != rule.name or at is None:
                continue
            stood = text[at : at + len(done.raw)]
            assert "".join(c for _, c in stood) == done.raw.replace("\n", ""), done
            text[at : at + len(done.raw)] = [(o, c) for (o, _), c in zip(stood, done.repaired, strict=False)]
    body = [c for i, c in enumerate(article.body) if i not in inserted]
    assert [o for o in article.body_origin.tolist() if o >= 0] == [o for o, _ in text]
    return "".join(c for _, c in text) if "".join(body) == "".join(c for _, c in text) else f"differs: {text}"


def check_offsets(page: RawPage) -> None:
    for article in segment_page(page):
        assert replayed(page, article) == "".join(
            c for c, o in zip(article.body, article.body_origin, strict=True) if o >= 0
        ), article.key
        for origin, line in zip(article.body_origin, article.body_lines, strict=True):
            assert origin < 0 or page.place_of(int(origin))[0] == line


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.integers(0, 10_000))
def test_a_body_is_its_raw_characters_after_the_logged_repairs(layout: str, seed: int) -> None:
    check_offsets(RawPage("p.txt", simulate_page([ONE, TWO], LAYOUTS[layout], seed=seed).text))


def test_offsets_hold_on_the_pages_laid_out_by_hand(root: Path) -> None:
    sources = sorted((root / "tests/pages").glob("*.txt"))
    assert len(sources) == 174
    for source in sources:
        check_offsets(next(read_pages(source)))


def test_offsets_hold_on_real_pages(shared: Path) -> None:
    for page in read_pages(shared / "seeds"):
        check_offsets(page)


def truth_of(path: Path) -> dict[int, tuple[str, str]]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {int(line): (article, role) for line, article, role in rows}


def score_of(pages: dict[Path, Path]) -> LayoutScore:
    total = LayoutScore()
    for source, truth in pages.items():
        (page,) = read_pages(source)
        total += score_page(page.lines, segment_page(page), truth_of(truth))
    return total


def test_pages_laid_out_by_hand_keep_their_base_line(root: Path) -> None:
    sources = sorted((root / "tests/pages").glob("*.txt"))
    score = score_of({p: p.with_suffix(".lines.tsv") for p in sources})
    assert score.bcubed_f >= 0.94 and score.article_f >= 0.88 and score.role_accuracy >= 0.98


def test_real_pages_annotated_by_us_keep_their_base_line(shared: Path, root: Path) -> None:
    truths = sorted((root / "tests/gold/pages").glob("*.lines.tsv"))
    score = score_of({next((shared / "seeds").glob(f"{t.name[:3]}_*.txt")): t for t in truths})
    assert len(truths) == 2 and score.bcubed_f >= 0.93 and score.article_f >= 0.85


def test_gold_pages_keep_their_base_line(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "articles.jsonl"
    run = [sys.executable, "-m", "corpusutils", "articles", str(shared / "seeds"), "--out", str(out)]
    subprocess.run(run, check=True)
    score = [sys.executable, str(shared / "score/articles.py"), str(out), str(shared / "seeds"), str(shared / "gold")]
    figures = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    floor = {"bcubed_f": 0.98, "article_f": 0.93, "role_acc": 0.97, "headline": 0.93, "body": 0.97}
    assert {k: v for k, v in figures.items() if v < floor[k]} == {}


def test_simulated_pages_lose_no_character_and_keep_their_base_line(root: Path) -> None:
    bench = [sys.executable, str(root / "benchmarks/simulated_pages.py"), "--pages", "60", "--seed", "7"]
    figures = json.loads(subprocess.run(bench, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    assert figures["characters_lost"] == 0 and figures["article_f"] >= 0.8


def test_no_article_goes_on_over_a_form_feed() -> None:
    page = RawPage(
        "p.txt", "本报讯 沁河水清了，\n鸟也回来了，\n\f\n老秦数了三遍才敢报数。\n\n本报讯 公交站装上了灯。\n"
    )
    owners = {n: a.id for a in segment_page(page) for first, last, _ in a.lines for n in range(first, last + 1)}
    assert owners[1] == owners[2] != owners[4]


def test_a_page_longer_than_any_is_cut_in_stretches_and_loses_no_line() -> None:
    item = "本报讯 5月3日，沁河边的湿地里落下\n十来只白鹭，水清了，鸟也就回来了。\n（秦晓）\n"
    page = RawPage("p.txt", item * 1000)
    assert len(segment_page(page)) == 1000
    assert covered(page) == list(range(1, 3001))


@pytest.mark.parametrize(
    "text", ["\n", "。\n", "一\n二\n三\n四\n五\n", "一\n" * 5000, "x" * 5000, "水清了，鸟来了。" * 200_000]
)
def test_odd_pages_do_not_break(text: str) -> None:
    assert isinstance(segment_page(RawPage("p.txt", text)), list)


@pytest.mark.parametrize(
    ("opening", "date", "rule"),
    [
        ("本报讯 5月6日，新修订的办法公布，将于2024年7月1日起施行。", "2024-05-06", "day_in_opening_with_page_year"),
        ("2023年11月2日，全县大会召开，12月1日前完成部署。", "2023-11-02", "full_date_in_opening"),
        ("本报讯 办法自2024年7月1日起施行。", "2024-06-30", "date_of_page"),
        ("茶亭一期已于2017年9月30日完工。", "2024-06-30", "date_of_page"),
        ("记者从今年3月8日召开的会议上获悉，水库蓄水。", "2024-03-08", "day_in_opening_with_page_year"),
    ],
)
def test_an_articles_date_is_the_first_day_told_that_is_not_one_to_come(opening, date, rule):
    assert article_date(opening, page_date="2024-06-30", year=2024) == (date, rule)


def test_a_day_of_december_on_a_page_of_january_is_of_the_year_before() -> None:
    rule = "day_in_opening_with_page_year"
    opening = "本报讯 茶园冬灌已于12月10日结束。"
    assert article_date(opening, page_date=None, year=2024, month=1) == ("2023-12-10", rule)
    assert article_date(opening, page_date=None, year=2024, month=10) == ("2024-12-10", rule)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("本刊记者 闻喜来 报道 漳河边的柳树又绿了，镇里的护林员老宋一早上了坝", "opener"),
        ("本报记者白云山、齐小梅报道：入冬以来，县里添了两座热源", "opener"),
        ("城南片区各燃气用户：", "address"),
        ("各有关经营单位：", "address"),
    ],
)
def test_a_line_opens_an_article_by_its_source_or_by_whom_it_addresses(line: str, mark: str) -> None:
    lines = read_lines(RawPage("p.txt", f"{line}\n第二行是正文。\n"))
    assert lines.marks[mark].tolist() == [True, False]


def test_an_article_that_opens_with_its_reporter_is_not_glued_to_the_one_before() -> None:
    first = "夏汛之前，三座小水库的闸门都换了新的，管理站的人每天早晚各量一次水位。" * 3
    second = "本刊记者 闻喜来 报道 县城西边的旧砖窑停了八年，如今成了孩子们看鸟的地方。" + "窑坑里的水有两米深。" * 8
    page = RawPage("p.txt", f"水库闸门换新\n\n本刊讯 {first}\n\n旧砖窑边看水鸟\n\n{second}\n")
    articles = segment_page(page)
    assert [a.headline for a in articles] == ["水库闸门换新", "旧砖窑边看水鸟"]
    assert articles[1].source == "本刊记者闻喜来报道"


def test_a_report_that_is_only_mentioned_makes_no_plain_document() -> None:
    body = "今年的省政府工作报告提出，新增造林三百万亩。" * 4
    page = RawPage("p.txt", f"山坡又绿了\n\n本刊记者 闻喜来\n\n{body}\n\n河边添步道\n\n本刊讯 {body[::1]}\n")
    assert len(segment_page(page)) == 2


def test_offices_in_brackets_behind_the_points_of_a_plan_make_no_newspaper_page() -> None:
    points = "改造老茶园九百亩，新建茶路三十公里，每个茶站面积不小于三千平方米。（县茶业局、县财政局）"
    sections = ["一、工作目标", "二、重点任务", "三、保障措施"]
    text = "茶业三年行动方案\n" + "".join(f"{title}\n{points}\n{points}\n" for title in sections)
    assert len(segment_page(RawPage("p.txt", text))) == 1


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019年，他在山上建起大棚。今年茶园挂果。", None),
        ("3 2024年6月11日 星期二\n茶园挂果了。", 2024),
        ("2024年是茶园管护的关键之年。", None),
        ("# 江北省江南市 2021 新闻报道\n2019年建起的茶园挂果了。2016年动工的茶路通车。", 2021),
        ("全县召开2023年茶园工作会议。2019年栽下的茶树挂果了。", 2023),
        ("1935年9月18日，队伍到了茶山脚下。2019年这里建起茶园。", None),
        ("报名时间：2023年12月18日至29日，茶山见。", 2023),
        ("10月9日，茶场开展主题教育，学习党的二十大精神。2011年茶场建起了大棚。", 2023),
        ("3月9日，茶场交流党史学习教育，落实十九届六中全会部署。", 2022),
        ("10月9日，茶场举办安全主题教育活动。2011年茶场建起了大棚。", None),
        ("10月9日，茶场招收2022届毕业生30人。2021年，茶园扩大到2万亩。到2025年，再添1万亩。", 2022),
        ("7月9日，茶办开会。2022年上半年，全县栽茶2万亩。2022年茶事方案印发。", 2022),
        ("7月9日，茶办开会。明年是“十四五”规划收官之年，茶园扩到2万亩。", 2024),
        ("3月9日，茶办开会。去年是“十四五”开局之年，茶园扩到2万亩。", 2022),
        ("1月9日，城里测温。2021—2022年采暖季已过半，2021年，全城换装锅炉3台。", 2022),
    ],
)
def test_a_pages_year_is_one_that_it_plainly_works_in(text: str, year: int | None) -> None:
    assert page_year(text, None) == year


def test_a_plan_tells_its_years_once() -> None:
    text = "市茶办发布《茶业三年行动方案（2022—2024年）》，到2024年，茶园达到2万亩，到2026年，再添1万亩。"
    assert mentions(text, 11) == [("ahead", 2026), ("span", 2022)]


def test_a_masthead_dates_the_pages_articles() -> None:
    page = RawPage(
        "p.txt",
        "B3 茶事 2024年11月21日 星期四 责编：秦晓\n\n茶园挂果\n\n本刊讯 茶园的果子熟了，村里人上山采果。（秦晓）\n",
    )
    (found,) = segment_page(page)
    assert (found.date, found.date_rule) == ("2024-11-21", "date_of_page")


def test_a_title_that_touches_its_text_is_none_of_it() -> None:
    """The paragraphs of the page begin with full lines, so that a short one on top is no indent that was lost."""
    text = (
        "本报讯 昨日下午，东关渠清淤完工，\n渠里淤了十几年的泥一车一车拉走，\n两岸的人家又听得见水声了。\n\n"
        "渠长四公里，沿线三个村的稻田都\n靠它浇，往年到了六月要排队等水，\n今年不用了。\n\n"
        "面馆门口添了长椅\n从县医院往南走一百来步，有家开了\n二十年的面馆，老板老曲在门口摆了\n两条长椅，谁走累了都能坐。\n\n"
        "长椅是他自己刨的，漆成绿色，下雨\n天还撑一把伞，看病的人说，这比什\n么都强。\n"
    )
    articles = segment_page(RawPage("p.txt", text))
    titles = [title for article in articles for title in (article.headline, *article.subheads)]
    assert "面馆门口添了长椅" in titles and not any("添了长椅" in article.body for article in articles)


def test_a_title_behind_a_wide_gap_begins_an_article_that_nobody_signs() -> None:
    text = (
        "东关渠又淌水了\n本报讯 东关渠清淤完工，渠里淤了十几年的泥一车一车拉走，两岸的人家又听得见水声了。\n\n"
        "渠长四公里，沿线三个村的稻田都靠它浇，往年到了六月要排队等水。\n\n\n"
        "县医院对面的面馆门口多了两条长椅\n\n清晨六点，县医院对面的面馆开了门，老板老曲先把两条长椅擦一遍。\n\n长椅是他自己刨的，谁走累了都能坐。\n"
    )
    assert [a.headline for a in segment_page(RawPage("p.txt", text))] == [
        "东关渠又淌水了",
        "县医院对面的面馆门口多了两条长椅",
    ]


def test_subheads_of_one_width_begin_no_articles() -> None:
    text = "一条渠的四十年\n本报记者 曲小河\n\n东关渠从山脚的老泉流到镇上，不过四公里。\n\n" + "\n\n".join(
        f"{subhead}\n\n{body}"
        for subhead, body in (
            ("水从哪里来", "渠首在山脚的老泉，泉眼有碗口粗，天旱的年份也没有断过。"),
            ("水往哪里去", "三个村的稻田靠它浇，排水的次序写在祠堂的墙上，谁也不乱。"),
            ("水归谁来管", "渠长换了六任，如今是个二十来岁的姑娘，她把闸门装上了电机。"),
        )
    )
    (article,) = segment_page(RawPage("p.txt", text + "\n"))
    assert article.subheads == ("水从哪里来", "水往哪里去", "水归谁来管")


def test_an_article_may_open_on_the_line_that_closes_the_one_before() -> None:
    text = (
        "本报讯 昨日下午，东关渠清淤完工，\n渠里淤了十几年的泥一车一车拉走，\n两岸的人家又听得见水声了。\n"
        "（曲小河）本报讯 县医院对面的面\n馆门口多了两条长椅，老板老曲说，\n谁走累了都能坐。\n（孟川）\n"
    )
    first, second = segment_page(RawPage("p.txt", text))
    assert first.body.endswith("水声了。") and second.source == "本报讯" and second.headline == ""


def test_a_photo_with_a_title_of_its_own_is_an_article() -> None:
    text = (
        "一条渠的四十年\n本报记者 曲小河\n\n东关渠从山脚的老泉流到镇上，不过四公里，渠首的闸门换过三回，如今是电动的，手机上就能开。\n\n"
        "三个村的稻田靠它浇，排水的次序写在祠堂的墙上，谁也不乱，老人说这是祖上传下来的规矩。\n\n"
        "渠边稻花香\n\n9月2日，东关镇渠口村的农民在稻田里查看长势，今年\n雨水匀，稻穗比往年沉。本报记者 孟川 摄\n\n"
        "本报讯 昨日，县医院对面的面馆门口多了两条长椅，老板老曲说，谁走累了都能坐，天热了还要撑一把伞。（秦晓）\n"
    )
    story = segment_page(RawPage("p.txt", text))[1]
    assert story.headline == "渠边稻花香" and story.body.startswith("9月2日，东关镇渠口村")
    assert [role for _, _, role in story.lines] == ["headline", "caption"]


def test_a_title_between_an_article_and_what_comes_from_another_page_is_the_articles() -> None:
    text = (
        "本报讯 昨日下午，东关渠清淤完工，渠里淤了十几年的泥一车一车拉走，两岸的人家又听得见水声了。\n\n东\n关\n渠\n清\n淤\n完\n工\n\n"
        "（上接第一版）老板老曲说，长椅是他自己刨的，漆成绿色，下雨天还撑一把伞，看病的人都说这比什么都强。\n"
    )
    first, second = segment_page(RawPage("p.txt", text))
    assert (first.headline, second.headline) == ("东关渠清淤完工", "")


def test_a_notice_set_below_an_unsigned_article_is_one_of_its_own() -> None:
    text = (
        "面馆门口添了长椅\n\n本报讯 昨日，县医院对面的面馆门口多了两条长椅，老板老曲说，谁走累了都能坐，天热了还要撑一把伞。\n\n"
        "长椅是他自己刨的，漆成绿色，看病的人说，这比什么都强。\n\n通 告\n\n"
        "因东关渠桥加固施工需要，东关渠桥即日起封闭三十天，过往车辆请从老泉路绕行，给市民带来不便，敬请谅解。东关镇人民政府 2024年6月3日\n"
    )
    assert [a.headline for a in segment_page(RawPage("p.txt", text))] == ["面馆门口添了长椅", "通 告"]


@pytest.mark.parametrize("line", ["（秦 晓）", "（荆　禾）", "（秦 晓 畅秀丽）"])
def test_a_name_of_two_characters_may_be_set_apart_in_its_brackets(line: str) -> None:
    lines = read_lines(RawPage("p.txt", f"茶园的果子熟了，村里人上山采果。\n\n{line}\n"))
    assert lines.marks["name_in_brackets"][1]


def test_a_short_line_that_leaves_a_quote_open_is_a_cut_column_and_no_title() -> None:
    column = ["岸上的人说，坡上的茶树栽了三", "年，今年头一回采，村里家家都", "忙着晒青、炒茶。"]
    rest = ["篮子”。老人的女儿从县城回来", "帮忙，一天能采八斤鲜叶，茶厂", "的车每天傍晚来收。（秦晓）"]
    page = RawPage(
        "p.txt", "\n".join(["茶园采茶忙", "", "本刊讯 " + column[0], *column[1:], "", "如今茶树成了“钱", "", *rest])
    )
    (article,) = segment_page(page)
    assert article.headline == "茶园采茶忙" and "成了“钱篮子”" in article.body and not article.subheads


def test_lines_of_a_column_that_widens_are_joined() -> None:
    narrow = [
        "本刊讯 省茶办日前印发方案，",
        "从茶园改造、鲜叶检测等五个",
        "方面提出措施，到明年，全省",
        "茶园良种率要达到九成，各县",
        "要把鲜叶检测的台账建起来，",
    ]
    wide = [
        "每月检测不少于一次，检测结果在村务公开栏里张贴，接受茶农监督，",
        "管网老化失修的茶厂，要逐一登记造册，能并的并、能改的改，不留",
        "死角，检测不合格的，由省茶办挂牌督办，整改完成以后再行销号。",
    ]
    (article,) = segment_page(RawPage("p.txt", "\n".join(["茶园改造方案出台", "", *narrow, *wide])))
    assert "\n" not in article.body


def test_a_papers_own_call_for_entries_begins_an_article() -> None:
    feature = ["茶园的灯亮到半夜。过去炒一锅茶，", "两个人要守着灶火翻一个多钟头。"]
    call = [
        "为展示我县茶园新貌，",
        "本刊与县文联联合举办",
        "茶园摄影作品征集活动，",
        "投稿截至月底，咨询电",
        "话见下期。作者不限，作",
        "品不限，优秀作品在本刊",
        "上刊发，来稿请注明作者",
        "姓名、地址和联系电话。",
        "组照不超过八幅，每幅不",
        "小于三兆，谢绝合成。",
    ]
    page = RawPage("p.txt", "\n".join(["炒茶新事", "", "本刊讯 " + feature[0], feature[1], "", *call, ""]))
    assert [article.body[:3] for article in segment_page(page)] == ["本刊讯", "为展示"]


@pytest.mark.parametrize(
    "head",
    [
        "2024年5月20日\n",
        "2024-05-20\n",
        "2024年5月20日 第3版\n要闻\n",
        "第A3版\n2024/5/20 星期一\n茶山日报\n要闻\n",
    ],
)
def test_the_date_over_a_page_dates_it_and_is_no_title(head: str) -> None:
    text = f"{head}\n茶山办起采茶会\n\n本报讯 （记者 秦晓）5月18日，茶山办起了采茶会，乡亲们都来了，茶叶卖到了外省。\n"
    (article,) = segment_page(RawPage("p.txt", text))
    assert (article.headline, article.date) == ("茶山办起采茶会", "2024-05-18")


def test_a_date_that_signs_a_notice_dates_no_page() -> None:
    notice = "茶山通告\n\n为护茶山，现就封山通告如下：茶山自即日起封山，进山的路口有人看守，请大家相互转告。\n\n茶山林场\n\n2019年3月2日\n"
    text = f"茶山办起采茶会\n\n本报讯 （记者 秦晓）日前，茶山办起了采茶会，乡亲们都来了。\n\n{notice}"
    news, notice_found = segment_page(RawPage("p.txt", text))
    assert news.date is None
    assert notice_found.lines[-1][1] == len(text.splitlines())  # and stays with it


def test_a_list_whose_items_end_with_offices_is_one_document() -> None:
    items = [
        f"{n}.办好茶事。新建茶校{n}所，茶亭修到村里，茶农看病不再出乡。（市教育局、市财政局）" for n in range(1, 3)
    ]
    page = RawPage("list.txt", "江西省 2025 民生实事清单\n" + "\n".join(items))
    assert len(segment_page(page)) == 1
    signed = [f"茶亭修到了村里，茶农看病不再出乡，茶校新建{n}所。（秦晓）" for n in range(1, 3)]
    assert not is_plain_document(read_lines(RawPage("press.txt", "茶事\n" + "\n".join(signed))))
