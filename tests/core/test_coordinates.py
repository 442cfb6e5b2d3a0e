"""Coordinates as people type them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from fengsui.core.intake.coordinates import read_coordinates, split_pair

DMS = 113 + 30 / 60 + 45.6 / 3600


def read(lon, lat):
    return read_coordinates(pd.Series([lon], dtype=object), pd.Series([lat], dtype=object)).iloc[0]


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("113.5045", 113.5045, 4),
        (" 113.5045\u3000", 113.5045, 4),
        ("１１３．５０４５", 113.5045, 4),
        ("113,5045", 113.5045, 4),
        ("113。5045", 113.5045, 4),
        ("+113.5045", 113.5045, 4),
        ("113.5045°", 113.5045, 4),
        ("113.50", 113.5, 2),
        ("113", 113, 0),
        ("113°", 113, 0),
        ("-113.5", -113.5, 1),
        ("1.135045E+02", 113.5045, 4),
        ("113°30′45.6″", DMS, 5),
        ("113°30'45.6\"", DMS, 5),
        ("113° 30′ 45.6″", DMS, 5),
        ("113º30’45.6''", DMS, 5),
        ("113˚30'45\".6", DMS, 5),
        ("113度30分45.6秒", DMS, 5),
        ("113°30′45.60″", DMS, 6),
        ("113-30-45.6", DMS, 5),
        ("113 30 45.6", DMS, 5),
        ("113:30:45.6", DMS, 5),
        ("113.30.45.6", DMS, 5),
        ("113d30m45.6s", DMS, 5),
        ("113°30′45″", 113 + 30 / 60 + 45 / 3600, 4),
        ("113°30′", 113.5, 2),
        ("113°30.76′", 113 + 30.76 / 60, 4),
        ("113 30.765", 113 + 30.765 / 60, 5),
        ("E113.5045", 113.5045, 4),
        ("113.5045E", 113.5045, 4),
        ("113.5045 e", 113.5045, 4),
        ("东经113°30′45.6″", DMS, 5),
        ("113°30′45.6″E", DMS, 5),
        ("经度：113.5045", 113.5045, 4),
        ("longitude=113.5045", 113.5045, 4),
        ("W113.5045", -113.5045, 4),
    ],
)
def test_a_longitude_in_any_notation(text, value, decimals):
    row = read(text, "21.1234567890")
    assert row["reason"] is None
    assert row["x"] == pytest.approx(value, abs=1e-9)
    assert (row["y"], row["form"], row["decimals"]) == (21.123456789, "degrees", decimals)


@pytest.mark.parametrize("letters", ["N21.5", "21.5N", "北纬21.5", "21°30′N", "lat:21.5", "纬度21.5", "LATITUDE 21.5"])
def test_a_latitude_with_letters(letters):
    assert read("108.1", letters)["y"] == 21.5


def test_southern_and_western_letters_are_negative():
    row = read("W70.5", "南纬21.5")
    assert (row["x"], row["y"]) == (-70.5, -21.5)


@pytest.mark.parametrize(("lon", "lat"), [("N21.5", "E108.1"), ("21.5N", "108.1"), ("21.5", "东经108.1")])
def test_letters_prove_a_swap(lon, lat):
    row = read(lon, lat)
    assert (row["x"], row["y"]) == (108.1, 21.5)


def test_without_letters_nothing_is_swapped():
    row = read("21.5", "108.1")
    assert (row["x"], row["y"]) == (21.5, 108.1)


@pytest.mark.parametrize(
    ("x", "y", "read_x", "read_y", "decimals"),
    [
        ("36512345.67", "2387654.31", 36512345.67, 2387654.31, 7),
        ("2387654.3", "36512345.6", 2387654.3, 36512345.6, 6),
        ("512345", "2387654", 512345, 2387654, 5),
        ("512345.6m", "2387654.3米", 512345.6, 2387654.3, 6),
        ("512,345.6", "2,387,654.3", 512345.6, 2387654.3, 6),
        ("X=2387654.3", "Y=512345.6", 2387654.3, 512345.6, 6),
        ("3.651234567E+07", "2387654.31", 36512345.67, 2387654.31, 7),
    ],
)
def test_metres_of_a_zone(x, y, read_x, read_y, decimals):
    row = read(x, y)
    assert (row["form"], row["decimals"], row["reason"]) == ("projected", decimals, None)
    assert (row["x"], row["y"]) == (pytest.approx(read_x), pytest.approx(read_y))


@pytest.mark.parametrize(
    ("lon", "lat", "reason"),
    [
        (None, None, "no coordinate"),
        ("", "  ", "no coordinate"),
        ("-", "无", "no coordinate"),
        ("108.1", None, "latitude: empty"),
        ("abc", "21.5", "longitude: 'abc' is no coordinate"),
        ("113°80′20″", "21.5", "longitude: minutes 80 over 59"),
        ("113 30 75", "21.5", "longitude: seconds 75 over 59"),
        ("113.5", "21°75′", "latitude: minutes 75 over 59"),
        ("113.5 30 20", "21.5", "longitude: '113.5 30 20' is no coordinate"),
        ("113°30.5′20″", "21.5", "longitude: '113°30.5′20″' is no coordinate"),
        ("1081.23", "21.5", "longitude: 1081.23 is neither degrees nor metres"),
        ("3.65E+07", "2387654.3", "longitude: '3.65E+07' has lost digits to scientific notation"),
        ("N21.5", "N22.5", "both cells are latitudes"),
        ("E108.1", "E108.1", "both cells are longitudes"),
        ("36512345.6", "21.5", "one cell holds degrees, the other metres"),
        ("108.1", "N108.1", "latitude: latitude N108.1 over 90"),
    ],
)
def test_what_cannot_be_read_says_why(lon, lat, reason):
    row = read(lon, lat)
    assert row["reason"] == reason
    assert pd.isna(row["x"])
    assert pd.isna(row["y"])
    assert pd.isna(row["decimals"])
    assert row["form"] is None


@pytest.mark.parametrize(
    "cell", ["1" + " " * 30_000 + "x", "1," * 15_000, "108.1 " * 5_000], ids=["blanks", "commas", "pairs"]
)
def test_a_cell_full_of_rubbish_is_refused_quickly(cell):
    lon, lat = split_pair(pd.Series([cell] * 100))
    assert read_coordinates(lon, lat)["reason"].notna().all()
    assert read_coordinates(pd.Series([cell] * 100), pd.Series(["21.5"] * 100))["reason"].notna().all()


NOTATIONS = {
    "decimal": lambda d, m, s, v: f"{v:.7f}",
    "signs": lambda d, m, s, v: f"{d}°{m}′{s:.4f}″",
    "characters": lambda d, m, s, v: f"{d}度{m:02}分{s:07.4f}秒",
    "blanks": lambda d, m, s, v: f"{d} {m} {s:.4f}",
    "hyphens": lambda d, m, s, v: f"{d}-{m:02}-{s:07.4f}",
    "minutes": lambda d, m, s, v: f"{d}°{m + s / 60:.6f}′",
    "exponent": lambda d, m, s, v: f"{v:.9E}",
}


@pytest.mark.parametrize("notation", NOTATIONS)
def test_what_is_written_is_read_again(notation):
    rng = np.random.default_rng(3)
    thousandths = np.column_stack(
        [rng.integers(73 * 3_600_000, 136 * 3_600_000, 500), rng.integers(3, 54, 500) * 3_599_977]
    )
    texts = []
    for column in thousandths.T:
        parts = [(t // 3_600_000, t // 60_000 % 60, t % 60_000 / 1000, t / 3_600_000) for t in column.tolist()]
        texts.append(pd.Series([NOTATIONS[notation](*part) for part in parts]))
    read = read_coordinates(*texts)
    assert read["reason"].isna().all()
    assert np.abs(read[["x", "y"]].to_numpy() - thousandths / 3_600_000).max() < 1e-7
    joined = read_coordinates(*split_pair(texts[1] + "N, " + texts[0] + "E"))
    assert joined["reason"].isna().all()
    assert np.abs(joined[["x", "y"]].to_numpy() - thousandths / 3_600_000).max() < 1e-7


def test_reasons_keep_their_template_for_translation():
    reason = read("113°80′", "21.5")["reason"]
    assert (reason.text, reason.values["fault"].text) == ("longitude: {fault}", "minutes {value} over 59")
    assert reason.values["fault"].values == {"value": "80"}


def test_the_coarser_cell_sets_the_decimals():
    assert read("108.1", "21.12345")["decimals"] == 1


def test_a_zero_lost_in_a_spreadsheet_is_no_lost_digit():
    lost = read_coordinates(pd.Series(["108.1234"] + ["108.12345"] * 40), pd.Series(["21.12345"] * 41))
    kept = read_coordinates(pd.Series(["108.1234"] + ["108.12340"] * 40), pd.Series(["21.12345"] * 41))
    assert lost["decimals"].tolist() == [5] * 41
    assert kept["decimals"].tolist() == [4] + [5] * 40


def test_the_index_is_kept_and_numbers_are_read_too():
    read = read_coordinates(pd.Series([108.123, None], index=[7, 3]), pd.Series([21.5, 21.5], index=[7, 3]))
    assert read.index.tolist() == [7, 3]
    assert read.loc[7, ["x", "y"]].tolist() == [108.123, 21.5]
    assert read.loc[3, "reason"] == "longitude: empty"


def test_an_empty_column_is_no_fault():
    read = read_coordinates(pd.Series([], dtype=object), pd.Series([], dtype=object))
    assert list(read.columns) == ["x", "y", "decimals", "form", "reason"]
    assert len(read) == 0


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("108.123,21.567", 108.123, 21.567),
        ("108.123，21.567", 108.123, 21.567),
        ("108.123、21.567", 108.123, 21.567),
        ("108.123 21.567", 108.123, 21.567),
        ("108.123\t21.567", 108.123, 21.567),
        ("(108.123, 21.567)", 108.123, 21.567),
        ("POINT(108.123 21.567)", 108.123, 21.567),
        ("21.567,108.123", 108.123, 21.567),
        ("108,123 21,567", 108.123, 21.567),
        ("108,123;21,567", 108.123, 21.567),
        ("东经108°7′北纬21°34′", 108 + 7 / 60, 21 + 34 / 60),
        ("北纬21°34′，东经108°7′", 108 + 7 / 60, 21 + 34 / 60),
        ("E108°7′N21°34′", 108 + 7 / 60, 21 + 34 / 60),
        ("108°7′E21°34′N", 108 + 7 / 60, 21 + 34 / 60),
        ("108度7分30秒，21度34分12秒", 108.125, 21.57),
        ("108°7′30″21°34′12″", 108.125, 21.57),
        ("108 7 30 21 34 12", 108.125, 21.57),
        ("108-7-30 21-34-12", 108.125, 21.57),
        ("21.567N 108.123E", 108.123, 21.567),
        ("21.567°N, 108.123°E", 108.123, 21.567),
        ("经度:108.123 纬度:21.567", 108.123, 21.567),
        ("lat: 21.567, lon: 108.123", 108.123, 21.567),
        ("latitude 21.567 longitude 108.123", 108.123, 21.567),
        ("36512345.67,2387654.3", 36512345.67, 2387654.3),
        ("X=2387654.3,Y=36512345.67", 2387654.3, 36512345.67),
        ("3.5,4.5", 3.5, 4.5),
    ],
)
def test_both_coordinates_in_one_cell(text, x, y):
    row = read_coordinates(*split_pair(pd.Series([text]))).iloc[0]
    assert row["reason"] is None
    assert (row["x"], row["y"]) == (pytest.approx(x), pytest.approx(y))


def test_a_pair_that_cannot_be_taken_apart_stays_whole():
    lon, lat = split_pair(pd.Series(["在镇政府旁", None]))
    assert lon[0] == "在镇政府旁"
    assert lat.isna().all()
