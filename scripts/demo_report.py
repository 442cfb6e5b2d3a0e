"""demo_report.py: what goes out of the office, from build/demo/county.gpkg: report, application sheets, filled forms."""

from __future__ import annotations

import shutil

from demo import CHINESE, COUNTY, OUT, run, say, table
from qgis.core import QgsApplication

from fengsui.processing.workspaces import keep

DAY, OWN = "2026-11-21", "东兴市"
FOLDER = OUT / "workspace"
REPORTS = OUT / "reports"
FORMS = ("opinions.xlsx", "opinions.docx", "ledger.xlsx", "gaps.xlsx", "progress.xlsx")
DRAWN = ("plan", "sites", "resources", "zones", "routes", "powerlines", "buildings", "townships", "counties")
KEPT = [  # run by run: table of the workspace -> layer of the demo
    {"findings": "findings", "reviewed": "opinions", "extents": "extents", "compared": "compared"},
    {"progress": "progress"},
    *({f"{kind}_{name}": f"{name}_{kind}" for kind in ("assessed", "gaps", "summary")} for name in ("places", "roads", "sea")),
    {"targets": "targets", "shortfalls": "shortfalls"},
]  # fmt: skip


def filled_workspace() -> str:
    """The sample's workspace with the results of the demo in it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    place = run("fengsui:loadsample", FOLDER=FOLDER)["WORKSPACE"]
    for layers in KEPT:
        keep(place, {kept: table(COUNTY, layer) for kept, layer in layers.items()})
    return place


def main() -> None:
    shutil.rmtree(REPORTS, ignore_errors=True)
    place = filled_workspace()
    language = "zh" if CHINESE else "en"
    common = {"WORKSPACE": place, "COUNTY": OWN, "DATE": DAY, "LANGUAGE": language}
    files = {name: REPORTS / f"report.{name.lower()}" for name in ("HTML", "XLSX", "PDF")}
    run("fengsui:countyreport", **common, **files)
    run("fengsui:countyreport", **common, PUBLIC=True, HTML=REPORTS / "report_public.html")
    for form in FORMS:
        run("fengsui:fillform", TEMPLATE=form, **common, OUTPUT=REPORTS / form)
    layers = {name.upper(): table(FOLDER / "fengsui_sample.gpkg", name) for name in ("reviewed", "findings", *DRAWN)}
    printed = run("fengsui:applicationsheets", **layers, LANGUAGE=language, PDF=REPORTS / "sheets.pdf")
    say(
        f"\n报告、核查单 {printed['SHEETS']} 张、表格 {len(FORMS)} 份：{REPORTS.relative_to(OUT.parent.parent)}",
        f"\nReport, {printed['SHEETS']} sheets and {len(FORMS)} forms: {REPORTS.relative_to(OUT.parent.parent)}",
    )


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main()
    application.exitQgis()
