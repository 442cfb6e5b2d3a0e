"""What each kind of table holds, read from resources/columns: columns, types, units, code lists and header words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Optional

import pandas as pd

from .errors import N_, CoreError
from .shipped import read_yaml
from .values import read_values

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

_SIGNS = re.compile(r"[\s_\-–—()\[\]{}<>:*'\"“”.·/\\]+")


@dataclass(frozen=True)
class Column:
    """One column of a kind of table. `type`: text, code, codes, number, integer, date or flag."""

    name: str
    type: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    codes: Optional[str] = None
    unit: Optional[str] = None


@dataclass(frozen=True)
class TableKind:
    """A kind of table: its id column (None where rows have none), geometry (point, line, polygon, any, none), columns."""

    name: str
    id_column: Optional[str]
    geometry: str
    columns: Mapping[str, Column]


def read_resource(*parts: str) -> Any:
    """The YAML file of `resources/` at this path."""
    return read_yaml(RESOURCES.joinpath(*parts))


@cache
def table_kinds() -> dict[str, TableKind]:
    """All kinds of tables by name."""
    kinds = {}
    for kind, entry in read_resource("columns", "tables.yaml").items():
        columns = {
            name: Column(
                name,
                word["type"],
                word["zh"],
                word["en"],
                tuple(word.get("also", ())),
                word.get("codes"),
                word.get("unit"),
            )
            for name, word in entry["columns"].items()
        }
        kinds[kind] = TableKind(kind, entry["id"], entry["geometry"], columns)
    return kinds


def table_kind(kind: str) -> TableKind:
    """The kind of this name; CoreError naming the known ones when there is none."""
    kinds = table_kinds()
    if kind not in kinds:
        raise CoreError(N_("There is no kind of table '{kind}'. Known: {known}."), kind=kind, known=", ".join(kinds))
    return kinds[kind]


@cache
def code_lists() -> dict[str, dict[str, dict[str, Any]]]:
    """The code lists: list -> code -> {zh, en, also}."""
    return read_resource("columns", "codes.yaml")


@cache
def _words(codelist: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for code, entry in code_lists()[codelist].items():
        for word in (code, entry["zh"], entry["en"], *entry.get("also", ())):
            words.setdefault(plain(word), code)
    return words


def plain(word: object) -> str:
    """A word in the form in which words are compared: full-width folded, lower case, without blanks or signs."""
    text = str(word)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return (text if text.isalnum() else _SIGNS.sub("", text)).casefold()


def code_of(codelist: str, word: object) -> Optional[str]:
    """The code that a word of either language stands for, None when it is no word of the list."""
    return _words(codelist).get(plain(word))


def word_of(codelist: str, code: str, language: str) -> str:
    """How a code is said in a language (zh or en); the code itself when it is not in the list."""
    entry = code_lists()[codelist].get(code)
    return entry["zh" if language == "zh" else "en"] if entry else code


def codes_of(codelist: str, text: object) -> tuple[list[str], list[str]]:
    """The codes named in a cell that joins several words, and the words that are not in the list."""
    whole = code_of(codelist, text)
    if whole:
        return whole.split(";"), []
    known: list[str] = []
    unknown: list[str] = []
    longest_first = sorted(_words(codelist), key=len, reverse=True)
    for part in re.split(r"[;；,，、/|+&和及与\s]+", str(text)):
        if not part:
            continue
        code = code_of(codelist, part)
        found = [code] if code else _unjoined(plain(part), longest_first, codelist)
        known.extend(c for codes in found for c in codes.split(";"))
        if not found:
            unknown.append(part)
    order = {code: n for n, code in enumerate(code_lists()[codelist])}
    return sorted(set(known), key=order.__getitem__), unknown


def _unjoined(text: str, words: Iterable[str], codelist: str) -> list[str]:
    """Codes of words written without a separator (移动联通); empty unless they use up the whole text."""
    codes, rest = [], text
    for word in words:
        if word and word in rest:
            codes.append(_words(codelist)[word])
            rest = rest.replace(word, "")
    return codes if not rest else []


def match_columns(
    headers: Iterable[str], kind: str, samples: Optional[Mapping[str, pd.Series]] = None
) -> dict[str, str]:
    """Which header is which column of the kind: header -> column.

    A header matches by the column's name, its words in both languages or a synonym, else as a name that a shapefile
    cut to ten bytes. The better match wins a column; what loses keeps its own name. Where a cut name may be two
    columns, `samples` (header -> values) decide by content; CoreError where they do not.
    """
    columns = table_kind(kind).columns
    headers = [str(header) for header in headers]
    ranked = []
    for header in headers:
        for column in columns.values():
            rank = _rank(header, column)
            if rank is not None:
                ranked.append((rank, header, column.name))
    matched: dict[str, str] = {}
    for _, header, column_name in sorted(ranked, key=lambda match: match[0]):
        if header not in matched and column_name not in matched.values():
            matched[header] = column_name
    for header in headers:
        if header not in matched:
            cut = [c for c in columns.values() if c.name not in matched.values() and _is_cut(header, c)]
            if len(cut) > 1 and samples is not None and header in samples:
                cut = [c for c in cut if _reads_as(samples[header], c)] or cut
            if len(cut) > 1:
                raise CoreError(
                    N_(
                        "The column '{header}' is cut short and may be any of: {columns}. Rename it, or give a mapping."
                    ),
                    header=header,
                    columns=", ".join(c.name for c in cut),
                )
            if cut:
                matched[header] = cut[0].name
    return matched


def is_word_for(header: str, column: Column) -> bool:
    """Whether a header is one of the words for a column, whatever is in brackets behind it."""
    return _rank(header, column) is not None


def _rank(header: str, column: Column) -> Optional[int]:
    if header.endswith("_"):
        return None  # a shapefile cut it here: structure_ is structure_height_m, never structure
    words = [plain(word) for word in (column.name, column.zh, column.en, *column.also)]
    bare = plain(re.sub(r"[(（\[【].*?[)）\]】]", "", header))
    for form, penalty in ((plain(header), 0), (bare, 100)):
        if form and form in words:
            return words.index(form) + penalty
    return None


def _is_cut(header: str, column: Column) -> bool:
    stem = re.sub(r"_\d$", "", header.strip("\ufffd? "))
    # ten bytes, or eight and a number; less is a word of its own (规划 is not 规划编号)
    sizes = (8,) if stem != header.strip("\ufffd? ") else (9, 10)
    if len(stem.encode("utf-8")) < 6:
        return False
    for word in (column.name, column.zh, *column.also):
        for encoding in ("utf-8", "gb18030"):
            whole = word.encode(encoding)
            if len(whole) > 10 and stem.casefold() in {
                whole[:size].decode(encoding, "ignore").casefold() for size in sizes
            }:
                return True
    return False


def _reads_as(values: pd.Series, column: Column) -> bool:
    filled = values.dropna()
    read, unreadable = read_values(filled, column.type, partial(codes_of, column.codes or ""))
    if column.type == "text":
        return True
    return len(filled) == 0 or (not unreadable.any() and bool(pd.notna(read).all()))


def standard_table(frame: pd.DataFrame, kind: str, name: str) -> pd.DataFrame:
    """The table with the columns, types and codes of its kind.

    Headers are matched (`match_columns`), cells read (`read_values`); columns that the kind does not know keep their
    name and values, columns that are absent stay absent. A word that is in no code list stays as it was typed; a cell
    that cannot be read as its type becomes empty, its text kept in a column `<name>_raw` (`unreadable_cells`).
    """
    columns = table_kind(kind).columns
    # not by its attribute `crs`: a table may have a column of that name
    spatial = "_geometry_column_name" in getattr(frame, "_metadata", [])
    geometry = frame._geometry_column_name if spatial else None
    headers = [column for column in frame.columns if column != geometry]
    try:
        matched = match_columns(headers, kind, {str(h): frame[h] for h in headers if _single(frame, h)})
    except CoreError as error:
        raise CoreError(N_("Layer '{layer}': {fault}"), layer=name, fault=error) from error
    taken = set(matched.values())
    renamed = {h: matched.get(str(h), f"{h}_source" if str(h) in taken else h) for h in headers}
    table = frame.rename(columns=renamed)
    for column in columns.values():
        if column.name in table.columns:
            raw = table[column.name]
            read, bad = read_values(raw, column.type, partial(codes_of, column.codes or ""))
            table[column.name] = read
            if bad.any():
                table[f"{column.name}_raw"] = raw.astype(object).where(bad, None)
    table.attrs = {**frame.attrs, "name": name}
    return table


def unreadable_cells(table: pd.DataFrame, kind: str) -> dict[str, pd.Series]:
    """Column -> the text of its filled cells that could not be read, by row of the table."""
    texts = {}
    for name, column in table_kind(kind).columns.items():
        if name in table.columns and f"{name}_raw" in table.columns and column.type not in ("text", "code", "codes"):
            texts[name] = table.loc[table[name].isna() & table[f"{name}_raw"].notna(), f"{name}_raw"].astype(str)
    return texts


def _single(frame: pd.DataFrame, header: Any) -> bool:
    return isinstance(frame[header], pd.Series)
