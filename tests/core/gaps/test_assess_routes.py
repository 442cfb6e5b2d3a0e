"""Lines in parts: covered, gap, unknown, claimed; counties, doubles, tunnels and the plan."""

from __future__ import annotations

import numpy as np
import pytest
from scene import ask, box, frame, line, measured, row, transmitters
from shapely.geometry import LineString, MultiLineString

from fengsui.core.gaps.transmitters import Supply


def routes(*rows):
    """Rows of (id, line, more)."""
    data = [{"route_id": i, "name": i, "kind": "road-national", **more} for i, _, more in rows]
    return frame(data, [shape for _, shape, _ in rows])


ROAD = routes(("R", line((0, 0), (10_000, 0)), {}))


def stretch(part):
    return (round(part["from_m"]), round(part["to_m"]), part["state"])


def test_a_road_is_cut_where_the_disc_ends():
    found = ask(ROAD, "routes", transmitters(("T", 0, 6000, {})))
    r = row(found, "R")
    assert r["unit"] == "m"
    assert r["total"] == pytest.approx(10_000, abs=1)
    assert r["covered"] == pytest.approx(6000, abs=1)
    assert r["share"] == pytest.approx(0.6, abs=1e-3)
    assert r["state"] == "gap_model"
    assert [stretch(p) for _, p in found.gaps.iterrows()] == [(6000, 10_000, "gap_model")]
    assert found.gaps["length_m"].iloc[0] == pytest.approx(4000, abs=1)
    assert found.gaps["marked"].tolist() == [True]
    assert "covered 6.00 (measured 0.00), gap 4.00, unknown 0.00 (claimed 0.00) of 10.00 km" in r["evidence"].lower()
    assert found.gaps.geometry.iloc[0].geom_type == "LineString"


@pytest.mark.parametrize(("reach", "state"), [(9505, "covered_model"), (9495, "gap_model")])
def test_the_threshold_is_95_percent_of_the_length(reach, state):
    found = ask(ROAD, "routes", transmitters(("T", 0, reach, {})))
    assert row(found, "R")["state"] == state
    assert len(found.gaps) == 1  # every metre is listed, whatever the state


def test_without_sites_a_road_is_unknown_and_with_unsure_ones_in_part():
    assert row(ask(ROAD, "routes"), "R")["state"] == "unknown"
    found = ask(ROAD, "routes", transmitters(("T", 0, 2000, {"possible_m": 9800.0})))
    r = row(found, "R")
    assert r["state"] == "unknown"
    assert r["covered"] == pytest.approx(2000, abs=1)
    assert r["unknown"] == pytest.approx(7800, abs=2)
    assert [stretch(p)[2] for _, p in found.gaps.iterrows()] == ["unknown", "gap_model"]
    assert found.gaps["marked"].tolist() == [False, False]  # a gap of 200 m, and what is not known is no gap


def test_measured_stretches_outrank_the_model_and_claims_come_after_it():
    tests = measured(stretches=[(0, 1000, 1600, "gap_measured"), (0, 7000, 8000, "covered_measured")])
    claim = frame([{"operator": "mobile", "technology": "5G"}], [box(5500, -500, 9000, 500)])
    found = ask(ROAD, "routes", transmitters(("T", 0, 6000, {})), measured=tests, claimed=claim)
    r = row(found, "R")
    assert r["covered"] == pytest.approx(6400, abs=1)
    assert r["covered_measured"] == pytest.approx(1000, abs=1)
    assert r["claimed"] == pytest.approx(2000, abs=2)
    assert r["unknown"] == pytest.approx(r["claimed"])
    assert [stretch(p) for _, p in found.gaps.iterrows()] == [
        (1000, 1600, "gap_measured"),
        (6000, 7000, "claimed"),
        (8000, 9000, "claimed"),
        (9000, 10_000, "gap_model"),
    ]
    assert r["state"] == "gap_measured"  # the failed 600 m alone keep it under 95 %


def test_measured_stands_in_the_state_only_where_it_suffices():
    supply = transmitters(("T", 0, 20_000, {}))
    most = measured(stretches=[(0, 0, 9600, "covered_measured")])
    assert row(ask(ROAD, "routes", supply, measured=most), "R")["state"] == "covered_measured"
    some = measured(stretches=[(0, 0, 9000, "covered_measured")])
    assert row(ask(ROAD, "routes", supply, measured=some), "R")["state"] == "covered_model"
    little = measured(stretches=[(0, 0, 400, "gap_measured")])
    assert row(ask(ROAD, "routes", transmitters(("T", 0, 9000, {})), measured=little), "R")["state"] == "gap_model"


def test_runs_of_300_m_are_marked_over_county_borders():
    supply = transmitters(("A", 0, 4900, {}), ("B", 10_000, 4780, {}))
    counties = frame([{"code": "1"}, {"code": "2"}], [box(-1, -9, 5000, 9), box(5000, -9, 10_001, 9)])
    found = ask(ROAD, "routes", supply, counties=counties)
    assert found.gaps["length_m"].round().tolist() == [100, 220]
    assert found.gaps["run_m"].round().tolist() == [320, 320]
    assert found.gaps["marked"].tolist() == [True, True]
    assert found.gaps["county"].tolist() == ["1", "2"]


def test_a_road_has_a_row_per_county_and_each_metre_is_in_one():
    counties = frame([{"code": "1"}, {"code": "2"}], [box(-1, -9, 4000, 9), box(4000, -9, 9000, 9)])
    found = ask(ROAD, "routes", transmitters(("T", 0, 4000, {})), counties=counties)
    rows = found.assessed.set_index(found.assessed["county"].fillna("none"))
    assert rows["total"].round().to_dict() == {"1": 4000, "2": 5000, "none": 1000}
    assert rows["state"].to_dict() == {"1": "covered_model", "2": "gap_model", "none": "gap_model"}
    assert rows.loc["2"].geometry.bounds[0] == pytest.approx(box(4000, 0, 5000, 9).bounds[0], abs=1e-6)
    assert found.summary["total"].sum() == pytest.approx(10_000, abs=1)
    assert set(found.summary["unit"]) == {"m"}


def test_without_counties_the_routes_own_county_holds():
    found = ask(ROAD.assign(county="1"), "routes")
    assert found.assessed["county"].tolist() == ["1"]


def test_a_tunnel_is_judged_by_itself():
    table = routes(
        ("R", line((0, 0), (10_000, 0)), {"setting": "outdoor"}),
        ("U", line((3000, 0), (4000, 0)), {"setting": "tunnel"}),
        ("X", line((3500, -1000), (3500, 1000)), {"setting": "outdoor"}),
    )
    found = ask(table, "routes", transmitters(("T", 0, 20_000, {})))
    assert row(found, "U")["state"] == "unknown"
    assert "Tunnel: an outdoor model does not hold" in row(found, "U")["evidence"]
    assert row(found, "U")["total"] == pytest.approx(1000, abs=1)
    assert row(found, "R")["total"] == pytest.approx(9000, abs=1)
    assert "1.00 km are tunnels" in row(found, "R")["evidence"]
    assert row(found, "X")["total"] == pytest.approx(2000, abs=1)
    leaky = transmitters(("T", 0, 20_000, {}), ("C", 3500, 500.5, {"setting": "tunnel"}))
    assert row(ask(table, "routes", leaky), "U")["state"] == "covered_model"
    walked = measured(stretches=[(1, 0, 1000, "gap_measured")])
    assert row(ask(table, "routes", leaky, measured=walked), "U")["state"] == "gap_measured"


def test_what_another_record_counts_is_taken_out_and_named():
    table = routes(
        ("G219", line((0, 0), (10_000, 0)), {}),
        ("S101", line((2000, 10), (5000, 10)), {}),
    )
    found = ask(table, "routes", transmitters(("T", 0, 20_000, {})))
    assert found.assessed["total"].sum() == pytest.approx(10_000, abs=2)
    assert row(found, "S101")["total"] == pytest.approx(0, abs=1)
    assert row(found, "S101")["state"] is None
    assert "run with 'G219' and count there" in row(found, "S101")["evidence"]
    assert found.doubles["length_m"].sum() == pytest.approx(3000, abs=2)
    assert found.doubles[["route", "keeper"]].values.tolist() == [["S101", "G219"]]


def test_operators_are_joined_metre_by_metre_or_told_apart():
    supply = transmitters(("A", 0, 5000, {}), ("B", 10_000, 5100, {"operator": "telecom"}))
    together = row(ask(ROAD, "routes", supply), "R")
    assert (together["state"], together["operator"]) == ("covered_model", "any")
    each = ask(ROAD, "routes", supply, operator="each").assessed
    assert dict(zip(each["operator"], each["covered"].round())) == {"telecom": 5100, "mobile": 5000}
    tests = measured(stretches=[(0, 0, 5000, "gap_measured")])
    found = ask(ROAD, "routes", supply, measured=tests)
    assert row(found, "R")["covered"] == pytest.approx(5100, abs=1)


def test_the_plan_splits_a_gap_where_it_reaches_and_gives_the_year():
    soon = transmitters(("P", 7000, 1600, {}), ("Q", 10_000, 1600, {}))
    soon["planned_year"] = [2027.0, 2026.0]
    found = ask(ROAD, "routes", Supply(land=transmitters(("T", 0, 5000, {})), planned_land=soon))
    parts = [(round(p["from_m"]), round(p["to_m"]), p["planned_year"]) for _, p in found.gaps.iterrows()]
    assert [(a, b, None if str(y) == "<NA>" else y) for a, b, y in parts] == [
        (5000, 5400, None),
        (5400, 8400, 2027),
        (8400, 10_000, 2026),
    ]
    assert found.gaps["run_m"].round().tolist() == [5000] * 3
    assert row(found, "R")["planned_year"] == 2027  # 400 of 10 000 m stay


def test_empty_and_odd_lines():
    loop = MultiLineString([line((0, 0), (1000, 0)), line((2000, 0), (3000, 0))])
    deep = LineString([(*xy, 300.0) for xy in line((0, 5000), (1000, 5000)).coords])
    table = routes(("E", LineString(), {}), ("N", None, {}), ("M", loop, {}), ("Z", deep, {}))
    found = ask(table, "routes", transmitters(("T", 0, 1500, {})))
    assert row(found, "E")["state"] == row(found, "N")["state"] == "unknown"
    assert np.isnan(row(found, "E")["share"])
    assert row(found, "M")["total"] == pytest.approx(2000, abs=1)
    assert row(found, "M")["covered"] == pytest.approx(1000, abs=1)
    assert not found.assessed.geometry.has_z.any()
    assert "no place on the map" in row(found, "E")["evidence"]


def test_gaps_are_named_after_the_nearest_place():
    from scene import places

    marks = places(("Hill", "admin-village", 8000, 500, {}), ("Dale", "admin-village", 0, 0, {}))
    found = ask(ROAD, "routes", transmitters(("T", 0, 6000, {})), places=marks)
    assert found.gaps["group"].tolist() == ["near Hill"]
    assert found.gaps["group_size"].iloc[0] == pytest.approx(4000, abs=1)


def test_a_gap_of_a_road_far_from_any_place_goes_by_its_township_else_by_its_county():
    from scene import places

    marks = places(("Dale", "admin-village", 0, 0, {}), ("mast", "duty-post", 8000, 0, {}))
    towns = frame([{"name": "江平镇"}], [box(7000, -500, 9000, 500)])
    county = frame([{"code": "450681", "name": "东兴市"}], [box(-500, -500, 20_000, 500)])
    supply = transmitters(("T", 0, 6000, {}))
    assert ask(ROAD, "routes", supply, places=marks, townships=towns).gaps["group"].tolist() == ["江平镇"]
    assert ask(ROAD, "routes", supply, places=marks, counties=county).gaps["group"].tolist() == ["东兴市"]
    assert ask(ROAD, "routes", supply, places=marks).gaps["group"].tolist() == ["R"]


def test_the_parts_of_every_road_add_up():
    rng = np.random.default_rng(1)
    table = routes(*((f"R{n}", line(*rng.uniform(0, 30_000, (6, 2))), {}) for n in range(20)))
    supply = transmitters(
        *(
            (
                f"T{n}",
                x,
                rng.uniform(500, 3000),
                {"y": y, "possible_m": 4000.0, "operator": rng.choice(["mobile", "unicom"])},
            )
            for n, (x, y) in enumerate(rng.uniform(0, 30_000, (30, 2)))
        )
    )
    tests = measured(stretches=[(0, 0, 700, "gap_measured"), (3, 100, 900, "covered_measured")])
    halves = frame([{"code": "1"}, {"code": "2"}], [box(-1, -1, 15_000, 40_000), box(15_000, -1, 40_000, 40_000)])
    for more in ({}, {"measured": tests}, {"operator": "each"}):
        found = ask(table, "routes", supply, counties=halves, **more)
        gaps = found.gaps[found.gaps["operator"] == found.gaps["operator"].iloc[0]]
        rows = found.assessed[found.assessed["operator"] == gaps["operator"].iloc[0]]
        left = rows["total"] - rows["covered"]
        listed = gaps.groupby(["demand", "county"])["length_m"].sum()
        assert listed.sum() == pytest.approx(left.sum(), abs=0.01)
        unknown = gaps[gaps["state"] == "unknown"]["length_m"].sum()
        assert rows["unknown"].sum() == pytest.approx(unknown, abs=0.01)


def test_what_is_unknown_of_a_road_names_the_site_and_what_it_lacks():
    road = frame([{"route_id": "R", "kind": "road-national"}], [line((0, 0), (9_000, 0))])
    supply = transmitters(
        ("A", 0, 1000, {}), ("B", 4_000, 0, {"possible_m": 1_000.0, "lacks": "technology", "technology": None})
    )
    found = ask(road, "routes", supply)
    unknown = found.gaps[found.gaps["state"] == "unknown"]
    assert len(unknown) == 1
    assert unknown["reason"].iloc[0] == "Technology not told of 'B'."
    assert row(found, "R")["evidence"].endswith(" Unknown: technology not told of 'B'.")
    assert found.gaps.loc[found.gaps["state"] == "gap_model", "reason"].isna().all()
    chinese = ask(road, "routes", supply, language="zh").gaps
    assert chinese.loc[chinese["state"] == "unknown", "reason"].iloc[0] == "“B”未注明制式。"


def test_three_sites_are_named_for_each_reason_and_the_rest_counted():
    road = frame([{"route_id": "R", "kind": "road-national"}], [line((0, 0), (20_000, 0))])
    nobody = [(f"S{n}", 1_000 + 100 * n, 0, {"possible_m": 500.0, "lacks": "status;operator"}) for n in range(5)]
    supply = transmitters(
        *nobody,
        ("twin", 1_000, 0, {"site_name": "S0", "possible_m": 500.0, "lacks": "status"}),  # another cell of S0
        ("H", 9_000, 500, {"possible_m": 1_000.0, "lacks": "height"}),
        ("F", 15_000, 500, {"possible_m": 1_000.0, "flags": "prach_unknown;uplink_limited;sector"}),
    )
    found = ask(road, "routes", supply)
    reasons = found.gaps.loc[found.gaps["state"] == "unknown", "reason"].tolist()
    status, height = "tatus not told of 'S0', 'S1', 'S2' and 2 more", "ntenna height not told of 'H'"
    sector = "ells for the other directions not told of 'F'"  # 14.5 km from F nothing is asked
    assert reasons == [f"S{status}.", f"A{height}.", f"A{height}.", f"C{sector}.", f"C{sector}."]
    assert row(found, "R")["evidence"].endswith(f"Unknown: s{status}; a{height}; c{sector}.")
    one = ask(road, "routes", supply, operator="mobile").gaps
    assert one["reason"].dropna().iloc[0] == f"Operator not told of 'S0', 'S1', 'S2' and 2 more; s{status}."


def test_between_sure_and_out_of_reach_the_formula_is_the_reason():
    road = frame([{"route_id": "R", "kind": "road-national"}], [line((0, 0), (9_000, 0))])
    supply = transmitters(("A", 0, 1000, {"possible_m": 3_000.0}))
    gaps = ask(road, "routes", supply, model="formula").gaps
    assert gaps["reason"].iloc[0] == "By the formula the signal is neither sure nor ruled out."
    assert gaps["reason"].iloc[1] is None
