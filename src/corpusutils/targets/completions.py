"""What is told without an amount: plans that were completed, what was done held against them, and dates alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from corpusutils.targets import cues
from corpusutils.targets.frame import AHEAD, DONE, Setting
from corpusutils.targets.indicators import HELD_AGAINST, Namer
from corpusutils.targets.names import SHORT_NAME, of_plan_alone
from corpusutils.targets.records import Found
from corpusutils.targets.sentence import Clause, Sentence
from corpusutils.targets.times import TimeFound, day_of, due_by, number_of

GOALS = 2
"""How many amounts make a sentence a list of goals."""
MONTH_OR_YEAR_END = re.compile("month|in_force|year_end")
"""Rules of the times that need no year for a date to be told."""
TITLE = re.compile(r"《[^《》]{2,40}》")

SETTER = re.compile("国家|国考|省考|全国|中央")
"""Who sets tasks, which is no name of one."""
DEED = re.compile(r"(?:要|将|必须|须)?(?P<verb>(?!的|后|时|已|召开|举[行办]|开幕)[^，。；、\d]{4,26})(?=$|[，。；])")
"""What is to be done by a date, in whatever words: 3月底前全部制定施工图."""
HAPPENED = re.compile(
    rf"(?P<how>(?:顺利|成功|胜利|一次|全部|全面|全线|正式|实现)*)(?P<verb>(?:{cues.FINISHED}|完成|到顶|就位|开[园业馆街]|开通|揭牌|(?P<passed>通过[^，。；]{{0,8}}验收))(?P<well>成功)?)$"
)
"""How the last clause of news ends that opens with a day and with what came to its end on it."""
NAMED_WORKS = re.compile("(?:工程|项目|大桥|隧道|高速|铁路|[水电]站|水厂|水库|机组|生产线)[^，。；]{0,8}$")
"""Before what happened, works that it happened to."""
HAPPENED_IN = 24
"""Characters at the end of a clause in which it tells what happened."""
SHORTEST = 2
"""Characters of what is held against a plan, at least."""
PROMISED = re.compile("(?:力争|计划|预计|拟|争取)[于在到]?$")
"""What stands before the time of what is promised: 力争2027年通过评估认定."""
ENTIRELY = re.compile(
    "^(?:全部|全面|整体|基本|正式|如期|实现|[一二三四五六七八九十]+期)+|(?:全部|全面|整体|基本|正式|如期|实现)+$"
)
"""How something is done, around what is done."""
LAST_MONTH = re.compile(
    rf"(?:正式|全面|顺利|实现|主体|已|全部|建成|扩建|改建|新建|整体)*(?:{cues.FINISHED}|通过[^，。；]{{2,8}}验收)(?=$|[，。；])"
)
"""What was done in a month that stands right before it: 去年11月通水."""
OF_TASKS = {"kind_tasks_behind", "kind_part_of_tasks", "kind_all_tasks"}
AHEAD_OF = {"kind_gap_to_plan", "kind_ahead_of_time"}
"""Rules by which an amount says itself what became of tasks, or how far ahead of its plan or behind something was done."""
MODAL = re.compile("(?:则|也|都|要|将|需|须|必须)+$")
OF_WORKS = re.compile(
    rf"\d[^，。；]*的[^，。；、\d]{{2,24}}?(?:工程|项目|车间|中心|基地|生产线|[桥厂站库园楼])[^，。；、]{{0,10}}?(?:{cues.FINISHED}|开工)$"
)
"""A clause that ends works of which it tells an amount: 总投资9亿元的供热工程建成投运."""
WORKS_DONE = re.compile(
    rf"(?:工程|项目|[支管专]线|大桥|隧道|高速|铁路|电站|[水电]厂|水库|机组|生产线|枢纽|泵站|基地)[^，。；、\d]{{0,6}}?(?:{cues.FINISHED})$"
)
OBJECT = re.compile(r"[\u4e00-\u9fff“”《》]{3,24}(?=$|[，。；])")
"""What stands behind a verb up to the end of its clause."""


class Completions:
    """Records what the clauses of a sentence tell in words alone."""

    def __init__(self, sentence: Sentence, setting: Setting, namer: Namer) -> None:
        self.sentence = sentence
        self.setting = setting
        self.namer = namer

    def told_by(self, clause: Clause, done: list[Found], amounts: list[Found]) -> Found | None:
        """Return what a clause tells beside its `amounts`; `done` is what the sentence has told before it and with them."""
        rules = {rule for found in amounts for rule in found.rules}
        if not OF_TASKS & rules and (completed := self._completed(clause, done, again=bool(AHEAD_OF & rules))):
            return completed
        if not (OF_TASKS | AHEAD_OF) & rules and (compared := self._compared(clause)):
            return compared
        if kept := self._kept_up(clause):
            return kept
        if amounts:
            return self._dated(clause) if OF_WORKS.search(clause.text) else None
        return self._set_in_words(clause) or self._dated(clause) or self._happened(clause) or self._all_of(clause)

    def _completed(self, clause: Clause, done: list[Found], *, again: bool) -> Found | None:
        """Return a completion that is told as such: 超额完成年度任务, 提前完成“到2025年…25%以上”的目标.

        With `again` an amount has said already by how much works were ahead, which their end says again: 提前40天建成.
        """
        told = self.sentence.completes and cues.COMPLETE_HINT.search(clause.text)
        hinted = told and cues.COMPLETE_HOW.search(clause.text)
        match = cues.COMPLETE_WORDS.search(clause.text) if hinted else None
        if match is None or (again and match["what3"]):
            return None
        begin, end = clause.start + match.start(), clause.start + match.end()
        quoted = next((f for f in done if f.kind == "target" and begin <= f.end - self.sentence.offset <= end), None)
        named = quoted is not None and "kind_named_target" in quoted.rules  # 实现600亿斤以上的目标
        if (self.setting.stage == AHEAD and not quoted) or not (named or _is_completion(match, clause.text)):
            return None
        if quoted:
            self.setting.stage, self.setting.stage_rule = DONE, "stage_completed"
        status = "exceeded" if "超额" in match[0] else "ahead" if "提前" in match[0] else "met"
        what = match["what"] or match["what2"] or match["what3"] or match["what4"] or ""
        name = quoted.indicator if quoted else self._name_of(what, clause, begin)
        begin = clause.start if match.start() < 30 else begin
        found = self._completion("completion_in_words", clause, begin, end, name, status)
        return replace(found, fulfils=(quoted.start, quoted.end)) if quoted else found

    def _compared(self, clause: Clause) -> Found | None:
        """Return a completion that is told by comparison with a plan: 比计划晚了两个月, 没能守住年初的控制线."""
        if not self.sentence.compares or (self.setting.frame.firm and self.setting.stage == AHEAD):
            return None
        if not cues.COMPARED_HINT.search(clause.text):
            return None
        found = next(((status, m) for status, pattern in cues.COMPARED if (m := pattern.search(clause.text))), None)
        if found is None or re.match(r"(?:确保|力争|要|为|努力|坚决|争取|如果|若|一旦)", clause.text.strip()):
            return None
        status, match = found
        if status in ("ahead", "met") and self.setting.stage == AHEAD:
            return None  # 力争年底前通车，比原定工期提前五个月
        earlier = self.sentence.clause_before(clause.start)
        begin = clause.start if match.start() > 3 or not earlier else earlier.start
        subject = self.namer.between(clause.start, clause.start + match.start())
        if len(subject) < SHORTEST or of_plan_alone(subject) or HELD_AGAINST.match(subject):
            subject = self.namer.last
        subject = subject or self.namer.of_clause_before(clause)
        return self._completion("completion_compared", clause, begin, clause.start + match.end(), subject, status)

    def _completion(self, rule: str, clause: Clause, begin: int, end: int, name: str, status: str) -> Found:
        _, period, time_rule = self.setting.time_of("completion", clause)
        rules = (rule, f"status_{status}", time_rule)
        return self._found("completion", name, begin, end, *rules, period=period, status=status)

    def _found(self, kind: str, name: str, begin: int, end: int, *rules: str, **fields: Any) -> Found:
        """Return a record that the words from `begin` to `end` tell of where the sentence is, with the rules that set it."""
        place, place_rule = self.setting.place_of()
        told = tuple(rule for rule in (*rules, place_rule) if rule)
        offset = self.sentence.offset
        return Found(offset + begin, offset + end, kind, name, place=place, rules=told, **fields)

    def _set_in_words(self, clause: Clause) -> Found | None:
        """Return a target without a number that stands among those of a list of goals: 居民收入增长与经济增长同步."""
        if self.setting.stage != AHEAD or len(self.sentence.quantities) < GOALS:
            return None
        if not self.setting.lists_goals:
            return None
        match = cues.SET_IN_WORDS.search(clause.text.rstrip())
        deadline, _, time_rule = self.setting.time_of("target", clause)
        if match is None or deadline is None:
            return None
        subject = self.namer.between(clause.start, clause.start + match.start())
        if match["task"] and re.match(r"[按依根]", subject):
            subject = self.namer.tidy(match["task"])
        if len(subject) < 2:
            return None
        rules = ("target_in_words", self.setting.stage_rule, time_rule)
        return self._found("target", subject, clause.start, clause.start + match.end(), *rules, deadline=deadline)

    def _kept_up(self, clause: Clause) -> Found | None:
        """Return for how many years running something has been reached or has not happened: 连续18年没有发生火灾."""
        match = cues.KEPT_UP.search(clause.text) if "连续" in clause.text and self.setting.stage != AHEAD else None
        years = number_of(match["years"]) if match else None
        if match is None or years is None:
            return None
        subject = self.namer.between(clause.start, clause.start + match.start())
        _, period, time_rule = self.setting.time_of("progress", clause)
        return self._found(
            "progress", subject + "连续" + match["what"], clause.start, clause.start + match.end(),
            "years_running", self.setting.stage_rule, time_rule, comparator="eq", value=years, unit="年", period=period,
        )  # fmt: skip

    def _happened(self, clause: Clause) -> Found | None:
        """Return what was finished on the day that a piece of news opens with: 5月6日，随着……，石桥顺利合龙."""
        year = self.setting.frame.year
        opened = self.sentence.news_day
        if opened is None or opened.end() > clause.start or self.setting.stage == AHEAD:
            return None
        match = HAPPENED.search(clause.text.rstrip(), max(0, len(clause.text) - HAPPENED_IN))
        works = match and NAMED_WORKS.search(clause.text, 0, match.start())
        if not match or not (opened["with"] or match["how"] or match["passed"] or match["well"] or works):
            return None
        if not year or not (day := day_of(year, int(opened[1]), int(opened[2]))):
            return None
        begin = clause.start + clause.text.rfind("—", 0, match.start()) + 1  # 控制性工程——石桥
        subject = self.namer.between(begin, clause.start + match.start())
        return self._found(
            "progress", subject[-24:] + match["verb"], clause.start, clause.start + match.end(),
            "date_of_news", self.setting.stage_rule, period=day,
        )  # fmt: skip

    def _all_of(self, clause: Clause) -> Found | None:
        """Return a target that a day or a year named in its sentence sets for all of something: 到2025年……实现全覆盖."""
        match = cues.ALL_OF.search(clause.text) if self.setting.stage == AHEAD else None
        if match is None:
            return None
        deadline, _, time_rule = self.setting.time_of("target", clause)
        if deadline is None or time_rule == "deadline_of_document":
            return None
        subject = MODAL.sub("", self.namer.between(clause.start, clause.start + match.start())) + match[0]
        if len(subject) - len(match[0]) < 2 and not match["each"]:
            return None
        rules = ("target_of_all", self.setting.stage_rule, time_rule)
        return self._found("target", subject, clause.start, clause.start + match.end(), *rules, deadline=deadline)

    def _dated(self, clause: Clause) -> Found | None:
        """Return a record of a date alone: 预计2026年3月竣工, 于2024年1月7日正式实施."""
        text = self.sentence.text
        told_before = self._time_alone(clause)
        for time in [told_before] if told_before else clause.times:
            already = re.search("已[于在]?$", text[max(0, time.start - 2) : time.start])
            once_due = text[: time.start].endswith(("原定", "原计划", "原定于", "原计划于", "原计划在"))
            stage = AHEAD if once_due else DONE if already else self.setting.stage  # 工程已于8月开工
            value = self.setting.value_of(time)
            if value is None and (stage != AHEAD or not MONTH_OR_YEAR_END.search(time.rule)):
                continue  # 预计12月底并网 is a promise even where no year is known
            if value and stage == AHEAD and time.rule in ("time_half", "time_quarter"):
                value = due_by(value)  # 争取上半年全部开工
            if value and (":" in value or "/" in value or value == "to-date" or time.rule == "time_as_of_month"):
                continue
            moved = cues.PUT_OFF.search(text[clause.start : time.start])
            if moved:
                subject = self.namer.between(clause.start, clause.start + moved.start())
                subject = subject or self.namer.of_clause_before(clause)
                rules = ("deadline_moved", time.rule)
                return self._found("target", subject[-30:] + "期限", clause.start, time.end, *rules, deadline=value)
            from_day = clause.text.endswith("起") and time.end == clause.end and self.sentence.clause_behind(clause.end)
            if from_day:  # 自7月1日起，全省实施……
                base, following, reach, verbs = from_day.start, from_day.text, 24, cues.DATED_VERB
            elif told_before:  # 到2030年，沿河县城全部建成节水型城市
                base, following, reach = clause.start, clause.text, 18
                verbs = cues.DATED_VERB if stage == AHEAD else cues.FINISHED
            else:
                base, following, reach = time.end, text[time.end : clause.end], 18 if stage == AHEAD else 8
                verbs = cues.DATED_VERB
            if stage == AHEAD and time.ahead:
                verbs += f"|{cues.OUTCOME}"
            if text[time.end - 1] == "起":
                verbs += "|执行"
            verb = re.match(rf"[^，。；]{{0,{reach}}}?(?P<verb>{verbs})", following)
            promised = text[time.end - 1] in "前起" or any(
                PROMISED.search(text[max(0, end - 4) : end])
                for end in (time.start, time.start + 2)  # 力争2027年 is a time
            )
            if not verb and stage == AHEAD and promised:
                verb = DEED.match(following)
            behind = following[verb.end() :] if verb else ""
            tells_when = text[time.start - 1 : time.start] == "是" and re.match(
                "的(?:$|[，。；])", behind
            )  # 是去年建成的
            if (
                not verb
                or (behind.startswith(("的", "后", "前", "时", "以来")) and not tells_when)
                or following.startswith("是")  # 2006年是实施规划的第一年
                or re.match(r"(?:以来|起(?!(?:正式|开始)?(?:施行|实施|执行|生效))|后|之后|的|，)", following)
            ):
                continue
            told_month = (len(value or "") == 7 or time.rule == "time_year_end" or text[time.end - 1] in "底末") and (
                already or told_before or LAST_MONTH.match(following)
            )
            if stage != AHEAD and len(value or "") != 10 and not told_month and not tells_when:
                continue
            subject = self.namer.between(clause.start, time.start - 1 if tells_when else time.start)
            if from_day:
                what = behind if verb["verb"] in ("实施", "执行") else following[: verb.start("verb")]
                subject = self.namer.tidy(what) or subject
            elif stage == AHEAD or told_before:
                subject = self._thing_due(following, verb, behind) or subject
            subject = subject or self.namer.of_clause_before(clause)
            due = {"deadline": value} if stage == AHEAD else {"period": value}
            return self._found(
                "target" if stage == AHEAD else "progress", self._named_work(subject) + verb["verb"],
                min(clause.start, time.start), base + verb.end(),
                "deadline_once_set" if once_due else "date_alone", time.rule, self.setting.stage_rule, **due,
            )  # fmt: skip
        return None

    def _time_alone(self, clause: Clause) -> TimeFound | None:
        """Return the day, or the time to come, that is all that the clause before a clause without one tells, or None."""
        before = self.sentence.clause_before(clause.start) if not clause.times else None
        if before is None or not before.times or before.text.endswith("起"):
            return None  # a day from which on something holds tells so itself
        told = len(before.times[-1].value or "")
        day = told == len("2024-05-01") or (
            told == len("2024-05") and (OF_WORKS.search(clause.text) or WORKS_DONE.search(clause.text))
        )
        day = day and self.setting.stage != AHEAD
        if not day and not (self.setting.stage == AHEAD and before.times[-1].ahead):
            return None
        return before.times[-1] if self.sentence.only_times(before) else None

    def _thing_due(self, following: str, verb: re.Match[str], behind: str) -> str:
        """Return what is named behind a date, before the verb or behind it: 6月底前新路网建成, 9月底前完成水厂扩建."""
        before = self.namer.tidy(ENTIRELY.sub("", following[: verb.start("verb")]))
        if len(before) > 2:
            return before
        found = OBJECT.match(behind)
        return self.namer.tidy(found[0]) if found else ""

    def _name_of(self, what: str, clause: Clause, at: int) -> str:
        """Name what was completed; where the task has no name of its own (国家任务) it is that of the subject or what was told last."""
        name = re.sub(r"^了|^《[^》]*》中?(?:对|关于)?", "", what).strip("“”的 ")
        if of_plan_alone(SETTER.sub("", name)):
            counted = any(q.start < at for q in clause.quantities)  # 新增就业超3万人、超额完成国家任务
            subject = "" if counted else self.namer.between(clause.start, at)
            if named := subject if len(subject) > 3 else self.namer.last:
                return named
        return self.namer.tidy(name) or name

    def _named_work(self, subject: str) -> str:
        """Return what a date is told of: the documents that a subject names, or the works that 该工程 stands for."""
        if titles := [title for title in TITLE.findall(SHORT_NAME.sub("", subject)) if len(title) > 4]:
            return "".join(titles)
        subject = re.sub(r"[于自从在]?(?:正式)?(?:开工|动工|启动|开建)(?:建设)?$", "", subject)
        if subject.startswith(("该工程", "该项目")) and self.setting.frame.works:
            return self.setting.frame.works + subject[3:]
        return subject[-24:]


def tied(done: list[Found], completion: Found) -> list[Found]:
    """Tie the latest progress in the unit of the target that a completion is said to fulfil to that target, too."""
    target = next((f for f in done if f.kind == "target" and (f.start, f.end) == completion.fulfils), None)
    latest = next((f for f in reversed(done) if target and f.kind == "progress" and f.unit == target.unit), None)
    return [replace(f, fulfils=completion.fulfils) if f is latest else f for f in done]


def _is_completion(match: re.Match[str], clause: str) -> bool:
    if match["what4"]:
        return True
    if re.match(r"(?:确保|力争|要|为|努力|坚决|全力|推动|促进|保障)", clause.strip()) or re.search(
        r"(?:确保|力争|为了?|努力|坚决|如何|聚焦|按序时)[^，]{0,10}$|(?:(?<![主重需])要|将|拟|争取)$",
        clause[: match.start()],
    ):
        return False
    return bool(re.search(r"超额|提前|如期|按期|按时|圆满|全部|全面|顺利|均|总体|胜利|较好", match[0]))
