"""Fengsui 烽燧: site plans, open resources and coverage targets of border and coastal counties."""

from __future__ import annotations


def classFactory(iface):
    from .vendored import attach

    attach()  # before anything asks for a library
    from .plugin import FengsuiPlugin

    return FengsuiPlugin(iface)
