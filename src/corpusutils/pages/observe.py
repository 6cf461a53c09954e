"""What can be seen of a body fragment that speaks for its going on in an article, or for its beginning one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from corpusutils.pages.cohesion import Model, Text, said
from corpusutils.pages.flow import begins, flow
from corpusutils.pages.fragments import Members
from corpusutils.pages.parts import Parts

FLOW_LIMIT = 3.0
TOLD_LIMITS = (-4.5, 9.0)
TOLD_SIZE = 40
"""Pairs of characters that are added to a fragment's own when what it says is held against how much it says."""
ORDINAL = re.compile(
    r"(?:^|[。；：，])([一二三四五六七八九十])(?:是|要|、)|(?:^|[。；])其([一二三四五六七八九十])[，,]"
)
COUNTED = re.compile(r"[一二三四五六七八九十][是要、]|其[一二三四五六七八九十]")
CUT = re.compile(
    r"[、，。；：！？）”》%％]|[^，。；：“《（]{0,4}[。；！？]|(?:的|了|和|等|与|及|或)(?![一-鿿]*[：:])|年(?![轻终度画货])[的，底末初]"
)
NOTICE = re.compile(
    r"(?:[\u4e00-\u9fff]{4,20}[ \u3000])?(?:为|为了|根据|依据|按照|依照|经|兹|鉴于|因)[^。]{4,160}?(?:定于|现(?:将|就|对|面向|自)|(?:通告|公告|公示|通知|告知|公布|安排|提示|说明)如下)"
    r"|[^。，]{2,20}请(?:留意|注意|知悉)[：:]"
    r"|因[^。，,]{2,40}(?:需要|影响|施工|检修|改造)[，,][^。]{0,80}(?:即日起|封闭|封路|停[水电气]|绕行|暂停|改道)"
    r"|为[^。]{4,60}?[本我][刊报][^。]{0,40}?(?:举办|开展|启动|征集)"
)
"""How the text of a notice opens: 为减轻污染，经市政府研究，现将有关事项通告如下."""
WHEN = re.compile(
    r"[\d一二三四五六七八九十]{1,3} ?(?:月|日(?![报夜均])|[时点](?![名评]))|[近昨]日|日前|连日来|[入今去][伏春夏秋冬年]|20\d\d ?年|"
    r"[早晚]上|[早傍]晚|[上中下]午|清晨|凌晨|清明|端午|中秋|国庆|春节|元旦|惊蛰|谷雨|芒种|白露|霜降|立[春夏秋冬]|[夏冬]至|[春秋]分|[大小][暑雪寒]|开春"
)
"""What tells when, down to the hour: 8月2日, 凌晨四点, 清明前后."""
WHERE = re.compile(r"[\u4e00-\u9fff]{2,3}(?:[省市县区镇乡村局厅委院站]|公司|集团|中心)")
"""What tells of a place or an office by its kind: 临河县, 县水利局."""
SENTENCE_END = re.compile("[。！？]")
LEAD = 70
"""Characters of a text's first sentence in which news tell when and where."""
SECTION = 6
"""Fragments below a title that are held against an article as one."""
PARALLEL = 2
"""By how many characters the subheads of an article differ."""
NUMERALS = "一二三四五六七八九十"
FAR_COLUMN = 4
"""By how much wider or narrower a column is that hardly is the same article's."""
TITLE_WIDTHS = (8, 12, 20)
QUOTES = ("“”", "《》", "（）")

Seen = dict[str, float]
"""Named observations; what is not seen is left out."""


class Observations:
    """Named observations of a page's fragments: of one that goes on in an article (`join`), or begins one (`begin`)."""

    def __init__(self, page: Parts) -> None:
        self.page = page
        self.texts = ["".join(page.text[f.first : f.last]) for f in page.fragments]
        self.open_ended = [f.open_ended and not over for f, over in zip(page.fragments, page.closed, strict=True)]
        self._models: dict[Members, Model] = {}
        self._spoken: dict[Members, Text] = {}
        self._printed = "\n".join(self.texts)
        self._opening = [begins(text) for text in self.texts]
        self._cut = [CUT.match(text) is not None for text in self.texts]
        """Whether a fragment begins in the middle of a sentence, as its first characters alone show."""

    def join(self, members: Members, before: Members, number: int, pending: int) -> Seen:
        """Return what is seen of a fragment behind an article.

        Parameters
        ----------
        members : the article's fragments
        before : those of the article that the fragment stands right behind
        number : the fragment
        pending : how many articles would be left in the middle of a sentence

        """
        page, last = self.page, members[-1]
        fragment, ended = page.fragments[number], page.fragments[last]
        titled = bool(page.titles[number])
        follows = last == number - 1
        seen: Seen = {"told": self.told(members, (number,)), "pending": pending}
        if follows:
            seen["next_behind_title" if titled else "next"] = 1
            if page.byline_before[number]:
                seen["behind_byline"] = 1
            if len(page.groups[number]) > 1:
                seen["behind_many_titles"] = 1
            if titled and self._parallel(members, number):
                seen["parallel"] = 1
            if titled:
                seen["told_section"] = self.told(members, self._section(number))
            if titled and not page.tail(members[0]) and not page.titles[members[0]]:
                seen["untitled"] = 1
        else:
            seen["apart"] = 1
            seen["apart_each"] = min(number - last - 1, 5)
            if page.fragments[number - 1].open_ended:
                seen["other_sentence_open"] = 1
            if self._resumes(last, before):
                seen["resumes"] = 1
        if fragment.indent:
            seen["indent_behind_open" if ended.open_ended else "indent"] = fragment.indent
        if ended.open_ended:
            seen["sentence_opens_behind_open"] = self._opening[number]
            if fragment.new_paragraph:
                seen["new_paragraph"] = 1
            if self._cut[number]:
                seen["cut_goes_on"] = 1
            if not follows or not titled or self._cut[number]:
                apart = "" if follows else "_apart"
                seen["sentence_goes_on_behind_title" if titled else "sentence_goes_on" + apart] = 1
                information = flow(self.texts[last], self.texts[number])
                seen["flow" + apart] = min(FLOW_LIMIT, max(-FLOW_LIMIT, information))
                seen["echo" + apart] = self._echo(self.texts[last], self.texts[number])
        else:
            seen["sentence_opens"] = self._opening[number]
            if self._cut[number]:
                seen["cut"] = 1
        left, closes = self._quotes[last][0], self._quotes[number][1]
        if left or closes:
            seen["quote_closes" if left and closes else "quote_left_open" if left else "quote_closes_unopened"] = 1
        first = self._ordinals[number][0]
        if first > 1 and first == self._ordinals[last][1] + 1:
            seen["next_ordinal"] = 1
        if ended.column and fragment.column:
            wider = abs(ended.column - fragment.column)
            seen["same_column" if wider < 2 else "other_column" if wider < FAR_COLUMN else "far_column"] = 1
        return seen

    def begin(self, before: Members, number: int, pending: int) -> Seen:
        """Return what is seen of a fragment as the first of an article; the parameters are those of `join`."""
        page, fragment = self.page, self.page.fragments[number]
        titles, groups = page.titles[number], page.groups[number]
        seen: Seen = {"prior": 1, "pending": pending, "sentence_opens": self._opening[number]}
        if titles:
            width = max(max(page.width[i] for i in group) + 4 * (len(group) - 1) for group in groups)
            seen[next((f"title_to_{w}" for w in TITLE_WIDTHS if width <= w), "title_wider")] = 1
            if len(groups) > 1:
                seen["many_titles"] = 1
            if number and page.lines.gap[page.between[number][0]] > self._usual_gap:
                seen["wide_gap"] = 1
            lead = SENTENCE_END.split(self.texts[number][:LEAD], maxsplit=1)[0]
            if WHEN.search(lead):
                seen["dated"] = 1
            if WHERE.search(lead):
                seen["placed"] = 1
            if page.pictured(number):
                seen["pictured"] = 1
            if any(page.marks["notice"][i] for i in titles):
                seen["notice"] = 1
            if any(page.marks["label"][i] for i in titles):
                seen["label"] = 1
            if before:
                seen["title_fits"] = page.held(titles, self._section(number)) - page.held(titles, before)
                if page.tail(before[0]) and not any(page.titles[member] for member in before):
                    seen["after_tail"] = 1
        if page.marks["address"][fragment.first]:
            seen["address"] = 1
        if NOTICE.match(self.texts[number]):
            seen["notice_opens"] = 1
        if page.byline_before[number]:
            seen["byline"] = 1
        if number == 0 or page.closed[number - 1]:
            seen["after_closed"] = 1
        elif page.fragments[number - 1].open_ended:
            seen["sentence_open"] = 1
        elif not titles and not fragment.opens:
            seen["bare"] = 1
        if fragment.indent:
            seen["indent"] = fragment.indent
        if fragment.new_paragraph:
            seen["new_paragraph"] = 1
        if self._quotes[number][1]:
            seen["quote_closes_unopened"] = 1
        if self._cut[number]:
            seen["cut"] = 1
        return seen

    def _section(self, number: int) -> Members:
        """Return the fragments below a title, as far as no other title and no end of an article follows."""
        page, last = self.page, number + 1
        while last < min(len(page.fragments), number + SECTION) and not (
            page.titles[last] or page.closed[last - 1] or page.fragments[last].opens
        ):
            last += 1
        return tuple(range(number, last))

    def told(self, members: Members, following: Members) -> float:
        """Return how much the words of some fragments speak for an article and its title; short ones say little."""
        cohesion = self.page.cohesion
        if members not in self._models:
            *earlier, last = members
            before = self._models.get(tuple(earlier)) or cohesion.model((*earlier, *self.page.heading(members[0])))
            self._models[members] = cohesion.model([last], before)
        if following not in self._spoken:
            self._spoken[following] = cohesion.text(following)
        text = self._spoken[following]
        low, high = TOLD_LIMITS
        return max(low, min(high, said(text, self._models[members]) / math.sqrt(text.size + TOLD_SIZE)))

    def _parallel(self, members: Members, number: int) -> bool:
        """Tell whether the title before a fragment is as wide as the last subhead of an article."""
        page = self.page
        last = next((page.titles[member] for member in reversed(members[1:]) if page.titles[member]), None)
        return last is not None and abs(page.total_width(last) - page.total_width(page.titles[number])) <= PARALLEL

    def _resumes(self, last: int, before: Members) -> bool:
        """Tell whether the article before was itself taken up again right behind this last fragment of another."""
        at = len(before) - 1
        while at > 0 and before[at - 1] == before[at] - 1:
            at -= 1
        return at > 0 and last == before[at] - 1

    def _echo(self, before: str, after: str) -> int:
        """Count, of the two, three and four characters that would meet, those that the page prints elsewhere: 0 to 4."""
        grams = [before[-a:] + after[:b] for a, b in ((1, 1), (2, 1), (1, 2), (2, 2))]
        return sum(len(gram) > 1 and gram in self._printed for gram in grams)

    @cached_property
    def _usual_gap(self) -> int:
        """How many blank lines most often stand where any do."""
        gaps = Counter(self.page.lines.gap[self.page.lines.gap > 0].tolist())
        return gaps.most_common(1)[0][0] if gaps else 1

    @cached_property
    def _quotes(self) -> list[tuple[bool, bool]]:
        """Whether each fragment leaves a quote or bracket open, and whether it closes one that it did not open."""
        return [
            (any(_left_open(text, *q) for q in QUOTES), any(_unopened(text, *q) for q in QUOTES)) for text in self.texts
        ]

    @cached_property
    def _ordinals(self) -> list[tuple[int, int]]:
        """The first and the last of the ordinals (一是, 二要, 三、) that each fragment counts by; 0 and -9 for none."""
        return [_ordinals(ORDINAL.findall(text) if COUNTED.search(text) else ()) for text in self.texts]


def _left_open(text: str, opening: str, closing: str) -> bool:
    return text.rfind(opening) > text.rfind(closing)


def _unopened(text: str, opening: str, closing: str) -> bool:
    first = text.find(closing)
    return first >= 0 and not 0 <= text.find(opening) < first


def _ordinals(found: Sequence[tuple[str, str]]) -> tuple[int, int]:
    if not found:
        return 0, -9
    return NUMERALS.index("".join(found[0])) + 1, NUMERALS.index("".join(found[-1])) + 1
