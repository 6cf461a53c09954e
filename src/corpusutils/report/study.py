"""What every notebook starts from: a corpus, checked parameters, and a place for tables and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from corpusutils.errors import OutputError
from corpusutils.pages.article import Article
from corpusutils.pages.corpus import Corpus, read_corpus
from corpusutils.pages.raw import RawPage, read_pages
from corpusutils.project import reports_folder, resolve_corpus
from corpusutils.report.parameters import Check, raise_faults
from corpusutils.schema import check
from corpusutils.show.fonts import use_chinese_font
from corpusutils.show.tables import write_table
from corpusutils.words.imported import ImportedSegmentation, segmentation_beside
from corpusutils.words.segmenter import Segmenter, default_segmenter
from corpusutils.words.stopwords import load_stopwords
from corpusutils.words.table import content_tokens, remembered_tokens


@dataclass(frozen=True)
class Study:
    """A notebook's corpus, words, and output folder."""

    notebook: str
    corpus: Corpus
    out: Path
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The corpus' articles."""
        return self.corpus.articles

    @cached_property
    def pages(self) -> dict[str, RawPage]:
        """The raw pages by name."""
        return {page.name: page for page in read_pages(self.corpus.path)}

    @property
    def segmenter(self) -> Segmenter:
        """The segmenter that made `tokens`."""
        return default_segmenter()

    @cached_property
    def segmentation(self) -> ImportedSegmentation | None:
        """The segmentation that lies beside the pages, where there is one: it is used in the place of the segmenter's."""
        return segmentation_beside(self.corpus.path)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """The token table of all articles."""
        if self.segmentation:
            return check(self.segmentation.table(self.articles, segmenter=self.segmenter), "tokens")
        return check(remembered_tokens(self.articles, segmenter=self.segmenter), "tokens")

    @cached_property
    def reprints(self) -> pd.DataFrame:
        """The articles that stand for the most part in another, as `find_reprints` gives them."""
        from corpusutils.analysis.similarity import find_reprints  # half a second that most notebooks do without

        return find_reprints(self.articles)

    @cached_property
    def words(self) -> pd.DataFrame:
        """The rows of `tokens` that carry content: no function words, boilerplate, or single characters.

        Where the parameter REPRINTS is "drop" reprints have none.
        """
        words = content_tokens(self.tokens, stopwords=load_stopwords())
        return words[~words["doc"].isin(self.reprints["doc"])] if self.parameters.get("REPRINTS") == "drop" else words

    def save_table(self, table: pd.DataFrame, name: str, *, schema: str | None = None) -> None:
        """Write a table to `tables/` for people (Excel reads it) and say what was written."""
        if schema:
            check(table, schema)
        path = write_table(table, self.out / "tables" / f"{self.notebook[:2]}_{name}.csv")
        print(f"tables/{path.name}: {len(table):,} rows")

    def save_figure(self, figure: Figure, name: str) -> None:
        """Write a figure to `figures/`; the notebook shows it by itself."""
        path = self.out / "figures" / f"{self.notebook[:2]}_{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path)

    def save_page(self, page: str, name: str) -> None:
        """Write a page of HTML that stands by itself to `figures/`, where the report's index names it."""
        path = self.out / "figures" / f"{self.notebook[:2]}_{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8", newline="\n")
        print(f"figures/{path.name}: a page to explore")


def open_study(notebook: str, corpus: str, out: str, *checks: Check) -> Study:
    """Check the parameters, read the corpus, and print what the reader is looking at.

    Parameters
    ----------
    notebook : the notebook's file name without suffix; its number starts the names of tables and figures
    corpus : folder of pages, absolute or from the checkout; `sample` is the sample corpus
    out : folder for `tables/` and `figures/`; empty for `reports/by_hand`
    checks : what `whole`, `share`, `choice` and `day` say of the other parameters

    Raises
    ------
    ParameterError
        naming every parameter that is out of range
    InputError
        where the corpus can't be read
    OutputError
        where the folder can't be written

    """
    parameters = raise_faults(checks)
    name, path = resolve_corpus(corpus)
    folder = Path(out) if out else reports_folder() / "by_hand"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {folder} can't be written: {error.strerror}") from error
    study = Study(notebook, read_corpus(path, name=name), folder, parameters)
    use_chinese_font()
    _introduce(study)
    return study


def _introduce(study: Study) -> None:
    dates = sorted(a.date for a in study.articles if a.date)
    undated = len(study.articles) - len(dates)
    span = f"{dates[0]} to {dates[-1]}" if dates else "none told"
    print(f"corpus      {study.corpus.name}: {len(study.corpus.files)} pages, {len(study.articles)} articles")
    print(f"dates       {span} ({undated} articles without a date)")
    print(f"digest      {study.corpus.digest[:16]}")
    print(f"segmenter   {(study.segmentation or study.segmenter).fingerprint}")
    if "REPRINTS" in study.parameters and (number := study.reprints["doc"].nunique()):
        fate = (
            "left out"
            if study.parameters["REPRINTS"] == "drop"
            else "counted twice: set REPRINTS to drop to leave them out"
        )
        print(f"reprints    {number} articles stand for the most part in another and are {fate}")
    for name, value in study.parameters.items():
        print(f"{name:<11} {'–' if value == '' else value}")
