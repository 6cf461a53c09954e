"""A report from end to end: built, rebuilt, refused, failed, and looked at in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import in_browser
from corpusutils import project
from corpusutils.cli import main
from corpusutils.report.parameters import read_setting
from corpusutils.report.verify import compare_tables


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on the sample of two notebooks, built from another working directory than the checkout."""
    folder = tmp_path_factory.mktemp("report")
    run = [sys.executable, "-m", "corpusutils", "report", "--out", "made", "--only", "00", "--only", "30"]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "" and done.stdout.strip().endswith("index.html")
    return folder / "made"


def test_a_report_is_a_folder_with_everything_in_it(report: Path) -> None:
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "complete" and manifest["corpus"]["name"] == "sample"
    for name in ("00_start_here", "30_keywords_tfidf"):
        assert (report / "notebooks" / f"{name}.ipynb").is_file() and (report / "notebooks" / f"{name}.html").is_file()
    for output in manifest["outputs"]:
        assert (report / output["file"]).stat().st_size == output["bytes"]
    assert {p.suffix for p in (report / "tables").iterdir()} == {".csv"} and list((report / "figures").iterdir())
    assert sorted(p.name for p in report.parent.iterdir()) == ["made"]


def test_tables_open_in_excel(report: Path) -> None:
    for path in (report / "tables").glob("*.csv"):
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


def test_verify_finds_the_same_tables_and_sees_a_changed_one(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(report)]) == 0
    changed = report.parent / "changed"
    shutil.copytree(report, changed)
    table = sorted((changed / "tables").glob("*.csv"))[0]
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    verdict = compare_tables(changed / "tables", report / "tables")
    assert verdict.differences and table.name in verdict.differences[0]
    assert main(["diff", str(changed), str(report)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"table {table.name}, row 2") for line in told) and told[-1].endswith("1 differ")
    assert not any(line.startswith(("pages", "parameters", "versions")) for line in told)
    shutil.rmtree(changed)


def test_verify_refuses_a_corpus_that_has_changed(
    two_page_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--corpus", str(two_page_corpus), "--out", str(tmp_path / "r"), "--only", "00"]) == 0
    (two_page_corpus / "2023-06-09_A1.txt").unlink()
    assert main(["verify", str(tmp_path / "r")]) == 2
    assert "2023-06-09_A1.txt is gone" in capsys.readouterr().err


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


def test_a_value_out_of_range_stops_the_notebook_and_keeps_the_old_report(
    two_page_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["report", "--corpus", str(two_page_corpus), "--out", str(tmp_path / "r"), "--only", "00"]
    assert main([*call, "--set", "PAGE=0"]) == 1
    said = capsys.readouterr().err
    assert "00_start_here, cell" in said and "PAGE is 0; it is a whole number from 1" in said
    assert json.loads((tmp_path / "r/manifest.json").read_text("utf-8"))["status"] == "failed"
    assert "This report is incomplete" in (tmp_path / "r/index.html").read_text("utf-8")
    assert main(call) == 0
    before = (tmp_path / "r/manifest.json").read_bytes()
    assert main([*call, "--set", "PAGE=0"]) == 1
    assert (tmp_path / "r/manifest.json").read_bytes() == before
    assert (tmp_path / "r.failed/index.html").is_file()


def test_a_killed_and_a_failed_run_are_cleared_away_by_the_next(two_page_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / ".r.partial" / "tables").mkdir(parents=True)
    for left in (".r.old", "r.failed"):
        (tmp_path / left).mkdir()
    assert main(["report", "--corpus", str(two_page_corpus), "--out", str(tmp_path / "r"), "--only", "00"]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r", "small"]


def test_the_whole_collection_runs_on_two_small_pages(two_page_corpus: Path, tmp_path: Path) -> None:
    before = Path.cwd()
    assert main(["report", "--corpus", str(two_page_corpus), "--out", str(tmp_path / "r")]) == 0
    assert Path.cwd() == before  # notebooks side by side must not move the process
    manifest = json.loads((tmp_path / "r/manifest.json").read_text("utf-8"))
    assert len(manifest["notebooks"]) == 8


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
