"""A register that comes page by page -> all its rows, each once; pages that came before a cut are not asked for again."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional, Protocol

from ..errors import N_, CoreError
from .connection import Line

_DAY_S = 86_400


@dataclass(frozen=True)
class Page:
    """rows: GeoJSON features; next: where the following page is, None after the last; total: rows in all, if said."""

    rows: list[dict[str, Any]]
    next: Any = None
    total: Optional[int] = None


class Service(Protocol):
    """What gives pages: `start` is the first place, `count` asks for the number of rows anew (None: it cannot say)."""

    host: str
    start: Any
    crs: Optional[str]

    def count(self) -> Optional[int]: ...

    def page(self, place: Any) -> Page: ...

    def name(self, row: dict[str, Any]) -> Optional[Hashable]: ...


def collect(line: Line, service: Service, part: Path, key: str) -> tuple[list[dict[str, Any]], bool]:
    """All rows of a service, and whether it said how many they are; `part` keeps the pages so far, for a run that goes on after a cut.

    CoreError when a page repeats rows of others, when rows are missing or too many, when the register changes
    meanwhile: then `part` is gone and the next run begins anew. A cut leaves it.
    """
    total = service.count()
    head = {"key": key, "total": total, "start": service.start}
    kept = _Part(part, head)
    rows, place = kept.rows, kept.place
    if rows and kept.first != _print(service.page(service.start).rows):
        kept = _Part(part, head, anew=True)
        rows, place = [], service.start
    try:
        total = _go_on(line, service, kept, rows, place, total)
        _add_up(service, rows, total, changed=total is not None and service.count() not in (None, total))
    except _Unsound as fault:
        part.unlink(missing_ok=True)
        raise CoreError(fault.args[0], **fault.args[1]) from None
    return rows, total is not None


class _Unsound(Exception):
    """The pages do not make a register: template and values."""


def _go_on(line: Line, service: Service, kept: _Part, rows: list, place: Any, total: Optional[int]) -> Optional[int]:
    names = {name for row in rows if (name := service.name(row)) is not None}
    while place is not None:
        page = service.page(place)
        values = {"host": service.host, "page": kept.pages + 1}
        new = [name for row in page.rows if (name := service.name(row)) is not None]
        if len(set(new)) < len(new) or not names.isdisjoint(new) or (page.rows and _print(page.rows) in kept.prints):
            text = N_("{host}: page {page} repeats rows of an earlier page. The register cannot be fetched in pages.")
            raise _Unsound(text, values)
        if kept.pages >= line.limits.pages or (page.next is not None and page.next in kept.places):
            raise _Unsound(N_("{host}: the pages have no end."), values)
        if page.total is not None and total is not None and page.total != total:
            raise _Unsound(N_("{host}: the register changed while it was fetched. Fetch it again."), values)
        total = page.total if total is None else total
        names.update(new)
        rows += page.rows
        if kept.append(place, page) > line.limits.size:
            part_full = line.too_large(line.limits.size)
            raise _Unsound(part_full.text, part_full.values)
        place = page.next
        line.tick(len(rows) / total if total else None)
    return total


def _add_up(service: Service, rows: list, total: Optional[int], changed: bool) -> None:
    if changed:
        raise _Unsound(N_("{host}: the register changed while it was fetched. Fetch it again."), {"host": service.host})
    if total is not None and len(rows) != total:
        text = N_("{host} says that there are {total} rows and gave {count}. The former register is kept.")
        raise _Unsound(text, {"host": service.host, "total": total, "count": len(rows)})


def _print(rows: list[dict[str, Any]]) -> str:
    """A fingerprint of a page, without the ids: some servers make new ones for every answer."""
    bare = [(row["properties"], row["geometry"]) for row in rows]
    return hashlib.sha256(json.dumps(bare, sort_keys=True).encode()).hexdigest()


class _Part:
    """The file of pages: a head line, then a line per page, each written whole before the next is asked for."""

    def __init__(self, path: Path, head: dict[str, Any], anew: bool = False) -> None:
        self.path = path
        self.rows: list[dict[str, Any]] = []
        self.place: Any = head["start"]
        self.places: list[Any] = []
        self.prints: set[str] = set()
        self.first = ""
        whole = 0
        anew = anew or (path.exists() and time.time() - path.stat().st_mtime > _DAY_S)
        for number, (entry, end) in enumerate(_lines(path) if not anew else ()):
            if number == 0 and entry != json.loads(json.dumps(head)):
                break
            whole = end
            if number:
                self._take(entry["place"], entry["rows"], entry["next"])
        if not whole:
            line = json.dumps(head) + "\n"
            path.write_text(line, "utf-8")
            whole = len(line.encode())
        self.size = whole
        os.truncate(path, whole)  # a page that was cut while it was written

    @property
    def pages(self) -> int:
        return len(self.places)

    def append(self, place: Any, page: Page) -> int:
        """Keep a page; the size of the file."""
        line = (json.dumps({"place": place, "rows": page.rows, "next": page.next}) + "\n").encode()
        with self.path.open("ab") as stream:
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
        self.size += len(line)
        self._take(place, (), page.next)
        self.prints.add(_print(page.rows))
        self.first = self.first or _print(page.rows)
        return self.size

    def _take(self, place: Any, rows: Any, following: Any) -> None:
        self.places.append(place)
        self.place = following
        if rows:
            self.rows += rows
            self.prints.add(_print(rows))
            self.first = self.first or _print(rows)


def _lines(path: Path) -> Iterator[tuple[Any, int]]:
    """The whole lines of the file and where each ends."""
    try:
        with path.open("rb") as stream:
            end = 0
            for line in stream:
                end += len(line)
                if not line.endswith(b"\n"):
                    return
                yield json.loads(line), end
    except (OSError, ValueError):
        return
