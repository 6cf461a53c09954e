"""Tell what an article only tells in passing from what it records: 狮子头6元一份, 这条路他走了18个冬天.

What makes a figure a record is no single word: its unit and size, what is measured, by which rules it was read, what
stands behind it, and whether somebody tells of himself speak together. The weights are those of a logistic regression
on press pages whose records were annotated by hand (`scripts/train_passing.py`).
"""

from __future__ import annotations

import math
import re

from corpusutils.targets.records import Record
from corpusutils.targets.weights import log_odds

SCALE = re.compile("^[万亿千百十]+")
SPEAKS = {
    "person": re.compile("[他她你咱我](?![省市县国区])"),
    "at_home": re.compile("家里|老人|村民|居民|孩子|老汉|大爷|大妈|师傅|农户|种植户|夫妻"),
    "age": re.compile("岁"),
    "whole_place": re.compile("全[省市县区州国]|我[省市县]"),
    "reports": re.compile("累计|完成|实现|达到|建成|投资|同比|增长|新增|截至|目前|已|年"),
}
"""What the sentence up to a figure tells beside it."""
SAYS = re.compile("说|告诉|介绍|记得|笑")
SENTENCE_END = "。！？\n"
SPEECH, SAID = 200, 40
"""Characters before a figure in which a quotation that it stands in begins, and behind it in which somebody is said to speak."""
LEAST_SIZE, MOST_SIZE = -3, 9
TABLE = "passing.tsv"
TOLD = 400
"""Characters before a figure in which its sentence is looked at."""
LIKELY = math.log(0.27 / (1 - 0.27))
"""Log-odds from which a figure is taken for a record: a record lost costs more than one too many."""


def features(record: Record, body: str) -> frozenset[str]:
    """Return what the classifier sees of a record and of the body that it stands in."""
    unit, name = record.unit or "", record.indicator
    base = SCALE.sub("", unit)
    behind = body[record.end : record.end + 2].split("\n")[0]
    found = {f"unit={base}", f"end={name[-2:]}", f"last={name[-1:]}", f"behind={behind[:1]}", f"behind={behind}"}
    found.update(f"rule={rule}" for rule in record.rules)
    found.update(f"name={name[i : i + 2]}" for i in range(len(name) - 1))
    if base != unit:
        found.add("scaled")
    value = record.value if record.value_base is None else record.value_base
    value = value[0] if isinstance(value, tuple | list) else value
    if value is not None:
        size = max(LEAST_SIZE, min(MOST_SIZE, math.floor(math.log10(abs(value))))) if value else LEAST_SIZE
        found.update((f"size={size}", f"size={size}{base}"))
    back = max(0, record.start - TOLD)
    start = max(back, *(body.rfind(mark, back, record.start) + 1 for mark in SENTENCE_END))
    told = body[start : record.end]
    found.update(mark for mark, pattern in SPEAKS.items() if pattern.search(told))
    if SAYS.search(body, record.end, record.end + SAID):
        found.add("said")
    opened = body.rfind("“", max(0, record.start - SPEECH), record.start)
    if opened > body.rfind("”", max(0, record.start - SPEECH), record.start):
        found.add("in_speech")
    return frozenset(found)


def in_passing(record: Record, body: str) -> bool:
    """Tell whether a figure is more likely told in passing than recorded; `body` is its article's.

    What is told without a figure, or held against a plan, never is.
    """
    if record.value is None or record.kind == "completion":
        return False
    return log_odds(TABLE, features(record, body)) < LIKELY
