"""Amounts that 分别 deals out to the heads before it: 甲、乙两县分别新增 30 座、50 座."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpusutils.targets import cues
from corpusutils.targets.divisions import find_divisions
from corpusutils.targets.indicators import Namer
from corpusutils.targets.names import without_lead
from corpusutils.targets.quantities import LISTED
from corpusutils.targets.records import Found
from corpusutils.targets.sentence import Clause, Sentence

SUFFIX = re.compile(
    r"人均[\u4e00-\u9fff]{0,6}?(收入|标准|支出|消费|面积|产值)$|(增加值)$|保险参保(人数)$"
    r"|[\u4e00-\u9fff]{2}(率|比例|比重|标准|面积|产量|收入|总量|规模|数量|浓度|产值|额|人数)$"
)
"""What a list of heads may say once for all: 冰箱、空调零售额."""


PARTED = re.compile("、|和|与|以及|(?<!普)及(?!率|格|其)")
"""What parts the heads of a list."""
OF_ALL = re.compile(r"(?P<heads>[^，。；：\d]+、[^，。；：\d]+?)(?:均|都)[^，。；：、\d]{0,8}$")


@dataclass(frozen=True)
class Share:
    """One amount of several that are dealt out to several heads: its number, that of its baseline, and its head."""

    number: int
    baseline: int | None
    head: str
    by: str
    at: int
    place: str | None = None
    bound: str = "eq"
    """The comparator that stands behind the last of the amounts and holds for all: 分别控制在4%、5%以内."""


def deal_out(
    sentence: Sentence, clause: Clause, namer: Namer, done: list[Found], province: str | None
) -> dict[int, Share]:
    """Find amounts that 分别 deals out to the heads before it: A、B 建成率分别达到 30%、50%; 分别从 A、B 提高到 C、D.

    The keys are the numbers of the amounts at which the shares are met; `done` is what the sentence has told before.
    """
    text, inside = sentence.text, clause.quantities
    at = text.find("分别", clause.start, clause.end)
    if at < 0:
        return {}
    run = [n for n, q in enumerate(inside) if q.start > at]
    if len(run) < 2:
        return {}
    for n in run[1:]:
        between = text[inside[n - 1].end : inside[n].start]
        if between not in ("、", "和", "与", "及", "，", ",") and not cues.FROM_TO.search(between):
            run = run[: run.index(n)]
            break
    heads_text = namer.between(clause.start, at)
    heads_text = re.sub(r"^城乡(?=.*居民|.*收入)", "城镇、农村", heads_text)
    if not heads_text and len(done) < len(run):  # 农村和城镇居民收入稳步增长，去年分别达到2万元和4万元
        heads_text = namer.of_clause_before(clause)
    heads = [h for h in PARTED.split(heads_text) if h]
    places: list[str] = []
    if not heads_text:  # …收入8万元，…收入4万元，分别增长5%和7%
        heads = [found.indicator for found in done[-len(run) :]]
        places = [found.place or "" for found in done[-len(run) :]]
    elif dealt := _places_dealt(text[clause.start : at], namer, province):
        places, heads = dealt[0], [dealt[1]] * len(dealt[0])
    turn = next((n for n in run[1:] if cues.FROM_TO.search(text[inside[n - 1].end : inside[n].start])), None)
    firsts, lasts = ([], run) if turn is None else (run[: run.index(turn)], run[run.index(turn) :])
    if len(lasts) < 2 or len(heads) < len(lasts) or (firsts and len(firsts) != len(lasts)):
        return {}
    heads, places = _whole(heads[-len(lasts) :]), places[-len(lasts) :]
    by = text[at + 2 : inside[lasts[0]].start]
    shares = {}
    for k, n in enumerate(lasts):
        place = places[k] if places else None
        shares[firsts[k] if firsts else n] = Share(
            n, firsts[k] if firsts else None, heads[k], by, at, place, inside[lasts[-1]].comparator
        )
    return shares


def years_dealt(sentence: Sentence, clause: Clause) -> dict[int, str]:
    """Return the year of each amount, by its number, where 分别 deals amounts out to years: 2024年、2025年分别达到40%、60%."""
    text = sentence.text
    at = text.find("分别", clause.start, clause.end)
    if at < 0:
        return {}
    years = [t for t in clause.times if t.end <= at and t.rule == "time_year" and t.value]
    run = [n for n, q in enumerate(clause.quantities) if q.start > at][: len(years)]
    if not 2 <= len(years) == len(run) or text[years[-1].end : at].strip():
        return {}
    dealt = [clause.quantities[n] for n in run]
    lists = [(time.start, time.end) for time in years], [(q.start, q.end) for q in dealt]
    between = [text[end:start] for spans in lists for (_, end), (start, _) in pairwise(spans)]
    if any(words not in LISTED for words in between):
        return {}
    return {n: str(time.value) for n, time in zip(run, years, strict=True)}


def heads_of_all(before: str, namer: Namer, clause: Clause) -> list[str]:
    """Return the heads that 均 or 都 gives one amount, none for a single one; `before` is what stands before the amount."""
    match = OF_ALL.search(before) if "、" in before else None
    if match is None:
        return []
    words = namer.between(clause.start + match.start("heads"), clause.start + match.end("heads"))
    heads = [head for head in PARTED.split(words) if head]
    if len(heads) < 2 or min(map(len, heads)) < 2:
        return []
    return _whole(heads)


def _places_dealt(words: str, namer: Namer, province: str | None) -> tuple[list[str], str] | None:
    """Return the places that a stretch begins with and what is told of each: 甲县、乙县和丙市粮食产量 (分别)."""
    text = without_lead(words)
    names: list[str] = []
    end = 0
    for first, last, name in find_divisions(text, province=province):
        if not re.fullmatch(r"[、和与及]?" if names else r"(?:[\u4e00-\u9fff]{2,4}的)?", text[end:first]):
            break
        names.append(name)
        end = last
    head = namer.tidy(text[end:])
    return (names, head) if len(names) > 1 and head else None


def _whole(heads: list[str]) -> list[str]:
    """Return the heads of a list, each with what the last one says for all: 冰箱零售额、空调零售额 for 冰箱、空调零售额."""
    if all(len(head) == 1 for head in heads[:-1]):  # 一、二、三产增加值
        return [head + heads[-1][1:] for head in heads[:-1]] + heads[-1:]
    suffix, core = _common_suffix(heads[-1]) if len(heads[0]) <= 8 else ("", "")
    return [head if head.endswith(core) else head + suffix for head in heads]


def _common_suffix(head: str) -> tuple[str, str]:
    """Return what the last head of a list says for all of them, and what of it no head says that is whole without it.

    >>> _common_suffix("美丽海湾建成率"), _common_suffix("农村居民人均可支配收入")
    (('建成率', '率'), ('人均可支配收入', '收入'))
    """
    match = SUFFIX.search(head)
    return (match[0], next(core for core in match.groups() if core)) if match else ("", "")
