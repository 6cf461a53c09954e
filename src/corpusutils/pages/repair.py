"""The named repairs of a page's text: each a general pattern, each logged with its place.

Order matters and is the order of `RULES`. A rule never crosses a paragraph and never touches the raw page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpusutils.pages.traced import Repair, TracedText

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007"
WIDE = HAN + r"，。；：、！？“”‘’（）《》〈〉【】—…％"


@dataclass(frozen=True)
class Rule:
    """One repair: its name, what it finds, what it writes, and why it exists."""

    name: str
    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]
    why: str
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
HALF_TO_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

RULES: tuple[Rule, ...] = (
    Rule(
        "subscript_markup",
        re.compile(r"\$?\\?(?:mathrm\{)?(PM|SO|NO|CO|O)\}?_\{?(\d(?:\.\d)?)\}?\$?"),
        lambda m: m[1] + m[2],
        "LaTeX that an OCR model wrote for a subscript: PM_{2.5}",
    ),
    Rule(
        "percent_glyph",
        re.compile(r"(?<=[0-9])(\s*)豫"),
        lambda m: "%",
        "a font's percent sign extracted as 豫; the province's short name never follows a digit",
    ),
    Rule(
        "water_class_glyph",
        re.compile(r"(?<![A-Za-z])(玉|域|芋|郁|吁)(?=\s*(?:至|-|—|～|、)?\s*[玉域芋郁吁]?\s*类)"),
        lambda m: WATER_CLASSES[m[1]],
        "Roman numerals of water-quality classes extracted as 玉 域 芋 郁 吁",
    ),
    Rule(
        "water_class_latin",
        re.compile(r"(?<![A-Za-z0-9])(IV|I{1,3}|V)(?=\s*类)"),
        lambda m: WATER_CLASSES[m[1]],
        "Roman numerals of water-quality classes typed as Latin letters",
    ),
    Rule(
        "credit_mark",
        re.compile(r"姻(?=\S{0,6}(?:记者|通讯员|通迅员|摄影|文|图|[\u4e00-\u9fff]{2,4}\s*摄))"),
        lambda m: "■",
        "the square before a credit extracted as 姻",
    ),
    Rule(
        "zero_glyph",
        re.compile(r"(?<=[一二三四五六七八九〇○])[○Ｏ◯](?=[一二三四五六七八九〇○年])"),
        lambda m: "〇",
        "the Chinese zero in years written as a circle",
    ),
    Rule(
        "stray_space",
        re.compile(rf"(?<=[{WIDE}])[ \t\u3000]+(?=[{WIDE}0-9A-Za-z])|(?<=[0-9A-Za-z%])[ \t\u3000]+(?=[{WIDE}])"),
        lambda m: "",
        "spaces that the extraction left between Chinese characters or around numbers",
    ),
    Rule(
        "split_number",
        re.compile(r"(?<=\d)[ \t]+(?=\.\d)|(?<=\d\.)[ \t]+(?=\d)|(?<=\d)[ \t]+(?=\.[ \t]*\d)|(?<=\d)[ \t]+(?=%)"),
        lambda m: "",
        "spaces inside a number",
    ),
    Rule(
        "full_width_punctuation",
        re.compile(
            rf"(?<=[{WIDE}%\d])[,;?!](?=[{HAN}“《（])|(?<=[{HAN}”》）])[,;:?!](?=\d|$)|[(](?=[^()]*[{HAN}])|(?<=[{HAN}])[)]"
        ),
        lambda m: HALF_TO_FULL[m[0]],
        "half-width punctuation inside Chinese text",
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
        text, repairs = text.sub(rule.pattern, rule.replace, rule.name)
        log += repairs
    return text, sorted(log, key=lambda r: (r.offset, r.rule))


def join_lines(lines: list[TracedText]) -> TracedText:
    """Join hard-wrapped lines into one text; a space only where two Latin words or two numbers would meet.

    >>> import numpy as np
    >>> def line(s): return TracedText(s, np.arange(len(s), dtype=np.int32))
    >>> join_lines([line("推进海绵城"), line("市建设")]).text
    '推进海绵城市建设'
    >>> join_lines([line("Beijing"), line("Daily")]).text
    'Beijing Daily'
    """
    parts: list[TracedText] = []
    for line in lines:
        if line.text[:1].isspace() or line.text[-1:].isspace():
            line = line.strip()
        if not line.text:
            continue
        if parts and len(line) > 1 and _needs_space(parts[-1].text[-1], line.text[0]):
            parts[-1] = TracedText.join([parts[-1], line[:0]], " ")
        parts.append(line)
    return TracedText.join(parts)


def _needs_space(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
