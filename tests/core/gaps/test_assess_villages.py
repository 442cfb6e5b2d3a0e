"""States of places that key points stand for: villages and key places."""

from __future__ import annotations

from scene import ask, places, row, states, transmitters

from fengsui.core.gaps.transmitters import Supply


def village(*points, **more):
    """A village V and its key points: (kind, x) each."""
    rows = [("V", "admin-village", 0, 0, more)]
    rows += [(f"V-{n}", kind, x, 0, {"parent_id": "V"}) for n, (kind, x) in enumerate(points)]
    return places(*rows)


def test_a_village_has_the_weakest_state_of_the_points_that_exist():
    supply = transmitters(("T", 0, 1000, {}))
    good = ask(village(("village-committee", 100), ("school", 900)), "places", supply)
    assert states(good)["V"] == "covered_model"
    bad = ask(village(("village-committee", 100), ("school", 900), ("clinic", 1500)), "places", supply)
    assert states(bad)["V"] == "gap_model"
    assert "3 key points, the weakest is 'V-2' (gap (model))" in row(bad, "V")["evidence"]
    assert row(bad, "V")["total"] == 1


def test_one_operator_must_serve_all_points_of_a_village():
    table = village(("village-committee", 0), ("school", 5000))
    two = transmitters(("A", 0, 1000, {"operator": "mobile"}), ("B", 5000, 1000, {"operator": "telecom"}))
    found = ask(table, "places", two)
    assert states(found) == {"V": "gap_model", "V-0": "covered_model", "V-1": "covered_model"}
    assert "each point is covered by some operator, but none covers them all" in row(found, "V")["evidence"]
    both = transmitters(
        ("A", 0, 1000, {"operator": "mobile"}),
        ("B", 5000, 1000, {"operator": "telecom"}),
        ("C", 0, 1000, {"operator": "telecom"}),
    )
    found = ask(table, "places", both)
    assert states(found)["V"] == "covered_model"
    assert "one operator for all: China Telecom" in row(found, "V")["evidence"]
    nobody = transmitters(("A", 0, 1000, {"operator": None}), ("B", 5000, 1000, {"operator": None}))
    nobody["covered_m"] = 0.0
    found = ask(table, "places", nobody)
    assert states(found) == {"V": "unknown", "V-0": "covered_model", "V-1": "covered_model"}


def test_without_key_points_the_villages_own_point_stands_for_the_committee():
    found = ask(village(), "places", transmitters(("T", 0, 1000, {})))
    assert states(found) == {"V": "covered_model"}
    assert "the village's own point stands for the committee" in row(found, "V")["evidence"]
    assert "以村自身点位代表村委会" in row(ask(village(), "places", language="zh"), "V")["evidence"]


def test_a_health_centre_is_a_villages_clinic_and_a_market_is_no_point_of_it():
    supply = transmitters(("T", 0, 1000, {}))
    assert states(ask(village(("village-committee", 0), ("health", 2000)), "places", supply))["V"] == "gap_model"
    assert (
        states(ask(village(("village-committee", 0), ("rural-market", 2000)), "places", supply))["V"] == "covered_model"
    )


def test_a_missing_kind_leaves_a_key_place_unknown_and_names_it():
    points = [("government-hall", 10), ("government-counter", 20)]
    rows = [("G", "gov", 0, 0, {})]
    rows += [(f"G{n}", k, x, 0, {"parent_id": "G", "setting": "outdoor"}) for n, (k, x) in enumerate(points)]
    supply = transmitters(("T", 0, 1000, {}))
    found = ask(places(*rows), "places", supply)
    assert states(found)["G"] == "unknown"
    assert "key points missing: Intake point of administrative matters" in row(found, "G")["evidence"]
    assert "none covers them all" not in row(found, "G")["evidence"]
    rows.append(("G2", "government-intake", 30, 0, {"parent_id": "G", "setting": "outdoor"}))
    assert states(ask(places(*rows), "places", supply))["G"] == "covered_model"
    rows[-1] = ("G2", "government-intake", 3000, 0, {"parent_id": "G", "setting": "outdoor"})
    assert states(ask(places(*rows), "places", supply))["G"] == "gap_model"
    alone = ask(places(("G", "gov", 0, 0, {})), "places", supply)
    assert states(alone) == {"G": "unknown"}


def test_a_places_own_list_of_key_points_goes_before_the_scenes():
    rows = [("C", "culture", 0, 0, {"key_points": "visitor-centre;ticket-office"})]
    rows += [(k, k, 10, 0, {"parent_id": "C", "key_points": None}) for k in ("visitor-centre", "ticket-office")]
    assert states(ask(places(*rows), "places", transmitters(("T", 0, 1000, {}))))["C"] == "covered_model"


def test_a_key_point_that_is_indoors_by_its_kind_is_not_covered_from_outdoors():
    found = ask(places(("O", "operating-room", 0, 0, {})), "places", transmitters(("T", 0, 1000, {})))
    assert states(found) == {"O": "unknown"}
    assert "Indoor" in row(found, "O")["evidence"]
    assert "(by its kind)" in row(found, "O")["evidence"]


def test_the_plan_gives_the_earliest_year_that_covers_all_points():
    table = village(("village-committee", 0), ("school", 5000), ("clinic", 9000))
    soon = transmitters(("P", 5000, 1000, {}), ("Q", 9000, 1000, {}), ("R", 9000, 1000, {}))
    soon["planned_year"] = [2026.0, 2028.0, 2027.0]
    found = ask(table, "places", Supply(land=transmitters(("T", 0, 1000, {})), planned_land=soon))
    years = dict(zip(found.assessed["place_id"], found.assessed["planned_year"]))
    assert years["V"] == 2027
    assert years["V-1"] == 2026
    assert str(years["V-0"]) == "<NA>"
    assert "planned sites would cover it in 2027" in row(found, "V")["evidence"]
    assert sorted(found.gaps["planned_year"]) == [2026, 2027, 2027]


def test_the_official_rule_of_5_km_covers_a_village_with_4g():
    supply = transmitters(("A", 4900, 1000, {"technology": "4G"}))
    rule = supply.assign(covered_m=5000.0, possible_m=5000.0, reach_m=5000.0)
    table = village(("village-committee", 0), ("school", 300))
    found = ask(table, "places", Supply(land=supply, village=rule), technologies=("4G",))
    assert states(found) == {"V": "covered_model", "V-0": "gap_model", "V-1": "gap_model"}
    assert "official 5 km rule" in row(found, "V")["evidence"]
    assert states(ask(table, "places", Supply(land=supply), technologies=("4G",)))["V"] == "gap_model"
