"""Chains: the versions of one target over its documents, and the later reports that speak of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from corpusutils.targets.links import NEAR, SAME, Link, Linker, NearMiss, Statement
from corpusutils.targets.measures import FLOW

QUARTER, YEAR = timedelta(days=92), timedelta(days=366)
ANNUAL = timedelta(days=400)
"""A target that names a year and is due within this time of its text is one for that year."""
LATER = 3
"""Years behind a deadline in which a level is still followed."""
REVISED = re.compile(
    r"上调|下调|调[高低整减增]|提高到|提高至|提升到|提升至|增加到|增至|收紧|放宽|加码|改[为到至]|推迟|顺延|延期|延[至到后长]|后移|宽限|缓至|修订|修改|压缩到"
)
"""What tells that a target is one told before with another amount or date."""
AT_MOST = ("le", "lt")
UNLIKE = 0.15
"""What a date alone against an amount takes off the likeness of two targets."""
LONGER = 0.1
"""What a figure told of more than the year of a target takes off."""
UNDATED = 0.05
"""What a report that tells no time takes off."""
YEARLY = re.compile(r"年均|平均每年|年平均增")
SUMMED = re.compile(r"累计|[三四五十]年")
FORECAST = re.compile(r"预计|有望")
"""A forecast is no version of a commitment."""


@dataclass
class Chain:
    """One target over all its versions, oldest first, with the places where a version is told again."""

    versions: list[Statement]
    again: list[Statement] = field(default_factory=list)
    rivals: list[Statement] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def target(self) -> Statement:
        """The version in force."""
        return self.versions[-1]

    @property
    def begun(self) -> date | None:
        """The day on which the target was first told, as far as known."""
        return self.versions[0].told[0] if self.versions[0].told else None


def join_versions(targets: list[Statement], linker: Linker) -> list[Chain]:
    """Join the targets that are versions of one another, or one target told again."""
    chains: dict[str, Chain] = {}
    for target in targets:
        best: tuple[float, str, Chain] | None = None
        if target.told:
            years = range(target.told[0].year - 6, target.told[0].year + 1)
            for other in linker.candidates(target, years, targets=True):
                chain = chains.get(other.name)
                if chain is None:
                    continue
                score, _ = linker.score(chain.target, target)
                if (chain.target.value is None) != (target.value is None):
                    score -= UNLIKE
                relation = _relation(chain.target, target) if score >= SAME else None
                if relation and (best is None or score > best[0]):
                    best = score, relation, chain
        if best is None:
            chains[target.name] = Chain([target])
            continue
        _, relation, chain = best
        {"again": chain.again, "revised": chain.versions, "rival": chain.rivals}[relation].append(target)
        chains[target.name] = chain if relation != "rival" else Chain([target], rivals=[chain.target])
    return list({id(c): c for c in chains.values()}.values())


def _relation(old: Statement, new: Statement) -> str | None:
    """Return how a later target stands to an earlier one: told `again`, `revised`, its `rival` of the same day, or None."""
    if old.told is None or new.told is None:
        return None
    if old.measure.change and bool(YEARLY.search(old.record.quote)) != bool(YEARLY.search(new.record.quote)):
        return None
    if bool(FORECAST.search(old.sentence)) != bool(FORECAST.search(new.sentence)):
        return None
    if {old.record.comparator in AT_MOST, new.record.comparator in AT_MOST} == {True, False} and old.value != new.value:
        return None
    same_value = old.value == new.value
    same_deadline = old.about == new.about
    if same_value and (same_deadline or (new.about is None and new.value is not None)):
        return "again"
    if old.about is None or new.about is None:
        return None
    if old.told == new.told:
        apart = old.record.page != new.record.page and same_deadline
        return "rival" if apart and old.value and new.value else None
    cue = bool(REVISED.search(new.sentence)) or "deadline_moved" in new.record.rules
    base = new.record.baseline is not None and new.record.baseline == old.record.value
    if same_deadline and old.value and new.value:
        return "revised" if base or cue or not is_annual(new) else None
    moved = cue and old.about[1] >= new.told[0] - YEAR / 3 and not is_annual(old)
    if moved and (same_value or base or new.value is None or old.value is None):
        return "revised"
    return None


def is_annual(target: Statement) -> bool:
    """Tell whether a target is one for the year that it names."""
    if target.about is None or target.told is None or len(target.record.deadline or "") != 4:
        return False
    return target.about[1] - target.told[0] <= ANNUAL


def link_reports(chains: list[Chain], linker: Linker, names: set[str]) -> list[NearMiss]:
    """Give each chain the reports that speak of it: best pairs first, a report to one chain of a deadline."""
    offers: list[tuple[float, int, int, Chain, Link]] = []
    near: list[NearMiss] = []
    tied = linker.tied()
    for n, chain in enumerate(chains):
        for version in (*chain.versions, *chain.again):
            offers += [
                (0.0, n, m, chain, Link(_in_force(chain, report), report, 1.0, "the text itself ties the two"))
                for m, report in enumerate(tied.get(version.name, ()))
                if report.name in names
            ]
        for m, (report, version) in enumerate(_reports(chain, linker, names)):
            score, why = linker.score(version, report)
            if score < NEAR or (fit := _fit(version, report, chain.begun)) is None:
                continue
            link = Link(version, report, round(score - fit, 4), why)
            if link.score >= SAME:
                offers.append((-link.score, n, m, chain, link))
            elif linker.decisions.on(version, report) is None:
                near.append(_near(link))
    taken: set[tuple[object, ...]] = set()
    for _, n, _, chain, link in sorted(offers, key=lambda o: (o[0], o[1], _rounded(o[4]), o[2])):
        record = link.report.record
        keys: list[tuple[object, ...]] = [(link.report.name, chain.target.about)]
        if record.kind != "completion":
            keys.append((n, record.page, record.article, record.period))  # one figure an article and time
        if taken.isdisjoint(keys):
            taken.update(keys)
            chain.links.append(link)
    for chain in chains:
        chain.links.sort(key=lambda k: (k.report.told[0] if k.report.told else date.max, k.report.name))
    return near


def _rounded(link: Link) -> bool:
    """Tell whether a report only says that a mark was passed: 突破4000万标箱、达到4218万标箱 has the figure behind it."""
    return link.report.record.comparator in ("ge", "gt", "le", "lt")


def _reports(chain: Chain, linker: Linker, names: set[str]) -> Iterable[tuple[Statement, Statement]]:
    """Yield the reports that may speak of a chain, each with the version that was in force when it was told."""
    first, last = chain.versions[0], chain.target
    begin = first.told[0].year if first.told else last.about[0].year - 5 if last.about else None
    if begin is None:
        years: Iterable[int] = ()
    else:
        end = max(v.about[1].year for v in chain.versions if v.about) + LATER if last.about else begin + 5
        years = range(begin, min(end, begin + 15) + 1)
    seen: set[str] = set()
    for version in dict.fromkeys([last, first]):
        for report in linker.candidates(version, years, targets=False):
            if report.name not in names or report.name in seen:
                continue
            seen.add(report.name)
            yield report, _in_force(chain, report)


def _in_force(chain: Chain, report: Statement) -> Statement:
    """Return the version that a report is held against: the last one told before it."""
    if report.told:
        for version in reversed(chain.versions):
            if version.told and version.told[0] < report.told[0]:
                return version
    return chain.versions[0]


def _fit(target: Statement, report: Statement, begun: date | None) -> float | None:
    """Return what the times take off a link's score, or None where the report can't speak of the target."""
    if target.told and report.told and report.told[0] <= target.told[0]:
        return None
    last = until(report)
    if last is None or target.about is None:
        return 0.0 if target.about is None else UNDATED
    if target.told and last < target.told[0]:
        return None
    deadline = target.about[1]
    yearly = target.measure.change and bool(YEARLY.search(target.record.quote))
    if yearly and not YEARLY.search(report.record.quote):
        return LONGER
    summed = adds_up(target) and not target.measure.change
    if summed and not is_annual(target) and begun and report.about and report.about[0].year < begun.year - 1:
        return None
    if is_annual(target):
        if summed and bool(SUMMED.search(report.record.quote)) != bool(SUMMED.search(target.record.quote)):
            return None
        if report.about is None:
            return UNDATED if last <= deadline + QUARTER * 2 else None
        if report.about[1] > deadline or report.about[0].year < deadline.year:
            return LONGER if report.about[1] == deadline and _of_last_year(report) else None
        mean = YEARLY.search(report.record.quote) and (report.measure.change or "每年" in report.record.quote)
        return None if mean else 0.0
    if target.measure.change and report.about and begun and report.about[0].year == report.about[1].year > begun.year:
        return LONGER  # one year of a change over several
    if last > deadline + YEAR:
        level = target.measure.unit == "%" and not target.measure.change
        return 0.0 if level and last.year <= deadline.year + LATER else None
    return 0.0


def _of_last_year(report: Statement) -> bool:
    """Tell whether a figure told of several years is that of the last: a level in %, or what a change led to."""
    change = report.measure.change
    return (change and report.about is not None and report.about[1].year - report.about[0].year <= 1) or (
        not change and (report.measure.unit == "%" or report.record.baseline is not None)
    )


def until(report: Statement) -> date | None:
    """Return the last day that a report speaks of: its period's, but no later than it was told itself."""
    if report.about and report.told:
        return min(report.about[1], max(report.told[1], report.about[0]))
    if report.about:
        return report.about[1]
    return report.told[0] if report.told else None


def _near(link: Link) -> NearMiss:
    a, b = link.target.record, link.report.record
    return NearMiss(a.indicator_norm, b.indicator_norm, link.score, link.why, a.quote, b.quote)


def adds_up(target: Statement) -> bool:
    """Tell whether yearly amounts add up to a target's (新建, 造林), as against a level (覆盖率, 装机)."""
    if target.measure.change:
        return True
    return target.measure.unit != "%" and bool(FLOW.search(target.record.indicator + target.record.quote))
