"""OR-03: county and township, with the uncertainty of places."""

from __future__ import annotations

import pytest
import shapely
from register_tables import messages, register, run
from site_tables import away, hits, square, table, unsure


def counties(half_m=1_000):
    return table("counties", {"name": "甲县", "at": square(half_m)})


def townships(half_m=1_000):
    return table(
        "townships", {"name": "甲镇", "at": square(half_m)}, {"name": "乙镇", "at": square(half_m, away(2 * half_m))}
    )


def test_outside_the_county_as_sp_07():
    rows = register({}, {"at": away(1_150)}, {"at": away(1_300)}, {"at": None})
    assert hits(run("OR-03/boundary", rows, counties=counties()), "warning") == ["R1"]
    found = run("OR-03/outside", rows, counties=counties())
    assert hits(found, "error") == ["R2"]
    assert found["measured"].tolist() == pytest.approx([300], abs=0.5)


@pytest.mark.parametrize(
    ("distance_m", "uncertainty_m", "aspect", "severity"),
    [
        (900, 50, None, None), (900, 150, "boundary", "not_checked"), (900, 350, "outside", "not_checked"),
        (1_100, 50, "boundary", "warning"), (1_100, 110, "outside", "not_checked"), (1_050, 100, "boundary", "not_checked"),
        (1_300, 99, "outside", "error"), (1_300, 150, "outside", "not_checked"), (1_600, 350, "outside", "error"),
    ],
)  # fmt: skip
def test_the_county_line_is_sure_only_beyond_the_uncertainty(distance_m, uncertainty_m, aspect, severity):
    found = run(
        "OR-03",
        register({"at": away(distance_m), "uncertainty_m": uncertainty_m}),
        counties=counties(),
        townships=townships(90_000),
    )
    found = found[found["aspect"] != "township"]
    assert list(zip(found["aspect"], found["severity"])) == ([(aspect, severity)] if aspect else [])


def test_the_line_between_two_counties_given_decides_nothing():
    (x1, y1, x2, y2), far = square(1_000).bounds, away(3_000)[0]
    two = table(
        "counties",
        {"name": "甲县", "at": shapely.box(x1, y1, x2, y2)},
        {"name": "乙县", "at": shapely.box(x2, y1, far, y2)},
    )
    rows = register({"at": away(990), "uncertainty_m": 100})
    assert run("OR-03/outside", rows, counties=two).empty
    assert run("OR-03/boundary", rows, counties=two).empty


def test_the_named_township_as_sp_08():
    rows = register(
        {}, {"township": "乙镇"}, {"township": "乙镇", "at": away(2_000)}, {"township": None}, {"township": "丙镇"}
    )
    found = run("OR-03/township", rows, townships=townships())
    assert hits(found, "error") == ["R1", "R4"]
    assert "'甲镇'" in messages(found)[0]


@pytest.mark.parametrize(
    ("distance_m", "named", "severity"),
    [
        (850, "甲镇", None),
        (950, "甲镇", "not_checked"),
        (1_050, "甲镇", "not_checked"),
        (1_150, "甲镇", "error"),
        (950, "丙镇", "error"),
    ],
)
def test_the_township_is_sure_only_beyond_the_uncertainty(distance_m, named, severity):
    found = run(
        "OR-03/township",
        register({"at": away(distance_m), "uncertainty_m": 100, "township": named}),
        townships=townships(),
    )
    assert list(found["severity"]) == ([severity] if severity else [])


def test_a_grade_stands_for_its_uncertainty_where_the_row_gives_none():
    rows = register(
        {"at": away(1_300), "place_grade": "street"},
        {"at": away(1_300), "place_grade": "surveyed"},
        {"at": away(1_300), "place_grade": "street", "uncertainty_m": 5},
    )
    found = run("OR-03/outside", rows, counties=counties())
    assert unsure(found) == ["R0"]
    assert hits(found, "error") == ["R1", "R2"]


def test_county_and_township_need_their_layers():
    assert unsure(run("OR-03", register({}))) == [None] * 3
