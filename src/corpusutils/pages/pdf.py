"""Read the text layer of a PDF as lines in reading order, from where its characters stand on the page.

Characters on one base line become runs. A page is cut into bands from the top down and a band into columns from left to
right, and these again, until single columns are left (the XY-cut of Nagy and Seth 1984). A band reaches as far down as
a gutter runs through it: a headline across several columns is a band of its own, read before the columns beneath it.
What this can't see: that a headline narrower than one column speaks for the columns on both sides of it too.
"""

from __future__ import annotations

import logging
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_double
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median, median_low
from typing import Any, NamedTuple

from corpusutils.errors import InputError, MissingError

LOG = logging.getLogger(__name__)

LARGE = 1.5
"""From so many times the body's size on, type is a headline's."""
REACH, REACH_FAR = 0.45, 1.6
"""Widest gap inside a run; the farther one where the file has a space there, and in headlines, between characters that
it writes one after the other. All lengths here are in sizes of the type: 1 is a Chinese character."""
GUTTER = 0.45
"""Narrowest gap between two columns."""
WIDEST = 0.8
"""The widest gutters are cut first, with those of nearly their width: they part articles, narrower ones columns."""
STRIP = 2.5
"""White across the whole band, so high that what stands above it and below it are two bands."""
LEAD = 0.5
"""So much more than the usual space between two lines parts two blocks."""
INDENT = (1.4, 2.6)
"""How far right of its column a line starts that opens a paragraph."""
FEW, WIDE = 4, 8
"""White is a gutter only between so many runs, or between runs so wide: two names on a line are no columns."""
OPENING, CLOSING = "“‘（《〈【", "，。、；：！？”’）》〉】"
"""Marks whose left or right half is white: hung into the gutter they don't close it."""
RISE = 0.36
"""How far above its base line a character has its middle."""
SLACK = 0.1
"""How much of their size lines may reach into each other at top and bottom and still be apart."""
RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⼾",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙户",
        strict=True,
    )
)
"""Radicals that stand for characters and that Unicode's own normal form leaves or takes for a traditional character."""

UNNAMED = "\ufffd"
"""What is written for a character that the file shows and does not name."""

Span = tuple[float, float]
NO_WHITE, GUESSED, WRITTEN = range(3)
"""What stands before a character in the file: no space, one that PDFium guesses from the gap, one that was written."""


class Glyph(NamedTuple):
    """A character and its room; `order` is its place in the file, `white` whether a space stands before it there."""

    text: str
    left: float
    right: float
    middle: float
    size: float
    order: int
    white: int


@dataclass(frozen=True)
class Run:
    """Characters that stand on one baseline without a wide gap."""

    text: str
    left: float
    right: float
    middle: float
    size: float

    @property
    def top(self) -> float:
        """Upper edge of the type's body."""
        return self.middle + self.size / 2

    @property
    def bottom(self) -> float:
        """Lower edge of the type's body."""
        return self.middle - self.size / 2


def read_pdf(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each page, one page in memory at a time.

    A line of the text is a line of a column; a blank line parts what is apart on the page; two full-width spaces stand
    before the first line of an indented paragraph; characters set one above the other are a line each. Radicals and
    compatibility forms are written as the characters that they stand for (⽔ as 水), characters that the file does
    not name as U+FFFD. The page is turned so that most of its text stands upright; text that
    runs slantwise (a watermark) is left out.

    Pages without text are left out, and the log says so. Raises `MissingError` without pypdfium2, and `InputError`
    where the file is broken or locked, where no page has text, and, after the good pages, where some are broken.
    """
    pdfium = _library()
    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        raise InputError(_why(pdfium, error)) from error
    with document:
        count, silent, broken = len(document), [], []
        for number in range(1, count + 1):
            try:
                with closing(document[number - 1]) as page:
                    text = lay_out(_glyphs(pdfium.raw, page))
            except pdfium.PdfiumError:
                broken.append(number)
                continue
            if text.count(UNNAMED) * 2 >= len(text):
                silent.append(number)
            else:
                yield number, text
    if broken:
        raise InputError(
            f"broken pages in the PDF: {_listed(broken)} of {count}. Open it in a viewer and save it anew."
        )
    if len(silent) == count:
        raise InputError(
            f"the PDF has no text layer: its {count} pages are pictures, or their fonts don't name their characters. "
            "Run a text recognition (OCR) on it first."
        )
    if silent:
        LOG.warning("%s: left out pages without a text layer: %s of %d", file.name, _listed(silent), count)


def _library() -> Any:
    try:
        import pypdfium2
        import pypdfium2.raw
    except ImportError as error:
        raise MissingError("reading a PDF takes pypdfium2; mend it with: pip install 'corpusutils[pdf]'") from error
    return pypdfium2


def _why(pdfium: Any, error: Any) -> str:
    if error.err_code in (pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY):
        return "the PDF is locked by a password. Save a copy without one."
    return "not a PDF, or a broken one. Open it in a viewer and save it anew."


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


# --- characters -------------------------------------------------------------------------------------------------------


def _glyphs(raw: Any, page: Any) -> list[Glyph]:
    """Return the characters of a page, turned so that most of them stand upright."""
    textpage = page.get_textpage()
    matrix, x, y = raw.FS_MATRIX(), c_double(), c_double()
    found: list[tuple[str, float, int, tuple[Span, ...], tuple[float, ...]]] = []
    quarters: Counter[int] = Counter()
    white, high = NO_WHITE, ""
    for i in range(textpage.count_chars()):
        text = _character(raw.FPDFText_GetUnicode(textpage, i))
        if text.isspace():
            white = max(white, GUESSED if raw.FPDFText_IsGenerated(textpage, i) else WRITTEN)
            continue
        if "\ud800" <= text <= "\udbff":  # half of a character beyond U+FFFF; the other half is the next
            high = text
            continue
        if "\udc00" <= text <= "\udfff":
            text = (high + text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        raw.FPDFText_GetMatrix(textpage, i, matrix)
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        size = raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        if size <= 0 or abs(angle - round(angle)) > 0.05:
            continue
        quarters[round(angle) % 4] += 1
        left, bottom, right, top = textpage.get_charbox(i, loose=True)
        edges = ((left, right), (bottom, top), (-right, -left), (-top, -bottom))  # the page turned by 0 to 3 quarters
        found.append((text, size, white, edges, (y.value, -x.value, -y.value, x.value)))
        white = NO_WHITE
    turns = max(quarters, key=quarters.__getitem__, default=0)
    return [
        # The base line tells the line, not the box: the boxes of two fonts differ.
        Glyph(text, *edges[turns], base[turns] + RISE * size, size, order, white)
        for order, (text, size, white, edges, base) in enumerate(found)
    ]


def _character(code: int) -> str:
    if code == 2:  # PDFium's mark for a hyphen at a line's end
        return "-"
    if code in (0, 0xFFFE, 0xFFFF):
        return UNNAMED
    text = chr(code)
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff":
        return RADICALS.get(text) or unicodedata.normalize("NFKC", text)
    return " " if unicodedata.category(text) == "Cc" else text


# --- runs and lines ---------------------------------------------------------------------------------------------------


def lay_out(glyphs: Sequence[Glyph]) -> str:
    """Return the characters of a page as text in reading order, or nothing where there are none."""
    if not glyphs:
        return ""
    body = Counter(round(g.size * 2) / 2 for g in glyphs).most_common(1)[0][0] or 0.5
    lines = [line for column in _columns(_runs(glyphs, body), body) for line in _indented(column, body)]
    gaps = [_white_between(a, b) for a, b in pairwise(lines)]
    usual = median([gap for gap in gaps if gap is not None] or [0.0])
    text = lines[0].text
    for line, gap in zip(lines[1:], gaps, strict=True):
        apart = gap is None or gap > usual + LEAD
        text += ("\n\n" if apart else "\n") + line.text
    return text + "\n"


def _white_between(line: Run, following: Run) -> float | None:
    """Return the white between a line and the one that stands beneath it, in sizes of the smaller type; None elsewhere."""
    size = min(line.size, following.size)
    white = (line.bottom - following.top) / size
    beneath = white > -0.5 and line.left < following.right and following.left < line.right
    return white if beneath else None


def _runs(glyphs: Sequence[Glyph], body: float) -> list[Run]:
    """Join characters from left to right, each to the nearest run that ends before it on its baseline."""
    runs: list[list[Glyph]] = []
    open_runs: list[list[Glyph]] = []
    farthest = REACH_FAR * max(g.size for g in glyphs)
    for glyph in sorted(glyphs, key=lambda g: (g.left, g.order)):
        open_runs = [run for run in open_runs if glyph.left - run[-1].right <= farthest]
        near = [run for run in open_runs if _goes_on(run[-1], glyph, body)]
        if near:
            min(near, key=lambda run: abs(run[-1].middle - glyph.middle)).append(glyph)
        else:
            runs.append([glyph])
            open_runs.append(runs[-1])
    return _whole_headlines([_run(run) for run in runs], body)


def _goes_on(last: Glyph, glyph: Glyph, body: float) -> bool:
    small, large = sorted((last.size, glyph.size))
    if abs(last.middle - glyph.middle) > 0.4 * large or large > 2 * small:
        return False
    told = glyph.order == last.order + 1 and (glyph.white == WRITTEN or large >= LARGE * body)
    reach = REACH_FAR * large if told else REACH * min(large, LARGE * body)
    return glyph.left - last.right <= (reach / 2 if last.text in CLOSING else reach)


def _run(glyphs: list[Glyph]) -> Run:
    """Write characters as text, with a space where the file has one or where the gap is wider than the run's others."""
    gaps = [b.left - a.right for a, b in pairwise(glyphs)]
    usual = median_low(gaps) if gaps else 0.0
    text = glyphs[0].text
    for (before, glyph), gap in zip(pairwise(glyphs), gaps, strict=True):
        told = glyph.white and glyph.order == before.order + 1
        text += (" " if gap - usual > (0.1 if told else REACH) * glyph.size else "") + glyph.text
    first, last = glyphs[0], glyphs[-1]
    left = first.left + (first.right - first.left) / 2 * (first.text in OPENING)
    right = last.right - (last.right - last.left) / 2 * (last.text in CLOSING)
    return Run(text, left, right, median_low(g.middle for g in glyphs), max(g.size for g in glyphs))


def _whole_headlines(runs: list[Run], body: float) -> list[Run]:
    """Give every line of a headline the breadth of all: a short second line spans what the first one spans."""
    blocks: list[list[Run]] = []
    for run in sorted((run for run in runs if _display(run, body)), key=lambda run: (-run.top, run.left)):
        above = (block for block in blocks if (white := _white_between(block[-1], run)) is not None and white <= 1)
        if block := next(above, None):
            block.append(run)
        else:
            blocks.append([run])
    whole = [
        replace(run, left=min(r.left for r in block), right=max(r.right for r in block))
        for block in blocks
        for run in block
    ]
    return [*whole, *(run for run in runs if not _display(run, body))]


def _display(run: Run, body: float) -> bool:
    """Tell whether a run is a line of a headline (not a character of a vertical one)."""
    return run.size >= LARGE * body and run.right - run.left > 1.5 * run.size


def _line(row: list[Run]) -> Run:
    """Join the runs of one baseline."""
    row = sorted(row, key=lambda run: run.left)
    return replace(row[0], text=" ".join(run.text for run in row), right=row[-1].right, size=max(r.size for r in row))


def _indented(column: list[Run], body: float) -> Iterator[Run]:
    """Write the indent of a column's paragraphs as two full-width spaces."""
    edges = [line.left for line in column if line.size < LARGE * body]
    low, high = INDENT
    for line in column:
        prose = len(edges) > 2 and line.size < LARGE * body
        opens = prose and low <= (line.left - min(edges)) / line.size <= high
        yield replace(line, text="\u3000\u3000" + line.text) if opens else line


# --- bands and columns ------------------------------------------------------------------------------------------------


def _columns(runs: list[Run], body: float) -> Iterator[list[Run]]:
    """Yield the columns of a region, each as its lines, in reading order."""
    while runs:
        rows = _rows(runs)
        bands = _bands(rows, body)
        if len(bands) > 1:
            for band in bands:
                yield from _columns(band, body)
            return
        spans = _spans([], runs, GUTTER * body)
        lines = all(_level(row) for row in rows)
        stack = len(rows) == 1 or not _are_columns(spans, len(runs), body) or any(_headline(row, body) for row in rows)
        if lines and stack:
            yield [_line(row) for row in rows]
            return
        if len(spans) > 1:
            widest = max(b[0] - a[1] for a, b in pairwise(spans))
            for left, right in _spans(spans, [], WIDEST * widest):
                yield from _columns([run for run in runs if left <= run.left <= right], body)
            return
        # No white runs through from edge to edge: read the topmost run, then what is left may part.
        topmost = max(runs, key=lambda run: (run.top, -run.left))
        yield [topmost]
        runs = [run for run in runs if run is not topmost]


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Group runs that stand side by side, from the top down; between two rows the whole region is white."""
    rows: list[list[Run]] = []
    floor = math.inf
    for run in sorted(runs, key=lambda run: (-run.top, run.left)):
        if not rows or run.top - SLACK * run.size < floor:
            rows.append([])
            floor = math.inf
        rows[-1].append(run)
        floor = min(floor, run.bottom + SLACK * run.size)
    return rows


def _bands(rows: list[list[Run]], body: float) -> list[list[Run]]:
    """Cut rows into as few bands as can be, where there is a choice at the highest white.

    A band is a stack of lines, or it has a gutter from its top to its bottom and no headline between its columns.
    """
    white = [0.0, *(min(r.bottom for r in a) - max(r.top for r in b) for a, b in pairwise(rows))]
    best = [(0, 0.0, 0)]  # for the first rows: how many bands, minus the white between them, where the last begins
    for last in range(1, len(rows) + 1):
        offers = []
        spans: list[Span] = []
        count, stack, headline = 0, True, False
        for first in range(last - 1, -1, -1):
            row = rows[first]
            spans = _spans(spans, row, GUTTER * body)
            count += len(row)
            stack = stack and len(row) == 1
            headline = headline or _headline(row, body)
            if first == last - 1 or stack or (_are_columns(spans, count, body) and not headline):
                offers.append((best[first][0] + 1, best[first][1] - white[first], first))
            elif len(spans) == 1 or headline:
                break
            if white[first] >= STRIP * body:
                break
        best.append(min(offers))
    bands = []
    last = len(rows)
    while last:
        first = best[last][2]
        bands.append([run for row in rows[first:last] for run in row])
        last = first
    return bands[::-1]


def _spans(spans: list[Span], runs: list[Run], gutter: float) -> list[Span]:
    """Return what of the region's breadth is covered, from left to right; between are gutters of that width or wider."""
    covered: list[Span] = []
    for left, right in sorted([*spans, *((run.left, run.right) for run in runs)]):
        if covered and left - covered[-1][1] < gutter:
            covered[-1] = (covered[-1][0], max(right, covered[-1][1]))
        else:
            covered.append((left, right))
    return covered


def _are_columns(spans: list[Span], count: int, body: float) -> bool:
    """Tell whether spans that hold so many runs are columns and not the words of a line."""
    wide = all(right - left >= WIDE * body for left, right in spans)
    far = all(b[0] - a[1] >= 2 * GUTTER * body for a, b in pairwise(spans))
    return len(spans) > 1 and (count >= FEW or (wide and far))


def _level(row: list[Run]) -> bool:
    """Tell whether runs stand on one baseline."""
    middles = [run.middle for run in row]
    return max(middles) - min(middles) <= 0.4 * min(run.size for run in row)


def _headline(row: list[Run], body: float) -> bool:
    """Tell whether a row is a line of a headline that has the whole breadth to itself."""
    return len(row) == 1 and _display(row[0], body)
