"""A province's register against a province's names."""

import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from fengsui.core.register.placing import place


@pytest.mark.slow
def test_a_hundred_thousand_addresses_take_well_under_a_minute():
    dice = np.random.default_rng(1)
    signs = np.array(
        list(
            "江平龙竹山松柏长湖大田那河洲深沟花溪公园郊城澫尾班交心黄榕树思勒贵明横隘潭吉旺冲联桥丰围安福和康泰永顺清泉石塘坡"
        )
    )

    def word(size):
        return "".join(dice.choice(signs, size, replace=False))

    towns = [f"{word(2)}镇" for _ in range(250)]
    rows = [(town, "township", town) for town in dict.fromkeys(towns)]
    while len(rows) < 50_000:
        town, village, street = towns[len(rows) % 250], f"{word(2)}村", f"{word(2)}路"
        rows += [(village, "village", town), (street, "street", town), (f"{word(3)}大厦", "building", town)]
        rows += [(f"{village}{body}", "building", town) for body in ("村委会", "小学", "卫生室", "文化室")]
        rows += [(f"{street}{number}号", "building", town) for number in dice.integers(1, 200, 8)]
    names = pd.DataFrame(rows[:50_000], columns=["name", "kind", "township"])
    points = gpd.points_from_xy(108 + dice.random(50_000), 22 + dice.random(50_000))
    addresses = []
    for number, row in enumerate(dice.integers(300, 50_000, 100_000)):
        name, _, town = rows[row]
        wrong = dice.random() < 0.3
        at = dice.integers(len(name))
        typed = name[:at] + str(dice.choice(signs)) + name[at + 1 :] if wrong else name
        addresses.append({"address": f"东兴市{town}{typed}{('', '楼顶', '旁')[number % 3]}({number}户)"})
    gazetteer = gpd.GeoDataFrame(names, geometry=points, crs="EPSG:4490")
    started = time.process_time()
    rows = gpd.GeoDataFrame(addresses, geometry=gpd.GeoSeries([None] * len(addresses), crs="EPSG:4490"))
    placed = place(rows, gazetteer, county="东兴市")
    assert time.process_time() - started < 40
    assert len(placed) == 100_000
