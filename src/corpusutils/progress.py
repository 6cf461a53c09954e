"""Progress for people who watch, silence for everyone else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(items: Iterable[T], *, label: str, total: int | None = None) -> Iterator[T]:
    """Yield the items, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TQDM_DISABLE"):
        yield from items
        return
    from tqdm import tqdm

    yield from tqdm(items, desc=label, total=total, leave=False, file=sys.stderr)
