"""WFS 2.0 and 1.1 as pages in a stable order: JSON first, GML through GDAL where the server has nothing else."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, Optional
from urllib.parse import urlsplit

from ..errors import N_, CoreError
from .address import host_of, query_of, with_query
from .answers import check_error, crs_of, kind_of, read_json, root_facts, rows_of
from .connection import Line
from .gml import Rows, rows_of_xml
from .pages import Page

_PAGE = 1_000
_JSON = "application/json"
_IDS = re.compile(r"(^|_)(id|gid|fid|objectid|uuid|code|no)$|编号|编码|序号", re.IGNORECASE)
_TYPE = re.compile(r"<(?:\w+:)?FeatureType[\s>].{0,2000}?<(?:\w+:)?Name[^>]*>\s*([^<\s]{1,200})\s*</", re.DOTALL)


def is_wfs(url: str) -> bool:
    return query_of(url).get("service", "").lower() == "wfs" or urlsplit(url).path.lower().rstrip("/").endswith("/wfs")


class WebFeatures:
    """One feature type of a service as pages."""

    start = 0

    def __init__(self, line: Line, url: str, folder: Path) -> None:
        self.line, self.host, self.folder = line, host_of(url), folder
        self.crs: Optional[str] = None
        said = query_of(url)
        version = said.get("version") or "2.0.0"
        self.new, self.paged = version.startswith("2"), not version.startswith("1.0")
        kind = said.get("typenames") or said.get("typename") or self._only_type(url, version)
        base = with_query(
            url,
            service="WFS",
            version=version,
            request="GetFeature",
            count=None,
            maxFeatures=None,
            startIndex=None,
            resultType=None,
            typeNames=None,
            typeName=None,
        )
        self.query = with_query(base, **{"typeNames" if self.new else "typeName": kind})
        self.form: Optional[str] = said.get("outputformat") or _JSON
        self.sort = said.get("sortby")
        self.total: Optional[int] = None
        self.first = self._page(0)
        if self.first.next is not None and not self.sort:
            self._sort_by(_sortable(self.first.rows))

    def count(self) -> Optional[int]:
        if not self.paged:
            return None
        url = with_query(self.query, resultType="hits", outputFormat=None, sortBy=None)
        data, _ = self.line.read(url, self.line.limits.size)
        if kind_of(data[:4096], self.host) != "xml":
            return None
        facts = root_facts(data, self.host)
        said = facts.get("numberMatched", facts.get("numberOfFeatures", ""))
        return int(said) if said.isdigit() else None

    def page(self, place: Any) -> Page:
        return self.first if place == 0 else self._page(place)

    def name(self, row: dict[str, Any]) -> Optional[Hashable]:
        return row.get("id")

    def _sort_by(self, attribute: Optional[str]) -> None:
        """Begin again in the order of an attribute: without one a server may shuffle its pages."""
        if attribute is None:
            return
        self.sort = attribute
        try:
            self.first = self._page(0)
        except CoreError:  # it does not sort; the counts and ids of the pages will show whether they hold
            self.sort = None

    def _page(self, place: int) -> Page:
        try:
            return self._ask(place)
        except _NoJson:
            self.form = None
            return self._ask(place)

    def _ask(self, place: int) -> Page:
        wanted: dict[str, Any] = {"outputFormat": self.form, "sortBy": self.sort}
        if self.paged:
            wanted.update({"startIndex": place, "count" if self.new else "maxFeatures": _PAGE})
        url = with_query(self.query, **wanted)
        data, _ = self.line.read(url, self.line.limits.size)
        kind = kind_of(data[:4096], self.host)
        if kind == "json":
            found = read_json(data, self.host)
            check_error(found, self.host)
            rows, self.crs = rows_of(found, self.host), crs_of(found) or self.crs
            total = next((found[n] for n in ("numberMatched", "totalFeatures") if isinstance(found.get(n), int)), None)
        elif kind == "xml":
            if self.form == _JSON and place == 0 and _says_no_json(data):
                raise _NoJson
            path = self.folder / "page.xml"
            path.write_bytes(data)
            found = rows_of_xml(path, self.folder / "page.gml", self.host) or Rows([], None, None)
            rows, total = found.rows, found.total
            self.crs = found.crs or self.crs
        else:
            raise CoreError(N_("{host} did not answer in JSON. Is this the address of such a service?"), host=self.host)
        self.total = total if total is not None else self.total
        reached = place + len(rows)
        last = not rows or not self.paged or (self.total is not None and reached >= self.total)
        return Page(rows, None if last else reached, total)

    def _only_type(self, url: str, version: str) -> str:
        asked = with_query(url, service="WFS", version=version, request="GetCapabilities")
        data, _ = self.line.read(asked, self.line.limits.size)
        if kind_of(data[:4096], self.host) != "xml":
            raise CoreError(N_("{host} does not answer as a WFS. Check the address."), host=self.host)
        root_facts(data, self.host)
        names = list(dict.fromkeys(_TYPE.findall(data.decode("utf-8", "replace"))))
        if len(names) == 1:
            return names[0]
        text = N_("The service has several layers; add one to the address as &typeNames=…: {layers}.")
        raise CoreError(text, layers=", ".join(names[:20]) or "-")


def _says_no_json(data: bytes) -> bool:
    return (
        b"FeatureCollection" not in data[:2_000] and re.search(rb"(?i)output ?format|json", data[:20_000]) is not None
    )


class _NoJson(Exception):
    """The server knows no JSON: GML then."""


def _sortable(rows: list[dict[str, Any]]) -> Optional[str]:
    """An attribute that tells the rows apart, those that look like a number of the record first."""
    names = [str(name) for name in (rows[0]["properties"] if rows else {})]
    apart = []
    for name in names:
        values = [row["properties"].get(name) for row in rows]
        if all(isinstance(value, (str, int)) for value in values) and len(set(values)) == len(values):
            apart.append(name)
    return next((name for name in apart if _IDS.search(name)), apart[0] if apart else None)
