"""Give every line a role by scores that can be read: emissions from its marks, transitions from its neighbours.

The best sequence of roles is found by dynamic programming (Viterbi 1967). `display` is type set large; whether it
is a headline or a subhead is decided later, when articles are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.flow import begins, flow
from corpusutils.pages.lines import PageLines

LABELS = ("body", "display", "byline", "caption", "note", "jump", "noise")
BODY, DISPLAY, BYLINE, CAPTION, NOTE, JUMP, NOISE = range(len(LABELS))

EMISSIONS: dict[str, dict[str, float]] = {
    # mark: how much it speaks for (or against) a role
    "opener": {"body": 6, "display": -6, "caption": -4},
    "sentence": {"body": 2.5, "display": -4, "byline": -4, "jump": -2},
    "stops": {"body": 1.5, "display": -1.5, "byline": -1},
    "exclaims": {"body": 0.7, "display": -0.3, "byline": -4},
    "comma": {"body": 1.5, "display": -0.5, "byline": -2, "jump": -2},
    "commas": {"body": 2, "display": -2.5},
    "closer": {"body": 2.5, "display": -2},
    "paragraph_opener": {"body": 1.5, "display": -1.5},
    "adverbial": {"body": 2, "display": -2.5, "caption": 0.5},
    "broken_off": {"body": 2.5, "display": -3},
    "hanging": {"body": 2, "display": -3, "byline": -3},
    "indented": {"body": 0.5},
    "numbered": {"body": 0.3},
    "dated": {"body": 4, "display": -3},
    "address": {"body": 4, "display": -4},
    "speaker": {"body": 5, "display": -4},
    "markdown": {"display": 7, "body": -5},
    "dash": {"display": 3, "body": -1, "byline": 0.5},
    "kicker": {"display": 2, "body": -1, "caption": -4},
    "label": {"display": 4, "body": -2},
    "notice": {"display": 3, "body": -2},
    "two_part": {"display": 2, "body": -1},
    "byline": {"byline": 7, "display": -4, "body": -2},
    "name_in_brackets": {"byline": 6, "display": -2},
    "name_alone": {"byline": 4.2, "display": -1.5},
    "caption": {"caption": 7, "body": -1, "display": -2},
    "jump": {"jump": 7, "body": -2, "display": -2},
    "jump_from": {"body": 5, "jump": -3, "display": -4},
    "image": {"noise": 12},
    "wordless": {"noise": 8},
    "page_number": {"noise": 9, "display": -1},
}

WIDTHS: dict[str, dict[str, float]] = {
    # how wide the line is: alone, or held against its column
    "full": {"body": 2.5, "display": -1.5, "caption": -0.5},
    "short": {"body": -1.5, "display": 0.8, "caption": 0.3},
    "long_clause": {"body": 1.5, "display": -1.5},
    "long": {"body": 3, "display": -2, "byline": -3, "caption": -1.5},
    "very_long": {"body": 4, "display": -6, "byline": -6, "caption": -4, "jump": -6},
    "unwrapped_short": {"body": -1.5, "display": 1},
    "left_open": {"body": 2, "display": -3},
    "apart": {"display": 0.5, "caption": 0.5, "body": -0.5},
    "mute": {"display": 1.5, "body": -1.5},
    "mute_after_end": {"display": 3, "body": -1.5},
    "caption_alone": {"caption": 4, "body": -4},
    "set_across": {"caption": 6, "body": -3},
    "floating": {"caption": 6, "display": -1.5, "body": -1},
    "signed_below": {"byline": 6, "display": -3},
    "folio_at_edge": {"noise": 16, "display": -8, "body": -4},
    "number_between": {"noise": -9},
    "signs": {"body": 5, "display": -3},
    "before_opener": {"display": 3.5, "body": -2},
    "heads": {"display": 6, "body": -3},
    "crowns": {"display": 3, "body": -1.5},
}
WEIGHTS = EMISSIONS | WIDTHS

TELLING = ("byline", "name_in_brackets", "name_alone", "closer", "jump", "page_number", "speaker", "dated")
GOES_ON = 1.4
"""From this flow on, a line that leaves its sentence open goes on in the next."""

EDGE = 3
"""Lines at the head and the foot of a page in which its folio may stand."""
ACROSS, WIDER = 40, 2.5
"""How wide a caption of one line is at most, and how much wider than the column above it one that is set across."""
PICTURE = 3
"""Blank lines that a picture leaves at least."""
QUOTE_BREAKS = 3
"""So many lines that break before a quote make it the page's habit."""
TITLE_LINES, TITLE_WIDTH, TITLE_GAP = 4, 40, 2
"""How many lines a title has at most, how wide each is, and how many blank lines part it from what it heads."""
CROWNED = 2
"""Most lines of a title that touches its text, which goes on below it."""
SHORT_BEGINNINGS = 0.34
"""Share of a page's columns that may begin with a short line for it to be a title, and not an indent that was lost."""
COMMA = re.compile("[，,]")

PRIOR = {"body": 0.5, "display": 0.0, "byline": -2.0, "caption": -1.0, "note": -4.0, "jump": -4.0, "noise": -6.0}


@dataclass(frozen=True)
class Roles:
    """The role of each line (index into `LABELS`), and which lines each mark hits that speaks for or against a role."""

    label: NDArray[np.int64]
    marks: dict[str, NDArray[np.bool_]]

    @classmethod
    def join(cls, parts: Sequence[Roles]) -> Roles:
        """Return the roles of stretches of lines as those of the whole page."""
        marks = {name: np.concatenate([part.marks[name] for part in parts]) for name in parts[0].marks}
        return cls(np.concatenate([part.label for part in parts]), marks)

    def reasons(self, index: int) -> str:
        """Return the marks that spoke for the line's role, strongest first."""
        name = LABELS[self.label[index]]
        said = {mark: WEIGHTS[mark].get(name, 0.0) for mark, hits in self.marks.items() if hits[index]}
        return " ".join(f"{mark}{value:+g}" for mark, value in sorted(said.items(), key=lambda x: -abs(x[1])) if value)


def line_flows(lines: PageLines) -> list[float]:
    """Return for each line how well it goes on from the line before, above 0.

    Some extractions break every line before an opening quote; on such a page a quote after an open sentence goes on.
    """
    closing = ended(lines)
    quotes = [i for i in range(1, len(lines)) if lines.gap[i] == 1 and lines.text[i][0] == "“" and not closing[i - 1]]
    flows = [0.0, *(flow(a, b) for a, b in pairwise(lines.text))]
    if len(quotes) >= QUOTE_BREAKS:
        for i in quotes:
            flows[i] = GOES_ON
    return flows


def width_marks(lines: PageLines, flows: list[float]) -> dict[str, NDArray[np.bool_]]:
    """Return which lines are full, short or long, held against their column where they have one.

    `flows` are those of `line_flows`.
    """
    wrapped = lines.column > 0
    marks = lines.marks
    following = np.append(lines.gap[1:], 9)
    silent = ~(lines.marks["sentence"] | lines.marks["comma"] | lines.marks["stops"])
    mute_after_end = np.zeros(len(lines), dtype=bool)
    loud = lines.marks["sentence"] | lines.marks["stops"]
    closing = ended(lines)
    # What says itself what it is is no title, however short and quiet.
    signed = marks["signed"] & np.append(False, closing[:-1])
    telling = np.any([*(marks[name] for name in TELLING), signed], axis=0)
    prose = loud | marks["comma"]
    runs_on = prose & (lines.gap == 0) & np.append(False, (prose & ~closing)[:-1])  # a sentence over two lines
    before_opener = (
        np.append(marks["opener"][1:] & (lines.gap[1:] <= 1), False)
        & ~loud
        & ~telling
        & ~marks["broken_off"]
        & ~runs_on
    )
    free = True
    for first, last in _runs(lines):
        if lines.vertical[first:last].all():
            free = True  # behind a title another may stand
            continue
        text = "".join(lines.text[first:last]) if last - first <= 4 else ""
        quiet = bool(text) and not loud[first:last].any() and balanced(text) and len(COMMA.findall(text)) < 2
        quiet = quiet and not marks["speaker"][first]
        if quiet and last < len(lines) and not any(marks[name][last] for name in ("opener", "markdown", "dash")):
            quiet = flows[last] < GOES_ON or lines.width[last - 1] < lines.column[last - 1] - 3
        if quiet and (free or closing[first - 1]):
            mute_after_end[first:last] = True
            free = True
        else:
            free = False
    dated = marks["dated"]
    apart = following > 0
    alone = apart & (lines.gap > 0)
    at = np.arange(len(lines))
    edge = (at < EDGE) | (at >= len(lines) - EDGE)
    masthead = marks["masthead"] | marks["date_line"] & (at < EDGE)  # at the foot it signs a notice
    masthead_next = np.append((marks["page_number"] | masthead)[1:], False)
    folio = (marks["page_number"] | masthead) & (at < 2 * EDGE)
    under_folio = np.append(False, folio[:-1])
    head = at == 0  # further down a date signs a notice
    return {
        # who issued a notice, above its date and below its text
        "signs": np.append(dated[1:] & (lines.gap[1:] <= 1), False) & np.append(False, closing[:-1]) & ~dated,
        # the writer of a letter, below it
        "signed_below": signed,
        "folio_at_edge": edge & (masthead | marks["folio"] & (apart | masthead_next) | marks["section"] & masthead_next)
        | marks["section_name"] & under_folio
        | head & marks["dated"] & apart,
        # a figure of a title set vertically: a page's number touches no lines on both sides
        "number_between": marks["page_number"] & ~head & (lines.gap == 0) & (following == 0),
        "full": wrapped & (lines.width >= lines.column - 1.6) & ~mute_after_end,
        "short": wrapped & (lines.width < lines.column - 3),
        "long_clause": (lines.width >= 20) & lines.marks["comma"] & ~wrapped,
        "long": (lines.width > 32) & (lines.width <= 60),
        "very_long": lines.width > 60,
        "left_open": _left_open(lines, loud),
        "unwrapped_short": ~wrapped & (lines.width <= 26),
        "apart": alone & (lines.width <= 30),
        "caption_alone": lines.marks["caption"] & alone & (lines.width <= 60),
        # one sentence that is alone and wider than the column above it
        "set_across": marks["ended"]
        & ~(marks["opener"] | marks["speaker"] | marks["jump_from"] | marks["dated"])
        & alone
        & ~wrapped
        & (lines.width <= ACROSS)
        & (lines.width > np.append(np.inf, np.where(lines.column[:-1] > 0, lines.column[:-1] + WIDER, np.inf))),
        "floating": _floating(lines, mute_after_end & ~telling),
        "before_opener": before_opener,
        "heads": _heading(lines, loud | telling | marks["broken_off"] | marks["caption"], closing),
        "crowns": _crowning(lines, loud | telling | marks["comma"] | marks["indented"], closing, flows),
        "mute": silent & ~wrapped & ~telling,
        "mute_after_end": mute_after_end & ~telling,
    }


def balanced(text: str) -> bool:
    """Tell whether every bracket and quote that opens in a text closes in it, as in a title.

    >>> balanced("打造绿色“生态走廊”"), balanced("“建设幸福河湖是贯彻落实")
    (True, False)
    """
    return all(text.count(left) == text.count(right) for left, right in ("“”", "《》", "（）", "「」", "()"))


def _heading(lines: PageLines, other: NDArray[np.bool_], closing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find what stands between the end of an article and the reporter or source of the next: its title, commas or not.

    `other` are lines that are no titles, `closing` those that end a sentence. Full lines of a column may be the start
    of a paragraph whose rest stands elsewhere.
    """
    heading = np.zeros(len(lines), dtype=bool)
    marks = lines.marks
    full = (lines.column > 0) & (np.abs(lines.width - lines.column) <= 1.6)
    quiet = ~other & ~lines.vertical & (lines.width <= TITLE_WIDTH)
    for head in np.flatnonzero(marks["opener"] | marks["byline"]).tolist():
        first, whole = head, False
        while first and not whole and head - first < TITLE_LINES and quiet[first - 1] and lines.gap[first] <= TITLE_GAP:
            first -= 1
            whole = first == 0 or bool(closing[first - 1] or lines.vertical[first - 1])
        touching = lines.gap[first] == 0 and lines.gap[head] == 0
        wrapped = full[first + 1 : head].all() if head - first > 1 else full[first:head].all() and touching
        if whole and not wrapped and balanced("".join(lines.text[first:head])):
            heading[first:head] = True
    return heading


def _crowning(
    lines: PageLines, other: NDArray[np.bool_], closing: NDArray[np.bool_], flows: list[float]
) -> NDArray[np.bool_]:
    """Find titles that touch the text below them: short lines on top of a column whose paragraphs begin with full ones.

    `other` are lines that are no titles, `closing` those that end a sentence.
    """
    crowning = np.zeros(len(lines), dtype=bool)
    runs = [(a, b) for a, b in _runs(lines) if b - a > CROWNED and lines.column[a] and not lines.vertical[a:b].any()]
    short = (lines.width < lines.column - 2.6) & ~other
    tops = [a for a, _ in runs if not lines.marks["indented"][a]]
    if not tops or short[tops].mean() > SHORT_BEGINNINGS:
        return crowning
    for first, _ in runs:
        end = first
        while short[end] and end - first < CROWNED and flows[end + 1] < GOES_ON:
            end += 1
        whole = (first == 0 or closing[first - 1]) and balanced("".join(lines.text[first:end]))
        if whole and begins(lines.text[end]) >= 0 and lines.text[first].count("、") < 2:
            crowning[first:end] = True
    return crowning


def _floating(lines: PageLines, mute: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find short lines that hang alone below the gap that a picture leaves: its caption, and its neighbour's.

    A picture leaves three blank lines or more where the page's paragraphs have one; a second caption is as wide.
    """
    floating = np.zeros(len(lines), dtype=bool)
    gaps = lines.gap[1:][lines.gap[1:] > 0]
    if not len(gaps) or np.median(gaps) > 1:
        return floating
    following = np.append(lines.gap[1:], 9)
    for i in range(1, len(lines)):
        alone = (
            bool(mute[i])
            and not lines.marks["kicker"][i]
            and following[i] > 0
            and lines.width[i] <= 20
            and not lines.vertical[i]
        )
        beside = (
            floating[i - 1]
            and lines.gap[i - 1] >= PICTURE
            and lines.gap[i] == 1
            and abs(lines.width[i] - lines.width[i - 1]) <= 1
        )
        floating[i] = alone and (lines.gap[i] >= PICTURE or beside)
    return floating


def ended(lines: PageLines) -> NDArray[np.bool_]:
    """Return which lines end a sentence or an article."""
    marks = lines.marks
    return (
        marks["ended"]
        | marks["closer"]
        | marks["byline"]
        | marks["name_in_brackets"]
        | marks["jump_to"]
        | marks["caption"]
    )


def _left_open(lines: PageLines, loud: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find short runs with a quote or a bracket that they, and the run behind them, leave open: a cut column, no title.

    `loud` are lines that hold or end a sentence.
    """
    found = np.zeros(len(lines), dtype=bool)
    opened: tuple[int, int] | None = None
    for first, last in _runs(lines):
        text = "".join(lines.text[first:last]) if last - first <= TITLE_LINES else ""
        unclosed = bool(text) and not loud[first:last].any() and not balanced(text)
        if opened:
            closed = unclosed and balanced("".join(lines.text[slice(*opened)]) + text)
            found[slice(*opened)] = not closed
            unclosed = unclosed and not closed
        opened = (first, last) if unclosed else None
    return found


def _runs(lines: PageLines) -> list[tuple[int, int]]:
    """Return the runs of lines that no blank line cuts, as half-open index pairs."""
    bounds = [0, *(np.flatnonzero(lines.gap[1:] > 0) + 1).tolist(), len(lines)]
    return list(pairwise(bounds))


def _note_lines(lines: PageLines) -> NDArray[np.bool_]:
    """Find editor's notes: from their mark to the end of the paragraph, or of all that follows a mark that stands alone."""
    note = np.zeros(len(lines), dtype=bool)
    closing = ended(lines)
    silent = ~(lines.marks["sentence"] | lines.marks["comma"])
    for start in np.flatnonzero(lines.marks["note"]):
        alone = lines.width[start] <= 6
        note[start] = True
        for i in range(start + 1, len(lines)):
            opens = lines.marks["opener"][i] or lines.marks["byline"][i] or lines.marks["markdown"][i]
            if opens or (closing[i - 1] and (not alone or (silent[i] and lines.gap[i] > 0))):
                break
            note[i] = True
    return note


def assign_roles(lines: PageLines) -> Roles:
    """Return the best sequence of roles for the lines of a page."""
    emission = np.tile([PRIOR[name] for name in LABELS], (len(lines), 1))
    flows = line_flows(lines)
    every = {**lines.marks, **width_marks(lines, flows)}
    marks = {mark: hits for mark, hits in every.items() if mark in WEIGHTS}
    for mark, scores in WEIGHTS.items():
        if marks[mark].any():
            emission[marks[mark]] += [scores.get(name, 0.0) for name in LABELS]
    emission[lines.vertical] = [-9, 9, -9, -9, -9, -9, 0]
    emission[_note_lines(lines)] = [-9, -9, -9, -9, 9, -9, -9]
    return Roles(_decode(emission, lines, flows, marks["full"]), marks)


def _decode(
    emission: NDArray[np.float64], lines: PageLines, flows: list[float], wrapped_full: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Find the best path. A line that leaves its sentence open pulls the next line to its own role."""
    count = len(lines)
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    open_ended = ~ended(lines)
    full = wrapped_full | (lines.width > 40)
    same_column = np.abs(np.diff(lines.column, prepend=lines.column[0])) < 2.5
    same_width = np.abs(np.diff(lines.width, prepend=lines.width[0])) < 2.0
    opener = lines.marks["opener"] | lines.marks["jump_from"] | lines.marks["markdown"]
    touching, speaker = (lines.gap == 0).tolist(), lines.marks["speaker"].tolist()
    open_ended, full, opener = open_ended.tolist(), full.tolist(), opener.tolist()
    same_column, same_width, width, gap = (
        same_column.tolist(),
        same_width.tolist(),
        lines.width.tolist(),
        lines.gap.tolist(),
    )
    scores = emission[0].tolist()
    back: list[list[int]] = []
    rows = emission.tolist()
    for i in range(1, count):
        pull = 0.0
        if open_ended[i - 1] and not opener[i]:
            if touching[i]:
                pull = 3.5 if full[i - 1] or speaker[i - 1] else 1.5 if same_column[i] else 0.0
            elif full[i - 1] and same_column[i]:
                pull = 1.5 if gap[i] == 1 else 0.5
            pull += 0.5 * min(3.0, max(-3.0, flows[i]))
        row = rows[i]
        same = touching[i]
        # From any role to any other nothing is added, but that leaving an open sentence costs what staying would gain.
        left = scores.copy()
        left[BODY] -= pull
        base = max(left)
        at = left.index(base)
        best = [base + score for score in row]
        pointers = [at] * len(LABELS)
        stay = (
            (DISPLAY, scores[DISPLAY] + ((0.8 if not same_width[i] or width[i] <= 24 else 0.5) if same else 0.0)),
            (BYLINE, scores[BYLINE] + (1.5 if same else 0.0)),
        )
        for label, score in stay:
            if score > base:
                best[label], pointers[label] = score + row[label], label
        into = left
        into[BODY] = scores[BODY] + pull + (0.5 if same else 0.0)
        if not opener[i] and flows[i] > 1.5:
            into[DISPLAY] -= 0.5 * flows[i]
        elif same and not opener[i] and not open_ended[i - 1]:
            into[DISPLAY] -= 0.5
        if not same:
            into[CAPTION] -= 0.3
        top = max(into)
        best[BODY], pointers[BODY] = top + row[BODY], into.index(top)
        scores = best
        back.append(pointers)
    path = [int(np.argmax(scores))]
    for pointers in reversed(back):
        path.append(pointers[path[-1]])
    return np.array(path[::-1], dtype=np.int64)
