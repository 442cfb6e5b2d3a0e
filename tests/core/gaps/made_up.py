"""Made-up discs, lines and areas round a place, and the plain ways to judge them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod, Transformer

GEOD = Geod(ellps="GRS80")
PLACES = {"south coast": (108.35, 18.2), "middle": (106.5, 30.0), "far north": (122.4, 53.2), "far west": (75.5, 39.5)}


def discs(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["lon", "lat", "radius_m"]).astype(float)


def random_discs(rng, place, count, wide=0.2, radii=(300, 800, 2500)) -> pd.DataFrame:
    xy = np.array(place) + rng.uniform(-wide, wide, (count, 2))
    return discs(*np.column_stack([xy, rng.choice(np.array(radii, float), count)]))


def random_lines(rng, place, count, wide=0.2, vertices=40, step=0.004) -> gpd.GeoSeries:
    begin = np.array(place) + rng.uniform(-wide, wide, (count, 1, 2))
    walk = np.cumsum(rng.normal(0, step, (count, vertices, 2)), axis=1)
    return series(*shapely.linestrings(begin + walk))


def series(*shapes) -> gpd.GeoSeries:
    return gpd.GeoSeries(np.array(shapes, object), crs="EPSG:4490")


def margins(xy, table) -> np.ndarray:
    """Radius less geodesic distance of places (n, 2) and discs: shape (discs, n); discs without a radius hold nothing."""
    left = [r - GEOD.inv(*np.broadcast_arrays(x, y, *np.asarray(xy).T))[2] for x, y, r in table.to_numpy()]
    return np.array([m if r > 0 else np.full(len(xy), -np.inf) for m, r in zip(left, table["radius_m"])])


def drawn_cover(shapes, table, place):
    """Shapes and the union of circles of 256 segments, drawn in the equal-distance frame round a place."""
    flat = Transformer.from_crs(
        "EPSG:4490", f"+proj=aeqd +lon_0={place[0]} +lat_0={place[1]} +ellps=GRS80", always_xy=True
    )
    plain = table[(table["radius_m"] > 0)]
    spots = shapely.points(*flat.transform(plain["lon"].to_numpy(), plain["lat"].to_numpy()))
    union = shapely.union_all(shapely.buffer(spots, plain["radius_m"].to_numpy(), quad_segs=64))
    placed = shapely.transform(
        shapely.segmentize(np.asarray(shapes, object), 0.005), lambda xy: np.column_stack(flat.transform(*xy.T))
    )
    return placed, shapely.intersection(placed, union)
