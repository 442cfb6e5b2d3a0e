"""What a table may tell the public of a place."""

from __future__ import annotations

import pandas as pd
import pytest

from fengsui.core.report.public import public_table


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("longitude '119.330000', latitude '26.098000'", "longitude '…', latitude '…'"),
        ("移至 119.330012, 26.098034。", "移至 …。"),
        ("经度 119°19′48.1″，纬度 26度5分52秒", "经度 …，纬度 …"),
        ("距道路 12.35 米，限值 20 米", "距道路 12.35 米，限值 20 米"),
        ("share 0.6667, national 2026.11", "share 0.6667, national 2026.11"),
    ],
)
def test_a_sentence_tells_no_exact_place(text, public):
    table, hidden = public_table(pd.DataFrame({"message": [text]}), "findings", 3)
    assert (table["message"][0], hidden) == (public, 0)


def test_both_ends_of_a_stretch_are_coarse():
    exact = pd.DataFrame({"start_lon": [119.283981], "start_lat": ["26.135925"], "end_lon": [None], "end_lat": [26.1]})
    table, _ = public_table(exact, "candidates", 3)
    assert table["start_lon"][0] == 119.284
    assert table["start_lat"][0] == 26.136
    assert table["end_lon"].isna().all()


def test_what_lies_in_a_military_zone_is_not_told():
    found = pd.DataFrame(
        {
            "aspect": ["military", "military", "heritage", None],
            "severity": ["error", "not_checked", "error", "warning"],
            "message": ["x", "没有军事设施保护区图层", "文物", "Within the Military zone 'Z3'"],
        }
    )
    shown, hidden = public_table(found, "findings", 3)
    assert (list(shown["severity"]), hidden) == (["not_checked", "error"], 2)
    reviewed = pd.DataFrame({"application_id": ["A", "B"], "reasons": ["SP-24 位于军事设施保护区“Z3”内", "SP-14 x"]})
    shown, hidden = public_table(reviewed, "reviewed", 3)
    assert (list(shown["application_id"]), hidden) == (["B"], 1)
