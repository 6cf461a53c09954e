"""Stretches of text that are one thing: amounts, dates, document numbers, titles, slogans."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

UNITS = (
    "微克/立方米|毫克/立方米|元/千瓦时|立方米/秒|个百分点|平方公里|平方千米|毫克/升|kWh|km2|元/亩|元/吨|千伏安|千瓦时|吨/日|平方米|摄氏度|百分点|立方米|GW|MW|kW|"
    "km|m2|m3|微克|毫克|亩次|人次|兆瓦|美元|欧元|日元|港元|公斤|公里|公顷|分钟|千克|千瓦|千米|厘米|吉瓦|小时|毫米|班次|车次|℃|个|亩|人|件|位|倍|元|克|升|口|只|台|名|吨|场|处|天|套|家|届|岁|"
    "度|张|座|户|所|批|期|条|栋|株|棵|次|眼|种|米|类|级|辆|间|项"
)
"""Units and measure words that make a number an amount, the longer before the shorter."""
DIGITS = r"[0-9０-９]"
HAN_DIGITS = "[〇○零一二三四五六七八九十百]"
MONTH = "(?:1[0-2]|0?[1-9])"
HAN_YEAR = "[〇○零一二三四五六七八九]{3}年"
REST_OF_NUMBER = rf"(?<![0-9０-９A-Za-z.．].){DIGITS}*+(?:,{DIGITS}{{3}})*+(?:[.．]{DIGITS}++)?+"
REST_OF_YEAR = "(?<![0-9].)(?:(?<=1)9|(?<=2)0)[0-9]{2}"
DAY = "[0-3]?[0-9][日号]"
ISSUER = "中国晋京冀豫陕蒙并同阳长城朔忻吕临运省市县区财环建水林农教卫发工能交安应文人民自商"
OFFICE = ISSUER + "政办函字改源然资信规科令党委厅组宣煤气监急旅法审评督查执治总保社计统税"
RULES = (
    ("title", "《", r"[^《》\n]{1,60}(?:〈[^〈〉\n]{1,40}〉[^《》\n]{0,20})?》"),
    ("slogan", "“", r"[^“”\n]{2,30}”"),
    ("document_number", f"[{ISSUER}]", rf"[{OFFICE}]{{0,9}}[〔\[［][0-9]{{4}}[〕\]］]第?[0-9]+号"),
    ("chemical", "[PSNCVB]", r"(?:(?<=P)M(?:2\.5|10|1(?![0-9]))|(?:(?<=S)|(?<=N)|(?<=C))O[2₂]|(?<=N)Ox|(?<=V)OCs|(?<=B)OD5)"),
    ("date", DIGITS, rf"{REST_OF_YEAR}年(?:度|(?:{MONTH}|[一二三四五六七八九十]{{1,2}})月(?:{DAY}|[一二三四五六七八九十]{{1,3}}日)?)?[底末初]?"
        rf"|{REST_OF_YEAR}[-/.]{MONTH}[-/.][0-3]?[0-9](?![0-9])|{REST_OF_YEAR}[—–-]{{1,2}}(?:19|20)[0-9]{{2}}年"
        r"|(?<![0-9.].)(?:(?<=1)[0-2]|(?<=0)[1-9]|(?<=[1-9]))"
        rf"(?:(?:[-—–至]{MONTH})?月(?:{DAY}|份|[底末初]|[上中下]旬)?)|(?<![0-9.].)(?<=[0-3])[0-9]?日(?!均)|(?<![0-9.].)(?<=[4-9])日(?!均)"),
    ("percent", DIGITS, rf"{REST_OF_NUMBER}(?:%|％|‰|个百分点|百分点)"),
    ("quantity", DIGITS, rf"{REST_OF_NUMBER}[余多]?(?:[十百千万亿]*[余多]?(?:{UNITS})|[十百千]*[万亿千百]++)"),
    ("date", HAN_DIGITS, rf"{HAN_YEAR}(?:[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)?[底末初]?"),
    ("percent", HAN_DIGITS, r"(?:(?<=百)分之[〇零一二三四五六七八九十百点]+|(?<=[一二三四五六七八九])成(?![为立本果功员长都效就人不熟型语]))"),
    ("plan", HAN_DIGITS, "(?<=十)[一二三四五]五(?=[”规期末时以开收目])"),
)  # fmt: skip
"""Class, first character, and the rest behind it. The first character stands alone so that the search skips to it."""
NEEDS = {
    "document_number": tuple(bracket + century for bracket in "〔［[" for century in ("19", "20")),
    "chemical": ("PM", "SO", "NO", "CO", "VO", "BO"),
}
"""Without one of these a text holds no stretch of the class."""
CLASSES = tuple(dict.fromkeys(name for name, _, _ in RULES))
FLAGS = {
    "title": "nz", "slogan": "nz", "document_number": "nz", "chemical": "nz", "date": "t", "percent": "m",
    "quantity": "mq", "plan": "nz",
}  # fmt: skip
"""The part of speech that a stretch has as one token."""
WHOLE = frozenset(CLASSES) - {"title", "slogan"}
"""The classes that are kept as one token by default; titles and slogans are cut into words, and tagged."""

Span = tuple[int, int, str]
"""First character, end, class."""


@lru_cache(maxsize=32)
def _patterns(classes: frozenset[str]) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    """Return one pattern a first character, and what it needs; the name of the group that matched is the class."""
    firsts: dict[str, list[str]] = {}
    needs: dict[str, tuple[str, ...]] = {}
    for name, first, rest in RULES:
        if name in classes:
            firsts.setdefault(first, []).append(f"(?P<{name}>{rest})")
            needs[first] = NEEDS.get(name, ())
    return [(re.compile(f"{first}(?:{'|'.join(rests)})"), needs[first]) for first, rests in firsts.items()]


def protected_spans(text: str, classes: Iterable[str] = CLASSES) -> list[Span]:
    """Return the protected stretches of a text in order; of two that overlap the earlier counts, then the longer.

    >>> [("汾河水量达3.2亿立方米"[a:b], name) for a, b, name in protected_spans("汾河水量达3.2亿立方米")]
    [('3.2亿立方米', 'quantity')]
    """
    patterns = [p for p, needs in _patterns(frozenset(classes)) if not needs or any(mark in text for mark in needs)]
    found = sorted([(m.start(), -m.end(), str(m.lastgroup)) for p in patterns for m in p.finditer(text)])
    kept: list[Span] = []
    reached = 0
    for start, minus_end, name in found:
        if start >= reached:
            reached = -minus_end
            kept.append((start, reached, name))
    return kept


def rules_digest() -> str:
    """Return the digest of the rules above."""
    return hashlib.sha256(repr(RULES).encode()).hexdigest()
