"""Profiles: what is shipped, how a county's file is merged, what is refused."""

from __future__ import annotations

import pytest
from site_tables import applications, away, case_of, plan, sites

from fengsui.core.checks.engine import check
from fengsui.core.checks.profile import load_profile
from fengsui.core.errors import CoreError


@pytest.fixture
def county(tmp_path):
    def write(text, name="county.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return write


def test_every_shipped_value_has_unit_and_source():
    for key, entry in load_profile().values.items():
        assert set(entry) <= {"value", "unit", "source", "assumption"}, key
        assert entry["unit"], key
        assert entry["source"], key


def test_names_of_a_shipped_profile():
    assert (
        load_profile().title
        == load_profile("national").title
        == load_profile(" national ").title
        == load_profile("").title
    )
    assert load_profile().title.startswith("national ")


def test_a_county_changes_only_what_it_names(county):
    mine = load_profile(
        county(
            "name: 甲县\nversion: 2\nvalues:\n  school_m: 100\n  allowed_deviation_m: {rural: 300}\n  fuel_station_m: 25\n"
        )
    )
    shipped = load_profile()
    assert mine.title == "甲县 2"
    assert (mine["school_m"], mine["fuel_station_m"]) == (100, 25)
    assert mine["allowed_deviation_m"] == {**shipped["allowed_deviation_m"], "rural": 300}
    assert {k for k in mine.values if mine[k] != shipped[k]} == {"school_m", "allowed_deviation_m", "fuel_station_m"}
    assert (shipped["school_m"], shipped["fuel_station_m"]) == (50, None)
    assert mine.values["school_m"]["source"] == "county.yaml"
    assert load_profile() == shipped


def test_a_value_may_bring_its_source(county):
    mine = load_profile(county("values:\n  school_m: {value: 80, source: 甲县〔2026〕1号, assumption: true}\n"))
    assert mine.values["school_m"] == {"value": 80, "unit": "m", "source": "甲县〔2026〕1号", "assumption": True}


def test_deep_values_are_merged_key_by_key(county):
    mine = load_profile(county("values:\n  rail_control_m: {hsr: {rural: 25}}\n"))
    assert mine["rail_control_m"]["hsr"] == {"dense_urban": 10, "urban": 10, "suburban": 12, "village": 15, "rural": 25}
    assert mine["rail_control_m"]["railway"]["rural"] == 15


def test_one_county_file_extends_another(county):
    county("name: 省\nvalues: {school_m: 70, cosite_m: 60}\nrules: {SP-12: {severity: warning}}\n", "province.yaml")
    mine = load_profile(
        county("name: 县\nextends: province.yaml\nvalues: {school_m: 90}\nrules: {SP-12: {opinion: supplement}}\n")
    )
    assert (mine["school_m"], mine["cosite_m"]) == (90, 60)
    assert mine.rules["SP-12"] == {"severity": "warning", "opinion": "supplement"}


def test_a_file_that_extends_itself_is_refused(county):
    with pytest.raises(CoreError):
        load_profile(county("extends: county.yaml\n"))


def test_rules_and_opinions_by_rule_or_aspect(county):
    mine = load_profile(
        county(
            "rules:\n  SP-22/fall: {severity: error}\n  SP-22: {enabled: false}\nopinions: {SP-21: reject, SP-22/fall: reject}\n"
        )
    )
    assert mine.switch("SP-22", "fall", "severity", "x") == "error"
    assert mine.switch("SP-22", "near", "severity", "x") == "x"
    assert mine.switch("SP-22", "near", "enabled", True) is False
    assert mine.switch("SP-21", "control", "opinion", None) == "reject"
    assert mine.switch("SP-22", "fall", "opinion", None) == "reject"


def test_levels_lie_below_zero(county):
    mine = load_profile(
        county(
            "values:\n  coverage_rsrp_dbm: {5G: -110}\n  measured_valid: {rsrp_lowest_dbm: -130}\n  model_sigma_db: -3\n"
        )
    )
    assert mine["coverage_rsrp_dbm"] == {"4G": -105, "5G": -110}
    assert mine["measured_valid"]["rsrp_lowest_dbm"] == -130
    assert mine["model_sigma_db"] == -3


@pytest.mark.parametrize(
    "text",
    [
        "coverage_rsrp_dbm: {5G: -.inf}",
        "coverage_rsrp_dbm: {5G: .nan}",
        "sector_back: {radius_factor: -1}",
        "link_budget: {5G: {700_mhz: {resource_blocks: -160}}}",
        "allowed_deviation_m: {rural: -1}",
    ],
)
def test_what_is_no_level_does_not(county, text):
    with pytest.raises(CoreError):
        load_profile(county(f"values: {{{text}}}\n"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("vallues: {}", "vallues"),
        ("values: {school: 5}", "school"),
        ("values: {allowed_deviation_m: {village: 5}}", "village"),
        ("values: {allowed_deviation_m: 5}", "allowed_deviation_m"),
        ("values: {school_m: far}", "far"),
        ("values: {school_m: true}", "True"),
        ("values: {school_m: null}", "None"),
        ("values: {school_m: [1]}", "school_m"),
        ("values: {school_m: {value: far}}", "far"),
        ("values: {school_m: .nan}", "school_m"),
        ("values: {school_m: -5}", "school_m"),
        ("values: {fuel_station_m: far}", "far"),
        ("values: {allowed_deviation_m: {urban: wide}}", "urban"),
        ("values: {builtup_scene: 5}", "builtup_scene"),
        ("values: {builtup_scene: city}", "builtup_scene"),
        ("values: {line_clearance_m: 5}", "line_clearance_m"),
        ("values: {line_clearance_m: [5]}", "line_clearance_m"),
        ("values: {line_clearance_m: []}", "line_clearance_m"),
        ("values: {line_clearance_m: [{up_to_kv: 10}]}", "line_clearance_m"),
        ("values: [1]", "values"),
        ("rules: [1]", "rules"),
        ("opinions: 5", "opinions"),
        ("rules: {SP-99: {severity: error}}", "SP-99"),
        ("rules: {SP-22/nope: {severity: error}}", "SP-22/nope"),
        ("rules: {SP-22: {severity: fatal}}", "fatal"),
        ("rules: {SP-22: {colour: red}}", "colour"),
        ("rules: {SP-22: off}", "SP-22"),
        ("opinions: {SP-22: maybe}", "maybe"),
        ("opinions: {SP-99: reject}", "SP-99"),
        ("", "empty"),
        ("- 1", "empty"),
        ("a: [", "is no readable YAML (line 1)."),
        ("name: a\nvalues: [1", "(line 2)."),
        ("extends: nowhere", "nowhere"),
    ],
)
def test_what_is_refused_is_named(county, text, named):
    with pytest.raises(CoreError) as refused:
        load_profile(county(text))
    assert named in str(refused.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(CoreError) as refused:
        load_profile("nowhere.yaml")
    assert "national" in str(refused.value)
    (tmp_path / "bad.yaml").write_bytes(b"name: \xff\xfe\xb9")
    with pytest.raises(CoreError):
        load_profile(str(tmp_path / "bad.yaml"))


def test_a_county_with_a_byte_order_mark(tmp_path):
    (tmp_path / "县.yaml").write_bytes("\ufeffname: 甲县\nvalues: {school_m: 60}\n".encode())
    assert load_profile(str(tmp_path / "县.yaml"))["school_m"] == 60


CHANGES = [
    ("allowed_deviation_m: {urban: 100}", "SP-12", {"at": away(90)}),
    ("share_radius_m: {urban: 80}", "SP-15", {"at": away(90)}),
    ("duplicate_place_m: {macro: 5}", "SP-11", {}),
    ("macro_spacing_m: {urban: 100}", "SP-16", {"at": away(90)}),
    ("minimum_decimals: 4", "SP-06", {"decimals": 4}),
]


@pytest.mark.parametrize(("value", "rule", "row"), CHANGES, ids=[c[0] for c in CHANGES])
def test_a_county_changes_what_is_found(county, value, rule, row):
    rows = applications(row, {"at": away(20, 0.0, row.get("at", away(0)))})
    found = []
    for profile in (load_profile(), load_profile(county(f"values: {{{value}}}"))):
        case = case_of(rows, plan=plan({}), sites=sites({}))
        case.profile = profile
        findings = check(case).findings
        found.append(((findings["rule"] == rule) & (findings["severity"] != "not_checked")).sum())
    assert found[0] > 0
    assert found[1] < found[0]


def test_a_list_of_words_is_replaced_as_a_whole(county):
    text = "values:\n  free_duty: [government, institution, state_enterprise]\n"
    assert load_profile(county(text))["free_duty"] == ["government", "institution", "state_enterprise"]
    assert load_profile(county("values: {free_duty: []}"))["free_duty"] == []


@pytest.mark.parametrize("given", ["government", "[government, 学校]", "[1]", "{government: 1}"])
def test_a_list_of_words_takes_only_words_of_its_code_list(county, given):
    with pytest.raises(CoreError, match="free_duty"):
        load_profile(county(f"values: {{free_duty: {given}}}"))
