"""WFS and linked pages: order, axes, counts, GML where there is no JSON, and links that lead astray."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress

import pytest
from asking import FORMER, get_rows, names
from tls_server import response

from fengsui.core.errors import CoreError
from fengsui.core.register.access import Limits
from fengsui.core.register.axes import in_order


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
    fetched = get_rows(server, path, former)
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
    fetched = get_rows(server, SERVICE)
    assert {tuple(shape["coordinates"]) for _, shape in fetched.result[0]} == {(108.1, 21.5)}
    assert fetched.swapped is swapped


def test_wfs_without_json_gives_gml_in_pages(server, former):
    server.answer = Wfs(json=False, swapped=True)
    fetched = get_rows(server, SERVICE, former)
    assert names(fetched) == [f"楼{n}" for n in range(2_300)]
    assert fetched.result[0][0][0]["编号"] == "R00000"


def test_wfs_servers_with_small_pages_or_without_sorting_are_read(server):
    server.answer = Wfs(1_500, most=400)
    assert len(names(get_rows(server, SERVICE))) == 1_500
    server.answer = Wfs(1_500, unsorted=True)
    assert len(names(get_rows(server, SERVICE))) == 1_500


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
        get_rows(server, path, former)
    assert former.read_bytes() == FORMER


def test_a_service_that_cannot_count_is_read_and_said_so(server):
    server.answer = Wfs(1_500, matched="unknown")
    fetched = get_rows(server, SERVICE)
    assert (len(names(fetched)), fetched.counted) == (1_500, False)
    server.answer = Wfs(1_500)
    assert get_rows(server, SERVICE).counted


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
                get_rows(server, SERVICE)
        assert heard == []


def test_gml_with_entities_is_refused(server):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><FeatureCollection>&a;</FeatureCollection>'
    server.answer = lambda request: response(bomb)
    with pytest.raises(CoreError, match="entities"):
        get_rows(server, SERVICE)


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
    fetched = get_rows(server, "/items?token=T0P", former)
    assert names(fetched) == ["0-0", "0-1", "1-0", "1-1", "2-0", "2-1"]
    assert len(json.loads(former.read_bytes())["features"]) == 6


def test_linked_pages_go_on_after_a_cut_and_keep_no_token(server, former):
    server.answer = Links(cut_at=2)
    with pytest.raises(CoreError):
        get_rows(server, "/items?token=T0P", former)
    assert b"T0P" not in b"".join(path.read_bytes() for path in former.parent.rglob("*") if path.is_file())
    server.requests.clear()
    server.answer = Links()
    assert len(names(get_rows(server, "/items?token=T0P", former))) == 6
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
        get_rows(server, "/items?token=T0P", former)
    assert former.read_bytes() == FORMER


def test_pages_too_large_together_are_refused(server, former):
    server.answer = Wfs()
    with pytest.raises(CoreError, match="size limit"):
        get_rows(server, SERVICE, former, limits=Limits(size=200_000, attempts=1))
    assert former.read_bytes() == FORMER


@pytest.mark.parametrize(
    ("places", "crs", "turned"),
    [
        ([[21.5, 108.1], [22, 107]], "EPSG:4490", True),
        ([[21.5, 108.1], [107, 22]], "EPSG:4490", False),
        ([[21.5, 108.1]] * 19 + [[107, 22]], "EPSG:4490", False),
        ([[38.0, 75.0]], None, True),
        ([[75.0, 38.0]], None, False),
        ([[2.0, 48.0]], None, False),
        ([[21.5, 108.1]], "EPSG:4526", False),
        ([], None, False),
    ],
    ids=["swapped", "mixed", "one in order", "far west swapped", "far west", "not China", "metres", "none"],
)
def test_axes(places, crs, turned):
    rows = [{"properties": {}, "geometry": {"type": "Point", "coordinates": list(place)}} for place in places]
    assert in_order([*rows, {"properties": {}, "geometry": None}], crs) is turned
    if turned:
        assert [row["geometry"]["coordinates"] for row in rows] == [place[::-1] for place in places]
