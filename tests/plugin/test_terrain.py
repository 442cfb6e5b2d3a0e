"""The models terrain and sea in the toolbox: places, routes, the sea, maps; and what is said of heights that can't be used."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer

import processing

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "coverage"))
from ground_data import write_dem

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
LON, LAT = 108.1, 21.5
M_LON, M_LAT = 103_700.0, 110_750.0


class Log(QgsProcessingFeedback):
    def __init__(self):
        super().__init__()
        self.lines = []

    def pushWarning(self, text):
        self.lines.append(text)

    def pushInfo(self, text):
        self.lines.append(text)


def layer(name):
    return f"{SAMPLE / 'sample.gpkg'}|layername={name}"


def made(geometry, fields, *features):
    vector = QgsVectorLayer(f"{geometry}?crs=EPSG:4490{''.join(f'&field={f}' for f in fields)}", "made", "memory")
    rows = []
    for wkt, values in features:
        feature = QgsFeature(vector.fields())
        feature.setAttributes(list(values))
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        rows.append(feature)
    vector.dataProvider().addFeatures(rows)
    return vector


def at(east_m, north_m):
    return f"{LON + east_m / M_LON} {LAT + north_m / M_LAT}"


def sites(**more):
    row = {"site_id": "A", "site_name": "A", "technologies": "5G", "operators": "mobile", "bands": "700"}
    row |= {"scene": "rural", "status": "on_air", "antenna_height_m": 35.0, **more}
    fields = [f"{name}:{'double' if isinstance(value, float) else 'string'}" for name, value in row.items()]
    return made("Point", fields, (f"Point({at(0, 0)})", row.values()))


def wall(tmp_path, name="wall.tif", **more):
    """Ground at 10 m with a wall of 250 m that runs from south to north, 2 km east of the site."""
    heights = np.full((500, 500), 10.0)
    column = int((LON + 2000 / M_LON - (LON - 0.25)) / 0.001)
    heights[:, column - 2 : column + 3] = 250
    return write_dem(tmp_path / name, heights, LON - 0.25, LAT + 0.25, 0.001, **more)


def rows(path):
    vector = QgsVectorLayer(str(path), "read")
    names = [field.name() for field in vector.fields()]
    return [dict(zip(names, f.attributes())) for f in vector.getFeatures()]


def gaps(tmp_path, log=None, **given):
    outputs = {name: str(tmp_path / f"{name}.gpkg") for name in ("ASSESSED", "GAPS")}
    found = processing.run("fengsui:findgaps", {"TECHNOLOGY": "5G", **given, **outputs}, feedback=log or Log())
    return {name: rows(found[name]) for name in outputs}


def two_villages():
    fields = ("place_id:string", "name:string", "kind:string")
    return made(
        "Point",
        fields,
        (f"Point({at(-3000, 0)})", ("W", "west", "settlement-20")),
        (f"Point({at(3000, 0)})", ("E", "east", "settlement-20")),
        (f"Point({at(0, 60_000)})", ("F", "far", "settlement-20")),
    )


def test_a_wall_between_makes_a_gap_where_a_circle_sees_none(qgis_app, tmp_path):
    given = {"DEMAND": two_villages(), "SITES": sites()}
    circle = {r["place_id"]: r for r in gaps(tmp_path, MODEL="radius", **given)["ASSESSED"]}
    assert circle["E"]["state"] == circle["W"]["state"] == "covered_model"
    found = {r["place_id"]: r for r in gaps(tmp_path, MODEL="terrain", DEM=wall(tmp_path), **given)["ASSESSED"]}
    assert [found[i]["state"] for i in "WEF"] == ["covered_model", "gap_model", "gap_model"]
    assert found["W"]["serving_site"] == "A"
    assert found["W"]["margin_db"] > 10
    assert found["E"]["margin_db"] < -10
    assert "wall.tif" in found["W"]["evidence"]
    assert "bare ground" in found["W"]["evidence"]
    assert "probability" in found["W"]["evidence"]


def test_a_road_through_the_wall_is_cut_where_the_shadow_begins(qgis_app, tmp_path):
    line = f"LineString({at(-2500, 0)}, {at(3500, 0)})"
    road = made("LineString", ("route_id:string", "kind:string"), (line, ("R", "road-national")))
    found = gaps(tmp_path, MODEL="terrain", DEM=wall(tmp_path), DEMAND=road, SITES=sites())
    shadow = [g for g in found["GAPS"] if g["state"] == "gap_model"]
    assert len(shadow) == 1
    assert shadow[0]["from_m"] == pytest.approx(4700, abs=300)
    assert shadow[0]["to_m"] == pytest.approx(6000, abs=20)
    row = found["ASSESSED"][0]
    assert row["state"] == "gap_model"
    assert row["covered"] + row["unknown"] + sum(g["length_m"] for g in shadow) == pytest.approx(row["total"], abs=1)
    assert row["serving_site"] == "A"
    assert "mostly served by 'A' (100 % of what is covered)" in row["evidence"]
    least = 1.2816 * 9  # what a probability of 90 % asks
    assert least <= row["margin_db"] < least + 10
    gap = next(QgsVectorLayer(str(tmp_path / "GAPS.gpkg")).getFeatures("state = 'gap_model'")).geometry()
    middle = gap.interpolate(gap.length() / 2).asPoint()
    path = drawn(
        tmp_path, PLACE=f"{middle.x()!r},{middle.y()!r} [EPSG:4490]", SITES=sites(), DEM=str(tmp_path / "wall.tif")
    )
    assert f"margin {path['MARGIN_DB']:.1f} dB" in shadow[0]["reason"]
    assert f"'A' at {path['DISTANCE_M']:.0f} m" in shadow[0]["reason"]


def drawn(tmp_path, **given):
    return processing.run("fengsui:pathprofile", {**given, "OUTPUT": str(tmp_path / "path.svg")})


def test_an_area_is_judged_on_squares(qgis_app, tmp_path):
    ring = ", ".join(at(x, y) for x, y in ((-1500, -1500), (3800, -1500), (3800, 1500), (-1500, 1500), (-1500, -1500)))
    area = made("Polygon", ("place_id:string", "kind:string"), (f"Polygon(({ring}))", ("P", "settlement-20")))
    found = gaps(tmp_path, MODEL="terrain", DEM=wall(tmp_path), DEMAND=area, SITES=sites())
    row = found["ASSESSED"][0]
    shadow = sum(g["area_m2"] for g in found["GAPS"] if g["state"] == "gap_model")
    assert row["total"] == pytest.approx(5300 * 3000, rel=2e-3)
    assert shadow == pytest.approx(1600 * 3000, rel=0.15)  # what lies behind the wall
    assert row["covered"] + row["unknown"] + shadow == pytest.approx(row["total"], rel=1e-3)
    assert row["serving_site"] == "A"
    assert "mostly served by 'A'" in row["evidence"]
    assert all("trongest in its middle 'A'" in g["reason"] for g in found["GAPS"] if g["area_m2"] > 1e5)


@pytest.mark.parametrize(
    ("dem", "words"),
    [
        (None, "needs heights"),
        ({"epsg": None}, "coordinate system"),
        ({"shift": 12_000}, "feet"),
        ({"void": 10}, "only voids"),
    ],
)
def test_heights_that_cannot_be_used_stop_the_run_with_one_sentence(qgis_app, tmp_path, dem, words):
    path = None
    if dem is not None:
        heights = np.full((100, 100), 10.0 + dem.pop("shift", 0))
        path = write_dem(tmp_path / "x.tif", heights, LON - 0.05, LAT + 0.05, 0.001, **{"epsg": 4490, **dem})
    with pytest.raises(QgsProcessingException, match=words):
        gaps(tmp_path, MODEL="terrain", DEM=path, DEMAND=two_villages(), SITES=sites())


def test_what_lies_outside_the_heights_is_unknown_and_said(qgis_app, tmp_path):
    small = write_dem(tmp_path / "small.tif", np.full((100, 30), 10.0), LON - 0.035, LAT + 0.05, 0.001)
    log = Log()
    found = gaps(tmp_path, log, MODEL="terrain", DEM=small, DEMAND=two_villages(), SITES=sites())
    by_id = {r["place_id"]: r for r in found["ASSESSED"]}
    assert by_id["E"]["state"] == by_id["W"]["state"] == "unknown"  # the site itself stands outside
    assert any("small.tif" in line and "no height" in line for line in log.lines)
    assert "DEM" in by_id["W"]["evidence"]


@pytest.mark.parametrize(("step", "said"), [(0.0025, False), (0.0035, True)])  # 0.001 degree is 103 m by 111 m here
def test_heights_too_coarse_for_ridges_are_said(qgis_app, tmp_path, step, said):
    count = round(0.3 / step)
    coarse = write_dem(tmp_path / "粗.tif", np.full((count, count), 10.0), LON - 0.15, LAT + 0.15, step)
    log = Log()
    gaps(tmp_path, log, MODEL="terrain", DEM=coarse, DEMAND=two_villages(), SITES=sites())
    assert any("粗.tif" in line and "ridges" in line for line in log.lines) is said


def test_a_site_without_height_leaves_its_surroundings_unknown(qgis_app, tmp_path):
    given = {"DEMAND": two_villages(), "SITES": sites(antenna_height_m=None)}
    found = {r["place_id"]: r for r in gaps(tmp_path, MODEL="terrain", DEM=wall(tmp_path), **given)["ASSESSED"]}
    assert found["W"]["state"] == "unknown"
    assert "antenna height not told of 'A'" in found["W"]["evidence"]
    assert found["F"]["state"] == "gap_model"


def test_the_sea_needs_no_heights_but_a_mast(qgis_app, tmp_path):
    def box(south_km):
        ring = ((-2, -south_km), (2, -south_km), (2, -south_km - 4), (-2, -south_km - 4), (-2, -south_km))
        return f"Polygon(({', '.join(at(x * 1e3, y * 1e3) for x, y in ring)}))"

    fields = ("zone_id:string", "kind:string")
    sea = made("Polygon", fields, (box(3), ("near", "sea-internal")), (box(150), ("far", "sea-territorial")))
    found = {r["zone_id"]: r for r in gaps(tmp_path, MODEL="sea", DEMAND=sea, SITES=sites())["ASSESSED"]}
    assert found["near"]["share"] == 1
    assert found["far"]["share"] == 0
    assert found["far"]["unknown"] == 0
    assert "smooth sea" in found["near"]["evidence"]
    assert "off shore" not in found["near"]["evidence"]  # no counties, so nobody knows where the shore is


def test_the_sea_is_told_by_distance_from_the_shore(qgis_app, tmp_path):
    def box(west, south, east, north):
        ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
        return f"Polygon(({', '.join(at(x * 1e3, y * 1e3) for x, y in ring)}))"

    sea = made("Polygon", ("zone_id:string", "kind:string"), (box(-3, -60, 3, -2), ("Z", "sea-internal")))
    county = made("Polygon", ("code:string", "name:string"), (box(-30, -1, 30, 30), ("450681", "county")))
    row = gaps(tmp_path, MODEL="sea", DEMAND=sea, SITES=sites(), COUNTIES=county)["ASSESSED"][0]
    told = {
        float(km): (int(c), int(u))
        for km, c, u in re.findall(r"(\d+)-\d+ km off shore: (\d+) % covered, (\d+) % unknown", row["evidence"])
    }
    assert list(told) == [0, 20, 40]
    covered = (19 * told[0][0] + 20 * told[20][0] + 19 * told[40][0]) / 58
    assert covered == pytest.approx(100 * row["share"], abs=2)
    assert told[0][0] > 50  # as far as the random-access format is sure, 14.5 km
    assert told[20][0] == told[40][0] == 0
    assert told[0][1] == pytest.approx(100 - told[0][0], abs=1)


def test_the_map_and_the_raster_tell_the_same(qgis_app, tmp_path):
    outputs = {"COVERAGE": str(tmp_path / "c.gpkg"), "RASTER": str(tmp_path / "r.tif")}
    profile = tmp_path / "p.yaml"
    profile.write_text(
        "name: test\nversion: '1'\nvalues:\n  raster_cell_m: {land: 500}\n  path_reach_m: {land: 6000}\n"
    )
    given = {"SITES": sites(), "MODEL": "terrain", "DEM": wall(tmp_path), "PROFILE": str(profile), "TECHNOLOGY": "5G"}
    found = processing.run("fengsui:estimatecoverage", {**given, **outputs})
    areas = {r["state"]: r["area_m2"] for r in rows(found["COVERAGE"])}
    raster = gdal.Open(found["RASTER"])
    probability = raster.GetRasterBand(3).ReadAsArray()
    step = raster.GetGeoTransform()[1] * M_LON * raster.GetGeoTransform()[1] * M_LON
    assert areas["covered_model"] == pytest.approx((probability >= 0.9).sum() * step, rel=0.02)
    assert 0 < areas["covered_model"] < math.pi * 6000**2 * 0.8  # no disc: the wall takes a side
    level = raster.GetRasterBand(1).ReadAsArray()
    assert -140 < level[probability > 0.5].min() < level.max() < -40
    assert raster.GetRasterBand(2).ReadAsArray()[probability > 0.9].min() == 1


def test_a_map_by_sweeps_is_about_the_same_and_says_what_it_is(qgis_app, tmp_path):
    profile = tmp_path / "p.yaml"
    profile.write_text(
        "name: test\nversion: '1'\nvalues:\n  raster_cell_m: {land: 200}\n  path_reach_m: {land: 6000}\n"
    )
    given = {"SITES": sites(), "MODEL": "terrain", "DEM": wall(tmp_path), "PROFILE": str(profile), "TECHNOLOGY": "5G"}
    area, note, lines = {}, {}, {}
    for method in ("paths", "sweeps"):
        log, file = Log(), str(tmp_path / f"{method}.tif")
        outputs = {"COVERAGE": str(tmp_path / f"{method}.gpkg"), "RASTER": file, "METHOD": method}
        found = processing.run("fengsui:estimatecoverage", {**given, **outputs}, feedback=log)
        area[method] = {r["state"]: r["area_m2"] for r in rows(found["COVERAGE"])}
        note[method], lines[method] = gdal.Open(file).GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION"), "\n".join(log.lines)
    for state in ("covered_model", "unknown"):
        assert area["sweeps"][state] == pytest.approx(area["paths"][state], rel=0.1)
    assert note["sweeps"].endswith("sweeps")
    assert "sweeps" not in note["paths"]
    assert "nearest point of rays" in lines["sweeps"]
    assert "nearest point of rays" not in lines["paths"]


@pytest.mark.parametrize("method", ["paths", "sweeps"])
def test_the_unknown_sea_is_told_by_its_own_distance(qgis_app, tmp_path, method):
    """Beyond 14.5 km nothing is sure without a random-access format, and no transmitter is looked at to tell how far that is."""
    profile = tmp_path / "p.yaml"
    profile.write_text("name: test\nversion: '1'\nvalues:\n  path_reach_m: {sea: 60000}\n")
    water = write_dem(tmp_path / "water.tif", np.zeros((1100, 1200)), LON - 0.6, LAT + 0.55, 0.001)
    given = {
        "SITES": sites(antenna_height_m=150.0),
        "MODEL": "sea",
        "SURFACE": "sea",
        "DEM": water,
        "PROFILE": str(profile),
        "METHOD": method,
    }
    found = processing.run("fengsui:estimatecoverage", {**given, "COVERAGE": str(tmp_path / "c.gpkg")})
    assert {(r["state"], r["distance"]) for r in rows(found["COVERAGE"]) if r["technology"] == "5G"} == {
        ("covered_model", "0-20 km"),
        ("unknown", "0-20 km"),
        ("unknown", "20-40 km"),
        ("unknown", "40-100 km"),
    }


def test_a_site_of_unknown_ground_makes_no_gap_at_sea(qgis_app, tmp_path):
    def box(west, east):
        ring = ((west, -1), (east, -1), (east, 1), (west, 1), (west, -1))
        return f"Polygon(({', '.join(at(x * 1e3, y * 1e3) for x, y in ring)}))"

    sea = made("Polygon", ("zone_id:string", "kind:string"), (box(40, 44), ("Z", "sea-internal")))
    heights = np.zeros((600, 1000))
    heights[300:302] = -9999
    dem = write_dem(tmp_path / "void.tif", heights, LON - 0.5, LAT + 0.301, 0.001, void=-9999)
    row = gaps(tmp_path, MODEL="sea", DEMAND=sea, SITES=sites(antenna_height_m=5.0), DEM=dem)["ASSESSED"][0]
    assert row["unknown"] == pytest.approx(row["total"])


def test_small_cells_and_a_site_far_away_do_not_make_a_sea_of_the_land(qgis_app, tmp_path):
    """What the raster lacks within reach of the sites was once laid out as water: 10,000 million cells."""
    dem = write_dem(tmp_path / "fine.tif", np.full((100, 100), 10.0), LON - 0.001, LAT + 0.001, 0.00002)
    two = sites()
    far = QgsFeature(next(two.getFeatures()))
    far.setGeometry(QgsGeometry.fromWkt("Point(118 30)"))
    two.dataProvider().addFeatures([far])
    given = {"SITES": two, "MODEL": "terrain", "DEM": dem, "TECHNOLOGY": "5G"}
    found = processing.run("fengsui:estimatecoverage", {**given, "COVERAGE": str(tmp_path / "c.gpkg")})
    assert "covered_model" in {r["state"] for r in rows(found["COVERAGE"])}


def test_the_samples_heights_say_that_they_are_made_up():
    raster = gdal.Open(str(SAMPLE / "dem.tif"))
    assert "made up" in raster.GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION")
    heights = raster.ReadAsArray()
    assert heights.min() == 0
    assert 500 < heights.max() < 1500
    assert (SAMPLE / "dem.tif").stat().st_size < 300_000


def test_a_path_to_a_clicked_place_is_drawn_with_the_engines_figures(qgis_app, tmp_path):
    dem = wall(tmp_path)
    judged = {
        r["place_id"]: r
        for r in gaps(tmp_path, MODEL="terrain", DEM=dem, DEMAND=two_villages(), SITES=sites())["ASSESSED"]
    }
    for place, east in (("W", -3000), ("E", 3000)):
        given = {"PLACE": f"{at(east, 0).replace(' ', ',')} [EPSG:4490]", "SITES": sites(), "DEM": dem}
        found = processing.run("fengsui:pathprofile", {**given, "OUTPUT": str(tmp_path / "path.svg")})
        assert found["SITE_NAME"] == "A"
        assert found["MARGIN_DB"] == pytest.approx(judged[place]["margin_db"], abs=1e-6)
        assert found["DISTANCE_M"] == pytest.approx(3000, abs=10)
        drawing = (tmp_path / "path.svg").read_text("utf-8")
        assert f"{found['LOSS_DB']:.1f} dB" in drawing
    with pytest.raises(QgsProcessingException, match="SITE"):
        processing.run("fengsui:pathprofile", {**given, "SITE": "nobody", "OUTPUT": str(tmp_path / "x.svg")})


def test_a_model_stops_when_told_also_where_nobody_counts_progress(qgis_app, tmp_path):
    from qgis.core import QgsProcessingContext

    from fengsui.core.checks.profile import load_profile
    from fengsui.core.errors import Cancelled, no_progress
    from fengsui.processing.findgaps import FindGaps
    from fengsui.processing.gap_supply import demand_supply

    feedback = QgsProcessingFeedback()
    algorithm = FindGaps().create()
    given = {"DEMAND": two_villages(), "SITES": sites(), "MODEL": "terrain", "DEM": wall(tmp_path)}
    algorithm.prepareAlgorithm(given, QgsProcessingContext(), feedback)
    algorithm.feedback = feedback
    values = algorithm._read(no_progress)
    reach = demand_supply(algorithm, values, ["land"], load_profile("national"), (108.0, 21.4, 108.2, 21.6))
    places = np.random.default_rng(1).uniform(
        (108.05, 21.45), (108.15, 21.55), (17_000, 2)
    )  # more than one look at the clock
    assert len(reach.signal(places, reach.land, False, True, no_progress)) == 17_000
    feedback.cancel()
    with pytest.raises(Cancelled):
        reach.signal(places, reach.land, False, True, no_progress)
