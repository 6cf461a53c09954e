"""Find amounts: number, unit, comparator, and where they stand. `约1.5亿元`, `50%以上`, `八成`, `2600余万元`, `2×100万千瓦`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

import cn2an

ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
HAN_DIGITS = "〇零一二两三四五六七八九十百千"
SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?=[元瓦米]|公顷)|百(?=[元]))"
LONGEST = 24
"""Digits beyond which a number is a code and not an amount."""
CLASSES = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}

CN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:农民工|[茶果菜烟蔗棉]农|[牧渔村市]民|人员|群众|人口|居民|职工|农民|学生|老人|老年人|劳动力|毕业生|患者|儿童|妇女|党员|游客|从业者|农户|用户|住户)"
)
RAISED = re.compile("(?:提高|增加|上调|上涨|降低|减少|下调|[增调]高)了?$")
FARTHEST = 3
"""Before a change that goes to what it leads to, and how many times as much that is at least, where it is no range."""
RANGED = ("至", "到", "—", "-", "~", "～")
LISTED = ("、", "和", "及", "与")
BARE_LIST = re.compile(rf"(?<![\d.])(?:(?:{ARABIC})[、和及与])+$")
"""Numbers of a list whose unit only the last one tells, and before them, that they are dealt out."""
DEALT = re.compile("分别[\u4e00-\u9fff]{0,8}$")
VAGUE = re.compile("[一二两三四五六七八九]{2}")
"""Two digits in words that stand together leave open which it is, but for decimals."""
MORE_TENTHS = re.compile("半|[一二三四五六七八九](?![个家户口成年月天级类]|分之)")
"""What follows 成 and belongs to it: 九成三."""
INDEX = re.compile("指数(?:为|控制在|保持在|稳定在|达到?|提[高升]到|超过|突破)$|价格(?:总)?(?:水平)?指数$")
"""What stands before an index, which has no unit: 居民消费价格指数103左右."""
RATIO = re.compile(r"(?:系数|指数|倍差|收入比|之比|死亡率|献血率)[^，。；\d]{0,6}(?:[由从][^，。；]{0,16})?$")
"""Before a number that has no unit: 灌溉水有效利用系数提高到0.58."""
BUILT = re.compile(r"(?:(?:再|新|拟|要|将|计划|准备)建(?:设|成)?|新增|增设|建成|在建)(?:了)?$")
MADE = re.compile(
    r"(?:建成|[建盖]起|开发|引进|投[运用]|增设|新增|改造|关停|拆除|添打|购[置进]|配备|安装|装上|开通|打造|创建)(?:了)?[^，。；、和\d]{0,10}$"
)
EARLY_OR_LATE = re.compile("(?:提[前早]|早|滞后|延后|推迟|晚)(?:了)?(?:近|约|整整)?$")
"""Before the time by which something was done before it was due, or behind."""
ZERO = re.compile("(?:降|归|减少?|下降|压减)[至为到][0零]$")
"""What something fell to nothing is told with, without a unit of its own: 由51.3%降为0."""
MINUS = tuple(word + sign for word in "为是到达约" for sign in "-－−")
"""What makes the number behind it less than nothing: 人口自然增长率为-3.6‰."""
READY = re.compile(r"[\u4e00-\u9fff]{2,10}(?:封顶|投产|投运|投用|竣工|完工|开工|动工|并网|通车)")
UNSEEN = frozenset("看见找听买用想得遇碰收等")
"""With these before it 不到 says that something was not to be had, and not how much."""
SOLID = frozenset("座条处台家所栋眼间口个")
"""What stands before and behind 一 and 两, and the units behind them, that make them a count."""
EACH = re.compile(r"每([\u4e00-\u9fff]{1,3})[ ]*$")
"""Before an amount that is told of each of something."""
MONEY = re.compile("产值|收入|投资|营收|销售额|总值|增加值|税收|余额|成交额|交易额|资产|利润|进出口|规模")
"""Before a scale alone that counts yuan: 产值突破百亿."""
COUNTED = re.compile(r"人口|就业|劳动力|农民工|在校生|学生|参保人数|从业人员|用户")

BEFORE = {
    "不低于": "ge", "不少于": "ge", "不小于": "ge", "不得低于": "ge", "高于": "ge", "超过": "ge", "突破": "ge", "越过": "ge", "守住": "ge", "超": "ge", "逾": "gt",
    "至少": "ge", "最少": "ge", "达到或超过": "ge", "跨过": "ge", "站上": "ge", "迈上": "ge", "不止": "gt", "大于": "gt", "多于": "gt", "上": "ge",
    "不超过": "le", "不高于": "le", "不得高于": "le", "不得多于": "le", "不得少于": "ge", "不大于": "le", "不多于": "le", "不得超过": "le", "最多": "le", "低于": "lt", "小于": "lt", "少于": "lt",
    "不足": "lt", "不到": "lt", "未超过": "le", "约": "approx", "近": "approx", "大约": "approx", "将近": "approx", "接近": "approx", "大概": "approx",
}  # fmt: skip
AFTER = {
    "及以上": "ge", "或以上": "ge", "以上": "ge", "及以下": "le", "或以下": "le", "以下": "le", "以内": "le", "之内": "le",
    "左右": "approx", "上下": "approx", "打底": "ge", "为上限": "le", "多": "gt", "余": "gt",
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A unit of the table: its dimension, its name for pint, and the kind of thing it counts."""

    name: str
    dimension: str
    pint: str
    kind: str


@dataclass(frozen=True)
class Quantity:
    """An amount in a text.

    `start` and `end` span the number with its unit and comparator words; `value` is a number or, for a range, a pair;
    `unit` is as written, scale included; `comparator` is what the words at the number itself say (`eq` where they
    say nothing); `rules` name how it was read.
    """

    start: int
    end: int
    value: int | float | tuple[int | float, int | float]
    unit: str
    comparator: str
    kind: str
    rules: tuple[str, ...]


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Return the unit table, by name."""
    text = files("corpusutils.targets").joinpath("data/units.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if line]
    return {name: Unit(name, dimension, pint, kind) for name, dimension, pint, kind in rows}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(units(), key=len, reverse=True))
    before = "|".join(sorted(BEFORE, key=len, reverse=True))
    after = "|".join(sorted((w for w in AFTER if w not in "多余"), key=len, reverse=True))
    begins = "".join(sorted({word[0] for word in BEFORE}))
    return re.compile(
        rf"(?=[ \d{begins}{HAN_DIGITS}半千万亿ⅠⅡⅢⅣⅤ过])"  # what none begins with is passed over at once
        rf"(?P<before>{before})?[ ]*"
        rf"(?:(?P<times>\d{{1,3}})[ ]*[×xX*][ ]*)?"
        rf"(?:(?P<low>{ARABIC})[ ]*(?P<lowunit>%|{SCALE})?[ ]*(?:[-—–~～－至到]{{1,2}})[ ]*)?"
        rf"(?:(?P<arabic>{ARABIC})|(?P<bare>(?:(?<=突破|超过|跨过|迈上|站上|冲刺|冲击|跃上|迈过|跨上|跨越)|(?<=[超破达上逾])|(?<=(?<![通经])过))(?=(?:万亿|千亿|百亿|亿|千万|百万|万)(?:(?:{names})|[大关台阶门槛级]|[，。；、]|$))|(?<![\d〇零一二两三四五六七八九十百千万几数上余多])(?=(?:万亿|千亿|百亿|亿|千万|百万)(?:{names})以上(?:[，。；、]|$)))|(?P<under>[二三四五六七八九十])分之(?P<over>[一二三四五六七八九])|(?P<half>(?<=[占少降减短缩省])一半|(?<=不足|不到|超过|接近|将近)一半|(?<=[务算划标]的)一半|(?<=完成)一半|(?<=完成了)一半|一半(?=以上)|(?<=占比|比重|比例)过半(?![，,][为达]))|百分之(?P<percent>[{HAN_DIGITS}点]+)|(?P<han>[{HAN_DIGITS}]+|(?<!个)半(?=个?(?:工作日|小时)))|(?P<roman>[ⅠⅡⅢⅣⅤ]))"
        rf"[ ]*(?P<some>[余多来])?[ ]*(?P<scale>{SCALE})?(?P<some2>[余多来])?[ ]*(?:(?P<unit>个多(?:百分点|小时|月)|{names})(?P<per>[（(][套个台户间组条段座处件人家项]{{1,2}}[）)]次?|/[百千万]?(?:平方公里|立方米)|/(?:(?!左右|以[上下内]|上下)[\u4e00-\u9fff]){{1,3}})?)?"
        rf"(?P<after>{after})?"
    )


def find_quantities(text: str) -> list[Quantity]:
    """Return the amounts of a text from left to right.

    A number without a unit of the table is no amount, but for a share in words (八成, 百分之三十).

    >>> [(q.value, q.unit, q.comparator) for q in find_quantities("建成区50%以上的面积，出资2600余万元，占八成")]
    [(50, '%', 'ge'), (2600, '万元', 'gt'), (80, '%', 'eq')]
    >>> [(q.value, q.unit, q.comparator) for q in find_quantities("增长4.5%—5%，装机2×100万千瓦")]
    [((4.5, 5), '%', 'range'), (200, '万千瓦', 'eq')]
    """
    found: list[Quantity] = []
    rate = ""
    for match in _pattern().finditer(text):
        last = found[-1] if found else None
        quantity = _read(match, text)
        if quantity is None and last and ZERO.search(text, last.end, match.end()):
            rules = ("value_zero", "unit_carried", "comparator_exact")
            quantity = replace(last, start=match.start(), end=match.end(), value=0, comparator="eq", rules=rules)
        if quantity is None:
            continue
        if "unit_told_before" in quantity.rules:
            rate = quantity.unit
        elif rate.startswith(f"{quantity.unit}/"):  # 每升38毫克降到9毫克
            quantity = replace(quantity, unit=rate, rules=(*quantity.rules[:-1], "unit_carried", quantity.rules[-1]))
        if last and (span := _range(last, quantity, text)):
            found[-1] = span
            continue
        shares = quantity.unit.startswith("个") and quantity.kind == "measure"
        if last and last.unit == "个" and shares and text[last.end : quantity.start] in LISTED:
            found[-1] = replace(last, unit=quantity.unit, kind=quantity.kind)  # 分别提高8.2个和6.7个百分点
        found += [*_listed_before(quantity, text, last.end if last else 0), quantity]
    return found


def _listed_before(quantity: Quantity, text: str, start: int) -> Iterator[Quantity]:
    """Yield the numbers right before an amount that share its unit: 分别提高8.2和6.7个百分点."""
    listed = BARE_LIST.search(text, start, quantity.start) if text[quantity.start - 1] in LISTED else None
    if listed and DEALT.search(text, 0, listed.start()):
        for number in re.finditer(ARABIC, listed[0]):
            at = listed.start() + number.start()
            rules = ("value_in_digits", "unit_told_behind", "comparator_exact")
            end, value = at + len(number[0]), _digits(number[0])
            yield replace(quantity, start=at, end=end, value=value, comparator="eq", rules=rules)


def _range(low: Quantity, high: Quantity, text: str) -> Quantity | None:
    """Return two amounts as one where the unit is told with both ends of a range: 2000元至8000元; 从2元到3元 is a change."""
    if isinstance(low.value, tuple) or isinstance(high.value, tuple) or text.endswith(("由", "从", "自"), 0, low.start):
        return None
    if low.unit != high.unit or low.value >= high.value or text[low.end : high.start] not in RANGED:
        return None
    if high.value > FARTHEST * low.value and RAISED.search(text, 0, low.start):
        return None  # 提高10元至110元
    rules = (*high.rules[:-1], "comparator_range")
    return replace(high, start=low.start, value=(low.value, high.value), comparator="range", rules=rules)


def _read(match: re.Match[str], text: str) -> Quantity | None:
    unit, rules = match["unit"], []
    odd = unit is not None and unit.startswith("个多")  # 8个多百分点
    if unit and odd:
        unit = "个" + unit[2:]
    if unit == "台" and text.startswith("阶", match.end()):
        unit = None
    before = text[match.start() - 1 : match.start()]
    digits = match["arabic"] or ""
    if len(digits) > LONGEST or (before and ((before.isascii() and before.isalnum()) or before in ".第")):
        return None
    if match["over"]:
        part = round(100 * CN[match["over"]] / CN[match["under"]], 1)
        return _build(match, _plain(Decimal(str(part))), "%", "measure", ["value_fraction"])
    if match["half"]:
        half = _build(match, 50, "%", "measure", ["value_half"])
        return replace(half, comparator="ge") if half and match["half"] == "过半" else half
    if match["percent"]:
        return _build(match, _han(match["percent"]), "%", "measure", ["value_percent_in_words"])
    if (
        match["han"]
        and text[match.end("han") : match.end("han") + 1] == "成"
        and match["han"][-1] in "一二两三四五六七八九"
    ):
        if text[match.end("han") + 1 : match.end("han") + 2] in set("立为功果员交分本都套") or len(match["han"]) > 1:
            return None
        tenths = _han(match["han"])
        further = MORE_TENTHS.match(text, match.end("han") + 1)
        more = 0 if further is None else 5 if further[0] == "半" else CN[further[0]]
        share = None if tenths is None else tenths * 10 + more
        return _build(match, share, "%", "measure", ["value_tenths"], extra=2 if further else 1)
    if unit is None:
        ratio = RATIO.search(text[max(0, match.start() - 20) : match.start()])
        index = INDEX.search(text, max(0, match.start() - 20), match.start())
        if ((ratio and "." in digits) or index) and digits and not (match["scale"] or match["low"]):
            return _build(match, _digits(digits), "", "measure", ["value_in_digits", "unit_of_a_ratio"])
        if match["bare"] is not None and MONEY.search(text[max(0, match.start() - 24) : match.start()]):
            money = _build(match, 1, match["scale"] + "元", "measure", ["value_bare_scale", "unit_of_money"])
            if money is None or money.comparator != "eq":
                return money
            return replace(money, comparator="ge", rules=(*money.rules[:-1], "comparator_of_a_scale_reached"))
        people = PEOPLE.match(text, match.end())
        counted = COUNTED.search(text[max(0, match.start() - 14) : match.start()])
        if (
            digits
            and match["scale"]
            and (people or (counted and not re.match(r"[\u4e00-\u9fff]", text[match.end() :])))
        ):
            unit = "户" if people and people[0].endswith("户") else "人"
            return _build(match, _digits(digits), match["scale"] + unit, "count", ["value_in_digits", "unit_from_noun"])
        return None
    if match["roman"]:
        return _build(match, CLASSES[match["roman"]], unit, "class", ["value_water_class"]) if unit == "类" else None
    known = units()[unit]
    value: int | float | None
    if match["han"]:
        if unit == "类":
            return _build(match, CLASSES.get(match["han"]), unit, "class", ["value_water_class"])
        value = _han(match["han"])
        rules.append("value_in_words")
        if match["before"] == "上" or (match["before"] == "不到" and before in UNSEEN):
            return None  # 上一次, 看不到一处
        phrase = match["han"] in "一两二" and known.kind != "measure" and not match["scale"]
        if value is None or (phrase and not match["before"] and not _counted(match, text)):
            return None
    elif match["bare"] is not None:
        value = 1
        rules.append("value_bare_scale")
    else:
        value = _digits(digits)
        rules.append("value_in_digits")
    if match["times"]:
        value = _plain(Decimal(str(value)) * int(match["times"]))
        rules.append("value_multiplied")
    low: int | float | None = None
    if match["low"]:
        low = _digits(match["low"])
    per = match["per"] or ""
    written = (match["scale"] or "") + unit + per
    if unit == "分" and not per:
        return None
    kind = known.kind
    if each := EACH.search(text, max(0, match.start() - 6), match.start()):
        rate = units().get(f"{unit}/{each[1]}")
        if rate and rate.dimension in ("concentration", "intensity"):  # 每升0.14毫克
            written, kind = (match["scale"] or "") + rate.name, rate.kind
            rules.append("unit_told_before")
    quantity = _build(match, value, written, kind, rules, low=low)
    if quantity and odd:
        quantity = replace(quantity, comparator="gt", rules=(*quantity.rules[:-1], "comparator_some"))
    if quantity and digits and low is None and text.endswith(MINUS, 0, match.start()):
        return replace(quantity, start=quantity.start - 1, value=_plain(-Decimal(str(value))))
    return quantity


def _counted(match: re.Match[str], text: str) -> bool:
    """Tell whether 一 or 两 counts what is built, bought or closed and is no phrase or part of a tale: 一条路子, 两台挖掘机停在."""
    before = text[max(0, match.start() - 20) : match.start()]
    if match["unit"] not in SOLID:
        return EARLY_OR_LATE.search(before) is not None  # 滞后两个月
    if match["han"] == "两" and (MADE.search(before) or READY.match(text, match.end())):
        return True
    return BUILT.search(before) is not None


def _build(
    match: re.Match[str],
    value: int | float | None,
    unit: str,
    kind: str,
    rules: list[str],
    *,
    low: int | float | None = None,
    extra: int = 0,
) -> Quantity | None:
    if value is None:
        return None
    comparator, rule = "eq", "comparator_exact"
    if some := match["some"] or match["some2"]:
        comparator, rule = "approx" if some == "来" else "gt", "comparator_some"
    if match["before"]:
        comparator, rule = BEFORE[match["before"]], f"comparator_{match['before']}"
    if match["after"]:
        comparator, rule = AFTER[match["after"]], f"comparator_{match['after']}"
    amount: int | float | tuple[int | float, int | float] = value
    if low is not None and low < value:
        amount, comparator, rule = (low, value), "range", "comparator_range"
    end = match.end("han") + extra if extra else match.end()
    if extra:
        after = next((w for w in ("以上", "以下", "左右", "上下", "多") if match.string.startswith(w, end)), "")
        if after:
            comparator, rule, end = AFTER[after], f"comparator_{after}", end + len(after)
    return Quantity(match.start(), end, amount, unit, comparator, kind, (*rules, rule))


@lru_cache(maxsize=1024)
def _han(text: str) -> int | float | None:
    """Read a numeral in words, or return None where it is none (千, 百十) or leaves open which (三四)."""
    if text == "半":
        return 0.5
    if text[0] in "百千" or (len(text) == 1 and text in "〇零") or VAGUE.search(text.partition("点")[0]):
        return None
    try:
        value = cn2an.cn2an(text.replace("两", "二").replace("〇", "零"), "smart")
    except (ValueError, KeyError):
        return None
    return int(value) if value == int(value) else float(value)


def _digits(text: str) -> int | float:
    return _plain(Decimal(text.replace(",", "").replace("，", "")))


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


@lru_cache(maxsize=1)
def _registry() -> Any:
    """Return a pint registry with Decimal numbers and the Chinese units."""
    import pint

    registry: Any = pint.UnitRegistry(non_int_type=Decimal)
    registry.load_definitions(
        files("corpusutils.targets").joinpath("data/units_zh.txt").read_text(encoding="utf-8").splitlines()
    )
    return registry


PER = re.compile("[/（(]")
"""What parts a unit from what it is told for or with: 元/吨, 套（间）."""
BASES = {
    "volume": "meter ** 3", "area": "hectare", "length": "meter", "mass": "metric_ton", "power": "kilowatt", "energy": "kilowatt_hour",
    "concentration": "microgram / meter ** 3", "time": "day",
}  # fmt: skip
SHOWN = {
    "meter ** 3": "m³", "hectare": "ha", "meter": "m", "metric_ton": "t", "kilowatt": "kW", "kilowatt_hour": "kWh",
    "microgram / meter ** 3": "µg/m³", "day": "d", "percent": "%", "yuan": "元", "person": "人", "piece": "个", "household": "户",
    "vehicle": "辆", "water_class": "类", "times": "倍", "usd": "美元",
}  # fmt: skip


@lru_cache(maxsize=1024)
def _factor(unit: str) -> tuple[Decimal, str] | None:
    """Return what a unit as written is worth in the base unit of its dimension, and that unit's sign."""
    scale = re.match(SCALE, unit)
    bare = (
        unit[scale.end() :] if scale and PER.split(unit[scale.end() :])[0] in units() and unit not in units() else unit
    )
    known = units().get(bare) or units().get(PER.split(bare)[0])
    if known is None:
        return None
    factor = Decimal(1)
    if bare != unit and scale:
        factor = Decimal(int(cn2an.cn2an("一" + scale[0], "smart")))
    target = BASES.get(known.dimension, known.pint)
    if target != known.pint:
        registry = _registry()
        factor *= registry.Quantity(Decimal(1), known.pint).to(target).magnitude
    return factor, SHOWN.get(target, target)


def to_base(value: object, unit: str | None) -> tuple[Any, str | None]:
    """Return an amount in the base unit of its dimension, or (None, None) for a unit that the table lacks.

    >>> to_base(1.5, "亿立方米"), to_base((4.5, 5), "%"), to_base(3, "万亩")
    ((150000000, 'm³'), ([4.5, 5], '%'), (2000, 'ha'))
    """
    found = _factor(unit) if unit else None
    if value is None or found is None:
        return None, None
    factor, sign = found
    if isinstance(value, tuple | list):
        return [_plain((Decimal(str(v)) * factor).quantize(Decimal("1e-6")).normalize()) for v in value], sign
    return _plain((Decimal(str(value)) * factor).quantize(Decimal("1e-6")).normalize()), sign
