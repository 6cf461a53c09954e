"""What an article introduces by its name and then calls by its kind alone: 沙窝村 … 全村, 罗麓酒庄 … 酒庄."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from corpusutils.targets.divisions import find_divisions


class Kind(NamedTuple):
    """How the names of a kind of bodies end, and what such a body is called once it has been named."""

    endings: str
    as_subject: str
    """Words for it where a clause begins with them and goes on about it."""
    anywhere: str = ""
    """Words for it wherever they stand."""


KINDS = {
    "village": Kind(
        "(?<![农全])村(?![级委民医卫组庄落务寨])|嘎查", "", r"(?<!占)全村|村里|村上|(?<![\d个县市省区镇乡])村集体"
    ),
    "town": Kind("(?<![城集乡])镇|(?<![城家老故])乡(?![村镇亲])", "", "全[镇乡](?!村)|[镇乡]里|镇上"),
    "cooperative": Kind("合作社", "合作社", "社里"),
    "company": Kind("有限公司|公司|集团", "公司|集团"),
    "school": Kind("中学|小学|学校|学院|大学|职中|职业中专", "学校|学院|校园", "全校"),
    "kindergarten": Kind("幼儿园", "幼儿园|园里"),
    "hospital": Kind("医院|卫生院", "医院", "全院"),
    "mine": Kind("煤矿(?!山)|铁矿(?!山)|磷矿|石墨矿|锂矿", "煤矿", "全矿|矿上|矿里"),
    "plant": Kind("[水电药酒糖纱瓷]厂|热源厂|处理厂|加工厂|发电厂|化工厂|钢铁厂", "水厂|电厂|热源厂", "全厂|厂里|厂区"),
    "park": Kind("产业园|工业园|物流园|科技园|创业园|示范园|园区", "园区|产业园|工业园|物流园|科技园", "全园"),
    "zone": Kind("开发区|高新区|经开区", "园区|开发区|高新区|经开区"),
    "area": Kind("先行区|示范区|新区|移民区", "示范区|新区|先行区|片区"),
    "line": Kind("高速公路|高速|快速通道|旅游公路|铁路专用线|铁路|高铁|快速路", "全线|线路|专用线"),
    "crossing": Kind("大桥|隧道", "大桥|隧道"),
    "harbour": Kind("港区|[新陆]港|港", "港区|全港|陆港"),
    "market": Kind("市场", "市场(?!监|主|化|需|价|销|开|份|占|行|经|消|规|供|准|营|拓|竞)"),
    "lake": Kind("(?<![江河])湖(?![面区里畔边滨北南光州岸水长])", "湖区", "湖[区里上]|全湖"),
    "power_station": Kind("(?<![变充换])电站", "电站"),
    **{word: Kind(word, word) for word in ("古城", "基地", "机场", "口岸", "酒庄", "景区", "作业区", "灌区", "水库", "泵站", "保护区")},
    **{word: Kind(word, word, f"全{word}|全场|场里") for word in ("农场", "林场", "牧场")},
}  # fmt: skip
_GROUPS = {f"kind{n}": name for n, name in enumerate(KINDS)}


def _any_of(field: str) -> str:
    """Return one pattern for a field of all kinds, each as a group of its own; what none begins with is passed over at once."""
    words = {group: getattr(KINDS[name], field) for group, name in _GROUPS.items()}
    plain = "|".join(re.sub(r"\(\?[^)]*\)", "", pattern) for pattern in words.values() if pattern)
    begins = "".join(sorted(set("".join(re.findall(r"(?:^|\|)(\[[^]]+\]|.)", plain))) - set("[]")))
    return f"(?=[{begins}])(?:{'|'.join(f'(?P<{group}>{words[group]})' for group in words if words[group])})"


ENDING = re.compile(_any_of("endings"))
SUBJECT = re.compile(
    r"(?:^|(?<=[，。；：、“”！？（）\s])|(?<=[该本年月日里上前后今下]))(?:该|整个|这[个座家所片]|去年|今年|如今|目前|眼下)?"
    rf"(?:{_any_of('as_subject')})"
    "(?![长书委民主任等和与、“]|干部|两委|党|董|总(?!投资|产)|副|负责|群|级|债|章)"
)
ANYWHERE = re.compile(_any_of("anywhere"))
REACH = 14
"""Characters in which a body's own name stands before the word for its kind."""
LEFT = re.compile(rf"[\u4e00-\u9fff·]{{1,{REACH}}}\Z")
CUT = re.compile(
    r"^[座家所处条辆]|.*(?:[的在了是从到由对与和及把被让给向去进往上下来出跟替又里再年今过听说等些以个据该请使回返还映访驻为按或着靠话我管绕叫]"
    r"|时(?![尚代])|有(?![限机])|月底|年底|底前|其中|升入|高一级|紧邻|毗邻|隔壁|附近|当地|国内|同类|月份|位于|属于|列入|通往|邻近|检查|开工|离开|新?开通|全线|[建共]?设(?![计备施])|办成|改成|[春夏秋冬]天|走访|夜访|记者|成立|办起|建起|创办|引进|鼓励|支持|带动"
    r"|服务|努力|建设|建成|打造|推进|修复|退化|培训|[一二三四五六七八九十两几多这那每各某][家座所条]|[这那]|[镇乡]|街道|村(?=.)|[全本][市县省区])"
)
"""What stands before a body's own name."""
SHORTEST = 2
"""Characters of a name at least, beside the word for its kind."""
OF_MANY = re.compile(
    r"^(?:[全该本各某多每几一两三四五六七八九十]|[大中小新老]型?|[子分母]|[水火]|[省市县村国]?[级属]|国[家有]|[民公]办|[一二三]级"
    r"|乡镇|农[业村民]|并网|行政|自然|中心|重点|示范|零碳|低碳|区间|建制|试点|脱贫|贫困|美丽|股份|专业|高等|职业|中职|寄宿制|城市|住宅|居民|人民|综合|先行"
    r"|国际|义务教育|硬化|创新|央企|龙头|平台|上市|科技|投资|资产|保险|物业|物流|回收|燃气|热力|引黄|自流|提水|井灌|储能|光伏|风力?|抽水|蓄能|瓦斯|独立|共享"
    r"|所有|非|正常|生产|建设|标准化?|智能化|现代|高新|高科技|经济|技术|工业|产业|新建|集团|偏远|[冬夏]季?|污水|垃圾|天然|湿地|造林|养殖|种植)+$"
)
"""What makes no name beside the word for a kind, however much of it there is."""
ROUTE = re.compile("[\u4e00-\u9fff]{2,4}[至到][\u4e00-\u9fff]{2,6}$")
"""The two ends of a road or a railway that is named after them."""
AFTER_ITS_PLACE = ("机场", "口岸", "harbour")
"""Kinds that are named after their city alone: 庆阳机场."""
TOWN = re.compile("(?:(?<=[县市区旗])[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{2})[镇乡]$")
AT_HEAD = 8
"""Characters of a clause in which a body's full name begins that the clause goes on about."""
TOLD = 2
"""How often a text calls a body by its kind alone, at least, where it is about it."""


def _kind(match: re.Match[str]) -> str:
    return _GROUPS[str(match.lastgroup)]


class Bodies:
    """The bodies that an article names; `home` is the place that it speaks of by default."""

    def __init__(self, headline: str, body: str, home: str | None) -> None:
        self.text = f"{headline}\n{body}"
        self._begin = len(headline) + 1
        ends = [match for match in ENDING.finditer(home or "") if match.end() == len(home or "")]
        self._home = (_kind(ends[0]), home) if ends else None

    @cached_property
    def _named(self) -> dict[str, tuple[list[int], list[str]]]:
        """For each kind where the names of its bodies end in the text, and the names."""
        found: dict[str, tuple[list[int], list[str]]] = {}
        for match in ENDING.finditer(self.text):
            if name := self._name(match):
                ends, names = found.setdefault(_kind(match), ([], []))
                ends.append(match.end())
                names.append(name)
        return found

    @cached_property
    def _told(self) -> Counter[str]:
        """How often the text calls bodies of each kind by that alone."""
        return Counter(self._kind_told(match) for words in (SUBJECT, ANYWHERE) for match in words.finditer(self.text))

    def _kind_told(self, match: re.Match[str]) -> str:
        """Return the kind that a word calls a body by; 全线 is a bridge's or a tunnel's where no road is named."""
        kind = _kind(match)
        return "crossing" if kind == "line" and kind not in self._named else kind

    def _name(self, match: re.Match[str]) -> str | None:
        """Return the name that ends with a word for a kind, without what stands before it, or None where it is none."""
        left = LEFT.search(self.text, max(0, match.start() - REACH), match.start())
        before = CUT.sub("", left[0]) if left else ""
        if before and left and left[0][: -len(before)].endswith(("上", "下")):
            longer = left[0][-len(before) - 1] + before + match[0]
            if self.text.count(longer) == self.text.count(longer[1:]) > 1:
                before = longer.removesuffix(match[0])  # part of a name: 上坞村
        if _kind(match) == "line" and (route := ROUTE.search(before)):
            return route[0] + match[0]  # 合水至宁县快速通道
        divisions = find_divisions(before)
        own = before[divisions[-1][1] :] if divisions else before
        if not own and divisions and _kind(match) in AFTER_ITS_PLACE:
            return before + match[0]
        if len(own) < SHORTEST or OF_MANY.search(own):
            if town := TOWN.search(left[0], 0, len(left[0]) - len(before)) if left and own and not divisions else None:
                return town[0] + before + match[0]  # 长安镇中心幼儿园
            return before[divisions[0][0] :] + match[0] if divisions and own else None  # 阳泉市人民医院 is one
        names = (own[start:] + match[0] for start in range(len(own) - SHORTEST + 1))
        return next((name for name in names if self.text.count(name) > 1), own + match[0])

    def meant(self, clause: str, at: int) -> str | None:
        """Return the body that a clause speaks of, by its kind alone or by its name; `at` is the clause's place in the body.

        >>> bodies = Bodies("", "石门村去年修了路。如今，全村栽梨300亩。", None)
        >>> bodies.meant("全村栽梨300亩", 13), bodies.meant("全县栽梨3万亩", 13)
        ('石门村', None)
        """
        match = SUBJECT.search(clause) or ANYWHERE.search(clause)
        if match is None:
            return self._at_head(clause, self._begin + at)
        kind = self._kind_told(match)
        if self._home and (kind == self._home[0] or (kind, self._home[0]) == ("park", "zone")):
            return self._home[1]
        ends, names = self._named.get(kind, ([], []))
        if not names or self._begin + at + match.end() in ends:
            return None
        before = bisect_right(ends, self._begin + at + match.start())
        return names[max(0, before - 1)]

    def _at_head(self, clause: str, begin: int) -> str | None:
        """Return the body whose name a clause begins with, where the text names it again and calls it by its kind, too."""
        for kind in self._told:
            ends, names = self._named.get(kind, ([], []))
            first = bisect_right(ends, begin)
            if first < len(ends) and ends[first] <= begin + len(clause):
                name = names[first]
                if ends[first] - len(name) <= begin + AT_HEAD and names.count(name) > 1:
                    return name
        return None

    def subject(self) -> tuple[str, int] | None:
        """Return the body that the text is about, and how often it calls it by its kind alone, or None."""
        both = [kind for kind in self._told if kind in self._named]
        if not both:
            return None
        most_named = {kind: Counter(self._named[kind][1]).most_common(1)[0] for kind in both}  # the first of equals
        if "line" in both:
            both = [kind for kind in both if kind != "crossing"]  # bridges and tunnels are parts of the road
        kind = max(both, key=lambda kind: self._told[kind] + most_named[kind][1])
        times, (name, most) = self._told[kind], most_named[kind]
        mostly = 2 * most >= len(self._named[kind][1])
        return (name, times) if (times >= TOLD or times + most >= 3) and mostly else None
