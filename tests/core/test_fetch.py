"""One file over https from a server that misbehaves: the register is whole, or the former one is."""

from __future__ import annotations

import gzip
import io
import json
import logging
import threading
import time
from pathlib import Path

import openpyxl
import pytest
from tls_server import TlsServer, chunked, response, slowly

from fengsui.core.errors import Cancelled, CoreError
from fengsui.core.register.access import Access, Limits
from fengsui.core.register.address import checked, masked
from fengsui.core.register.fetch import fetch

CSV = "资源编号,名称\nR1,甲楼\nR2,乙楼\n".encode()
FORMER = b"the former register"
QUICK = Limits(attempts=1, backoff_s=0.01, connect_s=2, silence_s=2, total_s=10, retry_after_s=1)
PATIENT = Limits(attempts=4, backoff_s=0.01, connect_s=2, silence_s=2, total_s=10, retry_after_s=1)


def get(server, file=None, path="/r.csv", limits=QUICK, read=None, headers=None, **more):
    read = read or (lambda table: Path(table).read_bytes())
    access = Access(headers=headers or {}, verify=server.verify)
    return fetch(server.url + path, read, file=str(file) if file else None, access=access, limits=limits, **more)


@pytest.fixture
def former(tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(FORMER)
    return file


def test_a_register_comes_whole_with_what_the_server_said_of_it(server, former):
    server.answer = lambda request: response(CSV, ETag='"v1"')
    fetched = get(server, former)
    assert fetched.result == CSV == former.read_bytes()
    assert (fetched.etag, fetched.size, fetched.unchanged) == ('"v1"', len(CSV), False)
    assert sorted(path.name for path in former.parent.iterdir()) == ["register.csv", "register.csv.fetched.json"]
    assert server.requests[0].headers["user-agent"] == "Fengsui"


def test_without_a_file_nothing_is_kept(server, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    server.answer = lambda request: response(CSV)
    assert get(server).result == CSV
    assert list(tmp_path.iterdir()) == []


def read_strictly(table):
    data = Path(table).read_bytes()
    assert data == CSV
    return data


JSON = json.dumps([{"name": "甲"}, {"name": "乙"}]).encode()
WHOLE = {
    "length": (response(CSV), CSV, "r.csv"),
    "chunks": (chunked([CSV[:9], CSV[9:]]), CSV, "r.csv"),
    "padded chunks": (chunked([CSV[:9], CSV[9:]], zeros="00"), CSV, "r.csv"),
    "packed": (response(gzip.compress(CSV, mtime=0), Content_Encoding="gzip"), CSV, "r.csv"),
    "no length": (response(JSON, length=None), JSON, "r.json"),
}


@pytest.mark.parametrize(("told", "data", "path"), WHOLE.values(), ids=WHOLE)
def test_cut_off_at_any_byte_the_former_register_is_whole(server, tmp_path, told, data, path):
    file = tmp_path / "register"
    for count in range(len(told) + 1):
        file.write_bytes(FORMER)
        server.answer = lambda request, count=count: told[:count]
        try:
            get(server, file, path="/" + path)
        except CoreError:
            assert file.read_bytes() == FORMER, f"cut at {count}"
        else:
            assert file.read_bytes() == data, f"cut at {count}"
    assert file.read_bytes() == data


def test_cut_off_at_any_byte_and_asked_again_it_comes_whole(server, tmp_path):
    told = response(CSV, ETag='"v1"')
    ranged = []
    for count in range(0, len(told), 2):

        def answer(request, count=count):
            if request.number == 1:
                return told[:count]
            if "range" not in request.headers:
                return told
            start = int(request.headers["range"][6:-1])
            assert request.headers["if-range"] == '"v1"'
            ranged.append(start)
            span = f"bytes {start}-{len(CSV) - 1}/{len(CSV)}"
            return response(CSV[start:], 206, ETag='"v1"', Content_Range=span)

        server.requests.clear()
        server.answer = answer
        file = tmp_path / f"{count}.csv"
        assert get(server, file, limits=PATIENT).result == CSV == file.read_bytes()
    assert len(ranged) >= len(CSV) // 2 - 2


def test_a_second_run_goes_on_where_the_first_was_cut_off(server, former):
    server.answer = lambda request: response(CSV, ETag='"v1"')[:-10]
    with pytest.raises(CoreError, match="broke off"):
        get(server, former)
    span = f"bytes {len(CSV) - 10}-{len(CSV) - 1}/{len(CSV)}"
    server.answer = lambda request: response(CSV[-10:], 206, ETag='"v1"', Content_Range=span)
    assert get(server, former).result == CSV
    assert server.requests[-1].headers["range"] == f"bytes={len(CSV) - 10}-"


@pytest.mark.parametrize(
    "second",
    [
        response(b"x" * 10, 206, ETag='"v2"', Content_Range=f"bytes {len(CSV) - 10}-{len(CSV) - 1}/{len(CSV)}"),
        response(b"x" * 10, 206, Content_Range=f"bytes {len(CSV) - 10}-{len(CSV) - 1}/{len(CSV)}"),
        response(b"x" * 9, 206, ETag='"v1"', Content_Range=f"bytes {len(CSV) - 9}-{len(CSV) - 1}/{len(CSV)}"),
        response(b"x" * 10, 206, ETag='"v1"', Content_Range=f"bytes {len(CSV) - 10}-{len(CSV) - 1}/{len(CSV) + 1}"),
        response(b"", 416),
    ],
    ids=["another version", "no version", "another start", "another length", "refused"],
)
def test_a_rest_that_does_not_fit_is_not_taken(server, former, second):
    answers = [response(CSV, ETag='"v1"')[:-10], second, response(CSV, ETag='"v1"')]
    server.answer = lambda request: answers[request.number - 1]
    assert get(server, former, limits=PATIENT).result == CSV
    assert "range" not in server.requests[2].headers


def test_a_changed_register_is_sent_anew_instead_of_its_rest(server, former):
    new = CSV + "R3,丙楼\n".encode()
    answers = [response(CSV, ETag='"v1"')[:-10], response(new, ETag='"v2"')]
    server.answer = lambda request: answers[request.number - 1]
    assert get(server, former, limits=PATIENT).result == new


@pytest.mark.parametrize(
    "told",
    [
        response(CSV, length=len(CSV) + 20),
        response(CSV, length=len(CSV) - 5),
        response(CSV, length="-1"),
        response(CSV, length=None),
        chunked([CSV], end=b""),
        chunked([CSV], end=b"zz\r\n"),
        response(gzip.compress(CSV)[:-6], Content_Encoding="gzip"),
        response(gzip.compress(CSV)[:-6] + b"123456", Content_Encoding="gzip"),
    ],
    ids=["less", "more", "no number", "none", "chunks", "no chunk", "packed short", "packed wrong"],
)
def test_a_wrong_length_is_noticed(server, former, told):
    server.answer = lambda request: told
    with pytest.raises(CoreError):
        get(server, former)
    assert former.read_bytes() == FORMER


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://127.0.0.1/r.csv", "not https"),
        ("file:///etc/passwd", "not https"),
        ("ftp://127.0.0.1/", "not https"),
        ("//", "without end"),
        ("/again", "without end"),
        ("", "without end"),
    ],
)
def test_redirects_stay_on_https_and_end(server, former, target, said):
    server.answer = lambda request: response(b"", 302, Location=target)
    with pytest.raises(CoreError, match=said):
        get(server, former)
    assert len(server.requests) <= 6
    assert former.read_bytes() == FORMER


def test_a_redirect_is_followed_but_carries_no_password_to_another_server(server, certificates):
    other = TlsServer(certificates)
    other.answer = lambda request: response(CSV)
    server.answer = lambda request: response(b"", 307, Location=other.url + "/moved.csv")
    assert get(server, headers={"Authorization": "Basic c2VjcmV0"}).result == CSV
    assert server.requests[0].headers["authorization"] == "Basic c2VjcmV0"
    assert "authorization" not in other.requests[0].headers
    other.close()


def test_failures_that_pass_are_asked_again(server, former):
    answers = [response(b"", 500), response(b"", 503, Retry_After="0"), b"", response(CSV)]
    server.answer = lambda request: answers[request.number - 1]
    assert get(server, former, limits=PATIENT).result == CSV


def test_failures_that_do_not_pass_end(server, former):
    server.answer = lambda request: response(b"", 502)
    with pytest.raises(CoreError, match="answered 502"):
        get(server, former, limits=PATIENT)
    assert len(server.requests) == PATIENT.attempts
    assert former.read_bytes() == FORMER


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 501])
def test_refusals_are_not_asked_again(server, former, status):
    server.answer = lambda request: response(b"", status)
    with pytest.raises(CoreError, match=f"status {status}"):
        get(server, former, limits=PATIENT)
    assert len(server.requests) == 1


def test_a_busy_server_is_waited_for_as_long_as_it_asks(server):
    answers = [response(b"", 429, Retry_After="1"), response(CSV)]
    server.answer = lambda request: answers[request.number - 1]
    start = time.monotonic()
    assert get(server, limits=PATIENT).result == CSV
    assert time.monotonic() - start >= 1


@pytest.mark.parametrize("after", ["3600", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_but_not_for_hours(server, former, after):
    server.answer = lambda request: response(b"", 429, Retry_After=after)
    with pytest.raises(CoreError, match="come back in"):
        get(server, former, limits=PATIENT)


def endless(head):
    yield head
    while True:
        yield b"R9,x\n" * 2_000


@pytest.mark.parametrize(
    "told",
    [
        lambda: endless(response(b"", length=None)),
        lambda: endless(response(b"", length=10**12)),
        lambda: endless(response(b"", length=None, Transfer_Encoding="chunked") + b"ffffffff\r\n"),
        lambda: response(gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip"),
        lambda: response(gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip", ETag='"a"'),
    ],
    ids=["no end", "huge", "huge chunk", "bomb", "bomb with a version"],
)
def test_what_is_too_large_is_left(server, former, told):
    server.answer = lambda request: told()
    limits = Limits(size=1_000_000, attempts=1, total_s=10)
    with pytest.raises(CoreError, match="size limit"):
        get(server, former, limits=limits)
    assert former.read_bytes() == FORMER
    assert sum(path.stat().st_size for path in former.parent.rglob("*") if path.is_file()) < 1_100_000


@pytest.mark.parametrize(
    ("told", "limits", "said"),
    [
        (lambda: slowly([b""] * 40, 0.1), Limits(attempts=1, silence_s=0.3), "silent"),
        (
            lambda: [response(CSV)[:-5], *slowly([b""] * 40, 0.1)],
            Limits(attempts=1, silence_s=0.3),
            "silent|breaks off",
        ),
        (lambda: slowly([b"x"] * 40, 0.1), Limits(attempts=1, total_s=0.4), "time limit"),
        (lambda: slowly([response(b"", length=999)] + [b"x"] * 40, 0.1), Limits(attempts=9, total_s=0.4), "time limit"),
        (lambda: response(b"", 503), Limits(attempts=99, total_s=0.4, backoff_s=0.3), "answered 503"),
    ],
    ids=["silent", "silent later", "slow head", "slow body", "always busy"],
)
def test_time_has_limits(server, former, told, limits, said):
    server.answer = lambda request: told()
    start = time.monotonic()
    with pytest.raises(CoreError, match=said):
        get(server, former, limits=limits)
    assert time.monotonic() - start < 3
    assert former.read_bytes() == FORMER


@pytest.mark.parametrize(
    "told",
    [lambda: slowly([b""] * 50, 0.1), lambda: slowly([response(b"", length=99)] + [b"x"] * 50, 0.1),
     lambda: response(b"", 503, Retry_After="30")],
    ids=["silent", "slow", "waiting"],
)  # fmt: skip
def test_cancel_takes_effect_within_a_second(server, former, told):
    server.answer = lambda request: told()
    stop = threading.Event()
    threading.Timer(0.4, stop.set).start()

    def progress(done):
        if stop.is_set():
            raise Cancelled

    start = time.monotonic()
    with pytest.raises(Cancelled):
        get(server, former, limits=Limits(), progress=progress)
    assert time.monotonic() - start < 1.4
    assert former.read_bytes() == FORMER


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
