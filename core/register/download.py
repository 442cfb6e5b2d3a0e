"""An address -> a whole file beside the former one; what arrived before a cut is kept and only the rest is asked for."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..errors import N_
from .address import host_of
from .connection import Answer, Line
from .exchange import Trouble


@dataclass(frozen=True)
class Received:
    """What came: the validators of the server, the number of bytes, whether the server said where the end is."""

    etag: str
    modified: str
    size: int
    bounded: bool


def download(line: Line, url: str, part: Path, key: str, former: Mapping[str, str]) -> Optional[Received]:
    """Write what `url` gives to `part`; None where the server says that `former` (etag, modified) still holds.

    An unfinished `part` of the same `key` is continued when the server can prove (strong ETag, range, total) that it
    is still the same register. CoreError leaves `part` as it is, for the next run.
    """
    note = part.with_name(part.name + ".json")

    def work() -> Optional[Received]:
        begun = _begun(part, note, key)
        headers = _conditions(former, begun, part)
        with line.open(url, headers) as answer:
            if answer.status == 304:
                if not former:
                    raise Trouble(N_("{host} answered {status}."), host=host_of(url), status=304)
                return None
            if answer.status == 206 and "Range" in headers and _continues(answer, begun, part):
                return _write(line, answer, part, "ab", begun)
            if answer.status != 200:
                discard(part)
                text = N_("{host} does not continue its answer where it broke off.")
                raise Trouble(text, host=host_of(url))
            etag = answer.headers.get("etag", "")
            begun = {"key": key, "etag": etag, "total": answer.length()}
            discard(part)
            if _strong(etag) and answer.length() and not answer.packed:
                note.write_text(json.dumps(begun), "utf-8")
            return _write(line, answer, part, "wb", begun)

    return line.retried(work)


def discard(part: Path) -> None:
    """Forget what arrived."""
    for path in (part, part.with_name(part.name + ".json")):
        path.unlink(missing_ok=True)


def _begun(part: Path, note: Path, key: str) -> dict[str, Any]:
    try:
        begun = json.loads(note.read_text("utf-8"))
        if begun["key"] == key and 0 < part.stat().st_size < begun["total"]:
            return begun
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}


def _conditions(former: Mapping[str, str], begun: dict[str, Any], part: Path) -> dict[str, str]:
    if begun:
        return {"Range": f"bytes={part.stat().st_size}-", "If-Range": begun["etag"]}
    conditions = {}
    if former.get("etag"):
        conditions["If-None-Match"] = former["etag"]
    elif former.get("modified"):
        conditions["If-Modified-Since"] = former["modified"]
    return conditions


def _continues(answer: Answer, begun: dict[str, Any], part: Path) -> bool:
    """Whether this is the rest of the very same register."""
    have, total = part.stat().st_size, begun["total"]
    said = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", answer.headers.get("content-range", "").strip())
    return (
        said is not None
        and tuple(map(int, said.groups())) == (have, total - 1, total)
        and answer.headers.get("etag") == begun["etag"]
        and not answer.packed
        and answer.length() in (None, total - have)
    )


def _strong(etag: str) -> bool:
    return etag.startswith('"')


def _write(line: Line, answer: Answer, part: Path, how: str, begun: dict[str, Any]) -> Received:
    limit = line.limits.size
    have = part.stat().st_size if how == "ab" else 0
    total = begun["total"]
    if (total or 0) > limit:
        raise line.too_large(limit)
    with part.open(how) as stream:
        for piece in answer.pieces(limit - have):
            stream.write(piece)
            have += len(piece)
            if total:
                line.tick(have / total)
        stream.flush()
        os.fsync(stream.fileno())
    if total is not None and have != total and not answer.packed:
        discard(part)
        text = N_("{host} broke off in the middle of its answer.")
        raise Trouble(text, host=host_of(answer.url))
    headers = answer.headers
    return Received(headers.get("etag", ""), headers.get("last-modified", ""), have, answer.bounded)
