"""What is carried on: a paragraph's frame from sentence to sentence, a sentence's setting from clause to clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpusutils.targets import cues
from corpusutils.targets.bodies import Bodies
from corpusutils.targets.divisions import find_divisions, leading_division, leading_divisions
from corpusutils.targets.homes import Home, leads_away, lies_in
from corpusutils.targets.names import own_words, tidy, without_lead
from corpusutils.targets.sentence import Clause, Sentence
from corpusutils.targets.subjects import URBAN, company_in, leading_subject
from corpusutils.targets.times import TimeFound, due_by, year_and_month

AHEAD, DONE = "ahead", "done"
OF_A_GOAL = re.compile(r"\d[\d.]*[^，。；\d的]{1,8}的[^，。；]{0,4}(?:目标|任务|要求)")
"""Behind a bound that a goal sets which the clause speaks of."""
LEADS = 6
"""Characters before a time that still stands at the beginning of its sentence: 刚刚过去的2025年."""
PLANNED = ("stage_of_document", "stage_of_section")
"""What says that a whole text or section plans."""
HEAD = 80
"""Characters of a clause in which its subject is sought."""
YOUNG = 4
"""Last month of a year in which a figure for that whole year can only be planned."""
LONG_AGO = 4
"""Years after which a time holds for its own sentence only."""
RANKED = re.compile(r"(?:[居列占于超比较]|领先|领跑)(?:全[国省市县区州]|我[省市县区])")
"""A wider place that something is only measured against: 增速居全省第三位, 占全市一半."""
CAPACITY = re.compile(
    r"年可|每[年天日](?!均)|日处理(?![^，。；\d]{0,4}增)|日供|[理水工产过待测验纳]能力(?!增|提|扩|再)|设计(?![费院总])|全长"
)
"""What works can do, or how long they are, which holds whatever the time: 日处理能力4800吨."""
AGAINST_PLAN = re.compile(r"[ ]*[比较][^，。；]{0,8}(?:计划|工期|预定|原定|约定)")
"""How a clause begins that holds what a day has brought against its plan."""
GOES_ON = re.compile(
    r"完成|同比|增长|下降|占|达|超额|提前|较|比|实现|其中|(?:全部|正式|全面)?(?:竣工|完工|通[车水航]|投[产运用入]|并网|建成|开工|动工|贯通|合龙)[^，。；]{0,4}$|全长|主体|剩余|首台|日处理能力|年处理|日供水能力"
)
"""How a clause begins that goes on to speak of the same work or body."""
ACTS = re.compile("(?:机场|海关|口岸|[一二三四五六七八九十]矿)$")
"""A body that acts, and of which a sentence goes on to tell what it did: 五矿投入1500万元，治理180亩."""
OTHER_ROUTES = re.compile("港口|铁路|公路|水[路运]|航空|对外")
"""How a clause begins that goes on from an airport to another way of transport."""
OF_SOMEBODY = re.compile(
    "[省市县区州旗镇]的(?:[老小][\u4e00-\u9fff]|[^，。；]{0,5}(?:先生|女士|师傅|居民|村民|市民|大[爷妈娘叔婶]))"
)
"""How a paragraph begins that is about somebody, wherever he lives: 夷陵区的老李."""
NEXT_ITEM = re.compile(" *[二三四五六七八九十]是")
NAMED_WORKS = re.compile(r"(?<!该)[\u4e00-\u9fff“”]{4,24}?(?:工程|项目)(?![师院局部建管])")
TO_DATE = re.compile(r"累计(?!下降|增长|降|增)|已(?!经济)|现有|(?<![项科])目前|共有")
"""What tells a sum up to the text's own day."""
OF_THE_YEAR = re.compile(r"年度|全年|当年")
"""What of a plan or a task says that it is a year's."""
OF_SOME_YEAR = re.compile(r"\d{4}|[今去上前明]年")
"""What of a month or a part of a year says which year's it is."""
AS_OF_MONTH = re.compile(r"截至(?!12月)(\d{1,2})月")
"""Up to which month something is told; up to December it is told of the whole year."""
PARTS = ("time_quarter", "time_half", "time_months")
"""Rules that find parts of a year."""
MONTHS = ("time_month", "time_relative_month", "time_month_end")
"""Rules that find a single month."""
OF_ONE_TASK = (*MONTHS, "time_day", "time_in_force", "time_quarter", "time_half")
"""Rules that find times by which a single task of a report is due, and not those behind it."""
NEAR, REACH = 16, 24
"""Characters before a time of use in which it is told when that was, and around 今年 in which up to when, or what is given."""
SO_FAR_DONE = re.compile("[，]?(?:(?:累计|共|全[省市县区])?已|[只仅才](?![要有是为]))")
"""Behind the time up to which something has been done."""
OF_FIRMS = re.compile("公司|企业|[厂矿]|集团|车间|生产线")
"""A sentence that goes on about the company named before: 公司一期去年投产."""
BEGUN = re.compile(
    r"[，,]?[^，。；]{0,24}(?:启动|开工|动工|开建|开业|开园|投[产用运]|通水|上线|试?运行|成立)(?!以来)[^，。；\d]{0,12}[，。；]"
    r"|[^，。；\d]{1,10}后[，,]"
)
"""Behind a month in which something only began, whose results are told next: 4月启动管网改造，更换管道18公里."""
PLAN_NAMED = re.compile(
    r"的?(?:[\u4e00-\u9fff]{0,6}[\d.]+[\u4e00-\u9fff]{1,4}?的?)?(?:[\u4e00-\u9fff]{0,4}合同|目标|任务|计划|预算|指标|控制)"
)
"""Behind a word for the year that is part of a plan's name: 全年4万人的目标任务."""
COMPLETES = re.compile(r"完成(?:了)?[^，。；\d]{0,10}$")
"""Before a plan that is told to be done."""
ATTRIBUTE = re.compile("(?:之前|以前|[前后])?(?:建成|建设|投用|成立|实施|签订|开工|竣工)的")
"""Behind a time that only describes what is told of: 2000年底前建成的小区."""
PLANNED_SUM = re.compile(r"[^，。；的\d]{0,6}\d")
"""Behind 全年 where the plan's own amount is told: 完成全年4万人的目标任务."""
OF_PLAN = re.compile("(?:完成|占|为|达到?|超过?)了?$")
"""Before a plan of which it is told how much is done."""
OPEN_TASK = re.compile(
    r"^(?:抓好|推进(?!.*达标)|推动(?!.*达(?:标|到|[\d超])|.*突破|.*[提升增降][高升加低]?[到至])|谋划|探索|统筹|研究(?!与试验|开发|院|所|生)|支持|鼓励|加快推进|加强|做好|用好|深化|落实|开展好|积极推进|持续推进|稳步推进|大力推进|全力推进)"
)


@dataclass
class Frame:
    """What a paragraph starts from, and what is carried from sentence to sentence within it."""

    home: Home
    year: int | None = None
    month: int | None = None
    stage: str = DONE
    stage_rule: str = "stage_default"
    firm: bool = False
    """Whether the text's section says the stage, so that only firm words overrule it."""
    of_all: bool = False
    """Whether the text is a government's report: a place in it speaks for its own clause, what comes behind it for all."""
    carries: bool = False
    """Whether what a sentence promises goes on in the next, as in an account, a budget or a plan."""
    statute: bool = False
    """Whether the text is a law or a decree: its amounts are limits and fines, and neither promised nor reached."""
    default_period: str | None = None
    of_period: bool = False
    """Whether the text as a whole is of its default period, as a yearbook is."""
    default_deadline: str | None = None
    period: str | None = None
    period_rule: str = ""
    last_indicator: str = ""
    last_place: str | None = None
    """What the paragraph measured last, and where, for a plan told without what it is for."""
    bodies: Bodies | None = None
    """What an article of the press calls by its kind once it has named it."""
    body: str | None = None
    """The company that the paragraph named last."""
    period_leads: bool = True
    """Whether the period was told at the beginning of its sentence, as one is that goes on to hold."""
    works: str = ""
    """The works that the paragraph named last: what 该工程 stands for."""
    lead: str | None = None
    """The place that the paragraph of an article begins with: what follows without a place of its own holds for it."""
    opens: bool = True
    """Whether the sentence is the paragraph's first."""
    near: str | None = None
    """The place that a clause of the paragraph, or the subhead above it, began with last."""
    rejected: list[tuple[int, int, str]] = field(default_factory=list)

    def open_sentence(self, text: str) -> None:
        """Let go of what does not hold for the sentence that comes next."""
        if self.of_all and self.stage == DONE and cues.THIS_YEAR.match(text.strip()):
            # A report that has told of the year before turns to its own: 今年，办好五件实事.
            self.stage, self.stage_rule, self.firm, self.period = AHEAD, "stage_of_plans", True, None
        if not self.of_all and (item := cues.ITEM_OF_MENDING.match(text.strip())):
            self.stage, self.stage_rule = DONE if item["done"] else AHEAD, "stage_of_item"
            self.default_deadline = year_and_month(item) or self.default_deadline
        if not self.of_all and cues.DEMANDS.match(text.strip()):
            self.stage, self.stage_rule = AHEAD, "stage_of_demands"  # 一要加快灌区改造。改造37处……
        if self.firm and cues.LOOKS_BACK.match(text.strip()):
            self.stage, self.stage_rule = DONE, "stage_of_review"  # holds for the rest of the paragraph
        if self._tells_another_time() and not self.firm and not cues.SUMS_UP.search(text):
            self.period = None
        if self.firm and self.default_period and self.period and not cues.SUMS_UP.search(text):
            # A report's next sentence speaks of the report's own time again, but for a year within a review of five;
            # the last of the five tells where they have led.
            within = self.several_years and "/" not in self.period and not self.default_period.endswith(self.period)
            self.period = self.period if within and self.period_leads else None

    def _tells_another_time(self) -> bool:
        """Tell whether a text that is of a year or a part of one has turned to a time beside it."""
        default, period = self.default_period, self.period
        if not self.of_period or not default or not period or period == "to-date":
            return False
        return "-" in default or period[:4] != default[:4]

    def close_sentence(self) -> None:
        """Widen a day to its year, which is what the next sentence speaks of, and what was told up to a month to date."""
        self.opens = False
        if self.period_rule == "time_as_of_month":
            self.period, self.period_rule = "to-date", "time_to_date"
        if not self.of_all and not self.of_period and self._tells_of_long_ago():
            self.period = None
        if self.period and len(self.period) == len("2024-05-01"):
            # In a review of several years these go on behind a day.
            self.period = None if self.several_years else self.period[:4]

    def _tells_of_long_ago(self) -> bool:
        """Tell whether the time told last is so long gone that what follows is hardly of it, too."""
        last = (self.period or "").rpartition("/")[2][:4]
        return self.year is not None and last.isdigit() and self.year - int(last) >= LONG_AGO

    def go_on_ahead(self) -> None:
        """Let what a sentence promises go on in the next, in a text that is written so."""
        if self.carries and self.stage == DONE:
            self.stage, self.stage_rule = AHEAD, "stage_carried"
            self.default_deadline = self.default_deadline or (str(self.year) if self.year else None)

    @property
    def several_years(self) -> bool:
        """Whether the text reviews several years."""
        return self.default_period is not None and self.default_period[4:5] == "/"

    @property
    def month_of_text(self) -> str | None:
        """The month in which the text was written, or None."""
        return None if self.year is None or self.month is None else f"{self.year}-{self.month:02d}"

    def is_past(self, value: str) -> bool:
        """Tell whether a time was over when the text was written."""
        if self.year is None or not value[:4].isdigit():
            return False
        end = value.split("/")[-1]
        if int(end[:4]) != self.year:
            return int(end[:4]) < self.year
        return (
            self.month is not None and bool(re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", end)) and int(end[5:7]) <= self.month
        )


class Setting:
    """Stage, time and place of the clause that is being read, as the clauses of its sentence have set them so far."""

    def __init__(self, sentence: Sentence, frame: Frame) -> None:
        self.sentence = sentence
        self.frame = frame
        self.stage, self.stage_rule = frame.stage, frame.stage_rule
        self._goals_before = False
        """Whether the sentence before, with which this one goes on, listed goals."""
        self._deadline: str | None = None
        self._deadline_rule = ""
        self.place: str | None = None
        self.local: str | None = None
        """The river, work or body that the sentence speaks of."""
        self._aside: tuple[str | None] | None = None
        """The place to go back to after a clause with 其中."""
        self._plan_year: str | None = None
        """The year of a plan that the sentence names: 全年任务."""
        self._day_ends: int | None = None
        self._part_ends: int | None = None
        self._promised = False
        """Whether a clause before looked ahead, and none has looked back since."""
        self.body_here = False
        """Whether this sentence has named the company that its paragraph speaks of."""
        self._due_alone = False
        """Whether the clause before told no more than by when: 2022年底前，每个设区市至少建成1家."""
        self._to_date = False
        """Whether a clause before summed up to the text's own time."""

    @property
    def lists_goals(self) -> bool:
        """Whether what is told is one of a list of goals, which may bear no number."""
        return self._goals_before or self.stage_rule == "stage_of_goals" or self.sentence.sets_goals

    def follow(self, before: Setting, *, due: bool = True) -> None:
        """Take over what the sentence before was set to, whose tasks this one lists: 将办好十件实事。具体包括：……

        `due` tells whether they are due with it, too.
        """
        self.stage, self.stage_rule, self._promised = before.stage, before.stage_rule, before._promised
        self.place, self._goals_before = before.place, before.lists_goals
        if due and before._deadline and len(before._deadline) == len("2024"):  # a month is a single task's
            self._deadline, self._deadline_rule = before._deadline, before._deadline_rule

    def enter(self, clause: Clause) -> None:
        """Let the words that a clause begins with, its times and its works set what holds for it."""
        over = self._day_ends is not None and clause.start > self._day_ends
        if over and len(self.frame.period or "") == len("2024-05-01") and not AGAINST_PLAN.match(clause.text):
            self.frame.period = str(self.frame.period)[:4]
            self._day_ends = None
        if self._part_ends is not None and clause.start > self._part_ends:
            self._deadline = self._part_ends = None
        if self._deadline and len(self._deadline) > len("2024") and NEXT_ITEM.match(clause.text):
            self._deadline = None  # a month is a single task's
        self._take_times(clause)
        self._take_place(clause)
        self._take_works(clause)

    def pass_over(self) -> None:
        """Let a sentence with nothing to record set what holds for those after it: 十年来，成绩喜人。森林覆盖率达到…"""
        for clause in self.sentence.clauses:
            if self.sentence.times:
                self._take_times(clause)
            self._take_place(clause)
            self._take_works(clause)

    def time_of(self, kind: str, clause: Clause) -> tuple[str | None, str | None, str]:
        """Return the deadline or the period of what a clause tells, and the rule that set it."""
        frame = self.frame
        if kind == "target":
            if self._deadline:
                return self._deadline, None, f"deadline_{self._deadline_rule}"
            past = self._plan_year or frame.period or frame.default_period or ""
            if (
                self.stage == DONE
                and len(past) == 4
                and (OF_THE_YEAR.search(clause.text) or re.search(r"年初|预期|计划目标|[标控期]区间", clause.text))
            ):
                return past, None, "deadline_of_the_year_told"  # 没有实现27微克的年度控制目标
            if frame.default_deadline and not OPEN_TASK.match(without_lead(clause.text)):
                return frame.default_deadline, None, "deadline_of_document"
            if self.stage == AHEAD and (due := self._year_to_run(clause)):
                return due
            return None, None, ""
        for time in clause.times:
            if time.value and time.value.startswith("running:") and frame.default_period:
                last = int(frame.default_period.rpartition("/")[2][:4])
                return None, f"{last - int(time.value[8:]) + 1}/{last}", "period_running_years"
        stands = not frame.firm and cues.STANDS.search(clause.text)
        here = self.sentence.told_from < clause.end
        as_of = here and frame.period_rule == "time_as_of_month"
        if frame.period and frame.several_years and "/" not in frame.period and cues.SUMS_UP.search(clause.text):
            return None, frame.default_period, "period_of_document"  # 2025年……，五年年均增长6%
        summed = TO_DATE.search(clause.text) if not (here or clause.times or frame.of_all or frame.firm) else None
        whole = summed and frame.period and (len(frame.period) == 4 or ("/" in frame.period and "已" in summed[0]))
        if whole and not OF_THE_YEAR.search(clause.text):
            return None, "to-date", "period_to_date"  # 2020年……。已查勘8.8万亩
        standing = not here and not (frame.of_all or frame.of_period or frame.firm) and CAPACITY.search(clause.text)
        if standing and not TO_DATE.search(clause.text):
            return None, None, "period_of_a_capacity"
        if frame.period and not (stands and not clause.times and not as_of):
            return None, frame.period, f"period_{frame.period_rule}" if here else "period_carried"
        if began := next((t.value for t in clause.times if self.sentence.changed_since(t)), None):
            now = frame.default_period if frame.of_period else str(frame.year or "")
            if now and began < now and "/" not in now:
                return None, f"{began}/{now}", "period_of_change"
        to_date = None if frame.of_all and frame.several_years else TO_DATE.search(clause.text)
        so_far = to_date and (not frame.of_period or "累计" in clause.text or "-01/" in (frame.default_period or ""))
        if kind == "completion" and self._to_date and not frame.of_all and not OF_THE_YEAR.search(clause.text):
            return None, "to-date", "period_carried"  # 累计改造管网498公里，超额完成省定任务
        if frame.default_period and not frame.firm and not so_far and not stands:
            return None, frame.default_period, "period_of_article"
        if (to_date and (so_far or not frame.default_period)) or stands:
            self._to_date = True
            return None, "to-date", "period_to_date"
        if self._to_date and not frame.default_period:
            return None, "to-date", "period_carried"  # 累计治理4097平方公里，治理度达76%
        return None, frame.default_period, "period_of_document" if frame.default_period else ""

    def value_of(self, time: TimeFound) -> str | None:
        """Return the value of a time, where what the sentence has told before says of which year it is.

        A month that is over is of the year to come that has been named; the end of the year is that of the year reviewed.
        """
        value, year = time.value, self.frame.year
        if not value or not year:
            return value
        if self._of_next_year(time):
            return f"{year + 1}{value[4:]}"  # the tasks of 2025 in an account of 2024: 5月底前完成验收
        if time.rule == "time_month_end" and self.frame.is_past(value) and (due := self._deadline):
            return due[:4] + value[4:] if int(due[:4]) > year else value  # 明年再改造96个小区，力争4月底前全部开工
        if value == str(year) and (month := self._up_to(time)):
            return f"{year}-01/{year}-{int(month):02d}"
        words = self.sentence.text[time.start : time.end]
        if time.rule in PARTS and value[:4] == str(year) and words[0] not in "今2" and self._past_before(time):
            return value.replace(str(year), str(year - 1))  # 去年上半年停产，四季度恢复
        yearless = self.frame.of_all and not OF_SOME_YEAR.search(words)
        if yearless and self.stage == DONE and re.match(rf"{year}-", value):
            return value.replace(str(year), str(year - 1))  # a report's review: 12月6日通车, 前三季度增长6%
        if yearless and self.stage == AHEAD and time.rule == "time_quarter":
            return f"{max(year, int((self._deadline or value)[:4]))}{value[4:]}"
        if words.lstrip("到至在") in ("年末", "年底") and self.stage == DONE and self._tells_last_year():
            return str(year - 1)  # 2024年新增就业4万人；年末失业率为2.8%
        return value

    def _of_next_year(self, time: TimeFound) -> bool:
        """Tell whether a month is told without its year among tasks that are due in the year behind the text's own."""
        frame, year = self.frame, self.frame.year or 0
        yearless = not OF_SOME_YEAR.search(self.sentence.text, time.start, time.end)
        return (
            time.rule in MONTHS and yearless and self.stage == AHEAD
            and frame.default_deadline == str(year + 1) and str(time.value)[:4] == str(year)
        )  # fmt: skip

    def _tells_last_year(self) -> bool:
        """Tell whether the sentence is of the whole year before."""
        return (self.frame.period or self.frame.default_period) == str((self.frame.year or 0) - 1)

    def _past_before(self, time: TimeFound) -> bool:
        """Tell whether the time that the sentence names before another is of the year before."""
        before = [t for t in self.sentence.times if t.end <= time.start and t.value]
        return bool(before) and str(before[-1].value)[:4] == str((self.frame.year or 0) - 1)

    def _up_to(self, time: TimeFound) -> str | None:
        """Return the month up to which 今年 is told: 截至8月4日，灌区今年累计引水……."""
        text = self.sentence.text
        if text[time.start : time.end] != "今年":
            return None
        before = self.sentence.times_between(max(0, time.start - REACH), time.start)
        found = AS_OF_MONTH.match(text, before[-1].start) if before else None
        return found[1] if found else None

    def move_to(self, item: str) -> None:
        """Let an item of a list that begins with an administrative place hold there: 太原市120个、大同市80个."""
        if name := leading_division(own_words(item), self.frame.home.province):
            self.place, self.local = name, None

    def _year_to_run(self, clause: Clause) -> tuple[str, None, str] | None:
        """Return the deadline that a year or half a year sets which the sentence names before its plan: 今年，县里计划…"""
        for time in reversed(self.sentence.times):
            if time.start >= clause.end or time.back or time.value is None or time.value[:4] != str(self.frame.year):
                continue
            whole = len(time.value) == len("2024")
            if whole or time.rule == "time_half":
                end = time.value if whole else time.value[8:].removesuffix("-12")
                return end, None, f"deadline_{time.rule}"
        return None

    def place_of(self, item: str = "") -> tuple[str | None, str]:
        """Return the place of what is told, and the rule that set it; `item` is what stands before an amount."""
        home = self.frame.home
        behind_class = item.strip(" 、，").removeprefix("水质").lstrip("、，和及")  # 二类水质、郝村断面为三类
        if local := leading_subject(own_words(behind_class), home.province):
            return self._within(local), "place_in_item"
        scope = re.match(r"[^“]{0,8}“[^“”]{0,8}?([我全][省市县区])", item) if "“" in item else None
        if scope and (level := home.level(scope[1])):
            return level, "place_in_quotation"
        alone = self.frame.of_all and not item  # a report's works hold for its place: 羊曲水电站年底前下闸
        if self.local and not alone:
            return self.local, "place_of_subject"
        if self.place:
            return self.place, "place_in_sentence"
        if self.frame.body and (self.body_here or OF_FIRMS.search(self.sentence.text)):
            return self.frame.body, "place_of_body"
        if self.frame.lead and home.default and leads_away(self.frame.lead, home.default):
            return self.frame.lead, "place_of_paragraph"
        return home.default, "place_of_article" if home.default else ""

    def _take_times(self, clause: Clause) -> None:
        """Let the times and the words of a clause set stage, period and deadline."""
        firm = self.frame.firm
        ahead = [
            match
            for match in (cues.FIRM_AHEAD if firm else cues.AHEAD).finditer(clause.text)
            if not self._told_of_the_past(match[0], clause.start + match.start())
        ]
        governed = {match.end() for match in ahead}  # 打算新增, 预计带动: the plan's word rules the other
        done = [
            match
            for match in (cues.FIRM_DONE if firm or self._planned() else cues.DONE).finditer(clause.text)
            if match.start() not in governed
            and not (self.stage == AHEAD and cues.THAN_LAST_YEAR.match(clause.text))
            and not (self._promised and not self._names_a_time(clause) and cues.TO_BE.match(match[0]))
            and not (ahead and cues.TIMELESS.match(match[0]) and ahead[0].end() <= match.start())
            and not ((self._due_alone or (self._promised and "至少" in clause.text)) and cues.TIMELESS.match(match[0]))
        ]
        if ahead and (not done or ahead[-1].start() > done[0].start() or self.stage == AHEAD):
            self.stage, self.stage_rule = AHEAD, f"stage_{ahead[-1][0].strip('，；：。')[:6]}"
            self._promised = True
        elif done:
            self.stage, self.stage_rule = DONE, f"stage_{done[-1][0][:6]}"
            self._deadline, self._promised = None, False
        for time in clause.times:
            self._take_time(time, clause, ahead=bool(ahead), done=bool(done))
        self._due_alone = self.stage == AHEAD and self.sentence.only_times(clause)

    def _names_a_time(self, clause: Clause) -> bool:
        """Tell whether a clause names a time that is not the whole year's."""
        own = ("全年", "今年", f"{self.frame.year}年")
        return any(self.sentence.text[time.start : time.end] not in own for time in clause.times)

    def _told_of_the_past(self, word: str, at: int) -> bool:
        """Tell whether a word that looks ahead tells what has been taken on, or was so once: 过去……要跑四个窗口."""
        if word == "计划" and COMPLETES.search(self.sentence.text, max(0, at - NEAR), at):
            return True  # 超额完成年度开行计划
        if word.startswith("不") and OF_A_GOAL.match(self.sentence.text, at + len(word)):
            return True  # 不低于50%的目标提前达成
        if word.startswith("谋划"):
            return self.sentence.lately <= at
        if word.endswith("年底") and word.strip("，；到至") == "年底":
            return self._tells_last_year()  # 2021年初……到年底……
        if word == "再":
            times = (t for t in self.sentence.times if t.value and not self.sentence.compared_with(t))
            return any(self.frame.is_past(str(time.value)) for time in times)
        if (
            word.endswith("后")
            and word[0] not in "达满"
            and (before := self.sentence.times_between(max(0, at - NEAR), at))
        ):
            return self.frame.is_past(str(before[-1].value or ""))  # 去年6月投产后，装配周期缩短到4天
        begins, ends = self.sentence.once
        return word.endswith("要") and begins <= at < ends

    def _planned(self) -> bool:
        """Tell whether what goes on is surely planned, which 累计 or 建成 alone do not end.

        It is in the plans of a report, or what works bring once they are built, due in a later year, or forecast.
        """
        if self.stage != AHEAD:
            return False
        planned = self.stage_rule in PLANNED or (self.frame.stage == AHEAD and self.frame.stage_rule in PLANNED)
        if self.frame.of_all or planned or cues.ONCE_BUILT.match(self.stage_rule):
            return True
        if not self._deadline or not self.frame.year:
            return False
        return int(self._deadline[:4]) > self.frame.year or self.stage_rule == "stage_预计"

    def _take_time(self, time: TimeFound, clause: Clause, *, ahead: bool, done: bool) -> None:
        frame, text, value = self.frame, self.sentence.text, self.value_of(time)
        words = text[time.start : time.end]
        if value is None and time.ahead and text[time.end - 1] in "前内" and not done:
            self.stage, self.stage_rule = AHEAD, time.rule  # 3月底前完成 is a promise where no year is known, too
        if value and self.stage == AHEAD and frame.is_past(value) and ATTRIBUTE.match(text, time.end):
            return
        compared = self.sentence.compared_with(time)
        if value is None and words[0] in "去上前" and not compared:
            frame.period = None  # 去年, where no year is known
        if value is None or value.startswith("running") or compared:
            return
        whole = words == "全年" and not text.startswith("的", time.end)
        if whole and self._promised and frame.year and not PLAN_NAMED.match(text, time.end):
            self._deadline, self._deadline_rule = str(frame.year), time.rule  # 要稳就业，全年新增就业40万人以上
            return
        if (
            (words == "年度" or (words == "全年" and not PLANNED_SUM.match(text, time.end)))
            and OF_PLAN.search(text, max(0, time.start - len("超过了")), time.start)
            and PLAN_NAMED.match(text, time.end)
        ):
            return  # 截至3月20日……完成年度计划的51.5%
        if words in ("全年", "年度", "当年", "本年度") and (
            span := next((p for p in (frame.period, frame.default_period) if p and p != "to-date"), None)
        ):
            if PLAN_NAMED.match(text, time.end):
                self._plan_year = span.split("/")[-1][:4]  # 前三季度完成3万人，占全年任务的八成
                return
            if "/" in span and self.stage == DONE and frame.year:
                # Of several years that were spoken of it is the last that has been told to its end: 五年来……全年……
                told = frame.year if frame.month else frame.year - 1
                frame.period, frame.period_rule = str(min(int(span.split("/")[1][:4]), told)), time.rule
            elif "/" not in span:
                frame.period, frame.period_rule = span[:4], time.rule  # 四季度增长5%，全年增长4%
            return
        if value == "to-date":
            if not (frame.of_all and frame.several_years):  # 五年来……如今……
                frame.period, frame.period_rule = value, time.rule
            return
        if (
            time.rule == "time_half"
            and frame.month_of_text
            and (value[:7] > frame.month_of_text or (frame.of_all and self.stage == AHEAD))
        ):
            value = due_by(value)  # 2025年上半年建成
        year = int(value[:4])
        past = frame.is_past(value) and not (text[time.end - 1] == "前" and value[:7] == frame.month_of_text)
        so_far = done and SO_FAR_DONE.match(text, time.end)  # 到9月底已开工29个
        this_month = frame.month is None and year == frame.year and len(value) == len("2024-05") and not frame.of_all
        unsure = this_month and self.stage == DONE and not ahead and not text.startswith("前", time.end - 1)
        lead = time.ahead and not past and not so_far and not unsure and (frame.year is None or year >= frame.year)
        later = frame.year is not None and year > frame.year
        young = frame.month is not None and frame.month <= YOUNG and len(value) == 4 and year == frame.year
        given = young and cues.FUNDS.search(text, clause.start, clause.end + REACH)
        feast = young and cues.FEAST.match(text, time.end)
        early = young and not given and not feast and not done and not frame.firm and not time.back
        planned = frame.of_all and self.stage == AHEAD and time.rule in OF_ONE_TASK
        obliged = text[: time.start].endswith(("应", "应于", "应在"))  # 应于2021年底前完成, told later
        if (
            not time.back
            and "/" not in value
            and (
                lead or later or early or obliged or ((ahead or planned) and (frame.year is None or year >= frame.year))
            )
        ):
            self._deadline, self._deadline_rule = due_by(value), time.rule
            # In a report's list of tasks a month holds for its own clause.
            self._part_ends = clause.end if planned else None
            if later or early or (lead and not frame.firm):
                self.stage, self.stage_rule = AHEAD, time.rule
        elif frame.year and "/" in value and int(value.split("/")[1][:4]) > frame.year and not (done or frame.firm):
            self._deadline, self._deadline_rule = due_by(value), time.rule
            self.stage, self.stage_rule = AHEAD, time.rule
        else:
            begun = time.rule in MONTHS and BEGUN.match(text, time.end)
            if begun:
                value = value[:4]
            if not begun or year == frame.year:
                frame.period, frame.period_rule = value, time.rule
                frame.period_leads = time.start <= LEADS
            if past and not ahead and not frame.firm and text[time.start - 1 : time.start] not in ("较", "比"):
                self.stage, self.stage_rule = DONE, f"stage_{time.rule}"
            if len(value) == 10 and time.rule != "time_as_of_month":
                # A day holds for its own clause; what follows speaks of the year.
                self._day_ends = clause.end

    def _take_place(self, clause: Clause) -> None:
        """Let the subject at a clause's start set the place; that of 其中…… holds for its own clause."""
        home = self.frame.home
        if self._aside is not None:
            self.place, self._aside = self._aside[0], None
        if "其中" in clause.text and clause.text.lstrip().startswith("其中"):
            self._aside = (self.place,)
        begins = self.sentence.without_times(clause.start, min(clause.end, clause.start + HEAD))
        head = without_lead(begins.strip(" “"))[:24]
        among = self.sentence.text[: clause.start].endswith(("中，", "中,"))  # 桑干河流域5个断面中，优良断面……
        if not (GOES_ON.match(head) or among) and (
            self.frame.of_all or not ACTS.search(self.local or "") or OTHER_ROUTES.match(head)
        ):
            self.local = None
            if self.frame.of_all:
                self.place = None
        name = leading_division(head, home.province)
        level = home.level(head[:8], self.frame.near)
        if level and RANKED.search(head[:8]):
            level = None
        if head.startswith("该"):
            self.place = self.place or self.frame.near
        if level or name:
            self.frame.body = self.local = None
        body = None if self.frame.of_all else company_in(clause.text)
        if body and (home.default is None or find_divisions(home.default)):
            self.frame.body, self.body_here = body, True
        if level and not name:
            self.place = level
        elif name:
            self.place, self.frame.near = leading_divisions(head) or name, name
        if level or name:
            self._lead(clause)
        if self.frame.bodies and (meant := self.frame.bodies.meant(clause.text, self.sentence.offset + clause.start)):
            self.place = self.frame.body = meant
            self.body_here = True
            self.local = None
        elif not (level and not name) and (local := leading_subject(head, home.province)):
            self.local = self._within(local)

    def _lead(self, clause: Clause) -> None:
        """Let the place that a paragraph begins with hold for all of it, until one is named that does not lie in it."""
        frame = self.frame
        if frame.opens and clause is self.sentence.clauses[0] and not frame.of_all:
            frame.lead = None if OF_SOMEBODY.search(clause.text[:HEAD]) else self.place
        elif frame.lead and self.place and self.place != frame.lead and not lies_in(self.place, frame.lead):
            frame.lead = None

    def _within(self, local: str) -> str:
        """Return 城区 with the city or county that it is the middle of."""
        around = self.place or self.frame.home.default or ""
        return around + local if URBAN.fullmatch(local) and around.endswith(("市", "县", "旗")) else local

    def _take_works(self, clause: Clause) -> None:
        """Remember the works that a clause names, for a later sentence that calls them 该工程."""
        named = "工程" in clause.text or "项目" in clause.text
        if named and (works := NAMED_WORKS.findall(clause.text)):
            self.frame.works = tidy(works[-1], self.place)
