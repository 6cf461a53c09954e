"""Which article a title, a reporter's line or a caption belongs to, once the bodies are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpusutils.pages.parts import ALONE, Parts
from corpusutils.pages.roles import BYLINE, CAPTION, DISPLAY, JUMP, NOTE

HEADLINE_WIDTH = 13
"""Least width of a title inside an article that may be its headline."""
NEAR = 2
"""How many fragments away a title may have drifted."""
MISSING_TITLE_GAIN = 0.12
LEANINGS = (1.0, 0.0, -1.0)
"""How far a page sets its titles above their articles (1) or below them (-1); the first wins a tie."""
TITLED, SECOND, LEAN = 0.5, -0.6, 0.35
"""What it is worth that an article gets a title, that it gets more below its body, and that the title stands as the page leans."""
WORDS = 2.0
"""What it is worth that an article holds all the words of a title."""
ROOM, CROSSED = 0.25, 0.6
"""What the widest gap is worth where two articles part, and what it costs to part a title from its reporter's line."""
NEVER = -9.0
NOTED = 0.8
"""What it costs to give the article above a title that an editor's note follows, or a photo's text one that it has no word of."""
CONTINUED = 0.5
"""What it costs that a title stands above what goes on from another page."""
FURTHER = 0.45
"""What it costs that a title stands neither above nor below its article."""
FITTED, FOOTED = 0.15, 0.3
"""Share of the words of titles that an article holds from which those above it, and one below it, are taken to speak of it."""
SPEAKS = 0.5
"""Share from which a title above an editor's note is the article's above it and no banner."""
OUTWEIGHS = 1.5
"""By how much a title below an article must outweigh the one above to be taken for the true one."""
STATES = 16


@dataclass
class Draft:
    """An article in the making: its fragments, and its other lines with their roles (indices into the page's lines)."""

    fragments: list[int] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, object] = field(default_factory=dict)
    """Why lines are where they are, as something that `str` makes a text of."""
    behind: set[int] = field(default_factory=set)
    """Lines that are read behind all others, though they stand before them."""
    document: bool = False
    """Whether it is the whole of a plain document."""
    picture: bool = False
    """Whether it is a photo with its text."""

    @property
    def titled(self) -> bool:
        """Whether a headline has been found."""
        return "headline" in self.roles.values()

    def in_order(self) -> list[int]:
        """Return the lines as they are read."""
        return sorted(self.roles, key=lambda i: (i in self.behind, i))

    def shifted(self, by: int) -> Draft:
        """Return the draft with its lines counted from `by` lines before."""
        roles = {i + by: role for i, role in self.roles.items()}
        reasons = {i + by: reason for i, reason in self.reasons.items()}
        return replace(self, roles=roles, reasons=reasons, behind={i + by for i in self.behind})


def assign_titles(page: Parts, drafts: list[Draft]) -> None:
    """Give every line that is no body to one of the drafts, which are changed in place."""
    owner = {number: draft for draft in drafts for number in draft.fragments}
    gaps = []
    labels = _picture_labels(page, drafts)
    decked = _decked(page, owner)
    for number, between in enumerate(page.between):
        between = [i for i in between if i not in labels]
        before, after = owner.get(number - 1), owner.get(number)
        banner = _banner(page, between, len(drafts), before)
        below = True
        for i in between:
            if page.label[i] == NOTE and i >= banner:
                below = below and not page.marks["afterword"][i]
                target = (after or before) if below else (before or after)
                if target:
                    target.roles[i] = "note"
        groups = _far_titles(page, drafts, [i for i in between if i >= banner], before, after, decked)
        for i in between:
            if page.label[i] == NOTE and decked and i - 1 in decked.roles and i >= banner:
                for draft in (before, after):
                    if draft and draft is not decked:
                        draft.roles.pop(i, None)
                decked.roles[i] = "note"  # with the title above it
        if before is after and before is not None:
            for group in groups:
                role = "headline" if page.lines.vertical[group[0]] else "subhead"
                _give(before, group, role, "title inside the article")
        elif groups:
            gaps.append(_Gap(groups, before, after, between))
    _place_titles(page, drafts, gaps)
    for number, between in enumerate(page.between):
        _assign_others(page, drafts, between, owner.get(number - 1), owner.get(number))
    for draft in drafts:
        _demote(page, draft)
    for i, draft in labels.items():
        _give(draft, [i], "headline", "label of a picture column")
    _find_missing_titles(page, drafts)
    for draft in drafts:
        _promote(page, draft)


def _decked(page: Parts, owner: dict[int, Draft]) -> Draft | None:
    """Return the first article above which a deck (———…综述) stands, but no title that speaks of it.

    An editor's note stands behind the deck, or behind a title above another article, which begins with a source formula.
    """
    noted = False
    for number, groups in enumerate(page.groups[:-1]):
        before, after = owner.get(number - 1), owner.get(number)
        decks = [g for g in groups if page.marks["dash"][g[0]] and (noted or page.noted(g))]
        others = [g for g in groups if g not in decks]
        if decks and before and after and before is not after and _speaks_less(page, others, after, before):
            return after
        noted = noted or (page.fragments[number].opens and any(_heads_a_note(page, g) for g in groups))
    return None


def _speaks_less(page: Parts, titles: list[list[int]], of: Draft, than: Draft) -> bool:
    """Tell whether all titles speak less of one article than of another."""
    return all(page.held(group, of.fragments) < page.held(group, than.fragments) for group in titles)


def _heads_a_note(page: Parts, group: list[int]) -> bool:
    """Tell whether a title, and no deck, stands above an editor's note."""
    return page.noted(group) and not page.marks["dash"][group[0]]


def _picture_labels(page: Parts, drafts: list[Draft]) -> dict[int, Draft]:
    """Return the labels of picture columns (图说山西), each with the nearest article that ends with a photographer's name."""
    pictured = [d for d in drafts if any(page.credited(n) for n in d.fragments)]
    labels = [i for titles in page.titles for i in titles if page.marks["picture_label"][i]]
    return {i: min(pictured, key=lambda d: abs(page.fragments[d.fragments[0]].first - i)) for i in labels if pictured}


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
    """Keep one of the headlines that stand on both sides of an article's body: the one that says most of it.

    One that is set vertically stands where its column lets it, beside the body, and is kept.
    """
    if not draft.fragments:
        return
    start = page.fragments[min(draft.fragments)].first
    groups = page.group(sorted(i for i, role in draft.roles.items() if role == "headline"))
    above = [group for group in groups if group[0] < start]
    inside = [group for group in groups if group[0] > start and not page.lines.vertical[group[0]]]
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
    strays = [draft for draft in drafts if _stray(page, draft)]
    kept = [draft for draft in drafts if not any(draft is stray for stray in strays)]
    for stray in strays if kept else ():
        target = _best(page, min(stray.roles), kept) or kept[0]
        target.roles |= dict.fromkeys(stray.roles, "caption")
    return kept or drafts


def _stray(page: Parts, draft: Draft) -> bool:
    """Tell whether an article is no more than a short sentence that stands alone."""
    number = draft.fragments[0]
    fragment = page.fragments[number]
    size = page.total_width(range(fragment.first, fragment.last))
    bare = len(draft.fragments) == 1 and not fragment.opens and not fragment.closes and size <= ALONE
    return bare and not page.byline_before[number] and not page.titles[number]


@dataclass(frozen=True)
class _Gap:
    """Titles that stand between the body of one article and that of another; `between` holds all lines that do."""

    groups: list[list[int]]
    before: Draft | None
    after: Draft | None
    between: list[int]


Option = tuple[float, float, tuple["Draft | None", ...]]
"""How well it fits to give the titles of a gap to these articles, and how many reporters' lines it parts from theirs."""
Plan = tuple[float, tuple[tuple["Draft | None", ...], ...]]
"""A score, and for each gap the owner of each of its titles."""


def _place_titles(page: Parts, drafts: list[Draft], gaps: list[_Gap]) -> None:
    """Give the titles of every gap to the article above, to the one below, or to one further off that has none.

    All are given at once so that together they fit best: dynamic programming over the gaps of the page, once for each
    way in which a page may lean (titles above their articles, below, or mixed), since most stand on one side.
    """
    untitled = [
        d for d in drafts if d.fragments and not page.tail(d.fragments[0]) and not d.titled and not _fitted(page, d)
    ]
    titled = {id(draft) for draft in drafts if draft.titled}
    options = [_options(page, gap, untitled) for gap in gaps]
    plans = [(_plan(gaps, options, leaning, frozenset(titled)), leaning) for leaning in LEANINGS]
    (_, owners), leaning = max(plans, key=lambda plan: plan[0][0])
    for gap, row in zip(gaps, owners, strict=True):
        for group, owner in zip(gap.groups, row, strict=True):
            draft = owner
            if draft is None:
                draft = Draft()
                drafts.append(draft)
            there = page.held(group, draft.fragments) if draft.fragments else 0.0
            side = "above" if draft is gap.before else "below" if draft is gap.after else "further off"
            why = f"title of the article {side}: its words {there:.2f}, the page leans {leaning:+.1f}"
            _give(draft, group, "caption" if _is_caption(page, draft, group, id(draft) in titled) else "headline", why)
        titled |= {id(draft) for draft in row if draft}


def _plan(gaps: list[_Gap], options: list[list[Option]], leaning: float, titled_before: frozenset[int]) -> Plan:
    """Return the best score on a page that leans so, and who gets the titles of each gap."""
    states: dict[frozenset[int], Plan] = {titled_before: (-abs(leaning) / 4, ())}
    for gap, ways in zip(gaps, options, strict=True):
        before, after = id(gap.before), id(gap.after)
        grown: dict[frozenset[int], Plan] = {}
        for titled, (score, rows) in states.items():
            for fit, crossed, row in ways:
                # On a page that sets its titles below, a reporter's line may well open an article without one.
                value = score + fit - CROSSED * crossed * (1 + leaning) / 2
                given = list(dict.fromkeys(id(owner) for owner in row))
                for owner in given:
                    if owner == before:
                        value += TITLED - LEAN * leaning if owner not in titled else SECOND
                    elif owner == after:
                        value += TITLED + LEAN * leaning
                    else:
                        value += TITLED - FURTHER if owner not in titled else NEVER
                key = titled.union(given)
                if key not in grown or round(value, 6) > grown[key][0]:
                    grown[key] = (round(value, 6), (*rows, row))
        states = dict(sorted(grown.items(), key=lambda item: -item[1][0])[:STATES])
    return max(states.values(), key=lambda plan: plan[0])


def _options(page: Parts, gap: _Gap, untitled: list[Draft]) -> list[Option]:
    """Return how the titles of a gap may be given away, and how well each way fits."""
    count = len(gap.groups)
    options = []
    for split in range(count + 1):
        row = (gap.before,) * split + (gap.after,) * (count - split)
        options.append((_fit(page, gap, split), _crossed(page, gap, split), row))
    for n, group in enumerate(gap.groups):
        far = [
            (page.held(group, d.fragments), -k, d) for k, d in enumerate(untitled) if d not in (gap.before, gap.after)
        ]
        near = max([page.held(group, d.fragments) for d in (gap.before, gap.after) if d and d.fragments], default=0.0)
        held, _, draft = max(far, key=lambda f: f[:2], default=(0.0, 0, None))
        # A photo's text may share a single word with its title, which then has none of those that stand beside it.
        if draft and (held >= FITTED > near or (draft.picture and held > near == 0)):
            for fit, crossed, row in options[: count + 1]:
                loser = row[n]
                lost = page.held(group, loser.fragments) if loser else 0.0
                options.append((fit + WORDS * (held - lost), crossed, (*row[:n], draft, *row[n + 1 :])))
    return options


def _fit(page: Parts, gap: _Gap, split: int) -> float:
    """Return how well the titles of a gap fit where the first of them go to the article above and the others below."""
    groups, before, after = gap.groups, gap.before, gap.after
    if (before is None or not before.fragments) and split:
        return NEVER
    if (after is None or not after.fragments) and split < len(groups):
        return NEVER if before is not None else 0.0
    above = sum(page.held(group, before.fragments) for group in groups[:split]) if before else 0.0
    if split and before and page.tail(min(before.fragments)):
        return NEVER  # what comes from another page has its title there
    below = sum(page.held(group, after.fragments) for group in groups[split:]) if after else 0.0
    noted = any(page.noted(group) for group in groups[:split])
    unfit = before is not None and before.picture and any(page.held(g, before.fragments) == 0 for g in groups[:split])
    above -= NOTED * (noted + unfit)
    if split < len(groups) and after and page.tail(min(after.fragments)):
        below -= CONTINUED
    edges = [
        _room(page, groups[0][0]),
        *(_room(page, group[0]) for group in groups[1:]),
        _room(page, groups[-1][-1] + 1),
    ]
    # The widest gap, if there is one, stands between what belongs together and what does not.
    space = ROOM if edges[split] == max(edges) > min(edges) else 0.0
    vertical = sum(len(group) > 1 and bool(page.lines.vertical[group[0]]) for group in groups[split:])
    return WORDS * (above + below) + space + 0.05 * vertical


def _crossed(page: Parts, gap: _Gap, split: int) -> float:
    """Count how often a title is parted from a reporter's line, which stands under it or, in brackets, ends its article."""
    crossed = 0
    for i in gap.between:
        if page.label[i] == BYLINE:
            parted = sum(group[0] < i for group in gap.groups[:split])
            kept = sum(group[0] < i for group in gap.groups[split:])
            if not page.opening_byline[i]:
                parted, kept = kept, parted
            crossed += 0 if kept else parted
    return float(crossed)


def _room(page: Parts, i: int) -> float:
    """Return how many blank lines stand before a line, no more than three; before a page's end there are three."""
    return min(3.0, float(page.lines.gap[i])) if i < len(page.label) else 3.0


def _assign_others(
    page: Parts, drafts: list[Draft], between: list[int], before: Draft | None, after: Draft | None
) -> None:
    """Give reporters' lines, captions and jump lines between two fragments to an article."""
    label, marks = page.label, page.marks
    placed = {i: d for d in drafts for i in between if i in d.roles}
    for i in between:
        if i in placed:
            continue
        if label[i] == BYLINE:
            target = _byline_owner(page, i, between, before, after)
            if target:
                target.roles[i] = "byline"
        elif label[i] == CAPTION:
            goes_on = before is not None and page.lines.gap[i] == 0 and page.fragments[before.fragments[-1]].last == i
            sides = [before] if goes_on else [before, after]
            target = _best(page, i, [d for d in sides if d]) or (drafts[0] if drafts else None)
            if target:
                target.roles[i] = "caption"
        elif label[i] == JUMP:
            near = [placed[j] for j in between if j in placed and placed[j] and abs(j - i) <= 4]
            target = near[-1] if near and not marks["jump_to"][i] and i != between[0] else before or after
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


def _banner(page: Parts, between: list[int], articles: int, before: Draft | None) -> int:
    """Return the first line behind a banner: titles and an editor's note that serve all articles of a package.

    What shows it is another title behind the note, with a reporter's line or an article's opening of its own. Titles
    that speak of the article above are no banner, nor is a deck alone (———…见闻), which belongs to the title behind the note.
    """
    notes = [i for i in between if page.label[i] == NOTE]
    behind = [i for i in between if notes and i > notes[-1]]
    below = between[-1] + 1 if between else len(page.label)
    opens = below < len(page.label) and (page.marks["opener"][below] or page.marks["address"][below])
    titled = any(page.label[i] == DISPLAY for i in behind)
    titled = titled and (opens or any(page.opening_byline[i] for i in behind))
    if articles < 2 or not titled:
        return 0
    above = page.group([i for i in between if page.label[i] == DISPLAY and i < notes[0]])
    above = [group for group in above if not (before and page.held(group, before.fragments) >= SPEAKS)]
    return behind[0] if any(not page.marks["dash"][group[0]] for group in above) else 0


def _far_titles(
    page: Parts,
    drafts: list[Draft],
    between: list[int],
    before: Draft | None,
    after: Draft | None,
    decked: Draft | None,
) -> list[list[int]]:
    """Give away the titles of a gap that belong to neither neighbour, and return the others.

    Such are a title whose words a distant article holds, one inside an article that shares a word with a photo's text
    and none with it, the one on top of the page where the article `decked` has but a deck, and what stands with a jump
    line: the title of a story on another page.
    """
    groups = page.group([i for i in between if page.label[i] == DISPLAY])
    title = groups[0][0] if groups else 0
    jump = any(page.label[i] == JUMP and i > title and not page.marks["jump_to"][i] for i in between)
    near_by = [d for d in (before, after) if d]
    others = [d for d in drafts if d is not before and d is not after and d.fragments]
    left = []
    teaser: Draft | None = None
    for group in groups:
        near = max([page.held(group, d.fragments) for d in near_by if d.fragments], default=0.0)
        far = max(others, key=lambda d: page.held(group, d.fragments), default=None)
        lead = page.held(group, far.fragments) - near if far is not None else 0.0
        if teaser is not None and page.marks["dash"][group[0]]:
            _give(teaser, group, "headline", "deck of a story on another page")
            continue
        # An article with titles of its own takes another only where nothing ties it to its neighbours.
        own = far is not None and (far.titled or _fitted(page, far) or (before is after and _footed(page, far)))
        photo = before is after and far is not None and far.picture and not own and near == 0 < lead
        if far is not None and (photo or (lead >= (0.6 if own else 0.3) and near <= (0.1 if own else 0.3))):
            _give(far, group, "headline", f"title of a distant article: its words {near + lead:.2f}, nearby {near:.2f}")
        elif (before is None or _heads_a_note(page, group)) and decked not in (None, after) and near < FITTED:
            _give(decked, group, "headline", "title of an article with a deck of its own")
        elif jump and near < 0.45 and teaser is None:
            teaser = Draft()
            drafts.append(teaser)
            _give(teaser, group, "headline", "title of a story on another page")
            for i in between:
                if page.label[i] == JUMP:
                    teaser.roles[i] = "jump"
        else:
            left.append(group)
    return left


def _fitted(page: Parts, draft: Draft) -> bool:
    """Tell whether titles that speak of an article stand above it."""
    titles = page.titles[draft.fragments[0]]
    return bool(titles) and page.held(titles, draft.fragments) >= FITTED


def _footed(page: Parts, draft: Draft) -> bool:
    """Tell whether a title that speaks of an article stands below it."""
    below = page.groups[max(draft.fragments) + 1]
    return any(page.held(group, draft.fragments) >= FOOTED for group in below)


def _is_caption(page: Parts, draft: Draft, group: list[int], titled: bool) -> bool:
    """Tell whether short lines below an article are a photo's: it has a title above, which they don't outweigh."""
    headlines = [i for i, role in draft.roles.items() if role == "headline"]
    if not titled or not headlines or min(draft.roles) not in headlines or group[0] < min(headlines):
        return False
    if page.lines.vertical[group[0]]:
        return False  # only a title is set vertically
    if any(page.marks["dash"][i] for i in headlines):
        return True
    above, below = (page.held(lines, draft.fragments) * page.total_width(lines) for lines in (headlines, group))
    return below < OUTWEIGHS * above


def _give(draft: Draft, group: list[int], role: str, why: str = "") -> None:
    for i in group:
        draft.roles[i] = role
        if why:
            draft.reasons[i] = why
