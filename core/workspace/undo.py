"""A table as it was before a write, put back; never over what others did to it since."""

from __future__ import annotations

import hashlib
from typing import Optional

import pandas as pd

from ..errors import N_, CoreError
from .columns import written
from .shapes import one_type, to_blobs
from .workspace import Workspace, read, store_all, tables


def former(workspace: Workspace, table: str) -> Optional[pd.DataFrame]:
    """The table to put back later; None where there is none yet."""
    return read(workspace, table) if table in tables(workspace) else None


def digest(frame: Optional[pd.DataFrame]) -> str:
    """A text that changes with any cell, type, place or order of the rows."""
    if frame is None:
        return ""
    whole = hashlib.sha256()
    for column in written(frame):
        whole.update(repr((column.name, column.type, column.values)).encode("utf-8", "surrogatepass"))
    kind, shapes = one_type(frame)
    if shapes is not None:
        whole.update(repr((kind, to_blobs(shapes))).encode())
    return whole.hexdigest()


def put_back(workspace: Workspace, table: str, frame: Optional[pd.DataFrame], left: str) -> int:
    """Put `former` back in place of what a write left (its digest); the number of the run that did so.

    CoreError, and nothing is changed, where the table is no longer what the write left.
    """

    def back(now: Optional[pd.DataFrame]) -> Optional[pd.DataFrame]:
        if digest(now) != left:
            text = N_("'{table}' was changed since: taking the import back would lose that. Nothing was changed.")
            raise CoreError(text, table=table)
        return frame

    return store_all(workspace, {table: back}, {"algorithm": "fengsui:importtable", "undone": table})
