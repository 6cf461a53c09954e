"""Execute notebooks on the sample corpus and store their outputs: `python scripts/refresh_notebooks.py [NAME…]`."""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from corpusutils.report.run import ENVIRONMENT, KERNEL, find_notebooks

KEPT_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": KERNEL},
    "language_info": {"name": "python"},
}


def refresh(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {})
    notebook.metadata = nbformat.from_dict(KEPT_METADATA)
    with tempfile.TemporaryDirectory() as elsewhere:
        NotebookClient(
            notebook,
            kernel_name=KERNEL,
            resources={"metadata": {"path": elsewhere}},
            coalesce_streams=True,
            extra_arguments=["--log-level=40"],
        ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                sys.exit(f"{path.name}: a cell writes to standard error:\n{output['text']}")
    notebook.metadata = nbformat.from_dict(KEPT_METADATA)
    nbformat.write(notebook, path)
    print(path.name)


def main() -> None:
    os.environ.update(ENVIRONMENT)
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(refresh, find_notebooks(sys.argv[1:])))


if __name__ == "__main__":
    main()
