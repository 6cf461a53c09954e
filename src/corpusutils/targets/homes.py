"""Where an article is at home: its province, city and county, and the place or body that it speaks of by default."""

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
from corpusutils.targets.divisions import (
    COUNTRY,
    ORIGIN,
    PROVINCE_SHORT,
    find_divisions,
    most_named_province,
    prefecture_of,
    province_of,
    provinces_of,
)
from corpusutils.targets.subjects import GENERIC, UNNAMED, WORKS

LEVEL_WORDS = {
    "省": re.compile(r"我省|全省|省内|省级|省委|省政府|全自治区|全区(?=.{0,40}自治区)"),
    "市": re.compile(r"[我全](?:市|州(?!县)|盟|地区)|[市州]内|市级|[市州]委|[市州]政府"),
    "县": re.compile(r"我县|全县|县内|县委|县政府"),
    "区": re.compile(r"我区|全区|本区"),
}
WHOLE = re.compile("[我全本内]")
"""Without one of these a text speaks of none of `SCOPES`."""
OF_A_REGION = re.compile(LEVEL_WORDS["省"].pattern + "|[全我]区|自治区(?!级)")
OF_A_CITY = re.compile(LEVEL_WORDS["市"].pattern + "|本市|市区")
SCOPES = {
    "省": re.compile(r"[我全]省|省内|全自治区|全区(?=.{0,40}自治区)"),
    "市": re.compile(r"[我全](?:市|州(?!县)|盟|地区)|[市州]内"),
    "县": re.compile(r"[我全]县|县内"),
    "区": LEVEL_WORDS["区"],
}
"""What a figure holds for; 省级 and 市政府 only say who speaks."""
BODIES = re.compile(
    r"[\u4e00-\u9fff“”]{2,18}?(?:[（(][\u4e00-\u9fff]{2,5}[）)])?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新区|开发区|示范区|农高区|园区|产业园|工业园|煤电公司|煤业公司|煤业|煤矿|[一二三四五六]矿|集团公司|集团|有限责任公司|有限公司|公司|电厂|水厂|污水处理厂|一期工程|(?<!总)工程(?!师|院|局|部)|(?<=[省市县区旗])(?:第?[一二三四])?(?:人民|中医|中心)?医院)"
)
OWNED = re.compile("(?:集团|股份|有限|责任|公司)+")
"""What goes on with a body's name that could have ended before: 某某煤业集团."""
BODY = re.compile(r"[\u4e00-\u9fff]{2,20}?(?P<kind>公司|灌区|电站|水库|水厂|电厂|泵站|林场|农场)(?![等领董总副员职])")
BARE = re.compile(
    r"(?:^|[，。；：“”\n])(?:该|全|目前|去年|今年|如今|\d{4}年)?，?全?(?P<kind>公司|灌区|电站|水库|水厂|电厂|泵站|林场|农场)(?![司债章里群])[\u4e00-\u9fff]"
)
INCORPORATED = re.compile(OWNED.pattern + "$")
"""What a company is called by beside its own name."""
FIRM = re.compile("(?:公司|集团)$")
CORE = 2
"""Characters that a company's short name keeps of its own."""
SHORTEST_NAME = 5
"""Characters of the name of a company or works at least."""
SHORT_TOLD, FEW = 2, 3
"""How often a text names the company that it is about without 有限公司, and how many it names in all where it is about one."""
BODY_NAMED, BODY_TOLD = 260, 2
"""Characters in which a text names the company or the works that it is about, and how often it then says no more than 公司 or 灌区."""
OF_TOWNS = "镇|(?<![城返])乡(?![村亲愁镇土音下])|街道"
THING = re.compile(
    r"[\u4e00-\u9fff“”]{2,10}?(?:快速路|高速公路|高速|铁路|大桥|隧道|水库|机场|焦化|化工(?!程)|热电|热力|水务|[煤磷薯茶瓷药乳酒纸矿铝钢铜锂硅种]业|电站|[厂港](?![\u4e00-\u9fff]?[区口长商])|学校|大学|医院|基地)"
    rf"|[\u4e00-\u9fff]{{1,3}}(?:{OF_TOWNS}|社区)"
)
"""A work, a body or a town that a headline begins with."""
ALIAS = re.compile(r"([\u4e00-\u9fff]{4,24}?)（以下简称[“]?([\u4e00-\u9fff]{2,10})[”]?）")
HEARD_FROM = re.compile(
    r"(?:记者|讯)(?:日前|近日|[\d月日上午下]{0,8})?从([\u4e00-\u9fff]{2,10}?(?:港|机场|口岸|经开区|高新区|开发区|电厂|煤矿|灌区|法院|检察院|医院|博物[院馆]|物流园|批发市场))(?![\u4e00-\u9fff]*局)[\u4e00-\u9fff]{0,12}(?:获悉|了解到)"
)
"""Whom a reporter has heard it from, where that is what the text is about: 记者从黄骅港获悉."""
TOWN = re.compile(rf"[\u4e00-\u9fff]{{1,4}}?(?:{OF_TOWNS})(?:[\u4e00-\u9fff]{{1,4}}?(?:村(?![民里])|社区))?")
ABOVE_TOWNS = re.compile("[我全本][市县区省]|[市县区省]里")
"""What tells that a text that begins in a town is about more."""
OPENING = 160
"""Characters of a text in which it says where it is at home."""
VENUE = re.compile("(?:城区|县城|市区)?(?:隆重|胜利)?(?:召开|举行|举办|开幕)")
"""Behind the place that a meeting of the whole city is held in."""
PROVINCE, CITY, COUNTY = ("省", "自治区"), ("市", "州", "盟", "地区"), ("县", "旗")
COUNTIES = (*COUNTY, "区")
CITY_SHARE, CITY_NAMED = 0.8, 3
"""Share of a page's places, and how many, that must lie in a city or county for the page to be its paper's."""


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
            own = next((p for p in (self.default, self.county) if p and p.endswith("区")), None)
            return own or (self.province if _autonomous(self.province) else self.county)
        return None


def _autonomous(province: str | None) -> bool:
    """Tell whether a province is an autonomous region, which its papers call 全区."""
    return (province or "").endswith("自治区")


def _named(near: str | None, level: str) -> str | None:
    """Return the place of a level that the place named last is, or lies in."""
    if near is None:
        return None
    if level == "市":
        city = prefecture_of(near)
        return city if city.endswith(CITY) else None
    return near if near.endswith({"省": PROVINCE, "县": COUNTY}[level]) else None


class Around(NamedTuple):
    """What the articles of a page have around them: the province, the city and the county that most of their places lie in."""

    province: str | None = None
    city: str | None = None
    county: str | None = None


def places_around(page: Iterable[Article]) -> Around:
    """Return the province, the city and the county that most places of a page's headlines and openings lie in.

    A city or a county only where several articles name hardly any other place of the province, as on the page of a
    city's or a county's own paper.
    """
    texts = [f"{article.headline} {article.body[:600]}" for article in page]
    names = [name for text in texts for _, _, name in find_divisions(text)]
    province = most_named_province(names)
    inside = [name for name in names if name != province and province_of().get(name) == province]
    own = len(texts) > 1 and 2 * len(inside) > len(names)
    city = _of_nearly_all(map(prefecture_of, inside), ("市",)) if own else None
    return Around(province, city, _of_nearly_all(inside, COUNTY) if own else None)


def _of_nearly_all(names: Iterable[str], kinds: tuple[str, ...]) -> str | None:
    counts = Counter(names)
    name, times = counts.most_common(1)[0] if counts else ("", 0)
    return name if name.endswith(kinds) and times >= max(CITY_NAMED, CITY_SHARE * counts.total()) else None


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
    if told == COUNTRY:
        return Home(COUNTRY, None, None, None)
    named = find_divisions(told or "") or []
    opening = body[:OPENING]
    province = provinces_of([headline + body[:1500]]) or around.province
    if named:
        name = named[-1][2]
        province = province_of().get(name) or province
        return Home(name, province, *_levels(name, body))
    if told and told.endswith((*PROVINCE, *CITY, *COUNTIES)):  # renamed since, or in no table
        return Home(told, province, *_levels(told, body))
    aliases = {full: short for full, short in ALIAS.findall(body[:3000])}
    if heard := HEARD_FROM.search(opening):
        return Home(heard[1], province, *_levels(_most_named(body, province), body))
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
            many = re.search(r"[和、及与的]|首批|第[一二三]|一批|召开", listed) or UNNAMED.search(listed)
            if many or OWNED.fullmatch(listed):
                continue
            if len(body_name) > 3 and (text is headline or body.count(body_name) >= 2):
                full = next((f for f in aliases if body_name.endswith(f) or f.endswith(body_name)), None)
                longer = [_trim(m[0]) for m in BODIES.finditer(opening)]
                longer = [n for n in longer if n[:4] == body_name[:4] and n[-2:] == body_name[-2:]]
                name = aliases.get(full or "") or _as_called(max([body_name, *longer], key=len), body)
                return Home(name, province, *_levels(_most_named(body, province)))
        works = WORKS.match(head)
        if works and not UNNAMED.search(works[0]) and text is headline and body.count(works[0]) >= 2:
            return Home(works[0], province, *_levels(_most_named(body, province)))
        if text is headline and (known := _body_of(headline, body)):
            return Home(known, province, *_levels(_most_named(body, province)))
        if text is headline and (thing := _headed(head, body)):
            return Home(thing, province, *_levels(_most_named(body, province), body))
        places = [
            (start, end, name)
            for start, end, name in find_divisions(text)
            if not ORIGIN.match(text, end) and (text[start:end] == name or not _far(name, around))
        ]
        if around.city and OF_A_CITY.search(text):
            places = [p for p in places if not VENUE.match(text, p[1])]
            if not places and (text is headline or SCOPES["市"].search(text)):
                return Home(around.city, province, around.city, None)
        of_all = (OF_A_REGION if _autonomous(province) else LEVEL_WORDS["省"]).search(text[:60])
        if of_all and (not places or of_all.start() < places[0][0]):
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
            town = "" if city or text is headline or ABOVE_TOWNS.search(body) else _town_behind(text, places)
            return Home(name + town, province, *_levels(name, body))
    if LEVEL_WORDS["省"].search(body[:400]):
        return Home(province, province, *_levels(_most_named(body, province), body))
    if around.county and SCOPES["县"].search(body):
        return Home(around.county, province, *_levels(around.county))
    city = around.city if OF_A_CITY.search(body) else None
    told_of = _named_in(body, province)
    above, county = _levels(_first(told_of) or city, body)
    return Home(city or (_first(told_of) if len(told_of) == 1 else None), province, city or above, county)


def _town_behind(text: str, places: list[tuple[int, int, str]]) -> str:
    """Return the town and the village that stand right behind the first county of a text: 壶关县店上镇."""
    end = next((end for _, end, name in places if name.endswith((*COUNTIES, "市"))), None)
    town = TOWN.match(text, end) if end else None
    return town[0] if town else ""


def _far(name: str, around: Around) -> bool:
    """Tell whether a place lies in another province than its page: 黑河 on a page of Gansu is the river there."""
    return around.province is not None and province_of().get(name, around.province) != around.province


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


def _as_called(name: str, body: str) -> str:
    """Return the short name that a text calls a company by, where it does so more often than by its full one.

    >>> _as_called("山西金阳煤业集团", "山西金阳煤业集团有三座矿。金阳集团去年扭亏。金阳集团今年……")
    '金阳集团'
    """
    if not FIRM.search(name):
        return name
    core = _own_name(name)[:CORE]
    called = Counter(re.findall(rf"{core}(?:集团|公司)", body))
    short, times = called.most_common(1)[0] if called else (name, 0)
    return short if times > max(1, body.count(name)) else name


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
        thing = THING.match(part, start) or THING.match(part)  # 营口港
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
    told = len(SCOPES["市"].findall(body))
    return city if told and named[city] + told > named[name] else None


@lru_cache(maxsize=64)
def _counties_of(province: str) -> tuple[str, ...]:
    """Return the counties and the smaller cities of a province whose names are known without 县 and 市, too."""
    names = (name for name, of in province_of().items() if of == province and len(name) > PROVINCE_SHORT)
    return tuple(n for n in names if n.endswith(COUNTY) or (n.endswith("市") and prefecture_of(n) != n))


def _short_county(headline: str, body: str, province: str | None) -> str | None:
    """Return the county of a province that a headline names without 县 and the text names too: 右玉给自己加码."""
    if province is None:
        return None
    found = [
        (at, name)
        for name in _counties_of(province)
        if (at := headline.find(name[:-1])) >= 0
        and (name in body or body.count(name[:-1]) > 1 or (at == 0 and LEVEL_WORDS["县"].search(body)))
    ]
    return min(found)[1] if found else None


def _most_named(body: str, province: str | None) -> str | None:
    """Return the city or county of a province that a text names most, the first of equals."""
    return _first(_named_in(body, province))


def _named_in(body: str, province: str | None) -> Counter[str]:
    """Return how often a text names each city and county of a province."""
    return Counter(name for _, _, name in find_divisions(body, province=province) if name != province)


def _first(named: Counter[str]) -> str | None:
    return named.most_common(1)[0][0] if named else None


def lies_in(place: str | None, told: str) -> bool:
    """Tell whether a place, or a body that its name places, lies in a province or city and is not all of it.

    >>> lies_in("洛阳市", "河南省"), lies_in("洛阳市老城区", "洛阳市"), lies_in("河南省", "洛阳市")
    (True, True, False)
    """
    names = [name for _, _, name in find_divisions(place or "")]
    return bool(names) and names[-1] != told and told in (province_of().get(names[-1]), prefecture_of(names[-1]))


def leads_away(place: str, default: str) -> bool:
    """Tell whether what begins with a place is told of it and not of where the text is at home.

    So it is where the place lies in the text's city or province, or is another county of the same province.

    >>> leads_away("沁水县", "晋城市"), leads_away("沁水县", "阳城县"), leads_away("晋城市", "阳城县")
    (True, True, False)
    """
    counties = place.endswith(COUNTIES) and default.endswith(COUNTIES) and place != default
    return lies_in(place, default) or (counties and province_of().get(place) == province_of().get(default) is not None)


def is_body(place: str) -> bool:
    """Tell whether a place is no administrative one, nor a town in one, but a company, a court or works.

    >>> is_body("大理市人民法院"), is_body("云南省大理市"), is_body("大理市海东镇")
    (True, False, False)
    """
    found = find_divisions(place)
    return not found or not (found[-1][1] == len(place) or re.search(f"(?:{OF_TOWNS})$", place))


def speaks_of(place: str | None, told: str, body: str) -> bool:
    """Tell whether a text speaks more of a county, a district or a smaller city than of the city or province around it.

    >>> speaks_of("白水县", "渭南市", "白水全县有果园9万亩"), speaks_of("白水县", "渭南市", "渭南全市有果园90万亩")
    (True, False)
    """
    if not place or len(place) <= PROVINCE_SHORT:
        return False
    own = body.count(place[:-1]) + len(re.findall(f"[我全]{place[-1]}", body))
    levels = ("省市州盟" + "区" * _autonomous(told)).replace(place[-1], "")
    return own > max(1, body.count(told[:PROVINCE_SHORT]) + len(re.findall(f"[我全][{levels}]", body)))


def _levels(name: str | None, body: str = "") -> tuple[str | None, str | None]:
    """Return the city and the county that 全市 and 全县 stand for in a text that is at home in a place.

    In a county, or in a county-level city whose text names the city above it, 全市 is the city above.
    """
    if name is None:
        return None, None
    above = prefecture_of(name)
    if name.endswith(COUNTIES):
        return (above if above != name and above.endswith(CITY) else None), name
    if not name.endswith(CITY):
        return None, None
    return (above if above != name and above[:2] in body else name), None


def _trim(name: str) -> str:
    """Cut what stands before a body's own name: 本刊讯 5月17日，, 在, 走进 …"""
    name = re.sub(
        r"^(?:.*?本[刊报]讯)?(?:[这那][座家个条所处])?(?:.*?(?:访|对话|关于|在|走进|记者从|来到|对|位于|属于|由|从|据|是|（)(?=[\u4e00-\u9fff]{3}))?",
        "",
        name,
    )
    return re.sub(
        r"^.*(?:推进|传承|助力|打造|加快|走近|探访|[开走搬]进|落户|入驻|建设(?!集团|公司|有限|股份|投资|发展|工程))",
        "",
        name,
    ).strip("“”")
