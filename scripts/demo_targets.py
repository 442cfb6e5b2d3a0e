"""demo_targets.py: gaps and targets of the sample county, by the plugin's algorithms; adds to build/demo/county.gpkg."""

from __future__ import annotations

import math
import re
import unicodedata

import pandas as pd
from demo import CHINESE, COUNTY, SAMPLE_TABLES, read, run, say, sink, table
from qgis.core import QgsApplication

DAY, YEARS, OWN = "2026-11-21", (2025, 2027), "东兴市"
DEMANDS = {"places": "places", "roads": "routes", "sea": "sea_zones"}
SIGNS = {"met": "●", "not_met": "✖", "not_computed": "?", "no_threshold": "—", "reported": "·", "not_applicable": " "}
WORDS = {
    "met": ("达标", "met"),
    "not_met": ("未达标", "not met"),
    "not_computed": ("不可计算", "not computed"),
    "no_threshold": ("无阈值", "no threshold"),
    "reported": ("已报告", "reported"),
}
UNITS = {"point": ("个", ""), "m": ("公里", "km"), "m2": ("平方公里", "km²")}


def find_gaps() -> None:
    """Places, roads and sea zones of the county, for 4G and 5G."""
    given = {
        name.upper(): table(SAMPLE_TABLES, name) for name in ("sites", "cells", "measurements", "claimed", "counties")
    }
    given |= {"TOWNSHIPS": table(SAMPLE_TABLES, "townships"), "PLACES": table(SAMPLE_TABLES, "places")}
    for name, layer in DEMANDS.items():
        run(
            "fengsui:findgaps",
            DEMAND=table(SAMPLE_TABLES, layer),
            PLAN=table(COUNTY, "plan"),
            TECHNOLOGY="each",
            DATE=DAY,
            **given,
            ASSESSED=sink(f"{name}_assessed"),
            GAPS=sink(f"{name}_gaps"),
            SUMMARY=sink(f"{name}_summary"),
        )


def check_targets() -> None:
    run(
        "fengsui:checktargets",
        COUNTIES=table(SAMPLE_TABLES, "counties"),
        ASSESSED=[table(COUNTY, f"{name}_assessed") for name in DEMANDS],
        GAPS=[table(COUNTY, "roads_gaps")],
        STATISTICS=table(SAMPLE_TABLES, "statistics"),
        DOCUMENTS="263号",
        DATE=DAY,
        TARGETS=sink("targets"),
        SHORTFALLS=sink("shortfalls"),
    )


def target_lines(targets: pd.DataFrame) -> None:
    """The county's targets of 2025 and 2027, a line each."""
    own = targets[targets["county"] == OWN]
    counts = own["verdict"].value_counts()
    told = " · ".join(f"{words[not CHINESE]} {counts[code]}" for code, words in WORDS.items() if code in counts)
    say(f"\n目标核查：{OWN}（工信部联通信〔2023〕263号）  {told}", f"\nTargets of {OWN} (MIIT 2023 No. 263)  {told}")
    for year in YEARS:
        say(f"  {year}年", f"  {year}")
        for row in own[own["year"] == year].itertuples():
            share = "—" if pd.isna(row.value) else f"{row.value:.1f} %"
            limit = "" if pd.isna(row.target_value) else f"/ {row.target_value:g} %"
            subject = padded(row.subject, 34 if CHINESE else 56)
            print(f"  {SIGNS[row.verdict]} {subject}{share:>8} {limit:<8} {counted(row)}".rstrip())


def counted(row) -> str:
    """Covered, not known and lacking in units a person acts on; in brackets what it rests on."""
    if pd.isna(row.denominator):
        first = re.split(r"[；;。]|\. ", row.missing or "")[0]
        return first.strip().rstrip(".")
    whole = row.unit == "%"
    unit = UNITS["point" if whole else "m2" if "area" in row.unit or "面积" in row.unit else "m"][not CHINESE]
    number = (lambda v: f"{v:.0f}") if whole else (lambda v: f"{v:.1f}")
    told = f"{number(row.numerator)} / {number(row.denominator)} {unit}".rstrip()
    lacking = 0.0
    if row.verdict == "not_met":
        lacking = row.target_value / 100 * row.denominator - row.numerator
        lacking = math.ceil(lacking - 1e-9) if whole else lacking
    parts = [told]
    if lacking:
        parts.append(
            f"差 {number(lacking)} {unit}" if CHINESE else f"{number(lacking)} {unit} short".replace("  ", " ")
        )
    if row.unknown:
        parts.append(f"未知 {number(row.unknown)}" if CHINESE else f"unknown {number(row.unknown)}")
    figures = "，".join(parts) if CHINESE else ", ".join(parts)
    return f"{figures}  [{row.basis}]" if row.basis else figures


def padded(text: str, width: int) -> str:
    """The text filled up to a width in columns of a terminal, where a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(width - taken, 1)


def main() -> None:
    find_gaps()
    check_targets()
    target_lines(read("targets"))


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main()
    application.exitQgis()
