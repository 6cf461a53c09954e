"""What the press tells beside promises and results, and how it promises: sentences of our own making."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import article, records, rejected
from corpusutils.targets import extract_targets


def told(body: str) -> list[tuple[str, object, str | None]]:
    return [(record.kind, record.value, record.unit) for record in records(body, "2024-05-10")]


@pytest.mark.parametrize(
    ("body", "kind", "value", "unit"),
    [
        ("全年要更换旧水表4.6万块。", "target", 4.6, "万块"),
        ("下半年补栽行道树800株。", "target", 800, "株"),
        ("今年收8万吨没问题。", "target", 8, "万吨"),
        ("复线通车以后，从县城到矿区由50分钟缩短至20分钟。", "target", 20, "分钟"),
        ("二期工程概算投资2.3亿元。", "progress", 2.3, "亿元"),
        ("氮氧化物浓度控制在每立方米30毫克以内。", "progress", 30, "毫克/立方米"),
        ("供电煤耗降到301克每千瓦时。", "progress", 301, "克每千瓦时"),
        ("全年38亿千瓦时的发电任务，到4月末已完成61%。", "completion", 61, "%"),
        ("去年完成投资7.8亿元，为年度目标的104.5%。", "completion", 104.5, "%"),
        ("泵房土建已干完六成。", "completion", 60, "%"),
        ("新栽果树30万株，是年度任务的1.5倍。", "completion", 1.5, "倍"),
        ("到2026年，香菇全产业链产值力争过百亿。", "target", 1, "百亿元"),
        ("旅游收入迈上百亿台阶。", "progress", 1, "百亿元"),
        ("线上提交的，3个工作日到账。", "target", 3, "个工作日"),
    ],
)
def test_press_promises_and_reports(body: str, kind: str, value: float, unit: str) -> None:
    assert (kind, value, unit) in told(body)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("渠首在县城往西11公里。", "no_performance"),
        ("厂址东距最近的村庄850米。", "no_performance"),
        ("国家的超低排放限值是50毫克。", "no_performance"),
        ("县域面积1685平方公里。", "no_performance"),
        ("老树的根须足有40多厘米。", "no_performance"),
        ("去年夏天那场50年一遇的暴雨冲了渠。", "no_performance"),
        ("临河市在168个重点城市里排倒数第九。", "carrier"),
        ("来自11个市的客商看了展台。", "carrier"),
        ("集团下设5个专项工作组。", "structure"),
        ("16个成员单位负责人在主会场参加会议。", "participants"),
        ("她是第一批进厂的217名工人之一。", "one_of_many"),
        ("大棚里除草，一天挣150元。", "price"),
        ("乱倒垃圾的，处2000元以下罚款。", "price"),
        ("流转费每亩650元。", "price"),
        ("抽一次粪收费30元。", "price"),
        ("单个项目封顶500万元。", "price"),
        ("举报属实的给予5万元奖励。", "price"),
        ("护林员每天往返18公里。", "no_performance"),
        ("省林草局等六部门联合印发了方案。", "participants"),
        ("打好散煤、扬尘、工地和车辆四场硬仗。", "abstract"),
    ],
)
def test_what_a_reporter_tells_in_passing_is_left_out(body: str, why: str) -> None:
    assert why in rejected(body)


def test_what_was_not_to_be_seen_is_no_amount() -> None:
    assert told("麦茬地里看不到一处黑斑，上一次开现场会还是春天。") == []


def test_of_how_many_there_are_only_those_that_are_done_are_told() -> None:
    assert told("8座隧洞已有6座贯通。") == [("progress", 6, "座")]


def test_a_goal_among_numbers_may_bear_none() -> None:
    plan = "# 石桥省 2024 政府工作报告\n今年主要预期目标是：地区生产总值增长5%左右，城镇新增就业6万人，居民收入增长与经济增长同步，碳排放强度完成国家下达任务。"
    found = [r for r in records(plan, None) if r.comparator == "none"]
    assert [(r.kind, r.indicator, r.deadline) for r in found] == [
        ("target", "居民收入", "2024"),
        ("target", "碳排放强度", "2024"),
    ]


def test_a_list_of_goals_goes_on_behind_a_semicolon() -> None:
    plan = (
        "# 石桥省 2024 政府工作报告\n今年主要预期目标是：地区生产总值增长5%左右，力争更好结果；"
        "城镇新增就业6万人以上，农牧区劳动力转移就业10万人次以上，茶业增加值增长7%左右，"
        "居民收入增长与经济增长同步；粮食产量11万吨以上。"
    )
    assert [r.indicator for r in records(plan, None) if r.comparator == "none"] == ["居民收入"]


def test_every_share_of_several_plans_is_a_completion() -> None:
    assert [r.kind for r in records("城镇新增就业、创业贷款分别完成年计划的113%、256%。")] == ["completion"] * 2


def test_a_word_that_looks_ahead_rules_its_whole_clause() -> None:
    (record,) = records("二期工程预计今年10月底建成通车。")
    assert (record.kind, record.deadline) == ("target", "2024-10")


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("今年前4个月，臭氧浓度与去年同期持平，优良天数比例达到81%。", "2024-01/2024-04"),
        ("今年前4个月，煤价比去年同期掉了一截，利润总额38亿元。", "2024-01/2024-04"),
        ("今年前4个月，柳湾断面由上年的Ⅳ类改善到Ⅲ类。", "2024-01/2024-04"),
    ],
)
def test_the_year_that_figures_are_held_against_is_not_their_own(body: str, period: str) -> None:
    assert records(body)[-1].period == period


@pytest.mark.parametrize(
    ("headline", "body", "place"),
    [
        ("汾阳市：双河镇的甜瓜上市", "双河镇今年种甜瓜2400亩。", "双河镇"),
        ("北川水库除险加固完工", "北川水库除险加固工程完成投资6300万元。", "北川水库"),
        ("灵石县一家电厂的灰卖完了", "电厂去年卖灰31万吨。", "灵石县"),
    ],
)
def test_an_article_is_at_home_where_its_headline_begins(headline: str, body: str, place: str) -> None:
    assert [r.place for r in records(body, headline=headline)] == [place]


def test_a_bullet_opens_the_place_of_its_item() -> None:
    found = records("●大同市云州区补植柠条8600亩。\n●长治市屯留区监测企业53家。")
    assert [r.place for r in found] == ["云州区", "屯留区"]


def test_on_the_page_of_a_city_a_text_that_names_no_place_is_at_home_in_it() -> None:
    named = article("襄阳市樊城区改造小区52个，襄州区改造8个。", name="a01", date="2024-05-10")
    other = article("全市接种门诊接种流感疫苗3.1万人。", name="a02", date="2024-05-10")
    found = [r for r in extract_targets([named, replace(other, page=named.page)]) if r.article == "a02"]
    assert [r.place for r in found] == ["襄阳市"]


@pytest.mark.parametrize(
    ("body", "comparator"),
    [
        ("春天观测到黑鹳23只，比去年多了6只。", "inc"),
        ("线上销售占比较前年高出4个百分点。", "inc"),
        ("臭氧浓度升了4.2%。", "inc"),
        ("供电煤耗较上年少了4.6克。", "dec"),
    ],
)
def test_more_than_last_year_is_a_change_by(body: str, comparator: str) -> None:
    assert records(body)[-1].comparator == comparator


def test_a_count_behind_a_deadline_is_no_rank() -> None:
    found = records("力争明年6月底前49项工程全部投运。")
    assert [(r.kind, r.value, r.deadline) for r in found] == [("target", 49, "2025-06")]


@pytest.mark.parametrize("body", ["输气管道计划于12月20日投产。", "剩余工程力争年底前建成通水。"])
def test_a_date_whose_year_nothing_tells_is_still_a_promise(body: str) -> None:
    assert [(r.kind, r.deadline) for r in records(body, None)] == [("target", None)]


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        ("本办法自2024年8月1日起施行。", "2024-08-01"),
        ("务必于12月20日前全部收尾。", "2024-12-20"),
        ("9月底前要将堤上遗留的违建全部拆除。", "2024-09"),
    ],
)
def test_dates_that_lie_ahead_are_promises(body: str, deadline: str) -> None:
    assert [(r.kind, r.comparator, r.deadline) for r in records(body)] == [("target", "none", deadline)]


def test_what_a_share_was_at_the_turn_of_the_year_is_where_it_started() -> None:
    (record,) = records("生活垃圾回收利用率从去年年初的19%提高到38%。")
    assert (record.indicator, record.baseline, record.value) == ("生活垃圾回收利用率", 19, 38)


def test_the_amounts_of_a_law_are_norms_and_its_date_is_kept() -> None:
    body = (
        "第一条 为保护泉水，制定本办法。\n第二条 在泉域内打井的，处三万元以上十万元以下罚款。\n"
        "第三条 取水户应当有两名以上管水员。\n第四条 本办法自2025年3月1日起施行。"
    )
    assert [(r.indicator, r.kind, r.deadline) for r in records(body)] == [("本办法施行", "target", "2025-03-01")]
    assert rejected(body.rsplit("\n", 1)[0]) == ["norm", "norm"]


@pytest.mark.parametrize(
    ("body", "indicators", "comparator"),
    [
        ("去年全县经营主体新增1.2万户。", ["新增经营主体"], "eq"),
        ("全年新增30座充电站。", ["新增充电站"], "eq"),
        ("改造提升老旧泵站26座。", ["改造提升老旧泵站"], "eq"),
        ("改善61所乡村小学的取暖条件。", ["乡村小学的取暖条件"], "eq"),
        ("日处理能力提升2万吨。", ["日处理能力"], "inc"),
        ("冰柜、热泵销售额分别增长12%、30%。", ["冰柜销售额", "热泵销售额"], "inc"),
        ("技改投资、民间投资分别增长12%、30%。", ["技改投资", "民间投资"], "inc"),
        ("就业率、签约率分别达到95%、99%。", ["就业率", "签约率"], "eq"),
        ("⑧改造农村公路300公里。", ["改造农村公路"], "eq"),
    ],
)
def test_what_is_added_or_made_better_is_counted_and_shares_share_their_noun(
    body: str, indicators: list[str], comparator: str
) -> None:
    found = records(body)
    assert ([r.indicator for r in found], {r.comparator for r in found}) == (indicators, {comparator})


def test_a_change_told_over_a_comma_is_one_record() -> None:
    (record,) = records("茶叶产值从2019年的2.1亿元，增加到去年的3.4亿元。")
    assert (record.baseline, record.value, record.period) == (2.1, 3.4, "2023")


def test_what_is_planned_stays_planned_where_it_is_held_against_last_year() -> None:
    found = records("今年拟安排管护资金8000万元，比上年增加900万元。")
    assert [(r.kind, r.comparator, r.deadline) for r in found] == [("target", "eq", "2024"), ("target", "inc", "2024")]


def test_a_year_that_is_one_of_a_plan_tells_no_date() -> None:
    assert rejected("2024年是实施河湖规划的第二年。") == []


@pytest.mark.parametrize(
    ("body", "indicators"),
    [
        ("去年农村和城镇居民收入稳步增长，分别达到2.1万元和4.3万元。", ["农村居民收入", "城镇居民收入"]),
        ("管护费补助标准提高到人均320元。", ["管护费补助标准"]),
        ("菜农收入年均实际增长7%。", ["菜农收入"]),
        ("地区生产总值同比增长6.1%、突破2000亿元大关。", ["地区生产总值", "地区生产总值"]),
        ("轴承产量增长31%，占全国44%。", ["轴承产量", "轴承产量占全国"]),
        ("到位资金突破60亿元。", ["到位资金"]),
        ("惠及16万人。", ["惠及"]),
        ("引进纺织项目24个、建成投产17个。", ["引进纺织项目", "投产纺织项目"]),
    ],
)
def test_names_without_what_only_says_how_and_with_the_subject_told_before(body: str, indicators: list[str]) -> None:
    assert [r.indicator for r in records(body, keep_passing=True)] == indicators


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("2016年建厂，现有机组12台。", "to-date"),
        ("今年前两个月完成投资2.1亿元。", "2024-01/2024-02"),
        ("投入强度创10年来新高，合同额增长17%。", None),
        ("库水位30年来首次达到905米。", None),
        ("十年来治理沟道30条。", "2014/2024"),
    ],
)
def test_what_stands_now_and_years_that_only_rank(body: str, period: str | None) -> None:
    assert [r.period for r in records(body)] == [period]


def test_a_quarter_told_in_january_is_that_of_the_year_before_and_the_whole_year_ends_it() -> None:
    body = "三季度增长4%，四季度增长5%，全年增长4.5%。"
    found = list(extract_targets([article("进出口总额" + body, date="2024-01-20")]))
    assert [r.period for r in found] == ["2023-Q3", "2023-Q4", "2023"]


@pytest.mark.parametrize(
    "body",
    [
        "并处罚金5万元。",
        "自家只掏了2600元。",
        "其温室效应是二氧化碳的28倍。",
        "全市通过万家寨引水。",
    ],
)
def test_fines_pockets_and_facts_are_no_records(body: str) -> None:
    assert records(body) == []


def test_a_mountain_that_is_any_is_no_place() -> None:
    assert [r.place for r in records("绿化荒山1380亩。")] == [None]


def test_a_place_in_a_governments_report_speaks_for_its_own_clause() -> None:
    body = "各位代表：\n去年，太谷区新建湿地3处，建成村级服务点1.1万个，增长12%。"
    found = list(extract_targets([replace(article(body, date="2024-01-20", place="山西省"), headline="政府工作报告")]))
    assert [(r.value, r.place) for r in found] == [(3, "太谷区"), (1.1, "山西省"), (12, "山西省")]


@pytest.mark.parametrize("words", ["研究与试验发展经费投入强度2.85%左右。", "推动新兴产业营收占比突破30%。"])
def test_goals_of_a_report_are_due_with_its_year_though_they_begin_like_tasks(words: str) -> None:
    text = replace(article(f"各位代表：\n二、今年工作安排\n{words}", date="2024-01-20"), headline="政府工作报告")
    assert [(r.kind, r.deadline) for r in extract_targets([text])] == [("target", "2024")]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("断面优良水体比例超额完成国家任务。", "断面优良水体比例"),
        ("新增就业超3万人、超额完成国家任务。", "新增就业"),
        ("提前完成“十四五”用水总量控制目标。", "“十四五”用水总量控制目标"),
        ("专业调整比例提前一年超过国家目标。", "专业调整比例"),
        ("1.5万套安置房任务全部完成。", "1.5万套安置房任务"),
    ],
)
def test_what_was_completed_has_the_name_of_the_task_or_of_its_subject(body: str, name: str) -> None:
    assert [r.indicator for r in records(body) if r.kind == "completion"] == [name]


def test_a_share_of_all_spending_is_no_share_of_a_budget() -> None:
    assert [r.kind for r in records("民生支出占财政预算支出的68%。")] == ["progress"]


def test_what_a_speaker_demands_point_by_point_is_planned() -> None:
    body = "去年栽茶3万亩。他说，一要抓好茶园改造。改造老茶园37处。二要抓好销路。推动4.3兆焦茶炉关停，新开茶馆12家。"
    assert [(r.kind, r.value) for r in records(body, date="2024-05")] == [
        ("progress", 3),
        ("target", 37),
        ("target", 12),
    ]


@pytest.mark.parametrize(
    ("body", "indicator", "status"),
    [
        ("去年卖茶92万吨，制茶能耗比全年控制目标低1.4个百分点。", "制茶能耗", "exceeded"),
        ("去年卖茶92万吨，增速比年初预期低1.1个百分点。", "卖茶增速", "behind"),
        ("去年完成茶园整治412个，超年度任务12个。", "茶园整治", "exceeded"),
        ("去年茶业投资31.8亿元，未达到年初预期。", "茶业投资", "behind"),
        ("去年茶企债务1.54亿元，控制在县里核定的限额以内。", "茶企债务", "met"),
    ],
)
def test_what_lies_above_or_below_a_plan_is_held_against_it(body: str, indicator: str, status: str) -> None:
    held = next(r for r in records(body, date="2024-05") if r.kind == "completion")
    assert (held.indicator, held.status) == (indicator, status)


def test_what_is_told_up_to_a_day_of_this_year_is_told_of_its_months() -> None:
    found = records("截至8月4日，茶场今年累计采茶1.86亿斤，全年计划采茶3亿斤。", date="2024-08")
    assert [(r.kind, r.period, r.deadline) for r in found] == [
        ("progress", "2024-01/2024-08", None),
        ("target", None, "2024"),
    ]


def test_the_whole_year_behind_a_promise_is_when_it_is_due() -> None:
    body = "2023年，全县新增茶农4万人。会议要求，各地要把种茶摆在首位，全年新增茶农5万人以上，茶园撂荒率控制在5%以内。"
    found = records(body, date="2024-02")
    assert [(r.kind, r.deadline) for r in found] == [("progress", None), ("target", "2024"), ("target", "2024")]


def test_works_that_came_into_use_are_dated_though_their_cost_is_told_with_them() -> None:
    found = records(
        "计划总投资3亿元的茶香水厂工程已于去年8月开工。总投资4.7亿元的茶湖治理工程去年9月完工。", date="2024-05"
    )
    assert [(r.kind, r.period) for r in found if r.value is None] == [("progress", "2023-08"), ("progress", "2023-09")]


@pytest.mark.parametrize(
    ("body", "value", "status"),
    [
        ("督茶组反馈的74项整改任务完成71项。", 71, "partial"),
        ("茶业规划确定的28项指标中，已有19项提前完成。", 19, "ahead"),
        ("年初定下的10项茶事任务已完成10项。", 10, "met"),
    ],
)
def test_how_many_of_all_tasks_are_done_is_a_completion(body: str, value: int, status: str) -> None:
    assert [(r.kind, r.value, r.status) for r in records(body, date="2024-05")][-1] == ("completion", value, status)


def test_an_article_that_opens_with_the_first_months_of_a_year_reviews_them() -> None:
    body = "前三季度，全市采茶4万吨，同比增长6%。\n分县看，东县采茶1万吨。\n目前，茶园已扩大到3万亩。"
    found = records(body, date="2024-10")
    assert [(r.value, r.period) for r in found][-2:] == [(1, "2024-01/2024-09"), (3, "to-date")]


def test_what_works_brought_that_came_into_use_last_year_is_done() -> None:
    found = records(
        "茶厂二期去年6月投产后，制茶周期从7天缩短到4天。茶厂三期投产后，制茶周期缩短到3天。", date="2024-08"
    )
    assert [(r.kind, r.value) for r in found if r.unit == "天"] == [("progress", 4), ("target", 3)]


def test_money_that_was_given_for_the_year_is_no_promise() -> None:
    found = records("今年，县财政安排茶业专项资金3亿元。明年还将安排专项资金4亿元。", date="2024-02")
    assert [(r.kind, r.value) for r in found] == [("progress", 3), ("target", 4)]


@pytest.mark.parametrize(
    ("body", "value", "unit", "status"),
    [
        ("茶厂扩建9月18日完工，比批复工期提前4个月。", 4, "个月", "ahead"),
        ("茶场引水渠施工比原计划滞后近1个月。", 1, "个月", "behind"),
        ("茶市改造比原定工期滞后两个月。", 2, "个月", "behind"),
        ("茶亭那段比计划晚了20多天。", 20, "天", "behind"),
        ("茶山隧洞掘到538米，比网络计划滞后26天。", 26, "天", "behind"),
    ],
)
def test_by_how_long_works_are_early_or_late_is_a_completion(body: str, value: int, unit: str, status: str) -> None:
    (found,) = (r for r in records(body, date="2024-10-09") if r.kind == "completion")
    assert (found.value, found.unit, found.status) == (value, unit, status)


def test_the_time_that_a_promise_gains_is_no_completion() -> None:
    found = records("茶厂力争12月底前建成，比原定工期提前5个月。", date="2024-10-09")
    assert [(r.kind, r.deadline) for r in found] == [("target", "2024-12")]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("平遥县茶园建设完成率71.3%，灵石县74.6%，榆次区76.0%。", [71.3, 74.6, 76]),
        ("新栽和补栽开工以来已分别完成18%和15%。", [18, 15]),
        ("栽茶完成省下达年度任务4.2万亩的70%。", [70]),
        ("茶税收入61.2亿元，不到年初预算的一半。", [50]),
        ("茶农反映的268件信访件，办结265件。", [265]),
    ],
)
def test_every_share_of_a_plan_that_a_list_tells_is_a_completion(body: str, told: list[float]) -> None:
    assert [r.value for r in records(body) if r.kind == "completion"] == told


def test_what_is_left_to_be_done_is_due_by_the_date_that_its_sentence_ends_with() -> None:
    (found,) = records("茶场紧盯剩余9个项目，倒排工期，确保10月底前全部完工。", date="2024-08-06")
    assert (found.kind, found.value, found.deadline) == ("target", 9, "2024-10")


def test_a_goal_quoted_as_a_demand_was_reached() -> None:
    found = records("茶渠漏损率降至8.9%，提前达到“到2025年底控制在9%以内”的要求。", date="2024-08-06")
    assert [(r.kind, r.status) for r in found if r.kind == "completion"] == [("completion", "ahead")]


def test_all_of_so_many_tasks_done_is_one_completion() -> None:
    (found,) = records("去年，全市12件民生实事全部办结。")
    assert (found.kind, found.value, found.unit, found.status) == ("completion", 12, "件", "met")


def test_the_end_of_the_year_that_is_told_of_is_over() -> None:
    body = "2021年初，县里拿出3000万元改造茶园。到年底，全县改造茶园4.2万亩，新建茶渠11公里。"
    found = [(r.kind, r.value, r.period) for r in records(body, date="2022-04-10") if r.unit in ("万亩", "公里")]
    assert found == [("progress", 4.2, "2021"), ("progress", 11, "2021")]


def test_a_stroke_as_wide_as_a_character_parts_a_unit() -> None:
    (found,) = records("去年，茶厂烟尘浓度降到12微克／立方米。")
    assert (found.value, found.unit) == (12, "微克/立方米")


def test_a_share_of_what_was_planned_to_be_made_or_dug_completes_it() -> None:
    assert [(r.kind, r.value) for r in records("茶厂只完成计划产量的六成。")] == [("completion", 60)]
    found = records("茶渠累计挖土146万立方米，占设计总量的91.3%。")
    assert [(r.kind, r.value) for r in found] == [("progress", 146), ("completion", 91.3)]


def test_what_was_set_at_the_beginning_of_the_year_is_a_target() -> None:
    found = records("年初定下的茶叶产量6.8万吨，眼下只差一步。", date="2024-11-20")
    assert (found[0].kind, found[0].value) == ("target", 6.8)


def test_a_goal_in_quotation_marks_that_has_been_reached_is_completed() -> None:
    found = records("规划提出的“到2025年建成30个生态茶园”目标已提前完成。", date="2024-03-05")
    assert [(r.kind, r.indicator, r.status) for r in found] == [
        ("target", "生态茶园", None),
        ("completion", "生态茶园", "ahead"),
    ]


def test_the_bound_of_a_goal_that_was_reached_does_not_make_promises_of_what_follows() -> None:
    body = "去年，“不低于50%”的目标提前达成，茶园扩大到3万亩。不低于12%的任务已经完成，茶农增加200户。"
    assert [r.kind for r in records(body) if r.unit in ("万亩", "户")] == ["progress", "progress"]
