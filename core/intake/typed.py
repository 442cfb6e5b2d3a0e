"""One coordinate as somebody types it, in any notation and a datum that is said, as the place it means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyproj import CRS

from .. import metric
from ..errors import N_, CoreError
from .coordinates import read_coordinates, split_pair
from .datum import in_china, place
from .sentence import Sentence
from .systems import BD09, FOUND, GCJ02, SAID, is_projected, system


@dataclass(frozen=True)
class Typed:
    """Where it is: `lon`, `lat` in CGCS2000; `system`: what it was read as ('cgcs2000', 'gcj02', 'EPSG:4524', …);
    `decimals` of a degree that were typed; `lon_text`, `lat_text`: its two halves; `said`: what else was taken for it."""

    lon: float
    lat: float
    system: str
    decimals: int
    lon_text: str
    lat_text: str
    said: tuple[Sentence, ...]


def typed_place(text: str, datum: str) -> Typed:
    """The place that a typed coordinate means; datum: wgs84, cgcs2000, gcj02, bd09 or a code such as EPSG:4524.

    Reads every notation of `read_coordinates`, both numbers in one text. Metres must tell their zone, by the number in
    front of the easting or by the datum given. CoreError where no place can be read, or where it lies outside China.
    """
    name = system(datum)
    halves = [half.fillna("") for half in split_pair(pd.Series([text.strip()], dtype="string"))]
    read = read_coordinates(*halves)
    fault = read["reason"].iloc[0]
    if fault is not None:
        raise CoreError(N_("'{typed}' cannot be read as a coordinate: {fault}."), typed=text.strip()[:60], fault=fault)
    found = place(read, datum=datum)
    lon, lat = metric.coordinates(found.geometry)[0]
    declared = found.crs_declared.iloc[0]
    metres = read["form"].iloc[0] == "projected"
    if metres and (declared in (None, "unknown") or not np.isfinite(lon)):
        raise CoreError(N_("These metres do not tell their zone. Put its number before the easting, as in 36512345."))
    if not in_china(lon, lat):
        raise CoreError(N_("'{typed}' lies outside China. Check the numbers and their order."), typed=text.strip()[:60])
    said = []
    if metres:
        name = declared if is_projected(declared) else name
        said.append(Sentence(N_("Read as metres of {system}."), system=CRS(name).name))
        if system(datum) in (GCJ02, BD09):
            said.append(Sentence(N_("Metres cannot be {system}."), system=SAID[system(datum)]))
    lon_text, lat_text = (str(half.iloc[0]) for half in halves)
    decimals = int(read["decimals"].iloc[0])
    return Typed(float(lon), float(lat), FOUND.get(name, name), decimals, lon_text, lat_text, tuple(said))
