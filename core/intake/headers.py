"""Which row is the header of a sheet, and which of its columns is which column of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

import pandas as pd

from .. import schema
from ..errors import N_, CoreError
from .coordinates import split_pair
from .sentence import Sentence

SEARCHED_ROWS = 30
_SAMPLE = 200
_BOTH = r"经.{0,6}纬|纬.{0,6}经|lon\w*\W*lat|lat\w*\W*(?:lon|lng)|x\s*[,，/、]\s*y"
_PLACE = r"坐标(?!系)|位置|定位|gps|coordinates?$|location"
_LON, _LAT = r"经度|longitude|^lon$|^lng$", r"纬度|latitude|^lat$"
_PLACED = ("lon_raw", "lat_raw", "crs_declared")
_SEVERAL = re.compile(r"[/／、，,;；\n|()（）\[\]【】]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@dataclass
class Header:
    """The header of a table: its rows (positions), a name per column ('' without any), and what each name stands for.

    `matched`: name -> column of the kind. `pair`: the name whose cells hold both coordinates. `coordinates`: positions
    of the coordinate columns. `ignored`: what a mapping leaves alone. `notes`: what a user should know.
    """

    first: int
    last: int
    names: list[str]
    matched: dict[str, str]
    pair: Optional[str] = None
    coordinates: list[int] = field(default_factory=list)
    ignored: frozenset[str] = frozenset()
    notes: list[Sentence] = field(default_factory=list)

    @property
    def known(self) -> int:
        """How many columns of the kind were recognised."""
        return len(self.matched) + (2 if self.pair else 0)


def find_header(
    cells: pd.DataFrame,
    kind: str,
    words: Mapping[str, str],
    where: Mapping[str, Any],
    named: bool = False,
) -> Optional[Header]:
    """The header among the first rows (or the column names, when `named`); None where nothing is recognised.

    CoreError, with file and sheet, where a column may be two things.
    """
    if named:
        header = _matched(Header(-1, -1, unique_names(cells.columns), {}), cells, kind, words, where)
        return header if header.known else None
    from .table import cell_text

    top = cells.iloc[: SEARCHED_ROWS + 1].apply(lambda column: column.map(cell_text))
    lines = [list(row) for row in top.to_numpy()]
    vocabulary = _vocabulary(kind, words)
    scores = [len({key for cell in line if (key := _key(cell, vocabulary))}) for line in lines[:SEARCHED_ROWS]]
    if not scores:
        return None
    best = max(scores)
    likely = sorted(range(len(scores)), key=lambda n: (-scores[n], n))[:6]  # a header may come again further down
    candidates = [n for n in sorted(likely) if scores[n] >= 2]
    if best < 2:  # names cut short, or a table of one column
        candidates = [n for n in range(len(scores)) if any(lines[n])]
    found: Optional[Header] = None
    for row in candidates:
        for first, last in ((row, row), (row, row + 1), (row - 1, row)):
            if first < 0 or last >= len(lines) or (first != last and not _is_second_line(lines[last])):
                continue
            if first != last and best >= 2 and not _adds(lines, row, first + last - row, vocabulary):
                continue
            names, notes = _names(lines[first : last + 1], vocabulary)
            header = _matched(Header(first, last, names, {}, notes=notes), cells.iloc[last + 1 :], kind, words, where)
            filled = sum(1 for name in names if name and not name.startswith("column_"))
            if header.known >= min(2, filled) and header.known and (found is None or header.known > found.known):
                found = header
    return found


def columns_named(cells: pd.DataFrame, kind: str, named: bool) -> set[str]:
    """The columns of the kind for which a row has words, in the row (of the first ones) that has most."""
    from .table import cell_text

    vocabulary = _vocabulary(kind, {})
    lines = [list(cells.columns)] if named else cells.iloc[:SEARCHED_ROWS].to_numpy().tolist()
    found = [{vocabulary.get(schema.plain(cell_text(cell))) for cell in line} - {None} for line in lines]
    return {name for name in max(found, key=len, default=set()) if name}


def unique_names(columns: Iterable[Any]) -> list[str]:
    """Names of a layer's columns as text, each once."""
    return _unique([str(column) for column in columns])[0]


def _vocabulary(kind: str, words: Mapping[str, str]) -> dict[str, str]:
    known = {schema.plain(word): column for word, column in words.items()}
    for column in schema.table_kind(kind).columns.values():
        for word in (column.name, column.zh, column.en, *column.also):
            known.setdefault(schema.plain(word), column.name)
    return known


def _key(cell: str, vocabulary: Mapping[str, str]) -> Optional[str]:
    if not cell or len(cell) > 40:
        return None
    for word in (cell, re.sub(r"[(（\[【].*?[)）\]】]", "", cell)):
        if schema.plain(word) in vocabulary:
            return schema.plain(word)
    return "both" if re.search(_BOTH, cell, re.IGNORECASE) else None


def _is_second_line(line: list[str]) -> bool:
    """A line of words; one with a number in it is a record."""
    return any(line) and not any(re.fullmatch(r"[\d.\-/:\s°′″'\"]*\d[\d.\-/:\s°′″'\"]*", cell) for cell in line if cell)


def _adds(lines: list[list[str]], row: int, other: int, vocabulary: Mapping[str, str]) -> bool:
    """Whether the other line names columns where this row is blank or a word over several."""
    keys = {key for cell in lines[row] if (key := _key(cell, vocabulary))}
    names, _ = _names([lines[min(row, other)], lines[max(row, other)]], vocabulary)
    return bool({key for name in names if (key := _key(name, vocabulary))} - keys)


def _names(lines: list[list[str]], vocabulary: Mapping[str, str]) -> tuple[list[str], list[Sentence]]:
    """A name per column: of two lines the lower under the upper, which reaches to the right until the next."""
    if len(lines) == 1:
        names = [_clean(cell) for cell in lines[0]]
    else:
        names, over, taken = [], "", set()
        for upper, lower in zip(*lines):
            over = upper or (over if lower else "")
            joined = _clean(over + lower) if over != lower else _clean(lower)
            choices = [_clean(upper) if not lower else "", joined, _clean(lower)]
            keys = [_key(choice, vocabulary) for choice in choices]
            name = next((c for c, key in zip(choices, keys) if key and key not in taken), choices[0] or joined)
            taken.add(_key(name, vocabulary))
            names.append(name)
    return _unique(names)


def _unique(names: list[str]) -> tuple[list[str], list[Sentence]]:
    """Each name once; the second of two is told by a number, a column without a name by its letter."""
    taken: set[str] = set()
    notes, result = [], []
    for position, name in enumerate(names):
        fresh, number = name or f"column_{_letter(position)}", 2
        while fresh in taken:
            fresh, number = f"{name}_{number}", number + 1
        if name and fresh != name:
            notes.append(
                Sentence(N_("Two columns are called '{name}'; the second is now '{fresh}'."), name=name, fresh=fresh)
            )
        taken.add(fresh)
        result.append(fresh)
    return result, notes


def _clean(cell: str) -> str:
    return re.sub(r"\s*\n\s*", " ", cell).strip()


def _letter(position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _matched(
    header: Header, body: pd.DataFrame, kind: str, words: Mapping[str, str], where: Mapping[str, Any]
) -> Header:
    """The header with its columns recognised: by the mapping, by words, by the parts of a name, by coordinates."""
    sample = body.iloc[:_SAMPLE].set_axis(header.names, axis=1)
    by_word = {schema.plain(word): column for word, column in words.items()}
    matched = {name: by_word[schema.plain(name)] for name in header.names if schema.plain(name) in by_word}
    open_names = [name for name in header.names if name not in matched]
    try:
        found = schema.match_columns(open_names, kind, {name: sample[name] for name in open_names})
    except CoreError as error:
        text = N_("File '{file}', sheet '{sheet}': {fault}")
        raise CoreError(text, **where, fault=Sentence(error.text, **error.values)) from None
    matched.update({name: column for name, column in found.items() if column not in matched.values()})
    matched = {name: column for name, column in matched.items() if column}
    ignored = header.ignored = frozenset(name for name in header.names if by_word.get(schema.plain(name), "?") == "")
    for name in header.names:
        if name not in matched and name not in ignored and not re.search(_BOTH, name, re.IGNORECASE):
            parts = [part for part in _SEVERAL.split(name) if part]
            for part, column in schema.match_columns(parts, kind).items() if len(parts) > 1 else ():
                if column not in matched.values() and len(part) > 1:
                    matched[name] = column
                    break
    header.matched = matched
    if "lon_raw" in schema.table_kind(kind).columns:
        _find_coordinates(header, sample, ignored, where)
    columns = [*(name for name, column in matched.items() if column in ("lon_raw", "lat_raw")), header.pair]
    header.coordinates = [n for n, name in enumerate(header.names) if name in columns]
    return header


def _find_coordinates(header: Header, sample: pd.DataFrame, ignored: frozenset[str], where: Mapping[str, Any]) -> None:
    """Coordinates under words of their own: both in one cell, 规划经度, one name over two columns."""
    matched = header.matched
    if {"lon_raw", "lat_raw"} <= set(matched.values()):
        return
    free = [name for name in header.names if name not in ignored and matched.get(name, "lon_raw") in _PLACED]
    named = [name for name in free if re.search(_BOTH, name, re.IGNORECASE)]
    for name in named + [n for n in free if n in matched or re.search(_PLACE, n, re.IGNORECASE)]:
        filled = sample[name].dropna()
        filled = filled[filled.astype(str).str.strip() != ""]
        _, lat = split_pair(filled)
        if (len(filled) and lat.notna().mean() > 0.5) or (name in named and not len(filled)):
            matched.pop(name, None)
            header.pair = name
            return
        place = header.names.index(name)
        beside = header.names[place + 1] if place + 1 < len(header.names) else ""
        if name in named and beside.startswith("column_") and len(filled):
            matched[name], matched[beside] = "lon_raw", "lat_raw"
            if re.search(r"纬.{0,6}经|lat\w*\W*l[on]", name, re.IGNORECASE):
                matched[name], matched[beside] = "lat_raw", "lon_raw"
            return
    for column, word in (("lon_raw", _LON), ("lat_raw", _LAT)):
        if column in matched.values():
            continue
        possible = [name for name in free if name not in matched and re.search(word, name, re.IGNORECASE)]
        if len(possible) > 1:
            text = N_("File '{file}', sheet '{sheet}': {columns} may each be the {column}. Say which with a mapping.")
            what = Sentence(N_("longitude") if column == "lon_raw" else N_("latitude"))
            raise CoreError(text, **where, columns=", ".join(possible), column=what)
        if possible:
            matched[possible[0]] = column
