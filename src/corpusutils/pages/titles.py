"""Which article a title, a reporter's line or a caption belongs to, once the bodies are known."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from corpusutils.pages.parts import Parts
from corpusutils.pages.roles import BYLINE, CAPTION, DISPLAY, JUMP, NOTE

HEADLINE_WIDTH = 13
"""Least width of a title inside an article that may be its headline."""
NEAR = 2
"""How many fragments away a title may have drifted."""
MISSING_TITLE_GAIN = 0.12
STRAY = 60
"""Widest lone sentence that may be a caption and not an article, in characters."""


@dataclass
class Draft:
    """An article in the making: its fragments, and its other lines with their roles (indices into the page's lines)."""

    fragments: list[int] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    document: bool = False
    """Whether it is the whole of a plain document."""

    @property
    def titled(self) -> bool:
        """Whether a headline has been found."""
        return "headline" in self.roles.values()


def assign_titles(page: Parts, drafts: list[Draft]) -> None:
    """Give every line that is no body to one of the drafts, which are changed in place."""
    owner = {number: draft for draft in drafts for number in draft.fragments}
    leaning = _leaning(page, owner)
    for number, between in enumerate(page.between):
        if between:
            _assign_between(page, drafts, between, owner.get(number - 1), owner.get(number), leaning)
    for draft in drafts:
        _demote(page, draft)
    _find_missing_titles(page, drafts)
    for draft in drafts:
        _promote(page, draft)


def _promote(page: Parts, draft: Draft) -> None:
    """Make a title inside an article its headline where it has no other: titles are set into the text too.

    It is the only place with titles, or the one with most of them, or one too wide for a subhead.
    """
    if draft.titled or not draft.fragments or page.marks["jump_from"][min(draft.roles)]:
        return
    places = [
        [i for i in page.titles[number] if draft.roles.get(i) == "subhead"] for number in range(len(page.between))
    ]
    places = [place for place in places if place]
    if not places:
        return
    best = max(places, key=lambda p: (len(page.group(p)), page.total_width(p), -p[0]))
    if len(places) == 1 or len(page.group(best)) > 1 or page.total_width(best) >= HEADLINE_WIDTH:
        _give(draft, best, "headline")


def _demote(page: Parts, draft: Draft) -> None:
    """Keep one of the headlines that stand on both sides of an article's body: the one that says most of it."""
    if not draft.fragments:
        return
    start = page.fragments[min(draft.fragments)].first
    groups = page.group(sorted(i for i, role in draft.roles.items() if role == "headline"))
    above = [group for group in groups if group[0] < start]
    inside = [group for group in groups if group[0] > start]
    if not above or not inside:
        return

    def weight(side: list[list[int]]) -> float:
        title = [i for group in side for i in group]
        return page.held(title, draft.fragments) * max(page.total_width(g) for g in side)

    weaker = above if weight(above) < weight(inside) else inside
    for group in weaker:
        _give(draft, group, "subhead")


def _find_missing_titles(page: Parts, drafts: list[Draft]) -> None:
    """Give an article without a headline the title that another article holds but that speaks of this one.

    Titles drift when columns are cut: the title of the next article can stand between two paragraphs of this one.
    """
    for draft in drafts:
        if draft.titled or not draft.fragments or page.marks["jump_from"][min(draft.roles)]:
            continue
        members = tuple(draft.fragments)
        near = range(min(members) - NEAR, max(members) + NEAR + 2)
        offers = []
        for number in near:
            if not 0 <= number < len(page.between):
                continue
            for group in page.groups[number]:
                owner = next((d for d in drafts if group[0] in d.roles), None)
                if owner is None or owner is draft or not _spare(owner, group):
                    continue
                gain = page.held(group, members) - page.held(group, owner.fragments)
                offers.append((round(gain, 6), -group[0], group, owner))
        if offers:
            gain, _, group, owner = max(offers, key=lambda o: o[:2])
            if gain > MISSING_TITLE_GAIN:
                for i in group:
                    del owner.roles[i]
                _give(draft, group, "headline")


def _spare(owner: Draft, group: list[int]) -> bool:
    """Tell whether an article can do without a title: it is a subhead, a caption, or one headline of several."""
    headlines = [i for i, role in owner.roles.items() if role == "headline" and i not in group]
    return owner.roles[group[0]] != "headline" or bool(headlines)


def stray_captions(page: Parts, drafts: list[Draft]) -> list[Draft]:
    """Turn a short sentence that stands alone, with nothing that an article begins with, into a photo's caption."""
    kept = []
    for draft in drafts:
        first = page.fragments[draft.fragments[0]]
        size = page.total_width(range(first.first, first.last))
        bare = len(draft.fragments) == 1 and not first.opens and not first.closes and size <= STRAY
        number = draft.fragments[0]
        if bare and len(drafts) > 1 and not page.byline_before[number] and not page.titles[number]:
            others = [d for d in drafts if d is not draft]
            target = _best(page, first.first, others) or others[0]
            target.roles |= dict.fromkeys(range(first.first, first.last), "caption")
        else:
            kept.append(draft)
    return kept


def _leaning(page: Parts, owner: dict[int, Draft]) -> float:
    """Tell where this page sets its titles: above the article (positive) or below (negative), -1 to 1.

    Every sequence of titles between two articles votes by what its first and last line share with either; titles
    above the first article and below the last one, or none there, vote without a doubt.
    """
    votes = []
    for number in range(len(page.between)):
        titles = page.titles[number]
        before, after = owner.get(number - 1), owner.get(number)
        if before is None or after is None:
            votes.append(1.0 if (before is None) == bool(titles) else -1.0)
            continue
        if not titles or before is after:
            continue
        votes.append(page.held(titles, after.fragments) - page.held(titles, before.fragments))
    return float(np.clip(np.mean(votes) * 2, -1, 1)) if votes else 0.0


def _assign_between(
    page: Parts, drafts: list[Draft], between: list[int], before: Draft | None, after: Draft | None, leaning: float
) -> None:
    """Give the non-body lines between two fragments to the article before, the article after, or a third one."""
    label, marks = page.label, page.marks
    for i in between:
        if label[i] == NOTE and (after or before):
            (after or before).roles[i] = "note"  # type: ignore[union-attr]
    groups = page.group([i for i in between if label[i] == DISPLAY])
    if groups:
        _split_titles(page, drafts, groups, before, after, between, leaning)
    placed = {i: d for d in drafts for i in between if i in d.roles}
    for i in between:
        if i in placed:
            continue
        if label[i] == BYLINE:
            target = _byline_owner(page, i, between, before, after)
            if target:
                target.roles[i] = "byline"
        elif label[i] == CAPTION:
            target = _best(page, i, [d for d in (before, after) if d]) or (drafts[0] if drafts else None)
            if target:
                target.roles[i] = "caption"
        elif label[i] == JUMP:
            near = [placed[j] for j in between if j in placed and placed[j] and abs(j - i) <= 4]
            target = near[-1] if near and not marks["jump_to"][i] else before or after
            if target:
                target.roles[i] = "jump"


def _best(page: Parts, i: int, drafts: list[Draft]) -> Draft | None:
    scored = [(page.held([i], d.fragments), -n, d) for n, d in enumerate(drafts)]
    return max(scored, key=lambda s: s[:2])[2] if scored else None


def _byline_owner(page: Parts, i: int, between: list[int], before: Draft | None, after: Draft | None) -> Draft | None:
    marks = page.marks
    if before is None or after is None:
        return before or after
    if marks["name_in_brackets"][i] or (not marks["byline"][i] and i == between[0]):
        return before
    if page.fragments[after.fragments[0]].opens or after is before:
        return before
    return after


def _split_titles(
    page: Parts,
    drafts: list[Draft],
    groups: list[list[int]],
    before: Draft | None,
    after: Draft | None,
    between: list[int],
    leaning: float,
) -> None:
    fits = {id(d): [page.held(group, d.fragments) for group in groups] for d in drafts if d.fragments}
    jump = any(page.label[i] == JUMP and not page.marks["jump_to"][i] for i in between)
    left: list[int] = []
    teaser: Draft | None = None
    for n, group in enumerate(groups):
        near = max([fits[id(d)][n] for d in (before, after) if d], default=0.0)
        others = [d for d in drafts if d is not before and d is not after and d.fragments]
        far = max(others, key=lambda d: fits[id(d)][n], default=None)
        dash = page.marks["dash"][group[0]]
        lead = fits[id(far)][n] - near if far is not None else 0.0
        # An article with titles of its own takes another only where nothing ties it to its neighbours.
        own = far is not None and (far.titled or bool(page.titles[far.fragments[0]]))
        if far is not None and lead >= (0.6 if own else 0.3) and near <= (0.1 if own else 0.3):
            _give(far, group, "headline")
        elif jump and near < 0.45 and (teaser is None or dash):
            if teaser is None:
                teaser = Draft()
                drafts.append(teaser)
            _give(teaser, group, "headline")
            for i in between:
                if page.label[i] == JUMP:
                    teaser.roles[i] = "jump"
        else:
            left.append(n)
    if not left:
        return
    if before is after and before is not None:
        for n in left:
            _give(before, groups[n], "subhead")
        return
    if before is None or after is None:
        target = before or after
        if target is None:
            target = Draft()
            drafts.append(target)
        for n in left:
            _give(target, groups[n], "headline")
        return
    best = max(
        range(len(left) + 1), key=lambda split: _split_score(page, left, groups, split, before, after, fits, leaning)
    )
    for n in left[:best]:
        _give(before, groups[n], "caption" if before.titled and not _first_title(before) else "headline")
    for n in left[best:]:
        _give(after, groups[n], "headline")


def _first_title(draft: Draft) -> bool:
    return min(draft.roles) not in [i for i, r in draft.roles.items() if r == "headline"]


def _split_score(
    page: Parts,
    left: list[int],
    groups: list[list[int]],
    split: int,
    before: Draft,
    after: Draft,
    fits: dict[int, list[float]],
    leaning: float,
) -> tuple[float, int]:
    score = sum(fits[id(before)][n] for n in left[:split]) + sum(fits[id(after)][n] for n in left[split:])
    if split:
        score += 0.5 - 0.35 * leaning if not before.titled else -0.6
    if split < len(left):
        score += 0.5 + 0.35 * leaning
    for n in left[split:]:
        if len(groups[n]) > 1 and page.lines.vertical[groups[n][0]]:
            score += 0.05
    return (round(score, 6), -split)


def _give(draft: Draft, group: list[int], role: str) -> None:
    for i in group:
        draft.roles[i] = role
