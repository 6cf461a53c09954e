"""Cut a raw page into articles: blocks of lines, a kind for each block, articles from the kinds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from corpusutils.pages.article import Article
from corpusutils.pages.dates import article_date, date_of_name, page_year
from corpusutils.pages.raw import RawPage
from corpusutils.pages.repair import join_lines, repair
from corpusutils.pages.traced import Repair, TracedText

SOURCE = re.compile(r"^\s*((?:本刊|本报)(?:讯|[\u4e00-\u9fff]{0,4}(?:电|消息|综合消息)))")
CLOSER = re.compile(r"[（(]\s*[\u4e00-\u9fff]{2,4}(?:[\s、]+[\u4e00-\u9fff]{2,4}){0,4}\s*[）)]\s*$")
BYLINE = re.compile(
    r"^\s*[■姻]?\s*(?:(?:本刊|本报|[\u4e00-\u9fff]{2,5}(?:日报|晚报))?(?:实习|首席)?(?:记者|通讯员|通迅员)|文/|图/|摄影[:：])[\s:：]?\s*\S{1,4}(?:\s|$)"
)
JUMP = re.compile(r"[（(]\s*(上接|下转)\s*(?:第\s*)?([A-Z]?\d{1,2})\s*版\s*[）)]|[（(]相关内容详见[^）)]*[）)]")
CAPTION = re.compile(r"(?:摄|图为|资料图片|供图)[）)]?\s*$|^图为|^\S{0,12}(?:摄影|摄)[:：]?\S{0,6}$")
MARKDOWN = re.compile(r"^\s*#{1,6}\s*")
IMAGE = re.compile(r"^\s*(?:!\[[^\]]*\]\([^)]*\)|<img[^>]*>|\[?(?:图片|image)\]?)\s*$", re.I)
NOTE = re.compile(r"^\s*(?:编者按|开栏的话|核心提示|导读)")
TERMINAL = "。！？；…”」』）)"
SENTENCE = re.compile(r"[。！？；]")
REPORT = re.compile(r"各位代表[:：]|政府工作报告|^第[一二三四五六七八九十百]+[章条]\s", re.M)


@dataclass
class Block:
    """A run of lines that stand together, with its kind (`body` or a role of the guide)."""

    first: int
    last: int
    kind: str
    lines: list[tuple[int, str]]
    closes: bool = False
    """Whether a paragraph ends with this block, whatever its last character."""

    @property
    def text(self) -> str:
        """The block's lines joined without line ends."""
        return "".join(line.strip() for _, line in self.lines)


@dataclass
class Draft:
    """An article in the making."""

    blocks: list[Block] = field(default_factory=list)
    closed: bool = False

    def has(self, kind: str) -> bool:
        """Tell whether a block of this kind is already there."""
        return any(b.kind == kind for b in self.blocks)


def segment_page(page: RawPage) -> list[Article]:
    """Cut a page into articles, in the order of their first lines.

    A page without any sign of the press (source formula, byline, closing name, jump line), or one that
    announces itself as a report, is a plain document and stays one article.
    """
    blocks = list(_blocks(page.lines))
    if is_plain_document(page):
        drafts = [Draft(_document_blocks(page.lines))] if blocks else []
    else:
        drafts = _assemble(blocks)
    drafts.sort(key=lambda d: min(b.first for b in d.blocks))
    return [_finish(page, f"a{n:02d}", draft) for n, draft in enumerate(drafts, start=1)]


def is_plain_document(page: RawPage) -> bool:
    """Tell whether a page is one document (a report, a decree) and not a newspaper page."""
    signs = sum(
        bool(SOURCE.match(line) or BYLINE.match(line) or CLOSER.search(line) or JUMP.search(line))
        for line in page.lines
    )
    return signs == 0 or (signs < 3 and bool(REPORT.search(page.text[:2000])))


def _document_blocks(lines: list[str]) -> list[Block]:
    """Return a plain document's lines, the first as its headline; a line is a paragraph unless lines are hard-wrapped."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    width = max(len(line.strip()) for _, line in filled)
    full = sum(len(line.strip()) >= width - 2 for _, line in filled)
    wrapped = full >= 0.4 * len(filled) > 2
    titled = len(filled) > 1 and not SENTENCE.search(filled[0][1])
    blocks = [Block(number, number, "body", [(number, line)]) for number, line in filled]
    blocks[0].kind = "headline" if titled else "body"
    for block in blocks:
        block.closes = not wrapped
    return blocks


def _blocks(lines: list[str]) -> Iterator[Block]:
    lengths = Counter(len(line.strip()) for line in lines if len(line.strip()) > 6)
    width = max((n for n, c in lengths.items() if c >= max(3, sum(lengths.values()) // 50)), default=40)
    run: list[tuple[int, str]] = []

    def flush() -> Iterator[Block]:
        if run:
            yield from _split_run(list(run), width)
            run.clear()

    vertical: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text and len(text) <= 3 and not SENTENCE.search(text):
            yield from flush()
            vertical.append((number, line))
            continue
        if text and vertical:
            yield from _vertical(vertical)
            vertical = []
        if not text:
            yield from flush()
        else:
            run.append((number, line))
    yield from flush()
    yield from _vertical(vertical)


def _vertical(lines: list[tuple[int, str]]) -> Iterator[Block]:
    if lines:
        kind = "headline" if len(lines) >= 3 else "noise"
        yield Block(lines[0][0], lines[-1][0], kind, list(lines))


def _split_run(run: list[tuple[int, str]], width: int) -> Iterator[Block]:
    """Cut a run of non-blank lines where its kind changes, at an opener and after a closer."""
    current: Block | None = None
    for index, (number, line) in enumerate(run):
        following = run[index + 1][1] if index + 1 < len(run) else None
        kind = _kind(line, current.kind if current else None, following, width)
        starts = bool(SOURCE.match(line))
        if current and kind == current.kind and not starts and not CLOSER.search(current.lines[-1][1]):
            current.lines.append((number, line))
            current.last = number
        else:
            if current:
                yield current
            current = Block(number, number, kind, [(number, line)])
    if current:
        yield current


def _kind(line: str, before: str | None, following: str | None, width: int) -> str:
    text = line.strip()
    if IMAGE.match(text) or not re.search(r"[\u4e00-\u9fffA-Za-z0-9]", text):
        return "noise"
    if JUMP.fullmatch(text):
        return "jump"
    if BYLINE.match(text) and len(text) <= 40 and not SENTENCE.search(text):
        return "byline"
    if NOTE.match(text):
        return "note"
    if MARKDOWN.match(line):
        return "headline"
    if SOURCE.match(text) or SENTENCE.search(text) or CLOSER.search(text):
        return "caption" if CAPTION.search(text) and len(text) < 60 and not CLOSER.search(text) else "body"
    if CAPTION.search(text) and len(text) <= 40:
        return "caption"
    if before == "body":
        return "body"
    if following is not None and len(text) >= 0.8 * width and SENTENCE.search(following):
        return "body"
    if len(text) > 45 or (re.search(r"[，,]", text) and len(text) >= width * 0.9):
        return "body"
    return "headline"


def _assemble(blocks: list[Block]) -> list[Draft]:
    drafts: list[Draft] = []
    pending: list[Block] = []
    current: Draft | None = None
    for block in blocks:
        if block.kind == "headline":
            pending.append(block)
            continue
        if block.kind in ("byline", "caption", "note", "noise", "jump"):
            if current and not current.closed and not pending:
                current.blocks.append(block)
            else:
                pending.append(block)
            continue
        opens = bool(SOURCE.match(block.text))
        titled = any(b.kind == "headline" for b in pending)
        if current is None or current.closed or opens or (titled and any(b.kind == "byline" for b in pending)):
            if current and not current.has("headline") and opens and titled:
                current.blocks += pending
                pending = []
            current = Draft()
            drafts.append(current)
            current.blocks += pending
        else:
            for b in pending:
                b.kind = "subhead" if b.kind == "headline" and current.has("headline") else b.kind
            current.blocks += pending
        pending = []
        current.blocks.append(block)
        current.closed = bool(CLOSER.search(block.text))
    if pending:
        if not drafts:
            drafts.append(Draft())
        drafts[-1].blocks += pending
    return drafts


def _finish(page: RawPage, name: str, draft: Draft) -> Article:
    blocks = sorted(draft.blocks, key=lambda b: b.first)
    log: list[Repair] = []

    def traced(block: Block) -> list[TracedText]:
        starts = page.line_starts
        return [TracedText.of(page.text, starts[n - 1], starts[n - 1] + len(line)) for n, line in block.lines]

    def joined(kind: str) -> list[str]:
        texts = []
        for block in blocks:
            if block.kind == kind:
                text, repairs = repair(join_lines(traced(block)), keep_spaces=True)
                log.extend(repairs)
                texts.append(MARKDOWN.sub("", text.text))
        return texts

    headlines = joined("headline")
    paragraphs: list[TracedText] = []
    closed = False
    for block in blocks:
        if block.kind == "body":
            for paragraph in _paragraphs(traced(block)):
                fixed, repairs = repair(paragraph)
                log.extend(repairs)
                if (
                    paragraphs
                    and not closed
                    and paragraphs[-1].text[-1:] not in TERMINAL
                    and fixed.text[:1] not in "“《（"
                ):
                    paragraphs[-1] = TracedText.join([paragraphs[-1], fixed])
                else:
                    paragraphs.append(fixed)
            closed = block.closes
    body = TracedText.join(paragraphs, "\n")
    told = page.metadata
    page_date = told.get("date") or date_of_name(page.name)
    date, rule = article_date(body.text, page_date=page_date, year=page_year(page.text, page_date))
    source = SOURCE.match(body.text)
    jump = None
    for match in JUMP.finditer("\n".join(b.text for b in blocks)):
        if match[1]:
            jump = {"to" if match[1] == "下转" else "from": match[2]}
    bylines = joined("byline")
    return Article(
        page=page.name,
        id=name,
        headline=" ".join(headlines),
        body=body.text,
        lines=tuple((b.first, b.last, b.kind) for b in blocks),
        kicker=headlines[0] if len(headlines) > 1 and len(headlines[0]) < len(headlines[1]) else None,
        subheads=tuple(joined("subhead")),
        byline=" ".join(bylines) or None,
        source=source[1] if source else None,
        date=date,
        date_rule=rule,
        place=told.get("place"),
        jump=jump,
        repairs=tuple((*page.place_of(r.offset), r) for r in sorted(log, key=lambda r: r.offset)),
        body_origin=body.origin,
        body_lines=np.where(body.origin < 0, 0, np.searchsorted(page.line_starts, body.origin, side="right")).astype(
            np.int32
        ),
    )


def _paragraphs(lines: list[TracedText]) -> Iterator[TracedText]:
    """Join hard-wrapped lines; a long line that ends a sentence is a paragraph by itself."""
    width = max(len(line.text.rstrip()) for line in lines)
    run: list[TracedText] = []
    for line in lines:
        run.append(line)
        text = line.text.rstrip()
        if text[-1:] in TERMINAL and (len(text) < width - 2 or width > 60):
            yield join_lines(run)
            run = []
    if run:
        yield join_lines(run)
