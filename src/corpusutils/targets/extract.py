"""Articles in, records out: the text's own year and place, its sections, then paragraph by paragraph the grammar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from corpusutils.pages.article import Article
from corpusutils.pages.dates import OF_HEADING, date_of_name
from corpusutils.pages.years import LAST_MONTHS
from corpusutils.pages.years import page_month as month_told
from corpusutils.targets import cues
from corpusutils.targets.bodies import Bodies
from corpusutils.targets.divisions import COUNTRY, as_named, find_divisions, leading_division
from corpusutils.targets.frame import AHEAD, DONE, Frame
from corpusutils.targets.grammar import read_paragraph
from corpusutils.targets.homes import OPENING, Around, Home, find_home, is_body, lies_in, places_around, speaks_of
from corpusutils.targets.names import noun_phrase
from corpusutils.targets.passing import in_passing
from corpusutils.targets.quantities import to_base
from corpusutils.targets.records import Found, Record, Rejected
from corpusutils.targets.stages import opens_with_goals, reporting_scores
from corpusutils.targets.subjects import leading_subject
from corpusutils.targets.times import PLANS, year_and_month

REPORT = re.compile(r"政府工作报告|(?<!审计)工作报告|发展计划[^，。\n]{0,16}报告")
REPORT_BEGINS = re.compile(
    rf"各位代表[：:，]|我代表[^。]{{2,16}}报告|^[^，。；：“”\n]{{0,40}}(?:{REPORT.pattern})[^，。；：“”\n]{{0,24}}$",
    re.M,
)
"""How the title of a report tells that it is one, and how its text begins; news only speak of one: 作工作报告."""
ACCOUNT = re.compile(r"总结|公报|规划|纲要|要点|计划|方案|意见|报告|发布会(?!报道)")
"""In the title of a text that tells by how a paragraph opens whether it looks back or ahead."""
CARRIES = re.compile("(?:报告|总结|打算|方案|规划|纲要|计划)$")
"""How the title of a text ends that goes on to plan where a sentence has begun to."""
OPENS_WITH = re.compile(
    r"(?:各位[^。]{1,70}。|[^。，\d]{1,40}。|（[一二三四五六七八九十]+）[^。，\d]{1,20}。)?(?:“?(?P<plan>十[一二三四五]五)”?(?:时期|期间|以来)[，,]|(?P<five>过去五年|五年来)|(?P<back>截至)|下一步|(?P<half>下半年)[，,]|进入“十[一二三四五]五”|(?P<to>到)?(?P<year>20\d\d)年(?:上半年|底|末|前三季度)?[，,])"
)
"""How a paragraph, or its first sentence behind a heading, says which years it tells of."""
BEFORE_NAME = re.compile(r"^[ \d年—-]*(?:“?十[一二三四五]五”?(?:时期)?)?")
"""The year or the plan before what a title names."""
DUE_OF_ALL = re.compile(r"到(20\d\d)年[，,][^。\d]{1,36}。")
"""A sentence of its own that says by when all that follows is to be."""
STATUTE = re.compile(r"(?:^|[\n。；])[ \u3000]*第[一二三四五六七八九十百零〇]{1,7}条(?=[ \u3000]*[\u4e00-\u9fff])")
PROVISIONS = 3
"""Numbered provisions that make a text a law or a decree."""
WIDTH = str.maketrans("０１２３４５６７８９％．／", "0123456789%./")
YEARS_TO_COME = re.compile("(?:今后|未来)(?:五年|几年)")
"""Years that a paragraph says at its beginning that it plans for."""
TO_COME = 4.0
"""Log-odds that a year to come (到2020年) speaks against a report, and that years gone by in its opening speak for it."""
FIRM = 1.0
"""Log-odds from which the words of a paragraph tell its stage beyond single cues."""
HEADING = 46
OFTEN = 3
"""How often a text calls a body by its kind alone that it is surely about, whatever else it speaks of further down."""
ENDS = "。！？；，"
"""What a title does not end with."""
SUBHEAD = 16
"""Characters up to which a paragraph is a title inside the article, whose place holds for what follows."""
PLAN = re.compile(
    r"(?<!征求)(?<!听取)(?:(?:实施|指导|若干|的)意见|规划(?:纲要)?|目标纲要|(?:行动|实施|工作|整改)方案|行动计划|三年计划|工作要点|实事(?:项目)?(?:清单|安排)|任务(?:分工|分解|清单)|下达[^，。]{2,24}(?:任务|计划|指标)的通知)(?:[（(][^（()）]{2,16}[）)])?$"
)
"""How the title of a plan ends."""
OF_A_YEAR = re.compile("(?:要点|实事|任务|清单|分工|分解|通知)$|实事")
"""Titles of plans for the year that they name."""
REVIEW = re.compile(r"总结|公报|决算|年报")
"""Titles of texts that are written when the year they name is over."""
YEARBOOK = re.compile(rf"((?:19|20)\d\d)[ ]*年?度?[^，。；：\d]{{0,30}}(?:{REVIEW.pattern})$")
"""The title of a text that tells nothing but what its year has brought."""
PART_OF_YEAR = re.compile(
    r"((?:19|20)\d\d)[ 年]*(一季度|上半年|前三季度)[^，。；：]{0,16}(?:运行|形势|发展)(?:情况|发布会?|公报)?$"
)
"""The title of a release on a part of a year."""
BEGINS_WITH_YEAR = re.compile(r"(?:[^\n]{0,12}\n)?[^\n。；]{0,16}?((?:19|20)\d\d)[ ]*年(?!底|末)")
"""The year that a text tells first, behind a heading or not."""
ITEM_ENDS = re.compile(
    r"（[^（）]*(?:牵头|责任)(?:单位|部门)[^（）]*?(?:时限[：:](?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?[^（）]*)?）"
)
"""What ends an item of a plan: who answers for it, and by when."""
PLAN_TERM = re.compile(r"20\d\d[ ]*年?[ ]*[-—–－至到]{1,2}[ ]*(20\d\d)[ ]*年?")
"""The years that a plan holds for: 实施期为2022—2025年."""
PLANS_BEGIN = re.compile(
    r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?((?:20\d\d年|[今明]年|下(?:一步|一?年度?))[^，。；：]{0,8}?(?:打算|安排|思路|计划|任务|重点|举措|目标|展望|草案))：?$"
)
"""What a heading says behind which a text tells its plans: 二、2024年工作打算."""
LEAD = 1
"""The last paragraph, from 0, that may be an article's lead: it stands behind a title or at the beginning."""
YEAR_SO_FAR = re.compile(r"(\d{4})-(?:01/\1-\d\d|Q1)")
"""The first months of a year, which an article that opens with them reviews."""
TOP = re.compile(r"[一二三四五六七八九十]+、|第[一二三四五六]部分")
PLAN_SAID = 60
"""Characters in which a paragraph says for which five years its goals are."""
GOALS_GO_ON = re.compile("^ *——|^[^，。]{0,12}更|五年|年均")
"""How a paragraph goes on with the goals of five years: ——生态更美, 空间格局更加优化, 五年累计."""
ANEW = 30
"""Characters of a paragraph in which it does so."""
FIVE_YEARS = re.compile(r"(?:过去|这|本届政府)五年|五年来|“十[一二三四五]五”时期[^，。]{0,20}回顾")
"""A heading of a review of five years: figures below it without a time of their own hold for all five."""
FIVE_TOLD = re.compile(
    r"(?<!今后)(?<!未来)五年(?:来|间|砥砺|奋进|，)|这五年|过去五年|“?(十[一二三四五]五)”?(?:时期|期间|以来)"
)
"""The years that a paragraph says at its beginning that it reviews."""
ONE_TOLD = re.compile(r"过去一?的?(?:一年|20\d\d年)|一年来|去年|20\d\d年")
"""The one year that a paragraph of a review of several says at its beginning that it tells of."""


@dataclass(frozen=True)
class Document:
    """What a text says of itself: whether it is a report, its year and month, and its sections' stage."""

    report: bool
    plan: bool
    year: int | None
    month: int | None
    default_period: str | None
    default_deadline: str | None
    yearbook: bool = False

    @property
    def press(self) -> bool:
        """Whether the text is an article of the press."""
        return not (self.report or self.plan or self.yearbook)


def extract_targets(
    articles: Iterable[Article],
    *,
    date: str | None = None,
    rejected: list[Rejected] | None = None,
    keep_passing: bool = False,
) -> Iterator[Record]:
    """Yield the records of articles in text order, numbered `t01`, `t02`, … within each page.

    `date` (ISO year, month or day) stands in for an article without a date of its own; `rejected`, where given,
    receives every amount that was found and not taken, with the filter that left it out. With `keep_passing` the
    figures stay that an article of the press most likely tells in passing only.
    """
    for _, group in groupby(articles, key=lambda article: article.page):
        page, number = list(group), 0
        around, month = places_around(page), _month_of(page)
        for article in page:
            document = _document(article, date, month)
            drops_passing = document.press and not keep_passing and not CARRIES.search(article.headline)
            made: list[tuple[Found, Record]] = []
            for found in _article(article, document, rejected, around):
                record = _record(article, found, f"t{number + 1:02d}")
                if drops_passing and in_passing(record, article.body):
                    if rejected is not None:
                        words = article.body[found.start : found.end]
                        rejected.append(Rejected(record.page, record.article, record.lines, words, "in_passing"))
                    continue
                number += 1
                made.append((found, record))
            yield from _tied(made)


def _month_of(page: Iterable[Article]) -> int | None:
    """Return the month that most articles of a page are of, the latest of equals, or None where none tells its date."""
    months = Counter(article.date[:7] for article in page if article.date and len(article.date) >= len("2024-05"))
    return int(max(months, key=lambda month: (months[month], month))[5:]) if months else None


def _document(article: Article, date: str | None, page_month: int | None) -> Document:
    heading = f"{article.headline}\n{article.body[:300]}"
    report = bool(REPORT.search(article.headline) or REPORT_BEGINS.search(heading) or "政府工作报告" in article.page)
    told = date or article.date
    year = int(told[:4]) if told else article.year
    month = int(told[5:7]) if told and len(told) >= 7 else None
    if report:
        named = re.search(r"((?:19|20)\d\d)[ ]*年?[^\n]{0,16}?政府工作报告", heading)
        by_name = date_of_name(article.page)
        year = int(named[1]) if named else int(by_name[:4]) if by_name else year
        if year:
            return Document(True, False, year, 1, str(year - 1), str(year))
    title = article.headline.strip()
    if PLAN.search(title):
        yearly = str(year) if year and OF_A_YEAR.search(title) else None
        return Document(report, True, year, month, None, _plan_ends(heading) or yearly)
    if yearbook := YEARBOOK.search(title):
        over, begins = int(yearbook[1]), BEGINS_WITH_YEAR.match(article.body)
        if begins and int(begins[1]) == over - 1:
            over -= 1  # 2023 …公报: 2022年，全市……
        if "半年" in yearbook[0]:
            return Document(False, False, over, 6, f"{over}-01/{over}-06", None, yearbook=True)
        return Document(False, False, over, 12, str(over), None, yearbook=True)
    if part := PART_OF_YEAR.search(title):
        year, months = int(part[1]), LAST_MONTHS[part[2]]
        period = f"{year}-Q1" if part[2] == "一季度" else f"{year}-01/{year}-{months:02d}"
        return Document(False, False, year, months, period, None)
    default = None
    if match := re.search(r"(?<!\d)(20\d\d)[ ]*年(?![ ]*\d)", article.headline):
        default = match[1] if year is None or int(match[1]) <= year else None
    return Document(False, False, year, month or page_month or month_told(article.body), default, None)


def _plan_ends(heading: str) -> str | None:
    """Return the last year that a plan holds for, as its title or its beginning tells it."""
    if term := PLAN_TERM.search(re.sub("《[^》]*》", "", heading)):
        return term[1]
    if plan := re.search(r"“?(十[一二三四五]五)”?|第(十[一二三四五])个五年", heading.split("\n")[0]):
        return str(PLANS[plan[1] or f"{plan[2]}五"])
    year = re.search(r"^[# ]*[\u4e00-\u9fff]*?(20\d\d)年|做好(20\d\d)年", heading)
    return (year[1] or year[2]) if year else None


def _year_of(heading: str, year: int | None) -> str | None:
    """Return the year that the heading of plans names; `year` is the text's own."""
    if heading.startswith("20"):
        return heading[:4]
    if year is None or heading.startswith("下一步"):
        return None
    return str(year if heading.startswith("今") else year + 1)


def _title(article: Article) -> str:
    """Return an article's headline without the place, the year and the kind that a heading tells before it."""
    heading = OF_HEADING.match(article.headline)
    return article.headline[heading.end() :].partition(" ")[2] if heading else article.headline


def _home(article: Article, document: Document, around: Around) -> Home:
    """Return where an article is at home: as it is told, but what is told for a page leaves its articles their own.

    Their own is a city of a province, or the company, the school or the works that an article is about.
    """
    headline, body, told = article.headline, article.body, article.place
    headed = document.press and OF_HEADING.match(headline) is not None
    headline = _title(article) if headed else headline
    if document.report or headed:
        told = told or _place_of_heading(article)
    if headed and not headline:  # the title stands below the place, the year and the kind
        first, _, rest = body.partition("\n")
        if rest and len(first) <= HEADING and first[-1] not in "。；，":
            headline, body = first, rest
    home = find_home(headline, body, told, around)
    if told and document.press:
        own = find_home(headline, body, None, around)
        if own.default and is_body(own.default):
            return own
        if lies_in(own.default, told):
            return own if not headed or speaks_of(own.default, told, body) else replace(home, county=own.county)
    if not document.press and (works := leading_subject(_of_title(article.headline), home.province)):
        return replace(home, default=works)
    return home


def _of_its_subject(home: Home, bodies: Bodies, headline: str, body: str) -> Home:
    """Return where a text is at home that is about a village, a school or works, and not about a whole city or county."""
    if about := bodies.subject():
        subject, times = about
        of_more = subject.endswith("村") and subject not in headline and (home.default or "\n") in headline
        if not home.level(
            f"{headline} {body if of_more or (times < OFTEN and subject not in headline) else body[:OPENING]}"
        ):
            return replace(home, default=subject)
    return home


class Course:
    """How a document goes from review to plans: what each of its paragraphs tells of, one after another."""

    def __init__(self, document: Document, title: str, paragraphs: list[str]) -> None:
        self.document, self.paragraphs = document, paragraphs
        self._accounts = ACCOUNT.search(title) is not None
        self._carries = not document.yearbook and CARRIES.search(title) is not None
        self._section: str | None = None
        self._years, self._due = document.default_period, document.default_deadline
        self._planned_for: str | None = None
        self._goals_due: str | None = None
        self._reviewed = False

    @cached_property
    def _scores(self) -> list[float]:
        return reporting_scores(self.paragraphs)

    def enter(self, number: int, paragraph: str, frame: Frame) -> None:
        """Set stage, period and deadline of a paragraph's frame; `number` counts paragraphs from 0."""
        if self.document.report:
            self._enter_report(number, paragraph, frame)
        else:
            self._enter_account(paragraph, frame)

    def _enter_report(self, number: int, paragraph: str, frame: Frame) -> None:
        document, before = self.document, self._section
        section = self._section = _section(paragraph, document, before)
        if section != before or TOP.match(paragraph.strip()):
            self._years, self._due = document.default_period, document.default_deadline
        if document.year and len(paragraph) <= HEADING:
            if section == AHEAD and (last := _plan_year(paragraph, document)):
                self._due = last
            if section == DONE and FIVE_YEARS.search(paragraph):
                self._years = _years_told(None, document.year)
        turned = _looks_back(paragraph, document) - _looks_beyond(paragraph, document)
        score = 0.0 if section else self._scores[number] + TO_COME * turned
        goal = opens_with_goals(paragraph) and section != DONE and score < FIRM
        stage = AHEAD if goal else section or (DONE if score > 0 else AHEAD)
        frame.stage = stage
        frame.stage_rule = "stage_of_goals" if goal else "stage_of_section" if section else "stage_of_paragraph"
        frame.firm = goal or section is not None or abs(score) >= FIRM
        own = re.match(rf"今年|{document.year}年", paragraph.strip()) and stage == AHEAD
        planned = stage == AHEAD and _plan_year(paragraph[:PLAN_SAID], document)
        due = planned or (self._goals_due if GOALS_GO_ON.search(paragraph[:ANEW]) else None)
        self._goals_due = due or None
        frame.default_deadline = document.default_deadline if own else due or self._due
        frame.default_period = self._years
        five = FIVE_TOLD.search(paragraph[:60])
        if five and document.year and stage == DONE:
            frame.default_period = _years_told(five[1], document.year)
            self._years = self._years if section else frame.default_period
        elif ONE_TOLD.search(paragraph[:30]):
            self._years = frame.default_period = document.default_period

    def _enter_account(self, paragraph: str, frame: Frame) -> None:
        document = self.document
        first = paragraph.split("。")[0].strip()
        if begins := PLANS_BEGIN.match(first):
            self._planned_for = begins[1]
        elif TOP.match(first):
            self._planned_for = None
        frame.carries = self._carries
        opening = _opens(paragraph, document, reviewed=self._reviewed) if self._accounts else None
        if opening and opening.stage == DONE and not document.yearbook:
            frame.stage_rule, self._reviewed = "stage_of_opening", True
            if opening.years and "/" in opening.years:
                frame.default_period, frame.firm = opening.years, True
        elif opening and opening.stage == AHEAD and not self._planned_for:
            frame.stage, frame.stage_rule = AHEAD, "stage_of_document" if document.plan else "stage_of_opening"
            frame.default_deadline = opening.years or document.default_deadline
        elif document.plan or self._planned_for:
            frame.stage, frame.stage_rule = AHEAD, "stage_of_document" if document.plan else "stage_of_section"
            named = _year_of(self._planned_for, document.year) if self._planned_for else None
            frame.default_deadline = named or document.default_deadline
        elif document.yearbook:
            frame.stage, frame.stage_rule, frame.firm = DONE, "stage_of_document", True


def _article(article: Article, document: Document, rejected: list[Rejected] | None, around: Around) -> Iterator[Found]:
    home = _home(article, document, around)
    near: str | None = None
    default_period = document.default_period
    offset = 0
    body = article.body.translate(WIDTH)
    statute = len(STATUTE.findall(body)) >= PROVISIONS
    bodies = Bodies(_title(article), article.body, home.default) if document.press else None
    if bodies and not (home.default and is_body(home.default)):
        home = _of_its_subject(home, bodies, article.headline, body)
    paragraphs = body.split("\n")
    course = Course(document, article.headline, paragraphs)
    for number, paragraph in enumerate(paragraphs):
        if 0 < len(paragraph) <= SUBHEAD and paragraph[-1] not in ENDS:
            near = leading_division(paragraph, home.province)
        frame = Frame(
            home, document.year, document.month,
            default_period=default_period, of_period=document.default_period is not None,
            near=near, of_all=document.report, statute=statute, bodies=bodies,
        )  # fmt: skip
        course.enter(number, paragraph, frame)
        signed = SIGNED.match(paragraph)
        begins_at = signed.end() if signed else 0
        told_here = read_paragraph(paragraph[begins_at:], offset + begins_at, frame)
        if not document.press and ITEM_ENDS.search(paragraph):
            told_here = _due_with_items(told_here, paragraph, offset, document.default_deadline)
        yield from (f for f in told_here if not _reprinted(article, f))
        if not document.report and default_period is None and frame.period and document.year is not None:
            if number <= LEAD and YEAR_SO_FAR.fullmatch(frame.period):
                default_period = frame.period
            elif re.fullmatch(r"\d{4}(?:-Q\d|-\d\d)?", frame.period) and int(frame.period[:4]) >= document.year - 1:
                default_period = frame.period[:4]
        if rejected is not None:
            rejected += [
                Rejected(article.page, article.id, article.lines_of(a, b), article.body[a:b], why)
                for a, b, why in frame.rejected
            ]
        offset += len(paragraph) + 1


def _due_with_items(told: Iterable[Found], paragraph: str, offset: int, default: str | None) -> Iterator[Found]:
    """Yield the records of a paragraph, its promises due when the brackets say that end the items of a plan.

    （牵头单位：市水利局；完成时限：2023年11月底）
    """
    ends = [(match.end(), year_and_month(match)) for match in ITEM_ENDS.finditer(paragraph)]
    for found in told:
        due = next((due for end, due in ends if found.end - offset <= end), None)
        if due and found.kind == "target" and found.deadline in (default, None):
            found = replace(found, deadline=due, rules=(*found.rules, "deadline_of_item"))
        yield found


def _years_told(plan: str | None, year: int) -> str:
    """Return the years of a plan that a report of a year can review, or the five before it."""
    last = min(PLANS[plan], year - 1) if plan else year - 1
    first = PLANS[plan] - 4 if plan else last - 4
    return f"{first}/{last}" if first < last else str(last)


def _reprinted(article: Article, found: Found) -> bool:
    return any(start <= found.start < end for start, end in article.reprints)


SIGNED = re.compile(
    r"\s*(?:本[刊报网台]|新华社|[\u4e00-\u9fff]{2,6}[日晚时周]报)[^，。；（(\n]{0,16}?(?:讯|电|消息|报道)?\s*[（(][^（）()\n]{0,6}(?:记者|通讯员)[^（）()\n]{1,40}[）)]\s*(?!\d)"
)
"""The source formula and the names behind it, with which news begin and which tell of nothing: 本报讯（记者 秦晓）."""
OF_ALL = re.compile("[全我本各]|关于")
"""What is no part of the name of a province, city or county."""


def _place_of_heading(article: Article) -> str | None:
    heading = f"{article.headline} {article.page}"
    match = re.search(r"([\u4e00-\u9fff]{2,9}?(?:省|市|自治区|州|县|区))", heading)
    if match and (name := leading_division(heading[match.start() :], None)):
        return name  # 陕西省柞水县: the county
    if match and not OF_ALL.search(match[1]):
        return match[1]
    country = re.match("[# ]*全国", article.headline) or "国务院" in article.page + article.headline + article.body[:60]
    return COUNTRY if country else None


def _section(paragraph: str, document: Document, section: str | None) -> str | None:
    """Return the stage of the section that a heading opens, or the stage that goes on."""
    text = paragraph.strip()
    year = document.year or 0
    if len(text) <= HEADING and TOP.match(text):
        if re.search(rf"回顾|过去|总结|去年|{year - 1}年(?!.*{year}年)|取得|成就", text):
            return DONE
        if re.search(rf"今年|{year}年|安排|部署|总体要求|目标|任务|重点|建议|下一|做好|未来|奋力|努力", text):
            return AHEAD
        return section
    if section != AHEAD and re.search(
        rf"(?:今年|{year}年)[^。]{{0,30}}(?:主要)?(?:预期)?目标[^。]{{0,6}}(?:是|为|：)|^(?:做好)?今年(?:政府)?工作|^{year}年，(?!我们(?:坚持|全面|深入)|全[省市县])|今年是[^。]{{0,60}}之年",
        text[:160],
    ):
        return AHEAD
    return section


def _of_title(title: str) -> str:
    """Return what a title names behind its place and year: 陕西省2017年渭河流域规划 → 渭河流域规划."""
    found = find_divisions(title)
    return BEFORE_NAME.sub("", title[found[0][1] if found and found[0][0] == 0 else 0 :])


class Opening(NamedTuple):
    """What the opening of a paragraph tells: whether it looks back or ahead, and the years that it reviews or is due in."""

    stage: str
    years: str | None = None


def _opens(paragraph: str, document: Document, *, reviewed: bool) -> Opening | None:
    """Return what the opening of a paragraph tells, or None; `reviewed` says that one before has told of the past.

    >>> plans = Document(False, True, 2022, None, None, None)
    >>> _opens("2021年，全县栽桑3万亩。", plans, reviewed=False), _opens("2022年，栽桑4万亩。", plans, reviewed=True)
    (Opening(stage='done', years='2021'), Opening(stage='ahead', years='2022'))
    """
    opening = OPENS_WITH.match(paragraph.strip())
    if opening is None or document.year is None:
        return None
    if plan := opening["plan"]:
        over = PLANS[plan] < document.year
        return Opening(DONE, f"{PLANS[plan] - 4}/{PLANS[plan]}") if over else Opening(AHEAD)
    if opening["five"]:
        return Opening(DONE, _years_told(None, document.year))
    if opening["year"] is None:
        return Opening(DONE) if opening["back"] else Opening(AHEAD, str(document.year) if opening["half"] else None)
    year = int(opening["year"])
    if year < document.year:
        return Opening(DONE, str(year))
    to_come = year > document.year or document.plan or reviewed or opening["to"]
    return Opening(AHEAD, None if opening["to"] else str(year)) if to_come else None


def _looks_back(paragraph: str, document: Document) -> bool:
    """Tell whether a paragraph opens with the years that it reviews: “十三五”时期 in a report of 2021, 五年来."""
    told = FIVE_TOLD.match(paragraph.lstrip(" —“"))
    return told is not None and (not told[1] or PLANS[told[1]] < (document.year or 0))


def _looks_beyond(paragraph: str, document: Document) -> bool:
    """Tell whether a paragraph names a later year than the report's by which something is to be, or speaks of the next five."""
    return bool(YEARS_TO_COME.search(paragraph[:40])) or any(
        int(year) > (document.year or 9999)
        for year in re.findall(r"到((?:19|20)\d\d)年", paragraph[: len(paragraph) // 2])
    )


def _plan_year(text: str, document: Document) -> str | None:
    """Return the last year of the five years that a heading or an opening looks forward to, or None.

    A plan that was made in an earlier year names where its goals come from, not when they are due.
    """
    if document.year is None:
        return None
    if (due := DUE_OF_ALL.match(text)) and int(due[1]) > document.year:
        return due[1]
    if "五" not in text or "今年" in text or f"{document.year}年" in text:
        return None
    plan = re.search(r"“(十[一二三四五]五|九五|十五)”(?:时期|期间)(?!以来|成就|取得)", text)
    if plan and PLANS[plan[1]] - 4 == document.year:
        return str(PLANS[plan[1]])
    return str(document.year + 4) if re.search(r"(?:今后|未来)五年", text) else None


def _record(article: Article, found: Found, name: str) -> Record:
    value_base, unit_base = to_base(found.value, found.unit)
    quote = article.body[found.start : found.end].strip("，,；;。、 \n")
    place = as_named(found.place, _title(article), article.body) if found.place else None
    return Record(
        page=article.page, article=article.id, id=name, lines=article.lines_of(found.start, found.end), quote=quote,
        kind=found.kind, indicator=noun_phrase(found.indicator), comparator=found.comparator, value=found.value, unit=found.unit or None,
        baseline=found.baseline, deadline=found.deadline, period=found.period, place=place, status=found.status,
        of_target=None, value_base=value_base, unit_base=unit_base, direction=direction(found.indicator, found.comparator),
        rules=found.rules, start=found.start, end=found.end,
    )  # fmt: skip


def direction(indicator: str, comparator: str) -> str | None:
    """Return which way is better for an indicator: `up`, `down`, or None where neither its name nor its bound says."""
    if cues.LOWER_IS_BETTER.search(indicator):
        return "down"
    if comparator in ("ge", "gt", "inc"):
        return "up"
    if comparator in ("le", "lt", "dec"):
        return "down"
    return "up" if cues.HIGHER_IS_BETTER.search(indicator) else None


def _tied(pairs: list[tuple[Found, Record]]) -> Iterator[Record]:
    """Point records to the target that the text ties them to: 提前完成“到2025年…25%以上”的目标."""
    names = {(found.start, found.end): record.id for found, record in pairs if record.kind == "target"}
    for found, record in pairs:
        yield replace(record, of_target=names.get(found.fulfils)) if found.fulfils else record
