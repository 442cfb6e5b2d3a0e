"""The path profile's figures where not all is told of the sites: the most it may be, what is lacking, and what is sure."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from handmade import layer
from qgis.core import QgsProcessingException

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "coverage"))
from ground_data import write_dem

LON, LAT, M_LON = 108.1, 21.5, 103_700.0
FIELDS = "site_id:string technologies:string operators:string bands:string status:string scene:string antenna_height_m:double"


@pytest.fixture
def dem(tmp_path):
    return write_dem(tmp_path / "flat.tif", np.full((600, 600), 10.0), LON - 0.3, LAT + 0.3, 0.001)


def drawn(dem, tmp_path, metres, operators="mobile", bands="700", height=35.0, **more):
    import processing

    site = ("A", "5G", operators, bands, "on_air", "rural", height, f"Point ({LON} {LAT})")
    place = f"{LON + metres / M_LON},{LAT} [EPSG:4490]"
    given = {"SITES": layer("Point", "sites", FIELDS, site), "DEM": dem, "PLACE": place, **more}
    given |= {"OUTPUT": str(tmp_path / "path.svg"), "FIGURES": str(tmp_path / "path.json")}
    return processing.run("fengsui:pathprofile", given), json.loads((tmp_path / "path.json").read_text("utf-8"))


def test_all_told_is_sure_and_has_a_level(qgis_app, dem, tmp_path):
    found, figures = drawn(dem, tmp_path, 2000)
    assert figures["facts"]["sure"]
    assert figures["facts"]["exact"]
    assert figures["facts"]["lacks"] == ""
    assert found["RSRP_DBM"] == pytest.approx(figures["facts"]["rsrp_dbm"])
    parts = ("free_space_db", "edge_db", "round_db")
    assert found["LOSS_DB"] == pytest.approx(sum(figures["profile"][name] for name in parts))
    assert found["DIFFRACTION_DB"] == pytest.approx(figures["profile"]["edge_db"] + figures["profile"]["round_db"])


def test_what_is_at_least_stronger_at_times_is_not_rounded_up_and_below_1_db_not_told(qgis_app, dem, tmp_path):
    from fengsui.core.coverage.path_profile import from_text
    from fengsui.ui.path_words import lines

    drawn(dem, tmp_path, 2000)
    profile, facts = from_text((tmp_path / "path.json").read_text("utf-8"))

    def told(**rare_db):
        return dict(lines(replace(profile, rare_db={name[1:]: v for name, v in rare_db.items()}), facts))

    assert told(_10=27.6, _1=31.9)["Signal at times"].startswith("at least 27 dB more in 10 % of the time, 31 dB")
    assert told(_10=0.2, _1=1.1)["Signal at times"].startswith("at least 0 dB more in 10 % of the time, 1 dB")
    assert "Signal at times" not in told(_10=0.2, _1=0.9)
    assert "Signal at times" not in told()


def test_of_bands_nobody_owns_the_most_is_told_and_no_level(qgis_app, dem, tmp_path):
    found, figures = drawn(dem, tmp_path, 2000, operators="mobile;telecom", bands="700;2600")
    alone, _ = drawn(dem, tmp_path, 2000)
    assert not figures["facts"]["sure"]
    assert not figures["facts"]["exact"]
    assert "band of each operator" in figures["facts"]["lacks"]
    assert not found["RSRP_DBM"]
    assert figures["facts"]["mhz"] == 760  # the band that carries farthest
    assert found["LOSS_DB"] == alone["LOSS_DB"]


def test_beyond_the_sure_reach_of_a_site_that_tells_all_the_figures_are_exact(qgis_app, dem, tmp_path):
    _, figures = drawn(dem, tmp_path, 20_000)
    assert not figures["facts"]["sure"]
    assert figures["facts"]["exact"]
    assert "random-access format beyond 14.5 km" in figures["facts"]["lacks"]
    _, nearer = drawn(dem, tmp_path, 12_000)
    assert nearer["facts"]["lacks"] == ""


def test_a_band_is_chosen_or_refused(qgis_app, dem, tmp_path):
    _, figures = drawn(dem, tmp_path, 2000, BAND="700")
    assert figures["facts"]["mhz"] == 760
    with pytest.raises(QgsProcessingException, match="BAND"):
        drawn(dem, tmp_path, 2000, BAND="2600")


def test_out_of_reach_is_said(qgis_app, dem, tmp_path):
    with pytest.raises(QgsProcessingException, match="No site reaches so far"):
        drawn(dem, tmp_path, 31_000)
