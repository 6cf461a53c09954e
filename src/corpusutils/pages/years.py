"""The year of a page without a date, by how far the years that it names lie from a page's own.

A naive Bayes model (Maron 1961): every year that a page names is of a kind (one that is reviewed, looked forward to, a
day's, …), and for each kind it was counted how many years it lies before the page's own, by the season that the page's
days tell (`scripts/train_years.py`). The years of review, say, lie one year back in January and none in December. What
a page names that was spoken of for some years only, such as a party congress or a campaign (`data/events.tsv`), speaks
against the years outside of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from corpusutils.pages.dates import EARLY, LATE, MASTHEAD, OF_HEADING

Counts = Mapping[tuple[str, str], Counter[int]]
Spans = tuple[tuple[str, str], ...]
"""The months, first and last (2023-04), in which an event was spoken of; no last one for what still is."""
YEAR = re.compile(r"([12][09]\d\d)年(?<=(?:19|20)\d\d年)(?<!\d....年)(?!可持续发展|远景)")
OVER_NEW_YEAR = "学年|采暖|供暖|供热|取暖|秋冬|榨季|雪季|赛季"
"""What goes on over the turn of a year, and bears both."""
SPAN = re.compile(rf"(?<!\d)(20\d\d)年?[-—–－~～至]{{1,2}}(20\d\d)年(?!度|{OVER_NEW_YEAR})")
"""The years of a plan, first and last, of which the first may be told without 年."""
RELATIVE = (
    (re.compile(r"(20\d\d)届(?:[^。；，、]{0,4}高校)?毕业生"), (-1, "09"), (0, "12")),
    (
        re.compile(rf"20\d\d年?[-—–－~～至]{{1,2}}(20\d\d)年?度?(?:{OVER_NEW_YEAR})"),
        (-1, "07"),
        (0, "08"),
    ),
)
"""What bears a year by its name and is spoken of around it: years from that one, and months, of first and last."""
DAY = re.compile(r"(\d{1,2})月\d{1,2}日")
NOT_OWN = tuple("年去上明到至自于在")
"""What stands before a day that need not be one of the page's own year."""
TURN = re.compile(
    r"(?P<when>[去今明])年是[^。；]{0,20}十([一二三四五])五[^。；]{0,14}?(?:(?P<end>收官|最后一年)|开局|起步|第一年)"
)
"""This year, the last or the next as a five-year plan's first or last."""
FIRST_PLAN = 2006
"""The first year of “十一五”."""
AHEAD_BEFORE = re.compile(
    r"(?:(?<![截直来])[到至]|力争|计划|预计|将于|将在|拟于|争取|确保|要求|目标|即将|提前下达|谋划|距离?|朝着|仍为|定于|[—–－~～-](?:20\d\d)?)$"
)
AHEAD_BEHIND = re.compile(
    r"(?:\d{1,2}月)?(?:\d{1,2}日|底|末|[上中下]旬)?(?:(?:之?前|以前)(?!\d|[一二三四两]|后|建成的)|起(?:施行|实施|执行))|[再将要拟]|计划|力争|预计|预算"
    r"|[^。；;！？]{0,22}?(?:要(?=[建新改完实投达])|将(?!近)|必须|计划[^的内]|力争|确保|预计|不低于|不少于|[还再]添)"
    r"|[^，,。；;！？]{0,12}?(?:目标|门槛|进度|时间表|要求)|(?:\d{1,2}月)?(?:\d{1,2}日)?(?:施行|实施)"
)
KINDS = (
    ("as_of", re.compile(r"截[至止]$"), re.compile(r"底|末|12月")),
    ("being", None, re.compile(r"是[^，。；]{2,40}(?:之年|年[，。；])")),
    ("part", None, re.compile(r"(?:[上下]半年|前?[一二三四三]个?季度)[^，。；\d]{0,16}(?:综述|纪实|回眸|盘点)")),
    ("review", None, re.compile(r"[^，,。；;\d]{0,16}(?:综述|纪实|回眸|盘点)")),
    ("annual", re.compile(r"(?<![到至])(?<!计划|力争)$"), re.compile("度")),
    ("ahead", re.compile(r"(?:任务表|时间表|路线图|计划书)[:：]$"), re.compile("")),
    ("ahead", AHEAD_BEFORE, re.compile("")),
    ("ahead", None, AHEAD_BEHIND),
    ("own", None, re.compile(r"[^，。；\d]{0,14}(?:会议|政府工作|通告|公告|通知|招商|行动|年度)")),
    ("part", None, re.compile(
        r"[上下]半年|前?[一二三四三]个?季度|第[一二三四]季度|\d{1,2}月?[至到—–~～-]\d{1,2}月|前\d{1,2}个?月|\d{1,2}月(?:份|，|底)"
    )),
    ("point", None, re.compile(r"\d{1,2}月\d{1,2}日(?:以[前后]|之?后|(?:零时)?起)")),
    ("day", None, re.compile(r"\d{1,2}月\d{1,2}日")),
    ("month", None, re.compile(r"\d{1,2}月")),
    ("point", re.compile(r"[从自由比较于在始建截以和、]$"), re.compile("")),
    ("point", None, re.compile(r"以来|起|底|末|的|时|[春夏秋冬]|前后|开始|启动|成立|建成|投|提|下|相比|同期")),
    ("figures", None, re.compile(r"[^。；！？]{0,24}(?:[全我本][省市县区州]|完成|实现|达到?|同比|[\d.]+(?:%|豫|亿|万))")),
)  # fmt: skip
"""Kinds of years by what stands before and behind them: the first that fits counts, else the year is a `whole` one."""
LONGEST = 10_000
"""Characters in which a page or a document tells its year."""
HISTORY = 20
"""Years before the latest that a page names from which on a year is one of history, and tells nothing of the page's own."""
BEFORE, BEHIND = 4, 26
"""Characters before and behind a year that tell its kind."""
PLAN, PLAN_END, POINT = 5, "plan_end", "point"
"""Kinds of which only the side counts: the end of a five-year plan, looked forward to through all its years, and what began
or is compared with, however long ago."""
DASHES = tuple("到至—–－~～-")
"""What stands before the year that a plan's span or goal ends with."""
FURTHEST = 4
"""Years of distance that are counted apart; what lies further counts as this far."""
SPREAD = 4
"""Years that share what is counted at the furthest distance."""
MONTH = re.compile(r"(\d{1,2})月")
LAST_MONTHS = {
    "上半年": 6,
    "下半年": 12,
    "一季度": 3,
    "二季度": 6,
    "三季度": 9,
    "前三季度": 9,
    "四季度": 12,
    "前两个季度": 6,
}
"""Parts of a year and the months that they end with."""
PART_ENDS = re.compile(rf"{'|'.join(LAST_MONTHS)}|1月?[至到—–~～-](\d{{1,2}})月|前(\d{{1,2}})个月")
FRESH = 3
"""Months after its end in which a part of a year is news."""
LAST_MONTH = 12
ANY = "any"
"""The season of a page that tells no days, and the count over all seasons."""
ADDED, BACKING = 0.25, 3.0
"""What is added to every count, and how many mentions' worth the count over all seasons backs that of one."""
VAGUE = {"ahead", "being", PLAN_END, POINT, "span"}
"""Kinds of years that alone don't make a page's own year plain, as one of another kind does that is not further than a year."""
OUTSIDE = 0.02
"""How much less likely a year is in which an event that a page names was not spoken of."""
SURE, CERTAIN = 0.5, 0.9
"""Probabilities from which a year is taken for the page's own: a plain one, and one that only vague years tell."""


def page_year(text: str, page_date: str | None, *, counts: Counts | None = None) -> int | None:
    """Return the year of a page: from its date where one is known, else the year that it most likely was printed in.

    None where no year is told, or none is likely enough. `counts` are those to go by instead of the package's own.

    >>> page_year("新年第一周，1月9日的会上：2023年全市栽竹2万亩。2024年计划再栽3万亩。", None)
    2024
    >>> page_year("2019年，他在山上建起大棚。", None) is None
    True
    """
    if page_date:
        return int(page_date[:4])
    if found := OF_HEADING.match(text.lstrip("\ufeff\n")):
        return int(found[1])
    squeezed = _squeezed(text)
    if found := MASTHEAD.search(squeezed):  # wherever an extraction has put it
        return int(found[1])
    if found := TURN.search(squeezed):
        begins = FIRST_PLAN + 5 * "一二三四五".index(found[2])
        return begins + 4 * bool(found["end"]) + 1 - "去今明".index(found["when"])
    month = month_of(squeezed)
    return best_year(counts or _counts(), month, mentions(squeezed, month), events_of(squeezed))


def page_month(text: str) -> int | None:
    """Return the month in which most days lie that a page tells without a year, or None."""
    return month_of(_squeezed(text))


def _squeezed(text: str) -> str:
    return "".join(text[:LONGEST].split())


def mentions(squeezed: str, month: int | None) -> list[tuple[str, int]]:
    """Return kind and number of every year that a text without blanks names, but for those of history.

    `month` is the page's own.
    """
    found = [(_kind(squeezed, match, month), int(match[1])) for match in YEAR.finditer(squeezed)]
    spans = SPAN.findall(squeezed)
    ends = {int(end) for _, end in spans}  # to which a plan leads is told by its span
    found = [(kind, year) for kind, year in found if kind != "ahead" or year not in ends]
    found += [("span", int(begin)) for begin, _ in spans]
    last = max((year for _, year in found), default=0)
    return [(kind, year) for kind, year in found if year > last - HISTORY]


def _kind(text: str, match: re.Match[str], month: int | None) -> str:
    before, behind = text[max(0, match.start() - BEFORE) : match.start()], text[match.end() : match.end() + BEHIND]
    kind = next((k for k, leads, follows in KINDS if (not leads or leads.search(before)) and follows.match(behind)), "")
    if kind == "ahead" and int(match[1]) % PLAN == 0 and (before[-1:] in DASHES or behind[:1] in ("底", "末")):
        return PLAN_END
    if kind == "part" and month and (part := PART_ENDS.match(behind)):
        ended = part[1] or part[2] or LAST_MONTHS[part[0]]
        return "part_now" if 0 <= month - int(ended) <= FRESH else kind
    told = MONTH.match(behind)
    if told and month and kind in ("ahead", "day", "month", "part"):
        # What is to come in an earlier month than the page's comes in a later year, what was in a later one is long past.
        return kind + ("_next" if kind == "ahead" and int(told[1]) < month else "_last" if int(told[1]) > month else "")
    return kind or "whole"


def month_of(squeezed: str) -> int | None:
    """Return `page_month` of a text without blanks."""
    days = [(int(match[1]), match.start()) for match in DAY.finditer(squeezed)]
    months = sorted(
        month
        for month, at in days
        if 1 <= month <= LAST_MONTH and (squeezed.endswith("今年", 0, at) or not squeezed.endswith(NOT_OWN, 0, at))
    )
    return months[len(months) // 2] if months else None


def season(month: int | None) -> str:
    """Return when in the year a page of a month was printed: early, mid, late, or any where its month is not known."""
    return ANY if month is None else "early" if month <= EARLY else "late" if month >= LATE else "mid"


def events_of(squeezed: str) -> list[Spans]:
    """Return for every event that a text without blanks names when it was spoken of."""
    named = [spans for pattern, spans in _events() if pattern.search(squeezed)]
    for pattern, (before, first), (after, last) in RELATIVE:
        years = [int(year) for year in pattern.findall(squeezed)]
        named += [((f"{max(years) + before}-{first}", f"{max(years) + after}-{last}"),)] if years else []
    return named


def best_year(
    counts: Counts, month: int | None, named: Sequence[tuple[str, int]], events: Sequence[Spans] = ()
) -> int | None:
    """Return the likeliest year of a page, or None where none is likely enough.

    Parameters
    ----------
    counts : mentions by kind and season, and by how many years they lie before a page's own
    month : the page's own, where it is known
    named : kind and number of every year that the page names
    events : when the events were spoken of that it names

    """
    years = [year for _, year in named] + [int(end[:4]) for spans in events for span in spans for end in span if end]
    if not years:
        return None
    chances = {kind: _chances(counts, kind, season(month)) for kind, _ in named}
    told = Counter(named).items()
    score = {
        own: sum(times * chances[kind][distance(kind, own, year)] for (kind, year), times in told)
        + math.log(OUTSIDE) * sum(not _spoken_of(spans, own, month) for spans in events)
        for own in range(min(years) - FURTHEST, max(years) + FURTHEST)
    }
    best = max(score, key=score.__getitem__)
    plain = any(kind not in VAGUE and abs(best - year) <= 1 for kind, year in named)
    chance = 1 / sum(math.exp(value - score[best]) for value in score.values())
    return best if chance >= (SURE if plain else CERTAIN) else None


def _spoken_of(spans: Spans, year: int, month: int | None) -> bool:
    """Tell whether an event was spoken of in a month, or at any time of a year."""
    first, last = (f"{year}-{month:02d}",) * 2 if month else (f"{year}-01", f"{year}-12")
    return any(begin <= last and (not end or first <= end) for begin, end in spans)


def distance(kind: str, own: int, year: int) -> int:
    """Return how many years a year lies before a page's own, as it is counted."""
    if kind == PLAN_END:
        return int(own > year)
    if kind == POINT:
        return -int(own < year)
    return max(-FURTHEST, min(FURTHEST, own - year))


@lru_cache(maxsize=1)
def _events() -> list[tuple[re.Pattern[str], Spans]]:
    text = files("corpusutils.pages").joinpath("data/events.tsv").read_text(encoding="utf-8")
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in text.splitlines()[1:]:
        pattern, begin, end = line.split("\t")
        rows[pattern].append((begin, end))
    return [(re.compile(pattern), tuple(spans)) for pattern, spans in rows.items()]


@lru_cache(maxsize=1)
def _counts() -> Counts:
    text = files("corpusutils.pages").joinpath("data/year_distances.tsv").read_text(encoding="utf-8")
    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for line in text.splitlines()[1:]:
        kind, when, years, times = line.split("\t")
        counts[kind, when][int(years)] = int(times)
    return counts


def _chances(counts: Counts, kind: str, when: str) -> dict[int, float]:
    """Return the log-probability of each distance, from the counts of a kind in a season backed by those in all."""
    here, everywhere = counts.get((kind, when), Counter()), counts.get((kind, ANY), Counter())
    span = range(-FURTHEST, FURTHEST + 1)
    total = everywhere.total() + ADDED * len(span)
    chances = {}
    for years in span:
        backing = (everywhere[years] + ADDED) / total
        chance = (here[years] + BACKING * backing) / (here.total() + BACKING)
        chances[years] = math.log(chance / SPREAD if abs(years) == FURTHEST else chance)
    return chances
