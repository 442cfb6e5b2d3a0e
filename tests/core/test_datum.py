"""Where a batch is: tags, parameters, witnesses, and what is said when nothing decides."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from fengsui.core.errors import CoreError
from fengsui.core.intake import datum, shift
from fengsui.core.metric import geodesic_m

RNG = np.random.default_rng(7)
TRUE = np.column_stack([RNG.uniform(108.0, 108.5, 300), RNG.uniform(21.5, 22.0, 300)])
GCJ = np.column_stack(shift.gcj02_from_wgs84(*TRUE.T))
BD = np.column_stack(shift.bd09_from_wgs84(*TRUE.T))
SHAPES = [
    shapely.box(108 + 0.05 * n, 21.5 + 0.05 * m, 108.05 + 0.05 * n, 21.55 + 0.05 * m)
    for n in range(10)
    for m in range(10)
]
TOWNSHIPS = gpd.GeoDataFrame({"name": [f"第{n}镇" for n in range(100)]}, geometry=SHAPES, crs="EPSG:4490")
COUNTY = gpd.GeoDataFrame({"name": ["防城区"]}, geometry=[shapely.box(108, 21.5, 108.5, 22)], crs="EPSG:4490")
IDS = pd.Series([f"FCG{n:03d}" for n in range(len(TRUE))])
TWINS = gpd.GeoDataFrame({"plan_id": IDS}, geometry=shapely.points(TRUE), crs="EPSG:4490")
NAMES = pd.Series(
    TOWNSHIPS["name"].to_numpy()[
        np.floor((TRUE[:, 0] - 108) / 0.05).astype(int) * 10 + np.floor((TRUE[:, 1] - 21.5) / 0.05).astype(int)
    ]
)
BY_TWINS = {"twins": TWINS, "keys": pd.DataFrame({"plan_id": IDS})}
BY_TOWNSHIPS = {"townships": TOWNSHIPS, "township": NAMES}


def rows(numbers, form="degrees"):
    return pd.DataFrame({"x": np.asarray(numbers, float)[:, 0], "y": np.asarray(numbers, float)[:, 1], "form": form})


def metres(code, xy=TRUE):
    return np.column_stack(Transformer.from_crs(4490, code, always_xy=True).transform(*xy.T))


def off(placed, true=TRUE):
    return geodesic_m(np.column_stack([placed.geometry.x, placed.geometry.y]), true)


def said(placed):
    return " ".join(placed.evidence)


@pytest.mark.parametrize(
    "witnesses", [BY_TWINS, BY_TOWNSHIPS, BY_TWINS | BY_TOWNSHIPS], ids=["twins", "townships", "both"]
)
@pytest.mark.parametrize(
    ("numbers", "found", "crs"),
    [(TRUE, "cgcs2000", "EPSG:4490"), (GCJ, "gcj02", "GCJ-02"), (BD, "bd09", "BD-09")],
    ids=["cgcs2000", "gcj02", "bd09"],
)
def test_witnesses_decide_a_shift(numbers, found, crs, witnesses):
    placed = datum.place(rows(numbers), **witnesses)
    assert (placed.found, set(placed.crs_declared)) == (found, {crs})
    assert off(placed).max() < 0.001
    assert placed.geometry.crs.to_epsg() == 4490


@pytest.mark.parametrize(
    "witnesses", [{}, {"counties": COUNTY}, {"townships": TOWNSHIPS}], ids=["none", "county", "no names"]
)
@pytest.mark.parametrize("numbers", [TRUE, GCJ, BD], ids=["cgcs2000", "gcj02", "bd09"])
def test_without_witnesses_degrees_stay_as_declared(numbers, witnesses):
    placed = datum.place(rows(numbers), **witnesses)
    assert (placed.found, set(placed.crs_declared)) == ("undecided", {"unknown"})
    assert off(placed, numbers).max() == 0
    assert "Undecided: 300 rows" in said(placed)


def test_a_batch_of_two_systems_is_not_given_to_either():
    half = np.where((np.arange(300) < 140)[:, None], TRUE, GCJ)
    for witnesses in (BY_TWINS, BY_TOWNSHIPS):
        placed = datum.place(rows(half), **witnesses)
        assert placed.found == "undecided"
        assert off(placed, half).max() == 0


def test_witnesses_that_contradict_each_other_decide_nothing():
    wrong = gpd.GeoDataFrame({"plan_id": IDS}, geometry=shapely.points(2 * TRUE - GCJ), crs="EPSG:4490")
    placed = datum.place(rows(TRUE), twins=wrong, keys=pd.DataFrame({"plan_id": IDS}), **BY_TOWNSHIPS)
    assert placed.found == "undecided"
    assert "contradict" in said(placed)


def test_two_twins_are_too_few():
    assert datum.place(rows(GCJ[:2]), **{**BY_TWINS, "keys": BY_TWINS["keys"][:2]}).found == "undecided"
    assert datum.place(rows(GCJ[:3]), **{**BY_TWINS, "keys": BY_TWINS["keys"][:3]}).found == "gcj02"


def test_twins_are_found_by_the_first_key_that_names_one():
    keys = pd.DataFrame({"plan_id": [None] * 300, "site_name": IDS.str.lower() + " "})
    twins = TWINS.rename(columns={"plan_id": "site_name"}).assign(plan_id="")
    assert datum.place(rows(GCJ), twins=twins, keys=keys).found == "gcj02"
    assert datum.place(rows(GCJ), twins=twins.assign(site_name="same"), keys=keys).found == "undecided"


@pytest.mark.parametrize("spelling", ["{}", "防城区{}", " {} ", "{}人民政府", "stem"])
def test_townships_are_known_by_more_than_one_spelling(spelling):
    names = NAMES.str.replace("镇", "街道") if spelling == "stem" else NAMES.map(spelling.format)
    placed = datum.place(rows(GCJ), townships=TOWNSHIPS, township=names)
    assert placed.found == ("undecided" if "人民" in spelling else "gcj02")


def test_a_tag_wins_its_row_and_the_parameter_the_rest():
    tags = pd.Series(["GCJ02", "CGCS2000", "百度", None, "", "WGS84"])
    numbers = np.array([GCJ[0], TRUE[1], BD[2], GCJ[3], GCJ[4], TRUE[5]])
    placed = datum.place(rows(numbers), datum="gcj02", declared=tags)
    assert placed.crs_declared.tolist() == ["GCJ-02", "EPSG:4490", "BD-09", "GCJ-02", "GCJ-02", "EPSG:4326"]
    assert off(placed, TRUE[:6]).max() < 0.001
    assert placed.found == "mixed"
    assert "3 rows say their own system (BD-09, EPSG:4326, EPSG:4490); it holds against GCJ-02." in said(placed)


def test_the_parameter_alone():
    for word, numbers, found in [
        ("wgs84", TRUE, "wgs84"),
        ("GCJ02", GCJ, "gcj02"),
        ("bd09", BD, "bd09"),
        ("4490", TRUE, "cgcs2000"),
    ]:
        placed = datum.place(rows(numbers), datum=word)
        assert placed.found == found
        assert off(placed).max() < 0.001


def test_a_parameter_that_is_no_system_is_refused():
    with pytest.raises(CoreError, match="'mars' names no coordinate system"):
        datum.place(rows(TRUE), datum="mars")


def test_a_declared_word_that_nobody_knows_is_said_and_decides_nothing():
    placed = datum.place(rows(GCJ), declared=pd.Series(["本地坐标"] * 300), **BY_TWINS)
    assert placed.found == "gcj02"
    assert "These words name no coordinate system known here: 本地坐标." in said(placed)


def test_what_is_declared_against_the_surroundings_is_kept_and_said():
    placed = datum.place(rows(GCJ), datum="cgcs2000", **BY_TWINS)
    assert placed.found == "cgcs2000"
    assert off(placed, GCJ).max() == 0
    assert "300 rows are declared CGCS2000, but their surroundings speak for GCJ-02; kept as declared." in said(placed)


def test_a_wholly_swapped_batch_is_turned_and_a_lone_row_is_not():
    placed = datum.place(rows(GCJ[:, ::-1]), **BY_TWINS)
    assert placed.found == "gcj02"
    assert off(placed).max() < 0.001
    assert "swapped in 300 of 300 rows" in said(placed)
    lone = TRUE.copy()
    lone[5] = lone[5, ::-1]
    placed = datum.place(rows(lone), **BY_TWINS)
    assert (placed.geometry.iloc[5].x, placed.geometry.iloc[5].y) == tuple(lone[5])
    assert np.delete(off(placed, lone), 5).max() == 0


def test_degrees_and_metres_in_one_batch():
    frame = pd.concat([rows(TRUE[:150]), rows(metres(4524)[150:], "projected")], ignore_index=True)
    placed = datum.place(frame, **BY_TWINS)
    assert placed.found == "mixed"
    assert off(placed).max() < 0.001


def test_rows_without_coordinates_have_no_place_and_raise_no_further_question():
    frame = rows(GCJ)
    frame.loc[[2, 7]] = [np.nan, np.nan, None]
    placed = datum.place(frame, **BY_TWINS)
    assert placed.geometry.isna().sum() == 2
    assert (placed.found, set(placed.crs_declared)) == ("gcj02", {"GCJ-02"})


def test_the_index_is_kept_and_an_empty_batch_is_no_fault():
    frame = rows(TRUE[:3]).set_axis([5, 9, 1])
    placed = datum.place(frame, datum="wgs84")
    assert placed.geometry.index.tolist() == placed.crs_declared.index.tolist() == [5, 9, 1]
    empty = datum.place(frame.iloc[:0], **BY_TOWNSHIPS, counties=COUNTY)
    assert (len(empty.geometry), empty.found) == (0, "undecided")


def test_broken_witnesses_do_no_harm():
    shapes = [None, shapely.Polygon(), shapely.Polygon([(108, 21), (109, 22), (109, 21), (108, 22)]), *SHAPES]
    townships = gpd.GeoDataFrame({"name": [None, "", "第x镇", *TOWNSHIPS["name"]]}, geometry=shapes, crs="EPSG:4490")
    twins = pd.concat([TWINS, TWINS.iloc[:1].assign(geometry=None, plan_id=None)])
    placed = datum.place(
        rows(GCJ),
        townships=townships,
        township=NAMES.where(NAMES.index > 20, None),
        twins=gpd.GeoDataFrame(twins, crs="EPSG:4490"),
        keys=BY_TWINS["keys"],
    )
    assert placed.found == "gcj02"
