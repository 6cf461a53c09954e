"""The named repairs of a page's text: each a general pattern, each logged with its place.

Order matters and is the order of `RULES`. A rule never crosses a paragraph and never touches the raw page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.traced import INSERTED, Repair, TracedText

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007"
WIDE = HAN + r"，。；：、！？“”‘’（）《》〈〉【】—…％"

SPACE = r"[ \t\u3000]"


@dataclass(frozen=True)
class Rule:
    """One repair: its name, what it finds, what it writes, and why it exists."""

    name: str
    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]
    why: str
    needs: str
    """Characters without any of which there is nothing to find."""
    optional: bool = False
    """Whether it is left out unless asked for: it changes what the page's maker may have meant."""


WATER_CLASSES = {
    "玉": "Ⅰ",
    "域": "Ⅱ",
    "芋": "Ⅲ",
    "郁": "Ⅳ",
    "吁": "Ⅴ",
    "I": "Ⅰ",
    "II": "Ⅱ",
    "III": "Ⅲ",
    "IV": "Ⅳ",
    "V": "Ⅴ",
}
GAP = np.full(1, INSERTED, dtype=np.int32)
HALF_TO_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

RULES: tuple[Rule, ...] = (
    Rule(
        "subscript_markup",
        re.compile(r"\$?\\?(?:mathrm\{)?(PM|SO|NO|CO|O)\}?_\{?(\d(?:\.\d)?)\}?\$?"),
        lambda m: m[1] + m[2],
        "LaTeX that an OCR model wrote for a subscript: PM_{2.5}",
        "_",
    ),
    Rule(
        "percent_glyph",
        re.compile(r"(?<=[0-9])(\s*)豫"),
        lambda m: "%",
        "a font's percent sign extracted as 豫; the province's short name never follows a digit",
        "豫",
    ),
    Rule(
        "water_class_glyph",
        re.compile(r"([玉域芋郁吁])(?<![A-Za-z].)(?=\s*(?:至|-|—|～|、)?\s*[玉域芋郁吁]?\s*类)"),
        lambda m: WATER_CLASSES[m[1]],
        "Roman numerals of water-quality classes extracted as 玉 域 芋 郁 吁",
        "类",
    ),
    Rule(
        "water_class_latin",
        re.compile(r"(I(?<![A-Za-z0-9].)(?:V|I{0,2})|V(?<![A-Za-z0-9].))(?=\s*类)"),
        lambda m: WATER_CLASSES[m[1]],
        "Roman numerals of water-quality classes typed as Latin letters",
        "IV",
    ),
    Rule(
        "credit_mark",
        re.compile(r"姻(?=\S{0,6}(?:记者|通讯员|通迅员|摄影|文|图|[\u4e00-\u9fff]{2,4}\s*摄))"),
        lambda m: "■",
        "the square before a credit extracted as 姻",
        "姻",
    ),
    Rule(
        "zero_glyph",
        re.compile(r"(?<=[一二三四五六七八九〇○])[○Ｏ◯](?=[一二三四五六七八九〇○年])"),
        lambda m: "〇",
        "the Chinese zero in years written as a circle",
        "○Ｏ◯",
    ),
    Rule(
        "stray_space",
        re.compile(rf"{SPACE}(?:(?<=[{WIDE}].){SPACE}*(?=[{WIDE}0-9A-Za-z])|(?<=[0-9A-Za-z%].){SPACE}*(?=[{WIDE}]))"),
        lambda m: "",
        "spaces that the extraction left between Chinese characters or around numbers",
        " \t\u3000",
    ),
    Rule(
        "split_number",
        re.compile(r"[ \t](?:(?<=\d.)[ \t]*(?=\.[ \t]*\d|%)|(?<=\d\..)[ \t]*(?=\d))"),
        lambda m: "",
        "spaces inside a number",
        " \t",
    ),
    Rule(
        "spaced_digits",
        re.compile(
            r"[0-9０-９](?=[ \t])(?<![\d.第].)(?<![\d.第][ \t].)[ \t]\d"
            r"(?:(?:[ \t]\d)+(?=[ \t]?[年多余个元人户吨亩公千米台座名项%％])|(?:[ \t]\d)*(?=[ \t]?[年月日万亿%％]))"
        ),
        lambda m: "".join(m[0].split()),
        "digits of one number set apart: 5 1 6 0元",
        " \t",
    ),
    Rule(
        "full_width_punctuation",
        re.compile(
            rf"(?<=[{WIDE}%\d])[,;?!](?=[{HAN}“《（])|(?<=[{HAN}”》）])[,;:?!](?=\d|$)|[(](?=[^()]*[{HAN}])|(?<=[{HAN}])[)]"
        ),
        lambda m: HALF_TO_FULL[m[0]],
        "half-width punctuation inside Chinese text",
        ",;:?!()",
        optional=True,
    ),
)


def repair(
    text: TracedText, *, keep_spaces: bool = False, also: frozenset[str] = frozenset()
) -> tuple[TracedText, list[Repair]]:
    """Apply every rule in order; return the repaired text and the log, by raw offset.

    With `keep_spaces` spaces between Chinese characters stay: in headlines and bylines they separate parts. `also`
    names optional rules to apply.

    >>> import numpy as np
    >>> fixed, log = repair(TracedText("占 78.6豫", np.arange(7, dtype=np.int32)))
    >>> fixed.text, [r.rule for r in log]
    ('占78.6%', ['stray_space', 'percent_glyph'])
    """
    log: list[Repair] = []
    for rule in RULES:
        if (keep_spaces and rule.name == "stray_space") or (rule.optional and rule.name not in also):
            continue
        if not any([mark in text.text for mark in rule.needs]):
            continue
        text, repairs = text.sub(rule.pattern, rule.replace, rule.name)
        log += repairs
    return text, sorted(log, key=lambda r: (r.offset, r.rule))


def join_lines(raw: str, spans: Sequence[tuple[int, int]]) -> TracedText:
    """Join hard-wrapped lines into one text; a space only where two Latin words or two numbers would meet.

    `spans` are the lines without white space at their ends, as offsets in the raw text.

    >>> join_lines("推进海绵城\\n市建设", [(0, 5), (6, 9)]).text
    '推进海绵城市建设'
    >>> join_lines("Beijing\\nDaily", [(0, 7), (8, 13)]).text
    'Beijing Daily'
    """
    if len(spans) == 1:
        return TracedText.of(raw, *spans[0])
    texts: list[str] = []
    origins: list[NDArray[np.int32]] = []
    for start, end in spans:
        if texts and end - start > 1 and _needs_space(texts[-1][-1], raw[start]):
            texts.append(" ")
            origins.append(GAP)
        texts.append(raw[start:end])
        origins.append(np.arange(start, end, dtype=np.int32))
    return TracedText("".join(texts), np.concatenate(origins) if origins else GAP[:0])


def _needs_space(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
