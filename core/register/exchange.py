"""A request in a thread of its own, so that name look-up, handshake and silence never keep the user waiting."""

from __future__ import annotations

import logging
import queue
import ssl
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Optional, Union

from ..errors import N_, CoreError
from .address import host_of

_PIECE = 65_536
_LINE = 1_000
_NAME = "fengsui-fetch"


class Trouble(Exception):
    """What may pass when asked again: a template and its values; `after`: seconds the server asks to wait."""

    def __init__(self, text: str, after: Optional[float] = None, **values: Any) -> None:
        self.text, self.values, self.after = text, values, after
        super().__init__(text.format(**values))


def _fit_to_log(record: logging.LogRecord) -> bool:
    """Whether a line of the library is not about our request: it would repeat the address with its tokens."""
    return record.threadName != _NAME


class Exchange:
    """`begun` until there is a status, then `next` until it says None; `close` at any time."""

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str],
        proxies: Mapping[str, str],
        verify: Union[bool, str],
        timeout: tuple[float, float],
    ) -> None:
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self._url = url
        self._asked = {"headers": dict(headers), "proxies": dict(proxies), "verify": verify, "timeout": timeout}
        self._pieces: queue.Queue[Any] = queue.Queue(maxsize=8)
        self._left = threading.Event()
        threading.Thread(target=self._run, name=_NAME, daemon=True).start()

    def begun(self, seconds: float) -> bool:
        """Whether status and headers are here, after waiting no longer than `seconds`."""
        try:
            head = self._pieces.get(timeout=seconds)
        except queue.Empty:
            return False
        if isinstance(head, BaseException):
            raise self._told(head) from None
        self.status, self.headers = head
        return True

    def next(self, seconds: float) -> Optional[bytes]:
        """A piece of the body, empty when none came within `seconds`; None at its proper end."""
        try:
            piece = self._pieces.get(timeout=seconds)
        except queue.Empty:
            return b""
        if isinstance(piece, BaseException):
            raise self._told(piece) from None
        return piece

    def close(self) -> None:
        """Leave: the thread ends by itself when its socket next speaks or times out."""
        self._left.set()

    def _run(self) -> None:
        import requests  # type: ignore[import-untyped]

        for name in ("urllib3.connectionpool", "urllib3.poolmanager", "urllib3.connection"):
            logging.getLogger(name).addFilter(_fit_to_log)  # the same one again changes nothing
        try:
            with requests.Session() as session:
                session.trust_env = False  # proxies, certificates and passwords: only what the user chose in QGIS
                asked = {**self._asked, "stream": True, "allow_redirects": False}
                with session.get(self._url, **asked) as response:
                    headers = {name.lower(): value for name, value in response.headers.items()}
                    self._put((response.status_code, headers))
                    for piece in _body(response, headers):
                        if not self._put(piece):
                            return
                    self._put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            self._put(error)

    def _put(self, item: Any) -> bool:
        while not self._left.is_set():
            try:
                self._pieces.put(item, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False

    def _told(self, error: BaseException) -> BaseException:
        """The error as a sentence; never the library's own text, which repeats the address with its tokens."""
        import requests
        from urllib3.exceptions import HTTPError  # type: ignore[import-untyped]

        host = host_of(self._url)
        if isinstance(error, (Trouble, CoreError)):
            return error
        certificate = _certificate_fault(error)
        if certificate is not None:
            text = N_("The certificate of {host} is not to be trusted: {reason}. Nothing was sent.")
            return CoreError(text, host=host, reason=certificate)
        if isinstance(error, requests.exceptions.InvalidSchema):
            return CoreError(N_("The proxy set in QGIS is of a kind that cannot be used here. Set an HTTP proxy."))
        if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader, UnicodeError)):
            return CoreError(N_("The address cannot be read. It begins with https:// and names a host."))
        if isinstance(error, requests.exceptions.ProxyError):
            return Trouble(N_("The proxy set in QGIS does not connect to {host}."), host=host)
        if isinstance(error, (requests.exceptions.Timeout, TimeoutError)):
            return Trouble(N_("{host} is silent."), host=host)
        if isinstance(error, (requests.exceptions.RequestException, HTTPError, OSError)):
            return Trouble(N_("The connection to {host} fails or breaks off."), host=host)
        return error


_FAULTS = (
    ("expired", N_("it has expired")),
    ("mismatch", N_("it is of another host")),
    ("match", N_("it is of another host")),
    ("issuer", N_("nobody known here has signed it")),
    ("self", N_("nobody known here has signed it")),
    ("not yet valid", N_("it is not yet valid; is the clock of this machine right?")),
)


def _certificate_fault(error: Optional[BaseException]) -> Optional[CoreError]:
    """What is wrong with the certificate, found below the layers of the libraries; None when something else is."""
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, ssl.SSLCertVerificationError) or type(each).__name__ == "CertificateError":
            said = str(getattr(each, "verify_message", None) or each)
            return CoreError(next((text for word, text in _FAULTS if word in said), N_("the check fails")))
        waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
    return None


def _body(response: Any, headers: Mapping[str, str]) -> Iterator[bytes]:
    """The body as it is on the wire. Its end is checked here: Python's own reader takes some cuts for an end."""
    stream = getattr(response.raw._fp, "fp", None)
    if response.status_code in (204, 304) or stream is None:
        return iter(())
    host = host_of(response.url)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return _chunked(stream, host)
    said = headers.get("content-length")
    if said is None:
        return iter(lambda: stream.read1(_PIECE), b"")
    if not said.isdigit():
        raise Trouble(N_("{host} gives no proper length of its answer."), host=host)
    return _counted(stream, int(said), host)


def _cut(host: str) -> Trouble:
    return Trouble(N_("{host} broke off in the middle of its answer."), host=host)


def _counted(stream: Any, length: int, host: str) -> Iterator[bytes]:
    left = length
    while left > 1:
        piece = stream.read1(min(_PIECE, left - 1))
        if not piece:
            raise _cut(host)
        left -= len(piece)
        yield piece
    if left:
        # the last byte is read with what comes along with it: more than was announced means that the number is wrong
        piece = stream.read1(2)
        if not piece:
            raise _cut(host)
        if len(piece) > 1:
            raise Trouble(N_("{host} sends more than the length it announces."), host=host)
        yield piece


def _chunked(stream: Any, host: str) -> Iterator[bytes]:
    while True:
        line = stream.readline(_LINE)
        size = line.split(b";")[0].strip()
        if not line.endswith(b"\n") or not size or size.strip(b"0123456789abcdefABCDEF") or len(size) > 16:
            raise _cut(host)
        left = int(size, 16)
        if not left:
            return
        while left:
            piece = stream.read1(min(_PIECE, left))
            if not piece:
                raise _cut(host)
            left -= len(piece)
            yield piece
        if stream.readline(3).strip(b"\r\n") != b"":
            raise _cut(host)
