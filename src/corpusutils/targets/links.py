"""Links between statements: which report speaks of which target, and which target is another one told again."""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path

from corpusutils.errors import InputError
from corpusutils.pages.article import Article
from corpusutils.targets.divisions import prefecture_of
from corpusutils.targets.homes import homes
from corpusutils.targets.measures import FLOW, Likeness, Measure, Synonyms, measure_of, sides_of
from corpusutils.targets.records import Record
from corpusutils.targets.verdicts import span

SAME = 0.55
"""Likeness from which two wordings are taken for one indicator."""
NEAR = 0.42
"""Likeness from which a pair that was not linked is listed for the user to judge."""
RARE = 3
"""How many of a measure's rarest features that others share lead to its candidates."""
MAGNITUDE = 0.06
"""What each power of ten between two levels takes off their likeness."""
ELSEWHERE = 0.2
"""What two sites without a common pair of characters take off."""
ONE_AMOUNT = 0.08
"""What the same amount (not a rate) adds to the likeness of two targets."""
ENDS = "。！？!?\n；;"
SENTENCE_END = re.compile(f"[{ENDS}]")


@dataclass(frozen=True, eq=False)
class Statement:
    """A record with what a ledger needs beside it.

    `told` is the first and last day of the time at which its document was published, None where nothing says;
    `about` the time it speaks of (period or deadline); `sentence` the sentence around the evidence and `after` what
    the sentence says behind the amount; `document` the page, or the report, that it stands in.
    """

    record: Record
    measure: Measure
    told: tuple[date, date] | None
    about: tuple[date, date] | None
    sentence: str
    after: str

    @cached_property
    def name(self) -> str:
        """The statement's name across a corpus: `page#id`."""
        return f"{self.record.page}#{self.record.id}"

    @cached_property
    def value(self) -> tuple[float, float] | None:
        """Low and high of the amount in its base unit, a fall counted as a negative rate of change; None without one."""
        record = self.record
        raw = record.value_base if record.value_base is not None else record.value
        if raw is None:
            return None
        low, high = raw if isinstance(raw, list | tuple) else (raw, raw)
        if self.measure.change and falls(record):
            return -float(high), -float(low)
        return float(low), float(high)


def falls(record: Record) -> bool:
    """Tell whether a record's rate of change is one of a fall."""
    return record.comparator == "dec" or (
        record.comparator != "inc" and bool(re.search(r"降幅|下降率|降低率|下降幅度", record.indicator))
    )


@dataclass(frozen=True)
class Link:
    """A target and a later statement of the same thing; `score` 0 to 1 and `why` explain it."""

    target: Statement
    report: Statement
    score: float
    why: str


@dataclass(frozen=True)
class NearMiss:
    """A pair that was not linked, or only just: for the user to accept or reject."""

    first: str
    second: str
    score: float
    why: str
    first_quote: str
    second_quote: str


@dataclass
class Decisions:
    """What a user decided on pairs of wordings: `same` and `different` hold unordered pairs of `place|indicator`."""

    same: set[frozenset[str]] = field(default_factory=set)
    different: set[frozenset[str]] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """Read a file of near misses in which the user has filled the column `same` with yes or no.

        Raises `InputError` naming every line whose `same` is something else.
        """
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path} can't be read as a UTF-8 file of decisions: {error}") from error
        reader = csv.DictReader(text.splitlines(), delimiter="\t")
        columns = reader.fieldnames or []
        if not {"first", "second", "same"} <= set(columns):
            raise InputError(f"{path}: columns first, second and same are needed; found {', '.join(columns) or 'none'}")
        rows = list(reader)
        made, faults = cls(), []
        for number, row in enumerate(rows, 2):
            answer = (row["same"] or "").strip().lower()
            pair = frozenset((row["first"], row["second"]))
            if answer in ("yes", "y", "是"):
                made.same.add(pair)
            elif answer in ("no", "n", "否"):
                made.different.add(pair)
            elif answer:
                faults.append(f"line {number}: same is {answer!r}; write yes, no or nothing")
        if faults:
            raise InputError(f"{path}: " + "; ".join(faults))
        return made

    def on(self, first: Statement, second: Statement) -> bool | None:
        """Return what was decided of two statements' wordings, None where nothing was."""
        pair = frozenset((wording(first), wording(second)))
        return True if pair in self.same else False if pair in self.different else None


def wording(statement: Statement) -> str:
    """Return how decisions name a statement: its indicator, without scope words."""
    return statement.record.indicator_norm


def statements(
    pairs: Iterable[tuple[Record, Article]], synonyms: Synonyms, *, date: str | None = None
) -> list[Statement]:
    """Return records as statements, in their order; `date` stands in where an article tells none."""
    made: list[Statement] = []
    for _, group in groupby(pairs, key=lambda pair: pair[1].page):
        page = list(group)
        at_home = homes({article.key: article for _, article in page}.values())
        last: tuple[str, int] | None = None
        carried = ""
        for record, article in page:
            body, begin = article.body, _begin(article.body, record.start)
            stop = SENTENCE_END.search(body, record.end)
            end = stop.start() if stop else len(body)
            if last is None or last[0] != article.key or begin >= last[1]:
                carried = ""
            when = article.date or date or (str(article.year) if article.year else None)
            about = record.deadline if record.kind == "target" else record.period
            sides = sides_of(record) if record.kind == "target" else [record.indicator]
            for n, indicator in enumerate(sides, 1):
                side = record if len(sides) == 1 else replace(record, indicator=indicator, id=f"{record.id}.{n}")
                measure = measure_of(
                    side, synonyms, before=body[begin : record.start], carried=carried, home=at_home.get(article.key)
                )
                made.append(Statement(side, measure, span(when), span(about), body[begin:end], body[record.end : end]))
            carried, last = record.indicator, (article.key, end)
    return made


def _within(first: str | None, second: str | None) -> bool:
    """Tell whether one place is the city or prefecture that the other lies in."""
    if not first or not second:
        return False
    return prefecture_of(first) == second or prefecture_of(second) == first


def _part(first: Measure, second: Measure) -> bool:
    """Tell whether one wording, of some length, is a part of the other."""
    shorter, longer = sorted((first.features, second.features), key=len)
    return len(shorter) >= RARE and shorter <= longer


def _area(division: str | None) -> str | None:
    """Return the city or province that a place lies in, itself where it is one."""
    return prefecture_of(division) if division else None


def _begin(body: str, at: int) -> int:
    return max(body.rfind(mark, 0, at) for mark in ENDS) + 1


class Linker:
    """Finds the statements that speak of the same thing.

    Candidates share a place, a year and one of the rarest features of a wording, so that the work grows in line with
    the number of statements and not with that of pairs.
    """

    def __init__(self, told: Sequence[Statement], synonyms: Synonyms, decisions: Decisions | None = None) -> None:
        self.likeness = Likeness((s.measure for s in told), synonyms)
        self.decisions = decisions or Decisions()
        self._told = told
        self._blocks: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        for statement in told:
            measure, year = statement.measure, statement.told[0].year if statement.told else None
            target = statement.record.kind == "target"
            for feature in measure.features | measure.site:
                self._blocks[target, measure.division, year, feature].append(statement)
                if measure.site:
                    self._blocks[target, "site", _area(measure.division), year, feature].append(statement)

    def tied(self) -> dict[str, list[Statement]]:
        """Return the reports that their own text ties to a target, by the target's name."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self._told:
            if statement.record.of_target and statement.record.kind != "target":
                found[f"{statement.record.page}#{statement.record.of_target}"].append(statement)
        return found

    def candidates(self, statement: Statement, years: Iterable[int], *, targets: bool) -> Iterator[Statement]:
        """Yield the targets, or the reports, of these years and of none that may speak of the same thing, each once.

        They are of the same place, or of a named site in the same city.
        """
        seen = {statement.name}
        measure = statement.measure
        features = sorted(measure.features | measure.site, key=lambda f: (-self.likeness.weight(f), f))
        for year in (None, *years):
            for place in ((targets, measure.division, year), (targets, "site", _area(measure.division), year)):
                blocks = (self._blocks.get((*place, feature)) for feature in features)
                for block in islice(filter(None, blocks), RARE):
                    for other in block:
                        if other.name not in seen:
                            seen.add(other.name)
                            yield other

    def score(self, first: Statement, second: Statement) -> tuple[float, str]:
        """Return how sure it is that two statements speak of one thing, 0 to 1, and why."""
        a, b = first.measure, second.measure
        site = bool(a.site & (b.site | b.features) or b.site & a.features)
        if a.division != b.division and not (site and _within(a.division, b.division)):
            return 0.0, "another place"
        loose = "completion" in (first.record.kind, second.record.kind) or None in (
            first.record.value,
            second.record.value,
        )
        versions = first.record.kind == second.record.kind == "target" and not loose
        if not loose and a.unit != b.unit:
            return 0.0, f"units {first.record.unit} and {second.record.unit} do not compare"
        if not loose and a.change != b.change:
            return 0.0, "a rate of change against a level"
        decided = self.decisions.on(first, second)
        if decided is not None:
            return float(decided), "decided by the user"
        score = self.likeness(a, b, within=site, loose=bool(loose))
        shared = sorted(a.features & b.features, key=lambda f: (-self.likeness.weight(f), f))
        why = [f"words {score:.2f}: " + " ".join(shared)]
        if a.site and b.site and not a.site & b.site:
            score -= ELSEWHERE
            why.append("another site")
        elif site and first.value is not None and first.value == second.value:
            score = max(score, SAME)
            why.append("one site and one amount")
        elif first.value is None and second.value is None and _part(a, b):
            score = max(score, SAME)
            why.append("one wording is part of the other")
        elif versions and a.unit != "%" and first.value == second.value and len(a.features & b.features) >= RARE:
            score += ONE_AMOUNT
            why.append("one amount")
        if not loose and not a.change and a.unit != "%" and first.value and second.value:
            low, high = sorted((abs(first.value[0]), abs(second.value[0])))
            if low > 0 and (apart := math.log10(high / low)) > 0.5:
                score -= MAGNITUDE * apart
                why.append(f"amounts {apart:.1f} powers of ten apart")
        if not loose and a.delta != b.delta and a.unit != "%":
            told = first.record.indicator + first.record.quote, second.record.indicator + second.record.quote
            if (a.stock and b.delta) or (b.stock and a.delta) or not any(map(FLOW.search, told)):
                return 0.0, "an increase against a level"
            score -= MAGNITUDE / 2
            why.append("an increase against a level")
        return max(0.0, score), "; ".join(why)
