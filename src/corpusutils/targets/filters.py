"""What is no record, each kind by its name: ordinals, prices, labels, mere structure, descriptions."""

from __future__ import annotations

import re

from corpusutils.targets import cues
from corpusutils.targets.quantities import Quantity
from corpusutils.targets.records import Found
from corpusutils.targets.sentence import Clause, Sentence

SHORT_QUOTE = 24
"""Longest quotation, in characters with its marks, that is a phrase and no statement."""
BUILDINGS = ("栋", "幢", "座")
SPELLS = ("天", "小时", "个小时", "分钟", "秒", "工作日", "个工作日")
SPELL = re.compile(
    r"目标|可用|安全生产|存[煤粮油气]|库存|储备|时限|[只仅]用|天数|时长|时间|工期|周期|历时|平均|缩短|减少|增加|提前|压[缩减到]|延长|多出|多了|少了|超标|控制在|缩[到至]|降[到至]|间隔|不得超过|日数|天气|每[天日]|达到"
)
"""What makes a count of days or hours a measure and not the time that something took."""

FINED = re.compile("罚款|罚没|赔偿")
"""Before a sum that offenders paid: a result of enforcement, and no price, where the sentence tells of its cases."""

PENALTY = re.compile("(?:罚金|[并依]法?处|处以)$")
PRICED = re.compile(r"(?:[水电气油粮煤菜车房药]价|(?<![造计估评作])价格|(?<!节约)收费)[^，。；增省补奖]{0,16}$")
"""Before what something costs: 水价每方."""
OWNER = re.compile(r"[\u4e00-\u9fff]{1,6}的(?:村民|农民|农户|大户|老汉|职工|老人|社员|牧民|渔民)")
"""Behind what somebody has who is then named: 种了12亩小麦的村民."""
PAID_OUT = re.compile(r"(?:发放|兑付|兑现|拨付|支付|补发|清欠|追回|讨回|收[了取到])[^，。；]{0,10}$")
"""Before what was paid to many in all: 发放务工工资260余万元."""
POCKET = re.compile("(?:[^上]涨了|贵了|掏|借|欠|凑|花|摊|包[月年])(?:了|出|下)?$|租金[^，。；]{0,10}$")
"""Before what a person pays, or pays more."""
FACT = re.compile(
    r"[是为](?!上|去年|同期|前|保护|建|试|“?十[一二三四五]|[^，。；\d]{0,4}初期|[^，]*(?:计划|任务|目标))[^，。；\d]{1,12}的$"
)
"""Before how many times something is something else by nature: 其温室效应是二氧化碳的20余倍."""
SERVED_WITHIN = re.compile(
    r"(?:之)?内[^，。；]{0,6}(?:到账|兑付|提取|到达|到场|赶到|抵达|办结|办理|联系|处置|响应|答复|回复|恢复|送达|反馈|修复|处理|办好|上门|有回音)"
)
"""Behind the time within which a service is promised: 45分钟内到场."""

SERVED = re.compile("(?:到账|兑付|办结|反馈|办好)")
"""Behind the working days that a service takes."""

BOUND = re.compile("不得?(?:少于|低于|短于|超过|多于|长于)")
"""How a rule begins to say how long something must last: 不少于18个月."""
DUTY = re.compile("应当?|必?须|要在|要求|不得")
DONE_WITHIN = re.compile(
    "(?:之)?内(?:予以|全部|依法|一次性)?(?:完成|召回|发放|整改|公布|作出|提交|上报|备案|缴纳|拆除|清理)"
)
"""Before and behind the time within which a rule wants something to be done."""

RATE = "(?:率|比例|占比|比重)"
"""How the name of a share ends: what was counted before it (9个断面优良率达到100%) is part of the name."""
NATURE = re.compile(
    r"(?:年?均?降[水雨]量?|降[水雨]量?[较比][^，。；\d]{0,6}|设计时速|(?:县域|海域|国土|辖区|行政区域|含煤)面积|海拔|无霜期|年?日照(?:时数|时间)?|平均气温|[水气]温|雪深|(?<!清运)(?<!清除)(?<!铲除)积雪|[根台片件块节]重|身高|体重|胸径|树[高龄]|河长(?![制办们巡履比占]|[^，。；]{0,2}巡)|洪峰(?:流量)?|水位(?:已?[涨升达]到?|为)|[比较]常年(?:同期)?偏[^，。；\d]{0,2}|树冠[^，。；]{0,10}|(?:干流|河|江)(?:总|全)?长(?![制办们巡履比占]|[^，。；]{0,2}巡)|流经[^，。；\d]{0,20})[^，。；\d]{0,6}$"
)
"""Before an amount that no plan moves: rainfall, height, frost."""
POPULATION = re.compile(
    r"(?<!城镇)(?<!每[千万百])(?<!每[十百]万)(?:常住|户籍|总)人口(?![^，。；\d]*[率增达])[^，。；\d]{0,6}$"
)
"""Before how many live somewhere, which only describes it unless it is told for the end of a year or as a mark that was passed."""
AT_THE_END = re.compile("[年月]末")
PASSED = ("突破", "超过", "超", "逾", "达到")
RANKS_ON = re.compile("[快高低]于|[位稳]?居|稳?定?在[ⅠⅡⅢⅣⅤ]|达到(?:或优于)?[ⅠⅡⅢⅣⅤ]|稳定在|保持在|低位|高位")
"""Behind for how long something has ranked or stood where it stands."""
YEARS_OF_SCHOOL = re.compile(r"受教育年限(?:[由从][\d.]+年)?[^，。；\d]{0,6}$")
"""Before years that are themselves what is measured."""
INDOORS = re.compile("室|供[热暖]|取暖")
"""Without one of these a temperature is the weather's or a furnace's."""
EACH_MORE = re.compile(
    r"每(?:增长?|增加|提[高升]|上[升涨]|下降|减少|降低|投入|新增|多|少|生产|处理|加工|消耗|冶炼|燃烧|使用|种植|运输|[高低超降早晚])?[ ]*$"
)
"""Before what something else is told for each of: 每50公斤, 每增长1个百分点, 每生产1吨, 每低10毫克."""
PER_UNIT = re.compile(
    r"每[\u4e00-\u9fff]{1,4}(?:1|一)?[ ]*(?:吨|公斤|斤|(?<![季年月])度|立方米|千瓦时)[\u4e00-\u9fff]{2,10}$"
)
"""Before what comes of one unit of something by nature: 每生产1吨磷酸约产生."""
ATTRIBUTE = re.compile(r"(?:多|左右)?[长宽高深厚粗]的|以[深浅]|(?:范围)?内[\u4e00-\u9fff]|(?:开)?外")
"""Behind a length that only describes: 6.4公里长的河道, 50米内换乘."""
BUILT = re.compile("(?:建|修|铺|种|造|栽|治理|改造|整治|完成)(?:成)?(?:了)?$")
"""Before a length that was built, and describes all the same: 建成了300多公里长的防护林带."""
THINGS = re.compile(r"[\u4e00-\u9fff]{2,10}")
"""Between a size that only describes and how many there are: 10吨及以下燃煤锅炉11台."""
SIZED = re.compile(
    r"的?[\u4e00-\u9fff]{0,6}?(?:企业|煤矿|矿井|工厂|[茶酒药]厂|水厂|[供给]水工程|锅炉|高炉|转炉|焦炉|机组|窑炉|车辆|货车|家庭|农户|用户|用水单位|湖泊|河流|乡镇)|的[\u4e00-\u9fff]{0,6}?项目"
)
"""Behind a size from which on things are meant: 年产30万吨以下的煤矿."""
OF_A_VILLAGE = re.compile("全[村组社](?:共?有|共|现有)?(?:[\\d.]+户、?)?$")
"""Before how many live in a village."""
TURNS = re.compile("转为|减为|变为")
"""Behind the amount that a change turned from, within `AHEAD` characters."""
AHEAD = 24
NORM = re.compile("的?(?:国家|行业|地方|排放|限值)*标准")
OUTDOES = re.compile("(?:优于|低于|高于|好于|严于)$")
"""Before and behind a norm that something is held against: 优于30毫克/立方米的国家标准."""
DAMAGE = re.compile("(?:受灾(?:面积)?|绝收|倒塌房屋|水毁[^，。；]{0,4}|损毁|冲毁|被淹|直接经济损失)[^，。；\\d]{0,3}$")
"""Before what a flood or a storm has destroyed."""
MENDED = re.compile("修复|抢[通修]|恢复|重建")
"""What tells that it has been mended."""
OF_ONE = re.compile(r"(?:[我你他她]家的?|一笔)$")
"""Before what one person owns or was paid."""
WAGE = re.compile(r"[一每](?:天|日|月|回|次|趟|担|斤|节|晚)[^，。；\d增收]{0,4}$|(?:小|技|月|日)工$")
"""Before money that one turn costs or one worker earns."""
EACH = frozenset(
    ["亩", "斤", "公斤", "千克", "克", "吨", "米", "公里", "平方米", "立方米", "方", "升", "度", "元", "天", "小时", "分钟"]
)  # fmt: skip
"""Of these one, in words, is what something else is told of."""
SCENE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:正(?:在|加紧|紧张|忙)|同时作业|来回|往来穿梭|忙碌)")
"""Behind a count of what a reporter saw at work: 14台塔吊同时作业."""
AWAY = re.compile(
    r"(?:驱车|行程|辗转|[往向][东南西北]{1,2}|[东南西北]距|相距|[距离][^，。；]{1,16}|从[^，。；\d]{1,8}到[^，。；\d]{1,8}|单程|每天[^，。；]{0,4}(?:走|往返|跑|骑)|[^，。；]{0,6}[往向](?:里|外|前|山上|下)走?)[^，。；\d]{0,8}$"
)
"""Before a distance that tells where something lies: 往西11公里, 东距最近的村庄850米."""
AMONG = re.compile(r"[^，。；、\d]{1,14}(?<![其年期空])[里中](?:[，的排有优]|我[省市县区]|$)")
"""Behind how many there are, of which something is told: 168个重点城市里排倒数第九."""
BRACKETS = re.compile("（[^（）]*）")
OF_WHICH = re.compile(
    r"[\u4e00-\u9fff]{1,8}中已?(?:[开完竣]工|投产|建成|完成)|[\u4e00-\u9fff]{1,10}?(?:，?(?:目前|现在?|如今|至今)?(?:[已中里现还]?有|均?已(?:经)?(?:[\u4e00-\u9fff]{2,6})?|累计[\u4e00-\u9fff]{2})|，(?:已)?办结|，(?:目前|现在?|如今|至今))"
)
"""Between how many there are and how many of them: 8座隧洞已有6座贯通."""
STEPS = re.compile("[百千万]*亿?元?级?(?:台阶|大关|关口|门槛)")
"""Behind how many marks were passed: 连跨三个万亿元台阶."""
TEAMS = re.compile(r"(?:个)?[\u4e00-\u9fff]{0,4}(?:工作|督导|督查|检查|帮扶|指导|领导|专家|执法|巡查)(?:小组|组|专班)")
ATTEND = re.compile(
    r"^[^，。；]{0,24}(?:负责人|负责同志)(?:[等在和参出]|$)|(?:参加|出席)(?:了)?(?:会议|大会|座谈会|推进会|现场会|培训班|调研)"
)
"""Behind a count of those who came to a meeting."""
JOINED = re.compile(
    r"[^，。；、]{2,12}(?:参加|出席|参训|参赛|参与|观摩|收[听看]|旁听|回答)(?:$|[了，。；]|收看|[^，。；]{0,4}提问)"
)
"""Behind a count of those who took part."""
CALLED = re.compile(r"(?:应到|实到|列席)[^，。；\d]{0,10}$")
"""Before a count of those who were called to a meeting."""
MEETING = re.compile(
    r"(?:[\u4e00-\u9fff]{0,10}(?:形势分析|推进|调度|专题|联席|现场|动员)大?会|[\u4e00-\u9fff]{0,4}会议|全会|座谈|考察|调研|集体学习|莅|来|获|入选|全体|党代会|国务院)"
)
HELD = re.compile(
    r"(?:会议|全会|座谈会?|例会|中心组学习|集[体中]学习|党课|报告工作|研究议题|会商|调度会|(?:党组|办公|常务|分析|专题|联席|推进|现场|动员)大?会)[ ]*(?:共|累计)?$"
)
HEARD = re.compile(r"(?:(?:草案|意见(?:和|与|、)?建议|提问)[ ]*(?:共|累计)?|审议(?:通过)?了?)$")
"""What an office held or heard, and how often, which is no performance."""
VISITED = re.compile(r"(?:观摩|察看|参观|记者走访)(?:了)?[^，。；\d]{0,8}$")
"""Before how many places a tour or a reporter went to."""
AT_MOST_PAID = re.compile(
    "(?:最高(?:补助|奖励|补贴|支持)|(?:补助|奖励|补贴|支持)(?:资金|额度)?最高|给予最高)[^，。；\\d]{0,2}$"
)
"""Before how much somebody is paid at most who does something."""
BENEFIT = re.compile(
    r"(?:低保|养老金|特困[\u4e00-\u9fff]{0,6}|抚恤|最低生活保障|最低工资|(?:公共卫生|公用经费)[\u4e00-\u9fff]{0,8})[^，。；\d]{0,12}(?:提高|增加|上调|上涨|达)[^，。；]*$"
    r"|(?:低保|养老金)[^，。；]{0,8}再$"
)
"""Before what everybody is paid who has a right to it, where it is told to have been raised: an achievement, and no price."""
TERMS = re.compile("[^，。；]{0,6}给予")
"""Behind the share of something that is paid to who does it: 按投资额的10%给予补助."""
STANDARD = re.compile("标准|防洪|设防|能力|提[高升]")
LIMIT = re.compile(r"(?:限值|标准值?|国标|门槛)(?:是|为|：)?$")
"""Before what a rule allows, which nobody has done."""
FORBIDDEN = re.compile(r"(?:严禁|禁止|不得)[在于距离]?[^，。；]*$")
STARTS = re.compile(r"^[^，。；\d]{0,4}(?:[缩压减增提]?[短减少高升降]|扩大|优化)[到至为]")
"""Behind the amount that a change starts from."""
CHANNELS = re.compile("监控|视频|摄像|探头|信号|传感")
"""What makes 路 a channel and no bus: 安装视频监控68路."""
WORD = re.compile(r"[\u4e00-\u9fff]{2}|[A-Z]{2}")
"""What the name of an indicator has at least."""
ONLY_DRIVES = re.compile("(?:推动|推进|加快|促进|抓好|加强|确保|力争|积极|全力)+")
"""An indicator that is no more than how hard something is tried."""
LIKENED = re.compile("相当于|比作|如同|好比|平均每|平均水平的$")
"""Before an amount that only illustrates another."""
THAN_ALL = re.compile(r"(?:高于|低于|快于|高出|领先)全[国省市区县州盟][^，。；\d]{0,6}$")
"""Before how far something lies above or below the whole country, which only ranks it."""
BASE = re.compile(r"[^，。；]*的?基础上")
"""What a further amount is added to: 在去年改造30个小区的基础上，再改造20个."""


CLASS_OF_SHARE = re.compile(r"[^，。；、\d]{0,10}(?:占比|比例|比重)")
CLASSES_FROM = re.compile("[ⅠⅡⅢIi一二][ ]*[-—–~～至到]+$")
"""Before the last of several classes of water: Ⅰ—Ⅲ类断面."""


def is_service_time(q: Quantity, text: str) -> bool:
    """Tell whether an amount is the time within which a service is promised: 45分钟内到场."""
    if q.unit.endswith("工作日") and SERVED.match(text, q.end):
        return True
    return q.unit in SPELLS and SERVED_WITHIN.match(text, q.end) is not None


def is_class_of_share(q: Quantity, text: str) -> bool:
    """Tell whether a class of water only says of what a share is told: Ⅲ类水体比例达到88.6%."""
    return q.kind == "class" and CLASS_OF_SHARE.match(text, q.end) is not None


def is_required_time(q: Quantity, text: str, clause: Clause) -> bool:
    """Tell whether an amount is how long something must last, or within what time it must be done."""
    if q.kind != "duration" and q.unit not in SPELLS:
        return False
    if BOUND.match(text, q.start):
        return True
    return DUTY.search(text, clause.start, q.start) is not None and DONE_WITHIN.match(text, q.end) is not None


def why_no_record(sentence: Sentence, clause: Clause, q: Quantity, found: Found) -> str | None:
    """Return the name of the filter that an amount falls to, or None."""
    right = sentence.text[q.end : clause.end]
    before = sentence.text[clause.start : q.start]
    quote = sentence.quote_of(q.start)
    if quote and sentence.text[quote[0]] == "《":
        return "in_title"
    spoken = quote and found.kind == "completion" and sentence.text[quote[1] - 2] in "，。！？"
    if (
        quote
        and not spoken
        and quote[1] - quote[0] <= SHORT_QUOTE
        and not any(quote[0] < t.start < quote[1] for t in sentence.times)
        and not (sentence.text.startswith("的", quote[1]) and cues.NAMED_AFTER.match(sentence.text[q.end : q.end + 16]))
    ):
        return "in_quotes"
    if sentence.background or "一度" in clause.text or cues.LIE_OF_LAND.search(clause.text):
        return "background"
    if "第" in before and re.search(r"第(?:[一二三四五六七八九十\d]+[至到、和])?[ ]*$", before):
        return "ordinal"
    if EACH_MORE.search(before):
        return "denominator"
    if PER_UNIT.search(before) and q.kind == "measure" and not q.unit.endswith("元"):
        return "no_performance"
    if BASE.match(right) and re.search(r"在[^，。；]*$", before):
        return "base_of_more"
    people = "人口" in before and POPULATION.search(before) and not sentence.text.startswith(PASSED, q.start)
    if people and not AT_THE_END.search(sentence.text, 0, q.start):
        return "no_performance"
    far = q.unit in ("米", "公里", "里") and (FORBIDDEN.search(before) or AWAY.search(before))
    if far or NATURE.search(before) or (q.unit != "%" and LIMIT.search(before)):
        return "no_performance"
    if q.unit in ("米", "公里", "里") and ATTRIBUTE.match(right) and not BUILT.search(before):
        return "descriptor"
    if q.unit in ("℃", "摄氏度") and not INDOORS.search(sentence.text):
        return "label"
    small = q.unit in ("厘米", "毫米") and q.comparator in ("eq", "approx", "gt")
    if small or (q.unit == "年一遇" and not STANDARD.search(clause.text)):
        return "no_performance"
    if cues.STARTED.search(before) and STARTS.match(right):
        return "turned_from"
    if is_service_time(q, sentence.text) or is_required_time(q, sentence.text, clause):
        return None
    if "kind_gap_to_plan" in found.rules and (q.kind == "duration" or q.unit in SPELLS):
        return None
    running = before.endswith("连续") and not RANKS_ON.match(right)
    if q.kind == "duration" and not running and not YEARS_OF_SCHOOL.search(before):
        return "duration"
    if q.unit in SPELLS and (re.match(r"(?:内|后|前|时间|里|来|的时间)", right) or not SPELL.search(clause.text)):
        return "duration"
    if q.unit.endswith("元") and BENEFIT.search(before):
        return None
    if OF_ONE.search(before):
        return "no_performance"
    if q.unit in ("元", "块", "角") and WAGE.search(before):
        return "price"
    if q.unit.endswith(("元", "块")) and PRICED.search(before):
        return "price"
    if q.unit == "小时" and q.value == 24 and not before.endswith(("到", "至", "为", "在")):
        return "label"  # 24小时办结率
    if q.unit == "度" and "电" not in clause.text:
        return "label"
    if q.unit.endswith("元") and re.match(r"的?(?:罚款|奖励)", right):
        return "price"
    if (q.unit.endswith("元") and PENALTY.search(before)) or (q.unit in ("元", "块") and POCKET.search(before)):
        return "price"
    if q.unit == "%" and TERMS.match(right) and re.search("[按照]", before):
        return "price"
    if q.unit == "倍" and FACT.search(before):
        return "no_performance"
    if q.unit.endswith("元") and AT_MOST_PAID.search(before):
        return "price"
    fined = FINED.search(before[-8:]) and sentence.enforces
    if q.kind == "price" or (
        q.unit.endswith(("元", "块", "角", "分", "%"))
        and cues.PRICE.search(before[-8:])
        and not fined
        and not (q.unit == "亿元" or (q.unit == "万元" and PAID_OUT.search(before)))
    ):
        return "price"
    level = right.startswith("级") and "value_multiplied" not in found.rules  # 2×30万千瓦级电站
    if (
        level
        or right.startswith(("号", "版", "年代", "年头", "分之"))
        or (right.startswith("楼") and q.unit not in BUILDINGS)
        or q.unit == "趟"
        or (q.unit == "对" and right[:1] in "于外内口")
        or (q.unit == "路" and not CHANNELS.search(before))
    ):
        return "label"
    in_words = "value_in_words" in q.rules
    if in_words and q.value == 1 and q.unit in EACH:
        return "carrier"  # 浇一亩地要两个小时
    if OWNER.match(right):
        return "carrier"
    if before.endswith("+"):
        return "label"  # 桩号4+300处
    if q.unit in ("户", "人", "口人") and OF_A_VILLAGE.search(before):
        return "no_performance"
    if q.kind == "measure" and NORM.match(right) and OUTDOES.search(before):
        return "no_performance"
    if DAMAGE.search(before) and not MENDED.search(before):
        return "background"
    if q.kind == "count" and SCENE.match(right):
        return "scene"
    if before.endswith("劣"):
        return "class_name"
    if q.kind == "class" and CLASSES_FROM.search(before):
        return "class_of_a_range"
    if is_class_of_share(q, sentence.text):
        return "part_of_indicator"
    if in_words and re.search(r"[唯同统进之逐独第每单]$", before):
        return "ordinal"
    if in_words and re.search(r"[数几好]$", before):
        return "vague"
    if in_words and (re.match(r"[山县镇乡村峰湖河塬]", right) or (q.unit == "次" and right.startswith("产业"))):
        return "name"
    if q.kind == "class" and not re.search(r"水|断面|湖|河|环境质量", sentence.text):
        return "structure"
    following = next((x for x in clause.quantities if q.end <= x.start), None)
    named = "kind_named_target" in found.rules  # 完成全年6万人目标任务的90%
    if following is not None and q.kind in ("count", "weak") and not named:
        between = sentence.text[q.end : following.start]
        if re.fullmatch(r"[\u4e00-\u9fff]{2,12}水质[\u4e00-\u9fff]{0,6}[在到]", between) and following.kind == "class":
            return "carrier"  # 6个断面水质全部保持在Ⅱ类
        if re.fullmatch(r"[\u4e00-\u9fff]{2,8}", between) and following.kind == "measure":
            return "carrier"
        share = next((x for x in clause.quantities if x.start >= q.end and x.kind != "class"), following)
        counted = sentence.text[q.end : share.start]
        if re.fullmatch(rf"[\u4e00-\u9fffⅠ-Ⅴ～~—-]{{2,20}}{RATE}[\u4e00-\u9fff]{{0,6}}", counted) and share.unit == "%":
            return "carrier"
        if (
            re.match(r"[\u4e00-\u9fff“]{2}", between)
            and re.search(
                r"(?:完成|实现|达到?|累计|合计|投资|增加|建成|新增|到位|平均|增长|下降)[\u4e00-\u9fff]{0,6}$|引进[^、，\d]{0,10}$",
                between,
            )
            and not re.search(r"[、，]", between)
        ):
            return "carrier"
    things = following is not None and THINGS.fullmatch(sentence.text[q.end : following.start])
    if things and following and following.kind == "count" and q.unit == "米":
        return "descriptor"  # 4.3米焦炉18座
    if following is not None and q.comparator in ("ge", "le"):
        if q.unit.endswith("元") and following.start <= q.end + 1 and following.kind == "count":
            return "descriptor"  # 其中10亿元以上60个
        if (things and q.kind == "measure" and q.unit != "%") or re.match(
            r"(?:的|以上的?)?(?:重大|重点)?(?:项目|企业|工程)", right
        ):
            return "descriptor"
    if (
        q.kind == "measure"
        and q.unit != "%"
        and re.match(r"的[\u4e00-\u9fff]{1,8}(?:上(?![限升涨线])|里|旁|沿线)", right)
    ):
        return "carrier"
    if q.comparator in ("ge", "le") and q.kind == "measure" and q.unit != "%" and SIZED.match(right):
        return "descriptor"
    if q.unit == "分钟" and re.match(r"(?:[\u4e00-\u9fff]{0,4}圈|急救|生活|通勤|就医|直达)", right):
        return "label"
    if q.unit == "位" and re.search(r"排名|位次|上升|前移|跃居|跃升", before[-10:]):
        return "rank"
    if (
        in_words
        and q.unit in ("方", "度", "位", "头", "口", "班", "起")
        and not re.match(r"\W|水|土|电", right or "。")
    ):
        return "abstract"
    if q.kind in ("count", "weak"):
        if in_words and (
            cues.ABSTRACT.match(right)
            or (not re.match(r"[\u4e00-\u9fff]", right) and "indicator_before" not in found.rules)
        ):
            return "abstract"
        if (
            cues.STRUCTURE.match(right)
            and found.kind != "completion"
            and not re.search(r"(?:完成|实施|落实)(?:了|全部)?$", before)
        ):
            return "structure"
        if q.unit == "项" and before.endswith("指标"):
            return "structure"  # 规划设置约束性指标9项
        if STEPS.match(right):
            return "abstract"
        if re.search(r"分为[^，。；]{0,20}$", before):
            return "structure"
        if (
            in_words
            and q.value == 1
            and following is not None
            and not re.search(r"[、，]", sentence.text[q.end : following.start])
        ):
            return "carrier"  # 一亩地能收5000斤
        if (
            AMONG.match(BRACKETS.sub("", right))
            or re.search(r"来自[^，。；、]{0,4}$", before)
            or right.startswith("村集体")
        ):
            return "carrier"
        part = next((x for x in sentence.quantities if x.start >= q.end), None)
        same = part is not None and part.unit == q.unit and (found.kind == "progress" or named)
        if part and same and OF_WHICH.fullmatch(sentence.text[q.end : part.start]):
            return "whole"
        if TEAMS.match(right) or (
            q.unit == "条" and re.search(r"(?:方面|部分|章)[ ]*$", before) and not re.match(r"[\u4e00-\u9fff]", right)
        ):
            return "structure"
        if ATTEND.search(right) or (q.unit == "部" and right.startswith("门")):
            return "participants"
        if re.match(r"[^，。；]{0,6}之一", right):
            return "one_of_many"
        if re.match(r"[^，。；、]{1,12}(?<!其)中$|(?:个)?(?:县|市|区|乡镇|州)(?:（[^（）]*）)?的", right):
            return "carrier"
        if q.kind == "weak" and re.match(r"(?:\W|大|重|优|新)", right or "。"):
            return "vague"
        if q.unit.endswith("人") and right.startswith("民"):
            return "label"  # 请全县21万人民监督
        if q.unit in ("人", "名", "位") and (cues.PARTICIPANTS.match(right) or JOINED.match(right)):
            return "participants"
        if CALLED.search(before):
            return "participants"
        if VISITED.search(before):
            return "event"
        if q.unit in ("次", "场", "批") and (MEETING.match(right) or HELD.search(before)):
            return "event"
        if q.unit in ("件", "条", "个") and HEARD.search(before):
            return "event"
        if re.search(r"(?:第|(?<![底末日月年之以目当此先])前|(?<!最)后|排名|位列|位居|居)$", before) or re.search(
            r"[前后][一二三四五六七八九十\d]+[位名]|排名", right
        ):
            return "rank"
    if in_words and q.kind == "class" and re.search(r"^(?:\W|工|别|似|型)", right) and "水" not in sentence.text:
        return "label"
    if (
        following is not None
        and cues.HELD_AGAINST.search(before)
        and cues.SHORTFALL.search(sentence.text[q.end : following.start])
    ):
        return "held_against"
    turns = TURNS.search(sentence.text, q.end, q.end + AHEAD)
    if turns and any(sentence.turned(time) for time in sentence.times_between(clause.start, q.start)):
        return "turned_from"
    driven = ONLY_DRIVES.fullmatch(found.indicator) and not sentence.text.startswith("、", q.end)
    if driven or not WORD.search(found.indicator):
        return "no_indicator"
    ranked = q.unit == "个百分点" and THAN_ALL.search(before) and found.kind != "target"
    if ranked or (LIKENED.search(before[-6:]) and not (found.kind == "target" and before.endswith("水平的"))):
        return "comparison"
    return None
