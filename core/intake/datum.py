"""Which coordinates these are, on evidence only, and where they are in CGCS2000."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import N_, Progress, no_progress
from ..metric import DEGREES
from . import metres
from .sentence import Sentence
from .systems import (
    BD09,
    BEIJING54,
    CGCS2000,
    FOUND,
    GCJ02,
    SAID,
    WGS84,
    XIAN80,
    datum_of,
    is_projected,
    named_system,
    system,
)
from .verdict import judge_shift, undo
from .witnesses import Witnesses, call_witnesses
from .zones import to_cgcs2000

UNKNOWN = "unknown"
_NEARLY_ALL = 0.8  # of the rows that are legal one way or the other: the batch, not a row, is swapped


@dataclass(frozen=True)
class Placed:
    """Rows where they belong.

    geometry: points in EPSG:4490, None where a row has no place; crs_declared: 'EPSG:4490', 'EPSG:4326', 'GCJ-02',
    'BD-09', 'EPSG:4526', … or 'unknown' per row; found: cgcs2000, wgs84, gcj02, bd09, 'EPSG:nnnn', mixed or undecided;
    evidence: sentences that say what decided, with counts.
    """

    geometry: gpd.GeoSeries
    crs_declared: pd.Series
    found: str
    evidence: list[Sentence]


def place(
    rows: pd.DataFrame,
    datum: str = "auto",
    declared: Optional[pd.Series] = None,
    township: Optional[pd.Series] = None,
    keys: Optional[pd.DataFrame] = None,
    counties: Optional[gpd.GeoDataFrame] = None,
    townships: Optional[gpd.GeoDataFrame] = None,
    twins: Optional[gpd.GeoDataFrame] = None,
    progress: Progress = no_progress,
) -> Placed:
    """Decide what the coordinates of a batch are and turn them into CGCS2000.

    rows: `x`, `y`, `form` as `coordinates.read_coordinates` gives them. declared: per row the tag or word that says the
    system ('GCJ02', '国家2000', 'EPSG:4526', '3度带36带'; empty: none); it holds against `datum`, which holds for rows
    without one ('auto': evidence decides). township: the township that each row names. keys: text columns (plan_id,
    site_id, site_name …) that `twins` has too, under the same names, best first. counties, townships (with `name`),
    twins: EPSG:4490. All per-row inputs share the index of `rows`. CoreError when `datum` names no system.

    WGS 84 and CGCS2000 differ by centimetres: degrees proven unshifted are called CGCS2000. Where nothing proves a
    system, degrees stay as they are and metres get no place; both are 'unknown'. A row whose longitude and latitude
    are swapped is left alone unless (nearly) the whole batch is.
    """
    tags, evidence = _declared(declared, rows.index)
    if (datum or "auto").strip().lower() != "auto":
        chosen = system(datum)
        own = pd.Series(tags)[[tag is not None and not _same(tag, chosen) for tag in tags]]
        if len(own):
            text = N_("{count} rows say their own system ({systems}); it holds against {datum}.")
            evidence.append(Sentence(text, count=len(own), systems=", ".join(sorted(own.unique())), datum=chosen))
        tags = np.array([chosen if tag is None else tag for tag in tags], object)
    witnesses = call_witnesses(rows.index, township, keys, counties, townships, twins)
    progress(0.2)
    lon, lat = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    crs = np.array([tag or UNKNOWN for tag in tags], object)
    for form, put in (("degrees", _place_degrees), ("projected", metres.place_metres)):
        at = np.flatnonzero((rows["form"] == form).to_numpy())
        if len(at):
            x, y = (rows[c].to_numpy(float)[at] for c in ("x", "y"))
            lon[at], lat[at], crs[at], said = put(x, y, tags[at], witnesses.of(at))
            evidence.extend(said)
        progress(0.6 if form == "degrees" else 1.0)
    filled = rows["form"].notna().to_numpy()
    found = _found(crs[filled], tags[filled])
    crs = np.array([name or UNKNOWN for name in crs], object)
    if found in FOUND.values() and not filled.all():
        name = next(name for name, word in FOUND.items() if word == found)
        crs = np.where(~filled & (crs == UNKNOWN), name, crs)  # an empty row of a decided file is no further riddle
    points = np.full(len(rows), None, object)
    put = np.isfinite(lon) & np.isfinite(lat)
    points[put] = shapely.points(lon[put], lat[put])
    geometry = gpd.GeoSeries(points, index=rows.index, crs=DEGREES)
    return Placed(geometry, pd.Series(crs, index=rows.index, dtype=object), found, evidence)


def _same(one: str, other: str) -> bool:
    return one == other or {one, other} == {CGCS2000, WGS84}


def _declared(declared: Optional[pd.Series], index: pd.Index) -> tuple[np.ndarray, list[Sentence]]:
    """The system each row says it has (None: says nothing), and the words that name none."""
    if declared is None:
        return np.full(len(index), None, object), []
    words = declared.reindex(index).astype("string").str.strip().astype(object)
    words = words.where(words.notna() & (words != ""), None)
    names = {word: named_system(word) for word in words.dropna().unique()}
    strange = sorted(word for word, name in names.items() if name is None and word.lower() not in ("auto", UNKNOWN))
    said = []
    if strange:
        text = N_("These words name no coordinate system known here: {words}.")
        said.append(Sentence(text, words=", ".join(word[:40] for word in strange[:5])))
    tags = np.array([names.get(word) for word in words], object)
    for name in sorted({tag for tag in tags if tag is not None}):
        text = N_("{count} rows say that they are {system}.")
        said.append(Sentence(text, count=int((tags == name).sum()), system=SAID.get(name, name)))
    return tags, said


def _place_degrees(x: np.ndarray, y: np.ndarray, tags: np.ndarray, witnesses: Witnesses) -> tuple:
    """Longitudes, latitudes, systems and what is said of rows in degrees, by system."""
    said: list[Sentence] = []
    legal, turned = in_china(x, y), in_china(y, x)
    if turned.sum() > _NEARLY_ALL * (legal | turned).sum():
        x, y = np.where(turned, y, x), np.where(turned, x, y)
        text = N_("Longitude and latitude are swapped in {count} of {total} rows: the batch was turned.")
        said.append(Sentence(text, count=int(turned.sum()), total=len(x)))
        legal |= turned
    lon, lat, crs = x.copy(), y.copy(), tags.copy()
    for tag in sorted({tag or "" for tag in tags}):
        rows = np.flatnonzero([(t or "") == tag for t in tags])
        rows_in = rows[legal[rows]]
        verdict = judge_shift(x[rows_in], y[rows_in], witnesses.of(rows_in))
        name = tag or verdict.system
        if not tag:
            said.extend(verdict.said)
            said.append(_conclusion(verdict.system, len(rows)))
        elif verdict.system is not None and tag in SAID and not _same(verdict.system, tag):
            text = N_("{count} rows are declared {system}, but their surroundings speak for {other}; kept as declared.")
            said.extend(verdict.said)
            said.append(Sentence(text, count=len(rows), system=SAID[tag], other=SAID[verdict.system]))
        if name in (GCJ02, BD09):
            lon[rows_in], lat[rows_in] = undo(name, x[rows_in], y[rows_in])
        elif name is not None and name not in (CGCS2000, WGS84):
            name = _place_declared(name, rows_in, lon, lat, said)
        crs[rows] = name or UNKNOWN
    return lon, lat, crs, said


def _place_declared(name: str, rows: np.ndarray, lon: np.ndarray, lat: np.ndarray, said: list[Sentence]) -> str:
    """Turn degrees of some other declared system, in place; the name of the geographic system they are in."""
    if is_projected(name):
        text = N_("{count} rows hold degrees although {system} is a system of metres: taken as its degrees.")
        said.append(Sentence(text, count=len(rows), system=name))
        name = datum_of(name)
    if name in (BEIJING54, XIAN80):
        said.append(metres.inexact(name, len(rows)))
    elif name not in (CGCS2000, WGS84):
        lon[rows], lat[rows] = to_cgcs2000(name, lon[rows], lat[rows])
    return name


def _conclusion(name: Optional[str], count: int) -> Sentence:
    if name is None:
        text = N_("Undecided: {count} rows that declare no system stay as they are, as if CGCS2000. Name the system.")
        return Sentence(text, count=count)
    return Sentence(N_("So {count} rows without a declared system are {system}."), count=count, system=SAID[name])


def in_china(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Whether places in degrees may lie in China: within 73 to 136 E and 3 to 54 N. NaN does not."""
    return (lon >= 73) & (lon <= 136) & (lat >= 3) & (lat <= 54)


def _found(crs: np.ndarray, tags: np.ndarray) -> str:
    """One word for the batch; rows of no system at all (None) and a few strays with a mistyped zone do not count."""
    names, counts = np.unique([name for name in crs if name is not None], return_counts=True)
    said = set(tags[tags != None])  # noqa: E711
    main = {str(n): c for n, c in zip(names, counts) if c >= 0.1 * counts.sum() or n in said}
    if not main or main.get(UNKNOWN, 0) > 0.5 * counts.sum():
        return "undecided"
    if len(main) > 1:
        return "mixed"
    name = next(iter(main))
    return FOUND.get(name, name)
