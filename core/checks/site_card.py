"""What a site at one place would meet: where it is, the planned site, hosts, zones, what each rule says, where it passes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..schema import table_kind, word_of
from .adjustments import way
from .case import Case
from .collected import SEVERITIES, Checked
from .engine import check
from .locations import find_locations
from .plan_match import partners
from .rules import phrase, registered, rule_entries, table_word

OF_PLAN = (
    "plan_id", "site_name", "build_type", "structure", "structure_height_m", "antenna_height_m", "scene", "year",
    "operators", "allowed_deviation_m",
)  # fmt: skip
"""What an application takes over from the planned site that it stands for."""
NEIGHBOURS_M = 3_000.0
"""Applications farther away are not looked at, but for those of the same planned site: no rule compares so far."""
HERE = "HERE"
_OF_COUNTY = {("SP-13", "unapplied"), ("SP-17", "hole")}  # about the plan and the network, not about one place
_OF_BATCH = {("SP-04", "shift"), ("SP-05", "dms"), ("SP-08", "township")}  # about what somebody wrote
_OF_NEIGHBOURS = {("SP-11", "place"), ("SP-11", "name"), ("SP-13", "second")}


@dataclass(frozen=True)
class SiteCard:
    """What is said of one place (degrees, CGCS2000).

    `county`, `township`: names, None where none holds it or no layer was given (`looked`: the tables that were).
    `plan`: plan_id, site_name, build_type (word), distance_m, allowed_m (None where the scene leaves it open), within,
    bearing_deg; None where there is no planned site. `hosts`: kind, candidate, label, distance_m, fits, why, nearest
    first. `zones`: kind (word), name. `rules`: rule, title, severity (also passed), message, suggestion; `papers`: the
    titles that only an application's own record answers. `nearest`: lon, lat, shift_m, bearing_deg, way, conditions, stays; None
    where no place passes, and `shut_out` says why. `application`: the row that would be applied for. `coverage`: technology,
    state, serving_site, evidence; `away_m`: metres to `border` and `coast`, None where far; both by whoever has them.
    """

    lon: float
    lat: float
    county: Optional[str]
    township: Optional[str]
    looked: frozenset[str]
    plan: Optional[dict[str, Any]]
    hosts: list[dict[str, Any]]
    zones: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    papers: list[str]
    nearest: Optional[dict[str, Any]]
    shut_out: str
    application: dict[str, Any]
    coverage: list[dict[str, Any]] = field(default_factory=list)
    away_m: dict[str, Optional[float]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """How many lines of the rules there are of each severity, and how many checks passed."""
        said = [line["severity"] for line in self.rules]
        return {severity: said.count(severity) for severity in (*SEVERITIES, "passed")}


def site_card(case: Case, lon: float, lat: float, applications: Optional[gpd.GeoDataFrame] = None) -> SiteCard:
    """What a site at this place (degrees, EPSG:4490) would meet, by the rules that check applications.

    `case` holds the tables, as for checking applications; its own subject is not looked at. The site is taken to be
    what the nearest planned site is. `applications` (a standard table) stand beside it as others applied for.
    """
    point = gpd.GeoSeries([shapely.Point(lon, lat)], crs=metric.degrees())
    place = {name: _named(case, table, point) for name, table in (("county", "counties"), ("township", "townships"))}
    row = {**_planned(case, point), "township": place["township"]}
    here = case.about(_subject(row, point, applications), "applications")
    last = len(here.subject) - 1
    checked = check(here)
    rules, papers = _said(here, checked, last, applications is not None)
    found = find_locations(here, rows=np.array([last]))
    return SiteCard(
        lon, lat, place["county"], place["township"], frozenset(case.tables), _plan(here, last), _hosts(here, last),
        _zones(case, point), rules, papers, _nearest(here, found.points), str(found.areas["shut_out"].iloc[0]), row,
    )  # fmt: skip


def _named(case: Case, table: str, point: gpd.GeoSeries) -> Optional[str]:
    if table not in case.tables:
        return None
    held = metric.inside(point, case.tables[table].geometry)["target"]
    names = case.column("name", table).iloc[held].dropna()
    return case.phrase("and_kinds").join(dict.fromkeys(names.astype(str))) or None


def _planned(case: Case, point: gpd.GeoSeries) -> dict[str, Any]:
    """What an application here takes over from the nearest planned site that stands; nothing where there is none."""
    if "plan" not in case.tables:
        return {}
    standing = np.flatnonzero(case.standing("plan"))
    target = int(metric.nearest(point, case.points_of("plan").iloc[standing])["target"].iloc[0])
    if target < 0:
        return {}
    plan = case.tables["plan"].iloc[standing[target]]
    return {name: plan[name] for name in OF_PLAN if name in plan.index and pd.notna(plan[name])}


def _subject(row: dict[str, Any], point: gpd.GeoSeries, applications: Optional[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """The applications nearby with one more, the last, at the place."""
    known = {name: value for name, value in row.items() if value is not None}
    one = gpd.GeoDataFrame([{"application_id": HERE, **known}], geometry=point.to_numpy(), crs=metric.degrees())
    if applications is None or not len(applications):
        return one
    near = metric.within(point, gpd.GeoSeries(applications.geometry), NEIGHBOURS_M)["target"]
    if "plan_id" in applications.columns and "plan_id" in row:
        near = np.union1d(near, np.flatnonzero((applications["plan_id"] == row["plan_id"]).to_numpy()))
    others = applications.iloc[near]
    others = others.rename_geometry("geometry") if others.geometry.name != "geometry" else others
    return gpd.GeoDataFrame(pd.concat([others, one], ignore_index=True), geometry="geometry", crs=metric.degrees())


def _plan(here: Case, last: int) -> Optional[dict[str, Any]]:
    if "plan" not in here.tables:
        return None
    found = here.fact(partners).iloc[last]
    if found["plan"] < 0:
        return None
    at = int(found["plan"])
    to = here.xy_of("plan")[at]
    bearing = metric.GEOD.inv(*here.xy[last], *to)[0] % 360
    low, high, distance = (float(found[name]) for name in ("low", "high", "distance_m"))
    within = True if distance <= low else False if distance > high else None
    plan = {name: here.column(name, "plan").iloc[at] for name in ("plan_id", "site_name", "build_type")}
    plan["build_type"] = word_of("build_type", plan["build_type"], here.language) if plan["build_type"] else ""
    return {
        **plan, "distance_m": distance, "allowed_m": low if low == high else None, "within": within,
        "bearing_deg": bearing, "way": way(here, bearing),
    }  # fmt: skip


def _hosts(here: Case, last: int) -> list[dict[str, Any]]:
    """Existing sites and opened resources near enough to be shared, that fit or may, the nearest first."""
    if here.match is None or not {"sites", "resources"} & set(here.tables):
        return []
    nothing = gpd.GeoDataFrame({"resource_id": []}, geometry=[], crs=metric.degrees())
    existing = here.tables["sites"][here.in_network] if "sites" in here.tables else None
    resources = here.tables.get("resources", nothing)
    one = here.subject.iloc[[last]]
    found = here.match(
        one, "application_id", resources, existing, here.profile, None, here.language, here.progress, False
    )
    matches = found[1][found[1]["fits"] != "no"].sort_values("distance_m", kind="stable")
    named = matches.rename(columns={"candidate_kind": "kind"})
    return named[["kind", "candidate", "label", "distance_m", "fits", "why"]].to_dict("records")


def _zones(case: Case, point: gpd.GeoSeries) -> list[dict[str, Any]]:
    if "zones" not in case.tables:
        return []
    held = metric.inside(point, case.tables["zones"].geometry)["target"]
    kinds, names = (case.column(name, "zones").iloc[held] for name in ("kind", "name"))
    return [
        {"kind": word_of("zone", kind, case.language), "name": name if isinstance(name, str) else ""}
        for kind, name in zip(kinds, names)
    ]


def _said(here: Case, checked: Checked, last: int, with_others: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """A line for each finding about the place, each check that could not run, each that passed; what papers tell."""
    findings = checked.findings
    own = (checked.rows == last) | ((checked.rows < 0) & (findings["severity"] == "not_checked").to_numpy())
    columns = ["rule", "aspect", "severity", "message", "suggestion"]
    told = {key: rows.to_dict("records") for key, rows in findings.loc[own, columns].groupby(["rule", "aspect"])}
    lines, papers = [], []
    for rule, entry in rule_entries("site_plan").items():
        for aspect, data in entry["aspects"].items():
            key = (rule, aspect)
            asked = "applications" in data["subjects"] and here.profile.switch(rule, aspect, "enabled", True)
            if not asked or key in _OF_COUNTY:
                continue
            title = _title(here, rule, aspect, entry)
            if key in _OF_BATCH or not (registered()[key].of_place or key in _OF_NEIGHBOURS):
                papers.append(f"{rule} {title}")
                continue
            rows = told.get(key, [])
            if key in _OF_NEIGHBOURS and not with_others and not rows:
                why = phrase("no_table", here.language, tables=table_word("applications", here.language))
                rows = [{"severity": "not_checked", "message": why, "suggestion": phrase("give_layer", here.language)}]
            rows = rows or [{"severity": "passed", "message": "", "suggestion": ""}]
            lines += [{**row, "rule": rule, "title": title} for row in rows]
    order = {severity: n for n, severity in enumerate(("block", "error", "warning", "not_checked", "info", "passed"))}
    return sorted(lines, key=lambda line: order[line["severity"]]), list(dict.fromkeys(papers))


def _title(here: Case, rule: str, aspect: str, entry: dict[str, Any]) -> str:
    title = str(entry["title"]["zh" if here.language == "zh" else "en"])
    if rule != "SP-24":
        return title
    return f"{title}{'：' if here.language == 'zh' else ': '}{word_of('zone', aspect, here.language)}"


def _nearest(here: Case, points: gpd.GeoDataFrame) -> Optional[dict[str, Any]]:
    places = points[points["kind"] == "nearest"]
    if not len(places):
        return None
    place = places.iloc[0]
    shift, bearing = float(place["shift_m"]), float(place["bearing_deg"])
    stays = not shift > 0
    return {
        "lon": float(place["lon"]), "lat": float(place["lat"]), "shift_m": shift, "bearing_deg": bearing,
        "way": "" if stays else way(here, bearing), "stays": stays, "conditions": place["conditions"] or "",
    }  # fmt: skip


def application_row(
    card: SiteCard, headers: list[str], matched: dict[str, str], more: dict[str, Any]
) -> dict[str, Any]:
    """Header -> value of the application for a layer with these headers (`matched`: header -> standard column).

    A layer whose header is the standard name gets codes, any other the Chinese words that people write there.
    """
    columns = table_kind("applications").columns
    values = {**card.application, **more}
    row = {}
    for header in headers:
        name = matched.get(header)
        value = values.get(name) if name else None
        if name is None or value is None:
            continue
        codes = columns[name].codes
        if codes and header != name:
            value = "、".join(word_of(codes, code, "zh") for code in str(value).split(";"))
        row[header] = value.item() if hasattr(value, "item") else value
    return row
