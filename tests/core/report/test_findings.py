"""Findings written to files: words in both languages, no formula, the former file whole when something fails."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from fengsui.core.errors import CoreError
from fengsui.core.report.findings import write_findings

TITLES = {"SP-12": "符合站址规划"}


def table(**more) -> gpd.GeoDataFrame:
    rows = pd.DataFrame(
        {
            "rule": ["SP-12", "OR-01"], "aspect": "a", "severity": ["error", "not_checked"], "feature": ["A1", None],
            "other": None, "label": ["=1+1", None], "message": ["距规划站 412 m", "缺图层"], "measured": [412.0, np.nan],
            "limit": [200.0, np.nan], "unit": ["m", None], "state": ["excepted", "open"], "reason": ["@已获批复", None],
            "who": ["王工", None], "change": ["new", "gone"], "checked_by": "checkplan", "key": ["1", "2"],
        }
    )  # fmt: skip
    points = [shapely.Point(108.1, 21.5), None]
    return gpd.GeoDataFrame(rows.assign(**more), geometry=points, crs="EPSG:4490")


def test_a_workbook_says_it_in_words_and_runs_no_formula(tmp_path):
    write_findings(tmp_path / "a.xlsx", table(), TITLES, "zh")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    rows = [dict(zip([cell.value for cell in sheet[1]], row)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert (rows[0]["级别"], rows[0]["状态"], rows[0]["规则名称"]) == ("错误", "例外", "符合站址规划")
    assert (rows[0]["名称"], rows[0]["理由"], rows[0]["经度"]) == ("=1+1", "@已获批复", 108.1)
    assert (rows[1]["与上次相比"], rows[1]["实测值"], rows[1]["经度"]) == ("消失", None, None)
    names = {cell.value: cell for cell in sheet[1]}
    cell = sheet.cell(2, names["名称"].column)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_csv_opens_rightly_and_runs_no_formula(tmp_path):
    write_findings(tmp_path / "a.csv", table(), TITLES, "en")
    assert (tmp_path / "a.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    with open(tmp_path / "a.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["Severity"], rows[0]["Name"], rows[0]["Reason"]) == ("Error", "'=1+1", "'@已获批复")
    assert (rows[0]["Measured"], rows[1]["Measured"]) == ("412.0", "")
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@"]


def test_a_geopackage_keeps_places_and_takes_a_formers_place(tmp_path):
    path = tmp_path / "县 a.gpkg"
    for times in (1, 2):
        write_findings(path, table(rule=f"SP-{times}"), TITLES)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT rule, label FROM findings ORDER BY fid").fetchone() == ("SP-2", "=1+1")
        assert file.execute("SELECT srs_id FROM gpkg_geometry_columns").fetchall() == [(4490,)]
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_table_without_places_goes_too(tmp_path):
    write_findings(tmp_path / "a.csv", pd.DataFrame(table()).drop(columns="geometry"), TITLES)
    write_findings(tmp_path / "a.gpkg", pd.DataFrame(table()).drop(columns="geometry"), TITLES)
    assert "经度" not in (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[0]


def test_what_cannot_be_written_is_said_and_the_former_file_stays(tmp_path, monkeypatch):
    with pytest.raises(CoreError, match=r"\.xlsx, \.csv, \.gpkg"):
        write_findings(tmp_path / "a.pdf", table(), TITLES)
    with pytest.raises(CoreError, match="cannot be written"):
        write_findings(tmp_path / "nowhere" / "a.csv", table(), TITLES)
    path = tmp_path / "a.csv"
    path.write_text("former")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(CoreError, match="No space left"):
        write_findings(path, table(), TITLES)
    assert path.read_text() == "former"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]
