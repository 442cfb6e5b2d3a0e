"""Fengsui 烽燧: site plans, open resources and coverage targets of border and coastal counties."""

from __future__ import annotations


def classFactory(iface):  # noqa: N802, ANN001, ANN201 - the name and the signature that QGIS calls
    from .plugin import FengsuiPlugin

    return FengsuiPlugin(iface)
