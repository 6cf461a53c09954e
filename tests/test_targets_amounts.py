"""What an amount, a span and a change are read as."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import records
from corpusutils.targets.quantities import find_quantities, to_base


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("覆盖率不低于35%", 35, "%", "ge"),
        ("水面缩到6平方公里以下", 6, "平方公里", "le"),
        ("植树约1.2万亩", 1.2, "万亩", "approx"),
        ("接待游客3万余人次", 3, "万人次", "gt"),
        ("关停小窑40多座", 40, "座", "gt"),
        ("占到七成", 70, "%", "eq"),
        ("占了六成半", 65, "%", "eq"),
        ("入户率到了八成六", 86, "%", "eq"),
        ("花去300来万元", 300, "万元", "approx"),
        ("每户补贴800元至1500元", (800, 1500), "元", "range"),
        ("新建一座提灌站", 1, "座", "eq"),
        ("引进两条灌装线", 2, "条", "eq"),
        ("两座粮仓封顶", 2, "座", "eq"),
        ("每月巡查不少于两次", 2, "次", "ge"),
        ("换下旧锅炉十二台", 12, "台", "eq"),
        ("投资1,250万元", 1250, "万元", "eq"),
        ("装机2×35万千瓦", 70, "万千瓦", "eq"),
        ("增长3.5%—4%", (3.5, 4), "%", "range"),
        ("年交易额突破千亿元", 1, "千亿元", "ge"),
        ("茶业产值过百亿", 1, "百亿元", "ge"),
        ("茶业投资不超过百亿", 1, "百亿元", "le"),
        ("四分之三的农户", 75, "%", "eq"),
        ("百分之十二", 12, "%", "eq"),
        ("百分之十二点三四", 12.34, "%", "eq"),
        ("断面达到Ⅱ类", 2, "类", "eq"),
        ("培训5.2万农民工", 5.2, "万人", "eq"),
    ],
)
def test_amounts_are_read(text: str, value: Any, unit: str, comparator: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.comparator) == (value, unit, comparator)


@pytest.mark.parametrize(
    "text",
    ["第3条", "PM2.5", "A5项目", "编号" + "9" * 400 + "个", "成立大会", "一个", "长出三四片叶", "两台拖拉机停在地头"],
)
def test_what_is_no_amount_is_left(text: str) -> None:
    assert list(find_quantities(text)) == []


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        (3, "万亩", (2000, "ha")),
        (1.5, "亿元", (150000000, "元")),
        (40, "万千瓦", (400000, "kW")),
        (2.5, "亿立方米", (250000000, "m³")),
        (31, "微克/立方米", (31, "µg/m³")),
        ((4, 5), "%", ([4, 5], "%")),
        (2, "筐", (None, None)),
    ],
)
def test_amounts_convert_to_base_units(value: Any, unit: str, base: tuple[Any, str | None]) -> None:
    assert to_base(value, unit) == base


def test_a_change_from_to_keeps_its_baseline() -> None:
    (record,) = records("管网漏损率由19%降至8%。")
    assert (record.value, record.baseline, record.comparator, record.direction) == (8, 19, "eq", "down")


def test_a_change_by_is_a_magnitude() -> None:
    rise, fall, fewer = records("用电量同比增长6.2%，煤耗下降3%左右，每班减少矿工25人。")
    assert [(r.comparator, r.value) for r in (rise, fall, fewer)] == [("inc", 6.2), ("dec", 3), ("dec", 25)]
    (level,) = records("规上工业增加值完成8.1亿元。")
    assert level.comparator == "eq"


def test_amounts_that_are_dealt_out_go_to_their_heads() -> None:
    one, two = records("示范河段、示范湖库建成率分别达到20%、35%。")
    assert [(r.indicator, r.value) for r in (one, two)] == [("示范河段建成率", 20), ("示范湖库建成率", 35)]
    found = records("一、二、三产增加值分别增长3%、7%、5%。")
    assert [r.indicator for r in found] == ["一产增加值", "二产增加值", "三产增加值"]


def test_a_bound_is_no_part_of_a_unit() -> None:
    found = records("全员制茶生产率达到16.8万元/人左右，茶产量为52公斤/亩以上。")
    assert [(r.unit, r.comparator) for r in found] == [("万元/人", "approx"), ("公斤/亩", "ge")]


def test_a_list_gives_one_record_a_figure() -> None:
    found = records("全年建成充电站40座、公厕12座、口袋公园9个。")
    assert [(r.indicator, r.value) for r in found] == [("充电站", 40), ("公厕", 12), ("口袋公园", 9)]


def test_water_classes_run_from_one_to_five() -> None:
    (record,) = records("沁河出境断面水质稳定在Ⅲ类以上。")
    assert (record.value, record.unit, record.comparator) == (3, "类", "ge")


def test_a_change_keeps_the_amount_that_it_starts_from():
    (record,) = records("该县打算把湿地面积从现在的120平方公里扩到180平方公里。")
    assert (record.kind, record.indicator, record.baseline, record.value) == ("target", "湿地面积", 120, 180)


def test_amounts_are_dealt_out_to_the_records_before_and_to_places() -> None:
    found = records("去年，县城居民收入3万元，乡村居民收入2万元，分别增长4.2%和7.2%。")
    assert [(r.value, r.comparator, r.indicator) for r in found][2:] == [
        (4.2, "inc", "县城居民收入"), (7.2, "inc", "乡村居民收入"),
    ]  # fmt: skip
    found = records("去年，左权县、和顺县和介休市粮食产量分别增长8.3%、8%和7.6%。")
    assert [(r.value, r.indicator, r.place) for r in found] == [
        (8.3, "粮食产量", "左权县"), (8, "粮食产量", "和顺县"), (7.6, "粮食产量", "介休市"),
    ]  # fmt: skip


def test_per_mille_and_the_span_of_life_are_measured() -> None:
    found = records("到2025年，人均预期寿命提高到80岁，出口占全国份额稳定在14‰以上。", date="2021-02-01")
    assert [(r.value, r.unit, r.kind) for r in found] == [(80, "岁", "target"), (14, "‰", "target")]
    assert records("60岁老人李全走进园区，干了12年。") == []


@pytest.mark.parametrize(
    ("body", "value", "baseline", "period"),
    [
        ("茶厂排放浓度由每立方米18毫克降到6毫克。", 6, 18, None),
        ("2022年以来，开发区建成水厂3座。", 3, None, "2022/2024"),
        ("去年以来，开发区建成水厂3座。", 3, None, "2023/2024"),
        ("单厂投资由初期的1300万元降到910万元。", 910, 1300, None),
        ("今年前11个月，茶园接待游客31万人次。", 31, None, "2024-01/2024-11"),
        ("截至9月25日，全县采茶1.6万亩。", 1.6, None, "2024-09-25"),
        ("茶农办证时限由20个工作日压缩至4个工作日。", 4, 20, None),
        ("茶叶占农业产值的比重由上年同期的31.2%提高到34.5%。", 34.5, 31.2, None),
        ("茶湖水面由18平方公里恢复到24平方公里。", 24, 18, None),
        ("茶泉平均流量为8.6立方米每秒。", 8.6, None, None),
        ("茶园防洪标准由20年一遇提高到50年一遇。", 50, 20, None),
        ("茶园灌溉水有效利用系数由去年的0.551提高到0.568。", 0.568, 0.551, None),
    ],
)
def test_spans_and_changes_are_read(body: str, value: float, baseline: int | None, period: str | None) -> None:
    (found,) = records(body, date="2024-12-05")
    assert (found.value, found.baseline, found.period) == (value, baseline, period)


def test_what_holds_for_all_of_a_list_is_told_of_each() -> None:
    found = records("去年新茶抽检合格率、陈茶抽检合格率均达到98%以上。", date="2024-06-05")
    assert [(r.indicator, r.value) for r in found] == [("新茶抽检合格率", 98), ("陈茶抽检合格率", 98)]


def test_a_unit_keeps_the_second_word_it_is_told_with() -> None:
    (found,) = find_quantities("新建茶农公寓1.2万套（间）")
    assert (found.unit, to_base(found.value, found.unit)) == ("万套（间）", (12000, "个"))


def test_a_service_promised_within_a_time_is_at_most_that_time() -> None:
    (found,) = records("茶农报修后，县里承诺45分钟内到场。")
    assert (found.kind, found.value, found.unit, found.comparator) == ("target", 45, "分钟", "le")


def test_the_bound_behind_the_last_of_amounts_dealt_out_holds_for_all() -> None:
    assert [(r.comparator, r.value) for r in records("绿茶损耗率和红茶损耗率分别控制在4.5%、5.5%以内。")] == [
        ("le", 4.5),
        ("le", 5.5),
    ]


def test_an_index_of_prices_has_no_unit() -> None:
    (record,) = records("今年，居民消费价格指数控制在103左右。")
    assert (record.value, record.unit, record.comparator) == (103, None, "approx")


@pytest.mark.parametrize(
    ("body", "value", "unit", "comparator"),
    [
        ("去年，全县人口自然增长率为-3.6‰。", -3.6, "‰", "eq"),
        ("去年，茶企开办时间压缩到半个工作日以内。", 0.5, "个工作日", "le"),
        ("去年，茶业融合发展指数达到115左右。", 115, None, "approx"),
        ("建成2×30万千瓦级茶渣电站。", 60, "万千瓦", "eq"),
        ("去年，茶园配套到位的不足一半。", 50, "%", "lt"),
    ],
)
def test_what_is_below_nothing_half_or_without_a_unit_is_read(
    body: str, value: float, unit: str | None, comparator: str
) -> None:
    (found,) = records(body)
    assert (found.value, found.unit, found.comparator) == (value, unit, comparator)


def test_a_share_of_districts_is_told_of_what_they_reach() -> None:
    (found,) = records("到2026年，60%的县（市、区）达到茶乡建设标准。")
    assert (found.value, found.kind, "建设标准" in found.indicator) == (60, "target", True)


@pytest.mark.parametrize(
    ("body", "value", "unit", "comparator"),
    [
        ("去年，茶苗成活率提高了8个多百分点。", 8, "个百分点", "inc"),
        ("茶业产值同比翻了一番。", 1, "番", "inc"),
        ("全县茶羊存栏38万个羊单位。", 38, "万个羊单位", "eq"),
        ("茶厂出水浊度不得高于1NTU。", 1, "NTU", "le"),
        ("茶树坑深度不小于30厘米。", 30, "厘米", "ge"),
        ("全县存栏茶羊12万头只。", 12, "万头只", "eq"),
        ("茶山水压升到0.28兆帕。", 0.28, "兆帕", "eq"),
    ],
)
def test_odd_units_and_bounds_are_read(body: str, value: float, unit: str, comparator: str) -> None:
    (found,) = records(body)
    assert (found.value, found.unit, found.comparator) == (value, unit, comparator)


@pytest.mark.parametrize(
    ("body", "baseline", "value"),
    [
        ("去年，茶厂把合格率从87%拉到了96.5%。", 87, 96.5),
        ("茶渠弃水率由去年初的8.7%降到了3.1%。", 8.7, 3.1),
        ("茶园采摘期从60天延长到210天。", 60, 210),
        ("茶企由2020年的2家发展到46家。", 2, 46),
    ],
)
def test_a_change_has_a_start_whatever_its_verb(body: str, baseline: float, value: float) -> None:
    (found,) = records(body)
    assert (found.baseline, found.value) == (baseline, value)


def test_what_is_told_once_for_each_liter_holds_for_what_follows() -> None:
    found = records("茶厂烟尘浓度每立方米4.2毫克，二氧化硫21毫克。")
    assert [(r.value, r.unit) for r in found] == [(4.2, "毫克/立方米"), (21, "毫克/立方米")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("播种面积47.5千公顷", 47.5, "千公顷"),
        ("利率同比下降22个基点", 22, "个基点"),
        ("整治河道19条（段）", 19, "条（段）"),
        ("路网密度98公里/百平方公里", 98, "公里/百平方公里"),
        ("鲜花交易量31亿枝", 31, "亿枝"),
        ("收购烟叶12万担", 12, "万担"),
    ],
)
def test_units_as_bulletins_write_them(text: str, value: float, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit) == (value, unit)
    assert to_base(found.value, found.unit)[0] is not None


@pytest.mark.parametrize(("words", "unit"), [("由23.1%降为0", "%"), ("由6个减少到零", "个")])
def test_what_fell_to_nothing_is_counted_as_it_was_before(words: str, unit: str) -> None:
    (found,) = records(f"去年，劣质断面{words}。")
    assert (found.value, found.unit, found.baseline) == (0, unit, 23.1 if unit == "%" else 6)


def test_a_rise_that_was_a_fall_keeps_what_it_turned_from() -> None:
    (found,) = records("去年，全市外贸由上半年的下降4.2%转为增长1.3%。")
    assert (found.comparator, found.value, found.baseline) == ("inc", 1.3, -4.2)


def test_the_size_of_works_is_part_of_their_name() -> None:
    found = records("今年，港区新建3000吨级泊位4个。")
    assert [(r.indicator, r.value) for r in found] == [("港区新建3000吨级泊位", 4)]


def test_a_name_behind_its_size_ends_where_the_plan_begins() -> None:
    found = records("2400立方米茶园水窖计划今年底完工。")
    assert [(r.kind, r.indicator, r.value) for r in found] == [("target", "茶园水窖", 2400)]


def test_one_attribute_takes_the_place_of_another() -> None:
    found = records("青石茶场去年总投资27.3亿元，年产值8.2亿元，占比12%。")
    assert [r.indicator for r in found] == ["青石茶场总投资", "青石茶场年产值", "青石茶场年产值占比"]


def test_what_still_happens_is_reported_whatever_is_planned() -> None:
    (found,) = records("今年，茶区仍出现15个霜冻日。", date="2021-01-13")
    assert (found.kind, found.value) == ("progress", 15)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("投资5300万元的炒茶车间去年9月开工。", "炒茶车间投资"),
        ("投资5300万元的炒茶车间全面竣工。", "炒茶车间投资"),
        ("县里力争年底前出口茶企达到20家。", "出口茶企"),
        ("去年，毛茶产量2137吨，同比略增46吨。", "毛茶产量"),
        ("（12）新建育苗棚120个。", "新建育苗棚"),
        ("去年，再生纸产量120吨。", "再生纸产量"),
        ("去年，从业人员1200人。", "从业人员"),
        ("去年，应急物资仓库达到12座。", "应急物资仓库"),
        ("茶园补植只完成年度计划的55%。", "茶园补植年度计划"),
    ],
)
def test_a_name_holds_neither_who_plans_nor_what_happens(sentence: str, name: str) -> None:
    assert records(sentence)[-1].indicator == name


@pytest.mark.parametrize(
    ("words", "value"), [("由九天缩到四天", 4), ("控制在6小时以内", 6), ("缩短到52天，比上年少了8天", 52)]
)
def test_how_long_something_takes_is_told_in_many_words(words: str, value: int) -> None:
    assert records(f"去年，苗木运输时间{words}。")[0].value == value


def test_what_is_raised_by_so_much_to_so_much_is_no_range() -> None:
    found = records("今年将茶农养老金每人每月提高10元至110元。")
    assert [(r.comparator, r.value) for r in found] == [("inc", 10), ("eq", 110)]
    (span,) = records("今年将茶农养老金每人每月提高10元至20元。")
    assert span.value == (10, 20)


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ("去年为茶企减负百亿元以上。", "百亿元"),
        ("去年，外来茶客连续保持在百万人以上。", "百万人"),
        ("去年，茶业完成投资千亿元以上。", "千亿元"),
    ],
)
def test_a_scale_alone_is_an_amount_where_it_is_a_bound(body: str, unit: str) -> None:
    (found,) = records(body)
    assert (found.comparator, found.value, found.unit) == ("ge", 1, unit)
    assert records("去年新增百亿元以上茶企3家。")[0].value == 3


def test_sectors_have_the_shares_that_they_changed_to() -> None:
    found = records("去年，三次产业结构由16.8∶39.2∶44.0调整为14.7∶33.8∶51.5。")
    assert [(r.value, r.baseline) for r in found] == [(14.7, 16.8), (33.8, 39.2), (51.5, 44.0)]
    assert [r.value for r in records("到2025年，三次产业比例调整为10∶45∶45。")] == [10, 45, 45]


@pytest.mark.parametrize(
    ("body", "comparator"),
    [
        ("茶叶产量逾140万吨。", "gt"),
        ("茶客吞吐量越过1200万人次关口。", "ge"),
        ("茶价综合指数4.82，改善幅度11.6%。", "dec"),
        ("茶汤农残28微克/升，比上年反弹2微克/升。", "inc"),
        ("去年茶叶价格指数中绿茶类涨3.3%。", "inc"),
    ],
)
def test_more_words_that_bound_an_amount_or_tell_a_change(body: str, comparator: str) -> None:
    assert records(body)[-1].comparator == comparator


@pytest.mark.parametrize("words", ["上一个五年", "“十二五”", "保护初期", "去年同期"])
def test_how_many_times_a_former_time_is_an_amount(words: str) -> None:
    assert [r.value for r in records(f"去年，茶业投资3.2亿元，是{words}的1.7倍。")] == [3.2, 1.7]


def test_things_counted_in_brackets_are_a_unit() -> None:
    assert [(r.value, r.unit) for r in records("今年新增茶业单项冠军80家（项）以上。")] == [(80, "家（项）")]


@pytest.mark.parametrize(
    ("body", "comparator"),
    [
        ("今年茶价涨幅以3%为上限。", "le"),
        ("今年新增茶农就业70万人打底。", "ge"),
        ("今年茶叶总产守住54万吨。", "ge"),
        ("茶叶机采率八成上下。", "approx"),
    ],
)
def test_bounds_in_the_words_of_speakers(body: str, comparator: str) -> None:
    assert records(body)[0].comparator == comparator


@pytest.mark.parametrize(("body", "comparator"), [("茶园亩均增产50公斤。", "inc"), ("茶叶比上年减产3万吨。", "dec")])
def test_more_or_less_of_a_crop_is_a_change(body: str, comparator: str) -> None:
    assert records(body)[0].comparator == comparator
