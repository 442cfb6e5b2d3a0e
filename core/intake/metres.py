"""Metres of a batch put where they belong: by the zone in the number, by what is declared, else by witnesses."""

from __future__ import annotations

import numpy as np

from ..errors import N_
from .sentence import Sentence
from .systems import (
    BD09,
    BEIJING54,
    CGCS2000,
    GCJ02,
    SAID,
    XIAN80,
    code_of_meridian,
    code_of_zone,
    datum_of,
    is_projected,
)
from .verdict import judge_meridian
from .witnesses import Witnesses, offset_m
from .zones import from_meridian, meridian_of, meridian_of_zone, read_metres, to_cgcs2000

_OTHER_DATUM_M = (30.0, 300.0)  # how far Beijing 1954 and Xi'an 1980 lie from CGCS2000


def place_metres(x: np.ndarray, y: np.ndarray, tags: np.ndarray, witnesses: Witnesses) -> tuple:
    """Longitudes, latitudes, systems and what is said of rows in metres; `tags`: the system each row says, or None."""
    said: list[Sentence] = []
    lon, lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    crs = np.full(len(x), None, object)
    for tag in sorted({tag or "" for tag in tags}):
        rows = np.flatnonzero([(t or "") == tag for t in tags])
        if tag in (GCJ02, BD09):
            text = N_("{count} rows hold metres, which cannot be {system}: read as metres of a CGCS2000 zone.")
            said.append(Sentence(text, count=len(rows), system=SAID[tag]))
        if tag.startswith("EPSG:") and is_projected(tag) and np.isnan(meridian_of(tag)):
            lon[rows], lat[rows] = _place_foreign(tag, x[rows], y[rows])
            crs[rows] = tag
        else:
            lon[rows], lat[rows], crs[rows] = _place_zones(tag, x[rows], y[rows], witnesses.of(rows), said)
        if tag and datum_of(tag) in (BEIJING54, XIAN80):
            said.append(inexact(datum_of(tag), len(rows)))
    return lon, lat, crs, said


def inexact(datum: str, count: int) -> Sentence:
    """What has to be said of the old national datums."""
    text = N_(
        "{count} rows are {system}. Its way to CGCS2000 is secret: they are placed by their own numbers and may lie "
        "150 m off. Ask for CGCS2000."
    )
    return Sentence(text, count=count, system=Sentence(SAID[datum]))


def _place_foreign(tag: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Metres of a declared system that is no national zone (UTM, web Mercator …)."""
    read = read_metres(x, y)
    turned = read["turned"].to_numpy() & (read["zone"].to_numpy() == 0)
    return to_cgcs2000(tag, np.where(turned, y, x), np.where(turned, x, y))


def _place_zones(tag: str, x: np.ndarray, y: np.ndarray, witnesses: Witnesses, said: list[Sentence]) -> tuple:
    datum = datum_of(tag) if tag.startswith("EPSG:") else CGCS2000
    datum = datum if datum in (BEIJING54, XIAN80) else CGCS2000
    read = read_metres(x, y)
    easting, zone = read["easting"].to_numpy(), read["zone"].to_numpy()
    legible, turned = np.isfinite(easting), read["turned"].to_numpy()
    east_deg, lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    east_deg[legible], lat[legible] = from_meridian(easting[legible], read["northing"].to_numpy()[legible], datum)
    if turned.any():
        text = N_("In {count} of {total} rows X is north and Y is east, as surveyors have it: they were turned.")
        said.append(Sentence(text, count=int(turned.sum()), total=len(x)))
    if not legible.all():
        text = N_("{count} rows hold metres that fit no zone in China: they get no place.")
        said.append(Sentence(text, count=int((~legible).sum())))
    zoned, bare = legible & (zone > 0), legible & (zone == 0)
    meridian, crs = np.full(len(x), np.nan), np.where(legible, "unknown", None)
    meridian[zoned] = meridian_of_zone(zone[zoned])
    crs[zoned] = [code_of_zone(int(z), datum) for z in zone[zoned]]
    told = meridian_of(tag) if tag.startswith("EPSG:") else np.nan
    if np.isfinite(told):
        other = zoned & (meridian != told)
        if other.any():
            text = N_("{count} rows carry another zone in their numbers than {system}: the numbers hold.")
            said.append(Sentence(text, count=int(other.sum()), system=tag))
        meridian[bare], crs[legible & ~other] = told, tag
    elif bare.any():
        at = np.flatnonzero(bare)
        found, seen = judge_meridian(east_deg[at], lat[at], witnesses.of(at))
        said.append(seen)
        if found is not None:
            meridian[at], crs[at] = found, code_of_meridian(found, datum)
    if zoned.any() and not np.isfinite(told):
        zones = ", ".join(str(z) for z in np.unique(zone[zoned]))
        text = N_("{count} rows carry a zone in their numbers: {zones}, taken as {system}.")
        said.append(Sentence(text, count=int(zoned.sum()), zones=zones, system=Sentence(SAID[datum])))
    lon = meridian + east_deg
    lat = np.where(np.isfinite(lon), lat, np.nan)
    if tag in ("", GCJ02, BD09):
        crs = _doubt_datum(lon, lat, crs, witnesses, said)
    return lon, lat, crs


def _doubt_datum(
    lon: np.ndarray, lat: np.ndarray, crs: np.ndarray, witnesses: Witnesses, said: list[Sentence]
) -> np.ndarray:
    """Undeclared metres whose twins all lie the same way off are of an older datum: unknown then, and said."""
    offset = offset_m(lon, lat, witnesses)
    offset = offset[np.isfinite(offset).all(axis=1)]
    if len(offset) < 5:
        return crs
    middle = np.median(offset, axis=0)
    blur = 3 * 1.86 * np.hypot(*np.median(np.abs(offset - middle), axis=0)) / np.sqrt(len(offset))
    drift = float(np.hypot(*middle))
    if not (_OTHER_DATUM_M[0] < drift < _OTHER_DATUM_M[1] and blur < drift / 2):
        return crs
    text = N_("{count} rows lie {metres} m beside their known positions, all the same way: an older datum, perhaps.")
    said.append(Sentence(text, count=len(offset), metres=round(drift)))
    return np.where(np.isfinite(lon), "unknown", crs).astype(object)
