"""Parts of articles that stand late: the ends of several articles behind the last one.

Extraction that reads a page's columns in the wrong order puts what is left of several articles at the foot of the page.
From the beginning of the last article on, each stretch of text goes to the last article or to one that was not brought
to an end. A stretch speaks for an article by the pairs of characters that both hold, the more the less any text holds
them and the fewer of the articles have them, titles' pairs most; the whole sequence is decided at once, and each change
of article has its cost, least where late parts follow each other as their articles begin.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, islice
from statistics import median
from typing import NamedTuple

from corpusutils.pages.cohesion import Model, Text, said
from corpusutils.pages.fragments import Members
from corpusutils.pages.parts import Parts

NAMED = 8
"""How many times as much as others the pairs of characters count that an article's title holds."""
LEAVE, ORDER, BACK = 60, 15, 50
"""What it costs to leave the article that began last, to go on to one that begins later, and to go back."""
INSIDE = 2
"""How many times as much it costs to leave an article behind which others begin: late parts stand at a page's foot."""
LONGER = 1.5
"""How many times as long as the others the last article must be to hold parts of theirs."""
MEETING = re.compile(
    r"(?:[省市县区州]?委|中央|政府)[\u4e00-\u9fff]{0,10}(?:全会|会议|大会)(?:暨[\u4e00-\u9fff]{2,10}会议)?"
)
"""What a package of articles is about that carry out what a meeting has asked for: its name tells them not apart."""
AGAIN = 0.9
"""Share of a stretch's pairs from which on it was printed before: then where it stands says nothing."""

KEPT = 3
"""How many ways of sharing out are carried along for each owner of the last stretch."""

Owner = int
Path = tuple[Owner, ...]


def late_parts(page: Parts, articles: Sequence[Members]) -> tuple[list[Members], dict[int, str]]:
    """Return the articles with what stands late where it belongs, and why for the first fragment of each part that was moved."""
    found = list(articles)
    reasons: dict[int, str] = {}
    if page.titles[-1]:  # titles stand below their articles
        return found, reasons
    starts = sorted((members[0], n) for n, members in enumerate(articles))
    ends = [*(start for start, _ in starts[1:]), len(page.fragments)]
    for (start, article), end in zip(starts[1:], ends[1:], strict=True):
        if page.titles[start]:
            found, moved = _late_in(page, found, article, range(start, end))
            reasons |= moved
    return found, reasons


def _late_in(page: Parts, articles: list[Members], last: int, zone: range) -> tuple[list[Members], dict[int, str]]:
    """Give each stretch from the beginning of an article to that of the next to this one, or to one before."""
    before = [tuple(m for m in members if m < zone.start) for members in articles]
    lengths = [_length(page, members) for members in before if members]
    open_ones = [n for n, m in enumerate(before) if m and page.titles[m[0]] and not page.closed[m[-1]]]
    if not open_ones or _length(page, zone) < LONGER * median(lengths):
        return articles, {}
    owners = [last, *sorted(open_ones, key=lambda n: before[n][0])]
    stretches = _stretches(page, zone)
    leave = LEAVE if zone.stop == len(page.fragments) else INSIDE * LEAVE
    path = Evidence(page, [(page.heading(articles[n][0]), before[n]) for n in owners], stretches).path(leave)
    if len(set(path)) < 2:
        return articles, {}
    found = [tuple(m for m in members if m not in zone) for members in articles]
    reasons = {}
    for n, (stretch, owner) in enumerate(zip(stretches, path, strict=True)):
        found[owners[owner]] = tuple(sorted((*found[owners[owner]], *stretch)))
        if n and owner != path[n - 1]:
            reasons[stretch[0]] = "a late part: its words are those of this article"
    return found, reasons


def _length(page: Parts, members: Sequence[int]) -> int:
    return sum(len(page.text[i]) for m in members for i in range(page.fragments[m].first, page.fragments[m].last))


def _stretches(page: Parts, members: Sequence[int]) -> list[Members]:
    """Cut fragments where a sentence is over."""
    stretches: list[Members] = []
    for member in members:
        if stretches and page.fragments[member - 1].open_ended:
            stretches[-1] = (*stretches[-1], member)
        else:
            stretches.append((member,))
    return stretches


class State(NamedTuple):
    """How the stretches so far may be shared out."""

    score: float
    path: Path
    owner: Owner
    """Whose the last of them is."""
    model: Model
    """That owner's pairs."""


class Evidence:
    """What stretches of text say of whose they are, the last article being owner 0 and the others following in their order."""

    def __init__(self, page: Parts, owners: Sequence[tuple[Sequence[int], Members]], stretches: list[Members]) -> None:
        self.page = page
        self.stretches = stretches
        self.owners = [(*title, *members) for title, members in owners]
        holders = Counter(pair for pieces in self.owners for pair in page.cohesion.model(pieces).counts)
        most = math.log(len(owners) + 1)
        formulas = page.cohesion.weights("".join(MEETING.findall(page.lines.page.text)))
        weight = {pair: 0.0 if pair in formulas else 1 - math.log(count) / most for pair, count in holders.items()}
        for pair in page.cohesion.model([piece for title, _ in owners for piece in title]).counts:
            weight[pair] *= NAMED
        self.texts = [page.cohesion.text(stretch, weight) for stretch in stretches]
        pairs = [page.pairs_of(stretch) for stretch in stretches]
        self.again = [
            any(len(now & old) >= AGAIN * len(now) for old in islice(pairs, n)) for n, now in enumerate(pairs)
        ]
        """Whether each stretch was printed before."""

    def path(self, leave: float) -> Path:
        """Return the likeliest owner of each stretch, the first being owner 0's; `leave` is what it costs to leave that one."""
        states = [State(0.0, (), 0, self._model(0, ()))]
        for n, text in enumerate(self.texts):
            over = n > 0 and self.page.closed[self.stretches[n - 1][-1]]
            offers = [] if over else states
            for to in range(len(self.owners) if n else 0):
                entered = [
                    (s.score - (BACK if to < s.owner else ORDER if s.owner else leave), s.path)
                    for s in states
                    if s.owner != to
                ]
                if entered:
                    score, path = max(entered)
                    offers = [*offers, State(score, path, to, self._model(to, path))]
            if not offers:
                return ()
            states = _likeliest([self._next(state, n, text) for state in offers])
        return max(states, key=lambda state: state.score).path

    def _next(self, state: State, n: int, text: Text) -> State:
        """Return a state with the next stretch, which speaks for the article by all that went to it before, unless it says that again."""
        model = self._model(state.owner, ()) if self.again[n] else state.model
        score = state.score + said(text, model)
        longer = self.page.cohesion.model(self.stretches[n], state.model)
        return State(score, (*state.path, state.owner), state.owner, longer)

    def _model(self, owner: Owner, path: Path) -> Model:
        """Return the pairs of an owner, with those of the stretches that went to it."""
        mine = (m for stretch, o in zip(self.stretches, path, strict=False) if o == owner for m in stretch)
        return self.page.cohesion.model((*self.owners[owner], *mine))


def _likeliest(states: list[State]) -> list[State]:
    """Return the likeliest states of each owner."""
    states.sort(key=lambda state: (state.owner, -state.score))
    return [s for _, same in groupby(states, key=lambda state: state.owner) for s in islice(same, KEPT)]
