"""Typed-in figures, tasks, stations and the register: the row of Shaoguan as its document has it."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from target_tables import BOTH, CITY, COAST, INLAND, changed, counties, judged, row, rows_of, statistics

from fengsui.core.schema import standard_table
from fengsui.core.targets.periods import period_of

SHAOGUAN = counties(CITY)


def task_table(*rows: tuple) -> pd.DataFrame:
    columns = ["county", "year", "task", "built_reported", "source"]
    return standard_table(pd.DataFrame(list(rows), columns=columns), "tasks", "tasks")


def site_table(count: int, **columns) -> gpd.GeoDataFrame:
    points = shapely.points([[108.5, 21.5]] * count)
    frame = gpd.GeoDataFrame({"site_id": [f"S{n}" for n in range(count)]}, geometry=points, crs="EPSG:4490")
    said = {"technologies": "4G;5G", "status": "on_air", "on_air": "2023-03-01"}
    return standard_table(frame.assign(**{**said, **columns}), "sites", "sites")


def register(count: int, **columns) -> pd.DataFrame:
    table = pd.DataFrame({"name": [f"{n}号楼" for n in range(count)], "owner": [f"单位{n}" for n in range(count)]})
    said = {
        "status": "published",
        "published_on": "2023-03-01",
        "category": "building",
        "owner_class": "government",
        "mode": "free",
    }
    return standard_table(table.assign(**{**said, **columns}), "resources", "resources")


def test_the_row_of_shaoguan_is_as_in_the_document():
    found = judged(
        None,
        SHAOGUAN,
        sites=site_table(5141),
        resources=register(1107),
        tasks=task_table(("韶关市", 2023, 699, 366, "市工信局")),
        statistics=statistics(("韶关市", "500M以上用户占比", "2023-05", 20.53, "市工信局"), ("韶关市", "500m-share", "2023Q1", 19.4, "省通报")),
        documents=["157号"],
    )  # fmt: skip
    assert row(found, "sg-2023q1-5g-total")["value"] == 5141
    assert row(found, "sg-open-resources")["value"] == 1107
    rate = row(judged(None, SHAOGUAN, tasks=task_table(("韶关市", 2023, 699, 366, "市工信局"))), "sg-2023h1-rate")
    assert (rate["value"], rate["numerator"], rate["denominator"], rate["verdict"]) == (52.36, 366, 699, "reported")
    lines = {r["source"]: r for r in rows_of(found, "sg-500m-standard")}
    assert set(lines) == {"市工信局", "省通报"}
    assert (lines["市工信局"]["value"], lines["市工信局"]["shortfall"], lines["市工信局"]["verdict"]) == (
        20.53,
        4.47,
        "not_met",
    )
    assert (lines["省通报"]["value"], lines["省通报"]["shortfall"], lines["省通报"]["period"]) == (19.4, 5.6, "2023Q1")
    assert "市工信局 (2023-05)" in lines["市工信局"]["basis"]
    assert row(found, "sg-2023q1-500m-share")["value"] == 19.4
    assert row(found, "sg-500m-may")["value"] == 20.53
    assert {r["verdict"] for r in found.targets.to_dict("records") if r["comparator"] == "reported"} == {"reported"}


def test_the_task_counts_what_was_built():
    tasks = task_table(("韶关市", 2023, 699, 366, "市工信局"))
    task = row(judged(None, SHAOGUAN, tasks=tasks), "sg-2023-task")
    assert (task["value"], task["target_value"], task["verdict"], task["shortfall"]) == (366, 699, "not_met", 333)
    built = row(judged(None, SHAOGUAN, tasks=tasks, sites=site_table(699)), "sg-2023-task")
    assert (built["value"], built["verdict"]) == (699, "met")
    assert row(judged(None, SHAOGUAN), "sg-2023-task")["verdict"] == "not_computed"


def test_without_any_data_the_document_speaks_for_itself():
    found = judged(None, SHAOGUAN).whole  # a target takes what other records state
    stated = {
        t: row(found, t)["value"]
        for t in ("sg-2023q1-5g-total", "sg-2023h1-built", "sg-2023h1-rate", "sg-open-resources")
    }
    assert stated == {
        "sg-2023q1-5g-total": 5141,
        "sg-2023h1-built": 366,
        "sg-2023h1-rate": 52.36,
        "sg-open-resources": 1107,
    }
    assert sorted((r["value"], r["shortfall"]) for r in rows_of(found, "sg-500m-standard")) == [
        (19.4, 5.6),
        (20.53, 4.47),
    ]
    assert all("stated in the document" in r["basis"] for r in rows_of(found, "sg-500m-standard"))
    assert row(found, "sg-siteplan")["verdict"] == "met"


def test_figures_of_the_city_are_not_those_of_its_county():
    found = judged(None, counties({"code": "440203", "name": "武江区", "group": "none"}), documents=["157号"])
    assert set(found.targets["verdict"]) == {"not_applicable"}


def test_what_differs_from_the_document_is_told():
    total = row(judged(None, SHAOGUAN, sites=site_table(5000)), "sg-2023q1-5g-total")
    assert (total["value"], total["verdict"]) == (5000, "reported")
    assert "the document states 5141" in total["note"]


INLAND_ = counties(INLAND)


@pytest.mark.parametrize(
    "word",
    ["home-penetration", "固定宽带家庭普及率", "Fixed broadband household penetration", "bc-2015-home-penetration"],
)
def test_an_indicator_is_known_by_its_key_its_words_or_the_target(word):
    found = row(
        judged(None, INLAND_, statistics=statistics(("武鸣县", word, 2015, 50, "统计局"))), "bc-2015-home-penetration"
    )
    assert (found["value"], found["verdict"], found["source"], found["period"]) == (50, "met", "统计局", "2015")


def test_the_period_is_the_last_one_up_to_the_targets_year():
    given = statistics(
        *(
            ("450122", "home-penetration", p, v, "统计局")
            for p, v in ((2013, 41), (2014, 45), ("2015-06", 49), (2016, 60))
        )
    )
    found = judged(None, INLAND_, statistics=given)
    assert [row(found, f"bc-{year}-home-penetration")["value"] for year in (2013, 2015, 2020)] == [41, 49, 60]
    late = row(judged(None, INLAND_, statistics=given.iloc[3:]), "bc-2015-home-penetration")
    assert (late["value"], late["period"]) == (60, "2016")
    assert "after the target's year" in late["note"]


def test_figures_of_another_area_or_of_no_target_do_not_count():
    given = statistics(("东兴市", "home-penetration", 2015, 50, "a"), ("武鸣县", "手机普及率", 2015, 50, "b"))
    found = judged(None, INLAND_, statistics=given)
    assert row(found, "bc-2015-home-penetration")["verdict"] == "not_computed"
    assert "home-penetration" in row(found, "bc-2015-home-penetration")["missing"]
    assert any("手机普及率" in text for text in found.told)


def test_two_values_of_one_source_and_time_are_told():
    given = statistics(
        ("武鸣县", "home-penetration", 2015, 48, "统计局"), ("武鸣县", "home-penetration", 2015, 52, "统计局")
    )
    found = row(judged(None, INLAND_, statistics=given), "bc-2015-home-penetration")
    assert found["value"] == 52
    assert "several values of one source and period (48, 52)" in found["note"]


def test_strict_figures():
    found = judged(None, INLAND_, statistics=statistics(("武鸣县", "catv-platform", 2020, 95, "a")))
    assert row(found, "bc-2020-catv-platform")["verdict"] == "not_met"  # more than 95


def test_a_share_from_its_counts_of_one_source_and_time():
    given = statistics(
        ("武鸣县", "urban-gigabit-homes", 2023, 81, "a"),
        ("武鸣县", "urban-homes", 2023, 100, "a"),
        ("武鸣县", "urban-homes", 2022, 50, "a"),
    )
    share = row(judged(None, INLAND_, statistics=given), "dg-2023-city-home-share")
    assert (share["value"], share["numerator"], share["denominator"], share["verdict"]) == (81, 81, 100, "met")


def test_a_place_target_may_be_typed_in_where_no_layer_is():
    given = statistics(("东兴市", "bb-2027-village-5g", "2026", 96, "通信管理局"))
    village = row(judged(None, counties(BOTH), statistics=given), "bb-2027-village-5g")
    assert (village["value"], village["verdict"]) == (96, "met")
    assert "typed in: 通信管理局 (2026)" in village["basis"]


def test_a_trend_shows_first_and_last_without_verdict():
    given = statistics(
        ("武鸣县", "5g-traffic-share", "2023Q4", 47, "a"), ("武鸣县", "5g-traffic-share", "2025Q4", 61.5, "a")
    )
    trend = row(judged(None, INLAND_, statistics=given), "su-2025-5g-traffic")
    assert (trend["value"], trend["verdict"]) == (61.5, "no_threshold")
    assert "47 (2023Q4) to 61.5 (2025Q4), change +14.5" in trend["note"]


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([("2023-05", 20.53), ("2023-09", 25.1)], "met"),
        ([("2023-05", 20.53), ("2023-10", 25.1)], "not_met"),
        ([("2023-05", 20.53)], "not_computed"),
        ([("2023-09-30", 24.9)], "not_met"),
    ],
)
def test_a_day_by_which_a_share_is_reached(rows, verdict):
    given = statistics(*(("韶关市", "500m-share", period, value, "市") for period, value in rows))
    assert row(judged(None, SHAOGUAN, statistics=given), "sg-500m-deadline")["verdict"] == verdict


def test_a_work_plan_is_filed_by_its_day():
    province = counties({"code": "450000", "name": "广西", "group": "both"})
    for day, verdict in (("2024-03-31", "met"), ("2024-03", "met"), ("2024-04-01", "not_met")):
        given = statistics(("广西", "workplan-filed", day, 1, "通信管理局"))
        assert row(judged(None, province, statistics=given), "bb-workplan-2024-03")["verdict"] == verdict
    assert row(judged(None, province), "bb-workplan-2024-03")["verdict"] == "not_computed"
    ledger = statistics(("广西", "ledger-report", 2025, 1, "a"))
    assert row(judged(None, province, statistics=ledger), "bb-ledger-annual-report")["verdict"] == "met"


def test_stations_per_ten_thousand_people_is_strict():
    sites = site_table(180)
    per = row(judged(None, counties({**INLAND, "population": 150_000}), sites=sites), "dg-2023-5g-per-10k")
    assert (per["value"], per["verdict"]) == (12, "not_met")  # more than 12
    assert (
        row(judged(None, counties({**INLAND, "population": None}), sites=sites), "dg-2023-5g-per-10k")["missing"] != ""
    )
    more = row(judged(None, counties({**INLAND, "population": 149_000}), sites=sites), "dg-2023-5g-per-10k")
    assert more["verdict"] == "met"


def test_stations_that_do_not_count():
    sites = pd.concat(
        [site_table(3), site_table(1, status="planned"), site_table(1, country="越南"), site_table(2, technologies="4G"),
         site_table(1, on_air="2023-06-01"), site_table(2, on_air=None)]
    )  # fmt: skip
    found = judged(None, SHAOGUAN, sites=gpd.GeoDataFrame(sites, crs="EPSG:4490"))
    total = row(found, "sg-2023q1-5g-total")
    assert (total["value"], total["unknown"]) == (3, 2)
    assert "2 sites have no date on air" in total["missing"]
    share = row(
        judged(None, SHAOGUAN, sites=site_table(4, technologies=["4G", "4G;5G", "4G", "5G"])), "sg-2023q1-5g-share"
    )
    assert share["value"] == 50
    bare = row(judged(None, SHAOGUAN, sites=site_table(3).drop(columns="technologies")), "dg-2023-5g-per-10k")
    assert "technologies" in bare["missing"]


def test_a_site_that_does_not_say_what_it_is_may_count():
    people = counties({**BOTH, "population": 10_000})
    technologies = ["5G"] * 12 + [None]
    found = row(judged(None, people, sites=site_table(13, technologies=technologies)), "dg-2023-5g-per-10k")
    assert (found["value"], found["unknown"], found["verdict"]) == (12, 1, "not_computed")
    assert "1 sites without technologies or status" in found["missing"]
    blank = site_table(13, technologies="5G", status=["on_air"] * 12 + [None], on_air=None)
    found = row(judged(None, people, sites=blank), "dg-2023-5g-per-10k")
    assert (found["value"], found["unknown"]) == (12, 1)
    unlisted = site_table(13, technologies="5G", status=None, on_air=None)
    assert row(judged(None, people, sites=unlisted), "dg-2023-5g-per-10k")["value"] == 13
    many = counties({**BOTH, "population": 150_000})
    few = row(judged(None, many, sites=site_table(13, technologies=technologies)), "dg-2023-5g-per-10k")
    assert (few["value"], few["verdict"]) == (0.8, "not_met")


def test_a_county_without_a_site_in_the_layer_has_no_nought():
    two = counties(BOTH, INLAND, drawn=True)
    found = [row(judged(None, two, sites=site_table(3)), "dg-2023-5g-per-10k", c) for c in ("东兴市", "武鸣县")]
    assert (found[0]["value"], found[0]["verdict"]) == (0.2, "not_met")
    assert (found[1]["value"], found[1]["verdict"]) == (None, "not_computed")
    assert "holds none in this county" in found[1]["missing"]


def test_sites_lie_in_their_county():
    sites = site_table(3)
    sites.geometry = shapely.points([[108.5, 21.5], [108.6, 21.5], [109.5, 21.5]])
    area = counties({**BOTH, "population": 1000}, {**INLAND, "population": 1000}, drawn=True)
    found = judged(None, area, sites=sites)
    assert [r["value"] for r in rows_of(found, "dg-2023-5g-per-10k")] == [20, 10]


def test_places_opened_free_by_public_bodies(tmp_path):
    given = pd.concat(
        [
            register(4),
            register(2, owner_class="commercial", name=["甲店", "乙店"]),
            register(1, mode="paid", name="丙楼"),
        ]
    )
    found = judged(None, counties(BOTH), resources=given)
    free = row(found, "bb-free-opening-public-units")
    assert (free["value"], free["verdict"]) == (4, "no_threshold")
    wider = changed(tmp_path, free_duty=["government", "institution", "commercial"])
    assert (
        row(judged(None, counties(BOTH), resources=given, profile=wider), "bb-free-opening-public-units")["value"] == 6
    )


def test_duplicates_and_withdrawn_places_count_once_and_not():
    given = pd.concat([register(3), register(3), register(1, status="withdrawn", name="丁楼")], ignore_index=True)
    assert row(judged(None, SHAOGUAN, resources=given), "sg-open-resources")["value"] == 3
    undated = row(
        judged(None, SHAOGUAN, resources=register(3, published_on=[None, "2023-01-01", "2023-07-01"])),
        "sg-open-resources",
    )
    assert (undated["value"], undated["unknown"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023年", "2023-01-01", "2023-12-31"),
        ("2023.0", "2023-01-01", "2023-12-31"),
        ("2023Q1", "2023-01-01", "2023-03-31"),
        ("2023年第一季度", "2023-01-01", "2023-03-31"),
        ("2023年4季度", "2023-10-01", "2023-12-31"),
        ("2023上半年", "2023-01-01", "2023-06-30"),
        ("2023H2", "2023-07-01", "2023-12-31"),
        ("2023年5月", "2023-05-01", "2023-05-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("202312", "2023-12-01", "2023-12-31"),
        ("2023-06-30", "2023-06-30", "2023-06-30"),
        ("20230630", "2023-06-30", "2023-06-30"),
        ("2023年6月30日", "2023-06-30", "2023-06-30"),
    ],
)
def test_periods_as_people_write_them(text, start, end):
    assert period_of(text) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize("text", ["", None, "去年", "2023-13", "2023-02-30", "Q1"])
def test_what_names_no_period(text):
    assert period_of(text) is None


def test_a_share_that_none_can_be_is_refused_and_a_fraction_asked_about():
    low = judged(None, SHAOGUAN, statistics=statistics(("韶关市", "500M以上用户占比", "2023-05", -5, "甲")))
    refused = row(low, "sg-500m-standard")
    assert (refused["value"], refused["verdict"]) == (None, "not_computed")
    assert "the value -5 is no share" in refused["missing"]
    part = judged(None, SHAOGUAN, statistics=statistics(("韶关市", "500M以上用户占比", "2023-05", 0.52, "甲")))
    assert "type 52 if it is a fraction" in row(part, "sg-500m-standard")["note"]


@pytest.mark.parametrize(
    ("target", "typed", "verdict"),
    [
        ("bc-2015-home-penetration", {"固定宽带家庭普及率": 104.5}, "not_computed"),
        ("bc-2015-home-penetration", {"固定宽带家庭普及率": 100}, "met"),
        ("bc-2015-3glte-penetration", {"3glte-penetration": 104.5}, "met"),  # users per head
        ("bc-2020-fibre-urban-homes", {"urban-fibre-homes": 1045, "urban-homes": 1000}, "not_computed"),
        ("bc-2020-fibre-urban-homes", {"urban-fibre-homes": 1000, "urban-homes": 1000}, "met"),
    ],
)
def test_more_than_the_whole_is_a_fault_of_the_data(target, typed, verdict):
    nation = counties({"code": "100000", "name": "全国", "group": None})
    year = target[3:7]
    found = row(
        judged(None, nation, statistics=statistics(*(("全国", w, year, v, "甲") for w, v in typed.items()))), target
    )
    assert found["verdict"] == verdict
    refused = verdict == "not_computed"
    assert ("104.5 % is more than the whole" in found["missing"]) is refused
    assert (found["value"] is None) is refused


@pytest.mark.parametrize(("value", "verdict"), [(20, "not_computed"), (30, "met")])
def test_a_figure_of_before_a_year_that_is_over_does_not_refute(value, verdict):
    told = judged(None, SHAOGUAN, statistics=statistics(("韶关市", "500M以上用户占比", "2021", value, "甲")))
    found = row(told, "sg-500m-standard")
    assert (found["value"], found["verdict"]) == (value, verdict)
    assert "the value is of 2021, before 2023" in found["missing" if verdict == "not_computed" else "note"]


def _opened(where: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    table = register(len(where), owner_class="government")
    return gpd.GeoDataFrame(table, geometry=shapely.points(where), crs="EPSG:4490")


def test_a_county_of_which_the_register_holds_no_row_has_no_figure():
    two = counties(BOTH, COAST, drawn=True)
    given = _opened([(108.5, 21.5), (108.6, 21.5)])
    found = judged(None, two, resources=given)
    here, there = (row(found, "bb-free-opening-public-units", name) for name in ("东兴市", "合浦县"))
    assert (here["value"], there["value"], there["verdict"]) == (2, None, "not_computed")
    assert "the register of opened resources holds no row in this county" in there["missing"]
    told = row(judged(None, two, resources=given, complete=["开放资源"]), "bb-free-opening-public-units", "合浦县")
    assert told["value"] == 0


def test_rows_of_no_county_and_rows_without_a_value_are_told():
    tasks = task_table(("韶关市", 2023, 699, 366, "市工信局"), ("东兴市", 2023, 10, 5, "县"))
    given = statistics(
        ("韶关市", "home-penetration", 2015, 50, "统计局"), ("东兴市", "home-penetration", 2015, None, "统计局")
    )
    told = judged(None, counties(BOTH, INLAND), tasks=tasks, statistics=given).told
    assert "1 rows of the tasks are of none of the counties given: 韶关市" in told
    assert "1 rows of the statistics are of none of the counties given: 韶关市" in told
    assert "1 rows of the statistics have no value" in told


def test_a_figure_of_before_that_meets_the_target_lacks_nothing():
    given = statistics(("武鸣县", "bc-2015-rural-home-penetration", 2014, 60, "统计局"))
    found = row(judged(None, INLAND_, statistics=given), "bc-2015-rural-home-penetration")
    assert (found["verdict"], found["missing"]) == ("met", "")
    assert "the value is of 2014, before 2015" in found["note"]
    low = statistics(("武鸣县", "bc-2015-rural-home-penetration", 2014, 10, "统计局"))
    found = row(judged(None, INLAND_, statistics=low), "bc-2015-rural-home-penetration")
    assert found["verdict"] == "not_computed"
    assert "does not show that the target was missed" in found["missing"]
