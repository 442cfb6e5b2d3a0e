"""A county in PostGIS goes the whole way as one in a file does: checked, judged, reported, filled in, printed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import openpyxl
import pytest

pytestmark = pytest.mark.slow
sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "workspace"))


@pytest.fixture(scope="module")
def places(qgis_app, tmp_path_factory):
    """The sample, checked and judged: in a file, and in a schema."""
    from postgres_server import Server, programs

    import processing
    from fengsui.core.workspace.workspace import create_workspace, store_all
    from fengsui.processing.loadsample import ABOUT, sample_frames
    from fengsui.processing.workspace_inputs import parameters, results, uri

    if programs() is None:
        pytest.skip("needs PostgreSQL and PostGIS: bash scripts/setup.sh servers")
    with Server() as server:
        file = str(tmp_path_factory.mktemp("county") / "东兴.gpkg")
        made = [create_workspace(place, "东兴市", sample=True) for place in (file, server.new_schema())]
        for workspace in made:
            frames = sample_frames(lambda done: None)
            store_all(workspace, frames, {"algorithm": "fengsui:loadsample", "data": ABOUT})
            place = workspace.place
            for name in ("checkapplications", "checkplan", "checkregister"):
                processing.run(f"fengsui:{name}", parameters(name, place))
            demand = {"DEMAND": uri(place, "places"), "TECHNOLOGY": "5G"}
            processing.run("fengsui:findgaps", parameters("findgaps", place, **demand))
            found = {name.upper(): [uri(place, one) for one in results(place, name)] for name in ("assessed", "gaps")}
            processing.run("fengsui:checktargets", parameters("checktargets", place, **found))
        yield [workspace.place for workspace in made]


def cells(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_report_is_the_same(places, tmp_path):
    import processing

    books = []
    for number, place in enumerate(places):
        page, book = tmp_path / f"{number}.html", tmp_path / f"{number}.xlsx"
        given = {"HTML": str(page), "XLSX": str(book), "LANGUAGE": "zh", "DATE": "2026-11-28"}
        processing.run("fengsui:countyreport", {"WORKSPACE": place, **given})
        books.append(cells(book))
        assert "东兴市" in page.read_text("utf-8")
        assert not re.search(r"host=|postgres", page.read_text("utf-8"))  # no address in what goes out
    assert books[0].keys() == books[1].keys()
    differing = [name for name in books[0] if _without_runs(books[0][name]) != _without_runs(books[1][name])]
    assert differing == []


def _without_runs(rows):
    """Without times and places of runs, which differ."""
    return [row for row in rows if not any(re.search(r"\d\d:\d\d|gpkg|host=", str(cell)) for cell in row)]


@pytest.mark.parametrize("form", ["opinions", "ledger", "gaps", "progress"])
def test_forms_are_the_same(places, tmp_path, form):
    import processing

    filled = []
    for number, place in enumerate(places):
        path = tmp_path / f"{number}.xlsx"
        given = {"TEMPLATE": form, "OUTPUT": str(path), "LANGUAGE": "zh", "DATE": "2026-11-28"}
        processing.run("fengsui:fillform", {"WORKSPACE": place, **given})
        filled.append({name: _without_runs(rows) for name, rows in cells(path).items()})
    assert filled[0] == filled[1]


def test_sheets_are_as_many(places, tmp_path):
    import processing
    from fengsui.processing.workspace_inputs import parameters

    counts = [
        processing.run(
            "fengsui:applicationsheets", parameters("applicationsheets", place, PDF=str(tmp_path / f"{n}.pdf"))
        )["SHEETS"]
        for n, place in enumerate(places)
    ]
    assert counts[0] == counts[1] > 50
