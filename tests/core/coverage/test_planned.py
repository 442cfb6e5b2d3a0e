"""The village rule, planned sites, and a county's own values."""

from __future__ import annotations

import pytest

from fengsui.core.checks.profile import load_profile
from fengsui.core.coverage.supply import VILLAGE_RULE, plan_as_sites, supply, village_rule


def test_the_village_rule_is_a_circle_of_its_own(site, profile, tmp_path):
    rows = supply(
        site({"technologies": "4G;5G"}, {"site_id": "B", "technologies": "4G", "operators": None}), None, profile
    )
    ruled = village_rule(rows, profile)
    assert ruled[["site_id", "technology", "covered_m", "possible_m", "flags"]].values.tolist() == [
        ["A", "4G", 5000, 5000, VILLAGE_RULE],
        ["B", "4G", 0, 5000, VILLAGE_RULE],
    ]
    off = tmp_path / "county.yaml"
    off.write_text("values: {village_4g_rule_m: 0}\n", "utf-8")
    assert len(village_rule(rows, load_profile(str(off)))) == 0


def test_planned_sites_as_sites(site, profile):
    plan = site(
        {"site_id": None, "year": 2027, "plan_id": "P1", "status": "planned", "bands": None},
        {"plan_id": "P2", "status": "cancelled"},
        {"plan_id": "P3", "status": "built"},
    )
    sites = plan_as_sites(plan.drop(columns=["site_id", "bands", "technologies"]), profile)
    row = supply(sites, None, profile).iloc[0]
    assert len(sites) == 1
    assert tuple(row[["site_id", "technology", "operator", "covered_m", "planned_year", "flags"]]) == (
        "P1",
        "5G",
        "mobile",
        2000,
        2027,
        "band_assumed",
    )


def test_a_county_may_change_the_values(site, profile, tmp_path):
    mine = tmp_path / "county.yaml"
    mine.write_text(
        "values:\n  planning_radius_m: {700_mhz: {rural: 3000}}\n  coverage_rsrp_dbm: {5G: 110}\n  link_budget: {5G: {700_mhz: {carrier_dbm: 52}}}\n",
        "utf-8",
    )
    county = load_profile(str(mine))
    assert supply(site(), None, county)["covered_m"].tolist() == [3000]
    ours, theirs = (supply(site(), None, p, "formula").iloc[0] for p in (county, profile))
    assert ours["threshold_dbm"] == -110  # without its sign: below zero all the same
    assert ours["allowed_db"] - theirs["allowed_db"] == pytest.approx(8)
