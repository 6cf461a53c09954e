"""An island grammar over clauses: amounts and dates are the islands, what stands around them says what they mean.

A frame (stage, time, place, indicator) is carried from clause to clause; every field remembers the rule that set it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpusutils.targets import cues
from corpusutils.targets.filters import why_no_record
from corpusutils.targets.places import RIVERS, SUBJECT, WORKS, Home, find_divisions, leading_division
from corpusutils.targets.quantities import Quantity, find_quantities
from corpusutils.targets.times import TimeFound, find_times

AHEAD, DONE = "ahead", "done"
CLAUSE_END = re.compile(r"[，,；;。：:！？!?\n]|——+")
QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|「[^「」]*」")
NEAR = 60
"""Characters within which a plan's words bear on an amount."""
YOUNG = 4
"""Last month of a year in which a figure for that whole year can only be planned."""

LEADING = re.compile(
    r"^(?:本[刊报网](?:综合)?(?:讯|消息)|其中|同时|在?此基础上|(?:自然|同|可比)口径|按(?:自然|同|可比)(?:口径|价格?)(?:计算)?|(?:原则)?(?:上)?同意将?|(?:台阶|大关|门槛|关口)(?=、|，|$)|此外|另外|并且|并|且|而|也|还|又|再|均|都|共|即|以及|及|和|与|、|，|,|：|:|；|\s|截至|目前|到|至|今年以来|以来|期间|时期|末|底|的|了|则|使|让|把|将|于|在(?!建)|年(?!产|均|末|度|开|初)|月|日(?!处理|均|供)|内|前|后|后续|累计|已经|已|"
    r"预计|预期|力争|争取|确保|计划|有望|可|拟|要|须|应|应当|必须|不得|届时|首次|率先|基本|全面|持续|稳步|有序|扎实|积极|加快|大力|全年|年度|每年|年均|当年|实际|仅|就|达产后|投产后|建成后|完工后|主要预期目标是|主要目标是|目标是|为|是|分别|由|从|包括|完成了?|建成(?!区)|"
    r"正在(?:积极)?(?:谋划|对接|洽谈|筹备)?(?:实施的?|建设的?)?|[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]）|\d[\.、])+"
)
INTENT = re.compile(r"^.*(?:打算|希望|(?<![一车])把(?![握关脉手控柄守]))")
"""What stands before the thing that somebody means to bring about: 县里打算把……"""
TRAILING = re.compile(
    r"(?:[扩缩提控拉抬调](?:到|至|为)|(?<![血水高电气])压(?:到|至)?|做(?:到|至|成)?|(?<![主需重摘])要|提前|超额|如期|基本(?=建成|完成|实现|达到))?(?:完成|实现|达到或超过|达到|达|可达|达成|迈过|迈上|跨过|跨上|站上|越过|建成|建有|拥有|现有|共有|有|为|是|约|近|超过|突破|超|逾|不低于|不少于|不超过|控制在|稳定在|保持在|维持在|保持|稳定|稳居|位列|"
    r"提升至|提升到|提高至|提高到|提升|提高|增长至|增长到|增长|增加至|增加到|增加|增至|增幅|回升至|回升到|回升|上升至|上升到|上升|上涨|升至|升到|扩大到|扩大至|扩大|(?:收紧|放宽|上调|下调|调增|调减|调整|定格|落|加码)(?:到|至|为|在)|降至|降到|下降至|下降到|下降|降低至|降低到|降低|减少至|减少到|减少|压减至|压减到|压减|缩短至|改善|回落|累计|"
    r"已经|已|共计|共|总计|合计|按?(?:自然|同|可比)口径|继续|始终|再|又|了|仅|至|到|的|占(?!比)|比(?:上年|去年|上年同期)|较(?:上年|去年|上年同期)|同比|环比|分别|均|都|预计|计划|力争|将|可|以|由|从|在|于|等|这|达标|获评|每年|年均|平均|首次|进一步|持续|(?<![占之同环])比|较|\s|、|，|,|：|:|（|\()+$"
)
TAIL_STOP = re.compile(
    r"(?:同比|比上年|较上年|环比|左右|居全国|位居|排名|其中|分别|是上年|创|均|，|。|；|、|,|;|：|:|（|\(|）|\)|—).*$|(?:获|被|成为|纳入|在全|成功|全部|首次|正在|进行|得到|取得|荣|入选|实现|顺利|陆续|均|建成投|投入|竣工|完工|开工|落地|并网|启动|达到|为|名列|达(?!标|峰|产)|和\d|及\d|与\d).*$"
)
ACTING = re.compile(
    r"^(?:建立|健全|整合|优化|实施|推进|推动|加强|加快|创建|新创建|打造|建设|完成|治理|修复|保护|开展|统筹|持续|改善|向|沿|对|扩大|强化|深化|抓好)+"
)
"""Verbs that may stand before a place without being part of its name."""
GENERIC = re.compile(
    r"级|新|首|我国|创建|培育|重点|重要|绿色|零碳|示范|各|全|多|入园|国考|省考|^(?:湿地|自然保护地|园区|集团|公司|示范区|开发区|保护区)$"
)
LIFESPAN = re.compile(r"寿命[^，。；]{0,8}$")
"""Before an age that is a measure and not what tells people apart."""
RANKED = re.compile(r"(?:[居列占于超比较]|领先|领跑)(?:全[国省市县区州]|我[省市县区])")
"""A wider place that something is only measured against: 增速居全省第三位, 占全市一半."""
ENUMERATED = re.compile(
    r"^(?:定点)?(?:帮扶|建设|推进|实施|打造|支持|抓好|办好|整治|治理|修复|新建|改造|开展|引进|培育|创建|新增)"
)
ATTRIBUTE = re.compile(
    r"总?投资|投资额|年?产值|年?产量|新建|在建|总?面积|总?规模|占比|比重|增速|余额|总量|总额|让利|收入|利润|装机"
)
"""What is measured of something else: it needs the thing's name before it."""
PLAN_WORDS = re.compile(
    r"提前|超额|如期|按期|确定|承诺|没有?|未能?|完不成|达不到|完成|实现|达到|兑现|达成|不?低于|不?超过|[\d.]+(?:%|[万亿]?[\u4e00-\u9fff])?|“?十[一二三四五]五”?|的|年度|全年|年内|年底|[一二三四五十两]+年|原定|既定|[省市县国]定|比|较|年初|下达?|核定|规划|计划|控制|"
    r"目标|任务|要求|指标|盘子|[数值仍还尚已也为由，“”]"
)
"""What a plan is told with when nothing says what it is for: 2024年的任务是60万亩, 没有实现27微克的年度控制目标."""
LATELY = re.compile(r"近年来|[今去]年以来|先后|累计")
"""Before 谋划实施 it tells what has been taken on already."""
NAMED_WORKS = re.compile(r"(?<!该)[\u4e00-\u9fff“”]{4,24}?(?:工程|项目)(?![师院局部建管])")
TITLE = re.compile(r"《[^《》]{2,40}》")
SHORT_NAME = re.compile(r"（以下(?:简)?称[^（）]*）?")
ACT = re.compile(r"(?:新开工|开工|续建|基本建成|竣工|建成)(?:建设)?(?!区)")
"""What is done to works, told without their name: 新开工保障性安居工程666万套，基本建成544万套."""
OPEN_TASK = re.compile(
    r"^(?:抓好|推进(?!.*达标)|推动(?!.*达标|.*达到)|谋划|探索|统筹|研究|支持|鼓励|加快推进|加强|做好|用好|深化|落实|开展好|积极推进|持续推进|稳步推进|大力推进|全力推进)"
)


@dataclass(frozen=True)
class Found:
    """What the grammar makes of an island, before it has an article, lines and an id."""

    start: int
    end: int
    kind: str
    indicator: str
    comparator: str
    value: Any
    unit: str | None
    baseline: int | float | None = None
    deadline: str | None = None
    period: str | None = None
    place: str | None = None
    status: str | None = None
    rules: tuple[str, ...] = ()
    fulfils: tuple[int, int] | None = None
    """Start and end of the evidence of the target that the text itself ties this record to."""


@dataclass
class Frame:
    """What is carried from clause to clause within a paragraph."""

    home: Home
    year: int | None = None
    month: int | None = None
    stage: str = DONE
    stage_rule: str = "stage_default"
    period: str | None = None
    period_rule: str = ""
    default_period: str | None = None
    default_deadline: str | None = None
    deadline: str | None = None
    deadline_rule: str = ""
    last_indicator: str = ""
    last_place: str | None = None
    """What the paragraph measured last, and where, for a plan told without what it is for."""
    works: str = ""
    """The works that the paragraph named last: what 该工程 stands for."""
    place: str | None = None
    near: str | None = None
    """The place that a clause of the paragraph, or the subhead above it, began with last."""
    firm: bool = False
    """Whether the text's section says the stage, so that only firm words overrule it."""
    rejected: list[tuple[int, int, str]] = field(default_factory=list)


def read_paragraph(text: str, offset: int, frame: Frame) -> Iterator[Found]:
    """Yield what a paragraph says, sentence by sentence; `offset` is the paragraph's place in the body."""
    first_stage, first_rule = frame.stage, frame.stage_rule
    start = 0
    for match in [*re.finditer(r"[。！？!?][”’」』）)]*|[；;](?=[^；;]{40,})", text), None]:
        end = match.end() if match else len(text)
        if text[start:end].strip():
            if frame.firm and cues.LOOKS_BACK.match(text[start:end].strip()):
                first_stage, first_rule = DONE, "stage_of_review"  # holds for the rest of the paragraph
            frame.stage, frame.stage_rule = first_stage, first_rule
            frame.deadline, frame.place = None, None
            if frame.firm and frame.default_period and frame.period and not cues.SUMS_UP.search(text[start:end]):
                # A report's next sentence speaks of the report's own time again, but for a year within a review of five.
                several = "/" in frame.default_period
                frame.period = frame.period if several and "/" not in frame.period else None
            yield from Sentence(text[start:end], offset + start, frame).records()
            if frame.period and len(frame.period) == 10:
                frame.period = frame.period[:4]
        start = end


@dataclass(frozen=True)
class _Share:
    """One amount of several that are dealt out to several heads: its number, that of its baseline, and its head."""

    number: int
    baseline: int | None
    head: str
    by: str
    at: int
    place: str | None = None


def _common_suffix(head: str) -> str:
    """Return what the last head of a list says for all of them: 美丽河湖、美丽海湾建成率 → 建成率.

    >>> _common_suffix("美丽海湾建成率"), _common_suffix("农村居民人均可支配收入")
    ('建成率', '人均可支配收入')
    """
    match = re.search(
        r"(?:人均可支配收入|增加值|[\u4e00-\u9fff]{2}(?:率|比例|比重|标准|面积|产量|收入|总量|规模|数量|浓度))$", head
    )
    return match[0] if match else ""


def _gap(before: str) -> str | None:
    """Return the status that an amount tells which stands right behind a comparison with a plan: 比年度任务多出……

    >>> _gap("比年度任务多出"), _gap("比上年多出")
    ('exceeded', None)
    """
    if not cues.COMPARED_HINT.search(before):
        return None
    for status, pattern in cues.COMPARED:
        if any(len(before) - match.end() <= 2 for match in pattern.finditer(before)):
            return status
    return None


class Sentence:
    """One sentence on its way through the grammar."""

    def __init__(self, text: str, offset: int, frame: Frame) -> None:
        self.text = text
        self.offset = offset
        self.frame = frame
        self.times = list(find_times(text, year=frame.year, month=frame.month))
        self.quotes = [m.span() for m in QUOTED.finditer(text)]
        self.consumed = 0
        self.local: str | None = None
        self.to_date = False
        """Whether a clause before summed up to the text's own time."""
        self.day_ends: int | None = None
        self.named: set[int] = set()
        """Where amounts stand that belong to a name: Ⅰ至Ⅲ类水质断面占98.9%."""
        self.aside: tuple[str | None] | None = None
        self.quantities: list[Quantity] = []
        for quantity in find_quantities(text):
            if self._in_time(quantity):
                continue
            if quantity.kind == "label" and not LIFESPAN.search(text[: quantity.start]):
                frame.rejected.append((offset + quantity.start, offset + quantity.end, "label"))
                continue
            self.quantities.append(quantity)
        self.bounds = self._clauses()
        self.last_indicator = ""
        self.done: list[Found] = []

    # --- islands -------------------------------------------------------------------------------------------------------

    def _in_time(self, q: Quantity) -> bool:
        return any(t.start < q.end and q.start < t.end for t in self.times)

    def _clauses(self) -> list[tuple[int, int]]:
        bounds, start = [], 0
        for match in CLAUSE_END.finditer(self.text):
            at = match.start()
            if self.text[at] in ",，" and at and self.text[at - 1].isdigit() and self.text[at + 1 : at + 4].isdigit():
                continue
            if self.text[at] in "：:" and self.text[at + 1 : at + 2].isdigit() and at and self.text[at - 1].isdigit():
                continue
            bounds.append((start, at))
            start = match.end()
        bounds.append((start, len(self.text)))
        return [(a, b) for a, b in bounds if self.text[a:b].strip()]

    def quote_of(self, at: int) -> tuple[int, int] | None:
        """Return the bounds of the quotation that a place stands in, or None."""
        return next(((a, b) for a, b in self.quotes if a < at < b), None)

    # --- records -------------------------------------------------------------------------------------------------------

    def records(self) -> Iterator[Found]:
        """Return the sentence's records in the order of their evidence."""
        hints = (cues.COMPLETE_HINT, cues.COMPARED_HINT, cues.DATED)
        if not self.quantities and not any(hint.search(self.text) for hint in hints):
            # Nothing to record, but its times hold for what follows: 十年来，成绩喜人。森林覆盖率达到…
            for start, end in self.bounds:
                if self.times:
                    self._take_times(start, end)
                self._take_place(start, end)
                self._take_works(start, end)
            return
        background = cues.BACKGROUND.search(self.text)
        for start, end in self.bounds:
            clause = self.text[start:end]
            if self.day_ends is not None and start > self.day_ends and self.frame.period:
                self.frame.period = self.frame.period[:4]
                self.day_ends = None
            self._take_times(start, end)
            self._take_place(start, end)
            self._take_works(start, end)
            inside = [q for q in self.quantities if start <= q.start < end]
            made = False
            skip: set[int] = set()
            shared = self._shared(start, end, inside)
            for n, quantity in enumerate(inside):
                if n in skip:
                    continue
                if n in shared:
                    found = self._from_shared(shared[n], inside, start, end)
                    skip.add(shared[n].number)
                    made = True
                    self.last_indicator = found.indicator
                    self.done.append(found)
                    continue
                consumed = self.consumed
                following = inside[n + 1] if n + 1 < len(inside) else None
                baseline = self._baseline(quantity, following)
                if baseline is not None and following is not None:
                    found = self._record(following, inside, start, end, baseline=baseline, first=quantity)
                    skip.add(n + 1)
                    quantity = following
                else:
                    found = self._record(quantity, inside, start, end)
                why = why_no_record(self, quantity, found, start, end, bool(background))
                if why:
                    self.frame.rejected.append((self.offset + quantity.start, self.offset + quantity.end, why))
                    if why == "turned_from":
                        self.last_indicator = found.indicator
                    elif why == "class_in_name":
                        self.consumed = consumed
                        self.named.add(quantity.start)
                    elif why in ("duration", "carrier", "descriptor"):
                        self.consumed = consumed  # 右玉五年造林已累计22.7万亩, 16条产业链实现营业收入7420亿元
                    continue
                made = True
                if not {"kind_shortfall", "kind_gap_to_plan"} & set(found.rules):
                    self.last_indicator = found.indicator or self.last_indicator
                self.done.append(found)
            self.done += self._words(start, end, clause, made)
        self.done = self._due_later(self.done)
        if self.last_indicator:
            self.frame.last_indicator, self.frame.last_place = self.last_indicator, self.frame.place
        yield from sorted(self.done, key=lambda f: (f.start, f.end))

    def _due_later(self, found: list[Found]) -> list[Found]:
        """Give amounts the deadline that the sentence names behind them: 完成6800户，到2024年底全部入住.

        So does a deadline that is moved behind a task's amount, and one by which works are to be done whose size was
        told before (修复面积2.1万亩，2023年10月底前全部完工), where nothing in the sentence is done already.
        """
        due = [f for f in found if f.kind == "target" and f.deadline]
        if not due or self.frame.default_deadline:
            return found
        first = min(due, key=lambda f: f.start)
        at = first.start - self.offset
        moved = "deadline_moved" in first.rules
        works = bool(cues.DUE.search(self.text, at, at + 30)) and not cues.DONE.search(self.text, 0, at)
        made = []
        for f in found:
            apart = first.start - f.end
            if f.value is not None and f.deadline is None and f.period is None and apart >= 0:
                opens = self.text[at : at + 1] in ("到", "至") and apart <= 2
                if f.kind == "target" and (opens or (moved and apart <= NEAR)):
                    f = replace(f, deadline=first.deadline, rules=(*f.rules, "deadline_named_behind"))
                elif f.kind == "progress" and works:
                    f = replace(f, kind="target", deadline=first.deadline, rules=(*f.rules, "stage_of_works_due"))
            made.append(f)
        return made

    def _shared(self, start: int, end: int, inside: list[Quantity]) -> dict[int, _Share]:
        """Find amounts that 分别 deals out to the heads before it: A、B 建成率分别达到 30%、50%; 分别从 A、B 提高到 C、D."""
        at = self.text.find("分别", start, end)
        if at < 0:
            return {}
        run = [n for n, q in enumerate(inside) if q.start > at]
        if len(run) < 2:
            return {}
        for n in run[1:]:
            between = self.text[inside[n - 1].end : inside[n].start]
            if between not in ("、", "和", "与", "及", "，", ",") and not cues.FROM_TO.search(between):
                run = run[: run.index(n)]
                break
        heads_text = self._tidy_left(self.text[start:at], start)
        heads_text = re.sub(r"^城乡(?=.*居民|.*收入)", "城镇、农村", heads_text)
        heads = [h for h in re.split(r"、|和|与|以及|(?<!普)及(?!率|格|其)", heads_text) if h]
        places: list[str] = []
        if not heads_text:  # …收入8万元，…收入4万元，分别增长5%和7%
            heads = [found.indicator for found in self.done[-len(run) :]]
        elif dealt := self._places_dealt(start, at):
            places, heads = dealt[0], [dealt[1]] * len(dealt[0])
        turn = next((n for n in run[1:] if cues.FROM_TO.search(self.text[inside[n - 1].end : inside[n].start])), None)
        firsts, lasts = ([], run) if turn is None else (run[: run.index(turn)], run[run.index(turn) :])
        if len(lasts) < 2 or len(heads) < len(lasts) or (firsts and len(firsts) != len(lasts)):
            return {}
        heads, places = heads[-len(lasts) :], places[-len(lasts) :]
        suffix = _common_suffix(heads[-1]) if len(heads[0]) <= 8 else ""
        by = self.text[at + 2 : inside[lasts[0]].start]
        shares = {}
        for k, n in enumerate(lasts):
            head = heads[k] if heads[k].endswith(suffix) or not suffix else heads[k] + suffix
            place = places[k] if places else None
            shares[firsts[k] if firsts else n] = _Share(n, firsts[k] if firsts else None, head, by, at, place)
        return shares

    def _places_dealt(self, start: int, at: int) -> tuple[list[str], str] | None:
        """Return the places that a stretch begins with and what is told of each: 甲县、乙县和丙市粮食产量 (分别)."""
        text = LEADING.sub("", self.text[start:at])
        names: list[str] = []
        end = 0
        for first, last, name in find_divisions(text, province=self.frame.home.province):
            if not re.fullmatch(r"[、和与及]?" if names else "", text[end:first]):
                break
            names.append(name)
            end = last
        head = self._tidy(text[end:])
        return (names, head) if len(names) > 1 and head else None

    def _from_shared(self, share: _Share, inside: list[Quantity], start: int, end: int) -> Found:
        quantity = inside[share.number]
        baseline = None if share.baseline is None else inside[share.baseline].value
        kind, stage_rule, status = self._kind(quantity, start)
        deadline, period, time_rule = self._time(kind, start, end)
        place, place_rule = (share.place, "place_dealt_out") if share.place else self._place_of(start, share.at)
        match = cues.BY.search(share.by)
        comparator = quantity.comparator
        if match and baseline is None and not match["better"]:
            comparator = "inc" if match["rise"] else "dec"
        return Found(
            self.offset + start, self.offset + quantity.end, kind, share.head, comparator, quantity.value, quantity.unit,
            baseline if isinstance(baseline, int | float) else None, deadline, period, place, status,
            tuple(r for r in (*quantity.rules, "indicator_dealt_out", stage_rule, time_rule, place_rule) if r),
        )  # fmt: skip

    def _take_times(self, start: int, end: int) -> None:
        """Let the times and the words of a clause set stage, period and deadline."""
        frame = self.frame
        clause = self.text[start:end]
        ahead = [
            match
            for match in (cues.FIRM_AHEAD if frame.firm else cues.AHEAD).finditer(clause)
            if not (match[0].startswith("谋划") and LATELY.search(self.text, 0, start + match.start()))
        ]
        governed = {match.end() for match in ahead}  # 打算新增, 预计带动: the plan's word rules the other
        done = [
            match
            for match in (cues.FIRM_DONE if frame.firm or self._planned() else cues.DONE).finditer(clause)
            if match.start() not in governed
        ]
        if ahead and (not done or ahead[-1].start() > done[0].start() or frame.stage == AHEAD):
            frame.stage, frame.stage_rule = AHEAD, f"stage_{ahead[-1][0].strip('，；：。')[:6]}"
        elif done:
            frame.stage, frame.stage_rule = DONE, f"stage_{done[-1][0][:6]}"
            frame.deadline = None
        for time in (t for t in self.times if start <= t.start < end):
            self._take_time(time, ahead=bool(ahead), done=bool(done))

    def _planned(self) -> bool:
        """Tell whether what goes on is due in a later year, or forecast, which 累计 or 建成 alone do not end."""
        frame = self.frame
        if frame.stage != AHEAD or not frame.deadline or not frame.year:
            return False
        return int(frame.deadline[:4]) > frame.year or frame.stage_rule == "stage_预计"

    def _take_time(self, time: TimeFound, *, ahead: bool, done: bool) -> None:
        frame = self.frame
        value = time.value
        if value is None or value.startswith("running") or self._compared_with(time):
            return
        if self.text[time.start : time.end] in ("全年", "年度", "当年", "本年度") and (
            span := frame.period or frame.default_period
        ):
            if "/" in span and frame.stage == DONE and frame.year:
                # Of several years that were spoken of it is the last that has been told to its end: 五年来……全年……
                told = frame.year if frame.month else frame.year - 1
                frame.period, frame.period_rule = str(min(int(span.split("/")[1][:4]), told)), time.rule
            return
        if value == "to-date":
            frame.period, frame.period_rule = value, time.rule
            return
        year = int(value[:4])
        past = self._is_past(value)
        lead = time.ahead and not past and (frame.year is None or year >= frame.year)
        later = frame.year is not None and year > frame.year
        young = frame.month is not None and frame.month <= YOUNG and len(value) == 4 and year == frame.year
        early = young and not done and not frame.firm and not time.back
        if (
            not time.back
            and "/" not in value
            and (lead or later or early or (ahead and (frame.year is None or year >= frame.year)))
        ):
            frame.deadline, frame.deadline_rule = value, time.rule
            if later or early or (lead and not frame.firm):
                frame.stage, frame.stage_rule = AHEAD, time.rule
        elif frame.year and "/" in value and int(value.split("/")[1][:4]) > frame.year and not (done or frame.firm):
            frame.deadline, frame.deadline_rule = value.split("/")[1], time.rule
            frame.stage, frame.stage_rule = AHEAD, time.rule
        else:
            frame.period, frame.period_rule = value, time.rule
            if past and not ahead and not frame.firm and self.text[time.start - 1 : time.start] not in ("较", "比"):
                frame.stage, frame.stage_rule = DONE, f"stage_{time.rule}"
            if len(value) == 10:
                # A day holds for its own clause; what follows speaks of the year.
                self.day_ends = next(b for a, b in self.bounds if a <= time.start < b)

    def _compared_with(self, time: TimeFound) -> bool:
        """Tell whether a time only dates what an amount is held against: 是2010年的2.2倍, 由前三年的上升转为下降."""
        before, after = self.text[max(0, time.start - 2) : time.start], self.text[time.end : time.end + 24]
        times_more = re.search(r"[是为]", before) and re.match(r"的[约近]?[\d.]+(?:倍|%)", after)
        base = re.search(r"[比较]$", before) and re.match(
            r"(?:年?[底末])?(?:同期)?[^，。；\d]{0,8}(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|回落|多|少|高|低|翻)",
            after,
        )
        return bool(times_more or base or self.turned(time))

    def turned(self, time: TimeFound) -> bool:
        """Tell whether a time dates what a change turned from: 由前三年分别上升4.9%、5.5%，转为下降1.2%."""
        return self.text[time.start - 1 : time.start] in ("由", "从") and bool(
            re.search(r"转为|减为|变为", self.text[time.end : time.end + 40])
        )

    def _is_past(self, value: str) -> bool:
        """Tell whether a time was over when the text was written."""
        frame = self.frame
        if frame.year is None:
            return False
        end = value.split("/")[-1]
        if int(end[:4]) != frame.year:
            return int(end[:4]) < frame.year
        return (
            frame.month is not None
            and bool(re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", end))
            and int(end[5:7]) <= frame.month
        )

    def _take_place(self, start: int, end: int) -> None:
        """Let the subject at a clause's start set the place; that of 其中…… holds for its own clause."""
        if self.aside is not None:
            self.frame.place, self.aside = self.aside[0], None
        if self.text[start:end].lstrip().startswith("其中"):
            self.aside = (self.frame.place,)
        head = LEADING.sub("", self._without_times(self.text[start:end], start).strip(" “"))[:24]
        if not re.match(r"完成|同比|增长|下降|占|达|超额|提前|较|比|实现|其中", head):
            self.local = None
        name = leading_division(head, self.frame.home.province)
        level = None if RANKED.search(head[:8]) else self.frame.home.level(head[:8], self.frame.near)
        if head.startswith("该"):
            self.frame.place = self.frame.place or self.frame.near
        if level and not name:
            self.frame.place = level
            return
        if local := self._local(head):
            self.local = local
            return
        if name:
            self.frame.place = self.frame.near = name

    def _take_works(self, start: int, end: int) -> None:
        """Remember the works that a clause names, for a later sentence that calls them 该工程."""
        for match in NAMED_WORKS.finditer(self.text, start, end):
            self.frame.works = self._tidy(match[0])

    def _local(self, head: str) -> str | None:
        """Return the river, work or body that a clause or an item begins with."""
        head = ACTING.sub("", head)
        works = WORKS.match(head)
        if works and len(works[0]) <= 14 and not GENERIC.search(works[0]):
            return works[0]
        river = RIVERS.match(head)
        if river and re.match(r"出|干流|生态|水质|首次|稳定|国考|断面|沿线|入|[ ]*\d|全", head[river.end() :]):
            return river[0]
        subject = SUBJECT.match(head)
        if (
            subject
            and not GENERIC.search(subject[0])
            and not find_divisions(subject[0], province=self.frame.home.province)
        ):
            return subject[0]
        return None

    def _without_times(self, words: str, at: int) -> str:
        """Return words that stand at a place in the sentence with the times among them blanked out."""
        text = list(words)
        for time in self.times:
            for i in range(max(time.start, at), min(time.end, at + len(words))):
                text[i - at] = " "
        return "".join(text)

    def _baseline(self, quantity: Quantity, following: Quantity | None) -> int | float | None:
        """Return the value that a change starts from, where this amount is one: 由 32 天降至 2 天."""
        if following is None or isinstance(quantity.value, tuple):
            return None
        before = self.text[max(0, quantity.start - 10) : quantity.start]
        between = self.text[quantity.end : following.start]
        if cues.STARTED.search(before) and cues.FROM_TO.search(between) and len(between) <= 14:
            return quantity.value
        return None

    def _record(
        self,
        quantity: Quantity,
        inside: list[Quantity],
        start: int,
        end: int,
        *,
        baseline: int | float | None = None,
        first: Quantity | None = None,
    ) -> Found:
        anchor = first or quantity
        number = inside.index(anchor)
        before = [q for q in inside[:number] if q.start not in self.named]
        left_bound = max(before[-1].end if before else start, self.consumed)
        left_bound = min(left_bound, anchor.start)
        after = inside.index(quantity) + 1
        right_bound = inside[after].start if after < len(inside) else end
        left, right = self.text[left_bound : anchor.start], self.text[quantity.end : right_bound]
        comparator, comparator_rule = self._comparator(quantity, self.text[start : quantity.start], baseline)
        indicator, indicator_rule, evidence_end = self._indicator(quantity, left, right, left_bound, start, inside)
        if not PLAN_WORDS.sub("", indicator) and (named := self.last_indicator or self.frame.last_indicator):
            indicator, indicator_rule = named, "indicator_of_plan_named"
        evidence_start = start if number == 0 or indicator_rule != "indicator_before" else left_bound
        kind, stage_rule, status = self._kind(quantity, start)
        self.consumed = max(self.consumed, evidence_end)
        if stage_rule == "kind_share_of_plan":
            indicator, indicator_rule = self._plan_of(start, anchor.start, indicator), "indicator_of_plan"
        deadline, period, time_rule = self._time(kind, start, end)
        place, place_rule = self._place_of(left_bound, anchor.start)
        if indicator_rule == "indicator_of_plan_named" and place_rule == "place_of_article" and self.frame.last_place:
            place, place_rule = self.frame.last_place, "place_of_plan_named"
        rules = (*quantity.rules, comparator_rule, indicator_rule, stage_rule, time_rule, place_rule)
        while self.text[evidence_start : evidence_start + 1] in (" ", "、", "和", "，"):
            evidence_start += 1
        return Found(
            self.offset + evidence_start, self.offset + evidence_end, kind, indicator, comparator, quantity.value, quantity.unit, baseline,
            deadline, period, place, status, tuple(r for r in dict.fromkeys(rules) if r),
        )  # fmt: skip

    def _comparator(self, quantity: Quantity, before: str, baseline: int | float | None) -> tuple[str, str]:
        if baseline is not None:
            return quantity.comparator, "comparator_from_to"
        if quantity.kind == "class":
            after = self.text[quantity.end : quantity.end + 8]
            if (
                quantity.comparator in ("ge", "gt")
                or re.search(r"优于|好于|不低于", before[-8:])
                or re.match(r"(?:水质|水体|标准|地表水|水标准|水质标准){0,2}(?:及|或)?以上", after)
            ):
                return "ge", "comparator_class_or_better"
            return quantity.comparator, "comparator_class"
        match = cues.BY.search(before)
        if match and not re.search(r"(?:至|到|为)$", before):
            if match["better"]:
                return ("dec" if cues.LOWER_IS_BETTER.search(before) else "inc"), "comparator_improved_by"
            return ("inc" if match["rise"] else "dec"), "comparator_by"
        match = cues.BY_OBJECT.search(before)
        if match and quantity.kind in ("count", "measure") and not re.search(r"新增|至|到", match[0]):
            return ("inc" if match["rise"] else "dec"), "comparator_by_object"
        return quantity.comparator, ""

    def _plan_of(self, start: int, at: int, indicator: str) -> str:
        """Name what a share of a plan is a share of: the amount before and the plan's own words."""
        plan = re.search(r"(?:年度|全年|投资|总)?[\u4e00-\u9fff]{0,6}?(?:计划|任务|目标)", self.text[start:at])
        own = self._tidy_left(self.text[start : start + plan.start()], start) if plan else ""
        subject = self.last_indicator if plan and len(own) < 2 else indicator
        return subject + (re.sub("完成|达到", "", plan[0]) if plan and plan[0] not in subject else "")

    def _indicator(
        self,
        quantity: Quantity,
        left: str,
        right: str,
        left_bound: int,
        start: int,
        inside: list[Quantity],
    ) -> tuple[str, str, int]:
        """Return what is measured, the rule, and where the evidence ends."""
        before = self._tidy_left(left, left_bound)
        tail = TAIL_STOP.sub("", right)
        after = re.sub(r"^(?:的|规模的?|以上的|以上)+", "", tail).strip(" “”的")
        counts = quantity.kind in ("count", "weak", "duration")
        counts_or_measures = counts or quantity.kind == "measure"
        if quantity.kind == "class":
            name = re.split(
                r"稳定|达到|保持|[可能]?提升|稳居|首次|连续|优于|好于|全部|持续|总体|虽?[可能]$|为", before
            )[0]
            name = re.sub(r"^水质[、，和及]", "", name)  # what the amount before was: 二类水质、郝村断面为三类
            local = self._local(LEADING.sub("", left.strip(" 、，"))) or self.local or ""
            name = name.removeprefix(local)
            if not re.search(r"水质|质量|断面|水体", name):
                name = (
                    self.last_indicator.removesuffix("类别") if self.last_indicator.endswith("类别") else name + "水质"
                )
            return name + "类别", "indicator_class", quantity.end
        if left.rstrip().endswith("等") and "、" in left and counts:
            verb = ENUMERATED.match(before)
            before = verb[0] if verb else ""
        owner = re.match(r"的([^，。；、等]{2,24})", right)
        task = re.match(r"的([^，。；、等]{2,22}?(?:任务|治理|修复|整治|保单|订单|改造))(?=[，。；]|$)", right)
        if task and quantity.kind == "measure" and len(PLAN_WORDS.sub("", task[1])) > 3:
            return task[1], "indicator_of_task", quantity.end + task.end()
        if owner and not counts and re.search(r"投资$|投资额$|面积$|规模$|总额$|装机$", before):
            return owner[1] + before, "indicator_of_owner", quantity.end + owner.end()
        treated = re.match(r"([\u4e00-\u9fff]{2,14}?)(?:进行|实施|开展)了?([\u4e00-\u9fff]{2,10})", right)
        if treated and re.search(r"对(?:保留的)?$", left):
            return treated[1] + treated[2], "indicator_of_what_is_treated", quantity.end + treated.end()
        joins = bool(re.match(r"[\u4e00-\u9fff“《A-Z]", right)) and not re.match(
            r"(?:同比|比上|较上|居|位|以上|以下|左右|，|和|及|与)", right
        )
        if quantity.unit == "%" and re.match(r"(?:及?以上|以下)?的|及?以上[\u4e00-\u9fff]{2}", right) and joins:
            return (
                (before + after) if len(before) <= 16 else after,
                "indicator_share_of",
                quantity.end + len(right.rstrip("，。；、 ")),
            )
        if counts and joins and len(after) >= 2:
            whole = right.rstrip("，。；、 ")
            if not before:
                after = re.sub(r"[“”]|了(?=[\u4e00-\u9fff])", "", whole)[:26]
            return (before + after) if len(before) <= 16 else before, "indicator_around", quantity.end + len(whole)
        done = re.match(r"完成([\u4e00-\u9fff]{2,12})", right)
        if done and counts_or_measures and re.search(r"(?:^|[段河湖库县区镇乡村市])$", before):
            return done[1], "indicator_of_what_is_done", quantity.end + done.end()
        extended = re.match(r"(?:扩建|新建|改造|技改|迁建|提标)(?:工程|项目)", right)
        if extended and before:
            return before + extended[0], "indicator_of_works", quantity.end + extended.end()
        act = ACT.fullmatch(before or self._act(left))
        if act and (works := self.last_indicator or self._works_before(start)):
            return act[0] + ACT.sub("", works), "indicator_of_act", quantity.end
        if re.search(r"[\u4e00-\u9fff]{2}", before):
            if before in ("年产", "日产", "年处理", "日处理", "年供热") and joins and len(after) >= 2:
                return before + after, "indicator_of_capacity", quantity.end + len(tail)
            if ATTRIBUTE.fullmatch(before) and not right.startswith("的"):
                subject = self._without_share(self.last_indicator or self._clause_before(start), before)
                return subject[-8:] + before, "indicator_with_subject", quantity.end
            return before, "indicator_before", quantity.end
        if joins and len(after) >= 2:
            return before + after, "indicator_after", quantity.end + len(tail)
        if self.last_indicator:
            return self._without_share(self.last_indicator, left), "indicator_carried", quantity.end
        head = self._tidy_left(self.text[start : inside[0].start if inside else left_bound], start)
        return head or self._clause_before(start), "indicator_from_clause_before", quantity.end

    def _without_share(self, name: str, left: str) -> str:
        """Cut the share off a name whose growth is told next: 制造业投资占全部投资的比重达到21.7%，增速为8.9%."""
        if re.search(r"增长|增速|下降|降幅|增幅", left):
            return re.sub(r"占比$|占[^占]*(?:比重|比例)$|(?:比重|比例)$", "", name) or name
        return name

    def _works_before(self, start: int) -> str:
        """Return what the clause before means to advance: 加大保障性安居工程建设力度 → 保障性安居工程."""
        match = re.match(
            r"(?:加大|加强|加快|推进|抓好|做好|强化)(.{3,16}?)(?:建设)?(?:力度|步伐|工作|进度)?$",
            self._clause_before(start),
        )
        return match[1] if match else ""

    def _act(self, left: str) -> str:
        """Return the act alone that stands before an amount and that tidying takes for no name: 基本建成544万套."""
        found = ACT.search(left.strip(" 、，"))
        return found[0] if found and found.end() == len(left.strip(" 、，")) else ""

    def _clause_before(self, start: int) -> str:
        """Return what the clause before speaks of."""
        earlier = [b for b in self.bounds if b[1] <= start]
        if not earlier:
            return ""
        begin, end = earlier[-1]
        clause = self.text[begin:end]
        among = re.match(r"\s*在.{4,}中$", clause)  # 在公布的名单中，有73个县入选
        return self._tidy_left(clause[:-1] if among else clause, begin)

    def _tidy_left(self, left: str, at: int) -> str:
        return self._tidy(self._without_times(left, at))

    def _tidy(self, words: str) -> str:
        """Strip what stands around the name of the thing that is measured: links, adverbs, verbs, the place."""
        words = re.split(r"[，,；;：:。]", words)[-1]
        words = INTENT.sub("", cues.STARTED.sub("", words.strip()))
        words = LEADING.sub("", words)
        previous = None
        while words != previous:
            previous = words
            words = TRAILING.sub("", words).strip(" 、，的“”（(")
        words = re.sub(r"\s+", "", LEADING.sub("", words))
        words = re.sub(r"的(?:目标值?|上限|控制线)$|^[我全][省市县区]$", "", words)
        if "“" in words and "”" not in words:
            words = words[words.rindex("“") + 1 :] or words  # a quotation that goes on behind the amount
        place = self.frame.place or ""
        if place and words.startswith(place) and len(words) > len(place) + 1:
            within = len(place) - words.startswith(place + "区")  # 大同市区 keeps its 市区
            return words[within:]
        return words

    def _kind(self, quantity: Quantity, start: int) -> tuple[str, str, str | None]:
        before = self.text[start : quantity.start]
        if quantity.kind in ("measure", "count") and (gap := _gap(before)):
            return "completion", "kind_gap_to_plan", gap
        told = cues.COMPARED_HINT.search(self.text, max(0, start - NEAR), quantity.start) or re.search("[距离]", before)
        if quantity.kind in ("measure", "count") and told and (short := cues.SHORTFALL.search(before)):
            return "completion", "kind_shortfall", "behind" if short["gap"] else "partial"
        if self.frame.stage == AHEAD and not cues.FROM_PAST.search(before):
            return "target", self.frame.stage_rule, None
        within = cues.NAMED_WITHIN.search(self.text, start, quantity.end + NEAR)
        if (
            cues.NAMED_AFTER.match(self.text[quantity.end : quantity.end + 16])
            or cues.NAMED_BEFORE.search(before)
            or (within and within.start() < quantity.start < within.end())
            or cues.NAMED_MOVED.search(self.text, max(0, start - 14), quantity.start)
        ):
            return "target", "kind_named_target", None
        if quantity.unit == "%" and not isinstance(quantity.value, tuple):
            rate = re.search(r"完成率(?:达到?|为|超过|约)?$", before)
            share = (
                cues.COMPLETE_SHARE.search(before)
                or cues.WAY.search(before)
                or (cues.WORKS_SHARE.search(before) and not re.search(r"率[^，]{0,4}$", before))
            )
            if rate or share:
                if share and cues.WAY.search(before):
                    return "completion", "kind_share_of_the_way", "partial"
                status = "exceeded" if quantity.value > 100 else "met" if quantity.value == 100 else "partial"
                return "completion", "kind_completion_rate" if rate else "kind_share_of_plan", status
        if re.search(
            r"(?:优于|高于|好于|超)[^，。]{0,10}(?:考核|年度|规划|预期|控制|国家|省定)目标(?:值|任务)?(?:约|近)?$",
            before,
        ):
            return "completion", "kind_better_than_target", "exceeded"
        return "progress", self.frame.stage_rule, None

    def _time(self, kind: str, start: int, end: int) -> tuple[str | None, str | None, str]:
        frame = self.frame
        clause = self.text[start:end]
        if kind == "target":
            if frame.deadline:
                return frame.deadline, None, f"deadline_{frame.deadline_rule}"
            past = frame.period or frame.default_period or ""
            if frame.stage == DONE and len(past) == 4 and re.search(r"年度|全年|年初|当年", clause):
                return past, None, "deadline_of_the_year_told"  # 没有实现27微克的年度控制目标
            if frame.default_deadline and not OPEN_TASK.match(LEADING.sub("", clause)):
                return frame.default_deadline, None, "deadline_of_document"
            return None, None, ""
        for time in self.times:
            if start <= time.start < end and time.value and time.value.startswith("running:") and frame.default_period:
                last = int(frame.default_period[-4:])
                return None, f"{last - int(time.value[8:]) + 1}/{last}", "period_running_years"
        here = [
            t for t in self.times if t.start < end and t.value and not t.value.startswith("running") and not t.ahead
        ]
        if frame.period:
            return None, frame.period, f"period_{frame.period_rule}" if here else "period_carried"
        if frame.default_period and not frame.firm:
            return None, frame.default_period, "period_of_article"
        to_date = re.search(r"累计(?!下降|增长|降|增)|已(?!经济)|现有|目前|共有", clause)
        if to_date and not (frame.default_period and "累计" not in clause):
            self.to_date = True
            return None, "to-date", "period_to_date"
        if self.to_date and not frame.default_period:
            return None, "to-date", "period_carried"  # 累计治理4097平方公里，治理度达76%
        return None, frame.default_period, "period_of_document" if frame.default_period else ""

    def _place_of(self, left_bound: int, at: int) -> tuple[str | None, str]:
        item = self.text[left_bound:at]
        head = LEADING.sub("", item.strip(" 、，"))
        if local := self._local(head):
            return local, "place_in_item"
        scope = re.match(r"[^“]{0,8}“[^“”]{0,8}?([我全][省市县区])", item)
        if scope and (level := self.frame.home.level(scope[1])):
            return level, "place_in_quotation"
        if self.local:
            return self.local, "place_of_subject"
        if self.frame.place:
            return self.frame.place, "place_in_sentence"
        return self.frame.home.default, "place_of_article" if self.frame.home.default else ""

    # --- completions and dates without an amount -----------------------------------------------------------------------

    def _words(self, start: int, end: int, clause: str, made: bool) -> Iterator[Found]:
        frame = self.frame
        match = cues.COMPLETE_WORDS.search(clause) if cues.COMPLETE_HINT.search(clause) else None
        quoted = [
            f
            for f in self.done
            if match and f.kind == "target" and start + match.start() <= f.end - self.offset <= start + match.end()
        ]
        if match and (frame.stage != AHEAD or quoted) and self._is_completion(match, clause):
            if quoted:
                frame.stage, frame.stage_rule = DONE, "stage_completed"
                self._tie(quoted[0])
            status = "exceeded" if "超额" in match[0] else "ahead" if "提前" in match[0] else "met"
            what = match["what"] or match["what2"] or match["what3"] or match["what4"] or ""
            _, period, rule = self._time("completion", start, end)
            place, place_rule = self._place_of(start, start)
            begin = start + match.start()
            name = quoted[0].indicator if quoted else self._name_of(what)
            yield Found(
                self.offset + (start if begin - start < 30 else begin), self.offset + start + match.end(), "completion",
                name, "none", None, None, None, None, period, place, status,
                tuple(r for r in ("completion_in_words", f"status_{status}", rule, place_rule) if r),
                (quoted[0].start, quoted[0].end) if quoted else None,
            )  # fmt: skip
            return
        told = any("kind_gap_to_plan" in f.rules for f in self.done if f.start >= self.offset + start)
        if not told and (compared := self._compared(start, end)):
            yield compared
            return
        if not made:
            yield from self._dated(start, end)

    def _compared(self, start: int, end: int) -> Found | None:
        """Return a completion that is told by comparison with a plan: 比计划晚了两个月, 没能守住年初的控制线."""
        clause = self.text[start:end]
        if not cues.COMPARED_HINT.search(clause) or (self.frame.firm and self.frame.stage == AHEAD):
            return None
        found = next(((status, m) for status, pattern in cues.COMPARED if (m := pattern.search(clause))), None)
        if found is None or re.match(r"(?:确保|力争|要|为|努力|坚决|争取|如果|若|一旦)", clause.strip()):
            return None
        status, match = found
        earlier = [b for b in self.bounds if b[1] <= start]
        begin = start if match.start() > 3 or not earlier else earlier[-1][0]
        subject = self._tidy_left(self.text[start : start + match.start()], start)
        if not PLAN_WORDS.sub("", subject):
            subject = self.last_indicator
        _, period, rule = self._time("completion", start, end)
        place, place_rule = self._place_of(start, start)
        return Found(
            self.offset + begin, self.offset + start + match.end(), "completion", subject or self._clause_before(start),
            "none", None, None, None, None, period, place, status,
            tuple(r for r in ("completion_compared", f"status_{status}", rule, place_rule) if r),
        )  # fmt: skip

    def _named_work(self, subject: str) -> str:
        """Return what a date is told of: the documents that a subject names, or the works that 该工程 stands for."""
        if titles := [title for title in TITLE.findall(SHORT_NAME.sub("", subject)) if len(title) > 4]:
            return "".join(titles)
        subject = re.sub(r"[于自从在]?(?:正式)?(?:开工|动工|启动|开建)(?:建设)?$", "", subject)
        if subject.startswith(("该工程", "该项目")) and self.frame.works:
            return self.frame.works + subject[3:]
        return subject[-24:]

    def _tie(self, target: Found) -> None:
        """Tie the sentence's latest progress in the target's unit to the target that it is said to fulfil."""
        for n in range(len(self.done) - 1, -1, -1):
            found = self.done[n]
            if found.kind == "progress" and found.unit == target.unit:
                self.done[n] = replace(found, fulfils=(target.start, target.end))
                return

    def _is_completion(self, match: re.Match[str], clause: str) -> bool:
        text = match[0]
        if match["what3"] or match["what4"]:
            return True
        if re.match(r"(?:确保|力争|要|为|努力|坚决|全力|推动|促进|保障)", clause.strip()) or re.search(
            r"(?:确保|力争|为了?|努力|坚决|如何|聚焦|按序时)[^，]{0,10}$", clause[: match.start()]
        ):
            return False
        return bool(re.search(r"超额|提前|如期|按期|圆满|全部|顺利|均", text))

    def _name_of(self, what: str) -> str:
        name = re.sub(r"^了|^《[^》]*》中?(?:对|关于)?", "", what).strip("“”的 ")
        if not PLAN_WORDS.sub("", name) and self.last_indicator:
            return self.last_indicator
        return self._tidy(name) or name

    def _dated(self, start: int, end: int) -> Iterator[Found]:
        """Yield a record of a date alone: 预计2026年3月竣工, 于2024年1月7日正式实施."""
        for time in self.times:
            if (
                not start <= time.start < end
                or time.value is None
                or ":" in time.value
                or "/" in time.value
                or time.value == "to-date"
            ):
                continue
            moved = cues.PUT_OFF.search(self.text[start : time.start])
            if moved:
                subject = self._tidy_left(self.text[start : start + moved.start()], start) or self._clause_before(start)
                place, place_rule = self._place_of(start, start)
                yield Found(
                    self.offset + start, self.offset + time.end, "target", subject[-30:] + "期限", "none", None, None, None,
                    time.value, None, place, None,
                    tuple(r for r in ("deadline_moved", time.rule, place_rule) if r),
                )  # fmt: skip
                return
            verb = re.match(rf"[^，。；]{{0,8}}?(?P<verb>{cues.DATED_VERB})", self.text[time.end : end])
            after = self.text[time.end + verb.end() : end] if verb else ""
            if (
                not verb
                or after.startswith(("的", "后", "前", "时"))
                or re.match(
                    r"(?:以来|起(?!(?:正式|开始)?(?:施行|实施|执行|生效))|后|之后|的|，)", self.text[time.end : end]
                )
            ):
                continue
            if self.frame.stage != AHEAD and len(time.value) != 10:
                continue
            subject = self._tidy_left(self.text[start : time.start], start)
            subject = self._named_work(subject or self._clause_before(start))
            kind = "target" if self.frame.stage == AHEAD else "progress"
            place, place_rule = self._place_of(start, start)
            yield Found(
                self.offset + start, self.offset + time.end + verb.end(), kind, subject + verb["verb"], "none", None, None, None,
                time.value if kind == "target" else None, None if kind == "target" else time.value, place, None,
                tuple(r for r in ("date_alone", time.rule, self.frame.stage_rule, place_rule) if r),
            )  # fmt: skip
            return
