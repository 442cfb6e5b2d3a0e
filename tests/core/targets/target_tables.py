"""Tables by hand as findgaps and the user write them: counties, places, routes and zones assessed, statistics."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache, cached_property

import geopandas as gpd
import pandas as pd
import shapely

from fengsui.core.checks.profile import load_profile
from fengsui.core.schema import standard_table
from fengsui.core.targets.check import Targets, check_targets
from fengsui.core.targets.registry import load_targets

TODAY = dt.date(2026, 11, 21)
NATIONAL = load_profile()
BOTH = {"code": "450681", "name": "东兴市", "group": "both", "population": 150_000}
BORDER = {"code": "451022", "name": "田东县", "group": "border", "population": 300_000}
COAST = {"code": "450521", "name": "合浦县", "group": "coast", "population": 800_000}
INLAND = {"code": "450122", "name": "武鸣县", "group": "none", "population": 500_000}
CITY = {"code": "440200", "name": "韶关市", "group": "none", "population": 2_860_000}


def counties(*rows: dict, drawn: bool = False) -> pd.DataFrame:
    """Rows of counties; drawn: squares of one degree side by side."""
    table = pd.DataFrame(list(rows) or [BOTH])
    if not drawn:
        return standard_table(table, "counties", "counties")
    shapes = [shapely.box(108 + n, 21, 109 + n, 22) for n in range(len(table))]
    frame = gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4490")
    return standard_table(frame, "counties", "counties")


def places(
    kind: str, states: list[str], technology: str = "5G", county: str | None = "东兴市", **columns
) -> pd.DataFrame:
    """One assessed place per state; a column is one value for all, or a list."""
    count = len(states)
    table = pd.DataFrame(
        {
            "place_id": [f"{kind}-{n}" for n in range(count)],
            "name": [f"{kind} {n}" for n in range(count)],
            "kind": kind,
            "county": county,
            "technology": technology,
            "operator": "any",
            "state": states,
            "unit": "place",
            "total": 1.0,
        }
    )
    return table.assign(**columns)


def lengths(
    kind: str, rows: list[tuple], technology: str = "5G", county: str | None = "东兴市", unit: str = "m", **columns
) -> pd.DataFrame:
    """Assessed routes (m) or zones (m2): (total, covered, unknown) each."""
    table = pd.DataFrame(rows, columns=["total", "covered", "unknown"]).astype(float)
    number = "route_id" if unit == "m" else "zone_id"
    table[number] = [f"{kind}-{n}" for n in range(len(rows))]
    table["name"] = table[number]
    said = {"kind": kind, "county": county, "technology": technology, "operator": "any", "unit": unit, "border": True}
    table = table.assign(**said, claimed=0.0, covered_measured=0.0)
    gap = table["total"] - table["covered"] - table["unknown"]
    table["state"] = [
        "gap_model" if g > 0 else "unknown" if u > 0 else "covered_model" for g, u in zip(gap, table["unknown"])
    ]
    return table.assign(**columns)


def statistics(*rows: tuple) -> pd.DataFrame:
    """(county, indicator, period, value, source) each."""
    columns = ["county", "indicator", "period", "value", "source"]
    return standard_table(pd.DataFrame(list(rows), columns=columns), "statistics", "statistics")


class Judged:
    """What `check_targets` finds, worked out when it is asked for: of one target alone (`of`), or of all."""

    def __init__(self, *asked, registry=None, **given) -> None:
        self._asked, self._given, self._registry = asked, given, registry or load_targets()

    @cache  # noqa: B019 - it goes with the test
    def of(self, target: str) -> Targets:
        alone = tuple(one for one in self._registry.targets if one.id == target)
        return self._check(dataclasses.replace(self._registry, targets=alone))

    @cached_property
    def whole(self) -> Targets:
        return self._check(self._registry)

    def _check(self, registry) -> Targets:
        return check_targets(*self._asked, registry=registry, **self._given)

    def __getattr__(self, name: str):
        return getattr(self.whole, name)


def judged(assessed=None, counties_=None, profile=NATIONAL, language="en", date=TODAY, **given) -> Judged:
    """What `check_targets` finds, by default in 东兴市, in English, with the national profile."""
    area = counties() if counties_ is None else counties_
    return Judged(area, assessed, profile=profile, language=language, date=date, **given)


def rows_of(found: Judged | Targets, target: str, county: str | None = None) -> list[dict]:
    found = found.of(target) if isinstance(found, Judged) else found
    table = found.targets[found.targets["target"] == target]
    table = table[table["county"] == county] if county else table
    return [{k: (None if pd.isna(v) else v) for k, v in row.items()} for row in table.to_dict("records")]


def row(found: Judged | Targets, target: str, county: str | None = None) -> dict:
    (one,) = rows_of(found, target, county)
    return one


def changed(tmp_path, **values) -> object:
    """The national profile with some values set."""
    import yaml

    file = tmp_path / "county.yaml"
    file.write_text(yaml.safe_dump({"name": "county", "version": "1", "values": values}, allow_unicode=True), "utf-8")
    return load_profile(str(file))
