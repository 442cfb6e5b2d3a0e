"""Somebody else's raster beside our states: read in any CRS, understood, counted."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from pyproj import Transformer

sys.path.insert(0, str(Path(__file__).parent))
from ground_data import write_dem

from fengsui.core.coverage.crosscheck import LEVEL, MASK, agreement, meaning, said, sample_raster
from fengsui.core.errors import CoreError


def degrees(x, y):
    return np.column_stack(Transformer.from_crs(32649, 4490, always_xy=True).transform(x, y))


@pytest.fixture
def raster(tmp_path):
    """Columns of -70, -80, … in UTM, 100 m each, of 3,000 rows; no data in the second column."""
    values = np.broadcast_to(-70.0 - 10 * np.arange(6.0), (3000, 6)).copy()
    values[:, 1] = -9999
    return write_dem(tmp_path / "other.tif", values, 500_000, 2_400_000, 100, epsg=32649, void=-9999)


def test_each_place_gets_the_value_of_its_cell(raster):
    x = 500_000 + np.array([5, 95, 150, 250, 599, 601, -1, 350])
    y = 2_400_000 - np.array([5, 250_000, 50, 299_995, 50, 50, 50, 300_005])
    found = sample_raster(raster, degrees(x, y))
    assert found == pytest.approx([-70, -70, np.nan, -90, -120, np.nan, np.nan, np.nan], nan_ok=True)


def test_places_without_coordinates_have_no_value(raster):
    assert np.isnan(sample_raster(raster, np.array([[np.nan, np.nan]]))).all()


@pytest.mark.parametrize(
    ("values", "kind"),
    [([-70.0, -120, np.nan], LEVEL), ([0.0, 1, np.nan], MASK), ([1.0], MASK), ([np.nan], None), ([], None)],
)
def test_values_say_what_they_are(values, kind):
    assert meaning(np.array(values), "a/b.tif") == kind


@pytest.mark.parametrize("values", [[-70.0, -9999.0], [0.0, 255.0], [35.0, 60.0], [-0.5, 0.0]])
def test_what_is_neither_level_nor_mask_is_refused_by_name(values):
    with pytest.raises(CoreError) as error:
        meaning(np.array(values), "a/b.tif")
    assert error.value.values["file"] == "b.tif"


def test_a_raster_without_crs_is_refused(tmp_path):
    with pytest.raises(CoreError, match="coordinate system"):
        sample_raster(write_dem(tmp_path / "x.tif", np.zeros((2, 2)), 108, 22, 0.1, epsg=None), np.zeros((1, 2)))


def test_a_grid_of_no_place_on_earth_and_a_file_cut_short_are_said(tmp_path):
    place = np.array([[108.05, 21.45]])
    path = write_dem(tmp_path / "local.tif", np.zeros((5, 5)), 0, 5, 1, epsg=None)
    local = gdal.Open(path, gdal.GA_Update)
    local.SetProjection('LOCAL_CS["site grid",UNIT["metre",1]]')
    del local
    with pytest.raises(CoreError, match="coordinate system of raster 'local"):
        sample_raster(path, place)
    whole = Path(write_dem(tmp_path / "whole.tif", np.zeros((500, 500)), 108, 21.5, 0.0002)).read_bytes()
    (tmp_path / "cut.tif").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CoreError, match="can't be read"):
        sample_raster(str(tmp_path / "cut.tif"), place)


def test_what_the_other_says_is_by_the_threshold():
    values = np.array([-104.9, -105, -105.1, np.nan])
    assert said(values, LEVEL, -105.0).tolist() == [1, 1, 0, -1]
    assert said(np.array([0.0, 1, np.nan]), MASK, -105.0).tolist() == [0, 1, -1]


def test_counts_and_differences():
    ours = np.array([1, 1, 1, 0, 0, -1, -1, 1, 1, 1, 0, -1, -1, -1, -1])
    theirs = np.array([1, 1, 0, 1, 0, 1, -1, -1, 0, 0, 1, 0, 0, 1, 1])
    apart = np.array([3.0, 5, np.nan, np.nan, 1, *[np.nan] * 10])
    found = agreement(ours, theirs, apart)
    counts = (found.both, found.only_ours, found.only_theirs, found.neither, found.ours_unknown, found.no_data)
    assert counts == (2, 3, 2, 1, 5, 2)
    assert (found.compared, found.difference_db, found.spread_db) == (3, 3.0, 2.0)
    assert found.agreed == pytest.approx(3 / 8)
