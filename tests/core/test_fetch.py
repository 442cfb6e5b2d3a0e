"""One file over https from a server that misbehaves: the register is whole, or the former one is."""

from __future__ import annotations

import gzip
import json
import threading
import time

import pytest
from asking import CSV, FORMER, PATIENT, get
from tls_server import TlsServer, chunked, response, slowly

from fengsui.core.errors import Cancelled, CoreError
from fengsui.core.register.access import Limits


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
