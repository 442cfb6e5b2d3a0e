"""A made-up province of the size that must be checked in seconds: seeded, clustered round towns, in EPSG:4490."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

CRS = "EPSG:4490"
WEST, SOUTH, EAST, NORTH = 106.0, 22.0, 111.0, 25.5
KINDS = ["farmland", "redline-core", "redline", "urban-boundary", "heritage", "heritage-control", "nature-reserve", "scenic",
         "water-source", "flood", "airport", "military", "fuel-station", "forest", "grassland", "sea-use", "built-up"]  # fmt: skip


def province(
    applications: int = 20_000, plan: int = 20_000, sites: int = 150_000, zones: int = 900, seed: int = 7
) -> dict:
    """Tables applications, plan, sites, zones, counties and townships with the columns that the rules read."""
    rng = np.random.default_rng(seed)
    towns = np.column_stack([rng.uniform(WEST, EAST, 900), rng.uniform(SOUTH, NORTH, 900)])
    weight = rng.pareto(1.2, 900) + 0.3
    weight = np.minimum(weight, weight.mean() * 40)
    weight /= weight.sum()

    def clustered(count: int, share: float) -> np.ndarray:
        near = int(count * share)
        at = rng.choice(900, near, p=weight)
        xy = towns[at] + rng.normal(0, 0.02, (near, 2))
        xy = np.r_[
            xy, np.column_stack([rng.uniform(WEST, EAST, count - near), rng.uniform(SOUTH, NORTH, count - near)])
        ]
        return np.clip(xy, [WEST, SOUTH], [EAST, NORTH])[rng.permutation(count)]

    planned = clustered(plan, 0.6)
    applied = planned[rng.permutation(plan)[np.arange(applications) % plan]] + rng.normal(0, 0.0006, (applications, 2))
    boxes = townships_of(rng)
    scene = np.array(["dense_urban", "urban", "suburban", "rural"])
    operator = np.array(["mobile", "telecom", "unicom", "telecom;unicom", "mobile;broadnet"])
    build = np.array(["macro", "macro", "macro", "micro", "indoor"])
    structure = np.array(["ground_tower", "ground_tower", "roof", "pole"])

    def common(count: int, prefix: str) -> dict:
        number = np.char.mod(f"{prefix}%06d", np.arange(count))
        return {"site_name": np.char.add("站", number), "build_type": rng.choice(build, count), "structure": rng.choice(structure, count),
                "scene": rng.choice(scene, count), "operators": rng.choice(operator, count), "_id": number}  # fmt: skip

    own = common(applications, "A")
    table = pd.DataFrame(own).rename(columns={"_id": "application_id"})
    table["plan_id"] = np.where(
        rng.random(applications) < 0.5, np.char.mod("P%06d", rng.integers(0, plan, applications)), None
    )
    table["year"], table["status"] = 2026, "submitted"
    table["antenna_height_m"] = rng.uniform(15, 45, applications).round(1)
    table["structure_height_m"] = table["antenna_height_m"] + 2
    table["eia_no"] = np.where(rng.random(applications) < 0.8, "备案", None)
    table["lon_raw"], table["lat_raw"] = np.char.mod("%.6f", applied[:, 0]), np.char.mod("%.6f", applied[:, 1])
    held = shapely.STRtree(boxes["geometry"].values).query(shapely.points(applied), predicate="intersects")
    table["township"] = (
        pd.Series(boxes["name"].to_numpy()[held[1]], index=held[0])
        .groupby(level=0)
        .first()
        .reindex(range(applications))
    )
    plan_table = (
        pd.DataFrame(common(plan, "P")).rename(columns={"_id": "plan_id"}).assign(year=rng.choice([2025, 2026], plan))
    )
    site_table = (
        pd.DataFrame(common(sites, "S"))
        .rename(columns={"_id": "site_id"})
        .assign(spare=rng.choice(["0", "1", "2"], sites))
    )
    centre = np.column_stack([rng.uniform(WEST, EAST, zones), rng.uniform(SOUTH, NORTH, zones)])
    zone = shapely.buffer(shapely.points(centre), rng.uniform(0.002, 0.025, zones), quad_segs=16)
    zone_table = {
        "zone_id": np.char.mod("Z%04d", np.arange(zones)),
        "kind": np.array(KINDS)[np.arange(zones) % len(KINDS)],
    }
    counties = boxes.dissolve("county", as_index=False)[["county", "geometry"]].rename(columns={"county": "code"})
    frame = lambda table, geometry: gpd.GeoDataFrame(table, geometry=geometry, crs=CRS)  # noqa: E731
    return {
        "applications": frame(table, shapely.points(applied)),
        "plan": frame(plan_table, shapely.points(planned)),
        "sites": frame(site_table, shapely.points(clustered(sites, 0.65))),
        "zones": frame(zone_table, zone),
        "counties": counties.assign(name=counties["code"]),
        "townships": boxes,
    }


def townships_of(rng: np.random.Generator) -> gpd.GeoDataFrame:
    """900 townships as densely drawn boxes, ten to a county."""
    x, y = np.linspace(WEST, EAST, 31), np.linspace(SOUTH, NORTH, 31)
    cells = np.array([(a, b) for a in range(30) for b in range(30)])
    geometry = shapely.segmentize(
        shapely.box(x[cells[:, 0]], y[cells[:, 1]], x[cells[:, 0] + 1], y[cells[:, 1] + 1]), 0.002
    )
    names = np.char.mod("乡%03d镇", np.arange(900))
    return gpd.GeoDataFrame(
        {"code": names, "name": names, "county": np.char.mod("C%02d", np.arange(900) // 10)}, geometry=geometry, crs=CRS
    )
