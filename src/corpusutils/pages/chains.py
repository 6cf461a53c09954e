"""Which fragments make an article's body: a beam search over observations with readable weights."""

from __future__ import annotations

from dataclasses import dataclass

from corpusutils.pages.parts import Parts

BEAM = 12
MARGIN = 6.0
"""How far behind the best a hypothesis may be and still be followed."""
OPEN_ARTICLES = 6
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


@dataclass(frozen=True)
class Chain:
    """The fragments of one article's body, and the reason for each."""

    members: tuple[int, ...]
    reasons: tuple[str, ...]


_Step = tuple[bool, tuple[int, ...], int]
"""Whether a fragment goes on in an article (or begins one), the article that is spoken of, and the fragment."""


@dataclass(slots=True)
class _Path:
    """One hypothesis: the fragments of every article so far, and the step that led here."""

    score: float
    articles: tuple[tuple[int, ...], ...]
    parent: _Path | None = None
    step: _Step | None = None


def find_chains(page: Parts) -> list[Chain]:
    """Return the bodies of the page's articles, in the order of their first fragments."""
    beam = [_Path(0.0, ())]
    known: dict[_Step, float] = {}

    def gain(step: _Step) -> float:
        if step not in known:
            weights = JOIN if step[0] else BEGIN
            known[step] = sum([weights[name] * value for name, value in _observe(page, step).items()])
        return known[step]

    for number in range(len(page.fragments)):
        grown: list[_Path] = []
        runs_on = number > 0 and _runs_on(page, number)
        for path in beam:
            before = next((a for a in path.articles if a[-1] == number - 1), ())
            if runs_on and before:
                step = (True, before, number)
                place = path.articles.index(before)
                articles = (*path.articles[:place], (*before, number), *path.articles[place + 1 :])
                grown.append(_Path(path.score + gain(step), articles, path, step))
                continue
            step = (False, before, number)
            grown.append(_Path(path.score + gain(step), (*path.articles, (number,)), path, step))
            # An article that is over goes on only in what stands right behind it.
            going = [a for a, m in enumerate(path.articles) if m[-1] == number - 1 or not page.closed[m[-1]]]
            going.sort(key=lambda a: -path.articles[a][-1])
            for a in going[:OPEN_ARTICLES]:
                members = path.articles[a]
                step = (True, members, number)
                articles = (*path.articles[:a], (*members, number), *path.articles[a + 1 :])
                grown.append(_Path(path.score + gain(step), articles, path, step))
        best = max(path.score for path in grown) - MARGIN
        grown = [path for path in grown if path.score > best]
        grown.sort(key=lambda path: (-round(path.score, 6), path.articles))
        beam = grown[:BEAM]
    last = max(beam, key=lambda path: path.score + sum(_left_open(page, members) for members in path.articles))
    reasons: dict[int, str] = {}
    at: _Path | None = last
    while at is not None and at.step is not None:
        reasons[at.step[2]] = _reason(page, at.step)
        at = at.parent
    return [Chain(members, tuple(reasons[m] for m in members)) for members in last.articles]


def _runs_on(page: Parts, number: int) -> bool:
    """Tell whether a sentence goes on in the very next fragment, with nothing in between: that needs no search."""
    last, fragment = page.fragments[number - 1], page.fragments[number]
    plain = last.open_ended and not page.between[number] and not fragment.opens and not fragment.new_paragraph
    return plain and abs(last.column - fragment.column) < 2 and page.goes_on(number - 1, number) > -1


def _left_open(page: Parts, members: tuple[int, ...]) -> float:
    last = page.fragments[members[-1]]
    return LEFT_OPEN if last.open_ended and not last.closes else 0.0


def _observe(page: Parts, step: _Step) -> dict[str, float]:
    goes_on, members, number = step
    return _join(page, members, number) if goes_on else _begin(page, members, number)


def _reason(page: Parts, step: _Step) -> str:
    weights = JOIN if step[0] else BEGIN
    said = {name: weights[name] * value for name, value in _observe(page, step).items()}
    parts = [f"{name}{value:+.1f}" for name, value in said.items() if abs(value) >= 0.05]
    return f"{'goes on' if step[0] else 'begins'}: {' '.join(parts)}"


def _join(page: Parts, members: tuple[int, ...], number: int) -> dict[str, float]:
    """Observe what speaks for and against a fragment going on in an article."""
    last, fragment = page.fragments[members[-1]], page.fragments[number]
    titles = page.titles[number]
    said: dict[str, float] = {}
    if page.closed[members[-1]]:
        said["closed"] = 1
    if fragment.opens:
        said["opener"] = 1
    follows = members[-1] == number - 1
    if follows:
        said["next_behind_title" if titles else "next"] = 1
        if page.byline_before[number]:
            said["behind_byline"] = 1
        if titles and not page.tail(members[0]) and not page.titles[members[0]]:
            said["untitled"] = 1
        if len(page.groups[number]) > 1:
            said["behind_many_titles"] = 1
    else:
        said["apart"] = 1
        said["apart_each"] = min(number - 1 - members[-1], 5)
        if page.fragments[number - 1].open_ended:
            said["other_sentence_open"] = 1
    if last.open_ended and (follows or not titles):
        said["sentence_goes_on" if follows else "sentence_goes_on_apart"] = 1
        said["flow" if follows else "flow_apart"] = page.goes_on(members[-1], number)
        if fragment.new_paragraph:
            said["new_paragraph"] = 1
    if last.column and fragment.column:
        said["same_column" if abs(last.column - fragment.column) < 2 else "other_column"] = 1
    low, high = COHESION_RANGE
    surplus = min(high, max(low, page.similarity(members, number) - EXPECTED_COHESION))
    said["cohesion"] = surplus * min(1.0, page.cohesion.size[number] / 40)
    return said


def _begin(page: Parts, before: tuple[int, ...], number: int) -> dict[str, float]:
    """Observe what speaks for and against a fragment beginning an article; `before` is the article that stands before."""
    fragment = page.fragments[number]
    titles = page.titles[number]
    said: dict[str, float] = {"prior": 1}
    if fragment.opens:
        said["opener"] = 1
    if titles:
        groups = page.groups[number]
        width = max(max(page.width[i] for i in group) + 4 * (len(group) - 1) for group in groups)
        said[next((f"title_to_{w}" for w in (8, 12, 20) if width <= w), "title_wider")] = 1
        if len(groups) > 1:
            said["many_titles"] = 1
    if any(page.marks["notice"][i] for i in titles):
        said["notice"] = 1
    if page.byline_before[number]:
        said["byline"] = 1
    if number == 0 or page.closed[number - 1]:
        said["after_closed"] = 1
    elif page.fragments[number - 1].open_ended:
        said["sentence_open"] = 1
    if number and not titles and not fragment.opens and "after_closed" not in said:
        said["bare"] = 1
    if titles and before:
        if page.tail(before[0]) and not any(page.titles[member] for member in before):
            said["after_tail"] = 1
        said["title_fits"] = page.held(titles, (number,)) - page.held(titles, before)
    return said
