"""Batches as counties send them, simulated: how often the datum is found, missed, or mistaken.

FENGSUI_BATCHES=6000 pytest -s tests/core/test_datum_batches.py prints the table of a long run.
"""

from __future__ import annotations

import os

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from fengsui.core.ellipsoid import metres_per_degree
from fengsui.core.intake import datum, shift
from fengsui.core.metric import geodesic_m

pytestmark = pytest.mark.xdist_group("datum batches")
BATCHES = int(os.environ.get("FENGSUI_BATCHES", "220"))
SYSTEMS = ("cgcs2000", "wgs84", "gcj02", "bd09", "zone3", "zone3 bare", "zone6")
WITNESSES = ("twins", "townships", "both", "counties", "none")


def county(rng: np.random.Generator) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, tuple[float, float]]:
    """Townships as people know them and as they were drawn (borders off by some 30 m), around a place in China."""
    lat = rng.uniform(18.5, 50)
    lon = rng.uniform(*((98, 122) if lat < 30 else (76, 122) if lat < 42 else (115, 131)))
    count, size = int(rng.integers(8, 26)), rng.uniform(3, 15)
    east, north = np.array(metres_per_degree(np.array(lat))) / 1000
    half = size * np.sqrt(count) / 2
    seeds = rng.uniform(-0.9 * half, 0.9 * half, (count, 2))
    outline = shapely.box(-half, -half, half, half)

    def drawn(points: np.ndarray) -> gpd.GeoDataFrame:
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=outline))
        cells = shapely.intersection(cells, outline)
        owner = shapely.STRtree(cells).query(shapely.points(points), predicate="intersects")
        cells = cells[owner[1][np.argsort(owner[0])]]
        places = shapely.transform(cells, lambda xy: np.column_stack([lon + xy[:, 0] / east, lat + xy[:, 1] / north]))
        return gpd.GeoDataFrame({"name": [f"第{n}镇" for n in range(len(points))]}, geometry=places, crs="EPSG:4490")

    return drawn(seeds), drawn(seeds + rng.normal(0, 0.05, seeds.shape)), (lon, lat)


def sites(rng: np.random.Generator, known: gpd.GeoDataFrame, count: int) -> np.ndarray:
    """True positions: half anywhere in the county, half near the middle of a township."""
    west, south, east, north = known.total_bounds
    xy = np.column_stack([rng.uniform(west, east, count), rng.uniform(south, north, count)])
    centre = shapely.centroid(known.geometry.values)[rng.integers(0, len(known), count)]
    near = shapely.get_coordinates(centre) + rng.normal(0, 0.01, (count, 2))
    xy = np.where((rng.random(count) < 0.5)[:, None], near, xy)
    return np.clip(xy, [west, south], [east, north])


def typed(system: str, xy: np.ndarray) -> tuple[np.ndarray, str]:
    """Numbers as they stand in the file for true positions, and the word that DATUM_FOUND should say."""
    lon, lat = xy.T
    if system == "gcj02":
        return np.column_stack(shift.gcj02_from_wgs84(lon, lat)), "gcj02"
    if system == "bd09":
        return np.column_stack(shift.bd09_from_wgs84(lon, lat)), "bd09"
    if not system.startswith("zone"):
        return xy, "cgcs2000"
    middle = float(np.median(lon))
    zone = round(middle / 3) if "3" in system else int((middle + 6) // 6)
    code = {"zone3": 4488, "zone3 bare": 4509, "zone6": 4478}[system] + zone
    metres = Transformer.from_crs(4490, code, always_xy=True).transform(lon, lat)
    return np.round(np.column_stack(metres), 2), f"EPSG:{code}"


def spoil(rng: np.random.Generator, numbers: np.ndarray, names: np.ndarray, system: str, bad: np.ndarray) -> None:
    """Bad rows, in place: a wrong township, a digit off, swapped, rounded, another system, garbage."""
    degrees = not system.startswith("zone")
    for row in np.flatnonzero(bad):
        kind = rng.integers(0, 6)
        if kind <= 1:
            names[row] = rng.choice(names)
        elif kind == 2:
            power = rng.integers(-2, 2) + (0 if degrees else 5)
            numbers[row, rng.integers(0, 2)] += rng.choice([-1, 1]) * 10.0**power
        elif kind == 3:
            numbers[row] = numbers[row, ::-1]
        elif kind == 4 and degrees:
            numbers[row] = np.column_stack(shift.gcj02_from_wgs84(*numbers[row][:, None]))[0]
        else:
            numbers[row] = np.round(numbers[row], 2 if degrees else -4)


def batch(seed: int) -> dict:
    """One simulated batch, decided; what came out: right, wrong or abstained."""
    rng = np.random.default_rng(seed)
    system, witness = SYSTEMS[seed % len(SYSTEMS)], WITNESSES[seed // len(SYSTEMS) % len(WITNESSES)]
    count = int(np.exp(rng.uniform(np.log(20), np.log(500))))
    known, drawn, _ = county(rng)
    true = sites(rng, known, count)
    scale = np.array(metres_per_degree(np.median(true[:, 1])))
    names = np.full(count, "", object)
    row, area = shapely.STRtree(known.geometry.values).query(shapely.points(true), predicate="intersects")
    names[row] = known["name"].to_numpy()[area]
    naming = rng.random(count) < 0.03  # named after a township next door
    beside = true + rng.normal(0, 1000, true.shape) / scale
    row, area = shapely.STRtree(known.geometry.values).query(shapely.points(beside[naming]), predicate="intersects")
    names[np.flatnonzero(naming)[row]] = known["name"].to_numpy()[area]
    numbers, word = typed(system, true + rng.normal(0, 10, true.shape) / scale)
    numbers, bad = numbers.copy(), rng.random(count) < 0.1
    spoil(rng, numbers, names, system, bad)
    turned = rng.random() < 0.3
    if turned:
        numbers = numbers[:, ::-1]
    given = {}
    ids = pd.Series([f"FCG{n:04d}" for n in range(count)])
    if witness in ("townships", "both"):
        given |= {"townships": drawn, "township": pd.Series(names)}
    if witness in ("twins", "both"):
        have = rng.random(count) < rng.uniform(0.3, 1)
        place = true + rng.normal(0, 5, true.shape) / scale
        stray = rng.random(count) < 0.05
        place[stray] = place[rng.permutation(count)][stray]
        points = gpd.GeoDataFrame({"plan_id": ids}, geometry=shapely.points(place), crs="EPSG:4490")[have]
        given |= {"twins": points, "keys": pd.DataFrame({"plan_id": ids})}
    if witness != "none":
        whole = shapely.union_all(drawn.geometry.values)
        given["counties"] = gpd.GeoDataFrame({"name": ["县"]}, geometry=[whole], crs="EPSG:4490")
    form = "projected" if system.startswith("zone") else "degrees"
    placed = datum.place(pd.DataFrame({"x": numbers[:, 0], "y": numbers[:, 1], "form": form}), **given)
    xy = np.column_stack([placed.geometry.x, placed.geometry.y])
    off = geodesic_m(xy[~bad], true[~bad])
    if placed.found == "undecided":
        outcome = "abstained"
        if form == "projected":
            assert np.isnan(off).all()
        else:
            expected = numbers[:, ::-1] if turned else numbers
            assert (xy[~bad] == expected[~bad]).all()
    else:
        outcome = "right" if placed.found == word and (off < 60).all() else "wrong"
    return {
        "seed": seed,
        "system": system,
        "witness": witness,
        "rows": count,
        "turned": turned,
        "outcome": outcome,
        "found": placed.found,
        "word": word,
    }


@pytest.fixture(scope="module")
def outcomes() -> pd.DataFrame:
    table = pd.DataFrame([batch(seed) for seed in range(BATCHES)])
    sizes = pd.cut(table["rows"], [0, 50, 100, 200, 500])
    for by in (["witness", "system"], ["witness", sizes.rename("rows")]):
        print("\n", table.groupby(by, observed=True)["outcome"].value_counts().unstack(fill_value=0).to_string())
    print(table[table["outcome"] == "wrong"].to_string())
    return table


def test_no_batch_is_mistaken(outcomes):
    assert (outcomes["outcome"] == "wrong").mean() < 0.001


def test_twins_decide(outcomes):
    with_twins = outcomes[outcomes["witness"].isin(["twins", "both"])]
    assert (with_twins["outcome"] == "right").mean() > 0.97


def test_a_zone_in_the_numbers_decides_alone(outcomes):
    zoned = outcomes[outcomes["system"].isin(["zone3", "zone6"])]
    assert (zoned["outcome"] == "right").all()


def test_a_county_finds_the_meridian_but_never_a_shift(outcomes):
    by_county = outcomes[outcomes["witness"] == "counties"]
    assert (by_county.loc[by_county["system"] == "zone3 bare", "outcome"] == "right").mean() > 0.95
    shifted = ~by_county["system"].str.startswith("zone")
    assert (by_county.loc[shifted, "outcome"] == "abstained").all()


def test_without_witnesses_nothing_is_claimed(outcomes):
    alone = outcomes[(outcomes["witness"] == "none") & ~outcomes["system"].isin(["zone3", "zone6"])]
    assert (alone["outcome"] == "abstained").all()
