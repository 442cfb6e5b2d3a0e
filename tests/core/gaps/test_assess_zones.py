"""Areas in square metres: sea zones of the user's layer, places that are drawn as areas."""

from __future__ import annotations

import numpy as np
import pytest
from scene import PROFILE, Profile, ask, at, box, frame, measured, row, states, transmitters
from shapely.geometry import Point, Polygon

from fengsui.core.ellipsoid import area_m2
from fengsui.core.gaps.transmitters import Supply


def zones(*rows):
    """Rows of (id, kind, area, more)."""
    return frame([{"zone_id": i, "kind": k, **more} for i, k, _, more in rows], [a for _, _, a, _ in rows])


SEA = zones(("S", "sea-internal", box(0, 0, 10_000, 10_000), {}))


def sea(*rows):
    return Supply(sea=transmitters(*rows))


def quarter(radius):
    return np.pi * radius**2 / 4


def test_covered_square_metres_are_those_of_the_disc():
    found = ask(SEA, "zones", sea(("T", 0, 5000, {})))
    r = row(found, "S")
    assert r["unit"] == "m2"
    assert r["total"] == pytest.approx(1e8, rel=1e-3)
    assert r["covered"] == pytest.approx(quarter(5000), rel=1e-3)
    assert r["unknown"] == 0
    assert r["share"] == pytest.approx(quarter(5000) / 1e8, rel=2e-3)
    assert found.gaps["area_m2"].sum() == pytest.approx(r["total"] - r["covered"], rel=1e-4)
    assert set(found.gaps["state"]) == {"gap_model"}
    assert found.summary["unit"].tolist() == ["m2"]


def test_a_sea_zone_off_the_shore_is_not_cut_by_a_roughly_drawn_border():
    shore = box(-9_000, 0, 5, 10_000)
    one = ask(SEA, "zones", sea(("T", 0, 3000, {})), counties=frame([{"code": "1"}], [shore])).assessed
    assert one["county"].tolist() == ["1"]
    assert one["total"].iloc[0] == pytest.approx(1e8, rel=1e-3)
    two = frame([{"code": "1"}, {"code": "2"}], [box(-9_000, 0, 5, 5_000), box(-9_000, 5_000, 5, 10_000)])
    both = ask(SEA, "zones", sea(("T", 0, 3000, {})), counties=two).assessed
    assert both["county"].tolist() == [None]
    assert both["total"].iloc[0] == pytest.approx(1e8, rel=1e-3)


def test_a_sea_zone_has_no_state_where_the_profile_sets_no_share():
    found = ask(SEA, "zones", sea(("T", 5000, 9000, {"y": 5000})))
    assert row(found, "S")["state"] is None
    assert "the profile sets no share" in row(found, "S")["evidence"]
    profile = Profile(PROFILE, sea_area_share=0.9)
    found = ask(SEA, "zones", sea(("T", 5000, 9000, {"y": 5000})), profile=profile)
    assert row(found, "S")["state"] == "covered_model"
    found = ask(SEA, "zones", sea(("T", 0, 5000, {})), profile=profile)
    assert row(found, "S")["state"] == "gap_model"


def test_the_sea_is_not_covered_by_what_serves_the_land():
    found = ask(SEA, "zones", Supply(land=transmitters(("T", 0, 9000, {}))))
    assert row(found, "S")["covered"] == 0
    assert row(found, "S")["unknown"] == row(found, "S")["total"]
    assert set(found.gaps["state"]) == {"unknown"}


def test_what_may_be_reached_is_unknown_and_the_rest_a_gap():
    r = ask(SEA, "zones", sea(("T", 0, 3000, {"possible_m": 6000.0})))
    assert row(r, "S")["unknown"] == pytest.approx(quarter(6000) - quarter(3000), rel=1e-3)
    by_state = r.gaps.groupby("state")["area_m2"].sum()
    assert by_state["unknown"] == pytest.approx(row(r, "S")["unknown"], rel=1e-3)
    assert by_state["gap_model"] == pytest.approx(1e8 - quarter(6000), rel=1e-3)


def test_claims_count_as_unknown_and_are_told_apart():
    claim = frame([{"operator": "mobile"}], [box(-100, -100, 10_100, 5000)])
    found = ask(SEA, "zones", sea(("T", 0, 3000, {})), claimed=claim)
    r = row(found, "S")
    assert r["claimed"] == pytest.approx(5e7 - quarter(3000), rel=2e-3)
    assert r["unknown"] == pytest.approx(r["claimed"], rel=1e-6)
    assert found.gaps.groupby("state")["area_m2"].sum()["claimed"] == pytest.approx(r["claimed"], rel=1e-3)
    both = ask(SEA, "zones", sea(("T", 0, 3000, {"possible_m": 6000.0})), claimed=claim)
    areas = both.gaps.groupby("state")["area_m2"].sum()
    assert areas[["claimed", "unknown"]].sum() == pytest.approx(row(both, "S")["unknown"], rel=1e-3)
    assert areas["gap_model"] == pytest.approx(1e8 - row(both, "S")["covered"] - row(both, "S")["unknown"], rel=1e-3)
    unsupplied = ask(SEA, "zones", claimed=claim)
    assert row(unsupplied, "S")["unknown"] == row(unsupplied, "S")["total"]
    assert row(unsupplied, "S")["claimed"] == pytest.approx(5e7, rel=2e-3)


def test_overlapping_discs_and_several_operators_count_once():
    supply = sea(("A", 0, 5000, {}), ("B", 0, 5000, {"operator": "telecom"}), ("C", 0, 2000, {}))
    assert row(ask(SEA, "zones", supply), "S")["covered"] == pytest.approx(quarter(5000), rel=1e-3)
    each = ask(SEA, "zones", supply, operator="each").assessed
    assert each["operator"].tolist() == ["telecom", "mobile"]


def test_a_zone_is_cut_at_the_county_border_unless_its_row_names_the_county():
    counties = frame([{"code": "1"}, {"code": "2"}], [box(-1, -1, 4000, 11_000), box(4000, -1, 9000, 11_000)])
    found = ask(SEA, "zones", sea(("T", 0, 3000, {})), counties=counties)
    rows = found.assessed.set_index(found.assessed["county"].fillna("none"))
    assert rows["total"].to_dict() == pytest.approx({"1": 4e7, "2": 5e7, "none": 1e7}, rel=1e-3)
    assert rows["covered"].to_dict() == pytest.approx({"1": quarter(3000), "2": 0, "none": 0}, rel=1e-3)
    named = zones(("S", "sea-internal", box(0, 0, 10_000, 10_000), {"county": "1"}))
    assert ask(named, "zones", counties=counties).assessed["county"].tolist() == ["1"]


def test_the_plan_closes_parts_of_a_gap_in_its_year():
    soon = transmitters(("P", 5000, 9000, {"y": 5000}), ("Q", 0, 5000, {"y": 10_000}))
    soon["planned_year"] = [2027.0, 2026.0]
    supply = Supply(sea=transmitters(("T", 0, 5000, {})), planned_sea=soon)
    found = ask(SEA, "zones", supply, profile=Profile(PROFILE, sea_area_share=0.9))
    areas = found.gaps.groupby("planned_year")["area_m2"].sum()
    assert areas[2026] == pytest.approx(quarter(5000), rel=2e-3)
    assert areas[2027] == pytest.approx(1e8 - 2 * quarter(5000), rel=2e-3)
    assert row(found, "S")["planned_year"] == 2027


def test_a_place_drawn_as_an_area_needs_its_share_and_is_counted():
    table = frame(
        [
            {"place_id": i, "kind": k}
            for i, k in (("P", "industrial-park"), ("Q", "industrial-park"), ("V", "admin-village"))
        ],
        [box(0, 0, 1000, 1000), box(20_000, 0, 21_000, 1000), box(0, 0, 1000, 1000)],
    )
    found = ask(table, "places", transmitters(("T", 500, 1000, {})))
    assert row(found, "P")["state"] == "covered_model"
    assert row(found, "Q")["state"] == "gap_model"
    assert row(found, "V")["state"] == "unknown"
    assert "area without key-point rows" in row(found, "V")["evidence"]
    counted = found.summary[(found.summary["unit"] == "place") & (found.summary["kind"] == "industrial-park")]
    assert counted[["total", "covered", "gap", "unknown"]].values.tolist() == [[2, 1, 1, 0]]


def test_empty_areas_and_holes():
    ring = Polygon(box(0, 0, 4000, 4000).exterior, [box(1000, 1000, 3000, 3000).exterior])
    bow = Polygon([at(0, 9000), at(1000, 10_000), at(1000, 9000), at(0, 10_000)])
    table = zones(
        ("N", "sea-internal", None, {}),
        ("E", "sea-internal", Polygon(), {}),
        ("H", "sea-internal", ring, {}),
        ("B", "sea-internal", bow, {}),
    )
    found = ask(table, "zones", sea(("T", 2000, 990, {"y": 2000})))
    assert row(found, "N")["total"] == row(found, "E")["total"] == 0
    assert row(found, "N")["state"] is None
    assert row(found, "H")["total"] == pytest.approx(1.2e7, rel=1e-3)
    assert row(found, "H")["covered"] == pytest.approx(0, abs=1)
    assert found.gaps.geometry.is_valid.all()


def test_gap_shapes_hold_what_no_disc_holds():
    found = ask(SEA, "zones", sea(("T", 5000, 2000, {"y": 5000})))
    shape = found.gaps.geometry.union_all() if hasattr(found.gaps.geometry, "union_all") else found.gaps.unary_union
    assert not shape.contains(Point(at(5000, 5000)))
    assert area_m2(found.gaps.geometry).sum() == pytest.approx(1e8 - np.pi * 2000**2, rel=1e-3)


def test_samples_judge_a_place_drawn_as_an_area_as_a_whole():
    rows = [{"place_id": i, "kind": "settlement-20"} for i in ("good", "bad", "none", "both")]
    areas = frame(rows, [box(x, 0, x + 1000, 1000) for x in (0, 20_000, 40_000, 60_000)])
    supply = transmitters(("T", 60_500, 3000, {"y": 500}), ("U", 0, 100, {"operator": "telecom"}))
    tests = measured(
        {"mobile": {"good": "covered_measured", "bad": "gap_measured", "both": "gap_measured"}, "telecom": {}}
    )
    found = ask(areas, "places", supply, measured=tests)
    assert states(found) == {
        "good": "covered_measured", "bad": "gap_measured", "none": "gap_model", "both": "covered_model",
    }  # fmt: skip
    assert "5 valid samples" in row(found, "good")["evidence"]
    assert "samples judge the place as a whole and do not cut its area" in row(found, "good")["evidence"]
    assert row(found, "good")["covered_measured"] == 0  # square metres are the model's
    own = ask(areas, "places", supply, measured=tests, operator="mobile")
    assert states(own)["both"] == "gap_measured"


def test_what_is_unknown_of_the_sea_says_whose_format_is_not_told():
    near = Profile(PROFILE, prach_unknown_m=3_000)
    supply = sea(("T", 0, 3000, {"possible_m": 8_000.0, "flags": "prach_unknown;ground_unknown"}))
    found = ask(SEA, "zones", supply, profile=near)
    (gap,) = found.gaps[found.gaps["state"] == "unknown"].to_dict("records")
    why = "andom-access format beyond 3 km not told of 'T'; ground height not told of 'T'."
    assert gap["reason"] == f"R{why}"
    assert row(found, "S")["evidence"].endswith(f" Unknown: r{why}")
    supply = sea(("T", 0, 3000, {"possible_m": 8_000.0, "flags": "prach_unknown;ground_unknown"}))
    ground = ask(SEA, "zones", supply).gaps["reason"].dropna()  # all within 14.5 km
    assert ground.tolist() == ["Ground height not told of 'T'."]
    sure = ask(SEA, "zones", sea(("T", 0, 3000, {})))
    assert sure.gaps["reason"].isna().all()
    assert "No sites that count were given" in ask(SEA, "zones").gaps["reason"].iloc[0]


def test_what_is_only_claimed_says_so_as_its_reason():
    claim = frame([{"operator": "mobile", "technology": "5G"}], [box(5_000, 5_000, 9_000, 9_000)])
    gaps = ask(SEA, "zones", sea(("T", 0, 3000, {})), claimed=claim).gaps.set_index("state")
    assert gaps.loc["claimed", "reason"] == "Only an operator's claimed area says so."
    assert gaps.loc["gap_model", "reason"] is None


def test_people_of_a_place_in_several_gap_parts_count_once():
    shape = box(0, 0, 6_000, 1_000)
    village = frame([{"place_id": "V", "name": "V", "kind": "mall", "population": 700, "township": "江平镇"}], [shape])
    band = transmitters(("T", 3_000, 1_500, {"y": 500}))
    gaps = ask(village, "places", band).gaps
    assert len(gaps) == 2
    assert gaps["group_people"].tolist() == [700, 700]
    assert gaps["people"].tolist() == [700, 700]
