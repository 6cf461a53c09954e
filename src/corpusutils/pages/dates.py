"""The date of an article, from its own text or from its page, with the rule that gave it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date as Date

from corpusutils.errors import ParameterError

DAY = re.compile(
    r"(?<!\d)(?<!年)(?<!年\s)(?<!将于)(?<!将在)(?<![到至自])(?:((?:19|20)\d\d)\s*年\s*|今年)?(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
"""A day, with its year where one is told; not one that a plan looks forward to (将于1月7日) or a span is bounded by."""
TOLD = re.compile(
    r"(?<![到至于自从计争划拟\d])((?:19|20)\d\d)年(?!(?:\d{1,2}月)?[底末]?前|底|末|以前|之前|以来|起|开始|启动|成立|建成|创建|始|[还又再]?[将要拟]|计划|力争|预计|远景)"
)
DATED = re.compile(
    r"(?<!将[于在])((?:19|20)\d\d)年\d{1,2}月\d{1,2}日(?!起|[至到—](?:19|20)\d\d年|零时|[0-9]+时|前|后|[^，。；]{0,6}(?:施行|实施|成立|建成|出生|开馆))"
)
"""A whole date: a masthead's, a notice's, or that of news."""
OWN = re.compile(
    r"(?<![到至自从计争划拟截])(?<!(?<!关)于)((?:19|20)\d\d)年(?:度|是[^，。；]{2,40}之年|[上下]半年|前?[一二三四]个?季度|\d{1,2}月(?=份|，|底，|[至到—–-]\d)|[^，。；\d]{0,14}(?:工作|任务|目标|会议|计划|行动|综述|招商|补贴|通告|公告|通知))"
)
"""A year that a text works in: 2023年工作会议, 2024年是……之年, 2023年度."""
YEAR = re.compile(r"((?:19|20)\d\d)年")
"""A year; what is asked of its surroundings is asked where one stands, which is sooner than seeking each anew."""
RECENT = 200
"""Days before a page's date within which a day of the year before can be news; else it is a day to come."""
HISTORY = 10
"""Years between a date of history and what else a page tells, from which on it can't be the page's own."""
EARLY = 5
"""Month up to which most days of a page lie that still reviews the year before."""
MASTHEAD = re.compile(
    r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日[^，。；]{0,12}(?:星期|周)[一二三四五六日天]"
)
"""A whole date with its day of the week, as it stands over a newspaper page."""
OPENING = 120
"""Characters of an article's opening in which its date stands, if it has one."""


def iso(year: int, month: int, day: int) -> str | None:
    """Return an ISO date, or None where there is no such day.

    >>> iso(2023, 2, 30) is None
    True
    """
    try:
        return Date(year, month, day).isoformat()
    except ValueError:
        return None


def date_of_name(name: str) -> str | None:
    """Return the date, month or year that a file name holds.

    >>> date_of_name("2023-10-18_A2.txt"), date_of_name("国务院政府工作报告_2018.txt"), date_of_name("000_ead2aee52.txt")
    ('2023-10-18', '2018', None)
    """
    match = re.search(
        r"(?<![0-9A-Za-z])(?:19|20)\d\d(?![0-9A-Za-z])(?:[-_.年](?:0?[1-9]|1[0-2])(?!\d)(?:[-_.月](?:0?[1-9]|[12]\d|3[01])(?!\d))?)?",
        name,
    )
    if not match:
        return None
    parts = [int(n) for n in re.findall(r"\d+", match.group())]
    if len(parts) == 3:
        return iso(*parts)
    return "-".join([str(parts[0]), *(f"{p:02d}" for p in parts[1:])])


def date_of_masthead(edge: Iterable[str]) -> str | None:
    """Return the date that the lines at a page's head and foot tell with its day of the week.

    >>> date_of_masthead(["B3 能源 2023年11月21日 星期二 责编 秦晓", "石桥通了"])
    '2023-11-21'
    """
    found = (MASTHEAD.search(line) for line in edge)
    return next((iso(*map(int, match.groups())) for match in found if match), None)


def page_year(text: str, page_date: str | None) -> int | None:
    """Return the year of a page: from its date where one is known, else the year it plainly works in, else None.

    That is the year it tells most, where it tells it more than once, in a whole date, or as that of its work (2023年度,
    2024年是……之年). A year told once in a tale (2019年建起大棚) is none, nor are those that the page looks forward to (到2025年)
    or back to as a beginning (1951年成立).
    """
    if page_date:
        return int(page_date[:4])
    squeezed = "".join(text.split())
    told, ahead, plain = Counter[int](), Counter[int](), Counter[int]()
    for match in YEAR.finditer(squeezed):
        year, at = int(match[1]), match.start()
        (told if TOLD.match(squeezed, at) else ahead)[year] += 1
        plain[year] += sum(pattern.match(squeezed, at) is not None for pattern in (DATED, OWN))
    weight = {y: max(told[y], plain[y]) + plain[y] for y in told | plain}
    years = [y for y in weight if weight[y] > 1 and max(told, default=y) < y + HISTORY]
    if not years:
        return None
    # A page speaks of its own year most often; years it only looks forward to are not its own.
    most = max(years, key=lambda y: (weight[y] - 0.1 * ahead[y], y))
    return most + 1 if told[most + 1] > 1 or (plain[most + 1] and _is_early(squeezed)) else most


def _is_early(squeezed: str) -> bool:
    """Tell whether a page's days lie early in a year: then it reviews the one before, and its own is the later."""
    months = sorted(int(m[2]) for m in DAY.finditer(squeezed) if not squeezed.endswith(("去年", "上年"), 0, m.start()))
    return not months or months[len(months) // 2] <= EARLY


def article_date(body: str, *, page_date: str | None, year: int | None) -> tuple[str | None, str | None]:
    """Return an article's date and the rule that gave it.

    The first day that the opening tells comes first, with its own year or else the page's; then the page's date.
    """
    for match in DAY.finditer(body[:OPENING]):
        month, day = int(match[2]), int(match[3])
        if match[1]:
            if found := iso(int(match[1]), month, day):
                return found, "full_date_in_opening"
        elif year and (found := iso(year, month, day)):
            if page_date and len(page_date) == 10 and found > page_date:
                earlier = iso(year - 1, month, day)
                near = earlier and (Date.fromisoformat(page_date) - Date.fromisoformat(earlier)).days < RECENT
                found = earlier if near else page_date
            if found:
                return found, "day_in_opening_with_page_year"
    if page_date:
        return page_date, "date_of_page"
    return None, None


def check_date(text: str) -> str:
    """Return an ISO year, month or day as it stands, or raise `ParameterError`."""
    match = re.fullmatch(r"((?:19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?", text)
    if not match or iso(int(match[1]), int(match[2] or 1), int(match[3] or 1)) is None:
        raise ParameterError(f"{text!r} is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD")
    return text
