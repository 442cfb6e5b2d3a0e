"""What estimatecoverage says of transmitters that do not tell all, in its layer and its log."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProcessingFeedback, QgsVectorLayer


class Log(QgsProcessingFeedback):
    def __init__(self):
        super().__init__()
        self.lines: list[str] = []

    def pushWarning(self, text):
        self.lines.append(text)


@pytest.fixture
def sites(qgis_app):
    fields = ("site_id", "technologies", "operators", "bands", "scene", "status")
    layer = QgsVectorLayer("Point?crs=EPSG:4490&" + "&".join(f"field={f}:string" for f in fields), "sites", "memory")
    for lon, values in (
        (108.0, ("A", "5G", "中国移动", "700", "rural", "on_air")),
        (108.2, ("B", None, "中国移动", "700", "rural", "on_air")),
    ):
        row = QgsFeature(layer.fields())
        row.setAttributes(list(values))
        row.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(lon, 21.5)))
        layer.dataProvider().addFeature(row)
    return layer


def test_the_layer_says_what_is_missing_and_the_log_counts_it(sites):
    import processing

    log = Log()
    settings = {"SITES": sites, "SURFACE": "sea", "TECHNOLOGY": "5G", "COVERAGE": "TEMPORARY_OUTPUT"}
    found = processing.run("fengsui:estimatecoverage", settings, feedback=log)["COVERAGE"]
    rows = {row["state"]: row for row in found.getFeatures()}
    assert rows["covered_model"]["lacks"] == "antenna height"
    assert rows["unknown"]["lacks"] == "technology, antenna height"
    assert rows["unknown"]["flags"] == "random-access format beyond 14.5 km"
    assert any(line.startswith("2 transmitters with no random-access format: beyond 14.5 km") for line in log.lines)
