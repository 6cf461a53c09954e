from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import article
from corpusutils.targets import Record, extract_targets
from corpusutils.targets.quantities import find_quantities, to_base
from corpusutils.targets.times import find_deadline, find_period


def records(body: str, date: str | None = "2024-03-05") -> list[Record]:
    return list(extract_targets([article(body, date=date)]))


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("覆盖率不低于35%", 35, "%", "ge"),
        ("水面缩到6平方公里以下", 6, "平方公里", "le"),
        ("植树约1.2万亩", 1.2, "万亩", "approx"),
        ("接待游客3万余人次", 3, "万人次", "gt"),
        ("同比增长7.4%", 7.4, "%", "inc"),
        ("能耗下降3.1%", 3.1, "%", "dec"),
        ("占到七成", 70, "%", "eq"),
        ("换下旧锅炉十二台", 12, "台", "eq"),
        ("投资1,250万元", 1250, "万元", "eq"),
    ],
)
def test_amounts_are_read(text: str, value: float, unit: str, comparator: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.comparator) == (value, unit, comparator)


@pytest.mark.parametrize("text", ["第3条", "PM2.5", "2023年", "A5项目"])
def test_what_is_no_amount_is_left(text: str) -> None:
    assert list(find_quantities(text)) == []


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        (3, "万亩", (2000.000001, "ha")),
        (1.5, "亿元", (150000000, "元")),
        (2, "艘次", (None, None)),
        (40, "万千瓦", (400000, "kW")),
    ],
)
def test_amounts_convert_to_base_units(value: float, unit: str, base: tuple[float | None, str | None]) -> None:
    found = to_base(value, unit)
    assert found[1] == base[1] and (found[0] == pytest.approx(base[0]) if base[0] else found[0] is None)


def test_times_are_resolved_from_the_text_and_its_year() -> None:
    assert find_deadline("预计2026年9月通车", 2024).value == "2026-09"
    assert find_deadline("今年年底前完工", 2024).value == "2024"
    assert find_deadline("年底前完工", None) is None
    assert find_period("今年1月至8月", 2024).value == "2024-01/2024-08"
    assert find_period("去年全县植树", 2024).value == "2023"


def test_a_promise_is_a_target_with_its_deadline() -> None:
    (record,) = records("到2027年，全县污水收集率达到92%以上。")
    assert (record.kind, record.value, record.comparator, record.deadline) == ("target", 92, "ge", "2027")
    assert record.indicator == "全县污水收集率" and record.quote == "全县污水收集率达到92%以上"


def test_a_report_is_progress_with_its_period() -> None:
    (record,) = records("去年，全县修复矿山图斑38处。")
    assert (record.kind, record.value, record.unit, record.period) == ("progress", 38, "处", "2023")


def test_a_share_of_the_plan_is_a_completion() -> None:
    progress, completion = records("前三季度植树9000亩，完成年度计划的104%。")
    assert (progress.kind, completion.kind, completion.status) == ("progress", "completion", "exceeded")
    (words,) = records("全市提前完成黑臭水体治理任务。")
    assert (words.kind, words.value, words.status) == ("completion", None, "ahead")


def test_every_record_names_its_rules_and_its_lines() -> None:
    for record in records("到2027年，污水收集率达到92%以上。去年修路30公里，投资2亿元。"):
        assert record.rules and record.lines == (1, 1)


def test_evidence_offsets_hold_the_quote() -> None:
    body = "今年，全县计划新建充电桩600个。去年建成410个。"
    for record in records(body):
        assert record.quote in body[record.start : record.end]


@pytest.mark.parametrize(
    ("gold", "pages", "floor"),
    [("gold/00*.targets.jsonl", "seeds", 0.69), ("gold/passages/*.targets.jsonl", "gold/passages", 0.8)],
)
def test_gold_records_keep_their_base_line(shared: Path, tmp_path: Path, gold: str, pages: str, floor: float) -> None:
    out = tmp_path / "targets.jsonl"
    subprocess.run([sys.executable, "-m", "corpusutils", "targets", str(shared / pages), "--out", str(out)], check=True)
    score = [sys.executable, str(shared / "score/targets.py"), str(out), *map(str, sorted(shared.glob(gold)))]
    figures = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    assert figures["f"] >= floor
