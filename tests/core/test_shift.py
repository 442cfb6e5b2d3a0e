"""GCJ-02 and BD-09 against published points, and back again."""

from __future__ import annotations

import numpy as np
import pytest

from fengsui.core.intake import shift
from fengsui.core.metric import geodesic_m

# Public test values, lon lat in and lon lat out. The test points of BD-09 in googollee/eviltransform are left out: they
# were made with a wrong constant (its issue 43).
PUBLIC = [
    # googollee/eviltransform, test points of every language (Shanghai, Shenzhen, Beijing)
    ("gcj02_from_wgs84", (121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ("gcj02_from_wgs84", (113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ("gcj02_from_wgs84", (116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    # wandergis/coordtransform, test/app.js
    ("gcj02_from_wgs84", (116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ("bd09_from_gcj02", (116.404, 39.915), (116.41036949371029, 39.92133699351021)),
    ("gcj02_from_bd09", (116.404, 39.915), (116.39762729119315, 39.90865673957631)),
    # caijun/geoChina, test of transform_coord
    ("gcj02_from_wgs84", (116.39089, 39.90734), (116.39713094, 39.90874107)),
    ("wgs84_from_gcj02", (116.397131, 39.908746), (116.39089006, 39.90734493)),
    ("bd09_from_gcj02", (116.397131, 39.908746), (116.40350426, 39.91508839)),
    ("gcj02_from_bd09", (116.40350, 39.91509), (116.39712692, 39.90874808)),
    # hujiulong/gcoord, test/fixtures/china-cities.json: what the map services themselves answered
    ("gcj02_from_wgs84", (108.6503952, 21.9828281), (108.6541485, 21.9799392)),  # 钦州
    ("gcj02_from_wgs84", (113.2590543, 23.131788), (113.2643859, 23.1291146)),  # 广州
    ("gcj02_from_wgs84", (76.1647682, 39.7141079), (76.1678223, 39.7145315)),  # 阿图什
    ("gcj02_from_wgs84", (98.4906139, 25.0233959), (98.4909717, 25.020443)),  # 腾冲
    ("gcj02_from_wgs84", (128.8340769, 47.725255), (128.841148, 47.7275393)),  # 伊春
    ("bd09_from_gcj02", (108.3200117, 22.8240243), (108.3265645, 22.8298659)),  # 南宁
    ("bd09_from_gcj02", (102.6382042, 37.928272), (102.6447595, 37.9341467)),  # 武威
    ("bd09_from_wgs84", (108.6503952, 21.9828281), (108.6607283, 21.9856319)),
    ("wgs84_from_bd09", (113.2708188, 23.135343), (113.2590543, 23.131788)),
    ("wgs84_from_bd09", (128.8476934, 47.7333596), (128.8340769, 47.725255)),
    ("wgs84_from_bd09", (76.1743308, 39.7205029), (76.1647682, 39.7141079)),
]
THERE_AND_BACK = [
    (shift.gcj02_from_wgs84, shift.wgs84_from_gcj02),
    (shift.bd09_from_gcj02, shift.gcj02_from_bd09),
    (shift.bd09_from_wgs84, shift.wgs84_from_bd09),
]


@pytest.mark.parametrize(("name", "given", "published"), PUBLIC)
def test_public_points_within_a_metre(name, given, published):
    lon, lat = getattr(shift, name)(np.array([given[0]]), np.array([given[1]]))
    assert geodesic_m(np.column_stack([lon, lat]), np.array([published]))[0] < 1


def all_over_china() -> tuple[np.ndarray, np.ndarray]:
    grid = np.meshgrid(np.arange(73, 136.01, 0.25), np.arange(3, 54.01, 0.25))
    rng = np.random.default_rng(210)
    lon = np.concatenate([grid[0].ravel(), rng.uniform(73, 136, 100_000), [105.0, 105 + 1e-9, 105 - 1e-9]])
    lat = np.concatenate([grid[1].ravel(), rng.uniform(3, 54, 100_000), [35.0, 35.0, 35.0]])
    return lon, lat


@pytest.mark.parametrize(("there", "back"), THERE_AND_BACK, ids=lambda f: f.__name__)
def test_the_inverse_undoes_the_forward_within_a_millimetre(there, back):
    lon, lat = all_over_china()
    returned = np.column_stack(back(*there(lon, lat)))
    assert geodesic_m(returned, np.column_stack([lon, lat])).max() < 0.001


@pytest.mark.parametrize(("there", "back"), THERE_AND_BACK, ids=lambda f: f.__name__)
def test_the_forward_undoes_the_inverse_within_a_millimetre(there, back):
    lon, lat = all_over_china()
    returned = np.column_stack(there(*back(lon, lat)))
    assert geodesic_m(returned, np.column_stack([lon, lat])).max() < 0.001


def test_gcj02_moves_hundreds_of_metres():
    lon, lat = all_over_china()
    moved = geodesic_m(np.column_stack(shift.gcj02_from_wgs84(lon, lat)), np.column_stack([lon, lat]))
    assert np.median(moved) > 300
    assert moved.max() < 750


def test_nothing_moves_outside_the_rectangle():
    lon, lat = np.array([139.7, 71.0, 0.0]), np.array([35.7, 30.0, 0.0])
    assert np.column_stack(shift.gcj02_from_wgs84(lon, lat)).tolist() == np.column_stack([lon, lat]).tolist()
    assert np.column_stack(shift.wgs84_from_gcj02(lon, lat)).tolist() == np.column_stack([lon, lat]).tolist()


def test_nothing_stays_nothing():
    lon, lat = shift.wgs84_from_bd09(np.array([np.nan, 108.0]), np.array([21.0, np.nan]))
    assert np.isnan(lon).all()
    assert np.isnan(lat).all()


def test_no_numbers_no_fault():
    assert all(len(part) == 0 for part in shift.wgs84_from_bd09(np.array([]), np.array([])))
