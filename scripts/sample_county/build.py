"""The whole construction, in the order in which things take their places."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from . import (
    applications,
    base,
    county,
    demands,
    geo,
    infrastructure,
    locations,
    records,
    senders,
    settlements,
    surroundings,
    wider_places,
    wider_routes,
)
from .ground import Ground

SEED = 450681


def build(folder: Path) -> Ground:
    """The sample on the base in `folder` (base.gpkg, villages.csv)."""
    rng = np.random.default_rng(SEED)
    own, neighbour = county.land(base.read(folder / "base.gpkg"))
    areas = {"450681": own, "450603": neighbour}
    counties = gpd.GeoDataFrame(
        {
            "code": list(areas), "name": [county.NAMES[code] for code in areas], "group": ["both", "both"],
            "population": [220_000, 380_000], "geometry": list(areas.values()),
        },
        crs="EPSG:4490",
    )  # fmt: skip
    townships = county.townships(areas, rng)
    townships["population"] = [20_000 + 7_000 * n for n in range(len(townships))]
    hubs = {code: places[0] for code, (_, places) in county.HUBS["450681"].items()}
    names = pd.read_csv(folder / "villages.csv", dtype=str)
    villages = settlements.villages(townships, names, rng, hubs)
    ground = Ground(rng, counties, townships, infrastructure.routes(rng), infrastructure.powerlines(rng), villages)

    town_places = surroundings.towns(ground)
    applications.beside_lines(ground)
    taken = [row["place"] for row in ground.applications]
    ground.spots = geo.spots(
        rng, ground.inland(520), 1650, taken, 200, lambda p: ground.from_towns(p) > 450 and ground.from_lines(p) > 260
    )
    applications.in_zones(ground)
    demands.neighbours_and_sharing(ground)
    demands.against_plan(ground)
    records.coordinates(ground)
    records.outside(ground)
    records.fields_and_codes(ground)
    demands.in_town(ground, town_places)
    locations.corner_and_nowhere(ground)
    senders.give_codes(ground.applications)

    surroundings.sites_and_plan(ground)
    surroundings.zones(ground)
    settlements.buildings(ground, 300)
    settlements.resources(ground, 40)
    settlements.places(ground)
    wider_routes.widen(ground)
    wider_places.widen(ground)
    return ground
