"""Run by `qgis --code`: shows the layers of the file COUNTY; with PICTURE set, grabs the window there and quits."""

import os
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QTreeView
from qgis.utils import iface

PICTURE = os.environ.get("PICTURE", "")
UNFOLDED = {"findings", "opinions", "zones"}
HIDDEN = {"opinions", "sites", "resources", "buildings", "powerlines", "places"}  # a click away: the map stays readable


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
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()
    QgsProject.instance().setDirty(False)


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
