"""Shares of places in counties: tests of broadband, 5G and gigabit, what is unknown, and why."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from target_tables import (
    BORDER,
    BOTH,
    COAST,
    INLAND,
    NATIONAL,
    changed,
    counties,
    judged,
    places,
    row,
    rows_of,
)

from fengsui.core.targets.registry import load_targets

OK, GAP, OPEN = "covered_model", "gap_model", "unknown"
VILLAGE = "bb-2027-village-5g"


def shortfalls(found, target: str) -> dict:
    table = found.of(target).shortfalls
    return {r["demand"]: (r["state"], r["reason"]) for r in table.to_dict("records")}


def test_exactly_at_the_threshold_is_met():
    found = judged(places("admin-village", [OK] * 19 + [GAP]))
    village = row(found, VILLAGE)
    assert (village["numerator"], village["denominator"], village["unknown"]) == (19, 20, 0)
    assert (village["value"], village["verdict"], village["shortfall"]) == (95, "met", 0)
    assert village["basis"] == "modelled 20"
    assert shortfalls(found, VILLAGE) == {"admin-village-19": (GAP, "5G: gap (model)")}


def test_below_the_threshold_says_how_many_are_lacking():
    village = row(judged(places("admin-village", [OK] * 17 + [GAP] * 3)), VILLAGE)
    assert (village["verdict"], village["value"], village["shortfall"]) == ("not_met", 85, 10)
    assert "2 more needed" in village["note"]


def test_the_unknown_decide_nothing():
    found = judged(places("admin-village", ["covered_measured"] * 18 + [OPEN] * 2))
    village = row(found, VILLAGE)
    assert (village["verdict"], village["unknown"], village["value"]) == ("not_computed", 2, 90)
    assert "2 of 20 unknown" in village["missing"]
    assert village["basis"] == "measured 18"
    assert {state for state, _ in shortfalls(found, VILLAGE).values()} == {OPEN}


def test_claimed_is_unknown_unless_the_profile_says_otherwise(tmp_path):
    given = places("admin-village", [OK] * 18 + ["claimed"] * 2)
    found = judged(given)
    assert (row(found, VILLAGE)["verdict"], row(found, VILLAGE)["unknown"]) == ("not_computed", 2)
    assert "claimed" in row(found, VILLAGE)["missing"]
    assert {state for state, _ in shortfalls(found, VILLAGE).values()} == {"claimed"}
    counted = row(judged(given, profile=changed(tmp_path, claimed_counts=1)), VILLAGE)
    assert (counted["verdict"], counted["numerator"], counted["basis"]) == ("met", 20, "modelled 18; claimed 2")


BROADBAND = "bb-2025-village-broadband"


@pytest.mark.parametrize(
    ("fibre", "four", "five", "state"),
    [
        (True, GAP, GAP, "passed"),
        (None, OK, GAP, "passed"),
        (False, OPEN, OK, "passed"),
        (False, GAP, GAP, GAP),
        (False, "gap_measured", GAP, "gap_measured"),
        (None, GAP, GAP, OPEN),  # fibre is not told
        (False, OPEN, GAP, OPEN),
        (False, GAP, "claimed", "claimed"),
        (None, OPEN, OPEN, OPEN),
    ],
)
def test_broadband_is_fibre_or_4g_or_5g(fibre, four, five, state):
    column = pd.array([fibre], dtype="boolean")
    given = [places("admin-village", [four], "4G", fibre=column), places("admin-village", [five], "5G", fibre=column)]
    found = judged(given)
    village = row(found, BROADBAND)
    wanted = {"passed": (1, 0), OPEN: (0, 1), "claimed": (0, 1)}.get(state, (0, 0))
    assert (village["numerator"], village["unknown"]) == wanted
    assert village["verdict"] == {"passed": "met", OPEN: "not_computed", "claimed": "not_computed"}.get(
        state, "not_met"
    )
    assert [s for s, _ in shortfalls(found, BROADBAND).values()] == ([] if state == "passed" else [state])


def test_without_a_fibre_column_nothing_is_nought():
    village = row(judged(places("admin-village", [GAP] * 4, "4G")), BROADBAND)
    assert (village["verdict"], village["value"], village["unknown"]) == ("not_computed", None, 4)
    assert "column fibre" in village["missing"]
    assert "5G is missing" in village["missing"]


def test_assessed_for_another_technology_only():
    village = row(judged(places("admin-village", [OK] * 5, "4G")), VILLAGE)
    assert (village["verdict"], village["value"], village["unknown"]) == ("not_computed", None, 5)
    assert "assessed for 4G only, 5G is missing" in village["missing"]


def test_seats_need_5g_and_gigabit_and_both_are_told_together():
    gigabit = pd.array([True, False, None, True], dtype="boolean")
    found = judged(places("county-seat", [OK, OK, OK, GAP], gigabit=gigabit))
    five, fibre = row(found, "bb-2025-county-town-5g"), row(found, "bb-2025-county-town-gigabit")
    assert (five["numerator"], five["verdict"]) == (3, "not_met")
    assert (fibre["numerator"], fibre["unknown"], fibre["verdict"]) == (2, 1, "not_met")
    for one in (five, fibre):
        assert "both 5G and gigabit: 1 of 4 (1 unknown)" in one["note"]
    assert shortfalls(found, "bb-2025-county-town-gigabit") == {
        "county-seat-1": ("gap_listed", "no gigabit"),
        "county-seat-2": (OPEN, "gigabit not told"),
    }
    assert row(judged(places("township-seat", [OK], gigabit=[True])), "bb-2025-township-gigabit")["verdict"] == "met"


def test_without_the_column_of_one_part_of_a_test_there_is_no_0():
    given = places("school", [OK] * 2 + [GAP])
    found = row(judged(given), "bb-school-clinic-dual-gigabit")
    assert (found["value"], found["numerator"], found["unknown"]) == (None, 0, 2)
    assert "the column gigabit (gigabit) is missing" in found["missing"]
    told = row(
        judged(given.assign(gigabit=pd.array([False, False, True], dtype="boolean"))), "bb-school-clinic-dual-gigabit"
    )
    assert (told["value"], told["unknown"]) == (0, 0)


def test_settlements_without_households_are_not_known_and_small_ones_do_not_count():
    given = places("settlement-20", [OK] * 3 + [GAP], households=[25, None, 30, 8])
    settlement = row(judged(given), "bb-2027-settlement20-5g")
    assert (settlement["numerator"], settlement["unknown"], settlement["denominator"]) == (2, 1, 3)
    assert "households" in settlement["missing"]
    assert (settlement["verdict"], settlement["value"]) == ("met", 100)  # whether the third counts or not
    none = row(judged(given.drop(columns="households")), "bb-2027-settlement20-5g")
    assert (none["value"], none["verdict"], none["unknown"]) == (None, "not_computed", 4)


def test_basically_uses_the_default_and_says_so_with_its_reason(tmp_path):
    given = places("settlement-20", [OK] * 19 + [GAP], households=30)
    settlement = row(judged(given), "bb-2027-settlement20-5g")
    assert (settlement["verdict"], settlement["target_value"]) == ("met", 95)
    assert "basically_point_pct = 95" in settlement["note"]
    assert NATIONAL.values["basically_point_pct"]["source"] in settlement["note"]
    stricter = row(judged(given, profile=changed(tmp_path, basically_point_pct=98)), "bb-2027-settlement20-5g")
    assert (stricter["verdict"], stricter["target_value"]) == ("not_met", 98)


BODIES = "bb-2027-border-org-5g"


def test_border_bodies_are_summed_over_kinds_not_averaged():
    given = [places("port-of-entry", [OK]), places("duty-post", [OK] * 8 + [GAP]), places("border-market", [GAP, OK])]
    found = judged(given)
    bodies = row(found, BODIES)
    assert (bodies["numerator"], bodies["denominator"], bodies["value"]) == (10, 12, 83.33)
    assert "management bodies 9/10, trade areas 1/2" in bodies["note"]
    assert "border_body_kinds" in bodies["note"]
    assert "Port of entry 1 of 1; Duty post 8 of 9; Border market 1 of 2" in bodies["note"]
    parts = found.parts[found.parts["target"] == BODIES].set_index("kind")
    assert parts["denominator"].to_dict() == {"border-market": 2, "duty-post": 9, "port-of-entry": 1}
    assert parts["value"].to_dict() == {"border-market": 50, "duty-post": 88.89, "port-of-entry": 100}


def test_in_a_coastal_county_seaports_and_their_posts_are_bodies():
    coast = counties(COAST)
    given = [places(kind, [OK], county="合浦县") for kind in ("port-of-entry", "duty-post", "industrial-park")]
    bodies = row(judged(given, coast), BODIES)
    assert bodies["denominator"] == 1
    assert "border_body_kinds_coast" in bodies["note"]


def test_the_kinds_of_bodies_and_their_counties_are_settings(tmp_path):
    profile = changed(tmp_path, border_body_kinds=["port-of-entry"], border_body_groups=["border", "both"])
    given = [places("port-of-entry", [OK]), places("industrial-park", [GAP])]
    assert row(judged(given, profile=profile), BODIES)["verdict"] == "met"
    assert row(judged(given, counties(COAST), profile=profile), BODIES)["verdict"] == "not_applicable"


def test_inhabited_islands_are_all_or_nothing():
    assert (
        row(judged(places("island-inhabited", [OK] * 9 + [GAP])), "bb-2027-inhabited-island-5g")["verdict"] == "not_met"
    )
    assert row(judged(places("island-inhabited", [OK] * 9)), "bb-2027-inhabited-island-5g")["verdict"] == "met"


def test_no_layer_no_items_and_none_told():
    village, island = places("admin-village", [OK]), "bb-2027-inhabited-island-5g"
    empty = row(judged(None), island)
    assert (empty["verdict"], empty["value"], empty["denominator"]) == ("not_computed", None, None)
    assert "no assessed layer of Inhabited island" in empty["missing"]
    assert row(judged(village.iloc[:0]), island)["verdict"] == "not_computed"
    assert row(judged([village, None]), island)["verdict"] == "not_computed"
    elsewhere = [village, places("island-inhabited", [OK], county="合浦县")]
    two = judged(elsewhere, counties(BOTH, COAST))
    assert "list no Inhabited island here" in row(two, island, "东兴市")["missing"]
    none = row(judged(elsewhere, counties(BOTH, COAST), complete=["有人居住海岛"]), island, "东兴市")
    assert (none["verdict"], none["missing"]) == ("not_applicable", "")
    assert "none here: Inhabited island" in none["note"]


def test_a_layer_given_twice_counts_once():
    village = places("admin-village", [OK] * 3 + [GAP])
    found = row(judged([village, village, village.iloc[:2]]), VILLAGE)
    assert (found["numerator"], found["denominator"]) == (3, 4)


def test_rows_that_contradict_each_other_are_not_known_unless_measured():
    one, other = places("admin-village", [OK, OK, GAP]), places("admin-village", [GAP, "gap_measured", GAP])
    found = judged([one, other])
    village = row(found, VILLAGE)
    assert (village["numerator"], village["unknown"], village["denominator"]) == (0, 1, 3)
    said = shortfalls(found, VILLAGE)
    assert "given twice with different states" in said["admin-village-0"][1]
    assert said["admin-village-1"][0] == "gap_measured"


def test_one_operator_is_enough_and_one_alone_says_nothing_of_the_others():
    telecom = places("admin-village", [OK, GAP, GAP]).assign(operator="telecom")
    mobile = places("admin-village", [GAP, OK, GAP]).assign(operator="mobile")
    both = row(judged([telecom, mobile]), VILLAGE)
    assert (both["numerator"], both["unknown"]) == (2, 0)
    alone = judged(telecom)
    assert (row(alone, VILLAGE)["numerator"], row(alone, VILLAGE)["unknown"]) == (1, 2)
    assert "one operator" in shortfalls(alone, VILLAGE)["admin-village-1"][1]
    whole = places("admin-village", [GAP, GAP, GAP])  # of all operators: one village served by one is not by the best
    assert row(judged([whole, telecom]), VILLAGE)["numerator"] == 0


@pytest.mark.parametrize("county", ["东兴市", "450681", "450681000000", " 东兴市 ", "东兴市 (450681)"])
def test_counties_by_name_or_code(county):
    assert row(judged(places("admin-village", [OK], county=county)), VILLAGE)["denominator"] == 1


def test_counties_of_one_name_are_told_apart_by_code():
    area = counties(
        {"code": "140802", "name": "城关区", "group": "border"}, {"code": "620102", "name": "城关区", "group": "border"}
    )
    given = [places("admin-village", [OK], county="620102"), places("admin-village", [GAP], county="城关区")]
    found = judged(given, area)
    assert set(found.targets["county"]) == {"城关区 (140802)", "城关区 (620102)"}
    assert row(found, VILLAGE, "城关区 (620102)")["verdict"] == "met"
    assert any("1 assessed items lie in none" in text for text in found.told)


def test_a_place_that_names_no_county_is_where_it_lies():
    given = places("admin-village", [OK, GAP, OK], county=None)
    shapes = gpd.GeoDataFrame(
        given, geometry=shapely.points([[108.5, 21.5], [109.5, 21.5], [120, 30]]), crs="EPSG:4490"
    )
    found = judged(shapes, counties(BOTH, BORDER, drawn=True))
    assert (row(found, VILLAGE, "东兴市")["verdict"], row(found, VILLAGE, "田东县")["verdict"]) == ("met", "not_met")


def test_a_regiment_is_a_unit_of_its_own():
    area = pd.concat(
        [counties(BORDER, drawn=True), counties({"name": "一六一团", "group": "border"}, drawn=True)], ignore_index=True
    )
    area = gpd.GeoDataFrame(area, crs="EPSG:4490")
    area.loc[1, "geometry"] = shapely.box(108.4, 21.4, 108.6, 21.6)
    places_ = places("admin-village", [OK, GAP, OK], county=[None, None, "一六一团"])
    shapes = gpd.GeoDataFrame(places_, geometry=shapely.points([[108.1, 21.1], [108.5, 21.5], [0, 0]]), crs="EPSG:4490")
    found = judged(shapes, area)
    assert row(found, VILLAGE, "田东县")["denominator"] == 1
    regiment = row(found, VILLAGE, "一六一团")
    assert (regiment["denominator"], regiment["numerator"]) == (2, 1)


@pytest.mark.parametrize(
    ("target", "groups"),
    [
        (VILLAGE, {"border", "both", "coast"}),
        (BODIES, {"border", "both", "coast"}),
        ("bb-2027-border-road-5g", {"border", "both"}),
        ("bb-2027-inhabited-island-5g", {"both", "coast"}),
        ("bb-2027-sea-5g", {"both", "coast"}),
        ("su-malls", {"border", "both", "coast", "none"}),
        ("sg-500m-standard", set()),
        ("bb-workplan-2024-03", set()),
    ],
)
def test_scope_by_group(target, groups):
    area = counties(BOTH, BORDER, COAST, INLAND)
    found = judged(None, area)
    named = {"东兴市": "both", "田东县": "border", "合浦县": "coast", "武鸣县": "none"}
    assert {named[r["county"]] for r in rows_of(found, target) if r["verdict"] != "not_applicable"} == groups
    out = [r for r in rows_of(found, target) if r["verdict"] == "not_applicable"]
    assert all(r["note"] and r["missing"] == "" and r["value"] is None for r in out)


def test_a_county_that_does_not_say_its_group_is_not_left_out():
    village = row(judged(places("admin-village", [OK]), counties({"code": "450681", "name": "东兴市"})), VILLAGE)
    assert village["verdict"] == "not_computed"
    assert "group (border, coast, both, none) is not given" in village["missing"]


def test_national_counts_are_never_compared_with_a_county():
    given = places("culture", [OK] * 3, grade="4A级", technology="4G")
    county = row(judged(given), "su-scenic-4a")
    assert (county["verdict"], county["value"], county["shortfall"]) == ("not_applicable", 3, None)
    assert "national figure" in county["note"]
    nation = row(
        judged(places("culture", [OK] * 3, grade="4A", county="全国"), counties({"name": "全国", "group": "both"})),
        "su-scenic-4a",
    )
    assert (nation["verdict"], nation["shortfall"]) == ("not_met", 2997)


def test_key_places_are_those_of_the_grade_and_pass_as_findgaps_judged_them():
    four = places("culture", [OK, GAP, OPEN, OK], "4G", 等级=["5A", "AAAAA级", "5A景区", "4A"])
    five = places("culture", [GAP, GAP, OK, OK], "5G", 等级=["5A", "AAAAA级", "5A景区", "4A"])
    points = places("ticket-office", [OK] * 2, "4G", parent_id="culture-0")
    scenic = row(judged([four, five, points]), "su-scenic-5a")
    assert (scenic["numerator"], scenic["denominator"], scenic["verdict"]) == (2, 3, "not_met")


def test_key_places_without_grades_are_not_computed():
    scenic = row(judged(places("culture", [OK] * 2, "4G")), "su-scenic-5a")
    assert scenic["verdict"] == "not_computed"
    assert "5A scenic area" in scenic["missing"]
    partly = row(judged(places("culture", [OK, GAP], "4G", grade=["5A", None])), "su-scenic-5a")
    assert (partly["numerator"], partly["unknown"], partly["verdict"]) == (1, 1, "not_computed")
    assert "1 without a grade: whether they are 5A scenic area is not known" in partly["missing"]
    known = row(judged(places("culture", [OK] * 2, "4G", grade=["5A", "一般"])), "su-scenic-5a")
    assert (known["denominator"], known["verdict"]) == (1, "met")


def test_a_village_without_a_grade_may_be_a_key_one():
    villages = places("admin-village", [OK, GAP], grade=["重点", None])
    towns = places("township-seat", [OK], grade="重点")
    found = judged([villages, towns])
    town = row(found, "dg-2023-5g-town")
    assert (town["numerator"], town["unknown"], town["verdict"]) == (2, 1, "not_computed")
    assert "Administrative village (key)" in town["missing"]


def test_key_points_do_not_count_as_key_places():
    mall = places("mall", [OK, GAP], "4G")
    points = places("mall", [OK] * 3, "4G", place_id=["a", "b", "c"], parent_id="mall-0")
    assert row(judged([mall, points]), "su-malls")["denominator"] == 2


def test_key_points_of_new_compounds():
    homes = places("residential", [OK, OK], "4G", grade=["新建", None])
    points = places("lift", [OK, GAP, OK], "4G", parent_id=["residential-0", "residential-0", "residential-1"])
    new = row(judged([homes, points, points.assign(technology="5G")]), "su-residential-new")
    assert (new["numerator"], new["denominator"], new["unknown"], new["verdict"]) == (1, 3, 1, "not_met")


def test_priority_scenes_list_the_uncovered_without_a_verdict():
    given = [places("settlement-20", [OK, GAP], households=30, fibre=False), places("farm-seat", [GAP], fibre=False)]
    more = [frame.assign(technology="4G") for frame in given]
    found = judged(given + more)
    scenes = row(found, "bb-rural-priority-scenes")
    assert (scenes["verdict"], scenes["value"], scenes["denominator"]) == ("no_threshold", 1, 3)
    assert set(shortfalls(found, "bb-rural-priority-scenes")) == {"settlement-20-1", "farm-seat-0"}


def test_spot_checks_count_what_was_measured():
    found = row(judged(places("admin-village", ["covered_measured", "gap_measured", OK])), "bb-spot-checks")
    assert (found["value"], found["verdict"]) == (2, "no_threshold")
    assert row(judged(places("admin-village", [OK])), "bb-spot-checks")["verdict"] == "not_computed"


def test_public_places_by_a_list():
    given = places("gov", [OPEN] * 3, wlan=["是", "否", None])
    wlan = row(judged(given), "bc-2015-wlan-hotspots")
    assert (wlan["numerator"], wlan["unknown"], wlan["verdict"]) == (1, 1, "not_met")
    assert "listed 2" in wlan["basis"]


def test_the_year_picks_what_is_due_and_marks_what_was_due_earlier():
    found = judged(None, year=2027)
    years = found.targets[["year", "due"]].drop_duplicates()
    assert set(years.loc[years["due"] == "due", "year"]) == {2027}
    assert years.loc[years["due"] == "earlier", "year"].max() < 2027
    assert found.targets["year"].notna().all()
    assert any("without a year" in text for text in found.told)
    earlier = judged(None, year=2024)
    assert earlier.targets["year"].max() == 2024
    assert any("due after 2024" in text for text in earlier.told)
    assert judged(None).targets["due"].isna().all()


def test_every_target_has_a_row_in_every_county_and_in_both_languages():
    area = counties(BOTH, INLAND)
    for language in ("zh", "en"):
        table = judged(None, area, language=language).targets
        assert table.groupby("county")["target"].nunique().tolist() == [171, 171]
        assert list(table.columns)[:17] == ["county", "target", "document", "clause", "year", "subject", "unit", "comparator", "target_value", "value", "numerator", "denominator", "unknown", "verdict", "shortfall", "basis", "missing"]  # fmt: skip
    assert table.loc[table["target"] == VILLAGE, "subject"].iloc[0] == "Administrative villages with 5G"


def test_a_regiment_without_a_shape_has_what_names_it():
    area = counties(BORDER, {"name": "一六一团", "group": "border"}, drawn=True)
    area.loc[1, "geometry"] = None
    given = places("admin-village", [OK, GAP], county=[None, "一六一团"])
    shapes = gpd.GeoDataFrame(given, geometry=shapely.points([[108.1, 21.1], [108.5, 21.5]]), crs="EPSG:4490")
    found = judged(shapes, area)
    assert [row(found, VILLAGE, name)["value"] for name in ("田东县", "一六一团")] == [100, 0]


def test_shares_are_those_of_a_plain_loop():
    rng = np.random.default_rng(5)
    count, states = 400, [OK, GAP, OPEN, "claimed", "covered_measured", "gap_measured"]
    four, five = rng.choice(states, count), rng.choice(states, count)
    fibre = rng.choice(np.array([True, False, None], dtype=object), count)
    county = rng.choice(["东兴市", "田东县"], count)
    given = [places("admin-village", list(s), t, fibre=fibre, county=county) for t, s in (("4G", four), ("5G", five))]
    found = judged(given, counties(BOTH, BORDER), documents=["263号"])
    known = {OK: True, "covered_measured": True, GAP: False, "gap_measured": False}
    for name in ("东兴市", "田东县"):
        passed = unknown = total = 0
        for n in np.flatnonzero(county == name):
            told = [known.get(four[n]), known.get(five[n]), fibre[n]]
            total += 1
            passed += True in told
            unknown += True not in told and None in told
        village = row(found, BROADBAND, name)
        assert (village["numerator"], village["unknown"], village["denominator"]) == (passed, unknown, total)
        short = found.shortfalls
        assert ((short["target"] == BROADBAND) & (short["county"] == name)).sum() == total - passed


def test_a_city_holds_what_its_counties_and_regiments_hold():
    city, county = {"code": "450600", "name": "防城港市", "group": "both"}, BOTH
    regiment = {"code": "450690", "name": "一六一团", "group": "border"}
    other = {"code": "450122", "name": "武鸣县", "group": "border"}
    given = [places("admin-village", [OK] * 9, county="东兴市"), places("port-of-entry", [OK], county="东兴市")]
    given += [
        places("admin-village", [GAP], county="一六一团", place_id="R"),
        places("admin-village", [GAP], county="武鸣县", place_id="W"),
    ]
    found = judged(given, counties(city, county, regiment, other))
    said = {name: row(found, "bb-2027-village-5g", name) for name in ("防城港市", "东兴市", "一六一团", "武鸣县")}
    assert {name: (r["numerator"], r["denominator"]) for name, r in said.items()} == {
        "防城港市": (9, 10),
        "东兴市": (9, 9),
        "一六一团": (0, 1),
        "武鸣县": (0, 1),
    }


def test_a_condition_that_is_not_told_is_unknown_in_a_class_of_ones_own(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "records:\n  - {id: big, zh: 大村, en: Big villages, year: 2027, unit: '%', comparator: '>=', value: 95, "
        "compute: {class: points, kinds: [admin-village], pass: {all: [5G]}, where: {households: '>= 20'}}}\n",
        "utf-8",
    )
    villages = places("admin-village", [OK, OK, GAP], households=[30, None, 5])
    found = row(judged(villages, registry=load_targets([own])), "big")
    assert (found["numerator"], found["denominator"], found["unknown"], found["verdict"]) == (1, 2, 1, "met")
    doubtful = row(judged(villages.assign(state=[OK, GAP, GAP]), registry=load_targets([own])), "big")
    assert (doubtful["value"], doubtful["verdict"]) == (100, "not_computed")


def test_places_that_may_not_count_leave_open_only_what_depends_on_them():
    def scenic(states: list[str], grade: list) -> dict:
        given = places("culture", states, "4G", grade=grade)
        return row(judged([given, given.assign(technology="5G")]), "su-scenic-5a")

    covered = scenic([OK, OK], ["5A", None])  # 1 of 1 or 2 of 2
    assert (covered["verdict"], covered["value"]) == ("met", 100)
    assert (covered["numerator"], covered["denominator"], covered["unknown"]) == (1, 2, 1)
    assert "of 1 that surely count 1 pass; of those that may count 1 pass, 0 do not" in covered["note"]
    assert scenic([OK, GAP], ["5A", None])["verdict"] == "not_computed"  # 1 of 1 or 1 of 2
    assert scenic([GAP, OK], ["5A", None])["verdict"] == "not_met"  # 0 of 1 or 1 of 2
    none_sure = scenic([OK, OK], [None, None])
    assert none_sure["verdict"] == "not_computed"


def test_a_share_is_bounded_by_who_may_count():
    def verdict(sure: int, covered: int, passing: int, failing: int) -> str:
        kinds = ["≥20"] * sure
        states = [OK] * covered + [GAP] * (sure - covered) + [OK] * passing + [GAP] * failing
        homes = [30] * len(kinds) + [None] * (passing + failing)
        return row(judged(places("settlement-20", states, households=homes)), "bb-2027-settlement20-5g")["verdict"]

    assert verdict(20, 19, 5, 0) == "met"  # 95 % without the five, more with them
    assert verdict(20, 19, 0, 1) == "not_computed"  # 95 % or 90.5 %
    assert verdict(20, 18, 1, 3) == "not_met"  # 19 of 21 at the most
    assert verdict(20, 18, 20, 0) == "not_computed"  # 38 of 40 would be 95 %
