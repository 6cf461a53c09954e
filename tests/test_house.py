"""The house rules that can be read off the files: which room uses which, what importing costs, what git tracks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ORDER = ["pages", "words", "analysis", "targets", "show", "report"]
ALLOWED = {
    "pages": {"pages"},
    "words": {"pages", "words"},
    "analysis": {"pages", "words", "analysis"},
    "targets": {"pages", "words", "targets"},
    "show": {"pages", "words", "analysis", "targets", "show"},
    "report": {"pages", "words", "analysis", "targets", "show", "report"},
}


def rooms_used(source: str) -> set[str]:
    used = set()
    for node in ast.walk(ast.parse(source)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        used |= {name.split(".")[1] for name in names if name.startswith("corpusutils.")}
    return used & set(ORDER)


@pytest.mark.parametrize("room", ORDER)
def test_a_room_uses_only_rooms_before_it(root: Path, room: str) -> None:
    for module in (root / "src/corpusutils" / room).rglob("*.py"):
        assert rooms_used(module.read_text(encoding="utf-8")) <= ALLOWED[room], module


def test_the_import_reader_sees_a_breach() -> None:
    assert rooms_used("from corpusutils.report.run import build_report") == {"report"}


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, corpusutils; print([m for m in ('pandas', 'numpy', 'jieba', 'matplotlib') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_targets_as_json_lines_do_without_pandas(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("茶路开工\n今年茶园面积达到65万亩。\n", encoding="utf-8")
    arguments = ["targets", str(page), "--date", "2024-05", "--out", str(tmp_path / "targets.jsonl")]
    code = f"import sys; from corpusutils.cli import main; print(main({arguments!r}), 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0 False\n"
    assert "65" in (tmp_path / "targets.jsonl").read_text(encoding="utf-8")


def tracked(root: Path) -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [root / name for name in done.stdout.split("\0") if name and (root / name).is_file()]


def test_no_tracked_file_names_a_registry_or_a_machine(root: Path) -> None:
    hosts = re.compile(r"py" + r"pi\.org|python" + r"hosted|npm" + r"js\.|file:" + r"///|/ro" + r"ot/|/ho" + r"me/\w")
    bad = [p.name for p in tracked(root) if hosts.search(p.read_bytes().decode("utf-8", "replace"))]
    assert bad == []


def test_the_checkout_stays_small(root: Path) -> None:
    assert sum(path.stat().st_size for path in tracked(root)) < 21_000_000
