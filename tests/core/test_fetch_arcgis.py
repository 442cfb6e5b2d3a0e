"""ArcGIS layers page by page: what repeats, lacks or changes rows is refused, what was cut off goes on."""

from __future__ import annotations

import json

import pytest
from asking import FORMER, get_rows, names
from tls_server import response

from fengsui.core.errors import CoreError
from fengsui.core.register.esri import geojson_geometry


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
        (ArcGis(), LAYER + "/query?where=1%3D1&outFields=name&f=json&resultOffset=2&outSR=3857&returnCountOnly=true"),
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
    fetched = get_rows(server, path, former)
    assert names(fetched) == [row["name"] for row in service.rows]
    assert fetched.result[0][0][1] == {"type": "Point", "coordinates": [108.1, 21.5]}
    assert len(json.loads(former.read_bytes())["features"]) == len(service.rows)


def test_arcgis_codes_and_days_become_words(server):
    server.answer = ArcGis()
    rows, crs = get_rows(server, LAYER).result
    assert [(row["mode"], row["day"]) for row, _ in rows[:2]] == [("免费", "2026-01-01"), ("有偿", "2026-01-01")]
    assert crs == "EPSG:4490"


@pytest.mark.parametrize(
    ("wkid", "code"),
    [(4490, "EPSG:4490"), (4326, None), (3857, "EPSG:3857"), (102100, "EPSG:3857"), (4526, "EPSG:4526")],
)
def test_arcgis_spatial_references_are_kept(server, wkid, code):
    server.answer = ArcGis(wkid=wkid)
    assert get_rows(server, LAYER).result[1] == code


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
        get_rows(server, LAYER, former)
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
        get_rows(server, LAYER, former)
    assert former.read_bytes() == FORMER


def offsets(server):
    return [request.query["resultOffset"] for request in server.requests if "resultOffset" in request.query]


def test_paging_goes_on_after_a_cut(server, former):
    server.answer = ArcGis(cut_at=6)
    with pytest.raises(CoreError, match="broke off"):
        get_rows(server, LAYER, former)
    assert former.read_bytes() == FORMER
    server.requests.clear()
    server.answer = ArcGis()
    assert len(names(get_rows(server, LAYER, former))) == 7
    assert offsets(server) == ["0", "6"]  # the first page only to see that it is the same register
    assert sorted(path.name for path in former.parent.iterdir()) == [former.name, former.name + ".fetched.json"]


@pytest.mark.parametrize("count", [7, 8], ids=["other rows", "more rows"])
def test_but_begins_anew_when_the_register_is_another_one(server, former, count):
    server.answer = ArcGis(cut_at=6)
    with pytest.raises(CoreError):
        get_rows(server, LAYER, former)
    server.requests.clear()
    server.answer = ArcGis(rows=count)
    server.answer.rows[0]["name"] = "新楼"
    assert names(get_rows(server, LAYER, former))[0] == "新楼"
    assert offsets(server)[-2:] == ["3", "6"]


def test_a_page_half_written_by_a_dead_run_is_asked_again(server, former):
    server.answer = ArcGis(cut_at=6)
    with pytest.raises(CoreError):
        get_rows(server, LAYER, former)
    part = next(former.parent.rglob("pages.jsonl"))
    whole = part.read_bytes()
    for cut in range(0, len(whole), 101):
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(whole[:cut])
        server.answer = ArcGis()
        assert names(get_rows(server, LAYER, former)) == [f"楼{n}" for n in range(7)]


def test_arcgis_errors_in_proper_answers_are_said(server):
    server.answer = lambda request: response(json.dumps({"error": {"code": 499, "message": "Token Required"}}))
    with pytest.raises(CoreError, match="who you are"):
        get_rows(server, LAYER)
    server.answer = lambda request: response("<html>login")
    with pytest.raises(CoreError, match="web page"):
        get_rows(server, LAYER)
    server.answer = lambda request: response(json.dumps({"layers": [{"id": 0, "name": "a"}, {"id": 1, "name": "b"}]}))
    with pytest.raises(CoreError, match=r"several layers.*0 a, 1 b"):
        get_rows(server, "/FeatureServer")
    with pytest.raises(CoreError, match="no address of an ArcGIS"):
        get_rows(server, "/x", form="arcgis")


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
