"""Deadlines and periods: which time a statement speaks of, resolved from the text's own year."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = r"(1[0-2]|0?[1-9])"
DEADLINE = re.compile(
    rf"(?:到|至|于|在|力争|预计|计划|确保|争取)?\s*((?:20)\d\d)\s*年(?:\s*{MONTHS}\s*月(?:\s*(\d{{1,2}})\s*日)?)?\s*(年底|底|末|前|之前|以前|起)?"
)
YEAR_END = re.compile(r"(?:到|至)?(?:今年)?年底(?:前)?|年内|今年(?:年底|内)")
QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4"}


@dataclass(frozen=True)
class TimeFound:
    """A time and the rule that read it."""

    value: str
    rule: str


def find_deadline(clause: str, year: int | None) -> TimeFound | None:
    """Return the deadline that a clause names.

    >>> find_deadline("到2025年再生水利用率达到25%以上", None).value, find_deadline("年底前完工", 2024).value
    ('2025', '2024')
    """
    match = DEADLINE.search(clause)
    if match:
        parts = [match[1], *(f"{int(p):02d}" for p in (match[2], match[3]) if p)]
        return TimeFound("-".join(parts), "deadline_named")
    if YEAR_END.search(clause) and year:
        return TimeFound(str(year), "deadline_year_end")
    return None


def find_period(sentence: str, year: int | None) -> TimeFound | None:
    """Return the period that a report of progress speaks of, or None where nothing says.

    >>> find_period("今年一季度投资3亿元", 2023).value, find_period("截至目前建成10座", 2023).value
    ('2023-Q1', 'to-date')
    """
    named = re.search(r"(20\d\d)\s*年", sentence)
    base = int(named[1]) if named else year
    if base:
        if match := re.search(rf"{MONTHS}\s*月?\s*[至到—\-～]\s*{MONTHS}\s*月", sentence):
            return TimeFound(f"{base}-{int(match[1]):02d}/{base}-{int(match[2]):02d}", "period_months")
        if match := re.search(r"(?:第)?([一二三四])季度", sentence):
            return TimeFound(f"{base}-{QUARTERS[match[1]]}", "period_quarter")
        if re.search(r"上半年", sentence):
            return TimeFound(f"{base}-01/{base}-06", "period_half_year")
        if re.search(r"前三季度", sentence):
            return TimeFound(f"{base}-01/{base}-09", "period_three_quarters")
        if year and re.search(r"十年来", sentence):
            return TimeFound(f"{year - 10}/{year}", "period_decade")
        if year and re.search(r"去年|上年", sentence) and not re.search(r"[比较]去年|[比较]上年", sentence):
            return TimeFound(str(year - 1), "period_last_year")
        if re.search(r"今年|全年|年度|当年", sentence) or named:
            return TimeFound(str(base), "period_year")
    if re.search(r"截至|目前|累计|已", sentence):
        return TimeFound("to-date", "period_to_date")
    return None
