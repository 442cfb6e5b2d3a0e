"""SP-12 for the search: what of a deviation circle lies nearer to another planned site."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import to_local
from .case import Case
from .circles import SAFE_M, Circles
from .exclusions import SHUT, UNJUDGED


def rivals(case: Case, circles: Circles, own: np.ndarray, any_number: np.ndarray, number: pd.Series) -> pd.DataFrame:
    """What of each circle lies nearer to another planned site than to its own: circle, state, shape.

    `own` is the planned site of each circle (-1: none); a row that names its plan (`any_number` false) takes only sites
    of the same number for rivals. A circle whose planned site has no place can't be judged at all.
    """
    standing = np.flatnonzero(case.standing("plan") & np.isfinite(case.xy_of("plan")).all(axis=1))
    centres = gpd.GeoSeries.from_xy(circles.centre[:, 0], circles.centre[:, 1], crs=metric.degrees())
    pairs = metric.within(centres, case.points_of("plan").iloc[standing], 2 * circles.radius_m, case.progress)
    circle, site = pairs["point"].to_numpy(), standing[pairs["target"]]
    same = number.to_numpy()[np.maximum(own, 0)][circle] == number.to_numpy()[site]
    counts = (own[circle] >= 0) & (site != own[circle]) & (any_number[circle] | same) & (pairs["distance_m"] > 1e-6)
    circle, site = circle[counts], site[counts]
    away = to_local(case.xy_of("plan")[site], circles.centre[circle])
    length = np.hypot(*away.T)[:, None]
    along, radius = away / length, 2 * circles.radius_m[circle][:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])
    middle = along * (length / 2 - SAFE_M)
    corners = np.stack([middle - across * radius, middle + across * radius], axis=1)
    corners = np.concatenate([corners, corners[:, ::-1] + (along * radius)[:, None, :]], axis=1)
    shape = shapely.polygons(corners) if len(circle) else np.array([], dtype=object)
    lost = np.flatnonzero((own < 0) | ~np.isfinite(case.xy_of("plan")[np.maximum(own, 0)]).all(axis=1))
    return pd.concat(
        [
            pd.DataFrame({"circle": circle, "state": SHUT, "shape": shape}),
            pd.DataFrame({"circle": lost, "state": UNJUDGED, "shape": circles.shape[lost]}),
        ],
        ignore_index=True,
    )
