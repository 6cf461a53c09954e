"""Lay clean articles out as a damaged page, with the exact truth of every line: for tests and for teaching."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

Line = tuple[str, str, str]
"""Text, article id (or `-`), role."""


@dataclass(frozen=True)
class CleanArticle:
    """An article before any page has damaged it. A paragraph of `body` that starts with `## ` is a subhead."""

    id: str
    headline: str
    body: tuple[str, ...]
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    source: str | None = None
    credit: str | None = None
    caption: str | None = None
    jump_to: str | None = None
    jump_from: str | None = None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> CleanArticle:
        """Return an article as the sample's texts write it down: a subhead is a paragraph `{subhead: …}`."""
        body = tuple(p if isinstance(p, str) else "## " + p["subhead"] for p in told["body"])
        plain = ("headline", "kicker", "deck", "byline", "source", "credit", "caption", "jump_to", "jump_from")
        given: dict[str, Any] = {name: told.get(name) for name in plain}
        return cls(id=told["id"], body=body, **given)


def read_texts(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the sample's texts as they are written down, one `.yaml` file a page: page → its entries."""
    loader = getattr(
        yaml, "CSafeLoader", yaml.SafeLoader
    )  # the one in C is not on every machine, and ten times as fast
    told = (yaml.load(path.read_text(encoding="utf-8"), Loader=loader) for path in sorted(folder.glob("*.yaml")))
    return {page["page"]: page for page in told}


@dataclass(frozen=True)
class Layout:
    """How a family of pages looks and what its extraction did to it.

    `width` is the column in characters (0: one line a paragraph), which with `own_widths` differs by article;
    `headline` stands `before`, `after` or in the `middle` of its article, or `vertical` (one character a line, before), or is `mixed` over the page's articles;
    where the `indent` of paragraphs is lost, their first lines are merely shorter; without `title_gap` no blank line parts it from the body. `first_line_breaks` puts the blank line of a paragraph
    behind its first line. The shares say how often a thing happens, from 0 to 1: that the end of an article stands
    in the next (`interleave`), that two stand in one another column by column (`weave`), that all but the beginning
    stands at the foot of the page (`scatter`), that a column ends within a paragraph (`column_breaks`), and that several
    blank lines stand where they mean nothing (`stray_gaps`).
    """

    name: str
    width: int = 0
    own_widths: bool = False
    indent: str = ""
    indent_lost: bool = False
    paragraph_gap: bool = True
    article_gap: int = 1
    headline: str = "before"
    title_gap: bool = True
    markdown: bool = False
    half_width: bool = False
    number_spaces: bool = False
    glyph_slips: bool = False
    quote_breaks: bool = False
    first_line_breaks: bool = False
    interleave: float = 0.0
    weave: float = 0.0
    scatter: float = 0.0
    column_breaks: float = 0.0
    stray_gaps: float = 0.0


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("clean"),
        Layout("web", article_gap=2),
        Layout("flat", half_width=True, paragraph_gap=True),
        Layout(
            "narrow",
            width=14,
            number_spaces=True,
            glyph_slips=True,
            quote_breaks=True,
            headline="after",
            column_breaks=0.5,
        ),
        Layout("vertical", width=15, number_spaces=True, headline="vertical", column_breaks=0.3),
        Layout("wrapped", width=19, paragraph_gap=False, number_spaces=True, glyph_slips=True, headline="before"),
        Layout("markdown", markdown=True, number_spaces=True, column_breaks=0.3),
        Layout("interleaved", width=18, paragraph_gap=False, headline="after", interleave=0.5, column_breaks=0.8),
    )
}

SLIPS = {"%": "豫", "Ⅰ类": "玉类", "Ⅱ类": "域类", "Ⅲ类": "芋类", "Ⅳ类": "郁类", "Ⅴ类": "吁类", "■": "姻"}
LABELLED = 0.2
"""Share of kickers that are set in brackets, as a column's label is."""
OWN_WIDTHS = 0.4
"""Share of wrapped pages whose articles are set in columns of different widths."""
MIDDLE = 0.05
"""Share of pages with titles in the middle of their articles, as on real pages (there only of articles that are signed)."""
STRAY_GAP = 3
"""Blank lines that mean nothing, where a page has such."""
UNSIGNED = 0.12
"""Share of articles that lose their source formula and byline, so that one in six has neither, as on real pages."""
PICTURES = 0.08
"""Share of articles that are a photo with a title and a long caption."""
PHOTOGRAPHERS = ("秦晓", "韩石磊", "吕青", "温若川", "郝远")
NAME_ALONE = re.compile(r"（[\u4e00-\u9fff]{2,4}）")
NO_LINE_START = "，。；：、！？”’）》〉】…%,;:"
NO_LINE_END = "“‘（《〈【"


@dataclass(frozen=True)
class SimulatedPage:
    """A rendered page: its raw text and, for each non-blank line, `(number, article, role)`."""

    text: str
    truth: tuple[tuple[int, str, str], ...] = field(default=())


def draw_layout(rng: random.Random) -> Layout:
    """Return a layout drawn at random from all that a family may be."""
    width = rng.choice([0, 0, rng.randrange(11, 23), rng.randrange(11, 23)])
    return Layout(
        name="drawn",
        width=width,
        own_widths=width > 0 and rng.random() < OWN_WIDTHS,
        indent="\u3000\u3000" if width else rng.choice(["", "\u3000\u3000"]),
        indent_lost=rng.random() < 0.7,
        paragraph_gap=rng.random() < (0.6 if width else 1.0),
        article_gap=rng.choice([1, 1, 2]),
        headline="middle"
        if rng.random() < MIDDLE
        else rng.choice(["before"] * 2 + ["after"] + (["mixed"] * 2 + ["vertical"] if width else ["mixed"])),
        title_gap=rng.random() < 0.7,
        markdown=not width and rng.random() < 0.3,
        half_width=rng.random() < 0.2,
        number_spaces=rng.random() < 0.5,
        glyph_slips=rng.random() < 0.4,
        quote_breaks=bool(width) and rng.random() < 0.4,
        first_line_breaks=bool(width) and rng.random() < 0.3,
        interleave=rng.choice([0.0, 0.0, 0.0, 0.3]),
        weave=rng.choice([0.0] * 19 + [0.3]),
        scatter=rng.choice([0.0] * 19 + [0.5]),
        column_breaks=rng.choice([0.0, 0.3, 0.8]),
        stray_gaps=rng.choice([0.0, 0.05]),
    )


def draw_articles(rng: random.Random, articles: Sequence[CleanArticle], *, tails: float = 0.06) -> list[CleanArticle]:
    """Return four to eight articles for a page; a share of them are `tails` that come from another page."""
    drawn = rng.sample(list(articles), rng.randrange(4, 9))
    drawn = [_tail(article, rng) if rng.random() < tails else article for article in drawn]
    drawn = [replace(a, source=None, byline=None) if rng.random() < UNSIGNED else a for a in drawn]
    drawn = [_picture(a, rng) if a.headline and rng.random() < PICTURES else a for a in drawn]
    return [replace(a, kicker=f"【{a.kicker}】") if a.kicker and rng.random() < LABELLED else a for a in drawn]


def _picture(article: CleanArticle, rng: random.Random) -> CleanArticle:
    """Return an article that is no more than a photo with a title and a caption of several lines."""
    text = next(paragraph for paragraph in article.body if not paragraph.startswith("## "))
    return CleanArticle(article.id, article.headline, (), caption=f"{text}姻{rng.choice(PHOTOGRAPHERS)} 摄")


def _tail(article: CleanArticle, rng: random.Random) -> CleanArticle:
    """Return what of an article stands on the page that it jumped to: no title, and a beginning within a sentence."""
    prose = [paragraph for paragraph in article.body if not paragraph.startswith("## ")]
    first, *rest = prose[-2:]
    body = (first[rng.randrange(1, max(2, len(first) - 40)) :], *rest)
    jump = rng.choice("ABCD") + str(rng.randrange(1, 5))
    return replace(article, headline="", kicker=None, deck=None, byline=None, source=None, body=body, jump_from=jump)


def simulate_page(articles: Sequence[CleanArticle], layout: Layout, *, seed: int) -> SimulatedPage:
    """Render articles in one layout; the same arguments give the same page.

    In an article that is continued elsewhere or from elsewhere the jump marker stands in the body's text.
    """
    rng = random.Random(seed)
    chunks = [_chunks(article, layout, rng) for article in articles]
    ordered = _scatter(_weave(_interleave(chunks, layout.interleave, rng), layout.weave, rng), layout.scatter, rng)
    lines: list[Line] = []
    last = None
    for owner, chunk in ordered:
        gap = layout.article_gap if owner != last and last is not None else 1 if lines else 0
        lines += [("", "-", "")] * (STRAY_GAP if layout.stray_gaps and rng.random() < layout.stray_gaps else gap)
        lines += chunk
        last = owner
    text = "\n".join(line for line, _, _ in lines) + "\n"
    truth = tuple((n, owner, role) for n, (line, owner, role) in enumerate(lines, start=1) if line.strip())
    return SimulatedPage(text, truth)


def _interleave(chunks: list[list[list[Line]]], share: float, rng: random.Random) -> list[tuple[int, list[Line]]]:
    """Order the chunks of all articles: one after another, at times the end of one behind the beginning of the next.

    That is what extraction does with two articles side by side: it reads the left column of both before the right.
    """
    ordered: list[tuple[int, list[Line]]] = []
    late: list[tuple[int, list[Line]]] = []
    for owner, article in enumerate(chunks):
        prose = [i for i, chunk in enumerate(article) if chunk[-1][2] == "body"]
        for i, chunk in enumerate(article):
            ordered.append((owner, chunk))
            if late and prose and i == prose[0]:
                ordered += late
                late = []
        if prose and owner + 1 < len(chunks) and rng.random() < share:
            parts = _cut_columns(article[prose[-1]], 1.0, rng)
            if len(parts) == 2:
                at = next(i for i, item in enumerate(ordered) if item[1] is article[prose[-1]])
                ordered[at] = (owner, parts[0])
                late = [(owner, parts[1])]
    return ordered + late


def _weave(ordered: list[tuple[int, list[Line]]], share: float, rng: random.Random) -> list[tuple[int, list[Line]]]:
    """Put two neighbouring articles into one another, two columns of each in turn, as extraction reads them."""
    owners = list(dict.fromkeys(owner for owner, _ in ordered))
    for left, right in itertools.pairwise(owners):
        if rng.random() >= share:
            continue
        places = [i for i, (owner, _) in enumerate(ordered) if owner in (left, right)]
        halves = []
        for owner in (left, right):
            mine = [ordered[i] for i in places if ordered[i][0] == owner]
            prose = [i for i, (_, chunk) in enumerate(mine) if chunk[-1][2] == "body"]
            at = prose[len(prose) // 2] if len(prose) > 1 else len(mine)
            halves.append((mine[:at], mine[at:]))
        woven = [*halves[0][0], *halves[1][0], *halves[0][1], *halves[1][1]]
        for i, item in zip(places, woven, strict=True):
            ordered[i] = item
    return ordered


def _scatter(ordered: list[tuple[int, list[Line]]], share: float, rng: random.Random) -> list[tuple[int, list[Line]]]:
    """Move what follows the beginning of some articles to the foot of the page, in another order."""
    late: dict[int, list[tuple[int, list[Line]]]] = {}
    kept = []
    seen: dict[int, int] = {}
    going = {owner for owner in dict.fromkeys(owner for owner, _ in ordered) if rng.random() < share}
    for owner, chunk in ordered:
        prose = chunk[-1][2] == "body"
        if owner in going and prose and seen.get(owner, 0) >= 2:
            late.setdefault(owner, []).append((owner, chunk))
        else:
            kept.append((owner, chunk))
        seen[owner] = seen.get(owner, 0) + prose
    return kept + [item for owner in rng.sample(sorted(late), len(late)) for item in late[owner]]


def _width(layout: Layout, rng: random.Random) -> int:
    """Return the width of an article's column: the page's, or one half to twice as wide."""
    return rng.randrange(max(11, layout.width // 2), 2 * layout.width) if layout.own_widths else layout.width


def _chunks(article: CleanArticle, layout: Layout, rng: random.Random) -> list[list[Line]]:
    """Return an article as chunks of lines that stay together; a blank line goes between chunks."""
    title = _title(article, layout)
    prose: list[list[Line]] = []
    width = _width(layout, rng)
    for paragraph in _paragraphs(article):
        if paragraph.startswith("## "):
            mark = "## " if layout.markdown else ""
            prose.append([(mark + paragraph[3:], article.id, "subhead")])
            continue
        text = _damage(paragraph, layout)
        lines = [
            (line, article.id, "byline" if NAME_ALONE.fullmatch(line) else "body")
            for line in _wrap(layout.indent + text, width)
        ]
        if layout.indent_lost:
            lines[0] = (lines[0][0].lstrip(), *lines[0][1:])
        fresh = layout.paragraph_gap or not prose or prose[-1][-1][2] != "body"
        if layout.first_line_breaks and prose and prose[-1][-1][2] == "body" and len(lines) > 2 and rng.random() < 0.5:
            prose[-1].append(lines.pop(0))
            fresh = True
        if fresh:
            prose.append([])
        prose[-1] += lines
    if layout.quote_breaks:
        prose = [part for chunk in prose for part in _cut_before_quotes(chunk)]
    prose = [part for chunk in prose for part in _cut_columns(chunk, layout.column_breaks, rng)]
    byline = [[(article.byline, article.id, "byline")]] if article.byline else []
    caption = (
        [[(line, article.id, "caption") for line in _wrap(article.caption, 0 if prose else width)]]
        if article.caption
        else []
    )
    where = rng.choice(["before", "after"]) if layout.headline == "mixed" else layout.headline
    signed = article.source or article.byline
    if (
        where == "middle"
        and signed
        and len(prose) > 1
        and not any(line[2] == "subhead" for chunk in prose for line in chunk)
    ):
        at = rng.randrange(1, len(prose))
        return [*byline, *prose[:at], *title, *prose[at:], *caption]
    if where == "after":
        return [*byline, *prose, *caption, *title]
    if not layout.title_gap and not byline and title and prose and where != "vertical":
        title, prose = title[:-1], [[*title[-1], *prose[0]], *prose[1:]]
    return [*title, *byline, *prose, *caption]


def _title(article: CleanArticle, layout: Layout) -> list[list[Line]]:
    parts = [part for part in (article.kicker, article.headline, article.deck) if part]
    if layout.headline == "vertical":
        column = [(character, article.id, "headline") for part in parts for character in part if character.strip()]
        return [column] if column else []
    if layout.width and layout.title_gap and len(parts) > 1:
        return [[(part, article.id, "headline") for part in parts]]
    mark = "## " if layout.markdown else ""
    return [[(mark + part, article.id, "headline")] for part in parts]


def _paragraphs(article: CleanArticle) -> list[str]:
    body = list(article.body)
    if article.jump_from:
        body[0] = f"（上接{article.jump_from}版）{body[0]}"
    elif article.source:
        body[0] = f"{article.source} {body[0]}"
    if article.credit:
        body[-1] += f"（{article.credit}）"
    if article.jump_to:
        body[-1] += f"（下转{article.jump_to}版）"
    return body


def _damage(text: str, layout: Layout) -> str:
    if layout.glyph_slips:
        for good, slip in SLIPS.items():
            text = text.replace(good, slip)
    if layout.half_width:
        text = text.translate(str.maketrans("，；：", ",;:"))
    if layout.number_spaces:
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", " ", text)
    return text


def _wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` characters as a typesetter does: no number is cut, no mark starts a line."""
    if not width:
        return [text]
    units = re.findall(r"[A-Za-z0-9.]+%?|.", text)
    lines, line = [], ""
    for unit in units:
        full = len(line) + len(unit) > width
        if full and unit[0] not in NO_LINE_START and line.strip():
            carried = ""
            while line and line[-1] in NO_LINE_END:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line.rstrip())
            line = carried
            unit = unit.lstrip()
        line += unit
    return [*lines, line] if line.strip() else lines


def _cut_before_quotes(chunk: list[Line]) -> list[list[Line]]:
    """Cut where a line starts with an opening quote, as extraction does with hanging punctuation."""
    parts: list[list[Line]] = []
    for line in chunk:
        if not parts or line[0].startswith("“"):
            parts.append([])
        parts[-1].append(line)
    return parts


def _cut_columns(chunk: list[Line], share: float, rng: random.Random) -> list[list[Line]]:
    """Cut a long run of lines into two columns, or a long line where a column ended, often within a sentence."""
    if len(chunk) == 1 and len(chunk[0][0]) > 80 and rng.random() < share:
        text, owner, role = chunk[0]
        at = rng.randrange(20, len(text) - 20)
        return [[(text[:at], owner, role)], [(text[at:], owner, role)]]
    if len(chunk) < 6 or rng.random() >= share:
        return [chunk]
    at = rng.randrange(2, len(chunk) - 2)
    return [chunk[:at], chunk[at:]]
