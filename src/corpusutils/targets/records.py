"""Turn sentences with amounts into records: what was promised, what was reported, what was completed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from corpusutils.pages.article import Article
from corpusutils.targets.quantities import Quantity, find_quantities, to_base
from corpusutils.targets.times import find_deadline, find_period
from corpusutils.words.sentences import sentence_spans

CLAUSE = re.compile(r"[^，,；;。！？]+[，,；;。！？]?")
AHEAD = re.compile(
    r"(?:到|至)20\d\d年|力争|预计|计划|拟|将(?!近|军|来自)|争取|确保|目标|届时|年底前|要(?:达到|完成|建成)|规划"
)
DONE = re.compile(r"已|累计|截至|建成|实现|完成(?!年|目标)|达到?(?!.*目标)|同比|去年|新增|投入")
COMPLETION = re.compile(
    r"(?:完成|达到|占)(?:了)?[^，。；]{0,8}(?:计划|任务|目标|进度)[^，。；]{0,6}的?$|(?:工程|项目|主体|结构|建设)[^，。；]{0,6}完成(?:了|过)?$"
)
WORDS_ONLY = re.compile(
    r"(超额完成|提前完成|全部完成|圆满完成)[^，。；]{0,24}?(?:任务|目标|指标|计划)|[^，。；]{2,12}(?:任务|指标|目标)全部完成"
)
NOISE_BEFORE = re.compile(r"^(?:第|共)?$")
LEAD = re.compile(
    r"^(?:其中|并|且|同时|此外|另外|目前|截至目前|截至\S{0,8}|今年以来|今年|去年|全年|累计|预计|力争|计划|将|到\d{4}年底?|\d{4}年(?:度|底)?|"
    r"已|共|又|新|再|了|的|使|实现|完成|达到|达|为|约|近|超过|不低于|占|至|到|由|从|[，,；;、：:\s“”])+"
)
TAIL = re.compile(
    r"(?:已|累计|共|达到?|达|为|约|近|超过|不低于|提升|提高|增长|增加|下降|降低|减少|由|从|至|到|完成|实现|占|了|的|分别|稳定在|保持在|控制在|[，,；;、：:\s])+$"
)


@dataclass(frozen=True)
class Record:
    """One quantified or dated statement about one indicator at one time.

    Fields as in the project's annotation guide; `start` and `end` are the evidence's offsets in the article's
    body, `lines` its raw lines, `rules` the names of the rules that set its fields.
    """

    page: str
    article: str
    id: str
    lines: tuple[int, int]
    quote: str
    kind: str
    indicator: str
    comparator: str
    value: int | float | None
    unit: str | None
    deadline: str | None
    period: str | None
    place: str | None
    status: str | None
    rules: tuple[str, ...]
    baseline: int | float | None = None
    of_target: str | None = None
    direction: str | None = None
    start: int = 0
    end: int = 0
    value_base: float | None = field(default=None)
    unit_base: str | None = None

    def record(self) -> dict[str, Any]:
        """Return the record as plain data, keys in the order of the file format."""
        return {
            "page": self.page,
            "article": self.article,
            "id": self.id,
            "lines": list(self.lines),
            "quote": self.quote,
            "kind": self.kind,
            "indicator": self.indicator,
            "indicator_norm": re.sub(r"^(?:全省|全市|全县|全区|我省|我市|我县)", "", self.indicator),
            "comparator": self.comparator,
            "value": self.value,
            "unit": self.unit,
            "baseline": self.baseline,
            "deadline": self.deadline,
            "period": self.period,
            "place": self.place,
            "status": self.status,
            "of_target": self.of_target,
            "value_base": self.value_base,
            "unit_base": self.unit_base,
            "direction": self.direction,
            "rules": list(self.rules),
        }


def extract_targets(articles: Iterable[Article], *, date: str | None = None) -> Iterator[Record]:
    """Yield the records of articles in text order, numbered `t01`, `t02`, … within each page.

    `date` (ISO year, month or day) stands in for an article without a date of its own.
    """
    page, number = None, 0
    for article in articles:
        if article.page != page:
            page, number = article.page, 0
        for found in _article_records(article, date):
            number += 1
            yield Record(**{**found, "id": f"t{number:02d}"})


def _article_records(article: Article, date: str | None) -> Iterator[dict[str, Any]]:
    told = article.date or date
    year = int(told[:4]) if told else None
    for first, last in sentence_spans(article.body):
        sentence = article.body[first:last]
        ahead = False
        deadline = None
        for match in CLAUSE.finditer(sentence):
            clause, at = match.group(), first + match.start()
            if AHEAD.search(clause):
                ahead = True
                deadline = find_deadline(clause, year) or deadline
            elif DONE.search(clause) and not re.search(r"达到?", clause):
                ahead = False
            quantities = list(find_quantities(clause))
            for n, quantity in enumerate(quantities):
                left = quantities[n - 1].end if n else 0
                yield from _from_quantity(article, clause, at, left, quantity, ahead, deadline, sentence, year)
            if not quantities and (words := WORDS_ONLY.search(clause)):
                status = "exceeded" if "超额" in words[0] else "ahead" if "提前" in words[0] else "met"
                period = find_period(sentence, year)
                yield {
                    **_place(article, at + words.start(), at + words.end()),
                    "kind": "completion", "indicator": _tidy(words[0]), "comparator": "none", "value": None, "unit": None,
                    "deadline": None, "period": period.value if period else None, "status": status,
                    "rules": ("completion_in_words", *([period.rule] if period else [])),
                }  # fmt: skip


def _from_quantity(
    article: Article,
    clause: str,
    at: int,
    left: int,
    quantity: Quantity,
    ahead: bool,
    deadline: Any,
    sentence: str,
    year: int | None,
) -> Iterator[dict[str, Any]]:
    before = clause[left : quantity.start]
    after = re.match(r"[^，,；;。！？、]*", clause[quantity.end :])
    following = after[0] if after else ""
    indicator = _tidy(before) or _tidy(following)
    if not indicator:
        return
    rules = [quantity.rule]
    status = None
    if quantity.unit == "%" and COMPLETION.search(before):
        kind, rule = "completion", "completion_share"
        status = "exceeded" if quantity.value > 100 else "met" if quantity.value == 100 else "partial"
    elif ahead:
        kind, rule = "target", "stage_ahead"
    else:
        kind, rule = "progress", "stage_reported"
    rules.append(rule)
    period = None if kind == "target" else find_period(sentence, year)
    due = deadline if kind == "target" else None
    rules += [found.rule for found in (period, due) if found]
    value_base, unit_base = to_base(quantity.value, quantity.unit)
    direction = {"inc": "up", "dec": "down", "ge": "up", "gt": "up", "le": "down", "lt": "down"}.get(
        quantity.comparator
    )
    end = quantity.end + (len(following) if not _tidy(before) else 0)
    yield {
        **_place(article, at + left, at + end),
        "kind": kind, "indicator": indicator, "comparator": quantity.comparator, "value": quantity.value,
        "unit": quantity.unit, "deadline": due.value if due else None, "period": period.value if period else None,
        "status": status, "rules": tuple(rules), "value_base": value_base, "unit_base": unit_base, "direction": direction,
    }  # fmt: skip


def _place(article: Article, start: int, end: int) -> dict[str, Any]:
    start += len(article.body[start:end]) - len(article.body[start:end].lstrip("，,；;、 "))
    return {
        "page": article.page,
        "article": article.id,
        "lines": article.lines_of(start, end),
        "quote": article.body[start:end].rstrip("，,；;。 "),
        "place": article.place,
        "start": start,
        "end": end,
    }


def _tidy(text: str) -> str:
    text = TAIL.sub("", LEAD.sub("", text))
    return text if re.search(r"[\u4e00-\u9fff]{2}", text) else ""
