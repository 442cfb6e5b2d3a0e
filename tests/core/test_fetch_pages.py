"""Registers that come page by page: ArcGIS, WFS, linked JSON; what repeats, lacks or changes rows is refused."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from tls_server import response

from fengsui.core.errors import CoreError
from fengsui.core.register.access import Access, Limits
from fengsui.core.register.axes import in_order
from fengsui.core.register.esri import geojson_geometry
from fengsui.core.register.fetch import fetch

QUICK = Limits(attempts=1, backoff_s=0.01, connect_s=2, silence_s=2, total_s=10)
FORMER = b"the former register"


def rows_of(table):
    found = json.loads(Path(table).read_text("utf-8"))
    crs = (found.get("crs") or {}).get("properties", {}).get("name")
    return [({"id": row.get("id"), **row["properties"]}, row["geometry"]) for row in found["features"]], crs


def get(server, path, file=None, limits=QUICK, **more):
    return fetch(
        server.url + path, rows_of, file=file and str(file), access=Access(verify=server.verify), limits=limits, **more
    )


def names(fetched):
    return [row["name"] for row, _ in fetched.result[0]]


@pytest.fixture
def former(tmp_path):
    file = tmp_path / "register.geojson"
    file.write_bytes(FORMER)
    return file


class ArcGis:
    """A layer of `rows` points; `faults` bend its answers."""

    def __init__(self, rows=7, size=3, wkid=4490, paging=True, **faults):
        self.rows = [{"oid": n + 1, "name": f"楼{n}", "mode": n % 2, "day": 1_767_225_600_000} for n in range(rows)]
        self.size, self.wkid, self.paging, self.faults = size, wkid, paging, faults

    def __call__(self, request):
        if request.query.get("f") == "geojson" and not request.path.endswith("/query"):
            return response(json.dumps({"error": {"code": 400, "message": "no such format"}}))
        if request.path.endswith("FeatureServer"):
            return response(json.dumps({"layers": [{"id": 5, "name": "register"}]}))
        if not request.path.endswith("/query"):
            domain = {"codedValues": [{"code": 0, "name": "免费"}, {"code": 1, "name": "有偿"}]}
            fields = [{"name": "oid", "type": "esriFieldTypeOID"}, {"name": "name", "type": "esriFieldTypeString"},
                      {"name": "mode", "type": "esriFieldTypeInteger", "domain": domain},
                      {"name": "day", "type": "esriFieldTypeDate"}]  # fmt: skip
            return response(json.dumps({"maxRecordCount": self.size, "fields": fields,
                                        "advancedQueryCapabilities": {"supportsPagination": self.paging}}))  # fmt: skip
        if "returnCountOnly" in request.query:
            return response(json.dumps({"count": self.faults.get("count", len(self.rows))}))
        return self.page(request)

    def page(self, request):
        assert request.query["orderByFields"] == "oid ASC"
        rows = self.rows
        if self.paging:
            start = int(request.query["resultOffset"])
        else:
            start = 0
            rows = [row for row in rows if row["oid"] > int(request.query["where"].rsplit(" ", 1)[1])]
        if self.faults.get("stuck") and start:
            start = 0
        if self.faults.get("overlap") and start:
            start -= 1
        page = rows[start : start + self.size]
        more = start + self.size < len(rows)
        if self.faults.get("cut_at") == start:
            return b"HTTP/1.1 200 X\r\nContent-Length: 5000\r\n\r\n{"
        if request.query["f"] == "geojson":
            features = [{"type": "Feature", "id": row["oid"], "properties": row,
                         "geometry": {"type": "Point", "coordinates": [108.1, 21.5]}} for row in page]  # fmt: skip
            return response(json.dumps({"type": "FeatureCollection", "features": features,
                                        "properties": {"exceededTransferLimit": more}}))  # fmt: skip
        x, y = (12033636.0, 2449028.0) if self.wkid == 102100 else (108.1, 21.5)
        features = [{"attributes": row, "geometry": {"x": x, "y": y}} for row in page]
        told = {"spatialReference": {"wkid": self.wkid}, "features": features, "exceededTransferLimit": more}
        return response(json.dumps(told))


LAYER = "/arcgis/rest/services/r/FeatureServer/5"


@pytest.mark.parametrize(
    ("service", "path"),
    [
        (ArcGis(), LAYER),
        (ArcGis(), LAYER + "/query?where=1%3D1&outFields=name&f=json"),
        (ArcGis(), "/arcgis/rest/services/r/FeatureServer"),
        (ArcGis(), LAYER + "?f=geojson"),
        (ArcGis(paging=False), LAYER),
        (ArcGis(rows=6), LAYER),
        (ArcGis(rows=1), LAYER),
        (ArcGis(size=100), LAYER),
    ],
    ids=["layer", "query", "service", "geojson", "old server", "full last page", "one", "one page"],
)
def test_arcgis_layers_come_whole(server, former, service, path):
    server.answer = service
    fetched = get(server, path, former)
    assert names(fetched) == [row["name"] for row in service.rows]
    assert fetched.result[0][0][1] == {"type": "Point", "coordinates": [108.1, 21.5]}
    assert len(json.loads(former.read_bytes())["features"]) == len(service.rows)


def test_arcgis_codes_and_days_become_words(server):
    server.answer = ArcGis()
    rows, crs = get(server, LAYER).result
    assert [(row["mode"], row["day"]) for row, _ in rows[:2]] == [("免费", "2026-01-01"), ("有偿", "2026-01-01")]
    assert crs == "EPSG:4490"


@pytest.mark.parametrize(
    ("wkid", "code"),
    [(4490, "EPSG:4490"), (4326, None), (3857, "EPSG:3857"), (102100, "EPSG:3857"), (4526, "EPSG:4526")],
)
def test_arcgis_spatial_references_are_kept(server, wkid, code):
    server.answer = ArcGis(wkid=wkid)
    assert get(server, LAYER).result[1] == code


@pytest.mark.parametrize(
    ("service", "said"),
    [
        (ArcGis(count=8), "says that there are 8 rows and gave 7"),
        (ArcGis(count=6), "says that there are 6 rows and gave 7"),
        (ArcGis(stuck=True), "repeats rows"),
        (ArcGis(overlap=True), "repeats rows"),
        (ArcGis(count="x"), "does not say how many"),
    ],
    ids=["loses rows", "too many", "the same page", "overlap", "no count"],
)
def test_arcgis_pages_that_do_not_add_up_are_refused(server, former, service, said):
    server.answer = service
    with pytest.raises(CoreError, match=said):
        get(server, LAYER, former)
    assert former.read_bytes() == FORMER
    assert not list(former.parent.rglob("*.jsonl")) or said == "does not say how many"


def test_a_register_that_changes_meanwhile_is_refused(server, former):
    service = ArcGis()

    def answer(request):
        told = service(request)
        if request.query.get("resultOffset") == "6":
            service.rows = service.rows[:-1]
        return told

    server.answer = answer
    with pytest.raises(CoreError, match="changed while it was fetched"):
        get(server, LAYER, former)
    assert former.read_bytes() == FORMER


def offsets(server):
    return [request.query["resultOffset"] for request in server.requests if "resultOffset" in request.query]


def test_paging_goes_on_after_a_cut(server, former):
    server.answer = ArcGis(cut_at=6)
    with pytest.raises(CoreError, match="broke off"):
        get(server, LAYER, former)
    assert former.read_bytes() == FORMER
    server.requests.clear()
    server.answer = ArcGis()
    assert len(names(get(server, LAYER, former))) == 7
    assert offsets(server) == ["0", "6"]  # the first page only to see that it is the same register
    assert sorted(path.name for path in former.parent.iterdir()) == [former.name, former.name + ".fetched.json"]


@pytest.mark.parametrize("count", [7, 8], ids=["other rows", "more rows"])
def test_but_begins_anew_when_the_register_is_another_one(server, former, count):
    server.answer = ArcGis(cut_at=6)
    with pytest.raises(CoreError):
        get(server, LAYER, former)
    server.requests.clear()
    server.answer = ArcGis(rows=count)
    server.answer.rows[0]["name"] = "新楼"
    assert names(get(server, LAYER, former))[0] == "新楼"
    assert offsets(server)[-2:] == ["3", "6"]


def test_a_page_half_written_by_a_dead_run_is_asked_again(server, former):
    server.answer = ArcGis(cut_at=6)
    with pytest.raises(CoreError):
        get(server, LAYER, former)
    part = next(former.parent.rglob("pages.jsonl"))
    whole = part.read_bytes()
    for cut in range(0, len(whole), 101):
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(whole[:cut])
        server.answer = ArcGis()
        assert names(get(server, LAYER, former)) == [f"楼{n}" for n in range(7)]


def test_arcgis_errors_in_proper_answers_are_said(server):
    server.answer = lambda request: response(json.dumps({"error": {"code": 499, "message": "Token Required"}}))
    with pytest.raises(CoreError, match="who you are"):
        get(server, LAYER)
    server.answer = lambda request: response("<html>login")
    with pytest.raises(CoreError, match="web page"):
        get(server, LAYER)
    server.answer = lambda request: response(json.dumps({"layers": [{"id": 0, "name": "a"}, {"id": 1, "name": "b"}]}))
    with pytest.raises(CoreError, match=r"several layers.*0 a, 1 b"):
        get(server, "/FeatureServer")
    with pytest.raises(CoreError, match="no address of an ArcGIS"):
        get(server, "/x", form="arcgis")


@pytest.mark.parametrize(
    ("esri", "kind"),
    [
        ({"x": 1, "y": 2, "z": 3}, "Point"),
        ({"x": "NaN", "y": None}, None),
        ({"points": [[1, 2], [3, 4]]}, "MultiPoint"),
        ({"paths": [[[1, 2], [3, 4]]]}, "MultiLineString"),
        ({"rings": [[[0, 0], [0, 9], [9, 9], [0, 0]]]}, "Polygon"),
        ({"rings": [[[0, 0], [0, 9], [9, 9], [0, 0]], [[20, 0], [20, 9], [29, 9], [20, 0]]]}, "MultiPolygon"),
        ({"rings": [[[0, 0], [1]]]}, None),
        ({"rings": []}, None),
        (None, None),
        ("x", None),
    ],
)
def test_esri_shapes(esri, kind):
    shape = geojson_geometry(esri)
    assert (shape and shape["type"]) == kind


def test_esri_holes_lie_in_their_own_ring():
    outer = [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]
    far = [[20, 0], [20, 9], [29, 9], [29, 0], [20, 0]]
    hole = [[21, 1], [22, 1], [22, 2], [21, 2], [21, 1]]
    shape = geojson_geometry({"rings": [outer, far, hole]})
    assert [len(part) for part in shape["coordinates"]] == [1, 2]


class Wfs:
    """A feature type; `faults` bend its answers."""

    def __init__(self, rows=2_300, crs="urn:ogc:def:crs:EPSG::4490", swapped=False, json=True, **faults):
        self.rows = [{"编号": f"R{n:05}", "name": f"楼{n}"} for n in range(rows)]
        self.crs, self.place, self.json, self.faults = crs, [21.5, 108.1] if swapped else [108.1, 21.5], json, faults

    def __call__(self, request):
        query = {name.lower(): value for name, value in request.query.items()}
        if query["request"] == "GetCapabilities":
            types = "".join(f"<FeatureType><Name>a:{n}</Name></FeatureType>" for n in self.faults.get("types", ["r"]))
            return response(f"<?xml version='1.0'?><WFS_Capabilities>{types}</WFS_Capabilities>")
        if query.get("resulttype") == "hits":
            total = self.faults.get("matched", len(self.rows))
            return response(f'<wfs:FeatureCollection xmlns:wfs="w" numberMatched="{total}" numberReturned="0"/>')
        if query.get("sortby") and self.faults.get("unsorted"):
            return response(
                "<?xml version='1.0'?><ExceptionReport><ExceptionText>sort</ExceptionText></ExceptionReport>"
            )
        start, count = int(query["startindex"]), int(query["count"])
        if self.faults.get("stuck"):
            start = 0
        rows = list(enumerate(self.rows))[start : start + min(count, self.faults.get("most", count))]
        if query.get("outputformat") == "application/json" and not self.json:
            return response("<?xml version='1.0'?><ExceptionReport><ExceptionText>outputFormat application/json"
                            " unknown</ExceptionText></ExceptionReport>")  # fmt: skip
        return response(self.as_json(rows) if "outputformat" in query else self.as_gml(rows))

    def as_json(self, rows):
        features = [{"type": "Feature", "id": f"r.{n}", "properties": row,
                     "geometry": {"type": "Point", "coordinates": self.place}} for n, row in rows]  # fmt: skip
        crs = {"type": "name", "properties": {"name": self.crs}}
        total = self.faults.get("matched", len(self.rows))
        return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features, "numberMatched": total})

    def as_gml(self, rows):
        spot = " ".join(map(str, self.place))
        members = "".join(
            f'<wfs:member><a:r gml:id="r.{n}"><a:编号>{row["编号"]}</a:编号><a:name>{row["name"]}</a:name><a:geom>'
            f'<gml:Point srsName="{self.crs}"><gml:pos>{spot}</gml:pos></gml:Point></a:geom></a:r></wfs:member>'
            for n, row in rows
        )
        total = self.faults.get("matched", len(self.rows))
        return (
            '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:a="http://a" '
            'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="http://a http://127.0.0.1:9/a.xsd" numberMatched="{total}">{members}'
            "</wfs:FeatureCollection>"
        )


SERVICE = "/geoserver/wfs?typeNames=a:r"


@pytest.mark.parametrize("path", [SERVICE, "/geoserver/wfs", "/ows?SERVICE=WFS&version=2.0.0&typename=a:r&count=5"])
def test_wfs_comes_whole_in_a_stable_order(server, former, path):
    server.answer = Wfs()
    fetched = get(server, path, former)
    assert names(fetched) == [f"楼{n}" for n in range(2_300)]
    assert fetched.result[1] == "EPSG:4490"
    assert [request.query.get("sortBy") for request in server.requests][-3:-1] == ["编号", "编号"]


@pytest.mark.parametrize(
    ("service", "swapped"),
    [
        (Wfs(5), False),
        (Wfs(5, swapped=True), True),
        (Wfs(5, json=False, swapped=True), False),
        (Wfs(5, json=False, crs="http://www.opengis.net/def/crs/EPSG/0/4490", swapped=True), False),
        (Wfs(5, json=False, crs="EPSG:4490", swapped=True), True),
        (Wfs(5, json=False, crs="http://www.opengis.net/gml/srs/epsg.xml#4490"), False),
        (Wfs(5, crs="urn:ogc:def:crs:EPSG::4326", swapped=True), True),
        (Wfs(5, json=False, crs="urn:ogc:def:crs:EPSG::4326", swapped=True), False),
        (Wfs(5, crs="urn:ogc:def:crs:OGC:1.3:CRS84"), False),
    ],
)
def test_wfs_axes_are_put_in_order(server, service, swapped):
    server.answer = service
    fetched = get(server, SERVICE)
    assert {tuple(shape["coordinates"]) for _, shape in fetched.result[0]} == {(108.1, 21.5)}
    assert fetched.swapped is swapped


def test_wfs_without_json_gives_gml_in_pages(server, former):
    server.answer = Wfs(json=False, swapped=True)
    fetched = get(server, SERVICE, former)
    assert names(fetched) == [f"楼{n}" for n in range(2_300)]
    assert fetched.result[0][0][0]["编号"] == "R00000"


def test_wfs_servers_with_small_pages_or_without_sorting_are_read(server):
    server.answer = Wfs(1_500, most=400)
    assert len(names(get(server, SERVICE))) == 1_500
    server.answer = Wfs(1_500, unsorted=True)
    assert len(names(get(server, SERVICE))) == 1_500


@pytest.mark.parametrize(
    ("service", "path", "said"),
    [
        (Wfs(matched=2_301), SERVICE, "says that there are 2301 rows and gave 2300"),
        (Wfs(matched=1_999), SERVICE, "says that there are 1999 rows and gave 2000"),
        (Wfs(stuck=True), SERVICE, "repeats rows"),
        (Wfs(types=["r", "s"]), "/wfs", "several layers.*a:r, a:s"),
    ],
)
def test_wfs_pages_that_do_not_add_up_are_refused(server, former, service, path, said):
    server.answer = service
    with pytest.raises(CoreError, match=said):
        get(server, path, former)
    assert former.read_bytes() == FORMER


def test_a_service_that_cannot_count_is_read_and_said_so(server):
    server.answer = Wfs(1_500, matched="unknown")
    fetched = get(server, SERVICE)
    assert (len(names(fetched)), fetched.counted) == (1_500, False)
    server.answer = Wfs(1_500)
    assert get(server, SERVICE).counted


def test_gml_follows_no_link(server):
    """Schemas, coordinate systems and shapes elsewhere: GDAL asks for none of them."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"

        def listen():
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    heard.append(connection.recv(100))
                    connection.close()

        threading.Thread(target=listen, daemon=True).start()
        for crs in (address, "urn:ogc:def:crs:EPSG::4490"):
            told = Wfs(2, json=False, crs=crs).as_gml([(0, {"编号": "R1", "name": "楼"})])
            told = (
                told.replace("http://127.0.0.1:9/a.xsd", address)
                .replace(
                    "</a:geom>",
                    f'</a:geom><a:far xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{address}#1"/>',
                )
                .replace('numberMatched="2"', 'numberMatched="1"')
            )
            server.answer = lambda request, told=told: response(told)
            with suppress(CoreError):
                get(server, SERVICE)
        assert heard == []


def test_gml_with_entities_is_refused(server):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><FeatureCollection>&a;</FeatureCollection>'
    server.answer = lambda request: response(bomb)
    with pytest.raises(CoreError, match="entities"):
        get(server, SERVICE)


class Links:
    """Pages that name the next one, with the token that the first address had."""

    def __init__(self, **faults):
        self.faults = faults

    def __call__(self, request):
        assert request.query.get("token") == "T0P"
        number = int(request.query.get("page", 0))
        rows = [{"type": "Feature", "id": f"{number}-{n}", "properties": {"name": f"{number}-{n}"}, "geometry": None}
                for n in range(2)]  # fmt: skip
        target = self.faults.get("next", f"?token=T0P&page={number + 1}")
        links = [{"rel": "self", "href": "x"}, {"rel": "next", "href": target}] if number < 2 else []
        total = self.faults.get("total", 6)
        if self.faults.get("cut_at") == number:
            return b"HTTP/1.1 200 X\r\nContent-Length: 5000\r\n\r\n{"
        return response(
            json.dumps({"type": "FeatureCollection", "features": rows, "links": links, "numberMatched": total})
        )


def test_linked_pages_are_followed(server, former):
    server.answer = Links()
    fetched = get(server, "/items?token=T0P", former)
    assert names(fetched) == ["0-0", "0-1", "1-0", "1-1", "2-0", "2-1"]
    assert len(json.loads(former.read_bytes())["features"]) == 6


def test_linked_pages_go_on_after_a_cut_and_keep_no_token(server, former):
    server.answer = Links(cut_at=2)
    with pytest.raises(CoreError):
        get(server, "/items?token=T0P", former)
    assert b"T0P" not in b"".join(path.read_bytes() for path in former.parent.rglob("*") if path.is_file())
    server.requests.clear()
    server.answer = Links()
    assert len(names(get(server, "/items?token=T0P", former))) == 6
    assert [request.query.get("page") for request in server.requests] == [None, "2"]


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ({"next": "?token=T0P"}, "repeats rows|no end"),
        ({"next": "?token=T0P&page=1"}, "repeats rows|no end"),
        ({"next": "http://127.0.0.1/x"}, "not followed"),
        ({"next": "https://localhost/x"}, "not followed"),
        ({"next": "file:///etc/passwd"}, "not followed"),
        ({"total": 7}, "says that there are 7 rows and gave 6"),
        ({"total": 5}, "says that there are 5 rows and gave 6"),
    ],
)
def test_links_that_lead_astray_are_refused(server, former, faults, said):
    server.answer = Links(**faults)
    with pytest.raises(CoreError, match=said):
        get(server, "/items?token=T0P", former)
    assert former.read_bytes() == FORMER


def test_pages_too_large_together_are_refused(server, former):
    server.answer = Wfs()
    with pytest.raises(CoreError, match="size limit"):
        get(server, SERVICE, former, limits=Limits(size=200_000, attempts=1))
    assert former.read_bytes() == FORMER


@pytest.mark.parametrize(
    ("places", "crs", "turned"),
    [
        ([[21.5, 108.1], [22, 107]], "EPSG:4490", True),
        ([[21.5, 108.1], [107, 22]], "EPSG:4490", False),
        ([[38.0, 75.0]], None, True),
        ([[75.0, 38.0]], None, False),
        ([[2.0, 48.0]], None, False),
        ([[21.5, 108.1]], "EPSG:4526", False),
        ([], None, False),
    ],
    ids=["swapped", "mixed", "far west swapped", "far west", "not China", "metres", "none"],
)
def test_axes(places, crs, turned):
    rows = [{"properties": {}, "geometry": {"type": "Point", "coordinates": list(place)}} for place in places]
    assert in_order([*rows, {"properties": {}, "geometry": None}], crs) is turned
    if turned:
        assert [row["geometry"]["coordinates"] for row in rows] == [place[::-1] for place in places]
