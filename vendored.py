"""The pure-Python libraries inside the zip, for a QGIS that comes without them; a checkout has none of its own."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "vendor"


def attach() -> None:
    """Let Python look into vendor/ last, so that what QGIS or its user installed goes first."""
    if FOLDER.is_dir() and str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))


def detach() -> None:
    """Undo `attach`; what was imported meanwhile stays, as with any library."""
    if str(FOLDER) in sys.path:
        sys.path.remove(str(FOLDER))
