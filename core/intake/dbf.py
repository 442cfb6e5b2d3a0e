"""The table part of a shapefile: which encoding its text is in."""

from __future__ import annotations

import codecs
import re
import struct
from pathlib import Path
from typing import Optional

from ..errors import N_

_PROBE_BYTES = 4_000_000


def encoding_of_table(path: str) -> tuple[str, Optional[str]]:
    """The encoding to open a shapefile's table with ('' where it has none), and a sentence when the text decided.

    The .cpg file says it; without one, or where the text proves it wrong, the text decides: strict UTF-8, else
    GB18030. It is always said to GDAL, since QGIS tells GDAL to leave the bytes as they are.
    """
    table = _beside(path, ".dbf")
    if table is None:
        return "", None
    samples = _samples(table)
    as_utf8 = all(_is_text(sample, "utf-8") for sample in samples)
    page = _beside(path, ".cpg") or _beside(path, ".cst")
    declared = _code_page(page.read_bytes()[:50].decode("ascii", "ignore")) if page is not None else ""
    if all(sample.isascii() for sample in samples):
        return declared or "UTF-8", None
    if as_utf8 and (declared in ("", "UTF-8") or _is_beyond_doubt(samples)):
        if declared == "UTF-8":
            return "UTF-8", None
        if declared:
            return "UTF-8", N_("{file}: its .cpg says another encoding, but the text is valid {encoding}.")
        return "UTF-8", N_("{file}: no .cpg says the encoding; the text is valid {encoding}.")
    if declared == "UTF-8":
        return "GB18030", N_("{file}: its .cpg says UTF-8, but the text is none; read as {encoding}.")
    if declared:
        return declared, None
    return "GB18030", N_("{file}: no .cpg says the encoding; the text is no UTF-8, read as {encoding}.")


def _code_page(text: str) -> str:
    """The name by which GDAL knows what a .cpg says: 65001, GBK, 936, ISO 88591, …"""
    word = re.sub(r"[\s_-]", "", text).casefold().removeprefix("ansi").removeprefix("oem").removeprefix("cp")
    if word in ("utf8", "65001"):
        return "UTF-8"
    if word in ("936", "gbk", "gb2312", "gb18030", "54936", "euccn", "chinesegb"):
        return "GB18030"
    if word in ("950", "big5"):
        return "CP950"
    latin = re.fullmatch(r"(?:iso)?8859(\d{1,2})", word)
    return f"ISO-8859-{latin.group(1)}" if latin else f"CP{word}" if word.isdigit() else ""


def _is_beyond_doubt(samples: list[bytes]) -> bool:
    """Valid UTF-8 that cannot be GB18030 by chance: Chinese in it, or many signs."""
    signs = [sign for sample in samples for sign in sample.decode("utf-8", "ignore") if not sign.isascii()]
    return len(signs) >= 10 or any("\u3000" <= sign <= "\u9fff" for sign in signs)


def _beside(path: str, ending: str) -> Optional[Path]:
    wanted = Path(path).with_suffix(ending).name.casefold()
    return next((entry for entry in Path(path).parent.iterdir() if entry.name.casefold() == wanted), None)


def _samples(table: Path) -> list[bytes]:
    """Names and text cells of the first rows, as bytes."""
    with table.open("rb") as stream:
        data = stream.read(_PROBE_BYTES)
    if len(data) < 33:
        return []
    header, width = struct.unpack("<HH", data[8:12])
    samples, spans, offset = [], [], 1
    for start in range(32, min(header, len(data)) - 31, 32):
        if data[start] == 0x0D:
            break
        samples.append(data[start : start + 11].split(b"\0")[0])
        size = data[start + 16]
        if data[start + 11 : start + 12] == b"C":
            spans.append((offset, offset + size))
        offset += size
    for record in range(header, len(data) - width + 1, max(width, 1)):
        samples.extend(data[record + a : record + b].rstrip(b" \0") for a, b in spans)
        if len(samples) > 50_000:
            break
    return samples


def _is_text(sample: bytes, encoding: str) -> bool:
    """Whether bytes are text, but for a last character that the field's width cut off."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True
