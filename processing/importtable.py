"""A spreadsheet, text file, layer or 奥维 export -> a tidy layer of one kind, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ..core import schema
from ..core.errors import N_, CoreError, Progress
from ..core.intake.importing import import_table
from ..core.workspace.joining import joined, replaced
from ..core.workspace.tables import checked_name, kind_of
from .base import Algorithm
from .parameters import choice_input, file_input, number_output, sink, table_input, text_input, text_output
from .translation import sentence, tr

REPLACE, ADD = "replace", "add"


class ImportTable(Algorithm):
    NAME = "importtable"
    TITLE = N_("Import table")
    GROUP = N_("Intake")
    HELP = N_(
        "Reads a table as senders give it: xlsx, xls, csv, txt, shapefile, GeoPackage, GeoJSON, KML, KMZ, ovkml, "
        "ovkmz. Finds the header below title rows, recognises Chinese and English column names, reads every common "
        "notation of coordinates and turns them into CGCS2000. A row is rejected only when it is no record (blank, a "
        "total, a header again); a record without a readable coordinate is kept without a place. "
        "Rows = accepted + rejected."
    )
    KEEPS = {"OUTPUT": ""}  # the table of its kind, or the one named: see `kept`

    def inputs(self) -> Iterator[Any]:
        yield file_input(
            "FILE",
            N_("File"),
            N_(
                "Tables (*.xlsx *.xlsm *.xls *.csv *.txt *.shp *.dbf *.gpkg *.geojson *.json *.kml *.kmz *.ovkml *.ovkmz)"
            ),
            help=N_("The file as it was sent. What it is, its content says, not its name."),
        )
        yield choice_input(
            "KIND",
            N_("Kind of table"),
            list(schema.table_kinds()),
            help=N_(
                "What the rows are: applications 站址申请, plan 站址规划, sites 现网站址, cells 小区, "
                "resources 开放资源, places 地点, routes 路线, zones 管控区, measurements 测试, statistics 统计, "
                "tasks 任务, gazetteer 地名, counties 县, townships 乡镇, powerlines 电力线, buildings 建筑."
            ),
        )
        yield text_input(
            "SHEET",
            N_("Sheet"),
            default="",
            optional=True,
            help=N_("Name of the sheet, layer or folder. Empty: all that hold records of this kind."),
        )
        yield text_input(
            "DATUM",
            N_("Coordinates are"),
            default="auto",
            optional=True,
            help=N_(
                "auto, wgs84, cgcs2000, gcj02, bd09 or a code such as EPSG:4526. auto decides on evidence only: a "
                "tag, known positions, the named townships; else the coordinates stay as they are, and the evidence "
                "says so."
            ),
        )
        yield text_input(
            "MAPPING",
            N_("Column names of this sender"),
            optional=True,
            multiline=True,
            help=N_("YAML, or the path of a YAML file: 'header: column' per line, or sender and columns."),
        )
        yield table_input("COUNTIES", N_("Counties"), "counties", optional=True, help=N_("To judge coordinates by."))
        yield table_input(
            "TOWNSHIPS",
            N_("Townships"),
            "townships",
            optional=True,
            help=N_("Judges coordinates by the township that each row names."),
        )
        yield table_input(
            "TWINS",
            N_("Known positions"),
            "sites",
            optional=True,
            help=N_("A layer in which some rows are known by plan_id, site_id or name: the surest evidence."),
        )
        yield sink(
            "OUTPUT", N_("Imported"), "any", help=N_("The records with the columns of their kind, sheet and row.")
        )
        yield sink(
            "REJECTED",
            N_("Rejected rows"),
            "none",
            optional=True,
            help=N_("What is no record: sheet, row, text, reason."),
        )
        yield choice_input(
            "INTO",
            N_("Into the workspace's table"),
            [REPLACE, ADD],
            default=REPLACE,
            optional=True,
            help=N_(
                "replace 替换: the file takes the place of the table. add 追加: rows with an id that the table has "
                "are brought up to date (the file's columns hold, also where a cell is empty; others stay), new ones are "
                "added, all others stay."
            ),
        )
        yield text_input(
            "TABLE",
            N_("Table in the workspace"),
            optional=True,
            help=N_(
                "Empty: the table of the kind. A second of a kind has a word behind its name, such as zones_sea for sea "
                "zones or resources_register for the register."
            ),
        )
        yield number_output("ADDED", N_("New in the workspace"))
        yield number_output("UPDATED", N_("Brought up to date"))
        yield number_output("KEPT", N_("Left as they were"))
        yield number_output("REMOVED", N_("Gone from the workspace"))
        yield number_output("ROWS", N_("Rows read"))
        yield number_output("ACCEPTED", N_("Records"))
        yield number_output("REJECTED_COUNT", N_("Rejected rows"))
        yield text_output("DATUM_FOUND", N_("Coordinates were"))
        yield text_output("EVIDENCE", N_("Evidence"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        kind = values["KIND"]
        if self.keeps:
            table_of(kind, values["TABLE"])
        imported = import_table(
            values["FILE"],
            kind,
            sheet=(values["SHEET"] or "").strip(),
            datum=(values["DATUM"] or "auto").strip(),
            mapping=(values["MAPPING"] or "").strip(),
            counties=values["COUNTIES"],
            townships=values["TOWNSHIPS"],
            twins=values["TWINS"],
            progress=progress,
        )
        evidence = [sentence(said) for said in imported.evidence]
        for line in evidence:
            self.say(line)
        accepted, rejected = len(imported.table), len(imported.rejected)
        counts = N_("{rows} rows read: {accepted} records, {rejected} rejected.")
        self.say(tr(counts, rows=imported.rows, accepted=accepted, rejected=rejected))
        self.note(rows_in_file=imported.rows, rows_rejected=rejected, datum_found=imported.datum_found)
        self.OUTPUT_STYLES = {"OUTPUT": kind}
        geometry = schema.table_kind(kind).geometry
        if geometry in ("line", "polygon"):
            imported.table.attrs["geometry"] = geometry  # what to write where no row has a place
        refused = imported.rejected
        return {
            "OUTPUT": imported.table,
            "REJECTED": refused.assign(reason=[tr(reason) for reason in refused["reason"]]),
            "ROWS": imported.rows,
            "ACCEPTED": accepted,
            "REJECTED_COUNT": rejected,
            "DATUM_FOUND": imported.datum_found,
            "EVIDENCE": "\n".join(evidence),
        }

    def kept(self, values: dict[str, Any], results: dict[str, Any]) -> dict[str, Any]:
        kind, table = values["KIND"], table_of(values["KIND"], values["TABLE"])
        fresh = results["OUTPUT"]
        if "file" not in fresh:
            fresh = fresh.assign(file=Path(values["FILE"]).name)  # rows of several files stand together

        def revised(former: pd.DataFrame | None) -> pd.DataFrame:
            if values["INTO"] == ADD:
                self._joined = joined(former, fresh, kind, table)
            else:
                self._joined = replaced(former, fresh, kind)
            return self._joined.table

        return {table: revised}

    def kept_outputs(self) -> dict[str, Any]:
        done = self._joined
        text = N_("In the workspace: {added} added, {updated} brought up to date, {kept} left, {removed} gone.")
        self.say(tr(text, added=done.added, updated=done.updated, kept=done.kept, removed=done.removed))
        if done.columns:
            self.say(tr(N_("Columns that the table did not have before: {columns}."), columns=", ".join(done.columns)))
        return {"ADDED": done.added, "UPDATED": done.updated, "KEPT": done.kept, "REMOVED": done.removed}


def table_of(kind: str, named: str | None) -> str:
    """The workspace's table for a kind; CoreError where the name is none for it."""
    table = named or kind
    if kind_of(table) != kind:
        text = N_("A table of {kind} is called {kind}, or {kind}_ and a word: '{table}' is not.")
        raise CoreError(text, kind=kind, table=table)
    return checked_name(table)
