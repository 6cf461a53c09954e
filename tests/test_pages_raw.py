from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from corpusutils.errors import InputError
from corpusutils.pages.raw import RawPage, decode, read_pages
from corpusutils.pages.segment import segment_page

TEXT = "汾河水清，岸边的柳树绿了。今年春天，沿河的村子又添了一座湿地公园，来看鸟的人比往年多。" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_decode_recovers_text_in_every_encoding_of_the_field(encoding: str) -> None:
    text = (
        TEXT
        if encoding != "big5"
        else "汾河水清，岸邊的柳樹綠了。今年春天，沿河的村子又添了一座公園，來看鳥的人比往年多。" * 3
    )
    assert decode(text.encode(encoding))[0] == text


def test_decode_names_line_and_byte_of_broken_utf8() -> None:
    good = (TEXT + "\n").encode()
    with pytest.raises(InputError, match=rf"line 3, byte {2 * len(good) + 3}: ff fe"):
        decode(good * 2 + "水".encode() + b"\xff\xfe" + "清".encode())


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9, b"ab\x00cd"])
def test_decode_refuses_what_is_not_text(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data)


def test_reading_gathers_all_faults_and_names_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "b.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="2 of 3 files") as caught:
        list(read_pages(tmp_path))
    assert [("a.txt" in f, "b.txt" in f) for f in caught.value.faults] == [(True, False), (False, True)]
    faults: list[str] = []
    assert [p.name for p in read_pages(tmp_path, on_fault=faults.append)] == ["c.txt"]
    assert len(faults) == 2


def test_missing_and_empty_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        list(read_pages(tmp_path / "none"))
    with pytest.raises(InputError, match=r"holds no \.txt"):
        list(read_pages(tmp_path))


def test_rows_of_tables_are_pages_with_their_metadata(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "date": "2023-05-01"}, {"content": TEXT}]
    (tmp_path / "t.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    (tmp_path / "u.csv").write_text("正文,place\n汾河水清,太原市\n", encoding="utf-8-sig")
    pages = list(read_pages(tmp_path))
    assert [p.name for p in pages] == ["t.jsonl#1", "t.jsonl#2", "u.csv#1"]
    assert pages[0].metadata == {"date": "2023-05-01"} and pages[2].metadata == {"place": "太原市"}


def test_tables_without_text_are_left_out_aloud(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"value": 1}\n', encoding="utf-8")
    assert [p.name for p in read_pages(tmp_path)] == ["a.txt"]
    assert "b.jsonl" in caplog.text
    with pytest.raises(InputError, match="no text column"):
        list(read_pages(tmp_path / "b.jsonl"))


def test_side_car_joins_metadata_and_names_bad_rows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("page,date,place\na.txt,2023-05-01,\n", encoding="utf-8")
    assert next(read_pages(tmp_path)).metadata == {"date": "2023-05-01"}
    (tmp_path / "manifest.csv").write_text("page,date\na.txt,2023\na.txt,2024\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 3: page a\.txt is named twice"):
        list(read_pages(tmp_path))


def test_line_ends_do_not_move_lines() -> None:
    page = RawPage("p", "一\n二三\n四")
    assert [page.place_of(i) for i in (0, 2, 3, 5)] == [(1, 1), (2, 1), (2, 2), (3, 1)]


def test_a_page_is_held_to_the_digest_that_the_side_car_tells(tmp_path: Path) -> None:
    text = "汾河水清。\n"
    (tmp_path / "p.txt").write_text(text, encoding="utf-8", newline="\n")
    digest = hashlib.sha256(text.encode()).hexdigest()
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(f"page,date,sha256\np.txt,2024-05-01,{digest}\n", encoding="utf-8")
    (page,) = read_pages(tmp_path)
    assert page.metadata == {"date": "2024-05-01"}
    (tmp_path / "p.txt").write_text("汾河水浊。\n", encoding="utf-8", newline="\n")
    with pytest.raises(InputError, match=r"p\.txt: the file is not the one that manifest\.csv describes: sha256 "):
        list(read_pages(tmp_path))


def test_a_digest_is_no_metadata_of_a_row_either(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"text": "汾河水清。"}\n', encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("page,date,sha256\nt.jsonl#1,2024-05-01,abc\n", encoding="utf-8")
    (page,) = read_pages(tmp_path)
    assert page.metadata == {"date": "2024-05-01"}


def test_a_title_in_a_column_of_its_own_is_the_headline(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("标题,正文\n茶山办起采茶会,茶山的茶香飘得很远。\n", encoding="utf-8")
    (page,) = read_pages(tmp_path)
    (article,) = segment_page(page)
    assert (article.headline, article.body) == ("茶山办起采茶会", "茶山的茶香飘得很远。")
