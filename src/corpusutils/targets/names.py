"""How words become a name: what the grammar cuts off around an indicator, and the short noun phrase of the tables."""

from __future__ import annotations

import re

from corpusutils.targets import cues

LEADING = re.compile(
    r"^(?:[●■◆▲•①-⑳]|第[一二三四五六七八九十百零〇]+条(?=[ \u3000]|本)|[一二三四五六七八九十]+、(?=本)|本[刊报网](?:综合)?(?:讯|消息)|其中|同时|在?此基础上|剔除[^，]{2,14}?(?:因素|影响)后|(?:自然|同|可比)口径|按(?:自然|同|可比)(?:口径|价格?)(?:计算)?|(?:原则)?(?:上)?同意将?|(?:台阶|大关|门槛|关口)(?=、|，|$)|此外|另外|并且|并|且|而|也|还(?![款贷建])|又|再(?!生|贷款|就业|制造|融资|担保|保险)|均(?!衡)|都(?!市)|共(?![享青])|即|(?:左右)?的?时间(?=[将把对，])|以及|及|和|与|、|，|,|：|:|；|\s|截至|目前|到(?!位)|至|今年以来|以来|期间|时期|末|底|的|了|则|使(?!用)|让(?!利)|把|将|于|在(?![建校读岗职册园编])|年(?!产|均|末|度|开|初)|月|日(?!处理|均|供)|内(?![河贸陆需资涝])|前(?!期)|后(?!备)|后续|累计|已经|已|"
    r"预计|预期(?!寿命)|力争|争取|确保|计划|有望|可(?!再生|燃|吸入|支配|控|降解|移动)|拟|要求?|须|应(?![急用届对力变收聘征税])当?|务必|必须|不得|届时|首次|率先|基本(?!农田|公共|医|养老|药物|草原|住房|生活)|全面|持续|稳步|有序|扎实|积极|加快|大力|全年|年度|每年|年均|当年|实际|仅|就(?!业)|达产后|投产后|建成后|完工后|主要预期目标是|主要目标是|目标是|为(?!民)|是|分别|由|从(?!业)|包括|完成了?|建成(?!区)|"
    r"正在(?:积极)?(?:谋划|对接|洽谈|筹备)?(?:实施的?|建设的?)?|[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]）|（?\d{1,2}）|\d[\.、](?!\d))+"
)
INTENT = re.compile(r"^.*(?:打算|希望|(?<![一车])把(?![握关脉手控柄守]))|^[^，]{1,8}(?:力争|预计)(?=[^，]{4})")
"""What stands before the thing that somebody means to bring about: 县里打算把……"""
TRAILING = re.compile(
    r"(?:[扩缩提控拉抬调](?:到|至|为)|(?<![血水高电气])压(?:到|至)?|做(?:到|至|成)?|(?<![主需重摘])要|提前|超额|如期|基本(?=建成|完成|实现|达到))?(?:完成|实现|达到或超过|达到|(?<!下)达|可达|达成|迈过|迈上|跃上|连跨|(?<!主)跨[过上越]?|站上|越过|建成|建有|拥有|现有|共有|有|为|是|约|近|超过|突破|超|逾|不低于|不少于|不超过|控制在|稳定在|保持在|维持在|保持|稳定|稳居|位列|翻了?|"
    r"提升至|提升到|提高至|提高到|提升|提高|增长至|增长到|增长|增加至|增加到|增加|增至|增幅|回升至|回升到|回升|上升至|上升到|上升|上涨|升至|升到|扩大到|扩大至|扩大|(?:收紧|放宽|上调|下调|调增|调减|调整|定格|落|加码)(?:到|至|为|在)|降至|降到|下降至|下降到|下降|降低至|降低到|降低|减少至|减少到|减少|压减至|压减到|压减|缩短至|改善|回落|累计|"
    r"已经|已|须|还差|争取|再增|共计|在?[ ]*的?基础上|共|总计|合计|按?(?:自然|同|可比)口径|(?<=年均)实际|(?<=每年)实际|(?<=[到至])(?:人均|户均|每人(?:每[年月])?)|提前[一二两三四五六七八九十\d]+(?:年|个?月|天)|继续|始终|稳步|较快|快速|大幅|显著|再|又|各|了|(?<![通经透])过|每(?:立方米|升|千瓦时)|仅|只|至|到|的|占(?!比)|比(?:上年|去年|上年同期)|较(?:上年|去年|上年同期)|同比|环比|分别|均|都|预计|计划|力争|将|可|以|由|从|在|于|等|这|达标|获评|每年|年均|平均|首次|进一步|持续|(?<![占之同环])比|较|\s|、|，|,|：|:|（|\()+$"
)
"""What stands around the name of a thing in its clause, whatever the thing is."""
REACH = 10
"""Characters at the end of words in which `TRAILING` is sought at a time."""
PLAN_WORDS = re.compile(
    r"提前|超额|如期|按期|预期|未达|确定|承诺|[优好高]于|国家|[这该]项|[省市县]政府|没有?|未能?|完不成|达不到|完成|实现|达到|兑现|达成|不?低于|不?超过|[\d.]+(?:%|[万亿]?[\u4e00-\u9fff])?|“?十[一二三四五]五”?|的|年度|全年|年内|年底|[一二三四五十两]+年|原定|既定|[省市县国]定|[省市县区](?=下达|分解|核定)|与|(?:[还尚仍]?(?:有|存在))?(?:一定|较大|明显)?差距(?:[较很]大|明显)?|比|较|年初|下达?|核定|规划|计划|控制|(?:整改|验收)(?=要求)|"
    r"目标|任务|要求|指标|盘子|[数值仍还尚已也为由，“”]"
)
"""What a plan is told with when nothing says what it is for: 2024年的任务是60万亩, 没有实现27微克的年度控制目标."""
LEADS = re.compile(
    r"^(?:(?:全[省市县区州旗]|[我本][省市县区州旗])(?!域|委|政府)(?:计划|力争|预计|拟|将)?|累计|(?:现|共)有|"
    r"(?:积极|持续|大力|深入|扎实|全面|稳步|有序|加快|统筹)*(?:实施|推进|推动|开展|抓好|打造|创建|承担|启动)(?=[\u4e00-\u9fff“《A-Z]{3})|"
    r"(?:通过)?对(?!外|口|标|接|冲|照|比|流|[\u4e00-\u9fff]{1,5}(?:贸易|投资|出口|进口|援|帮))(?:保留的?)?|"
    r"[\u4e00-\u9fff]{0,6}(?:建成|完工|投产|达产|竣工|投运|投用)后|该[\u4e00-\u9fff]{1,3}(?:对外)?(?:公布|发布)了?)+(?=[\u4e00-\u9fff“《A-Z]{2})"
)
"""What may still stand before the thing in its name: the place that the record names anyway, and verbs that say only that something is done."""
SUMMED = re.compile(r"累计(?:完成|实施|建成)(?=[\u4e00-\u9fff]{2})")
LINKS = re.compile(r"(?:[的和与或、，]|(?<!惠)及|以及)+$")
SHORT_NAME = re.compile(r"（以下(?:简)?称[^（）]*）?")
TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})(?=\1)")
OPEN_BRACKET = re.compile(r"^.*（(?:其中)?(?:包括|包含|含)?(?=[^）]{2,}$)")

SPLIT = re.compile(r"[，,；;：:。]")
ADDED = "新增"
EMPTY_WORDS = re.compile(r"的(?:目标值?|上限|控制线)$|^[我全][省市县区]$")


def _behind(lead: re.Pattern[str], words: str) -> str:
    """Return what of words stands behind a pattern that they may begin with."""
    match = lead.match(words)
    return words[match.end() :] if match else words


def without_lead(words: str) -> str:
    """Return words from the first on that is no link, adverb or verb of planning."""
    return _behind(LEADING, words)


def own_words(item: str) -> str:
    """Return an item of a list from the first word on that is its own: 、其中太原市120个 → 太原市120个."""
    return without_lead(item.strip(" 、，"))


def of_plan_alone(words: str) -> bool:
    """Tell whether words name nothing but a plan: 年度任务, but not 造林任务."""
    at = 0
    while at < len(words) and (word := PLAN_WORDS.match(words, at)):
        at = word.end()
    return at == len(words)


OF_A_PLAN = re.compile(r"^.{0,8}(?:完成|实现|达到)了?《[^《》]{2,40}》中?(?:对|关于|提出的|确定的)?(?=.{2})")
"""What stands before a task that a plan sets: 提前完成了《……规划》中对北方地区."""


def tidy(words: str, place: str | None) -> str:
    """Strip what stands around the name of the thing that is measured: links, adverbs, verbs, the place.

    >>> tidy("力争大同市新增造林面积达到", "大同市"), tidy("其中，打算把汾河水质", None)
    ('新增造林面积', '汾河水质')
    """
    words = OF_A_PLAN.sub("", words)
    words = cues.STARTED.sub("", SPLIT.split(words)[-1].strip())
    words = without_lead(INTENT.sub("", words))
    added = words.endswith(ADDED)
    words = words.removesuffix(ADDED)
    previous = None
    while words != previous:
        previous = words
        trailing = TRAILING.search(words, max(0, len(words) - REACH))
        words = words[: trailing.start() if trailing else None].strip(" 、，的“”（(")
    words = "".join(without_lead(words).split())
    words = EMPTY_WORDS.sub("", words)
    if added:  # 经营主体新增105万户: what counts is 新增经营主体
        words = words if words.startswith(ADDED) else ADDED + _behind(LEADS, words)
    if "“" in words and "”" not in words:
        words = words[words.rindex("“") + 1 :] or words  # a quotation that goes on behind the amount
    if words == place:
        return ""
    if place and words.startswith(place) and len(words) > len(place) + 1:
        within = len(place) - words.startswith(place + "区")  # 大同市区 keeps its 市区
        return words[within:]
    return words


def noun_phrase(words: str) -> str:
    """Return the words of an indicator as a table shows them.

    >>> noun_phrase("全市推进污水管网改造"), noun_phrase("三北”工程造林和"), noun_phrase("对外贸易总额")
    ('污水管网改造', '“三北”工程造林', '对外贸易总额')
    """
    name = SUMMED.sub("", OPEN_BRACKET.sub("", SHORT_NAME.sub("", words)))
    name = LINKS.sub("", _behind(LEADS, _behind(TWICE, name)))
    if name.count("”") > name.count("“"):
        name = name[:-1] if name.endswith("”") else f"“{name}"
    elif name.count("“") > name.count("”"):
        name = name.replace("“", "", 1)
    return name or words
