"""Tell a paragraph that reports from one that plans, by how its clauses begin and end.

A report of a government sets both in the same words (完成造林…万亩); what tells them apart is the company that they
keep. The weights are those of a logistic regression on the sections of official reports and on invented excerpts of
such (`scripts/train_stages.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import cn2an

from corpusutils.targets.cues import GOAL, PLANS_TITLE
from corpusutils.targets.weights import log_odds

CLAUSE = re.compile(r"[，,；;。：:！？、]|——")
NUMBERING = re.compile(r"^[“（(\s]*(?:[一二三四五六七八九十]是|（?[一二三四五六七八九十]+）)?")
NUMBERS = "“（( 一二三四五六七八九十"
REACHED = ["增长", "下降", "达到", "达", "提高到", "提升至", "降至", "突破", "超过", "新增", "完成", "建成", "投产"]
MARKS = re.compile(
    "|".join(rf"{verb}(?=[约近]?\d)" for verb in REACHED) + r"|同比|比上年|以上|左右|年来(?<=\d年来)|累计|首次|"
    r"入选|获评|获批|荣获|位居|居全国|成功|圆满|全面完成|力争|确保|预期|要|将|今年|去年|过去|明显|显著|稳居|得到|扎实|有力|有效|持续"
)
BEFORE_AMOUNT = re.compile(r"[\u4e00-\u9fff]{2}(?=[约近]?\d)")
BEHIND_AMOUNT = re.compile(r"\d[^，。；、\d]{0,4}?(以上|左右|以内|以下|上下)")
AMOUNT = re.compile(r"(?<![\d.〔])\d+(?:\.\d+)?(?![\d.]|年|月|日|号)")
EXACT, SHARES = 3, (0.25, 0.5)
"""Digits of an amount that is told exactly, zeros at its ends left out, and the shares of such that are looked for."""
SHORTEST, LIMIT = 60, 4.0
"""Characters from which a paragraph says where a report turns to its plans, and how much one may say."""
MANY = 6
"""Paragraphs from which a report is taken for a whole one."""
SIDE = 3.0
"""Log-odds that the side of that turn speaks; of held-out paragraphs 94 of 100 are told right with it, 88 without."""
TABLE = "stages.tsv"
BEHIND = 2.0
"""Log-odds that goals speak for plans in what stands behind them."""
GOALS, OPENING = 6.0, 80
"""Log-odds that words which open plans speak against a report, and the characters in which they do."""
NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
TITLED_PLANS = re.compile(PLANS_TITLE)
ITEM = re.compile(
    rf"(?:^|(?<=[。；：\s]))(?:(?P<dash>——)|[（(](?P<in_brackets>{NUMERAL}|\d+)[）)]|(?P<counted>{NUMERAL})是)"
)
"""What an item of a list begins with: ——…, （七）…, （7）…, 五是…."""


def features(paragraph: str) -> frozenset[str]:
    """Return what the classifier sees.

    These are the first and the last two and three characters of every clause, the two that stand before and behind an
    amount, words that mark a stage, and how many of the amounts are exact: plans are made in round numbers.
    """
    found: set[str] = set()
    for clause in CLAUSE.split(paragraph):
        clause = clause.strip()
        if clause[:1] in NUMBERS:
            clause = NUMBERING.sub("", clause)
        if len(clause) >= 2 and "\u4e00" <= clause[0] <= "\u9fff":
            found |= {"^" + clause[:2], clause[-2:] + "$", "^" + clause[:3], clause[-3:] + "$"}
    found.update(f"{words}0" for words in BEFORE_AMOUNT.findall(paragraph))
    found.update(f"0{words}" for words in BEHIND_AMOUNT.findall(paragraph))
    found.update(MARKS.findall(paragraph))
    amounts = [number.replace(".", "").strip("0") for number in AMOUNT.findall(paragraph)]
    if amounts:
        share = sum(len(digits) >= EXACT for digits in amounts) / len(amounts)
        found.update(f"exact {least}" for least in SHARES if share >= least)
    return frozenset(found)


def opens_with_goals(paragraph: str) -> bool:
    """Tell whether a paragraph opens with words that open plans."""
    return GOAL.search(paragraph[:OPENING]) is not None


def reporting_scores(paragraphs: Sequence[str]) -> list[float]:
    """Return the log-odds that each paragraph of a report reports and does not plan.

    A report of many paragraphs reviews first and plans behind: where it most likely turns from one to the other is told
    by all of them together, and speaks for each on its side. Of a few paragraphs those plan, too, that stand behind goals.
    """
    scores = _shared([reporting_score(paragraph) for paragraph in paragraphs], paragraphs)
    told = [score if len(text) >= SHORTEST else 0.0 for score, text in zip(scores, paragraphs, strict=True)]
    if sum(score != 0 for score in told) < MANY:
        goals = next((n for n, text in enumerate(paragraphs) if scores[n] < 0 and opens_with_goals(text)), len(scores))
        return [score - BEHIND if n > goals else score for n, score in enumerate(scores)]
    turn = turn_of(told)
    return [score + SIDE if n < turn else score - SIDE for n, score in enumerate(scores)]


def _shared(scores: list[float], paragraphs: Sequence[str]) -> list[float]:
    """Return the scores of paragraphs, those that go on with a list (（一） … （二） …) all with the list's."""
    first, shared = 0, list(scores)
    for n in range(1, len(paragraphs) + 1):
        if n == len(paragraphs) or not _goes_on(paragraphs[n - 1], paragraphs[n]):
            shared[first:n] = [sum(scores[first:n])] * (n - first)
            first = n
    return shared


def _goes_on(before: str, paragraph: str) -> bool:
    """Tell whether a paragraph begins with an item of a list that follows those of the paragraph before.

    An item that opens plans (（二）2026年计划安排) begins a list of its own.
    """
    item = ITEM.match(paragraph.lstrip())
    if item is None or TITLED_PLANS.match(paragraph.lstrip()):
        return False
    kind = str(item.lastgroup)
    last = [match[kind] for match in ITEM.finditer(before.lstrip()) if match[kind]]
    return bool(last) and (kind == "dash" or _number(item[kind]) > _number(last[-1]))


def _number(numeral: str) -> int:
    return int(cn2an.cn2an(numeral, "smart"))


def turn_of(scores: Sequence[float]) -> int:
    """Return how many paragraphs of a report stand before its plans; `scores` are 0 where a paragraph says nothing."""
    before = [0.0, *accumulate(max(-LIMIT, min(LIMIT, score)) for score in scores)]
    return max(range(len(before)), key=before.__getitem__)  # what follows adds up to the whole less what stands before


def reporting_score(paragraph: str) -> float:
    """Return the log-odds that a paragraph reports and does not plan.

    >>> reporting_score("造林面积同比增长，入选全国试点，群众满意度明显提升") > 0 > reporting_score("加快推进造林，力争全面建成，支持企业参与")
    True
    """
    return log_odds(TABLE, features(paragraph)) - GOALS * opens_with_goals(paragraph)
