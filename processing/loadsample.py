"""The algorithm `loadsample`: the sample county as a workspace, to try everything on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from ..core.errors import N_, CoreError, Progress
from ..core.intake.importing import import_table
from ..core.schema import RESOURCES, standard_table, table_kind
from ..core.workspace.geopackage import GeoPackage
from ..core.workspace.tables import REFERENCE, kind_of
from ..core.workspace.workspace import Workspace, create_workspace, open_workspace, store_all
from .base import Algorithm
from .createworkspace import tell
from .parameters import file_input, number_output, text_output
from .record import plugin_version
from .translation import tr

SAMPLE = RESOURCES / "sample"
FILE = "fengsui_sample.gpkg"
TITLE = "示例县（虚构） / Sample county (made up)"
ABOUT = "示例数据，虚构 / sample data, made up"
LAYERS = {
    "counties": "counties", "townships": "townships", "plan": "plan", "sites": "sites", "cells": "cells",
    "zones": "zones", "zones_sea": "sea_zones", "routes": "routes", "powerlines": "powerlines",
    "buildings": "buildings", "resources": "resources", "resources_register": "register", "places": "places",
    "gazetteer": "gazetteer", "measurements": "measurements", "measurements_withheld": "measurements_withheld",
    "claimed": "claimed", "tasks": "tasks", "statistics": "statistics", "coast": "coast", "islands": "islands",
    "border": "border",
}  # fmt: skip
"""What a layer of the sample is called in the workspace: its kind first."""
BATCH = ("applications_2026_batch1.xlsx", "applications_field.csv", "applications_ovital.ovkml")
MAPPINGS = {"applications_field.csv": "mapping_field_team.yaml"}


class LoadSample(Algorithm):
    NAME = "loadsample"
    TITLE = N_("Load the sample county")
    GROUP = N_("Workspace")
    HELP = N_(
        "Makes a workspace with a made-up county: plan, sites, zones, roads, villages, opened resources and a batch of "
        "applications with planted faults. Coast, islands and names are real, all else is not; outlines are "
        "illustrative. A sample that is in the folder already is opened as it is."
    )

    def inputs(self) -> Iterator[Any]:
        yield file_input("FOLDER", N_("Folder"), folder=True, help=N_("Where the sample's GeoPackage goes."))
        yield text_output("WORKSPACE", N_("Workspace"))
        yield number_output("TABLES", N_("Tables"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        path = Path(values["FOLDER"]) / FILE
        if path.exists():
            workspace = open_workspace(str(path))
            if not workspace.sample:
                raise CoreError(N_("'{file}' is there already and is not the sample."), file=str(path))
            self.say(tr(N_("The sample was there already and is opened as it is: {place}"), place=workspace.place))
            return {"WORKSPACE": workspace.place, "TABLES": len(LAYERS) + 1}
        frames = sample_frames(progress)
        workspace = _made(path, frames)
        tell(self, workspace)
        self.say(tr(N_("Sample data, made up: {place}"), place=workspace.place))
        return {"WORKSPACE": workspace.place, "TABLES": len(frames)}


def _made(path: Path, frames: dict[str, pd.DataFrame]) -> Workspace:
    """The sample complete or not at all: a half one would be opened the next time."""
    workspace = create_workspace(str(path), TITLE, sample=True)
    try:
        store_all(workspace, frames, {"algorithm": "fengsui:loadsample", "plugin": plugin_version(), "data": ABOUT})
        with workspace.backing.writing() as session:
            session.run("UPDATE gpkg_contents SET description = ?", ABOUT)
    except BaseException:
        path.unlink()
        raise
    return workspace


def sample_frames(progress: Progress) -> dict[str, pd.DataFrame]:
    """The tables of the sample county, standard columns, by their names in a workspace."""
    frames = {}
    with GeoPackage(str(SAMPLE / "sample.gpkg")).reading() as session:
        for number, (table, layer) in enumerate(LAYERS.items()):
            progress(0.5 * number / len(LAYERS))
            frame = session.read(layer)
            if table not in REFERENCE:
                kind = kind_of(table)
                places = frame.attrs.get("geometry")
                frame = standard_table(frame, kind, layer)
                if places and table_kind(kind).geometry == "none":
                    frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
            frames[table] = frame
    frames["applications"] = _applications(frames, progress)
    progress(1.0)
    return frames


def _applications(frames: dict[str, pd.DataFrame], progress: Progress) -> gpd.GeoDataFrame:
    """The batch as three senders sent it, imported."""
    batch = []
    for number, name in enumerate(BATCH):
        progress(0.5 + 0.4 * number / len(BATCH))
        mapping = str(SAMPLE / MAPPINGS[name]) if name in MAPPINGS else ""
        imported = import_table(
            str(SAMPLE / name),
            "applications",
            mapping=mapping,
            counties=frames["counties"],
            townships=frames["townships"],
        )
        batch.append(imported.table.assign(file=name))
    return gpd.GeoDataFrame(pd.concat(batch, ignore_index=True), crs=batch[0].crs)
