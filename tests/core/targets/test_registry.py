"""The registry holds every record of the documents, and takes a county's own."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from target_tables import NATIONAL, counties, judged, lengths, places, row

from fengsui.core.errors import CoreError
from fengsui.core.schema import code_lists, read_resource
from fengsui.core.targets.registry import load_targets
from fengsui.core.targets.typed import indicators
from fengsui.core.targets.wording import phrases

FIGURES = Path(__file__).parents[2] / "data" / "targets" / "figures.csv"
SCALE = {"万户": 1e4, "万个": 1e4, "亿户": 1, "亿人": 1, "亿个": 1}
REGISTRY = load_targets()


def figures() -> list[dict]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("known", figures(), ids=lambda known: known["id"])
def test_every_record_is_as_the_documents_have_it(known):
    target = REGISTRY[known["id"]]
    value = "" if target.value is None else f"{target.value:g}" if target.number is not None else str(target.value)
    year = str(target.year or "")
    found = (target.document, target.clause, year, target.comparator, value, target.level)
    wanted = known["value"] if target.number is None else f"{float(known['value']):g}"
    assert found == (known["document"], known["clause"], known["year"], known["comparator"], wanted, known["level"])


def test_none_is_dropped_and_none_is_added():
    assert {entry["id"] for entry in figures()} == {target.id for target in REGISTRY.targets}
    assert len(REGISTRY.targets) == 171


@pytest.mark.parametrize("known", [f for f in figures() if f["said"]], ids=lambda known: known["id"])
def test_the_figure_is_the_one_that_the_text_says(known):
    """As written in the text: 超过8万 is > 80000, 95以上 is >= 95."""
    target, said = REGISTRY[known["id"]], known["said"]
    if said in ("全部", "全面"):
        assert (target.comparator, target.number) == ("=", 100)
        return
    number, power = re.search(r"([\d.]+)(万|亿)?", said).groups()
    assert float(number) * {"万": 1e4, "亿": 1e8, None: 1}[power] == pytest.approx(
        target.number * (SCALE.get(known["unit"], 1) if power else 1)
    )
    if target.comparator in ("basically", "reported"):
        return
    if re.search("超过|突破|大于|>", said):
        assert target.comparator == ">"
    elif re.search("以上|不低于|至少|不少于", said):
        assert target.comparator == ">="


@pytest.mark.parametrize("target", REGISTRY.targets, ids=lambda target: target.id)
def test_a_record_can_be_computed_and_said(target):
    assert target.wording["zh"]
    assert target.wording["en"].isascii()
    assert target.scope in REGISTRY.scopes
    assert target.default is None or target.default in NATIONAL.values
    assert (target.comparator == "basically") == (target.default is not None)
    key = target.compute.get("indicator")
    assert key is None or key in indicators()
    assert all(part in indicators() for part in target.compute.get("ratio", ()))
    lists = [*code_lists()["place"], *code_lists()["route"], *code_lists()["zone"]]
    points = {
        kind for entry in read_resource("rules", "demand.yaml")["key_points"].values() for kind in entry["points"]
    }
    local = {"library", "natural-village"}  # words of the documents without a code: matched as they are
    for kind in target.compute.get("kinds", []):
        assert kind.partition("@")[0] in {*lists, *points, *local}
    for name in ("kinds_key", "kinds_key_coast", "split", "groups_key", "needs_key", "owners_key"):
        assert name not in target.compute or target.compute[name] in NATIONAL.values


def test_documents_are_chosen_by_id_number_or_title():
    for word in ("broadband-border-2023-263", "工信部联通信〔2023〕263号", "263号", "Broadband for the border regions"):
        assert {t.document for t in REGISTRY.chosen([word])} == {"broadband-border-2023-263"}
    assert len(REGISTRY.chosen(["263号", "257号"])) == 69
    with pytest.raises(CoreError, match="no document '999号'"):
        REGISTRY.chosen(["999号"])


def test_reasons_are_said_in_both_languages_as_the_profile_has_them():
    reasons = {key.removeprefix("reason "): entry for key, entry in phrases().items() if key.startswith("reason ")}
    assert {key: entry["en"] for key, entry in reasons.items()} == {
        key: NATIONAL.values[key]["source"] for key in reasons
    }
    sea = row(judged(lengths("sea-internal", [(1e6, 1e6, 0)], unit="m2"), language="zh"), "bb-2027-sea-5g")
    assert "90仅为示例" in sea["note"]


OWN = """
document: our-county-2027
documents:
  our-county-2027: {title: {zh: 本县行动方案, en: County plan}, number: 东政发〔2027〕1号, date: "2027-01-05"}
classes:
  deep: {class: points, pass: {all: [5G, fibre]}, where: {beds: ">= 50"}}
records:
  - id: our-homes
    clause: 一
    year: 2027
    zh: 养老院通5G和光纤
    en: Old people's homes with 5G and fibre
    unit: "%"
    comparator: ">="
    value: 80
    compute: {class: deep, kinds: [养老院]}
"""


def test_a_county_adds_a_target_and_a_class_of_its_own_without_code(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(OWN, "utf-8")
    registry = load_targets([file])
    assert len(registry.targets) == 172
    homes = places("养老院", ["covered_model"] * 4 + ["gap_model"] * 2, fibre=[True] * 6, beds=[60, 70, 80, 50, 90, 10])
    found = row(judged(homes, registry=registry, documents=["东政发〔2027〕1号"]), "our-homes")
    assert (found["numerator"], found["denominator"], found["value"], found["verdict"]) == (4, 5, 80, "met")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("comparator: about", r"ours.yaml', record 'our-homes': has comparator 'about'; take one of >=, >"),
        ("value: eighty", "has the value 'eighty', which is no number"),
        ("value: null", "needs a value"),
        ("year: soon", "has the year 'soon'"),
        ("compute: {class: guess}", "has the class 'guess'; take one of points"),
        ("compute: {class: points, kinds: [x]}", "needs the key 'pass'"),
        ("compute: {class: points, kinds: [x], pass: 5G}", "has 'pass'"),
        ("compute: {class: points, kinds: [x], pass: {all: [5G]}, radius: 3}", "has no key 'radius'"),
        ("level: village", "has level 'village'"),
        ("scope: moon", "has scope 'moon'"),
        ("colour: red", "has no key 'colour'"),
        ("id: bb-2027-village-5g", "stands there already"),
    ],
)
def test_what_is_wrong_is_said_with_file_record_and_cure(tmp_path, change, text):
    name = change.split(":")[0]
    lines = [
        line
        for line in OWN.splitlines()
        if not line.strip().removeprefix("- ").startswith(f"{name}:") or name == "colour"
    ]
    at = next(n for n, line in enumerate(lines) if line == "records:") + 1
    if name == "id":
        lines.insert(at, f"  - {change}")
    else:
        lines.append(f"    {change}")
    file = tmp_path / "ours.yaml"
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(CoreError, match=text):
        load_targets([file])


def test_files_that_are_no_targets(tmp_path):
    file = tmp_path / "broken.yaml"
    for content, text in (("records: [", "line"), ("a: 1", "needs a list 'records'"), ("records: [1]", "no mapping")):
        file.write_text(content, "utf-8")
        with pytest.raises(CoreError, match=text):
            load_targets([file])
    with pytest.raises(CoreError, match="no file"):
        load_targets([tmp_path / "absent.yaml"])


def test_a_folder_of_own_files_is_read(tmp_path):
    (tmp_path / "ours.yaml").write_text(OWN, "utf-8")
    assert len(load_targets([tmp_path]).targets) == 172


def test_counties_without_rows_or_names():
    with pytest.raises(CoreError, match="no rows"):
        _ = judged(counties_=counties().iloc[:0]).whole
    with pytest.raises(CoreError, match="name or code"):
        _ = judged(counties_=counties({"group": "none"})).whole
