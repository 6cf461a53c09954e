"""An island grammar over clauses: amounts and dates are the islands, what stands around them says what they mean.

A frame (stage, time, place, indicator) is carried from clause to clause; every field remembers the rule that set it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from corpusutils.targets import cues
from corpusutils.targets.completions import Completions, tied
from corpusutils.targets.divisions import find_divisions
from corpusutils.targets.filters import is_class_of_share, is_service_time, why_no_record
from corpusutils.targets.frame import AHEAD, Frame, Setting
from corpusutils.targets.indicators import Namer
from corpusutils.targets.names import of_plan_alone
from corpusutils.targets.quantities import EARLY_OR_LATE, Quantity
from corpusutils.targets.records import Found
from corpusutils.targets.sentence import Clause, Sentence
from corpusutils.targets.shares import Share, deal_out, heads_of_all, years_dealt

WHOLE_COST = re.compile(r"(?<![家个座项][，、])(?:总投资|总造价|概算(?:总?投资)?)额?(?:为|约|近|超过?|达到?)?$")
"""What works cost in all, in whatever time; 今年以来……总投资5亿元的项目开工 tells one."""
AT_LEAST = re.compile(r"至少[\u4e00-\u9fff]{1,4}$")
"""Before an amount whose least a verb parts from it: 至少建成1家."""
HAN = re.compile(r"[\u4e00-\u9fff]")
REST = re.compile("剩余|剩下|其余|未(?!开)[\u4e00-\u9fff]{1,3}的|还没有?[\u4e00-\u9fff]{1,4}的|现有的")
"""What tells how many are still to be done: 剩余9个项目; 现有的37家, where all of them are."""
TASK_UNITS = ("项", "件")
"""What tasks and complaints are counted by."""
SIZE = re.compile("新建|[改扩]建|改造|设计|规划|年产|总?装机|(?:主体|总?建筑)?面积|全长|总库容")
"""What tells how large works are, whenever it is told: 新建泊位12个，预计2026年6月投用."""
UNBUILT = re.compile("(?<=[，；])(?:项目|工程|全部)?(?:建成|投[产运用]|达产|完工|竣工)(?:投[产运用]|达产)?后(?!，?已)")
"""How a clause begins that tells what works bring once they are built."""
SECTORS = re.compile(
    r"(?:三次)?产业(?:结构(?:比例?)?|比例?)[^，。；\d由从]{0,6}(?:[由从](?P<start>[\d.]+(?:[∶:：][\d.]+){2}))?[^，。；\d]{0,8}(?P<now>[\d.]+(?:[∶:：][\d.]+){2})"
)
"""The shares of the three sectors, and what they were before."""
OF_SECTORS = re.compile("产业(?:结构|比)")
OF_YEAR = re.compile(r"(?:\d{4}年|去年|上年|今年)[底末]?的?")
FROM = re.compile(r"[由从](?![于事而而此])(?:[^，。；、\d]{0,8}\d{4}[ ]?年)?[^，。；、\d]{0,8}$")
TO = re.compile(
    r"(?:以上|左右)?[\u4e00-\u9fff]{1,5}[到至为成]了?(?:(?:目前|现在|如今|去年|今年|同期)[底末]?的?)?[约近]?$"
)
"""Before the amount that a change starts from and between the two, where they are of one unit, whatever the verb."""
TURNED = re.compile(r"转为(?:[^，。；\d]{0,6}的)?(?:增长?|[上回]升|上涨|提高|下降|减少|降低|回落)$")
"""Between the rate that a change turned from and the one that it turned to: 由上半年的下降3%转为增长2%."""
LEAVES_NAME = ("duration", "carrier", "descriptor", "class_of_a_range", "part_of_indicator", "whole")
"""Filters of amounts whose words are still part of what the next one measures."""
LEVEL = re.compile("(?:(?<!完成)率|比例|比重|占比|度)$")
"""Before how high something stands, and not how many are short: 普及率只有85.9%."""
UNMET = re.compile("达到?预期$")
"""Before the goal itself that was not reached: 未达预期3%的目标."""
START = 20
"""Characters before an amount in which words say that a change starts from it."""
NEAR = 60
"""Characters within which a plan's words bear on an amount."""
LEAD = 16
"""Characters before an amount in which it is told to be a whole cost."""


SENTENCE_END = re.compile(r"[。！？!?；;](?:(?<=[；;])(?=[^；;]{40,})|(?<![；;])[”’」』）)]*)")
"""Begins with the marks themselves, so that the search skips to them."""


def read_paragraph(text: str, offset: int, frame: Frame) -> Iterator[Found]:
    """Yield what a paragraph says, sentence by sentence; `offset` is the paragraph's place in the body."""
    start = 0
    before: Reading | None = None
    for match in [*SENTENCE_END.finditer(text), None]:
        end = match.end() if match else len(text)
        words = text[start:end]
        if words.strip():
            frame.open_sentence(words)
            reading = Reading(Sentence(words, offset + start, year=frame.year, month=frame.month), frame)
            goes_on = text[start - 1 : start] in ("；", ";") and before and before.setting.stage == AHEAD
            if before and (goes_on or cues.LISTS.match(words.strip())):
                reading.setting.follow(before.setting)
            elif before and before.setting.stage == AHEAD and cues.FIELD.match(words.strip()):
                reading.setting.follow(before.setting, due=False)
            yield from reading.records()
            frame.close_sentence()
            if reading.promises_only:
                frame.go_on_ahead()
            before = reading
        start = end


class Reading:
    """One sentence on its way through the grammar: the records made so far, and how far their evidence reaches."""

    def __init__(self, sentence: Sentence, frame: Frame) -> None:
        self.sentence = sentence
        self.frame = frame
        self.setting = Setting(sentence, frame)
        self.namer = Namer(sentence, self.setting)
        self.completions = Completions(sentence, self.setting, self.namer)
        self.done: list[Found] = []
        self.consumed = 0

    @property
    def promises_only(self) -> bool:
        """Whether the sentence has told of nothing but what is to come."""
        return self.setting.stage == AHEAD and bool(self.done) and all(f.kind == "target" for f in self.done)

    def records(self) -> list[Found]:
        """Return the sentence's records in the order of their evidence."""
        for label in self.sentence.labels:
            self._reject(label, "label")
        if self.frame.statute and not self.sentence.times:
            for quantity in self.sentence.quantities:
                self._reject(quantity, "norm")
            return []
        sentence = self.sentence
        due = any(time.ahead or sentence.text[time.end - 1] == "前" for time in sentence.times)
        amounts = bool(sentence.quantities) or OF_SECTORS.search(sentence.text)
        telling = amounts or due or sentence.completes or sentence.compares
        if not telling and not cues.DATED.search(sentence.text):
            self.setting.pass_over()
            return []
        for clause in self.sentence.clauses:
            self.setting.enter(clause)
            made = self._take_amounts(clause)
            if told := self.completions.told_by(clause, self.done, made):
                if told.fulfils:
                    self.done = tied(self.done, told)
                self.done.append(told)
        if self.namer.last:
            self.frame.last_indicator, self.frame.last_place = self.namer.last, self.setting.place
        self.done = self._unbuilt()
        return sorted(self._due_later(), key=lambda f: (f.start, f.end))

    def _take_amounts(self, clause: Clause) -> list[Found]:
        """Record the amounts of a clause, and return these records."""
        before, skip = len(self.done), set()
        if OF_SECTORS.search(clause.text):
            self.done += self._sectors(clause)
        if not clause.quantities:
            return self.done[before:]
        years = years_dealt(self.sentence, clause)
        shares = deal_out(self.sentence, clause, self.namer, self.done, self.frame.home.province)
        for n, quantity in enumerate(clause.quantities):
            if n in skip:
                continue
            if share := shares.get(n):
                found = self._from_share(share, clause)
                skip.add(share.number)
                self.namer.last = found.indicator
                self.done.append(found)
                continue
            consumed = self.consumed
            following = clause.quantities[n + 1] if n + 1 < len(clause.quantities) else None
            if following and self._is_baseline(quantity, following):
                found = self._record(clause, following, first=quantity)
                skip.add(n + 1)
                quantity = following
            else:
                found = self._record(clause, quantity)
            if why := why_no_record(self.sentence, clause, quantity, found):
                self._reject(quantity, why)
                if why in ("turned_from", "whole"):
                    self.namer.last = found.indicator
                if why in LEAVES_NAME or self.sentence.text.startswith("级", quantity.end):
                    self.consumed = consumed  # 右玉五年造林已累计22.7万亩, 16条产业链实现营业收入7420亿元
                continue
            if not {"kind_shortfall", "kind_gap_to_plan"} & set(found.rules):
                self.namer.last = found.indicator or self.namer.last
            if due := years.get(n):
                found = replace(found, rules=(*found.rules, "year_dealt_out"))
                found = replace(found, deadline=due) if found.kind == "target" else replace(found, period=due)
            heads = heads_of_all(self.sentence.text[clause.start : quantity.start], self.namer, clause)
            self.done += [replace(found, indicator=head) for head in heads] or [found]
        return self.done[before:]

    def _sectors(self, clause: Clause) -> Iterator[Found]:
        """Yield the shares of the three sectors: 三次产业结构由9.1∶41.3∶49.6调整为8.6∶41.0∶50.4."""
        told = SECTORS.search(clause.text)
        if told is None:
            return
        kind = "target" if self.setting.stage == AHEAD else "progress"
        deadline, period, time_rule = self.setting.time_of(kind, clause)
        place, place_rule = self.setting.place_of()
        start = self.sentence.offset + clause.start
        starts = re.findall(r"[\d.]+", told["start"] or "")
        for n, share in enumerate(re.findall(r"[\d.]+", told["now"])):
            rules = ("value_of_a_sector", self.setting.stage_rule, time_rule, place_rule)
            yield Found(
                start + told.start(), start + told.end(), kind, f"第{'一二三'[n]}产业比重", "eq", float(share), "%",
                float(starts[n]) if starts else None, deadline, period, place, None, tuple(r for r in rules if r),
            )  # fmt: skip

    def _reject(self, quantity: Quantity, why: str) -> None:
        offset = self.sentence.offset
        self.frame.rejected.append((offset + quantity.start, offset + quantity.end, why))

    def _is_baseline(self, quantity: Quantity, following: Quantity) -> bool:
        """Tell whether an amount is what the change to the next one starts from: 由 32 天降至 2 天."""
        before = self.sentence.text[max(0, quantity.start - 10) : quantity.start]
        between = OF_YEAR.sub("", self.sentence.text[quantity.end : following.start])
        if isinstance(quantity.value, tuple):
            return False
        if quantity.unit == following.unit and TURNED.match(between):
            return True
        if cues.STARTED.search(before) and cues.FROM_TO.search(between) and len(between) <= 14:
            return True
        if quantity.unit != following.unit or quantity.kind == "class" or not TO.match(between):
            return False
        return FROM.search(self.sentence.text, max(0, quantity.start - START), quantity.start) is not None

    def _record(self, clause: Clause, quantity: Quantity, first: Quantity | None = None) -> Found:
        """Return the record of an amount; `first` is the baseline that it is told with."""
        text, inside, offset = self.sentence.text, clause.quantities, self.sentence.offset
        anchor, baseline = first or quantity, _number(first)
        number, after = inside.index(anchor), inside.index(quantity) + 1
        free = number  # 新建5000吨级泊位3个: a size is part of the name
        while free and (text.startswith("级", inside[free - 1].end) or is_class_of_share(inside[free - 1], text)):
            free -= 1
        left = min(max(inside[free - 1].end if free else clause.start, self.consumed), anchor.start)
        right = inside[after].start if after < len(inside) else clause.end
        if baseline is not None and TURNED.match(text[anchor.end : quantity.start]):
            comparator, comparator_rule = _comparator(quantity, text, anchor.end, None)
            fell = _comparator(anchor, text, clause.start, None)[0]
            baseline = -baseline if {fell, comparator} == {"inc", "dec"} else baseline
        else:
            comparator, comparator_rule = _comparator(quantity, text, clause.start, baseline)
        item = self.sentence.without_times(left, anchor.start)
        if number:
            self.setting.move_to(item)
        indicator, indicator_rule, evidence_end = self.namer.of_amount(clause, quantity, left, anchor.start, right)
        if of_plan_alone(indicator) and (named := self.namer.last or self.frame.last_indicator):
            indicator, indicator_rule = named, "indicator_of_plan_named"
        evidence_start = clause.start if number == 0 or indicator_rule != "indicator_before" else left
        kind, stage_rule, status = self._kind(quantity, clause.start)
        self.consumed = max(self.consumed, evidence_end)
        if stage_rule == "kind_share_of_plan":
            indicator, indicator_rule = self.namer.of_plan(clause, anchor.start, indicator), "indicator_of_plan"
        if stage_rule == "kind_gap_to_plan" and quantity.unit not in ("天", "个月", "年"):
            indicator = self.namer.of_gap(indicator)
        deadline, period, time_rule = self.setting.time_of(kind, clause)
        if (
            WHOLE_COST.search(text, max(clause.start, quantity.start - LEAD), quantity.start)
            and time_rule != "period_time_relative"
        ):
            period, time_rule = None, "period_of_no_year"
        place, place_rule = self.setting.place_of(item)
        if indicator_rule == "indicator_of_plan_named" and place_rule == "place_of_article" and self.frame.last_place:
            place, place_rule = self.frame.last_place, "place_of_plan_named"
        rules = (*quantity.rules, comparator_rule, indicator_rule, stage_rule, time_rule, place_rule)
        while text[evidence_start : evidence_start + 1] in (" ", "、", "和", "，"):
            evidence_start += 1
        return Found(
            offset + evidence_start, offset + evidence_end, kind, indicator, comparator, quantity.value, quantity.unit,
            baseline, deadline, period, place, status, tuple(r for r in dict.fromkeys(rules) if r),
        )  # fmt: skip

    def _from_share(self, share: Share, clause: Clause) -> Found:
        quantity, offset = clause.quantities[share.number], self.sentence.offset
        baseline = None if share.baseline is None else clause.quantities[share.baseline]
        before = self.sentence.text[clause.start : share.at]
        kind, stage_rule, status = self._kind(quantity, clause.start, before + share.by)
        deadline, period, time_rule = self.setting.time_of(kind, clause)
        place, place_rule = self.setting.place_of(before)
        if share.place:
            place, place_rule = share.place, "place_dealt_out"
        match = cues.BY.search(share.by)
        comparator = share.bound if quantity.comparator == "eq" and share.bound in ("le", "ge") else quantity.comparator
        if match and baseline is None and not match["better"]:
            comparator = "inc" if match["rise"] else "dec"
        return Found(
            offset + clause.start, offset + quantity.end, kind, share.head, comparator, quantity.value, quantity.unit,
            _number(baseline), deadline, period, place, status,
            tuple(r for r in (*quantity.rules, "indicator_dealt_out", stage_rule, time_rule, place_rule) if r),
        )  # fmt: skip

    def _unbuilt(self) -> list[Found]:
        """Take the size of works for planned where the sentence tells what they bring once they are built."""
        unbuilt = UNBUILT.search(self.sentence.text)
        if not unbuilt:
            return self.done
        return [
            replace(f, kind="target", period=None, rules=(*f.rules, "stage_of_works_unbuilt"))
            if f.kind == "progress" and f.end - self.sentence.offset <= unbuilt.start() and self._is_size(f)
            else f
            for f in self.done
        ]

    def _rest_before(self, due: Found) -> Found | None:
        """Return how many are still to be done, where that is what the sentence told last before a date alone."""
        text, offset = self.sentence.text, self.sentence.offset
        last = self.done[self.done.index(due) - 1] if due is not self.done[0] else None
        told = last and last.value is not None and last.deadline is None and last.kind != "completion"
        rest = REST.search(text, last.start - offset, last.end - offset) if last and told else None
        all_due = "全部" in text[due.start - offset : due.end - offset]
        return last if rest and (rest[0] != "现有的" or all_due) else None

    def _is_size(self, found: Found) -> bool:
        """Tell whether an amount is how large works are, told without a time of its own."""
        text, offset = self.sentence.text, self.sentence.offset
        timed = found.period is not None and not {"period_carried", "period_of_article"} & set(found.rules)
        return not timed and bool(SIZE.search(text, found.start - offset, found.end - offset))

    def _due_later(self) -> list[Found]:
        """Give amounts the deadline that the sentence names behind them: 完成6800户，到2024年底全部入住.

        So does a deadline that is moved behind a task's amount, and one by which works are to be done whose size was
        told before (修复面积2.1万亩，2023年10月底前全部完工), where nothing in the sentence is done already.
        """
        due = [f for f in self.done if f.kind == "target" and f.deadline and "deadline_once_set" not in f.rules]
        if due and "date_alone" in due[0].rules and (rest := self._rest_before(due[0])):
            date, rules = due[0].deadline, (*rest.rules, "deadline_of_the_rest")
            late = replace(rest, kind="target", period=None, deadline=date, rules=rules)
            return [late if f is rest else f for f in self.done if f is not due[0]]
        if not due or self.frame.default_deadline:
            return self.done
        text, first = self.sentence.text, min(due, key=lambda f: f.start)
        at = first.start - self.sentence.offset
        moved = "deadline_moved" in first.rules
        due_clause = cues.DUE.search(text, at, at + 30) is not None
        works = due_clause and not cues.DONE.search(text, 0, at)
        made = []
        for f in self.done:
            apart = first.start - f.end
            untimed = f.period is None or self._is_size(f)
            if f.value is not None and f.deadline is None and untimed and apart >= 0:
                opens = text[at : at + 1] in ("到", "至") and apart <= 2
                if f.kind == "target" and (opens or ((moved or due_clause) and apart <= NEAR)):
                    f = replace(f, deadline=first.deadline, rules=(*f.rules, "deadline_named_behind"))
                elif f.kind == "progress" and works and "period_of_no_year" not in f.rules:
                    f = replace(f, kind="target", deadline=first.deadline, rules=(*f.rules, "stage_of_works_due"))
            made.append(f)
        if due_clause and "date_alone" in first.rules and any("deadline_named_behind" in f.rules for f in made):
            made.remove(first)  # it only tells when the amounts before it are due
        return made

    def _kind(self, quantity: Quantity, start: int, before: str = "") -> tuple[str, str, str | None]:
        """Return kind, rule and status of an amount; `before` is what leads to it, where that is not what stands there."""
        text = self.sentence.text
        before = before or text[start : quantity.start]
        early = EARLY_OR_LATE.search(before) and self.setting.stage != AHEAD
        named = cues.NAMED_AFTER.match(text[quantity.end : quantity.end + 16])
        if (quantity.kind in ("measure", "count") or early) and not named and (gap := _gap(before)):
            return "completion", "kind_gap_to_plan", gap
        if (
            before.endswith(("提前", "提前了"))
            and self.setting.stage != AHEAD
            and cues.DEED_DONE.match(text, quantity.end)
        ):
            return "completion", "kind_ahead_of_time", "ahead"  # 泵站提前40天通水
        tasks = quantity.unit in TASK_UNITS and cues.ALL_TASKS_DONE.match(text, quantity.end)
        things = quantity.kind == "count" and cues.ALL_AS_PLANNED.match(text, quantity.end)
        if (tasks or things) and self.setting.stage != AHEAD:
            return "completion", "kind_all_tasks", "met"  # 10件民生实事全部办结
        if (
            quantity.kind in ("count", "weak")
            and self.setting.stage != AHEAD
            and cues.TASKS_BEHIND.match(text, quantity.end)
        ):
            return "completion", "kind_tasks_behind", "behind"  # 14个项目进度滞后
        if status := self._of_tasks(quantity):
            return "completion", "kind_part_of_tasks", status
        told = cues.COMPARED_HINT.search(text, max(0, start - NEAR), quantity.start) or "距" in before or "离" in before
        if (
            quantity.kind in ("measure", "count")
            and told
            and (short := cues.SHORTFALL.search(before))
            and not LEVEL.search(before, 0, short.start())
        ):
            return "completion", "kind_shortfall", "behind" if short["gap"] else "partial"
        if self.setting.stage_rule == "stage_default" and is_service_time(quantity, text):
            return "target", "kind_service_promised", None
        if text.startswith("的", quantity.end) and WHOLE_COST.search(before):
            return "progress", "kind_whole_cost", None  # 总投资3亿元的项目预计明年投产
        if self.setting.stage == AHEAD and not cues.FROM_PAST.search(before) and not cues.JUST_DONE.search(before):
            return "target", self.setting.stage_rule, None
        within = cues.NAMED_WITHIN.search(text, start, quantity.end + NEAR)
        if (
            named
            or cues.WITHIN_GOAL.match(text, quantity.end)
            or cues.NAMED_BEFORE.search(before)
            or (within and within.start() < quantity.start < within.end())
            or cues.NAMED_MOVED.search(text, max(0, start - 14), quantity.start)
        ):
            return "target", "kind_named_target", None
        if quantity.unit == "倍" and cues.TIMES_THE_PLAN.search(before):
            return "completion", "kind_times_the_plan", "exceeded"
        if quantity.unit == "%" and (listed := self._listed_share(quantity)):
            return "completion", "kind_share_of_plan", listed
        if quantity.unit == "%" and not isinstance(quantity.value, tuple):
            rate = re.search(r"(?:完成|开工|完工|竣工)率(?:达到?|为|超过|约)?$", before)
            share = (
                cues.COMPLETE_SHARE.search(before)
                or cues.WAY.search(before)
                or cues.DONE_SHARE.search(before)
                or (cues.OF_THE_SUM.fullmatch(before) and cues.SUM_NAMED.search(text, 0, start))
                or (cues.OF_TOTAL.search(before) and cues.SO_MANY_DONE.search(text, 0, start))
                or (cues.WORKS_SHARE.search(before) and not re.search(r"率[^，]{0,4}$", before))
            )
            if not rate and not share and cues.TASK_SHARE.match(before):
                earlier = self.sentence.clause_before(start)
                share = earlier and cues.TASK_NAMED.search(earlier.text)  # 全年的发电任务，到7月末已完成61.3%
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
        return "progress", self.setting.stage_rule, None

    def _listed_share(self, quantity: Quantity) -> str | None:
        """Return the status of a share of a plan that a list goes on with: 完成18%和15%, 平遥县71%，灵石县74%."""
        last = self.done[-1] if self.done else None
        if last is None or last.unit != "%" or not {"kind_share_of_plan", "kind_completion_rate"} & set(last.rules):
            return None
        between = self.sentence.text[last.end - self.sentence.offset : quantity.start]
        place = between.lstrip("、，和及 ")
        alone = not place or any((0, len(place)) == (begin, end) for begin, end, _ in find_divisions(place))
        return last.status if between and alone else None

    def _of_tasks(self, quantity: Quantity) -> str | None:
        """Return the status of tasks of which the sentence has just told how many there are: 74项整改任务完成71项."""
        text = self.sentence.text
        if self.setting.stage == AHEAD or quantity.unit not in TASK_UNITS:
            return None
        number = bisect_left(self.sentence.quantities, quantity.start, key=lambda q: q.start)
        whole = self.sentence.quantities[number - 1] if number else None
        if whole is None or whole.unit != quantity.unit:
            return None
        if isinstance(whole.value, tuple) or isinstance(quantity.value, tuple) or whole.value < quantity.value:
            return None
        between = cues.OF_TASKS.fullmatch(text, whole.end, quantity.start)
        how = between and (between["done"] or cues.TASKS_DONE.match(text, quantity.end))
        if not how:
            return None
        words = text[whole.end : quantity.end + 4]
        return "ahead" if "提前" in words else "met" if whole.value == quantity.value else "partial"


def _number(quantity: Quantity | None) -> int | float | None:
    return None if quantity is None or isinstance(quantity.value, tuple) else quantity.value


def _comparator(quantity: Quantity, text: str, start: int, baseline: int | float | None) -> tuple[str, str]:
    before = text[start : quantity.start]
    if baseline is not None:
        return quantity.comparator, "comparator_from_to"
    if quantity.kind == "class":
        after = text[quantity.end : quantity.end + 8]
        if (
            quantity.comparator in ("ge", "gt")
            or re.search(r"优于|好于|不低于", before[-8:])
            or re.match(r"(?:水质|水体|标准|地表水|水标准|水质标准){0,2}(?:及|或)?以上", after)
        ):
            return "ge", "comparator_class_or_better"
        return quantity.comparator, "comparator_class"
    if is_service_time(quantity, text):
        return "le", "comparator_within"
    if quantity.unit == "番":
        return "inc", "comparator_by"
    match = cues.BY.search(before)
    works = quantity.kind in ("count", "weak") and cues.WORKED_ON.search(before) and HAN.match(text, quantity.end)
    if match and not works and not re.search(r"(?:至|到|为)$", before):
        if match["better"]:
            return (
                "dec" if cues.LOWER_IS_BETTER.search(text, max(0, start - START), quantity.start) else "inc"
            ), "comparator_improved_by"
        return ("inc" if match["rise"] else "dec"), "comparator_by"
    if than := cues.THAN.search(before):
        return ("inc" if than["rise"] or than["rose"] else "dec"), "comparator_than"
    match = cues.BY_OBJECT.search(before)
    if match and quantity.kind in ("count", "measure") and not re.search(r"新增|至|到", match[0]):
        return ("inc" if match["rise"] else "dec"), "comparator_by_object"
    if quantity.comparator == "eq" and cues.WITHIN_GOAL.match(text, quantity.end):
        return "le", "comparator_within_goal"
    if quantity.comparator == "eq" and "至少" in before and AT_LEAST.search(before):
        return "ge", "comparator_at_least"
    return quantity.comparator, ""


def _gap(before: str) -> str | None:
    """Return the status that an amount tells which stands right behind a comparison with a plan: 比年度任务多出……

    >>> _gap("比年度任务多出"), _gap("比上年多出")
    ('exceeded', None)
    """
    if not cues.COMPARED_HINT.search(before) or UNMET.search(before):
        return None
    for status, pattern in cues.COMPARED:
        if any(len(before) - match.end() <= 2 for match in pattern.finditer(before)):
            return status
    return None
