"""The whole of P.1812 over one path: beside the published figures where they are at hand, single ones of them everywhere."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_profile_losses import ALLOWED, VALIDATION, at_hand, published

from fengsui.core.coverage.ducting import ducting, normal, rare_time, time_share, troposcatter
from fengsui.core.coverage.p1812 import COAST, INLAND, SEA, basic_loss
from fengsui.core.coverage.path_profile import rare_gains
from fengsui.core.errors import CoreError

OURS = {
    "ae": "ae_km", "b0": "b0_pct", "w": "w", "dtm": "dtm_km", "dlm": "dlm_km", "dlt": "dlt_km", "dlr": "dlr_km",
    "th_t": "theta_t_mrad", "th_r": "theta_r_mrad", "th": "theta_mrad", "hst": "hst_m", "hsr": "hsr_m", "hte": "hte_m",
    "hre": "hre_m", "hm": "hm_m", "Fi": "fi", "Fj": "fj", "Fk": "fk", "Lbfs": "lbfs_db", "Lb0p": "lb0p_db",
    "Lb0b": "lb0b_db", "Lbulla": "lbulla_b_db", "Lbulls": "lbulls_b_db", "Ldsph": "ldsph_b_db", "Ld50": "ld50_db",
    "Ldb": "ldb_db", "Ldp": "ldp_db", "Lbd50": "lbd50_db", "Lbd": "lbd_db", "Lminb0p": "lminb0p_db", "Lba": "lba_db",
    "Lminbap": "lminbap_db", "Lbda": "lbda_db", "Lbam": "lbam_db", "Lbs": "lbs_db", "Lbc": "lbc_db", "Lb": "lb_db",
}  # fmt: skip


@at_hand
@pytest.mark.parametrize(("kind", "allowed"), ALLOWED)
def test_every_intermediate_of_every_published_profile(kind, allowed):
    worst, count = {}, 0
    for row, (d, h, clutter, zones) in published():
        value = {name.partition(" ")[0]: v for name, v in row.items()}
        f, tx, rx, p, pol, phi, dn, n0, dct, dcr, pl, sigma = (
            float(value[n])
            for n in ("f", "htg", "hrg", "p", "pol", "phi", "DN", "N0", "dct", "dcr", "pL", "sigmaL")
        )  # fmt: skip
        given = 1000 * f, tx, rx, p, pol == 2, zones, phi, dn, n0, dct, dcr, pl, sigma
        found = basic_loss(d, h, clutter, *given, kind=kind)
        for theirs, ours in OURS.items():
            figure = getattr(found, ours)
            if theirs == "Lbd":  # their log has what became of it where ducting is the less
                figure = figure if found.lminbap_db > found.lbd_db else found.lbda_db
            worst[theirs] = max(worst.get(theirs, 0), abs(figure - float(value[theirs])))
        count += 1
    print(count, kind.__name__, {name: f"{v:.1e}" for name, v in worst.items()})
    assert count >= 20
    assert max(worst.values()) < allowed, worst


def over_sea(mhz, tx, rx, km, time_pct, **more):
    d = np.linspace(0, km, round(10 * km) + 1)
    more = {"zones": SEA, "tx_coast_km": 0, "rx_coast_km": 0, **more}
    return basic_loss(d, 0 * d, 0 * d, mhz, tx, rx, time_pct, **more)


@at_hand
def test_the_whole_table_of_losses_over_the_sea():
    with (Path(VALIDATION) / "sea_p1812_reference.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    found = [
        over_sea(
            *(float(row[n]) * k for n, k in (("f_GHz", 1000), ("htg_m", 1), ("hrg_m", 1), ("d_km", 1), ("p_pct", 1)))
        )
        for row in rows
    ]
    assert len(found) > 300
    assert [one.lb_db for one in found] == pytest.approx([float(row["Lb_dB"]) for row in rows], abs=1e-3)


@pytest.mark.parametrize(
    ("mhz", "tx", "km", "time_pct", "loss"),
    [  # by Py1812, the program of P.1812's working party: receiver 3 m, DN 45, N0 340, latitude 30°
        (700, 35, 30, 50, 145.7146),
        (700, 35, 30, 10, 117.1523),
        (700, 35, 30, 1, 114.6805),
        (700, 35, 100, 50, 179.0451),
        (700, 35, 100, 10, 133.2921),
        (700, 100, 10, 50, 110.589),
        (700, 200, 50, 10, 121.5027),
        (900, 35, 100, 1, 127.258),
        (2600, 35, 100, 50, 193.7735),
        (2600, 35, 100, 10, 146.2134),
        (3500, 35, 30, 50, 150.483),
        (3500, 35, 100, 1, 139.0716),
    ],
)
def test_losses_over_the_sea_in_parts_of_the_time(mhz, tx, km, time_pct, loss):
    assert over_sea(mhz, tx, 3, km, time_pct).lb_db == pytest.approx(loss, abs=1e-3)


ALONG = np.linspace(0, 80, 801)
HILLY = np.where(ALONG < 30, 60 + 50 * np.cos(ALONG / 4), np.where(ALONG < 70, 0, 90 + 30 * np.sin(ALONG))).round(1)
MIXED = np.select([ALONG < 12, (ALONG >= 30) & (ALONG < 70)], [INLAND, SEA], COAST)
WOODS = np.where((ALONG > 2) & (ALONG < 8), 15.0, 0.0)


@pytest.mark.parametrize(
    ("km", "mhz", "tx", "rx", "given", "hm", "lba", "lb"),
    [  # by Py1812: DN 53, N0 331, 4 and 3 km to the coast, sigma 5.5 dB
        (80, 700, 35, 3, (10, True, 21.85425004, 50), 96.6475, 168.2485, 159.3747),
        (-80, 700, 35, 3, (1, True, 21.85425004, 95), 96.6475, 138.1327, 147.1906),
        (80, 98, 150, 10, (10, False, -34.64571277, 50), 96.6475, 175.7616, 132.0329),
        (60, 2600, 60, 3, (10, True, 43.2656797, 95), 69.9095, 160.3226, 160.324),
        (-60, 2600, 60, 3, (1, False, 43.2656797, 90), 69.9095, 139.9084, 147.1143),
        (80, 3500, 35, 1.5, (50, True, 75.3541334, 50), 96.6475, 275.4041, 186.442),
        (3.3, 700, 100, 30, (10, True, 30.01461334, 50), 2.697, 117.1398, 99.1644),
        (25, 900, 300, 10, (20, False, 70.11069817, 5), 50.2256, 183.0418, 118.4945),
        (7.7, 5000, 80, 60, (1, False, 50.03409749, 95), 11.8351, 144.0621, 130.7864),
    ],
)
def test_losses_over_hills_coast_and_sea(km, mhz, tx, rx, given, hm, lba, lb):
    """The first `km` of one profile, from the other end where below 0: with and without sight, woods, both polarisations."""
    n, way = round(10 * abs(km)) + 1, 1 if km > 0 else -1
    h, clutter, zones = (v[:n][::way] for v in (HILLY, WOODS, MIXED))
    time_pct, vertical, latitude, places_pct = given
    ends = time_pct, vertical, zones, latitude, 53, 331, 4, 3, places_pct, 5.5
    found = basic_loss(ALONG[:n], h, clutter, mhz, tx, rx, *ends)
    assert [found.hm_m, found.lba_db, found.lb_db] == pytest.approx([hm, lba, lb], abs=1e-3)


def test_single_figures_of_the_published_profiles():
    """Of P.1812's profile rburg, 98.2 MHz over 96.2 km inland: its own intermediates in, its own losses out."""
    b0, tau = rare_time(96.2, 96.2, 48.58877214)
    assert b0 == pytest.approx(1.442216533, abs=1e-8)
    angle, ae = 54.47037953, 8930.776786
    at = (0.0982, 96.2, 0.0, ae, b0, tau)
    hung = (0.5, 34.3), (45.93966178, -2.241021636), (407.0, 515.0), (12.0, 19.0), 62.27962578, (500.0, 500.0)
    assert ducting(*at, 1.0, *hung) == pytest.approx(178.3081611, abs=1e-6)
    assert ducting(*at, 10.0, *hung) == pytest.approx(212.9592424, abs=1e-6)
    assert ducting(*at, 50.0, *hung) == pytest.approx(263.0330735, abs=1e-6)
    tropo = [troposcatter(0.0982, 96.2, angle, 323.947135, p) for p in (1.0, 10.0, 50.0)]
    assert tropo == pytest.approx([168.2293702, 175.0227619, 182.9025767], abs=1e-6)
    assert [time_share(p, b0) for p in (1.0, 10.0, 50.0)] == pytest.approx([1, 0.5863215726, 0], abs=1e-8)


def test_the_approximate_deviate_is_that_of_the_normal_distribution():
    # quantiles of the standard normal distribution; the approximation promises 4.5e-4
    for x, quantile in ((0.01, 2.326348), (0.05, 1.644854), (0.1, 1.281552), (0.5, 0.0), (0.9, -1.281552)):
        assert normal(x) == pytest.approx(quantile, abs=4.6e-4)


D = np.linspace(0, 60, 601)
HILLS = 120 + 80 * np.sin(D / 3) + 30 * np.cos(D)


def hills(time_pct=50.0, **more):
    return basic_loss(D, HILLS, 0 * D, 700, 35, 1.5, time_pct, **more)


def test_the_rarer_the_less_is_lost():
    for loss in (lambda p: over_sea(700, 35, 3, 40, p).lb_db, lambda p: hills(p).lb_db):
        losses = [loss(p) for p in (1, 2, 5, 10, 20, 35, 50)]
        assert (np.diff(losses) >= -1e-9).all(), losses


def test_the_more_places_the_more_is_lost_and_never_less_than_free_space():
    losses = [hills(places_pct=p, places_sigma_db=5.5).lb_db for p in (1, 10, 50, 90, 95, 99)]
    assert losses[2] == pytest.approx(hills().lbc_db)
    assert (np.diff(losses) > 0).all()
    assert losses[4] - losses[2] == pytest.approx(1.6449 * 5.5, abs=0.01)
    assert hills(places_pct=1, places_sigma_db=60).lb_db == hills().lb0p_db


def test_zones_along_the_way_are_measured_to_the_middle_of_their_points():
    zones = np.full(601, INLAND)
    zones[101:201] = SEA  # 10.1 to 20.0 km: 10 km of the sixty
    zones[201:251] = COAST
    found = hills(zones=zones)
    assert found.w == pytest.approx(1 / 6)
    assert found.dtm_km == pytest.approx(39.95)  # the coast and all behind it
    assert found.dlm_km == pytest.approx(34.95)
    wet = hills(zones=SEA)
    assert (wet.w, wet.dtm_km, wet.dlm_km) == (1, 0, 0)
    assert wet.b0_pct > found.b0_pct > hills().b0_pct


def test_the_ground_at_the_horizon_counts_for_its_roughness_whatever_the_length():
    """With sight both horizons are one point: rounding of the ways to it must not lose it."""
    for km in np.linspace(0.3, 9, 88):
        d = np.linspace(0, km, 31)
        h = np.where(np.arange(31) == 10, 60.0, 20.0)
        found = basic_loss(d, h, 0 * d, 700, 100, 90)
        assert found.dlt_km + found.dlr_km == pytest.approx(km)
        feet = np.minimum((found.hst_m, found.hsr_m), 20)
        assert found.hm_m == pytest.approx(60 - (2 * feet[0] + feet[1]) / 3), km


def test_a_coast_close_to_the_mast_lets_the_duct_in():
    zones = np.r_[COAST, np.full(800, SEA)]
    near, far = (over_sea(700, 10, 3, 80, 1, zones=zones, tx_coast_km=km) for km in (1, 6))
    # 3 exp(-0.25 * 1²) (1 + tanh(0.07 (50 - 10))) for the transmitter
    assert far.lba_db - near.lba_db == pytest.approx(3 * np.exp(-0.25) * (1 + np.tanh(2.8)), abs=1e-9)


def test_at_sea_there_is_no_way_to_the_coast_and_one_place_is_as_the_other():
    at_sea = over_sea(700, 10, 3, 80, 1)
    assert over_sea(700, 10, 3, 80, 1, tx_coast_km=500, rx_coast_km=500) == at_sea
    assert over_sea(700, 10, 3, 80, 1, places_pct=95, places_sigma_db=5.5).lb_db == at_sea.lb_db
    ashore = {"zones": np.r_[np.full(800, SEA), COAST], "rx_coast_km": 0}
    more = over_sea(700, 10, 3, 80, 1, places_pct=95, places_sigma_db=5.5, **ashore)
    assert more.lb_db - over_sea(700, 10, 3, 80, 1, **ashore).lb_db == pytest.approx(1.6449 * 5.5, abs=0.01)


@pytest.mark.parametrize("zones", [2, [INLAND] * 600, np.full(601, 4.5)])
def test_zones_that_are_none_are_said(zones):
    with pytest.raises(CoreError, match="zones"):
        hills(zones=zones)


@pytest.mark.parametrize("given", [{"time_pct": 0.5}, {"time_pct": 51}, {"places_pct": 0.5}, {"places_pct": 99.5}])
def test_what_p1812_does_not_speak_for_is_said(given):
    with pytest.raises(CoreError, match="1 to 50 %"):
        hills(**given)


def rarely(along, ground, mhz=700.0):
    return rare_gains(along, ground, 0.0, mhz, 35.0, 3.0, 21.5)


def test_a_path_over_the_sea_gains_much_in_few_hours_and_one_over_land_little():
    along = np.linspace(0, 40_000, 401)
    sea, land = rarely(along, 0 * along), rarely(along, 200 + 0 * along)
    expected = [over_sea(700, 35, 3, 40, p, latitude=21.5).lb_db for p in (50, 10, 1)]
    assert [sea["10"], sea["1"]] == pytest.approx([expected[0] - expected[1], expected[0] - expected[2]])
    assert sea["10"] > 25
    assert 0 < land["10"] < sea["10"] - 10
    mixed = np.where(along < 20_000, 50.0, 0.0)
    assert 0 < rarely(along, mixed)["10"] < sea["10"]


def test_a_basin_below_the_sea_is_no_sea():
    along = np.linspace(0, 40_000, 401)
    hollow = 20 * np.sin(along / 3000) - 130
    assert rarely(along, hollow) == pytest.approx(rarely(along, hollow + 330))


def test_land_more_than_50_km_from_the_sea_is_no_coast():
    along = np.linspace(0, 90_000, 901)
    ground = np.where(along > 80_000, 0.0, 60.0)
    zones = np.where(along > 80_000, SEA, np.where(along >= 30_100, COAST, INLAND))
    half, rare = (
        basic_loss(along / 1000, ground, 0 * along, 700, 35, 3, p, True, zones, 21.5, tx_coast_km=80.1, rx_coast_km=0)
        for p in (50, 10)
    )
    assert rarely(along, ground)["10"] == pytest.approx(half.lb_db - rare.lb_db)


@pytest.mark.parametrize(("metres", "mhz"), [(240, 700), (5000, 26_000)])
def test_where_p1812_does_not_speak_nothing_is_told(metres, mhz):
    assert rarely(np.linspace(0, metres, 20), np.full(20, 50.0), mhz) == {}
