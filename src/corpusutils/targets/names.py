"""The short noun phrase that an indicator goes by: the words that the grammar found, without what only leads to them."""

from __future__ import annotations

import re

LEADS = re.compile(
    r"^(?:(?:全[省市县区州旗]|[我本][省市县区州旗])(?!域|委|政府)|累计|(?:现|共)有|"
    r"(?:积极|持续|大力|深入|扎实|全面|稳步|有序|加快|统筹)*(?:实施|推进|推动|开展|抓好|打造|创建|承担|启动)(?=[\u4e00-\u9fff“《A-Z]{3})|"
    r"(?:通过)?对(?!外|口|标|接|冲|照|比|流|[\u4e00-\u9fff]{1,5}(?:贸易|投资|出口|进口|援|帮))(?:保留的?)?|"
    r"[\u4e00-\u9fff]{0,6}(?:建成|完工|投产|达产|竣工|投运|投用)后|该[\u4e00-\u9fff]{1,3}(?:对外)?(?:公布|发布)了?)+(?=[\u4e00-\u9fff“《A-Z]{2})"
)
"""What stands before the thing: the place that the record names anyway, and verbs that say only that something is done."""
SUMMED = re.compile(r"累计(?:完成|实施|建成)(?=[\u4e00-\u9fff]{2})")
LINKS = re.compile(r"(?:[的和与及或、，]|以及)+$")
SHORT_NAME = re.compile(r"（以下(?:简)?称[^（）]*）")
TWICE = re.compile(r"^([\u4e00-\u9fff]{2,8})\1")
OPEN_BRACKET = re.compile(r"^.*（(?:其中)?(?:包括|包含|含)?(?=[^）]{2,}$)")


def noun_phrase(words: str) -> str:
    """Return the words of an indicator as a table shows them.

    >>> noun_phrase("全市推进污水管网改造"), noun_phrase("三北”工程造林和"), noun_phrase("对外贸易总额")
    ('污水管网改造', '“三北”工程造林', '对外贸易总额')
    """
    name = SUMMED.sub("", OPEN_BRACKET.sub("", SHORT_NAME.sub("", words)))
    name = LINKS.sub("", LEADS.sub("", TWICE.sub(r"\1", name)))
    if name.count("”") > name.count("“"):
        name = name[:-1] if name.endswith("”") else f"“{name}"
    elif name.count("“") > name.count("”"):
        name = name.replace("“", "", 1)
    return name or words
