"""Find the files of a corpus and read them as raw pages: encoding told, metadata joined, text untouched."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import logging
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from charset_normalizer import from_bytes
from numpy.typing import NDArray

from corpusutils.errors import InputError, MissingError
from corpusutils.pages.pdf import read_pdf

SUFFIXES = (".txt", ".md", ".jsonl", ".csv", ".pdf")
PLAIN = (".txt", ".md")
TABLES = (".jsonl", ".csv")
PART = re.compile(r"#\d+$")
"""The row or page of a file, in a page's name."""
SIDE_CAR = "manifest.csv"
SIDE_CAR_COLUMNS = ("date", "outlet", "edition", "place")
DIGEST = "sha256"
"""Column of the side-car: the digest that a page's file is held to."""
TITLE_COLUMNS = ("title", "headline", "标题", "题名")
TEXT_COLUMNS = ("text", "body", "content", "正文", "内容", "文本")
LOG = logging.getLogger(__name__)
DETECTED = ("utf_8", "gb18030", "big5", "utf_16")


class NoTextColumn(InputError):
    """A table that holds no text: not a page."""


@dataclass(frozen=True)
class RawPage:
    """One page as the extraction tool left it.

    `text` is the decoded file with line ends as `\\n` and nothing else changed; of a PDF page it is the text as
    `read_pdf` lays it out, and lines and offsets refer to that. `metadata` holds what the side-car manifest says of
    the page: any of `date`, `outlet`, `edition`, `place`, and for a table's row the `headline` that a column of its own tells.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    digest: str = ""
    metadata: dict[str, str] = field(default_factory=dict)

    @cached_property
    def lines(self) -> list[str]:
        """The raw lines; line *n* of the guide is `lines[n - 1]`."""
        return self.text.split("\n")

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of every line's first character in `text`."""
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return starts

    @cached_property
    def line_offsets(self) -> NDArray[np.int64]:
        """The same as an array."""
        return np.array(self.line_starts, dtype=np.int64)

    @cached_property
    def line_of(self) -> NDArray[np.int32]:
        """The 1-based line of every character of `text`; 0 behind the last."""
        lines = np.repeat(np.arange(1, len(self.lines) + 1, dtype=np.int32), [len(line) + 1 for line in self.lines])
        lines[-1] = 0
        return lines

    def place_of(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a character offset.

        >>> RawPage("a.txt", "汾河\\n水清").place_of(4)
        (2, 2)
        """
        index = bisect_right(self.line_starts, offset) - 1
        return index + 1, offset - self.line_starts[index] + 1


def find_files(path: Path) -> list[Path]:
    """Return the corpus files of a file or folder, sorted by their path inside it.

    A PDF beside a text of the same name is that page once more: it is left out, and the log says so. Raises
    `InputError` when the path is missing or a folder holds none.
    """
    if not path.exists():
        raise InputError(f"no such file or folder: {path}. Give a page or a folder of {', '.join(SUFFIXES)} files.")
    if path.is_file():
        return [path]
    files = [p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.name != SIDE_CAR and p.is_file()]
    files = [p for p in files if not any(part.startswith(".") for part in p.relative_to(path).parts)]
    texts = {p.with_suffix("") for p in files if p.suffix.lower() in PLAIN}
    for double in [p for p in files if p.suffix.lower() == ".pdf" and p.with_suffix("") in texts]:
        LOG.warning("left out %s: the text beside it is the same page", double.name)
        files.remove(double)
    if not files:
        raise InputError(f"the folder {path} holds no {', '.join(SUFFIXES)} file. Put pages there, one file a page.")
    return sorted(files, key=lambda p: p.relative_to(path).as_posix())


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and the encoding that it was read with.

    UTF-8 (with or without a byte-order mark) and UTF-16 with a mark are taken as they say; anything else goes
    to charset-normalizer, restricted to the encodings that Chinese text comes in. Raises `InputError` where the
    bytes are not text; for broken UTF-8 the message names line and byte.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(data, "utf-16"), "utf-16"
    broken: UnicodeDecodeError | None = None
    try:
        text = data.decode("utf-8-sig")
        encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    if broken is None:
        if "\x00" in text:
            raise InputError("not a text file (it holds NUL bytes)")
        return text, encoding
    valid_share = broken.start / len(data)
    if valid_share > 0.5 or data.startswith(b"\xef\xbb\xbf"):
        line = data.count(b"\n", 0, broken.start) + 1
        raise InputError(
            f"broken UTF-8 at line {line}, byte {broken.start}: {data[broken.start : broken.start + 4].hex(' ')}. "
            "Re-save the file as UTF-8, or as GB18030 throughout."
        )
    best = from_bytes(data, cp_isolation=list(DETECTED)).best()
    if best is None or (b"\x00" in data and not best.encoding.startswith("utf_16")):
        raise InputError("not a text file in UTF-8, GB18030, Big5 or UTF-16")
    return _decode_as(data, best.encoding), best.encoding.replace("_", "-")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"broken {encoding} at line {line}, byte {error.start}") from error


def read_side_car(folder: Path) -> dict[str, dict[str, str]]:
    """Return what `manifest.csv` beside the pages says: file name → its non-empty columns.

    Raises `InputError` naming the row where a page is missing, named twice, or the file has no `page` column.
    """
    path = folder / SIDE_CAR
    if not path.is_file():
        return {}
    text, _ = decode(path.read_bytes())
    rows = csv.DictReader(io.StringIO(text))
    if "page" not in (rows.fieldnames or ()):
        raise InputError(f"{path}: no column `page`; expected page, {', '.join(SIDE_CAR_COLUMNS)}")
    table: dict[str, dict[str, str]] = {}
    faults = []
    for row in rows:
        page = (row.get("page") or "").strip()
        if not page or page in table:
            faults.append(f"{path}, row {rows.line_num}: page {'is empty' if not page else page + ' is named twice'}")
            continue
        table[page] = {c: v.strip() for c in (*SIDE_CAR_COLUMNS, DIGEST) if (v := row.get(c)) and v.strip()}
    if faults:
        raise InputError("the side-car manifest can't be used", faults)
    return table


def read_pages(path: Path | str, *, on_fault: Callable[[str], None] | None = None) -> Iterator[RawPage]:
    """Yield the raw pages of a file or folder, in sorted order, one file in memory at a time.

    A `.txt` or `.md` file is one page; each row of a `.jsonl` or `.csv` file with a text column is one page
    named `file#row`, each page of a `.pdf` file one named `file#page`. The side-car manifest may speak of the file or
    of one such page. Tables of a folder without a text column are no pages: they are left out, and the log says
    so. Files that can't be read are all named in one `InputError` at the end, or handed to `on_fault` one by
    one, and the good ones go on.
    """
    path = Path(path)
    files = find_files(path)
    names = Counter(file.name for file in files)
    side_cars: dict[Path, dict[str, dict[str, str]]] = {}
    faults: list[str] = []
    for file in files:
        name = file.name if names[file.name] == 1 else file.relative_to(path).as_posix()
        if file.parent not in side_cars:
            side_cars[file.parent] = read_side_car(file.parent)
            there = {f.name for f in file.parent.iterdir()}
            absent = [page for page in sorted(side_cars[file.parent]) if not {page, PART.sub("", page)} & there]
            if absent:
                LOG.warning("%s names pages that are not beside it: %s", SIDE_CAR, ", ".join(absent))
        try:
            pages = _pages_of(file, name, side_cars[file.parent])
            yield from list(pages) if file.suffix.lower() in TABLES else pages  # a table with a fault gives no page
        except NoTextColumn as error:
            if file != path:
                LOG.warning("left out %s: %s", file.name, error)
                continue
            raise
        except (InputError, MissingError, OSError) as error:
            faults.append(f"{file}: {error}")
            if on_fault:
                on_fault(faults[-1])
    if faults and on_fault is None:
        raise InputError(
            f"{len(faults)} of {len(files)} files can't be read; mend them, or leave them out (--keep-going)", faults
        )


def _pages_of(file: Path, name: str, side_car: dict[str, dict[str, str]]) -> Iterator[RawPage]:
    def beside(page: str) -> dict[str, str]:
        return {name: value for name, value in side_car.get(page, {}).items() if name != DIGEST}

    def metadata(number: int) -> dict[str, str]:
        return beside(file.name) | beside(f"{file.name}#{number}")

    expected = side_car.get(file.name, {}).get(DIGEST)

    def hold(digest: str) -> None:
        if expected and digest != expected.lower():
            raise InputError(
                f"the file is not the one that {SIDE_CAR} describes: sha256 {digest[:16]}…, expected {expected[:16]}…. "
                f"Restore it, or take the {DIGEST} out of {SIDE_CAR} if it was changed on purpose."
            )

    suffix = file.suffix.lower()
    if suffix == ".pdf":
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        hold(digest)
        for number, text in read_pdf(file):
            yield RawPage(f"{name}#{number}", text, "pdf", digest, metadata(number))
        return
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    hold(digest)
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NoTextColumn("the table has no rows") if suffix in TABLES else InputError("the file is empty")
    if suffix not in TABLES:
        yield RawPage(name, text, encoding, digest, beside(file.name))
        return
    for number, row in _rows(text, suffix):
        column = next((c for c in TEXT_COLUMNS if isinstance(row.get(c), str)), None)
        if column is None:
            raise NoTextColumn(f"row {number} has no text column; expected one of {', '.join(TEXT_COLUMNS)}")
        told = {c: str(row[c]) for c in SIDE_CAR_COLUMNS if row.get(c)}
        if title := next((row[c] for c in TITLE_COLUMNS if row.get(c)), None):
            told["headline"] = str(title).strip()
        body = str(row[column]).replace("\r\n", "\n")
        if body.strip():
            yield RawPage(f"{name}#{number}", body, encoding, digest, metadata(number) | told)


def _rows(text: str, suffix: str) -> Iterator[tuple[int, dict[str, object]]]:
    if suffix == ".csv":
        yield from enumerate(csv.DictReader(io.StringIO(text)), start=1)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"line {number} is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise InputError(f"line {number} is not a JSON object")
        yield number, row
