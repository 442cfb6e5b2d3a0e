"""Heights from rasters as people have them, and what is said of those that can't be right."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from ground_data import write_dem
from osgeo import gdal
from pyproj import Transformer

from fengsui.core.coverage import water
from fengsui.core.coverage.crosscheck import sample_raster
from fengsui.core.coverage.ground import read_ground, told_in_feet
from fengsui.core.coverage.paths import profile_heights
from fengsui.core.coverage.water import over_water
from fengsui.core.errors import CoreError

SLOPE = np.add.outer(np.arange(50) * 10.0, np.arange(80) * 1.0)  # 10 m a row, 1 m a column


@pytest.fixture
def dem(tmp_path):
    def make(heights=SLOPE, west=108.0, north=21.5, cell=0.001, **more):
        return write_dem(tmp_path / "dem.tif", heights, west, north, cell, **more)

    return make


def test_a_cell_holds_its_height_everywhere(dem):
    ground = read_ground(dem())
    inside = np.array([[108.0001, 21.4999], [108.0009, 21.4991], [108.0011, 21.4989], [108.0795, 21.4505]])
    assert ground.at(inside).tolist() == [0, 0, 11, 569]
    assert np.isnan(ground.at(np.array([[107.9999, 21.4], [108.05, 21.51]]))).all()
    assert ground.cell_m == pytest.approx(103.6, abs=0.3)  # a thousandth of a degree of longitude there


def test_a_raster_in_metres_and_one_in_degrees_agree(dem, tmp_path):
    x, y = Transformer.from_crs(4490, 4545, always_xy=True).transform(108.0, 21.5)
    ground = read_ground(write_dem(tmp_path / "m.tif", SLOPE, x, y, 100.0, epsg=4545))
    place = np.array(Transformer.from_crs(4545, 4490, always_xy=True).transform(x + 1234, y - 2345))
    assert ground.at(place[None]).tolist() == [230 + 12]
    assert ground.cell_m == pytest.approx(100, abs=0.1)


def test_only_what_is_needed_is_read(dem):
    ground = read_ground(dem(), (108.02, 21.47, 108.03, 21.48))
    assert ground.heights.shape[0] < 20
    assert ground.at(np.array([[108.0255, 21.4745]])).tolist() == [250 + 25]


def test_a_profile_has_the_heights_of_the_cells_it_passes(dem):
    ground = read_ground(dem())
    line = profile_heights(ground, np.array([[0.5, 0.5]]), np.array([[8.5, 4.5]]), 9)[0]
    assert line.tolist() == [0, 11, 12, 23, 24, 35, 36, 47, 48]  # column 1.5, row 1.0: of two cells the one that begins


@pytest.mark.parametrize("void", [-32768, -9999, 3.4e38])
def test_voids_that_nobody_marked_are_voids(dem, void):
    heights = SLOPE.copy()
    heights[10, 10] = void
    ground = read_ground(dem(heights))
    assert np.isnan(ground.heights[10, 10])
    assert np.isfinite(ground.heights).sum() == SLOPE.size - 1


@pytest.mark.parametrize(("kind", "void"), [(gdal.GDT_Int16, 32767), (gdal.GDT_UInt16, 65535)])
def test_the_fullest_whole_number_is_a_void(dem, kind, void):
    heights = SLOPE.astype(int)
    heights[3:5] = void
    ground = read_ground(dem(heights, kind=kind))
    assert np.isnan(ground.heights[3:5]).all()
    assert ground.heights[5, 0] == 50


def test_whole_numbers_are_scaled_as_the_band_says(dem):
    decimetres = (10 * SLOPE).astype(int) - 1000
    decimetres[0, 1] = -9999
    ground = read_ground(dem(decimetres, kind=gdal.GDT_Int16, scale=0.1, offset=100.0, void=-9999))
    assert ground.heights[7, 30] == pytest.approx(100, abs=1e-3)
    assert np.isnan(ground.heights[0, 1])


def test_a_grid_of_no_place_on_earth_and_a_file_cut_short_are_said(dem, tmp_path):
    path = dem(epsg=None)
    raster = gdal.Open(path, gdal.GA_Update)
    raster.SetProjection('LOCAL_CS["site grid",UNIT["metre",1]]')
    del raster
    with pytest.raises(CoreError, match="can't be used"):
        read_ground(path)
    whole = Path(dem(np.zeros((500, 500)))).read_bytes()
    (tmp_path / "cut.tif").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CoreError, match="can't be read"):
        read_ground(str(tmp_path / "cut.tif"))


@pytest.mark.parametrize("transform", [(0, 1, 0, 0, 0, 1), (108, 0, 0, 21, 0, 0)])
def test_a_raster_that_lies_nowhere_is_said(dem, tmp_path, transform):
    """A system alone is no place: cells of one degree from 0, 0 on would hold every site."""
    whole = gdal.Open(dem(np.zeros((300, 300))))
    picture = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "picture.tif"), 300, 300, 1, gdal.GDT_Float32)
    picture.SetProjection(whole.GetProjection())
    picture.SetGeoTransform(transform)
    del picture
    for read in (read_ground, lambda path: sample_raster(path, np.array([[108.0, 21.0]]))):
        with pytest.raises(CoreError, match=r"'picture\.tif' lies nowhere on the map"):
            read(str(tmp_path / "picture.tif"))


def test_ground_below_the_sea_is_ground(dem):
    assert read_ground(dem(SLOPE - 154.0)).heights.min() == -154  # Turpan


def test_feet_that_the_band_admits_are_turned_into_metres(dem):
    assert read_ground(dem(SLOPE, unit="ft")).heights.max() == pytest.approx(569 * 0.3048, abs=0.01)


@pytest.mark.parametrize(("unit", "parts"), [("cm", 100), ("dm", 10)])
def test_parts_of_metres_that_the_band_admits_are_turned_into_metres(dem, unit, parts):
    assert read_ground(dem(SLOPE * 0.1 * parts, unit=unit)).heights.max() == pytest.approx(56.9, abs=0.01)


def test_heights_that_must_be_feet(dem):
    with pytest.raises(CoreError, match="feet"):
        read_ground(dem(SLOPE + 11_000))


def test_feet_told_by_the_sites_own_ground(dem):
    ground = read_ground(dem(SLOPE / 0.3048))
    places = np.array([[108.01, 21.46], [108.03, 21.47], [108.05, 21.48], [108.07, 21.46]])
    honest = read_ground(dem(SLOPE)).at(places)
    assert told_in_feet(ground, places, honest)
    assert not told_in_feet(read_ground(dem(SLOPE)), places, honest)
    assert not told_in_feet(ground, places, np.full(4, np.nan))


def test_what_cannot_be_used_is_said(dem, tmp_path):
    with pytest.raises(CoreError, match="coordinate system"):
        read_ground(dem(epsg=None))
    with pytest.raises(CoreError, match="only voids"):
        read_ground(dem(np.full((5, 5), -9999.0), void=-9999))
    with pytest.raises(CoreError, match="elsewhere"):
        read_ground(dem(), (120, 40, 121, 41))
    (tmp_path / "no.tif").write_text("no raster")
    with pytest.raises(CoreError, match="can't be read"):
        read_ground(str(tmp_path / "no.tif"))


def test_the_sea_goes_on_beyond_the_raster(dem):
    heights = SLOPE.copy()
    heights[0, 0] = np.nan
    heights[1, 1] = -40  # the sea's bed
    wide = over_water(read_ground(dem(heights)), (107.9, 21.4, 108.2, 21.6), np.zeros((0, 2)))
    assert wide.at(
        np.array([[107.95, 21.55], [108.0005, 21.4995], [108.0015, 21.4985], [108.0255, 21.4745]])
    ).tolist() == [0, 0, 0, 275]


def test_a_hole_in_the_land_is_no_water(dem):
    """. land, ~ water, ? no height: the bay opens to the edge and the lagoon to the water, the two holes inland to nothing."""
    drawn = ["??......", ".?.??...", ".??.?.?.", "..~..?..", "..?....~", "........"]
    expected = ["~~......", ".~.??...", ".~~.?.?.", "..~..?..", "..~....~", "........"]
    kinds = {".": 50.0, "~": 0.0, "?": np.nan}
    heights = np.array([[kinds[c] for c in line] for line in drawn])
    wide = over_water(read_ground(dem(heights)), (107.99, 21.49, 108.01, 21.51), np.zeros((0, 2)))
    rows, columns = np.indices(heights.shape)
    lonlat = np.column_stack([108.0005 + 0.001 * columns.ravel(), 21.4995 - 0.001 * rows.ravel()])
    said = np.where(np.isnan(there := wide.at(lonlat)), "?", np.where(there > 0, ".", "~")).reshape(heights.shape)
    assert ["".join(line) for line in said] == expected


def test_holes_are_sorted_as_by_a_walk_from_cell_to_cell(monkeypatch):
    draw = np.random.default_rng(5)
    for block in (7, 4_000_000):
        monkeypatch.setattr(water, "_BLOCK", block)
        for shape in ((1, 9), (9, 1), (13, 17), (30, 21)):
            heights = draw.choice([np.nan, 0.0, 9.0], shape, p=[0.58, 0.02, 0.4]).astype(np.float32)
            rows, columns = shape
            reached = {
                (r, c)
                for r in range(rows)
                for c in range(columns)
                if heights[r, c] == 0 or (np.isnan(heights[r, c]) and (r in (0, rows - 1) or c in (0, columns - 1)))
            }
            found, todo = set(reached), list(reached)
            while todo:
                r, c = todo.pop()
                for near in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                    inside = 0 <= near[0] < rows and 0 <= near[1] < columns
                    if inside and near not in found and np.isnan(heights[near]):
                        found.add(near)
                        todo.append(near)
            plainly = np.zeros(shape, bool)
            for r, c in found:
                plainly[r, c] = np.isnan(heights[r, c])
            assert (water.sea_holes(heights) == plainly).all()


def test_a_mast_of_unknown_ground_is_not_put_on_the_water(dem):
    heights = SLOPE.copy()
    heights[0, 0] = np.nan
    masts = np.array([[108.0005, 21.4995], [107.9505, 21.5505], [108.0255, 21.4745], [150.0, 50.0]])
    wide = over_water(read_ground(dem(heights)), (107.9, 21.4, 108.2, 21.6), masts)
    assert np.isnan(wide.at(masts)).tolist() == [True, True, False, True]
    assert wide.at(np.array([[107.96, 21.56]])).tolist() == [0]


def test_gdal_is_left_as_others_had_it(dem, tmp_path):
    for former in (False, True):
        gdal.UseExceptions() if former else gdal.DontUseExceptions()
        read_ground(dem())
        assert bool(gdal.GetUseExceptions()) is former
        (tmp_path / "none.tif").write_text("none")
        with pytest.raises(CoreError):
            read_ground(str(tmp_path / "none.tif"))
        assert bool(gdal.GetUseExceptions()) is former
    gdal.DontUseExceptions()
