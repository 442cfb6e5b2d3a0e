"""Where the table stands in a sheet: title rows, header of one or two lines, records, and rows that are no records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..errors import N_, Progress, no_progress
from ..schema import table_kind
from .headers import Header, find_header, unique_names
from .read import Sheet

TOTAL = (
    r"(?:本页|本表|全表|全县|全市|全区|总|各项)?(?:合计|小计|总计|共计|累计|汇总)\s*[:：]?\s*[\d.]*\s*[个座处站条]*"
    r"|(?:sub|grand )?total[:：]?"
)
NOTE = (
    r"(?:填表人|填报人|制表人|制表|经办人|审核人|审核|复核|负责人|联系人|联系电话|填报单位|填表单位|单位[(（]?盖章|制表日期|填表日期|填报日期"
    r"|日期|备注|注|说明|填表说明|填报说明|note|notes|remark|remarks|source|prepared by)\s*\d?\s*[:：]"
)
UNITS = (
    r"[(（\[【]?(?:m|米|公尺|度|°|′|″|°′″|度分秒|十进制度?|mhz|兆赫|dbm|db|kv|千伏|个|座|处|户|人|套|副|万元|元|年|必填|选填|必选|可选|文本|数字"
    r"|数值|日期|text|number|date|required|optional|单位|-|—|/)[)）\]】]?"
)
SECTION = r"[(（]?[一二三四五六七八九十]+[)）]?\s*[、.．)）].*"
RUNNING_NUMBER = {"序号", "no", "no.", "num", "#", "行号", "编号"}
_BLANKS = " \t\r\n\u3000\xa0\u200b\ufeff"
REASONS = {
    "blank": N_("blank row"),
    "header": N_("the header again"),
    "units": N_("units or filling-in hints below the header"),
    "total": N_("a total"),
    "note": N_("a note, not a record"),
    "section": N_("a title between the rows"),
    "number": N_("nothing but a running number"),
}


@dataclass
class Table:
    """Records of one sheet: `cells` with named columns, index = row in the file; `rejected` with row, text, reason."""

    sheet: Sheet
    header: Header
    cells: pd.DataFrame
    rejected: pd.DataFrame
    titles: list[str] = field(default_factory=list)


def find_table(
    sheet: Sheet, kind: str, words: Mapping[str, str], where: Mapping[str, Any], progress: Progress = no_progress
) -> Table | None:
    """The records in a sheet, None where it has no header with columns of this kind.

    `words`: header -> column as a mapping says. `where`: file and sheet for error messages. Every row below the header
    becomes a record or is rejected with a reason; blank rows behind the last filled one are no rows.
    """
    if sheet.has_header:
        drawn = table_kind(kind).geometry in ("any", "line", "polygon")  # a drawing without attributes is one too
        header = find_header(sheet.cells, kind, words, where, named=True)
        if header is None and (sheet.declared is not None or (drawn and sheet.geometry is not None)):
            header = Header(-1, -1, unique_names(sheet.cells.columns), {})
        if header is None:
            return None
        text, cells = _text_of(sheet.cells, progress)
        blank = (text == "").all(axis=1)
        if sheet.geometry is not None:
            blank &= sheet.geometry.isna()
        rejected = _rejected(text[blank], pd.Series(REASONS["blank"], index=text.index[blank], dtype=object))
        return Table(sheet, header, cells[~blank].set_axis(header.names, axis=1), rejected)
    header = find_header(sheet.cells, kind, words, where)
    if header is None:
        return None
    text, cells = _text_of(sheet.cells, progress)
    titles = [cell for row in text[: header.first].to_numpy() for cell in row if cell]
    body = text[header.last + 1 :]
    used = (body != "").any(axis=1)
    body = body[: used.to_numpy().nonzero()[0].max() + 1] if used.any() else body[:0]
    reason = _reasons(body, text.iloc[header.first : header.last + 1], header, sheet.across)
    cells = cells.loc[body.index]
    columns = [n for n, name in enumerate(header.names) if name]
    records = cells.loc[reason.isna(), columns].set_axis([header.names[n] for n in columns], axis=1)
    titles += [cell for cell in text.iloc[header.first : header.last + 1].to_numpy().ravel() if cell]
    return Table(sheet, header, records, _rejected(body[reason.notna()], reason.dropna()), titles)


def _text_of(cells: pd.DataFrame, progress: Progress) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells as trimmed text ('' where empty), and as they are but trimmed (None where empty)."""
    text, clean = {}, {}
    for n in range(cells.shape[1]):
        progress(n / cells.shape[1])  # the user may stop here
        values = cells.iloc[:, n].tolist()
        text[n] = [cell_text(value) for value in values]
        clean[n] = [(word or None) if isinstance(value, str) else value for value, word in zip(values, text[n])]
    frames = (pd.DataFrame(columns, index=cells.index, dtype=object) for columns in (text, clean))
    shown, kept = (frame.set_axis(cells.columns, axis=1) for frame in frames)
    return shown, kept


def cell_text(value: Any) -> str:
    """A cell as trimmed text, '' where empty; whole numbers without '.0'."""
    if isinstance(value, str):
        value = value.strip(_BLANKS)
        return value[2:-1] if value[:2] == '="' and value[-1:] == '"' else value  # how programs keep codes in a csv
    if value is None or value != value or value is pd.NaT:
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)


def _rejected(text: pd.DataFrame, reason: pd.Series) -> pd.DataFrame:
    joined = [" | ".join(cell for cell in row if cell)[:1000] for row in text.to_numpy()]
    return pd.DataFrame(
        {"row": text.index.astype("int64"), "text": joined, "reason": reason.to_numpy()},
        columns=["row", "text", "reason"],
    )


def _reasons(body: pd.DataFrame, lines: pd.DataFrame, header: Header, across: frozenset[int]) -> pd.Series:
    """Why a row is no record, None where it is one."""
    reason = pd.Series([None] * len(body), index=body.index, dtype=object)
    if not len(body):
        return reason
    filled = body != ""
    count = filled.sum(axis=1)
    placed = filled[header.coordinates].all(axis=1) if header.coordinates else count * 0 > 0
    few = count <= max(3, len(header.matched) // 2)

    def say(rows: pd.Series, why: str) -> None:
        reason[rows & reason.isna()] = REASONS[why]

    say(count == 0, "blank")
    headers = [*(list(line) for line in lines.to_numpy()), header.names]
    same = pd.concat([body.eq([word or None for word in line]).sum(axis=1) for line in headers], axis=1).max(axis=1)
    say((same >= 2) & (same >= 0.6 * count), "header")
    top = body.index[: min(2, len(body))]
    units = body.loc[top].apply(lambda column: column.str.fullmatch(UNITS, case=False) | (column == "")).all(axis=1)
    say(
        units.reindex(body.index, fill_value=False)
        & (count > 0)
        & (units.cumprod().reindex(body.index, fill_value=0) == 1),
        "units",
    )
    loose = body[~placed]  # what has a place is a record
    first = body.where(filled)[~placed].bfill(axis=1).iloc[:, 0].fillna("").astype("string")
    total = loose.iloc[:, :4].apply(lambda column: column.str.fullmatch(TOTAL, case=False)).any(axis=1)
    total |= first.str.replace(r"\s+", "", regex=True).str.fullmatch(TOTAL, case=False).astype(bool)
    say(_among(total, body), "total")
    say(_among(first.str.match(NOTE, case=False).astype(bool), body) & few, "note")
    say((count == 1) & (_among(first.str.fullmatch(SECTION).astype(bool), body) | body.index.isin(across)), "section")
    # a table begun anew: its title stands right above the header that comes again
    again = reason == REASONS["header"]
    for _ in range(3):
        again = again.shift(-1, fill_value=False) & (count <= 1)
        say(again & (count == 1), "section")
    numbers = [n for n, name in enumerate(header.names) if name.strip().casefold() in RUNNING_NUMBER]
    alone = filled[numbers].any(axis=1) & (count == 1) if numbers else count < 0
    say(alone & _among(first.str.fullmatch(r"\d+").astype(bool), body), "number")
    return reason


def _among(rows: pd.Series, body: pd.DataFrame) -> pd.Series:
    return rows.reindex(body.index, fill_value=False)
