"""What a record measures, in words that texts share: synonyms brought to one name, places and scope words left out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from corpusutils.errors import InputError
from corpusutils.targets.divisions import COUNTRY, find_divisions
from corpusutils.targets.records import Record

RATE_WORDS = re.compile(
    r"保持[^，、]{0,6}增长|涨幅|增速|增幅|降幅|增长(?:率|目标)|增长(?=$|预期)|(?:上升|下降|降低|减少|提高)(?:率|幅度)"
)
"""Names of a rate of change: the amount beside them is by how much, not how much."""
SCOPE = re.compile(
    r"[“”‘’《》（）()、，]|较[低高]水平|合理区间|大规模|全省|全市|全县|全区|全国|全州|全社会|我[省市县区国]|本[市县]|市区|城区|境内|辖区|规模以上|累计|共计?|力争|预[计期]|计划(?!生育)|(?:总|年度|全年|规划|控制|推广)?(?:任务|目标)|指标|"
    r"全年|年均|每年|当年|平均|年度|五年|三年|十年|今年|去年|完成|达到|达|实现|开展|实施|推进|建设|再|新的|一直|拟按?|拟定|但|已|须|实际|我们|规划内|的|率先|提出|总量|总面积|面积|总规模|规模|总长度|长度|总里程|里程|总数|数量|人数|家数|总额|余额|金额|年?均值|浓度|占比|比例|比重|容量"
)
"""What says how much, how far or by when, not what."""
LISTED = re.compile(r"(?:今年|全年|再|要)?(?:新增|净增|新建|新认定|新培育)[^，；。]*、$")
"""A list whose first item says that all are added: 新增规上工业企业200家、高新技术企业300家."""
ACTS = re.compile(
    r"(?:新)?(?:开工|建成|竣工)(?!区)|建设(?!用地|银行|兵团)|基本|新建|新增|净增|再|要|等|的|拟|将|中央财政|(?:各级)?财政(?!赤字|收入|支出|补贴)|共?安排(?:资金)?|投入(?:资金)?|拨付(?:资金)?|补助资金|专项资金|其中"
)
"""Acts that say little of what is done: left out of the pairs, kept as contrasts."""
OWN = ("act", "reckoning")
"""Sets of contrasts that are looked for in a record's own clause."""
NARROWED = 0.25
"""What a known indicator's name with and without an addition takes off the likeness."""
COMMONPLACE = frozenset((
    "综合", "合利", "利用", "用率", "覆盖", "盖率", "处理", "理率", "达标", "标率", "普及", "及率", "完成", "成率", "治理", "改造",
))  # fmt: skip
WEAK = 0.5
"""Pairs of characters that stand in the names of many measures count as this much of a pair."""
LITTLE = 2
"""Features up to which a wording says little by itself."""
PART = 0.9
"""Likeness of a wording and a part of it, of one site."""
TURNED = re.compile(r"消除|治理|整治|达标|去除|处置|处理率|减排|压减|削减|退出|淘汰|化解|脱贫|搬迁")
"""Names of doing away with what is bad: more of it is better."""
FLOW = re.compile(
    r"新增|新建|改造|完成|修复|治理|造林|绿化|栽|植|推广|搬迁|压减|建成|建设|开工|退出|淘汰|培育|投资|创建|培训|解决|安置|整治|清理|拆除|减少|增加|补充|更新|入住|认定|引进|交付|供应|开行"
)
"""Names of what adds up over the years, as against what stands at a level."""
STOCK = re.compile(r"在册|实有|总数|总量|保有量|存量|累计|总计")
"""Names of all there is, as against what is added."""
DELTA = re.compile(
    r"^(?:再|净)?(?:新增|净增|增加|减少|新建|新设|新登记|新认定|新培育|新引进)|新增|新设|净增|压减|削减|退出|淘汰|化解|脱贫"
)


@dataclass(frozen=True)
class Indicator:
    """An entry of the synonym file: the shared name, which way is better, and what else it is called."""

    name: str
    better: str | None
    also: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """What one record measures.

    `features` are the names of known indicators in its wording and, of what is left, pairs of neighbouring
    characters; `site` the pairs of what its place names beyond the administrative one (滹沱河, 污水处理厂); `contrasts` are the words that set it apart from its opposites (城镇 against 农村), as `(set, word)`;
    `change` tells a rate of change from a level; `unit` is the base unit; `division` the administrative place.
    """

    features: frozenset[str]
    site: frozenset[str]
    contrasts: frozenset[tuple[str, str]]
    change: bool
    delta: bool
    stock: bool
    unit: str | None
    division: str | None
    better: str | None
    name: str | None
    """The known indicator that it is, where nothing is added to its name."""


class Synonyms:
    """The synonym file: the shipped one, and a user's own lines on top of it.

    Columns `name`, `better` (`up`, `down` or empty) and `also` (other names, parted by spaces; one with `=` before it, as =经济, stands
    for the name only where it is the whole wording).
    """

    def __init__(self, own: Path | None = None) -> None:
        shipped = files("corpusutils.targets").joinpath("data/indicators.tsv").read_text(encoding="utf-8")
        self.indicators = {entry.name: entry for entry in _entries(shipped, "indicators.tsv")}
        if own is not None:
            try:
                text = own.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(f"{own} can't be read as a UTF-8 synonym file: {error}") from error
            for entry in _entries(text, str(own)):
                before = self.indicators.get(entry.name)
                also = entry.also if before is None else (*before.also, *entry.also)
                self.indicators[entry.name] = Indicator(
                    entry.name, entry.better or (before and before.better) or None, also
                )
        named = {alias: e.name for e in self.indicators.values() for alias in (e.name, *e.also)}
        self.whole = {alias[1:]: name for alias, name in named.items() if alias.startswith("=")}
        self._names = {alias: name for alias, name in named.items() if not alias.startswith("=")}
        self._pattern = re.compile("|".join(re.escape(n) for n in sorted(self._names, key=lambda n: (-len(n), n))))

    def split(self, text: str) -> tuple[list[str], str]:
        """Return the shared names that a wording holds, longest first at each place, and what is left of it.

        >>> Synonyms().split("全市中水回用率")
        (['再生水利用率'], '全市 ')
        """
        names: list[str] = []

        def take(match: re.Match[str]) -> str:
            names.append(self._names[match[0]])
            return " "

        return names, self._pattern.sub(take, text)


def _entries(text: str, source: str) -> Iterable[Indicator]:
    lines = text.splitlines()
    if not lines or lines[0].split("\t") != ["name", "better", "also"]:
        raise InputError(f"{source}: the first line must be name<TAB>better<TAB>also")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [*line.split("\t"), "", ""][:3]
        if not cells[0] or cells[1] not in ("up", "down", ""):
            raise InputError(f"{source}, line {number}: expected a name, then up, down or nothing; found {line[:60]!r}")
        yield Indicator(cells[0], cells[1] or None, tuple(cells[2].split()))


@lru_cache(maxsize=1)
def _contrasts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("corpusutils.targets").joinpath("data/contrasts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if line]
    return tuple((of, re.compile(members.replace(" ", "|"))) for of, members in rows)


def measure_of(
    record: Record, synonyms: Synonyms, *, before: str = "", carried: str = "", home: str | None = None
) -> Measure:
    """Return what a record measures.

    A wording that says little by itself (新开工630万套; 消除比例为75%) takes on the known indicator that the sentence
    named last `before` it, or the indicator `carried` from the record before. `home` is the place of the article, for
    a record whose own place is no administrative one.
    """
    wording = synonyms.whole.get(record.indicator, record.indicator)
    places = find_divisions(record.place or "")
    own = "" if record.place == COUNTRY else record.place or ""
    if places:
        own = own[places[-1][1] :]
    features = _features(wording, synonyms)
    if len(features) <= LITTLE and not any(f in synonyms.indicators for f in features):
        names, _ = synonyms.split(before)
        if more := (names[-1] if names else carried if not features else ""):
            wording = more + wording
            features = _features(wording, synonyms)
    change = record.unit in ("%", "个百分点", "百分点") and (
        record.comparator in ("inc", "dec") or bool(RATE_WORDS.search(record.indicator))
    )
    better = next((b for f in sorted(features) if (e := synonyms.indicators.get(f)) and (b := e.better)), None)
    known = {f for f in features if f in synonyms.indicators}
    contrasts = {(of, m) for of, members in _contrasts() for m in members.findall(wording)}
    own_words = re.split(r"[，、；。]", record.quote.strip("，、；。 "))[-1]
    said = {(of, m) for of, members in _contrasts() if of in OWN for m in members.findall(own_words)}
    if said:  # 基本建成544万套 says itself what was done, whatever name was carried to it
        own_sets = {of for of, _ in said}
        contrasts = {(of, m) for of, m in contrasts if of not in own_sets} | said
    if better == "down" and TURNED.search(wording):
        better = "up"
    return Measure(
        features=features,
        site=frozenset(_pairs(own)),
        contrasts=frozenset(contrasts),
        change=change,
        delta=(record.comparator in ("inc", "dec") and not change)
        or bool(DELTA.search(record.indicator) or LISTED.match(re.split(r"[，；。：]", before)[-1])),
        stock=bool(STOCK.search(record.indicator)),
        unit="个百分点" if change and record.unit != "%" else _unit(record, wording),
        division=places[-1][2] if places else home,
        better=better or record.direction,
        name=next(iter(known)) if len(known) == 1 and known == {f for f in features if len(f) > 1} else None,
    )


def _unit(record: Record, wording: str) -> str | None:
    """Return the base unit; firms are counted in 户, 家 or 个 alike."""
    unit = record.unit_base or record.unit
    return "个" if unit == "户" and re.search(r"企业|主体|商户|合作社|工厂", wording) else unit


def _features(wording: str, synonyms: Synonyms) -> frozenset[str]:
    """Return the known names of a wording and, of what is left, the pairs of neighbouring characters.

    Names are looked for as written and once more without scope words, which may stand amid a name.
    """
    names, left = synonyms.split(RATE_WORDS.sub(" ", re.sub("（[^（）]*）", "", wording)))
    for start, end, _ in reversed(find_divisions(left)):
        left = left[:start] + " " + left[end:]
    more, left = synonyms.split(SCOPE.sub("", left))
    return (
        frozenset(names) | frozenset(more) | frozenset(p for part in ACTS.sub(" ", left).split() for p in _pairs(part))
    )


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)] or ([text] if text else [])


class Likeness:
    """How alike two measures are in words, weighted by how rare a feature is among all measures of a corpus."""

    KNOWN = 4.0
    """A known indicator's name counts as this many pairs of characters."""

    def __init__(self, measures: Iterable[Measure], synonyms: Synonyms) -> None:
        distinct = {m.features for m in measures}
        counts = Counter(f for features in distinct for f in features)
        n = max(1, len(distinct))
        self.known = synonyms.indicators.keys()
        self.weights = {
            f: math.log(1 + n / c) * (self.KNOWN if f in self.known else WEAK if f in COMMONPLACE else 1.0)
            for f, c in counts.items()
        }
        self._default = math.log(1 + n)

    def _narrowed(self, first: Measure, second: Measure) -> bool:
        """Tell whether one wording adds something to a known name that the other tells bare: 海洋生产总值."""
        own = [sum(len(f) > 1 and f not in self.known for f in m.features) for m in (first, second)]
        return min(own) == 0 < max(own)

    def weight(self, feature: str) -> float:
        """Return a feature's weight."""
        return self.weights.get(feature, self._default)

    def __call__(self, first: Measure, second: Measure, *, within: bool = False, loose: bool = False) -> float:
        """Return 0 (nothing in common, or opposites) to 1 (the same features).

        Tversky's index (Psychological Review 84, 1977) with equal weights of .5 for what either has alone, which
        is Dice's coefficient of the weighted features; contrasts (城镇, 农村) make it 0. `within` one named site the
        shorter wording need only be a part of the longer; `loose` takes nothing off for an addition to a known name.
        """
        shared = first.features & second.features
        if not shared or opposed(first, second):
            return 0.0
        common = sum(map(self.weight, shared))
        alone = sum(map(self.weight, (first.features - second.site) ^ (second.features - first.site)))
        dice = common / (common + alone / 2)
        if not loose and all(f in self.known for f in shared) and self._narrowed(first, second):
            dice -= NARROWED
        if not within:
            return dice
        shorter = min(sum(map(self.weight, first.features)), sum(map(self.weight, second.features)))
        return max(dice, PART * common / shorter)


def opposed(first: Measure, second: Measure) -> bool:
    """Tell whether two wordings name opposites: each has members of a set of contrasts and they share none."""
    for of in {of for of, _ in first.contrasts} & {of for of, _ in second.contrasts}:
        a = {m for o, m in first.contrasts if o == of}
        b = {m for o, m in second.contrasts if o == of}
        if not a & b:
            return True
    return False


def sides_of(record: Record) -> list[str]:
    """Return the indicators that a record's name joins, where they are opposites of one kind: 二氧化硫、氮氧化物排放量.

    Returns the whole name alone where it names one thing.
    """
    for _, members in _contrasts():
        found = list(members.finditer(record.indicator))
        if len(found) > 1 and all(
            record.indicator[a.end() : b.start()] in ("、", "和", "与", "及") for a, b in pairwise(found)
        ):
            head, tail = record.indicator[: found[0].start()], record.indicator[found[-1].end() :]
            return [head + part[0] + tail for part in found]
    return [record.indicator]
