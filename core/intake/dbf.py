"""The table part of a shapefile: which encoding its text is in."""

from __future__ import annotations

import codecs
import struct
from pathlib import Path
from typing import Optional

from ..errors import N_

_PROBE_BYTES = 4_000_000


def encoding_of_table(path: str) -> tuple[str, Optional[str]]:
    """The encoding to open a shapefile's table with ('' for GDAL's own choice) and a sentence when it was decided here.

    The .cpg file says it; without one, or where it says UTF-8 of text that is not, the text decides: strict UTF-8,
    else GB18030.
    """
    table = _beside(path, ".dbf")
    if table is None:
        return "", None
    samples = _samples(table)
    as_utf8 = all(_is_text(sample, "utf-8") for sample in samples)
    page = _beside(path, ".cpg") or _beside(path, ".cst")
    if page is not None:
        declared = page.read_bytes()[:50].decode("ascii", "ignore").strip().casefold().replace("-", "")
        if declared not in ("utf8", "65001") or as_utf8:
            return "", None
        return "GB18030", N_("{file}: its .cpg says UTF-8, but the text is none; read as {encoding}.")
    if all(sample.isascii() for sample in samples):
        return "", None
    if as_utf8:
        return "UTF-8", N_("{file}: no .cpg says the encoding; the text is valid {encoding}.")
    return "GB18030", N_("{file}: no .cpg says the encoding; the text is no UTF-8, read as {encoding}.")


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
