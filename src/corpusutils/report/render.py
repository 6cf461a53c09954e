"""Turn executed notebooks into pages that need nothing outside themselves."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from corpusutils.show.fonts import web_font

if TYPE_CHECKING:
    from corpusutils.report.run import Outcome

PREVIEW_ROWS = 5


@lru_cache(maxsize=1)
def _templates() -> Environment:
    loader = PackageLoader("corpusutils.report", "templates")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=select_autoescape(), trim_blocks=True)


@lru_cache(maxsize=1)
def _exporter() -> HTMLExporter:
    # Without these two empty addresses nbconvert links scripts on a network.
    config = Config({"HTMLExporter": {"mathjax_url": "", "require_js_url": "", "jquery_url": ""}})
    return HTMLExporter(config=config, template_name="basic")


def _page(template: str, **values: Any) -> str:
    style = files("corpusutils.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    page = _templates().get_template(template).render(style=style, font="", **values)
    return page.replace("/*font*/", f"src: url({web_font(page)}) format('woff2');", 1)


def _described(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a copy whose figures tell, to a reader who can't see them, under which heading they stand."""
    notebook, heading = deepcopy(notebook), ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            headings = [line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")]
            heading = headings[-1] if headings else heading
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                output.metadata.setdefault("image/png", {})["alt"] = f"Figure: {heading}"
    return notebook


def render_notebook(notebook: nbformat.NotebookNode, title: str, corpus: str, order: Sequence[str], name: str) -> str:
    """Return an executed notebook as one offline page with links to its neighbours."""
    body, _ = _exporter().from_notebook_node(_described(notebook))
    at = list(order).index(name)
    before = order[at - 1] if at else None
    after = order[at + 1] if at + 1 < len(order) else None
    return _page("notebook.html.j2", title=title, corpus=corpus, body=body, before=before, after=after)


def render_index(folder: Path, manifest: dict[str, Any], outcomes: Sequence[Outcome]) -> str:
    """Return the report's first page: what was asked, what came out, and what it was made from."""
    tables = [{"file": p.name, **_preview(p)} for p in sorted((folder / "tables").glob("*.csv"))]
    figures, pages = ([p.name for p in sorted((folder / "figures").glob(f"*.{kind}"))] for kind in ("png", "html"))
    return _page("index.html.j2", manifest=manifest, outcomes=outcomes, tables=tables, figures=figures, pages=pages)


def _preview(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return {
        "columns": rows[0] if rows else [],
        "rows": rows[1 : 1 + PREVIEW_ROWS],
        "count": max(0, len(rows) - 1),
    }
