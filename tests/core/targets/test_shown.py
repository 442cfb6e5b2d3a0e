"""What the dock shows of TARGETS: lacks in units to act on, order, counts; the units that fail; the course to the deadline."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from target_tables import BOTH, counties, judged, lengths, places

from fengsui.core.targets.course import course
from fengsui.core.targets.failing import failing
from fengsui.core.targets.registry import load_targets
from fengsui.core.targets.shown import KM, OWN, PLACE, POINTS, counts, short_number, shown, years
from fengsui.core.targets.trend import append, snapshot

REGISTRY = load_targets()
OK, GAP, TESTED = "covered_model", "gap_model", "gap_measured"
VILLAGE, ROAD, EITHER = "bb-2027-village-5g", "bb-2027-border-road-5g", "bb-road-highway-4g5g"


def of(table: pd.DataFrame, target: str) -> dict:
    (one,) = table[table["target"] == target].to_dict("records")
    return one


@pytest.fixture(scope="module")
def targets() -> pd.DataFrame:
    villages = places("admin-village", [OK] * 12 + [GAP] * 8)
    roads = lengths("road-national", [(10_000.0, 7_000.0, 0.0)], border=True)
    others = lengths("road-provincial", [(5_000.0, 5_000.0, 0.0)], border=True)
    return judged([villages, roads, others]).targets


def test_a_lack_is_told_in_whole_places_or_kilometres(targets):
    rows = shown(targets, REGISTRY, "东兴市")
    village = of(rows, VILLAGE)
    assert (village["lacking"], village["lacking_unit"]) == (7, PLACE)  # 95 % of 20 are 19, 12 have it
    road = of(rows, ROAD)
    assert road["lacking"] == pytest.approx(2.25)  # 95 % of 15 km are 14.25, 12 are covered
    assert road["lacking_unit"] == KM
    assert village["number"] == "263号"


def test_where_units_may_not_count_the_lack_is_in_points():
    homes = places("settlement-20", [GAP] * 3 + [OK], households=[30, 30, 40, None])
    row = of(shown(judged(homes).targets, REGISTRY, "东兴市"), "bb-2027-settlement20-5g")
    assert row["verdict"] == "not_met"
    assert (row["lacking"], row["lacking_unit"]) == (row["shortfall"], POINTS)


def test_what_is_met_or_not_computed_lacks_nothing(targets):
    rows = shown(targets, REGISTRY, "东兴市")
    rest = rows[rows["verdict"] != "not_met"]
    assert rest["lacking"].isna().all()
    assert set(rest["lacking_unit"]) == {""}


def test_a_number_lacks_in_its_own_unit():
    row = {"county": "东兴市", "target": "own", "document": "own", "year": 2027, "unit": "Mbps", "comparator": ">="}
    row |= {"target_value": 100.0, "value": 60.0, "numerator": None, "denominator": None, "verdict": "not_met"}
    table = pd.DataFrame([{**row, "shortfall": 40.0}])
    found = shown(table, REGISTRY, "东兴市").iloc[0]
    assert (found["lacking"], found["lacking_unit"], found["number"]) == (40, OWN, "own")


def test_year_document_and_order(targets):
    assert {2025, 2027} <= set(years(targets))
    rows = shown(targets, REGISTRY, "东兴市", 2025, ["broadband-border-2023-263"])
    assert set(rows["document"]) == {"broadband-border-2023-263"}
    assert set(rows["year"].astype(int)) == {2025}
    late = shown(targets, REGISTRY, "东兴市", 2027, ["broadband-border-2023-263"])
    assert late.loc[late["earlier"], "year"].astype(int).eq(2025).all()
    assert not late.loc[late["year"] == 2027, "earlier"].any()
    verdicts = shown(targets, REGISTRY, "东兴市")["verdict"].tolist()
    assert verdicts == sorted(verdicts, key=["not_met", "not_computed", "no_threshold", "reported", "met"].index)
    far = shown(targets, REGISTRY, "东兴市", sort="shortfall")
    assert far.iloc[0]["target"] == VILLAGE  # 35 of 95 points, the road 15 of 95
    assert shown(targets, REGISTRY, "东兴市", sort="document")["target"].tolist()[:2] == [
        "bb-2025-county-town-5g",
        "bb-2025-county-town-gigabit",
    ]


def test_counts_hold_every_target_of_the_county(targets):
    told = counts(targets, "东兴市", shown(targets, REGISTRY, "东兴市"))
    assert sum(number for _, number in told) == len(targets[targets["county"] == "东兴市"])
    assert told[0][0] in ("met", "not_met")


def test_a_number_of_a_document_is_short():
    assert short_number(REGISTRY, "shaoguan-2023-157") == "157号"
    assert short_number(REGISTRY, "nowhere") == "nowhere"


def gap(demand: str, technology: str, start: float, end: float, state: str = GAP, county: str = "450681") -> dict:
    """A stretch of a road that runs east from 108° at 1 m per 1e-5 degree."""
    line = shapely.LineString([(108 + start * 1e-5, 21.5), (108 + end * 1e-5, 21.5)])
    return {
        "demand": demand, "technology": technology, "operator": "any", "state": state, "county": county, "from_m": start,
        "to_m": end, "length_m": end - start, "area_m2": None, "geometry": line, "group": "near 北郊", "reason": None,
        "planned_year": None,
    }  # fmt: skip


def gaps_of(*rows: dict) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.DataFrame(list(rows)), geometry="geometry", crs="EPSG:4490")


def lack_of(target: str, *demands: str) -> pd.DataFrame:
    columns = {"county": "东兴市", "target": target, "kind": "road-national", "state": GAP, "reason": "3 of 10 km"}
    return pd.DataFrame([{**columns, "demand": demand, "label": f"国道{demand}"} for demand in demands])


def test_a_road_fails_stretch_by_stretch_the_surest_and_longest_first():
    rows = (
        gap("G1", "5G", 0, 500), gap("G1", "5G", 800, 3000), gap("G1", "5G", 4000, 4100, TESTED),
        gap("G1", "4G", 0, 900), gap("G1", "5G", 5000, 9000, county="450603"), gap("G2", "5G", 0, 9000),
    )  # fmt: skip
    table = counties(BOTH, {"code": "450603", "name": "防城区", "group": "both"})
    found = failing(lack_of(ROAD, "G1"), REGISTRY[ROAD], [], [gaps_of(*rows)], table)
    assert found["from_m"].tolist() == [4000, 800, 0]
    assert found["size"].tolist() == [100, 2200, 500]
    assert found["key"].tolist() == ["G1 4000-4100", "G1 800-3000", "G1 0-500"]
    assert found["label"].eq("国道G1").all()
    assert found.crs.to_epsg() == 4490


def test_where_one_technology_is_enough_only_what_both_leave_open_fails():
    rows = (gap("G1", "4G", 100, 900), gap("G1", "5G", 500, 2000, "unknown"), gap("G1", "5G", 3000, 4000))
    found = failing(lack_of(EITHER, "G1"), REGISTRY[EITHER], [], [gaps_of(*rows)], counties(BOTH))
    assert found[["from_m", "to_m", "size", "state"]].to_numpy().tolist() == [[500, 900, 400, "unknown"]]
    assert found.geometry.iloc[0].bounds == pytest.approx((108.005, 21.5, 108.009, 21.5), abs=1e-6)


def test_places_fail_one_by_one_where_they_stand():
    villages = places("admin-village", [GAP, OK, "unknown", TESTED])
    layer = gpd.GeoDataFrame(villages, geometry=shapely.points([108, 108.1, 108.2, 108.3], 21.5), crs="EPSG:4490")
    told = judged(villages).shortfalls
    mine = told[told["target"] == VILLAGE]
    found = failing(mine, REGISTRY[VILLAGE], [layer], [], counties(BOTH))
    assert found["state"].tolist() == [TESTED, GAP, "unknown"]
    assert found.geometry.x.tolist() == [108.3, 108, 108.2]
    lost = failing(mine, REGISTRY[VILLAGE], [], [], counties(BOTH))  # no layer has them: they are told all the same
    assert len(lost) == 3
    assert lost.geometry.isna().all()


def history(*days: tuple[dt.date, int]) -> pd.DataFrame:
    table = None
    for day, covered in days:
        found = judged(places("admin-village", [OK] * covered + [GAP] * (20 - covered)), documents=["263号"])
        table = append(table, snapshot(found.targets, day, "national"))
    return table


def test_the_course_of_a_target_to_its_deadline():
    told = history((dt.date(2026, 6, 1), 12), (dt.date(2026, 11, 1), 16))
    found = course(told, REGISTRY, "东兴市", VILLAGE)
    assert found.days == (dt.date(2026, 6, 1), dt.date(2026, 11, 1))
    assert found.values == (60, 80)
    assert (found.target_value, found.deadline) == (95, dt.date(2027, 12, 31))
    assert found.per_month == pytest.approx(20 / (153 / (365.2425 / 12)), abs=1e-6)
    assert found.needed_per_month == pytest.approx(15 / (425 / (365.2425 / 12)), abs=1e-6)
    assert found.enough is True


def test_one_snapshot_has_no_pace_so_far_and_none_has_nothing():
    one = course(history((dt.date(2026, 11, 1), 16)), REGISTRY, "东兴市", VILLAGE)
    assert (one.per_month, one.enough, len(one.days)) == (None, None, 1)
    assert one.needed_per_month is not None
    none = course(history((dt.date(2026, 11, 1), 16)), REGISTRY, "防城区", VILLAGE)
    assert none.days == ()
    assert none.needed_per_month is None
