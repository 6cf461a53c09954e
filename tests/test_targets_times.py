"""When what is told was or is due."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conftest import article, records, rejected
from corpusutils.targets import extract_targets
from corpusutils.targets.times import find_times


@pytest.mark.parametrize(
    ("text", "value", "ahead"),
    [
        ("到2027年", "2027", True),
        ("2027年底前", "2027", True),
        ("预计2026年9月", "2026-09", True),
        ("2024年5月6日", "2024-05-06", False),
        ("今年1月至8月", "2024-01/2024-08", False),
        ("今年1-9月", "2024-01/2024-09", False),
        ("前三季度", "2024-01/2024-09", False),
        ("今年头四个月", "2024-01/2024-04", False),
        ("明年二季度", "2025-Q2", False),
        ("一季度", "2024-Q1", False),
        ("去年", "2023", False),
        ("年底前", "2024", True),
        ("十年来", "2014/2024", False),
        ("近三年", "2021/2024", False),
        ("两年来", "2022/2024", False),
        ("去冬今春", "2023/2024", False),
        ("开园以来", "to-date", False),
        ("现在", "to-date", False),
        ("“十四五”期间", "2021/2025", False),
        ("“十五五”末", "2030", True),
        ("截至目前", "to-date", False),
    ],
)
def test_times_are_resolved_from_the_text_and_its_year(text: str, value: str, ahead: bool) -> None:
    (found,) = find_times(text, year=2024)
    assert (found.value, found.ahead) == (value, ahead)


def test_a_month_13_and_a_year_that_is_unknown_give_no_time() -> None:
    assert [t.value for t in find_times("2024年13月40日", year=2024)] == ["2024"]
    assert [t.value for t in find_times("年底前", year=None)] == [None]


def test_all_year_on_a_january_page_is_the_year_before() -> None:
    (record,) = records("全年供热煤炭80万吨。", date="2025-01-10")
    assert record.period == "2024"


def test_a_date_alone_is_a_target() -> None:
    (record,) = records("新水厂预计2026年5月通水。")
    assert (record.kind, record.value, record.deadline) == ("target", None, "2026-05")


@pytest.mark.parametrize(
    ("body", "indicator", "deadline"),
    [
        ("沉陷区治理期限顺延至2026年底。", "沉陷区治理期限", "2026"),
        ("渡槽加固推迟到2025年6月。", "渡槽加固期限", "2025-06"),
        ("沿线旧厂房8月底前全部拆完。", "沿线旧厂房拆完", "2024-08"),
    ],
)
def test_a_deadline_set_or_moved_is_a_target_without_an_amount(body, indicator, deadline):
    (record,) = records(body)
    assert (record.kind, record.comparator, record.indicator, record.deadline) == (
        "target",
        "none",
        indicator,
        deadline,
    )


@pytest.mark.parametrize(
    ("body", "value", "deadline"),
    [
        ("方案写明，两年内全县改造水厂12座，到2025年底全部通水。", 12, "2025"),
        ("湖滨步道工程分两段，铺装面积3.6万平方米，2024年8月底前全部完工。", 3.6, "2024-08"),
        ("6公里的河道清淤任务，完成时间由2023年底延至2024年底。", 6, "2024"),
    ],
)
def test_an_amount_takes_the_deadline_that_is_named_behind_it(body: str, value: float, deadline: str) -> None:
    (found,) = [r for r in records(body, date="2023-11-08") if r.value == value]
    assert (found.kind, found.deadline) == ("target", deadline)


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("去年植树40万株，是2010年的2.2倍，栽竹8万株。", "2023"),
        ("截至2023年底，全市万元产值水耗较2020年下降9%。", "2023"),
        ("过去一年，各项工作取得新成绩，栽竹8万株。", "2023"),
    ],
)
def test_a_year_that_is_only_compared_with_is_not_the_time_told(body: str, period: str) -> None:
    assert {r.period for r in records(body, date="2024-02-05") if r.kind == "progress" and r.unit != "倍"} == {period}


def test_a_review_of_five_years_and_a_plan_of_five_years_give_their_figures_that_time() -> None:
    body = "一、过去五年工作回顾\n新修渠道120公里。\n二、今后五年目标\n新修渠道150公里。\n三、2023年重点工作\n新修渠道28公里。"
    found = list(
        extract_targets(
            [replace(article(body, date="2023", headline="青石县政府工作报告"), page="青石县政府工作报告_2023.txt")]
        )
    )
    assert [(r.value, r.period, r.deadline) for r in found] == [
        (120, "2018/2022", None), (150, None, "2027"), (28, None, "2023"),
    ]  # fmt: skip


def test_the_whole_year_in_a_review_of_five_years_is_the_last_of_them() -> None:
    body = "一、2023年工作回顾\n五年来栽桑60万亩，桑园面积达到90万亩。全年新修渠道35公里，出栏肉羊8万只。\n二、2024年工作安排\n新修渠道28公里。"
    page = replace(article(body, date="2024", headline="青石县政府工作报告"), page="青石县政府工作报告_2024.txt")
    periods = {r.value: r.period for r in extract_targets([page])}
    assert (periods[60], periods[35], periods[8]) == ("2019/2023", "2023", "2023")


@pytest.mark.parametrize(
    ("body", "date", "kind", "when"),
    [
        ("《节水办法》自9月1日起施行。", "2024-07-10", "target", "2024-09-01"),
        ("新标准自今年4月1日起实施。", "2024-07-10", "progress", "2024-04-01"),
        ("两项规范将从1月6日开始施行。", "2024-12-20", "target", "2025-01-06"),
    ],
)
def test_a_day_of_entry_into_force_is_read_without_its_year(body: str, date: str, kind: str, when: str) -> None:
    (found,) = records(body, date=date)
    assert (found.kind, found.deadline or found.period) == (kind, when)


def test_the_bottom_of_something_is_no_year_end() -> None:
    (found,) = records("摸清茶园底数，全县要改造老茶园3万亩。")
    assert found.deadline is None


def test_what_was_summed_up_to_date_dates_the_figures_beside_it() -> None:
    found = records("累计治理坡耕地30平方公里，治理度达66%。", date="2024-06-05")
    assert {r.period for r in found} == {"to-date"}


@pytest.mark.parametrize(
    ("body", "date", "kind", "deadline"),
    [
        ("茶园光伏预计12月底并网发电。", None, "target", None),
        ("茶园秋灌预计11月10日结束。", "2024-06-05", "target", "2024-11-10"),
        ("过去运一车茶，司机要跑4个窗口，如今一次办完。", "2024-06-05", "progress", None),
        ("县里争取资金4700万元，修了茶园的路。", "2024-06-05", "progress", None),
        ("3月底前完成茶园春灌60万亩。", None, "target", None),
        ("茶市整治行动将持续到11月底。", "2024-06-05", "target", "2024-11"),
        ("首座茶叶冷库已于4月投运。", "2024-06-05", "progress", None),
    ],
)
def test_promises_of_a_day_and_tales_of_the_past(body: str, date: str | None, kind: str, deadline: str | None) -> None:
    (found,) = records(body, date=date, keep_passing=True)
    assert (found.kind, found.deadline) == (kind, deadline)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("2024年全市采茶4万吨；年末茶叶存量为2.8万吨。", ("progress", 2.8, None, "2024")),
        ("截至年底，茶厂二期路基工程完成92%。", ("completion", 92, None, "2024")),
        ("茶亭改造去年5月动工，12月底全部完工，茶亭装了9座。", ("progress", 9, None, "2024-12")),
        ("茶亭改造预计12月底全部完工。", ("target", None, "2025-12", None)),
    ],
)
def test_the_end_of_a_year_told_in_january_is_of_the_year_before(body: str, told: tuple[Any, ...]) -> None:
    found = records(body, date="2025-01-16")[-1]
    assert (found.kind, found.value, found.deadline, found.period) == told


def test_an_article_without_a_date_is_of_its_pages_month() -> None:
    page = [
        article("10月9日，茶场开园。", date="2024-10-09"),
        article("年初排定的茶厂到9月底开工29家，投资8.7亿元。", name="a02", year="2024"),
    ]
    page[1] = replace(page[1], year=2024)
    assert {(r.kind, r.value) for r in extract_targets(page)} == {("progress", 29), ("progress", 8.7)}


def test_a_rank_that_is_held_for_years_is_no_record() -> None:
    assert records("茶叶产量连续9年居全省第一位。", date="2024-06-05") == []


def test_a_meeting_that_is_planned_is_no_target() -> None:
    assert records("茶博会计划9月20日召开，茶农大会力争2025年举办。", date="2024-06-05") == []


def test_the_years_task_that_a_share_is_of_is_a_target() -> None:
    for body in ("茶农培训6.5万人，完成全年8万人目标任务的81%。", "茶农培训6.5万人，完成8万人茶农培训计划的81%。"):
        found = records(f"上半年，{body}", date="2024-08-05")
        assert [(r.kind, r.value) for r in found] == [("progress", 6.5), ("target", 8), ("completion", 81)]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("茶厂今年9月20日前投产。", ("target", None, "2024-09-20", None)),
        ("新茶市今年3月2日投用。", ("progress", None, None, "2024-03-02")),
        ("新茶市3月2日交付使用。", ("progress", None, None, "2024-03-02")),
        ("茶厂的锅炉房是去年建成的。", ("progress", None, None, "2023")),
        ("自2024年9月1日起，全县实施新的茶青收购办法。", ("target", None, "2024-09-01", None)),
        ("今秋可新增茶园1200亩。", ("target", 1200, "2024", None)),
        ("茶园面积将由2万亩增加到3万亩。", ("target", 3, None, None)),
        ("茶亭立柱完成65%。", ("completion", 65, None, None)),
        (
            "今年1月至4月，茶价上涨2%。\n县里管得严，茶渠累计清淤36公里，超额完成县定任务。",
            ("completion", None, None, "to-date"),
        ),
        (
            "今年1月至4月，茶价上涨2%。\n县里管得严，茶渠累计清淤36公里，完成年度任务的90%。",
            ("completion", 90, None, "2024-01/2024-04"),
        ),
        ("茶厂总投资3亿元，已完成2.1亿元，占70%。", ("completion", 70, None, "to-date")),
        ("茶叶预算收入完成198亿元，其中税收收入118亿元，占比59%。", ("progress", 59, None, None)),
        ("前5个月，采茶工新增4万人，完成年度任务的八成，茶农培训3万人次。", ("progress", 3, None, "2024-01/2024-05")),
        (
            "前5个月，新植茶树46万株，完成全年60万株目标任务的76.7%；修茶亭31座。",
            ("progress", 31, None, "2024-01/2024-05"),
        ),
        ("前5个月，完成全年新植茶树60万株的任务；修茶亭31座。", ("progress", 31, None, "2024-01/2024-05")),
        ("茶厂去年3月动工，总投资4.2亿元。", ("progress", 4.2, None, None)),
        ("去年全县开工茶厂4家，总投资4.2亿元。", ("progress", 4.2, None, "2023")),
        ("茶厂二期去年11月投产。", ("progress", None, None, "2023-11")),
        ("茶厂力争2025年通过绿色食品评估认定。", ("target", None, "2025", None)),
        ("茶叶交易平台将于2024年9月1日上线运行。", ("target", None, "2024-09-01", None)),
        ("到2025年，乡镇茶叶检测站实现全覆盖。", ("target", None, "2025", None)),
        ("到2025年，全县茶园喷灌设施全部装上流量计。", ("target", None, "2025", None)),
        ("上半年，茶乡争取新增专项债券5.3亿元。", ("progress", 5.3, None, "2024-01/2024-06")),
        ("截至6月3日，已采茶9.2万亩，占计划面积的56.1%。", ("completion", 56.1, None, "2024-06-03")),
        ("“十四五”以来，全县新植茶树3127万株。", ("progress", 3127, None, "2021/2024")),
        ("明年再改造茶亭96座，力争4月底前全部开工。", ("target", None, "2025-04", None)),
        ("全县已采茶65万亩，完成计划面积的63.8%。", ("completion", 63.8, None, "to-date")),
        ("全县已采茶65万亩，完成112万亩春茶采摘计划的58%。", ("completion", 58, None, "to-date")),
        ("今年采茶面积将稳定在12万亩以上。", ("target", 12, "2024", None)),
        ("今年将招聘茶师200名，每个镇至少建成2个茶站。", ("target", 2, "2024", None)),
        ("为确保颗粒归仓，今年全县组织采茶机180台投入采收。", ("progress", 180, None, "2024")),
        ("茶山连续12年没有发生火灾。", ("progress", 12, None, None)),
        ("茶亭已开工17座，开工率91.9%。", ("completion", 91.9, None, "to-date")),
        ("全县采茶46万亩，完成意向面积的101%。", ("completion", 101, None, None)),
        ("茶山隧道提前实现双线贯通。", ("completion", None, None, None)),
        ("总投资2.2亿元的茶厂预计2025年9月投产。", ("progress", 2.2, None, None)),
        ("茶厂满产后每年可加工茶叶1.5万吨。", ("target", 1.5, None, None)),
        ("6月5日上午，随着最后一片箱梁落下，茶马大桥顺利合龙。", ("progress", None, None, "2024-06-05")),
        ("6月5日，茶马隧道胜利贯通。", ("progress", None, None, "2024-06-05")),
        ("6月5日，茶山水厂5号机组一次并网成功。", ("progress", None, None, "2024-06-05")),
        ("6月5日，茶渠修复工程通过竣工验收。", ("progress", None, None, "2024-06-05")),
    ],
)
def test_dates_and_shares_say_what_is_promised_and_what_is_done(body: str, told: tuple[Any, ...]) -> None:
    found = records(body, date="2024-06-05")[-1]
    assert (found.kind, found.value, found.deadline, found.period) == told


@pytest.mark.parametrize(
    ("body", "deadlines"),
    [
        ("今年，县里计划投入茶园改造资金9亿元，新建茶库3座。", {"2024"}),
        ("下半年，该县将再建采茶站34座。", {"2024"}),
        ("上半年，计划举办茶会20场。", {"2024-06"}),
        ("茶库二期今年11月投用，届时年存茶能力将达到120万吨。", {"2024-11"}),
        ("该县拟改造茶渠110公里、茶厂45座，2025年9月底前完成。", {"2025-09"}),
        ("良种接入率要在2024年底前达到70%、2025年底前达到100%。", {"2024", "2025"}),
    ],
)
def test_a_plan_is_due_when_its_sentence_says(body: str, deadlines: set[str]) -> None:
    found = records(body)
    assert {r.kind for r in found} == {"target"} and {r.deadline for r in found} == deadlines


@pytest.mark.parametrize(
    ("body", "indicator"),
    [
        ("确保6月底前茶城起步区路网建成通车。", "茶城起步区路网建成"),
        ("12月20日前完成茶叶大会场馆改造。", "茶叶大会场馆改造完成"),
        ("各县今年6月底前建立茶虫隐患数据库。", "建立茶虫隐患数据库"),
        ("要求2025年6月底前全部开工。", "开工"),
    ],
)
def test_a_deed_due_by_a_date_is_named_by_what_stands_behind_the_date(body: str, indicator: str) -> None:
    (record,) = records(body)
    assert record.kind == "target" and record.deadline and record.indicator.endswith(indicator)


def test_works_done_some_days_ahead_of_time_are_a_completion() -> None:
    (record,) = records("两座茶泵站提前40天通水。")
    assert (record.kind, record.status, record.value, record.unit) == ("completion", "ahead", 40, "天")


def test_a_yearbook_tells_of_its_year_and_a_review_of_a_plan_of_its_years() -> None:
    body = "年末全省共有茶馆20家，全年卖茶4.9万吨，存茶14.8万吨。"
    assert {(r.kind, r.period) for r in records(body, date=None, headline="江北省2020年茶业发展统计公报")} == {
        ("progress", "2020")
    }
    later = records(f"2019年，全省茶业平稳。\n{body}", date=None, headline="江北省2020年茶业发展统计公报")
    assert {r.period for r in later} == {"2019"}
    told = "“十三五”时期，全省新建茶路7.87万公里。良种率达到95%。"
    found = records(told, date="2021", headline="江北省2021年政府工作报告")
    assert {r.period for r in found} == {"2016/2020"}


def test_the_whole_year_behind_a_sum_to_date_is_no_piece_of_that_word() -> None:
    found = records("截至目前，茶渠过水3.2亿立方米，提前完成“年度过水量不少于2.9亿立方米”的目标。")
    assert {r.period for r in found} | {r.deadline for r in found} <= {None, "to-date", "2024"}


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("茶香大桥争取下半年全部开工。", "2024-12"),
        ("四季度开通县城至茶山的专线。", "2024-12"),
        ("茶香大桥2025年上半年建成。", "2025-06"),
        ("三季度末茶园改造率要达到75%以上。", "2024-09"),
        ("制茶项目正在安装设备，计划10月试产。", "2024-10"),
        ("茶室供热将于10月15日零时正式开栓。", "2024-10-15"),
    ],
)
def test_what_is_due_in_a_quarter_or_half_is_due_with_its_last_month(body: str, due: str) -> None:
    assert [(r.kind, r.deadline) for r in records(body, date="2024-08")] == [("target", due)]


def test_in_a_plan_a_sum_is_still_to_be_reached_behind_words_of_promise() -> None:
    body = "力争用3年时间，茶园达到65万亩，制茶能耗累计下降9%，用水量下降7.5%左右。"
    found = records(body, date="2022-05", headline="江北省茶业三年行动计划")
    assert {r.kind for r in found} == {"target"}


def test_in_a_report_a_promise_is_one_behind_what_has_been_done() -> None:
    body = "今年要抓好茶路。茶叶班列已发送货物1250万吨，今年茶叶班列要力争突破4000列，“三公”经费在上年基础上再压减5%。"
    found = records(body, date="2023", headline="江北省2023年政府工作报告")
    assert [(r.kind, r.value) for r in found] == [("progress", 1250), ("target", 4000), ("target", 5)]


def test_news_that_open_with_a_day_tell_what_came_into_use_on_it() -> None:
    found = records("4月1日，茶香水厂正式通水。截至4月1日，茶湖泵站正式通水。", date="2024-05")
    assert [(r.indicator, r.period) for r in found] == [("茶香水厂通水", "2024-04-01")]


def test_a_review_of_five_years_is_of_these_years_whatever_is_summed_up_in_it() -> None:
    body = "五年来，茶山更绿。如今茶香满坡，良种率达到85%。累计栽茶23万亩，74项整改任务已完成71项。"
    found = records(body, date="2023", headline="江北省2023年政府工作报告")
    assert {r.period for r in found} == {"2018/2022"}


def test_a_reports_days_are_of_the_year_that_it_reviews() -> None:
    body = "过去一年，茶业稳步增长。茶香铁路12月6日建成通车，新建茶路30公里，茶园面积同比增长3%，获评全国示范。"
    found = records(body, date="2022", headline="江北省2022年政府工作报告")
    assert (found[0].value, found[0].period) == (None, "2021-12-06")


def test_a_share_of_the_years_plan_is_a_completion_early_in_the_year() -> None:
    found = records("截至2月底，全省春茶采摘达412万亩，完成年度计划的51.5%。", date="2024-03")
    assert [r.kind for r in found] == ["progress", "completion"]


def test_a_quarter_behind_the_year_before_is_of_that_year() -> None:
    found = records("去年上半年茶市冷清，三季度才卖出春茶40吨。", date="2021-03-10")
    assert [(r.value, r.period) for r in found] == [(40, "2020-Q3")]


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        ("全市将于2025年7月1日起统一茶叶检验目录。", "2025-07-01"),
        ("从2025年7月1日起，各县茶场将全面实行分级收购。", "2025-07-01"),
        ("茶厂的燃气锅炉将于11月点火。", "2024-11"),
    ],
)
def test_what_holds_from_a_day_on_is_promised_once(body: str, deadline: str) -> None:
    assert [(r.kind, r.value, r.deadline) for r in records(body, date="2024-09-10")] == [("target", None, deadline)]


def test_what_passed_its_inspection_in_a_month_is_dated() -> None:
    (found,) = records("茶场的蓄水池今年4月通过县级专家组验收。", date="2024-09-10")
    assert (found.kind, found.period) == ("progress", "2024-04")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("眼下，茶港二期正在打桩。该工程新建泊位9个，预计2026年6月投用。", [(9, "2026-06")]),
        ("茶渠水库去年开工。水库总库容860万立方米，建成后每年可供水640万立方米。", [(860, None), (640, None)]),
    ],
)
def test_the_size_of_works_not_yet_built_is_planned(body: str, told: list[tuple[float, str | None]]) -> None:
    found = [r for r in records(body, date="2024-09-10") if r.value]
    assert [(r.kind, r.value, r.deadline) for r in found] == [("target", value, due) for value, due in told]


def test_an_office_that_puts_forward_what_is_to_be_done_this_year_promises_it() -> None:
    (found,) = records("县茶业局提出，今年新招聘茶艺师30名。", date="2024-07-09")
    assert (found.kind, found.value, found.deadline) == ("target", 30, "2024")


def test_what_is_told_up_to_a_month_is_of_it_and_what_follows_to_date() -> None:
    found = records("截至9月底，全县栽茶3万亩，建茶亭6座。制茶能手有85名。", date="2024-10-12")
    assert [(r.value, r.period) for r in found] == [(3, "2024-09"), (6, "2024-09"), (85, "to-date")]
    (found,) = records("截至12月底，全县栽茶3万亩。", date="2025-01-12")
    assert found.period == "2024-12"


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("2021年以来，全县栽茶3万亩。", "2021/2024"),
        ("自2019年禁采野茶以来，全县栽茶3万亩。", "2019/2024"),
        ("2024年以来，全县栽茶3万亩。", "to-date"),
        ("2023年6月以来，全县栽茶3万亩。", "to-date"),
    ],
)
def test_years_since_one_end_with_the_texts_own(body: str, period: str) -> None:
    assert [r.period for r in records(body, date="2024-10-12")] == [period]


def test_last_month_is_told_from_the_texts_own() -> None:
    (found,) = records("到上个月底，茶亭工程完成投资3亿元。", date="2024-01-20")
    assert found.period == "2023-12"


@pytest.mark.parametrize(
    ("body", "periods"),
    [
        ("今年4月，县茶厂启动渠道改造，更换管道18公里，新建泵站5座。", ["2024", "2024"]),
        ("今年4月停水后，更换管道18公里。", ["2024"]),
        ("去年8月茶亭工程开工，挖土方18万立方米。", [None]),
        ("去年8月更换管道18公里，新建泵站5座。", ["2023-08", "2023-08"]),
    ],
)
def test_the_month_in_which_works_begin_is_not_that_of_their_results(body: str, periods: list[str | None]) -> None:
    assert [r.period for r in records(body, date="2024-10-12")] == periods


def test_what_has_been_done_is_to_date_behind_a_year_told_before() -> None:
    body = "去年，全县栽茶3万亩。\n茶园步道已建成12公里。\n采茶工平均工资为每月4200元，茶农户均收入2.6万元。"
    found = records(body, date="2024-10-12", keep_passing=True)
    assert [(r.value, r.period) for r in found][:2] == [(3, "2023"), (12, "to-date")]
    assert found[-1].period == "2023"


def test_last_year_without_the_texts_own_year_is_no_date() -> None:
    found = records("目前，全县建成茶亭6座，去年栽茶3万亩。", date=None)
    assert [(r.value, r.period) for r in found] == [(6, "to-date"), (3, None)]


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("良种茶园面积占比由2019年的41%提高到68%。", "2019/2024"),
        ("去年良种茶园面积占比68%，比合作社成立前的2019年提高27个百分点。", "2023"),
    ],
)
def test_a_year_that_something_rose_from_begins_its_time_and_one_compared_with_is_none(body: str, period: str) -> None:
    assert {r.period for r in records(body, date="2024-10-12")} == {period}


def test_the_whole_year_up_to_december_is_the_year() -> None:
    (found,) = records("截至12月20日，茶园今年接待游客8万人次。", date="2024-12-24")
    assert found.period == "2024"


def test_an_article_that_opens_with_a_quarter_is_of_it() -> None:
    found = records("一季度，全县茶叶发货2万吨。\n其中绿茶发货1万吨，红茶发货0.6万吨。", date="2024-04-12")
    assert {r.period for r in found} == {"2024-Q1"}


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("全县茶园用水量比2015年下降22.4%。", "2015/2024"),
        ("去年全县茶园用水量比2015年下降22.4%。", "2023"),
    ],
)
def test_what_has_changed_since_a_year_is_told_of_the_years_since(body: str, period: str) -> None:
    (found,) = records(body, date="2024-10-12")
    assert found.period == period


def test_a_time_that_only_describes_sets_no_stage() -> None:
    found = records("到2027年，2000年底前建成的茶厂应改尽改，全县机采率达到90%以上。", date="2024-10-12")
    assert {(r.kind, r.deadline) for r in found} == {("target", "2027")}


@pytest.mark.parametrize(
    ("body", "kind", "when"),
    [
        ("茶水厂扩建工程去年底建成。", "progress", "2023"),
        ("茶园管护清单自12月1日起执行。", "target", "2024-12-01"),
        ("今年清明假期，茶园接待游客6.8万人次。", "progress", "2024"),
    ],
)
def test_what_began_ended_or_holds_from_a_day_is_dated(body: str, kind: str, when: str) -> None:
    (found,) = records(body, date="2024-04-08" if "清明" in body else "2024-11-20")
    assert (found.kind, found.deadline or found.period) == (kind, when)


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("截至5月10日，已有318个村装上了炒茶机。", "2024-05-10"),
        ("到5月10日已完工81个茶亭。", "2024-05-10"),
        ("截至6月2日，全县建成茶亭6座。", "2024-06-02"),
    ],
)
def test_up_to_a_day_tells_of_that_day(body: str, period: str) -> None:
    (found,) = records(body, date="2024-05-28")
    assert found.period == period


def test_the_month_in_which_works_of_a_cost_were_finished_is_told_before_them() -> None:
    found = records("去年9月，总投资310万元的制茶车间投用，生产线昼夜轮转。", date="2024-11-20")
    assert [(r.kind, r.value, r.period) for r in found] == [("progress", None, "2023-09"), ("progress", 310, None)]


def test_a_meeting_s_plans_for_its_own_year_are_plans() -> None:
    found = records("会议提出，2024年新增茶园6万亩，茶业产值增长15%以上。", date="2024-01-10")
    assert [(r.kind, r.deadline) for r in found] == [("target", "2024")] * 2


def test_money_that_will_be_given_is_promised() -> None:
    (found,) = records("下半年，省里将安排茶业贴息资金2.4亿元。", date="2022-07-10")
    assert found.kind == "target"


def test_what_is_left_is_due_with_the_day_in_its_clause() -> None:
    found = records("茶渠已治理120座，剩下的53座要求在明年5月底前全部治理到位。", date="2024-10-20")
    assert (found[-1].kind, found[-1].value, found[-1].deadline) == ("target", 53, "2025-05")
    (found,) = records("对现有的37家茶厂，办法要求今年年底前全部搬迁。", date="2024-10-20")
    assert (found.kind, found.value, found.deadline) == ("target", 37, "2024")


def test_the_month_of_a_text_is_that_of_the_days_it_tells() -> None:
    body = "11月12日，记者来到茶山。今年要改造的茶路为42公里，到10月末完成38.5公里。"
    assert [(r.kind, r.value, r.period) for r in records(body, date="2021")][-1] == ("progress", 38.5, "2021-10")


def test_what_a_rule_wants_to_last_or_to_be_done_within_is_a_target() -> None:
    (found,) = records("办法规定，茶样留存时间不少于18个月。")
    assert (found.kind, found.comparator, found.value, found.unit) == ("target", "ge", 18, "个月")
    (found,) = records("发现次品的，应当在5个工作日内完成召回。")
    assert (found.kind, found.value) == ("target", 5)
    (found,) = records("茶办每季度抽检茶样不少于200批次。")
    assert (found.kind, found.comparator, found.value) == ("target", "ge", 200)
    assert rejected("茶艺培训班办了18个月。") == ["duration"]


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        ("水厂力争2025年上半年建成投产。", "2025-06"),
        ("确保环线2024年10月开始铺轨。", "2024-10"),
        ("体育馆6月动工、2025年9月交付使用。", "2025-09"),
        ("北干渠整修2024年汛期前完工。", "2024"),
        ("到2026年，全县村村通快递。", "2026"),
        ("今年6月底前完成春季项目前期手续办理。", "2024-06"),
    ],
)
def test_when_works_are_to_be_done_in_whatever_words(body: str, deadline: str) -> None:
    assert [r.deadline for r in records(body, date="2024-01-20") if r.kind == "target"][-1] == deadline


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("去年，粮价与上年相比上涨3.1%。", "2023"),
        ("去年，用电量比上年全年还多2亿千瓦时。", "2023"),
    ],
)
def test_what_something_is_held_against_tells_no_time(body: str, period: str) -> None:
    assert [r.period for r in records(body, date="2024-02-05")] == [period]


def test_a_year_long_gone_holds_for_its_own_sentence() -> None:
    found = records("1998年，厂里装上第一台风机，产茶20吨。屋顶装机4.6兆瓦。2022年，改造车间3个。新增设备12台。")
    assert {r.value: r.period for r in found} == {20: "1998", 4.6: None, 3: "2022", 12: "2022"}


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        ("到2026年，茶水利用率要从眼下的31%提到38%以上。", "2026"),
        ("茶园喷灌率要由目前的31%提高到38%以上。", None),
        ("到2026年，全县茶园用水量在2020年基础上下降38%。", "2026"),
        ("茶渠改造应于2022年底前完成38公里。", "2022"),
    ],
)
def test_what_a_plan_starts_from_does_not_make_it_a_report(body: str, deadline: str | None) -> None:
    (found,) = records(body)
    assert (found.kind, found.value, found.deadline) == ("target", 38, deadline)


def test_what_is_expected_of_this_year_in_a_review_is_a_promise() -> None:
    body = "一年来，我们把茶农冷暖放在心上。改造茶亭306座，茶博馆主体封顶，预计今年9月底前投入使用。新增茶室12间。"
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert [(r.value, r.kind, r.deadline) for r in found] == [
        (306, "progress", None), (None, "target", "2026-09"), (12, "progress", None),
    ]  # fmt: skip


def test_years_are_dealt_out_to_amounts() -> None:
    found = records("茶园良种率，2024年、2025年、2026年分别达到40%、60%、80%。")
    assert [(r.deadline, r.value) for r in found] == [("2024", 40), ("2025", 60), ("2026", 80)]
    found = records("2021年和2022年分别栽茶3万亩和4万亩。")
    assert [(r.period, r.value) for r in found] == [("2021", 3), ("2022", 4)]


def test_a_feast_of_a_fixed_day_is_a_deadline() -> None:
    found = [records(f"茶桥力争{feast}前通车。")[0].deadline for feast in ("“五一”", "国庆节", "元旦")]
    assert found == ["2024-05-01", "2024-10-01", "2025-01-01"]
    assert records("去年国庆节前，茶桥通车。") == [] or records("去年国庆节前，茶桥通车。")[0].kind == "progress"


def test_since_the_beginning_of_the_year_is_this_year() -> None:
    found = records("去年秋天，县里对36家茶厂做了检查。年初以来，全县投入6400万元。", date="2024-06-05")
    assert [r.period for r in found] == ["2023", "2024"]


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        ("到2026年消除现有病险茶库安全隐患。", "2026"),
        ("到2026年，全县茶农饮水安全问题将全面解决。", "2026"),
        ("到2026年底，茶厂实现生产废水零排放。", "2026"),
    ],
)
def test_what_is_to_have_come_about_is_a_target_without_a_number(body: str, deadline: str) -> None:
    (found,) = records(body)
    assert (found.kind, found.value, found.deadline) == ("target", None, deadline)


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("去年11月，通往茶山的供水支线投运。", "2023-11"),
        ("投资5300万元的实训基地去年9月启用。", "2023-09"),
        ("最后一家焙茶厂也在去年11月关停。", "2023-11"),
    ],
)
def test_works_that_a_month_has_seen_finished_are_told(body: str, period: str) -> None:
    assert [(r.kind, r.period) for r in records(body) if r.value is None] == [("progress", period)]


def test_what_is_to_come_once_all_is_running_is_promised() -> None:
    (found,) = records("两台烘机全部运行后，年可节水80万立方米。")
    assert found.kind == "target"


def test_a_plan_that_is_only_measured_against_promises_nothing() -> None:
    found = records("去年，引江供茶4万吨，完成计划的98%，略低于计划；茶仓补茶1.7万吨。")
    assert [r.kind for r in found if r.value == 1.7] == ["progress"]


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("去年，茶厂改造了车间。11月，烘房抽检茶样126个。", "2023-11"),
        ("去年茶叶增产。4月以来，派出茶师86名。", "2024-04/2024-05"),
        ("去年11月以来，加装了烘箱326台。", "2023-11/2024-05"),
    ],
)
def test_a_month_that_opens_a_sentence_is_its_time(body: str, period: str) -> None:
    date = "2023-12-05" if "。11月" in body else "2024-05-20"
    assert records(body, date=date)[-1].period == period


def test_what_a_day_brought_is_held_against_its_plan_on_that_day() -> None:
    found = records("茶桥10月20日完工，比计划工期提前12天。", date="2024-11-05")
    assert [(r.kind, r.period) for r in found if r.kind == "completion"] == [("completion", "2024-10-20")]


@pytest.mark.parametrize(
    "words",
    ["茶水站日处理能力2.4万吨", "每年可节水600万立方米", "供茶干线全长23.6公里", "设计处理能力1.2万立方米"],
)
def test_what_works_can_do_is_of_no_time(words: str) -> None:
    found = records(f"去年，茶厂制茶3万吨。{words}。", date="2024-06-05")
    assert [r.period for r in found] == ["2023", None]


def test_what_is_summed_up_behind_a_year_is_to_date() -> None:
    found = records("今年，全县栽茶12万亩。茶仓已吊装17台烘机。茶亭累计加装扶手210部。", date="2024-06-05")
    assert [r.period for r in found] == ["2024", "to-date", "to-date"]


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        ("茶桥原定今年2月贯通。", "2024-02"),
        ("茶仓三年内突破6万吨。", None),
        ("力争三年内把茶园面积扩大到6万亩。", "2027"),
        ("余下的茶机改为10月交付。", "2024-10"),
        ("茶博馆启用时间推到了2025年5月。", "2025-05"),
        ("茶厂9月揭牌运营。", "2024-09"),
        ("茶桥年底具备通车条件。", "2024"),
    ],
)
def test_when_something_was_or_is_to_be(body: str, deadline: str | None) -> None:
    assert [(r.kind, r.deadline) for r in records(body, date="2024-06-05") if r.deadline == deadline][:1] == [
        ("target", deadline)
    ]


def test_half_a_year_of_a_report_is_due_at_its_end() -> None:
    body = "主要任务是：上半年茶园投资完成率不低于55%，全年栽茶3万亩。"
    found = records(body, headline="江西省九江市2026年政府工作报告", date="2026")
    assert [r.deadline for r in found] == ["2026-06", "2026"]


def test_what_was_done_only_in_part_by_a_day_is_no_promise() -> None:
    found = records("原定今年4月底前改造茶机5台，到5月底只改完3台。", date="2024-06-05")
    assert [(r.kind, r.value) for r in found] == [("target", 5), ("progress", 3)]


def test_the_years_to_come_and_a_date_that_was_put_off_are_deadlines() -> None:
    assert [(r.kind, r.deadline) for r in records("往后三年再培训茶师500人。", date="2024-06-05")] == [
        ("target", "2027")
    ]
    assert [(r.kind, r.deadline) for r in records("茶博馆投用时间推到12月中旬。", date="2024-06-05")] == [
        ("target", "2024-12")
    ]


def test_a_day_that_stands_behind_what_is_told_to_date_leaves_it_whole() -> None:
    body = "5月6日，茶山开园，截至目前接待茶客3万人次，茶店开了12家。"
    assert all(r.period in (None, "to-date", "2024", "2024-05-06") for r in records(body, date="2024-06-05"))


def test_what_is_to_be_finished_by_a_month_is_planned_in_its_size() -> None:
    body = "去年，全县栽茶3万亩。\n茶园建设面积4.2万亩，其中新建2.7万亩、改造提升1.5万亩，计划今年5月底前全部完工。"
    found = records(body, date="2024-03-05")
    assert [(r.kind, r.deadline) for r in found if r.value in (4.2, 2.7, 1.5)] == [("target", "2024-05")] * 3
