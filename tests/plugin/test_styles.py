"""Every shipped style loads on this QGIS and is said in the user's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsRasterLayer, QgsSettings, QgsVectorLayer

ROOT = Path(__file__).parents[2] / "resources"
STYLES = sorted(path for path in (ROOT / "styles").glob("*.qml") if path.stem != "rsrp")  # that one is a raster's
GEOMETRY = {"marker": "Point", "line": "LineString", "fill": "Polygon"}


@pytest.fixture
def chinese(qgis_app):
    from fengsui.processing.translation import install_translator, remove_translator

    QgsSettings().setValue("locale/userLocale", "zh-Hans")
    translator = install_translator()
    yield
    remove_translator(translator)
    QgsSettings().setValue("locale/userLocale", "en_US")


def styled(name: str) -> QgsVectorLayer:
    from fengsui.processing.styles import apply_style

    text = next(path for path in STYLES if path.stem == name).read_text("utf-8")
    geometry = GEOMETRY[re.search(r'<symbol [^>]*type="(\w+)"', text)[1]]
    columns = "".join(f"&field={c}:string" for c in ("severity", "opinion", "kind", "build_type", "status", "message"))
    layer = QgsVectorLayer(f"{geometry}?crs=EPSG:4490{columns}", name, "memory")
    apply_style(layer, name)
    return layer


def legend(layer: QgsVectorLayer) -> list[str]:
    return [item.label() for item in layer.renderer().legendSymbolItems() if item.label()]


@pytest.mark.parametrize("path", STYLES, ids=[path.stem for path in STYLES])
def test_a_style_loads_in_english(qgis_app, path):
    layer = styled(path.stem)
    assert layer.renderer() is not None
    assert all(label.isascii() for label in legend(layer))


@pytest.mark.parametrize("path", STYLES, ids=[path.stem for path in STYLES])
def test_every_label_has_its_chinese(chinese, path):
    assert [label for label in legend(styled(path.stem)) if label.isascii()] == []


def test_the_signals_classes_are_those_of_drive_tests(qgis_app):
    layer = QgsRasterLayer(str(ROOT / "sample" / "dem.tif"), "rsrp")
    assert layer.loadNamedStyle(str(ROOT / "styles" / "rsrp.qml"))[1]
    items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
    assert [item.value for item in items][:-1] == [-115, -105, -95, -85]
    assert all("dBm" in item.label for item in items)


def test_findings_show_words_and_keep_codes(chinese):
    layer = styled("findings")
    assert layer.attributeDisplayName(layer.fields().indexOf("severity")) == "严重程度"
    setup = layer.editorWidgetSetup(layer.fields().indexOf("severity"))
    assert setup.config()["map"][0] == {"阻断": "block"}


def test_the_worst_finding_is_drawn_last(qgis_app):
    layer = styled("findings")
    assert layer.renderer().orderByEnabled()
    assert [c.value() for c in layer.renderer().categories()] == ["block", "error", "warning", "info", "not_checked"]


def test_a_kind_without_a_style_of_its_own_still_gets_titles(qgis_app):
    layer = QgsVectorLayer("NoGeometry?field=built_reported:integer", "tasks", "memory")
    from fengsui.processing.styles import apply_style

    apply_style(layer, "tasks")
    assert layer.attributeDisplayName(0) != "built_reported"
