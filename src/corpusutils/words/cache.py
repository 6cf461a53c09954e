"""This user's own cache: tables by the digest of what they were made from, checked when they are read."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROOM = 1_000_000_000
"""Bytes that remembered tables may take; beyond, those that were not used for longest go."""


def cache_folder() -> Path:
    """Return this user's own cache folder; never the system's shared temporary folder."""
    if told := os.environ.get("CORPUSUTILS_CACHE"):
        return Path(told)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "corpusutils" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "corpusutils"
    return Path(os.environ.get("XDG_CACHE_HOME", home / ".cache")) / "corpusutils"


def remembered(key: str, make: Callable[[], pa.Table]) -> pa.Table:
    """Return the table that was kept under a digest; make and keep it where there is none, or where the file is damaged.

    A cache that can't be written is no fault: the table is made each time.
    """
    path = cache_folder() / "tables" / f"{key}.parquet"
    with suppress(OSError, pa.ArrowException):
        table = pq.read_table(path, page_checksum_verification=True, partitioning=None)
        os.utime(path)
        return table
    table = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        os.close(handle)
        try:
            pq.write_table(table, name, compression="zstd", write_page_checksum=True)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        _make_room(path.parent)
    return table


def _make_room(folder: Path) -> None:
    files = sorted(folder.glob("*.parquet"), key=lambda p: p.stat().st_mtime, reverse=True)
    taken = 0
    for path in files:
        taken += path.stat().st_size
        if taken > ROOM:
            path.unlink(missing_ok=True)
