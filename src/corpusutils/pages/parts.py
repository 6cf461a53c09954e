"""A page taken apart: body fragments, what stands between them, and what its pieces say of each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from corpusutils.pages.flow import NEUTRAL, flow
from corpusutils.pages.fragments import Cohesion, body_fragments
from corpusutils.pages.lines import PageLines
from corpusutils.pages.roles import BODY, BYLINE, DISPLAY, Roles

Lines = Sequence[int]
"""Indices into the page's non-blank lines."""


class Parts:
    """The parts of a page and the questions that the assembly asks of them; every answer is worked out once."""

    def __init__(self, lines: PageLines, roles: Roles) -> None:
        self.lines = lines
        self.label: list[int] = roles.label.tolist()
        self.text = lines.text
        self.width: list[float] = lines.width.tolist()
        self.marks: dict[str, list[bool]] = {name: hits.tolist() for name, hits in lines.marks.items()}
        self.fragments = body_fragments(lines, roles)
        self.between: list[list[int]] = []
        at = 0
        for first, last in [*((f.first, f.last) for f in self.fragments), (len(lines), len(lines))]:
            self.between.append([i for i in range(at, first) if self.label[i] != BODY])
            at = last
        self.titles = [[i for i in between if self.label[i] == DISPLAY] for between in self.between]
        """For each fragment, and once more for the page's end: the display lines before it."""
        self.groups = [self.group(titles) for titles in self.titles]
        """The same, lines of one title together."""
        self.byline_before = [
            any(self.label[i] == BYLINE and self.marks["byline"][i] for i in between) for between in self.between
        ]
        """Whether a reporter's line stands before a fragment (a name in brackets closes, it does not open)."""
        self.closed = [self._closed(number) for number in range(len(self.fragments))]
        """Whether an article is over after a fragment: by its own end, or by a name that stands alone behind it."""
        self._held: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}
        self._weights: dict[tuple[int, ...], tuple[np.ndarray, np.ndarray]] = {}
        self._flows: dict[tuple[int, int], float] = {}

    @cached_property
    def cohesion(self) -> Cohesion:
        """What the page's pieces share."""
        bodies = ["".join(self.text[f.first : f.last]) for f in self.fragments]
        return Cohesion(bodies, ["".join(self.text[i] for i in group) for groups in self.groups for group in groups])

    def _closed(self, number: int) -> bool:
        if self.fragments[number].closes:
            return True
        behind = self.between[number + 1]
        if not behind:
            return False
        first = behind[0]
        alone = self.marks["name_alone"][first] and self.label[first] == BYLINE
        return self.marks["name_in_brackets"][first] or alone

    def group(self, titles: Lines) -> list[list[int]]:
        """Group display lines that stand together: touching lines, and all lines of one vertical headline."""
        groups: list[list[int]] = []
        for i in titles:
            last = groups[-1][-1] if groups else None
            vertical = bool(self.lines.vertical[i])
            follows = last is not None and last == i - 1 and vertical == self.lines.vertical[last]
            if follows and (vertical or self.lines.gap[i] == 0):
                groups[-1].append(i)
            else:
                groups.append([i])
        return groups

    def tail(self, number: int) -> bool:
        """Tell whether a fragment goes on from another page."""
        return self.marks["jump_from"][self.fragments[number].first]

    def goes_on(self, last: int, number: int) -> float:
        """Return how well a fragment's first characters go on from the last of another, over neutral, -3 to 3."""
        key = (last, number)
        if key not in self._flows:
            ends, begins = self.text[self.fragments[last].last - 1], self.text[self.fragments[number].first]
            self._flows[key] = min(3.0, max(-3.0, flow(ends, begins) - NEUTRAL))
        return self._flows[key]

    def similarity(self, members: tuple[int, ...], number: int) -> float:
        """Mean cosine of a fragment with the two fragments of an article that are most like it.

        Not the cosine with their sum: that grows with the article and would make large articles larger.
        """
        row = self.cohesion.similarity[number]
        if len(members) == 1:
            return row[members[0]]
        values = sorted([row[m] for m in members])
        return (values[-1] + values[-2]) / 2

    def held(self, title: Lines, members: Sequence[int]) -> float:
        """Return how much of the TF-IDF weight of some lines the fragments of an article hold, 0 to 1."""
        key = (tuple(title), tuple(members))
        if key not in self._held:
            if key[0] not in self._weights:
                self._weights[key[0]] = self.cohesion.weights("".join(self.text[i] for i in title))
            columns, weights = self._weights[key[0]]
            rows = np.array(key[1], dtype=np.intp)
            present = self.cohesion.present[rows[:, None], columns].any(axis=0)
            self._held[key] = float(weights[present].sum())
        return self._held[key]

    def total_width(self, lines: Lines) -> float:
        """Return the summed width of some lines."""
        return sum(self.width[i] for i in lines)
