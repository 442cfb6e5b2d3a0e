"""Bytes of a text file -> its text, by evidence: marks, strict UTF-8, GB18030; never with characters replaced."""

from __future__ import annotations

import codecs
import re

from ..errors import N_, CoreError
from .sentence import Sentence

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text of a file and the encoding it was read in.

    A byte-order mark decides; without one, text that is valid UTF-8 is UTF-8, else it must be valid GB18030.
    CoreError names the file and the line that cannot be read.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            start = len(mark) if encoding == "utf-8" else 0
            return _strict(data[start:], encoding, file), encoding
    if b"\0" in data:
        return _without_mark(data, file)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        fault = error
    if _is_damaged_utf8(data):
        raise _unreadable(data, fault, "UTF-8", file)
    return _strict(data, "gb18030", file), "gb18030"


def why(data: bytes, encoding: str) -> Sentence:
    """Why `decode` read the bytes so."""
    if any(data.startswith(mark) for mark, _ in MARKS):
        return Sentence(N_("its first bytes say so"))
    if encoding == "utf-8":
        return Sentence(N_("all of it is valid UTF-8"))
    if encoding == "gb18030":
        return Sentence(N_("it is not UTF-8, and all of it is valid GB18030"))
    return Sentence(N_("every other byte is zero"))


def _strict(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error, encoding.upper(), file) from None


def _without_mark(data: bytes, file: str) -> tuple[str, str]:
    """Text with NUL bytes: UTF-16 without its mark, or no text at all."""
    head = data[:20_000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    wide = "utf-16-le" if odd > 4 * even and odd > len(head) / 8 else None
    wide = "utf-16-be" if even > 4 * odd and even > len(head) / 8 else wide
    if wide:
        text = _strict(data, wide, file)
        if "\0" not in text:
            return text, wide
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise CoreError(
        N_(
            "File '{file}', line {line}: there are NUL bytes in it, so it is no text or it is damaged. Export it again."
        ),
        file=file,
        line=line,
    )


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether a few bytes only keep it from being UTF-8: GB18030 would turn such a file into other characters."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(re.findall(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]", text))
    return good > 20 and bad * 20 < good


def _unreadable(data: bytes, error: UnicodeDecodeError, encoding: str, file: str) -> CoreError:
    line = data.count(b"\n", 0, error.start) + 1
    return CoreError(
        N_("File '{file}', line {line}: the text cannot be read as {encoding}. Save it as UTF-8 and import it again."),
        file=file,
        line=line,
        encoding=encoding,
    )
