"""The form of the notebooks, and that the gate which compares their outputs can fail."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from corpusutils.report.parameters import notebook_parameters
from corpusutils.report.run import find_notebooks

NAMES = [
    "00_start_here",
    "10_pages_to_articles",
    "20_words",
    "30_keywords_tfidf",
    "40_topics_lda",
    "50_cooccurrence",
    "60_targets",
    "70_synthesis",
]
HEADINGS = ("## Checks", "## What we found, what we cannot say", "## Exercises", "## Sources")
MAX_LINES = 15


def test_the_collection_is_complete() -> None:
    assert [path.stem for path in find_notebooks()] == NAMES


@pytest.fixture(params=find_notebooks(), ids=lambda p: p.stem)
def notebook(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    read = nbformat.read(request.param, as_version=4)
    read.path = request.param
    return read


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def test_it_is_valid_and_executed_in_order(notebook: nbformat.NotebookNode) -> None:
    nbformat.validate(nbformat.read(notebook.path, as_version=4))
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))


def test_most_cells_hold_an_output_that_can_be_compared(notebook: nbformat.NotebookNode) -> None:
    text = [c for c in code(notebook) if any(o.output_type != "display_data" for o in c.outputs)]
    assert len(text) >= len(code(notebook)) / 2


def test_nothing_was_written_to_stderr_and_no_path_is_named(notebook: nbformat.NotebookNode) -> None:
    for cell in code(notebook):
        for output in cell.outputs:
            assert output.get("name") != "stderr"
            assert not re.search(
                r"/ho[m]e/|/ro[o]t/|/t[m]p/|[A-Z]:\\\\",
                str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", "")),
            )


def test_parameters_start_with_corpus_and_out(notebook: nbformat.NotebookNode) -> None:
    parameters = notebook_parameters(notebook, notebook.path.stem)
    assert list(parameters)[:2] == ["CORPUS", "OUT"] and parameters["CORPUS"] == "sample" and parameters["OUT"] == ""


def test_every_parameter_but_the_places_is_checked(notebook: nbformat.NotebookNode) -> None:
    source = "\n".join(cell.source for cell in code(notebook))
    for name in list(notebook_parameters(notebook, notebook.path.stem))[2:]:
        assert re.search(rf'(?:whole|share|choice|day)\(\s*"{name}"', source), name


def test_it_asks_a_question_and_keeps_the_order_of_its_parts(notebook: nbformat.NotebookNode) -> None:
    assert re.match(r"# \d\d · .+\n+\*\*[^*]+\*\*\n", notebook.cells[0].source)
    text = prose(notebook)
    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)


def test_cells_are_short_and_import_nothing_from_elsewhere(notebook: nbformat.NotebookNode) -> None:
    for cell in code(notebook):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        tagged = "parameters" in cell.metadata.get("tags", [])
        assert tagged or len(lines) <= MAX_LINES, cell.source
        assert not re.search(r"^\s*[!%]|urlopen|requests", cell.source, re.M)
        ast.parse(cell.source)


def test_a_figure_and_a_table_are_saved(notebook: nbformat.NotebookNode) -> None:
    source = "\n".join(cell.source for cell in code(notebook))
    assert "save_figure(" in source and "save_table(" in source
    assert any("image/png" in o.get("data", {}) for c in code(notebook) for o in c.outputs)


def test_prose_needs_no_script_to_be_read(notebook: nbformat.NotebookNode) -> None:
    assert not re.search(r"\$[^$\n]+\$", prose(notebook))


def test_a_wrong_stored_number_fails(root: Path) -> None:
    control = root / "tests/controls/wrong_number.ipynb"
    run = [sys.executable, "-m", "pytest", "--nbval", str(control), "-p", "no:cacheprovider", "--override-ini=addopts="]
    done = subprocess.run(run, capture_output=True, text=True, cwd=root)
    assert done.returncode == 1 and "1 failed, 1 passed" in done.stdout
