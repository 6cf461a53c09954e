"""What an indicator is called."""

from __future__ import annotations

import pytest

from conftest import records


@pytest.mark.parametrize(
    ("body", "indicator", "value", "kind"),
    [
        ("2023年全市植树52万株，2024年的任务是60万株以上。", "植树", 60, "target"),
        ("全县危桥改造完成18座，没有实现30座的年度目标。", "危桥改造", 30, "target"),
        ("城市绿地率达41.5%，提前一年完成“十四五”规划的41%。", "城市绿地率", 41, "target"),
        ("今年新开工公租房300套、基本建成280套。", "基本建成公租房", 280, "progress"),
        ("青石河段已有32公里完成清淤。", "清淤", 32, "progress"),
        ("市区地下水埋深的目标值，由12米收紧为10米。", "市区地下水埋深", 10, "target"),
    ],
)
def test_a_plan_or_an_act_told_without_its_thing_takes_it_from_what_was_told(
    body: str, indicator: str, value: float, kind: str
) -> None:
    found = [r for r in records(body, date="2024-03-05") if r.value == value]
    assert [(r.kind, indicator in r.indicator) for r in found] == [(kind, True)], records(body)


def test_the_way_of_reckoning_is_no_part_of_an_indicator() -> None:
    found = records("2023年全县财政收入9.1亿元，自然口径增长4%，同口径增长7%。力争今年财政收入同口径增长6%。")
    assert [(r.value, r.indicator) for r in found] == [
        (9.1, "财政收入"), (4, "财政收入"), (7, "财政收入"), (6, "财政收入"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("2023年，全市实施危桥改造工程12座。", "危桥改造工程"),
        ("2023年，全县“三河”工程种竹12万亩。", "“三河”工程种竹"),
        ("对302棵古树进行挂牌保护，去年挂了210棵。", "古树挂牌保护"),
        ("专班用两年完成6个产茶县2.3万亩的老茶园改造任务。", "老茶园改造任务"),
        ("茶厂建成后年产值2亿元。", "年产值"),
        ("今年茶园新增规模须达到3万亩。", "茶园新增规模"),
        ("桥东流域累计完成坡耕地治理面积30平方公里。", "桥东流域坡耕地治理面积"),
        ("达标村名单公布，全省有60个村（社区）名列其中。", "达标村名单公布"),
        ("出厂时，指标虽能达到地表水Ⅴ类标准，还差一截。", "水质类别"),
    ],
)
def test_an_indicator_is_called_by_the_thing_that_is_measured(body: str, name: str) -> None:
    assert name in {r.indicator for r in records(body, date="2024-03-05")}


def test_works_spoken_of_as_this_project_go_by_their_name_and_place() -> None:
    body = "为了让茶农少跑路，左权县启动茶叶交易市场迁建工程。该工程于去年3月开工，预计2025年6月竣工。"
    (found,) = [r for r in records(body) if r.kind == "target"]
    assert (found.indicator, found.place, found.deadline) == ("茶叶交易市场迁建工程竣工", "左权县", "2025-06")


def test_documents_that_come_into_force_are_named_whole() -> None:
    body = "省级标准《茶园管护规范》（以下简称《规范》）、《茶叶采摘技术导则》已经批准，将于2024年5月7日正式实施。"
    (found,) = records(body)
    assert found.indicator == "《茶园管护规范》《茶叶采摘技术导则》正式实施"


def test_a_completion_of_a_quoted_target_is_named_after_it() -> None:
    body = "截至目前，全市茶园喷灌率达31%，提前完成“到2025年全省茶园喷灌率达到30%以上”的目标。"
    found = {r.kind: r for r in records(body, headline="晋中茶园")}
    assert found["completion"].indicator == found["target"].indicator == "茶园喷灌率"
    assert (found["target"].place, found["progress"].place) == ("山西省", "晋中市")


def test_a_deadline_behind_an_amount_is_evidence_and_no_part_of_its_name() -> None:
    (found,) = records("剩余17个茶亭将在9月底前完工。", date="2024-06-05")
    assert (found.indicator, found.quote) == ("剩余茶亭", "剩余17个茶亭将在9月底前完工")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("茶香大桥改建三期工程完成65%，预计今年10月底竣工。", "茶香大桥改建三期工程竣工"),
        ("县里投资1.1亿元实施引茶水源置换工程，9月开工。", "引茶水源置换工程开工"),
        ("茶香电站总投资3.8亿元，计划明年年底建成。", "茶香电站建成"),
    ],
)
def test_a_date_is_told_of_the_works_of_the_clause_before_and_not_of_their_amounts(body: str, name: str) -> None:
    assert [r.indicator for r in records(body) if r.value is None] == [name]


@pytest.mark.parametrize(
    ("body", "indicator"),
    [
        ("去年，全市入围国家首批20个“茶旅融合”试点城市。", "入围国家首批“茶旅融合”试点城市"),
        ("去年，我省提前完成了《茶业规划》中对山区茶场到2025年改造率达60%的任务。", "山区茶场改造率"),
        ("今年，要让茶乡集镇实现100%清洁制茶。", "茶乡集镇清洁制茶"),
        ("去年，全县茶师总数达2600人，12人入选省级非遗传承人。", "入选省级非遗传承人"),
    ],
)
def test_a_name_keeps_its_quotation_and_what_stands_behind_all_and_an_honour(body: str, indicator: str) -> None:
    assert indicator in [r.indicator for r in records(body)]


@pytest.mark.parametrize(
    "opening", ["本报讯（记者 秦晓）", "本刊讯 （记者 秦晓 通讯员 孙月）", "本报鹤壁5月19日电（记者秦晓）"]
)
def test_who_reports_is_no_part_of_what_is_measured(opening: str) -> None:
    (found,) = records(f"{opening}鹤壁市今年计划栽茶60万亩。", date="2024-05-20")
    assert (found.indicator, found.quote) == ("计划栽茶", "鹤壁市今年计划栽茶60万亩")


def test_a_share_of_the_counties_is_named_by_what_they_reach() -> None:
    (record,) = records("规划要求南方地区到2025年底60%以上县（区）达到茶区建设标准的任务。")
    assert record.value == 60 and record.indicator.endswith("县达到茶区建设标准")


@pytest.mark.parametrize(
    ("body", "indicator"),
    [
        ("茶园良种率达到82%，比上年末提高3个百分点。", "茶园良种率"),
        ("全县产茶12万吨，比去年同期多收2万吨。", "产茶"),
        ("茶青亩均收入9600元，比换种前高出45%。", "茶青亩均收入"),
        ("全县茶税收入41亿元，为年初预算的98%。", "茶税收入为年初预算"),
        ("全县茶税支出52亿元，完成调整预算的96%。", "茶税支出调整预算"),
        ("茶汤农残浓度从62微克/立方米降到38微克/立方米，降幅接近四成。", "茶汤农残浓度降幅"),
        ("茶机装机达到54万千瓦，约占全市六成。", "茶机装机占全市"),
        ("茶农失业率3.4%，控制在市定4.2%的目标以内。", "茶农失业率"),
        ("茶业投资增长2.1%，与年初确定的8%的目标差距较大。", "茶业投资"),
        ("今年改造茶亭88个，截至2月底开工81个、完工46个。", "完工茶亭"),
    ],
)
def test_what_holds_an_amount_against_another_is_told_of_what_was_told_last(body: str, indicator: str) -> None:
    assert indicator in [r.indicator for r in records(body)[1:]]


def test_a_task_without_a_name_of_its_own_is_that_of_what_was_told_last() -> None:
    found = records("去年，全县产茶12万吨，超额完成市下达任务。")
    assert [(r.kind, r.indicator) for r in found] == [("progress", "产茶"), ("completion", "产茶")]
    (last,) = (r for r in records("去年供茶4万吨，受倒春寒影响，略低于计划。") if r.kind == "completion")
    assert last.indicator == "供茶"


def test_a_class_of_water_is_part_of_the_name_of_its_share() -> None:
    body = "39个茶河断面Ⅰ～Ⅲ类水质占比97.4%，湖体达到或好于Ⅲ类水体比例达到88.6%。"
    assert [(r.value, r.indicator) for r in records(body)] == [
        (97.4, "茶河断面Ⅰ～Ⅲ类水质占比"),
        (88.6, "湖体达到或好于Ⅲ类水体比例"),
    ]


@pytest.mark.parametrize(
    ("body", "indicator"),
    [
        ("去年，茶场投资2.2亿元改建茶仓。", "改建茶仓投入"),
        ("县里拿出500万元设立茶农基金。", "设立茶农基金投入"),
        ("省级财政安排3亿元用于茶机奖补。", "用于茶机奖补投入"),
    ],
)
def test_money_is_told_of_what_it_is_spent_on(body: str, indicator: str) -> None:
    assert records(body)[0].indicator == indicator


def test_a_date_is_told_of_works_and_not_of_their_parts() -> None:
    found = records("茶香电站正在加紧施工，主体工程完成85%，预计2026年8月竣工。")
    assert found[-1].indicator.startswith("茶香电站") and found[-1].indicator.endswith("竣工")


@pytest.mark.parametrize(
    "body",
    [
        "茶汤合格率92%，超过市里90%的要求。",
        "茶汤合格率88%，离省里要求的90%还差一口气。",
        "茶汤合格率88%，距90%的国家要求还差一截。",
    ],
)
def test_a_demand_that_is_passed_or_missed_is_on_what_was_told_last(body: str) -> None:
    assert {r.indicator for r in records(body)} == {"茶汤合格率"}
    assert records("离岛免税茶销售额突破2亿元。")[0].indicator == "离岛免税茶销售额"
