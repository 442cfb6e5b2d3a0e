"""SP-25: taller buildings and schools nearby, and the filing of the environmental impact form."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .bands import Bands, bands, keeps_off, only
from .case import Case
from .rules import offenders, rule, worst

_SENSITIVE = ("housing", "school", "clinic", "kindergarten")
_SCHOOLS = ("school", "kindergarten")


def _near(case: Case, reach_m: float) -> pd.DataFrame:
    """Rows and buildings not farther than `reach_m`: point, target, distance_m, kind, height, ids, place."""
    rows = np.flatnonzero(case.placed)
    buildings: gpd.GeoDataFrame = case.tables["buildings"]
    pairs = metric.distance_to(case.points[rows], buildings.geometry, reach_m + case.margin_m[rows], case.progress)
    target = pairs["target"].to_numpy()
    ids = case.column("building_id", "buildings").fillna(case.column("name", "buildings")).fillna("?").to_numpy()
    names = case.column("name", "buildings").fillna(case.column("building_id", "buildings")).fillna("").to_numpy()
    return pairs.assign(
        point=rows[pairs["point"]], kind=case.column("kind", "buildings").to_numpy()[target],
        height=case.column("height_m", "buildings").astype(float).to_numpy()[target], other=ids[target], other_label=names[target],
    )  # fmt: skip


def _tall(case: Case) -> pd.DataFrame:
    """Rows and buildings that are, or may be, homes of people higher than the antenna: `sure`, `unsure`."""
    near = _near(case, case.profile["taller_building_m"])
    near = near[pd.isna(near["kind"]) | near["kind"].isin(_SENSITIVE)]
    near["antenna"] = case.column("antenna_height_m").astype(float).to_numpy()[near["point"]]
    higher = near["height"] > near["antenna"]
    near["sure"] = higher & near["kind"].notna()
    near["unsure"] = (near["height"].isna() | near["antenna"].isna() | higher) & ~near["sure"]
    return near


@keeps_off("SP-25", "taller")
def _tall_bands(case: Case) -> list[Bands]:
    near, limit = case.fact(_tall), case.profile["taller_building_m"]
    return bands("buildings", near, only(limit, near["sure"]), only(limit, near["unsure"]))


@keeps_off("SP-25", "school")
def _school_bands(case: Case) -> list[Bands]:
    limit = case.profile["school_m"]
    near = _near(case, limit)
    return bands("buildings", near, only(limit, near["kind"].isin(_SCHOOLS)), only(limit, near["kind"].isna()))


@rule("SP-25", "taller")
def no_taller_neighbour(case: Case) -> pd.DataFrame:
    """Housing, schools and clinics within 30 m that are higher than the antenna; not told where a height is missing."""
    near = case.fact(_tall)
    near = near[near["distance_m"] <= case.profile["taller_building_m"]].copy()
    sure = near["sure"]
    unsure = near[near["unsure"] & ~near["point"].isin(near["point"][sure])]
    near["excess"] = near["height"] - near["antenna"]
    hit = worst(near[sure])
    found = offenders(
        hit.index, measured=hit["height"], limit=hit["antenna"], unit="m", other=hit["other"], other_label=hit["other_label"],
        distance=hit["distance_m"], kind=case.words("building_kind", hit["kind"]), lon=hit["lon"], lat=hit["lat"],
    )  # fmt: skip
    open_rows = worst(unsure.assign(excess=-unsure["distance_m"]))
    own = open_rows["antenna"].isna()
    fields = np.where(own, case.field("antenna_height_m"), case.phrase("building_fields"))
    untold = offenders(
        open_rows.index, measured=open_rows["distance_m"], unit="m", other=open_rows["other"],
        unchecked=np.where(own, "no_value", "other_unknown"), fields=fields,
    )  # fmt: skip
    return pd.concat([found, untold])


@rule("SP-25", "school")
def away_from_schools(case: Case) -> pd.DataFrame:
    """Rows within the profile's distance of a school or kindergarten; not told where a building has no kind."""
    limit = case.profile["school_m"]
    near = _near(case, limit)
    near = near[near["distance_m"] <= limit].copy()
    near["excess"] = -near["distance_m"]
    sure = near["kind"].isin(_SCHOOLS)
    hit = worst(near[sure])
    bare = worst(near[near["kind"].isna() & ~near["point"].isin(near["point"][sure])])
    found = offenders(
        hit.index, measured=hit["distance_m"], limit=float(limit), unit="m", other=hit["other"],
        other_label=hit["other_label"], kind=case.words("building_kind", hit["kind"]), lon=hit["lon"], lat=hit["lat"],
    )  # fmt: skip
    untold = offenders(
        bare.index, measured=bare["distance_m"], unit="m", other=bare["other"], unchecked="other_unknown",
        fields=case.phrase("building_kind"),
    )  # fmt: skip
    return pd.concat([found, untold])


@rule("SP-25", "eia", of_place=False)
def impact_form_filed(case: Case) -> pd.DataFrame:
    """Rows without the filing number of the environmental impact form."""
    number = case.column("eia_no").fillna("").astype(str).str.strip()
    return offenders(np.flatnonzero(number == ""))
