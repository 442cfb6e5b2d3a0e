"""SP-04, 05, 07, 08."""

from __future__ import annotations

import math

import numpy as np
import pytest
from shapely.geometry import Polygon
from site_tables import (
    EAST,
    HERE,
    NORTH,
    applications,
    away,
    block,
    hits,
    metres,
    north_south,
    plan,
    run,
    sites,
    square,
    table,
    unsure,
)

from fengsui.core.townships import township_forms


def shift_of(distance_m, azimuth=60.0):
    """A datum that moves every place by about so many metres, and its undoing."""
    dx, dy = np.subtract(away(distance_m, azimuth), HERE)
    return (lambda lon, lat: (lon - dx, lat - dy)), (dx, dy)


def moved(place, by):
    return place[0] + by[0], place[1] + by[1]


UNDO, BY = shift_of(500)
OTHER, _ = shift_of(450, 200)
SYSTEMS = {"BD-09": OTHER, "GCJ-02": UNDO}
PLACES = [away(2000 * n, 40.0) for n in range(5)]


def batch(*places, **shared):
    return applications(*[{"application_id": f"X{n}", "at": place} for n, place in enumerate(places)], **shared)


def known(*places):
    return sites(*[{"at": place} for place in places])


def test_a_shifted_batch_is_found_with_its_system():
    found = run("SP-04", batch(*[moved(p, BY) for p in PLACES]), undo=SYSTEMS, sites=known(*PLACES))
    assert hits(found, "warning") == ["X0", "X1", "X2", "X3", "X4"]
    assert all("GCJ-02" in text and "BD-09" not in text for text in found["message"])
    assert found["measured"].between(490, 510).all()


def test_a_batch_in_place_passes():
    assert len(run("SP-04", batch(*PLACES), undo=SYSTEMS, sites=known(*PLACES))) == 0


def test_a_batch_off_by_what_no_datum_explains_passes():
    off = [away(600, 200.0, p) for p in PLACES]
    assert len(run("SP-04", batch(*off), undo={"GCJ-02": UNDO}, sites=known(*PLACES))) == 0


def test_the_median_decides_and_only_rows_that_are_off_are_listed():
    places = [moved(p, BY) for p in PLACES[:3]] + PLACES[3:]
    assert hits(run("SP-04", batch(*places), undo=SYSTEMS, sites=known(*PLACES))) == ["X0", "X1", "X2"]
    places = [moved(p, BY) for p in PLACES[:2]] + PLACES[2:]
    assert hits(run("SP-04", batch(*places), undo=SYSTEMS, sites=known(*PLACES))) == []


def test_a_sheet_is_a_batch():
    places = [moved(p, BY) for p in PLACES[:2]] + PLACES[2:]
    rows = batch(*places)
    rows["sheet"] = ["一", "一", "二", "二", "二"]
    assert hits(run("SP-04", rows, undo=SYSTEMS, sites=known(*PLACES))) == ["X0", "X1"]


def test_the_limits_of_a_shift():
    rows, twins = batch(moved(PLACES[0], BY)), known(PLACES[0])
    (measured,) = run("SP-04", rows, undo=SYSTEMS, sites=twins)["measured"]
    for limit, count in ((measured, 0), (math.nextafter(measured, 0), 1), (math.nextafter(measured, 1e9), 0)):
        assert len(run("SP-04", rows, undo=SYSTEMS, sites=twins, values={"shift_from_m": limit})) == count
    rest = metres(UNDO(*away(20, 0.0, moved(PLACES[0], BY))), PLACES[0])
    rows = batch(away(20, 0.0, moved(PLACES[0], BY)))
    for limit, count in ((rest, 0), (math.nextafter(rest, 1e9), 1), (math.nextafter(rest, 0), 0)):
        assert len(run("SP-04", rows, undo=SYSTEMS, sites=twins, values={"shift_to_m": limit})) == count


def test_a_row_at_the_limit_in_a_shifted_batch_is_not_off():
    rows, twins = batch(*[moved(p, BY) for p in PLACES]), known(*PLACES)
    measured = sorted(run("SP-04", rows, undo=SYSTEMS, sites=twins)["measured"])
    found = run("SP-04", rows, undo=SYSTEMS, sites=twins, values={"shift_from_m": measured[1]})
    assert sorted(found["measured"]) == measured[2:]
    assert len(run("SP-04", rows, undo=SYSTEMS, sites=twins, values={"shift_from_m": measured[2]})) == 0


def test_of_two_systems_that_fit_alike_the_first_is_named():
    found = run("SP-04", batch(moved(HERE, BY)), undo={"A": UNDO, "B": UNDO}, sites=known(HERE))
    assert "read as A" in found["message"][0]


@pytest.mark.parametrize(
    ("row", "site"),
    [
        ({"application_id": "X0"}, {}),
        ({"site_id": "X0"}, {}),
        ({"site_name": "东兴站"}, {"site_name": "中国移动东兴基站"}),
        ({"site_id": "X0", "site_name": "别名"}, {"site_name": "东兴"}),
    ],
)
def test_twins_among_sites(row, site):
    rows = applications({"at": moved(HERE, BY), **row})
    assert len(run("SP-04", rows, undo=SYSTEMS, sites=sites({"at": HERE, **site}))) == 1


def test_a_name_of_two_sites_is_no_twin():
    rows = applications({"at": moved(HERE, BY), "site_name": "东兴"})
    assert len(run("SP-04", rows, undo=SYSTEMS, sites=sites({"site_name": "东兴"}, {"site_name": "东兴站"}))) == 0


def test_the_planned_site_is_a_twin_of_last_resort():
    rows = applications({"at": moved(HERE, BY), "plan_id": "P0"})
    assert len(run("SP-04", rows, undo=SYSTEMS, plan=plan({}))) == 1
    near = sites({"site_name": "站甲0", "at": moved(HERE, BY)})
    assert len(run("SP-04", rows, undo=SYSTEMS, plan=plan({}), sites=near)) == 0


def test_no_twins_no_finding_and_no_tables_no_check():
    rows = applications({"at": moved(HERE, BY)})
    assert len(run("SP-04", rows, undo=SYSTEMS, sites=sites({"site_id": "Q"}), plan=plan({"plan_id": None}))) == 0
    assert len(run("SP-04", applications({"at": None}), undo=SYSTEMS, sites=sites({}))) == 0
    assert unsure(run("SP-04", rows, undo=SYSTEMS)) == [None]


# SP-05: 108.3045, 21.4512 are 108°30'45", 21°45'12"
TYPED = (108.3045, 21.4512)
MEANT = (108 + 30 / 60 + 45 / 3600, 21 + 45 / 60 + 12 / 3600)


def townships(**where):
    return table("townships", *[{"name": name, "at": shape} for name, shape in where.items()])


def test_degrees_minutes_seconds_typed_as_a_decimal():
    there = townships(甲镇=square(500, MEANT))
    found = run("SP-05", applications({"at": TYPED}), townships=there)
    assert hits(found, "warning") == ["A0"]
    assert "108.5125, 21.753333" in found["suggestion"][0]
    assert hits(
        run("SP-05", applications({"lon_raw": "108.3045", "lat_raw": "21.4512", "at": TYPED}), townships=there)
    ) == ["A0"]


def test_dms_needs_the_township_to_say_so():
    assert len(run("SP-05", applications({"at": TYPED}), townships=townships(甲镇=square(500, TYPED)))) == 0
    assert len(run("SP-05", applications({"at": TYPED}), townships=townships(乙镇=square(500, MEANT)))) == 0
    assert (
        len(run("SP-05", applications({"at": TYPED, "township": None}), townships=townships(甲镇=square(500, MEANT))))
        == 0
    )
    both = townships(甲镇=square(500, MEANT), 甲乡=square(500, TYPED))
    assert len(run("SP-05", applications({"at": TYPED}), townships=both)) == 0
    assert unsure(run("SP-05", applications({"at": TYPED}))) == [None]


@pytest.mark.parametrize(
    ("lon", "lat", "count"),
    [(108.5959, 21.4512, 1), (108.60, 21.4512, 0), (108.5960, 21.4512, 0), (108.3045, 21.6001, 0), (108.0, 21.4512, 1)],
)
def test_minutes_and_seconds_below_sixty(lon, lat, count):
    there = townships(甲镇=Polygon([(107, 20), (110, 20), (110, 23), (107, 23)]).difference(square(30, (lon, lat))))
    assert len(run("SP-05", applications({"at": (lon, lat)}), townships=there)) == count


@pytest.mark.parametrize(("odd", "count"), [(1, 19), (2, 0)])
def test_nearly_all_rows_read_as_dms(odd, count):
    rows = [{"at": TYPED}] * (20 - odd) + [{"at": (108.7777, 21.8888)}] * odd
    there = townships(甲镇=square(500, MEANT))
    assert len(run("SP-05", applications(*rows), townships=there)) == count
    sheets = applications(*rows)
    sheets["sheet"] = ["一"] * (20 - odd) + ["二"] * odd
    assert len(run("SP-05", sheets, townships=there)) == 20 - odd


COUNTY = table("counties", {"name": "甲县", "at": block(0, 3000)})


def outside_by(distance_m):
    return applications({"at": away(distance_m, 270.0)})


@pytest.mark.parametrize(
    ("distance", "aspect", "severity"),
    [
        (-10, None, None),
        (0.001, "boundary", "warning"),
        (199.999, "boundary", "warning"),
        (200.02, "outside", "error"),
        (3000, "outside", "error"),
    ],
)
def test_the_county_line(distance, aspect, severity):
    found = run(
        "SP-07", applications({"at": away(distance, 270.0) if distance > 0 else away(-distance)}), counties=COUNTY
    )
    assert (list(found["aspect"]), list(found["severity"])) == (([aspect], [severity]) if aspect else ([], []))
    if aspect:
        assert found["measured"][0] == pytest.approx(distance, rel=5e-4)


def test_exactly_at_the_limit_of_the_county_line():
    (measured,) = run("SP-07", outside_by(150), counties=COUNTY)["measured"]
    for limit, aspect in (
        (measured, "boundary"),
        (math.nextafter(measured, 0), "outside"),
        (math.nextafter(measured, 1e9), "boundary"),
    ):
        assert list(run("SP-07", outside_by(150), counties=COUNTY, values={"county_boundary_m": limit})["aspect"]) == [
            aspect
        ]


def test_a_corner_of_the_county_is_inside_and_any_county_will_do():
    corner = COUNTY.geometry[0].exterior.coords[0]
    assert len(run("SP-07", applications({"at": corner}), counties=COUNTY)) == 0
    two = table("counties", {"name": "甲县", "at": block(0, 3000)}, {"name": "乙县", "at": block(5000, 3000)})
    assert hits(run("SP-07", applications({"at": away(6000)}, {"at": away(4000)}), counties=two)) == ["A1"]


def test_a_place_beyond_every_county_and_a_layer_without_shapes():
    found = run("SP-07", applications({"at": (100, 40)}), counties=COUNTY)
    assert (list(found["aspect"]), found["measured"].isna().all()) == (["outside"], True)
    assert "nan" not in found["message"][0]
    blank = table("counties", {"name": "甲县", "at": None})
    found = run("SP-07", applications({}), counties=blank)
    assert (hits(found), unsure(found)) == ([], [None, None])
    assert unsure(run("SP-07", applications({}))) == [None, None]


def test_a_hole_in_the_county_is_outside():
    ring = square(3000).difference(square(500))
    found = run("SP-07", applications({"at": HERE}), counties=table("counties", {"at": ring}))
    assert list(found["aspect"]) == ["outside"]
    assert found["measured"][0] == pytest.approx(500, rel=5e-4)


def test_township_named_and_actual():
    where = townships(甲镇=block(0, 1000), 乙乡=block(1000, 1000))
    found = run(
        "SP-08",
        applications({"at": away(500)}, {"at": away(1500)}, {"at": away(5000)}, {"at": away(1500), "township": None}),
        townships=where,
    )
    assert hits(found, "error") == ["A1", "A2"]
    assert "乙乡" in found["message"][0]
    assert "none of the townships" in found["message"][1]


def test_a_place_on_the_line_between_two_townships_counts_for_both():
    edge = away(1000)[0]
    where = townships(甲镇=block(0, 1000), 乙乡=block(1000, 1000))
    rows = applications(
        {"at": (edge, HERE[1]), "township": "甲镇"},
        {"at": (edge, HERE[1]), "township": "乙乡"},
        {"at": (edge, HERE[1]), "township": "丙乡"},
    )
    assert hits(run("SP-08", rows, townships=where)) == ["A2"]


@pytest.mark.parametrize(
    ("named", "actual"),
    [
        ("江平", "江平镇"),
        ("江平镇", "江平"),
        ("江平乡", "江平镇"),
        ("东兴市江平镇", "江平镇"),
        ("防城港市东兴市江平镇", "江平镇"),
        ("河洲街道", "河洲街道办事处"),
        ("南屏乡", "南屏瑶族乡"),
        ("南屏瑶族乡", "南屏瑶族乡"),
        ("上思县南屏瑶族乡", "南屏"),
        ("十万山 瑶族乡", "十万山乡"),
        ("那良壮族瑶族乡", "那良乡"),
        ("乌恰塔吉克族乡", "乌恰"),
        ("龙门民族乡", "龙门镇"),
        ("防城区扶隆镇", "扶隆"),
    ],
)
def test_names_of_one_township(named, actual):
    assert township_forms(named) & township_forms(actual)
    rows = applications({"township": named})
    assert len(run("SP-08", rows, townships=townships(**{actual.replace(" ", ""): square(100)}))) == 0


@pytest.mark.parametrize(
    ("named", "actual"),
    [
        ("江平镇", "江山镇"),
        ("南屏瑶族乡", "东屏瑶族乡"),
        ("城关镇", "城东镇"),
        ("乡", "镇"),
        ("东兴市江平镇", "东兴镇"),
        ("瑶族乡", "壮族乡"),
    ],
)
def test_names_of_different_townships(named, actual):
    assert hits(run("SP-08", applications({"township": named}), townships=townships(**{actual: square(100)}))) == ["A0"]


def test_townships_without_names_or_shapes_and_rows_without_a_column():
    found = run("SP-08", applications({}), townships=table("townships", {"name": "甲镇", "at": None}))
    assert (hits(found), unsure(found)) == ([], [None])
    assert unsure(run("SP-08", applications({}).drop(columns="township"), townships=townships(甲镇=square(9)))) == [
        None
    ]
    assert unsure(run("SP-08", applications({}))) == [None]


@pytest.mark.parametrize("aspect", ["SP-04", "SP-05", "SP-07", "SP-08"])
def test_no_rows_and_rows_without_places(aspect):
    given = {
        "townships": townships(甲镇=square(9)),
        "counties": COUNTY,
        "sites": sites({}),
        "plan": plan({}),
        "undo": SYSTEMS,
    }
    assert len(run(aspect, applications({}).iloc[:0], **given)) == 0
    assert len(run(aspect, applications({"at": None}, {"at": None}), **given)) == 0
    assert len(run(aspect, applications({"at": (21, 108)}), **given)) == 0
    assert north_south(1, EAST).distance(north_south(1, NORTH)) >= 0
