from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusutils.pages import Article, RawPage, segment_page
from corpusutils.pages.jumps import Story, jumps, stories
from corpusutils.pages.simulate import LAYOUTS, CleanArticle, simulate_page

EGRETS = (
    "沁河边的湿地里落下十来只白鹭，巡护员老秦说，白鹭从前一年也见不着",
    "几回。如今湿地的水清了，白鹭在柳树上筑巢。",
)
BUSES = ("县城二十七个公交站装上遮阳棚，座椅换成了木条的。", "公交站的遮阳棚下还装了灯，等车的人晚上也看得见站名。")
OTHER = "高平的铸件不用木模了，一台打印机顶了三个老师傅。"


def part(page: str, body: str, name: str = "a01", **told: str) -> Article:
    return Article(page=page, id=name, headline="", body=body, lines=((1, 1, "body"),), jump=told or None)


def keys(found: list[Story]) -> list[list[str]]:
    return [[article.key for article in story.parts] for story in found]


def test_parts_on_two_pages_become_one_story_and_keep_their_offsets() -> None:
    front = part("2024-06-05_A1.txt", f"{EGRETS[0]}（下转C2版）", to="C2")
    back = part("2024-06-05_C2.txt", f"（上接A1版）{EGRETS[1]}", **{"from": "A1"})
    alone = part("2024-06-05_A1.txt", OTHER, "a02")
    joined, single = stories([front, alone, back])
    assert joined.parts == (front, back) and single.parts == (alone,)
    assert joined.body == "".join(EGRETS) and single.body == OTHER
    assert joined.key == front.key
    for offset, character in enumerate(joined.body):
        article, at = joined.part_of(offset)
        assert article.body[at] == character
    with pytest.raises(IndexError, match="outside"):
        joined.part_of(len(joined.body))


def test_a_part_that_ends_with_a_sentence_ends_a_paragraph() -> None:
    first, second = (
        part("2024-06-05_1.txt", f"{BUSES[0]}（下转第二版）"),
        part("2024-06-05_2.txt", f"（上接一版）{BUSES[1]}"),
    )
    (story,) = stories([second, first])
    assert story.body == "\n".join(BUSES) and story.part_of(len(BUSES[0])) == (first, len(BUSES[0]))


def test_a_story_may_have_three_parts() -> None:
    pages = ["2024-06-05_A1.txt", "2024-06-05_A3.txt", "2024-06-05_B2.txt"]
    bodies = ["汾河（下转A3版）", "（上接A1版）水清（下转B2版）", "（上接A3版）岸绿。"]
    first, second, third = (part(page, body) for page, body in zip(pages, bodies, strict=True))
    (story,) = stories([third, first, second])
    assert story.parts == (first, second, third) and story.body == "汾河水清岸绿。"


def test_a_part_whose_other_part_is_missing_stays_alone() -> None:
    front = part("2024-06-05_A1.txt", EGRETS[0], to="C2")
    back = part("2024-06-05_C3.txt", EGRETS[1], **{"from": "A1"})
    plain = part("2024-06-05_C2.txt", EGRETS[1])
    assert keys(stories([front, back, plain])) == [[front.key], [back.key], [plain.key]]


@pytest.mark.parametrize("page", ["2024-06-06_C2.txt", "2024-06_C2.txt", "C2.txt"])
def test_parts_of_other_days_or_of_no_day_are_never_joined(page: str) -> None:
    front = part("2024-06-05_A1.txt", EGRETS[0], to="C2")
    back = part(page, EGRETS[1], **{"from": "A1"})
    assert len(stories([front, back])) == 2
    assert len(stories([part("A1.txt", EGRETS[0], to="C2"), back])) == 2


def test_metadata_tell_day_newspaper_and_edition() -> None:
    front, back = part("x.pdf#1", EGRETS[0], to="C2"), part("x.pdf#7", EGRETS[1], **{"from": "A1"})
    told = {
        "x.pdf#1": {"date": "2024-06-05", "outlet": "晋源周刊", "edition": "A01"},
        "x.pdf#7": {"date": "2024-06-05", "outlet": "晋源周刊", "edition": "C2版"},
    }
    assert keys(stories([front, back], told)) == [[front.key, back.key]]
    told["x.pdf#7"]["outlet"] = "汾水日报"
    assert len(stories([front, back], told)) == 2


def test_pages_of_a_pdf_are_numbered_editions() -> None:
    front, back = part("2024-06-05.pdf#1", EGRETS[0], to="4"), part("2024-06-05.pdf#4", EGRETS[1], **{"from": "1"})
    assert keys(stories([front, back])) == [[front.key, back.key]]


def test_of_two_candidates_the_words_decide() -> None:
    fronts = [part("2024-06-05_A1.txt", b, n, to="C2") for b, n in ((EGRETS[0], "a01"), (BUSES[0], "a02"))]
    backs = [part("2024-06-05_C2.txt", b, n, **{"from": "A1"}) for b, n in ((BUSES[1], "a01"), (EGRETS[1], "a02"))]
    other = part("2024-06-05_C2.txt", OTHER, "a03", **{"from": "A1"})
    found = stories([*fronts, *backs, other])
    assert keys(found) == [[fronts[0].key, backs[1].key], [fronts[1].key, backs[0].key], [other.key]]


def test_candidates_that_the_words_do_not_tell_apart_stay_alone() -> None:
    front = part("2024-06-05_A1.txt", EGRETS[0], to="C2")
    twins = [part("2024-06-05_C2.txt", EGRETS[1], name, **{"from": "A1"}) for name in ("a01", "a02")]
    assert len(stories([front, *twins])) == 3
    strangers = [
        part("2024-06-05_C2.txt", text, name, **{"from": "A1"}) for text, name in ((OTHER, "a01"), (BUSES[1], "a02"))
    ]
    assert len(stories([front, *strangers])) == 3


def test_parts_that_lead_in_a_circle_end_somewhere() -> None:
    one = part("2024-06-05_A1.txt", "（上接C2版）汾河（下转C2版）")
    two = part("2024-06-05_C2.txt", "（上接A1版）水清（下转A1版）")
    assert keys(stories([one, two])) == [[one.key, two.key]]


def test_jumps_that_the_segmenter_reads_are_joined() -> None:
    front = CleanArticle("one", "湿地里来了白鹭", (EGRETS[0],), source="本刊讯", jump_to="C2")
    back = CleanArticle("two", "白鹭在柳树上筑巢", (EGRETS[1],), credit="秦晓", jump_from="A1")
    other = CleanArticle("three", "公交站装上遮阳棚", BUSES, source="本报讯", credit="孙月")
    pages = {"2024-06-05_A1.txt": [front, other], "2024-06-05_C2.txt": [other, back]}
    articles = [
        article
        for name, clean in pages.items()
        for article in segment_page(RawPage(name, simulate_page(clean, LAYOUTS["web"], seed=1).text))
    ]
    (joined,) = (story for story in stories(articles) if len(story.parts) > 1)
    assert joined.headline == "湿地里来了白鹭"
    assert joined.body == "本刊讯" + "".join(EGRETS) + "（秦晓）"
    article, at = joined.part_of(joined.body.index("筑巢"))
    assert article.page == "2024-06-05_C2.txt" and article.body[at:].startswith("筑巢")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"), st.sampled_from(" ABC"), st.sampled_from(" ABC"), st.text("汾河水清。", max_size=9)
        )
    )
)
def test_every_article_is_in_one_story(made: list[tuple[str, str, str, str]]) -> None:
    articles = [
        part(
            f"2024-06-05_{here}1.txt",
            body,
            f"a{n:02d}",
            **{way: f"{there}1" for way, there in (("from", left), ("to", right)) if there != " "},
        )
        for n, (here, left, right, body) in enumerate(made)
    ]
    found = stories(articles)
    assert sorted(key for story in keys(found) for key in story) == sorted(article.key for article in articles)
    for story in found:
        for before, after in zip(story.parts, story.parts[1:], strict=False):
            assert jumps(before)["to"] in after.page and jumps(after)["from"] in before.page
