"""How fragments and titles come together, on pages made up for one pattern each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusutils.pages import RawPage, late, segment_page
from corpusutils.pages.amend import amend
from corpusutils.pages.chains import BEGIN, JOIN, find_chains, observe, score, steps, take, weights
from corpusutils.pages.cohesion import Cohesion, said
from corpusutils.pages.flow import begins, flow
from corpusutils.pages.late import Evidence
from corpusutils.pages.lines import read_lines
from corpusutils.pages.observe import Observations
from corpusutils.pages.parts import Parts
from corpusutils.pages.roles import LABELS, assign_roles
from corpusutils.pages.scoring import score_page
from corpusutils.pages.segment import explain_page
from corpusutils.pages.titles import Draft, stray_captions

WALNUTS = "南坡的核桃林今年挂果，合作社买来两台脱壳机，核桃仁按等级卖到了外省。"
BRIDGE = "东河上的石桥修好了，两岸的学生上学不用再绕路，石桥的栏杆是老匠人一刀一刀刻的。"
NURSE = "护士站装了电子屏，病人的床号和护理等级一眼就看得见，护士少跑了一半的路。"


def parts_of(text: str) -> Parts:
    lines = read_lines(RawPage("p.txt", text))
    return Parts(lines, assign_roles(lines))


def owners(text: str) -> dict[int, tuple[str, str]]:
    """Raw line → article and role."""
    articles = segment_page(RawPage("p.txt", text))
    return {n: (a.id, role) for a in articles for first, last, role in a.lines for n in range(first, last + 1)}


def test_a_sentence_goes_on_where_its_characters_meet() -> None:
    assert flow("两台脱壳", "机，核桃仁") > flow("两台脱壳", "的栏杆是")
    assert flow("", "机") == 0.0 == flow("壳", "")
    assert begins("近日，合作社") > 0 > begins("的栏杆是")


def test_an_indent_that_was_lost_shows_in_a_shorter_first_line() -> None:
    wrapped = "护士站装了电子屏，\n病人的床号和护理等级一\n眼就看得见，护士少跑了\n一半的路，病人放心了。\n"
    cut = "眼就看得见，护士少跑了\n一半的路，病人放心了。\n"
    page = parts_of(f"本报讯 石桥通了，学生\n上学不用再绕路，石桥的\n栏杆是老匠人刻的。\n\n{wrapped}\n{cut}")
    assert [fragment.indent for fragment in page.fragments][1:] == [1, -1]


def test_a_source_formula_begins_an_article_and_a_name_in_brackets_ends_one() -> None:
    text = f"本报讯 {WALNUTS}（秦晓）\n\n{BRIDGE}{WALNUTS}\n\n本报讯 {NURSE}\n"
    where = owners(text)
    assert len({where[n][0] for n in (1, 3, 5)}) == 3


def test_the_choice_of_every_fragment_is_the_one_that_scores_best() -> None:
    page = parts_of(f"核桃挂果了\n\n本报讯 {WALNUTS}\n\n{WALNUTS[:20]}\n\n石桥通了\n\n{BRIDGE}\n\n{NURSE}\n")
    seen, articles = Observations(page), []
    for number in range(len(page.fragments)):
        choices = list(steps(seen, articles, number))
        take(articles, max(choices, key=lambda step: score(step.kind, observe(seen, step), weights())))
    assert articles == find_chains(page)[0]


def test_articles_that_are_woven_into_each_other_are_told_by_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    walnuts = [
        "南坡的核桃林今年挂果，合作社社长秦晓买来两台脱壳机，核桃仁按等级卖到了外省。",
        "秦晓说，核桃脱壳以前全靠手工，青皮染得手指发黑，脱壳机一开，青皮和核桃仁就分开了。",
        "秦晓打算再添两台脱壳机，青皮卖给染坊，一斤能多挣两毛钱。",
        "林边新盖了烘房，核桃仁烘干以后脱壳机再筛一遍，合作社又多了一笔进项。",
    ]
    bridge = [
        "东河上的石桥修好了，老匠人孙石头带着徒弟刻栏杆，两岸的学生上学不用再绕路。",
        "孙石头说，石桥的桥墩用的是青石，栏杆上的石狮子一只一个样，徒弟刻坏了三块青石。",
        "青石是从山那边运来的，徒弟先学磨凿子，磨上三个月孙石头才让动手。",
        "汛期东河涨水的时候石桥稳当，孙石头站在桥墩旁边，看栏杆上的石狮子一直排到对岸去。",
    ]
    nurse = [
        "护士站装了电子屏，护士长赵平把病人的床号和护理等级排上去，换药的时候一眼就看得见。",
        "赵平说，电子屏连着呼叫铃，病人按铃，护士站的床号就亮，护理记录也自动写好。",
        "颜色跟着护理等级变，呼叫铃响三声没人应，赵平的手环就会震个不停。",
        "出院那天床号暗下来，赵平在护理记录上签字，一切又从头开始。",
    ]
    head = [
        f"{title}\n\n本报记者 乔山\n\n{text[0]}\n\n{text[1]}"
        for title, text in zip(
            ("核桃林里机器响", "东河石桥连两岸", "护士站有了电子屏"), (walnuts, bridge, nurse), strict=True
        )
    ]
    page = parts_of("\n\n".join([*head, walnuts[2], bridge[2], nurse[2], walnuts[3], bridge[3], nurse[3]]))
    woven = [(0, 1, 6, 9), (2, 3, 7, 10), (4, 5, 8, 11)]
    assert find_chains(page)[0] == woven
    monkeypatch.setattr("corpusutils.pages.chains.WOVEN", 99.0)
    assert find_chains(page)[0] != woven


def test_every_observation_has_its_weight(sample: object) -> None:
    page = parts_of(
        f"石桥\n\n本报记者 秦晓\n\n（上接A1版）{BRIDGE}\n\n一是{WALNUTS}\n\n二是{NURSE}\n\n各位读者：{BRIDGE}\n"
    )
    seen, articles = Observations(page), []
    for number in range(len(page.fragments)):
        choices = list(steps(seen, articles, number))
        for step in choices:
            assert set(observe(seen, step)) <= set(weights()[step.kind])
        take(articles, choices[0])
    assert set(weights()) == {BEGIN, JOIN}


def test_what_the_page_prints_elsewhere_joins_a_broken_word() -> None:
    grass = f"{BRIDGE}岚水镇的蓬蓬草长得好，牛羊爱吃蓬蓬草。"
    seen = Observations(parts_of(f"本报讯 {grass}\n\n本报讯 {WALNUTS}岚水镇种下蓬\n\n蓬草三百亩，{NURSE}\n"))
    assert seen.texts[1].endswith("种下蓬")
    assert seen.join((1,), (1,), 2, 0)["echo"] == 2  # 蓬蓬 and 蓬蓬草; not 下蓬蓬, not 下蓬蓬草
    assert seen.join((0,), (1,), 2, 0).get("echo_apart", 0) == 0


def test_a_late_part_goes_back_to_the_article_whose_title_it_speaks_of() -> None:
    walnut = "核桃林里的核桃熟了，合作社的脱壳机日夜转着，核桃仁装箱发往外省，核桃壳烧成活性炭。"
    bridge = "石桥合龙那天，两岸的老人都来了，石桥的栏杆上刻着捐款人的名字，桥面能并排走两辆车。"
    text = (
        f"核桃仁卖到外省去\n\n本报记者 秦晓\n\n{walnut}\n\n南坡的坡地种不了粮，种核桃正好。\n\n"
        f"石桥连通东西两岸\n\n本报记者 孙月\n\n{bridge}\n\n修石桥的石头是从后山采来的。\n\n石桥两岸如今成了一个村。\n\n"
        f"核桃林明年还要扩种，合作社算过账：核桃仁按等级卖，{walnut}脱壳机要再添两台，卖到外省的核桃仁要有自己的牌子。管核桃林的人说，最忙是收核桃的那十来天，满坡都是竹竿敲核桃的声音。\n"
    )
    articles, reasons = amend(parts_of(text), [(0, 1), (2, 3, 4, 5)])
    assert articles == [(0, 1, 5), (2, 3, 4)] and list(reasons) == [5]


def test_what_follows_a_late_part_is_the_next_late_part() -> None:
    walnut = "核桃林里的核桃熟了，合作社的脱壳机日夜转着，核桃仁装箱发往外省，核桃壳烧成活性炭。"
    nurse = "护士站的屏幕亮着，病人的床号和护理等级都在上面，护士少跑了路，病人按铃有人应。"
    bridge = "石桥合龙那天，两岸的老人都来了，石桥的栏杆上刻着捐款人的名字，桥面能并排走两辆车。"
    text = (
        f"核桃仁卖到外省去\n\n本报记者 秦晓\n\n{walnut}\n\n灯火与脚步之间\n\n本报记者 孙月\n\n{nurse}\n\n"
        f"石桥连通东西两岸\n\n本报记者 赵平\n\n{bridge}\n\n"
        f"核桃林明年还要扩种，合作社算过账：核桃仁按等级卖，{walnut}卖到外省的核桃仁要有自己的牌子。管核桃林的人说，最忙是收核桃的那十来天，满坡都是竹竿敲核桃的声音。\n\n"
        f"夜里值班的护士最知道屏幕的好处，{nurse}护理等级一变，屏幕跟着变色，病人按铃，护士不用再翻床号的本子，病人家属也看得懂屏幕。护士少跑了路，护士站的铃声有人应，病人的护理等级一夜看三回。\n\n"
        f"省下来的时间怎么用，病人心里最清楚。\n"
    )
    chains = [(0,), (1,), (2, 3, 4, 5)]
    articles, _ = amend(parts_of(text), chains)
    assert articles == [(0, 3), (1, 4, 5), (2,)]


def test_late_parts_are_decided_together_wherever_they_were_put_first() -> None:
    text = (
        "核桃仁卖到外省去\n\n本报记者 秦晓\n\n核桃林里的核桃熟了，脱壳机日夜转着。\n\n核桃仁按等级卖，核桃壳烧成活性炭。\n\n"
        "灯火与脚步之间\n\n本报记者 孙月\n\n护士站的屏幕亮着，病人的床号都在上面。\n\n病人按铃，护士少跑了路。\n\n"
        "石桥连通东西两岸\n\n本报记者 赵平\n\n石桥合龙那天，两岸的老人都来了。\n\n石桥的桥面能并排走两辆车，栏杆是老匠人刻的。\n\n"
        "脱壳机要再添两台，合作社给核桃仁注册了商标，核桃林明年扩种到山后。\n\n收核桃最忙的是那十来天，核桃仁运到外省，一等的核桃仁价钱高。\n\n"
        "夜里值班的护士最知道屏幕的好处，护理等级一变，床号跟着变色。\n\n病人家属也看得懂屏幕，护士站的铃声有人应，病人心里踏实。\n"
    )
    page = parts_of(text)
    right = [(0, 1, 6, 7), (2, 3, 8, 9), (4, 5)]
    for chains in ([(0, 1, 6, 7, 8, 9), (2, 3), (4, 5)], [(0, 1), (2, 3, 7, 8), (4, 5, 6, 9)], right):
        assert amend(page, chains)[0] == right


def test_a_meeting_that_all_articles_carry_out_does_not_tell_where_a_late_part_belongs() -> None:
    meeting = "市委五届七次全会暨市委农村工作会议"
    text = (
        f"核桃仁卖到外省去\n\n本报记者 秦晓\n\n核桃林里的核桃熟了，脱壳机日夜转着。\n\n“{meeting}提出要延长链条，{meeting}说到了心里。”\n\n"
        "灯火与脚步之间\n\n本报记者 孙月\n\n护士站的屏幕亮着，病人的床号都在上面。\n\n病人按铃，护士少跑了路。\n\n"
        "石桥连通东西两岸\n\n本报记者 赵平\n\n石桥合龙那天，两岸的老人都来了。\n\n石桥的桥面能并排走两辆车，栏杆是老匠人刻的。\n\n"
        f"{meeting}提出，护士站要通到村里，病人床头要有屏幕，护士少跑路，病人按铃有人应，护士站的屏幕要看得见病人的床号。\n\n夜里值班的护士最知道屏幕的好处，护理等级一变，床号跟着变色。\n\n"
        "病人家属也看得懂屏幕，护士站的铃声有人应，病人心里踏实。\n"
    )
    evidence = Evidence(parts_of(text), [((), (4, 5)), ((), (0, 1)), ((), (2, 3))], [(6,)])
    walnuts, nurses = (said(evidence.texts[0], evidence._model(owner, ())) for owner in (1, 2))
    assert walnuts <= 0 < nurses


def test_what_was_printed_before_does_not_tell_where_it_stands() -> None:
    text = (
        f"核桃仁卖到外省去\n\n本报记者 秦晓\n\n{WALNUTS}\n\n石桥连通东西两岸\n\n本报记者 赵平\n\n{BRIDGE}\n\n"
        f"{NURSE}\n\n{NURSE}\n\n{NURSE}\n"
    )
    evidence = Evidence(parts_of(text), [((), (0,)), ((), (1,))], [(2,), (3,), (4,)])
    assert evidence.again == [False, True, True]


def test_the_search_for_late_parts_grows_with_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(*given: object) -> float:
        nonlocal asked
        asked += 1
        return said(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(late, "said", counted)
    counts = []
    for times in (20, 40, 80):
        body = "\n\n".join(f"第{n}天，{WALNUTS if n % 3 else NURSE}" for n in range(times))
        page = parts_of(
            f"核桃仁卖到外省去\n\n本报记者 秦晓\n\n{WALNUTS}\n\n石桥连通东西两岸\n\n本报记者 赵平\n\n{BRIDGE}\n\n{body}\n"
        )
        asked = 0
        amend(page, [(0,), tuple(range(1, times + 2))])
        counts.append(asked)
    assert 0 < counts[2] <= 2.2 * counts[1] <= 5 * counts[0]


def test_a_closed_article_gets_no_late_part() -> None:
    page = parts_of(f"核桃仁卖到外省去\n\n{WALNUTS}（秦晓）\n\n石桥连通两岸\n\n{BRIDGE}\n\n{WALNUTS * 4}\n")
    chains, _ = find_chains(page)
    assert amend(page, chains)[0] == chains


def test_a_title_below_what_comes_from_another_page_is_that_of_a_new_article() -> None:
    text = (
        f"本报讯 {NURSE}（秦晓）\n\n（上接A1版）护士们说，屏幕一亮心里就踏实。\n\n医院明年还要再装八块。\n\n先修桥墩\n\n"
        f"{BRIDGE}\n\n再修桥面\n\n石桥的桥面能并排走两辆车，老匠人刻完了最后一根栏杆。\n\n孙月\n\n东河石桥连通两岸\n"
    )
    where = owners(text)
    assert where[3][0] == where[5][0] != where[9][0] == where[13][0] == where[17][0]
    assert (where[7][1], where[17][1]) == ("subhead", "headline")


def test_titles_stand_below_where_the_page_sets_them_so() -> None:
    text = (
        f"本报讯 {WALNUTS}\n（记者 秦晓）\n核桃仁卖到外省\n\n\n本报讯 {BRIDGE}\n（记者 孙月）\n东河石桥修好了\n\n\n"
        f"本报讯 {NURSE}\n（记者 赵平）\n护士站有了电子屏\n"
    )
    headlines = [article.headline for article in segment_page(RawPage("p.txt", text))]
    assert headlines == ["核桃仁卖到外省", "东河石桥修好了", "护士站有了电子屏"]


def test_a_reporters_line_stays_under_the_last_title_above_it_while_another_goes_up() -> None:
    page = (
        f"本报讯 {BRIDGE}\n\n石桥修好 学生不绕路\n\n南坡：山里机器响\n\n"
        f"本报记者 秦晓\n通讯员 乔山 马会林\n\n入秋以来，{WALNUTS}\n\n护士站里有块屏\n\n本报讯 {NURSE}\n"
    )
    where = owners(page)
    assert where[3] == (where[1][0], "headline")
    assert where[5] == (where[10][0], "headline")
    assert where[12] == (where[14][0], "headline")


def test_a_vertical_title_beside_an_article_is_a_headline_beside_the_one_above() -> None:
    vertical = "\n".join("南坡核桃")
    page = f"核桃林今年挂果 合作社添机器\n\n本报讯 {WALNUTS}\n\n{vertical}\n\n{WALNUTS[8:]}（秦晓）\n\n石桥通了\n\n本报讯 {BRIDGE}\n"
    where = owners(page)
    assert {where[n] for n in (1, 5, 6, 7, 8)} == {(where[3][0], "headline")}


@pytest.mark.parametrize(
    ("title", "kicker", "headline"),
    [
        ("东河两岸——\n石桥通了学生不绕路", "东河两岸——", "东河两岸—— 石桥通了学生不绕路"),
        ("石桥通了\n———记东河上的老匠人孙石头", None, "石桥通了 ———记东河上的老匠人孙石头"),
        ("东河上的石桥修好\n学生上学不绕路了", None, "东河上的石桥修好学生上学不绕路了"),
    ],
)
def test_the_lines_of_a_title_are_told_apart(title: str, kicker: str | None, headline: str) -> None:
    (article,) = segment_page(
        RawPage("p.txt", f"{title}\n\n本报记者 孙月\n通讯员 赵平\n\n{BRIDGE}{NURSE}\n\n{BRIDGE}\n")
    )
    assert (article.kicker, article.headline) == (kicker, headline)
    assert article.byline == "本报记者 孙月 通讯员 赵平"


def test_the_banner_of_a_package_belongs_to_none_of_its_articles() -> None:
    text = (
        f"乡村新事\n\n编者按\n\n今天起刊发三篇来信。\n\n核桃仁卖到外省\n\n本报记者 秦晓\n\n{WALNUTS}\n\n"
        f"东河石桥修好了\n\n本报记者 孙月\n\n{BRIDGE}\n"
    )
    where = owners(text)
    assert not {1, 3, 5} & set(where)
    assert where[7] == ("a01", "headline") and where[13] == ("a02", "headline")


def test_a_title_below_its_article_and_a_deck_above_a_note_are_no_banner() -> None:
    vertical = "\n".join("核桃仁卖到外省")
    text = (
        f"本报讯 {WALNUTS}（秦晓）\n\n{vertical}\n\n———东河石桥见闻\n\n编者按\n\n桥是怎么修好的？\n\n东河石桥修好了\n\n"
        f"本报记者 孙月\n\n{BRIDGE}\n"
    )
    first, second = segment_page(RawPage("p.txt", text))
    assert first.headline == "核桃仁卖到外省"
    assert second.headline == "———东河石桥见闻 东河石桥修好了" and second.body.startswith(BRIDGE[:8])


def test_a_line_that_sends_to_another_page_ends_the_article_above_it() -> None:
    text = f"核桃仁卖到外省\n\n本报记者 秦晓\n\n{WALNUTS}\n\n（更多图片见今日B4版）\n\n东河石桥修好了\n\n本报讯 {BRIDGE}（孙月）\n"
    where = owners(text)
    assert where[7] == (where[5][0], "jump") and where[9] == (where[11][0], "headline")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("左川讯 4月2日，石桥通车，两岸的人都来看。", "body"),
        ("记者：核桃壳烧成了什么？", "body"),
        ("各位市民：石桥自即日起通车。", "body"),
        ("文/图 本报记者 孙月", "byline"),
        ("孙月 摄影报道", "byline"),
        ("（记者 孙月）", "byline"),
        ("（畅雪 景原）", "byline"),
        ("（下转第四版）", "jump"),
        ("2024年4月18日 星期四 责任编辑：秦晓 版式：孙月", "noise"),
    ],
)
def test_a_line_is_read_for_what_it_says(line: str, role: str) -> None:
    lines = read_lines(RawPage("p.txt", f"本报讯 {WALNUTS}\n\n{line}\n\n本报讯 {BRIDGE}\n"))
    roles = assign_roles(lines)
    assert roles.label[1] == {"body": 0, "byline": 2, "jump": 5, "noise": 6}[role], roles.reasons(1)


LINES = [
    "",
    f"本报讯 {WALNUTS}（秦晓）",
    BRIDGE,
    NURSE[:18],
    "（上接A1版）护士们说，",
    "（下转第四版）",
    "石桥通了",
    "桥",
    "国土修复——",
    "【短评】",
    "编者按",
    "本报记者 秦晓",
    "（孙月）",
    "各位市民：",
    "关于通车的通告",
    "2024年4月18日",
    "石桥通车。孙月 摄",
    "## 一座桥",
    "———记东河石桥",
    "\f",
    "。",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_no_mixture_of_lines_breaks_or_is_claimed_twice(lines: list[str]) -> None:
    page = RawPage("p.txt", "\n".join(lines))
    claimed = [n for a in segment_page(page) for first, last, _ in a.lines for n in range(first, last + 1)]
    claimed = [n for n in claimed if page.lines[n - 1].strip()]
    assert len(claimed) == len(set(claimed))
    told = {e.line: e for e in explain_page(page)}
    assert set(told) == {n for n, line in enumerate(page.lines, start=1) if line.strip()}
    assert {n for n, e in told.items() if e.article != "-"} == set(claimed)


@pytest.mark.parametrize(("words", "closes"), [("渠媛", True), ("秦晓 畅雪", True), ("下同", False), ("掌声", False)])
def test_a_name_in_brackets_closes_and_a_remark_does_not(words: str, closes: bool) -> None:
    lines = read_lines(RawPage("p.txt", f"{BRIDGE}（{words}）\n"))
    assert bool(lines.marks["closer"][0]) is closes


def test_a_date_closes_a_notice_and_no_sentence() -> None:
    cut = "本报讯 石桥通车仪式定\n于2024年4月18日\n\n在东河岸边举行，石桥\n的老匠人也会来，桥上\n的栏杆是他刻的。（孙月）\n"
    where = owners(cut)
    assert len({where[n][0] for n in where}) == 1
    notice = f"石桥通车公告\n\n{BRIDGE}{NURSE}\n左川县交通局\n2024年4月18日\n\n{WALNUTS}{BRIDGE}\n\n本报讯 {NURSE}（秦晓）\n\n本报记者 秦晓\n"
    where = owners(notice)
    assert where[3][0] == where[5][0] != where[7][0]


@pytest.mark.parametrize(
    ("signature", "closes"),
    [
        ("（秦\n晓）", True),
        ("（秦 晓\n孙月）", True),
        ("（左川县文化和\n旅游局）", True),
        ("（左川县交通局2024\n年4月18日）", True),
        ("（供热服务中心供稿）", True),
        ("（包括左川县交通局）", False),
        ("（截至2024年\n4月18日）", False),
    ],
)
def test_who_signs_may_be_an_office_and_may_be_wrapped(signature: str, closes: bool) -> None:
    lines = read_lines(RawPage("p.txt", f"本报讯 {WALNUTS}{signature}\n\n{BRIDGE}\n"))
    assert bool(lines.marks["closer"][signature.count("\n")]) is closes


def test_a_source_formula_may_be_wrapped() -> None:
    lines = read_lines(RawPage("p.txt", "本报记者 秦晓 报\n道 石桥修好了，\n\n本报记者 秦晓\n石桥修好了\n"))
    assert lines.marks["opener"].tolist() == [True, False, False, False]


def test_a_byline_a_credit_and_a_question_may_be_wrapped() -> None:
    text = (
        "石桥通了\n\n■本报记者 秦晓 通讯员 孙\n月\n\n"
        + f"{BRIDGE}\n\n石桥上的栏杆 秦晓\n摄\n\n记者：石桥修了两年，\n修好了吗？\n\n匠人：{NURSE}\n"
    )
    lines = read_lines(RawPage("p.txt", text))
    assert [LABELS[role] for role in assign_roles(lines).label.tolist()] == [
        "display", "byline", "byline", "body", "caption", "caption", "body", "body", "body",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("between", "heading"),
    [
        ("石桥修好了，学生不绕路，老人过河也不绕路", [True]),
        ("【走乡村】\n\n两座桥：一座通车，一座封桥", [True, True]),
        ("县交通局局长景原介绍，", [False]),
        ("图①：石桥通车", [False]),
        ("石桥修好了。", [False]),
    ],
)
@pytest.mark.parametrize("head", ["本报记者 孙月\n", "本报讯 "])
def test_what_stands_above_a_reporter_behind_a_full_stop_is_a_title(
    between: str, heading: list[bool], head: str
) -> None:
    lines = read_lines(RawPage("p.txt", f"本报讯 {WALNUTS}\n\n{between}\n\n{head}{BRIDGE}\n"))
    label = assign_roles(lines).label.tolist()[1 : 1 + len(heading)]
    assert [LABELS[role] == "display" for role in label] == heading


def test_a_paragraph_whose_rest_stands_elsewhere_is_no_title() -> None:
    column = "石桥的栏杆是老匠人一刀\n一刀刻的，他刻了两年零\n三个月，今年春天才刻完。\n"
    cut = "下一步，左川县要再修\n两座桥，都在东河的上游\n"
    lines = read_lines(
        RawPage("p.txt", f"{column}{cut}本报讯 护士站装了电子屏，\n病人的床号和护理等级一\n眼就看得见。\n")
    )
    assert [LABELS[role] for role in assign_roles(lines).label.tolist()[3:5]] == ["body", "body"]


def test_the_text_of_a_notice_begins_an_article() -> None:
    notice = "为保障石桥施工，经县政府研究，东河西路自4月18日起封闭，现将绕行路线公布如下。"
    items = "一、公交车改走东河东路。\n\n二、行人走便桥。"
    where = owners(f"本报讯 {BRIDGE}{NURSE}\n\n{WALNUTS}\n\n{notice}\n\n{items}\n\n本报讯 {NURSE}\n")
    assert where[1][0] == where[3][0] != where[5][0] == where[7][0]


@pytest.mark.parametrize(
    ("title", "cut"),
    [("石桥修好了\n——访左川县交通局局长景原", True), ("对话老匠人景原", True), ("石桥修好了", False)],
)
def test_an_interview_begins_below_its_title_where_the_questions_begin(title: str, cut: bool) -> None:
    talk = f"记者：石桥修好了吗？\n\n景原：{BRIDGE}\n\n记者：学生呢？\n\n景原：学生不绕路了。"
    where = owners(f"核桃出山\n\n本报讯 {WALNUTS}{WALNUTS}\n\n{title}\n\n{talk}\n\n护士站添屏\n\n本报讯 {NURSE}\n")
    first, last = 3, 6 + title.count("\n") + 1
    assert (where[first][0] != where[last][0]) is cut


@pytest.mark.parametrize(
    ("head", "noise"),
    [
        ("A3 要闻", {1}),
        ("03版 要闻", {1}),
        ("左川日报 02 要闻", {1}),
        ("3 城事·来信\n2024年4月18日 星期四", {1, 2}),
        ("左川晚讯 民生 2024年4月18日", {1}),
        ("左川日报 本期8版 农历三月初十", {1}),
        ("02 版 2024年4月18日 星期四 热线电话：0350-1234567 编辑 秦晓", {1}),
        ("星期天，石桥通车。", set()),
        ("11 座石桥修好了", set()),
        ("3月起石桥通车", set()),
        ("石桥晚报 城事 5 版\n新闻热线：3451110", {1, 2}),
    ],
)
def test_a_folio_is_told_from_a_title_with_a_number(head: str, noise: set[int]) -> None:
    text = (
        f"{head}\n\n本报讯 {BRIDGE}{NURSE}\n\n本报讯 {WALNUTS}{NURSE}（孙月）\n\n本报记者 秦晓\n\n{BRIDGE}{WALNUTS}\n"
    )
    where = owners(text)
    assert {n for n in range(1, head.count("\n") + 2) if n not in where} == noise


def test_what_every_text_says_counts_little() -> None:
    pieces = ["开展工作，进行检查，蓬蓬草黄了", "开展工作，进行检查，石桥通了", "蓬蓬草黄了，老人睡了"]
    similarity = np.array(Cohesion(pieces, []).similarity)
    assert similarity[0, 2] > similarity[0, 1] > 0 == similarity[1, 2]


def test_scores_are_those_counted_by_hand() -> None:
    page = RawPage("p.txt", f"本报讯 {'水' * 17}。（秦晓）\n\n本报讯 {'桥' * 18}。（孙月）\n")
    first, second = segment_page(page)
    truth = {1: ("a01", "body"), 3: ("a02", "body")}
    good = score_page(page.lines, [first, second], truth)
    assert (good.bcubed_f, good.article_f, good.role_accuracy) == (1.0, 1.0, 1.0)
    # One article of two lines, 25 and 26 characters, that are two in truth: precision (25² + 26²) / 51², recall 1.
    glued = score_page(page.lines, [first], {1: ("a01", "body"), 3: ("a01", "caption")})
    assert (glued.characters, glued.found, glued.articles) == (51, 0, 1)
    assert glued.role_accuracy == pytest.approx(25 / 51)
    both = score_page(page.lines, [first], truth)
    assert (both.found, both.predicted, both.articles) == (1, 1, 2)
    assert both.article_f == pytest.approx(2 / 3)


def test_the_label_of_a_picture_column_is_the_pictures_and_not_its_neighbours() -> None:
    text = (
        f"图说岚水\n\n本报讯 {WALNUTS}{WALNUTS}（秦晓）\n\n雪后的东河，石桥的栏杆披上了一层白。孩子们踩着新雪去上学，老匠人扫开桥面，河水从桥下慢慢流过，两岸的柳树像开了花，远处的山也静了下来。■刘山 摄\n\n"
        f"护士站有了电子屏\n本报讯 {NURSE}{NURSE}（孙月）\n"
    )
    where = owners(text)
    assert where[1] == (where[5][0], "headline")
    assert where[3][0] != where[5][0]


def test_a_title_that_drifted_to_the_top_goes_back_to_the_article_that_has_but_a_deck() -> None:
    text = (
        f"山高有路 水远有桥\n\n本报讯 {BRIDGE}{BRIDGE}（秦晓）\n\n东河石桥修好了\n\n———南坡合作社脱壳增收纪实\n\n"
        f"编者按：南坡的合作社这几年做了什么？本报走进南坡，请看报道。\n\n{WALNUTS}{WALNUTS}\n\n{WALNUTS}（孙月）\n"
    )
    where = owners(text)
    assert where[1] == where[7] == (where[11][0], "headline")
    assert where[5] == (where[3][0], "headline") != where[1]


def test_a_photo_with_its_text_is_a_caption_and_takes_no_title_that_is_not_its_own() -> None:
    text = (
        f"本报讯 {WALNUTS}{WALNUTS}（秦晓）\n\n南坡核桃挂了果\n\n近日下了入冬的头一场雪，柳树像开了花。\n\n孩子们踩着雪去上学，河水从桥下慢慢地流过，\n远处的山也静了下来。■刘山 摄\n\n"
        f"护士少跑一半的路\n\n本报讯 {NURSE}{NURSE}（孙月）\n\n雪后柳树开了花\n"
    )
    where = owners(text)
    assert where[5] == where[7] == where[8] == (where[5][0], "caption")
    assert where[3] == (where[1][0], "headline") and where[10] == (where[12][0], "headline")


def test_a_photos_text_in_the_middle_of_a_sentence_is_no_part_of_it_and_takes_its_title_at_the_foot() -> None:
    text = (
        f"本报讯 {WALNUTS}合作社买来两台脱\n\n近日，柳林湿地下了入冬的头一场雪，孩子们踩着雪去上学，河水从桥下慢慢地流过，远处的山也静了下来，\n"
        f"柳树像开了花，看雪的人站满了堤。■刘山 摄\n\n壳机，{WALNUTS}（秦晓）\n\n护士少跑一半的路\n\n本报讯 {NURSE}{NURSE}（孙月）\n\n雪落湿地\n冬景如画\n"
    )
    where = owners(text)
    assert where[1] == where[6] == (where[1][0], "body")
    assert where[3] == where[4] == (where[3][0], "caption") and where[3][0] != where[1][0]
    assert where[12] == where[13] == (where[3][0], "headline")


def test_a_column_much_wider_than_an_articles_is_hardly_its_own() -> None:
    page = parts_of(
        "本报讯 石桥通了，学生\n上学不用再绕路，石桥的\n栏杆是老匠人刻的，桥头\n栽了十来棵大柳树，乡亲\n\n"
        "们夏天都爱在这里乘凉。老人讲起\n当年的事，说河上只有一座木桥，\n一发大水，两岸的人便断了来往，\n孩子们只好停课等着水退下去了。\n"
    )
    seen = Observations(page).join((0,), (0,), 1, 1)
    assert "far_column" in seen and weights()[JOIN]["far_column"] < weights()[JOIN]["other_column"] < 0


def test_a_photos_text_set_across_the_columns_takes_the_title_that_stands_inside_another_article() -> None:
    column = "南坡的核桃林今年挂了果，\n合作社买来两台脱壳机器，\n核桃仁按等级卖到外省去，\n果农的腰包鼓了不止一圈，\n合作社明年再买三台机器。\n"
    across = (
        "近日，柳林湿地下了入冬的头一场雪，孩子们踩着雪去上学，\n河水从桥下慢慢地流过，远处的山也静了下来，看雪的人站\n"
        "满了堤，连桥头的柳树都像开了花。■刘山 摄\n"
    )
    text = f"本报讯 南坡的核桃挂果，\n{column}\n{across}\n{column}\n雪落湿地\n\n{column}（秦晓）\n\n石桥通了\n\n本报讯 {BRIDGE}（孙月）\n"
    where = owners(text)
    assert where[8] == where[9] == where[10] == (where[18][0], "caption") and where[18][1] == "headline"
    assert where[1] == where[12] == where[20] != where[8]


def test_a_first_line_that_touches_its_title_has_the_column_of_what_follows() -> None:
    text = (
        "核桃林挂了果，合作社买\n来两台脱壳机，核桃仁按\n等级卖到外省，果农笑了\n好几天，明年再买三台。\n\n石桥通了\n本报讯 东河上那座石桥修\n\n"
        "好了，两岸的学生上学不用绕路\n，石桥的栏杆是老匠人一刀一刀\n刻的，桥头栽了十来棵大柳树，\n乡亲们夏天都爱在这里乘凉。\n"
    )
    lines = read_lines(RawPage("p.txt", text))
    assert lines.column[5] == lines.column[6] > lines.column[0]


def test_of_two_captions_that_stand_alone_neither_is_lost_to_the_other() -> None:
    page = parts_of(f"柳林湿地落了入冬的头一场雪。\n\n柳林湿地的雪还在下，孩子们来了。\n\n{WALNUTS}{WALNUTS}（秦晓）\n")
    drafts = [
        Draft([n], dict.fromkeys(range(fragment.first, fragment.last), "body"))
        for n, fragment in enumerate(page.fragments)
    ]
    (kept,) = stray_captions(page, drafts)
    assert kept.roles == {0: "caption", 1: "caption", 2: "body"}


def test_one_line_apart_that_a_photographer_signs_is_a_caption() -> None:
    text = f"本报讯 {WALNUTS}{WALNUTS}\n\n7月16日,脱壳机在南坡装好。■南坡日报记者 魏广 摄\n\n{WALNUTS}（秦晓）\n"
    assert owners(text)[3][1] == "caption"


def test_one_sentence_alone_that_is_wider_than_the_column_above_is_a_caption() -> None:
    column = "本报讯 南坡的核桃林今年\n挂果，合作社买来两台脱壳\n机，核桃仁按等级卖到了外\n省，果农的腰包鼓了起来，\n合作社明年再买三台机器。\n"
    across = "果农在南坡的核桃林里摘下今年的头一筐核桃。"
    assert owners(f"{column}\n{across}\n\n石桥通了\n\n本报讯 {BRIDGE}\n")[7][1] == "caption"
    assert owners(f"{column}\n核桃仁按等级卖到了外省。\n\n石桥通了\n\n本报讯 {BRIDGE}\n")[7][1] == "body"


def test_a_figure_within_a_vertical_title_is_no_page_number() -> None:
    where = owners(f"本报讯 {NURSE}（秦晓）\n\n修\n3\n桥\n\n本报讯 {BRIDGE}（孙月）\n\n4\n")
    assert [where[n] for n in (3, 4, 5)] == [where[3]] * 3 and where[3][1] == "headline"
    assert 9 not in where


def test_a_column_that_stands_before_the_opening_of_its_article_is_read_behind_it() -> None:
    tail = "石桥修好以后，学生们上学少走五里路。老匠人孙石头天天到桥头看看，摸摸石桥的栏杆，跟两岸的人说说话。有人问他，修一座石桥要多少块石头，他说数不清。"
    text = f"核桃仁卖到外省\n\n本报讯 {WALNUTS}（秦晓）\n\n{tail}\n\n本报讯 {BRIDGE}（孙月）\n\n东河石桥修好了\n"
    first, second = segment_page(RawPage("p.txt", text))
    assert first.headline == "核桃仁卖到外省" and second.headline == "东河石桥修好了"
    assert second.body.startswith("本报讯") and second.body.endswith(tail)


def test_a_title_with_a_note_is_that_of_the_article_with_a_deck() -> None:
    text = (
        f"核桃仁卖到外省\n\n本报讯 {WALNUTS}（秦晓）\n\n一座桥 九年路\n\n编者按：修桥的人都有一本账，请听他们说一说。\n\n"
        f"本报讯 {NURSE}（赵平）\n\n护士站装了电子屏\n\n———东河石桥修桥记\n\n本报记者 孙月\n\n{BRIDGE}\n\n{BRIDGE[10:]}\n"
    )
    found = {article.headline: article for article in segment_page(RawPage("p.txt", text))}
    assert [role for _, _, role in found["一座桥 九年路 ———东河石桥修桥记"].lines][:2] == ["headline", "note"]
