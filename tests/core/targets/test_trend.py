"""Snapshots side by side, the pace to the deadline, and sums of villages up to the city."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from target_tables import BORDER, BOTH, CITY, INLAND, NATIONAL, counties, judged, lengths, places, row, statistics

from fengsui.core.schema import standard_table
from fengsui.core.targets.registry import load_targets
from fengsui.core.targets.rollup import as_areas, cities_of, roll_up
from fengsui.core.targets.trend import append, compare, pace, snapshot

REGISTRY = load_targets()
VILLAGE, OK, GAP = "bb-2027-village-5g", "covered_model", "gap_model"
JUNE, NOVEMBER = dt.date(2026, 6, 1), dt.date(2026, 11, 1)


def taken(states: list[str], date: dt.date) -> pd.DataFrame:
    found = judged(places("admin-village", states), documents=["263号"])
    return snapshot(found.targets, date, "national")


def of(table: pd.DataFrame, target: str = VILLAGE) -> dict:
    (one,) = table[table["target"] == target].to_dict("records")
    return one


def test_two_snapshots_are_compared():
    history = append(taken([OK] * 12 + [GAP] * 8, JUNE), taken([OK] * 16 + [GAP] * 4, NOVEMBER))
    change = of(compare(history))
    assert (change["first"], change["last"], change["change"], change["denominator_change"]) == (60, 80, 20, 0)
    assert change["per_month"] == pytest.approx(20 / (153 / (365.2425 / 12)))
    assert (change["verdict_from"], change["verdict_to"]) == ("not_met", "not_met")


def test_a_snapshot_of_the_same_day_is_replaced_and_others_stay():
    history = append(append(None, taken([GAP] * 4, JUNE)), taken([OK] * 4, JUNE))
    assert of(history)["value"] == 100
    assert len(append(history, taken([OK] * 4, NOVEMBER))) == 2 * len(history)


def test_the_pace_that_is_needed_to_the_deadline():
    history = append(taken([OK] * 12 + [GAP] * 8, JUNE), taken([OK] * 16 + [GAP] * 4, NOVEMBER))
    needed = of(pace(history, REGISTRY, NOVEMBER))
    assert needed["deadline"] == pd.Timestamp("2027-12-31")
    assert needed["lacking"] == 15
    assert needed["needed_per_month"] == pytest.approx(15 / (425 / (365.2425 / 12)), abs=1e-6)
    assert bool(needed["enough"]) is True
    slow = append(taken([OK] * 15 + [GAP] * 5, JUNE), taken([OK] * 15 + [GAP] * 5, NOVEMBER))
    assert bool(of(pace(slow, REGISTRY, NOVEMBER))["enough"]) is False
    one = of(pace(taken([OK] * 15 + [GAP] * 5, NOVEMBER), REGISTRY, NOVEMBER))
    assert pd.isna(one["enough"])
    late = of(pace(slow, REGISTRY, dt.date(2028, 3, 1)))
    assert (late["months_left"], late["needed_per_month"]) == (0, 20)


def test_where_units_are_unknown_no_pace_is_told():
    history = append(taken([OK] * 12 + ["unknown"] * 8, JUNE), taken([OK] * 16 + ["unknown"] * 4, NOVEMBER))
    assert VILLAGE not in set(pace(history, REGISTRY, NOVEMBER)["target"])


def test_new_villages_are_told_beside_the_change():
    history = append(taken([OK] * 18 + [GAP] * 2, JUNE), taken([OK] * 18, NOVEMBER))
    assert (of(compare(history))["change"], of(compare(history))["denominator_change"]) == (10, -2)


def test_two_sources_are_two_lines_and_never_one_trend():
    quarter = judged(None, counties(CITY), statistics=statistics(("韶关市", "500m-share", "2023Q1", 19.4, "省通报")))
    may = judged(None, counties(CITY), statistics=statistics(("韶关市", "500m-share", "2023-05", 20.53, "市工信局")))
    history = append(snapshot(quarter.targets, dt.date(2023, 4, 1)), snapshot(may.targets, dt.date(2023, 6, 1)))
    lines = compare(history)
    lines = lines[lines["target"] == "sg-500m-standard"]
    assert set(lines["source"]) == {"省通报", "市工信局"}
    assert lines["change"].isna().all()


ONE = {"code": "450681", "name": "东兴市", "group": "both"}
TWO = {"code": "450602", "name": "港口区", "group": "coast"}
OUT = {"code": "450621", "name": "上思县", "group": "none"}
AREA = counties(ONE, TWO, OUT)


def city(assessed=None, **given) -> pd.DataFrame:
    found = judged(assessed, AREA, documents=["263号", "国发〔2013〕31号"], **given)
    return roll_up(found.targets, cities_of(AREA), REGISTRY, NATIONAL, "en")


def test_a_city_is_the_sum_of_its_counties_not_the_mean_of_their_shares():
    given = [places("admin-village", [OK] * 90 + [GAP] * 0), places("admin-village", [GAP] * 10, county="港口区")]
    total = of(city([*given, places("admin-village", [GAP] * 50, county="上思县")]))
    assert (total["county"], total["numerator"], total["denominator"], total["value"]) == ("450600", 90, 100, 90)
    assert (total["verdict"], total["shortfall"]) == ("not_met", 5)  # the mean of 100 % and 0 % would be 50
    roads = of(city(lengths("road-national", [(100_000, 95_000, 0)])), "bb-2027-border-road-5g")
    assert (roads["denominator"], roads["verdict"]) == (100, "met")  # a coastal county has no such road


def test_a_county_without_figures_leaves_the_city_open():
    total = of(city(places("admin-village", [OK] * 90)))
    assert (total["verdict"], total["value"]) == ("not_computed", None)
    assert "港口区" in total["missing"]
    unknown = of(city([places("admin-village", [OK] * 90), places("admin-village", ["unknown"] * 10, county="港口区")]))
    assert (unknown["verdict"], unknown["unknown"]) == ("not_computed", 10)


def test_typed_shares_are_never_averaged():
    given = statistics(*((name, "home-penetration", 2015, 60, "统计局") for name in ("东兴市", "港口区", "上思县")))
    total = of(city(statistics=given), "bc-2015-home-penetration")
    assert (total["verdict"], total["value"]) == ("not_computed", None)
    assert "no numerator and denominator" in total["missing"]


def test_one_county_of_another_source_is_not_the_city():
    given = statistics(*(("东兴市", "urban-fibre-homes", 2020, 10, "a"), ("东兴市", "urban-homes", 2020, 10, "a")))
    total = of(city(statistics=given), "bc-2020-fibre-urban-homes")
    assert total["verdict"] == "not_computed"
    assert "港口区" in total["missing"]


def test_villages_sum_to_townships_and_townships_to_the_county():
    towns = pd.DataFrame(
        [
            {"code": "450681100", "name": "东兴镇", "county": "450681"},
            {"code": "450681101", "name": "江平镇", "county": "东兴市"},
        ]
    )
    towns = as_areas(standard_table(towns, "townships", "townships"), counties(BOTH))
    assert towns["group"].tolist() == ["both", "both"]
    given = places("admin-village", [OK] * 3 + [GAP], township=["东兴镇", "东兴镇", "江平镇", "江平镇"])
    found = judged([given, lengths("road-national", [(1000, 1000, 0)])], towns, by="township")
    assert [row(found, VILLAGE, name)["value"] for name in ("东兴镇", "江平镇")] == [100, 50]
    assert row(found, "bb-2027-border-road-5g", "东兴镇")["verdict"] == "not_computed"
    county = of(roll_up(found.targets, {"东兴镇": "东兴市", "江平镇": "东兴市"}, REGISTRY, NATIONAL, "en"))
    direct = row(judged(given), VILLAGE)
    assert [county[n] for n in ("numerator", "denominator", "value", "verdict")] == [
        direct[n] for n in ("numerator", "denominator", "value", "verdict")
    ]


def test_what_speaks_to_no_county_speaks_not_to_the_city():
    area = counties(INLAND, {**BORDER, "group": "none"})
    found = judged(None, area)
    total = roll_up(found.targets, dict.fromkeys(("武鸣县", "田东县"), "市"), REGISTRY, NATIONAL, "en")
    assert of(total)["verdict"] == "not_applicable"
    assert len(total) == 171
