"""The token table: one row a token, from which every count of the project is made."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from corpusutils.pages.article import Article
from corpusutils.pages.raw import RawPage
from corpusutils.pages.segment import segment_page
from corpusutils.words.cache import remembered
from corpusutils.words.protected import CLASSES
from corpusutils.words.segmenter import Segmenter, default_segmenter
from corpusutils.words.sentences import sentence_spans

if TYPE_CHECKING:
    import pandas as pd

NAMES = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    {
        "doc": NAMES,
        "sentence": pa.int32(),
        "position": pa.int32(),
        "token": NAMES,
        "flag": NAMES,
        "start": pa.int32(),
        "end": pa.int32(),
        "protected": NAMES,
    }
)
FORMAT = 1
"""Number of the table's form: another form is not read from the cache."""
CONTENT_FLAGS = ("n", "v", "a", "i", "j", "l", "eng")
BATCH = 200_000
"""Characters that are segmented at once; more costs memory and gains no speed."""
ALONE = 2_000_000
"""Characters up to which a second process takes longer to start than it saves."""
WAITING, HELD = 3, 20
"""Batches that wait for another process, and those that may be held before the first of them is written."""


class Piece(NamedTuple):
    """An article's body, or as much of a long one as is segmented at once; it ends with a sentence."""

    doc: str
    text: str
    start: int = 0
    """Characters of the body before it."""
    sentence: int = 0
    """Sentences of the body before it."""


def token_batches(articles: Iterable[Article], *, segmenter: Segmenter | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the tokens of articles' bodies as Arrow batches of `SCHEMA`, a few articles or part of a long one at a time.

    Words, flags and documents are dictionary-encoded: a batch holds whole numbers, and each string once.
    """
    segmenter = segmenter or default_segmenter()
    pieces: list[Piece] = []
    size = 0
    for article in articles:
        for piece in _pieces(article):
            pieces.append(piece)
            size += len(piece.text)
            if size >= BATCH:
                yield _batch(pieces, segmenter)
                pieces, size = [], 0
    if pieces:
        yield _batch(pieces, segmenter)


def _pieces(article: Article) -> Iterator[Piece]:
    if len(article.body) <= BATCH:
        yield Piece(article.key, article.body)
        return
    spans = sentence_spans(article.body)
    first = 0
    for n, (_, end) in enumerate(spans):
        start = spans[first][0]
        if end - start >= BATCH or n == len(spans) - 1:
            yield Piece(article.key, article.body[start:end], start, first)
            first = n + 1


def _batch(pieces: list[Piece], segmenter: Segmenter) -> pa.RecordBatch:
    """Segment pieces in one go: between two of them stands a line feed, which parts words and sentences anyway."""
    text = "\n".join(piece.text for piece in pieces)
    found = segmenter.encode(text)
    size = np.array([len(piece.text) + 1 for piece in pieces])
    piece_start = np.cumsum(size) - size
    sentence_start = np.array([start for start, _ in sentence_spans(text)])
    piece = _counted(found.start, piece_start)
    sentence = _counted(found.start, sentence_start)
    first = np.flatnonzero(np.diff(sentence, prepend=-1)).astype(np.int32)
    position = np.arange(len(sentence), dtype=np.int32) - np.repeat(first, np.diff(first, append=len(sentence)))
    before = np.array([p.sentence for p in pieces]) - np.searchsorted(sentence_start, piece_start)
    shift = (np.array([p.start for p in pieces]) - piece_start).astype(np.int32)[piece]
    docs = {doc: n for n, doc in enumerate(dict.fromkeys(p.doc for p in pieces))}
    columns = [
        _named(np.array([docs[p.doc] for p in pieces], dtype=np.int32)[piece], list(docs)),
        _numbers(sentence + before.astype(np.int32)[piece]),
        _numbers(position),
        _named(found.codes, found.types),
        _named(found.flag, found.flags),
        _numbers(found.start + shift),
        _numbers(found.end + shift),
        _named(found.protected, CLASSES, found.protected >= 0),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def _counted(places: NDArray[Any], starts: NDArray[Any]) -> NDArray[np.int32]:
    """Return for each of these sorted places the number, from 0, of the last stretch that starts at or before it."""
    first = np.searchsorted(places, starts.astype(places.dtype))
    return np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(first, append=len(places)))


def _named(codes: NDArray[Any], names: Sequence[str], known: NDArray[np.bool_] | None = None) -> pa.DictionaryArray:
    letters = [name.encode() for name in names]
    ends = np.cumsum([0, *map(len, letters)], dtype=np.int32)
    words = pa.StringArray.from_buffers(len(names), pa.py_buffer(ends), pa.py_buffer(b"".join(letters)))
    return pa.DictionaryArray.from_arrays(_numbers(codes, known), words)


def _numbers(values: NDArray[Any], known: NDArray[np.bool_] | None = None) -> pa.Array:
    """Return whole numbers, null where not `known`; `pa.array` would load pandas, to ask whether they are a series."""
    valid = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(pa.int32(), len(values), [valid, pa.py_buffer(values.astype(np.int32, copy=False))])


def token_table(articles: Iterable[Article], *, segmenter: Segmenter | None = None) -> pd.DataFrame:
    """Return the tokens of articles' bodies.

    Columns: `doc` (page#article, categorical), `sentence` and `position` (0-based within article and sentence),
    `token`, `flag` (part of speech, categorical), `start` and `end` (character offsets in the body), `protected` (class
    of the protected stretch that the token is or stands in, categorical; null for most). An article without a token
    keeps its place among the categories of `doc`.
    """
    articles = list(articles)
    table = pa.Table.from_batches(token_batches(articles, segmenter=segmenter), SCHEMA)
    return _frame(table, articles)


def remembered_tokens(articles: Sequence[Article], *, segmenter: Segmenter | None = None) -> pd.DataFrame:
    """Return `token_table`, from this user's cache where the same texts were cut by an equal segmenter before."""
    segmenter = segmenter or default_segmenter()
    digest = hashlib.sha256(f"{FORMAT} {segmenter.fingerprint}".encode())
    for article in articles:
        digest.update(f"\0{article.key}\0{article.body}".encode())

    def make() -> pa.Table:
        return pa.Table.from_batches(token_batches(articles, segmenter=segmenter), SCHEMA).unify_dictionaries()

    return _frame(remembered(digest.hexdigest(), make), articles)


def _frame(table: pa.Table, articles: Sequence[Article]) -> pd.DataFrame:
    return typed(table.unify_dictionaries().to_pandas(), articles)


def typed(frame: pd.DataFrame, articles: Sequence[Article]) -> pd.DataFrame:
    """Return a token table with the column types of `token_table`; `doc` knows every article, with tokens or without."""
    import pandas as pd  # the processes that only write tables do without

    return frame.astype(dict.fromkeys(("sentence", "position", "start", "end"), "int32")).assign(
        doc=pd.Categorical(frame["doc"], categories=pd.Index([a.key for a in articles], dtype="str")),
        token=frame["token"].astype("str"),
        flag=pd.Categorical(frame["flag"].astype("str")),
        protected=pd.Categorical(frame["protected"], categories=list(CLASSES)),
    )


def write_tokens(pages: Iterable[RawPage], path: Path, *, segmenter: Segmenter | None = None, jobs: int = 2) -> int:
    """Cut pages into articles and words and write the token table as Parquet, batch by batch; return its rows.

    Memory does not grow with the corpus. Long corpora are shared among `jobs` processes, this one among them; the file is the same.
    """
    segmenter = segmenter or default_segmenter()
    rows = 0
    columns, numbers = ["doc", "token", "flag", "protected"], ["sentence", "position", "start", "end"]
    with pq.ParquetWriter(
        path,
        SCHEMA,
        compression="zstd",
        use_dictionary=columns,
        write_statistics=numbers,  # those of names help nobody and take a third of the time
        column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
    ) as writer:
        for batch in _batches_of_pages(pages, segmenter, jobs):
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _batches_of_pages(pages: Iterable[RawPage], segmenter: Segmenter, jobs: int) -> Iterator[pa.RecordBatch]:
    shares = _shares(pages)
    first: list[list[RawPage]] = []
    if jobs > 1:
        for share in shares:
            first.append(share)
            if len(first) * BATCH >= ALONE:
                break
        else:
            jobs = 1
    shares = chain(first, shares)
    if jobs == 1:
        for share in shares:
            yield from token_batches(_articles(share), segmenter=segmenter)
        return
    with TemporaryDirectory() as place, ProcessPoolExecutor(jobs - 1, get_context("spawn"), _prepare) as pool:
        results: deque[Future[Path] | list[pa.RecordBatch]] = deque()
        for n, share in enumerate(shares):
            waiting = sum(isinstance(result, Future) and not result.done() for result in results)
            if waiting < WAITING * (jobs - 1):
                results.append(pool.submit(_written, share, segmenter.recipe, Path(place) / str(n)))
            else:  # the others have enough to do
                results.append(list(token_batches(_articles(share), segmenter=segmenter)))
            while results and (len(results) > HELD or isinstance(results[0], list) or results[0].done()):
                yield from _read(results.popleft())
        while results:
            yield from _read(results.popleft())


def _read(result: Future[Path] | list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    if isinstance(result, list):
        yield from result
        return
    path = result.result()
    with pa.OSFile(str(path)) as source, pa.ipc.open_stream(source) as stream:
        yield from stream
    path.unlink()


def _shares(pages: Iterable[RawPage]) -> Iterator[list[RawPage]]:
    share: list[RawPage] = []
    size = 0
    for page in pages:
        share.append(page)
        size += len(page.text)
        if size >= BATCH:
            yield share
            share, size = [], 0
    if share:
        yield share


def _articles(pages: Iterable[RawPage]) -> Iterator[Article]:
    return (article for page in pages for article in segment_page(page))


def _prepare() -> None:
    pa.set_cpu_count(1)


def _written(pages: list[RawPage], recipe: dict[str, Any], path: Path) -> Path:
    """Leave the tokens of pages in a file: to hand over so much through a pipe keeps both of its ends from their work."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, SCHEMA) as stream:
        for batch in token_batches(_articles(pages), segmenter=_segmenter(**recipe)):
            stream.write_batch(batch)
    return path


@lru_cache(maxsize=1)
def _segmenter(**recipe: Any) -> Segmenter:
    return Segmenter(**recipe)


def content_tokens(
    tokens: pd.DataFrame,
    *,
    stopwords: frozenset[str] = frozenset(),
    min_length: int = 2,
    keep: Callable[[str], bool] | None = None,
) -> pd.DataFrame:
    """Return the rows that carry content: nouns, verbs, adjectives, idioms and Latin terms, no stop words.

    `min_length` counts characters; `keep`, where given, decides by the token's text in addition.
    """
    content = tokens["flag"].astype("str").str.startswith(CONTENT_FLAGS)
    long_enough = tokens["token"].str.len() >= min_length
    wanted = content & long_enough & ~tokens["token"].isin(list(stopwords))
    if keep is not None:
        wanted &= tokens["token"].map(keep).astype("bool")
    return tokens[wanted]


def with_paragraphs(tokens: pd.DataFrame, articles: Iterable[Article]) -> pd.DataFrame:
    """Return the token table with a column `paragraph`: the paragraph of its article's body, from 0, that a token stands in."""
    breaks = {
        a.key: np.flatnonzero(np.frombuffer(a.body.encode("utf-32-le"), dtype=np.uint32) == ord("\n")) for a in articles
    }
    paragraph = np.zeros(len(tokens), dtype=np.int32)
    starts = tokens["start"].to_numpy()
    for doc, places in tokens.groupby("doc", observed=True).indices.items():
        paragraph[places] = np.searchsorted(breaks[str(doc)], starts[places])
    return tokens.assign(paragraph=paragraph)
