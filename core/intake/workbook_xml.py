"""What openpyxl does not tell of a workbook: traps, missing sheets, merged cells, formulas without a value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from ..errors import N_, CoreError
from .read_archive import UNREADABLE, damaged, read_member

MAX_WORDS_BYTES = 200_000_000
_CHUNK = 4_000_000
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_UNCALCULATED = re.compile(
    rb"<c\s([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>", re.DOTALL
)


def refuse_declarations(archive: zipfile.ZipFile, file: str) -> None:
    """XML of a workbook never declares entities: what does is an attack, whatever parser comes after."""
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        if member.filename.lower().endswith("sharedstrings.xml") and member.file_size > MAX_WORDS_BYTES:
            text = N_("File '{file}' is refused: unpacked it has {count} parts and {size} MB, more than a table needs.")
            raise CoreError(text, file=file, count=len(archive.namelist()), size=member.file_size // 1_000_000)
        try:
            with archive.open(member) as stream:
                head = stream.read(4096)
        except UNREADABLE:
            raise damaged(file) from None
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
            text = N_("File '{file}' is refused: its XML declares entities, which no table needs.")
            raise CoreError(text, file=file)


def sheets_listed(archive: zipfile.ZipFile, file: str) -> int:
    """How many sheets the workbook says it has."""
    name = next((name for name in archive.namelist() if name.lower() == "xl/workbook.xml"), None)
    return len(re.findall(rb"<(?:\w+:)?sheet\s", read_member(archive, name, MAX_WORDS_BYTES, file))) if name else 0


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end with a row."""
    rest = b""
    with archive.open(part) as stream:
        while True:
            data = stream.read(_CHUNK)
            if not data:
                break
            rest += data
            end = rest.rfind(b"</row>")
            if end >= 0:
                yield rest[: end + 6]
                rest = rest[end + 6 :]
            elif len(rest) > 20 * _CHUNK:
                raise ValueError("a row without an end")
    yield rest


def scan_sheet(
    archive: zipfile.ZipFile, part: str
) -> tuple[list[tuple[int, int, int, int]], dict[tuple[int, int], str]]:
    """Merged ranges (first row, first column, last row, last column), and formulas that were never calculated."""
    merged, uncalculated = [], {}
    for piece in _pieces(archive, part):
        if b"<f" in piece:
            for attributes, formula in _UNCALCULATED.findall(piece):
                place = re.search(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"", attributes)
                if place and b't="str"' not in attributes:
                    text = "=" + formula.decode("utf-8", "replace")
                    uncalculated[int(place.group(2)), _column(place.group(1))] = text
        if b"mergeCell" in piece:
            merged += [(int(r1), _column(c1), int(r2), _column(c2)) for c1, r1, c2, r2 in _MERGE.findall(piece)]
    return merged, uncalculated


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
