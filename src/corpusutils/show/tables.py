"""Tables as files: CSV that Excel opens with its Chinese intact, the same bytes on every run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

DECIMALS = 3


def write_table(table: pd.DataFrame, path: Path, *, decimals: int = DECIMALS) -> Path:
    """Write a table as UTF-8 CSV with a byte-order mark, line feeds, and floats at `decimals` places.

    The mark makes Excel read Chinese; fixed places keep the last digits, which differ between machines, out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = table.copy()
    for column in rounded.select_dtypes("float").columns:
        rounded[column] = rounded[column].round(decimals) + 0.0
    rounded.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n", float_format=f"%.{decimals}f")
    return path
