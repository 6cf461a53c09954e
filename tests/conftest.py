"""What tests share: the sample, the shared material of developers where it is there, small corpora."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from corpusutils.pages import Article, Corpus, read_corpus
from corpusutils.pages.traced import TracedText
from corpusutils.project import project_root, sample_pages
from corpusutils.report.run import ENVIRONMENT
from corpusutils.targets import Record, Rejected, extract_targets

os.environ.update(ENVIRONMENT)  # notebook kernels inherit it
ROOT = project_root()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sample() -> Corpus:
    return read_corpus(sample_pages(), name="sample")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The developers' folder of real pages and gold; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("CORPUS_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no shared material: set CORPUS_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def browser() -> str:
    """A Chromium; tests that look at pages are skipped where none is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium to look at pages with")
    return found


def in_browser(browser: str, address: str, folder: Path, *options: str) -> str:
    """Return the page at an address as the browser holds it once its scripts have run; `folder` is the browser's home."""
    run = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=2000", *options, "--dump-dom", address,
    ]  # fmt: skip
    env = {**os.environ, "HOME": str(folder)}
    return subprocess.run(run, capture_output=True, text=True, timeout=120, env=env).stdout


def article(body: str, *, name: str = "a01", **fields: str | None) -> Article:
    """An article made of a body alone, standing on line 1."""
    traced = TracedText.of(body, 0, len(body))
    return Article(
        page="p.txt",
        id=name,
        headline=fields.pop("headline", None) or "",
        body=body,
        lines=((1, 1, "body"),),
        body_origin=traced.origin,
        body_lines=np.ones(len(body), dtype=np.int32),
        **fields,
    )


def write_two_pages(folder: Path) -> Path:
    """Write two small pages to a folder, for runs that need some corpus and not the sample."""
    folder.mkdir(exist_ok=True)
    first = (
        "汾河水更清\n本刊讯 5月12日，临汾市水利局公布，到2025年全市再生水利用率达到25%以上。截至目前，"
        "汾河岸边累计植树3200亩，湿地的鸟多了起来。（周晓）\n\n光伏板上屋顶\n"
        "本刊讯 大同市云州区在村民屋顶装光伏板1200块，年发电40万千瓦时，村集体增收12万元。"
        "电站由村里看管，坏了有人修。（李青）\n"
    )
    second = (
        "煤矿装上智能眼\n本刊讯 2023年6月8日，阳泉一座煤矿建成智能化工作面2个，井下减少矿工30人，"
        "采煤机由地面控制。矿长说，明年再建3个。（赵明）\n"
    )
    (folder / "2023-05-13_A1.txt").write_text(first, encoding="utf-8")
    (folder / "2023-06-09_A1.txt").write_text(second, encoding="utf-8")
    return folder


@pytest.fixture
def two_page_corpus(tmp_path: Path) -> Path:
    """A folder of two small pages, made anew for each test."""
    return write_two_pages(tmp_path / "small")


def records(body: str, date: str | None = "2024-03-05", *, keep_passing: bool = False, **fields: str) -> list[Record]:
    """Return the targets, progress and completions that a body alone tells."""
    return list(extract_targets([article(body, date=date, **fields)], keep_passing=keep_passing))


def rejected(body: str) -> list[str]:
    """Return the filters that left out all that a body without records tells."""
    found: list[Rejected] = []
    assert list(extract_targets([article(body, date="2024-03-05")], rejected=found)) == []
    return [r.filter for r in found]
