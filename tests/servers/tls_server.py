"""A real https server on the loopback that answers byte by byte what a test tells it, with a CA made for the run."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Union
from urllib.parse import parse_qsl, urlsplit

CONFIG = """
[ca]
default_ca = it
[it]
database = {folder}/index.txt
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[right]
subjectAltName = IP:127.0.0.1, DNS:localhost
authorityKeyIdentifier = keyid
[wrong_host]
subjectAltName = DNS:register.example
authorityKeyIdentifier = keyid
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
"""


def make_certificates(folder: Path) -> Path:
    """ca.pem (trusted), other.pem (not), and right, expired and wrong_host.pem with their keys, by `openssl`."""
    (folder / "ca.cnf").write_text(CONFIG.format(folder=folder), "utf-8")
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01\n")

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-config", "ca.cnf"]
    for name in ("ca", "other"):
        openssl("req", "-x509", *key, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "3",
                "-subj", f"/CN=Fengsui test {name}", "-extensions", "authority")  # fmt: skip
    for name, days in (("right", ["-days", "2"]), ("wrong_host", ["-days", "2"]),
                       ("expired", ["-startdate", "20200101000000Z", "-enddate", "20200201000000Z"])):  # fmt: skip
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        section = "wrong_host" if name == "wrong_host" else "right"
        openssl("ca", "-config", "ca.cnf", "-batch", "-notext", "-cert", "ca.pem", "-keyfile", "ca.key", *days,
                "-in", f"{name}.csr", "-out", f"{name}.pem", "-extensions", section)  # fmt: skip
    return folder


@dataclass
class Request:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    number: int


Told = Union[bytes, Iterable[bytes]]


def response(body: Union[bytes, str] = b"", status: int = 200, length: Any = True, **headers: str) -> bytes:
    """A whole HTTP answer; length: True for the right one, a number for another, None for none."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length is True else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(pieces: Iterable[bytes], end: bytes = b"0\r\n\r\n", zeros: str = "", **headers: str) -> bytes:
    """An answer in chunks; zeros: padding before the sizes, as some servers write them."""
    body = b"".join(f"{zeros}{len(p):x}\r\n".encode() + p + b"\r\n" for p in pieces)
    return response(b"", length=None, Transfer_Encoding="chunked", **headers) + body + end


@dataclass
class TlsServer:
    """`answer(request)` gives the bytes to send, or an iterable of them; the connection is closed behind them."""

    folder: Path
    certificate: str = "right"
    answer: Callable[[Request], Told] = lambda request: response(b"", 404)
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.folder / f"{self.certificate}.pem", self.folder / f"{self.certificate}.key")
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def verify(self) -> str:
        return str(self.folder / "ca.pem")

    def close(self) -> None:
        self.listener.close()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._speak, args=(plain,), daemon=True).start()

    def _speak(self, plain: socket.socket) -> None:
        plain.settimeout(10)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with self.context.wrap_socket(plain, server_side=True) as stream:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = stream.recv(65_536)
                    if not piece:
                        return
                    head += piece
                told = self.answer(self._request(head))
                for piece in [told] if isinstance(told, bytes) else told:
                    stream.sendall(piece)
        except (OSError, ssl.SSLError):
            return  # the other side left, or would not trust the certificate

    def _request(self, head: bytes) -> Request:
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        parts = urlsplit(first.split(" ")[1])
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        request = Request(parts.path, query, headers, len(self.requests) + 1)
        self.requests.append(request)
        return request


def slowly(pieces: Iterable[bytes], pause_s: float) -> Iterable[bytes]:
    for piece in pieces:
        yield piece
        time.sleep(pause_s)
