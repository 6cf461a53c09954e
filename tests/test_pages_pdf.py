from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.backends.backend_pdf import PdfPages

from corpusutils.errors import InputError, MissingError
from corpusutils.pages import RawPage, read_pages, segment_page
from corpusutils.pages.pdf import Glyph, lay_out, read_pdf
from corpusutils.show.fonts import FAMILY, font_path

pytest.importorskip("pypdfium2", reason="reading PDFs is an extra: pip install 'corpusutils[pdf]'")

EGRETS = (
    "本刊讯 5月3日清早，沁河边的湿地里落下十来只白鹭，巡护员老秦数了三遍才敢报数。那天风大，芦苇伏得很低，鸟贴着水面飞。",
    "“去年只有四只。”他说，水清了，鱼虾回来，鸟也就回来了。村里人把望远镜借给孩子们，一个个排着队看。",
    "到了傍晚，白鹭都落在北岸的柳树上，远看像开了一树的花。老秦说明年要在这里再搭一座观鸟的木台。（秦晓）",
)
BUSES = (
    "本报讯 6月起，县城二十七个公交站陆续装上遮阳棚，座椅换成了木条的，夏天坐上去不再烫人。施工队夜里干活，白天不误车。",
    "等车的人说，以前站牌下连个树荫也没有，抱孩子的只好躲到店铺里去。如今棚子下面还装了灯，晚上也看得见站名。（孙月）",
)
Type = tuple[float, float, float, str]
"""Left edge and base line from the upper left corner, size (all in points), text."""


def columns(paragraphs: Iterable[str], x: float, y: float, *, width: int, count: int, gutter: float = 12) -> list[Type]:
    """Set paragraphs as columns of 9-point type, `width` characters wide, each indented by two characters."""
    lines: list[tuple[int, str]] = []
    for text in paragraphs:
        first, rest = text[: width - 2], text[width - 2 :]
        lines += [(2, first), *((0, rest[i : i + width]) for i in range(0, len(rest), width))]
    depth = -(-len(lines) // count)
    return [
        (x + i // depth * (9 * width + gutter) + 9 * indent, y + i % depth * 13, 9, line)
        for i, (indent, line) in enumerate(lines)
    ]


def press(path: Path, *pages: Iterable[Type], turn: int = 0) -> Path:
    """Print pages of type as a PDF."""
    font_manager.fontManager.addfont(str(font_path()))
    with plt.rc_context({"pdf.fonttype": 42, "font.family": FAMILY}), PdfPages(path) as pdf:
        for page in pages:
            figure = plt.figure(figsize=(600 / 72, 800 / 72))
            for x, y, size, text in page:
                if turn:
                    figure.text(y / 600, x / 800, text, fontsize=size, rotation=turn, va="baseline")
                else:
                    figure.text(x / 600, 1 - y / 800, text, fontsize=size, va="baseline")
            pdf.savefig(figure)
            plt.close(figure)
    return path


def objects(path: Path, *bodies: str, trailer: str = "") -> Path:
    """Write a PDF by hand, object 1 being its catalogue."""
    numbered = "".join(f"{n} 0 obj\n<<{body}>>\nendobj\n" for n, body in enumerate(bodies, start=1))
    path.write_text(f"%PDF-1.4\n{numbered}trailer\n<</Root 1 0 R {trailer}>>\n%%EOF\n", encoding="ascii")
    return path


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def words(page: Iterable[Type]) -> list[str]:
    return [text for _, _, _, text in page]


def only_text(path: Path) -> str:
    ((number, text),) = read_pdf(path)
    assert number == 1
    return text


EGRETS_PAGE = [(60.0, 80.0, 26.0, "湿地里来了白鹭 北岸开了一树花"), *columns(EGRETS, 60, 120, width=14, count=3)]
BUSES_PAGE = [(60.0, 330.0, 24.0, "公交站装上遮阳棚"), *columns(BUSES, 60, 365, width=20, count=2)]


def test_columns_are_read_one_after_the_other_beneath_their_headline(tmp_path: Path) -> None:
    text = only_text(press(tmp_path / "a.pdf", [*EGRETS_PAGE, *BUSES_PAGE]))
    assert lines_of(text) == words([*EGRETS_PAGE, *BUSES_PAGE])


def test_the_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    page = [*EGRETS_PAGE, *BUSES_PAGE]
    mixed = random.Random(1).sample(page, len(page))
    assert lines_of(only_text(press(tmp_path / "a.pdf", mixed))) == words(page)


def test_blank_lines_part_blocks_and_spaces_open_paragraphs(tmp_path: Path) -> None:
    first, *rest = only_text(press(tmp_path / "a.pdf", BUSES_PAGE)).split("\n\n")
    assert first == "公交站装上遮阳棚"
    assert [block.split("\n")[0] for block in rest] == [
        "　　本报讯 6月起，县城二十七个公交站陆",
        "　　等车的人说，以前站牌下连个树荫也没有",
    ]


def test_two_articles_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [(40.0, 80.0, 20.0, "湿地里来了白鹭北岸开花"), *columns(EGRETS, 40, 110, width=12, count=2)]
    right = [(302.0, 80.0, 20.0, "公交站装上遮阳棚了"), *columns(BUSES, 302, 110, width=12, count=2)]
    assert lines_of(only_text(press(tmp_path / "a.pdf", [*left, *right]))) == words([*left, *right])


def test_a_short_second_line_of_a_headline_stays_with_the_first(tmp_path: Path) -> None:
    page = [
        (60.0, 80.0, 24.0, "湿地里来了白鹭北岸柳树上"),
        (130.0, 110.0, 24.0, "开了花"),
        *columns(EGRETS, 60, 140, width=12, count=3),
    ]
    assert lines_of(only_text(press(tmp_path / "a.pdf", page))) == words(page)


def test_a_vertical_headline_is_one_character_a_line_and_is_rebuilt(tmp_path: Path) -> None:
    headline = "湿地里来了白鹭"
    down = [(50.0, 100 + 28.0 * i, 24.0, character) for i, character in enumerate(headline)]
    text = only_text(press(tmp_path / "a.pdf", [*down, *columns(EGRETS, 90, 95, width=16, count=2)]))
    assert text.startswith("\n".join(headline) + "\n\n")
    (article,) = segment_page(RawPage("a.pdf#1", text))
    assert article.headline == headline and article.body.endswith("观鸟的木台。")


def test_pages_are_cut_into_their_articles_and_traced(tmp_path: Path) -> None:
    press(tmp_path / "2024-06-05.pdf", [*EGRETS_PAGE, *BUSES_PAGE], BUSES_PAGE)
    (tmp_path / "manifest.csv").write_text(
        "page,outlet,edition\n2024-06-05.pdf,晋源周刊,\n2024-06-05.pdf#2,,C2\n", encoding="utf-8"
    )
    first, second = read_pages(tmp_path)
    assert (first.name, second.name) == ("2024-06-05.pdf#1", "2024-06-05.pdf#2")
    assert first.metadata == {"outlet": "晋源周刊"} and second.metadata == {"outlet": "晋源周刊", "edition": "C2"}
    egrets, buses = segment_page(first)
    assert [a.headline for a in (egrets, buses)] == ["湿地里来了白鹭 北岸开了一树花", "公交站装上遮阳棚"]
    assert egrets.paragraphs == [EGRETS[0].replace(" ", ""), *EGRETS[1:]]
    assert buses.body == "\n".join(BUSES).replace(" ", "") and buses.date == "2024-06-05"
    assert all(first.text[o] == c for c, o in zip(buses.body, buses.body_origin, strict=True) if o >= 0)


def test_a_turned_page_is_set_upright_and_a_watermark_left_out(tmp_path: Path) -> None:
    page = columns(BUSES, 60, 100, width=20, count=2)
    assert lines_of(only_text(press(tmp_path / "a.pdf", page, turn=90))) == words(page)
    path = press(tmp_path / "b.pdf", [(60, 100, 12, "汾河水清，岸边柳绿。")])
    press(tmp_path / "c.pdf", [(100, 300, 60, "样张")], turn=45)
    assert only_text(path) == "汾河水清，岸边柳绿。\n"
    with pytest.raises(InputError, match="no text layer"):
        list(read_pdf(tmp_path / "c.pdf"))


def test_radicals_are_written_as_characters_and_spaces_only_where_they_are(tmp_path: Path) -> None:
    page = [(60, 100, 20, "⽔清⻛好 柳绿"), (60, 200, 9, "PM2.5 in Taiyuan 降了3%")]
    assert lines_of(only_text(press(tmp_path / "a.pdf", page))) == ["水清风好 柳绿", "PM2.5 in Taiyuan 降了3%"]


def test_pages_without_text_are_left_out_aloud(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert [n for n, _ in read_pdf(press(tmp_path / "a.pdf", [], BUSES_PAGE, []))] == [2]
    assert "a.pdf: left out pages without a text layer: 1, 3 of 3" in caplog.text
    with pytest.raises(InputError, match="no text layer: its 1 pages are pictures"):
        list(read_pdf(press(tmp_path / "b.pdf", [])))


def test_what_is_broken_or_locked_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    lock = "/Filter/Standard/V 1/R 2/P -4/O <" + "00" * 32 + ">/U <" + "00" * 32 + ">"
    tree = ("/Type/Catalog/Pages 2 0 R", "/Type/Pages/Kids[3 0 R]/Count 1", "/Type/Page/Parent 2 0 R")
    objects(tmp_path / "locked.pdf", *tree, lock, trailer="/Encrypt 4 0 R/ID[<00><00>]")
    objects(tmp_path / "torn.pdf", tree[0], "/Type/Pages/Kids[3 0 R 9 0 R]/Count 2", tree[2])
    with pytest.raises(InputError, match="3 of 3 files") as caught:
        list(read_pages(tmp_path))
    broken, locked, torn = caught.value.faults
    assert "broken.pdf: not a PDF, or a broken one" in broken
    assert "locked.pdf: the PDF is locked by a password" in locked
    assert "torn.pdf: broken pages in the PDF: 2 of 2" in torn


def test_a_missing_library_names_what_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press(tmp_path / "a.pdf", BUSES_PAGE)
    (tmp_path / "b.txt").write_text("汾河水清。", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingError, match=r"pip install 'corpusutils\[pdf\]'"):
        list(read_pdf(tmp_path / "a.pdf"))
    faults: list[str] = []
    assert [page.name for page in read_pages(tmp_path, on_fault=faults.append)] == ["b.txt"]
    assert len(faults) == 1 and "corpusutils[pdf]" in faults[0]


def test_a_pdf_beside_its_own_text_is_not_read_twice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    press(tmp_path / "a.pdf", BUSES_PAGE)
    (tmp_path / "a.txt").write_text("汾河水清。", encoding="utf-8")
    assert [page.name for page in read_pages(tmp_path)] == ["a.txt"]
    assert "left out a.pdf" in caplog.text


def glyphs(page: Iterable[Type]) -> list[Glyph]:
    """Characters as they would be found in a file that holds this type, each as broad as high."""
    placed = [(c, x + i * size, y, size) for x, y, size, text in page for i, c in enumerate(text)]
    return [Glyph(c, x, x + size, -y, size, n, 0) for n, (c, x, y, size) in enumerate(placed)]


@settings(max_examples=80, deadline=None)
@given(st.integers(2, 6), st.integers(8, 20), st.floats(9, 25), st.integers(5, 60), st.booleans(), st.randoms())
def test_any_grid_of_columns_is_read_in_order(
    count: int, width: int, gutter: float, length: int, aligned: bool, rng: random.Random
) -> None:
    text = "".join(rng.choice("汾河水清岸边柳绿今春沿村又添湿地") for _ in range(width * length * count - width // 2))
    body = columns([text], 60, 120, width=width, count=count, gutter=gutter)
    shift = [0.0 if aligned else rng.uniform(0, 13) for _ in range(count)]
    step = 9 * width + gutter
    body = [(x, y + shift[int((x - 60) // step)], size, line) for x, y, size, line in body]
    page = [(60.0, 80.0, 24.0, "标" * int((step * 1.2) // 24)), *body]
    shuffled = rng.sample(page, len(page))
    assert lines_of(lay_out(glyphs(shuffled))) == words(page)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 800), st.sampled_from([9.0, 14.0, 30.0]), st.just("汾河水"))))
def test_no_character_is_lost_however_the_type_is_scattered(page: list[Type]) -> None:
    assert sorted("".join(lay_out(glyphs(page)).split())) == sorted("".join(words(page)))
