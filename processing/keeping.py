"""Results kept in a workspace: what a run found and its record, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..core.errors import N_
from ..core.workspace.tables import table_name
from ..core.workspace.workspace import Workspace
from .parameters import Input, text_input

WORKSPACE = "WORKSPACE"


def workspace_option() -> Input:
    """The workspace in which an algorithm keeps its results; compute gets the text."""
    return text_input(
        WORKSPACE,
        N_("Keep in workspace"),
        optional=True,
        help=N_(
            "The workspace's GeoPackage, or what createworkspace gave back for a PostGIS schema: the results are kept "
            "there too, in place of those of the run before; decisions on findings stay."
        ),
    )


def must_take_writes(workspace: Workspace) -> None:
    """CoreError where nothing can be written: said before the work, not after it."""
    with workspace.backing.writing():
        pass


def kept_tables(frames: Mapping[str, pd.DataFrame], of: str = "") -> dict[str, pd.DataFrame]:
    """Frames by the names of their tables: `assessed` of 'routes 5G' becomes assessed_routes_5g; findings stay together."""
    return {name if name == "findings" else table_name(name, of): frame for name, frame in frames.items()}
