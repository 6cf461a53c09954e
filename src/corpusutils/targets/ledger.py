"""The ledger: one row a target, with its versions, the reports on it, and what became of it as of a date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from corpusutils.errors import ParameterError
from corpusutils.pages.article import Article
from corpusutils.pages.dates import check_date
from corpusutils.targets.chains import join_versions, link_reports
from corpusutils.targets.extract import extract_targets
from corpusutils.targets.fates import Entry, fate_of
from corpusutils.targets.links import Decisions, Link, Linker, NearMiss, Statement, statements
from corpusutils.targets.measures import Synonyms
from corpusutils.targets.records import Record
from corpusutils.targets.verdicts import span

COLUMNS = (
    "target_id", "place", "indicator", "indicator_norm", "comparator", "value", "unit", "baseline", "deadline", "target_page",
    "target_lines", "target_quote", "result_value", "result_unit", "result_period", "result_page", "result_lines", "result_quote",
    "status", "status_basis", "revisions", "stated", "computed", "conflict", "target_told", "result_told", "reports", "told_again",
    "rivals", "other_results", "score", "why",
)  # fmt: skip
"""The columns of a ledger's table; `ledger.schema.json` says of each what it holds."""
NESTED = ("target_lines", "result_lines", "revisions", "told_again", "rivals", "other_results")


@dataclass(frozen=True)
class Ledger:
    """All entries in the order of their targets, as of a date, and the pairs that were all but linked."""

    entries: tuple[Entry, ...]
    as_of: Date | None
    near_misses: tuple[NearMiss, ...]

    @property
    def links(self) -> list[Link]:
        """Every link of a report to the version of a target that was in force."""
        return [link for entry in self.entries for link in entry.chain.links]


def build_ledger(told: Sequence[Statement], linker: Linker, *, as_of: Date | None = None) -> Ledger:
    """Return the ledger of statements as of a date (by default the latest day on which one of them was told).

    Statements that were told later are left out; those without a date are used, and never where time decides.
    """
    known = [s for s in told if as_of is None or s.told is None or s.told[0] <= as_of]
    if as_of is None:
        as_of = max((s.told[0] for s in known if s.told), default=None)
    order = {s.name: n for n, s in enumerate(known)}
    known.sort(key=lambda s: (s.told[0] if s.told else Date.max, order[s.name]))
    names = set(order)
    chains = join_versions([s for s in known if s.record.kind == "target"], linker)
    near = link_reports(chains, linker, names)
    entries = [fate_of(chain, as_of) for chain in chains]
    entries.sort(key=lambda e: order[e.chain.versions[0].name])
    return Ledger(tuple(entries), as_of, tuple(near))


def read_statements(articles: Iterable[Article], synonyms: Synonyms, *, date: str | None = None) -> list[Statement]:
    """Extract the records of articles and return them as statements; `date` stands in where an article tells none."""

    def pairs() -> Iterator[tuple[Record, Article]]:
        for _, group in groupby(articles, key=lambda article: article.page):
            page = list(group)
            kept = {article.id: article for article in page}
            yield from ((record, kept[record.article]) for record in extract_targets(page, date=date))

    return statements(pairs(), synonyms, date=date)


def ledger_of(
    articles: Iterable[Article],
    *,
    as_of: str | None = None,
    date: str | None = None,
    synonyms: Path | None = None,
    decisions: Path | None = None,
) -> Ledger:
    """Return the ledger of articles.

    Parameters
    ----------
    articles : articles of any number of pages and documents, in any order
    as_of : ISO year, month or day; what was told later is left out. Default: the last day on which anything was told
    date : ISO year, month or day for articles that tell none
    synonyms : a file of further names of indicators, as `Synonyms` reads it
    decisions : a file of near misses in which the user has said which are the same, as `Decisions` reads it

    Raises
    ------
    ParameterError
        where `as_of` is no date, or lies before everything told
    InputError
        where a file can't be read or does not keep its form

    """
    names = Synonyms(synonyms)
    decided = Decisions.read(decisions) if decisions else None
    until = _last_day(as_of) if as_of else None
    told = read_statements(articles, names, date=date)
    first = min((s.told[0] for s in told if s.told), default=None)
    if until and first and until < first:
        raise ParameterError(f"as-of {as_of} lies before everything that the corpus tells: it begins on {first}")
    return build_ledger(told, Linker(told, names, decided), as_of=until)


def _last_day(text: str) -> Date:
    days = span(check_date(text))
    if days is None:
        raise ParameterError(f"as-of is {text!r}; give a year, month or day such as 2024, 2024-06 or 2024-06-30")
    return days[1]


def ledger_table(ledger: Ledger) -> pd.DataFrame:
    """Return the ledger as a table, one row a target in the order of the corpus; the columns are `COLUMNS`.

    `revisions`, `told_again`, `rivals` and `other_results` are JSON lists; `lines` are `[first, last]`.
    """
    return pd.DataFrame([_row(entry) for entry in ledger.entries], columns=list(COLUMNS), dtype="object")


def _row(entry: Entry) -> dict[str, Any]:
    chain, target = entry.chain, entry.chain.target.record
    result = entry.result.report.record if entry.result else None
    return {
        "target_id": entry.chain.target.name,
        "place": target.place,
        "indicator": target.indicator,
        "indicator_norm": chain.target.measure.name or target.indicator_norm,
        "comparator": target.comparator,
        "value": _plain(target.value),
        "unit": target.unit,
        "baseline": target.baseline,
        "deadline": target.deadline,
        "target_page": target.page,
        "target_lines": json.dumps(list(target.lines)),
        "target_quote": target.quote,
        "result_value": _plain(result.value) if result else None,
        "result_unit": result.unit if result else None,
        "result_period": result.period if result else None,
        "result_page": result.page if result else None,
        "result_lines": json.dumps(list(result.lines)) if result else None,
        "result_quote": result.quote if result else None,
        "status": entry.status,
        "status_basis": entry.basis,
        "revisions": _json(_version(s) for s in chain.versions[:-1]),
        "stated": entry.stated,
        "computed": entry.computed,
        "conflict": entry.conflict,
        "target_told": _told(chain.target),
        "result_told": _told(entry.result.report) if entry.result else None,
        "reports": len(chain.links),
        "told_again": _json({"page": s.record.page, "lines": list(s.record.lines)} for s in chain.again),
        "rivals": _json(_version(s) for s in chain.rivals),
        "other_results": _json(_version(k.report) for k in entry.others),
        "score": round(entry.result.score, 3) if entry.result else None,
        "why": entry.result.why if entry.result else None,
    }


def _plain(value: Any) -> Any:
    return json.dumps(list(value)) if isinstance(value, tuple) else value


def _told(statement: Statement) -> str | None:
    return statement.told[0].isoformat() if statement.told else None


def _version(statement: Statement) -> dict[str, Any]:
    record = statement.record
    return {
        "id": statement.name, "value": list(record.value) if isinstance(record.value, tuple) else record.value, "unit": record.unit,
        "deadline": record.deadline, "period": record.period, "page": record.page, "lines": list(record.lines), "quote": record.quote,
    }  # fmt: skip


def _json(rows: Iterable[Mapping[str, Any]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False)


def links_table(ledger: Ledger) -> pd.DataFrame:
    """Return every link, one row: the target in force, the report, the score, why, and the quotes of both."""
    rows = [
        (k.target.name, k.report.name, k.report.record.kind, _plain(k.report.record.value), k.report.record.unit,
         k.report.record.period, _told(k.report), round(k.score, 3), k.why, k.target.record.quote, k.report.record.quote)
        for k in ledger.links
    ]  # fmt: skip
    columns = "target_id report_id kind value unit period told score why target_quote report_quote"
    return pd.DataFrame(rows, columns=columns.split())


def near_misses_table(ledger: Ledger) -> pd.DataFrame:
    """Return the pairs of wordings that were all but linked, the likeliest first, with an empty column `same` to fill in."""
    best: dict[frozenset[str], NearMiss] = {}
    for miss in ledger.near_misses:
        pair = frozenset((miss.first, miss.second))
        if pair not in best or miss.score > best[pair].score:
            best[pair] = miss
    found = sorted(best.values(), key=lambda m: (-m.score, m.first, m.second))
    rows = [("", m.first, m.second, m.score, m.why, m.first_quote, m.second_quote) for m in found]
    return pd.DataFrame(rows, columns=["same", "first", "second", "score", "why", "first_quote", "second_quote"])


def unheard(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a ledger's table whose target no later text reports on, the longest due first."""
    silent = table[(table["reports"] == 0) & table["deadline"].notna()]
    return silent.sort_values(["deadline", "target_id"], kind="stable")


def scorecard(table: pd.DataFrame) -> pd.DataFrame:
    """Return statuses by place and indicator (rows) and year of the deadline (columns); of several the last told."""
    due = table.dropna(subset="deadline").assign(year=lambda t: t["deadline"].str[:4])
    due = due.sort_values(["target_told", "target_id"], kind="stable")
    matrix = due.pivot_table(
        index=["place", "indicator_norm"], columns="year", values="status", aggfunc="last", dropna=False
    )
    return matrix.dropna(how="all").rename_axis(columns=None)


def ledger_records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a ledger's table as plain data by `ledger_schema`: its JSON columns as lists, nothing as None."""
    for row in table.to_dict("records"):
        plain = {str(key): None if value is None or value != value else value for key, value in row.items()}
        yield plain | {name: _parsed(plain[name]) for name in (*NESTED, "value", "result_value")}


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def ledger_schema() -> dict[str, Any]:
    """Return the JSON Schema of a ledger's rows as `.jsonl` holds them."""
    text = files("corpusutils.targets").joinpath("data/ledger.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
