"""The opinions on a batch of applications as a workbook: a sheet to decide by, one of findings, one of the run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from ..schema import code_lists, read_resource, table_kind, word_of
from .sheets import Heading, add_sheet, save

SEVERITIES = ["block", "error", "warning", "info", "not_checked"]


def write_opinions(
    path: Path, reviewed: pd.DataFrame, findings: pd.DataFrame, record: Mapping[str, Any], language: str = "zh"
) -> None:
    """Write the tables REVIEWED and FINDINGS of `checkapplications` to the workbook `path`.

    One row per application and per finding, in `language` (zh or en); points, in degrees, become two columns.
    `record` is the run record, one line per entry; of a name like `rows_read ZONES` the first part becomes words.
    A former file stays whole until the new one is complete.
    """
    layout = read_resource("reports", "opinions.yaml")
    words = layout["words"]
    workbook = Workbook()
    workbook.remove(workbook.active)
    worst_first = findings.assign(_order=findings["severity"].map(SEVERITIES.index)).sort_values(
        [name for name in ("_order", "rule", "feature") if name in (*findings.columns, "_order")], kind="stable"
    )
    titles = {rule: entry["title"][language] for rule, entry in read_resource("rules", "site_plan.yaml").items()}
    worst_first["rule_title"] = worst_first["rule"].map(titles)
    items = [_item(fact, words["record"], language) for fact in record]
    lines = pd.DataFrame({"item": items, "value": [str(value) for value in record.values()]})
    for name, table, coloured in (
        ("opinions", with_coordinates(reviewed), "opinion"),
        ("findings", with_coordinates(worst_first), "severity"),
        ("record", lines, None),
    ):
        headings = [h for h in _headings(layout[name], language) if h.name in table.columns]
        shown = pd.DataFrame({h.name: _in_words(table[h.name], words, language) for h in headings})
        tints = table[coloured].map(layout["tints"]) if coloured in table.columns else None
        add_sheet(
            workbook,
            layout["sheets"][name][language],
            headings,
            shown,
            tinted=coloured,
            tints=tints,
            print_title=layout["title"][language],
            page=layout["page"][language],
        )
    save(workbook, path)


def with_coordinates(table: pd.DataFrame) -> pd.DataFrame:
    """The table without its geometry, and with the columns lon and lat (degrees) of its points."""
    geometry = getattr(table, "geometry", None)
    if geometry is None:
        return table
    return pd.DataFrame(table.drop(columns=geometry.name)).assign(lon=geometry.x, lat=geometry.y)


def _headings(columns: Mapping[str, Any], language: str) -> list[Heading]:
    known = table_kind("applications").columns
    headings = []
    for name, entry in columns.items():
        entry = entry if "zh" in entry else {**entry, "zh": known[name].zh, "en": known[name].en}
        shape = {key: entry[key] for key in ("width", "decimals", "fixed") if key in entry}
        headings.append(Heading(name, entry[language], **shape))
    return headings


def _item(fact: str, words: Mapping[str, Any], language: str) -> str:
    kind, _, part = fact.partition(" ")
    return f"{words[kind][language] if kind in words else kind} {part}".strip()


def _in_words(column: pd.Series, words: Mapping[str, Any], language: str) -> pd.Series:
    """Codes, several joined by ; too, as words of the language; everything else as it is."""
    name = str(column.name)
    known = table_kind("applications").columns.get(name)
    if name in words:
        spoken = {code: entry[language] for code, entry in words[name].items()}
    elif known is not None and known.codes in code_lists():
        spoken = {code: word_of(known.codes, code, language) for code in code_lists()[known.codes]}
    else:
        return column
    joint = "、" if language == "zh" else ", "
    said = {
        text: joint.join(spoken.get(code.strip(), code.strip()) for code in str(text).split(";"))
        for text in column.dropna().unique()
    }
    return column.map(said)
