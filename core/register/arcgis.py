"""ArcGIS REST feature services: layer, count, pages in the order of the object ids, esri JSON or GeoJSON."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable
from typing import Any, Optional
from urllib.parse import urlsplit

from ..errors import N_, CoreError
from .address import host_of, query_of, with_path, with_query
from .answers import document, rows_of
from .connection import Line
from .esri import geojson_geometry, reference_code
from .pages import Page

_PATH = re.compile(r"^(.*/(?:FeatureServer|MapServer))(?:/(\d+))?(?:/query)?/?$", re.IGNORECASE)
_PAGE = 1_000
_OURS = (  # what is asked for here, whatever a copied address has of it
    "where", "outFields", "f", "returnGeometry", "orderByFields", "resultOffset", "resultRecordCount",
    "returnCountOnly", "returnIdsOnly", "outSR", "outStatistics", "returnDistinctValues",
)  # fmt: skip


def is_arcgis(url: str) -> bool:
    return _PATH.match(urlsplit(url).path) is not None


class FeatureService:
    """One layer of a service as pages."""

    def __init__(self, line: Line, url: str) -> None:
        self.line, self.host = line, host_of(url)
        found = _PATH.match(urlsplit(url).path)
        if found is None:
            text = N_("This is no address of an ArcGIS feature service: it has /FeatureServer/0 or /MapServer/0 in it.")
            raise CoreError(text)
        said = query_of(url)
        self.geojson = said.get("f", "").lower() == "geojson"
        base = with_query(url, **dict.fromkeys(_OURS))
        root = found.group(1)
        number = found.group(2) or self._only_layer(with_query(with_path(base, root), f="json"))
        layer = self._ask(with_query(with_path(base, f"{root}/{number}"), f="json"))
        self.fields = {field.get("name"): field for field in layer.get("fields") or [] if isinstance(field, dict)}
        self.id = _id_field(layer, self.fields)
        served = layer.get("maxRecordCount")
        self.size = max(1, min(_PAGE, served if isinstance(served, int) and served > 0 else _PAGE))
        abilities = layer.get("advancedQueryCapabilities") or {}
        self.by_offset = bool(abilities.get("supportsPagination", layer.get("supportsPagination", False)))
        self.start: Any = 0 if self.by_offset else -1
        self.crs: Optional[str] = "EPSG:4326" if self.geojson else None
        self.where = said.get("where") or "1=1"
        self.query = with_query(with_path(base, f"{root}/{number}/query"), where=self.where)

    def count(self) -> Optional[int]:
        count = self._ask(with_query(self.query, returnCountOnly="true", f="json")).get("count")
        if not isinstance(count, int) or isinstance(count, bool):
            raise CoreError(N_("{host} does not say how many rows there are."), host=self.host)
        return count

    def page(self, place: Any) -> Page:
        wanted = {
            "outFields": "*",
            "returnGeometry": "true",
            "f": "geojson" if self.geojson else "json",
            "orderByFields": f"{self.id} ASC",
        }
        if self.by_offset:
            wanted.update(resultOffset=str(place), resultRecordCount=str(self.size))
        else:  # older servers: after the last object id, as many as they give
            wanted["where"] = f"({self.where}) AND {self.id} > {int(place)}"
        found = self._ask(with_query(self.query, **wanted))
        if not isinstance(found.get("features"), list):
            raise CoreError(N_("{host} gave JSON without a list of records."), host=self.host)
        rows = rows_of(found, self.host) if self.geojson else [self._row(row) for row in found["features"]]
        if not self.geojson:
            self.crs = reference_code(found.get("spatialReference")) or self.crs
        return Page(rows, self._next(place, found, rows))

    def name(self, row: dict[str, Any]) -> Optional[Hashable]:
        number = row["properties"].get(self.id, row.get("id"))
        return number if isinstance(number, (int, str)) else None

    def _next(self, place: Any, found: dict[str, Any], rows: list[dict[str, Any]]) -> Any:
        inner = found.get("properties")
        more = found.get(
            "exceededTransferLimit", inner.get("exceededTransferLimit") if isinstance(inner, dict) else None
        )
        if not rows or (not more and len(rows) < self.size):
            return None
        if self.by_offset:
            return place + len(rows)
        numbers = [number for row in rows if isinstance(number := self.name(row), int)]
        if not numbers:
            raise CoreError(
                N_("{host} gives its rows without object ids; they cannot be fetched in pages."), host=self.host
            )
        return max(numbers)

    def _ask(self, url: str) -> dict[str, Any]:
        data, _ = self.line.read(url, self.line.limits.size)
        found = document(data, url)
        if not isinstance(found, dict):
            raise CoreError(N_("{host} did not answer in JSON. Is this the address of such a service?"), host=self.host)
        return found

    def _only_layer(self, url: str) -> str:
        found = self._ask(url)
        layers = [each for name in ("layers", "tables") for each in found.get(name) or [] if isinstance(each, dict)]
        if len(layers) == 1:
            return str(int(layers[0]["id"]))
        known = ", ".join(f"{each.get('id')} {each.get('name')}" for each in layers[:20])
        text = N_("The service has several layers; add the number of one to the address (…/FeatureServer/0): {layers}.")
        raise CoreError(text, layers=known or "-")

    def _row(self, row: Any) -> dict[str, Any]:
        if not isinstance(row, dict) or not isinstance(row.get("attributes"), dict):
            raise CoreError(N_("{host} gave JSON without a list of records."), host=self.host)
        values = {name: _value(value, self.fields.get(name) or {}) for name, value in row["attributes"].items()}
        return {"type": "Feature", "properties": values, "geometry": geojson_geometry(row.get("geometry"))}


def _id_field(layer: dict[str, Any], fields: dict[Any, dict[str, Any]]) -> str:
    typed = [name for name, field in fields.items() if field.get("type") == "esriFieldTypeOID"]
    name = layer.get("objectIdField") or (typed[0] if typed else "OBJECTID")
    if not re.fullmatch(r"\w{1,128}", str(name)):
        raise CoreError(N_("{host} gives its rows without object ids; they cannot be fetched in pages."), host="ArcGIS")
    return str(name)


def _value(value: Any, field: dict[str, Any]) -> Any:
    """Codes as the words that the service itself gives for them, times as days."""
    domain = field.get("domain")
    if isinstance(domain, dict) and isinstance(domain.get("codedValues"), list):
        words = {str(c.get("code")): c.get("name") for c in domain["codedValues"] if isinstance(c, dict)}
        return words.get(str(value), value)
    if field.get("type") == "esriFieldTypeDate" and isinstance(value, (int, float)):
        try:
            moment = dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=value, hours=8)  # days are those of Beijing
        except OverflowError:
            return value
        return moment.date().isoformat()
    return value
