"""The register that stays on disk: replaced in one step, remembered with what its server said of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import N_, CoreError


@lru_cache(maxsize=8)
def key_of(url: str, form: str) -> str:
    """What tells one request from another, without letting its tokens be read back."""
    return hashlib.pbkdf2_hmac("sha256", f"{form} {url}".encode(), b"fengsui register", 10_000).hex()


def note_of(file: Path) -> Path:
    return file.with_name(file.name + ".fetched.json")


def remembered(file: Path, key: str) -> dict[str, Any]:
    """What was said of the register in `file`; empty when it is of another address, or was touched since."""
    try:
        note = json.loads(note_of(file).read_text("utf-8"))
        if note["key"] == key and note["sha256"] == fingerprint(file):
            return note
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}


def fingerprint(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(1_000_000):
            found.update(piece)
    return found.hexdigest()


def replace(fresh: Path, file: Path, note: Mapping[str, Any]) -> None:
    """`fresh`, in a folder of the same disk, becomes `file`: at every moment one of the two is there, and whole."""
    entry = json.dumps({**note, "sha256": fingerprint(fresh)}, ensure_ascii=False, indent=1)
    with fresh.open("rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(fresh, file)
    beside = fresh.with_name("note.json")
    beside.write_text(entry, "utf-8")
    os.replace(beside, note_of(file))
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(file.parent, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second run off the folder; the system lets go of it when a run dies."""
    with (folder / "lock").open("w") as stream:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            else:
                import fcntl

                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            text = N_("'{file}' is being fetched by another run.")
            raise CoreError(text, file=folder.name.rsplit(".", 1)[0]) from None
        yield


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What the disk refuses, as a sentence."""
    try:
        yield
    except OSError as error:
        text = N_("The register cannot be written to '{folder}': {reason}. The former one is kept.")
        raise CoreError(text, folder=str(folder), reason=error.strerror or "?") from None


def clear(folder: Path) -> None:
    """Take away what is no longer needed for going on."""
    for path in sorted(folder.rglob("*"), reverse=True):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
    with suppress(OSError):
        folder.rmdir()
