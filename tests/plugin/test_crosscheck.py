"""CROSSCHECK of findgaps: another's raster with known answers beside places, a road and an area; no state changes."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from handmade import layer, rows_of
from qgis.core import QgsProcessingException, QgsProcessingFeedback

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "coverage"))
from ground_data import write_dem

LON, LAT, M_LON, M_LAT = 108.1, 21.5, 103_700.0, 110_750.0
SITE = "site_id:string technologies:string operators:string bands:string status:string scene:string antenna_height_m:double radius_m:double"


def at(east_m, north_m=0.0):
    return f"{LON + east_m / M_LON} {LAT + north_m / M_LAT}"


@pytest.fixture
def sites(qgis_app):
    return layer(
        "Point", "sites", SITE, ("A", "5G", "mobile", "700", "on_air", "rural", 35.0, 1000.0, f"Point ({at(0)})")
    )


@pytest.fixture
def other(tmp_path):
    """The other's mask: covered west of the site and as far as 400 m east of it; no data farther than 2 km to the east."""
    values = np.zeros((400, 400))
    lon = LON - 0.2 + 0.001 * (np.arange(400) + 0.5)
    values[:, lon < LON + 400 / M_LON] = 1
    values[:, lon > LON + 2000 / M_LON] = 99
    return write_dem(tmp_path / "theirs.tif", values, LON - 0.2, LAT + 0.2, 0.001, void=99)


def find(demand, sites, other, **more):
    import processing

    given = {"DEMAND": demand, "SITES": sites, "TECHNOLOGY": "5G", "ASSESSED": "TEMPORARY_OUTPUT", **more}
    if other:
        given |= {"CROSSCHECK": other, "AGREEMENT": "TEMPORARY_OUTPUT"}
    found = processing.run("fengsui:findgaps", given, feedback=QgsProcessingFeedback(False))
    return rows_of(found["ASSESSED"]), rows_of(found["AGREEMENT"])[0] if other else None


def counts(agreement):
    return [agreement[name] for name in ("both", "only_ours", "only_theirs", "neither", "ours_unknown", "no_data")]


def test_places(sites, other, qgis_app):
    east = {"W": -500, "E": 800, "FW": -3000, "M": 1500, "FE": 3000}
    rows = [(name, name, "settlement-20", f"Point ({at(metres)})") for name, metres in east.items()]
    demand = layer("Point", "places", "place_id:string name:string kind:string", *rows)
    plain, _ = find(demand, sites, None)
    found, told = find(demand, sites, other)
    assert counts(told) == [1, 1, 1, 1, 0, 1]
    assert told["agreed"] == 0.5
    assert told["compared"] == 0
    by = {row["place_id"]: row for row in found}
    assert [by[n]["agrees"] for n in east] == [1, 0, 0, 1, None]
    assert [by[n]["other_covers"] for n in east] == [1, 0, 1, 0, None]
    alone = ("state", "share", "evidence")
    assert [[row[c] for c in alone] for row in plain] == [[row[c] for c in alone] for row in found]


def test_a_road_is_compared_every_hundred_metres(sites, other, qgis_app):
    road = layer(
        "LineString",
        "roads",
        "route_id:string kind:string",
        ("R", "road-county", f"LineString ({at(-1600)}, {at(1400)})"),
    )
    found, told = find(road, sites, other)
    # of 30 steps the circle holds 20, the other 20 of which 14 are in the circle
    assert counts(told) == pytest.approx([14, 6, 6, 4, 0, 0], abs=1)
    assert sum(counts(told)) == 30
    assert found[0]["other_covers"] == pytest.approx(2 / 3, abs=0.04)


def test_what_another_road_counts_is_compared_once(sites, other, qgis_app):
    line = f"LineString ({at(-1600)}, {at(1400)})"
    roads = layer(
        "LineString", "roads", "route_id:string kind:string", ("R", "road-national", line), ("S", "road-county", line)
    )
    found, told = find(roads, sites, other)
    assert sum(row["total"] for row in found) == pytest.approx(3000, abs=20)
    assert sum(counts(told)) == 30


def test_an_area_is_compared_on_squares(sites, other, qgis_app):
    box = f"Polygon (({at(-2000, -200)}, {at(2000, -200)}, {at(2000, 200)}, {at(-2000, 200)}, {at(-2000, -200)}))"
    area = layer("Polygon", "areas", "place_id:string kind:string", ("Z", "residential", box))
    found, told = find(area, sites, other)
    assert sum(counts(told)) == pytest.approx(40, abs=4)
    assert told["only_theirs"] == pytest.approx(10, abs=3)
    assert found[0]["other_covers"] == pytest.approx(0.6, abs=0.06)


def test_levels_are_apart_as_they_were_made(sites, tmp_path, qgis_app):
    """The other's levels are our own raster, 4 dB less to the west and 10 dB less to the east."""

    import processing

    dem = write_dem(tmp_path / "flat.tif", np.full((400, 400), 10.0), LON - 0.2, LAT + 0.2, 0.001)
    given = {"SITES": sites, "MODEL": "terrain", "DEM": dem, "TECHNOLOGY": "5G"}
    places = [-2400, -1600, -900, 800, 1700, 2500]
    rows = [(str(m), str(m), "settlement-20", f"Point ({at(m)})") for m in places]
    demand = layer("Point", "places", "place_id:string name:string kind:string", *rows)
    levels = []
    for metres in places:
        point = f"{at(metres).replace(' ', ',')} [EPSG:4490]"
        path = processing.run(
            "fengsui:pathprofile",
            {**{k: given[k] for k in ("SITES", "DEM")}, "PLACE": point, "OUTPUT": "TEMPORARY_OUTPUT"},
        )
        levels.append(path["RSRP_DBM"])
    values = np.full((400, 400), -9999.0)
    for metres, level in zip(places, levels):
        column, row = int((0.2 + metres / M_LON) / 0.001), 200
        values[row - 1 : row + 1, column] = level - (4 if metres < 0 else 10)
    other = write_dem(tmp_path / "levels.tif", values, LON - 0.2, LAT + 0.2, 0.001, void=-9999)
    found, told = find(demand, sites, other, MODEL="terrain", DEM=dem)
    assert told["compared"] == 6
    assert told["difference_db"] == pytest.approx(7, abs=1e-3)
    assert told["spread_db"] == pytest.approx(np.std([4, 4, 4, 10, 10, 10], ddof=1), abs=1e-3)
    assert [row["other_dbm"] for row in found] == pytest.approx(
        [v - (4 if m < 0 else 10) for m, v in zip(places, levels)], abs=1e-3
    )


def test_the_comparison_without_a_raster_is_asked_for(sites, qgis_app):
    import processing

    demand = layer("Point", "places", "place_id:string kind:string", ("P", "settlement-20", f"Point ({at(0)})"))
    given = {"DEMAND": demand, "SITES": sites, "ASSESSED": "TEMPORARY_OUTPUT", "AGREEMENT": "TEMPORARY_OUTPUT"}
    with pytest.raises(QgsProcessingException, match="CROSSCHECK"):
        processing.run("fengsui:findgaps", given)
