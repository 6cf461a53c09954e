"""Segmentations that somebody else has made: held against the texts, and used in the place of our own."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from corpusutils.errors import InputError
from corpusutils.pages.article import Article
from corpusutils.words.dictionary import read_list
from corpusutils.words.segmenter import Segmenter, default_segmenter
from corpusutils.words.sentences import sentence_spans
from corpusutils.words.table import typed

SIDE_CAR = "segmentation.tsv"
"""A file of this name beside the pages is used in the place of the segmenter."""
DOC, TOKENS = ("doc", "page", "id"), ("tokens", "words", "分词")
FLAG = re.compile(r"/([a-zA-Z]{1,4})$")
SHOWN = 20
"""Characters that a message shows of a place where tokens and text part."""


def segmentation_beside(corpus: Path) -> ImportedSegmentation | None:
    """Return the segmentation that lies beside a corpus' pages, or nothing where there is none."""
    path = (corpus if corpus.is_dir() else corpus.parent) / SIDE_CAR
    return ImportedSegmentation(path) if path.is_file() else None


class ImportedSegmentation:
    """Tokens of one's own for a corpus.

    Parameters
    ----------
    path : a `.tsv` or `.csv` file with the columns `doc` (`page#article`; the page alone where it holds one article) and
        `tokens` (parted by spaces, each as `word` or `word/flag`), or a text file with one article a line, in the order of
        the articles

    Raises
    ------
    InputError
        where the file can't be read or lacks a column

    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        text = read_list(self.path, "segmentation")
        self.fingerprint = f"imported {hashlib.sha256(text.encode()).hexdigest()[:16]}"
        self._by_doc: dict[str, str] | None = None
        self._in_order: list[str] = []
        suffix = self.path.suffix.lower()
        if suffix in (".tsv", ".csv"):
            self._by_doc = _columns(text, "\t" if suffix == ".tsv" else ",", self.path)
        else:
            self._in_order = [line for line in text.splitlines() if line.strip()]

    def table(self, articles: Sequence[Article], *, segmenter: Segmenter | None = None) -> pd.DataFrame:
        """Return the token table of articles, made of these tokens; flags that are not told are the segmenter's.

        Raises `InputError` that names every article without tokens, and every one whose tokens joined are not its text,
        with the place.
        """
        segmenter = segmenter or default_segmenter()
        faults: list[str] = []
        rows = []
        for article, words in zip(articles, self._words(articles, faults), strict=True):
            ends = [end for _, end in sentence_spans(article.body)]
            at = sentence = position = 0
            for item in words:
                told = FLAG.search(item)
                word = item[: told.start()] if told and told.start() else item
                while at < len(article.body) and article.body[at].isspace():
                    at += 1
                if not article.body.startswith(word, at):
                    shown = article.body[at : at + SHOWN].replace("\n", " ")
                    faults.append(f"{article.key}: the token {word!r} does not stand at character {at}: {shown}…")
                    break
                while sentence < len(ends) - 1 and at >= ends[sentence]:
                    sentence, position = sentence + 1, 0
                flag = told[1] if told and told.start() else segmenter.flag(word)
                rows.append((article.key, sentence, position, word, flag, at, at + len(word), None))
                at, position = at + len(word), position + 1
            else:
                if words and article.body[at:].strip():
                    faults.append(f"{article.key}: no tokens from character {at} on: {article.body[at : at + SHOWN]}…")
        if faults:
            raise InputError(f"the segmentation {self.path.name} does not fit the texts", faults)
        names = ["doc", "sentence", "position", "token", "flag", "start", "end", "protected"]
        return typed(pd.DataFrame(rows, columns=names), articles)

    def _words(self, articles: Sequence[Article], faults: list[str]) -> Iterator[list[str]]:
        if self._by_doc is None:
            if len(self._in_order) != len(articles):
                faults.append(f"{len(self._in_order)} lines for {len(articles)} articles; expected one line an article")
            yield from (line.split() for line in self._in_order[: len(articles)])
            yield from ([] for _ in articles[len(self._in_order) :])
            return
        of_page = Counter(article.page for article in articles)
        for article in articles:
            told = self._by_doc.get(article.key)
            if told is None and of_page[article.page] == 1:
                told = self._by_doc.get(article.page)
            if told is None and article.body.strip():
                faults.append(f"{article.key} has no row")
            yield (told or "").split()


def _columns(text: str, separator: str, path: Path) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    names = list(rows.fieldnames or ())
    doc = next((name for name in DOC if name in names), None)
    tokens = next((name for name in TOKENS if name in names), None)
    if doc is None or tokens is None:
        raise InputError(f"{path}: the columns are {', '.join(names) or 'none'}; expected doc and tokens")
    return {row[doc]: row[tokens] or "" for row in rows}
