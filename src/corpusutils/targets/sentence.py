"""A sentence as it is found: its clauses, and the islands in them, which are amounts, times and quotations."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

from corpusutils.targets import cues
from corpusutils.targets.quantities import Quantity, find_quantities
from corpusutils.targets.times import TimeFound, find_times

CLAUSE_END = re.compile(r"[，,；;。：:！？!?\n—](?:(?<!—)|—+)")
QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|「[^「」]*」")
THAN_THAT = re.compile(r"[比较](?:[^，。；\d]{1,12}[前时]的)?$")
"""Before a time that something is only held against: 比2019年, 比医共体组建前的2019年."""
CHANGED = re.compile(r"[底末]?[^，。；\d]{0,3}(?:下降|提高|增[长加]|减少|压[减缩]|[上回]升|降低)")
"""Behind a year since which something has changed."""
LIFESPAN = re.compile(r"寿命[^，。；]{0,8}$")
"""Before an age that is a measure and not what tells people apart."""

LATELY = re.compile(r"近年来|[今去]年以来|先后|累计")
"""Before 谋划实施 it tells what has been taken on already."""
ONCE = re.compile(r"(?<![在到])过去(?!的?[一二两三四五六七八九十\d]+年)|以前(?!所未有)|从前|原来|原先|早些年|早年")
"""Words that set a sentence in the past, until one of `NOWADAYS` brings it back."""
NOWADAYS = re.compile(r"如今|现在|眼下|目前|今年|下一步|今后")


NEWS_DAY = re.compile(
    r"(?<![年\d至到自从])(\d{1,2})月(\d{1,2})日(?:[^。]*?(?P<with>随着|伴随)|[^，。；至到前起]{0,6}，)"
)
NEWS = 120
"""Characters in which news tell the day and what came to its end on it."""


class Clause(NamedTuple):
    """What stands between two marks: its place in the sentence, its words, and the amounts and times that begin in it."""

    start: int
    end: int
    text: str
    quantities: list[Quantity]
    times: list[TimeFound]


FROM = re.compile(r"[从由][^从由，。；]{0,12}\d[^从由，。；\d]{1,6}$")
ACTED = re.compile(f"(?:{cues.ACTS})$")
"""Before a comma of a list, what is done at one time, where another time follows: 6月动工、明年9月交付使用."""
GOES_ON = re.compile(r"[ ]*(?:[增提上扩升下降减缩][加高升大长至到少低降减小短]{0,2})[到至为]")
"""Before and behind a comma that parts a change's start from its end."""


class Sentence:
    """What is found in a sentence once and holds for all of its clauses; `offset` is its place in the body."""

    def __init__(self, text: str, offset: int, *, year: int | None, month: int | None) -> None:
        self.text = text
        self.offset = offset
        self.completes = cues.COMPLETE_HINT.search(text) is not None
        """Whether it may tell that a plan was completed."""
        self.compares = cues.COMPARED_HINT.search(text) is not None
        """Whether it may hold what was done against a plan."""
        self.quotes = [m.span() for m in QUOTED.finditer(text)] if "”" in text or "》" in text or "」" in text else []
        titles = [(start, end) for start, end in self.quotes if text[start] == "《"]
        self.times = [
            time
            for time in find_times(text, year=year, month=month)
            if not any(start < time.start < end for start, end in titles)
        ]
        self._starts = [time.start for time in self.times]
        self.quantities: list[Quantity] = []
        self.labels: list[Quantity] = []
        """Amounts that only tell people or things apart: 71岁的老人, 220千伏"""
        for quantity in find_quantities(text):
            before = bisect_left(self._starts, quantity.end)
            if before and quantity.start < self.times[before - 1].end:
                continue
            label = quantity.kind == "label" and not LIFESPAN.search(text[max(0, quantity.start - 10) : quantity.start])
            (self.labels if label else self.quantities).append(quantity)
        places = [q.start for q in self.quantities]
        self.clauses = [
            Clause(
                a, b, words, self.quantities[bisect_left(places, a) : bisect_left(places, b)], self.times_between(a, b)
            )
            for a, b in self._bounds()
            if (words := text[a:b]) and not words.isspace()
        ]

    @cached_property
    def told_from(self) -> float:
        """Where the first time stands that is known and not to come, nor a run of years; infinity for nowhere."""
        told = (t.start for t in self.times if t.value and not t.value.startswith("running") and not t.ahead)
        return next(told, math.inf)

    @cached_property
    def news_day(self) -> re.Match[str] | None:
        """Month and day that it opens with as news do of what came to its end: 5月6日，随着……."""
        return NEWS_DAY.search(self.text, 0, NEWS) if "日" in self.text[:NEWS] else None

    @cached_property
    def background(self) -> bool:
        """Whether it tells of history: 峰值时达2000余家."""
        return cues.BACKGROUND.search(self.text) is not None

    @cached_property
    def enforces(self) -> bool:
        """Whether it tells of cases against offenders: 立案查处58起."""
        return cues.ENFORCED.search(self.text) is not None

    @cached_property
    def sets_goals(self) -> bool:
        """Whether it lists what is aimed at: 今年主要预期目标是……."""
        return cues.GOAL.search(self.text) is not None

    @cached_property
    def lately(self) -> float:
        """Where a word of the last years ends, from which on 谋划实施 tells of the past; infinity for nowhere."""
        found = LATELY.search(self.text)
        return found.end() if found else math.inf

    @cached_property
    def once(self) -> tuple[float, float]:
        """From where to where it tells how things once were: 过去……如今."""
        found = ONCE.search(self.text)
        if found is None:
            return math.inf, math.inf
        back = NOWADAYS.search(self.text, found.end())
        return found.end(), back.end() if back else math.inf

    def _bounds(self) -> list[tuple[int, int]]:
        bounds, start = [], 0
        marks = [match.span() for match in CLAUSE_END.finditer(self.text)]
        listed = [time.start for time in self.times if self.text[time.start - 1 : time.start] == "、"]
        if listed:  # 2024年达到70%、2025年达到100%
            told = {quantity.end for quantity in self.quantities}
            told |= {at - 1 for at in listed if ACTED.search(self.text, 0, at - 1)}
            marks = sorted([*marks, *((at - 1, at) for at in listed if at - 1 in told)])
        text = self.text
        for at, end in marks:
            mark = text[at]
            if mark in ",，":
                if at and text[at - 1].isdigit() and text[at + 1 : at + 4].isdigit():
                    continue
                if GOES_ON.match(text, at + 1) and FROM.search(text, start, at):
                    continue  # 从2019年的12亿元，增加到2023年的30亿元
            elif mark in "：:" and at and text[at + 1 : at + 2].isdigit() and text[at - 1].isdigit():
                continue
            bounds.append((start, at))
            start = end
        return [*bounds, (start, len(self.text))]

    def times_between(self, start: int, end: int) -> list[TimeFound]:
        """Return the times that begin in a stretch of the sentence."""
        if not self.times:
            return []
        return self.times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def clause_before(self, at: int) -> Clause | None:
        """Return the last clause that ends before a place."""
        number = bisect_right(self.clauses, at, key=lambda clause: clause.end)
        return self.clauses[number - 1] if number else None

    def clause_behind(self, at: int) -> Clause | None:
        """Return the first clause that begins behind a place."""
        number = bisect_left(self.clauses, at, key=lambda clause: clause.start)
        return self.clauses[number] if number < len(self.clauses) else None

    def quote_of(self, at: int) -> tuple[int, int] | None:
        """Return the bounds of the quotation that a place stands in, or None."""
        return next(((a, b) for a, b in self.quotes if a < at < b), None)

    def without_times(self, start: int, end: int) -> str:
        """Return a stretch of the sentence with the times in it blanked out."""
        text = self.text[start:end]
        if not self.times:
            return text
        number = bisect_left(self._starts, start)
        for time in self.times[max(0, number - 1) : bisect_left(self._starts, end)]:
            first, last = max(time.start, start) - start, min(time.end, end) - start
            if first < last:
                text = text[:first] + " " * (last - first) + text[last:]
        return text

    def only_times(self, clause: Clause) -> bool:
        """Tell whether a clause tells nothing but times: 2022年底前，."""
        return bool(clause.times) and not self.without_times(clause.start, clause.end).strip(" ，,、")

    def compared_with(self, time: TimeFound) -> bool:
        """Tell whether a time only dates what an amount is held against: 是2010年的2.2倍, 由去年的19微克降到14微克."""
        before, after = self.text[max(0, time.start - 2) : time.start], self.text[time.end : time.end + 24]
        times_more = re.search(r"[是为]", before) and re.match(r"(?:全年|同期)?的[约近]?[\d.]+(?:倍|%)", after)
        with_that = self.text[time.start - 1 : time.start] in ("与", "同", "和") and re.match("(?:同期)?相?比", after)
        base = (
            with_that
            or THAN_THAT.search(self.text, max(0, time.start - 16), time.start)
            or re.match("(?:水平)?的?基础上", after)
            or (time.back and after.startswith("同期"))
        )
        start = re.search(r"[由从]$", before) and re.match(
            r"(?:同期|年?[底末])?的?(?:每[\u4e00-\u9fff]{1,3})?[约近]?[\d.]+[^，。；]{0,12}(?:提[高升]|增|降|减|升|缩|扩|变|调|压)",
            after,
        )
        changed = re.search(r"[由从]$", before) and re.match(
            r"(?:同期|年?[底末])?的[^，。；]{1,12}(?:提高|提升|改善|升|降|变)[到至为]", after
        )
        return bool(times_more or base or start or changed or self.turned(time))

    def changed_since(self, time: TimeFound) -> bool:
        """Tell whether a year dates what something rose or fell from: 由2010年的11.8%提高到18.4%, 比2015年下降两成."""
        if len(time.value or "") != len("2010") or not self.text[time.start].isdigit():
            return False
        before = self.text[time.start - 1 : time.start]
        since = before in ("由", "从") or (before in ("比", "较") and CHANGED.match(self.text, time.end))
        return bool(since) and self.compared_with(time) and not self.turned(time)

    def turned(self, time: TimeFound) -> bool:
        """Tell whether a time dates what a change turned from: 由前三年分别上升4.9%、5.5%，转为下降1.2%."""
        return self.text[time.start - 1 : time.start] in ("由", "从") and bool(
            re.search(r"转为|减为|变为", self.text[time.end : time.end + 40])
        )
