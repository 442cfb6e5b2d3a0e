"""The words by which people name a coordinate system."""

from __future__ import annotations

import pytest
from pyproj import CRS

from fengsui.core.errors import CoreError
from fengsui.core.intake.systems import code_of_meridian, code_of_zone, is_code, named_system, system


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("CGCS2000", "EPSG:4490"),
        ("国家2000", "EPSG:4490"),
        ("2000国家大地坐标系", "EPSG:4490"),
        ("2000", "EPSG:4490"),
        ("WGS-84", "EPSG:4326"),
        ("GPS", "EPSG:4326"),
        ("GCJ02", "GCJ-02"),
        ("火星坐标系", "GCJ-02"),
        ("高德", "GCJ-02"),
        ("腾讯地图", "GCJ-02"),
        ("百度坐标", "BD-09"),
        ("BD09", "BD-09"),
        ("epsg:4526", "EPSG:4526"),
        ("4526", "EPSG:4526"),
        ("3度带36带", "EPSG:4524"),
        ("2000国家大地坐标系 三度带 第36带", "EPSG:4524"),
        ("中央经线108", "EPSG:4545"),
        ("中央子午线117°", "EPSG:4548"),
        ("CGCS2000_3_Degree_GK_Zone_36", "EPSG:4524"),
        ("CGCS2000 / 3-degree Gauss-Kruger CM 108E", "EPSG:4545"),
        ("6度带18带", "EPSG:4496"),
        ("北京54 3度带 36带", "EPSG:2412"),
        ("1954年北京坐标系", "EPSG:4214"),
        ("西安80", "EPSG:4610"),
        ("1980西安坐标系", "EPSG:4610"),
        ("西安80坐标系，中央子午线108°", "EPSG:2381"),
        ("WGS 84 / UTM zone 49N", "EPSG:32649"),
        ("本地坐标", None),
        ("epsg:999999", None),
        ("EPSG:2026", "EPSG:2026"),
        ("2026", None),  # a year, not a system of Canada
        ("EPSG:5773", None),  # heights
        ("", None),
    ],
)
def test_words_for_systems(word, name):
    assert named_system(word) == name


def test_a_parameter_must_name_a_system():
    assert system("火星") == "GCJ-02"
    with pytest.raises(CoreError, match="'auto' names no coordinate system"):
        system("auto")


@pytest.mark.parametrize(("word", "code"), [("EPSG:4526", True), ("4526", True), ("2000", False), ("gcj02", False)])
def test_codes_are_told_from_names(word, code):
    assert is_code(word) is code


@pytest.mark.parametrize("datum", ["EPSG:4490", "EPSG:4214", "EPSG:4610"])
def test_codes_of_zones_and_meridians_are_those_of_the_register(datum):
    name = {"EPSG:4490": "CGCS2000", "EPSG:4214": "Beijing 1954", "EPSG:4610": "Xian 1980"}[datum]
    for zone in range(25, 46):
        assert CRS(code_of_zone(zone, datum)).name == f"{name} / 3-degree Gauss-Kruger zone {zone}"
        assert CRS(code_of_meridian(3 * zone, datum)).name == f"{name} / 3-degree Gauss-Kruger CM {3 * zone}E"
    for zone in range(13, 24):
        assert CRS(code_of_zone(zone, datum)).name == f"{name} / Gauss-Kruger zone {zone}"
