"""Who transmits what, how far for sure, how far perhaps: by hand, and by asking the formula again."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from fengsui.core.coverage.supply import COLUMNS, margin_db, supply
from fengsui.core.errors import CoreError


def reaches(rows: pd.DataFrame) -> list[tuple[float, float]]:
    return list(zip(rows["covered_m"], rows["possible_m"]))


def who(rows: pd.DataFrame) -> set:
    return set(zip(rows["technology"], rows["operator"]))


def test_a_site_that_tells_all_is_sure_as_far_as_it_goes(site, profile):
    rows = supply(site(), None, profile)
    assert list(rows.columns) == list(COLUMNS)
    assert reaches(rows) == [(4000, 4000)]
    row = rows.iloc[0]
    assert (row["technology"], row["operator"], row["setting"], row["band_mhz"]) == ("5G", "mobile", "outdoor", 700)
    assert (row["lacks"], row["flags"], row["threshold_dbm"]) == ("", "", -105)


@pytest.mark.parametrize(
    ("change", "covered", "possible", "lacks"),
    [
        ({"scene": None}, 400, 4000, "scene"),
        ({"bands": None}, 600, 4000, "band"),  # 5G: any band; the least is 4.9 GHz
        ({"bands": "700;3500", "operators": "mobile;unicom"}, 800, 4000, "band_owner"),
        ({"operators": None}, 0, 4000, "operator"),
        ({"operators": "某公司"}, 0, 4000, "operator"),
        ({"technologies": None}, 0, 4000, "technology"),
        ({"status": "改造"}, 0, 4000, "status"),
        ({"bands": "3500", "technologies": "4G"}, 1000, 4000, "band"),  # 3.5 GHz is no band of 4G
        ({"technologies": "2G;4G", "bands": "900;1800"}, 2300, 3500, "band_owner"),  # 900 MHz may be 2G's
        ({"bands": "700;3500"}, 4000, 4000, ""),  # one operator, one technology: both bands are its own
        ({"antenna_height_m": None, "structure": "roof"}, 4000, 4000, ""),  # no height is needed
        ({"radius_m": 2500.0, "scene": None, "bands": None}, 2500, 2500, ""),
        ({"build_type": "micro"}, 2000, 2000, ""),
        ({"bands": "n28"}, 4000, 4000, ""),
        ({"bands": "2.6G"}, 1000, 1000, ""),
    ],
)
def test_what_is_missing_is_neither_covered_nor_a_gap(site, profile, change, covered, possible, lacks):
    rows = supply(site(change), None, profile)
    assert set(reaches(rows)) == {(covered, possible)}
    assert set(rows["lacks"]) == {lacks}


def test_whoever_it_is_the_site_reaches(site, profile):
    rows = supply(site({"operators": None}, {"site_id": "B", "technologies": None}), None, profile)
    assert rows["operator"].tolist() == [None, "mobile"]
    assert rows["technology"].tolist() == ["5G", None]
    assert rows["covered_m"].tolist() == [0, 0]
    assert rows["reach_m"].tolist() == [4000, 0]


def test_technologies_and_operators_of_a_list(site, profile):
    rows = supply(site({"technologies": "2G;4G;5G", "operators": "telecom;mobile;mobile"}), None, profile)
    assert who(rows) == {(t, o) for t in ("4G", "5G") for o in ("telecom", "mobile")}
    assert len(rows) == 4
    assert len(supply(site({"technologies": "2G"}), None, profile)) == 0


def test_cells_go_before_lists(site, cell, profile):
    sites = site({"technologies": "4G;5G", "operators": "telecom;mobile;unicom", "bands": "700;3500"})
    cells = cell(
        {"operator": "telecom", "band_mhz": 3500.0}, {"operator": "mobile", "technology": "4G", "band_mhz": 900.0}
    )
    rows = supply(sites, cells, profile)
    assert {(r.operator, r.technology, r.band_mhz, r.covered_m) for r in rows.itertuples()} == {
        ("telecom", "5G", 3500, 800),
        ("mobile", "4G", 900, 3500),
    }


def test_a_site_without_cells_may_have_what_its_list_says(site, cell, profile):
    rows = supply(site({}, {"site_id": "B"}), cell({}), profile).set_index("site_id")
    assert tuple(rows.loc["A", ["covered_m", "possible_m", "lacks"]]) == (4000, 4000, "")
    assert tuple(rows.loc["B", ["covered_m", "possible_m", "lacks", "reach_m"]]) == (0, 4000, "cells", 0)


def test_same_cells_are_one_disc(site, cell, profile):
    cells = cell(*({"azimuth_deg": a} for a in (0.0, 120.0, 240.0)))
    rows = supply(site(), cells, profile)
    assert reaches(rows) == [(4000, 4000)]
    assert rows["flags"].tolist() == [""]


@pytest.mark.parametrize(
    ("azimuths", "flags", "covered"),
    [
        ((0, 120, 240), "", 4000),
        ((0, 180), "", 4000),
        ((10, 100), "sector", 600),
        ((350, 20, 100), "sector", 600),
        ((90,), "sector", 600),
        ((None,), "azimuth_missing", 4000),
    ],
)
def test_an_open_side_is_not_sure(site, cell, profile, azimuths, flags, covered):
    rows = supply(site(), cell(*({"azimuth_deg": a} for a in azimuths)), profile)
    assert set(rows["flags"]) == {flags}
    assert reaches(rows)[0] == (covered, 4000)


def test_a_cell_may_be_named_by_its_band(site, cell, profile):
    cells = cell({"band_mhz": None, "band_mhz_raw": "n78"}, {"operator": "unicom", "band_mhz": 2.1})
    rows = supply(site(), cells, profile).set_index("operator")
    assert rows["band_mhz"].to_dict() == {"mobile": 3500, "unicom": 2100}


def test_a_cell_of_no_site_stands_where_it_says(site, cell, profile):
    cells = cell({"site_id": "X"}, {"site_id": "Y"})
    cells = gpd.GeoDataFrame(cells, geometry=[shapely.Point(108.2, 21.6), None], crs="EPSG:4490")
    rows = supply(site(), cells, profile)
    lone = rows[rows["site_id"].isna()]
    assert lone[["lon", "lat", "covered_m", "possible_m", "lacks"]].values.tolist() == [
        [108.2, 21.6, 400, 4000, "scene"]
    ]
    assert rows.attrs["left_out"] == {"cell_without_site": 1}
    alone = supply(site().iloc[:0], cells, profile)
    assert alone["lon"].tolist() == [108.2]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "planned"}, "not_on_air"),
        ({"status": "removed"}, "not_on_air"),
        ({"status": "building"}, "not_on_air"),
        ({"status": "built"}, "not_on_air"),
        ({"on_air": pd.Timestamp("2026-12-01")}, "not_yet_on_air"),
        ({"country": "VN"}, "foreign"),
        ({"country": "越南"}, "foreign"),
        ({"lon": 110.0}, "beyond_border"),
        ({"lon": np.inf}, "no_position"),
    ],
)
def test_what_does_not_count(site, profile, change, reason):
    border = gpd.GeoSeries([shapely.box(107, 21, 109, 22)], crs="EPSG:4490")
    table = site(change)
    if change.get("lon") == np.inf:
        table = table.set_geometry(gpd.GeoSeries([None], crs="EPSG:4490"))
    rows = supply(table, None, profile, border=border, date=dt.date(2026, 11, 1))
    assert len(rows) == 0
    assert rows.attrs["left_out"] == {reason: 1}
    assert (
        len(
            supply(
                table,
                site().assign(cell_id="c", operator="mobile", technology="5G"),
                profile,
                border=border,
                date=dt.date(2026, 11, 1),
            )
        )
        == 0
    )


@pytest.mark.parametrize(
    "change",
    [
        {"country": "CN"},
        {"country": "中国"},
        {"country": None},
        {"status": None},
        {"on_air": pd.Timestamp("2026-11-01")},
    ],
)
def test_what_counts(site, profile, change):
    border = gpd.GeoSeries([shapely.box(107, 21, 109, 22)], crs="EPSG:4490")
    assert reaches(supply(site(change), None, profile, border=border, date=dt.date(2026, 11, 1))) == [(4000, 4000)]


def test_an_indoor_system_covers_its_own_setting(site, cell, profile):
    rows = supply(site({"build_type": "indoor", "bands": None, "scene": None}), None, profile, "formula")
    assert rows[["setting", "covered_m", "possible_m", "lacks"]].values.tolist() == [["indoor", 100, 100, ""]]
    rows = supply(site(), cell({"setting": "tunnel"}, {"setting": "outdoor"}), profile).set_index("setting")
    assert rows["covered_m"].to_dict() == {"tunnel": 500, "outdoor": 4000}
    assert set(supply(site(), cell({"setting": "tunnel"}, {}), profile, surface="sea")["setting"]) == {"outdoor"}
    assert np.isnan(margin_db(np.array([10.0]), supply(site({"build_type": "indoor"}), None, profile, "formula"))).all()


def test_unknown_words_and_empty_tables(site, profile):
    with pytest.raises(CoreError, match="balloon"):
        supply(site(), None, profile, "balloon")
    with pytest.raises(CoreError, match="lake"):
        supply(site(), None, profile, surface="lake")
    for model in ("radius", "formula"):
        for surface in ("land", "sea"):
            assert list(supply(site().iloc[:0], None, profile, model, surface).columns) == list(COLUMNS)
    assert len(margin_db(np.zeros(0), supply(site().iloc[:0], None, profile))) == 0


def test_sites_without_positions_are_refused(site, profile):
    with pytest.raises(CoreError, match="without positions"):
        supply(pd.DataFrame(site().drop(columns="geometry")), None, profile)


def test_rows_are_told_by_position_whatever_their_index(site, cell, profile):
    sites = site({}, {"site_id": "B", "scene": "urban"}, {"site_id": "C", "status": "removed"}, {"site_id": "D"})
    sites.index = [9, 3, 3, 0]
    assert dict(zip(*(supply(sites, None, profile)[c] for c in ("site_id", "covered_m")))) == {
        "A": 4000,
        "B": 700,
        "D": 4000,
    }
    cells = cell({"site_id": "B"}, {"site_id": "C"})
    rows = supply(sites, cells, profile)
    assert dict(zip(rows["site_id"], rows["covered_m"])) == {"A": 0, "B": 700, "D": 0}


def test_a_table_that_tells_nothing_but_places(site, profile):
    bare = site()[["geometry"]]
    row = supply(bare, None, profile).iloc[0]
    assert (row["covered_m"], row["possible_m"], row["lacks"]) == (0, 4000, "operator;technology;band;scene")


def test_sites_that_are_no_points_are_refused_and_metres_are_no_degrees(site, profile):
    wrong = site()
    wrong["geometry"] = gpd.GeoSeries([shapely.LineString([(108, 21), (109, 21)])], crs=wrong.crs)
    with pytest.raises(CoreError, match="must be points"):
        supply(wrong, None, profile)
    wrong["geometry"] = gpd.GeoSeries([shapely.Point(500_000, 5_300_000)], crs=wrong.crs)
    rows = supply(wrong, None, profile)
    assert (len(rows), rows.attrs["left_out"]) == (0, {"no_position": 1})
    wrong["geometry"] = gpd.GeoSeries([shapely.MultiPoint([(108, 21), (109, 21)])], crs=wrong.crs)
    assert supply(wrong, None, profile)["lon"].tolist() == [108]


def test_a_blank_status_is_not_told_where_others_have_one(site, profile):
    both, two = site({}, {"status": None}), site({"status": None})
    assert supply(both, None, profile)["lacks"].tolist() == ["", "status"]
    assert supply(two, None, profile)["lacks"].tolist() == [""]
    assert supply(both.assign(on_air="2024-05-01"), None, profile)["lacks"].tolist() == ["", ""]
