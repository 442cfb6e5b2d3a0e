"""demo_map.py COUNTY.gpkg MAP.png: the findings of a batch by severity, drawn with QGIS's print layout."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from map_layers import open_layers
from map_page import (
    FOOT,
    HEAD,
    MARGIN,
    PAGE,
    add_legend,
    add_map,
    add_scale_bar,
    add_text,
    in_language_of_user,
    new_page,
    paper,
    save,
    say,
    true_to_length,
)
from qgis.core import QgsCoordinateTransform, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

SIDE = 62  # of the legend, mm
# what a map of findings needs; the rest would hide it
DRAWN = ["findings", "plan", "routes", "zones", "townships", "coast", "border", "counties"]
TITLE = ("示例县：基站站址申请核查结果", "Sample county: site applications checked")
LEGEND = ("图例", "Legend")


def main(source: Path, target: Path) -> None:
    layers = {name: layer for name, layer in open_layers(source).items() if name in DRAWN}
    project = QgsProject.instance()
    project.addMapLayers(list(layers.values()))
    extent = layers["counties"].extent()
    extent.scale(1.05)
    centre = extent.center()
    crs = true_to_length(centre.x(), centre.y())
    project.setCrs(crs)
    transform = QgsCoordinateTransform(layers["counties"].crs(), crs, project)
    layout = new_page(say(TITLE))
    frame = (MARGIN, HEAD, PAGE[0] - 3 * MARGIN - SIDE, PAGE[1] - HEAD - FOOT)
    shown = [*layers.values(), paper(layers["counties"])]
    drawn = add_map(layout, shown, crs, transform.transformBoundingBox(extent), frame)
    counted = add_text(layout, counts(layers["findings"]), (PAGE[0] - MARGIN - 115, 6, 115, 9), 11)
    counted.setHAlign(Qt.AlignmentFlag.AlignRight)
    add_legend(layout, drawn, say(LEGEND), (PAGE[0] - MARGIN - SIDE, HEAD, SIDE, 100))
    add_scale_bar(layout, drawn)
    save(layout, target)


def counts(findings: QgsVectorLayer) -> str:
    """How many findings of each severity, in the words of the legend."""
    severity = findings.fields().indexOf("severity")
    found = Counter(feature[severity] for feature in findings.getFeatures())
    words = [(category.label(), found[category.value()]) for category in findings.renderer().categories()]
    return " · ".join(f"{word} {count}" for word, count in words if count)


if __name__ == "__main__":
    in_language_of_user(lambda: main(Path(sys.argv[1]), Path(sys.argv[2])))
