"""A table fit to be published: no border bodies, no names, no phone numbers, no exact places."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric, private
from ..schema import code_lists

_IDS = (
    "lon_raw",
    "lat_raw",
    "contact",
    "who",
    "former_who",
    "fingerprint",
    "lon",
    "lat",
    "suggested_lon",
    "suggested_lat",
)
"""Columns that tell a person or an exact place, whatever stands in them."""
_DEGREES = r"(?<![\d.])(?:1[0-3]\d|[1-9]\d|[3-9])\.\d{4,}(?!\d)°?"
_MINUTES = r"\d{1,2}(?:\.\d+)?\s*"
_PLACE = re.compile(
    rf"{_DEGREES}\s*[,，;；、/ ]\s*{_DEGREES}|{_DEGREES}|\d{{1,3}}\s*[°度]\s*{_MINUTES}['′’分](?:\s*{_MINUTES}[\"″”秒]?)?"
)
"""Degrees with four decimals and more, alone or in pairs, or with minutes: nothing else in a sentence is so exact."""
_DEGREE_COLUMN = re.compile(r"_(?:lon|lat)$")
_PUBLISHED = ("zones", "routes", "powerlines", "buildings")
"""What any map shows."""
_OF_CHECKS = ("findings", "reviewed")
"""What tells of a site that it lies in a zone."""
_OUTLINES = ("counties", "townships", "coast", "islands")


def public_table(frame: pd.DataFrame, kind: str, decimals: int) -> tuple[pd.DataFrame, int]:
    """The table without rows of bodies that guard the border, and how many rows that left out.

    A row is left out where its kind is such a body or any of its texts names one, or where it tells of a military
    zone. Of the rest, phone numbers and names of people are taken out of the texts, columns that tell a person or a
    place exactly go, numbers in sentences that are coordinates go, and shapes and columns of degrees (start_lon …) are
    moved to `decimals` of a degree. Outlines of areas stay as they are, and so do the
    shapes of zones, routes, power lines and buildings.
    """
    if kind in _OUTLINES or frame.empty:
        return frame, 0
    spatial = isinstance(frame, gpd.GeoDataFrame)
    plain = pd.DataFrame(frame.drop(columns=frame.geometry.name)) if spatial else frame
    hidden = np.zeros(len(frame), bool)
    if "kind" in plain.columns:
        hidden |= plain["kind"].isin(private.words()["border_kinds"]).to_numpy()
    found = private.private_cells(plain)["border"]
    hidden |= np.logical_or.reduce([np.zeros(len(frame), bool), *found.values()])
    if kind in _OF_CHECKS:
        hidden |= _of_military(plain)
    table = plain.drop(columns=[name for name in _IDS if name in plain.columns])
    for name in filter(_DEGREE_COLUMN.search, table.columns):  # both ends of a stretch
        table[name] = pd.to_numeric(table[name], errors="coerce").round(decimals)
    for name in private.text_columns(table):
        table[name] = _without_coordinates(private.cleaned(table[name]))
    if spatial:
        shapes = (
            frame.geometry.to_numpy()
            if kind in _PUBLISHED
            else shapely.transform(frame.geometry.to_numpy(), lambda xy: np.round(xy, decimals))
        )
        table = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, index=frame.index, crs=metric.DEGREES))
    return table[~hidden].reset_index(drop=True), int(hidden.sum())


def _of_military(table: pd.DataFrame) -> np.ndarray:
    """Which rows tell that something lies in a military zone, and so where one is."""
    words = code_lists()["zone"]["military"]
    pattern = f"位于{re.escape(words['zh'])}|within the {re.escape(words['en'])}"  # as the rules say it
    told = np.zeros(len(table), bool)
    if "aspect" in table.columns:
        told |= table["aspect"].eq("military").to_numpy()
    for name in {"message", "reasons"} & set(table.columns):
        told |= table[name].astype(str).str.contains(pattern, case=False).to_numpy()
    return told & table["severity"].ne("not_checked").to_numpy() if "severity" in table.columns else told


def _without_coordinates(texts: pd.Series) -> pd.Series:
    """Sentences without longitude and latitude: `108.165812, 21.618238` becomes …"""
    held = texts.map(lambda text: isinstance(text, str) and bool(_PLACE.search(text))).astype(bool)
    return texts.where(~held, texts.map(lambda text: _PLACE.sub("…", text) if isinstance(text, str) else text))
