"""Promise, report and completion: what kind of record a sentence makes, and what holds of every record."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import article, records
from corpusutils.targets import extract_targets
from corpusutils.targets.stages import reporting_score, reporting_scores


def test_a_promise_is_a_target_with_its_deadline() -> None:
    (record,) = records("到2027年，全县污水收集率达到92%以上。")
    assert (record.kind, record.value, record.comparator, record.deadline) == ("target", 92, "ge", "2027")
    assert "污水收集率" in record.indicator and record.direction == "up"


@pytest.mark.parametrize(
    ("text", "kind", "value", "deadline"),
    [
        ("到2027年，全县单位产值水耗较2023年累计下降12%。", "target", 12, "2027"),
        ("新建道路绿化率不低于三成。", "target", 30, None),
        ("截至今年2月底，全市充电桩达到8600个。", "progress", 8600, None),
        ("2024年全县新修梯田2万亩以上。", "target", 2, "2024"),
        ("全县今明两年清淤18公里。", "target", 18, None),
        ("2022年至2026年植树30万亩。", "target", 30, "2026"),
        ("实际建成3.1万平方米，比年初定的2.8万平方米还多。", "target", 2.8, None),
        ("用水量比900万吨的年度上限低。", "target", 900, "2024"),
    ],
)
def test_what_is_due_is_told_from_what_was_done(text: str, kind: str, value: float, deadline: str | None) -> None:
    found = [r for r in records(text) if r.value == value]
    assert [(r.kind, r.deadline) for r in found] == [(kind, deadline)]


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("水库除险比计划晚了两个月。", 2, "behind"),
        ("全年降尘量没能守住年初划定的上限。", None, "behind"),
        ("造林合格率高于省里下达的指标。", None, "exceeded"),
        ("管网改造较规划时限提前一年。", 1, "ahead"),
        ("清淤进度与年初的计划基本吻合。", None, "partial"),
        ("取水总量未超过红线。", None, "met"),
    ],
)
def test_what_was_done_is_held_against_the_plan_in_other_words(text: str, value: int | None, status: str) -> None:
    assert [(r.kind, r.value, r.status) for r in records(text)] == [("completion", value, status)]


def test_an_amount_behind_a_comparison_with_the_plan_is_how_far_it_was_missed() -> None:
    found = [r for r in records("去年新修梯田1.8万亩，比年度任务多出0.3万亩。") if r.kind == "completion"]
    assert [(r.value, r.unit, r.status) for r in found] == [(0.3, "万亩", "exceeded")]


def test_a_task_put_up_is_a_target_with_its_former_value() -> None:
    (found,) = records("全县造林任务由3万亩调增到4万亩。")
    assert (found.kind, found.value, found.baseline) == ("target", 4, 3)


def test_a_report_is_progress_with_its_period() -> None:
    (record,) = records("去年，全县修复矿山图斑38处。")
    assert (record.kind, record.value, record.unit, record.period) == ("progress", 38, "处", "2023")


def test_a_share_of_the_plan_is_a_completion() -> None:
    progress, completion = records("前三季度植树9000亩，完成年度计划的104%。")
    assert (progress.kind, completion.kind, completion.status) == ("progress", "completion", "exceeded")
    assert completion.indicator == "植树年度计划"
    (part,) = records("水厂二期工程完成45%。")
    assert (part.kind, part.status) == ("completion", "partial")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全市提前完成黑臭水体治理任务。", "ahead"),
        ("造林超额完成年度任务。", "exceeded"),
        ("引水隧洞如期完工。", "met"),
    ],
)
def test_a_completion_in_words_has_no_number(text: str, status: str) -> None:
    (record,) = records(text)
    assert (record.kind, record.value, record.comparator, record.status) == ("completion", None, "none", status)


def test_a_target_quoted_in_its_completion_is_a_record_and_both_point_to_it() -> None:
    body = "截至目前，全县农膜回收率达91%，提前完成“到2026年农膜回收率达到90%以上”的目标。"
    progress, completion, target = sorted(
        records(body), key=lambda r: ("progress", "completion", "target").index(r.kind)
    )
    assert (target.value, target.deadline, completion.status) == (90, "2026", "ahead")
    assert progress.of_target == completion.of_target == target.id and progress.value == 91


def test_a_report_knows_review_from_plan_by_its_sections() -> None:
    text = "一、2023年工作回顾\n植树造林3万亩。\n二、2024年重点工作\n植树造林4万亩。"
    done, planned = records(text, date="2024", headline="某县2024年政府工作报告")
    assert (done.kind, done.period, planned.kind, planned.deadline) == ("progress", "2023", "target", "2024")


def test_a_paragraph_printed_before_is_read_once() -> None:
    twice = "去年全县共修复退化草地1.1万亩。"
    first = article(f"{twice}\n{twice}", date="2024-03-05").with_reprints(((len(twice) + 1, 2 * len(twice) + 1),))
    assert len(list(extract_targets([first]))) == 1


def test_every_record_names_its_rules_and_its_lines() -> None:
    for record in records("到2027年，污水收集率达到92%以上。去年修路30公里，投资2亿元。"):
        assert len(record.rules) >= 3 and record.lines == (1, 1)


@given(st.text(alphabet="到2025年，全市建成10座。完成%以上“”（由至、分别提高Ⅲ类十万亩目标", max_size=60))
def test_odd_text_never_breaks_and_quotes_stand_in_it(text: str) -> None:
    for record in extract_targets([article(text, date="2024-03-05")]):
        assert record.quote in text and record.rules


@pytest.mark.parametrize(
    ("head", "clause", "in_head", "in_clause"),
    [
        ("", "全县建成水窖12座，", 0, 1),
        ("", "到2025年建成水窖12座，", 0, 1),
        ("今年主要预期目标是种茶3万亩，修渠4公里，", "居民收入与经济增长同步，", 2, 1),
        ("全县计划种茶3万亩，修渠4公里，", "居民收入与经济增长同步，", 2, 0),
    ],
)
def test_time_grows_with_the_length_of_a_sentence_and_not_with_its_square(
    head: str, clause: str, in_head: int, in_clause: int
) -> None:
    def seconds(times: int) -> float:
        start = time.perf_counter()
        found = sum(1 for _ in extract_targets([article(head + clause * times, date="2024-03-05")]))
        assert found == in_head + in_clause * times
        return time.perf_counter() - start

    seconds(50)
    short, long = (min(seconds(times) for _ in range(3)) for times in (400, 3200))
    assert long < 8 * short * 4


def test_a_plans_word_rules_the_word_that_it_governs():
    (record,) = records("城区打算新增停车位800个。")
    assert (record.kind, record.indicator, record.value) == ("target", "新增停车位", 800)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("茶厂改建完工后，河水将得到明显改善，水质达到Ⅲ类。", "target"),
        ("深度净化后的河水水质可提升至Ⅱ类。", "target"),
        ("近年来，全县谋划实施茶园喷灌等9个农田项目。", "progress"),
        ("全县谋划实施茶园喷灌等9个农田项目。", "target"),
        ("我省将持续开展茶乡评选，三个镇成为首批茶乡，省级财政给予每个茶乡800万元。", "progress"),
        ("全县将集中力量打造9个茶园示范村。", "target"),
        ("全县用三年时间建成茶园步道120公里。", "target"),
        ("全县用三年时间建成了茶园步道120公里。", "progress"),
        ("茶场面向社会公开招聘采茶工60名。", "target"),
        ("茶厂准备新上烘干线3条。", "target"),
        ("今冬明春全县要投入茶园资金2亿元，清淤茶渠30公里。", "target"),
        ("今年县里下达茶园改造任务5万亩。", "target"),
        ("茶农安置年内再投3000万元。", "target"),
        ("要把茶事办好，镇里先后办了7场茶会。", "progress"),
        ("会议部署，全县建设采茶步道40公里。", "target"),
        ("今年全县再建成茶亭15座，茶叶产量冲刺3万吨。", "target"),
        ("去年全县再建成茶亭15座。", "progress"),
        ("到5月底，实际关停茶灶27眼。", "progress"),
        ("全县茶事经费在去年基础上再压减5%。", "target"),
        ("剩余17个茶亭6月底前完工。", "target"),
    ],
)
def test_what_lies_ahead_is_told_from_what_was_taken_on(body: str, kind: str) -> None:
    assert {r.kind for r in records(body, date="2024-06-05")} == {kind}


def test_the_year_so_far_is_told_from_the_years_plan() -> None:
    found = records("全县计划采茶9万吨，前5个月采了4.2万吨，眼下入库3.1万吨。", date="2024-06-05")
    assert [r.kind for r in found] == ["target", "progress", "progress"]


def test_a_season_that_has_come_is_told_of_what_people_have_got() -> None:
    (found,) = records("镇里31个小区今冬用上了集中供热。", date="2024-11-12")
    assert found.kind == "progress"


def test_all_that_meets_its_goal_is_a_completion_of_its_own() -> None:
    found = records("去年，东河桥断面为二类水质、西河桥断面为三类，全部达到目标要求。")
    assert [r.kind for r in found] == ["progress", "progress", "completion"]
    assert (found[1].indicator, found[2].status) == ("西河桥断面类别", "met")


def test_a_paragraph_that_names_a_year_to_come_is_a_plan() -> None:
    body = "茶业强县建设扎实推进。到2030年，茶园面积达到9万亩。新建茶厂12座。"
    assert {r.kind for r in records(body, headline="宁武县2026年政府工作报告")} == {"target"}


def test_a_share_of_a_plan_may_tell_the_plan_itself() -> None:
    found = records("茶园务工39.8万人，为年度任务37.5万人的106.1%。", date="2024-12-05")
    assert (found[-1].kind, found[-1].value, found[-1].status) == ("completion", 106.1, "exceeded")


def test_where_a_report_turns_to_its_plans_speaks_for_paragraphs_that_leave_it_open() -> None:
    review = "茶业产值同比增长8%，入选全国试点，茶农收入明显提升，三座茶厂建成投产，群众满意度再创新高，各项指标位居全国前列，发展基础更加稳固。"
    plan = "加快推进茶园改造，力争新建茶厂三座，支持企业参与茶市建设，健全茶农培训机制，努力扩大茶叶出口，着力培育龙头企业，全力打造茶业强县。"
    vague = "茶旅融合走深走实，茶园步道、茶亭茶舍相继铺开，采茶节、斗茶会轮番登场，茶山四季有景，茶农户户有活，来茶乡的客人一拨接着一拨，热闹非常。"
    scores = reporting_scores([review, review, vague, review, plan, plan, vague, plan])
    assert scores[2] > 0 > scores[6] and reporting_scores([vague])[0] == reporting_score(vague)


def kinds_of(body: str, headline: str, year: int | None = None) -> list[tuple[str, float | None, str | None]]:
    return [(r.kind, r.value, r.deadline or r.period) for r in records(body, None, headline=headline, year=year)]


@pytest.mark.parametrize(
    ("headline", "body", "due"),
    [
        ("# 岚水省 2022 梯田保护利用行动方案", "本方案实施期为2022—2025年。\n推广石埂梯田。新修梯田30万亩。", "2025"),
        ("岚水省“十四五”梯田保护规划", "全省累计新修梯田30万亩。", "2025"),
        (
            "关于推进梯田保护的实施意见",
            "现就做好2024年梯田保护工作提出如下意见。\n1.修好石埂。新修梯田30万亩。",
            "2024",
        ),
    ],
)
def test_what_a_plan_names_is_due_at_its_end(headline: str, body: str, due: str) -> None:
    assert kinds_of(body, headline) == [("target", 30, due)]


def test_a_press_report_of_a_plan_or_a_call_for_opinions_is_no_plan() -> None:
    body = "去年，全县新修梯田30万亩。\n新修石埂80公里。"
    for headline in ("县农业局解读《梯田保护实施方案》", "梯田保护立法听取意见"):
        assert {kind for kind, *_ in kinds_of(body, headline, 2024)} == {"progress"}


def test_under_a_heading_of_plans_stands_what_is_to_be_until_the_next_heading() -> None:
    body = "一、2023年工作情况。修复梯田12万亩。\n二、2024年工作打算。修复梯田15万亩。\n新增水窖80口。\n三、经验做法。培训石匠300人次。"
    assert kinds_of(body, "县梯田办工作总结", 2023) == [
        ("progress", 12, "2023"),
        ("target", 15, "2024"),
        ("target", 80, "2024"),
        ("progress", 300, "2023"),
    ]


def test_a_report_turns_to_its_own_year_within_a_paragraph() -> None:
    body = "（三）兴修水利。去年，修复梯田12万亩，新建水窖640口，群众满意度明显提升。今年，办好梯田实事：修复梯田15万亩，水窖完好率由82%提升到90%。"
    assert kinds_of(body, "# 石桥县 2024 政府工作报告") == [
        ("progress", 12, "2023"),
        ("progress", 640, "2023"),
        ("target", 15, "2024"),
        ("target", 90, "2024"),
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "去年，修复梯田12万亩。今年重点办好以下实事：新建水窖640口。",
            [("progress", 12, "2023"), ("target", 640, "2024")],
        ),
        (
            "——这五年，梯田绿了。2020年4月25日，首届梯田节开幕，梯田名声在外。修复梯田12万亩。",
            [("progress", 12, "2019/2023")],
        ),
        (
            "去年，梯田面积超过12万亩，梯田博物馆将于今年6月投入运营。",
            [("progress", 12, "2023"), ("target", None, "2024-06")],
        ),
        ("全县梯田绵延1600公里。去年，修复梯田12万亩。", [("progress", 12, "2023")]),
        ("去年，新开工项目80个，其中10亿元以上6个。", [("progress", 80, "2023"), ("progress", 6, "2023")]),
    ],
)
def test_a_reports_review_and_what_interrupts_it(body: str, told: list[tuple[str, int | None, str]]) -> None:
    assert kinds_of(f"一、过去工作回顾\n{body}", "# 石桥县 2024 政府工作报告") == told


def test_a_clause_that_tells_no_more_than_by_when_makes_what_follows_a_promise() -> None:
    (found,) = records("2024年底前，每个乡镇至少建成1家梯田书院。", keep_passing=True)
    assert (found.kind, found.comparator, found.value, found.deadline) == ("target", "ge", 1, "2024")


def test_a_list_goes_on_with_what_the_sentence_before_it_promised() -> None:
    body = "2024年我县将继续办好梯田实事，市级安排资金800万元。具体包括：修复梯田15万亩；新增水窖80口。"
    found = [r for r in records(body) if r.unit != "万元"]
    assert [(r.kind, r.value, r.deadline) for r in found] == [("target", 15, "2024"), ("target", 80, "2024")]


def test_what_is_newly_to_be_had_goes_on_with_a_promise() -> None:
    found = records("今年全县将新建梯田15万亩，新增水窖80口。")
    assert [(r.kind, r.value) for r in found] == [("target", 15), ("target", 80)]


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("今年全县将关停茶井30眼以上，新增茶水利用量600万立方米。", [30, 600]),
        ("今年，该县计划投资9.2亿元，实施7条茶渠治理。", [9.2, 7]),
        ("到2030年，沿河县城全部建成节茶型城市。", [None]),
    ],
)
def test_what_is_to_be_this_year_or_by_a_year_that_the_clause_before_names_is_promised(body: str, values: list) -> None:
    assert [(r.kind, r.value) for r in records(body)] == [("target", value) for value in values]


def test_firms_merged_to_fewer_keep_the_number_that_they_were() -> None:
    (record,) = records("茶企由93家整合为22家。")
    assert (record.value, record.baseline) == (22, 93)


def test_a_promise_goes_on_behind_a_semicolon() -> None:
    told = "今年我县计划新增茶园治理面积3850亩，其中坡地茶园不少于2700亩；新建茶坝46座，除险加固病险茶坝118座，老茶坝都要设专人看管，茶路也要修到坝上，汛期前看一遍。"
    assert {r.kind for r in records(told)} == {"target"}


def test_a_day_alone_in_its_clause_dates_what_was_finished() -> None:
    (record,) = records("2024年3月1日，左权县石匣茶厂正式投产。")
    assert (record.kind, record.indicator, record.period) == ("progress", "石匣茶厂投产", "2024-03-01")


def test_a_share_of_the_whole_length_is_a_completion() -> None:
    found = records("茶渠隧洞累计掘进56.8公里，占总长度的94.5%。")
    assert [(r.kind, r.status) for r in found] == [("progress", None), ("completion", "partial")]


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("去年，茶乡黑臭水体消除比例达90%。", "up"),
        ("去年，茶事投诉办结率达98%。", "up"),
        ("去年，茶厂粉尘浓度为12微克/立方米。", "down"),
    ],
)
def test_what_is_done_away_with_is_better_the_more(body: str, better: str) -> None:
    (found,) = records(body)
    assert found.direction == better


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("下半年还将走访茶农1000户以上。", 1000),
        ("四季度再并网茶光互补项目26万千瓦。", 26),
        ("《茶乡行动方案》印发，明确今年全县茶园虫害率同比下降6%以上。", 6),
        ("茶光互补项目规划总装机102万千瓦。", 102),
        ("目标实现后，每年可减排二氧化碳68万吨。", 68),
        ("全年茶园用水量要比2023年下降3%以上。", 3),
        ("县里将抽调60名技术员进茶园。", 60),
        ("完成全年目标任务2.5万亩。", 2.5),
        ("《茶业方案》从三个领域提出9项任务。种植方面，今年新增茶园45万亩。", 45),
    ],
)
def test_what_is_still_to_come_or_set_by_a_plan_is_promised(body: str, value: float) -> None:
    assert [(r.kind, r.value) for r in records(body, date="2024-06-10")] == [("target", value)]


def test_a_works_progress_is_a_completion_and_a_share_of_the_whole_provinces_task_is_none() -> None:
    (works,) = records("茶亭工程形象进度为21%。")
    assert (works.kind, works.value, works.status) == ("completion", 21, "partial")
    _, sold = records("外销春茶286吨，完成全年保供合同的83%。")
    assert (sold.kind, sold.value) == ("completion", 83)
    _, share = records("全市退耕种茶58万亩，占全省任务的近四成。")
    assert (share.kind, share.value) == ("progress", 40)


def test_what_is_meant_from_a_size_on_is_due_by_its_year() -> None:
    (found,) = records("到2026年底，全县年产3万吨以下的茶厂将全部退出。")
    assert (found.kind, found.value, found.deadline) == ("target", None, "2026")


def test_a_plan_that_is_told_to_be_done_promises_nothing() -> None:
    sold, done = records("茶叶班列开行406列，超额完成年度开行计划。", date="2024-10-12")
    assert (sold.kind, done.kind, done.status) == ("progress", "completion", "exceeded")
    (tasks,) = records("年初确定的41项民生实事工程全面完成。", date="2024-12-20")
    assert (tasks.kind, tasks.value, tasks.status) == ("completion", 41, "met")
    (price,) = records("全年茶价上涨2.7%，控制在3%左右的预期目标之内。", date="2024-12-20")[-1:]
    assert (price.kind, price.value) == ("target", 3)


def test_a_reports_review_tells_of_years_past_and_of_days_to_come() -> None:
    report = "# 石桥省 2024 政府工作报告\n一、过去一年工作回顾\n全年栽茶3万亩。茶园铁路将于2025年3月28日开通。"
    assert [(r.kind, r.deadline) for r in records(report, None)] == [("progress", None), ("target", "2025-03-28")]
    plan = "# 石桥省 2024 政府工作报告\n二、今年工作安排\n过去两年茶产量年均增长6.0%。今年再栽茶3万亩。"
    assert [r.kind for r in records(plan, None)] == ["progress", "target"]


def test_less_than_half_of_the_plan_is_a_completion() -> None:
    (found,) = records("茶厂到位资金不到计划的一半。", date="2024-10-12")
    assert (found.kind, found.value, found.status) == ("completion", 50, "partial")


def test_how_much_earlier_is_told_in_speech_too() -> None:
    found = records("“茶桥通了，比合同工期提前了47天。”老秦说。", date="2024-10-12", keep_passing=True)
    assert [(r.kind, r.value, r.status) for r in found] == [("completion", 47, "ahead")]
