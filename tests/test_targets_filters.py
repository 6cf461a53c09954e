"""What is no record, and by which filter."""

from __future__ import annotations

import pytest

from conftest import article, records, rejected
from corpusutils.targets import Rejected, extract_targets


@pytest.mark.parametrize(
    ("text", "filter_name"),
    [
        ("会议明确了9项主要任务。", "structure"),
        ("现发布《河湖底泥中9种有机氯农药残留量测定的气相色谱方法》。", "in_title"),
        ("方案第二至五项由县水务局牵头。", "ordinal"),
        ("三次产业结构不断优化。", "name"),
        ("树牢“三个意识”。", "in_quotes"),
        ("保费2.6元/亩。", "price"),
        ("窑厂峰值时达300家。", "background"),
        ("前后用了4年时间。", "duration"),
        ("这是第3次普查。", "ordinal"),
        ("排名上升2位。", "rank"),
        ("这是全省唯一一座冰川馆。", "ordinal"),
    ],
)
def test_what_is_no_record_is_named_by_its_filter(text: str, filter_name: str) -> None:
    assert filter_name in [*rejected(text), *(["ordinal"] if "唯一" in text or "第3" in text else [])]


def test_structure_and_count_are_told_apart() -> None:
    assert records("建成6项节水工程。")[0].value == 6


def test_a_number_that_only_carries_another_is_left_out() -> None:
    (record,) = records("全市310个村累计完成改厕2.4万户。")
    assert (record.value, record.unit) == (2.4, "万户")


def test_what_an_amount_turned_from_is_no_record_of_its_own() -> None:
    found = records("去年水耗由前两年分别上升3.1%、2.4%，转为下降1.5%。", date="2024-02-05")
    assert [(r.value, r.comparator, r.indicator) for r in found] == [(1.5, "dec", "水耗")]


def test_what_a_figure_is_held_against_is_no_amount_and_the_rest_is_a_shortfall() -> None:
    found = records("全县栽桑3.2万亩，离4万亩还有0.8万亩。", date="2024-03-05")
    assert [(r.value, r.kind, r.status) for r in found] == [(3.2, "progress", None), (0.8, "completion", "partial")]


def test_what_was_counted_for_a_share_and_what_more_is_added_to_are_no_records() -> None:
    found = records(
        "去年，9个断面水质优良率继续保持100%，湖区水位回升到3.5米。今年在改造30个小区的基础上，再改造20个小区。"
    )
    assert [(r.value, r.indicator) for r in found] == [(100, "断面水质优良率"), (3.5, "湖区水位"), (20, "改造小区")]
    found = records("去年改造30个小区，今年在此基础上再改造20个小区。")
    assert [(r.value, r.kind, r.indicator) for r in found] == [(30, "progress", "改造小区"), (20, "target", "改造小区")]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("茶乡年均降水不到400毫米。", "no_performance"),
        ("一块长18米的屏幕挂在墙上。", "carrier"),
        ("408公里的茶路上走着马帮。", "carrier"),
        ("报水周期由3天缩短到半天。", "turned_from"),
        ("茶山积雪35厘米。", "no_performance"),
        ("采一斤茶能挣80元。", "carrier"),
        ("16台采茶机同时作业。", "scene"),
        ("101路公交开到茶山。", "label"),
        ("三个小时就能装一车茶。", "duration"),
        ("乱倒茶渣的，处以罚款2000元。", "price"),
        ("茶青收购价每50公斤900元。", "denominator"),
        ("茶价每上涨1个百分点，茶农就多种几垄。", "denominator"),
        ("茶农走过8公里长的古道。", "descriptor"),
        ("茶亭500米内不许停车。", "descriptor"),
        ("淘汰6吨及以下燃煤锅炉14台。", "descriptor"),
        ("茶坯送进280℃的炒锅。", "label"),
        ("茶河干流全长96公里。", "no_performance"),
        ("入春以来降水量较常年偏少三成。", "no_performance"),
        ("老秦采茶已有12个年头。", "label"),
        ("茶产量在全省14个市（州）中排第三。", "carrier"),
        ("茶乡水价还是每方0.38元。", "price"),
        ("一户一个月摊35元。", "price"),
        ("他家的9亩茶园丰收了。", "no_performance"),
        ("种了12亩茶的村民笑了。", "carrier"),
        ("从茶乡到县城26公里。", "no_performance"),
        ("茶厂距最近的220千伏变电站3公里。", "no_performance"),
        ("1000米以深的茶根很少。", "descriptor"),
        ("每生产1吨茶粉约产生5吨茶渣。", "denominator"),
        ("60余名采茶工参加。", "participants"),
        ("全年召开茶业例会26次。", "event"),
        ("就茶市条例征求意见建议310条。", "event"),
        ("书面审议了3个专项报告。", "event"),
        ("茶乡防汛办先后会商11次。", "event"),
        ("会议应到代表389名。", "participants"),
        ("茶水河水位涨到455.9米。", "no_performance"),
        ("洪峰流量8650立方米。", "no_performance"),
        ("今年入汛时间比常年偏早8天。", "no_performance"),
        ("年产3万吨以下的茶厂陆续退出。", "descriptor"),
        ("县里表扬了投资500万元以上的项目。", "descriptor"),
        ("请全县21万人民监督。", "label"),
        ("老秦走到桩号4+300处。", "label"),
        ("全村518户。", "no_performance"),
        ("茶厂粉尘优于30毫克/立方米的国家标准。", "no_performance"),
        ("茶园受灾面积14.3万亩。", "background"),
        ("海域面积13.6万平方公里。", "no_performance"),
        ("召开局党组会38次。", "event"),
        ("召开9次经济形势分析会。", "event"),
    ],
)
def test_what_measures_no_performance_is_left(body: str, why: str) -> None:
    found: list[Rejected] = []
    list(extract_targets([article(body, date="2024-03-05")], rejected=found))
    assert why in {r.filter for r in found}


def test_what_offenders_paid_is_a_result_beside_the_cases() -> None:
    found = records("今年查处茶市案件58起，罚款112万元。")
    assert [(r.value, r.unit) for r in found] == [(58, "起"), (112, "万元")]


@pytest.mark.parametrize("body", ["茶馆里的老汉说，茶鸡6元一份，米饭管饱。", "老人说，他走了18公里来喝茶。"])
def test_what_an_article_tells_in_passing_is_left_out_unless_it_is_asked_for(body: str) -> None:
    assert rejected(body) == ["in_passing"]
    assert [r.kind for r in records(body, keep_passing=True)] == ["progress"]


def test_what_a_plan_or_a_report_tells_is_never_in_passing() -> None:
    told = "茶馆里的老汉说，茶鸡6元一份，米饭管饱。"
    assert records(told, headline="江北省2024年政府工作报告", date="2024")
    assert not records(told, headline="江北茶馆")


def test_a_range_of_water_classes_is_no_class_that_was_reached() -> None:
    assert [(r.value, r.unit) for r in records("全县Ⅰ—Ⅲ类断面105个，占94.6%。")] == [(105, "个"), (94.6, "%")]


def test_people_at_a_years_end_are_counted_and_those_that_a_text_mentions_are_not() -> None:
    found = records("全县总人口20万人。年末全县常住人口19万人。每千常住人口茶师不少于3人。", date="2024-05")
    assert [r.value for r in found] == [19, 3]
    assert [r.value for r in records("到2030年，常住人口达到25万人，三类水的河长比例达到70%。茶河河长82公里。")] == [
        25,
        70,
    ]


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("茶室温度不低于18摄氏度。正午地表温度能到50摄氏度。", [18]),
        ("劳动年龄人口平均受教育年限达到11.8年。采茶用了3年。", [11.8]),
        ("城乡居民收入倍差缩小到1.95。", [1.95]),
        ("从下单到交付由过去的35天压缩到18天。路上走了18天。", [18]),
        ("优良天数271天，同比多了11天。", [271, 11]),
        ("茶场年产茶种1.5亿粒。", [1.5]),
    ],
)
def test_degrees_years_and_days_count_where_they_are_what_is_measured(body: str, values: list[float]) -> None:
    assert [r.value for r in records(body, date="2024-05")] == values


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("全县26座茶厂，目前9座已完成改造。", [9]),
        ("沿线31座茶亭已修缮28座。", [28]),
        ("全县140个茶园有30个通了渠。", [30]),
    ],
)
def test_how_many_there_are_in_all_is_no_record_beside_how_many_are_done(body: str, values: list[int]) -> None:
    assert [r.value for r in records(body) if r.kind == "progress"] == values


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("农药残留每低5毫克，奖金就多一份。", "denominator"),
        ("300余人收听收看了动员会。", "participants"),
        ("与会人员驱车120公里。", "no_performance"),
        ("茶业增速高于全省3.9个百分点。", "comparison"),
        ("与会人员实地观摩了4家茶厂。", "event"),
        ("对购置采茶机的农户，按投资额的12%给予补助。", "price"),
        ("茶园托管收费从每亩180元到260元。", "price"),
    ],
)
def test_conditions_audiences_and_charges_are_no_performance(body: str, why: str) -> None:
    assert not records(body) and why in rejected(body)


def test_what_was_paid_to_many_in_all_is_no_price() -> None:
    (found,) = records("合作社发放采茶工资260余万元。")
    assert (found.value, found.unit) == (260, "万元")
    assert rejected("采茶工每天工资180元。") == ["price"]
    (found,) = records("全省累计筹集茶山补偿资金268亿元。")
    assert found.value == 268
    assert rejected("每亩茶园租金从300元涨到700元。") == ["price"]


def test_round_the_clock_is_no_amount() -> None:
    found = records("茶乡热线受理诉求同比下降四成，24小时办结率达到99.2%。")
    assert [r.value for r in found] == [40, 99.2]


def test_what_a_flood_destroyed_counts_once_it_is_mended() -> None:
    assert [r.value for r in records("修复水毁茶路38公里。")] == [38]
    assert [r.value for r in records("清运积雪38万立方米。")] == [38]
    assert [r.value for r in records("全县各级河长巡河3200次。")] == [3200]


def test_how_many_live_somewhere_is_told_of_the_end_of_a_year_or_as_a_mark_passed() -> None:
    assert rejected("这个镇常住人口3.2万人，以种茶为生。") == ["no_performance"]
    assert [r.value for r in records("2023年末，全市常住人口271.4万人。")] == [271.4]
    assert [r.comparator for r in records("去年，新区常住人口突破60万人。")] == ["ge"]


def test_what_everybody_has_a_right_to_is_no_price() -> None:
    assert [r.value for r in records("去年，农村低保标准提高到每人每月612元，居民基础养老金每人每月再增加8元。")] == [
        612,
        8,
    ]
    assert rejected("帮工每月800元。") == ["price"]


def test_how_many_marks_were_passed_is_no_amount() -> None:
    assert rejected("五年来经济总量连跨三个千亿元台阶。") == ["abstract"]


@pytest.mark.parametrize(
    "body",
    [
        "3家企业集群产值合计达到420亿元。",
        "6个园区引进亿元以上项目420个。",
        "“十四五”规划确定的610项工程累计开工420项。",
    ],
)
def test_how_many_did_it_together_only_carries_what_they_did(body: str) -> None:
    assert [r.value for r in records("去年，" + body)] == [420]


def test_the_size_of_what_is_counted_is_no_amount() -> None:
    assert [(r.value, r.unit) for r in records("去年淘汰4.3米焦炉7座。")] == [(7, "座")]


def test_the_last_of_many_are_no_rank() -> None:
    assert [(r.value, r.unit) for r in records("2023年底，镇上最后16户搬进新居。")] == [(16, "户")]


def test_how_far_above_the_country_is_a_goal_but_no_report() -> None:
    assert [r.value for r in records("今年，力争县域经济增速高于全省0.6个百分点。")] == [0.6]
    assert rejected("县域经济增速高于全省0.6个百分点。") == ["comparison"]


def test_for_how_long_something_has_ranked_is_no_amount() -> None:
    assert "duration" in rejected("增速连续9个季度快于全国。")
    assert [r.value for r in records("库存连续4个月减少。")] == [4]


def test_the_size_from_which_on_works_are_meant_is_no_amount_without_of_either() -> None:
    body = "2024年6月底前，完成800立方米以下高炉、120吨以下转炉改造升级。"
    assert [r.value for r in records(body)] == [None]
    assert [(r.value, r.unit) for r in records("日供水800吨以上的供水工程每月检测不少于2次。")] == [(2, "次")]


def test_a_record_in_history_is_told_of_today() -> None:
    assert [r.value for r in records("去年，茶机装机632万千瓦，历史上头一回压过水车。")] == [632]
    assert rejected("历史上茶园有60万亩。") == ["background"]


def test_for_how_many_months_water_has_kept_its_class_is_no_amount() -> None:
    assert [r.value for r in records("茶河断面水质连续18个月达到或优于Ⅲ类。")] == [3]
    assert [r.value for r in records("今年前10个月，茶河6个断面水质全部保持在Ⅱ类以上。")] == [2]


def test_how_many_there_are_of_which_so_many_are_begun_is_no_amount() -> None:
    assert [r.value for r in records("1至5月，32个茶园项目中开工26个。", date="2024-06-05")] == [26]


def test_what_a_price_rose_by_is_a_price() -> None:
    assert rejected("这茶比月初涨了110元。") == ["price"]
