"""Whether a paragraph of a report, a plan or a yearly account looks back or ahead, and to which years."""

from __future__ import annotations

import pytest

from conftest import records
from corpusutils.targets.stages import reporting_score, reporting_scores

REPORT = "青石县2024年政府工作报告"


def told(body: str, headline: str, year: str) -> list[tuple[str, str | None]]:
    """Return kind and time of each record."""
    return [(r.kind, r.deadline or r.period) for r in records(body, date=year, headline=headline)]


@pytest.mark.parametrize(
    ("before", "item", "item_of_another"),
    [
        ("（一）加快兴茶。力争栽茶3万亩，支持企业参与。", "（五）", "（一）"),
        ("——加快兴茶。力争栽茶3万亩，支持企业参与。", "——", ""),
        ("实事有：（1）力争栽茶3万亩。（2）支持企业参与。", "（3）", "（2）"),
        ("一是力争栽茶3万亩。二是支持企业参与。", "三是", "二是"),
    ],
)
def test_what_goes_on_with_a_list_is_told_as_the_list_is(before: str, item: str, item_of_another: str) -> None:
    paragraph = "兴桑养蚕。产丝3万吨，养蚕增长12%。"
    first, second = reporting_scores([before, item + paragraph])
    apart, alone = reporting_scores([before, item_of_another + paragraph])
    assert first == second == apart + alone < alone


def test_words_that_open_plans_speak_against_a_report() -> None:
    done = "茶园面积同比增长，入选全国试点，群众满意度明显提升。"
    assert reporting_score(f"主要指标计划安排建议：{done}") < 0 < reporting_score(done)


def test_plans_stand_behind_goals() -> None:
    goals, done = "预期目标为：茶园面积扩大。", "茶园面积同比增长。"
    assert reporting_scores([goals, done])[1] < reporting_scores(["茶园面积扩大。", done])[1]
    assert reporting_scores([done, goals])[0] == reporting_scores([done])[0]


def test_the_five_years_to_come_are_no_review() -> None:
    assert told("未来五年，青石县要当好茶乡。茶园面积从3万亩提高到5万亩，茶农增收12%。", REPORT, "2024") == [
        ("target", "2028"),
        ("target", "2028"),
    ]


def test_a_sentence_without_an_amount_tells_when_what_follows_is_due() -> None:
    assert told("到2030年，青石县要实现“茶乡跃升”。茶园面积达到5万亩，力争产茶3万吨。", REPORT, "2024") == [
        ("target", "2030"),
        ("target", "2030"),
    ]


def test_what_a_goal_is_held_against_does_not_turn_goals_into_what_was_done() -> None:
    body = "今年的目标是：茶园占比由上年的21%提升到22%；产茶3万吨。"
    assert told(body, REPORT, "2024") == [("target", "2024"), ("target", "2024")]


@pytest.mark.parametrize(
    ("headline", "year", "body", "expected"),
    [
        (
            "青石县“十四五”兴茶规划",
            "2021",
            "“十三五”时期，全县栽茶3万亩，产茶年均增长9%。\n到2025年，茶园面积达到5万亩。",
            [("progress", "2016/2020"), ("progress", "2016/2020"), ("target", "2025")],
        ),
        (
            "青石县“十四五”兴茶规划",
            "2021",
            "“十四五”时期，再栽茶3万亩。",
            [("target", "2025")],
        ),
        (
            "青石县2025年茶叶工作要点",
            "2025",
            "2024年，全县产茶3万吨，茶农增收12%。\n2025年，栽茶2万亩。选派茶农120名。",
            [("progress", "2024"), ("progress", "2024"), ("target", "2025"), ("target", "2025")],
        ),
        (
            "青石县2022年茶叶工作总结和2023年工作计划",
            "2022",
            "2022年，全县产茶3万吨。\n2023年，我们将再上台阶。改造茶厂12家。",
            [("progress", "2022"), ("target", "2023")],
        ),
        (
            "青石县2019年茶叶工作总结及计划",
            "2019",
            "2018年，全县产茶3万吨。\n2019年，全县栽茶2万亩。茶厂增加到15家。",
            [("progress", "2018"), ("target", "2019"), ("target", "2019")],
        ),
        (
            "青石县2023年茶叶工作半年总结",
            "2023",
            "1至6月，全县产茶3万吨。\n下半年，重点抓好四件事。一是栽茶2万亩。",
            [("progress", "2023-01/2023-06"), ("target", "2023")],
        ),
    ],
)
def test_the_opening_of_a_paragraph_tells_whether_a_document_looks_back_or_ahead(
    headline: str, year: str, body: str, expected: list[tuple[str, str]]
) -> None:
    assert told(body, headline, year) == expected


def test_an_audit_tells_what_was_found() -> None:
    body = "2020年7月至2021年6月，全县共审计茶厂32家，查出问题资金87万元。"
    assert {kind for kind, _ in told(body, "青石县2021年预算执行审计工作报告", "2021")} == {"progress"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、今年工作安排\n一季度栽茶不少于3万亩。", [("target", "2024-03")]),
        ("一、过去一年工作回顾\n前三季度产茶3万吨。", [("progress", "2023-01/2023-09")]),
        ("一、过去一年工作回顾\n茶厂于10月建成，上半年产茶3万吨。", [("progress", "2023-01/2023-06")]),
    ],
)
def test_a_part_of_a_year_is_of_the_year_that_a_report_reviews_or_plans(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert told(body, REPORT, "2024")[-1:] == expected


def test_a_review_of_five_years_goes_on_until_it_turns_to_one() -> None:
    body = (
        "五年来，青石县交出了一份厚重答卷。茶园面积同比增长，群众满意度明显提升，累计产茶30万吨。\n"
        "茶农增收12.6%，入选全国试点，获评茶乡。\n"
        "过去的2023年，茶园面积同比增长，入选全国试点，产茶3万吨。"
    )
    assert told(body, REPORT, "2024") == [
        ("progress", "2019/2023"),
        ("progress", "2019/2023"),
        ("progress", "2023"),
    ]


def test_a_year_told_in_mid_sentence_does_not_go_on_in_a_review_of_five() -> None:
    body = "“十四五”时期，茶园连年扩大，2025年产茶3万吨，年均增长6%，入选全国试点。茶农增收12%。2024年，栽桑2万亩。养蚕1万张。"
    assert [time for _, time in told(body, "青石县2026年政府工作报告", "2026")] == [
        "2025",
        "2021/2025",
        "2021/2025",
        "2024",
        "2024",
    ]


def test_a_span_of_months_over_two_years_is_one_period() -> None:
    assert [r.period for r in records("2020年7月至2021年6月，全县查茶厂32家。", date="2021")] == ["2020-07/2021-06"]


def test_the_name_of_a_scheme_promises_nothing() -> None:
    found = records("去年，全县落实茶农行动计划资金3万元，招收“茶人计划”学生240名。")
    assert {r.kind for r in found} == {"progress"}


@pytest.mark.parametrize("words", ["20项民生工程全部兑现", "去年的25项实事已于12月20日全部高质量完成"])
def test_works_for_the_people_that_were_all_done_are_a_completion(words: str) -> None:
    assert [(r.kind, r.status) for r in records(f"{words}。", date="2025-01-05")] == [("completion", "met")]


@pytest.mark.parametrize(
    "title", ["茶江流域治理规划", "山西省“十四五”茶江流域治理规划", "山西省 2021 茶江流域治理规划"]
)
def test_a_plan_for_a_river_is_at_home_there(title: str) -> None:
    found = records("到2025年，栽茶3万亩。平遥县栽桑2万亩。", date="2021", headline=title)
    assert [r.place for r in found] == ["茶江流域", "平遥县"]


def test_a_quarter_among_the_tasks_of_a_report_holds_for_its_own_clause() -> None:
    body = "一、今年工作安排\n一季度栽茶3万亩，改造茶厂12家，三季度末养蚕达到1万张。"
    assert [time for _, time in told(body, REPORT, "2024")] == ["2024-03", "2024", "2024-09"]


def test_five_years_are_told_in_other_words_too() -> None:
    body = "五年间，茶园连年扩大，入选全国试点，茶农同比增收12%。"
    assert told(body, REPORT, "2024") == [("progress", "2019/2023")]


@pytest.mark.parametrize(
    "opening",
    ["今后五年，我们要锚定蓝图，努力实现：", "（六）持续增进福祉，财政安排8亿元，重点办好以下实事："],
)
def test_goals_of_years_to_come_and_works_for_the_people_open_plans(opening: str) -> None:
    body = (
        f"{opening}粮食产量稳定在60万吨以上，改造小区40个。新增湿地5处。\n去年，全市植树9万亩，增长3%，位居全省第一。"
    )
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert {r.kind for r in found if r.value not in (9, 3)} == {"target"}


def test_a_month_among_next_years_tasks_is_of_that_year() -> None:
    body = "一年来，疏浚河道30公里。\n2024年，重点抓好两项工作：一是南闸5月底前完成验收；二是整治村河12条。"
    due = [
        r.deadline for r in records(body, headline="水利局2023年工作总结和2024年工作打算", date="2023") if r.deadline
    ]
    assert due == ["2024-05", "2024"]


def test_a_release_on_a_part_of_a_year_is_of_that_part() -> None:
    body = "初步核算，全市生产总值610亿元。3月末，存款余额2100亿元。规上工业增加值增长6.2%。"
    told = {r.value: r.period for r in records(body, headline="江西省九江市 2025 一季度经济运行情况")}
    assert told == {610: "2025-Q1", 2100: "2025-03", 6.2: "2025-Q1"}


def test_years_of_growth_within_a_review_are_the_last_ones() -> None:
    body = "五年来，我们砥砺前行，各项事业再上台阶。茶业产值三年增长2倍，植树40万亩。"
    told = {r.value: r.period for r in records(body, headline="江西省九江市2026年政府工作报告", date="2026")}
    assert told == {2: "2023/2025", 40: "2021/2025"}


def test_the_last_year_of_five_holds_for_its_own_sentence() -> None:
    body = "五年来，我们砥砺前行，各项事业再上台阶。2025年粮食产量达到61万吨。建成水库3座，森林覆盖率达到58%。"
    told = {r.value: r.period for r in records(body, headline="江西省九江市2026年政府工作报告", date="2026")}
    assert told == {61: "2025", 3: "2021/2025", 58: "2021/2025"}


def test_a_notice_that_hands_down_tasks_plans() -> None:
    body = "现将任务下达给你们。全省改造灌区40处，其中九江市12处。"
    found = records(body, headline="关于下达2024年度灌区改造任务的通知", date="2024")
    assert {r.kind for r in found} == {"target"}


def test_an_item_titled_plans_begins_a_list_of_its_own() -> None:
    body = (
        "（一）计划执行情况。2025年，全县生产总值达到310亿元，增长5.7%，完成投资120亿元。\n"
        "（二）2026年计划安排建议。生产总值增长6%左右，新培育企业9户，粮食产量45万吨。"
    )
    found = records(body, headline="江西省武宁县2026年国民经济和社会发展计划报告", date="2026")
    assert {r.value: r.kind for r in found} == {
        310: "progress", 5.7: "progress", 120: "progress", 6: "target", 9: "target", 45: "target",
    }  # fmt: skip


def test_goals_without_a_heading_are_known_by_their_words() -> None:
    goals = "要努力实现：经济增速6%左右，粮食产量60万吨以上，城镇新增就业4万人以上，优良天数比例91%。"
    done = "全年经济增长5.8%，粮食产量达到59万吨，城镇新增就业4.3万人，优良天数比例达到90.6%，同比提高1个百分点。"
    assert reporting_score(done) > 0 > reporting_score(goals)


def test_a_year_to_come_at_the_end_does_not_turn_a_review() -> None:
    body = (
        "五年来，民生投入累计超过190亿元，改造棚户区1.7万套，建成学校40所，群众出行更加便捷，"
        "城乡面貌明显改善，获得感不断增强，森林覆盖率达到61%。今后五年，到2031年森林覆盖率不低于63%。"
    )
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert [r.kind for r in found] == ["progress"] * 4 + ["target"]


def test_goals_that_are_held_against_the_year_before_stay_goals() -> None:
    body = "今年发展主要预期目标是：物价涨幅好于上年、总体在2%左右；粮食产能稳定在60万吨；优良天数比率90%左右。"
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert [(r.kind, r.value) for r in found] == [("target", 2), ("target", 60), ("target", 90)]


def test_a_month_holds_for_its_own_task() -> None:
    body = "今年，抓好以下工作：南水厂6月底前完工，改造小区12个，新建公厕30座，北线8月通车。财政支出增长4%。"
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert [r.deadline for r in found] == ["2026-06", "2026", "2026", "2026-08", "2026"]


def test_goals_of_five_years_go_on_in_paragraphs_that_are_worded_so() -> None:
    body = (
        "“十五五”时期，我们要努力实现：生产总值年均增长6%左右，研发投入强度达到2.4%。\n"
        "城乡格局更加协调，城镇化率提高到67%以上，新增学位3万个。\n"
        "狠抓生态治理。治理河道40公里，造林12万亩，建设绿色矿山9座，持续打好污染防治攻坚战。"
    )
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert {r.value: r.deadline for r in found} == {
        6: "2030", 2.4: "2030", 67: "2030", 3: "2030", 40: "2026", 12: "2026", 9: "2026",
    }  # fmt: skip


def test_work_points_are_due_in_their_year() -> None:
    body = "改造老旧管网90公里。污水处理厂新增能力4万吨。"
    found = records(body, headline="江西省 2024 住房和城乡建设工作要点", date="2024")
    assert [r.deadline for r in found] == ["2024", "2024"]


def test_items_of_a_list_that_leaves_some_out_are_of_one_kind() -> None:
    body = (
        "（一）做强茶业底盘。今年要新建茶厂12座，确保茶业产值增长8%，力争栽茶9万亩，着力打造茶园24个。\n"
        "（四）深耕茶山治理。茶山复绿累计达48万亩，茶渣利用率达92%，用水量下降4%。"
    )
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert {r.kind for r in found} == {"target"}


@pytest.mark.parametrize("kind", ["民生实事清单", "民生实事任务分解", "重点任务分工", "关于下达年度目标任务的通知"])
def test_lists_of_tasks_for_a_year_are_due_in_it(kind: str) -> None:
    body = "1.增加茶学位。新建茶校36所。2.关爱茶农。新增茶亭120处，茶农参保率达到95%。"
    found = records(body, headline=f"江西省九江市 2025 {kind}", date="2025")
    assert [(r.kind, r.deadline) for r in found] == [("target", "2025")] * 3


def test_the_years_of_a_plan_that_is_only_named_are_not_those_of_a_text() -> None:
    body = "根据《江西省茶业实施方案（2022—2035年）》，全省新建茶厂320个。"
    (found,) = records(body, headline="江西省 2024 关于下达年度目标任务的通知", date="2024")
    assert found.deadline == "2024"


def test_items_of_a_plan_are_due_when_their_brackets_say() -> None:
    body = (
        "（一）兴茶业。新建茶厂20座，茶业产值增长10%。（牵头单位：市茶业局；完成时限：2023年11月底）"
        "（二）修茶路。6月底前修通茶路3条，栽茶9万亩。（牵头单位：市交通局；完成时限：见各项）"
    )
    found = records(body, headline="江西省九江市 2023 重点任务分工", date="2023")
    assert [r.deadline for r in found] == ["2023-11", "2023-11", "2023-06", "2023-06"] or [
        r.deadline for r in found
    ] == ["2023-11", "2023-11", "2023-06", "2023"]


def test_a_plan_of_mending_tells_goals_and_what_has_been_done() -> None:
    body = (
        "问题一：茶山复绿慢。整改时限：2023年12月底。整改目标：复绿茶山60平方公里，拆除茶厂12座。"
        "进展情况：已复绿茶山40平方公里。"
    )
    found = records(body, headline="江西省 2022 督察反馈问题整改方案", date="2022")
    assert [(r.kind, r.value, r.deadline) for r in found] == [
        ("target", 60, "2023-12"), ("target", 12, "2023-12"), ("progress", 40, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "headline", ["茶岭集团开出年度“任务单”", "扭住茶业不放松 冲刺全年目标任务", "办好十件民生实事"]
)
def test_news_of_tasks_or_of_a_report_is_news(headline: str) -> None:
    body = "1月12日，茶岭集团召开职工代表大会，董事长秦晓作工作报告。报告指出，2021年集团制茶15万斤，同比增长6%。"
    assert {r.kind for r in records(body, headline=headline, date="2022-01-14")} == {"progress"}


def test_a_report_is_known_by_how_it_begins() -> None:
    body = "现在，我代表市政府，向大会报告工作，请予审议。\n今年，栽茶3万亩，产茶2万吨。"
    assert [(r.kind, r.deadline) for r in records(body, headline="各位代表：", date="2022-01-14")] == [
        ("target", "2022"), ("target", "2022"),
    ]  # fmt: skip


def test_exact_amounts_speak_for_a_report() -> None:
    exact = "茶山植绿，栽茶309万亩、种草481万亩，茶电交易31.7亿度。"
    assert reporting_score(exact) > reporting_score(
        exact.replace("309", "300").replace("481", "500").replace("31.7", "30")
    )
