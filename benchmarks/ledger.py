"""Time the ledger over 1,000, 10,000 and 100,000 records: its cost must grow in line with them.

    python benchmarks/ledger.py [--largest 100000]

The records are those of made-up reports: as many counties as it takes, five years each, twenty indicators that every
report promises for its year and reports of the year before. Prints seconds and microseconds a record.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from corpusutils.pages.article import Article
from corpusutils.targets.divisions import divisions
from corpusutils.targets.ledger import build_ledger
from corpusutils.targets.links import Linker, statements
from corpusutils.targets.measures import Synonyms
from corpusutils.targets.quantities import to_base
from corpusutils.targets.records import Record

INDICATORS = [
    ("地区生产总值", "inc", 6.0, "%"), ("规模以上工业增加值", "inc", 7.0, "%"), ("固定资产投资", "inc", 8.0, "%"),
    ("一般公共预算收入", "inc", 5.0, "%"), ("城镇新增就业", "ge", 3000, "人"), ("森林覆盖率", "ge", 23.5, "%"),
    ("再生水利用率", "ge", 25.0, "%"), ("优良天数比例", "ge", 80.0, "%"), ("营造林", "ge", 2.1, "万亩"),
    ("新建高标准农田", "ge", 3.4, "万亩"), ("农村公路改造", "ge", 120, "公里"), ("老旧小区改造", "ge", 14, "个"),
    ("充电桩", "ge", 260, "个"), ("污水处理率", "ge", 96.0, "%"), ("煤层气产量", "ge", 3.5, "亿立方米"),
    ("风电光伏装机", "ge", 42, "万千瓦"), ("避险搬迁", "ge", 320, "户"), ("技能培训", "ge", 5200, "人次"),
    ("水土流失治理", "ge", 18, "平方公里"), ("采煤沉陷区治理", "ge", 900, "亩"),
]  # fmt: skip
YEARS = range(2021, 2026)


def pairs(wanted: int) -> list[tuple[Record, Article]]:
    """Return so many made-up records with the reports that they stand in."""
    counties = [name for name in divisions() if name.endswith("县") and len(name) > 2]
    rng, made = np.random.default_rng(7), []
    for copy in range(10):
        for county in counties:
            for year in YEARS:
                body = "".join(f"{name}{value}{unit}。" for name, _, value, unit in INDICATORS)
                page = f"{county}政府工作报告_{year}_{copy}.txt"
                article = Article(page=page, id="a01", headline=page, body=body, lines=(), date=str(year), place=county)
                at = 0
                for name, comparator, value, unit in INDICATORS:
                    end = at + len(f"{name}{value}{unit}")
                    for kind in ("progress", "target"):
                        amount = round(value * rng.uniform(0.9, 1.1), 1)
                        base, base_unit = to_base(amount, unit)
                        number = f"t{len(made) % 1000:03d}"
                        made.append((
                            Record(
                                page, "a01", number, (1, 1), body[at:end], kind, name + "一二三四五六七八九"[copy : copy + 1],
                                comparator if kind == "target" else "inc" if comparator == "inc" else "eq", amount, unit, None,
                                str(year) if kind == "target" else None, str(year - 1) if kind == "progress" else None,
                                county, None, None, base, base_unit, "up", (), at, end,
                            ),
                            article,
                        ))  # fmt: skip
                    at = end + 1
                if len(made) >= wanted:
                    return made[:wanted]
    return made


def main() -> None:
    """Run the benchmark and print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=100_000)
    largest = parser.parse_args().largest
    synonyms = Synonyms()
    statements(pairs(100), synonyms)  # loads the administrative table
    for wanted in (n for n in (1_000, 10_000, 100_000) if n <= largest):
        given = pairs(wanted)
        begin = time.perf_counter()
        told = statements(given, synonyms)
        read = time.perf_counter()
        ledger = build_ledger(told, Linker(told, synonyms))
        end = time.perf_counter()
        print(
            f"{wanted:>7,} records: {end - begin:7.2f} s, {1e6 * (end - begin) / wanted:6.0f} µs a record"
            f" (measures {read - begin:.2f} s, ledger {end - read:.2f} s; {len(ledger.links):,} links)"
        )


if __name__ == "__main__":
    main()
