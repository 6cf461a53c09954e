"""Put the parts of an article together that its newspaper spread over several pages of one issue.

A part says where it goes on (下转C2版) and a part on that page says where it comes from (上接A1版). Both must agree, on
the same day in the same newspaper; where several parts do, the words that they share decide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any

from corpusutils.pages.article import Article
from corpusutils.pages.cohesion import Cohesion
from corpusutils.pages.dates import date_of_name

LEAD = 0.03
"""How much more alike two parts must be than either is to any other, on a scale from 0 to 1."""
NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六"]
NUMBER = r"[^（）()]{0,8}?([A-Za-z]?\d{1,2}|[一二三四五六七八九十]{1,2})\s*版[^（）()]{0,6}"
COMES_FROM = re.compile(rf"\s*[（(\[【]\s*(?:上接|紧接){NUMBER}[）)\]】]\s*")
GOES_ON = re.compile(rf"\s*[（(\[【]\s*(?:下转|转){NUMBER}[）)\]】]\s*$")
ENDED = re.compile(r"[。！？!?…][”’」』）)]*$")
DATE = re.compile(r"(?:19|20)\d\d[-_.年]?\d{1,2}[-_.月]?\d{1,2}日?")
IN_NAME = re.compile(r"(?<![0-9A-Za-z])([A-Za-z]?\d{1,2})(?![0-9A-Za-z])")
PDF_PAGE = re.compile(r"\.pdf#(\d+)$", re.IGNORECASE)

Issue = tuple[str, str]
"""Newspaper and day."""


@dataclass(frozen=True)
class Story:
    """An article with all its parts, in reading order; nearly always there is one.

    Every part stays the article of its own page, with its own lines and offsets; `part_of` leads from the whole text
    to them.
    """

    parts: tuple[Article, ...]

    @property
    def key(self) -> str:
        """The name of its first part across a corpus."""
        return self.parts[0].key

    @property
    def headline(self) -> str:
        """The first headline that one of its parts has."""
        return next((part.headline for part in self.parts if part.headline), "")

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        """What of each part's body belongs to the whole: all but the notes that lead from part to part."""
        spans = []
        for number, part in enumerate(self.parts):
            head = COMES_FROM.match(part.body) if number else None
            tail = GOES_ON.search(part.body) if number + 1 < len(self.parts) else None
            start, end = head.end() if head else 0, tail.start() if tail else len(part.body)
            spans.append((start, max(start, end)))
        return tuple(spans)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        texts = [part.body[start:end] for part, (start, end) in zip(self.parts, self._spans, strict=True)]
        # A part that ends with a sentence ends a paragraph; in the middle of a sentence the next one goes on.
        return (*(text + "\n" if ENDED.search(text) else text for text in texts[:-1]), texts[-1])

    @property
    def body(self) -> str:
        """The whole text, without the notes that lead from part to part."""
        return "".join(self._texts)

    def part_of(self, offset: int) -> tuple[Article, int]:
        """Return the part that a character of the whole text stands in, and its offset in that part's body.

        The line feed between two parts counts to the first.

        >>> first = Article("2024-06-05_A1.txt", "a01", "白鹭来了", "水清了，鸟（下转C2版）", ((1, 1, "body"),))
        >>> second = Article("2024-06-05_C2.txt", "a01", "", "（上接A1版）也就回来了。", ((1, 1, "body"),))
        >>> story = Story((first, second))
        >>> story.body
        '水清了，鸟也就回来了。'
        >>> part, offset = story.part_of(story.body.index("回来"))
        >>> part.page, part.body[offset : offset + 2]
        ('2024-06-05_C2.txt', '回来')
        """
        starts = [0, *accumulate(len(text) for text in self._texts)]
        if not 0 <= offset < starts[-1]:
            raise IndexError(f"offset {offset} is outside the story's body of {starts[-1]} characters")
        number = bisect_right(starts, offset) - 1
        return self.parts[number], self._spans[number][0] + offset - starts[number]

    def record(self) -> dict[str, Any]:
        """Return the story as plain data: what is joined, and where in the whole text each part begins."""
        starts = [0, *accumulate(len(text) for text in self._texts)][:-1]
        parts = [{"page": p.page, "id": p.id, "start": start} for p, start in zip(self.parts, starts, strict=True)]
        return {"story": self.key, "headline": self.headline, "parts": parts, "body": self.body}


def stories(articles: Iterable[Article], metadata: Mapping[str, Mapping[str, str]] | None = None) -> list[Story]:
    """Return every article as a story, with its parts on other pages joined to it, in the order of the first parts.

    Parameters
    ----------
    articles : of any number of pages and issues
    metadata : what is known of a page, by its name, as `RawPage.metadata` has it; `date` and `edition` are else read
        from its name (`2023-10-18_C2.txt`; page *n* of a PDF is edition *n*), and pages without a day or an edition
        are left as they are

    """
    articles = list(articles)
    metadata = metadata or {}
    issues: dict[Issue, list[Article]] = defaultdict(list)
    leaving: dict[tuple[Issue, str, str], list[int]] = defaultdict(list)
    arriving: dict[tuple[Issue, str, str], list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        sheet = _sheet(article.page, metadata.get(article.page, {}))
        if sheet is None:
            continue
        issue, here = sheet
        issues[issue].append(article)
        jump = jumps(article)
        if "to" in jump:
            leaving[issue, here, jump["to"]].append(number)
        if "from" in jump:
            arriving[issue, jump["from"], here].append(number)
    following: dict[int, int] = {}
    for way in [way for way in leaving if way in arriving]:
        for before, after in _pairs(articles, leaving[way], arriving[way], issues[way[0]]):
            if before not in _chain(after, following):
                following[before] = after
    later = set(following.values())
    return [
        Story(tuple(articles[n] for n in _chain(first, following)))
        for first in range(len(articles))
        if first not in later
    ]


def jumps(article: Article) -> dict[str, str]:
    """Return the editions that an article comes `from` and goes on `to`, as far as it says so.

    >>> jumps(Article("p.txt", "a01", "", "（上接第一版）水清了。（下转A03版）", ()))
    {'from': '1', 'to': 'A3'}
    """
    head, tail = COMES_FROM.match(article.body), GOES_ON.search(article.body)
    told = (article.jump or {}) | ({"from": head[1]} if head else {}) | ({"to": tail[1]} if tail else {})
    return {way: _edition(name) for way, name in told.items()}


def _sheet(page: str, told: Mapping[str, str]) -> tuple[Issue, str] | None:
    """Return the issue and the edition of a page where both are known to the day."""
    date = told.get("date") or date_of_name(page) or ""
    name = DATE.sub("", PurePosixPath(page.partition("#")[0]).stem)
    numbers = IN_NAME.findall(name) or PDF_PAGE.findall(page)
    edition = told.get("edition") or next((n for n in numbers if n[0].isalpha()), "".join(numbers[:1]))
    return ((told.get("outlet", ""), date), _edition(edition)) if len(date) >= 8 and edition else None


def _edition(name: str) -> str:
    """Write an edition in one way: C2 for c02, 2 for 第二版."""
    name = name.strip().removeprefix("第").removesuffix("版").strip().upper()
    return str(NUMERALS.index(name) + 1) if name in NUMERALS else re.sub(r"(?<!\d)0+(?=\d)", "", name)


def _pairs(
    articles: list[Article], left: list[int], right: list[int], issue: list[Article]
) -> Iterator[tuple[int, int]]:
    """Yield who goes on in whom: the only two there are, else the two most alike as long as they are so clearly."""
    if len(left) == len(right) == 1:
        yield left[0], right[0]
        return
    similarity = Cohesion([f"{article.headline}\n{article.body}" for article in issue], []).similarity
    at = {id(article): n for n, article in enumerate(issue)}
    alike = {(b, a): similarity[at[id(articles[b])]][at[id(articles[a])]] for b in left for a in right}
    while alike:
        before, after = max(alike, key=alike.__getitem__)
        rivals = [value for (b, a), value in alike.items() if (b == before) != (a == after)]
        if alike[before, after] < max(rivals, default=0.0) + LEAD:
            return
        yield before, after
        alike = {(b, a): value for (b, a), value in alike.items() if b != before and a != after}


def _chain(first: int, following: Mapping[int, int]) -> list[int]:
    """Return an article and all that it goes on in."""
    chain = [first]
    while chain[-1] in following:
        chain.append(following[chain[-1]])
    return chain
