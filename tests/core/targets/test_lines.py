"""Roads by length, sea by area: shares, what 4G and 5G cover together, the longest gap."""

from __future__ import annotations

import pandas as pd
import pytest
from target_tables import BORDER, BOTH, COAST, NATIONAL, changed, counties, judged, lengths, row

OTHERS = ("road-provincial", "road-expressway")
ROAD, SEA = "bb-2027-border-road-5g", "bb-2027-sea-5g"


def gaps(*rows: tuple, county: str = "东兴市") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["demand", "technology", "state", "from_m", "to_m"]).assign(
        county=county, operator="any"
    )


def test_the_share_is_of_lengths_not_of_roads():
    found = judged([lengths("road-national", [(90_000, 90_000, 0)]), lengths("road-provincial", [(10_000, 5_000, 0)])])
    road = row(found, ROAD)
    assert (road["numerator"], road["denominator"], road["value"]) == (95, 100, 95)
    assert (road["verdict"], road["shortfall"]) == ("met", 0)
    assert "basically_road_pct = 95" in road["note"]
    assert NATIONAL.values["basically_road_pct"]["source"] in road["note"]
    assert "reading: Border, Border and coast (border_road_groups" in road["note"]
    assert "longest gap at most 5 km (road-provincial-0)" in road["note"]
    short = found.of(ROAD).shortfalls
    assert short[["demand", "state"]].to_numpy().tolist() == [["road-provincial-0", "gap_model"]]
    assert "5 of 10 km covered" in short["reason"].iloc[0]


def test_a_share_of_length_says_what_it_rests_on(tmp_path):
    given = lengths("road-national", [(100_000, 60_000, 30_000)], covered_measured=20_000.0, claimed=5_000.0)
    assert row(judged(given), ROAD)["basis"] == "measured 20 km; modelled 40 km; gap 10 km"
    counted = changed(tmp_path, claimed_counts=1)
    assert (
        row(judged(given, profile=counted), ROAD)["basis"] == "measured 20 km; modelled 40 km; claimed 5 km; gap 10 km"
    )
    assert row(judged(given, language="zh"), ROAD)["basis"] == "实测覆盖20公里；模型覆盖40公里；缺口10公里"


@pytest.mark.parametrize(
    ("covered", "unknown", "verdict"),
    [(94_999, 0, "not_met"), (95_000, 0, "met"), (94_000, 1_000, "not_computed"), (93_999, 1_000, "not_met")],
)
def test_the_edge(covered, unknown, verdict):
    road = row(judged(lengths("road-national", [(100_000, covered, unknown)]), complete=OTHERS), ROAD)
    assert road["verdict"] == verdict
    assert "more needed" not in road["note"]  # kilometres are no places
    assert ("km unknown" in road["missing"]) == (unknown > 0)


def test_roads_of_which_nothing_is_known_have_no_share():
    road = row(judged(lengths("road-national", [(100_000, 0, 100_000)])), ROAD)
    assert (road["value"], road["verdict"]) == (None, "not_computed")
    wrong = row(judged(lengths("road-national", [(100_000, 99_000, 0)], "4G")), ROAD)
    assert (wrong["value"], wrong["verdict"]) == (None, "not_computed")
    assert "assessed for 4G only, 5G is missing" in wrong["missing"]


def test_which_roads_run_along_the_border_must_be_told():
    given = lengths(
        "road-national", [(100_000, 100_000, 0), (50_000, 0, 0), (10_000, 10_000, 0)], border=[True, False, None]
    )
    road = row(judged(given), ROAD)
    assert (road["denominator"], road["unknown"], road["value"]) == (110, 10, 100)
    assert (
        "of 10 km it is not known whether they count: whether it runs along the border is not told" in road["missing"]
    )
    assert (
        "of 100 km that surely count 100 are covered; of those that may count 10 are covered, 0 are not" in road["note"]
    )
    short = judged(given).shortfalls
    short = short[short["target"] == ROAD].set_index("demand")["reason"]
    assert short.to_dict() == {"road-national-2": "whether it runs along the border is not told"}
    none = row(judged(given.drop(columns="border")), ROAD)
    assert (none["verdict"], none["value"]) == ("not_computed", None)
    assert "no column border" in none["missing"]


@pytest.mark.parametrize(
    ("sure", "doubtful", "verdict"),
    [
        ((100_000, 96_000, 0), (50_000, 50_000, 0), "met"),  # holds with it and without it
        ((100_000, 96_000, 0), (50_000, 0, 0), "not_computed"),  # 96 % without it, 64 % with it
        ((100_000, 96_000, 0), (50_000, 40_000, 10_000), "not_computed"),
        ((100_000, 90_000, 0), (50_000, 0, 0), "not_met"),  # fails either way
        ((100_000, 90_000, 0), (500_000, 500_000, 0), "not_computed"),  # 98 % with it
        ((0, 0, 0), (50_000, 50_000, 0), "not_computed"),  # none surely counts
    ],
)
def test_a_blank_flag_leaves_open_only_what_it_could_change(sure, doubtful, verdict):
    given = lengths("road-national", [sure, doubtful], border=[True, None])
    assert row(judged(given, complete=OTHERS), ROAD)["verdict"] == verdict


def test_on_the_coast_border_roads_are_a_setting(tmp_path):
    given = lengths("road-national", [(100_000, 96_000, 0)], county="合浦县")
    assert row(judged(given, counties(COAST)), ROAD)["verdict"] == "not_applicable"
    profile = changed(tmp_path, border_road_groups=["border", "coast", "both"])
    road = row(judged(given, counties(COAST), profile=profile, complete=OTHERS), ROAD)
    assert road["verdict"] == "met"
    assert "Coast" in road["note"]


def test_claimed_lengths_lie_within_the_unknown(tmp_path):
    given = lengths("road-national", [(100_000, 90_000, 10_000)], claimed=8_000)
    assert row(judged(given), ROAD)["verdict"] == "not_computed"
    counted = row(judged(given, profile=changed(tmp_path, claimed_counts=1), complete=OTHERS), ROAD)
    assert (counted["numerator"], counted["unknown"], counted["verdict"]) == (98, 2, "met")


MOBILE = "bb-2025-border-road-mobile"


def test_4g_or_5g_along_a_road_is_exact_with_the_gaps_and_bounded_without():
    four, five = (
        lengths("road-national", [(100_000, 90_000, 0)], "4G"),
        lengths("road-national", [(100_000, 60_000, 0)], "5G"),
    )
    bounded = row(judged([four, five]), MOBILE)
    assert (bounded["numerator"], bounded["unknown"], bounded["verdict"]) == (90, 10, "not_computed")
    open_ = gaps(
        ("road-national-0", "4G", "gap_model", 0, 6_000),
        ("road-national-0", "4G", "gap_model", 50_000, 54_000),
        ("road-national-0", "5G", "gap_model", 3_000, 43_000),
    )
    exact = row(judged([four, five], gaps=open_, complete=OTHERS), MOBILE)
    assert (exact["numerator"], exact["unknown"], exact["verdict"]) == (97, 0, "met")
    assert "longest gap 3 km (road-national-0)" in exact["note"]


def test_one_technology_alone_leaves_what_the_other_may_cover():
    road = row(judged(lengths("road-national", [(100_000, 90_000, 0)], "4G")), MOBILE)
    assert (road["numerator"], road["unknown"], road["verdict"]) == (90, 10, "not_computed")


def test_the_longest_gap_comes_from_the_gaps():
    road = lengths("road-national", [(100_000, 92_000, 2_000)])
    open_ = gaps(
        ("road-national-0", "5G", "gap_model", 10_000, 12_500),
        ("road-national-0", "5G", "gap_measured", 12_500, 14_000),
        ("road-national-0", "5G", "unknown", 14_000, 16_000),
        ("road-national-0", "5G", "gap_model", 70_000, 72_000),
    )
    assert "longest gap 4 km" in row(judged(road, gaps=open_), ROAD)["note"]


def test_a_road_that_two_counties_share_counts_in_each_its_own_part():
    given = [
        lengths("road-national", [(60_000, 60_000, 0)]),
        lengths("road-national", [(40_000, 0, 0)], county="田东县"),
    ]
    found = judged(given, counties(BOTH, BORDER))
    assert (row(found, ROAD, "东兴市")["value"], row(found, ROAD, "田东县")["value"]) == (100, 0)


def test_a_road_layer_given_twice_counts_once():
    road = lengths("road-national", [(100_000, 96_000, 0)])
    assert row(judged([road, road]), ROAD)["denominator"] == 100


def test_lengths_of_lines_that_pass_are_summed_and_not_compared_with_a_county():
    given = lengths("road-national", [(100_000, 95_000, 0), (50_000, 47_000, 0), (30_000, 28_000, 1_000)], "4G")
    given = pd.concat([given, given.assign(technology="5G", covered=0, unknown=0)], ignore_index=True)
    county = row(judged(given), "su-national-road")
    assert (county["value"], county["unknown"], county["verdict"]) == (100, 30, "not_applicable")
    nation = counties({"name": "全国", "group": "both"})
    whole = row(judged(given.assign(county="全国"), nation), "su-national-road")
    assert (whole["verdict"], whole["shortfall"]) == ("not_met", 299_900)


def test_without_the_users_zones_the_sea_is_not_computed():
    found = row(judged(lengths("road-national", [(1_000, 1_000, 0)])), SEA)
    assert (found["verdict"], found["value"], found["unknown"]) == ("not_computed", None, None)
    assert "no official layer of sea zones was given" in found["missing"]


def test_the_sea_has_a_value_and_no_verdict_until_a_share_is_set(tmp_path):
    zones = [
        lengths("sea-internal", [(60e6, 60e6, 0)], unit="m2"),
        lengths("sea-territorial", [(40e6, 30e6, 0)], unit="m2"),
    ]
    sea = row(judged(zones), SEA)
    assert (sea["numerator"], sea["denominator"], sea["value"], sea["verdict"]) == (90, 100, 90, "no_threshold")
    assert "basically_sea_pct is not set" in sea["note"]
    assert row(judged(zones, profile=changed(tmp_path, basically_sea_pct=90)), SEA)["verdict"] == "met"
    assert row(judged(zones, profile=changed(tmp_path, basically_sea_pct=91)), SEA)["verdict"] == "not_met"


def test_as_needed_is_told_by_the_list_of_demands():
    given = lengths("sea-use", [(10e6, 10e6, 0), (10e6, 5e6, 0)], unit="m2")
    sea = row(judged([given, given.assign(technology="4G")]), "bb-2025-inner-sea-on-demand")
    assert sea["verdict"] == "no_threshold"
    assert "1 of 2 wholly covered" in sea["note"]
    assert row(judged(None), "bb-2025-inner-sea-on-demand")["verdict"] == "not_computed"


def test_a_sea_zone_of_no_county_is_told_and_gives_no_figure():
    given = lengths("sea-internal", [(1e9, 5e8, 0)], unit="m2", county="某海域")
    sea = row(judged(given, counties(COAST)), SEA)
    assert (sea["value"], sea["verdict"]) == (None, "not_computed")
    assert "1 sea zones belong to no county" in sea["missing"]


def test_one_kind_of_several_proves_nothing_of_the_others():
    given = lengths("road-national", [(100_000, 100_000, 0)])
    road = row(judged(given), ROAD)
    assert (road["value"], road["verdict"]) == (100, "not_computed")
    assert "list no Provincial road" in road["missing"]
    assert row(judged(given, complete=OTHERS), ROAD)["verdict"] == "met"
    bare = lengths("road-national", [(100_000, 0, 0)])
    assert row(judged(bare), ROAD)["verdict"] == "not_computed"  # how long the provincial roads are is not known
    assert row(judged(bare, complete=OTHERS), ROAD)["verdict"] == "not_met"


def test_roads_that_do_not_say_whether_they_run_along_the_border_are_told():
    given = lengths("road-national", [(40_000, 40_000, 0), (20_000, 20_000, 0)], border=[True, None])
    road = row(judged(given, complete=OTHERS), ROAD)
    assert "1 of them: whether it runs along the border is not told" in road["missing"]


def test_a_sea_zone_of_no_county_leaves_the_others_unproved(tmp_path):
    own = lengths("sea-internal", [(1e9, 1e9, 0)], unit="m2", county="合浦县")
    lost = lengths("sea-territorial", [(1e9, 0, 0)], unit="m2", county="某海域", zone_id="lost")
    profile = changed(tmp_path, basically_sea_pct=90)
    sea = row(judged([own, lost], counties(COAST), profile=profile, complete=["sea-territorial"]), SEA)
    assert (sea["value"], sea["verdict"]) == (100, "not_computed")
    assert "1 sea zones belong to no county" in sea["missing"]


def test_a_county_may_take_back_what_basically_means(tmp_path):
    road = row(
        judged(lengths("road-national", [(1e5, 1e5, 0)]), profile=changed(tmp_path, basically_road_pct=None)), ROAD
    )
    assert (road["value"], road["verdict"]) == (100, "no_threshold")


def test_what_some_kinds_of_sea_show_refutes_nothing_of_the_others(tmp_path):
    inner = lengths("sea-internal", [(60e6, 10e6, 0)], unit="m2")
    profile = changed(tmp_path, basically_sea_pct=90)
    sea = row(judged(inner, profile=profile), SEA)
    assert sea["verdict"] == "not_computed"
    assert "Territorial sea" in sea["missing"]
    told = row(judged(inner, profile=profile, complete=["sea-territorial"]), SEA)
    assert told["verdict"] == "not_met"
