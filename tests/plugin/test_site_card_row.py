"""The site card beside the window: a row for any layer of applications, what is watched."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QMainWindow
from sample_layers import layer_of

PLACE = (108.10321, 21.58214)


@pytest.fixture(scope="module")
def card(qgis_app, sample):
    from fengsui.processing.site_reading import SiteReading

    tables = ("plan", "townships", "counties")
    return SiteReading({name: [QgsVectorLayer(layer_of(sample, name), name, "ogr")] for name in tables}).card(*PLACE)


@pytest.fixture
def watched(qgis_app, sample, tmp_path):
    from fengsui.ui.watched_layers import WatchedLayers

    found = WatchedLayers()
    shutil.copy(sample / "sample.gpkg", tmp_path)  # an edit session alone changes the file
    for name in ("plan", "counties"):
        QgsProject.instance().addMapLayer(QgsVectorLayer(layer_of(tmp_path, name), name, "ogr"))
    found.start()
    yield found
    found.stop()
    QgsProject.instance().clear()


def memory(fields, crs="EPSG:4490", kind="Point"):
    text = "&".join(f"field={field}" for field in fields)
    return QgsVectorLayer(f"{kind}?crs={crs}&{text}", "申请", "memory")


def test_a_layer_with_chinese_headers_in_metres_gets_chinese_words(card):
    from fengsui.ui.site_card_row import add_application

    layer = memory(
        ["申请编号:string", "站点名称:string", "建设类型:string", "规划年份:integer", "经度:string"],
        "EPSG:4524",
        "MultiPoint",
    )
    add_application(layer, card, 6)
    row = next(layer.getFeatures())
    assert not row["申请编号"]
    assert [str(row[name]) for name in ("建设类型", "规划年份", "经度")] == [
        "微站",
        row_year(card),
        "108.103210",
    ]
    back = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:4490"), QgsProject.instance())
    place = back.transform(row.geometry().asMultiPoint()[0])
    assert (place.x(), place.y()) == pytest.approx(PLACE, abs=1e-7)
    layer.undoStack().undo()
    assert layer.featureCount() == 0
    assert layer.isEditable()
    layer.rollBack()


def row_year(card):
    return str(card.application["year"])


def test_a_layer_that_cannot_be_written_takes_no_row(sample, card):
    from fengsui.core.errors import CoreError
    from fengsui.ui.site_card_row import add_application, can_take

    layer = memory(["site_name:string"])
    layer.setReadOnly(True)
    assert not can_take(layer)
    assert not can_take(None)
    with pytest.raises(CoreError, match="cannot be edited"):
        add_application(layer, card, 6)


def test_what_is_in_a_layer_changes_and_the_next_place_reads_it_again(watched):
    told = []
    watched.outdated.connect(lambda: told.append(1))
    before = watched.reading()
    assert watched.reading() is before
    plan = watched.tables["plan"][0]
    plan.setSubsetString("\"规划编号\" < 'DX5G0005'")
    assert told
    after = watched.reading()
    assert after is not before
    assert (before.card(*PLACE).plan["plan_id"], after.card(*PLACE).plan["plan_id"]) == ("DX5G0012", "DX5G0001")


def test_a_layer_may_go_while_it_is_read(watched):
    reading = watched.reading()
    QgsProject.instance().clear()
    assert watched.tables == {}
    assert reading.card(*PLACE).plan["plan_id"] == "DX5G0012"


def test_choices_are_kept_in_the_project(watched):
    watched.choose({"plan": "-"}, "grassland", "national")
    assert "plan" not in watched.tables
    assert (watched.choice("plan"), watched.complete(), watched.profile()) == ("-", "grassland", "national")
    watched.choose({"plan": ""}, "", "")
    assert "plan" in watched.tables


def test_nothing_is_watched_any_more_after_the_stop(watched):
    watched.stop()
    assert (watched.tables, watched._links, watched._layer_links) == ({}, [], [])


def test_a_place_is_asked_about_while_a_row_is_not_saved(card, sample, tmp_path):
    """A GeoPackage gives the row its number when it is saved: the cell holds a word till then."""
    from fengsui.processing.site_reading import SiteReading
    from fengsui.ui.site_card_row import add_application

    copy = tmp_path / "县.gpkg"
    shutil.copy(layer_of(sample, "plan").split("|")[0], copy)
    layer = QgsVectorLayer(f"{copy}|layername=plan", "申请", "ogr")
    count = layer.featureCount()
    add_application(layer, card, 6)
    plan = QgsVectorLayer(layer_of(sample, "plan"), "plan", "ogr")
    reading = SiteReading({"plan": [plan], "applications": [layer]})
    again = reading.card(*PLACE)
    assert len(reading._applications) == count + 1
    assert again.lon == pytest.approx(PLACE[0])
    assert layer.rollBack()


def test_a_place_beyond_china_is_refused_in_a_sentence(qgis_app):
    """A click on a map of the world: so far away no distance can be told."""
    from fengsui.ui.current_workspace import CurrentWorkspace
    from fengsui.ui.site_card import SiteCardDock

    current, window, canvas = CurrentWorkspace(), QMainWindow(), QgsMapCanvas()
    dock = SiteCardDock(SimpleNamespace(mainWindow=lambda: window, mapCanvas=lambda: canvas), current)
    dock.start(False)
    for lon, lat in ((-100.0, 40.0), (108.1, 95.0)):
        dock.form.say("")
        dock.ask(lon, lat)
        assert "outside China" in dock.form.message.text()
        assert dock.spot is None
    dock.ask(108.1, 21.6)
    assert dock.spot == (108.1, 21.6)
    dock.stop()
    current.stop()
    window.deleteLater()
