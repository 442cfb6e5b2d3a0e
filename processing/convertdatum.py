"""A layer from one coordinate system into another, web maps' offsets included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd

from ..core import metric
from ..core.errors import N_, CoreError, Progress
from ..core.intake.convert import convert, label
from .base import Algorithm
from .parameters import sink, table_input, text_input
from .translation import tr


class ConvertDatum(Algorithm):
    NAME = "convertdatum"
    TITLE = N_("Convert coordinate system")
    GROUP = N_("Intake")
    HELP = N_(
        "Moves every vertex of a layer between WGS 84, CGCS2000, GCJ-02 (高德, 腾讯), BD-09 (百度) and any system "
        "with an EPSG code. Offsets are undone to less than a millimetre. All columns and all kinds of geometry stay. "
        "The result carries EPSG:4490, or the code given in TO. GCJ-02 and BD-09 have no code: their layer carries "
        "EPSG:4490 too, says so in its name, and fits only the web map it is meant for."
    )

    def inputs(self) -> Iterator[Any]:
        yield table_input("INPUT", N_("Layer"), None, help=N_("Points, lines or areas."))
        yield text_input(
            "FROM",
            N_("Coordinates are"),
            help=N_(
                "What the numbers really are: wgs84, cgcs2000, gcj02, bd09, or a code such as EPSG:4526. The layer's "
                "own system only leads from metres to degrees; a code of a system of metres holds against it."
            ),
        )
        yield text_input(
            "TO",
            N_("Coordinates become"),
            help=N_(
                "wgs84, cgcs2000, gcj02, bd09, or a code such as EPSG:4526. Beijing 1954 and Xi'an 1980 cannot be "
                "reached exactly and are refused."
            ),
        )
        yield sink("OUTPUT", N_("Converted"), "any", help=N_("The layer with the same columns."))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        frame, source, target = values["INPUT"], values["FROM"], values["TO"]
        name = frame.attrs["name"]
        if not isinstance(frame, gpd.GeoDataFrame):
            raise CoreError(N_("Layer '{layer}' has no geometry to convert."), layer=name)
        if metric.is_other_datum(frame):
            text = N_("Layer '{layer}' says {crs}, whose way to CGCS2000 is secret: the result may be 150 m off.")
            self.warn(tr(text, layer=name, crs=frame.crs.name))
        converted = convert(frame, source, target, name, progress)
        self._title = f"{name} {label(target)}"
        self.note(source=label(source), target=label(target))
        return {"OUTPUT": converted}

    def processAlgorithm(self, parameters: dict, context: Any, feedback: Any) -> dict:
        results = super().processAlgorithm(parameters, context, feedback)
        if results and context.willLoadLayerOnCompletion(results["OUTPUT"]):
            details = context.layerToLoadOnCompletionDetails(results["OUTPUT"])
            details.name, details.forceName = self._title, True
        return results
