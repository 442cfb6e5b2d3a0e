"""A register from an https address -> a whole file and what was read from it; else the former file as it was."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable, Generic, Optional, TypeVar
from urllib.parse import unquote, urlsplit

from ..errors import N_, CoreError, Progress, no_progress
from . import kept
from .access import Access, Limits
from .address import checked, host_of, masked, without_user
from .answers import check_error, kind_of, read_json, rows_of, write_rows
from .arcgis import FeatureService, is_arcgis
from .axes import in_order
from .connection import Line
from .download import Received, discard, download
from .gml import Rows, rows_of_xml
from .links import Linked
from .pages import Service, collect
from .wfs import WebFeatures, is_wfs

T = TypeVar("T")
FORMS = ("auto", "csv", "xlsx", "json", "geojson", "wfs", "arcgis")
_CONTENT = {"csv": ("text",), "xlsx": ("xlsx", "xls"), "json": ("json",), "geojson": ("json",)}
_ENDING = {"text": ".csv", "xlsx": ".xlsx", "xls": ".xls", "kml": ".kml"}


@dataclass(frozen=True)
class Fetched(Generic[T]):
    """result: what `read` made of the table; address: masked; at: when it was fetched (local time, ISO 8601);
    etag: '' where the server gave none; size: bytes of the register; unchanged: the former file still holds;
    swapped: latitude came first and was turned; counted: False for pages of a service that does not say how many rows
    there are, so that none can tell whether all came."""

    result: T
    address: str
    at: str
    etag: str
    size: int
    unchanged: bool = False
    swapped: bool = False
    counted: bool = True


@dataclass(frozen=True)
class _Order:
    """What is asked for, without passwords in the address, and where it is put."""

    url: str
    form: str
    file: Optional[Path]
    folder: Path
    key: str

    @property
    def host(self) -> str:
        return host_of(self.url)

    @property
    def pages(self) -> Path:
        return self.folder / "pages.jsonl"

    def table(self, ending: str) -> Path:
        """Where the table lies for the intake, under the name by which the user knows the register."""
        name = self.file.name if self.file else unquote(urlsplit(self.url).path).rstrip("/").rsplit("/", 1)[-1]
        stem = re.sub(r"[^\w.-]+", "_", re.sub(r"\.\w{1,8}$", "", name)).strip("._")[:60]
        inside = self.folder / "table"
        inside.mkdir(exist_ok=True)
        return inside / f"{stem or 'register'}{ending}"


@dataclass(frozen=True)
class _Arrived:
    """raw: the register as it is to be kept, None when the former file still holds; table: what the intake reads."""

    raw: Optional[Path]
    table: Path
    etag: str = ""
    modified: str = ""
    swapped: bool = False
    counted: bool = True


def fetch(
    url: str,
    read: Callable[[str], T],
    form: str = "auto",
    file: Optional[str] = None,
    access: Optional[Access] = None,
    limits: Optional[Limits] = None,
    progress: Progress = no_progress,
) -> Fetched[T]:
    """Fetch the register at `url` and let `read` turn its file (csv, xlsx, GeoJSON, KML) into a table.

    file: where the raw register is kept; it is replaced in one step and only after `read` succeeded. What arrived of
    an unfinished fetch lies beside it (`<file>.fetching`) and is continued by the next run; what the server said of
    it too (`<file>.fetched.json`), so that an unchanged register is not sent again. Without it nothing is kept.
    CoreError for everything a user can put right; no text of it holds a password or token of the address.
    """
    if form not in FORMS:
        raise CoreError(N_("'{form}' is no format. Formats: {known}."), form=form, known=", ".join(FORMS))
    bare, own = without_user(checked(url))
    access = access or Access()
    line = Line(replace(access, headers={**own, **access.headers}), limits or Limits(), progress)
    with _place(file) as folder:
        order = _Order(bare, form, Path(file) if file else None, folder, kept.key_of(url, form))
        with kept.writing(folder.parent):
            arrived = _arrive(line, order)
        return _kept(order, arrived, read(str(arrived.table)), masked(url))


def _kept(order: _Order, arrived: _Arrived, result: T, address: str) -> Fetched[T]:
    """The former file gives way, now that the register has been read."""
    at, etag = dt.datetime.now().astimezone().isoformat(timespec="seconds"), arrived.etag
    if arrived.raw is None:
        note = kept.remembered(order.file, order.key) if order.file else {}
        at, etag, size = note.get("fetched", at), note.get("etag", ""), note.get("size", 0)
    else:
        size = arrived.raw.stat().st_size
        if order.file:
            said = {"etag": etag, "modified": arrived.modified, "fetched": at, "size": size}
            with kept.writing(order.file.parent):
                kept.replace(arrived.raw, order.file, {"address": address, "key": order.key, **said})
    return Fetched(result, address, at, etag, size, arrived.raw is None, arrived.swapped, arrived.counted)


@contextmanager
def _place(file: Optional[str]) -> Iterator[Path]:
    """The folder where the register arrives: beside the file, so that it can be moved over it in one step."""
    if not file:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)
        return
    target = Path(file)
    if target.is_dir() or not target.parent.is_dir():
        raise CoreError(N_("'{file}' is no place for a file: choose a file in a folder that exists."), file=file)
    folder = target.with_name(target.name + ".fetching")
    with kept.writing(target.parent):
        folder.mkdir(exist_ok=True)
    with kept.alone(folder):
        yield folder
    kept.clear(folder)  # not after an error: what arrived is continued


def _arrive(line: Line, order: _Order) -> _Arrived:
    if order.form == "arcgis" or (order.form == "auto" and is_arcgis(order.url)):
        return _from_service(FeatureService(line, order.url), line, order)
    if order.form == "wfs" or (order.form == "auto" and is_wfs(order.url)):
        return _from_service(WebFeatures(line, order.url, order.folder), line, order)
    part = order.folder / "part"
    former = kept.remembered(order.file, order.key) if order.file else {}
    received = download(line, order.url, part, order.key, former)
    if received is None and order.file:
        return _table_of(line, order, order.file, None)
    try:
        return _table_of(line, order, part, received)
    finally:
        discard(part)  # whole: taken over, or no register


def _from_service(service: Service, line: Line, order: _Order) -> _Arrived:
    rows, counted = collect(line, service, order.pages, order.key)
    swapped = in_order(rows, service.crs)
    table = order.table(".geojson")
    write_rows(table, rows, service.crs, line.tick)
    return _Arrived(table, table, swapped=swapped, counted=counted)


def _table_of(line: Line, order: _Order, path: Path, received: Optional[Received]) -> _Arrived:
    """The table in a file that came whole (received None: in the former file, which still holds)."""
    with path.open("rb") as stream:
        kind = kind_of(stream.read(4096), order.host)
    if order.form in _CONTENT and kind not in _CONTENT[order.form]:
        text = N_("{host} gave {kind}, not {form}. Choose another format.")
        raise CoreError(text, host=order.host, kind=kind, form=order.form)
    if received and not received.bounded and kind in ("text", "xls"):
        text = N_(
            "{host} does not say how long the register is, so that a cut would go unnoticed. Save it with a browser "
            "and use 'Import table'."
        )
        raise CoreError(text, host=order.host)
    rows: Optional[Rows] = None
    if kind == "json":
        found = read_json(path.read_bytes(), order.host)
        check_error(found, order.host)
        linked = Linked(line, order.url, found)
        if received and linked.several:
            return _from_service(linked, line, order)
        rows = Rows(rows_of(found, order.host), linked.crs, linked.count())
    elif kind == "xml":
        rows = rows_of_xml(path, order.folder / "page.gml", order.host)
        kind = "xml" if rows else "kml"
    raw = order.folder / "raw"
    if received:
        path.replace(raw)
    if rows is None:
        table = order.table(_ENDING[kind])
        raw = raw.replace(table) if received else path
        return _arrived(received, raw, table if received else path)
    if rows.total is not None and rows.total > len(rows.rows):
        text = N_("{host} says that there are {total} rows and gave {count}. The former register is kept.")
        raise CoreError(text, host=order.host, total=rows.total, count=len(rows.rows))
    swapped = in_order(rows.rows, rows.crs)
    table = order.table(".geojson")
    write_rows(table, rows.rows, rows.crs, line.tick)
    return _arrived(received, raw, table, swapped)


def _arrived(received: Optional[Received], raw: Path, table: Path, swapped: bool = False) -> _Arrived:
    if received is None:
        return _Arrived(None, table, swapped=swapped)
    return _Arrived(raw, table, received.etag, received.modified, swapped)
