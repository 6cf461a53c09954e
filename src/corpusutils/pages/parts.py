"""A page taken apart: body fragments, what stands between them, and what its pieces say of each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from corpusutils.pages.cohesion import Cohesion
from corpusutils.pages.flow import begins, flow
from corpusutils.pages.fragments import Members, body_fragments
from corpusutils.pages.lines import PageLines
from corpusutils.pages.roles import BODY, BYLINE, CAPTION, DISPLAY, JUMP, NOTE, Roles

ALONE = 60
"""Widest lone sentence that may be a caption and not an article, in characters."""
STORY = 24
"""Least width of a caption that tells a story of its own, in characters."""
CAPTION_PARTS, CAPTION_WIDTH = 3, 200
"""How many paragraphs and characters a photo's text has at most where no title stands above it."""
ACROSS = 1.5
"""How many times as wide as the columns around it a photo's text is that is set across them."""
Lines = Sequence[int]
"""Indices into the page's non-blank lines."""


class Parts:
    """The parts of a page and the questions that the assembly asks of them; every answer is worked out once."""

    def __init__(self, lines: PageLines, roles: Roles) -> None:
        self.lines = lines
        roles = _with_picture_stories(lines, roles)
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
        in_brackets = self.marks["name_in_brackets"]
        self.opening_byline = [
            label == BYLINE and self.marks["byline"][i] and not in_brackets[i] for i, label in enumerate(self.label)
        ]
        """Whether a line names the reporter under a title (a name in brackets closes, it does not open)."""
        self.byline_before = [
            any(self.opening_byline[i] for i in between if i > self._referred(between)) for between in self.between
        ]
        """Whether such a line stands before a fragment."""
        self.closed = [self._closed(number) for number in range(len(self.fragments))]
        self.alone = [self._stands_alone(number) for number in range(len(self.fragments))]
        """Whether a fragment is a short sentence between an article that is over and something new: a caption."""
        self.photo = [self._photo(number) for number in range(len(self.fragments))]
        """Whether a fragment is a photo's text that stands in the middle of another's sentence, or across its columns."""
        self.closed = [any(ends) for ends in zip(self.closed, self.alone, self.photo, strict=True)]
        """Whether nothing goes on behind a fragment: by its own end, by a name that stands alone behind it, or alone itself."""
        self._weights: dict[tuple[int, ...], dict[int, float]] = {}
        self._pairs: dict[Members, set[int]] = {}

    def _referred(self, between: Lines) -> int:
        """Return the last line that sends the reader to another page for a story: what stands before it is no new article's."""
        return max((i for i in between if self.label[i] == JUMP and not self.marks["jump_to"][i]), default=-1)

    @cached_property
    def cohesion(self) -> Cohesion:
        """What the page's pieces share."""
        bodies = ["".join(self.text[f.first : f.last]) for f in self.fragments]
        return Cohesion(bodies, ["".join(self.text[i] for i in group) for groups in self.groups for group in groups])

    def pictured(self, number: int) -> bool:
        """Tell whether a titled fragment is a photo's text: the photographer's name ends it."""
        return bool(self.titles[number]) and self.credited(number)

    def credited(self, number: int) -> bool:
        """Tell whether a fragment's last line, or the one that touches it, names a photographer."""
        captions, last = self.marks["caption"], self.fragments[number].last
        return captions[last - 1] or (last < len(captions) and self.lines.gap[last] == 0 and captions[last])

    def picture_story(self, members: Members) -> bool:
        """Tell whether an article is no more than a photo with its text, which the photographer's name ends."""
        first, last = members[0], members[-1]
        if self.fragments[first].opens or self.byline_before[first] or not self.credited(last):
            return False
        if len(members) == 1 and self.titles[first]:
            return True
        whole = last - first + 1 == len(members) <= CAPTION_PARTS and not any(self.between[m] for m in members[1:])
        size = self.total_width(range(self.fragments[first].first, self.fragments[last].last))
        return whole and size <= CAPTION_WIDTH

    def heading(self, number: int) -> list[int]:
        """Return the titles before a fragment as pieces of `cohesion`."""
        first = len(self.fragments) + sum(len(groups) for groups in self.groups[:number])
        return list(range(first, first + len(self.groups[number])))

    def noted(self, title: Lines) -> bool:
        """Tell whether an editor's note follows right behind a title."""
        behind = title[-1] + 1
        return behind < len(self.label) and self.label[behind] == NOTE

    def _closed(self, number: int) -> bool:
        if self.fragments[number].closes or self.pictured(number):
            return True
        behind = self.between[number + 1]
        if not behind:
            return False
        first = behind[0]
        alone = self.marks["name_alone"][first] and self.label[first] == BYLINE
        jump = self.label[first] == JUMP and self.marks["jump_to"][first]
        return self.marks["name_in_brackets"][first] or alone or jump

    def group(self, titles: Lines) -> list[list[int]]:
        """Group display lines that stand together: touching lines, a kicker and what it leads to, one vertical headline."""
        groups: list[list[int]] = []
        for i in titles:
            last = groups[-1][-1] if groups else None
            vertical = bool(self.lines.vertical[i])
            follows = last is not None and last == i - 1 and vertical == self.lines.vertical[last]
            leads = follows and bool(self.marks["kicker"][i - 1])
            if follows and (vertical or self.lines.gap[i] == 0 or leads):
                groups[-1].append(i)
            else:
                groups.append([i])
        return groups

    def _stands_alone(self, number: int) -> bool:
        fragment = self.fragments[number]
        after = number + 1 == len(self.fragments) or self.fragments[number + 1].opens or self.between[number + 1]
        if not number or not self.closed[number - 1] or not after or fragment.open_ended or fragment.opens:
            return False
        bare = not self.titles[number] and not self.byline_before[number] and not fragment.closes
        return bare and self.total_width(range(fragment.first, fragment.last)) <= ALONE

    def _photo(self, number: int) -> bool:
        if not number or self.titles[number] or self.closed[number - 1] or not self.credited(number):
            return False
        before, fragment = self.fragments[number - 1 : number + 1]
        behind = self.fragments[number + 1] if number + 1 < len(self.fragments) else None
        columns = [before.column, behind.column if behind else 0.0]
        if all(0 < ACROSS * column < self.width[fragment.first] for column in columns):
            return True
        if not before.open_ended or fragment.open_ended:
            return False
        left, here = self.text[before.last - 1], self.text[fragment.first]
        return begins(here) > 0 or flow(left, self.text[behind.first] if behind else "") > flow(left, here)

    def tail(self, number: int) -> bool:
        """Tell whether a fragment goes on from another page."""
        return self.marks["jump_from"][self.fragments[number].first]

    def runs_on(self, number: int) -> bool:
        """Tell whether a sentence goes on from the fragment before, with nothing in between that says otherwise."""
        last, fragment = self.fragments[number - 1], self.fragments[number]
        if not last.open_ended or self.between[number] or fragment.opens or fragment.new_paragraph:
            return False
        before, after = self.text[last.last - 1], self.text[fragment.first]
        return abs(last.column - fragment.column) < 2 and flow(before, after) > 0

    def held(self, title: Lines, members: Sequence[int]) -> float:
        """Return how much of the TF-IDF weight of some lines the fragments of an article hold, 0 to 1."""
        return self.held_in(title, self.pairs_of(tuple(members)))

    def held_in(self, title: Lines, pairs: set[int]) -> float:
        """Return how much of the TF-IDF weight of some lines is among pairs of characters, 0 to 1."""
        key = tuple(title)
        if key not in self._weights:
            self._weights[key] = self.cohesion.weights("".join([self.text[i] for i in title]))
        return sum([weight for pair, weight in self._weights[key].items() if pair in pairs])

    def pairs_of(self, members: Members) -> set[int]:
        """Return the pairs of characters that the fragments of an article hold."""
        if members not in self._pairs:
            self._pairs[members] = set().union(*(self.cohesion.pairs[m] for m in members))
        return self._pairs[members]

    def total_width(self, lines: Lines) -> float:
        """Return the summed width of some lines."""
        return sum(self.width[i] for i in lines)


def _with_picture_stories(lines: PageLines, roles: Roles) -> Roles:
    """Take a long caption that stands between two titles for the text of the first: a photo with a story of its own."""
    title = roles.label == DISPLAY
    between = np.append(False, title[:-1]) & np.append(title[1:], True) & (lines.gap <= 1)
    told = (roles.label == CAPTION) & lines.marks["caption"] & (lines.width >= STORY)
    return Roles(np.where(told & between, BODY, roles.label), roles.marks)
