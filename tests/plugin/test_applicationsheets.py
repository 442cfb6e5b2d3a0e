"""applicationsheets: a page per application printed by processes of their own, stopped and taken up again, joined in order."""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import suppress
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageSize, QPainter, QPdfWriter

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "report"))


@pytest.fixture(scope="module")
def place(qgis_app, tmp_path_factory):
    from small_county import made

    return made(tmp_path_factory.mktemp("county") / "东兴.gpkg").place


def run(place, feedback=None, **settings):
    import processing

    layers = {name: f"{place}|layername={name.lower()}" for name in ("REVIEWED", "FINDINGS", "COUNTIES")}
    context = QgsProcessingContext()
    return processing.run("fengsui:applicationsheets", {**layers, **settings}, context=context, feedback=feedback)


def boxes(path):
    """Width and height of the pages, in order, in points."""
    data = Path(path).read_bytes()
    kids = re.search(rb"/Type /Pages /Kids \[(.*?)\]", data, re.DOTALL)[1]
    found = []
    for kid in re.findall(rb"(\d+) 0 R", kids):
        page = re.search(rb"\n%s 0 obj\n(.*?)endobj" % kid, data, re.DOTALL)[1]
        found.append(tuple(round(float(n)) for n in re.search(rb"/MediaBox \[\S+ \S+ (\S+) (\S+)\]", page).groups()))
    return found


def test_a_page_per_application_a_stopped_run_goes_on(place, tmp_path, monkeypatch):
    monkeypatch.setattr("fengsui.processing.sheet_job.PART", 1)
    target = tmp_path / "核查单.pdf"
    parts = tmp_path / ".核查单.pdf.parts"

    class Stop(QgsProcessingFeedback):
        def isCanceled(self):
            return any(parts.glob("part_*.pdf"))

    assert run(place, Stop(), PDF=str(target), LANGUAGE="zh") == {}
    assert not target.exists()
    kept = {path: path.stat().st_mtime_ns for path in parts.glob("part_*.pdf")}
    assert kept
    target.write_text("former")  # is replaced only when all is there

    import fengsui.processing.sheet_job as sheet_job

    taken_up = []
    joined = sheet_job.join_pdfs
    monkeypatch.setattr(sheet_job, "join_pdfs", lambda found, *rest: (taken_up.extend(found), joined(found, *rest))[1])
    now = {}
    monkeypatch.setattr(
        sheet_job.shutil,
        "rmtree",
        lambda folder, **_: now.update({p: p.stat().st_mtime_ns for p in Path(folder).glob("part_*.pdf")}),
    )
    result = run(place, PDF=str(target), LANGUAGE="zh")
    assert result["SHEETS"] == 3
    assert boxes(target) == [(595, 842)] * 3
    assert {path: now[path] for path in kept} == kept  # not printed twice
    fonts = re.findall(rb"/Type /FontDescriptor.*?>>", target.read_bytes(), re.DOTALL)
    assert fonts
    assert all(b"/FontFile" in font for font in fonts)


def memory_mb() -> float:
    """What the greatest printer of this process holds."""
    held = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            told = dict(line.split(":", 1) for line in status.read_text().splitlines())
            if int(told["PPid"]) == os.getpid() and "VmRSS" in told:
                held.append(int(told["VmRSS"].split()[0]) / 1024)
    return max(held)


@pytest.mark.slow
def test_a_thousand_sheets_take_no_more_memory_than_a_hundred(qgis_app, tmp_path):
    """Prints how long they took and what the printers held."""
    import processing
    from fengsui.processing.workspace_inputs import parameters, uri

    place = processing.run("fengsui:loadsample", {"FOLDER": str(tmp_path)})["WORKSPACE"]
    processing.run("fengsui:checkapplications", parameters("checkapplications", place))
    names = ("plan", "sites", "resources", "routes", "counties", "townships")
    given = {**{name.upper(): uri(place, name) for name in names}, "ZONES": [uri(place, "zones")]}
    reviewed, findings = (gpd.read_file(place, layer=name) for name in ("reviewed", "findings"))
    again = 1000 // len(reviewed) + 1
    several = [reviewed.assign(application_id=reviewed["application_id"] + f"-{n}") for n in range(again)]
    pd.concat(several).iloc[:1000].to_file(tmp_path / "thousand.gpkg", layer="reviewed")
    told = [findings.assign(feature=findings["feature"] + f"-{n}") for n in range(again)]
    pd.concat(told).to_file(tmp_path / "thousand.gpkg", layer="findings")
    given |= {"REVIEWED": f"{tmp_path / 'thousand.gpkg'}|layername=reviewed"}
    given |= {"FINDINGS": f"{tmp_path / 'thousand.gpkg'}|layername=findings", "PDF": str(tmp_path / "sheets.pdf")}
    held: list[tuple[float, float]] = []

    class Feedback(QgsProcessingFeedback):
        def isCanceled(self):
            held.append((time.monotonic(), memory_mb()))
            return False

    began = time.monotonic()
    assert processing.run("fengsui:applicationsheets", given, feedback=Feedback())["SHEETS"] == 1000
    took_s = time.monotonic() - began
    first = max(mb for at, mb in held if at - began < took_s / 4)
    last = max(mb for at, mb in held if at - began > took_s / 2)
    import resource

    own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{took_s:.0f} s; printers held at most {first:.0f} MB early, {last:.0f} MB late; this process {own_mb:.0f} MB"
    )
    assert len(boxes(tmp_path / "sheets.pdf")) == 1000
    assert last < first * 1.1


def test_a_layer_without_opinions_is_refused(place, tmp_path):
    with pytest.raises(QgsProcessingException, match="lacks application_id, opinion"):
        run(place, REVIEWED=f"{place}|layername=counties", PDF=str(tmp_path / "s.pdf"))


def test_files_are_joined_in_order(qgis_app, tmp_path):
    from fengsui.core.report.pdf_join import join_pdfs

    sizes = [[(100, 50)], [(200, 60), (210, 61), (220, 62)], [(300, 70), (310, 71)]]
    parts = []
    for number, pages in enumerate(sizes):
        parts.append(tmp_path / f"{number}.pdf")
        writer = QPdfWriter(str(parts[-1]))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        painter = None
        for width, height in pages:
            writer.setPageSize(QPageSize(QSizeF(width, height), QPageSize.Unit.Point))
            if painter is None:
                painter = QPainter(writer)
            else:
                writer.newPage()
            painter.drawText(100, 100, "字 stream endobj 1 0 R")
        painter.end()
    assert join_pdfs(parts, tmp_path / "all.pdf", "合") == 6
    assert boxes(tmp_path / "all.pdf") == [size for pages in sizes for size in pages]


def test_a_damaged_part_is_told(tmp_path):
    from fengsui.core.errors import CoreError
    from fengsui.core.report.pdf_join import join_pdfs

    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(CoreError, match="no PDF that can be joined"):
        join_pdfs([tmp_path / "x.pdf"], tmp_path / "all.pdf")


@pytest.mark.parametrize("content", [None, "", "<Layout", "<qgis/>", "\udcff"])
def test_what_is_no_layout_is_told(place, tmp_path, content):
    if content is not None:
        (tmp_path / "own.qpt").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(QgsProcessingException, match=r"own\.qpt' is (no layout template|damaged)"):
        run(place, LAYOUT=str(tmp_path / "own.qpt"), PDF=str(tmp_path / "s.pdf"))


def test_words_of_a_layout_are_replaced_and_unknown_ones_stay(tmp_path):
    from fengsui.processing.sheet_job import filled

    (tmp_path / "own.qpt").write_text('<Layout a="{{title}} {{ title }} {{nobody}}"/>', "utf-8")
    assert filled(tmp_path / "own.qpt", {"title": '"A&B"'}) == (
        '<Layout a="&quot;A&amp;B&quot; &quot;A&amp;B&quot; {{nobody}}"/>'
    )


def test_the_circle_of_the_public_sheet_is_as_coarse_as_the_planned_site(place, tmp_path, monkeypatch):
    import geopandas as gpd
    from shapely.geometry import Point

    from fengsui.core.errors import CoreError
    from fengsui.processing import applicationsheets

    def stop(_target, _template, frames, _facts):
        seen.update(frames)
        raise CoreError("seen")

    monkeypatch.setattr(applicationsheets, "prepared", stop)
    plan = tmp_path / "plan.gpkg"
    rows = {"plan_id": ["P1"], "allowed_deviation_m": [200.0]}
    gpd.GeoDataFrame(rows, geometry=[Point(108.100412, 21.600398)], crs="EPSG:4490").to_file(plan, driver="GPKG")
    for public, middle in ((False, (108.100412, 21.600398)), (True, (108.100, 21.600))):
        seen: dict = {}
        with pytest.raises(QgsProcessingException, match="seen"):
            run(place, PLAN=str(plan), PUBLIC=public, PDF=str(tmp_path / "s.pdf"))
        circle = seen["circle"].geometry.iloc[0].centroid
        assert (circle.x, circle.y) == pytest.approx(middle, abs=2e-6)


def test_a_long_label_of_the_legend_stands_in_two_lines(qgis_app):
    from qgis.core import (
        QgsCategorizedSymbolRenderer,
        QgsLayerTreeLayer,
        QgsRendererCategory,
        QgsSymbol,
        QgsVectorLayer,
    )

    from fengsui.processing.sheet_printer import LEGEND, _wrap_labels

    layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=kind:string", "zones", "memory")
    labels = ["Farmland", "Drinking-water source protection zone"]
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    layer.setRenderer(
        QgsCategorizedSymbolRenderer("kind", [QgsRendererCategory(label, symbol.clone(), label) for label in labels])
    )
    node = QgsLayerTreeLayer(layer)
    _wrap_labels(node, layer)
    told = [node.customProperty(f"legend/label-{n}") for n in range(2)]
    assert told[0] is None
    assert told[1].replace("\n", " ") == labels[1]
    assert max(map(len, told[1].split("\n"))) <= LEGEND
