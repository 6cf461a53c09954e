"""Which time a statement speaks of: dates, periods and deadlines, resolved from the text's own year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

HAN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "两": 2}
PLANS = {"九五": 2000, "十五": 2005, "十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
"""The last year of each five-year plan."""
YEAR = r"(?:19|20)\d\d"
MONTH = r"(?:1[0-2]|0?[1-9])"
END = r"(?:(?:年底|年末|底|末|年年底)?(?:之?前|以前)|年底|年末|底|末|年内|内|年年底)"


PLAN_AS_TIME = re.compile(
    r"”?(?:规划的?[\d不超]|的?五年|这五年|累计|年均|共|新增|新建|建成|将|要|力争|计划|我[省市县]|全[省市县])"
)
"""What follows a plan's name that stands for its years: “十四五”累计减负, not “十四五”规划收官之年."""
HINT = re.compile(r"\d|年|一”|元旦|国庆|月|季度|截至|目前|今|现[已有在]|五”|以来|眼下|岁末")
"""Without one of these a text names no time."""


@dataclass(frozen=True)
class TimeFound:
    """A stretch of text that names a time.

    `value` is as in the guide (`2025`, `2026-03`, `2023-Q1`, `2023-01/2023-09`, `2013/2023`, `to-date`), or None
    where the text's own year would be needed and is not known. `ahead` tells whether the words look forward
    (到…年, 年底前, 明年), `back` whether they look back (去年, 截至, 以来).
    """

    start: int
    end: int
    value: str | None
    rule: str
    ahead: bool = False
    back: bool = False


_RULES: tuple[tuple[str, frozenset[str], re.Pattern[str]], ...] = tuple(
    (name, frozenset(needs), re.compile(pattern))
    for name, needs, pattern in (
        (
            "day",
            "日",
            rf"(?P<lead>到|至|于|在|截至|自|从)?(?P<y>{YEAR})年(?P<m>{MONTH})月(?P<d>\d{{1,2}})日(?P<end>前|之前|起)?",
        ),
        (
            "relative_day",
            "日",
            rf"(?P<lead>到|至|于|在|截至|自|从)?(?P<rel>今年|去年|上年|明年)(?P<m>{MONTH})月(?P<d>\d{{1,2}})日(?P<end>前|之前|起)?",
        ),
        (
            "months",
            "月",
            rf"(?:(?P<y>{YEAR})年|(?P<rel>今年|去年|上年))?(?P<m>{MONTH})(?:月)?(?:份)?[至到—–\-－～~](?P<m2>{MONTH})月(?:份)?",
        ),
        (
            "span_of_months",
            "月",
            rf"(?P<y>{YEAR})年(?P<m>{MONTH})月(?:份)?[至到—–\-－～~]+(?P<y2>{YEAR})年(?P<m2>{MONTH})月(?:份)?(?!\d|底|末)",
        ),
        (
            "quarter",
            "季",
            rf"(?P<lead>到|至|力争|预计|计划)?(?:(?P<y>{YEAR})年|(?P<rel>今年|去年|上年|明年))?(?:第)?(?P<q>[一二三四])季度(?P<end>末|前)?",
        ),
        (
            "first_months",
            "月",
            rf"(?:(?P<y>{YEAR})年|(?P<rel>今年|去年|上年))?(?<!提)[前头](?P<m2>[2-9二两三四五六七八九十]|1[01]|十一)个?月",
        ),
        ("three_quarters", "季", rf"(?:(?P<y>{YEAR})年|(?P<rel>今年|去年|上年))?前三季度"),
        (
            "half",
            "半",
            rf"(?P<lead>到|至|力争|预计|计划)?(?:(?P<y>{YEAR})年|(?P<rel>今年|去年|上年|明年))?(?P<h>上半年|下半年)",
        ),
        (
            "month",
            "月",
            rf"(?P<lead>到|至|于|在|截至|自|从|力争|预计|计划)?(?P<y>{YEAR})年(?P<m>{MONTH})月(?P<end>{END}|中旬|上旬|下旬|份)?",
        ),
        ("years", "年", rf"(?P<y>{YEAR})年?[至到—–\-－～~](?P<y2>{YEAR})年"),
        (
            "year",
            "年",
            rf"(?P<lead>到|至|于|在|截至|力争到|力争|预计|自|从)?(?P<y>{YEAR})(?:年度|年)(?P<end>{END}|起|开始)?",
        ),
        ("since", "年", rf"[自从]?(?P<y>{YEAR})年(?P<m>\d{{1,2}}月)?(?:[^，。；\d]{{0,12}}?(?P<span>以来)|至今|开始)"),
        (
            "plan",
            "五",
            r"(?P<lead>到)?(?<!第)“?(?P<plan>十[一二三四五]五|九五|十五)”?(?P<end>末|期末|时期末|收官|期间|时期|以来|规划期|这五年)?",
        ),
        (
            "decade",
            "年",
            r"(?:这|近|过去|前)?(?P<n>[一二三四五六七八九十两]{1,2}|\d{1,2})(?:个)?年(?P<kind>来|间|以来)|(?P<past>这|过去|近|(?<![提学])前)(?P<n2>[一二三四五六七八九十两]{1,2}|\d{1,2})年",
        ),
        (
            "within_years",
            "内未今往",
            r"(?:(?:力争|争取|计划|确保|将|在|用|到)(?=[一二两三四五六七八九十\d]年(?:时间)?之?内)|未来|今后|往后)(?P<n>[一二两三四五六七八九十]|\d)年(?:时间)?(?:之?内|间)?(?=[^，。；]{2})(?!累计|已|共)",
        ),
        ("running", "连", r"连续(?P<n>[一二三四五六七八九十两]{1,3}|\d{1,2})(?:个)?年"),
        (
            "years_of_change",
            "增提下减翻",
            r"(?<![\d一二三四五六七八九十两第近去这后前续])(?P<n>[二三四五六七八九十两]|\d)年(?:累计|共)?(?=增长|增加|提高|下降|减少|翻)",
        ),
        (
            "relative_month",
            "月",
            rf"(?P<lead>到|至|截至|自|从)?(?P<rel>今年|去年|上年|明年)(?P<m>{MONTH})月(?P<end>{END}|份)?",
        ),
        (
            "to_date",
            "截前今下现来",
            r"截至(?:目前|今(?!年)|当前|现在|记者发稿时?)|到目前(?:为止)?|(?<![项科])目前|迄今(?:为止)?|至今(?!年)|眼下|如今|现已|现有|现在|截至(?=[，,])|(?:开[业园通栓工馆行办]|投[产用运]|[启起]动|实施|运行|运营|建成|上线|组建|挂牌)以来",
        ),
        (
            "as_of_month",
            "截到",
            rf"(?:截至|到(?={MONTH}月\d{{1,2}}日[，,]?(?:全[省市县区]|共|累计)?已))(?:(?P<y>{YEAR})年)?(?P<m>{MONTH})月(?:底|末|份|中旬|上旬|下旬|(?P<d>\d{{1,2}}日))?",
        ),
        (
            "year_end",
            "底末",
            r"(?P<lead>到|至|在)?(?P<rel>今年|明年|去年|当年)?(?:年底|年末|岁末|(?<=年)底)(?P<end>前|之前)?",
        ),
        ("within_year", "内", r"(?P<rel>今年|明年|当年)(?:年)?内|(?<![一二两三四五六七八九十\d])年内"),
        (
            "relative",
            "年",
            r"(?P<rel>今年|明年|年初(?=以来)|(?<![成产工运用])后年(?!产|均|度)|去年|上年|前年|全年|当年|年度|本年度|一年来|过去一年)(?:(?<=[去上]年)全年)?(?P<end>以来)?",
        ),
        (
            "before_season",
            "汛暖",
            rf"(?:(?P<y>{YEAR})年|(?P<rel>今年|明年))(?:主?汛期?|[采供]暖[季期])(?:到来)?之?(?P<end>前)(?!期)",
        ),
        (
            "before_feast",
            "一旦庆",
            r"(?P<rel>今年|明年|去年|上年)?“?(?P<feast>元旦|五一|七一|八一|十一|国庆)(?:劳动节|建党节|建军节|国庆节)?”?(?:节|长?假期?|小长假)?之?(?P<end>前)(?![夕\d一两三半])",
        ),
        ("over_winter", "冬", r"去冬今春"),
        ("last_month", "月", r"(?P<lead>到|至|截至)?上个?月(?:底|末|份)?"),
        ("season", "春夏秋冬", r"(?P<rel>[今明])(?P<season>[春夏秋冬])(?![明、])季?"),
        (
            "in_force",
            "月",
            rf"(?<![年\d])(?P<lead>自|从|于)?(?P<rel>今年|同年)?(?P<m>{MONTH})月(?:(?P<d>\d{{1,2}})日)?(?:零时|\d{{1,2}}时)?(?:起|开始)?(?=(?:正式|全面|全部|顺利|开始|在全[国省市县区])*(?:施行|实施|执行|生效|竣工|完工|投[产运用入]|试?通[车水航]|交付|交工|贯通|揭牌|搬迁|下线|通过[^，。；]{{0,8}}验收|建成|完成(?!了)|开工|动工|并网|结束|封顶|合龙|铺轨|开诊|首飞|首航|交房|商运|试(?:生产|产|运行)|启用|开通|带电|开栓|开园|开馆))",
        ),
        (
            "since_month",
            "月",
            rf"自?(?:(?P<y>{YEAR})年|(?P<rel>今年|去年|上年))?(?P<m>{MONTH})月(?:份|\d{{1,2}}日)?以来(?!最|首|新)",
        ),
        ("month_alone", "月", rf"(?:^|(?<=[。；，：“]))(?P<m>{MONTH})月(?=[，,])"),
        (
            "month_end",
            "月",
            rf"(?<![年\d])(?P<lead>到|至|于|截至|自|从)?(?P<m>{MONTH})月(?P<d>\d{{1,2}}日)?(?P<end>底|末|份|中旬|上旬|下旬)?(?P<before>前|之前)?",
        ),
    )
)
"""Each rule by its name: characters of which a text with such a time has one, and how one is told."""

RANKS = re.compile(
    r"(?<=[来期])(?:的|历史)*(?:同期)?(?:最[高低大小好差多少快慢佳]|首次|第一次|新[高低])|(?:以来)(?:同期)?最|同期"
)
"""Behind years that only rank what is told: 创10年来新高, 为1998年以来最多."""
SEASONS = {"春": 2, "夏": 5, "秋": 8, "冬": 11}
"""The month from which a text speaks of a season as begun."""
FEASTS = {"元旦": "01-01", "五一": "05-01", "七一": "07-01", "八一": "08-01", "十一": "10-01", "国庆": "10-01"}
"""Feasts that fall on the same day each year."""
NEAR = 8
"""Characters before a month in which it is told to be to come."""
TO_COME = re.compile("(?:将|预计|计划|力争|争取|确保|拟|要|今年|明年|年内)[^，。；]{0,6}$")
"""What stands before a month that is to come."""
NEXT = 2
"""Months by which a text may be younger than its days tell."""
EARLY, LATE = 2, 9
"""Up to which month a text still tells of the months from which on of the year before."""
IN_FORCE = re.compile("(?:[，,][^，。；]{0,20}?)?(?:正式|全面|开始)?(?:施行|实施|执行|生效)")
"""What a day told with 自……起 begins."""


def find_times(text: str, *, year: int | None, month: int | None = None) -> Iterator[TimeFound]:
    """Yield the times that a text names, longest first at each place, from left to right, without overlap.

    `year` and `month` are the text's own, from its date.

    >>> [(t.value, t.ahead) for t in find_times("到2025年底建成，今年1至9月完成投资", year=2024)]
    [('2025', True), ('2024-01/2024-09', False)]
    """
    found: list[TimeFound] = []
    if not HINT.search(text):
        return
    characters = set(text)
    for name, needs, pattern in _RULES:
        if characters.isdisjoint(needs):
            continue
        for match in pattern.finditer(text):
            time = _resolve(name, match, text, year, month)
            if time is not None:
                found.append(time)
    found.sort(key=lambda t: (t.start, -(t.end - t.start)))
    last = -1
    for time in found:
        if time.start >= last:
            yield time
            last = time.end


def number_of(text: str) -> int | None:
    """Return a number up to 99 that is told in digits or in words, or None."""
    if text.isdigit():
        return int(text)
    if len(text) == 1:
        return HAN.get(text)
    if text.startswith("十"):
        return 10 + HAN.get(text[1:], 0)
    if text.endswith("十"):
        return HAN.get(text[0], 0) * 10
    return None


def _relative(word: str | None, year: int | None) -> int | None:
    if year is None:
        return None
    return year + {"去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2, "过去一年": -1}.get(word or "", 0)


def year_and_month(match: re.Match[str]) -> str | None:
    """Return the time that the groups `year` and `month` of a match tell, None where they tell none.

    >>> year_and_month(re.match(r"(?P<year>20..)年(?P<month>.)?", "2024年5月"))
    '2024-05'
    """
    year, month = match["year"], match["month"]
    return f"{year}-{int(month):02d}" if year and month else year


def due_by(value: str) -> str:
    """Return the deadline that a time sets: the last month of a quarter or a half of the year.

    >>> due_by("2025-Q1"), due_by("2025-01/2025-06"), due_by("2025")
    ('2025-03', '2025-06', '2025')
    """
    end = value.rpartition("/")[2]
    return f"{end[:5]}{3 * int(end[6:]):02d}" if "Q" in end else end


def day_of(year: int, month: int, day: int) -> str | None:
    """Return the ISO date of a day of a year, or None where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day(year: int, part: Mapping[str, str]) -> str | None:
    return day_of(year, int(part["m"]), int(part["d"].rstrip("日")))


def _resolve(name: str, match: re.Match[str], text: str, year: int | None, month: int | None) -> TimeFound | None:
    part = match.groupdict()
    start, end = match.span()
    told = int(part["y"]) if part.get("y") else _relative(part.get("rel"), year)
    tail = part.get("end") or ""
    lead = part.get("lead") or ""
    ahead = lead in ("到", "至", "力争", "力争到", "预计", "计划") or any(w in tail for w in ("前", "内", "底", "末"))
    back = (
        lead in ("截至", "自", "从") or "以来" in tail or "开始" in tail or part.get("rel") in ("去年", "上年", "前年")
    )

    if name in ("months", "quarter") and year and month and month <= EARLY and not (part.get("y") or part.get("rel")):
        last_told = int(part["m2"]) if name == "months" else 3 * HAN[part["q"]]
        told = year - 1 if last_told >= LATE else year  # 四季度 in January is that of the year before

    def made(value: str | None, *, forward: bool = ahead, past: bool = back) -> TimeFound:
        return TimeFound(start, end, value, f"time_{name}", forward and not past, past)

    if name in ("decade", "since", "year") and RANKS.match(text, end):
        return made(None, forward=False, past=True)
    match name:
        case "day" | "relative_day":
            told_day = None if told is None else _day(told, part)
            if told_day is None:
                return None
            if tail == "起" and (year is not None or IN_FORCE.match(text, end)):
                return made(told_day, forward=True, past=False)
            return made(told_day, forward=lead in ("到", "至") or tail != "")
        case "month" | "relative_month":
            to_come = told == year and month is not None and int(part["m"]) > month
            return made(None if told is None else f"{told}-{int(part['m']):02d}", forward=ahead or to_come)
        case "months":
            if int(part["m2"]) <= int(part["m"]):
                return None
            return made(
                None if told is None else f"{told}-{int(part['m']):02d}/{told}-{int(part['m2']):02d}", forward=False
            )
        case "span_of_months":
            return made(f"{told}-{int(part['m']):02d}/{part['y2']}-{int(part['m2']):02d}", forward=False)
        case "first_months":
            last = number_of(part["m2"])
            return made(None if told is None else f"{told}-01/{told}-{last:02d}", forward=False)
        case "quarter":
            to_come = told == year and month is not None and 3 * HAN[part["q"]] - 2 > month
            return made(None if told is None else f"{told}-Q{HAN[part['q']]}", forward=ahead or to_come)
        case "three_quarters":
            return made(None if told is None else f"{told}-01/{told}-09")
        case "half":
            months = ("01", "06") if part["h"] == "上半年" else ("07", "12")
            return made(None if told is None else f"{told}-{months[0]}/{told}-{months[1]}")
        case "years":
            return made(f"{part['y']}/{part['y2']}", forward=False)
        case "year":
            if tail in ("起", "开始") or (lead in ("自", "从") and not tail):
                return made("to-date", forward=False, past=True)
            return made(part["y"], forward=ahead)
        case "plan":
            last = PLANS.get(part["plan"])
            if last is None or (not tail and not lead and not PLAN_AS_TIME.match(text, end)):
                return None
            if "末" in tail or (lead and not tail):
                return made(str(last), forward=True)
            if tail == "以来" and year is not None and last - 4 < year < last:
                return made(f"{last - 4}/{year}", forward=False, past=True)
            return made(f"{last - 4}/{last}", forward=False)
        case "decade":
            n = number_of(part["n"] or part["n2"] or "")
            if n is None or (part.get("n2") and text.startswith(tuple("多余前后级"), end)):
                return None
            if n == 1 and year is not None and month in (1, 2, 3, None):
                return made(str(year - 1), forward=False, past=True)
            if (
                n == 5
                and year is not None
                and (month in (1, 2, None) or year % 5 == 1)
                and (part.get("past") in ("这", "过去") or part["n"])
            ):
                # Five years as reports tell of them, at the end of a term or a plan: they end with the year before.
                return made(f"{year - 5}/{year - 1}", forward=False, past=True)
            return made(None if year is None else f"{year - n}/{year}", forward=False, past=True)
        case "within_years":
            n = number_of(part["n"])
            if n is None or year is None:
                return None
            return made(str(year + n - (month is not None and month <= EARLY)), forward=True)
        case "running" | "years_of_change":
            n = number_of(part["n"])
            return None if n is None else made(f"running:{n}", forward=False, past=True)
        case "since" | "to_date":
            begun = int(part["m"].rstrip("月")) if part.get("m") else 0
            if told and year and text.endswith("开始", start, end) and (told, begun) > (year, month or 0):
                return made(f"{told}-{begun:02d}" if begun else str(told), forward=True, past=False)
            if part.get("span") and not part["m"] and told and year and told < year:
                return made(f"{told}/{year}", forward=False, past=True)  # as 十年来
            return made("to-date", forward=False, past=True)
        case "as_of_month":
            if told is None:
                return made("to-date", forward=False, past=True)
            told -= not part["y"] and month is not None and int(part["m"]) > month + NEXT  # 截至12月底, told in January
            return made(_day(told, part) if part["d"] else f"{told}-{int(part['m']):02d}", forward=False, past=True)
        case "year_end":
            if text.endswith(("截至", "截止"), 0, start + (lead == "至")):  # 截至年底 tells of the year that is over
                over = year is not None and month is not None and month <= EARLY
                return made(None if year is None else str(year - over), forward=False, past=True)
            return made(None if told is None else str(told), forward=part.get("rel") != "去年")
        case "within_year":
            return made(None if told is None else str(told), forward=True)
        case "relative":
            word = part["rel"]
            if word == "全年" and month == 1 and year is not None:
                return made(str(year - 1), forward=False, past=True)
            if word == "一年来":
                return made(
                    None if year is None else str(year - 1 if month in (1, 2, 3, None) else year),
                    forward=False,
                    past=True,
                )
            if tail and word in ("去年", "上年", "前年"):
                return made(None if year is None else f"{told}/{year}", forward=False, past=True)
            return made(None if told is None else str(told), forward=word in ("明年", "后年"))
        case "before_season":
            return made(None if told is None else str(told), forward=True)
        case "before_feast":
            due = None if told is None else told + (part["feast"] == "元旦" and not part["rel"])
            return made(None if due is None else f"{due}-{FEASTS[part['feast']]}")
        case "over_winter":
            return made(None if year is None else f"{year - 1}/{year}", forward=False, past=True)
        case "last_month":
            before = None if year is None or month is None else divmod(12 * year + month - 2, 12)
            return made(before and f"{before[0]}-{before[1] + 1:02d}", forward=False, past=True)
        case "season":
            if year is None:
                return None
            begins = SEASONS[part["season"]]
            later = part["rel"] == "明" or (month is not None and begins > month)
            return made(str(year + (part["rel"] == "明")), forward=later, past=False)
        case "in_force":
            if year is None:
                return made(None, forward=True)
            # 将从1月7日开始施行, told in December, is next year's; what is told as done lies behind the text's month.
            told_before = month is not None and int(part["m"]) < month
            coming = bool(re.search(r"将|拟$", text[max(0, start - 2) : start]))
            later = coming or (month is not None and int(part["m"]) > month)
            due = year + (told_before and coming)
            told_day = _day(due, part) if part["d"] else f"{due}-{int(part['m']):02d}"
            return None if told_day is None else made(told_day, forward=later, past=not later)
        case "since_month":
            if told is None or year is None:
                return made("to-date", forward=False, past=True)
            told -= not (part["y"] or part["rel"]) and month is not None and int(part["m"]) > month
            since = f"{told}-{int(part['m']):02d}"
            now = f"{year}-{month:02d}" if month else str(year)
            return made(f"{since}/{now}" if since < now else since, forward=False, past=True)
        case "month_alone":
            if year is None:
                return None
            told = year - (month is not None and int(part["m"]) > month + NEXT)
            return made(f"{told}-{int(part['m']):02d}", forward=False, past=True)
        case "month_end":
            early = month is not None and month <= EARLY and int(part["m"]) >= LATE and not part["before"]
            if year and early and lead not in ("到", "至") and not TO_COME.search(text, max(0, start - NEAR), start):
                year -= 1  # 12月底全部完工, told in January
            if part["d"] and part["before"]:
                return made(None if year is None else _day(year, part), forward=True)
            if part["d"] or not (lead or tail or part["before"]):
                return None
            return made(
                None if year is None else f"{year}-{int(part['m']):02d}",
                forward=lead in ("到", "至") or bool(part.get("before")),
            )
    return None
