"""The sample county's layers as the algorithms take them, and layers back as rows."""

from __future__ import annotations

from pathlib import Path

from qgis.core import NULL, QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer

BATCH = ("applications_2026_batch1.xlsx", "applications_field.csv", "applications_ovital.ovkml")
LAYERS = ("resources", "counties", "townships", "zones", "routes", "powerlines", "buildings", "plan")
SINKS = ("AREAS", "POINTS", "EXCLUDED", "REQUESTS")


def layer_of(sample: Path, name: str) -> str:
    return f"{sample / 'sample.gpkg'}|layername={name}"


def everything(sample: Path) -> dict:
    given: dict = {name.upper(): layer_of(sample, name) for name in LAYERS}
    return {**given, "ZONES": [given["ZONES"]], "EXISTING": layer_of(sample, "sites")}


def rows_of(layer: QgsVectorLayer) -> list[dict]:
    names = layer.fields().names()
    return [
        {
            **{name: None if value == NULL else value for name, value in zip(names, feature.attributes())},
            "geometry": None if feature.geometry().isEmpty() else feature.geometry(),
        }
        for feature in layer.getFeatures()
    ]


def of_site(rows: list[dict], site: str) -> list[dict]:
    return [row for row in rows if row["site"] == site]


def where(folder: Path, sites, **given) -> dict:
    """What findlocations says of the sites: its outputs as tables of rows (`AREAS`, … with `geometry` as WKT), the numbers, and the log."""
    import processing

    feedback = QgsProcessingFeedback(False)
    outputs = {name: str(folder / f"{name.lower()}.gpkg") for name in SINKS}
    result = processing.run(
        "fengsui:findlocations", {"SITES": sites, **given, **outputs}, feedback=feedback, context=QgsProcessingContext()
    )
    tables = {name: rows_of(QgsVectorLayer(result[name], name, "ogr")) for name in SINKS}
    return {**result, **tables, "log": feedback.textLog()}
