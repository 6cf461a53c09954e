"""Hold articles against annotated lines: B-cubed, whole articles found, roles.

B-cubed after Bagga and Baldwin (1998): for each character, how much of its computed article is of its true one
(precision) and how much of its true article is in the computed one (recall).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from corpusutils.pages.article import Article

FOUND = 0.9
"""Share of characters (intersection over union) from which an article counts as found."""
NONE = "-"

Labels = Mapping[int, tuple[str, str]]
"""Raw line → article (or `-`) and role."""


@dataclass(frozen=True)
class LayoutScore:
    """What was counted on one page or, added up, on many; all but the numbers of articles are characters."""

    characters: float = 0
    precision: float = 0
    recall: float = 0
    articles: int = 0
    predicted: int = 0
    found: int = 0
    lines: float = 0
    roles: float = 0

    def __add__(self, other: LayoutScore) -> LayoutScore:
        return LayoutScore(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def bcubed_f(self) -> float:
        """B-cubed F of the lines that belong to an article, 0 to 1."""
        return _f(self.precision / self.characters, self.recall / self.characters) if self.characters else 0.0

    @property
    def article_f(self) -> float:
        """F of whole articles: found are those that one computed article covers, and little else, 0 to 1."""
        return _f(self.found / self.predicted, self.found / self.articles) if self.predicted and self.articles else 0.0

    @property
    def role_accuracy(self) -> float:
        """Share of characters whose line has the right role, 0 to 1."""
        return self.roles / self.lines if self.lines else 0.0


def score_page(raw_lines: Sequence[str], articles: Iterable[Article], truth: Labels) -> LayoutScore:
    """Hold the articles of one page against its annotated lines.

    Parameters
    ----------
    raw_lines : the page's lines
    articles : what the page was cut into
    truth : for each non-blank raw line (1-based) its article, or `-`, and its role

    """
    weight = {n: len(re.sub(r"\s", "", raw_lines[n - 1])) for n in truth}
    computed: dict[int, tuple[str, str]] = {}
    for article in articles:
        for first, last, role in article.lines:
            computed |= {n: (article.id, role) for n in range(first, last + 1) if n in truth}
    true_size, size, both, whole = Counter[str](), Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for n, (article_id, _) in computed.items():
        whole[article_id] += weight[n]
    for n, (true_id, _) in truth.items():
        if true_id == NONE:
            continue
        article_id = computed.get(n, (f"none {n}", ""))[0]
        true_size[true_id] += weight[n]
        size[article_id] += weight[n]
        both[true_id, article_id] += weight[n]
    overlaps: dict[str, float] = {}
    for (true_id, article_id), shared in both.items():
        if article_id not in whole:
            continue
        union = true_size[true_id] + whole[article_id] - shared
        overlaps[true_id] = max(overlaps.get(true_id, 0.0), shared / union)
    right = sum(weight[n] for n, (true_id, role) in truth.items() if _role_fits(computed.get(n), true_id, role))
    return LayoutScore(
        characters=sum(true_size.values()),
        precision=sum(shared**2 / size[article_id] for (_, article_id), shared in both.items()),
        recall=sum(shared**2 / true_size[true_id] for (true_id, _), shared in both.items()),
        articles=len(true_size),
        predicted=len(whole),
        found=sum(overlap >= FOUND for overlap in overlaps.values()),
        lines=sum(weight.values()),
        roles=right,
    )


def _role_fits(computed: tuple[str, str] | None, true_id: str, role: str) -> bool:
    if computed is None:
        return true_id == NONE or role == "noise"
    return computed[1] == role


def _f(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
