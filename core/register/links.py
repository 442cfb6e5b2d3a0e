"""JSON that goes on at another address: OGC API Features and plain lists with a link to the next page."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Optional
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from ..errors import N_, CoreError
from .address import checked, host_of, same_server, with_query
from .answers import crs_of, document, rows_of
from .connection import Line
from .pages import Page

_TOTALS = ("numberMatched", "totalFeatures", "totalCount", "total", "count")


class Linked:
    """A document that is here already, and what follows it. A place is an address without the user's own secrets."""

    start = ""

    def __init__(self, line: Line, url: str, found: Any) -> None:
        self.line, self.url, self.found, self.host = line, url, found, host_of(url)
        self.crs = crs_of(found)

    @property
    def several(self) -> bool:
        return self._next(self.url, self.found) is not None

    def count(self) -> Optional[int]:
        return total_of(self.found)

    def page(self, place: Any) -> Page:
        if place == self.start:
            url, found = self.url, self.found
        else:
            url = with_query(place, **self._own(place))
            data, _ = self.line.read(url, self.line.limits.size)
            found = document(data, url)
        return Page(rows_of(found, self.host), self._next(url, found), total_of(found))

    def name(self, row: dict[str, Any]) -> Optional[Hashable]:
        return row.get("id")

    def _own(self, place: str) -> dict[str, str]:
        """The parameters of the user's address that a place left out."""
        there = {name for name, _ in parse_qsl(urlsplit(place).query, keep_blank_values=True)}
        mine = parse_qsl(urlsplit(self.url).query, keep_blank_values=True)
        return {name: value for name, value in mine if name not in there}

    def _next(self, url: str, found: Any) -> Optional[str]:
        target = _link(found)
        if target is None:
            return None
        try:
            target = checked(urljoin(url, target))
        except (CoreError, ValueError):
            target = ""
        if not target or not same_server(self.url, target):
            text = N_("{host} continues its register on another server or without https. That is not followed.")
            raise CoreError(text, host=self.host)
        parts = urlsplit(target)
        mine = set(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))
        pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair not in mine]
        return with_query(urlunsplit(parts._replace(query="")), **dict(pairs))


def total_of(found: Any) -> Optional[int]:
    """How many rows the document says there are; None where it does not."""
    for _ in range(4):
        if not isinstance(found, dict):
            return None
        for name in _TOTALS:
            if isinstance(found.get(name), int) and not isinstance(found[name], bool):
                return found[name]
        found = found.get("data", found.get("result"))
    return None


def _link(found: Any) -> Optional[str]:
    if not isinstance(found, dict):
        return None
    links = found.get("links")
    if isinstance(links, list):
        for link in links:
            if isinstance(link, dict) and link.get("rel") == "next" and "html" not in str(link.get("type", "")):
                return str(link.get("href", ""))
    if isinstance(links, dict) and isinstance(links.get("next"), str):
        return links["next"]
    return found["next"] if isinstance(found.get("next"), str) and found["next"] else None
