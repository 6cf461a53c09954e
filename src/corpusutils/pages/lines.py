"""What a page's lines say about themselves: width, column, gaps, and the marks of the trade."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.characters import Characters, Wanted, wanted
from corpusutils.pages.raw import RawPage

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007"
NAME = rf"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,6}})?"
SPACE = r"[ \t\u3000]*"
SET_APART = rf"[{HAN}][ \t\u3000]+[{HAN}](?![{HAN}])"
SPACED_NAME = rf"(?:{SET_APART}|{NAME})"
NAMES = rf"{NAME}(?:[ \t\u3000、]+{NAME}){{0,5}}"
SPACED_NAMES = rf"{SPACED_NAME}(?:[ \t\u3000、]+{SPACED_NAME}){{0,5}}"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包"
    "诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖"
    "武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿边"
    "扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖"
    "融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公南晋帅肖闫付原代仝晓来郄苑冀"
)
PERSON_NAME = rf"(?:欧阳|司马|上官|诸葛|令狐|相里|皇甫|尉迟|[{SURNAMES}])[{HAN}]{{1,2}}(?<![市县区镇乡村])"
PERSON_NAMES = rf"{PERSON_NAME}(?:[ \t\u3000、]+{PERSON_NAME}){{0,5}}"
ANY_NAME = rf"(?:{SET_APART}|[{HAN}]{{2,3}})"
OUTLET = rf"(?:本刊|本报|新华社|[{HAN}]{{2,6}}(?:日报|晚报|时报|周刊|周报|融媒体?|客户端))"
PAGE_BREAK = 9
"""Blank lines that a form feed stands for."""
LONGEST = 800
"""Lines of the longest page."""
WIDEST = 60
"""Characters that the lines of a column hold at most."""
APART, MOSTLY, FEWEST, LONGEST_RUN = 4.0, 0.6, 8, 200
"""How much wider a column gets within a run of lines, the share of them that must be as wide, and the runs looked into."""
TELLING = 3
"""Lines that at least tell a column."""
INDENTED = 3.0
"""By how much a line that lost its indent may be shorter than its column."""
INDENTS = ("\u3000\u3000", "  ", "\t\t", " \t", "\t ")
NO_NAME = r"(?!下同|见图|如图|详见|笑声|掌声|待续|未完|节选|摘[要编登]|有删|略|注|来源|完|全文)"
SIGNED = re.compile(r"[。！？!?”][ \t]*[（(]([^（()）\n]{2,40})[）)]$")
"""What stands in brackets behind a sentence that is over."""
OFFICE = "(?:局|委|厅|办|室|部|处|科|站|队|所|会|院|府|社|馆|中心|公司|集团|机构|部门|指挥部|委员会)"
DAY = r"(?:(?:(?:19|20)\d\d|[〇○零一二三四五六七八九]{4})年)?[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
NAMED = re.compile(rf"{NO_NAME}{SPACED_NAMES}")
SIGNATURE = re.compile(
    rf"{NO_NAME}(?!截[至止]|数据|含|包括)(?:[{HAN}、]{{2,30}}{OFFICE}(?:供稿|整理)?[，,]?(?:{DAY})?|{DAY})"
)
"""An office that signs, a date, or both, without spaces."""
WRAPPED = 3
"""Lines over which what signs an article may be wrapped."""
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PERSON = r"(?:(?:实习|首席|见习|特约|全媒体)?(?:记者|通[讯迅]员|评论员|实习生))"
HEAD = re.compile(rf"[■姻]?[ \t]*(?:{OUTLET}|本网)?[ \t]*(?:{PERSON}[^，。：:]{{0,16}})?$")
LONGEST_HEAD = 40
"""A line that holds no more than the beginning of a source formula, and the characters that it has at most."""


@dataclass(frozen=True)
class Mark:
    """What a line can be recognised by: a pattern, and what lets it be sought in few lines only.

    A line can match only if its first character is among `begins`, its last among `ends`, and it holds one of `holds`;
    an empty string lets every line pass.
    """

    expression: str = ""
    begins: str = ""
    ends: str = ""
    holds: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.expression)


MARKS: dict[str, Mark] = {
    # how a line begins
    "opener": Mark(
        rf"^[ \t\u3000]*(?:[（(]{NAMES}[）)][ \t\u3000]*)?(?:(?:{OUTLET}|本网)(?:[{HAN}]{{0,4}}[0-9月日 ]{{0,6}})?(?:讯|电|消息|综合消息|综合报道)(?![{HAN}]{{0,2}}[息号])|【[{HAN}]{{2,8}}讯】|[{HAN}]{{2,4}}(?<![通简喜资电短快音])讯[ \t\u3000]+(?=[{HAN}“《（(0-9])|(?:{OUTLET}|本网)?[ \t]*{PERSON}[:： \t\u3000]*{NAMES}[ \t\u3000]*(?:综合|现场)?报道[ \t\u3000:：]+(?=\S))",
        holds="讯电消报",
    ),
    "address": Mark(
        rf"^[ \t\u3000]*(?:各位|各有关|尊敬的|广大)[{HAN}、]{{2,12}}[：:]|^[ \t\u3000]*编辑同志[：:]"
        rf"|^[ \t\u3000]*[{HAN}、（）()]{{2,18}}(?:用户|居民|住户|业主|市民|单位|村民|户主|车主|家长|同学|职工|读者|司机|旅客|考生|企业)[：:]$",
        holds="：:",
    ),
    "markdown": Mark(r"^[ \t]*#{1,6}[ \t]+\S", begins="#"),
    "dash": Mark(r"^[ \t\u3000]*[—―－-]{2,}", begins="—―－-"),
    "kicker": Mark(r"[—―－-]{2,}$", ends="—―－-"),
    "label": Mark(rf"^【[{HAN}·]{{2,8}}(?<!讯)】$", begins="【"),
    "picture_label": Mark(rf"^(?:图说|图片新闻|影像|镜头|光影|视觉)[{HAN}·]{{0,6}}$", begins="图影镜光视"),
    "note": Mark(
        r"^[ \t\u3000]*(?:编者按|编者的话|编后(?:语|记)?[:：]|开栏的?话|开栏语|核心提示|阅读提示|导读|[【\[]编者按[】\]])",
        begins="编开核阅导【[",
    ),
    "hanging": Mark(r"^[ \t\u3000]*[，。；：、！？）》”’％%]", begins="，。；：、！？）》”’％%"),
    # how a line ends
    "ended": Mark(r"[。！？!?…][”’」』）)]*[ \t\u3000]*$|[；;][ \t\u3000]*$", ends="。！？!?…；;”’」』）)"),
    "paragraph_opener": Mark(
        r"^[ \t\u3000]*(?:(?:19|20)\d\d[ ]*年|\d{1,2}[ ]*月[ ]*\d{1,2}[ ]*日|近日|日前|近年来|今年|去年|目前|截至|据悉|据了解|据介绍|同时|此外|其中|下一步|会上|会议(?:指出|强调|要求|提出))",
        begins="0123456789近日今去目截据同此其下会",
    ),
    "adverbial": Mark(
        r"^[ \t\u3000]*(?:(?:到|截至|自|从|在)?[ ]*(?:(?:19|20)\d\d[ ]*年)(?:底|末|初|[ ]*\d{1,2}[ ]*月(?:[ ]*\d{1,2}[ ]*日)?)?|\d{1,2}[ ]*月[ ]*\d{1,2}[ ]*日|近日|日前|近年来|连日来|今年以来|[今去明]年|目前|眼下|如今|据悉|据了解|据介绍|同时|此外|下一步|当日|会上)[，,]",
        holds="，,",
    ),
    "broken_off": Mark(r"[，、,：:]\s*$", ends="，、,：:"),
    "closer": Mark(
        rf"(?<=[。！？!?”])[ \t]*[（(][ \t]*{NO_NAME}{NAMES}[ \t]*[）)][ \t\u3000]*$|[（(][ \t]*(?:(?:文|图|摄影|记者|通讯员|来源|{OUTLET})[:： /／]*)*{PERSON_NAMES}[ \t]*(?:摄|文|图)?[）)][ \t\u3000]*$|^[ \t\u3000]*[（(][ \t]*{NO_NAME}{SET_APART}[ \t]*[）)][ \t\u3000]*$",
        ends="）)",
    ),
    # what a line holds
    "sentence": Mark(holds="。；"),
    "stops": Mark(r"[。；;…][”’」』）)]*[ \t\u3000]*$", ends="。；;…”’」』）)"),
    "exclaims": Mark(holds="！？!?"),
    "comma": Mark(holds="，,"),
    "commas": Mark(r"[，,][^，,。\n]+[，,]", holds="，,"),
    # what a line is
    "byline": Mark(
        rf"^[ \t\u3000]*[■□▲●◆姻]?[ \t]*(?:[（(][ \t]*)?(?:(?:文/图|文图|图文|图/文)[:：]?[ \t]*)?(?:{OUTLET}?[ \t]*{PERSON}|文/|图/|文图/|摄影/|撰文|作者[:：])[:：/ \t\u3000]*{SPACED_NAMES}(?:[ \t\u3000]+(?:{OUTLET}?[ \t]*{PERSON}|文/|图/|摄影)[:：/ \t\u3000]*{SPACED_NAMES})*(?:[ \t]*(?:文/图|文/摄|文并摄|文|图|摄影报道))?[ \t]*[）)]?[ \t\u3000]*$|^[ \t\u3000]*[■□▲●◆姻]?[ \t]*{PERSON_NAMES}[ \t]*(?:摄影报道|文/图|文图|图文)[ \t\u3000]*$|^[ \t\u3000]*[■□▲●◆姻][ \t]*{PERSON_NAMES}[ \t\u3000]*$",
        holds="者员摄图文姻■□▲●◆生",
    ),
    "name_in_brackets": Mark(
        rf"^[ \t\u3000]*[（(][ \t]*(?:{OUTLET}?[ \t]*{PERSON}[:：/ \t\u3000]*)?(?:{PERSON_NAMES}|{NO_NAME}{ANY_NAME}(?:[ \t\u3000、]+{ANY_NAME}){{0,4}})[ \t]*[）)][ \t\u3000]*$",
        begins="（(",
    ),
    "notice": Mark(
        rf"^[ \t\u3000#]*(?:关于.{{2,24}}的)?(?:[通公]{SPACE}告|公{SPACE}示|启{SPACE}事|声{SPACE}明|提示|须知|讣{SPACE}告|更{SPACE}正|告{SPACE}示|通{SPACE}知|告知书)[ \t]*$|^[ \t\u3000#]*\S{{2,24}}(?:通告|公告|公示|启事|须知|告示)[ \t]*$",
        ends="告事明示知正书",
    ),
    "name_alone": Mark(
        rf"^[ \t\u3000]*[■□▲●◆姻]?[ \t]*{PERSON_NAME}(?:[ \t\u3000]+{PERSON_NAME}){{0,2}}(?:[ \t]*(?:摄影报道|文/图|文图))?[ \t\u3000]*$"
    ),
    "caption": Mark(
        rf"(?:[■□▲●◆姻]|[ \t\u3000（(。])[ \t]*(?:{OUTLET}?[ \t]*{PERSON}?)[ \t]*{NAMES}[ \t]*(?:摄|摄影|供图)[）)]?[ \t\u3000]*$|^[ \t\u3000]*(?:[（(]?(?:左|右|上|下)?图[为①②③④⑤⑥\d：:]|[▲△▼]|资料图片|图片由)|(?:资料图片|供图|图片)[）)]?[ \t\u3000]*$",
        holds="摄图▲△▼",
    ),
    "jump": Mark(
        r"^[ \t\u3000]*[（(\[【]?[ \t]*(?:相关(?:内容|报道|新闻)?.{0,6}详?见|(?:紧接|上接|下转|转|接).{0,6}(?:第[ ]*)?(?:[A-Za-z]?\d{1,2}|[一二三四五六七八九十]{1,2})[ ]*版|详见.{0,6}版).{0,12}$"
        r"|^[ \t\u3000]*[（(\[【][^（）()。；]{2,16}见[^（）()。；\d]{0,4}(?:[A-Za-z]?\d{1,2}|[一二三四五六七八九十]{1,2})[ ]*版[）)\]】][ \t\u3000]*$",
        holds="版",
    ),
    "jump_from": Mark(r"^[ \t\u3000]*[（(\[【][ \t]*(?:紧接|上接)[^（）()]{0,10}版[^（）()]{0,6}[）)\]】]", holds="版"),
    "jump_to": Mark(r"[（(\[【][ \t]*(?:下转|转)[^（）()]{0,10}版[^（）()]{0,6}[）)\]】][ \t]*$", holds="版"),
    "image": Mark(
        r"^[ \t]*(?:!\[[^\]\n]*\]\([^)\n]*\)|<img[^>\n]*>|<!--.*-->|[\[【]?(?:图片|image|figure)[\]】]?)[ \t]*$",
        begins="!<[【图if",
    ),
    "wordless": Mark(rf"^[^{HAN}A-Za-z0-9\n]+$"),
    "page_number": Mark(
        r"^[ \t\u3000]*(?:第?[ ]*[A-Z]?\d{1,3}[ ]*版?|[A-Z]\d{1,2}[ ]*版?|责任?编辑[:：].{0,30}|(?:19|20)\d\d年\d{1,2}月\d{1,2}日[ \t\u3000]*星期.{0,24})[ \t\u3000]*$",
        begins="第责0123456789" + UPPER,
    ),
    "two_part": Mark(
        rf"^[ \t]*#{{0,6}}[ \t]*(?![（(])[^\s，。；！？,;!?]{{2,30}}(?:(?<=[{HAN}”》）])[ \t\u3000]+(?=[{HAN}“《（])[^\s，。；！？,;!?]{{3,30}}){{1,2}}[ \t]*$",
        holds=" \t\u3000",
    ),
    "dated": Mark(
        r"^(?![于自至到在从截])[^。；！？\n]{0,24}(?:(?:19|20)\d\d|[二一][〇○零OＯ九][〇○零一二三四五六七八九]{2})[ ]?年[ ]?[\d一二三四五六七八九十]{1,2}[ ]?月[ ]?[\d一二三四五六七八九十]{1,3}[ ]?日[ \t\u3000]*$",
        ends="日",
    ),
    "speaker": Mark(r"^[ \t\u3000]*(?:记者|问|答|主持人|编辑)[ ]?[:：]", begins="记问答主编"),
    "folio": Mark(
        rf"^(?:第?[A-Z]\d{{1,2}}[ ]?版?|第?\d{{1,2}}[ ]?版)[ \t\u3000]*[{HAN}·]{{2,8}}$|^[{HAN}]{{2,8}}[报刊讯][ \t\u3000]+(?:[{HAN}·]{{2,6}}[ \t\u3000]+)?第?[A-Z]?\d{{1,2}}[ ]?版?(?:[ \t\u3000]+[{HAN}·]{{2,6}})?$"
    ),
    "masthead": Mark(
        r"^[^。；！？]*(?:星期[一二三四五六日天]|责任?编辑|责编|美编|版式|校对|热线(?:电话)?[：: ]|农历|本期[ ]?\d|今日[ ]?\d+[ ]?版|总第[ ]?\d|刊号|邮发代号)[^。；！？]*$"
        rf"|^[{HAN}]{{2,6}}(?:日报|晚报|晨报|时报|商报|都市报|周报|周刊)$",
        holds="星责美版校线历期号代报刊日",
    ),
    "date_line": Mark(
        r"^(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?(?:[ \t\u3000]*第?[A-Z]?\d{1,2}[ ]?版)?$", begins="12"
    ),
    "section_name": Mark(
        r"^(?:今日)?(?:要闻|时政|综合(?:新闻)?|本地|地方|民生|社会|经济|财经|文化|体育|教育|健康|三农|农业农村|生态|科技|法治|国内|国际|副刊|专题|专版|评论|理论|聚焦|深度|头版)$",
        ends="闻政合地方生会经济财化育康农村态技治内际刊题版论焦度",
    ),
    "section": Mark(rf"^\d{{1,2}}[ \t\u3000]+[{HAN}·]{{2,8}}$"),
    "signed": Mark(rf"^[{HAN}]{{2,10}}[ \t\u3000]+(?:{PERSON_NAME}(?:等\d+人)?|[{HAN}](?:女士|先生|同学|师傅|老师))$"),
    "afterword": Mark(r"^[【\[]?编后", begins="编【["),
    "numbered": Mark(
        r"^[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百零〇]{1,6}[章节条编])",
        begins="一二三四五六七八九十（第",
    ),
}


BITS = {name: np.uint64(1 << n) for n, name in enumerate(MARKS)}


@lru_cache(maxsize=1)
def _wanted() -> tuple[Wanted, Wanted, Wanted]:
    """Return which characters the marks' lines begin with, end with and hold; bit n stands for the n-th mark."""
    marks = MARKS.values()
    return wanted([m.begins for m in marks]), wanted([m.ends for m in marks]), wanted([m.holds for m in marks])


class Marks(Mapping[str, NDArray[np.bool_]]):
    """Which of some lines bear which of `MARKS`, and which are `indented`; sought when first asked for."""

    def __init__(self, raw: Sequence[str], text: Sequence[str], characters: Characters) -> None:
        self._raw, self._text = raw, text
        self._fits = characters.fits(*_wanted())
        self._found: dict[str, NDArray[np.bool_]] = {}

    def __iter__(self) -> Iterator[str]:
        yield from MARKS
        yield "indented"

    def __len__(self) -> int:
        return len(MARKS) + 1

    def __getitem__(self, name: str) -> NDArray[np.bool_]:
        if name not in self._found:
            self._found[name] = self._seek(name)
        return self._found[name]

    def _seek(self, name: str) -> NDArray[np.bool_]:
        if name == "indented":  # only the raw line says
            return np.array([line.startswith(INDENTS) for line in self._raw], dtype=bool)
        found = np.zeros(len(self._text), dtype=bool)
        left = (self._fits & BITS[name]).nonzero()[0].tolist()
        if left and MARKS[name].expression:
            search = MARKS[name].pattern.search
            left = [i for i in left if search(self._text[i])]
        if left:
            found[left] = True
            if name == "opener":
                found &= ~self["dated"]  # a folio: 晚讯 2022年7月26日
        if name in ("opener", "byline", "caption"):
            starts = self._wrapped_credits if name == "caption" else self._wrapped_heads
            wrapped = [i for i in starts if not found[i] and self._over_two(name, i)]
            if wrapped:
                found[wrapped] = True
                if name != "opener":  # behind a source formula the article goes on
                    found[[i + 1 for i in wrapped]] = True
        if name == "closer" and (signed := [i for i, t in enumerate(self._text) if t[-1] in "）)" and self._signs(i)]):
            found[signed] = True
        return found

    @cached_property
    def _wrapped_heads(self) -> list[int]:
        """Lines that hold no more than the beginning of a source formula or a byline."""
        return [i for i, line in enumerate(self._text[:-1]) if len(line) <= LONGEST_HEAD and HEAD.match(line)]

    @cached_property
    def _wrapped_credits(self) -> list[int]:
        """Lines before one that holds no more than the end of a photographer's credit."""
        return [i for i, line in enumerate(self._text[1:]) if line in ("摄", "摄影", "摄）")]

    def _over_two(self, name: str, i: int) -> bool:
        """Tell whether a line and the next bear a mark together: 本报记者 秦晓 报, 道 at the head of the next."""
        match = MARKS[name].pattern.search("".join(self._text[i : i + 2]))
        return match is not None and match.end() > len(self._text[i])

    def _signs(self, i: int) -> bool:
        """Tell whether a line ends with who signs an article, in brackets that may be wrapped: （秦 above, 晓）below."""
        first = next(
            (k for k in range(i, max(-1, i - WRAPPED), -1) if "（" in self._text[k] or "(" in self._text[k]), i
        )
        found = [SIGNED.search(gap.join(self._text[first : i + 1])) for gap in ("", " ")]
        signed = [match[1].strip() for match in found if match]
        return any(NAMED.fullmatch(text) or SIGNATURE.fullmatch("".join(text.split())) for text in signed)


@dataclass(frozen=True)
class PageLines:
    """The non-blank lines of a page as parallel arrays.

    `number` is the raw line (1-based), `text` the stripped line, `start` its offset in the page, `gap` the blank lines before it, `width` its
    visual width (a Chinese character is 1, a half-width one ½), `column` the width of the column that it was
    wrapped to (0 where lines are not wrapped), `marks` which `MARKS` it bears, `vertical` whether it belongs
    to a headline set one character a line.
    """

    page: RawPage
    number: NDArray[np.int64]
    text: list[str]
    start: list[int]
    gap: NDArray[np.int64]
    width: NDArray[np.float64]
    column: NDArray[np.float64]
    vertical: NDArray[np.bool_]
    marks: Mapping[str, NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.text)

    def stretch(self, first: int, last: int) -> PageLines:
        """Return the lines from `first` up to `last`, that one excluded, as if the page had no others."""
        window = slice(first, last)
        return PageLines(
            self.page,
            self.number[window],
            self.text[window],
            self.start[window],
            self.gap[window],
            self.width[window],
            self.column[window],
            self.vertical[window],
            {name: hits[window] for name, hits in self.marks.items()},
        )

    def stretches(self) -> list[tuple[int, int]]:
        """Return the stretches that are cut into articles one by one, as half-open index pairs.

        A form feed ends a page, over which no article goes on. What is longer than any page is cut at its widest gap, so
        that the work grows with the length and not with its square.
        """
        cuts = [0, *(int(i) for i in np.flatnonzero(self.gap >= PAGE_BREAK) if i), len(self)]
        todo, done = list(itertools.pairwise(cuts))[::-1], []
        while todo:
            first, last = todo.pop()
            if last - first <= LONGEST:
                done.append((first, last))
                continue
            middle = first + LONGEST // 2
            at = middle + int(np.argmax(self.gap[middle : first + LONGEST]))
            todo += [(at, last), (first, at)]
        return done


def read_lines(page: RawPage) -> PageLines:
    """Measure the lines of a page."""
    raw = page.lines
    filled = [n for n, line in enumerate(raw, start=1) if line and not line.isspace()]
    number = np.array(filled, dtype=np.int64)
    text = [raw[n - 1].strip() for n in filled]
    start = [page.line_starts[n - 1] + raw[n - 1].index(t[0]) for n, t in zip(filled, text, strict=True)]
    gap = np.diff(number, prepend=0) - 1
    if "\f" in page.text:
        feeds = [match.start() for match in re.finditer("\f", page.text)]
        pages = np.searchsorted(feeds, [at + len(line) for at, line in zip(start, text, strict=True)])
        gap += PAGE_BREAK * (np.diff(pages, prepend=0) > 0)
    characters = Characters(text)
    width = characters.width()
    vertical = _vertical(width, gap)
    marks = Marks([raw[n - 1] for n in filled], text, characters)
    prose = marks["sentence"] | marks["comma"]
    return PageLines(
        page, number, text, start, gap, width, _columns(width, gap, vertical, prose, marks["opener"]), vertical, marks
    )


def _vertical(width: NDArray[np.float64], gap: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Find headlines set vertically: at least four lines of one to three characters, mostly one, on end."""
    vertical = np.zeros(len(width), dtype=bool)
    narrow = width <= 3
    start = 0
    while start < len(width):
        if not narrow[start]:
            start += 1
            continue
        end = start
        while end < len(width) and narrow[end] and (end == start or gap[end] <= 2):
            end += 1
        if end - start >= 4 and width[start:end].mean() <= 1.7:
            vertical[start:end] = True
        start = end
    return vertical


def _columns(
    width: NDArray[np.float64],
    gap: NDArray[np.int64],
    vertical: NDArray[np.bool_],
    prose: NDArray[np.bool_],
    opener: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Estimate the column that each line was wrapped to from the runs of lines that it stands in.

    In a wrapped run of prose most lines are equally wide. A run too short to tell, or one that may be a title, takes
    the nearest column that is at least as wide as it; an `opener` below a title that it touches is no part of it. A
    lone line takes the column below, of which it may be the first line without its indent.
    """
    column = np.zeros(len(width))
    bounds = [0, *(i for i in range(1, len(width)) if gap[i] > 0), len(width)]
    known: list[tuple[int, float]] = []
    for first, last in itertools.pairwise(bounds):
        if last - first < TELLING:
            continue
        for begin, end, top in _even_parts(width, vertical, first, last):
            lines = int((~vertical[begin:end]).sum())
            if top is None or lines < TELLING or (lines < 5 and prose[begin:end].sum() < 2):
                continue
            column[begin:end] = top
            known.append((begin, top))
    if not known:
        return column
    places = [first for first, _ in known]
    parts = sorted({*bounds, *(i for i in np.flatnonzero(opener).tolist() if not column[i])})
    for first, last in itertools.pairwise(parts):
        if column[first]:
            continue
        at = bisect_right(places, first)
        near = [known[i][1] for i in (at - 1, at) if 0 <= i < len(known)]
        wide = float(width[first:last].max())
        fitting = [c for c in near if c >= wide - 1.6]
        if last - first == 1 and at < len(known) and wide - 1.6 <= known[at][1] <= wide + INDENTED:
            column[first] = known[at][1]
        elif fitting:
            column[first:last] = min(fitting, key=lambda c: abs(c - wide))
    return column


def _top(run: NDArray[np.float64]) -> float | None:
    """Return the width that the lines of a run were wrapped to, or None where too few are about as wide as the widest."""
    if not len(run):
        return None
    top = float(np.sort(run)[-max(1, len(run) // 4)])
    return top if 5 <= top <= WIDEST and (run >= top - 2.1).mean() >= 0.4 else None


def _even_parts(
    width: NDArray[np.float64], vertical: NDArray[np.bool_], first: int, last: int
) -> list[tuple[int, int, float | None]]:
    """Return a run of lines with the width that it was wrapped to, cut in two where its column widens or narrows.

    It is cut only where it has no such width as a whole, and most lines of both parts are equally wide.
    """
    across = ~vertical[first:last]
    top = _top(width[first:last][across])
    if top is not None or not across.all() or not FEWEST <= last - first <= LONGEST_RUN:
        return [(first, last, top)]
    best = MOSTLY * (last - first)
    parts: list[tuple[int, int, float | None]] = [(first, last, top)]
    for cut in range(first + 3, last - 2) if width[first:last].max() <= WIDEST else ():
        above, below = _top(width[first:cut]), _top(width[cut:last])
        if above is None or below is None or abs(above - below) < APART:
            continue
        even = (width[first:cut] >= above - 2.1).sum() + (width[cut:last] >= below - 2.1).sum()
        even -= (width[first:cut] > above + 2.1).sum() + (width[cut:last] > below + 2.1).sum()
        if even > best:
            best, parts = even, [(first, cut, above), (cut, last, below)]
    return parts


def count_marks(lines: PageLines, names: Sequence[str]) -> int:
    """Return how many lines bear any of the named marks."""
    return int(np.any([lines.marks[name] for name in names], axis=0).sum())
