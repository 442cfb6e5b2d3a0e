"""SP-11 to SP-14."""

from __future__ import annotations

import math

import pytest
from site_tables import HERE, applications, away, hits, metres, plan, run, sites, unsure


def up(x):
    return math.nextafter(x, 1e9)


def down(x):
    return math.nextafter(x, 0)


def pair(distance, first=None, second=None, **shared):
    return applications({"at": HERE, **(first or {})}, {"at": away(distance), **(second or {})}, **shared)


@pytest.mark.parametrize(
    ("distance", "types", "count"),
    [
        (29.999, ("macro", "macro"), 2),
        (30.001, ("macro", "macro"), 0),
        (9.999, ("micro", "micro"), 2),
        (10.001, ("micro", "micro"), 0),
        (10.001, ("macro", "micro"), 0),
        (9.999, ("micro", "macro"), 2),
        (29.999, ("indoor", "macro"), 2),
        (0.0, ("macro", "macro"), 2),
    ],
)
def test_two_rows_in_one_place(distance, types, count):
    found = run("SP-11/place", pair(distance, *({"build_type": t} for t in types)))
    assert hits(found, "error") == ["A0", "A1"][:count]


def test_exactly_at_the_distance_of_two_places():
    away_m = metres(HERE, away(20))
    for limit, count in ((away_m, 0), (up(away_m), 2), (down(away_m), 0)):
        limits = {"duplicate_place_m": {"macro": limit}}
        assert len(run("SP-11/place", pair(20), values=limits)) == count
        assert (
            len(run("SP-11/name", pair(20, {"site_name": "东兴"}, {"site_name": "东兴"}), values=limits)) == 2 - count
        )
        assert (
            len(
                run(
                    "SP-11/name",
                    pair(20, {"site_name": "东兴"}, {"site_name": "东兴站"}),
                    values={"duplicate_name_m": limit, "duplicate_place_m": {"macro": 1}},
                )
            )
            == count
        )


def test_a_county_may_ask_for_more_room_than_for_names():
    assert len(run("SP-11/place", pair(60), values={"duplicate_place_m": {"macro": 80}, "duplicate_name_m": 50})) == 2


@pytest.mark.parametrize(("distance", "count"), [(30.001, 2), (299.99, 2), (300.02, 0)])
def test_one_name_within_300_m(distance, count):
    found = run("SP-11", pair(distance, {"site_name": "中国移动江平基站"}, {"site_name": "江平"}))
    assert list(found["aspect"]) == ["name"] * count
    assert len(run("SP-11", pair(distance))) == 0
    assert len(run("SP-11", pair(distance, {"site_name": None}, {"site_name": None}))) == 0


def test_the_nearest_partner_is_named():
    found = run("SP-11/place", applications({"at": HERE}, {"at": away(20)}, {"at": away(12)}))
    assert dict(zip(found["feature"], found["other"])) == {"A0": "A2", "A1": "A2", "A2": "A1"}
    assert found["measured"].tolist() == pytest.approx([12, 8, 8], abs=1e-6)


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_rows_that_no_longer_stand_are_no_twins(status):
    assert len(run("SP-11", pair(5, {"status": status}))) == 0
    assert len(run("SP-11", pair(100, {"status": status}, site_name="东兴"))) == 0


@pytest.mark.parametrize("status", ["submitted", "supplement", "approved", None])
def test_rows_that_stand_are(status):
    assert len(run("SP-11/place", pair(5, {"status": status}))) == 2


def test_main_and_backup_of_one_demand_may_stand_together():
    assert len(run("SP-11", pair(5, {"candidate_group": "G"}, {"candidate_group": "G"}))) == 0
    assert len(run("SP-11/place", pair(5, {"candidate_group": "G"}, {"candidate_group": "H"}))) == 2
    assert len(run("SP-11/place", pair(5, {"candidate_group": "G"}, {"candidate_group": None}))) == 2


def test_the_plan_has_no_site_twice_either():
    assert hits(run("SP-11/place", plan({"at": HERE}, {"at": away(20)}), "plan")) == ["P0", "P1"]
    assert hits(run("SP-11/place", plan({"at": HERE}, {"at": away(20), "status": "cancelled"}), "plan")) == []


# SP-12


def deviating(distance, application=None, planned=None, **given):
    rows = applications({"at": away(distance), "plan_id": "P0", **(application or {})})
    return run("SP-12", rows, plan=plan({"at": HERE, **(planned or {})}), **given)


@pytest.mark.parametrize(("scene", "limit"), [("dense_urban", 50), ("urban", 50), ("suburban", 100), ("rural", 200)])
def test_the_allowed_deviation_by_scene(scene, limit):
    assert len(deviating(limit - 0.001, {"scene": scene})) == 0
    found = deviating(limit + 0.001, {"scene": scene})
    assert (hits(found, "error"), list(found["limit"]), list(found["other"])) == (["A0"], [limit], ["P0"])


def test_whose_deviation_goes_first():
    far = {"allowed_deviation_m": 500}
    near = {"allowed_deviation_m": 60}
    assert len(deviating(300, far, near)) == 0
    assert list(deviating(300, near, far)["limit"]) == [60]
    assert len(deviating(300, {}, far)) == 0
    assert list(deviating(300, {}, near)["limit"]) == [60]
    assert list(deviating(300, {"scene": "rural"}, {"scene": "urban"})["limit"]) == [200]
    assert list(deviating(300, {"scene": None}, {"scene": "suburban"})["limit"]) == [100]


def test_exactly_at_the_allowed_deviation():
    at = away(70)
    measured = metres(at, HERE)
    for limit, count in ((measured, 0), (up(measured), 0), (down(measured), 1)):
        assert len(deviating(70, {"allowed_deviation_m": limit})) == count


@pytest.mark.parametrize(
    ("distance", "severities"),
    [(49.999, []), (50.001, ["not_checked"]), (199.99, ["not_checked"]), (200.02, ["error"])],
)
def test_an_unknown_scene_decides_only_where_it_does_not_matter(distance, severities):
    found = deviating(distance, {"scene": None}, {"scene": None})
    assert list(found["severity"]) == severities
    assert list(found["feature"]) == ["A0"] * len(severities)


def test_the_edges_of_an_unknown_scene():
    measured = metres(away(70), HERE)
    none = {"scene": None}
    for low, severity in ((measured, []), (down(measured), ["not_checked"])):
        values = {"allowed_deviation_m": {"urban": low, "dense_urban": 100, "suburban": 100, "rural": 200}}
        assert list(deviating(70, none, none, values=values)["severity"]) == severity
    for high, severity in ((measured, "not_checked"), (down(measured), "error")):
        values = {"allowed_deviation_m": {"urban": 10, "dense_urban": 20, "suburban": 30, "rural": high}}
        assert list(deviating(70, none, none, values=values)["severity"]) == [severity]


def test_the_right_number_far_away_fails_though_another_is_near():
    rows = applications({"at": HERE, "plan_id": "P1"})
    found = run("SP-12", rows, plan=plan({"at": HERE}, {"at": away(412)}))
    assert found["measured"].tolist() == pytest.approx([412], abs=1e-3)
    assert list(found["other"]) == ["P1"]


def test_without_a_number_the_nearest_is_the_partner():
    planned = plan({"at": away(400)}, {"at": away(30)})
    assert len(run("SP-12", applications({"at": HERE}), plan=planned)) == 0
    found = run("SP-12", applications({"at": HERE}), plan=plan({"at": away(400)}, {"at": away(90)}))
    assert list(found["other"]) == ["P1"]


def test_a_number_that_is_not_in_the_plan_is_told():
    found = run("SP-12", applications({"plan_id": "Q9"}), plan=plan({"at": away(90)}))
    assert "'Q9' is not in the plan" in found["message"][0]
    assert len(run("SP-12", applications({"plan_id": "Q9"}), plan=plan({"at": away(9)}))) == 0


@pytest.mark.parametrize("number", ["p0", " P0 ", "Ｐ０"])
def test_numbers_are_compared_without_case_blanks_or_width(number):
    found = run("SP-12", applications({"plan_id": number}), plan=plan({"at": away(90)}, {"at": HERE}))
    assert list(found["other"]) == ["P0"]


def test_of_a_number_planned_twice_the_nearer_counts():
    planned = plan({"plan_id": "P", "at": away(500)}, {"plan_id": "P", "at": away(10)})
    assert len(run("SP-12", applications({"plan_id": "P"}), plan=planned)) == 0


def test_cancelled_planned_sites_are_no_partners():
    planned = plan({"at": HERE, "status": "cancelled"}, {"at": away(300)})
    assert list(run("SP-12", applications({"plan_id": "P0"}), plan=planned)["other"]) == ["P1"]
    assert list(run("SP-12", applications({}), plan=planned)["other"]) == ["P1"]


@pytest.mark.parametrize(
    "planned",
    [plan({"at": None}), plan({"status": "cancelled"}), plan({"at": None}, {"at": None, "plan_id": None})],
    ids=["no place", "cancelled", "nothing"],
)
def test_a_plan_that_cannot_be_measured_against_is_never_a_pass(planned):
    for number in ("P0", "Q", None):
        found = run("SP-12", applications({"plan_id": number}), plan=planned)
        assert (hits(found), unsure(found)) == ([], ["A0"])


def test_no_plan_no_check():
    assert unsure(run("SP-12", applications({}))) == [None]
    assert unsure(run("SP-12", applications({}), plan=plan({}).iloc[:0])) == [None]


def test_plan_and_applications_without_numbers():
    planned = plan({"at": away(90)}).drop(columns="plan_id")
    assert hits(run("SP-12", applications({}), plan=planned)) == ["A0"]
    assert hits(run("SP-12", applications({"plan_id": None}), plan=plan({"at": away(90), "plan_id": None}))) == ["A0"]


# SP-13


def claims(*rows, planned=None, aspect="SP-13/second", **given):
    return run(aspect, applications(*rows), plan=plan({}) if planned is None else planned, **given)


def test_the_second_application_for_a_planned_site():
    found = claims({"plan_id": "P0"}, {"plan_id": "P0"}, {"plan_id": "P0"})
    assert hits(found, "error") == ["A1", "A2"]
    assert set(found["other"]) == {"A0"}
    assert hits(claims({"plan_id": "P0"})) == []


@pytest.mark.parametrize(
    ("first", "second", "late"),
    [
        ({}, {"status": "approved"}, "A0"),
        ({"submitted_on": "2026-03-02"}, {"submitted_on": "2026-03-01"}, "A0"),
        ({"submitted_on": "2026-03-01"}, {"submitted_on": "2026-03-01"}, "A1"),
        ({"submitted_on": None}, {"submitted_on": "2026-03-01"}, "A0"),
        ({"submitted_on": "2026-01-01"}, {"status": "approved", "submitted_on": "2026-03-01"}, "A0"),
        ({"status": "approved"}, {"status": "approved"}, "A1"),
    ],
)
def test_who_comes_first(first, second, late):
    assert hits(claims({"plan_id": "P0", **first}, {"plan_id": "P0", **second})) == [late]


def test_groups_count_as_one_demand():
    group = {"plan_id": "P0", "candidate_group": "G"}
    assert hits(claims(group, group)) == []
    assert hits(claims(group, {"plan_id": "P0"}, group)) == ["A1"]
    assert hits(claims(group, {"plan_id": "P0", "candidate_group": "H"})) == ["A1"]
    assert hits(claims({"plan_id": "P0", "candidate_group": "0"}, {"plan_id": "P0"})) == ["A1"]


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_an_application_that_no_longer_stands_claims_nothing(status):
    assert hits(claims({"plan_id": "P0", "status": status}, {"plan_id": "P0"})) == []
    assert hits(claims({"plan_id": "P0"}, {"plan_id": "P0", "status": status})) == []


def test_a_claim_by_place_ends_at_the_allowed_deviation():
    measured = metres(away(30), HERE)
    for limit, found in ((measured, ["A1"]), (down(measured), [])):
        assert hits(claims({"plan_id": "P0"}, {"at": away(30), "allowed_deviation_m": limit})) == found
    assert hits(claims({"plan_id": "P0", "at": None}, {"plan_id": "P0"})) == ["A1"]
    assert hits(claims({"plan_id": "P0"}, {"at": away(120), "scene": None}, planned=plan({"scene": None}))) == []


def test_planned_sites_that_nobody_applied_for():
    planned = plan(
        {"year": 2025},
        {"year": 2026, "at": away(900)},
        {"year": 2024, "at": away(1900)},
        {"year": None, "at": away(2900)},
    )
    found = claims(
        {"at": away(5000), "year": 2026}, {"at": away(6000), "year": 2025}, planned=planned, aspect="SP-13/unapplied"
    )
    assert (hits(found, "info"), set(found["layer"])) == (["P0", "P2"], {"plan"})
    assert found.geometry.iloc[0].coords[0] == pytest.approx(HERE)


@pytest.mark.parametrize(
    "planned",
    [{"year": 2026}, {"year": 2027}, {"year": 2025, "status": "built"}, {"year": 2025, "status": "cancelled"}],
    ids=str,
)
def test_planned_sites_that_need_no_application(planned):
    assert len(claims({"at": away(5000), "year": 2026}, planned=plan(planned), aspect="SP-13/unapplied")) == 0


def test_planned_sites_applied_for_or_built():
    old = plan({"year": 2025})
    unapplied = "SP-13/unapplied"
    assert len(claims({"plan_id": "P0", "at": away(5000)}, planned=old, aspect=unapplied)) == 0
    assert len(claims({"at": away(5)}, planned=old, aspect=unapplied)) == 0
    assert len(claims({"plan_id": "P0", "status": "withdrawn"}, planned=old, aspect=unapplied)) == 1
    far = {"at": away(5000)}
    assert len(claims(far, planned=old, aspect=unapplied, sites=sites({"plan_id": "p0 "}))) == 0
    assert len(claims(far, planned=old, aspect=unapplied, sites=sites({"plan_id": None}, {"plan_id": "P1"}))) == 1
    assert (
        len(
            claims(far, planned=plan({"year": 2025, "plan_id": None}), aspect=unapplied, sites=sites({"plan_id": None}))
        )
        == 1
    )


def test_a_batch_without_years_has_no_reference_year():
    far = {"at": away(5000)}
    rows = applications({**far, "year": None})
    assert unsure(run("SP-13/unapplied", rows, plan=plan({"year": 2025}))) == [None]
    assert unsure(run("SP-13/unapplied", rows.drop(columns="year"), plan=plan({"year": 2025}))) == [None]
    assert unsure(run("SP-13", applications({}))) == [None, None]


# SP-14


def typed(application, planned, distance=0.0, **shared):
    return run("SP-14", applications({"at": away(distance), **application}), plan=plan(planned), **shared)


@pytest.mark.parametrize(
    ("application", "planned", "aspects"),
    [
        ({}, {}, {}),
        ({}, {"build_type": "micro"}, {"macro-for-micro": "error"}),
        ({"build_type": "micro"}, {}, {"type": "warning"}),
        ({"build_type": "indoor"}, {"build_type": "micro"}, {"type": "warning"}),
        ({"structure": "roof"}, {}, {"type": "warning"}),
        ({"structure": "roof"}, {"build_type": "micro"}, {"macro-for-micro": "error"}),
        ({}, {"structure": None}, {}),
        ({"build_type": None}, {"build_type": "micro"}, {"macro-for-micro": "not_checked", "type": "not_checked"}),
        ({"build_type": None}, {}, {"type": "not_checked"}),
        ({"build_type": "micro"}, {"build_type": None}, {"type": "not_checked"}),
        ({}, {"build_type": None}, {"macro-for-micro": "not_checked", "type": "not_checked"}),
        ({"build_type": None, "structure": "roof"}, {}, {"type": "warning"}),
        ({"structure": None}, {}, {"type": "not_checked"}),
    ],
    ids=str,
)
def test_type_as_planned(application, planned, aspects):
    found = typed(application, planned)
    assert dict(zip(found["aspect"], found["severity"])) == aspects
    assert len(found) == len(aspects)


def test_types_are_compared_with_the_partner_only():
    micro = {"build_type": "micro"}
    measured = metres(away(30), HERE)
    assert len(typed({"allowed_deviation_m": measured}, micro, 30)) == 1
    assert len(typed({"allowed_deviation_m": down(measured)}, micro, 30)) == 0
    assert len(typed({"plan_id": "P0"}, micro, 3000)) == 1
    assert unsure(run("SP-14", applications({}))) == [None, None]
    assert unsure(run("SP-14/macro-for-micro", applications({}).drop(columns="build_type"), plan=plan({}))) == [None]


@pytest.mark.parametrize("aspect", ["SP-11", "SP-12", "SP-13", "SP-14"])
def test_no_rows_and_rows_without_places(aspect):
    for planned in (plan({}), plan({"at": None, "plan_id": None}), plan({"year": 2020}, {"status": "cancelled"})):
        assert hits(run(aspect, applications({}).iloc[:0], plan=planned)) == []
        assert "fail" not in " ".join(run(aspect, applications({"at": None}, {"at": None}), plan=planned)["message"])
