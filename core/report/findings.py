"""Findings as a file to hand on: a workbook, a CSV that spreadsheets open rightly, a GeoPackage with their places."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from ..errors import N_, CoreError
from ..schema import read_resource
from ..workspace.geopackage import GeoPackage
from ..workspace.listing import placed

FORMATS = (".xlsx", ".csv", ".gpkg")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_findings(path: Path, table: pd.DataFrame, titles: Mapping[str, str], language: str = "zh") -> None:
    """Write findings with their decisions (rows of `listing.read_findings`) to a file; its ending says which: FORMATS.

    `titles`: rule -> what it asks. A text that begins like a formula stays a text in every one of them. A former file stays
    whole until the new one is complete. CoreError where the ending is another or the file cannot be written.
    """
    layout = read_resource("reports", "findings.yaml")
    table = placed(table) if "place" in table else table
    table = table.assign(rule_title=table["rule"].map(dict(titles)))
    writers = {".xlsx": _workbook, ".csv": _csv, ".gpkg": _geopackage}
    if path.suffix.lower() not in writers:
        text = N_("Findings are written as {known}, not as '{file}'.")
        raise CoreError(text, known=", ".join(FORMATS), file=path.name)
    try:
        writers[path.suffix.lower()](path, table, layout, language)
    except OSError as error:
        text = N_("'{file}' cannot be written: {reason}. Is it open in another program?")
        raise CoreError(text, file=str(path), reason=error.strerror or "?") from error


def in_words(table: pd.DataFrame, layout: Mapping[str, Any], language: str) -> pd.DataFrame:
    """The columns of the layout that the table has, codes as words; points as lon and lat (degrees)."""
    places = table.geometry if isinstance(table, gpd.GeoDataFrame) else None
    if places is not None:
        table = pd.DataFrame(table).assign(lon=places.x, lat=places.y)
    shown = pd.DataFrame({name: table[name] for name in layout["columns"] if name in table.columns})
    for name, words in layout["words"].items():
        if name in shown:
            said = {code: entry[language] for code, entry in words.items()}
            shown[name] = shown[name].map(said).where(shown[name].isin(list(said)), shown[name])
    return shown


def _workbook(path: Path, table: pd.DataFrame, layout: Mapping[str, Any], language: str) -> None:
    from openpyxl import Workbook  # here, since QGIS must start without it

    from .sheets import Heading, add_sheet, save

    shown = in_words(table, layout, language)
    shapes = {
        name: {k: v for k, v in entry.items() if k not in ("zh", "en")} for name, entry in layout["columns"].items()
    }
    headings = [Heading(name, layout["columns"][name][language], **shapes[name]) for name in shown.columns]
    workbook = Workbook()
    workbook.remove(workbook.active)
    add_sheet(
        workbook, layout["sheet"][language], headings, shown, tinted="severity", tints=table["severity"].map(layout["tints"]),
        print_title=layout["title"][language], page=layout["page"][language],
    )  # fmt: skip
    save(workbook, path)


def _csv(path: Path, table: pd.DataFrame, layout: Mapping[str, Any], language: str) -> None:
    shown = in_words(table, layout, language)
    for name in shown.columns:
        if shown[name].dtype == object:
            text = shown[name].where(shown[name].notna(), "").astype(str)
            shown[name] = text.where(~text.str.startswith(FORMULA_STARTS), "'" + text)
    shown.columns = [layout["columns"][name][language] for name in shown.columns]
    fresh = _beside(path)
    try:
        shown.to_csv(fresh, index=False, encoding="utf-8-sig")  # the mark without which Excel reads it as GBK
        os.replace(fresh, path)
    finally:
        with suppress(OSError):
            fresh.unlink()


def _geopackage(path: Path, table: pd.DataFrame, layout: Mapping[str, Any], language: str) -> None:
    """The codes and names of columns as they are, for programs."""
    fresh = _beside(path)
    try:
        with GeoPackage(str(fresh)).making() as session:
            session.put("findings", table)
        os.replace(fresh, path)
    finally:
        with suppress(OSError):
            fresh.unlink()


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
