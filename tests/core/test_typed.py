"""One coordinate as somebody types it: every notation, each datum as said, never guessed."""

from __future__ import annotations

import pytest

from fengsui.core import metric
from fengsui.core.errors import CoreError
from fengsui.core.intake.typed import typed_place

PLACE = (108.10321, 21.58214)


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("108.10321, 21.58214", "cgcs2000"),
        ("21.58214 108.10321", "cgcs2000"),
        ("108°06′11.556″E 21°34′55.704″N", "wgs84"),
        ("北纬21度34分55.704秒 东经108度6分11.556秒", "cgcs2000"),
        ("１０８．１０３２１，２１．５８２１４", "cgcs2000"),
        ("108 6.1926, 21 34.9284", "cgcs2000"),
        ("36510688.7, 2387535.2", "cgcs2000"),
        ("X=2387535.2 Y=36510688.7", "gcj02"),
        ("510688.7 2387535.2", "EPSG:4545"),
        ("108.10729474, 21.57973058", "gcj02"),
        ("108.11372668, 21.58598233", "bd09"),
    ],
)
def test_every_notation_leads_to_the_one_place(text, datum):
    place = typed_place(text, datum)
    assert metric.GEOD.inv(place.lon, place.lat, *PLACE)[2] < 1.0


def test_a_datum_is_what_is_said_and_not_what_looks_likely():
    as_typed, shifted = (typed_place("108.10321, 21.58214", datum) for datum in ("wgs84", "gcj02"))
    assert (as_typed.lon, as_typed.lat) == PLACE
    assert 300 < metric.GEOD.inv(shifted.lon, shifted.lat, *PLACE)[2] < 800
    assert (as_typed.system, shifted.system) == ("wgs84", "gcj02")


def test_metres_say_their_zone_and_that_no_web_map_shows_any():
    place = typed_place("36510688.7, 2387535.2", "bd09")
    assert place.system == "EPSG:4524"
    assert [str(line) for line in place.said] == [
        "Read as metres of CGCS2000 / 3-degree Gauss-Kruger zone 36.",
        "Metres cannot be BD-09.",
    ]


@pytest.mark.parametrize(
    ("text", "datum", "told"),
    [
        ("", "wgs84", "no coordinate"),
        ("abc", "wgs84", "'abc' is no coordinate"),
        ("108.1", "wgs84", "latitude: empty"),
        ("108°76′ 21°34′", "wgs84", "minutes 76 over 59"),
        ("510688.7 2387535.2", "cgcs2000", "do not tell their zone"),
        ("10.1 51.2", "wgs84", "outside China"),
        ("108.1 21.5", "somewhere", "names no coordinate system"),
    ],
)
def test_what_cannot_be_read_is_said(text, datum, told):
    with pytest.raises(CoreError, match=told):
        typed_place(text, datum)
