"""Times in the notations that loggers, spreadsheets and people leave."""

from __future__ import annotations

import pandas as pd
import pytest

from fengsui.core.coverage.times import read_times

EIGHT = "2026-03-05 08:03:00"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026/3/5 8:03", EIGHT),
        ("2026-03-05T08:03:00+08:00", EIGHT),
        ("2026-03-05T00:03:00Z", EIGHT),
        ("2026-03-05 08:03:00+0800", EIGHT),
        ("2026-03-04 19:03:00 -0500", EIGHT),
        ("2026-03-05T08:03:00+08:00[Asia/Shanghai]", EIGHT),
        ("2026-03-05 08:03:00.123", "2026-03-05 08:03:00.123"),
        ("2026.3.5 08:03:00", EIGHT),
        ("2026年3月5日 8时3分", EIGHT),
        ("2026年3月5日8时3分0秒", EIGHT),
        ("2026年3月5日 下午2:03:07", "2026-03-05 14:03:07"),
        ("2026/3/5 下午 12:03", "2026-03-05 12:03"),
        ("2026/3/5 上午 12:03", "2026-03-05 00:03"),
        ("2026-03-05 8:03 PM", "2026-03-05 20:03"),
        ("２０２６/3/5 8：03", EIGHT),
        ("20260305080300", EIGHT),
        ("20260305_080300", EIGHT),
        ("20260305080300123", "2026-03-05 08:03:00.123"),
        ("46086.33541666667", EIGHT),  # a spreadsheet's serial
        (46086.33541666667, EIGHT),
        ("1772668980", EIGHT),
        ("1772668980000", EIGHT),
        ("2026-03-05", "2026-03-05"),
        (46086, "2026-03-05"),
        ("20260305", "2026-03-05"),
        (pd.Timestamp("2026-03-05 00:03", tz="UTC"), EIGHT),
    ],
)
def test_a_time_is_read(text, read):
    assert read_times(pd.Series([text], dtype=object))[0] == pd.Timestamp(read)


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "昨天",
        "5/3/2026 8:03",
        "2026-13-05 08:03",
        "2026-02-30",
        "2026-03-05 25:03",
        "2026-03-05 08:61",
        "8:03",
        "12345",
        "-1",
    ],
)
def test_what_is_no_time_is_not_guessed(text):
    assert pd.isna(read_times(pd.Series([text], dtype=object))[0])


def test_columns_of_times_numbers_and_nothing():
    zoned = pd.Series(pd.to_datetime(["2026-03-05T00:03Z"]))
    plain = pd.Series(pd.to_datetime([EIGHT]))
    assert read_times(zoned)[0] == read_times(plain)[0] == pd.Timestamp(EIGHT)
    assert read_times(pd.Series([46086.33541666667]))[0] == pd.Timestamp(EIGHT)
    assert len(read_times(pd.Series([], dtype=object))) == 0
    mixed = pd.Series(["2026/3/5 8:03", None, "x"], index=[7, 8, 9])
    assert read_times(mixed).isna().tolist() == [False, True, True]
    assert list(read_times(mixed).index) == [7, 8, 9]
