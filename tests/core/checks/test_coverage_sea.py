"""CG-13 of sea zones, and CG-14."""

from __future__ import annotations

import pandas as pd
import pytest
from coverage_tables import places, routes, run
from site_tables import HERE, hits, square, table, unsure


def seas(*rows):
    numbered = [
        {"zone_id": f"Z{n}", "kind": "sea-internal", "document": "海域〔2020〕1号", "at": square(5_000), **row}
        for n, row in enumerate(rows)
    ]
    return table("zones", *numbered, listed_on="2026-01-01", list_source="甲")


def test_a_sea_zone_names_its_document_and_none_is_drawn():
    found = run("CG-13/official", seas({}, {"kind": "sea-territorial", "document": None}), "zones")
    assert hits(found, "error") == ["Z1"]
    assert unsure(found) == []
    gap = run("CG-13/official", seas({}), "zones")
    assert "Territorial sea" in gap["message"][0]
    inland = table("counties", {"code": "1", "group": "border", "at": square(9_000)})
    assert run("CG-13/official", seas({}), "zones", counties=inland).empty


def test_the_share_of_a_zone_has_its_unknown_beside_it():
    area = pd.DataFrame(
        {"zone_id": ["Z0"], "technology": "5G", "total": 1e8, "covered": 4e7, "unknown": 1e7, "unit": "m2"}
    )
    found = run("CG-13/share", seas({}, {}), "zones", assessed=area)
    assert hits(found, "info") == ["Z0"]
    assert found["message"][0] == "40.00 of 100.00 km² with 5G (40.0 %), 10.0 % unknown."
    assert unsure(found) == ["Z1"]


@pytest.mark.parametrize(
    ("possible", "flags", "told"),
    [
        (14_500.0, "prach_unknown", False),
        (20_000.0, "prach_unknown", False),  # the zone lies 46 km off
        (60_000.0, "x;prach_unknown", True),
        (60_000.0, "", False),
    ],
)
def test_a_range_beyond_an_unknown_format_is_flagged(possible, flags, told):
    supply = pd.DataFrame(
        {
            "site_id": "X1",
            "site_name": "灯塔",
            "possible_m": [possible, 100.0],
            "flags": [flags, None],
            "lon": 108.0,
            "lat": 21.5,
        }
    )
    found = run("CG-13/range", seas({}), "zones", supply=supply)
    assert hits(found, "warning") == (["X1"] if told else [])
    assert run("CG-13/range", seas({}), "zones", supply=supply.iloc[:0]).empty
    near = supply.assign(lon=HERE[0], lat=HERE[1])
    assert run("CG-13/range", seas({}), "zones", supply=near).empty  # the whole zone lies within what is sure
    assert unsure(run("CG-13/range", seas({}), "zones")) == [None]


def said(aspect, demand, kind="places", **given):
    return " | ".join(run(aspect, demand, kind, **given)["message"])


def test_words_without_a_number_say_what_is_taken_and_why():
    roads = said("CG-14/default", routes({}), "routes")
    assert (
        "'basically' (border national and provincial roads): the text gives no number; taken as 95 % by the profile"
        in roads
    )
    assert "(5G level on roads): the text gives no number; taken as -105 dBm" in roads
    assert "which reading is used" in said("CG-14/unset", routes({}), "routes")
    assert "taken as 80 %" in said("CG-14/default", routes({}), "routes", values={"basically_road_pct": 80})


def test_the_sea_has_no_share_until_one_is_set():
    assert said("CG-14/default", seas({}), "zones") == ""
    unset = said("CG-14/unset", seas({}), "zones")
    assert "'basically' (internal waters, territorial sea): the text gives no number and the profile none" in unset
    assert "taken as 90 %" in said("CG-14/default", seas({}), "zones", values={"basically_sea_pct": 90})


def test_only_words_that_concern_the_layer_are_told():
    assert run("CG-14", places({"kind": "school"})).empty
    park = places({"kind": "industrial-park"})
    bodies = said("CG-14/default", park)
    assert "taken as 10 kinds by the profile: whether hubs, centres and parks count is not said" in bodies
    assert said("CG-14/unset", park) == ""
    assert "settlements of 20 households" in said("CG-14/default", places({"kind": "settlement-20"}))


def test_units_that_are_words_are_said_in_chinese():
    park = run("CG-14", places({"kind": "industrial-park"}), language="zh")
    assert park["unit"].tolist() == ["类"]
    assert "按参数取 10 类" in park["message"].item()
