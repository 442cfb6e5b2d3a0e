"""The areas that targets are judged in: counties, border regiments and cities, and which rows are theirs."""

from __future__ import annotations

import re
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import N_, CoreError
from ..schema import plain

_REGIMENT = re.compile(r"(?:[0-9〇零一二三四五六七八九十百]+团(?:场)?|团场|regiment)$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{6,12}")
_NATION = {"全国", "中国", "nation", "china"}
_PREFIX = {"city": 4, "province": 2, "nation": 0}
"""How many digits of its code a county shares with what it is part of."""


class Areas:
    """Rows of the counties layer: `labels` (as they stand in the output), codes, groups, levels, population, regiments.

    A border regiment is a row of its own: what lies in it is its own, not of the county around it.
    """

    def __init__(self, counties: pd.DataFrame) -> None:
        table = counties.reset_index(drop=True)
        if not len(table):
            raise CoreError(N_("The counties layer has no rows: without a county there is nothing to judge."))
        names, codes = _text(table, "name"), _text(table, "code").map(_short_code, na_action="ignore")
        if names.isna().all() and codes.isna().all():
            raise CoreError(N_("The counties need a column name or code."))
        twice = names.duplicated(keep=False) & codes.notna()
        self.labels = names.where(~twice, names + " (" + codes.fillna("") + ")").fillna(codes).fillna("?").to_numpy()
        self.codes, self.names = codes.to_numpy(), names.to_numpy()
        self.groups = _text(table, "group").to_numpy()
        self.levels = np.array([_level(c, n) for c, n in zip(codes, names)], dtype=object)
        if "level" in table.columns:
            told = _text(table, "level")
            self.levels = np.where(told.isin(["county", "city", "province", "nation"]), told, self.levels)
        people = table["population"] if "population" in table.columns else pd.Series(np.nan, index=table.index)
        self.population = pd.to_numeric(people, errors="coerce").to_numpy(float, na_value=np.nan)
        self.regiment = (
            names.map(lambda n: bool(_REGIMENT.search(str(n))), na_action="ignore").fillna(False).to_numpy(bool)
        )
        self.shapes = table.geometry.to_numpy() if isinstance(table, gpd.GeoDataFrame) else np.full(len(table), None)
        self._words = _by_word(names, codes)

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def drawn(self) -> bool:
        """Whether any area has a shape."""
        return bool((~(shapely.is_missing(self.shapes) | shapely.is_empty(self.shapes))).any())

    def members(self, area: int) -> np.ndarray:
        """The counties (and regiments) that a city, province or nation consists of: by their codes, else as they lie in it."""
        if self.levels[area] not in _PREFIX:
            return np.array([], int)
        below = np.flatnonzero(self.levels == "county")
        start = str(self.codes[area] or "")[: _PREFIX[self.levels[area]]]
        by_code = np.array([bool(start) and str(self.codes[n] or "").startswith(start) for n in below], bool)
        if self.levels[area] == "nation":
            return below
        inner = shapely.point_on_surface(self.shapes[below])
        return below[by_code | shapely.contains(self.shapes[area], inner)]

    def of_words(self, words: pd.Series) -> np.ndarray:
        """The area that each word names, by name or code; -1 where it names none of them, -2 where there is no word."""
        found = {word: self._of_word(word) for word in words.dropna().unique()}
        return words.map(found).fillna(-2).astype(int).to_numpy()

    def of_rows(self, frame: pd.DataFrame, column: Optional[str] = "county") -> np.ndarray:
        """The area of each row: the one it names, else the one it lies in (a regiment before its county), else -1.

        A row that says nothing of its place is of the only area where there is one area without a shape.
        """
        words = frame[column] if column in frame.columns else pd.Series(None, index=frame.index, dtype=object)
        words = words.map(lambda word: str(word).strip() or None, na_action="ignore")
        area = self.of_words(words.reset_index(drop=True))
        silent = area == -2
        if silent.any() and isinstance(frame, gpd.GeoDataFrame) and self.drawn:
            area[silent] = self._of_shapes(frame.geometry.to_numpy()[silent])
            silent = area == -2
        area[silent] = 0 if len(self) == 1 and not self.drawn else -1
        return area

    def strangers(self, table: Optional[pd.DataFrame]) -> tuple[int, list[str]]:
        """How many rows name a county that is none of these, or none at all, and the names as they stand, each once."""
        if table is None or not len(table):
            return 0, []
        lost = self.of_rows(pd.DataFrame(table)) < 0
        names = table["county"][lost] if "county" in table.columns else pd.Series(dtype=object)
        return int(lost.sum()), sorted({str(name).strip() for name in names.dropna()} - {""})

    def inside(self, frame: pd.DataFrame) -> list[np.ndarray]:
        """For each area the positions of the rows that lie in it; a city holds what its counties hold."""
        if isinstance(frame, gpd.GeoDataFrame) and self.drawn:
            points = gpd.GeoSeries(shapely.centroid(frame.geometry.to_numpy()), crs=metric.DEGREES)
            pairs = metric.inside(points, gpd.GeoSeries(self.shapes, crs=metric.DEGREES))
            return [pairs.loc[pairs["target"] == n, "point"].to_numpy() for n in range(len(self))]
        rows = np.arange(len(frame))
        return [rows if len(self) == 1 else rows[:0] for _ in range(len(self))]

    def _of_word(self, word: object) -> int:
        found = self._words.get(plain(word), -1)
        digits = _DIGITS.search(str(word))
        if found < 0 and digits:
            found = self._words.get(_short_code(digits[0]), -1)
        return found

    def _of_shapes(self, shapes: np.ndarray) -> np.ndarray:
        points = gpd.GeoSeries(shapely.point_on_surface(shapes), crs=metric.DEGREES)
        held = ~(points.isna() | points.is_empty).to_numpy()
        found = np.full(len(shapes), -2)
        pairs = metric.inside(gpd.GeoSeries(points.to_numpy()[held], crs=metric.DEGREES), gpd.GeoSeries(self.shapes))
        rank = np.lexsort([shapely.area(self.shapes), ~self.regiment])  # regiments first, then the smallest
        order = np.empty(len(rank), int)
        order[rank] = np.arange(len(rank))
        best = pairs.assign(order=order[pairs["target"]]).sort_values("order").drop_duplicates("point")
        inside = np.full(int(held.sum()), -1)
        inside[best["point"].to_numpy()] = best["target"].to_numpy()
        found[held] = inside
        return found


def _by_word(names: pd.Series, codes: pd.Series) -> dict[str, int]:
    """Codes, and names that only one area has."""
    words = {code: n for n, code in enumerate(codes) if code is not None and pd.notna(code)}
    forms = names.map(plain, na_action="ignore")
    for n, form in enumerate(forms):
        if form is not None and pd.notna(form) and (forms == form).sum() == 1:
            words.setdefault(form, n)
    for n, (name, code) in enumerate(zip(names, codes)):
        if pd.notna(name) and pd.notna(code):
            words.setdefault(plain(f"{name} ({code})"), n)
    return words


def _short_code(code: object) -> str:
    text = plain(code)
    return text[:6] if len(text) in (9, 12) and text.isdigit() and not text[6:].strip("0") else text


def _level(code: object, name: object) -> str:
    if plain(name) in _NATION:
        return "nation"
    text = str(code) if isinstance(code, str) else ""
    if not re.fullmatch(r"\d{6}", text):
        return "county"
    if text in ("000000", "100000"):
        return "nation"
    return "province" if text.endswith("0000") else "city" if text.endswith("00") else "county"


def _text(table: pd.DataFrame, name: str) -> pd.Series:
    column = table[name] if name in table.columns else pd.Series(None, index=table.index, dtype=object)
    text = column.astype(object).map(lambda v: str(v).strip(), na_action="ignore")
    return text.where(text.notna() & (text != ""), None)
