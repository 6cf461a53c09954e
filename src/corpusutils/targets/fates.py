"""The fate of a target as of a date: which report decides it, what arithmetic gives, what the text itself states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from corpusutils.targets.chains import QUARTER, YEAR, Chain, adds_up, is_annual, until
from corpusutils.targets.links import Link, Statement, falls
from corpusutils.targets.measures import FLOW
from corpusutils.targets.verdicts import Bound, earlier_point, pace, stated, trend

MONTH = timedelta(days=31)
WEEK = timedelta(days=7)
"""How long before its end what is told of a year counts for all of it: 12月30日……超额完成全年目标."""
BEGINS = re.compile(r"开工|动工|启动|破土|奠基")
"""What begins works, as against what ends them."""
RATE_OF_WORKS = re.compile(r"(?:完工|完成|开工|竣工|整改|达标|办结)率")
"""Targets whose own measure is a share of works done."""
SUM = re.compile(r"累计|合计|共|总计|[三四五]年来|以来|“十.五”|截至|到目前|已")
"""What tells that a year's figure is the sum up to then."""


@dataclass(frozen=True)
class Entry:
    """A chain and its fate: the report that decides it, the status and what the status rests on."""

    chain: Chain
    result: Link | None
    status: str
    basis: str
    stated: str | None
    computed: str | None
    others: tuple[Link, ...] = ()
    """Reports of the same day and time whose amount is another than the result's."""

    @property
    def conflict(self) -> bool:
        """Whether what the text states and what arithmetic gives, or two reports of one day, cannot both be so."""
        bad = {"missed", "behind"}
        apart = self.stated and self.computed and (self.stated in bad) != (self.computed in bad)
        return bool(apart or self.others)


def bound_of(target: Statement) -> Bound | None:
    """Return what a target asks for, None where it names no amount."""
    if target.value is None:
        return None
    low, high = target.value
    record, measure = target.record, target.measure
    rate = measure.unit == "%"
    if measure.change and falls(record):
        return Bound(-high, -low, True, rate)  # a fall of 4 % is met by one of 4 % or more
    at_least = record.comparator in ("ge", "gt") or (record.comparator not in ("le", "lt") and measure.better != "down")
    if measure.delta and record.comparator in ("inc", "dec"):
        at_least = True
    return Bound(low, high, at_least, rate)


def value_for(target: Statement, report: Statement) -> float | None:
    """Return a report's amount as it is held against a target, None where the two don't compare."""
    if report.value is None or target.value is None or report.measure.unit != target.measure.unit:
        return None
    if report.measure.change != target.measure.change:
        return None
    if report.record.kind == "completion" and not RATE_OF_WORKS.search(target.record.indicator):
        return None
    added = not target.measure.change and report.record.comparator in ("inc", "dec") and not target.measure.delta
    if added and not FLOW.search(target.record.indicator + target.record.quote):
        return None
    low, high = report.value
    middle = (low + high) / 2
    return -middle if target.measure.change and falls(target.record) else middle


def fate_of(chain: Chain, as_of: date | None) -> Entry:
    """Return what became of a target as of a date.

    At its deadline arithmetic decides where both sides have a number, and the text's own words where not; before it
    the text's words decide, and arithmetic where they are silent. Both are kept.
    """
    target, bound = chain.target, bound_of(chain.target)
    deadline = target.about[1] if target.about else None
    if target.value is None and deadline and (event := _by_date(target, chain.links, deadline)):
        return Entry(chain, event[0], event[1], "computed", _stated_at(chain.links, event[0], over=True), event[1])
    finals = [k for k in chain.links if deadline and _final(target, k.report, deadline)]
    if finals and deadline:
        result = min(finals, key=lambda k: _rank(target, k, deadline))
        value = value_for(target, result.report)
        spoken = _stated_at(finals, result, over=True)
        computed = bound.compare(value) if bound and value is not None and _whole(target, result.report) else None
        if _late(target, result.report, deadline) or (spoken == "missed" and _after(result.report, deadline)):
            computed = "missed"
        if status := computed or spoken:
            basis = "computed" if computed else "stated"
            return Entry(chain, result, status, basis, spoken, computed, _others(finals, result))
    interim = [k for k in chain.links if k not in finals and (u := until(k.report)) and not (deadline and u > deadline)]
    interim.sort(key=lambda k: (until(k.report) or date.max, value_for(target, k.report) is not None))
    if interim:
        result = interim[-1]
        spoken = _stated_at(interim, result, over=False)
        computed = _underway(chain, interim, bound, deadline)
        if spoken == "ahead" and computed != "ahead" and bound and value_for(target, result.report) is not None:
            spoken = "on_track"  # ahead of the schedule, not of the deadline
        if spoken == "missed" and deadline and (until(result.report) or deadline) < deadline - 2 * QUARTER:
            spoken = "behind"  # what is not reached long before the deadline is not missed yet
        if status := spoken or computed:
            return Entry(chain, result, status, "stated" if spoken else "computed", spoken, computed)
    passed = bool(deadline and as_of and deadline < as_of)
    shown = finals or interim
    return Entry(chain, shown[-1] if shown else None, "unknown" if passed else "open", "none", None, None)


def _others(links: list[Link], result: Link) -> tuple[Link, ...]:
    """Return the reports that were told on the day of a result, of the same time, with another amount."""
    told, about, value = result.report.told, result.report.about, result.report.value
    return tuple(
        k
        for k in links
        if (k.report.told, k.report.about) == (told, about) and k.report.record.page != result.report.record.page
        and k.report.record.kind == "progress" and k.report.value not in (None, value)
    )  # fmt: skip


def _stated_at(links: list[Link], result: Link, *, over: bool) -> str | None:
    """Return what the article of a result states: a completion linked to the target, or the words behind the figure."""
    record = result.report.record
    here = [k for k in links if (k.report.record.page, k.report.record.article) == (record.page, record.article)]
    here.sort(key=lambda k: k.report.record.kind != "completion")
    return next((s for k in here if (s := _stated(k, over=over))), None)


def _final(target: Statement, report: Statement, deadline: date) -> bool:
    """Tell whether a report speaks of the deadline's own time, or of the quarter before it for a target of some years."""
    last = until(report)
    if last is None or (not is_annual(target) and last > deadline + YEAR):
        return False
    if is_annual(target):
        if report.about is None:
            return bool(report.told and report.told[0] > deadline)
        return report.about[1] == deadline and (report.told is None or report.told[1] >= deadline - WEEK)
    if report.record.period == target.record.deadline and last < deadline - QUARTER:
        bound, value = bound_of(target), value_for(target, report)
        return bool(bound and value is not None and bound.compare(value) != "missed")
    return last >= deadline - QUARTER


def _late(target: Statement, report: Statement, deadline: date) -> bool:
    """Tell whether works that were due by a month were reported done only in a later one."""
    dated = report.about is not None and len(report.record.period or "") > 4
    return len(target.record.deadline or "") > 4 and dated and _after(report, deadline)


def _after(report: Statement, deadline: date) -> bool:
    """Tell whether a report speaks of a time more than a month behind a deadline."""
    last = until(report)
    return bool(last and last > deadline + MONTH)


def _by_date(target: Statement, links: list[Link], deadline: date) -> tuple[Link, str] | None:
    """Return the event that a target without an amount asks for, and whether it came in time: 2026年3月竣工."""
    begins = bool(BEGINS.search(target.record.indicator))
    for link in links:
        event, last = link.report, until(link.report)
        if event.record.kind != "progress" or event.value is not None or event.about is None or last is None:
            continue
        if bool(BEGINS.search(event.record.indicator)) == begins:
            early = last < deadline - QUARTER
            return link, "ahead" if early else "met" if last <= deadline + MONTH else "missed"
    return None


def _rank(target: Statement, link: Link, deadline: date) -> tuple[Any, ...]:
    """Order final reports: with a number that compares, of the deadline's own time, the surer, the later spoken of."""
    last = until(link.report)
    exact = link.report.about is not None and link.report.about[1] == deadline
    numbered = value_for(target, link.report) is not None
    return not numbered, not exact, -link.score if exact else 0, -(last.toordinal() if last else 0), link.report.name


def _whole(target: Statement, report: Statement) -> bool:
    """Tell whether a figure covers all the time of a target: one year of what adds up over five does not."""
    if is_annual(target) or not adds_up(target) or len(report.record.period or "") != 4:
        return True
    return bool(SUM.search(report.sentence))


def _stated(link: Link, *, over: bool) -> str | None:
    record = link.report.record
    if record.kind != "completion":
        return stated(link.report.after, over=over)
    if over:
        told = {"behind": "missed", "partial": None, "ahead": "met"}.get(record.status or "", record.status)
    else:
        in_time = "on_track" if record.value is None else None
        told = {"partial": in_time, "met": None, "exceeded": "on_track"}.get(record.status or "", record.status)
    return told or stated(link.report.sentence, over=over)


def _underway(chain: Chain, links: list[Link], bound: Bound | None, deadline: date | None) -> str | None:
    """Return `ahead`, `on_track` or `behind` by arithmetic before the deadline, or None."""
    target, last = chain.target, links[-1].report
    value, at = value_for(target, last), until(last)
    if bound is None or value is None or at is None or deadline is None:
        return None
    points = sorted(
        {(u, v) for k in links if (u := until(k.report)) and (v := value_for(target, k.report)) is not None}
    )
    reached = _reached(bound, value)
    if not reached and not is_annual(target) and last.about is None:
        reached = any(_reached(bound, v) for _, v in points)  # an undated repeat of an older figure takes nothing back
    if is_annual(target):
        if reached:
            return "ahead" if adds_up(target) and not target.measure.change else "on_track"
        if not adds_up(target) or target.measure.change or not target.about:
            return None
        return pace(value, bound, target.about[0], at, deadline)
    if reached:
        return "ahead"
    begun = chain.versions[0].told
    if adds_up(target) and begun:
        if not _whole(target, last) and last.about and last.about[0].year > begun[0].year:
            return None
        return pace(value, bound, date(begun[0].year, 1, 1) if target.measure.change else begun[0], at, deadline)
    if before := earlier_point(last.after, value, at):
        points = sorted({*points, before})
    return trend(points, bound, deadline)


def _reached(bound: Bound, value: float) -> bool:
    return value >= bound.low if bound.at_least else value <= bound.high
