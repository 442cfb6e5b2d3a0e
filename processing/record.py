"""The run record: what a result rests on, kept beside it."""

from __future__ import annotations

import configparser
import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import Qgis, QgsProviderRegistry

ROOT = Path(__file__).resolve().parent.parent


@cache
def plugin_version() -> str:
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version")


def run_record(algorithm: str, parameters: dict, layers: dict[str, list], facts: dict[str, Any]) -> str:
    """One line of JSON: algorithm, version, time, parameters as given, the layers read with CRS and date, counts."""
    record = {
        "algorithm": algorithm,
        "plugin": plugin_version(),
        "qgis": Qgis.QGIS_VERSION.split("-")[0],
        "run": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        "parameters": {name: _plain(value) for name, value in parameters.items() if value not in (None, "")},
        "layers": layers,
        **facts,
    }
    return json.dumps(record, ensure_ascii=False, default=str)


def write_record(destination: str, record: str) -> None:
    """Keep the record inside a GeoPackage layer; other formats have no place for it but the project's metadata."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", destination)
    path = parts.get("path") or ""
    if not path.lower().endswith(".gpkg"):
        return
    data = gdal.OpenEx(path, gdal.OF_UPDATE | gdal.OF_VECTOR)
    layer = data and (data.GetLayerByName(parts["layerName"]) if parts.get("layerName") else data.GetLayer(0))
    if layer:
        layer.SetMetadataItem("FENGSUI_RUN", record)


def _plain(value: Any) -> Any:
    if isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    for part in ("sink", "source"):  # what the dialog wraps outputs and inputs in
        if hasattr(value, part) and not callable(getattr(value, part)):
            return _plain(getattr(value, part).staticValue())
    return value.name() if hasattr(value, "name") else str(value)
