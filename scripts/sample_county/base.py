"""The real base of the sample, trimmed to its window and kept in resources/sample/base.gpkg, with its credits."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
from shapely.geometry import box

from .gpkg import read_layer, write_layers

WINDOW = (107.68, 21.38, 108.46, 21.90)
COAST = "GSHHG 2.3.7, full resolution, LGPL-3.0-or-later, (c) Wessel & Smith"
BORDER = "WDB II by way of GSHHG 2.3.7, LGPL-3.0-or-later; illustrative, no boundary claim"
PLACES = "GeoNames, CC BY 4.0, https://www.geonames.org"


def trim(source: Path, target: Path) -> None:
    """Cut the wider base (a GeoPackage with the layers named below) to the window and write what the sample needs."""
    window = box(*WINDOW)

    def cut(layer: str, columns: list) -> gpd.GeoDataFrame:
        frame = read_layer(source, layer)
        frame = frame[frame.intersects(window)]
        return frame.set_geometry(frame.geometry.intersection(window)).explode(index_parts=False)[
            [*columns, "geometry"]
        ]

    coast = cut("coastline_gshhg", ["closed"])
    islands = read_layer(source, "islands_gshhg")
    islands = islands[islands.within(window) & (islands["km2"] > 0.1)]
    border = cut("border_wdb2", [])
    places = cut("places_geonames", ["geonameid", "name", "countrycode"])
    write_layers(
        target,
        {
            "coast": (coast.assign(source=COAST).query("closed == False")[["source", "geometry"]], "line", COAST),
            "islands": (islands.assign(source=COAST)[["source", "km2", "geometry"]], "polygon", COAST),
            "border": (border.assign(source=BORDER)[["source", "geometry"]], "line", BORDER),
            "geonames": (places.assign(source=PLACES), "point", PLACES),
        },
    )


def read(base: Path) -> dict:
    """The layers of the trimmed base by name."""
    return {layer: read_layer(base, layer) for layer in ("coast", "islands", "border", "geonames")}
