"""What a report was made from: everything needed to make it again and to see what differs."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpusutils.errors import InputError

NAME = "manifest.json"
FORMAT = 1
PACKAGES = (
    "corpusutils", "pandas", "numpy", "scipy", "jieba", "opencc", "scikit-learn", "gensim", "numba", "networkx", "matplotlib",
    "seaborn", "papermill", "nbconvert", "ipykernel",
)  # fmt: skip


def file_digest(path: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that results depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def created() -> str:
    """Return the time in UTC, or what `SOURCE_DATE_EPOCH` says it is."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def outputs(folder: Path) -> list[dict[str, Any]]:
    """Return name, size and digest of every table and figure of a report."""
    files = sorted(p for part in ("tables", "figures") for p in (folder / part).glob("*") if p.is_file())
    return [
        {"file": p.relative_to(folder).as_posix(), "bytes": p.stat().st_size, "sha256": file_digest(p)} for p in files
    ]


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write `manifest.json`."""
    text = json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=2)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a report's manifest; raise `InputError` where the folder is not a report."""
    path = folder / NAME
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{folder} is not a report: it has no readable {NAME}") from error
    except ValueError as error:
        raise InputError(f"{path} is not valid JSON: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(f"{path} is not a manifest of format {FORMAT}")
    return manifest
