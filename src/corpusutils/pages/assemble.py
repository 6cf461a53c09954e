"""Put fragments, titles and credits together to articles, by scores that can be read.

First the bodies (`chains`), then titles, reporters' lines and captions by what they say and by who lacks one (`titles`).
"""

from __future__ import annotations

from corpusutils.pages.chains import find_chains
from corpusutils.pages.lines import PageLines
from corpusutils.pages.parts import Parts
from corpusutils.pages.roles import BODY, LABELS, Roles
from corpusutils.pages.titles import Draft, assign_titles, stray_captions


def assemble(lines: PageLines, roles: Roles) -> list[Draft]:
    """Return the articles of a page as drafts, in the order of their first lines."""
    page = Parts(lines, roles)
    drafts = []
    for chain in find_chains(page):
        draft = Draft(list(chain.members))
        for number, reason in zip(chain.members, chain.reasons, strict=True):
            fragment = page.fragments[number]
            draft.reasons[fragment.first] = reason
            draft.roles |= dict.fromkeys(range(fragment.first, fragment.last), LABELS[BODY])
        drafts.append(draft)
    drafts = stray_captions(page, drafts)
    assign_titles(page, drafts)
    return sorted((d for d in drafts if d.roles), key=lambda d: min(d.roles))
