"""The algorithm `createworkspace`: an empty workspace in a folder or on a PostGIS server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..core.errors import N_, CoreError, Progress
from ..core.workspace.postgis import DEFAULT_SCHEMA, is_address, split_address
from ..core.workspace.workspace import Workspace, create_workspace
from .base import Algorithm
from .parameters import file_input, text_input, text_output
from .translation import sentence, tr
from .workspaces import address_of, saved

FORBIDDEN = '<>:"/\\|?*'


class CreateWorkspace(Algorithm):
    NAME = "createworkspace"
    TITLE = N_("Create workspace")
    GROUP = N_("Workspace")
    HELP = N_(
        "Makes an empty workspace for a county: one GeoPackage in a folder, or a schema of a PostGIS database in which "
        "several people work at once. It keeps inputs, results, findings with every decision on them, snapshots and the "
        "record of each run. Give a folder or a connection, not both."
    )

    def inputs(self) -> Iterator[Any]:
        yield file_input(
            "FOLDER",
            N_("Folder"),
            folder=True,
            optional=True,
            help=N_("Where the GeoPackage goes. A folder on this computer is safer than a network drive."),
        )
        yield text_input(
            "CONNECTION",
            N_("PostGIS connection"),
            optional=True,
            help=N_(
                "The name of a PostgreSQL connection saved in QGIS, or an address without password such as "
                "postgresql://user@server/database?schema=county."
            ),
        )
        yield text_input(
            "NAME",
            N_("Name"),
            optional=True,
            help=N_("The county's name: the file or schema is called so. Empty: fengsui."),
        )
        yield text_output("WORKSPACE", N_("Workspace"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        folder, connection = values["FOLDER"], values["CONNECTION"]
        if bool(folder) == bool(connection):
            raise CoreError(N_("Give a folder or a connection, one of the two."))
        name = file_name(values["NAME"] or DEFAULT_SCHEMA)
        if folder:
            workspace = create_workspace(str(Path(folder) / f"{name}.gpkg"), name)
            place = workspace.place
        elif is_address(connection):
            address = connection
            if values["NAME"] and "schema=" not in connection:
                joint = ("&" if "?" in connection else "?") if "://" in connection else " "
                address = f"{connection}{joint}schema={name}"
            workspace = create_workspace(address, name)
            place = split_address(address)[2]
        else:
            address, password = address_of(connection, name)
            workspace, place = create_workspace(address, name, password=password), saved(connection, name)
        tell(self, workspace)
        self.say(tr(N_("The workspace '{name}' is ready: {place}"), name=name, place=place))
        return {"WORKSPACE": place}


def tell(algorithm: Algorithm, workspace: Workspace) -> None:
    """What the user should know of the place where a workspace lies."""
    for note in workspace.notes:
        algorithm.warn(sentence(note))


def file_name(name: str) -> str:
    """The name where every system takes it as the name of a file; CoreError where not."""
    if any(sign in FORBIDDEN or ord(sign) < 32 for sign in name) or name != name.strip(" .") or len(name) > 60:
        text = N_("'{name}' cannot be the name of a file. Leave out {signs}, and blanks and dots at the ends.")
        raise CoreError(text, name=name, signs=" ".join(FORBIDDEN))
    return name
