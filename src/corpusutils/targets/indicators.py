"""What is measured: which words around an amount, or in the clauses before it, name the indicator."""

from __future__ import annotations

import re

from corpusutils.targets import cues
from corpusutils.targets.frame import Setting
from corpusutils.targets.names import PLAN_WORDS, of_plan_alone, own_words, tidy
from corpusutils.targets.quantities import Quantity
from corpusutils.targets.sentence import Clause, Sentence
from corpusutils.targets.subjects import leading_subject

KINDS_OF = re.compile(r"(?<=[县市区镇])（[市区旗州镇县街道、]+）")
"""What kinds of districts are meant, too: 60%的县（市、区）."""
HAPPENS = r"(?<=..)(?:(?:已[经于在]?|[于在])?(?:[今去明]年|(?:20\d\d年)?\d{1,2}月)|预计|有望|力争|(?:计划|将|拟)(?=[于在今明年到至\d]))"
"""How words begin, behind a name, that tell when something happens to it."""
TAIL_STOP = re.compile(
    rf"(?:同比|比上年|较上年|环比|左右|居全国|位居|排名|其中|分别|是上年|创|均|，|。|；|、|,|;|：|:|（|\(|）|\)|—).*$|(?:获|被|成为|纳入|在全|成功|全部|首次|正在|进行|得到|取得|荣|入选|实现|顺利|陆续|均|建成投|投入|竣工|完工|开工|落地|并网|启动|达到|为|名列|达(?!标|峰|产)|和\d|及\d|与\d|{HAPPENS}).*$"
)
ENUMERATED = re.compile(
    r"^(?:定点)?(?:帮扶|建设|推进|实施|打造|支持|抓好|办好|整治|治理|修复|新建|改造|开展|引进|培育|创建|新增)"
)
ATTRIBUTE = re.compile(
    r"总?投资|投资额|年?产值|年?产量|新建|在建|总?面积|总?规模|占比|比重|[增降涨]幅|增速|余额|总量|总额|总数|让利|收入|利润|装机"
)
"""What is measured of something else: it needs the thing's name before it."""
SUBJECT = 14
"""Characters at the end of a thing's name that stand before its attribute."""
OTHER_ATTRIBUTE = re.compile("(?<=..)(?:总?投资额?|年?产[值量]|总?面积|占地)$")
RATES = ("增速", "增幅", "降幅", "涨幅", "占比", "比重")
"""At the end of a name, an attribute that another takes the place of (总投资27.3亿元，年产值8.2亿元), and those that go on with it."""
ATTRIBUTE_BEHIND = re.compile(r"(?:总投资额?|投资额?|装机(?:容量|规模)?|全长|占地(?:面积)?)$")
"""What a clause tells of works that the next one says more of: 项目总投资3.8亿元，计划……建成."""
WORKS_BEHIND = re.compile(r"(?:的|实施|建设|用于)([\u4e00-\u9fff“”]{2,20}?(?:工程|项目))")
"""The works that an amount is spent on: 投资1.1亿元实施引水工程."""
HELD_AGAINST = re.compile(
    "(?:[高低优好快慢]于|超[过出]|落后|距(?!离)|离(?![岛校退职休乡心])|比(?![例重价率表赛值])|较(?![大高好快强低重多少为]))(?!.{0,8}(?:工期|计划|时间|指标))|[高低多]出$|同比.{0,2}$"
)
"""How words begin, or all that they are, that hold an amount against another and name nothing: 比上年末提高0.4个百分点."""
KEEPS_WITHIN = re.compile("(?:控制|保持|稳定)在.*$")
PART_OF_WORKS = re.compile(
    "(?:主体(?:工程|结构|施工)?|设备安装|土建(?:工程)?|桩基|路[基面](?:工程)?|桥梁(?:工程)?|概算|(?:计划)?总?投资|完成投资|管网铺设|形象进度|总工程量|占总.*)(?:已|目前)?"
)
"""What is told of works in the clause behind their name."""
SPENDS = re.compile("(?:投资|投入|统筹|拿出|出资|筹资|斥资|挤出|安排)了?(?:资金)?(?:约|近|超过?)?$")
SPENT_ON = re.compile(
    "(?:用于|实施|建设|建[起成]|新建|改建|扩建|改造|设立|支持|扶持|购[置买]|开展|推进|整治|治理)(?!了?[\\d的])[\u4e00-\u9fff“”《》]{2,16}"
)
"""Before and behind money that is spent on something: 投资2.2亿元改建冷库."""
COMPARES = re.compile("[比较超]|[高低]于|[高低]出")
"""What stands between a thing and the plan that it is held against."""
ACT = re.compile(r"(?:新开工|开工|续建|基本建成|[竣完]工|(?:建成)?(?:投产|投运|投用)|建成)(?:建设)?(?!区)")
"""What is done to works, told without their name: 新开工保障性安居工程666万套，基本建成544万套."""

LINKED = re.compile(r"^(?:的|规模的?|以上的|以上|大关|台阶|关口|门槛)+")
OWNER = re.compile(r"的([^，。；、等]{2,24})")
OWNED = re.compile(r"投资$|投资额$|面积$|规模$|总额$|装机$")
"""What is told of an owner behind it: 投资12亿元的汾河治理工程."""
HAPPENED = re.compile(f"(?:{HAPPENS}|(?<=..)(?:全[面部]|顺利|正式|已)*(?:建成|[竣完]工|[开动]工|投产)).*$")
"""What happens to the owner, behind its name: 投资12亿元的治理工程5月完工."""
TASK = re.compile(r"的([^，。；、等]{2,22}?(?:任务|治理|修复|整治|保单|订单|改造))(?=[，。；]|$)")
TREATED = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?:进行|实施|开展)了?([\u4e00-\u9fff]{2,10})")
HONOUR = re.compile(r"(?:入选|获评|荣获|跻身|获)(?!得?得)[\u4e00-\u9fff“”]{2,20}")
"""What so many have become, behind their number: 12人入选国家高层次人才."""
JOINS = re.compile(r"(?!同比|比上|较上|居|位|以上|以下|左右|和|及|与)[\u4e00-\u9fff“《A-Z]")
"""How words begin that belong to the amount before them."""
SHARE_OF = re.compile(
    r"(?:及?以上|以下)?的|及?以上[\u4e00-\u9fff]{2}|(?:及?以上)?[县市区镇村](?:（[^（）]{1,8}）)?(?:达|建成|实现|完成)"
)
OF_THE_TASK = re.compile("的(?:任务|目标|要求)$")
DONE_TO_IT = re.compile(r"完成([\u4e00-\u9fff]{2,12})")
STRETCH = re.compile(r"(?:^|[段河湖库县区镇乡村市])$")
EXTENDED = re.compile(r"(?:扩建|新建|改造|技改|迁建|提标)(?:工程|项目)")
WILL = re.compile("(?:将|拟|计划|预计|力争|确保)[于在]?$|[于在]$")
"""Before a deadline."""
TWO_HAN = re.compile(r"[\u4e00-\u9fff]{2}")


class Namer:
    """Names what the amounts of a sentence measure, and remembers as `last` what the sentence measured last."""

    def __init__(self, sentence: Sentence, setting: Setting) -> None:
        self.sentence = sentence
        self.setting = setting
        self.last = ""

    def tidy(self, words: str) -> str:
        """Strip what stands around the name of a thing, the place of the clause with it."""
        return tidy(words, self.setting.place)

    def between(self, start: int, end: int) -> str:
        """Return the name that stands between two places of the sentence."""
        return self.tidy(self.sentence.without_times(start, end))

    def of_clause_before(self, clause: Clause) -> str:
        """Return what the clause before speaks of."""
        before = self.sentence.clause_before(clause.start)
        if before is None:
            return ""
        among = re.match(r"\s*在.{4,}中$", before.text)  # 在公布的名单中，有73个县入选
        whole = self.between(before.start, before.end - bool(among))
        amounts = [q for q in before.quantities if q.kind != "duration"]
        if not amounts or among:
            return whole
        if works := WORKS_BEHIND.search(self.sentence.text, amounts[-1].end, before.end):
            return self.tidy(works[1])
        name = self.between(before.start, amounts[0].start)  # 三期工程完成65%
        if PART_OF_WORKS.fullmatch(name) and self.sentence.clause_before(before.start):
            return self.of_clause_before(before)  # 石桥正在施工，主体工程完成85%，预计8月竣工
        return ATTRIBUTE_BEHIND.sub("", name) or whole

    def of_plan(self, clause: Clause, at: int, indicator: str) -> str:
        """Name what a share of a plan is a share of: the amount before and the plan's own words."""
        start = clause.start
        plan = re.search(
            r"(?:年度|全年|投资|总)?[\u4e00-\u9fff]{0,6}?(?:计划|任务|目标|预算(?!收入|支出|内))",
            self.sentence.text[start:at],
        )
        own = self.between(start, start + plan.start()) if plan else ""
        subject = self.last if plan and len(own) < 2 else indicator
        of_plan = re.sub("^.*(?:完成|达到)" if subject else "完成|达到", "", plan[0]) if plan else ""
        return subject if of_plan in subject else subject + of_plan

    def of_gap(self, indicator: str) -> str:
        """Name what was above or below a plan, without the comparison: 增速比年初预期低 is that of what was told last."""
        name = COMPARES.split(indicator, maxsplit=1)[0]
        if ATTRIBUTE.fullmatch(name):
            name = self.last.removesuffix(name) + name
        return (name if len(name) > 1 else self.last) or indicator

    def of_amount(self, clause: Clause, quantity: Quantity, start: int, at: int, end: int) -> tuple[str, str, int]:
        """Return what is measured, the rule, and where the evidence ends.

        `start` and `end` bound the words that are the amount's own; `at` is where it, or the baseline before it, begins.
        """
        if quote := self.sentence.quote_of(quantity.start):  # 提前实现“到2025年建成30个茶园”的目标
            start, end = max(start, quote[0] + 1), min(end, quote[1] - 1)
        left, right = self.sentence.text[start:at], self.sentence.text[quantity.end : end]
        before = self.between(start, at)
        own = right[: self._due(quantity.end, end) - quantity.end]
        tail = TAIL_STOP.sub("", KINDS_OF.sub("", own))
        after = LINKED.sub("", tail).strip(" 的")
        if "“" not in after or "”" not in after:
            after = after.strip("“”")  # else the quotation is the name's: 20个“车路协同”试点
        if quantity.unit == "%" and after in ("县", "市", "区"):
            after = LINKED.sub("", KINDS_OF.sub("", own)).strip(" 的，。；、")  # 60%的县达到标准
        if self.last and left.strip() in ("距", "离"):
            return self.last, "indicator_carried", quantity.end  # 距90%的国家要求还差一截
        counts = quantity.kind in ("count", "weak", "duration")
        counts_or_measures = counts or quantity.kind == "measure"
        if quantity.kind == "class":
            return self._of_class(before, left), "indicator_class", quantity.end
        if left.rstrip().endswith("等") and "、" in left and counts:
            verb = ENUMERATED.match(before)
            before = verb[0] if verb else ""
        owner = OWNER.match(right)
        task = TASK.match(right)
        if task and quantity.kind == "measure" and len(PLAN_WORDS.sub("", task[1])) > 3:
            return task[1], "indicator_of_task", quantity.end + task.end()
        if owner and not counts and OWNED.search(before):
            return HAPPENED.sub("", owner[1]) + before, "indicator_of_owner", quantity.end + owner.end()
        treated = TREATED.match(right)
        if goal := cues.WITHIN_GOAL.match(right):
            name = KEEPS_WITHIN.sub("", before)
            return name if TWO_HAN.search(name) else self.last, "indicator_of_goal", quantity.end + goal.end()
        if treated and re.search(r"对(?:保留的)?$", left):
            return treated[1] + treated[2], "indicator_of_what_is_treated", quantity.end + treated.end()
        joins = JOINS.match(right) is not None
        of_all = quantity.value == 100 and left.endswith("实现")  # 建成区实现100%清洁取暖
        if quantity.unit == "%" and joins and not of_plan_alone(after) and (of_all or SHARE_OF.match(right)):
            after = OF_THE_TASK.sub("", after)
            return (
                (before + after) if len(before) <= 16 else after,
                "indicator_share_of",
                quantity.end + len(right.rstrip("，。；、 ")),
            )
        if counts and joins and len(after) >= 2:
            whole = right.rstrip("，。；、 ")
            if not before:
                after = re.sub(r"[“”]|了(?=[\u4e00-\u9fff])", "", own.rstrip("，。；、 "))[:26]
            return (before + after) if len(before) <= 16 else before, "indicator_around", quantity.end + len(whole)
        if counts and not before and (honour := HONOUR.match(right)):
            return honour[0], "indicator_of_honour", quantity.end + honour.end()
        if quantity.unit.endswith("元") and SPENDS.search(left) and (spent := SPENT_ON.match(right)):
            return spent[0] + "投入", "indicator_of_what_is_paid", quantity.end + spent.end()
        done = DONE_TO_IT.match(right)
        if done and counts_or_measures and STRETCH.search(before):
            return done[1], "indicator_of_what_is_done", quantity.end + done.end()
        extended = EXTENDED.match(right)
        if extended and before:
            return before + extended[0], "indicator_of_works", quantity.end + extended.end()
        act = ACT.fullmatch(before or _act(left))
        if act and (works := self.last or self._works_before(clause)):
            return act[0] + ENUMERATED.sub("", ACT.sub("", works)), "indicator_of_act", quantity.end
        if self.last and HELD_AGAINST.match(before):
            return self.last, "indicator_carried", quantity.end
        if TWO_HAN.search(before):
            if before in ("年产", "日产", "年处理", "日处理", "年供热") and joins and len(after) >= 2:
                return before + after, "indicator_of_capacity", quantity.end + len(tail)
            if ATTRIBUTE.fullmatch(before) and not right.startswith("的"):
                subject = _without_share(self.last or self.of_clause_before(clause), before)
                subject = subject if before in RATES else OTHER_ATTRIBUTE.sub("", subject)
                return subject[-SUBJECT:] + before, "indicator_with_subject", quantity.end
            if len(before) == 2 and before in self.last and not joins:
                return self.last, "indicator_carried", quantity.end  # 全省改造小区300个，其中太原市改造120个
            if before.startswith(("占", "约占")) and self.last:
                return (
                    _without_share(self.last, left) + before.removeprefix("约"),
                    "indicator_with_subject",
                    quantity.end,
                )
            return before, "indicator_before", quantity.end
        if joins and len(after) >= 2:
            return before + after, "indicator_after", quantity.end + len(tail)
        if self.last:
            return _without_share(self.last, left), "indicator_carried", quantity.end
        head = self.between(clause.start, clause.quantities[0].start)
        return head or self.of_clause_before(clause), "indicator_from_clause_before", quantity.end

    def _due(self, start: int, end: int) -> int:
        """Return where a deadline stands behind an amount, or the end: 剩余17个小区将在12月底前完工."""
        at = next((time.start for time in self.sentence.times_between(start, end) if time.ahead), end)
        lead = WILL.search(self.sentence.text, start, at) if at < end else None
        return lead.start() if lead else at

    def _of_class(self, before: str, left: str) -> str:
        """Return what a class of water quality is the class of."""
        name = re.split(
            r"(?:^指标)?(?:虽然?)?[可能]?(?:稳定|达到|保持|提升|稳居|首次|连续|优于|好于|全部|持续|总体|由|从|$|为)",
            before,
        )[0]
        name = re.sub(r"^水质[、，和及]", "", name)  # what the amount before was: 二类水质、郝村断面为三类
        province = self.setting.frame.home.province
        local = leading_subject(own_words(left), province) or self.setting.local or ""
        name = name.removeprefix(local)
        if not re.search(r"水质|质量|断面|水体", name):
            name = self.last.removesuffix("类别") if self.last.endswith("类别") else name + "水质"
        return name + "类别"

    def _works_before(self, clause: Clause) -> str:
        """Return what the clause before means to advance: 加大保障性安居工程建设力度 → 保障性安居工程."""
        match = re.match(
            r"(?:加大|加强|加快|推进|抓好|做好|强化)(.{3,16}?)(?:建设)?(?:力度|步伐|工作|进度)?$",
            self.of_clause_before(clause),
        )
        return match[1] if match else ""


def _act(left: str) -> str:
    """Return the act alone that stands before an amount and that tidying takes for no name: 基本建成544万套."""
    found = ACT.search(left.strip(" 、，"))
    return found[0] if found and found.end() == len(left.strip(" 、，")) else ""


def _without_share(name: str, left: str) -> str:
    """Cut the share off a name whose growth is told next: 制造业投资占全部投资的比重达到21.7%，增速为8.9%."""
    if re.search(r"增长|增速|下降|降幅|增幅", left):
        return re.sub(r"占比$|占[^占]*(?:比重|比例)$|(?:比重|比例)$", "", name) or name
    return name
