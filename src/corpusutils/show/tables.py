"""Tables as files: CSV that Excel opens with its Chinese intact, the same bytes on every run, and Excel workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

DECIMALS = 3
NARROW, WIDE = 9, 48
"""Characters of the narrowest and the widest column of a workbook; longer texts are shown cut off."""
PASTEL = {
    "met": "C6E7C8", "exceeded": "9FD6A4", "ahead": "B7E0D9", "on_track": "DCEBF7", "behind": "FBE3B5", "missed": "F4B6B0",
    "open": "FFFFFF", "unknown": "E6E6E6",
}  # fmt: skip
"""Fills of a ledger's statuses, pale enough to read black letters on."""


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


def write_workbook(
    table: pd.DataFrame,
    path: Path,
    *,
    title: str,
    frozen: int = 0,
    fills: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Write a table as an Excel workbook of one sheet: its header fixed and bold, with filters, numbers as numbers.

    Parameters
    ----------
    table : written in its order, without its index; what is missing is an empty cell
    path : the file, replaced where it is there
    title : the sheet's name
    frozen : columns at the left that stay in sight
    fills : column → value → colour of the cell (six hexadecimal digits)

    """
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(table.columns))
    plain = table.astype("object").where(table.notna(), None)
    for row in plain.itertuples(index=False, name=None):
        sheet.append(row)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    sheet.auto_filter.ref = sheet.dimensions
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for n, name in enumerate(table.columns, 1):
        longest = max(map(_width, (name, *plain[name].head(200))))
        sheet.column_dimensions[get_column_letter(n)].width = min(max(longest + 2, NARROW), WIDE)
        if colours := (fills or {}).get(name):
            for (cell,) in sheet.iter_rows(min_row=2, min_col=n, max_col=n):
                cell.fill = PatternFill("solid", fgColor=colours[str(cell.value)])
    book.save(path)


def _width(value: object) -> int:
    """Return how many columns of a screen a value takes: a Chinese character takes two, a number is shown short."""
    text = "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)
