"""What became of a target: arithmetic with named tolerances, the text's own words, and the trend towards a deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpusutils.targets import cues

STATUSES = ("met", "exceeded", "ahead", "on_track", "behind", "missed", "open", "unknown")
POINTS = 0.3
"""Rates within this many percentage points of the bound have met it."""
SHARE = 0.03
"""Amounts within this share of the bound have met it."""
ON_TRACK = 0.95
"""Eurostat's bound for significant progress: the growth seen is at least this share of the growth required."""
SLACK = 0.05
"""Share of a cumulative target by which a report may lag behind the time gone by and still be on track."""

HOPELESS = re.compile(
    r"(?:无法|难以|没能?|未能?|没有|不能|不可能|完不)(?:如期|按期|按时|全部|再|够)?(?:完成|达到|达成|实现|守住|兑现|成)|[已再]无可能|落空|未(?:完成|达到|达成|实现|兑现)|达不到|做不到|爽约"
)
"""What tells that a target is not reached."""
LAGGING = re.compile(
    r"滞后|落后|迟缓|缓慢|偏慢|太慢|慢于|不够快|慢了|晚了|拖延|完成不足|不足一成|才完成|差得远|差距(?:较|很)?大|较大差距|欠账|序时[^，。；]{0,6}差|(?:低于|不及|赶不上|跟不上)[^，。；]{0,8}(?:序时|时序|计划|规划|分年)"
)
"""What tells that a target is behind its schedule."""
EARLY = re.compile(
    r"提前[^，。；]{0,14}(?:完成|实现|兑现|达到|达成|达标|建成|越过|交卷|收官)|(?:完成|实现|兑现|达成|达标)[^，。；]{0,6}提前"
)
STEADY = re.compile(
    r"(?:计划|规划|进度|要求|布局|安排|方案|时间表|目标)[^，。；]{0,10}(?:合拍|吻合|相符|相合|一致|同步|持平)|(?:符合|快于|好于|略快|跟上|达到|超过)[^，。；]{0,14}(?:进度|节奏|要求|规划|安排|预期)|(?:踩在|走在)[^，。；]{0,14}(?:线上|点上)|"
    r"(?:按期|如期)(?:完成|实现|兑现|达到)?[^，。；]{0,6}(?:把握|无虞|可期|不难)|(?:可以?|能够?|有望|能)(?:按期|如期|提前)|进展顺利|(?:按|照)(?:计划|规划|序时)推进"
)
"""What tells that a target is on its schedule, or a little before it."""
OVER = re.compile(
    r"超额|(?:多出?|高出?|超出?|好于|优于|突破)[^，。；]{0,14}(?:任务|目标|计划|规划|要求|控制线)|(?:任务|目标|计划|规划|要求)[^，。；]{0,4}(?:多出?|高出?|超出?)"
)
REACHED = re.compile(
    r"(?<![未没不能])(?:如期|按期|圆满|刚好|恰好|正好|全面|全部)?(?:完成|实现|达到|兑现|守住|达成)(?:了)?[^，。；]{0,16}(?:任务|目标|计划|规划|要求|控制线|承诺)|如期|按期(?:完成|建成)|兑现"
)
CHANGED = re.compile(
    r"(?:比|较)(?:(?P<year>\d{4})年?底?|上年|去年|前年|上年同期|去年底|上年末)[^，。；\d]{0,10}?(?P<how>提高|升高|提升|上升|增加|增长|多|抬升|下降|降低|减少|少|回落)(?:了|近|约)?(?P<amount>\d+(?:\.\d+)?)(?P<unit>个百分点|微克|万亩|亩|万吨|万千瓦|辆|户|天|公里)?|"
    r"一年(?P<how2>提高|抬升|上升|提升|下降|降低)(?:了|近|约)?(?P<amount2>\d+(?:\.\d+)?)(?P<unit2>个百分点|微克)?"
)
"""A change against an earlier year, which gives a second point: 比2020年减少4微克."""
FALLING = ("下降", "降低", "减少", "少", "回落")


@dataclass(frozen=True)
class Bound:
    """What a target asks for: `low` and `high` in its base unit, and whether at least or at most."""

    low: float
    high: float
    at_least: bool
    rate: bool

    @property
    def tolerance(self) -> float:
        """How far from the bound a result may lie and still have met it."""
        return POINTS if self.rate else abs(self.low if self.at_least else self.high) * SHARE

    def compare(self, value: float) -> str:
        """Return `met`, `exceeded` (better by more than the tolerance) or `missed`.

        >>> Bound(8, 8, True, True).compare(9.9), Bound(3, 3, False, True).compare(4.8), Bound(50, 50, True, True).compare(49.8)
        ('exceeded', 'missed', 'met')
        """
        over = value - self.high if self.at_least else self.low - value
        under = self.low - value if self.at_least else value - self.high
        if round(over, 9) > round(self.tolerance, 9):
            return "exceeded"
        return "missed" if round(under, 9) > round(self.tolerance, 9) else "met"


def span(text: str | None) -> tuple[date, date] | None:
    """Return the first and last day of a time as records write it, or None for `to-date`, nothing, or no such day.

    >>> span("2023-Q1"), span("2013/2023")[1], span("2024-02")[1]
    ((datetime.date(2023, 1, 1), datetime.date(2023, 3, 31)), datetime.date(2023, 12, 31), datetime.date(2024, 2, 29))
    """
    if not text or text == "to-date":
        return None
    first, _, last = text.partition("/")
    try:
        begin, end = _days(first), _days(last or first)
    except ValueError:
        return None
    return (begin[0], end[1]) if begin[0] <= end[1] else None


def _days(text: str) -> tuple[date, date]:
    match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?", text)
    if match is None:
        raise ValueError(text)
    year = int(match[1])
    if match[2]:
        month = 3 * int(match[2])
        return date(year, month - 2, 1), _month_end(year, month)
    if match[4]:
        return (day := date(year, int(match[3]), int(match[4]))), day
    if match[3]:
        return date(year, int(match[3]), 1), _month_end(year, int(match[3]))
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def stated(words: str, *, over: bool) -> str | None:
    """Return the status that the words around a figure state, or None; `over` tells whether the deadline is reached.

    >>> stated("优良率61.9%，未达到64%的年度目标", over=True), stated("提前一年完成规划的45%", over=False)
    ('missed', 'ahead')
    >>> stated("与规划的进度大体合拍", over=False), stated("进展明显滞后", over=False)
    ('on_track', 'behind')
    """
    if HOPELESS.search(words):
        return "missed"
    if LAGGING.search(words) or (over and any(s == "behind" and p.search(words) for s, p in cues.COMPARED)):
        return "missed" if over else "behind"
    if over:
        return "exceeded" if OVER.search(words) else "met" if EARLY.search(words) or REACHED.search(words) else None
    return "ahead" if EARLY.search(words) else "on_track" if STEADY.search(words) else None


def earlier_point(words: str, value: float, at: date) -> tuple[date, float] | None:
    """Return the point that a change told behind a figure leads back to, or None.

    >>> earlier_point("，比2020年减少4微克，快于要求", 42, date(2021, 12, 31))
    (datetime.date(2020, 12, 31), 46.0)
    """
    match = CHANGED.search(words)
    if match is None:
        return None
    amount = float(match["amount"] or match["amount2"])
    year = int(match["year"]) if match["year"] else at.year - 1
    if year >= at.year:
        return None
    back = amount if (match["how"] or match["how2"]) in FALLING else -amount
    return date(year, 12, 31), round(value + back, 6)


def trend(points: Sequence[tuple[date, float]], bound: Bound, deadline: date) -> str | None:
    """Return `on_track` or `behind` by the growth seen against the growth required, or None where that can't be told.

    Eurostat's method for indicators with a quantified target (Sustainable development in the European Union,
    monitoring report, annex on methods): the compound annual growth rate from the first to the last of at least two
    points, divided by the rate that leads from the first point to the target at the deadline; from .95 on progress
    is significant. Where a value is not above zero the rates are linear.
    """
    if len(points) < 2:
        return None
    (t0, y0), (t, y) = points[0], points[-1]
    goal = bound.low if bound.at_least else bound.high
    years, whole = (t - t0).days / 365.25, (deadline - t0).days / 365.25
    if years <= 0 or whole <= years:
        return None
    if bound.compare(y0) != "missed":
        return "behind" if bound.compare(y) == "missed" else "on_track"
    if min(y0, y, goal) > 0:
        seen, required = (y / y0) ** (1 / years) - 1, (goal / y0) ** (1 / whole) - 1
    else:
        seen, required = (y - y0) / years, (goal - y0) / whole
    return "on_track" if seen / required >= ON_TRACK else "behind"


def pace(value: float, bound: Bound, begun: date, at: date, deadline: date) -> str | None:
    """Return `on_track` or `behind` for an amount that adds up to a target: its share against the time gone by."""
    whole = (deadline - begun).days
    if whole <= 0 or bound.low <= 0 or not bound.at_least:
        return None
    return "on_track" if value / bound.low >= (at - begun).days / whole - SLACK else "behind"
