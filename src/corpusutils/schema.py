"""The columns of every table that passes between rooms: name, type, range, and whether it may be empty."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from corpusutils.errors import CorpusError, InputError

if TYPE_CHECKING:
    import pandera.pandas as pa

NAMES = ("articles", "tokens", "keywords", "topics", "doc_topics", "edges", "targets")


class SchemaError(InputError):
    """A table whose columns or values break its schema; the failing rows ride along as `rows`."""

    def __init__(self, message: str, rows: pd.DataFrame) -> None:
        super().__init__(message)
        self.rows = rows


@lru_cache(maxsize=1)
def schemas() -> dict[str, pa.DataFrameSchema]:
    """Return the schema of each table in `NAMES`."""
    import pandera.pandas as pa

    def text(nullable: bool = False) -> pa.Column:
        return pa.Column(None, pa.Check(lambda s: s.dropna().map(type).eq(str).all()), nullable=nullable)

    def number(low: float | None = None, high: float | None = None, nullable: bool = False) -> pa.Column:
        checks = [pa.Check.ge(low)] if low is not None else []
        checks += [pa.Check.le(high)] if high is not None else []
        return pa.Column(float, checks, nullable=nullable, coerce=True)

    def whole(low: int = 0) -> pa.Column:
        return pa.Column("int64", pa.Check.ge(low), coerce=True)

    def table(**columns: pa.Column) -> pa.DataFrameSchema:
        return pa.DataFrameSchema(columns)

    return {
        "articles": table(
            doc=text(), page=text(), id=text(), headline=text(), date=text(True), place=text(True), characters=whole(), body=text()
        ),
        "tokens": table(
            doc=text(), sentence=whole(), position=whole(), token=text(), flag=text(), start=whole(), end=whole(1),
            protected=text(True),
        ),
        "keywords": table(doc=text(), term=text(), count=whole(1), df=whole(1), tfidf=number(0)),
        "topics": table(topic=whole(1), rank=whole(1), term=text(), probability=number(0, 1)),
        "doc_topics": table(doc=text(), topic=whole(1), probability=number(0, 1.000001, nullable=True)),
        "edges": table(
            source=text(), target=text(), weight=whole(1), npmi=number(-1.000001, 1.000001), llr=number(),
            p=number(0, 1), q=number(0, 1),
        ),
        "targets": table(
            page=text(), article=text(), id=text(), quote=text(), kind=text(), indicator=text(), comparator=text(),
            value=pa.Column(None, nullable=True), unit=text(True), deadline=text(True), period=text(True), place=text(True),
        ),
    }  # fmt: skip


def check(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table unchanged if it keeps the schema `name`, else raise `SchemaError` with the failing rows.

    >>> check(pd.DataFrame({"topic": [1], "rank": [0], "term": ["水"], "probability": [0.1]}), "topics")
    Traceback (most recent call last):
    ...
    corpusutils.schema.SchemaError: the table `topics` breaks its schema in 1 place: rank: greater_than_or_equal_to(1) (row 0: 0)
    """
    import pandera.errors

    if name not in NAMES:
        raise CorpusError(f"no schema {name!r}; the schemas are {', '.join(NAMES)}")
    try:
        schemas()[name].validate(table, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        shown = [f"{c.column or ''}: {c.check} (row {c.index}: {c.failure_case})" for c in cases.head(5).itertuples()]
        places = "1 place" if len(cases) == 1 else f"{len(cases)} places"
        rows = table.loc[[i for i in cases["index"].dropna().unique() if i in table.index]]
        raise SchemaError(f"the table `{name}` breaks its schema in {places}: {'; '.join(shown)}", rows) from None
    return table
