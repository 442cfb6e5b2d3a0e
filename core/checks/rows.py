"""What rows of a table say, in the form in which rules compare it: their places, names, operators, papers and limits."""

from __future__ import annotations

import re
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import N_, CoreError
from ..schema import code_lists, code_of, plain, table_kind

LON_RANGE, LAT_RANGE = (73.0, 136.0), (3.0, 54.0)
OPENED = ("published", "usable", "signed")
"""States in which an opened resource can be had."""
_HOME = {"cn", "chn", "china", "中国", "中华人民共和国", "prc", "156", "86", "0086"}


def at_home(country: pd.Series) -> pd.Series:
    """Whether a site stands in this country; one that does not say does."""
    return country.map(lambda name: plain(name) in _HOME, na_action="ignore").fillna(True).astype(bool)


def empty_column(kind: str, name: str, index: pd.Index) -> pd.Series:
    """A column that a table of this kind does not have: of numbers where the standard says so."""
    column = table_kind(kind).columns.get(name)
    numeric = column is not None and column.type in ("number", "integer")
    return pd.Series(np.nan if numeric else None, index=index, dtype=float if numeric else object)


def with_shapes(name: str, table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that can be checked against: an area or a line without a shape, or with one that can't be in degrees, says
    nothing, and must not count as given."""
    return table[_shaped(table)] if name in _SHAPED else table


def without_shapes(name: str, table: gpd.GeoDataFrame) -> dict[str, int]:
    """How many rows `with_shapes` leaves out, by kind (empty: none)."""
    lost = table[~_shaped(table)] if name in _SHAPED else table.iloc[:0]
    kind = lost["kind"] if name in ("zones", "routes") and "kind" in lost.columns else pd.Series("", index=lost.index)
    return {str(word): int(count) for word, count in kind.fillna("").value_counts().items()}


_SHAPED = ("counties", "townships", "zones", "routes", "powerlines", "buildings")


def _shaped(table: gpd.GeoDataFrame) -> np.ndarray:
    bounds = shapely.bounds(table.geometry.to_numpy())  # NaN without a shape
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(bounds) <= [180, 90, 180, 90]).all(axis=1))


def papers(text: str) -> frozenset[str]:
    """The zone codes for which a text of `regime=number` pairs holds a number."""
    held = set()
    for part in re.split(r"[;；\n]+|[,，](?=[^,，;；=＝]+[=＝])", text):
        regime, _, number = re.sub("[＝：:]", "=", part).partition("=")
        code = code_of("zone", regime)
        if code and number.strip():
            held.add(code)
    return frozenset(held)


def in_range(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether degrees lie within the country's range (SP-02)."""
    with np.errstate(invalid="ignore"):
        return (x >= LON_RANGE[0]) & (x <= LON_RANGE[1]) & (y >= LAT_RANGE[0]) & (y <= LAT_RANGE[1])


def usable(places: gpd.GeoSeries) -> gpd.GeoSeries:
    """The places within the country's range, None for the others."""
    xy = metric.coordinates(places)
    return gpd.GeoSeries(np.where(in_range(xy[:, 0], xy[:, 1]), places.to_numpy(), None), crs=metric.degrees())


def as_points(frame: gpd.GeoDataFrame, name: str) -> gpd.GeoSeries:
    """The places of rows as points; CoreError where a layer of sites holds lines or areas."""
    geometry = frame.geometry.to_numpy()
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    single = np.where(shapely.get_num_geometries(geometry) == 1, shapely.get_geometry(geometry, 0), geometry)
    if (~empty & (shapely.get_type_id(single) != 0)).any():
        raise CoreError(N_("Layer '{layer}' must hold points, one for each row."), layer=name)
    return gpd.GeoSeries(np.where(empty, None, single), crs=metric.degrees())


def by_word(limits: Mapping[str, float], words: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of a limit that depends on a word: equal where the word is known."""
    codes, known = pd.factorize(words)
    named = np.array([limits.get(word, np.nan) for word in known] + [np.nan], float)[codes]
    lost = np.isnan(named)
    return np.where(lost, min(limits.values()), named), np.where(lost, max(limits.values()), named)


def operator_bits(operators: pd.Series) -> np.ndarray:
    """Operators as bits, so that two rows share one where the bits meet; 0 where none is named."""
    bit = {code: 1 << n for n, code in enumerate(c for c in code_lists()["operator"] if ";" not in c)}
    codes, words = pd.factorize(operators)
    bits = np.array([sum(bit.get(c, 0) for c in set(word.split(";"))) for word in words] + [0])
    return bits[codes]


_NOISE = re.compile(r"^(?:中国)?(?:电信|移动|联通|广电|铁塔)(?:公司)?|[45]g|(?:基站|站点|站址|宏站|微站|站)$")


def same_name(names: pd.Series) -> pd.Series:
    """Names in the form in which two names of one place are equal: without operator, generation and the word for a site."""

    def bare(name: str) -> str:
        text = plain(name)
        return _NOISE.sub("", text) or text

    return names.map(bare, na_action="ignore")
