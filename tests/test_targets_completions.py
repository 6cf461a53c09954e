"""What became of a plan: goals that were kept to, missed or outdone, told in words or by an amount."""

from __future__ import annotations

import pytest

from conftest import records


def _told(body: str) -> list[tuple[str, str, float | None, str | None]]:
    return [(r.kind, r.comparator, r.value, r.status) for r in records(body, date="2024-02-05")]


@pytest.mark.parametrize(
    "words",
    ["控制在5%的年度目标以内", "保持在5%的预期目标之内", "处于5%以内的调控区间"],
)
def test_what_keeps_within_a_goal_tells_the_goal_and_that_it_was_met(words: str) -> None:
    found = records(f"去年，全县城镇登记失业率3.4%，{words}。", date="2024-02-05")
    assert [(r.kind, r.comparator, r.value) for r in found] == [
        ("progress", "eq", 3.4), ("completion", "none", None), ("target", "le", 5),
    ]  # fmt: skip
    assert {r.indicator for r in found} == {"城镇登记失业率"}
    assert (found[1].status, found[2].deadline) == ("met", "2023")


def test_what_is_to_keep_within_a_goal_is_not_done() -> None:
    assert _told("今年，公交车晚点率控制在4%的目标以内。") == [("target", "le", 4, None)]


def test_an_expectation_that_was_missed_was_a_goal() -> None:
    found = records("2023年，全区研发投入强度1.7%，未达预期2%的目标。", date="2024-02-05")
    assert [(r.kind, r.value, r.status) for r in found] == [
        ("progress", 1.7, None), ("completion", None, "behind"), ("target", 2, None),
    ]  # fmt: skip
    assert found[2].deadline == "2023"


@pytest.mark.parametrize(("words", "status"), [("高于预期1.2个百分点", "exceeded"), ("比预期低1.2个百分点", "behind")])
def test_what_was_expected_is_no_promise(words: str, status: str) -> None:
    assert _told(f"去年，全市外贸出口增长7%，{words}。")[1][::3] == ("completion", status)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("2023年，26项主要指标中，21项完成或好于预期，5项与预期有差距。", [(21, "partial"), (5, "behind")]),
        ("目前，9个水库加固项目进度滞后。", [(9, "behind")]),
        ("去年有4项指标未达预期。", [(4, "behind")]),
    ],
)
def test_how_many_tasks_are_behind_is_a_completion(body: str, told: list[tuple[int, str]]) -> None:
    assert [(r.value, r.status) for r in records(body, date="2024-02-05") if r.kind == "completion"] == told


@pytest.mark.parametrize(
    ("body", "name", "status"),
    [
        ("去年，沿河截污改造提前完成。", "沿河截污改造", "ahead"),
        ("去年，城市绿道三年行动圆满收官。", "城市绿道三年行动", "met"),
        ("2023年，续建项目提前一个月全部开工。", "续建项目", "ahead"),
        ("“十三五”规划确定的主要任务总体完成。", "“十三五”规划确定的主要任务", "met"),
        ("去年，较好完成了县人代会确定的目标任务。", "县人代会确定", "met"),
    ],
)
def test_what_was_done_well_or_early_is_a_completion(body: str, name: str, status: str) -> None:
    (found,) = records(body, date="2024-02-05")
    assert (found.kind, found.indicator, found.status) == ("completion", name, status)


def test_works_ahead_by_so_many_days_are_told_once() -> None:
    found = [r for r in records("去年，渡口大桥比合同工期提前25天建成。", date="2024-02-05") if r.kind == "completion"]
    assert [(r.value, r.unit) for r in found] == [(25, "天")]


def test_what_an_inspection_demands_is_a_goal_that_was_met() -> None:
    body = "去年，污水厂负荷率由41%提升至66%，达到不低于60%的整改要求。"
    assert _told(body) == [
        ("progress", "eq", 66, None),
        ("completion", "none", None, "met"),
        ("target", "ge", 60, None),
    ]
    assert {r.indicator for r in records(body)} == {"污水厂负荷率"}


@pytest.mark.parametrize(
    ("body", "value", "status"),
    [
        ("去年，城镇新增就业3.1万人，超时序进度2.4个百分点。", 2.4, "exceeded"),
        ("2023年，改造小区40个，落后序时进度约一成。", 10, "behind"),
        ("去年，全县用水总量比1.62亿立方米的控制目标少0.2亿立方米。", 0.2, "exceeded"),
    ],
)
def test_how_far_from_the_pace_of_a_plan_is_a_completion(body: str, value: float, status: str) -> None:
    found = [r for r in records(body, date="2024-02-05") if r.kind == "completion"]
    assert [(r.value, r.status) for r in found] == [(value, status)]


def test_a_rate_that_is_only_so_high_is_no_shortfall() -> None:
    body = "去年有2项指标未达到年初目标，农村污水治理率只有41.5%。"
    assert [r.kind for r in records(body, date="2024-02-05") if r.value == 41.5] == ["progress"]


def test_how_many_more_than_was_planned_tells_the_plan_too() -> None:
    found = records("去年，加装电梯410台，比原定的400台多出10台。", date="2024-02-05")
    assert [(r.kind, r.value) for r in found] == [("progress", 410), ("target", 400), ("completion", 10)]


def test_a_goal_that_was_reached_early_is_a_goal() -> None:
    found = records("城镇新增就业5.2万人，提前两个月完成全年5万人的目标。", date="2023-11-05")
    assert [(r.kind, r.value) for r in found] == [("progress", 5.2), ("target", 5), ("completion", None)]


def test_what_met_a_named_goal_is_a_completion_without_saying_how() -> None:
    found = records("去年，粮食产量61.2万吨，实现60万吨以上的目标。", date="2024-02-05")
    assert [(r.kind, r.value, r.status) for r in found] == [
        ("progress", 61.2, None), ("target", 60, None), ("completion", None, "met"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "value", "status"),
    [
        ("督察反馈的121项茶山问题已整改113项。", 113, "partial"),
        ("去年，国家下达的8项约束性指标均已完成。", 8, "met"),
        ("去年，16条省控以上茶河断面全部达到年度考核目标。", 16, "met"),
        ("前两个月完成投资93亿元，投资进度79.3%。", 79.3, "partial"),
        ("茶机该到60台，实际到位30台，只完成一半。", 50, "partial"),
        ("供茶管网铺设已完成设计长度的七成。", 70, "partial"),
        ("投资完成率为78%，快于时间进度3个百分点。", 3, "ahead"),
    ],
)
def test_how_much_of_a_plan_is_done_in_more_words(body: str, value: float, status: str) -> None:
    found = [(r.value, r.status) for r in records(body) if r.kind == "completion"]
    assert (value, status) in found


def test_a_task_that_was_named_before_is_completed() -> None:
    found = records("年内要修复茶山7平方公里，这项任务已经超额完成。")
    assert [(r.kind, r.status) for r in found][-1] == ("completion", "exceeded")


@pytest.mark.parametrize(
    "body", ["全年600万斤的产量任务已完成。", "水利投资216亿元，为600亿元计划的36%。", "茶园年初定的是新增600亩。"]
)
def test_a_plan_by_its_name_is_a_target(body: str) -> None:
    assert [r.kind for r in records(body) if r.value == 600] == ["target"]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("原定去年硬化的1.8公里茶山环线，至今只做了路基。", 1.8),
        ("茶汤优良天数268天，全年目标是272天。", 272),
        ("茶厂能耗下降3.3%，完成“下降3.2%左右”的年度目标。", 3.2),
    ],
)
def test_goals_that_are_told_in_passing_are_targets(body: str, value: float) -> None:
    assert value in [r.value for r in records(body) if r.kind == "target"]
