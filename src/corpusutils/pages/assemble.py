"""Put fragments, titles and credits together to articles, by scores that can be read.

First the body: a beam search over the page's fragments decides for each whether it goes on in one of the articles
that are open or begins a new one. Then the display lines: each sequence between two fragments is split between the
article before and the article after, by what the titles say and by who lacks a title. Then what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.flow import NEUTRAL, flow
from corpusutils.pages.fragments import Cohesion, Fragment, bigrams, body_fragments
from corpusutils.pages.lines import PageLines
from corpusutils.pages.roles import BODY, BYLINE, CAPTION, DISPLAY, JUMP, LABELS, NOISE, NOTE, Roles

BEAM = 16
MARGIN = 7.0
"""How far behind the best a hypothesis may be and still be followed."""
HEADLINE_WIDTH = 13
"""Least width of a title inside an article that may be its headline."""
NEAR = 2
"""How many fragments away a title may have drifted."""
MISSING_TITLE_GAIN = 0.12
STRAY = 60
"""Widest lone sentence that may be a caption and not an article, in characters."""
OPEN_ARTICLES = 8
"""How many of the latest articles a fragment may go on in."""

JOIN = {
    "closed": -5.9,
    "opener": -7.6,
    "next": 1.7,
    "next_behind_title": 0.4,
    "behind_byline": -4.9,
    "behind_many_titles": -0.9,
    "apart": -1.8,
    "apart_each": -1.0,
    "sentence_goes_on": 2.3,
    "sentence_goes_on_apart": 1.4,
    "new_paragraph": -1.1,
    "other_sentence_open": -0.6,
    "flow": 0.4,
    "flow_apart": 0.4,
    "same_column": 0.3,
    "other_column": -0.5,
    "untitled": 1.2,
    "cohesion": 12.3,
}
"""What speaks for a fragment to go on in an article, by the name of the observation."""
BEGIN = {
    "prior": -3.1,
    "opener": 4.6,
    "title_to_8": -0.4,
    "title_to_12": 1.0,
    "title_to_20": 1.7,
    "title_wider": 2.0,
    "many_titles": 0.7,
    "notice": 3.0,
    "byline": 4.3,
    "after_closed": 1.7,
    "bare": -1.6,
    "title_fits": 1.3,
    "after_tail": 3.0,
    "sentence_open": -0.3,
}
"""What speaks for a fragment to begin an article."""
LEFT_OPEN = -1.0
"""What an article costs that is left in the middle of a sentence."""
EXPECTED_COHESION = 0.03
COHESION_RANGE = (-0.03, 0.25)


@dataclass
class Draft:
    """An article in the making: its fragments, and its other lines with their roles (indices into the page's lines)."""

    fragments: list[int] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    @property
    def titled(self) -> bool:
        """Whether a headline has been found."""
        return "headline" in self.roles.values()


_Step = tuple[str, tuple[int, ...], int]
"""A verb, the article that it speaks of, and the fragment."""


@dataclass(frozen=True)
class _Path:
    """One hypothesis of the beam: the fragments of every article so far, and the steps that led there."""

    score: float
    articles: tuple[tuple[int, ...], ...]
    steps: tuple[_Step, ...]
    reasons: tuple[str, ...] = ()


@dataclass
class _Page:
    lines: PageLines
    roles: Roles
    fragments: list[Fragment]
    between: list[list[int]]
    """For each fragment, and once more for the page's end: the non-body lines before it."""
    gram: NDArray[np.float64]
    cohesion: Cohesion

    def similarity(self, members: tuple[int, ...], fragment: int) -> float:
        """Mean cosine of a fragment with the two fragments of an article that are most like it.

        Not the cosine with their sum: that grows with the article and would make large articles larger.
        """
        values = sorted((self.gram[m, fragment] for m in members), reverse=True)[:2]
        return float(sum(values) / len(values))


def assemble(lines: PageLines, roles: Roles) -> list[Draft]:
    """Return the articles of a page as drafts, in the order of their first lines."""
    fragments = body_fragments(lines, roles)
    page = _measure(lines, roles, fragments)
    path = _search(page)
    drafts = [Draft(list(members)) for members in path.articles]
    for fragment, reason in enumerate(path.reasons):
        owner = next(d for d in drafts if fragment in d.fragments)
        owner.reasons[fragments[fragment].first] = reason
    for draft in drafts:
        for fragment in draft.fragments:
            for i in range(fragments[fragment].first, fragments[fragment].last):
                draft.roles[i] = LABELS[BODY]
    drafts = _stray_captions(page, drafts)
    _assign_rest(page, drafts)
    return sorted((d for d in drafts if d.roles), key=lambda d: min(d.roles))


def _measure(lines: PageLines, roles: Roles, fragments: list[Fragment]) -> _Page:
    between: list[list[int]] = []
    at = 0
    for first, last in [*((f.first, f.last) for f in fragments), (len(lines), len(lines))]:
        between.append([i for i in range(at, first) if roles.label[i] != BODY])
        at = last
    titles = [bigrams(lines.text[i]) for i in np.flatnonzero(roles.label == DISPLAY)]
    cohesion = Cohesion([*(f.grams for f in fragments), *titles])
    vectors = [cohesion.weights(f.grams) for f in fragments]
    vocabulary = {g: i for i, g in enumerate(dict.fromkeys(g for v in vectors for g in v))}
    matrix = np.zeros((len(fragments), len(vocabulary)))
    for row, vector in enumerate(vectors):
        for gram, weight in vector.items():
            matrix[row, vocabulary[gram]] = weight
    return _Page(lines, roles, fragments, between, matrix @ matrix.T, cohesion)


# --- the body ---------------------------------------------------------------------------------------------------------


def _search(page: _Page) -> _Path:
    beam = [_Path(0.0, (), ())]
    known: dict[_Step, tuple[float, dict[str, float]]] = {}

    def gain(key: _Step) -> float:
        if key not in known:
            kind, members, number = key
            observe, weights = (_join, JOIN) if kind == "goes on" else (_begin, BEGIN)
            said = observe(page, members, number)
            known[key] = (sum(weights[name] * value for name, value in said.items()), said)
        return known[key][0]

    for number in range(len(page.fragments)):
        grown: list[_Path] = []
        for path in beam:
            before = next((a for a in path.articles if a[-1] == number - 1), ())
            step = ("begins", before, number)
            grown.append(_Path(path.score + gain(step), (*path.articles, (number,)), (*path.steps, step)))
            latest = sorted(range(len(path.articles)), key=lambda a: -path.articles[a][-1])[:OPEN_ARTICLES]
            for a in latest:
                members = path.articles[a]
                step = ("goes on", members, number)
                articles = (*path.articles[:a], (*members, number), *path.articles[a + 1 :])
                grown.append(_Path(path.score + gain(step), articles, (*path.steps, step)))
        best = max(p.score for p in grown)
        grown = [p for p in grown if p.score > best - MARGIN]
        grown.sort(key=lambda p: (-round(p.score, 6), p.articles))
        beam = grown[:BEAM]
    path = max(beam, key=lambda p: p.score + sum(_left_open(page, members) for members in p.articles))
    reasons = [_reason(step[0], known[step][1], JOIN if step[0] == "goes on" else BEGIN) for step in path.steps]
    return _Path(path.score, path.articles, path.steps, tuple(reasons))


def _left_open(page: _Page, members: tuple[int, ...]) -> float:
    last = page.fragments[members[-1]]
    return LEFT_OPEN if last.open_ended and not last.closes else 0.0


def _titles(page: _Page, number: int) -> list[int]:
    return [i for i in page.between[number] if page.roles.label[i] == DISPLAY]


def _opening_byline(page: _Page, number: int) -> bool:
    """Tell whether a reporter's line stands before a fragment (a name in brackets closes, it does not open)."""
    marks = page.lines.marks
    return any(page.roles.label[i] == BYLINE and marks["byline"][i] for i in page.between[number])


def _closed(page: _Page, number: int) -> bool:
    """Tell whether an article is over after a fragment: by its own end, or by a name that stands alone behind it."""
    if page.fragments[number].closes:
        return True
    marks = page.lines.marks
    behind = page.between[number + 1]
    return bool(behind) and bool(
        marks["name_in_brackets"][behind[0]]
        or (marks["name_alone"][behind[0]] and page.roles.label[behind[0]] == BYLINE)
    )


def _join(page: _Page, members: tuple[int, ...], number: int) -> dict[str, float]:
    """Observe what speaks for and against a fragment going on in an article."""
    last, fragment = page.fragments[members[-1]], page.fragments[number]
    marks = page.lines.marks
    titles = _titles(page, number)
    said: dict[str, float] = {}
    if _closed(page, members[-1]):
        said["closed"] = 1
    if fragment.opens:
        said["opener"] = 1
    follows = members[-1] == number - 1
    if follows:
        said["next_behind_title" if titles else "next"] = 1
        if _opening_byline(page, number):
            said["behind_byline"] = 1
        if titles and not marks["jump_from"][page.fragments[members[0]].first] and not _titles(page, members[0]):
            said["untitled"] = 1
        if len(_groups(page, titles)) > 1:
            said["behind_many_titles"] = 1
    else:
        said["apart"] = 1
        said["apart_each"] = min(number - 1 - members[-1], 5)
        if page.fragments[number - 1].open_ended:
            said["other_sentence_open"] = 1
    if last.open_ended and (follows or not titles):
        surplus = flow(page.lines.text[last.last - 1], page.lines.text[fragment.first]) - NEUTRAL
        said["sentence_goes_on" if follows else "sentence_goes_on_apart"] = 1
        said["flow" if follows else "flow_apart"] = min(3.0, max(-3.0, surplus))
        if marks["paragraph_opener"][fragment.first] or marks["indented"][fragment.first]:
            said["new_paragraph"] = 1
    if last.column and fragment.column:
        said["same_column" if abs(last.column - fragment.column) < 2 else "other_column"] = 1
    low, high = COHESION_RANGE
    surplus = min(high, max(low, page.similarity(members, number) - EXPECTED_COHESION))
    said["cohesion"] = surplus * min(1.0, fragment.size / 40)
    return said


def _begin(page: _Page, before: tuple[int, ...], number: int) -> dict[str, float]:
    """Observe what speaks for and against a fragment beginning an article; `before` is the article that stands before."""
    fragment = page.fragments[number]
    titles = _titles(page, number)
    said: dict[str, float] = {"prior": 1}
    if fragment.opens:
        said["opener"] = 1
    if titles:
        groups = _groups(page, titles)
        width = max(page.lines.width[group].max() + 4 * (len(group) - 1) for group in groups)
        said[next((f"title_to_{w}" for w in (8, 12, 20) if width <= w), "title_wider")] = 1
        if len(groups) > 1:
            said["many_titles"] = 1
    if any(page.lines.marks["notice"][i] for i in titles):
        said["notice"] = 1
    if _opening_byline(page, number):
        said["byline"] = 1
    if number == 0 or _closed(page, number - 1):
        said["after_closed"] = 1
    elif page.fragments[number - 1].open_ended:
        said["sentence_open"] = 1
    if number and not titles and not fragment.opens and "after_closed" not in said:
        said["bare"] = 1
    if titles and before:
        tail = page.lines.marks["jump_from"][page.fragments[before[0]].first]
        if tail and not any(_titles(page, member) for member in before):
            said["after_tail"] = 1
        title = bigrams("".join(page.lines.text[i] for i in titles))
        said["title_fits"] = _contained(page, title, (number,)) - _contained(page, title, before)
    return said


def _reason(verb: str, said: dict[str, float], weights: dict[str, float]) -> str:
    parts = [
        f"{name}{weights[name] * value:+.1f}" for name, value in said.items() if abs(weights[name] * value) >= 0.05
    ]
    return f"{verb}: {' '.join(parts)}"


def _contained(page: _Page, title: dict[str, int], members: tuple[int, ...]) -> float:
    """Return how much of a title's TF-IDF weight the text of an article holds, 0 to 1."""
    weights = page.cohesion.weights(title)  # type: ignore[arg-type]
    total = sum(weights.values())
    if not total:
        return 0.0
    held = sum(w for g, w in weights.items() if any(g in page.fragments[m].grams for m in members))
    return held / total


# --- titles, bylines, captions ----------------------------------------------------------------------------------------


def _assign_rest(page: _Page, drafts: list[Draft]) -> None:
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


def _promote(page: _Page, draft: Draft) -> None:
    """Make a title inside an article its headline where it has no other: titles are set into the text too.

    It is the only place with titles, or the one with most of them, or one too wide for a subhead.
    """
    if draft.titled or not draft.fragments or page.lines.marks["jump_from"][min(draft.roles)]:
        return
    places = [
        [i for i in _titles(page, number) if draft.roles.get(i) == "subhead"] for number in range(len(page.between))
    ]
    places = [place for place in places if place]
    if not places:
        return
    best = max(places, key=lambda p: (len(_groups(page, p)), page.lines.width[p].sum(), -p[0]))
    if len(places) == 1 or len(_groups(page, best)) > 1 or page.lines.width[best].sum() >= HEADLINE_WIDTH:
        _give(draft, best, "headline")


def _demote(page: _Page, draft: Draft) -> None:
    """Keep one of the headlines that stand on both sides of an article's body: the one that says most of it."""
    if not draft.fragments:
        return
    start = page.fragments[min(draft.fragments)].first
    groups = _groups(page, sorted(i for i, role in draft.roles.items() if role == "headline"))
    above = [group for group in groups if group[0] < start]
    inside = [group for group in groups if group[0] > start]
    if not above or not inside:
        return

    def weight(side: list[list[int]]) -> float:
        title = bigrams("".join(page.lines.text[i] for group in side for i in group))
        return _contained(page, title, tuple(draft.fragments)) * max(float(page.lines.width[g].sum()) for g in side)

    weaker = above if weight(above) < weight(inside) else inside
    for group in weaker:
        _give(draft, group, "subhead")


def _find_missing_titles(page: _Page, drafts: list[Draft]) -> None:
    """Give an article without a headline the title that another article holds but that speaks of this one.

    Titles drift when columns are cut: the title of the next article can stand between two paragraphs of this one.
    """
    for draft in drafts:
        if draft.titled or not draft.fragments or page.lines.marks["jump_from"][min(draft.roles)]:
            continue
        members = tuple(draft.fragments)
        near = range(min(members) - NEAR, max(members) + NEAR + 2)
        offers = []
        for number in near:
            if not 0 <= number < len(page.between):
                continue
            for group in _groups(page, _titles(page, number)):
                owner = next((d for d in drafts if group[0] in d.roles), None)
                if owner is None or owner is draft or not _spare(owner, group):
                    continue
                title = bigrams("".join(page.lines.text[i] for i in group))
                gain = _contained(page, title, members) - _contained(page, title, tuple(owner.fragments))
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


def _stray_captions(page: _Page, drafts: list[Draft]) -> list[Draft]:
    """Turn a short sentence that stands alone, with nothing that an article begins with, into a photo's caption."""
    kept = []
    for draft in drafts:
        first = page.fragments[draft.fragments[0]]
        size = page.lines.width[first.first : first.last].sum()
        bare = len(draft.fragments) == 1 and not first.opens and not first.closes and size <= STRAY
        number = draft.fragments[0]
        if bare and len(drafts) > 1 and not _opening_byline(page, number) and not _titles(page, number):
            others = [d for d in drafts if d is not draft]
            target = _best(page, first.first, others) or others[0]
            target.roles |= dict.fromkeys(range(first.first, first.last), "caption")
        else:
            kept.append(draft)
    return kept


def _leaning(page: _Page, owner: dict[int, Draft]) -> float:
    """Tell where this page sets its titles: above the article (positive) or below (negative), -1 to 1.

    Every sequence of titles between two articles votes by what its first and last line share with either; titles
    above the first article and below the last one, or none there, vote without a doubt.
    """
    votes = []
    for number in range(len(page.between)):
        titles = _titles(page, number)
        before, after = owner.get(number - 1), owner.get(number)
        if before is None or after is None:
            votes.append(1.0 if (before is None) == bool(titles) else -1.0)
            continue
        if not titles or before is after:
            continue
        title = bigrams("".join(page.lines.text[i] for i in titles))
        votes.append(_contained(page, title, tuple(after.fragments)) - _contained(page, title, tuple(before.fragments)))
    return float(np.clip(np.mean(votes) * 2, -1, 1)) if votes else 0.0


def _assign_between(
    page: _Page, drafts: list[Draft], between: list[int], before: Draft | None, after: Draft | None, leaning: float
) -> None:
    """Give the non-body lines between two fragments to the article before, the article after, or a third one."""
    label, marks = page.roles.label, page.lines.marks
    for i in between:
        if label[i] == NOTE and (after or before):
            (after or before).roles[i] = "note"  # type: ignore[union-attr]
        elif label[i] == JUMP:
            pass
    titles = [i for i in between if label[i] == DISPLAY]
    groups = _groups(page, titles)
    if groups:
        _split_titles(page, drafts, groups, before, after, between, leaning)
    placed = {i: d for d in drafts for i in d.roles}
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
        elif label[i] == NOISE:
            pass


def _groups(page: _Page, titles: list[int]) -> list[list[int]]:
    """Group display lines that stand together: touching lines, and all lines of one vertical headline."""
    groups: list[list[int]] = []
    for i in titles:
        vertical = page.lines.vertical[i]
        if groups:
            last = groups[-1][-1]
            touching = last == i - 1 and (page.lines.gap[i] == 0 or (vertical and page.lines.vertical[last]))
            if touching and vertical == page.lines.vertical[last]:
                groups[-1].append(i)
                continue
        groups.append([i])
    return groups


def _best(page: _Page, i: int, drafts: list[Draft]) -> Draft | None:
    title = bigrams(page.lines.text[i])
    scored = [(_contained(page, title, tuple(d.fragments)), -n, d) for n, d in enumerate(drafts)]
    return max(scored, key=lambda s: s[:2])[2] if scored else None


def _byline_owner(page: _Page, i: int, between: list[int], before: Draft | None, after: Draft | None) -> Draft | None:
    marks = page.lines.marks
    if before is None or after is None:
        return before or after
    if marks["name_in_brackets"][i] or (not marks["byline"][i] and i == between[0]):
        return before
    if page.fragments[after.fragments[0]].opens or after is before:
        return before
    return after


def _split_titles(
    page: _Page,
    drafts: list[Draft],
    groups: list[list[int]],
    before: Draft | None,
    after: Draft | None,
    between: list[int],
    leaning: float,
) -> None:
    texts = [bigrams("".join(page.lines.text[i] for i in group)) for group in groups]
    fits = {id(d): [_contained(page, text, tuple(d.fragments)) for text in texts] for d in drafts if d.fragments}
    jump = any(page.roles.label[i] == JUMP and not page.lines.marks["jump_to"][i] for i in between)
    left: list[int] = []
    teaser: Draft | None = None
    for n, group in enumerate(groups):
        near = max([fits[id(d)][n] for d in (before, after) if d], default=0.0)
        others = [d for d in drafts if d is not before and d is not after and d.fragments]
        far = max(others, key=lambda d: fits[id(d)][n], default=None)
        dash = page.lines.marks["dash"][group[0]]
        lead = fits[id(far)][n] - near if far is not None else 0.0
        if far is not None and lead >= (0.3 if not far.titled else 0.5) and near <= 0.3:
            _give(far, group, "headline")
        elif jump and near < 0.45 and (teaser is None or dash):
            if teaser is None:
                teaser = Draft()
                drafts.append(teaser)
            _give(teaser, group, "headline")
            for i in between:
                if page.roles.label[i] == JUMP:
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
    page: _Page,
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
