"""A file of any kind that senders use -> its sheets, as they stand in it; what kind it is, its content says."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

import geopandas as gpd
import pandas as pd

from ..errors import N_, CoreError, Progress, no_progress
from .sentence import Sentence

MAX_TEXT_BYTES = 100_000_000
MAX_FILE_BYTES = 2_000_000_000
_LAYERS = {".shp": "shp", ".dbf": "shp", ".gpkg": "gpkg", ".geojson": "geojson", ".json": "geojson"}
_FOREIGN = (
    (b"\x89PNG", N_("a PNG picture")),
    (b"\xff\xd8\xff", N_("a JPEG picture")),
    (b"GIF8", N_("a GIF picture")),
    (b"%PDF", N_("a PDF document")),
    (b"Rar!", N_("a RAR archive")),
    (b"7z\xbc\xaf", N_("a 7z archive")),
    (b"\x1f\x8b", N_("a gzip archive")),
    (b"{\\rtf", N_("an RTF document")),
    (b"AC10", N_("a CAD drawing")),
    (b"\x7fELF", N_("a program")),
    (b"MZ", N_("a program")),
)


@dataclass
class Sheet:
    """A sheet, layer or folder of a file.

    `cells`: a grid as in a spreadsheet (columns 0, 1, …; header not yet known) or, with `has_header`, named columns.
    Its index is the row as the user sees it (1-based), for layers and placemarks the number of the object.
    `geometry`: as in the file, with its CRS or None; `declared`: the datum word of each row, where the format has one;
    `across`: rows that are one cell drawn across the table; `faults`: cells without a value, row, column, text.
    """

    name: str
    cells: pd.DataFrame
    has_header: bool = False
    geometry: Optional[gpd.GeoSeries] = None
    declared: Optional[pd.Series] = None
    across: frozenset[int] = frozenset()
    notes: list[Sentence] = field(default_factory=list)
    default_datum: Optional[str] = None


def read_file(path: str, sheet: str = "", progress: Progress = no_progress) -> tuple[list[Sheet], list[Sentence]]:
    """The sheets of a file (only the one called `sheet` when given) and what is to be said about the others.

    Raises CoreError, naming the file, when it is missing, empty, too large, damaged or no table.
    """
    file = Path(path).name
    kind = _kind_of(path, file)
    if kind == "workbook":
        from .read_workbook import read_workbook

        sheets, notes = read_workbook(path, file, sheet, progress)
    elif kind == "xls":
        from .read_layer import read_old_workbook

        sheets, notes = read_old_workbook(path, file, progress)
    elif kind in ("kml", "kmz"):
        from .kml import read_kml

        sheets, notes = read_kml(path, file, kind == "kmz", progress)
    elif kind == "text":
        from .read_text import read_text_file

        sheets, notes = read_text_file(path, file, progress)
    else:
        from .read_layer import read_layers

        sheets, notes = read_layers(path, file, kind, progress)
    if sheet:
        sheets = _chosen(sheets, sheet, file)
    return sheets, notes


def share(progress: Progress, number: int, total: int) -> Progress:
    """The progress of one of `total` equal parts of the work."""
    return lambda done: progress((number + done) / max(total, 1))


def _chosen(sheets: list[Sheet], name: str, file: str) -> list[Sheet]:
    for same in (lambda s: s.name == name, lambda s: s.name.strip().casefold() == name.strip().casefold()):
        chosen = [sheet for sheet in sheets if same(sheet)]
        if chosen:
            return chosen
    raise no_such_sheet(file, name, [sheet.name for sheet in sheets])


def no_such_sheet(file: str, name: str, names: list[str]) -> CoreError:
    """The error of a sheet that is not in the file."""
    known = ", ".join(dict.fromkeys(names)) or "-"
    text = N_("File '{file}' has no sheet '{sheet}' with anything in it. It has: {known}.")
    return CoreError(text, file=file, sheet=name, known=known)


def _kind_of(path: str, file: str) -> str:
    """What to read the file as: workbook, xls, kml, kmz, shp, gpkg, geojson or text."""
    head = _head(path, file)
    ending = Path(path).suffix.lower()
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            text = N_("File '{file}' is no table: it is {what}. Export the table as xlsx or csv.")
            raise CoreError(text, file=file, what=Sentence(what))
    if head.startswith(b"PK"):
        from .read_archive import kind_of_archive

        return kind_of_archive(path, file)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _kind_of_ole(path, file)
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if head.startswith(b"\x00\x00\x27\x0a") or (ending == ".dbf" and head[:1] in b"\x03\x30\x83\x8b\xf5"):
        return "shp"
    if ending in (".xlsx", ".xlsm", ".kmz", ".ovkmz", ".gpkg", ".shp", ".dbf"):
        what = ending[1:]
        text = N_("File '{file}' is damaged or no {what} file: it does not begin as one. Export it again.")
        raise CoreError(text, file=file, what=what)
    if os.path.getsize(path) > MAX_TEXT_BYTES:
        text = N_("File '{file}' has {size} MB; text is read up to {limit} MB. Split it, or give it as GeoPackage.")
        size = os.path.getsize(path) // 1_000_000
        raise CoreError(text, file=file, size=size, limit=MAX_TEXT_BYTES // 1_000_000)
    return _kind_of_text(head, ending, file)


def _head(path: str, file: str) -> bytes:
    if os.path.isdir(path):
        raise CoreError(N_("'{file}' is a folder. Choose one file in it."), file=file)
    try:
        size = os.path.getsize(path)
        with open(path, "rb") as stream:
            head = stream.read(4096)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        text = N_("File '{file}' cannot be opened: {reason}. Check that it is there and not in use.")
        raise CoreError(text, file=file, reason=reason) from None
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise CoreError(N_("File '{file}' is empty."), file=file)
    if size > MAX_FILE_BYTES:
        text = N_("File '{file}' has {size} MB; files are read up to {limit} MB. Split it.")
        raise CoreError(text, file=file, size=size // 1_000_000, limit=MAX_FILE_BYTES // 1_000_000)
    return head


def _kind_of_ole(path: str, file: str) -> str:
    with open(path, "rb") as stream:
        data = stream.read(MAX_TEXT_BYTES)
    if "EncryptedPackage".encode("utf-16-le") in data:
        text = N_("File '{file}' is protected by a password. Open it, save it without the password, import it again.")
        raise CoreError(text, file=file)
    if "Workbook".encode("utf-16-le") in data or "Book\0".encode("utf-16-le") in data:
        return "xls"
    text = N_("File '{file}' is no table: it is {what}. Export the table as xlsx or csv.")
    raise CoreError(text, file=file, what=Sentence(N_("an old Office document without a sheet")))


def _kind_of_text(head: bytes, ending: str, file: str) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    else:
        start = head.decode("utf-8", "ignore")
    start = start.lstrip("\ufeff \t\r\n")
    lower = start.lower()
    if ending in (".kml", ".ovkml") or (lower.startswith("<") and "<kml" in lower):
        return "kml"
    if lower.startswith(("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<style")) or (
        lower.startswith("<") and ("<html" in lower or "<table" in lower)
    ):
        text = N_(
            "File '{file}' is a web page, whatever its name says. Open it in a spreadsheet program, save it as xlsx."
        )
        raise CoreError(text, file=file)
    if lower.startswith("<?xml") or "urn:schemas-microsoft-com" in lower:
        text = N_("File '{file}' is XML of a kind that is not read here. Save it as xlsx or csv.")
        raise CoreError(text, file=file)
    if ending in (".geojson", ".json") or (lower.startswith("{") and '"type"' in lower):
        return "geojson"
    if "\0" in start[:200] and ending in (".xls", ".et"):
        raise CoreError(N_("File '{file}' is damaged or no spreadsheet. Export it again."), file=file)
    return "text"
