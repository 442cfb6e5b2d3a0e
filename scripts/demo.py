"""demo.py: the main job on the sample county, as a user would run it; the results go to build/demo.

Each step is an algorithm of the plugin, run by qgis_process. Pictures and the printed summary come after.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
from osgeo import ogr
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeatureSource, QgsVectorLayer

from fengsui.core.report.opinions import write_opinions
from fengsui.core.schema import read_resource
from fengsui.processing.frames import read_frame

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample"
SAMPLE_TABLES = SAMPLE / "sample.gpkg"
OUT = ROOT / "build" / "demo"
WORK = OUT / "work"
COUNTY = OUT / "county.gpkg"
# a sender's own column names, saved once
MAPPINGS = {"applications_field.csv": {"MAPPING": SAMPLE / "mapping_field_team.yaml"}}
CHINESE = os.environ["FENGSUI_LOCALE"].startswith("zh")


def say(chinese: str, english: str) -> None:
    print(chinese if CHINESE else english, flush=True)


def run(algorithm: str, **parameters: Any) -> dict[str, Any]:
    """Run an algorithm with qgis_process and return its results; stop with what it said when it fails."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in parameters.items()}
    named = [f"--{name}={value}" for name, values in lists.items() for value in values]
    done = subprocess.run(
        ["bash", str(ROOT / "scripts" / "process.sh"), "run", algorithm, *named],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{algorithm}: {done.stderr.strip() or done.stdout.strip()}")
    return json.loads(done.stdout)["results"]


def table(path: Path, name: str) -> str:
    return f"{path}|layername={name}"


def sink(name: str) -> str:
    return f"ogr:dbname='{COUNTY}' table=\"{name}\" (geom)"


def import_applications() -> list[str]:
    """Import each file of applications as it was sent; the imported layers."""
    layers = []
    for file in sorted(SAMPLE.glob("applications_*")):
        imported = WORK / f"{file.stem}.gpkg"
        result = run(
            "fengsui:importtable",
            FILE=file,
            KIND="applications",
            DATUM="auto",
            COUNTIES=table(SAMPLE_TABLES, "counties"),
            TOWNSHIPS=table(SAMPLE_TABLES, "townships"),
            TWINS=table(SAMPLE_TABLES, "plan"),
            **MAPPINGS.get(file.name, {}),
            OUTPUT=imported,
            REJECTED=sink(f"rejected_{file.suffix[1:]}"),
        )
        say(
            f"  {file.name}：读 {result['ROWS']} 行，收 {result['ACCEPTED']}，"
            f"非记录 {result['REJECTED_COUNT']}；坐标 {result['DATUM_FOUND']}",
            f"  {file.name}: {result['ROWS']} rows, {result['ACCEPTED']} accepted, "
            f"{result['REJECTED_COUNT']} no records; coordinates {result['DATUM_FOUND']}",
        )
        for line in str(result["EVIDENCE"]).splitlines():
            if " → " not in line:  # which column is which: long, and in the log of the run
                print(f"    {line}")
        layers.append(str(imported))
    return layers


def check() -> dict[str, Any]:
    """Check the merged applications against everything that the sample county has."""
    given = ("sites", "resources", "counties", "townships", "zones", "routes", "powerlines", "buildings")
    return run(
        "fengsui:checkapplications",
        APPLICATIONS=table(COUNTY, "applications"),
        PLAN=table(SAMPLE_TABLES, "plan"),
        **{name.upper(): table(SAMPLE_TABLES, name) for name in given},
        FINDINGS=sink("findings"),
        REVIEWED=sink("opinions"),
        EXTENTS=sink("extents"),
        COMPARED=sink("compared"),
    )


def locate() -> dict[str, Any]:
    """Where each applied site may stand, by the same layers."""
    given = ("resources", "counties", "townships", "zones", "routes", "powerlines", "buildings")
    return run(
        "fengsui:findlocations",
        SITES=table(COUNTY, "applications"),
        PLAN=table(SAMPLE_TABLES, "plan"),
        EXISTING=table(SAMPLE_TABLES, "sites"),
        **{name.upper(): table(SAMPLE_TABLES, name) for name in given},
        AREAS=sink("areas"),
        POINTS=sink("locations"),
        EXCLUDED=sink("excluded"),
        REQUESTS=sink("requests"),
    )


def progress() -> None:
    """How far the plan is, from the same layers."""
    given = {name.upper(): table(COUNTY, name) for name in ("plan", "sites", "applications", "tasks", "counties")}
    run("fengsui:planprogress", **given, OUTPUT=sink("progress"))


def read(name: str) -> pd.DataFrame:
    layer = QgsVectorLayer(table(COUNTY, name), name, "ogr")
    return read_frame(QgsProcessingFeatureSource(layer, QgsProcessingContext()), name)


def run_record(name: str) -> dict[str, Any]:
    """What the algorithm wrote about its run beside the layer, one line per fact."""
    layers = ogr.Open(str(COUNTY))
    facts = json.loads(layers.GetLayerByName(name).GetMetadataItem("FENGSUI_RUN") or "{}")
    record = {}
    for fact, value in facts.items():
        inner = value if isinstance(value, dict) else {"": value}
        record.update({f"{fact} {part}".strip(): _line(entry) for part, entry in inner.items()})
    return record


def _line(value: Any) -> str:
    if isinstance(value, (list, dict)):
        return ", ".join(_line(part) for part in (value.values() if isinstance(value, dict) else value))
    return "" if value is None else str(value)


def summary(opinions: pd.DataFrame, findings: pd.DataFrame) -> None:
    words = read_resource("reports", "opinions.yaml")["words"]
    language = "zh" if CHINESE else "en"
    say(f"\n意见（{len(opinions)} 件申请）", f"\nOpinions on {len(opinions)} applications")
    count_lines(opinions["opinion"], words["opinion"], language)
    say(f"\n核查结果（{len(findings)} 条）", f"\n{len(findings)} findings")
    count_lines(findings["severity"], words["severity"], language)
    worst = findings[findings["severity"] == "block"].drop_duplicates("feature").head(5)
    if len(worst):
        say("\n阻断的申请（前 5 件）", "\nBlocked applications (first 5)")
        for finding in worst.itertuples():
            print(f"  {finding.rule}  {finding.feature}  {finding.label}  {finding.message}")
    unchecked = findings[findings["severity"] == "not_checked"]
    if len(unchecked):
        say("\n未核查（缺数据，不算通过）", "\nNot checked (data missing: no pass)")
        for rule, rows in unchecked.groupby("rule"):
            for message in rows["message"].unique()[:3]:
                print(f"  {rule}  {message}")


def progress_lines(progress: pd.DataFrame) -> None:
    say("\n规划进度", "\nPlan progress")
    for row in progress[(progress["level"] == "county") & progress["rate"].notna()].itertuples():
        say(
            f"  {row.area} {row.year}：任务 {row.task:g}，规划 {row.planned}，申请 {row.applied}，批准 {row.approved}，"
            f"建成 {row.built}，完成率 {row.rate}%",
            f"  {row.area} {row.year}: task {row.task:g}, planned {row.planned}, applied {row.applied}, "
            f"approved {row.approved}, built {row.built}, rate {row.rate} %",
        )


def count_lines(column: pd.Series, words: dict[str, dict[str, str]], language: str) -> None:
    counts = column.value_counts()
    for code, word in words.items():
        if code in counts:
            print(f"  {counts[code]:>4}  {word[language]}")


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    WORK.mkdir(parents=True)
    shutil.copy(SAMPLE_TABLES, COUNTY)
    say("示例县：站址申请核查（数据部分为虚构）", "Sample county: applications checked (data partly made up)")
    say("\n导入", "\nImport")
    imported = import_applications()
    merged = WORK / "merged.gpkg"
    run("native:mergevectorlayers", LAYERS=imported, CRS="EPSG:4490", OUTPUT=merged)
    run("native:deletecolumn", INPUT=merged, COLUMN="path", OUTPUT=sink("applications"))
    run("fengsui:importtable", FILE=SAMPLE_TABLES, SHEET="plan", KIND="plan", OUTPUT=sink("plan"))
    check()
    located = locate()
    progress()
    shutil.rmtree(WORK)
    opinions, findings = read("opinions"), read("findings")
    write_opinions(OUT / "opinions.xlsx", opinions, findings, run_record("findings"), "zh" if CHINESE else "en")
    summary(opinions, findings)
    say(
        f"\n选址范围：有可用位置 {located['SITES_PASSING']} 站（整圆可用 {located['SITES_WHOLE']}），"
        f"没有 {located['SITES_NONE']} 站，无法画圆 {located['SITES_UNPLACED']} 站",
        f"\nWhere they may stand: {located['SITES_PASSING']} have a place ({located['SITES_WHOLE']} the whole circle), "
        f"{located['SITES_NONE']} have none, {located['SITES_UNPLACED']} have no circle",
    )
    progress_lines(read("progress"))


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main()
    application.exitQgis()
