"""Parts of articles that stand late: the ends of several articles behind the last one.

Extraction that reads a page's columns in the wrong order puts what is left of several articles at the foot of the page.
From the beginning of the last article on, each stretch of text goes to the last article or to one that was not brought
to an end. A stretch speaks for an article by the pairs of characters that both hold, the more the less any text holds
them and the fewer of the articles have them, titles' pairs most; the whole sequence is decided at once, and each change
of article has its cost, least where late parts follow each other as their articles begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.parts import Members, Parts

BACKING = 1000
"""Pairs of any text that are added to an article's own (Dirichlet smoothing)."""
LENGTH = 0.7
"""How much of what smoothing takes from a long article counts against it."""
NAMED = 8
"""How many times as much as others the pairs of characters count that an article's title holds."""
LEAVE, ORDER, BACK = 60, 15, 50
"""What it costs to leave the article that began last, to go on to one that begins later, and to go back."""
INSIDE = 2
"""How many times as much it costs to leave an article behind which others begin: late parts stand at a page's foot."""
LONGER = 1.5
"""How many times as long as the others the last article must be to hold parts of theirs."""
AGAIN = 0.9
"""Share of a stretch's pairs from which on it was printed before: then where it stands says nothing."""

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


class Evidence:
    """What stretches of text say of whose they are, the last article being owner 0 and the others following in their order."""

    def __init__(self, page: Parts, owners: Sequence[tuple[Sequence[int], Members]], stretches: list[Members]) -> None:
        self.page = page
        self.stretches = stretches
        counts = page.cohesion.counts
        titles = np.stack([counts[list(title)].sum(axis=0) for title, _ in owners])
        self.owners = titles + np.stack([counts[list(members)].sum(axis=0) for _, members in owners])
        self.texts = np.stack([counts[list(stretch)].sum(axis=0) for stretch in stretches])
        holders = np.maximum((self.owners > 0).sum(axis=0), 1)
        self.weight = np.log((len(owners) + 1) / holders) / np.log(len(owners) + 1)
        self.weight[titles.any(axis=0)] *= NAMED

    def path(self, leave: float) -> Path:
        """Return the likeliest owner of each stretch, the first being owner 0's; `leave` is what it costs to leave that one."""
        states: dict[tuple[Owner, int], tuple[float, Path]] = {(0, 0): (0.0, ())}
        for n, stretch in enumerate(self.stretches):
            over = n > 0 and self.page.closed[self.stretches[n - 1][-1]]
            offers = {} if over else dict(states)
            for to in range(len(self.owners) if n else 0):
                entered = [
                    (score - (BACK if to < o else ORDER if o else leave), path)
                    for (o, _), (score, path) in states.items()
                    if o != to
                ]
                if entered:
                    offers[to, n] = max(entered)
            if not offers:
                return ()
            models = np.stack([self.model(o, n, path) for (o, _), (_, path) in offers.items()])
            said = self._said(stretch, self.texts[n], models).tolist()
            states = {
                key: (score + more, (*path, key[0]))
                for (key, (score, path)), more in zip(offers.items(), said, strict=True)
            }
        return max(states.values())[1]

    def model(self, owner: Owner, n: int, path: Path) -> NDArray[np.float64]:
        """Return the pairs of an owner, with those of the stretches that went to it; none of them for what was printed before."""
        mine = [i for i, o in enumerate(path) if o == owner] if not self._again(n) else []
        model: NDArray[np.float64] = self.owners[owner] + self.texts[mine].sum(axis=0)
        return model

    def _again(self, n: int) -> bool:
        """Tell whether a stretch was printed before."""
        text = self.texts[n] > 0
        return any((text & (old > 0)).sum() >= AGAIN * text.sum() for old in self.texts[:n])

    def _said(self, stretch: Members, text: NDArray[np.float64], models: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how much a stretch speaks for each of some models.

        The pairs of a phrase that both hold count less and less, since long phrases are formulas.
        """
        in_order = [self.page.cohesion.in_order(member) for member in stretch]
        columns, touching = (np.concatenate(parts) for parts in zip(*in_order, strict=True))
        backing = BACKING * self.page.cohesion.chance[columns]
        found = models[:, columns]
        goes_on = (found > 0) & touching
        goes_on[:, 1:] &= found[:, :-1] > 0
        place = np.arange(len(columns))
        nth = 1 + place - np.maximum.accumulate(np.where(goes_on, 0, place), axis=1)
        size = models.sum(axis=1, keepdims=True)
        each = np.log(found / backing + 1) / nth - LENGTH * np.log(size / BACKING + 1)
        said: NDArray[np.float64] = each @ (self.weight[columns] / np.sqrt(text[columns]))
        return said
