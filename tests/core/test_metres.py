"""Metres of the national zones: which number is the easting, which zone it is, and where that is."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from fengsui.core.intake import datum
from fengsui.core.intake.systems import named_system
from fengsui.core.metric import geodesic_m

RNG = np.random.default_rng(8)
TRUE = np.column_stack([RNG.uniform(108.0, 108.5, 300), RNG.uniform(21.5, 22.0, 300)])
COUNTY = gpd.GeoDataFrame({"name": ["防城区"]}, geometry=[shapely.box(108, 21.5, 108.5, 22)], crs="EPSG:4490")
IDS = pd.Series([f"FCG{n:03d}" for n in range(len(TRUE))])
TWINS = gpd.GeoDataFrame({"plan_id": IDS}, geometry=shapely.points(TRUE), crs="EPSG:4490")
EAST = TRUE[:, 0] > 108.25
HALVES = [shapely.box(108, 21.5, 108.25, 22), shapely.box(108.25, 21.5, 108.5, 22)]
TOWNSHIPS = gpd.GeoDataFrame({"name": ["江山镇", "光坡镇"]}, geometry=HALVES, crs="EPSG:4490")
BY_TWINS = {"twins": TWINS, "keys": pd.DataFrame({"plan_id": IDS})}
BY_TOWNSHIPS = {"townships": TOWNSHIPS, "township": pd.Series(np.where(EAST, "光坡镇", "江山镇"))}


def rows(numbers, form="projected"):
    return pd.DataFrame({"x": numbers[:, 0], "y": numbers[:, 1], "form": form})


def metres(code):
    return np.column_stack(Transformer.from_crs(4490, code, always_xy=True).transform(*TRUE.T))


def off(placed):
    return geodesic_m(np.column_stack([placed.geometry.x, placed.geometry.y]), TRUE)


def said(placed):
    return " ".join(placed.evidence)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("code", [4524, 4497, 4525])
def test_a_zone_in_the_easting_decides_alone(code, turned):
    numbers = metres(code)[:, ::-1] if turned else metres(code)
    placed = datum.place(rows(numbers))
    assert (placed.found, set(placed.crs_declared)) == (f"EPSG:{code}", {f"EPSG:{code}"})
    assert off(placed).max() < 0.001
    assert ("X is north" in said(placed)) == turned


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "witnesses", [BY_TWINS, BY_TOWNSHIPS, {"counties": COUNTY}], ids=["twins", "townships", "county"]
)
def test_metres_without_zone_are_put_by_witnesses(witnesses, turned):
    numbers = metres(4545)[:, ::-1] if turned else metres(4545)
    placed = datum.place(rows(numbers), **witnesses)
    assert placed.found == "EPSG:4545"
    assert off(placed).max() < 0.001


def test_metres_without_zone_or_witness_get_no_place():
    placed = datum.place(rows(metres(4545)))
    assert (placed.found, set(placed.crs_declared)) == ("undecided", {"unknown"})
    assert placed.geometry.isna().all()
    assert "75, 78" in said(placed)
    assert "132, 135 E" in said(placed)


def test_a_layer_of_the_whole_country_does_not_prove_a_meridian():
    country = gpd.GeoDataFrame({"name": ["全国"]}, geometry=[shapely.box(80, 18, 125, 50)], crs="EPSG:4490")
    placed = datum.place(rows(metres(4545)), counties=country)
    assert placed.found == "undecided"
    assert "108" in said(placed)


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("EPSG:4545", 4545),
        ("中央经线108", 4545),
        ("3度带36带", 4545),
        ("EPSG:4524", 4524),
        ("EPSG:4545", 4524),
        ("EPSG:32649", 32649),
    ],
)
def test_a_declared_zone_places_numbers_with_and_without_prefix(word, numbers):
    for xy in (metres(numbers), metres(numbers)[:, ::-1]):
        placed = datum.place(rows(xy), declared=pd.Series([word] * 300))
        assert off(placed).max() < 0.02
        assert set(placed.crs_declared) == {named_system(word)}


def test_a_zone_in_the_number_holds_against_another_that_is_declared():
    placed = datum.place(rows(metres(4524)), datum="EPSG:4525")
    assert off(placed).max() < 0.001
    assert "300 rows carry another zone in their numbers than EPSG:4525" in said(placed)


def test_metres_that_all_lie_beside_their_twins_are_doubted():
    beside = metres(4524) + np.array([60, -55])
    placed = datum.place(rows(beside), **BY_TWINS)
    assert placed.found == "undecided"
    assert "81 m beside their known positions" in said(placed)


def test_numbers_that_fit_no_zone_get_no_place_and_are_counted():
    numbers = metres(4524)
    numbers[0] = [123456789, 2387654]
    placed = datum.place(rows(numbers))
    assert placed.geometry.isna().tolist() == [True] + [False] * 299
    assert placed.found == "EPSG:4524"
    assert placed.crs_declared[0] == "unknown"
    assert "1 rows hold metres that fit no zone" in said(placed)


def test_old_datums_are_named_and_said_to_be_inexact():
    placed = datum.place(rows(TRUE, "degrees"), declared=pd.Series(["西安80"] * 300))
    assert placed.found == "EPSG:4610"
    assert "Xi'an 1980" in said(placed)
    assert "150 m" in said(placed)
    placed = datum.place(rows(metres(4524)), datum="北京54 3度带 36带")
    assert placed.found == "EPSG:2412"
    assert off(placed).max() < 200
    assert "Beijing 1954" in said(placed)
