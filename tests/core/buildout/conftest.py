"""The sample county's tables as a workspace holds them, whole and a corner of it."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def county(sample):
    from fengsui.core.schema import standard_table, table_kinds
    from fengsui.core.workspace.geopackage import GeoPackage

    layers = {
        "counties": "counties", "sites": "sites", "cells": "cells", "places": "places", "routes": "routes",
        "zones_sea": "sea_zones", "measurements": "measurements", "claimed": "claimed",
    }  # fmt: skip
    tables = {}
    with GeoPackage(str(sample / "sample.gpkg")).reading() as session:
        for table, layer in layers.items():
            frame, kind = session.read(layer), table.split("_")[0]
            tables[table] = standard_table(frame, kind, layer) if kind in table_kinds() else frame
    return tables


@pytest.fixture(scope="session")
def corner(county):
    """What lies around a road and some villages without 5G: enough to ask about, and soon judged."""
    cut = {name: county[name].cx[108.08:108.2, 21.59:21.66] for name in ("places", "routes", "measurements")}
    cut = {name: table.reset_index(drop=True) for name, table in cut.items()}
    return {**{name: table for name, table in county.items() if name != "zones_sea"}, **cut}
