"""Put fragments, titles and credits together to articles, by scores that can be read.

First the bodies (`chains`), amended by what whole articles show (`amend`), then titles, reporters' lines and captions
by what they say and by who lacks one (`titles`). Last, what stands without a title before an article's opening and
speaks of the same is put behind it: columns that were read in the wrong order.
"""

from __future__ import annotations

from corpusutils.pages.amend import amend
from corpusutils.pages.chains import find_chains
from corpusutils.pages.lines import PageLines
from corpusutils.pages.observe import NOTICE, Observations
from corpusutils.pages.parts import Parts
from corpusutils.pages.roles import BODY, CAPTION, LABELS, Roles
from corpusutils.pages.titles import Draft, assign_titles, stray_captions

SPEAKS = 1.0
"""How much the words of an article must speak for what stands before its opening, and by how much more than those before that."""
GOES_ON = 0.3
"""How much the words of an article left open must speak for what stands apart without a title, and by how much more than all others'."""


def assemble(lines: PageLines, roles: Roles) -> list[Draft]:
    """Return the articles of a page as drafts, in the order of their first lines."""
    page = Parts(lines, roles)
    drafts = []
    chains, reasons = find_chains(page)
    articles, moved = amend(page, chains)
    for members in articles:
        draft = Draft(list(members), picture=page.picture_story(members))
        role = LABELS[CAPTION if draft.picture else BODY]
        for number in members:
            fragment = page.fragments[number]
            draft.reasons[fragment.first] = moved.get(number, reasons[number])
            draft.roles |= dict.fromkeys(range(fragment.first, fragment.last), role)
        drafts.append(draft)
    drafts = stray_captions(page, drafts)
    assign_titles(page, drafts)
    drafts = sorted((d for d in drafts if d.roles), key=lambda d: min(d.roles))
    return _in_order(page, drafts)


def _in_order(page: Parts, drafts: list[Draft]) -> list[Draft]:
    """Put what stands without a title before an article's opening behind the article, where its words are of the same."""
    opening = {draft.fragments[0]: draft for draft in drafts if draft.fragments}
    ending = {draft.fragments[-1]: draft for draft in drafts if draft.fragments}
    seen = None
    for draft in [d for d in drafts if d.fragments and not d.titled and not d.picture]:
        first, members = draft.fragments[0], tuple(draft.fragments)
        if page.fragments[first].opens or page.byline_before[first] or page.tail(first):
            continue
        seen = seen or Observations(page)
        notice = NOTICE.match(seen.texts[first]) or page.marks["address"][page.fragments[first].first]
        if not notice and (open_one := _going_on(page, seen, draft, drafts)):
            _put_behind(page, open_one, draft, "goes on behind an article above")
            continue
        following, before = opening.get(members[-1] + 1), ending.get(first - 1)
        if following is None or not page.fragments[following.fragments[0]].opens:
            continue
        told = seen.told(tuple(following.fragments), members)
        if told < SPEAKS or (before and told < seen.told(tuple(before.fragments), members) + SPEAKS):
            continue
        following.behind |= set(draft.roles)
        _put_behind(page, following, draft, f"goes on behind the article below: its words {told:+.1f}")
    return sorted((d for d in drafts if d.roles), key=lambda d: min(d.roles))


def _going_on(page: Parts, seen: Observations, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """Return the article above that was left open and speaks of the same as what stands without a title, or None."""
    members = tuple(draft.fragments)
    others = [d for d in drafts if d is not draft and d.fragments and not d.picture]
    told = sorted(((seen.told(tuple(d.fragments), members), -n, d) for n, d in enumerate(others)), reverse=True)
    if not told or told[0][0] < GOES_ON:
        return None
    most, _, best = told[0]
    clear = len(told) == 1 or most >= told[1][0] + GOES_ON
    open_above = best.fragments[-1] < members[0] and not page.closed[best.fragments[-1]]
    return best if clear and open_above else None


def _put_behind(page: Parts, article: Draft, part: Draft, why: str) -> None:
    """Move all lines of a draft to the end of an article's."""
    part.reasons[page.fragments[part.fragments[0]].first] = why
    article.fragments += part.fragments
    article.roles |= part.roles
    article.reasons |= part.reasons
    part.roles = {}
