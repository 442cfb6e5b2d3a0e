"""What an application that passes with an adjustment is told: the nearest place that passes, and what moving leaves open."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from .bands import registered_bands
from .case import Case
from .collected import Checked
from .exclusions import SHUT
from .location_case import DEVIATION
from .location_words import aspect_words
from .locations import Locations, find_locations
from .opinion import leads_to

COLUMNS = ["suggested_lon", "suggested_lat", "shift_m", "bearing_deg", "suggestion"]
_WAYS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


def places_for(case: Case, rows: np.ndarray) -> Locations:
    """Where these rows may stand with an approval: places with a warning that would lead to another opinion come last.

    A row that has only such places is told of the nearest of them, with its conditions; `leads` says so in its points.
    """
    found = find_locations(case, rows=rows, clear=True)
    left = rows[found.areas["share"].fillna(0).to_numpy() == 0]
    if not len(left):
        return found
    more = find_locations(case, rows=left)
    other = {}
    for name in ("areas", "points", "excluded", "requests"):
        old, new = getattr(found, name), getattr(more, name)
        kept = old[~old["site"].isin(more.areas["site"])] if name != "areas" else old.drop(index=_at(rows, left))
        new = new.assign(leads=True) if name == "points" else new
        parts = [part for part in (kept, new) if len(part)] or [old]
        other[name] = gpd.GeoDataFrame(pd.concat(parts), crs=old.crs)
    order = np.argsort(np.concatenate([np.setdiff1d(rows, left, assume_unique=True), left]), kind="stable")
    other["areas"] = other["areas"].iloc[order].reset_index(drop=True)
    return Locations(**{name: frame.reset_index(drop=True) for name, frame in other.items()})


def _at(rows: np.ndarray, some: np.ndarray) -> np.ndarray:
    return np.flatnonzero(np.isin(rows, some))


def adjustable(reviewed: pd.DataFrame) -> np.ndarray:
    """The positions of the rows whose opinion is approve_adjusted."""
    return np.flatnonzero((reviewed["opinion"] == "approve_adjusted").to_numpy())


def suggest(case: Case, checked: Checked, reviewed: gpd.GeoDataFrame, found: Locations) -> gpd.GeoDataFrame:
    """The reviewed applications with suggested_lon, suggested_lat (degrees), shift_m, bearing_deg and suggestion.

    Filled for the rows whose opinion is approve_adjusted; `found` holds where these rows may stand. The suggestion says
    which findings moving clears and which stay, and, where no place passes, what shuts the circle out.
    """
    rows = adjustable(reviewed)
    table = reviewed.copy()
    for column in COLUMNS[:-1]:
        table[column] = np.nan
    table["suggestion"] = ""
    if not len(rows):
        return table
    site = case.ids.iloc[rows].to_numpy()
    nearest = _told_places(found).reindex(site)
    cured, stays = _by_moving(case, checked)
    columns = ["lon", "lat", "shift_m", "bearing_deg"]
    figures = nearest[columns].astype(float).to_numpy()
    figures[cured[rows] == ""] = np.nan  # what moving does not cure moves nobody
    table.iloc[rows, [table.columns.get_loc(c) for c in COLUMNS[:-1]]] = figures
    facts = nearest.reset_index(drop=True).assign(cured=cured[rows], stays=stays[rows])
    areas = found.areas.drop_duplicates("site").set_index("site").reindex(site).reset_index(drop=True)
    facts = facts.assign(radius=areas["radius_m"], shut_out=areas["shut_out"], open=areas["unchecked"])
    facts["lost"] = areas["unjudged_m2"].astype(float).fillna(0) > 0
    table.iloc[rows, table.columns.get_loc("suggestion")] = [_say(case, row) for row in facts.to_dict("records")]
    return table


def nearest_places(found: Locations) -> pd.DataFrame:
    """The nearest passing place of each site that has one: lon, lat, shift_m, bearing_deg, by the site's id."""
    points = found.points[found.points["kind"] == "nearest"]
    return pd.DataFrame(points.drop(columns="geometry")).drop_duplicates("site").set_index("site")


def _told_places(found: Locations) -> pd.DataFrame:
    """The nearest place of each site or, where only doubt about hosts keeps one off, that with a reason for not sharing."""
    nearest = nearest_places(found)
    of_sharing = found.excluded[(found.excluded["rule"] == "SP-15").to_numpy()]
    shut = of_sharing["site"][(of_sharing["state"] == SHUT).to_numpy()]
    doubted = of_sharing["site"][~of_sharing["site"].isin([*shut, *nearest.index]).to_numpy()]
    reasoned = found.points[((found.points["kind"] == "with_reason") & found.points["site"].isin(doubted)).to_numpy()]
    reasoned = pd.DataFrame(reasoned.drop(columns="geometry")).drop_duplicates("site").set_index("site")
    return pd.concat([part for part in (nearest, reasoned) if len(part)] or [nearest])


def way(case: Case, bearing: float) -> str:
    """A bearing in degrees as one of eight directions, in the user's language."""
    return case.phrase(f"way_{_WAYS[int((bearing + 22.5) // 45) % 8]}")


def _by_moving(case: Case, checked: Checked) -> tuple[np.ndarray, np.ndarray]:
    """For each row what led to its opinion and another place cures, in a few words, and in full what stays."""
    findings, size = checked.findings, len(case.subject)
    led = (checked.rows >= 0) & leads_to(case, findings).notna().to_numpy()
    keys = list(zip(findings["rule"], findings["aspect"]))
    places = {*registered_bands(), DEVIATION}
    short = {key: f"{key[0]} {aspect_words(case, *key)}" for key in set(keys) & places}
    moves = np.array([key in short for key in keys], dtype=bool) & findings["severity"].isin(["block", "error"])
    few = pd.Series([short.get(key, "") for key in keys], index=findings.index, dtype=object)
    cured, stays = np.full(size, "", dtype=object), np.full(size, "", dtype=object)
    joint = case.phrase("and_kinds")
    for told, words, pick in ((cured, few, moves), (stays, findings["rule"] + " " + findings["message"], ~moves)):
        chosen = words[led & pick]
        joined = chosen.groupby(checked.rows[led & pick]).agg(lambda said: joint.join(dict.fromkeys(said)))
        told[joined.index] = joined.to_numpy()
    return cured, stays


def _say(case: Case, row: dict) -> str:
    """One row's suggestion."""
    parts, gap = [], "" if case.language == "zh" else " "
    if row["cured"] and pd.notna(row["shift_m"]) and row["shift_m"] > 0:
        shift = f"{row['shift_m']:.1f}" if row["shift_m"] < 10 else f"{row['shift_m']:.0f}"
        where = {"way": way(case, row["bearing_deg"]), "bearing": row["bearing_deg"], "shift": shift}
        parts.append(case.phrase("suggest_move", **where, lon=row["lon"], lat=row["lat"], rules=row["cured"]))
        if isinstance(row["conditions"], str) and row["conditions"]:
            told = "suggest_leads" if row.get("leads") is True and row["kind"] == "nearest" else "suggest_conditions"
            parts.append(case.phrase(told, why=row["conditions"].replace("\n", gap)))
        if row["kind"] == "with_reason":
            parts.append(case.phrase("suggest_reason", why=row["shut_out"]))
    elif row["cured"] and pd.isna(row["shift_m"]) and pd.notna(row["radius"]):
        parts.append(
            case.phrase(
                "suggest_doubt" if row["lost"] else "suggest_nowhere", radius=row["radius"], why=row["shut_out"]
            )
        )
    elif row["cured"] and pd.isna(row["shift_m"]):
        parts.append(case.phrase("suggest_unknown"))
    if row["stays"]:
        parts.append(case.phrase("suggest_stays", why=row["stays"]))
    if row["cured"] and isinstance(row["open"], str) and row["open"]:
        parts.append(case.phrase("suggest_unchecked", why=row["open"]))
    return gap.join(parts)
