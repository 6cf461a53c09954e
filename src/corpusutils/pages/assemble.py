"""Put fragments, titles and credits together to articles, by scores that can be read.

First the bodies (`chains`), amended by what whole articles show (`amend`), then titles, reporters' lines and captions
by what they say and by who lacks one (`titles`).
"""

from __future__ import annotations

from corpusutils.pages.amend import amend
from corpusutils.pages.chains import find_chains
from corpusutils.pages.lines import PageLines
from corpusutils.pages.parts import Parts
from corpusutils.pages.roles import BODY, CAPTION, LABELS, Roles
from corpusutils.pages.titles import Draft, assign_titles, stray_captions


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
    return sorted((d for d in drafts if d.roles), key=lambda d: min(d.roles))
