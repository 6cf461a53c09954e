"""What else than an administrative place a clause may begin with and speak of: rivers, works and bodies."""

from __future__ import annotations

import re

from corpusutils.targets.divisions import find_divisions

# How the names end of works and landscapes, of rivers and hills, of the lines of a canal, of bodies that act, and of works with a name of their own.
OF_WORKS = "流域|泉域|干流[\u4e00-\u9fff]{0,4}段|干流|干线|沙漠|库区|灌区|盆地|谷地|湿地公园|湿地|保护区|城市群|都市圈|经济带|国家公园|自然保护地"
OF_RIVERS = "河|江|湖|海|山|岭|泉|运河"
OF_LINES = "中线|东线|西线"
OF_SUBJECTS = "中心城区|主城区|路片区|煤业|集团|公司|开发区|园区|煤矿|电厂|水厂|农场|林场|水库|灌区|北延工程|一期工程|二期工程|干线|支线|[一二三四五六七八九十]矿(?!井)|污水处理厂|发电厂"
OF_OWN = "高速公路|高速|高铁|铁路|特大桥|大桥|隧道|水库|(?<![充换])电站|枢纽|煤矿|磷矿|铁矿|处理厂|水厂|新港"
OF_BODIES = "海关|机场|口岸|高新区|经开区|综保区|高新技术产业开发区|经济技术开发区|经济开发区"
SUBJECT_HINT = re.compile(
    f"港|断面|{OF_BODIES}|城区|{OF_OWN}|工程|铁路|高铁|公路|管道|管线|航道|{OF_WORKS}|{OF_RIVERS}|{OF_LINES}|{OF_SUBJECTS}"
)
"""Without one of these words a text names no river, work or body."""
WORKS = re.compile(rf"(?:[\u4e00-\u9fff]{{1,10}}?)(?:{OF_WORKS})")
RIVERS = re.compile(
    rf"(?![\u4e00-\u9fff]{{0,4}}[对沿向])[\u4e00-\u9fff]{{1,4}}?(?:{OF_RIVERS})(?![\u4e00-\u9fff]{{0,2}}(?:长制|流域))(?:[\u4e00-\u9fff]{{2,3}}段)?"
)
OF_WATER = re.compile(
    r"出|湖体|干流|[上中下]游|生态|水[质位面]|流量|(?:年?平均|地下)[流水]|总[磷氮]|首次|稳定|国考|断面|沿线|入|\d|全"
)
"""What is told of a river, a lake or a spring."""
ROUTE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?[至到][\u4e00-\u9fff]{2,16}?(?:工程|铁路|高铁|高速公路|公路|管道|管线|航道)(?:[\u4e00-\u9fff]{2,4}段)?"
)
"""What leads from one place to another: 甘肃至浙江特高压直流工程甘肃段."""
URBAN = re.compile(r"(?:中心|主)?城区(?![\u4e00-\u9fff]{0,3}[县村])")
"""The city itself, of which much is told without its name."""
SECTION = re.compile(r"(?!主要|地表)[\u4e00-\u9fff]{2,12}?(?<![境界流核测控考])断面")
"""Where a river's water is sampled: 扎子沟断面, no class of such places (国控断面, 出境断面)."""
OWN_WORKS = re.compile(
    rf"[\u4e00-\u9fff“”]{{2,12}}?(?:{OF_OWN})"
    r"(?:[\u4e00-\u9fff]{1,4}段|第?[一二三四五六七八九十\d]+标段|[东西南北]?支线)?(?![\u4e00-\u9fff]?[区口长商集]|等|、|和|及|与|[建沿])"
)
"""Works that bear a name of their own: 天黎高速浑源段, 后湾水库."""
OWN_HINT = re.compile(OF_OWN)
"""Without one of these words a text names none."""
NO_OWN_NAME = re.compile(
    r"^(?:[东西南北]?[接起连跨]|[上中下]游|农村|国省|一级|二级|干线|重点|高等级|[县乡村]道|市政|主体|配套|路[基面]|土建|桥梁|隧道|引水|输水|供水|提标|[新在改扩]建|[大中小]型|病险|智能|绿色|国家|[省市县乡区]级?|其他|现有|山区|储能|独立|共享|抽水|光伏|水电|高速铁)|[通将在已]|合并|关停|小型"
)
"""What no such name begins with or holds."""
HARBOUR = re.compile(
    r"[\u4e00-\u9fff]{2,4}?港(?=(?:完成)?(?:货物|集装箱|旅客|吞吐|海铁|[内外]贸)|发运|接卸|开[行出通]|[全上今去]年?[^，。；]{0,4}(?:货物|集装箱|吞吐))"
)
"""A harbour of which it is told what passed through it; its city does not tell that."""
BODY = re.compile(
    rf"(?![我全该本各])[\u4e00-\u9fff]{{2,8}}?(?<![省市县区的])(?:{OF_BODIES})(?![\u4e00-\u9fff]{{0,2}}[等和与、]|[内里至到电])"
)
"""A body that is named after its place, and of which is told what it did itself: 南宁海关, 益阳高新区."""
BODY_HINT = re.compile(OF_BODIES)
"""Without one of these a text names none."""
LAND = re.compile("[荒矿秃石青深大小群沙童][山岭]|河湖|江河|江湖|[出入][河湖江海]")
"""What sounds like a mountain's or a river's name and is any: 荒山."""
SUBJECT = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}(?:{OF_LINES})(?!北延)|[\u4e00-\u9fff]{{1,10}}?(?:{OF_SUBJECTS}))"
    r"(?=[ ]*(?:近[年期]来?|[今去]年)?(?:于|向|累计|已|完成|实现|共|年|日处理|日供|投入|集聚|聚集|拥有|浇地|灌溉|引水|供水|受|的)|[\u4e00-\u9fff]{0,6}(?:项目|水质|智能化|充填|开采|调水)|(?:还将?|将)?新[建增改]|[ ]*\d)"
)
"""A body or a work that a clause begins with and goes on to say something of."""
ACTING = re.compile(
    r"^(?:当时|但|其中|和(?=[新改扩]建)|启动了?|计划|规划|划定|设立|再|经|占|位于|紧邻|接入|破坏|开工建设|关[停闭]|整治|[新改扩]建|改造|建成|投产|拆除|淘汰|退出|建立|健全|整合|优化|实施|推进|推动|加强|加快|创建|新创建|打造|建设|完成|治理|修复|保护|开展|统筹|持续|改善|向|沿|对|扩大|强化|深化|抓好|恢复|除险加固|查处|合并|实现)+"
)
"""Verbs that may stand before a place without being part of its name."""
UNNAMED = re.compile(
    "^[每各]|^所有|^一批|我[省市县区]|将|检查|邻近|^通往|^[我该本]公司|^全[省市县区国]|^(?:规模化|[大中小]+型|各类|集中)|[一二三四五六七八九十几两][家座个期]|[这那某]家|[今前半]年|季度|[省市县乡村]级|^[城乡村集古]镇"
    "|^(?:尾水|污水|雨污水?|中水|再生水|垃圾|饮水|供[水热]|人工|湿地|生态|环境|河道|综合|净化|处理|治理|修复|整治|管网|改造|提升|扩容|续?建设?)+(?:工程|项目)"
)
"""What makes a body one of many and no name: 一家电厂, 三期工程, 村级电站, 乡镇, 污水处理工程."""
GENERIC = re.compile(
    UNNAMED.pattern
    + r"|(?:自然|滨海|天然|人工|退化|侵占|潜流|表面?流|尾水|滩涂|国家|[省市县区])湿地(?!公园)|湿地自然|[省市县](?:高速公路|铁路|口岸)$"
    "|级|新|首|我国|创建|培育|重点|重要|绿色|零碳|示范|各|全|多|入园|国考|省考|市控|省控|跨省|以上|主要|核心|国省|优良|特长|病险|充换|换电|高峰|民用|存量|大宗|矿石"
    "|计划|拥有|围绕|累计|获得|召开|境内的|写着|^(?:按照?|根据|依托)|^(?:湿地|小流域|工业污水|自然保护地|园区|集团|公司|示范区|开发区|保护区|智慧口岸)$"
)
"""What makes a body one of many and no name, beside `UNNAMED`; or more than a name."""


SHORTEST = 4
"""Characters of the name of works at least."""


def leading_subject(text: str, province: str | None) -> str | None:
    """Return the river, work or body that a clause or an item begins with, or None.

    >>> leading_subject("治理汾河干流12公里", None), leading_subject("汾河文化", None)
    ('汾河干流', None)
    """
    if not SUBJECT_HINT.search(text) or text.startswith(("该", "这")):
        return None
    head = ACTING.sub("", text)
    works = WORKS.match(head)
    if works and len(works[0]) <= 14 and not GENERIC.search(works[0]) and not re.search("[将对]", works[0]):
        return works[0]
    river = RIVERS.match(head)
    behind = head[river.end() :].lstrip() if river else ""
    if river and not LAND.search(river[0]) and (river[0][-1] == "段" or OF_WATER.match(behind)):
        return river[0]
    route = ROUTE.match(head) if "至" in head or "到" in head else None
    if route and find_divisions(route[0]):
        return route[0]
    own = OWN_WORKS.match(head) if OWN_HINT.search(head) else None
    name = own[0].rpartition("的")[2].removeprefix("位于") if own else ""
    if len(name) >= SHORTEST and not NO_OWN_NAME.search(name) and not GENERIC.search(name):
        return name
    if urban := URBAN.match(head):
        return urban[0]
    section = SECTION.match(head)
    if section and not GENERIC.search(section[0]):
        return section[0].rpartition("的")[2]
    if harbour := HARBOUR.match(head):
        return harbour[0]
    body = BODY.match(head) if BODY_HINT.search(head) else None
    if body and not GENERIC.search(body[0]):
        return body[0]
    subject = SUBJECT.match(head)
    if subject and not GENERIC.search(subject[0]) and not find_divisions(subject[0], province=province):
        return subject[0]
    return None


COMPANY_HINT = re.compile("公司|集团|焦化|业")
COMPANY = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:有限责任公司|有限公司|公司|集团|(?<=[\u4e00-\u9fff]{2})(?:焦化|[煤薯米酒茶药钢铝铜乳]业)(?![\u4e00-\u9fff]?[园局区企行产]|公司|集团|有限))(?![等领们党]|(?:负责|联合)?(?:承[担建揽]|中标|代建|监理))"
)
BEFORE_NAME = re.compile(
    r"^.*(?:按照?|根据|据|经|到|来自|今后凡|推动)(?=[\u4e00-\u9fff]{2})|^.*(?:走进|来到|看见|在|位于|由|与|和|从|对|的|是|了|引进|引入|支持|指导|去年|推广)(?=[\u4e00-\u9fff]{4})"
)
"""What stands before a company's own name."""
BUILT_BY = re.compile(r"(?<![自缘])由(?!于)[^，。；]{4,60}(?:建设|承建|承办|修建|设计|施工)")
"""Who builds a thing for others."""
FOR_ALL = re.compile("供电|水务|国网|燃气|热力|公交")
"""What makes a company one that acts for its whole city or county."""


def company_in(text: str) -> str | None:
    """Return the company that a clause names last, or None.

    >>> company_in("走进普明工业园的山西晋薯食品公司"), company_in("县里的公司不少")
    ('山西晋薯食品公司', None)
    """
    if not COMPANY_HINT.search(text):
        return None
    names = [BEFORE_NAME.sub("", name) for name in COMPANY.findall(BUILT_BY.sub("", text))]
    names = [n for n in names if len(n) > 3 + n.endswith("公司") and "的" not in n]
    names = [n for n in names if not GENERIC.search(n) and not FOR_ALL.search(n)]
    return names[-1] if names else None
