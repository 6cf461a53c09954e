"""Which fragments make an article's body: for each the likeliest choice, by observations with readable weights.

A fragment begins an article, or goes on in one of those begun. How much each observation speaks for either was learnt
by a log-linear model from simulated pages (`scripts/train_chains.py`). To carry several hypotheses along instead of
the best choice (a beam search) was tried. With these weights it changes nothing; with weights learnt from whole pages
it finds more articles on simulated pages and on those laid out by hand, and glues two reports of one event, as a real
page has them: their likeness adds up paragraph by paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from corpusutils.pages.fragments import Members
from corpusutils.pages.observe import Observations, Seen
from corpusutils.pages.parts import Parts

OPEN_ARTICLES = 8
"""How many of the latest articles a fragment may go on in."""
REACH = 64
"""How many fragments back such an article's last one may be."""

JOIN, BEGIN = "join", "begin"
WOVEN, WOVEN_EACH = 5.0, 0.3
"""By how much more, in all and a fragment, words must speak for a page with woven articles than for one that is in order."""
EASES = (0.5, 1.0)
"""By how much more readily fragments go on apart on such a page; how far apart says nothing there."""
Weights = Mapping[str, Mapping[str, float]]


class Reason(NamedTuple):
    """Why a fragment was put where it is; as text, what was seen and how much it said."""

    kind: str
    seen: Seen
    weights: Weights

    def __str__(self) -> str:
        """Name what was seen, with its sign and weight."""
        given = self.weights[self.kind]
        said = {name: given[name] * value for name, value in self.seen.items()}
        parts = [f"{name}{value:+.1f}" for name, value in said.items() if abs(value) >= 0.05]
        return f"{'goes on' if self.kind == JOIN else 'begins'}: {' '.join(parts)}"


class Step(NamedTuple):
    """What may be done with a fragment: `begin` an article, or `join` one, whose `members` it then follows."""

    kind: str
    number: int
    members: Members
    before: Members
    """The article that the fragment stands right behind."""
    pending: int
    """How many articles are left in the middle of a sentence by this step."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return how much each observation speaks for a step, by step and name."""
    text = files("corpusutils.pages").joinpath("data/chain_weights.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return {step: {name: float(weight) for s, name, weight in rows if s == step} for step in (JOIN, BEGIN)}


def find_chains(page: Parts) -> tuple[list[Members], list[Reason]]:
    """Return the bodies of the page's articles, in the order of their first fragments, and the reason for each fragment.

    Most pages are in order, and so the weights hold what stands apart to be another article's. Where the words of the
    fragments speak strongly for other articles than those they stand behind, the page is read as one that is woven.
    """
    seen = Observations(page)
    ordered, reasons, doubt = _chain(seen, weights())
    articles = ordered
    least = max(WOVEN, WOVEN_EACH * len(page.fragments))
    if doubt > least:
        for ease in EASES:
            woven, why, _ = _chain(seen, _eased(ease))
            if (gain := _gain(seen, ordered, woven)) > least:
                articles, reasons, least = woven, why, gain
    return articles, reasons


def _eased(ease: float) -> Weights:
    """Return the weights for a page with woven articles."""
    join = weights()[JOIN]
    return {**weights(), JOIN: {**join, "apart": join["apart"] + ease, "apart_each": 0.0}}


def _chain(seen: Observations, given: Weights) -> tuple[list[Members], list[Reason], float]:
    """Return the chains by some weights, the reasons, and by how much words speak for other articles than those chosen."""
    articles: list[Members] = []
    reasons: list[Reason] = []
    doubt = 0.0
    for number in range(len(seen.page.fragments)):
        choices = [(step, observe(seen, step)) for step in steps(seen, articles, number)]
        step, shown = choices[0] if len(choices) == 1 else max(choices, key=lambda c: score(c[0].kind, c[1], given))
        if "told" in shown:
            doubt += max(other["told"] for _, other in choices if "told" in other) - shown["told"]
        take(articles, step)
        reasons.append(Reason(step.kind, shown, given))
    return articles, reasons, doubt


def _gain(seen: Observations, ordered: Sequence[Members], woven: Sequence[Members]) -> float:
    """Return by how much more words speak for the woven chains, over the fragments that they put behind others."""
    before = {last: members[:n] for members in ordered for n, last in enumerate(members)}
    moved = [
        (before[last], members[:n], last)
        for members in woven
        for n, last in enumerate(members)
        if n and before[last] and before[last][-1] != members[n - 1]
    ]
    return sum([seen.told(there, (last,)) - seen.told(here, (last,)) for here, there, last in moved])


def steps(seen: Observations, articles: Sequence[Members], number: int) -> Iterator[Step]:
    """Yield what may be done with a fragment, given the articles before it.

    A source formula always begins an article, a short sentence that stands alone stays so, nothing goes on in one that
    is over, and the only sentence that is left open, where it plainly runs on in the next line, is not asked about.
    """
    page = seen.page
    before = next((members for members in articles if members[-1] == number - 1), ())
    open_ended = sum(seen.open_ended[members[-1]] for members in articles)
    if page.fragments[number].opens or page.alone[number] or page.photo[number]:
        yield Step(BEGIN, number, (), before, open_ended)
        return
    near = [m for m in articles if not page.closed[m[-1]] and number - m[-1] <= REACH]
    if before in near and open_ended == 1 and page.runs_on(number):
        near = [before]
    else:
        yield Step(BEGIN, number, (), before, open_ended)
    for members in sorted(near, key=lambda m: -m[-1])[:OPEN_ARTICLES]:
        yield Step(JOIN, number, members, before, open_ended - seen.open_ended[members[-1]])


def observe(seen: Observations, step: Step) -> Seen:
    """Return all that is seen of a step, by name."""
    if step.kind == BEGIN:
        return seen.begin(step.before, step.number, step.pending)
    return seen.join(step.members, step.before, step.number, step.pending)


def score(kind: str, shown: Seen, given: Weights) -> float:
    """Return how much all that is seen speaks for a step, by some weights."""
    said = given[kind]
    return sum([said[name] * value for name, value in shown.items()])


def take(articles: list[Members], step: Step) -> None:
    """Do a step: the fragment begins an article, or is added to the one that it goes on in."""
    if step.kind == BEGIN:
        articles.append((step.number,))
    else:
        articles[articles.index(step.members)] = (*step.members, step.number)
