"""SP-01, 02, 03, 06, 09, 10."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from shapely.geometry import MultiPoint, Point
from site_tables import HERE, applications, hits, plan, run, table, unsure

from fengsui.core.errors import CoreError

NAN = float("nan")


def test_a_row_without_a_place_is_blocked_with_what_was_typed():
    rows = applications({"at": None, "lon_raw": "113度", "lat_raw": None}, {}, {"at": Point()})
    found = run("SP-01", rows)
    assert hits(found, "block") == ["A0", "A2"]
    assert "113度" in found["message"][0]
    assert "None" not in found["message"][0]


@pytest.mark.parametrize(
    "at", [shapely.points(NAN, NAN), shapely.points(NAN, 21.0), shapely.points(float("inf"), 21.0)], ids=str
)
def test_a_place_that_is_no_number_is_no_place(at):
    rows = applications({"at": at}, {})
    assert hits(run("SP-01", rows)) == ["A0"]
    assert hits(run("SP-02", rows)) == []


def test_places_of_one_part_count_and_of_several_are_refused():
    assert hits(run("SP-01", applications({"at": MultiPoint([HERE])}))) == []
    with pytest.raises(CoreError):
        run("SP-02", applications({"at": MultiPoint([HERE, (109, 22)])}))


@pytest.mark.parametrize(
    ("x", "y", "aspect"),
    [
        (73.0, 3.0, None),
        (136.0, 54.0, None),
        (72.9999999, 30, "range"),
        (136.0000001, 30, "range"),
        (100, 2.9999999, "range"),
        (100, 54.0000001, "range"),
        (3.0, 73.0, "swap"),
        (54.0, 136.0, "swap"),
        (21.77, 108.35, "swap"),
        (0, 0, "range"),
        (-108, 21, "range"),
        (100000, 20, "range"),
        (100000.01, 20, "projected"),
        (36536000, 2408000, "projected"),
        (2408000, 536000, "projected"),
        (20, 100000.01, "projected"),
        (-100001, 5, "projected"),
    ],
    ids=str,
)
def test_each_impossible_place_has_one_reason(x, y, aspect):
    found = run("SP-02", applications({"at": (x, y)}))
    assert list(found["aspect"]) == ([aspect] if aspect else [])
    assert set(found["severity"]) <= {"block"}


@pytest.mark.parametrize(
    ("x", "y", "epsg"),
    [
        (25_500_000, 2_400_000, "4513"),
        (45_500_000, 2_400_000, "4533"),
        (2_400_000, 36_500_000, "4524"),
        (24_500_000, 2_400_000, ""),
        (46_500_000, 1, ""),
    ],
)
def test_a_zone_prefix_names_the_system(x, y, epsg):
    (cure,) = run("SP-02/projected", applications({"at": (x, y)}))["suggestion"]
    assert (f"EPSG:{epsg}" in cure) if epsg else ("EPSG" not in cure)


@pytest.mark.parametrize("word", [None, "", "unknown", "Unknown", "未知", "不详", "？", "none", " "])
def test_an_undeclared_system_is_blocked(word):
    assert hits(run("SP-03", applications({"crs_declared": "CGCS2000"}, {"crs_declared": word})), "block") == ["A1"]


def test_a_layer_that_names_no_system_has_its_own():
    assert hits(run("SP-03", applications({}, {}))) == []
    assert hits(run("SP-03", applications({"crs_declared": None}, {"crs_declared": ""}))) == []
    assert hits(run("SP-03", applications({"crs_declared": "unknown"}, {"crs_declared": "unknown"}))) == ["A0", "A1"]
    assert hits(run("SP-03", applications({"crs_declared": "gcj02"}))) == []


@pytest.mark.parametrize(("decimals", "aspect"), [(0, "coarse"), (3, "coarse"), (4, "few"), (5, None), (6, None)])
def test_decimals(decimals, aspect):
    found = run("SP-06", applications({"decimals": decimals}))
    assert list(found["aspect"]) == ([aspect] if aspect else [])
    assert set(found["severity"]) == ({"error" if aspect == "coarse" else "warning"} if aspect else set())


@pytest.mark.parametrize(
    ("lon", "lat", "aspect"),
    [
        ("108.123456", "21.123", "coarse"),
        ("108.123", "21.123456", "coarse"),
        ("108.1234", "21.12345", "few"),
        ("108.12345", "21.12345", None),
        ("108", "21", "coarse"),
        ("108.", "21.12345", "coarse"),
        ("+108.1234567", "21.1234567", None),
    ],
)
def test_decimals_as_typed(lon, lat, aspect):
    found = run("SP-06", applications({"lon_raw": lon, "lat_raw": lat}, decimals=None))
    assert list(found["aspect"]) == ([aspect] if aspect else [])


def test_decimals_that_nobody_knows_are_not_checked():
    rows = applications(
        {"lon_raw": None, "lat_raw": None},
        {"lon_raw": "108°21′", "lat_raw": "21°46′"},
        {"lon_raw": "108.123456", "lat_raw": "21.123456"},
        decimals=None,
    )
    found = run("SP-06", rows)
    assert (hits(found), unsure(found)) == ([], ["A0", "A1"])


def test_no_decimals_at_all_are_not_checked():
    found = run("SP-06", applications({}).drop(columns="decimals"))
    assert list(found["severity"]) == ["not_checked"] * 2
    assert found["feature"].isna().all()


def test_decimals_of_a_row_without_a_place_are_no_matter():
    assert len(run("SP-06", applications({"at": None, "decimals": 2}))) == 0


REQUIRED = ["application_id", "site_name", "build_type", "structure", "year", "township", "operators"]


@pytest.mark.parametrize("column", REQUIRED)
def test_an_empty_required_cell(column):
    found = run("SP-09/missing", applications({}, {column: None}))
    assert len(found) == 1
    assert found["severity"][0] == "error"
    assert found["feature"][0] == ("A1" if column != "application_id" else "#2")
    assert hits(run("SP-09", applications({}).drop(columns=column))) != []


@pytest.mark.parametrize("column", ["scene", "eia_no", "structure_height_m", "plan_id"])
def test_other_cells_may_be_empty(column):
    assert len(run("SP-09", applications({column: None}))) == 0


def test_a_plan_needs_no_structure():
    assert len(run("SP-09", plan({"structure": None}), "plan")) == 0
    assert len(run("SP-09", plan({"plan_id": None}), "plan")) == 1


def test_all_gaps_of_a_row_stand_in_one_finding():
    found = run("SP-09/missing", applications({"township": None, "year": None, "operators": " "}))
    assert list(found["message"]) == ["Missing: Year, Township, Operators."]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("build_type", "大站"),
        ("structure", "木塔"),
        ("operators", "移动;某某"),
        ("scene", "海底"),
        ("status", "好"),
        ("year", "明年"),
        ("submitted_on", "昨天"),
        ("antenna_height_m", "很高"),
        ("decimals", "多"),
    ],
)
def test_a_word_that_is_not_understood(column, text):
    found = run("SP-09", applications({}, {column: text}))
    assert (list(found["aspect"]), list(found["feature"])) == (["code"], ["A1"])


def test_what_was_not_understood_is_found_in_the_right_row_of_a_cut_table():
    rows = applications({"year": "明年"}, {}, {"year": "后年"})
    rows.index = [17, 4, 9]
    assert hits(run("SP-09", rows.loc[[4, 9]])) == ["A2"]


def test_words_of_both_languages_and_synonyms_are_understood():
    rows = applications(
        {"build_type": "宏基站", "structure": "角钢塔", "operators": "移动、联通", "scene": "Rural", "status": "待审"}
    )
    assert len(run("SP-09", rows)) == 0


def test_a_repeated_number_is_found_in_every_row():
    rows = applications(
        {"application_id": "N1"},
        {"application_id": " N1"},
        {"application_id": "N2"},
        {"application_id": None},
        {"application_id": None},
    )
    found = run("SP-10", rows)
    assert (hits(found, "error"), list(found["measured"])) == (["N1", "N1"], [2, 2])
    assert len(run("SP-10", applications({"plan_id": "P1"}, {"plan_id": "P1"}))) == 0
    assert len(run("SP-10", plan({"plan_id": "P1"}, {"plan_id": "P1"}), "plan")) == 2


@pytest.mark.parametrize(("count", "found"), [(3, 0), (4, 4)])
def test_codes_that_a_spreadsheet_rounded(count, found):
    code = "450681000000{:03}000"
    rows = applications(
        *[{"application_id": code.format(n + 1)} for n in range(count)], {"application_id": "450681000000001234"}
    )
    assert len(run("SP-10/rounded", rows)) == found
    rows = applications(*[{"plan_id": code.format(n + 1)} for n in range(count)])
    assert len(run("SP-10/rounded", rows)) == found


@pytest.mark.parametrize(
    "code", ["45068100000{:03}000", "4506810000000{:03}000", "450681000000{:03}001", "A50681000000{:03}000"]
)
def test_other_codes_are_not_rounded(code):
    assert len(run("SP-10", applications(*[{"application_id": code.format(n)} for n in range(9)]))) == 0


def test_both_numbers_of_a_row_count_as_one_row():
    rows = applications(
        *[{"application_id": f"450681000000{n:03}000", "plan_id": f"450681000001{n:03}000"} for n in range(3)]
    )
    assert len(run("SP-10", rows)) == 0


@pytest.mark.parametrize("code", ["4.50681E+17", "4.5E+17", "4E+17", "4,506E+17", "4.50681e17"])
def test_scientific_notation_is_blocked(code):
    assert hits(run("SP-10", applications({"plan_id": code}, {})), "block") == ["A0"]
    assert hits(run("SP-10", applications({"application_id": code}, {})), "block") == [code]


@pytest.mark.parametrize("code", ["2E12", "45E+17A", "E+17", "4.5", "4.506-E", "12E3"])
def test_a_code_with_an_e_is_no_scientific_notation(code):
    assert len(run("SP-10", applications({"plan_id": code}, {}))) == 0


@pytest.mark.parametrize("aspect", ["SP-01", "SP-02", "SP-03", "SP-06", "SP-09", "SP-10"])
def test_no_rows_and_only_empty_rows(aspect):
    one = applications({})
    assert len(run(aspect, one.iloc[:0])) == 0
    empty = table("applications", {"application_id": None, "at": None})
    assert "Error" not in str(list(run(aspect, empty)["message"]))
    assert isinstance(run(aspect, empty), pd.DataFrame)
