"""What a server gave, told by its content: tables pass, JSON becomes rows, and login pages are called what they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Callable, Optional
from xml.parsers import expat

import numpy as np

from ..errors import N_, CoreError
from .address import host_of
from .esri import geojson_geometry, reference_code

MAX_ROWS = 2_000_000
MAX_DEPTH = 200
_SLICE = 2_000
_LISTS = ("features", "results", "records", "rows", "items", "list", "data", "result", "value")
_PAGES = ("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<style", "<script")


def kind_of(head: bytes, host: str) -> str:
    """xlsx, xls, json, xml or text; CoreError for a web page and for what is empty."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise CoreError(N_("{host} gave an empty answer, not a register."), host=host)
    if head.startswith(b"PK"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = head[: len(head) // 2 * 2].decode("utf-16", "ignore").lstrip("\ufeff \t\r\n").encode()
        if start.startswith(b"<?xml"):
            raise _refused_xml(host)
    if start.startswith((b"{", b"[")):
        return "json"
    if start.startswith(b"<"):
        lower = start.decode("utf-8", "ignore").lower()
        if lower.startswith(_PAGES) or "<html" in lower:
            raise web_page(start, host)
        return "xml"
    return "text"


def web_page(head: bytes, host: str) -> CoreError:
    """The error of a page for people; its title tells whether it asks to log in."""
    found = re.search(r"<title[^>]*>\s*([^<]{1,80})", head.decode("utf-8", "ignore"), re.IGNORECASE)
    title = " ".join(found.group(1).split()) if found else "-"
    text = N_(
        "The address gave a web page, not a register ({host}, page title: {title}). Perhaps it asks to log in: choose "
        "an authentication configuration of QGIS. Or it is the page about the register: copy the link of the file itself."
    )
    return CoreError(text, host=host, title=title)


def read_json(data: bytes, host: str) -> Any:
    """The document; CoreError when it is cut off, nests without end or is none."""
    codes = np.frombuffer(data, dtype=np.uint8) | 0x20  # [ and { become one, ] and } too
    depth = np.cumsum((codes == ord("{")).astype(np.int8) - (codes == ord("}")), dtype=np.int32)
    if len(depth) and depth.max() > MAX_DEPTH:
        raise CoreError(N_("{host} gave JSON that nests without end; it is refused."), host=host)
    try:
        return json.loads(data, parse_constant=lambda _: None)
    except RecursionError:
        raise CoreError(N_("{host} gave JSON that nests without end; it is refused."), host=host) from None
    except ValueError:
        text = N_("{host} gave JSON that breaks off or is damaged.")
        raise CoreError(text, host=host) from None


def document(data: bytes, url: str) -> Any:
    """The JSON document that `data` must be; CoreError says what came instead."""
    host = host_of(url)
    kind = kind_of(data[:4096], host)
    if kind == "xml":
        raise service_refusal(data, host)
    if kind != "json":
        raise CoreError(N_("{host} did not answer in JSON. Is this the address of such a service?"), host=host)
    found = read_json(data, host)
    check_error(found, host)
    return found


def check_error(found: Any, host: str) -> None:
    """CoreError for an error that travels in a proper answer, as map services send them."""
    error = found.get("error") if isinstance(found, dict) else None
    if not error:
        return
    code = error.get("code", "") if isinstance(error, dict) else ""
    said = error.get("message", "") if isinstance(error, dict) else error
    if code in (401, 403, 498, 499):
        text = N_(
            "{host} asks who you are (status {status}). Choose an authentication configuration of QGIS, or check "
            "the one chosen."
        )
        raise CoreError(text, host=host, status=code)
    text = N_("{host} answers with an error: {code} {said}")
    raise CoreError(text, host=host, code=code, said=_short(said))


def service_refusal(data: bytes, host: str) -> CoreError:
    """The error that a WFS says in XML."""
    said = re.search(rb"<(?:\w+:)?(?:ExceptionText|ServiceException)[^>]*>([^<]{1,300})", data[:20_000])
    text = N_("{host} answers with an error: {code} {said}")
    return CoreError(text, host=host, code="", said=_short(said.group(1).decode("utf-8", "replace") if said else "XML"))


def _short(said: Any) -> str:
    # a server may repeat the request with its tokens
    return re.sub(r"(?i)(token|key|password|pwd|secret)=[^&\s\"']+", r"\1=***", " ".join(str(said).split()))[:200]


def root_facts(data: bytes, host: str) -> dict[str, str]:
    """The attributes of an XML document's root, and its name as 'root'. Entities and document types are refused."""
    facts: dict[str, str] = {}
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        if not facts:
            facts.update({key.split(" ")[-1]: value for key, value in attributes.items()}, root=name.split(" ")[-1])

    def refuse(*_: Any) -> None:
        raise _refused_xml(host)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise CoreError(N_("{host} gave XML that breaks off or is damaged."), host=host) from None
    return facts


def _refused_xml(host: str) -> CoreError:
    return CoreError(N_("{host} gave XML with entities or a document type; it is refused."), host=host)


def rows_of(found: Any, host: str) -> list[dict[str, Any]]:
    """The rows of a JSON document as GeoJSON features: a collection, or a list of records however it is wrapped."""
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = [found]
    for _ in range(4):  # {"code": 0, "data": {"list": […]}} is common
        if not isinstance(found, dict):
            break
        inner = [found[name] for name in _LISTS if isinstance(found.get(name), (list, dict))]
        if not inner:
            break
        found = next((value for value in inner if isinstance(value, list)), inner[0])
    if not isinstance(found, list):
        raise CoreError(N_("{host} gave JSON without a list of records."), host=host)
    if len(found) > MAX_ROWS:
        raise CoreError(N_("{host} gave more than {limit} rows."), host=host, limit=MAX_ROWS)
    if not all(isinstance(row, dict) for row in found):
        raise CoreError(N_("{host} gave JSON without a list of records."), host=host)
    return [_feature(row) for row in found]


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    if isinstance(row.get("attributes"), dict) and set(row) <= {"attributes", "geometry"}:
        return {"type": "Feature", "properties": row["attributes"], "geometry": geojson_geometry(row.get("geometry"))}
    if row.get("type") != "Feature" or "geometry" not in row:
        return {"type": "Feature", "properties": row, "geometry": None}
    values, shape = row.get("properties"), row["geometry"]
    feature = {
        "type": "Feature",
        "properties": values if isinstance(values, dict) else {},
        "geometry": shape if isinstance(shape, dict) else None,
    }
    return {**feature, "id": row["id"]} if isinstance(row.get("id"), (str, int)) else feature


def crs_of(found: Any) -> Optional[str]:
    """The code a GeoJSON document names in its own member: 'EPSG:4490'; None where it is silent, as the format wants.

    A link to a definition is not followed: nothing but what the user asked for is fetched.
    """
    if isinstance(found, dict) and "spatialReference" in found:
        return reference_code(found["spatialReference"])
    member = found.get("crs") if isinstance(found, dict) else None
    properties = member.get("properties") if isinstance(member, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    code = re.search(r"EPSG\D{1,3}(?:[\d.]*:)?(\d{4,6})$|EPSG/[\d.]+/(\d{4,6})$", name, re.IGNORECASE)
    return f"EPSG:{code.group(1) or code.group(2)}" if code else None


def write_rows(path: Path, rows: list[dict[str, Any]], crs: Optional[str], tick: Callable[[], None]) -> None:
    """The rows as a GeoJSON file with nothing in it but them and a plain code of the coordinate system."""
    member = json.dumps({"type": "name", "properties": {"name": crs}})
    with path.open("w", encoding="utf-8", errors="replace") as stream:
        stream.write('{"type": "FeatureCollection", ')
        stream.write(f'"crs": {member}, "features": [' if crs and crs != "EPSG:4326" else '"features": [')
        for start in range(0, len(rows), _SLICE):
            tick()
            said = json.dumps(rows[start : start + _SLICE], ensure_ascii=False)
            stream.write(("," if start else "") + said[1:-1])
        stream.write("]}")
