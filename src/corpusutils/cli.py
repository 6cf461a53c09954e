"""The `corpusutils` command: one subcommand for each thing that a page can be turned into."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpusutils import __version__
from corpusutils.errors import CorpusError, OutputError, ParameterError, RunError

if TYPE_CHECKING:
    import pandas as pd

    from corpusutils.pages import Article, RawPage

DONE, FAILED, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 failed midway, 2 the call or its input is unusable."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # Windows consoles; replaced streams of tests can't be reconfigured
            stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    logging.basicConfig(format="corpusutils: %(message)s", level=logging.WARNING)
    call = _parser().parse_args(argv)
    try:
        status: int = call.run(call)
        return status
    except RunError as error:
        print(f"corpusutils: {error}", file=sys.stderr)
        return FAILED
    except CorpusError as error:
        print(f"corpusutils: {error}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # The reader of standard output has gone, as `head` does: not a fault of this run.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("corpusutils: stopped by hand; nothing was replaced", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="corpusutils", description="From raw Chinese newspaper pages to a report.")
    parser.add_argument("--version", action="version", version=f"corpusutils {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str, *, pages: bool = False) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        if pages:
            sub.add_argument(
                "path", metavar="PATH", type=Path, help="a page, or a folder of *.txt *.md *.jsonl *.csv *.pdf"
            )
            sub.add_argument("--out", metavar="FILE", type=Path, help="default: standard output")
            sub.add_argument(
                "--keep-going", action="store_true", help="leave out files that can't be read, and name them"
            )
        return sub

    articles = command("articles", _articles, "cut raw pages into repaired articles (JSONL)", pages=True)
    articles.add_argument(
        "--explain", action="store_true", help="write why every line was read as it was (TSV) instead"
    )
    articles.add_argument("--full-width", action="store_true", help="also make half-width punctuation full-width")
    articles.add_argument(
        "--stories",
        action="store_true",
        help="write one line a story instead: an article with its parts on other pages of the issue (下转, 上接)",
    )
    words = command("words", _words, "cut articles into words (Parquet, or CSV by the file's name)", pages=True)
    words.add_argument("--dict", metavar="FILE", type=Path, help="user dictionary: one `word [frequency] [tag]` a line")
    words.add_argument(
        "--whole",
        metavar="CLASS,…",
        default="default",
        help="what is kept as one token: title, slogan, document_number, chemical, date, percent, quantity, plan; "
        "all, none, or default (all but title and slogan)",
    )
    words.add_argument(
        "--tokens",
        metavar="FILE",
        type=Path,
        help="a segmentation of your own: columns doc and tokens (TSV, CSV), or one article a line",
    )
    words.add_argument("--simplify", action="store_true", help="cut in simplified characters (OpenCC)")
    words.add_argument("--jobs", metavar="N", type=int, default=2, help="processes for long corpora (default 2)")
    targets = command("targets", _targets, "find promises and reports of progress (JSONL)", pages=True)
    targets.add_argument(
        "--rejected", metavar="FILE", type=Path, help="amounts that were found and not taken, with why (JSONL)"
    )
    targets.add_argument(
        "--keep-passing", action="store_true", help="keep what press articles most likely tell in passing (6元一份)"
    )
    targets.add_argument("--date", metavar="YYYY[-MM[-DD]]", help="date of documents that tell none")
    keywords = command("keywords", _keywords, "terms that set groups of articles apart (CSV)", pages=True)
    keywords.add_argument(
        "--by", metavar="FIELD", default="doc", help="doc, page, place, year, month, day, or a column of manifest.csv"
    )
    keywords.add_argument("--against", metavar="GROUP", help="hold the groups against this one, not against all others")
    keywords.add_argument("--terms", metavar="FILE", type=Path, help="test these terms alone: one a line")
    keywords.add_argument(
        "--bom",
        action="store_true",
        help="begin the CSV with the mark by which Excel reads Chinese (or name a .xlsx file)",
    )
    _counted(keywords)
    topics = command("topics", _topics, "topics by LDA: terms, documents, and how good the model is", pages=True)
    topics.add_argument(
        "--k", metavar="K", default="auto", help="number of topics, or auto (default): the best of several"
    )
    topics.add_argument("--seed", metavar="N", type=int, default=0, help="start of the random numbers (default 0)")
    topics.add_argument(
        "--seeds", metavar="N", type=int, default=10, help="models, from --seed on, that have to agree (default 10)"
    )
    topics.add_argument("--engine", metavar="E", default="cvb0", help="cvb0 (default), gensim, sklearn or nmf")
    topics.add_argument("--terms", metavar="N", type=int, default=20, help="terms written for each topic (default 20)")
    _counted(topics, min_df=2, max_df=0.5)
    network = command("cooccurrence", _cooccurrence, "terms that stand together more often than chance", pages=True)
    network.add_argument(
        "--window",
        metavar="W",
        default="sentence",
        help="sentence, paragraph, article, or a number of tokens (default sentence)",
    )
    network.add_argument(
        "--min-count", metavar="N", type=int, default=3, help="windows that a pair shares at least (default 3)"
    )
    network.add_argument(
        "--max-q", metavar="Q", type=float, default=0.05, help="false discovery rate of the network's edges"
    )
    network.add_argument(
        "--max-nodes", metavar="N", type=int, default=300, help="terms in the network at most (default 300)"
    )
    network.add_argument("--terms", metavar="FILE", type=Path, help="count only these: one `term <tab> class` a line")
    network.add_argument(
        "--classes",
        metavar="CLASS,…",
        help="count only terms of the project's lexicons: place, water, organisation, policy, theme",
    )
    network.add_argument("--across", action="store_true", help="only pairs of two classes, as themes × places")
    network.add_argument(
        "--backbone", metavar="ALPHA", type=float, help="keep the edges that the disparity filter keeps"
    )
    network.add_argument("--seed", metavar="N", type=int, default=0, help="start of the random numbers (default 0)")
    _counted(network)
    ledger = command(
        "ledger", _ledger, "hold each target against later reports: one row a target (CSV, or XLSX, JSONL by the file's name)",
        pages=True,
    )  # fmt: skip
    ledger.add_argument("--as-of", metavar="DATE", help="leave out what was told later (YYYY[-MM[-DD]])")
    ledger.add_argument("--date", metavar="YYYY[-MM[-DD]]", help="date of documents that tell none")
    ledger.add_argument(
        "--synonyms", metavar="FILE", type=Path, help="further names of indicators (TSV: name, better, also)"
    )
    ledger.add_argument(
        "--decisions", metavar="FILE", type=Path, help="a file of --near-misses in which the column same says yes or no"
    )
    ledger.add_argument(
        "--near-misses", metavar="FILE", type=Path, help="write the pairs that were all but linked (TSV)"
    )
    ledger.add_argument("--links", metavar="FILE", type=Path, help="write every link, with its score and why (CSV)")
    report = command("report", _report, "run the notebooks on a corpus and build a report folder")
    report.add_argument("--corpus", metavar="PATH", default="sample", help="default: the sample corpus")
    report.add_argument("--out", metavar="DIR", type=Path, help="default: reports/<corpus name>")
    report.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="a notebook parameter")
    report.add_argument("--only", metavar="NOTEBOOK", action="append", default=[], help="by name or number")
    report.add_argument("--jobs", metavar="N", type=int, default=2, help="notebooks at a time (default 2)")
    verify = command("verify", _verify, "build a report again and compare its tables byte for byte")
    verify.add_argument("dir", metavar="DIR", type=Path)
    verify.add_argument("--corpus", metavar="PATH", type=Path, help="where the pages are now, if they have moved")
    diff = command("diff", _diff, "what changed between two reports: pages, parameters, versions, tables")
    diff.add_argument("old", metavar="DIR1", type=Path)
    diff.add_argument("new", metavar="DIR2", type=Path)
    command("doctor", _doctor, "say what is installed, what is missing, and what mends it")
    return parser


def _counted(sub: argparse.ArgumentParser, *, min_df: int = 1, max_df: float = 1.0) -> None:
    """Add what every count of terms asks for."""
    sub.add_argument("--dict", metavar="FILE", type=Path, help="user dictionary: one `word [frequency] [tag]` a line")
    sub.add_argument(
        "--min-df",
        metavar="N",
        type=int,
        default=min_df,
        help=f"articles that a term stands in at least (default {min_df})",
    )
    sub.add_argument(
        "--max-df",
        metavar="SHARE",
        type=float,
        default=max_df,
        help=f"share of articles that it stands in at most (default {max_df})",
    )
    sub.add_argument(
        "--drop-reprints", action="store_true", help="leave out articles that stand for the most part in another one"
    )


def _articles(call: argparse.Namespace) -> int:
    from corpusutils.pages import segment_page, stories
    from corpusutils.pages.segment import explain_page

    if call.explain:
        rows = (e for page in _pages(call) for e in explain_page(page))
        lines = (f"{e.page}\t{e.line}\t{e.article}\t{e.role}\t{e.text}\t{e.why}\n" for e in rows)
        _write_text(call.out, chain(["page\tline\tarticle\trole\ttext\twhy\n"], lines))
        return DONE
    also = frozenset(["full_width_punctuation"] if call.full_width else [])
    if call.stories:
        metadata: dict[str, dict[str, str]] = {}
        found: list[Article] = []
        for page in _pages(call):
            metadata[page.name] = page.metadata
            found += segment_page(page, also=also)
        _write_records(call.out, (story.record() for story in stories(found, metadata)), title="stories")
        return DONE
    records = (article.record() for article in _articles_of(call, also=also))
    _write_records(call.out, records, title="articles")
    return DONE


NAMED = 5
"""How many pages a warning names."""


def _noting_undated(articles: Iterable[Article], date: str | None) -> Iterator[Article]:
    """Yield articles, and name the pages of which nothing tells the year, so that 今年 and 年底 can't be resolved there."""
    undated: dict[str, None] = {}
    for article in articles:
        if not date and article.date is None and article.year is None:
            undated[article.page] = None
        yield article
    if undated:
        logging.warning(
            "nothing tells the year of %d pages, so that 今年 and 年底 stay open there (%s); give dates in manifest.csv or by --date",
            len(undated),
            ", ".join([*list(undated)[:NAMED], *["…"] * (len(undated) > NAMED)]),
        )


def _targets(call: argparse.Namespace) -> int:
    from corpusutils.pages.article import to_jsonl
    from corpusutils.pages.dates import check_date
    from corpusutils.targets import Rejected, extract_targets

    date = check_date(call.date) if call.date else None
    articles = _noting_undated(_articles_of(call), date)
    rejected: list[Rejected] | None = [] if call.rejected else None
    records = extract_targets(articles, date=date, rejected=rejected, keep_passing=call.keep_passing)
    _write_records(call.out, (record.record() for record in records), title="targets")
    if rejected is not None:
        _write_text(call.rejected, to_jsonl(r.record() for r in rejected))
    return DONE


def _keywords(call: argparse.Namespace) -> int:
    from corpusutils.analysis.counts import count_terms
    from corpusutils.analysis.groups import group_articles
    from corpusutils.analysis.keyness import keyness_table
    from corpusutils.analysis.keywords import tfidf_of_groups
    from corpusutils.targets.homes import homes
    from corpusutils.words.dictionary import read_list

    terms = read_list(call.terms, "term list").split() if call.terms else None
    articles, metadata, tokens = _content(call)
    counts = count_terms(tokens, min_df=call.min_df, max_df=call.max_df)
    places = homes(articles) if call.by == "place" else None
    groups = group_articles(articles, call.by, metadata=metadata, places=places)
    table = keyness_table(counts, groups, reference=call.against, terms=terms)
    if alone := sorted(set(table.loc[table["docs"] == 1, "group"])) if call.by not in ("doc", "page") else []:
        logging.warning("one article alone stands for %s: its keywords are that article's", ", ".join(alone))
    table = table.merge(tfidf_of_groups(counts, groups), on=["group", "term"], how="left")
    table = _leading(table, "group", "term", "count", "df", "tfidf", "llr", "log_ratio", "p", "q")
    _write_table(call.out, table, bom=call.bom, float_format="%.6g", title="keywords", frozen=2)
    return DONE


def _topics(call: argparse.Namespace) -> int:
    import json
    import time

    from corpusutils.analysis.counts import count_terms
    from corpusutils.analysis.topic_choice import choose_topics, fit_size
    from corpusutils.show.topic_tables import topic_outputs

    if call.k != "auto" and not call.k.isdigit():
        raise ParameterError(f"--k is {call.k!r}; give a whole number from 2, or auto")
    if call.terms < 1:
        raise ParameterError(f"--terms is {call.terms}; give a whole number from 1")
    _needs_folder(call.out)
    begin = time.perf_counter()
    articles, _, tokens = _content(call)
    counts = count_terms(tokens, min_df=call.min_df, max_df=call.max_df)
    settings = {"seed": call.seed, "seeds": call.seeds, "engine": call.engine}
    choice = (
        choose_topics(counts, tokens, **settings)
        if call.k == "auto"
        else fit_size(counts, tokens, num_topics=int(call.k), **settings)
    )
    outputs = topic_outputs(choice, articles, tokens, terms=call.terms)
    seconds = {"seconds": round(time.perf_counter() - begin, 2)}
    with _folder(call.out) as out:
        for name, table in outputs.tables.items():
            table.to_csv(out / f"{name}.csv", index=False, lineterminator="\n", float_format="%.6g")
        (out / "topics.html").write_text(outputs.viewer, encoding="utf-8", newline="\n")
        (out / "model.json").write_text(
            json.dumps(outputs.facts | seconds, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    for doc in choice.best.model.empty:
        logging.warning("%s holds no counted term: its rows in doc_topics.csv are empty", doc)
    return DONE


def _cooccurrence(call: argparse.Namespace) -> int:
    from corpusutils.analysis.cooccurrence import cooccurrence_table, own_classes, passages, read_classes
    from corpusutils.analysis.networks import cooccurrence_network, edge_table, node_table
    from corpusutils.show.network_files import write_network
    from corpusutils.show.network_page import network_page
    from corpusutils.words.table import with_paragraphs

    _needs_folder(call.out)
    window = int(call.window) if call.window.lstrip("-").isdigit() else call.window
    classes = (
        read_classes(call.terms) if call.terms else own_classes(*call.classes.split(",")) if call.classes else None
    )
    articles, _, tokens = _content(call, named=classes)
    if window == "paragraph":
        tokens = with_paragraphs(tokens, articles)
    edges = cooccurrence_table(
        tokens, window=window, min_count=call.min_count, min_df=call.min_df, classes=classes, across=call.across
    )
    graph = cooccurrence_network(edges, max_q=call.max_q, max_nodes=call.max_nodes, alpha=call.backbone, seed=call.seed)
    if not graph:
        logging.warning("no pair attracts with q up to %g: the network is empty", call.max_q)
    evidence = passages(edge_table(graph), tokens, articles, window=window)
    edges = _leading(edges, "source", "target", "weight", "npmi", "llr", "p", "q")
    with _folder(call.out) as out:
        edges.to_csv(out / "edges.csv", index=False, lineterminator="\n", float_format="%.6g")
        node_table(graph).to_csv(out / "nodes.csv", index=False, lineterminator="\n")
        evidence.to_csv(out / "evidence.csv", index=False, lineterminator="\n")
        write_network(graph, out, evidence=evidence, seed=call.seed)
        page = network_page(graph, evidence, title=f"Terms that attract each other ({call.path.name})", seed=call.seed)
        (out / "network.html").write_text(page, encoding="utf-8", newline="\n")
    return DONE


def _leading(table: pd.DataFrame, *first: str) -> pd.DataFrame:
    """Return a table with these columns first."""
    return table[[*first, *(name for name in table.columns if name not in first)]]


def _content(
    call: argparse.Namespace, *, named: Iterable[str] | None = None
) -> tuple[list[Article], dict[str, dict[str, str]], pd.DataFrame]:
    """Return the articles of a call, their pages' metadata, and the tokens that carry content or are `named`."""
    from corpusutils.analysis.similarity import find_reprints
    from corpusutils.pages import segment_page
    from corpusutils.words import Segmenter, token_table
    from corpusutils.words.stopwords import load_stopwords
    from corpusutils.words.table import content_tokens

    articles, metadata = [], {}
    for page in _pages(call):
        metadata[page.name] = page.metadata
        articles += segment_page(page)
    tokens = token_table(articles, segmenter=Segmenter(call.dict))
    repeated = find_reprints(articles)
    if call.drop_reprints:
        tokens = tokens[~tokens["doc"].isin(repeated["doc"])]
    elif len(repeated):
        first = repeated.iloc[0]
        logging.warning(
            "%d articles stand for the most part in another one (%s in %s), so that their words count twice; --drop-reprints leaves them out",
            repeated["doc"].nunique(), first["doc"], first["original"],
        )  # fmt: skip
    content = content_tokens(tokens, stopwords=load_stopwords())
    if named is not None:
        content = tokens[tokens.index.isin(content.index) | tokens["token"].isin(list(named))]
    return articles, metadata, content


def _ledger(call: argparse.Namespace) -> int:
    from corpusutils.pages.article import to_jsonl
    from corpusutils.show.tables import PASTEL
    from corpusutils.targets.ledger import ledger_of, ledger_records, ledger_table, links_table, near_misses_table

    articles = _noting_undated(_articles_of(call), call.date)
    made = ledger_of(articles, as_of=call.as_of, date=call.date, synonyms=call.synonyms, decisions=call.decisions)
    table = ledger_table(made)
    if call.out and call.out.suffix.lower() == ".jsonl":
        _write_text(call.out, to_jsonl(ledger_records(table)))
    else:
        _write_table(call.out, table, title="ledger", frozen=3, fills={"status": PASTEL})
    if call.near_misses:
        _write_text(call.near_misses, [near_misses_table(made).to_csv(index=False, sep="\t", lineterminator="\n")])
    if call.links:
        _write_text(call.links, [links_table(made).to_csv(index=False, lineterminator="\n")])
    return DONE


def _words(call: argparse.Namespace) -> int:
    from corpusutils.words import Segmenter, token_table, write_tokens
    from corpusutils.words.imported import ImportedSegmentation
    from corpusutils.words.protected import CLASSES, WHOLE

    if call.jobs < 1:
        raise ParameterError(f"--jobs is {call.jobs}; it is a whole number from 1")
    named = {"default": WHOLE, "all": CLASSES, "none": ()}
    whole = named[call.whole] if call.whole in named else call.whole.split(",")
    segmenter = Segmenter(call.dict, whole=whole, simplify=call.simplify)
    for word, why in segmenter.idle_entries():
        logging.warning("the dictionary's entry %s has no effect: it %s", word, why)
    as_text = call.out is None or call.out.suffix.lower() in (".csv", ".xlsx")
    if not as_text and not call.tokens:
        with _replacing(call.out) as temporary:
            write_tokens(_pages(call), temporary, segmenter=segmenter, jobs=call.jobs)
        return DONE
    articles = list(_articles_of(call))
    imported = ImportedSegmentation(call.tokens) if call.tokens else None
    table = (imported.table if imported else token_table)(articles, segmenter=segmenter)
    if as_text:
        _write_table(call.out, table, title="words", frozen=2)
        return DONE
    with _replacing(call.out) as temporary:
        table.to_parquet(temporary, index=False)
    return DONE


def _report(call: argparse.Namespace) -> int:
    from corpusutils.report.run import build_report

    corpus = call.corpus if call.corpus == "sample" else Path(call.corpus).resolve()
    folder = build_report(corpus=corpus, out=call.out, settings=call.set, only=call.only, jobs=call.jobs)
    print(folder / "index.html")
    return DONE


def _verify(call: argparse.Namespace) -> int:
    from corpusutils.report.verify import verify_report

    verdict = verify_report(call.dir, corpus=call.corpus)
    for line in verdict.differences:
        print(line)
    print(f"{len(verdict.same)} tables are the same, {len(verdict.differences)} differences")
    return FAILED if verdict.differences else DONE


def _diff(call: argparse.Namespace) -> int:
    from corpusutils.report.diff import diff_reports

    for line in list(diff_reports(call.old, call.new)):
        print(line)
    return DONE


def _doctor(call: argparse.Namespace) -> int:
    from corpusutils.doctor import examine

    findings = list(examine())
    for well, line in findings:
        print(f"{'ok     ' if well else 'MISSING'} {line}")
    return DONE if all(well for well, _ in findings) else FAILED


def _pages(call: argparse.Namespace) -> Iterator[RawPage]:
    from corpusutils.pages import read_pages
    from corpusutils.progress import watched

    def name_fault(line: str) -> None:
        print(f"corpusutils: left out {line}", file=sys.stderr)

    return watched(read_pages(call.path, on_fault=name_fault if call.keep_going else None), label="pages")


def _articles_of(call: argparse.Namespace, *, also: frozenset[str] = frozenset()) -> Iterator[Article]:
    """Return the articles of all pages that a command is called for; `also` names optional repairs."""
    from corpusutils.pages import segment_page

    return (article for page in _pages(call) for article in segment_page(page, also=also))


class _replacing:
    """Write to a temporary file beside the target, and put it in the target's place only when all went well."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __enter__(self) -> Path:
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{self.target.name}.", dir=self.target.parent)
        except OSError as error:
            raise OutputError(f"{self.target} can't be written: {error.strerror}") from error
        os.close(handle)
        self.temporary = Path(name)
        return self.temporary

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            self.temporary.chmod(0o644)
            try:
                self.temporary.replace(self.target)
            except OSError as failure:
                self.temporary.unlink(missing_ok=True)
                raise OutputError(f"{self.target} can't be written: {failure.strerror}") from failure
            return
        self.temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, CorpusError):
            raise RunError(f"writing {self.target} failed: {error}; nothing was replaced") from error


def _needs_folder(target: Path | None) -> None:
    if target is None:
        raise ParameterError("this command writes several files: name their folder with --out DIR")
    if target.is_file():
        raise ParameterError(f"{target} is a file, but this command writes several: name a folder")


@contextmanager
def _folder(target: Path) -> Iterator[Path]:
    """Fill a temporary folder beside the target, and move its files into the target only when all went well."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=target) as place:
            yield Path(place)
            for made in sorted(Path(place).iterdir()):
                made.replace(target / made.name)
    except OSError as error:
        if isinstance(error, CorpusError):
            raise
        raise OutputError(f"{target} can't be written: {error.strerror or error}") from error


SHEET_ROWS, CELL_CHARACTERS = 1_048_575, 32_767
"""What an Excel sheet holds below its header, and one of its cells."""


def _write_records(target: Path | None, records: Iterable[dict[str, Any]], *, title: str) -> None:
    """Write records as JSON lines, or as a table that Excel opens where the file's name ends in .csv or .xlsx."""
    from corpusutils.pages.article import to_jsonl

    if target is None or target.suffix.lower() not in (".csv", ".xlsx"):
        _write_text(target, to_jsonl(records))
        return
    import pandas as pd  # JSON lines do without

    cells = ({k: _cell(v) for k, v in record.items()} for record in records)
    _write_table(target, pd.DataFrame(cells), bom=True, title=title, frozen=2)


def _cell(value: object) -> object:
    """Return a value as a table's cell holds it: lists and objects as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict) else value


def _write_table(
    target: Path | None, table: pd.DataFrame, *, bom: bool = False, float_format: str | None = None, **sheet: Any
) -> None:
    """Write a table as CSV, or as an Excel workbook where the file's name says so; `sheet` says how that looks."""
    from corpusutils.show.tables import write_workbook

    if target is not None and target.suffix.lower() == ".xlsx":
        longest = max((len(v) for v in table.to_numpy().ravel() if isinstance(v, str)), default=0)
        if len(table) > SHEET_ROWS or longest > CELL_CHARACTERS:
            raise ParameterError(
                f"{target}: {len(table):,} rows and {longest:,} characters in one cell; an Excel sheet holds {SHEET_ROWS:,} "
                f"and {CELL_CHARACTERS:,}. Name a file that ends in .csv instead"
            )
        with _replacing(target) as temporary:
            write_workbook(table, temporary, **sheet)
        return
    text = table.to_csv(index=False, lineterminator="\n", float_format=float_format)
    _write_text(target, ["\ufeff" * bom, text])


def _write_text(target: Path | None, parts: Iterable[str]) -> None:
    """Write parts to a file in one step, or to standard output once they are all there.

    Standard output is written last because input that turns out unusable halfway must leave nothing behind.
    """
    if target is None:
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as spool:
            spool.writelines(parts)
            spool.seek(0)
            for line in spool:
                sys.stdout.write(line)
        return
    with _replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
