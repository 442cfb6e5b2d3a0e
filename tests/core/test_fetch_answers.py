"""What comes is called what it is, who may be asked is checked, passwords stay hidden, the former file is remembered."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import openpyxl
import pytest
from asking import CSV, FORMER, PATIENT, QUICK, get
from tls_server import TlsServer, response

from fengsui.core.errors import CoreError
from fengsui.core.register.access import Access
from fengsui.core.register.address import checked, masked
from fengsui.core.register.fetch import fetch

JSON = json.dumps([{"name": "甲"}, {"name": "乙"}]).encode()


def read_strictly(table):
    data = Path(table).read_bytes()
    assert data == CSV
    return data


@pytest.mark.parametrize(
    ("certificate", "said"), [("expired", "it has expired"), ("wrong_host", "it is of another host")]
)
def test_a_bad_certificate_is_refused_at_once(certificates, former, certificate, said):
    bad = TlsServer(certificates, certificate, lambda request: response(CSV))
    with pytest.raises(CoreError, match=said):
        get(bad, former, limits=PATIENT)
    assert bad.requests == []
    assert former.read_bytes() == FORMER
    bad.close()


def test_an_unknown_authority_is_refused(server, certificates):
    for verify in (True, str(certificates / "other.pem")):
        with pytest.raises(CoreError, match="nobody known here has signed it"):
            fetch(server.url, str, access=Access(verify=verify), limits=PATIENT)
    assert server.requests == []


@pytest.mark.parametrize("verify", [False, None, "", 0])
def test_the_certificate_check_has_no_switch(verify):
    with pytest.raises(ValueError, match="always checked"):
        Access(verify=verify)


@pytest.mark.parametrize(
    "address",
    ["http://a.cn/r.csv", "HTTP://a.cn", "ftp://a.cn", "file:///etc/passwd", "a.cn/r.csv", "//a.cn", "", "https://",
     "https:///r", "https://a.cn:99999/", "https://a.cn/a b", "https://a.cn\\@b.cn/", "https://[::1/", "javascript:1"],
)  # fmt: skip
def test_only_https_addresses_are_asked(address):
    with pytest.raises(CoreError):
        checked(address)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://u:p%40w@a.cn/r?x=1#f", "https://***@a.cn/r?x=1"),
        ("https://a.cn/r?token=T0p&page=2", "https://a.cn/r?token=***&page=2"),
        ("https://a.cn/r?ACCESS_TOKEN=T0p&AppKey=k", "https://a.cn/r?ACCESS_TOKEN=***&AppKey=***"),
        ("https://a.cn/r?pwd=1&sig=2&signature=3&sk=4&typeNames=a:b", "https://a.cn/r?pwd=***&sig=***&signature=***&sk=***&typeNames=a:b"),
        ("http://u:p@a.cn/", "http://***@a.cn/"),
        ("u:p@a.cn/", "***"),
    ],
)  # fmt: skip
def test_passwords_and_tokens_are_masked(address, shown):
    assert masked(address) == shown


def test_no_password_reaches_errors_logs_or_files(server, former, caplog):
    caplog.set_level(logging.DEBUG)
    address = server.url.replace("https://", "https://officer:T0PSECRET@") + "/r.csv?token=T0PSECRET&a=1"
    access = Access(headers={"X-Key": "T0PSECRET"}, verify=server.verify)
    fetched = []
    for told in (response(b"", 500), response(b"", 401), b"", response("<html>T0P"), response(b"", 302, Location="x:"),
                 b"HTTP/1.1 200 X\r\nContent-Le", response(CSV, ETag='"v"')[:-3], response(CSV, ETag='"v"')):  # fmt: skip
        server.answer = lambda request, told=told: told
        try:
            fetched.append(fetch(address, read_strictly, file=str(former), access=access, limits=QUICK))
        except CoreError as error:
            assert "T0PSECRET" not in str(error) + repr(error.values)  # noqa: PT017
        for path in former.parent.rglob("*"):
            assert path.is_dir() or b"T0PSECRET" not in path.read_bytes()
    assert "T0PSECRET" not in repr(fetched) + repr(access)
    assert "T0PSECRET" not in caplog.text
    assert server.requests[-1].headers["authorization"].startswith("Basic ")
    assert server.requests[-1].headers["x-key"] == "T0PSECRET"


def test_the_environment_decides_nothing(server, monkeypatch, tmp_path):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    server.answer = lambda request: response(CSV)
    assert get(server).result == CSV


def test_an_unchanged_register_is_not_sent_again(server, former):
    server.answer = lambda request: response(CSV, ETag='"v1"')
    first = get(server, former)
    server.answer = lambda request: response(b"", 304, length=None, ETag='"v1"')
    again = get(server, former)
    assert server.requests[-1].headers["if-none-match"] == '"v1"'
    assert again.unchanged
    assert (again.result, again.etag, again.size, again.at) == (CSV, '"v1"', len(CSV), first.at)
    assert former.read_bytes() == CSV


def test_a_date_serves_where_there_is_no_etag(server, former):
    date = "Fri, 20 Nov 2026 08:00:00 GMT"
    server.answer = lambda request: response(CSV, Last_Modified=date)
    get(server, former)
    server.answer = lambda request: response(b"", 304, length=None)
    assert get(server, former).unchanged
    assert server.requests[-1].headers["if-modified-since"] == date


def test_a_former_file_that_was_touched_or_is_of_another_address_is_no_reason_to_send_nothing(server, former):
    server.answer = lambda request: response(CSV, ETag='"v1"')
    get(server, former)
    get(server, former, path="/other.csv")
    former.write_bytes(FORMER)
    get(server, former, path="/other.csv")
    assert not any("if-none-match" in request.headers for request in server.requests)
    server.answer = lambda request: response(b"", 304, length=None)
    former.write_bytes(FORMER)
    with pytest.raises(CoreError, match="304"):
        get(server, former)


def test_a_register_that_cannot_be_read_does_not_replace_the_former(server, former):
    server.answer = lambda request: response(CSV)

    def read(table):
        raise CoreError("no header")

    with pytest.raises(CoreError, match="no header"):
        get(server, former, read=read)
    assert former.read_bytes() == FORMER


PAGE = "<!DOCTYPE html><html><head><title>统一身份认证 登录</title></head><body>…</body></html>"
BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("body", "form", "said"),
    [
        (PAGE, "auto", "gave a web page, not a register .*统一身份认证 登录"),
        (PAGE, "csv", "web page"),
        ("\ufeff\n <HTML><BODY>login", "xlsx", "web page"),
        ("<?xml version='1.0'?><html xmlns='x'><title>a</title></html>", "auto", "web page"),
        ("", "auto", "empty answer"),
        ("  \n", "csv", "empty answer"),
        (BOMB, "auto", "entities"),
        (BOMB.encode("utf-16"), "auto", "refused"),
        ("<?xml version='1.0'?><ows:ExceptionReport xmlns:ows='o'><ows:ExceptionText>No such type"
         "</ows:ExceptionText></ows:ExceptionReport>", "auto", "No such type"),
        ("<?xml version='1.0'?><a><b>", "auto", "breaks off"),
        ("[" * 100_000, "auto", "nests without end"),
        ('{"a":' * 300 + "1" + "}" * 300, "json", "nests without end"),
        ('[{"a": 1}, {"a"', "json", "breaks off"),
        ('{"a": 1}', "json", "without a list"),
        ("[1, 2]", "json", "without a list"),
        ('{"error": {"code": 499, "message": "Token Required"}}', "auto", "who you are"),
        ('{"error": {"code": 400, "message": "bad token=abc"}}', "auto", r"400 bad token=\*\*\*"),
        ('{"numberMatched": 3, "features": [{"type": "Feature", "properties": {}, "geometry": null}]}', "auto",
         "says that there are 3 rows and gave 1"),
        (CSV, "xlsx", "gave text, not xlsx"),
        (JSON, "csv", "gave json, not csv"),
        (CSV, "geojson", "gave text, not geojson"),
        (CSV, "kml", "no format"),
    ],
)  # fmt: skip
def test_what_is_no_register_is_called_what_it_is(server, former, body, form, said):
    server.answer = lambda request: response(body, Content_Type="text/csv")
    with pytest.raises(CoreError, match=said):
        get(server, former, form=form)
    assert former.read_bytes() == FORMER


def test_content_decides_not_the_content_type(server):
    book = openpyxl.Workbook()
    book.active.append(["名称"])
    stream = io.BytesIO()
    book.save(stream)
    server.answer = lambda request: response(stream.getvalue(), Content_Type="text/html")
    names = []
    get(server, path="/下载.do?f=1", read=names.append)
    assert Path(names[0]).name == "下载.xlsx"


def rows_read(table):
    found = json.loads(Path(table).read_text("utf-8"))
    return [row["properties"] for row in found["features"]]


@pytest.mark.parametrize(
    "body",
    [
        [{"name": "甲"}, {"name": "乙"}],
        {"code": 0, "data": {"total": 2, "list": [{"name": "甲"}, {"name": "乙"}]}},
        {"results": [{"name": "甲"}, {"name": "乙"}], "next": None, "count": 2},
        {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"name": "甲"}, "geometry": None},
            {"type": "Feature", "properties": {"name": "乙"}, "geometry": "no"}]},
        {"spatialReference": {"wkid": 4490}, "features": [
            {"attributes": {"name": "甲"}, "geometry": {"x": 1, "y": 2}}, {"attributes": {"name": "乙"}}]},
    ],
    ids=["list", "wrapped", "counted", "geojson", "esri"],
)  # fmt: skip
def test_json_of_any_wrapping_is_rows(server, former, body):
    server.answer = lambda request: response(json.dumps(body))
    assert get(server, former, read=rows_read).result == [{"name": "甲"}, {"name": "乙"}]
    assert json.loads(former.read_bytes()) == body


def test_a_second_run_at_the_same_time_is_told_so(server, former):
    server.answer = lambda request: response(CSV)

    def read(table):
        with pytest.raises(CoreError, match="being fetched by another run"):
            get(server, former)
        return 1

    assert get(server, former, read=read).result == 1


@pytest.mark.parametrize("file", ["missing/folder/r.csv", "."])
def test_a_place_that_is_none_is_said(server, tmp_path, file):
    with pytest.raises(CoreError, match="no place for a file"):
        get(server, tmp_path / file)
    assert server.requests == []


def test_a_full_disk_leaves_the_former_register(server, former, monkeypatch):
    server.answer = lambda request: response(CSV)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CoreError, match="No space left"):
        get(server, former)
    assert former.read_bytes() == FORMER
