"""csv and txt: encoding and separator found on evidence, every line kept."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter

import pandas as pd

from ..errors import N_, CoreError, Progress, no_progress
from .encoding import decode, why
from .read import Sheet
from .sentence import Sentence

SEPARATORS = (",", "\t", ";", "|", "，")
MAX_LINE = 1_000_000
MAX_COLUMNS = 2_000
MAX_ROWS = 2_000_000
_PROBE_LINES = 300
_NAMES = {
    ",": N_("comma"),
    "\t": N_("tab"),
    ";": N_("semicolon"),
    "|": N_("bar"),
    "，": N_("Chinese comma"),
    " ": N_("blanks"),
}


def read_text_file(path: str, file: str, progress: Progress = no_progress) -> tuple[list[Sheet], list[Sentence]]:
    """The one sheet of a text file; rows are counted as a spreadsheet program would, blank lines too."""
    with open(path, "rb") as stream:
        data = stream.read()
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data[:1000]:
        _check_lines(data, file)
    text, encoding = decode(data, file)
    reason = why(data, encoding)
    del data
    separator = separator_of(text)
    rows = _spaced(text, file) if separator == " " else _rows(text, separator, file, progress)
    number = pd.RangeIndex(1, len(rows) + 1)
    cells = pd.DataFrame(rows, index=number, dtype=object)
    said = Sentence(
        N_("{file}: read as {encoding} ({why}), separated by {separator}."),
        file=file,
        encoding=encoding.upper(),
        why=reason,
        separator=Sentence(_NAMES[separator]),
    )
    name = file.rsplit(".", 1)[0]
    return [Sheet(name, cells.where(cells.notna(), None))], [said]


def separator_of(text: str) -> str:
    """The separator that cuts most lines into the same number of cells; the larger number where two agree as well."""
    probe = list(itertools.islice(io.StringIO(text[: MAX_LINE * 2], newline=""), _PROBE_LINES))
    best, best_score = " ", (0.0, 0)
    for separator in SEPARATORS:
        try:
            counts = [len(row) for row in csv.reader(probe, delimiter=separator) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        several = Counter(count for count in counts if count > 1)
        if several:
            modal, times = max(several.items(), key=lambda item: (item[1], item[0]))
            score = (round(times / len(counts), 1), modal)
            if score > best_score:
                best, best_score = separator, score
    if best_score[0] >= 0.3:
        return best
    spaced = Counter(len(line.split()) for line in probe if line.strip())
    return " " if spaced and spaced.most_common(1)[0][0] > 1 and best_score[0] == 0 else (best if best != " " else ",")


def _check_lines(data: bytes, file: str) -> None:
    """Refuse at once what has no line ends: it is no table, and reading it would take all memory."""
    start = 0
    while len(data) - start > MAX_LINE:
        end = max(data.rfind(mark, start, start + MAX_LINE) for mark in (b"\n", b"\r"))
        if end < 0:
            line = data.count(b"\n", 0, start) + 1
            text = N_("File '{file}', line {line}: the line is longer than {limit} characters, so this is no table.")
            raise CoreError(text, file=file, line=line, limit=MAX_LINE)
        start = end + 1


def _rows(text: str, separator: str, file: str, progress: Progress) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    begun = ended = 0  # the lines of the last record
    words: dict[str, str] = {}  # the same word is kept once: senders repeat themselves
    try:
        for row in reader:
            rows.append([words.setdefault(cell, cell) for cell in row])
            begun, ended = ended, reader.line_num
            if len(rows) % 10_000 == 0:
                progress(0.5)
            if len(row) > MAX_COLUMNS or len(rows) > MAX_ROWS:
                raise _too_much(file, len(rows))
    except csv.Error as error:
        text = N_("File '{file}', line {line}: {reason}. A quotation mark that never closes is the usual cause.")
        raise CoreError(text, file=file, line=ended + 1, reason=error) from None
    last = itertools.islice(io.StringIO(text, newline=""), begun, ended)
    if ended - begun > 1 and sum(line.count('"') for line in last) % 2:
        text = N_("File '{file}', line {line}: a quotation mark opens here and never closes. Remove it, import again.")
        raise CoreError(text, file=file, line=begun + 1)
    return rows


def _spaced(text: str, file: str) -> list[list[str]]:
    rows = [line.split() for line in text.splitlines()]
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise _too_much(file, len(rows))
    return rows


def _too_much(file: str, row: int) -> CoreError:
    text = N_("File '{file}', row {row}: more than {columns} columns or {rows} rows. Split the file.")
    return CoreError(text, file=file, row=row, columns=MAX_COLUMNS, rows=MAX_ROWS)
