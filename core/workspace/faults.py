"""What disks, servers and other programs refuse, as sentences that say what to do."""

from __future__ import annotations

import ctypes
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import N_, CoreError

NETWORK = N_(
    "'{file}' lies on a network drive. One person at a time can work with it; for several use a PostGIS workspace. "
    "Keep a copy, since locks on network drives do not always hold."
)
READ_ONLY = N_(
    "'{file}' is read-only for you: it can be looked at, but nothing can be kept in it. "
    "Copy it to a folder of your own, or ask for the right to write there."
)
_NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "ncp", "afs", "9p", "fuse.sshfs", "davfs", "fuse.davfs2", "fuse.rclone")
_REMOTE = 4  # what Windows calls a network drive


@contextmanager
def said_plainly(path: Path, writing: bool) -> Iterator[None]:
    """What SQLite and the disk refuse, as a CoreError; the former content stands in every case."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(error, path, writing) from error
    except OSError as error:
        text = N_("'{file}' cannot be written: {reason}. Nothing was changed.")
        raise CoreError(text, file=str(path), reason=error.strerror or "?") from error


def _of_sqlite(error: sqlite3.Error, path: Path, writing: bool) -> Exception:
    said = str(error).lower()
    if "locked" in said or "busy" in said:
        text = N_(
            "'{file}' is in use by another program that is writing to it or has it open for editing. "
            "Save and stop editing there, then try again. Nothing was changed."
        )
    elif "full" in said:
        text = N_("The disk of '{file}' is full. Make room, then try again. Nothing was changed.")
    elif "readonly" in said or ("unable to open" in said and writing):
        return read_only(path)
    elif "unable to open" in said:
        text = N_("'{file}' cannot be opened. Is the drive connected, and may you read the folder?")
    elif any(word in said for word in ("malformed", "not a database", "encrypted", "no such table: runs")):
        text = N_("'{file}' is damaged or no GeoPackage. Take the last copy of it.")
    elif "disk i/o" in said:
        text = N_("The disk of '{file}' refuses to write or was disconnected. The former content is kept.")
    else:
        return error
    return CoreError(text, file=str(path))


def read_only(path: Path) -> CoreError:
    text = N_(
        "'{file}' cannot be written: the file or its folder is read-only for you. "
        "Copy it to a folder of your own, or ask for the right to write there."
    )
    return CoreError(text, file=str(path))


def must_be_writable(path: Path) -> None:
    """CoreError before any work is done where the file or the folder, which takes the journal, may not be written."""
    if not path.parent.is_dir():
        raise CoreError(N_("There is no folder '{folder}'."), folder=str(path.parent))
    if not is_writable(path):
        raise read_only(path)


def is_writable(path: Path) -> bool:
    """Whether the file, or a new one, may be written, and the folder, which takes the journal."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def on_network(path: Path, mounts: str = "/proc/mounts") -> bool:
    """Whether the file lies on a network drive, as far as the system tells."""
    if os.name == "nt":
        anchor = path.resolve().anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)  # type: ignore[attr-defined]
        return anchor.startswith("\\\\") or kind == _REMOTE
    try:
        lines = Path(mounts).read_text("utf-8", "replace").splitlines()
    except OSError:  # macOS has no such file
        return str(path).startswith("/Volumes/") and os.path.ismount(Path(*path.parts[:3]))
    place, found, kind = path.resolve(), Path("/"), ""
    for line in lines:
        _, mount, system = line.split(" ")[:3]
        point = Path(mount.replace("\\040", " "))
        if (point == place or point in place.parents) and len(point.parts) >= len(found.parts):
            found, kind = point, system
    return kind.startswith(_NETWORK_SYSTEMS)
