"""Amend articles by what only whole articles show: parts that stand late, a new article behind a tail, interviews.

Extraction that reads a page's columns in the wrong order puts the ends of several articles behind the last one. What
such a late part speaks of says whose it is: an article that was not brought to an end, whose title's words the part
holds and the last article's title does not, and whose body it resembles more.

What comes from another page (上接D1版) has its title there. A title that stands below it on this page is that of
another article, which begins at one of the titles inside.

Where nobody asked before, and questions begin right below a title of several lines or one that says who was asked, an
interview begins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from corpusutils.pages.parts import Members, Parts

Place = tuple[int, str]
"""At which of an article's fragments another begins, and why."""
INTERVIEW = re.compile(r"(?:^|[—―－-])[ ]*(?:专?访|对话|访谈)(?!问)[\u4e00-\u9fff]|答记者问$|访谈录?$")
"""What the title of an interview says: ——访市水利局局长秦晓."""
LEAST = 100
"""Characters that a part has at least: less text says too little."""
LONGER = 1.5
"""How many times as long as the others the last article must be to hold parts of theirs."""
TITLE_LEAD = 0.18
"""How much more of the words of a title a part must hold than of the last article's title, as shares of their weight."""
BODY_LEAD = 0.015
"""How much more a part must resemble another article than the last one, as cosines."""


def amend(page: Parts, articles: Sequence[Members]) -> tuple[list[Members], dict[int, str]]:
    """Return the articles as amended, and for the first fragment of each part that was moved or cut off why it was."""
    articles, tails = _cut(articles, partial(_behind_tail, page))
    articles, interviews = _cut(articles, partial(_interview, page))
    reasons = tails | interviews
    if not _last_is_long(page, articles):
        return articles, reasons
    while found := _best(page, articles):
        _, last, owner, part, why = found
        articles[last] = tuple(m for m in articles[last] if m not in part)
        articles[owner] = (*articles[owner], *part)
        reasons[part[0]] = why
        rest = tuple(m for m in articles[last] if m > part[-1])
        heir = _heir(page, articles, owner, last, rest)
        if heir is not None:
            articles[last] = tuple(m for m in articles[last] if m < part[0])
            articles[heir] = (*articles[heir], *rest)
            reasons[rest[0]] = "behind a late part: its first sentences resemble this article most"
    return articles, reasons


def _heir(page: Parts, articles: Sequence[Members], owner: int, last: int, rest: Members) -> int | None:
    """Return the article that goes on behind a late part of `owner`, if not the last one.

    Late parts stand in the order in which their articles begin, and the first sentences of the next say whose it is.
    """
    later = [n for n in _owners(page, articles, last) if articles[owner][0] < articles[n][0]]
    first = _stretches(page, rest)[0] if rest else ()
    if not later or _length(page, first) < LEAST:
        return None
    head = tuple(m for m in articles[last] if m < rest[0])
    alike = dict(zip([last, *later], _cosines(page, first, [head, *(articles[n] for n in later)]), strict=True))
    heir = max(alike, key=alike.__getitem__)
    return None if heir == last else heir


def _owners(page: Parts, articles: Sequence[Members], last: int) -> list[int]:
    """Return the articles that may lack a part that stands late: titled, and not brought to an end."""
    return [
        n
        for n, members in enumerate(articles)
        if n != last and page.titles[members[0]] and not page.closed[members[-1]]
    ]


def _last_is_long(page: Parts, articles: Sequence[Members]) -> bool:
    """Tell whether the last article is so much longer than the others that it may hold parts of theirs."""
    lengths = [_length(page, members) for members in sorted(articles)]
    return len(lengths) > 1 and lengths[-1] >= LONGER * sorted(lengths[:-1])[(len(lengths) - 1) // 2]


def _cut(articles: Sequence[Members], place: Callable[[Members], Place | None]) -> tuple[list[Members], dict[int, str]]:
    """Cut articles in two where another begins inside, and say why; `place` tells which of an article's fragments begins it."""
    cut: list[Members] = []
    reasons: dict[int, str] = {}
    for members in articles:
        if found := place(members):
            at, why = found
            cut += [members[:at], members[at:]]
            reasons[members[at]] = why
        else:
            cut.append(members)
    return cut, reasons


def _behind_tail(page: Parts, members: Members) -> Place | None:
    """Return at which inner title what comes from another page ends: from there on the text holds the words of the title below."""
    below = page.titles[members[-1] + 1]
    places = [n for n, m in enumerate(members) if n and page.titles[m]]
    if not page.tail(members[0]) or not below or not places:
        return None
    leads = {n: page.held(below, members[n:]) - page.held(below, members[:n]) for n in places}
    at = max(leads, key=leads.__getitem__)
    if leads[at] < TITLE_LEAD:
        return None
    return at, f"begins behind a tail: {leads[at]:+.2f} of the words of the title below"


def _interview(page: Parts, members: Members) -> Place | None:
    """Return where the questions of an interview begin below its title."""
    at = next((n for n, m in enumerate(members) if page.marks["speaker"][page.fragments[m].first]), 0)
    titles = page.titles[members[at]]
    if not at or (len(titles) < 2 and not any(INTERVIEW.search(page.text[i]) for i in titles)):
        return None
    return at, "an interview begins below its title"


def _best(page: Parts, articles: list[Members]) -> tuple[float, int, int, Members, str] | None:
    """Return the part that most clearly belongs elsewhere: score, the last article, the owner, the part and the reason."""
    last = max(range(len(articles)), key=lambda n: articles[n][0], default=0)
    others = [n for n in range(len(articles)) if n != last]
    owners = _owners(page, articles, last)
    if not owners or not page.titles[articles[last][0]]:
        return None
    stretches = _stretches(page, articles[last])
    title = page.titles[articles[last][0]]
    offers = []
    for start in range(1, len(stretches)):
        pairs: set[int] = set()
        for end in range(start + 1, len(stretches) + 1):
            pairs |= page.pairs_of(stretches[end - 1])
            own = page.held_in(title, pairs)
            leads = {n: page.held_in(page.titles[articles[n][0]], pairs) - own for n in owners}
            length = _length(page, sum(stretches[start:end], ()))
            if length >= LEAST and max(leads.values()) >= TITLE_LEAD:
                offers.append((max(leads.values()) / TITLE_LEAD * math.sqrt(length), -start, -end, leads))
    best = None
    for most, start, end, leads in sorted(offers, key=lambda offer: offer[:3], reverse=True):
        if best and most <= best[0]:
            break
        head, part = sum(stretches[:-start], ()), sum(stretches[-start:-end], ())
        alike = dict(zip([last, *others], _cosines(page, part, [head, *(articles[n] for n in others)]), strict=True))
        owner = max(alike, key=alike.__getitem__)
        lead = alike[owner] - alike[last]
        if leads.get(owner, 0) < TITLE_LEAD or lead < BODY_LEAD:
            continue
        score = min(leads[owner] / TITLE_LEAD, lead / BODY_LEAD) * math.sqrt(_length(page, part))
        if (best is None or score > best[0]) and _edges_fit(page, articles, head, owner, last, stretches[-start:-end]):
            why = f"late part: title words {leads[owner]:+.2f}, body {lead:+.3f} against the last article"
            best = (score, last, owner, part, why)
    return best


def _stretches(page: Parts, members: Members) -> list[Members]:
    """Cut the fragments of an article where a sentence is over."""
    stretches: list[Members] = []
    for member in members:
        if stretches and stretches[-1][-1] == member - 1 and page.fragments[member - 1].open_ended:
            stretches[-1] = (*stretches[-1], member)
        else:
            stretches.append((member,))
    return stretches


def _edges_fit(
    page: Parts, articles: list[Members], head: Members, owner: int, last: int, part: Sequence[Members]
) -> bool:
    """Tell whether the first and the last stretch of a part, too, resemble its owner most."""
    for at in {0, len(part) - 1} if len(part) > 1 else set():
        rest = sum((stretch for n, stretch in enumerate(part) if n != at), ())
        sides = [(*articles[owner], *rest), head, *(m for n, m in enumerate(articles) if n not in (owner, last))]
        alike = _cosines(page, part[at], sides)
        if alike[0] < max(alike):
            return False
    return True


def _length(page: Parts, members: Members) -> int:
    return sum(len(page.text[i]) for m in members for i in range(page.fragments[m].first, page.fragments[m].last))


def _cosines(page: Parts, part: Members, articles: Sequence[Members]) -> list[float]:
    """Return how much a part resembles each of some articles; what fewer of them speak of counts more."""
    counts = page.cohesion.counts
    counts = np.stack([counts[list(members)].sum(axis=0) for members in (part, *articles)])
    in_how_many = (counts > 0).sum(axis=0)
    weights = np.log1p(counts) * np.log((len(counts) + 1) / np.maximum(in_how_many, 1)) * page.cohesion.rare
    weights /= np.maximum(np.sqrt((weights**2).sum(axis=1, keepdims=True)), 1e-9)
    return (weights[1:] @ weights[0]).tolist()  # type: ignore[no-any-return]
