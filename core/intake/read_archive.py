"""Zipped files opened safely: what is inside is counted, measured and named properly before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import PurePosixPath

from ..errors import N_, CoreError
from .sentence import Sentence

MAX_MEMBERS = 5_000
MAX_TOTAL_BYTES = 600_000_000
MAX_RATIO = 400
SMALL_BYTES = 20_000_000
UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    SyntaxError,
    RuntimeError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)
"""What the readers of others raise on damaged files."""


def kind_of_archive(path: str, file: str) -> str:
    """workbook or kmz; CoreError when the archive is something else."""
    with open_archive(path, file) as archive:
        names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
        return "workbook"
    if any(name.endswith(".kml") for name in names):
        return "kmz"
    text = N_("File '{file}' is no table: it is {what}. Export the table as xlsx or csv.")
    what = N_("a zip archive; unpack it and import the files in it")
    if "xl/workbook.bin" in names or "content.xml" in names or any(name.startswith("word/") for name in names):
        what = N_("a document of another program")
    raise CoreError(text, file=file, what=Sentence(what))


def open_archive(path: str, file: str) -> zipfile.ZipFile:
    """The zip, after a look at its list: how many members, how large, how much they swell, where they point."""
    try:
        archive = zipfile.ZipFile(path)
        members = archive.infolist()
    except UNREADABLE:
        raise damaged(file) from None
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or (total > SMALL_BYTES and total > MAX_RATIO * packed):
        archive.close()
        text = N_("File '{file}' is refused: unpacked it has {count} parts and {size} MB, more than a table needs.")
        raise CoreError(text, file=file, count=len(members), size=total // 1_000_000)
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or member.filename[1:2] == ":":
            archive.close()
            text = N_("File '{file}' is refused: it holds a part that points outside of it ('{part}').")
            raise CoreError(text, file=file, part=member.filename)
        if member.flag_bits & 1:
            archive.close()
            text = N_(
                "File '{file}' is protected by a password. Open it, save it without the password, import it again."
            )
            raise CoreError(text, file=file)
    return archive


def read_member(archive: zipfile.ZipFile, name: str, limit: int, file: str) -> bytes:
    """One member unpacked; CoreError when it is damaged or larger than `limit` bytes."""
    if archive.getinfo(name).file_size > limit:
        text = N_("File '{file}' is refused: its part '{part}' has {size} MB, the limit is {limit} MB. Split it.")
        size = archive.getinfo(name).file_size // 1_000_000
        raise CoreError(text, file=file, part=name, size=size, limit=limit // 1_000_000)
    try:
        return archive.read(name)
    except UNREADABLE:
        raise damaged(file) from None


def damaged(file: str) -> CoreError:
    """The error of a file that breaks off or is not what its beginning says."""
    return CoreError(
        N_("File '{file}' is damaged or was cut off on the way. Ask for it again, or open it and save it anew."),
        file=file,
    )
