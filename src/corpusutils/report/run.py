"""Run the notebooks on a corpus and put a whole report in place, or leave the old one as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from corpusutils.errors import InputError, OutputError, ParameterError, RunError
from corpusutils.pages.corpus import Corpus, read_corpus
from corpusutils.progress import watched
from corpusutils.project import notebooks_folder, reports_folder, resolve_corpus
from corpusutils.report import manifest as record
from corpusutils.report.parameters import Literal, notebook_parameters, read_setting
from corpusutils.report.render import render_index, render_notebook
from corpusutils.words.imported import segmentation_beside
from corpusutils.words.segmenter import default_segmenter

OWN = ("CORPUS", "OUT")
KERNEL = "python3"
ENVIRONMENT = {"PYTHONHASHSEED": "0", "TQDM_DISABLE": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


@dataclass
class Outcome:
    """What became of one notebook."""

    name: str
    notebook: nbformat.NotebookNode
    failed_cell: int | None = None
    error: str | None = None

    @property
    def title(self) -> str:
        """The notebook's first heading."""
        first = next((c.source for c in self.notebook.cells if c.cell_type == "markdown"), self.name)
        return str(first).splitlines()[0].lstrip("# ").strip()

    @property
    def question(self) -> str:
        """The notebook's research question: the first line in bold."""
        for cell in self.notebook.cells:
            for line in cell.source.splitlines():
                if cell.cell_type == "markdown" and line.startswith("**") and line.endswith("**"):
                    return str(line).strip("*")
        return ""


def find_notebooks(only: Sequence[str] = ()) -> list[Path]:
    """Return the numbered notebooks in order; `only` names some, by file name or number."""
    every = sorted(notebooks_folder().glob("[0-9][0-9]_*.ipynb"))
    if not only:
        return every
    chosen = [p for p in every if p.stem in only or p.name in only or p.stem[:2] in only]
    unknown = [name for name in only if not any(name in (p.stem, p.name, p.stem[:2]) for p in chosen)]
    if unknown:
        raise ParameterError(f"no notebook {', '.join(unknown)}; there are {', '.join(p.stem for p in every)}")
    return chosen


def build_report(
    *,
    corpus: str | Path = "sample",
    out: Path | None = None,
    settings: Sequence[str] = (),
    only: Sequence[str] = (),
    jobs: int = 2,
) -> Path:
    """Run notebooks on a corpus and return the folder of the finished report.

    Everything is checked before anything runs, and built in a hidden folder beside `out`. A finished report
    replaces an older one in one step. When a notebook fails, what is whole is kept: in `out` where there was
    no report yet, else in `<out>.failed` beside the old report, which stays.

    Raises
    ------
    ParameterError
        for an unknown notebook or parameter, or a value of the wrong type
    InputError
        where the corpus can't be read, or `out` is a folder that is not a report
    OutputError
        where `out` can't be written
    RunError
        where a notebook fails; the message names notebook and cell

    """
    if jobs < 1:
        raise ParameterError(f"jobs is {jobs}; it is a whole number from 1")
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in find_notebooks(only)}
    defaults = {name: notebook_parameters(notebook, name) for name, notebook in notebooks.items()}
    known = {k: v for values in defaults.values() for k, v in values.items() if k not in OWN}
    told = dict(read_setting(text, known) for text in settings)
    name, path = resolve_corpus(corpus)
    read = read_corpus(path, name=name)
    target = (out or reports_folder() / name).resolve()

    with _staging(target) as folder:
        for part in ("notebooks", "tables", "figures"):
            (folder / part).mkdir()
        own = {"CORPUS": str(path), "OUT": str(folder)}
        chosen = {n: {**d, **{k: v for k, v in told.items() if k in d}, **own} for n, d in defaults.items()}
        outcomes = _execute(notebooks, chosen, jobs)
        _write(folder, target, read, path, outcomes, chosen, told)
        failed = [o for o in outcomes if o.failed_cell is not None]
        if failed:
            kept = _keep_failed(folder, target)
            lines = "\n".join(f"  - {o.name}, cell {o.failed_cell}: {o.error}" for o in failed)
            raise RunError(f"{len(failed)} of {len(outcomes)} notebooks failed; what is whole is in {kept}\n{lines}")
        _put_in_place(folder, target)
    return target


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """Give a hidden folder beside the target; remove it whatever happens, and what a killed run left there."""
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target} is a file; a report is a folder. Name another --out.")
    if target.is_dir() and any(target.iterdir()):
        try:
            record.read_manifest(target)
        except InputError:
            raise InputError(
                f"{target} holds something that is not a report; it is left alone. Name another --out."
            ) from None
    folder = target.with_name(f".{target.name}.partial")
    old = target.with_name(f".{target.name}.old")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    except OSError as error:
        raise OutputError(f"the folder {target.parent} can't be written: {error.strerror}") from error
    try:
        yield folder
    except OSError as error:
        raise RunError(f"writing the report failed: {error}; {target} is as it was before") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    folder.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(target.with_name(f"{target.name}.failed"), ignore_errors=True)


def _keep_failed(folder: Path, target: Path) -> Path:
    kept = target.with_name(f"{target.name}.failed") if target.exists() and any(target.iterdir()) else target
    shutil.rmtree(kept, ignore_errors=True)
    folder.rename(kept)
    return kept


def _execute(
    notebooks: Mapping[str, nbformat.NotebookNode], parameters: Mapping[str, dict[str, Any]], jobs: int
) -> list[Outcome]:
    """Run the notebooks side by side in this process and return the outcomes in their order."""
    with _environment(), ThreadPoolExecutor(max_workers=jobs) as pool:
        running = [pool.submit(_run_one, name, notebook, parameters[name]) for name, notebook in notebooks.items()]
        for _ in watched(as_completed(running), label="notebooks", total=len(running)):
            pass
    return [future.result() for future in running]


@contextmanager
def _environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _run_one(name: str, notebook: nbformat.NotebookNode, parameters: dict[str, Any]) -> Outcome:
    source = notebooks_folder() / f"{name}.ipynb"
    target = Path(parameters["OUT"]) / "notebooks" / f"{name}.ipynb"
    failed_cell, error = None, None
    try:
        papermill.execute_notebook(
            source,
            target,
            parameters,
            kernel_name=KERNEL,
            progress_bar=False,
            log_output=False,
            coalesce_streams=True,
            extra_arguments=["--log-level=50"],  # cells report their own errors; a kernel logs its shutdown as one
        )
    except PapermillExecutionError as failure:
        failed_cell, error = failure.exec_count or 0, f"{failure.ename}: {failure.evalue}"
    done = nbformat.read(target, as_version=4)
    if failed_cell is None:
        missed = [n for n, c in enumerate(done.cells) if c.cell_type == "code" and c.source and not c.execution_count]
        if missed:
            failed_cell, error = missed[0], "the cell was not executed"
    _clean(done, parameters)
    nbformat.write(done, target)
    return Outcome(name, done, failed_cell, error)


def _clean(notebook: nbformat.NotebookNode, parameters: dict[str, Any]) -> None:
    """Take timings and the places of this machine out of an executed notebook."""
    shown = {**parameters, "CORPUS": resolve_corpus(parameters["CORPUS"])[0], "OUT": ".."}
    for item in (notebook, *notebook.cells):
        for key in ("papermill", "execution", "widgets"):
            item.metadata.pop(key, None)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            lines = [f"{name} = {value!r}" for name, value in shown.items()]
            cell.source = "\n".join(["# Parameters of this report", *lines])


def _write(
    folder: Path,
    target: Path,
    corpus: Corpus,
    path: Path,
    outcomes: list[Outcome],
    parameters: Mapping[str, dict[str, Any]],
    told: Mapping[str, Literal],
) -> None:
    order = [o.name for o in outcomes]
    for outcome in outcomes:
        page = render_notebook(outcome.notebook, outcome.title, corpus.name, order, outcome.name)
        (folder / "notebooks" / f"{outcome.name}.html").write_text(page, encoding="utf-8", newline="\n")
    try:
        where = os.path.relpath(path, target)
    except ValueError:  # another drive on Windows
        where = str(path)
    manifest = {
        "status": "failed" if any(o.failed_cell is not None for o in outcomes) else "complete",
        "created": record.created(),
        "corpus": {
            "name": corpus.name,
            "path": Path(where).as_posix(),
            "digest": corpus.digest,
            "articles": len(corpus.articles),
            "files": corpus.files,
        },
        "set": dict(told),
        "notebooks": [
            {
                "name": o.name,
                "sha256": record.file_digest(notebooks_folder() / f"{o.name}.ipynb"),
                "parameters": {k: v for k, v in parameters[o.name].items() if k not in OWN},
                "failed_cell": o.failed_cell,
                "error": o.error,
            }
            for o in outcomes
        ],
        "versions": record.versions(),
        "dictionaries": default_segmenter().dictionaries,
        "segmenter": (segmentation_beside(corpus.path) or default_segmenter()).fingerprint,
        "outputs": record.outputs(folder),
    }
    record.write_manifest(folder, manifest)
    (folder / "index.html").write_text(render_index(folder, manifest, outcomes), encoding="utf-8", newline="\n")
