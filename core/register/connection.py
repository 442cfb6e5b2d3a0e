"""One question to a server over https: limited in time, size and redirects, repeated with patience, left at once."""

from __future__ import annotations

import datetime as dt
import random
import time
import zlib
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Callable, Optional, TypeVar
from urllib.parse import urljoin

from ..errors import N_, CoreError, Progress, no_progress
from .access import Access, Limits
from .address import checked, host_of, same_server
from .exchange import Exchange, Trouble

T = TypeVar("T")
_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (429, 500, 502, 503, 504)
_EXPECTED = (200, 206, 304, 416)
_SLICE_S = 0.1


class Answer:
    """What the server said: status, headers (any case) and the body, in pieces as they come."""

    def __init__(self, line: Line, exchange: Exchange, url: str) -> None:
        self.line, self.exchange, self.url = line, exchange, url
        self.status, self.headers = exchange.status, exchange.headers

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.exchange.close()

    @property
    def packed(self) -> bool:
        return self.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")

    @property
    def bounded(self) -> bool:
        """Whether the server says where its answer ends: else a cut looks like an end."""
        return (
            self.packed or self.length() is not None or "chunked" in self.headers.get("transfer-encoding", "").lower()
        )

    def length(self) -> Optional[int]:
        """The number of bytes that the server announces; None when it does not."""
        said = self.headers.get("content-length", "")
        return int(said) if said.isdigit() and "transfer-encoding" not in self.headers else None

    def pieces(self, limit: int) -> Iterator[bytes]:
        """The body unpacked; CoreError beyond `limit` bytes, Trouble when it breaks off."""
        if (self.length() or 0) > limit:
            raise self.line.too_large(limit)
        count = 0
        for piece in self._unpacked():
            count += len(piece)
            if count > limit:
                raise self.line.too_large(limit)
            yield piece
        if not count and not self.bounded:  # cut off among the headers
            raise Trouble(N_("{host} broke off in the middle of its answer."), host=host_of(self.url))

    def _unpacked(self) -> Iterator[bytes]:
        if not self.packed:
            yield from self._arriving()
            return
        packing = self.headers.get("content-encoding", "").strip().lower()
        if packing not in ("gzip", "x-gzip", "deflate"):
            text = N_("{host} packs its answer as '{packing}', which was not asked for and is not read.")
            raise CoreError(text, host=host_of(self.url), packing=packing[:20])
        unpacker = zlib.decompressobj(47)
        for piece in self._arriving():
            rest = piece
            try:
                while rest:
                    yield unpacker.decompress(rest, 1_000_000)  # a little at a time: a bomb swells a thousandfold
                    rest = unpacker.unconsumed_tail
            except zlib.error:
                raise Trouble(N_("{host} sent a packed answer that is damaged."), host=host_of(self.url)) from None
        if not unpacker.eof:
            raise Trouble(N_("{host} broke off in the middle of its answer."), host=host_of(self.url))

    def _arriving(self) -> Iterator[bytes]:
        while True:
            self.line.tick()
            piece = self.exchange.next(_SLICE_S)
            if piece is None:
                return
            yield piece


class Line:
    """All questions of one fetch: they share the user's access, the limits, one clock and one progress."""

    def __init__(self, access: Access, limits: Limits, progress: Progress = no_progress) -> None:
        self.access, self.limits, self.progress = access, limits, progress
        self.ends = time.monotonic() + limits.total_s
        self.done = 0.0

    def tick(self, done: Optional[float] = None) -> None:
        """Say how far it is; Cancelled when the user stopped, CoreError when the time is up."""
        self.done = self.done if done is None else max(self.done, min(done, 1.0))
        self.progress(self.done)
        if time.monotonic() > self.ends:
            text = N_("The register was not there after {seconds} s, which is the time limit. The former one is kept.")
            raise CoreError(text, seconds=round(self.limits.total_s))

    def too_large(self, limit: int) -> CoreError:
        text = N_("The answer is larger than {limit} MB, which is the size limit. The former register is kept.")
        return CoreError(text, limit=round(self.limits.size / 1_000_000, 1))

    def open(self, url: str, headers: Optional[Mapping[str, str]] = None) -> Answer:
        """The answer after redirects. Trouble where asking again may help; CoreError where it does not."""
        start = url
        for _ in range(self.limits.redirects + 1):
            answer = self._ask(url, headers or {}, own=same_server(start, url))
            if answer.status not in _REDIRECTS:
                return self._judged(answer)
            answer.exchange.close()
            target = answer.headers.get("location", "")
            if not target:
                break
            url = _redirected(url, target)
        text = N_("{host} sends from one address to the next without end.")
        raise CoreError(text, host=host_of(start))

    def retried(self, work: Callable[[], T]) -> T:
        """The result of `work`, tried again while it ends in Trouble: longer pauses each time, never in step."""
        for attempt in range(self.limits.attempts):
            try:
                return work()
            except Trouble as trouble:  # noqa: PERF203 - each try is a request
                last = trouble
                if attempt + 1 < self.limits.attempts:
                    self._pause(attempt, trouble)
        raise CoreError(last.text, **last.values) from last

    def read(self, url: str, limit: int) -> tuple[bytes, Mapping[str, str]]:
        """A whole answer that fits in memory."""

        def work() -> tuple[bytes, Mapping[str, str]]:
            with self.open(url) as answer:
                if answer.status != 200:
                    raise Trouble(N_("{host} answered {status}."), host=host_of(url), status=answer.status)
                return b"".join(answer.pieces(limit)), answer.headers

        return self.retried(work)

    def _ask(self, url: str, headers: Mapping[str, str], own: bool) -> Answer:
        sent = {"User-Agent": self.access.agent, "Accept": "*/*", "Accept-Encoding": "identity", **headers}
        if own:
            sent.update(self.access.headers)
        proxies = {} if self._direct(url) else dict(self.access.proxies)
        exchange = Exchange(url, sent, proxies, self.access.verify, (self.limits.connect_s, self.limits.silence_s))
        try:
            while not exchange.begun(_SLICE_S):
                self.tick()
        except BaseException:
            exchange.close()
            raise
        return Answer(self, exchange, url)

    def _direct(self, url: str) -> bool:
        host = host_of(url)
        return any(
            url.startswith(entry) or host == entry or host.endswith("." + entry.lstrip("*."))
            for entry in self.access.no_proxy
            if entry.strip()
        )

    def _judged(self, answer: Answer) -> Answer:
        status, host = answer.status, host_of(answer.url)
        if status in _EXPECTED:
            return answer
        answer.exchange.close()
        if status in _PASSING:
            after = _seconds(answer.headers.get("retry-after"))
            raise Trouble(N_("{host} answered {status}."), after=after, host=host, status=status)
        if status in (401, 403):
            text = N_(
                "{host} asks who you are (status {status}). Choose an authentication configuration of QGIS, or check "
                "the one chosen."
            )
        elif status in (404, 410):
            text = N_("{host} has nothing at this address (status {status}).")
        else:
            text = N_("{host} refuses the request (status {status}).")
        raise CoreError(text, host=host, status=status)

    def _pause(self, attempt: int, trouble: Trouble) -> None:
        wait = self.limits.backoff_s * 2**attempt * random.SystemRandom().uniform(0.5, 1.0)
        if trouble.after is not None:
            if trouble.after > self.limits.retry_after_s:
                text = N_("{host} is busy and asks to come back in {seconds} s. The former register is kept.")
                raise CoreError(text, host=trouble.values.get("host", ""), seconds=round(trouble.after))
            wait = max(wait, trouble.after)
        if time.monotonic() + wait > self.ends:  # no sense in waiting for the time limit: say what is wrong
            raise CoreError(trouble.text, **trouble.values)
        ends = time.monotonic() + wait
        while (left := ends - time.monotonic()) > 0:
            self.tick()
            time.sleep(min(left, _SLICE_S))


def _redirected(url: str, target: str) -> str:
    try:
        target = urljoin(url, target)
        return checked(target)
    except (CoreError, ValueError):
        text = N_("{host} sends on to an address that is not https. Such a redirect is not followed.")
        raise CoreError(text, host=host_of(url)) from None


def _seconds(said: Any) -> Optional[float]:
    """Retry-After, in seconds or as a date; None where it says neither."""
    if not said:
        return None
    if str(said).strip().isdigit():
        return float(said)
    try:
        when = parsedate_to_datetime(str(said))
        when = when if when.tzinfo else when.replace(tzinfo=dt.timezone.utc)
        return max(0.0, (when - dt.datetime.now(dt.timezone.utc)).total_seconds())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
