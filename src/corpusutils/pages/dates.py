"""The date of an article, from its own text or from its page, with the rule that gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date

from corpusutils.errors import ParameterError

DAY = re.compile(
    r"(?<!\d)(?<!年)(?<!年\s)(?<!将于)(?<!将在)(?<![到至自])(?:((?:19|20)\d\d)\s*年\s*|今年)?(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
"""A day, with its year where one is told; not one that a plan looks forward to (将于1月7日) or a span is bounded by."""
RECENT = 200
"""Days before a page's date within which a day of the year before can be news; else it is a day to come."""
MASTHEAD = re.compile(
    r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?[^，。；]{0,12}(?:星期|周)[一二三四五六日天]"
)
"""A whole date with its day of the week, as it stands over a newspaper page."""
DATE_LINE = re.compile(
    r"(?:第?[A-Z]?\d{1,2}版[:：]?)?[\u4e00-\u9fff·]{0,8}?((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?(?:第?[A-Z]?\d{1,2}版)?[\u4e00-\u9fff·]{0,6}"
)
"""A line at a page's head that tells no more than its date, the paper and the section."""
MONTHLY = re.compile(r"^[^，。；]{0,24}((?:19|20)\d\d)年(\d{1,2})月(?!\d)[^，。；]{0,24}$")
OF_A_PAGE = re.compile(r"\d版|责编|编辑|第[一二三四五六七八九十\d]+[期版]")
"""What a line tells with the month of a weekly or monthly page: C2 能源 2022年11月 责编 秦晓."""
EARLY, LATE = 2, 11
"""Months up to which a page lies early in a year, and may still bring news of the year before, and from which on late."""
OF_HEADING = re.compile(r"^[# ]*[\u4e00-\u9fff]{2,16} ((?:19|20)\d\d) (?!年)")
"""The year that stands between a document's place and its title: # 江北省 2021 政府工作报告."""
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


def date_of_masthead(head: Sequence[str], foot: Sequence[str] = ()) -> str | None:
    """Return the date that the lines at a page's head and foot tell with its day of the week, or the month with its editor.

    At the head a line is enough that tells no more than a date; at the foot it may sign a notice.

    >>> date_of_masthead(["B3 能源 2023年11月21日 星期二 责编 秦晓", "石桥通了"]), date_of_masthead(["C2 茶事 2022年11月 责编 秦晓"])
    ('2023-11-21', '2022-11')
    >>> date_of_masthead(["2024-05-20"]), date_of_masthead(["石桥通了"], ["2024年5月20日"])
    ('2024-05-20', None)
    """
    lines = [*head, *foot]
    weekdays = (MASTHEAD.search(line) for line in lines)
    alone = (DATE_LINE.fullmatch("".join(line.split())) for line in head)
    if found := next((match for match in (*weekdays, *alone) if match), None):
        return iso(*map(int, found.groups()))
    months = ((match, line) for line in lines if (match := MONTHLY.match("".join(line.split()))))
    month = next((match for match, line in months if OF_A_PAGE.search(line)), None)
    first = iso(int(month[1]), int(month[2]), 1) if month else None
    return first[:7] if first else None


def article_date(
    body: str, *, page_date: str | None, year: int | None, month: int | None = None
) -> tuple[str | None, str | None]:
    """Return an article's date and the rule that gave it.

    The first day that the opening tells comes first, with its own year or else the page's; then the page's date. A day
    more than a year from the page's is one of history, or yet to come.
    `month` is the page's own, where it has no date: a day of December on a page of January is of the year before.
    """
    for match in DAY.finditer(body[:OPENING]):
        of_day, day = int(match[2]), int(match[3])
        if match[1]:
            of_page = year is None or abs(int(match[1]) - year) <= 1
            if of_page and (found := iso(int(match[1]), of_day, day)):
                return found, "full_date_in_opening"
        elif year and (found := iso(year, of_day, day)):
            earlier = iso(year - 1, of_day, day)
            if month and month <= EARLY and of_day >= LATE:
                found = earlier
            if page_date and len(page_date) == 10 and found and found > page_date:
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
