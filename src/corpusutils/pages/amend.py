"""Amend articles by what only whole articles show: a new article behind a tail, interviews, parts that stand late.

What comes from another page (上接D1版) has its title there. A title that stands below it on this page is that of
another article, which begins at one of the titles inside.

Where nobody asked before, and questions begin right below a title of several lines or one that says who was asked, an
interview begins.

What stands behind the last article may be the ends of others (`late`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from corpusutils.pages.fragments import Members
from corpusutils.pages.late import late_parts
from corpusutils.pages.observe import Observations
from corpusutils.pages.parts import Parts

Place = tuple[int, str]
"""At which of an article's fragments another begins, and why."""
INTERVIEW = re.compile(r"(?:^|[—―－-])[ ]*(?:专?访|对话|访谈)(?!问)[\u4e00-\u9fff]|答记者问$|访谈录?$")
"""What the title of an interview says: ——访市水利局局长秦晓."""
TITLE_LEAD = 0.18
"""How much more of the words of the title below a page's tail what follows the tail must hold, as shares of their weight."""
SLACK = 0.03
"""By how much less where another begins may hold: where the words go on least counts then."""


def amend(page: Parts, articles: Sequence[Members]) -> tuple[list[Members], dict[int, str]]:
    """Return the articles as amended, and for the first fragment of each part that was moved or cut off why it was."""
    articles, tails = _cut(articles, partial(_behind_tail, page))
    articles, interviews = _cut(articles, partial(_interview, page))
    articles, signed = _cut(articles, partial(_by_another, page))
    reasons = tails | interviews | signed
    articles, late = late_parts(page, articles)
    return articles, reasons | late


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


def _by_another(page: Parts, members: Members) -> Place | None:
    """Return where an article by another reporter begins, whose title and name stand further down, within its text.

    What opens with a source formula is no reporter's own; the other begins where the words of that title do.
    """
    inside = next((n for n, m in enumerate(members) if n and page.byline_before[m]), 0)
    if not inside or not page.fragments[members[0]].opens:
        return None
    byline = max(i for i in page.between[members[inside]] if page.opening_byline[i])
    above = [group for group in page.groups[members[inside]] if group[0] < byline]
    if not above:
        return None
    title = above[-1]
    leads = {n: page.held(title, members[n:]) - page.held(title, members[:n]) for n in range(1, inside + 1)}
    most = max(leads.values())
    if most < TITLE_LEAD:
        return None
    seen = Observations(page)
    at = min(
        (n for n, lead in leads.items() if lead > most - SLACK), key=lambda n: seen.told(members[:n], (members[n],))
    )
    return at, f"begins before its title: {leads[at]:+.2f} of its words"


def _interview(page: Parts, members: Members) -> Place | None:
    """Return where the questions of an interview begin below its title."""
    at = next((n for n, m in enumerate(members) if page.marks["speaker"][page.fragments[m].first]), 0)
    titles = page.titles[members[at]]
    if not at or (len(titles) < 2 and not any(INTERVIEW.search(page.text[i]) for i in titles)):
        return None
    return at, "an interview begins below its title"
