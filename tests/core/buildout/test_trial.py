"""A site that is tried: what it changes is what judging the whole county anew would change, and nothing is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from pyproj import Geod

from fengsui.core.buildout.standing import judged, stand, wanted
from fengsui.core.buildout.trial import try_site
from fengsui.core.checks.profile import load_profile
from fengsui.core.coverage.supply import plan_as_sites, supply
from fengsui.core.errors import Cancelled, CoreError, no_progress
from fengsui.core.gaps.assess import assess
from fengsui.core.gaps.built import if_built

GEOD, PROFILE, DATE = Geod(ellps="GRS80"), load_profile(), dt.date(2026, 11, 21)
ALL = ("telecom", "mobile", "unicom")
VILLAGE, MEASURED = "bb-2027-village-5g", "bb-spot-checks"  # a site does not undo what was measured
KEY = ["county", "target"]


@pytest.fixture(scope="module")
def standing(corner):
    return stand(corner, PROFILE, language="zh", date=DATE)


@pytest.fixture(scope="module")
def whole_county(county):
    return stand(county, PROFILE, language="zh", date=DATE)


def anew(standing, lon: float, lat: float, scene: str, height_m: float) -> pd.DataFrame:
    """TARGETS of the whole county with the site built, every item judged again."""
    row = {"plan_id": "t", "build_type": "macro", "scene": scene, "status": "planned", "operators": ";".join(ALL)}
    row |= {"year": DATE.year, "antenna_height_m": height_m}
    plan = gpd.GeoDataFrame(pd.DataFrame([row]), geometry=gpd.points_from_xy([lon], [lat]), crs="EPSG:4490")
    site = plan_as_sites(plan, PROFILE)
    land, sea = (supply(site, None, PROFILE, "radius", surface) for surface in ("land", "sea"))
    now = replace(standing.question.supply, planned_land=land, planned_sea=sea)
    built, measured = if_built(now, standing.question.measured, DATE.year)
    question = replace(standing.question, supply=built, measured=measured)
    return judged(standing, standing.registry, [assess(one, question) for one in standing.demands], no_progress)


def same_as_anew(standing, lon: float, lat: float, scene: str) -> None:
    whole = anew(standing, lon, lat, scene, 35)
    trial = try_site(standing, lon, lat, scene, ALL, 35)
    before, after = (table.set_index(KEY) for table in (standing.targets, whole))
    speaks = (after["verdict"] != "not_applicable") & (after.index.get_level_values(1) != MEASURED)
    before, after = before[speaks], after[speaks]
    told = trial.targets.set_index(KEY)
    assert told["verdict"].combine_first(before["verdict"]).reindex(after.index).equals(after["verdict"])
    changed = before["verdict"] != after["verdict"]
    for name in ("numerator", "unknown", "value"):
        now = told[name].combine_first(before[name]).reindex(after.index).to_numpy(float)
        assert now == pytest.approx(after[name].to_numpy(float), abs=1e-5, nan_ok=True), name
        changed |= (before[name].fillna(-1) - after[name].fillna(-1)).abs() > 1e-6
    assert set(told.index) == set(after.index[changed])
    assert changed.any()


def test_it_changes_what_judging_all_anew_would_change(standing):
    same_as_anew(standing, 108.1347, 21.6236, "rural")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lon", "lat", "scene"),
    [(107.9688, 21.5492, "rural"), (108.148, 21.6683, "suburban"), (108.05, 21.60, "rural")],
    ids=["villages at the border", "a railway", "inland"],
)
def test_so_it_does_in_the_whole_county(whole_county, lon, lat, scene):
    same_as_anew(whole_county, lon, lat, scene)


@pytest.mark.slow
def test_so_it_does_at_sea(whole_county):
    gaps = whole_county.found[-1].gaps
    spot = gaps[gaps["technology"] == "5G"].geometry.representative_point().iloc[0]
    same_as_anew(whole_county, spot.x, spot.y, "rural")


def test_it_tells_which_places_it_covers_and_how_far_it_reaches(standing):
    trial = try_site(standing, 108.1347, 21.6236, "rural", ALL, 35)
    assert (trial.reach_m, trial.band_mhz) == (2000, 2100)  # planning_radius_m and planned_band_mhz of the profile
    places = trial.units[trial.units["unit"] == "place"]
    assert len(places)
    assert (places["gained"] == 1).all()
    for spot, state in zip(places.geometry, places["state_before"]):
        assert GEOD.inv(108.1347, 21.6236, spot.x, spot.y)[2] <= 2000.1
        assert state in ("gap_model", "gap_measured", "unknown", "claimed")
    row = trial.targets.set_index("target").loc[VILLAGE]
    villages = places[places["kind"] == "admin-village"]
    assert row["numerator"] - row["numerator_before"] == row["gained"] == len(villages)
    assert row["gained_unit"] == "place"


def test_where_all_is_covered_nothing_changes_and_a_far_place_neither(standing):
    assert len(try_site(standing, 120.0, 30.0, "rural", ALL, 35).targets) == 0
    assert len(try_site(standing, 120.0, 30.0, "rural", ALL, 35).units) == 0


def test_it_is_stopped_when_told(standing):
    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        try_site(standing, 108.1347, 21.6236, "rural", ALL, 35, stop)


@pytest.mark.parametrize(("missing", "said"), [("counties", "no counties"), ("sites", "no sites")])
def test_what_is_missing_is_said(county, missing, said):
    with pytest.raises(CoreError, match=said):
        stand({name: table for name, table in county.items() if name != missing}, PROFILE)
    with pytest.raises(CoreError, match="places, routes or sea zones"):
        stand({name: county[name] for name in ("counties", "sites")}, PROFILE)


def test_the_tables_that_it_needs_are_told_from_the_others():
    held = ["counties", "sites", "zones", "zones_sea", "resources", "places", "measurements_withheld", "targets"]
    assert wanted(held) == ["counties", "sites", "zones_sea", "places"]
