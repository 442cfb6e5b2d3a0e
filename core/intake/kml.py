"""KML, KMZ and 奥维's ovkml and ovkmz: placemarks as rows, each with the datum tag of its own."""

from __future__ import annotations

import re
from typing import Any, Optional
from xml.parsers import expat

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import N_, CoreError, Progress
from .encoding import decode
from .kml_shape import Element, shape_of
from .kml_text import described
from .read import MAX_TEXT_BYTES, Sheet
from .read_archive import damaged, open_archive, read_member
from .sentence import Sentence

MAX_DEPTH = 100
MAX_PLACEMARKS = 500_000
MAX_ELEMENTS = 500_000
_CHUNK = 1_000_000
_FORMAT_DATUM = "WGS84"
_PLAIN = {"name", "description", "address", "phoneNumber"}


def read_kml(path: str, file: str, zipped: bool, progress: Progress) -> tuple[list[Sheet], list[Sentence]]:
    """One sheet per folder. A row's number is the placemark's number in the file.

    CoreError for XML that is broken, declares a document type or entities, or nests without end.
    """
    if zipped:
        with open_archive(path, file) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
            main = next((name for name in names if name.lower() == "doc.kml"), names[0])
            data = read_member(archive, main, MAX_TEXT_BYTES, file)
            notes = (
                []
                if len(names) == 1
                else [Sentence(N_("{file}: only its part '{part}' is read."), file=file, part=main)]
            )
    else:
        with open(path, "rb") as stream:
            data = stream.read()
        notes = []
    reader = _Reader(file)
    reader.read(_text_of(data, file), progress)
    if not reader.rows:
        raise CoreError(N_("File '{file}' has no placemarks in it."), file=file)
    return reader.sheets(), notes


def _text_of(data: bytes, file: str) -> str:
    declared = re.match(rb"[^<]{0,10}<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']", data[:300])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name.startswith(("gb", "cp936", "936")):
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text, _ = decode(data, file)
    else:
        text, _ = decode(data, file)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1)


class _Reader:
    """Expat's handlers: folders give the sheet, placemarks the rows; what declares entities is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.folders: list[list[str]] = []  # tag, name, datum
        self.stack: list[Element] = []
        self.elements = 0
        self.path: list[str] = []
        self.rows: list[dict[str, Any]] = []
        self.folder_of: list[str] = []
        self.geometry: list[Any] = []
        self.declared: list[Optional[str]] = []

    def read(self, text: str, progress: Progress) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = _CHUNK  # long coordinates come in one piece
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = parser.UnparsedEntityDeclHandler = self._refuse
        try:
            for start in range(0, len(text), _CHUNK):
                progress(start / len(text))
                parser.Parse(text[start : start + _CHUNK].encode("utf-8"), False)
            parser.Parse(b"", True)
        except UnicodeEncodeError:
            raise damaged(self.file) from None
        except expat.ExpatError as error:
            text = N_("File '{file}', line {line}: the XML is broken ({reason}). Export it again.")
            reason = expat.ErrorString(error.code)
            raise CoreError(text, file=self.file, line=error.lineno, reason=reason) from None

    def _refuse(self, *_: Any) -> Any:
        raise CoreError(
            N_("File '{file}' is refused: its XML declares entities, which no table needs."), file=self.file
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit(":", 1)[-1]
        self.path.append(tag)
        if len(self.path) > MAX_DEPTH:
            raise CoreError(N_("File '{file}' is refused: its XML nests without end."), file=self.file)
        if self.stack:
            element = Element(tag, attributes)
            self.elements += 1
            if self.elements > MAX_ELEMENTS:
                raise CoreError(N_("File '{file}' is refused: one placemark has too many parts."), file=self.file)
            self.stack[-1].children.append(element)
            self.stack.append(element)
        elif tag == "Placemark":
            self.elements = 0
            self.stack.append(Element(tag, attributes))
        elif tag in ("Folder", "Document"):
            self.folders.append([tag, "", ""])

    def _characters(self, text: str) -> None:
        if self.stack:
            self.stack[-1].text += text
        elif self.folders and len(self.path) > 1 and self.path[-2] == self.folders[-1][0]:
            if self.path[-1] == "name":
                self.folders[-1][1] += text
            elif self.path[-1] == "OvCoordType":
                self.folders[-1][2] += text

    def _end(self, name: str) -> None:
        tag = self.path.pop()
        if self.stack:
            element = self.stack.pop()
            if not self.stack:
                self._placemark(element)
        elif tag in ("Folder", "Document") and self.folders:
            self.folders.pop()

    def _placemark(self, mark: Element) -> None:
        if len(self.rows) >= MAX_PLACEMARKS:
            text = N_("File '{file}' has more than {limit} placemarks. Split it.")
            raise CoreError(text, file=self.file, limit=MAX_PLACEMARKS)
        tags = [tag.text.strip() for tag in mark.find("OvCoordType") if tag.text.strip()]
        outer = [folder[2].strip() for folder in reversed(self.folders) if folder[2].strip()]
        named = [folder[1].strip() for folder in reversed(self.folders) if folder[1].strip()]
        row: dict[str, Any] = {}
        for child in mark.children:
            if child.tag in _PLAIN and child.text.strip() and child.tag not in row:
                row[child.tag] = child.text.strip()
        for data in mark.find("Data"):
            value = "".join(part.text for part in data.children if part.tag == "value").strip()
            _put(row, data.attributes.get("name", ""), value)
        for data in mark.find("SimpleData"):
            _put(row, data.attributes.get("name", ""), data.text.strip())
        for key, value in described(row.get("description", "")).items():
            _put(row, key, value)
        when = [time.text.strip() for time in mark.find("when")]
        if len(when) == 1:
            _put(row, "time", when[0])
        shape, text = shape_of(mark)
        if shape is not None and shapely.get_type_id(shape) == 0:
            row["lon_raw"], row["lat_raw"] = text
        elif shape is None and text:
            row["coordinates"] = text
        folder = named[0] if named else self.file.rsplit(".", 1)[0]
        self.rows.append(row)
        self.folder_of.append(folder)
        self.geometry.append(shape)
        self.declared.append(tags[0] if tags else (outer[0] if outer else None))

    def sheets(self) -> list[Sheet]:
        index = pd.RangeIndex(1, len(self.rows) + 1)
        folder = pd.Series(self.folder_of, index=index)
        shapes = np.empty(len(self.rows), dtype=object)
        shapes[:] = self.geometry
        geometry = gpd.GeoSeries(shapes, index=index)
        declared = pd.Series(self.declared, index=index, dtype=object)
        # 奥维 writes GCJ-02 unless a tag says otherwise; only plain KML is WGS 84 by its own rules
        plain = not any(self.declared) and not self.file.lower().endswith((".ovkml", ".ovkmz"))
        sheets = []
        for name, members in folder.groupby(folder, sort=False).groups.items():
            cells = pd.DataFrame([self.rows[n - 1] for n in members], index=members, dtype=object)
            cells = cells.where(cells.notna(), None)
            sheets.append(
                Sheet(
                    str(name),
                    cells,
                    True,
                    geometry[members],
                    declared[members],
                    default_datum=_FORMAT_DATUM if plain else None,
                )
            )
        return sheets


def _put(row: dict[str, Any], key: str, value: str) -> None:
    key = key.strip()
    if key and value:
        while key in row and row[key] != value:
            key += "_2"
        row[key] = value
