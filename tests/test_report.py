"""A report from end to end: built, rebuilt, refused, failed, and looked at in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import in_browser, write_two_pages
from corpusutils import project
from corpusutils.cli import main
from corpusutils.report.parameters import read_setting
from corpusutils.report.run import find_notebooks
from corpusutils.report.verify import compare_tables


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole collection on two small pages, built from another working directory than the checkout."""
    folder = tmp_path_factory.mktemp("report")
    corpus = write_two_pages(tmp_path_factory.mktemp("corpus"))
    run = [sys.executable, "-m", "corpusutils", "report", "--corpus", str(corpus), "--out", "made"]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = [
        line for line in done.stderr.splitlines() if "signaler.cpp" not in line
    ]  # libzmq of a kernel that has ended
    assert told == [] and done.stdout.strip().endswith("index.html")
    return folder / "made"


def test_a_report_is_a_folder_with_everything_in_it(report: Path) -> None:
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "complete" and manifest["corpus"]["articles"] == 3
    names = [path.stem for path in find_notebooks()]
    assert [notebook["name"] for notebook in manifest["notebooks"]] == names
    for name in names:
        assert (report / "notebooks" / f"{name}.ipynb").is_file() and (report / "notebooks" / f"{name}.html").is_file()
    for output in manifest["outputs"]:
        assert (report / output["file"]).stat().st_size == output["bytes"]
    assert list((report / "tables").glob("*.csv")) and list((report / "figures").glob("*.png"))
    assert sorted(p.name for p in report.parent.iterdir()) == ["made"]


def test_tables_open_in_excel(report: Path) -> None:
    for path in (report / "tables").glob("*.csv"):
        if (
            path.stem == "50_network_edges"
        ):  # is for Gephi, which takes a mark before the first column's name for a part of it
            continue
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and b"\r" not in data


def test_pages_ask_nothing_from_outside(report: Path) -> None:
    for path in [report / "index.html", *(report / "notebooks").glob("*.html")]:
        text = path.read_text(encoding="utf-8")
        assert (
            re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"]*\.(?:js|css|woff2?|png)|url\(['\"]?https?:|@import", text)
            == []
        )
        for link in re.findall(r'(?:href|src)="([^"#:]+)"', text):
            assert (path.parent / link).exists(), link


def fails(capsys: pytest.CaptureFixture[str], *call: str) -> str:
    assert main(["report", *call]) == 2
    return capsys.readouterr().err


def test_wrong_calls_exit_2_and_leave_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ("--out", str(tmp_path / "r"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary").mkdir()
    (tmp_path / "binary" / "a.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("x", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "no such file or folder" in fails(capsys, *out, "--corpus", str(tmp_path / "none"))
    assert "holds no" in fails(capsys, *out, "--corpus", str(tmp_path / "empty"))
    assert "a.txt" in fails(capsys, *out, "--corpus", str(tmp_path / "binary"))
    assert "did you mean TOP" in fails(capsys, *out, "--only", "30", "--set", "TOPP=3")
    assert "TOP is 'many'" in fails(capsys, *out, "--only", "30", "--set", "TOP=many")
    assert "not NAME=VALUE" in fails(capsys, *out, "--set", "TOP")
    assert "no notebook 99" in fails(capsys, *out, "--only", "99")
    assert "jobs is 0" in fails(capsys, *out, "--jobs", "0")
    assert "is not a report" in fails(capsys, "--out", str(tmp_path / "mine"))
    assert "is a file" in fails(capsys, "--out", str(tmp_path / "file"))
    assert "can't be written" in fails(capsys, "--out", str(tmp_path / "file" / "r"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["binary", "empty", "file", "mine"]


@pytest.mark.parametrize("value", ["020", "1.5", "0x3", ""])
def test_whole_numbers_are_read_as_written_or_refused(value: str) -> None:
    with pytest.raises(ValueError, match="a whole number"):
        read_setting(f"TOP={value}", {"TOP": 5})


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of one notebook on two small pages, begun where a killed run and a failed one had left their folders."""
    folder = tmp_path_factory.mktemp("first")
    corpus = write_two_pages(folder / "small")
    (folder / ".r.partial" / "tables").mkdir(parents=True)
    for left in (".r.old", "r.failed"):
        (folder / left).mkdir()
    before = Path.cwd()
    assert main(["report", "--corpus", str(corpus), "--out", str(folder / "r"), "--only", "00"]) == 0
    assert Path.cwd() == before  # notebooks side by side must not move the process
    return folder / "r"


def test_a_killed_and_a_failed_run_are_cleared_away_by_the_next(first: Path) -> None:
    assert sorted(p.name for p in first.parent.iterdir()) == ["r", "small"]


def test_verify_finds_the_same_tables_and_sees_a_changed_one_and_a_changed_corpus(
    first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(first)]) == 0
    changed = tmp_path / "first" / "r"
    shutil.copytree(first.parent, changed.parent)
    table = sorted((changed / "tables").glob("*.csv"))[0]
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    verdict = compare_tables(changed / "tables", first / "tables")
    assert verdict.differences and table.name in verdict.differences[0]
    assert main(["diff", str(changed), str(first)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"table {table.name}, row 2") for line in told) and told[-1].endswith("1 differ")
    assert not any(line.startswith(("pages", "parameters", "versions")) for line in told)
    (changed.parent / "small" / "2023-06-09_A1.txt").unlink()
    assert main(["verify", str(changed)]) == 2
    assert "2023-06-09_A1.txt is gone" in capsys.readouterr().err


def test_a_value_out_of_range_stops_the_notebook_and_keeps_the_old_report(
    first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["report", "--corpus", str(first.parent / "small"), "--only", "00", "--set", "PAGE=0", "--out"]
    assert main([*call, str(tmp_path / "r")]) == 1
    said = capsys.readouterr().err
    assert "00_start_here, cell" in said and "PAGE is 0; it is a whole number from 1" in said
    assert json.loads((tmp_path / "r/manifest.json").read_text("utf-8"))["status"] == "failed"
    assert "This report is incomplete" in (tmp_path / "r/index.html").read_text("utf-8")
    old = shutil.copytree(first, tmp_path / "old")
    before = (old / "manifest.json").read_bytes()
    assert main([*call, str(old)]) == 1
    assert (old / "manifest.json").read_bytes() == before
    assert (tmp_path / "old.failed/index.html").is_file()


def test_a_checkout_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CORPUSUTILS_HOME", str(tmp_path))
    with pytest.raises(LookupError, match="CORPUSUTILS_HOME"):
        project.project_root()


def test_a_browser_shows_the_pages_without_a_request(report: Path, browser: str, tmp_path: Path) -> None:
    for name in ("index.html", "notebooks/30_keywords_tfidf.html"):
        log = tmp_path / "net.json"
        options = ("--disable-component-update", "--disable-sync", f"--log-net-log={log}")
        shown = in_browser(browser, (report / name).as_uri(), tmp_path, *options)
        assert "<h1" in shown
        asked = set(re.findall(r'"url":"(https?://[^"]+)"', log.read_text(encoding="utf-8", errors="replace")))
        own = {url for url in asked if not re.search(r"google|gstatic|chromium", url)}
        assert own == set()
