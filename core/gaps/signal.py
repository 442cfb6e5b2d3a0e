"""Places and stretches served by a model that follows the path to each of them; indoor systems stay discs."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import Progress, no_progress
from ..metric import coordinates
from .intervals import merged, nothing, stretches
from .lines import place_at
from .points import cover_points
from .polylines import Polylines
from .servers import none_served, served
from .transmitters import OUTDOOR, Supply, discs


def serve_points(
    points: gpd.GeoSeries, there: pd.DataFrame, supply: Supply, setting: str, operator: str, sure: bool
) -> pd.DataFrame:
    """What `cover_points` returns; by a path model also margin_db, probability, and open (the ground is not known)."""
    if supply.signal is None or setting != OUTDOOR:
        return cover_points(points, discs(there, operator, sure))
    found = supply.signal(coordinates(points), there, False, sure, no_progress)
    return found.rename(columns={"holds": "covered", "row": "disc"})


def serve_lines(
    polylines: Polylines,
    lines: np.ndarray,
    there: pd.DataFrame,
    supply: Supply,
    sure: bool,
    progress: Progress = no_progress,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The stretches [line, from_m, to_m] of `lines` (positions) that a path model says are served: steps as long as
    `supply.step_m`, each by the signal in its middle; and by whom, step by step (servers.served)."""
    total = polylines.total_m[lines]
    count = np.maximum(np.ceil(total / supply.step_m["line"]).astype(int), 1) * (total > 0)
    line = np.repeat(lines, count)
    number = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    step = np.repeat(total / np.maximum(count, 1), count)
    if not len(line) or supply.signal is None:
        return nothing(), none_served()
    middle = place_at(polylines, line, (number + 0.5) * step)
    found = supply.signal(middle, there, False, sure, progress)
    held = found["holds"].to_numpy(bool)
    start, end = number[held] * step[held], (number[held] + 1) * step[held]
    reach = stretches(*merged(line[held], start, np.minimum(end, polylines.total_m[line[held]])))
    return reach, served(line, (number + 0.5) * step, step, found, there) if sure else none_served()
