"""Rows of a file that were no records, with the reason for each, as a workbook or a CSV to send back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pandas as pd

from ..errors import N_, CoreError
from .findings import FORMULA_STARTS


def write_rejected(path: Path, table: pd.DataFrame, titles: Mapping[str, str], sheet: str) -> None:
    """Write the columns of `titles` (column -> header) to .xlsx or .csv; no text becomes a formula.

    A former file stays whole until the new one is complete. CoreError where it cannot be written.
    """
    writers = {".xlsx": _workbook, ".csv": _csv}
    if path.suffix.lower() not in writers:
        raise CoreError(N_("These rows are written as .xlsx or .csv, not as '{file}'."), file=path.name)
    try:
        writers[path.suffix.lower()](path, table[list(titles)], titles, sheet)
    except OSError as error:
        text = N_("'{file}' cannot be written: {reason}. Is it open in another program?")
        raise CoreError(text, file=str(path), reason=error.strerror or "?") from error


def _workbook(path: Path, table: pd.DataFrame, titles: Mapping[str, str], sheet: str) -> None:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise CoreError(N_("The Python package openpyxl is missing here: save as .csv instead.")) from None
    from .sheets import Heading, add_sheet, save

    workbook = Workbook()
    workbook.remove(workbook.active)
    add_sheet(workbook, sheet, [Heading(name, title) for name, title in titles.items()], table)
    save(workbook, path)


def _csv(path: Path, table: pd.DataFrame, titles: Mapping[str, str], sheet: str) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    text = table.astype(object).where(table.notna(), "").astype(str)
    safe = text.apply(lambda column: column.where(~column.str.startswith(FORMULA_STARTS), "'" + column))
    try:
        safe.rename(columns=dict(titles)).to_csv(fresh, index=False, encoding="utf-8-sig")  # so Excel reads it
        os.replace(fresh, path)
    finally:
        with suppress(OSError):
            fresh.unlink()
