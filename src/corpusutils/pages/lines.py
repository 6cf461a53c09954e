"""What a page's lines say about themselves: width, column, gaps, and the marks of the trade."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpusutils.pages.raw import RawPage

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007"
NAME = rf"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,6}})?"
NAMES = rf"{NAME}(?:[ \t\u3000、]+{NAME}){{0,5}}"
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
OUTLET = rf"(?:本刊|本报|新华社|[{HAN}]{{2,6}}(?:日报|晚报|时报|周刊|周报|融媒体?|客户端))"
PERSON = r"(?:(?:实习|首席|见习|特约|全媒体)?(?:记者|通[讯迅]员|评论员))"

PATTERNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.M)
    for name, pattern in {
        # how a line begins
        "opener": rf"^[ \t\u3000]*(?:(?:{OUTLET}|本网)(?:[{HAN}]{{0,4}}[0-9月日 ]{{0,6}})?(?:讯|电|消息|综合消息|综合报道)(?![{HAN}]{{0,2}}[息号])|【[{HAN}]{{2,8}}讯】)",
        "markdown": r"^[ \t]*#{1,6}[ \t]+\S",
        "dash": r"^[ \t\u3000]*[—―－-]{2,}",
        "note": r"^[ \t\u3000]*(?:编者按|编者的话|开栏的?话|开栏语|核心提示|阅读提示|导读|[【\[]编者按[】\]])",
        "hanging": r"^[ \t\u3000]*[，。；：、！？）》”’％%]",
        "indented": r"^(?:\u3000{2}|[ \t]{2,})\S",
        # how a line ends
        "ended": r"[。！？!?…][”’」』）)]*[ \t\u3000]*$|[；;][ \t\u3000]*$",
        "paragraph_opener": r"^[ \t\u3000]*(?:(?:19|20)\d\d[ ]*年|\d{1,2}[ ]*月[ ]*\d{1,2}[ ]*日|近日|日前|近年来|今年|去年|目前|截至|据悉|据了解|据介绍|同时|此外|其中|下一步|会上|会议(?:指出|强调|要求|提出))",
        "broken_off": r"[，、,：:]\s*$",
        "closer": rf"[（(][ \t]*(?:(?:文|图|摄影|记者|通讯员|来源|{OUTLET})[:： /／]*)*{PERSON_NAMES}[ \t]*(?:摄|文|图)?[）)][ \t\u3000]*$",
        # what a line holds
        "sentence": r"[。！？；]",
        "comma": r"[，,]",
        "commas": r"[，,][^，,。\n]+[，,]",
        # what a line is
        "byline": rf"^[ \t\u3000]*[■□▲●◆姻]?[ \t]*(?:[（(][ \t]*)?(?:{OUTLET}?[ \t]*{PERSON}|文/|图/|文图/|摄影/|撰文|作者[:：])[:：/ \t\u3000]*{NAMES}(?:[ \t\u3000]+(?:{OUTLET}?[ \t]*{PERSON}|文/|图/|摄影)[:：/ \t\u3000]*{NAMES})*(?:[ \t]*(?:文/图|文|图|摄影报道))?[ \t]*[）)]?[ \t\u3000]*$",
        "name_in_brackets": rf"^[ \t\u3000]*[（(][ \t]*{PERSON_NAMES}[ \t]*[）)][ \t\u3000]*$",
        "notice": r"^[ \t\u3000#]*(?:关于.{2,24}的)?(?:通告|公告|启事|声明|提示|须知|讣告|更正)[ \t]*$|^[ \t\u3000#]*\S{2,24}(?:通告|公告|启事|须知)[ \t]*$",
        "name_alone": rf"^[ \t\u3000]*[■□▲●◆姻]?[ \t]*{PERSON_NAME}(?:[ \t\u3000]+{PERSON_NAME}){{0,2}}(?:[ \t]*(?:摄影报道|文/图|文图))?[ \t\u3000]*$",
        "caption": rf"(?:[■□▲●◆姻]|[ \t\u3000（(。])[ \t]*(?:{OUTLET}?[ \t]*{PERSON}?)[ \t]*{NAMES}[ \t]*(?:摄|摄影|供图)[）)]?[ \t\u3000]*$|^[ \t\u3000]*(?:[（(]?(?:左|右|上|下)?图[为①②③④⑤⑥\d：:]|[▲△▼]|资料图片|图片由)|(?:资料图片|供图|图片)[）)]?[ \t\u3000]*$",
        "jump": r"^[ \t\u3000]*[（(\[【]?[ \t]*(?:相关(?:内容|报道|新闻)?.{0,6}详?见|(?:紧接|上接|下转|转|接).{0,6}(?:第[ ]*)?[A-Za-z]?\d{1,2}[ ]*版|详见.{0,6}版).{0,12}$",
        "jump_from": r"^[ \t\u3000]*[（(\[【][ \t]*(?:紧接|上接)[^（）()]{0,10}版[^（）()]{0,6}[）)\]】]",
        "jump_to": r"[（(\[【][ \t]*(?:下转|转)[^（）()]{0,10}版[^（）()]{0,6}[）)\]】][ \t]*$",
        "image": r"^[ \t]*(?:!\[[^\]\n]*\]\([^)\n]*\)|<img[^>\n]*>|<!--.*-->|[\[【]?(?:图片|image|figure)[\]】]?)[ \t]*$",
        "wordless": rf"^[^{HAN}A-Za-z0-9\n]+$",
        "page_number": r"^[ \t\u3000]*(?:第?[ ]*[A-Z]?\d{1,3}[ ]*版?|[A-Z]\d{1,2}[ ]*版?|责任?编辑[:：].{0,30}|(?:19|20)\d\d年\d{1,2}月\d{1,2}日[ \t\u3000]*星期.{0,24})[ \t\u3000]*$",
        "two_part": rf"^[ \t]*#{{0,6}}[ \t]*[^\s，。；！？,;!?]{{2,30}}(?:(?<=[{HAN}”》）])[ \t\u3000]+(?=[{HAN}“《（])[^\s，。；！？,;!?]{{3,30}}){{1,2}}[ \t]*$",
        "numbered": r"^[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百零〇]{1,6}[章节条编])",
    }.items()
}


@dataclass(frozen=True)
class PageLines:
    """The non-blank lines of a page as parallel arrays.

    `number` is the raw line (1-based), `text` the stripped line, `gap` the blank lines before it, `width` its
    visual width (a Chinese character is 1, a half-width one ½), `column` the width of the column that it was
    wrapped to (0 where lines are not wrapped), `marks` which `PATTERNS` it matches, `vertical` whether it belongs
    to a headline set one character a line.
    """

    page: RawPage
    number: NDArray[np.int64]
    text: list[str]
    gap: NDArray[np.int64]
    width: NDArray[np.float64]
    column: NDArray[np.float64]
    vertical: NDArray[np.bool_]
    marks: dict[str, NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.text)


def read_lines(page: RawPage) -> PageLines:
    """Measure the lines of a page."""
    raw = page.lines
    number = np.array([n for n, line in enumerate(raw, start=1) if line and not line.isspace()], dtype=np.int64)
    text = [raw[n - 1].strip() for n in number]
    gap = np.diff(number, prepend=0) - 1
    breaks = page.text.find("\f") >= 0
    if breaks:
        gap = gap + np.array([9 * raw[n - 1].startswith("\f") for n in number])
    width = np.array([_visual_width(t) for t in text])
    vertical = _vertical(width, gap)
    marks = _marks(page, number, len(text))
    prose = marks["sentence"] | marks["comma"]
    return PageLines(page, number, text, gap, width, _columns(width, gap, vertical, prose), vertical, marks)


def _visual_width(text: str) -> float:
    length, size = len(text), len(text.encode("utf-8", "surrogatepass"))
    ascii_characters = max(0, (3 * length - size) // 2)
    return length - ascii_characters / 2


def _marks(page: RawPage, number: NDArray[np.int64], count: int) -> dict[str, NDArray[np.bool_]]:
    """Run every pattern once over the whole page and note the lines that it hits."""
    starts = page.line_starts
    index_of = {int(n): i for i, n in enumerate(number)}
    marks = {}
    for name, pattern in PATTERNS.items():
        hits = np.zeros(count, dtype=bool)
        for match in pattern.finditer(page.text):
            line = bisect_right(starts, match.end() - 1 if match.end() > match.start() else match.start())
            if line in index_of:
                hits[index_of[line]] = True
        marks[name] = hits
    return marks


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
    width: NDArray[np.float64], gap: NDArray[np.int64], vertical: NDArray[np.bool_], prose: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Estimate the column that each line was wrapped to from the runs of lines that it stands in.

    In a wrapped run of prose most lines are equally wide. A run too short to tell, or one that may be a title, takes
    the nearest column that is at least as wide as it.
    """
    column = np.zeros(len(width))
    bounds = [0, *(i for i in range(1, len(width)) if gap[i] > 0), len(width)]
    known: list[tuple[int, float]] = []
    for first, last in itertools.pairwise(bounds):
        run = width[first:last][~vertical[first:last]]
        if len(run) < 3 or (len(run) < 5 and prose[first:last].sum() < 2):
            continue
        top = float(np.sort(run)[-max(1, len(run) // 4)])
        if 5 <= top <= 60 and (run >= top - 2.1).mean() >= 0.4:
            column[first:last] = top
            known.append((first, top))
    if not known:
        return column
    places = [first for first, _ in known]
    for first, last in itertools.pairwise(bounds):
        if column[first]:
            continue
        at = bisect_right(places, first)
        near = [known[i][1] for i in (at - 1, at) if 0 <= i < len(known)]
        wide = float(width[first:last].max())
        fitting = [c for c in near if c >= wide - 1.6]
        if fitting:
            column[first:last] = min(fitting, key=lambda c: abs(c - wide))
    return column


def count_marks(lines: PageLines, names: Sequence[str]) -> int:
    """Return how many lines bear any of the named marks."""
    return int(np.any([lines.marks[name] for name in names], axis=0).sum())
