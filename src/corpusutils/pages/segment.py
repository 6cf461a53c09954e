"""Cut a raw page into articles: lines get roles, fragments and titles become articles, and the text is repaired."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.article import Article
from corpusutils.pages.assemble import assemble
from corpusutils.pages.dates import article_date, date_of_masthead, date_of_name
from corpusutils.pages.lines import OFFICE, PageLines, count_marks, read_lines
from corpusutils.pages.raw import RawPage
from corpusutils.pages.repair import join_lines, repair
from corpusutils.pages.roles import EDGE, Roles, assign_roles
from corpusutils.pages.titles import Draft
from corpusutils.pages.traced import Repair, TracedText
from corpusutils.pages.years import page_month, page_year

PRESS_BUT_BRACKETS = ("opener", "byline", "jump", "jump_from", "jump_to")
PRESS = (*PRESS_BUT_BRACKETS, "closer", "name_in_brackets")
ANSWERS = re.compile(rf"[（(][^（()）]*{OFFICE}[）)]$")
"""How a line ends that tells which office answers for it: （市教育局、市财政局）."""
POINTS = 3
"""Numbered points that an official text has at least."""
REPORT = re.compile(
    r"各位代表[:：]|^[^，。；：“”\n]{0,24}政府工作报告[^，。；：“”\n]{0,24}$|^第[一二三四五六七八九十百]+[章条][ \u3000]",
    re.M,
)
SOURCE = re.compile(
    r"(?:\s*（[\u4e00-\u9fff 、]{2,16}）)?\s*((?:本刊|本报|本网|新华社|[\u4e00-\u9fff]{2,6}[日晚时周]报)[^，。\s]{0,8}?(?:讯|电|消息|综合报道)"
    r"|(?:本刊|本报|本网)(?:实习|首席|见习|特约)?记者[ \u3000]*(?:[\u4e00-\u9fff]{2,4}[ \u3000、]*){1,4}(?:综合|现场)?报道)"
)
JUMP = re.compile(r"(上接|紧接|下转|转)[^版A-Za-z\d]{0,4}([A-Za-z]?\d{1,2})[^版]{0,2}版")
DASH = re.compile(r"[—―－-]{2,}")
MARKDOWN = re.compile(r"^\s*#{1,6}\s*")
CLOSING_START = re.compile(r"[”’》）)，。、；：％%]|(?:[万亿]|个?百分点|平方米|立方米|公里)(?![\u4e00-\u9fff]{0,12}$)")
OPEN_END = "“‘《（(、，"
FIGURE = re.compile(r"[A-Za-z0-9.]{1,8}")
FIGURE_END = string.ascii_letters + string.digits + "."
SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)")
NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|第[一二三四五六七八九十百]+[章节条]|（[一二三四五六七八九十]+）|\d+[.、]"
)
SENTENCE_LONG = 20
"""Characters from which a line of a document that ends in a figure is no heading."""
SHORT = 12
"""Characters from which a sentence that stands twice is a reprint."""
ALIKE = 2.5
"""Up to so many characters the lines of a wrapped title differ; a kicker and its headline differ by more."""
NARROW = 28
"""Widest column of a newspaper page, in characters."""


@dataclass(frozen=True)
class Explanation:
    """Why a raw line was read as it was: its article (`-` for none), its role, and what spoke for both."""

    page: str
    line: int
    article: str
    role: str
    text: str
    why: str


def segment_page(page: RawPage, *, also: frozenset[str] = frozenset()) -> list[Article]:
    """Cut a page into articles, in the order of their first lines.

    `also` names optional repairs, such as `full_width_punctuation`.

    A page without any sign of the press (source formula, byline, closing name, jump line) that is not set in narrow
    columns, or one that announces itself as a report, is a plain document and stays one article.
    """
    lines = read_lines(page)
    if not len(lines):
        return []
    drafts, _ = _drafts(lines)
    page_date = page.metadata.get("date") or date_of_name(page.name)
    page_date = page_date or date_of_masthead(lines.text[:EDGE], lines.text[-EDGE:])
    year = page_year(page.text, page_date)
    month = None if page_date or len(drafts) == 1 else page_month(page.text)
    articles = [
        _finish(lines, f"a{n:02d}", draft, also, page_date=page_date, year=year, month=month)
        for n, draft in enumerate(drafts, start=1)
    ]
    if len(articles) == 1 and not articles[0].headline:  # a table's row tells its title in a column of its own
        articles = [replace(articles[0], headline=page.metadata.get("headline", ""))]
    return _mark_reprints(articles)


def explain_page(page: RawPage) -> Iterator[Explanation]:
    """Yield for every non-blank raw line what it was taken for and why."""
    lines = read_lines(page)
    if not len(lines):
        return
    drafts, roles = _drafts(lines)
    owner = {i: (f"a{n:02d}", draft) for n, draft in enumerate(drafts, start=1) for i in draft.roles}
    for i, text in enumerate(lines.text):
        article, draft = owner.get(i, ("-", None))
        role = draft.roles[i] if draft else "noise"
        why = [str(draft.reasons.get(i, "")) if draft else "", roles.reasons(i) if roles else "plain document"]
        yield Explanation(
            page.name, int(lines.number[i]), article, role, text, " | ".join(part for part in why if part)
        )


def is_plain_document(lines: PageLines) -> bool:
    """Tell whether a page is one document (a report, a decree) and not a newspaper page."""
    signs = count_marks(lines, PRESS)
    if signs and _has_points(lines):
        signs = 0  # no more than the offices in brackets that answer for a point
    if signs >= 3:
        return False
    return (signs == 0 and _narrow(lines) < 0.5) or REPORT.search(lines.page.text[:3000]) is not None


def _has_points(lines: PageLines) -> bool:
    """Tell whether a page has no sign of the press but brackets, and counts its points or names offices in all of them.

    Who answers for a point stands in such brackets.
    """
    if _narrow(lines) >= 0.5 or count_marks(lines, PRESS_BUT_BRACKETS):
        return False
    brackets = np.flatnonzero(lines.marks["closer"] | lines.marks["name_in_brackets"]).tolist()
    return int(lines.marks["numbered"].sum()) >= POINTS or all(ANSWERS.search(lines.text[i]) for i in brackets)


def _narrow(lines: PageLines) -> float:
    """Return which share of the lines stands in narrow columns."""
    return float(((lines.column > 0) & (lines.column <= NARROW)).mean())


def _drafts(lines: PageLines) -> tuple[list[Draft], Roles | None]:
    if is_plain_document(lines):
        return [_document(lines)], None
    drafts: list[Draft] = []
    roles: list[Roles] = []
    for first, last in lines.stretches():
        stretch = lines.stretch(first, last)
        roles.append(assign_roles(stretch))
        drafts += [draft.shifted(first) for draft in assemble(stretch, roles[-1])]
    return drafts, Roles.join(roles)


def _document(lines: PageLines) -> Draft:
    """Make a plain document one article; its first line is the headline unless it is a sentence."""
    draft = Draft([0], dict.fromkeys(range(len(lines)), "body"), document=True)
    if len(lines) > 1 and not lines.marks["sentence"][0]:
        draft.roles[0] = "headline"
    return draft


def _finish(
    lines: PageLines,
    name: str,
    draft: Draft,
    also: frozenset[str],
    *,
    page_date: str | None,
    year: int | None,
    month: int | None,
) -> Article:
    page = lines.page
    log: list[Repair] = []
    told = "body" if "body" in draft.roles.values() else "caption"  # a photo's story has no other text
    body = _body(lines, [i for i in draft.in_order() if draft.roles[i] == told], document=draft.document)
    body, repairs = repair(body, also=also)
    log += repairs
    texts = {role: _texts(lines, draft, role, log) for role in ("headline", "subhead", "byline")}
    date, rule = article_date(body.text, page_date=page_date, year=year, month=month)
    source = SOURCE.match(body.text)
    headlines = texts["headline"]
    return Article(
        page=page.name,
        id=name,
        headline=" ".join(headlines),
        body=body.text,
        lines=_ranges(lines, draft),
        kicker=_kicker(headlines),
        subheads=tuple(texts["subhead"]),
        byline=" ".join(texts["byline"]) or None,
        source=source[1] if source else None,
        date=date,
        date_rule=rule,
        year=year,
        place=page.metadata.get("place"),
        jump=_jump(lines, draft),
        repairs=_placed(page, sorted(log, key=lambda r: (r.offset, r.rule))),
        body_origin=body.origin,
        body_lines=_lines_of(page, body.origin),
    )


def _kicker(headlines: list[str]) -> str | None:
    """Return the small title above the main one: it leads to it (治水——) or is shorter, and no deck (——记石桥) follows."""
    if len(headlines) < 2 or DASH.match(headlines[1]):
        return None
    first, second = headlines[:2]
    return first if first[-1] in "—―" or len(first) < len(second) else None


def _placed(page: RawPage, log: list[Repair]) -> tuple[tuple[int, int, Repair], ...]:
    """Return repairs with the raw line and column of each, both from 1."""
    offset = np.array([r.offset for r in log], dtype=np.int32)
    line = _lines_of(page, offset)
    column = offset - page.line_offsets[line - 1] + 1
    return tuple(zip(line.tolist(), column.tolist(), log, strict=True))


def _lines_of(page: RawPage, origin: NDArray[np.int32]) -> NDArray[np.int32]:
    return page.line_of[origin]  # the last, 0, is that of what was inserted


def _ranges(lines: PageLines, draft: Draft) -> tuple[tuple[int, int, str], ...]:
    """Return the draft's raw line ranges as they are read: runs of neighbouring lines with one role, blank ones between included."""
    ranges: list[tuple[int, int, str]] = []
    before = -1
    for i in draft.in_order():
        role = draft.roles[i]
        number = int(lines.number[i])
        if ranges and before == i - 1 and ranges[-1][2] == role:
            ranges[-1] = (ranges[-1][0], number, role)
        else:
            ranges.append((number, number, role))
        before = i
    return tuple(ranges)


def _join(lines: PageLines, members: list[int]) -> TracedText:
    return join_lines(lines.page.text, [(lines.start[i], lines.start[i] + len(lines.text[i])) for i in members])


def _texts(lines: PageLines, draft: Draft, role: str, log: list[Repair]) -> list[str]:
    """Return the texts of one role: a title's lines of one width that touch, or a vertical headline, joined to one."""
    groups: list[list[int]] = []
    for i in (i for i, r in sorted(draft.roles.items()) if r == role):
        last = groups[-1][-1] if groups else None
        follows = last is not None and last == i - 1
        wrapped = (
            follows
            and lines.gap[i] == 0
            and role != "byline"
            and abs(lines.width[i] - lines.width[i - 1]) <= ALIKE
            and lines.marks["two_part"][i] == lines.marks["two_part"][i - 1]
        )
        if wrapped or (follows and lines.vertical[i] and lines.vertical[i - 1]):
            groups[-1].append(i)
        else:
            groups.append([i])
    texts = []
    for group in groups:
        text, repairs = repair(_join(lines, group), keep_spaces=True)
        log += repairs
        texts.append(MARKDOWN.sub("", text.text))
    return texts


def _body(lines: PageLines, members: list[int], *, document: bool) -> TracedText:
    """Join body lines to paragraphs separated by a line feed.

    A paragraph ends with a line that ends a sentence and is shorter than its column, stands before a blank line or
    an indent, or is not wrapped at all; in a `document` that is not wrapped every line is a paragraph. Everything else
    is a line that was wrapped, or a column that was cut.
    """
    wrapped = bool((lines.column[members] > 0).mean() >= 0.5) if members else False
    if document and not wrapped:
        groups = _unbroken([lines.text[i] for i in members])
        if len(groups) == len(members):
            return TracedText.of_lines([lines.text[i] for i in members], [lines.start[i] for i in members])
        return TracedText.join((_join(lines, members[a:b]) for a, b in groups), "\n")
    paragraphs: list[list[int]] = [[]]
    ends, closes, indented = (lines.marks[name] for name in ("ended", "closer", "indented"))
    for i, following in pairwise(members):
        paragraphs[-1].append(i)
        apart = following != i + 1 or lines.gap[following] > 0
        full = 0 < lines.column[i] <= lines.width[i] + 2.5
        ended = ends[i] or closes[i]
        titled = document and (_titles(lines.text[i]) or _titles(lines.text[following]))
        if (
            titled
            or (ended and (apart or not full or indented[following]))
            or (not wrapped and not apart and lines.width[i] < 40)
        ):
            paragraphs.append([])
    paragraphs[-1] += members[-1:]
    return TracedText.join((_join(lines, paragraph) for paragraph in paragraphs if paragraph), "\n")


def _titles(text: str) -> bool:
    """Tell whether a line of a document is a numbered section title: 二、2023年工作安排."""
    return len(text) <= SENTENCE_LONG and SECTION.match(text) is not None and text[-1] not in "。！？；，"


def _unbroken(texts: list[str]) -> list[tuple[int, int]]:
    """Return the lines of a document as paragraphs, first and past last, where an export broke sentences at figures.

    >>> _unbroken(["广义货币M", "2", "增长13.6%。", "一、任务", "（一）目标", "到“", "十三五", "”末"])
    [(0, 3), (3, 4), (4, 5), (5, 8)]
    """
    groups: list[tuple[int, int]] = []
    first = 0
    for n in range(1, len(texts) + 1):
        if n < len(texts):
            left, right = texts[n - 1], texts[n]
            if CLOSING_START.match(right) or left[-1] in OPEN_END:
                continue
            if left[-1] in FIGURE_END:
                token = n - 1 > first and FIGURE.fullmatch(left)
                if (token or len(left) >= SENTENCE_LONG) and not NUMBERED.match(right):
                    continue
                if FIGURE.fullmatch(right):
                    continue
        groups.append((first, n))
        first = n
    return groups


def _jump(lines: PageLines, draft: Draft) -> dict[str, str] | None:
    jumps = lines.marks["jump"] | lines.marks["jump_from"] | lines.marks["jump_to"]
    for i in np.flatnonzero(jumps).tolist():
        if i in draft.roles:
            match = JUMP.search(lines.text[i])
            if match:
                return {"from" if match[1] in ("上接", "紧接") else "to": match[2]}
    return None


def _mark_reprints(articles: list[Article]) -> list[Article]:
    """Mark sentences that the page has printed before, here or in an earlier article."""
    bodies = [article.body.replace("！", "。").replace("？", "。") for article in articles]
    sentences = "。".join("".join(body.replace("\n", "。").split()) for body in bodies).split("。")
    long = [sentence for sentence in sentences if len(sentence) >= SHORT]
    if len(set(long)) == len(long):
        return articles
    seen: set[str] = set()
    marked = []
    for article, body in zip(articles, bodies, strict=True):
        spans = []
        at = 0
        loose = any(space in body for space in " \t\u3000")
        for paragraph in body.split("\n"):
            *sentences, rest = paragraph.split("。")
            for sentence in sentences:
                end = at + len(sentence) + 1
                if loose:
                    sentence = "".join(sentence.split())
                if len(sentence) >= SHORT:
                    if sentence in seen:
                        spans.append((at, end))
                    seen.add(sentence)
                at = end
            at += len(rest) + 1
        marked.append(article.with_reprints(tuple(spans)))
    return marked
