"""Run by `qgis --code`: shows the layers of the file COUNTY; with PICTURE set, grabs the window there and quits."""

import os
from pathlib import Path

from qgis.core import QgsAnnotationPointTextItem, QgsPointXY, QgsProject, QgsTextFormat
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QTreeView
from qgis.utils import iface

PICTURE = os.environ.get("PICTURE", "")
UNFOLDED = {"findings", "opinions", "zones"}
NOTICE = (
    "示例数据，部分为虚构；示意图，不作划界依据 / sample data, partly made up; illustrative, no boundary claim",
    "海岸线 coastline GSHHG，边境线 border WDB II (LGPL)；地名 names GeoNames (CC BY 4.0)",
)
# a click away: the map stays readable
HIDDEN = {"opinions", "sites", "resources", "buildings", "powerlines", "places"}
HIDDEN |= {"areas", "locations", "excluded", "requests", "compared"}


def show():
    from map_layers import open_layers

    project = QgsProject.instance()
    layers = open_layers(Path(os.environ["COUNTY"]))
    project.addMapLayers(list(layers.values()), False)
    for layer in layers.values():
        project.layerTreeRoot().addLayer(layer)
    project.setCrs(layers["counties"].crs())
    project.setTitle("示例数据，部分为虚构 / sample data, partly made up")
    show_toolbox()
    # later: the window zooms to the first layers and unfolds them by itself
    QTimer.singleShot(500, lambda: arrange(layers))


def arrange(layers):
    root = QgsProject.instance().layerTreeRoot()
    iface.layerTreeView().collapseAllNodes()
    for name, layer in layers.items():
        node = root.findLayer(layer)
        node.setExpanded(name in UNFOLDED)
        node.setItemVisibilityChecked(name not in HIDDEN)
    extent = layers["counties"].extent()
    extent.scale(1.05)
    write_notice(extent)
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()
    QgsProject.instance().setDirty(False)


def write_notice(extent):
    """What the data are, on the map itself, below the county."""
    project = QgsProject.instance()
    notes = project.mainAnnotationLayer()
    notes.setCrs(project.crs())
    style = QgsTextFormat()
    style.setSize(9)
    style.buffer().setEnabled(True)
    for line, text in enumerate(NOTICE):
        place = QgsPointXY(extent.center().x(), extent.yMinimum() - extent.height() * (0.1 + 0.05 * line))
        item = QgsAnnotationPointTextItem(text, place)
        item.setFormat(style)
        item.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        notes.addItem(item)


def show_toolbox():
    """The toolbox on the plugin's algorithms, in place of the file browser."""
    window = iface.mainWindow()
    for name in ("Browser", "Browser2"):
        dock = window.findChild(QDockWidget, name)
        if dock:
            dock.hide()
    toolbox = window.findChild(QDockWidget, "ProcessingToolbox")
    toolbox.show()
    tree = toolbox.findChild(QTreeView)
    for row in range(tree.model().rowCount()):
        index = tree.model().index(row, 0)
        if "Fengsui" in str(index.data()):
            tree.expandRecursively(index)
            tree.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)


def grab():
    window = iface.mainWindow()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            print("a dialog was in the way:", widget.windowTitle(), flush=True)
            widget.reject()
    iface.mapCanvas().waitWhileRendering()
    QApplication.processEvents()
    window.grab().save(PICTURE, "PNG")


def close():
    # a changed project would ask before it goes
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def picture():
    try:
        grab()
    finally:
        close()


def start():
    try:
        if PICTURE:
            iface.mainWindow().showNormal()
            iface.mainWindow().resize(1600, 1000)
        show()
    finally:
        if PICTURE:
            QTimer.singleShot(3000, picture)


QTimer.singleShot(500, start)
