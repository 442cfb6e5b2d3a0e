"""The base of every algorithm: layers in as tables, one call, tables out as layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import pandas as pd
from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from ..core.errors import N_, Cancelled, CoreError, Progress
from ..core.workspace.workspace import Revision, Workspace, store_all
from .frames import write_frame
from .keeping import WORKSPACE, kept_tables, must_take_writes, workspace_option
from .parameters import Input, Output, Sink, Table, number_output
from .record import run_record, write_record
from .sources import open_table, read_table
from .styles import dress_on_load
from .translation import sentence, tr
from .workspaces import open_place

READ, WRITE = 0.15, 0.90  # shares of the progress bar: where reading ends and writing begins


class Algorithm(QgsProcessingAlgorithm):
    """Say NAME, TITLE, GROUP, HELP; yield `inputs()`; turn values into results in `compute()`."""

    NAME = TITLE = GROUP = HELP = ""
    OUTPUT_STYLES: dict[str, str] = {}  # sink -> resources/styles/<name>.qml
    KEEPS: dict[str, str] = {}  # sink -> the table that it becomes in a workspace; with one, WORKSPACE is asked for

    def inputs(self) -> Iterator[Input | Table | Sink | Output]:
        """What the algorithm asks for and gives back, from the builders in parameters.py, in the dialog's order."""
        raise NotImplementedError

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        """Results by name: a frame for each sink that is wanted, a number or text for each output."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """A translated line for the user's log."""
        self.feedback.pushInfo(text)

    def warn(self, text: str) -> None:
        """A translated warning for the user's log."""
        self.feedback.pushWarning(text)

    def wants(self, sink: str) -> bool:
        """Whether the user asked for this output: what nobody wants need not be computed."""
        return sink in self._wanted or (self.keeps and sink in self.KEEPS)

    @property
    def keeps(self) -> bool:
        """Whether the results go into a workspace too."""
        return self._workspace is not None

    @property
    def workspace(self) -> Workspace | None:
        """The workspace that the results go into too, as it is before."""
        return self._workspace

    def kept(self, values: dict[str, Any], results: dict[str, Any]) -> dict[str, pd.DataFrame | Revision]:
        """What goes into the workspace, by table."""
        return kept_tables({table: results[sink] for sink, table in self.KEEPS.items() if sink in results})

    def kept_outputs(self) -> dict[str, Any]:
        """Outputs that are known only when the results are kept."""
        return {}

    def kept_features(self, values: dict[str, Any]) -> list[str] | None:
        """The ids of the only features that were checked; None where all were."""
        return None

    def note(self, **facts: Any) -> None:
        """Add to the run record: profile, data dates, counts."""
        self._facts.update(facts)

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:
        return tr(self.TITLE)

    def group(self) -> str:
        return tr(self.GROUP)

    def groupId(self) -> str:
        return self.GROUP.lower().replace(" ", "")

    def tags(self) -> list[str]:
        return [*self.TITLE.lower().split(), self.NAME]  # a Chinese toolbox finds the English words too

    def shortHelpString(self) -> str:
        definitions = [item.definition for item in self.declared if not isinstance(item, Output)]
        lines = [f"<p><b>{d.description()}</b> ({d.name()}): {d.help()}</p>" for d in definitions if d.help()]
        return f"<p>{tr(self.HELP)}</p>" + "".join(lines)

    def createInstance(self) -> Algorithm:
        return type(self)()

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.declared = list(self.inputs())
        if self.KEEPS:
            self.declared += [workspace_option(), number_output("RUN", N_("Run in the workspace"))]
        for item in self.declared:
            if isinstance(item, Output):
                self.addOutput(item.definition)
            else:
                self.addParameter(item.definition)

    def prepareAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: Any) -> bool:
        """Open what is given here, on the main thread, where the layers of the project live."""
        self._facts: dict[str, Any] = {}
        sinks = [item.name for item in self.declared if isinstance(item, Sink)]
        self._wanted = {name for name in sinks if parameters.get(name) not in (None, "")}
        self._given = {}
        for item in self.declared:
            if isinstance(item, Table):
                self._given[item.name] = open_table(self, item, parameters, context)
            elif isinstance(item, Input):
                self._given[item.name] = item.read(self, parameters, item.name, context)
        place = self._given.get(WORKSPACE) if self.KEEPS else None
        self._workspace: Workspace | None = None
        self._fault: CoreError | None = None
        try:
            self._workspace = open_place(place) if place else None
        except CoreError as error:
            self._fault = error  # raised where QGIS shows it: of what is raised here it keeps no word
        return True

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: Any) -> dict:
        self.feedback = feedback
        try:
            if self._fault is not None:
                raise self._fault
            if self._workspace is not None:
                must_take_writes(self._workspace)
            values = self._read(_share(feedback, 0, READ))
            results = self.compute(values, _share(feedback, READ, WRITE))
            written, record = self._write(results, parameters, context, _share(feedback, WRITE, 1))
            if self._workspace is not None:
                frames = {table: _legibly(frame) for table, frame in self.kept(values, results).items()}
                features = self.kept_features(values)
                written["RUN"] = store_all(self._workspace, frames, record, features, _share(feedback, WRITE, 1))
                written.update(self.kept_outputs())
            return written
        except Cancelled:
            return {}
        except CoreError as error:
            raise QgsProcessingException(sentence(error)) from error

    def _read(self, progress: Progress) -> dict[str, Any]:
        values = dict(self._given)
        for item in self.declared:
            if isinstance(item, Table):
                values[item.name] = frame = read_table(item, self._given[item.name], progress, self.warn)
                if frame is not None:
                    rows = sum(map(len, frame)) if isinstance(frame, list) else len(frame)
                    self._facts.setdefault("rows_read", {})[item.name] = rows
        return values

    def _write(
        self, results: dict, parameters: dict, context: QgsProcessingContext, progress: Progress
    ) -> tuple[dict, str]:
        """The outputs and the run record."""
        sinks = [item for item in self.declared if isinstance(item, Sink)]
        files = [item.name for item in self.declared if isinstance(item, Input) and item.definition.isDestination()]
        outputs = {name: self._given[name] for name in files if self._given[name]}
        outputs.update({name: value for name, value in results.items() if not isinstance(value, pd.DataFrame)})
        destinations = {}
        for item in sinks:
            if item.name not in self._wanted:
                continue

            def open_sink(fields: Any, wkb_type: Any, crs: Any, name: str = item.name) -> Any:
                # handed on, not kept: a sink is written out when its last reference goes
                sink, destinations[name] = self.parameterAsSink(parameters, name, context, fields, wkb_type, crs)
                if sink is None:
                    raise QgsProcessingException(self.invalidSinkError(parameters, name))
                return sink

            title = item.definition.description()
            frame = _legible(results[item.name])
            count = write_frame(frame, item.geometry, open_sink, title, progress)
            if str(destinations[item.name]).casefold().endswith(".shp") and (cut := too_long_for_dbf(frame)):
                text = N_(
                    "'{layer}': a shapefile keeps 254 bytes of a text. The columns {columns} were cut; write a "
                    "GeoPackage to keep them whole."
                )
                self.warn(tr(text, layer=title, columns=", ".join(cut)))
            self._facts.setdefault("rows_written", {})[item.name] = count
        tables = [item.name for item in self.declared if isinstance(item, Table) and self._given[item.name]]
        layers = {name: [layer.facts() for layer in self._given[name]] for name in tables}
        record = run_record(self.id(), parameters, layers, self._facts)
        for name, destination in destinations.items():
            write_record(destination, record)
            dress_on_load(context, destination, self.OUTPUT_STYLES.get(name), record)
        for name, file in outputs.items():
            if name in self.OUTPUT_STYLES:
                dress_on_load(context, file, self.OUTPUT_STYLES[name], record)
        self.feedback.pushDebugInfo(record)
        return {**outputs, **destinations}, record


def too_long_for_dbf(frame: pd.DataFrame) -> list[str]:
    """The columns with a text that a shapefile cuts: it keeps 254 bytes."""
    geometry = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    texts = [c for c in frame.columns if c != geometry and frame[c].dtype == object]
    return [str(c) for c in texts if any(isinstance(t, str) and len(t.encode("utf-8")) > 254 for t in frame[c])]


def _legible(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with metres and measured values to the millimetre, bearings to 0.1°: digits beyond that say nothing."""
    metres = [c for c in frame.columns if c in ("measured", "limit") or str(c).endswith(("_m", "_m2"))]
    bearings = [c for c in frame.columns if str(c).endswith("_deg")]
    digits = {**dict.fromkeys(metres, 3), **dict.fromkeys(bearings, 1), "share": 6}
    numbers = frame.select_dtypes("float").columns
    return frame.round({column: count for column, count in digits.items() if column in numbers})


def _legibly(frame: pd.DataFrame | Revision) -> pd.DataFrame | Revision:
    if not callable(frame):
        return _legible(frame)

    def revised(former: pd.DataFrame | None) -> pd.DataFrame | None:
        made = frame(former)
        return None if made is None else _legible(made)

    return revised


def _share(feedback: QgsProcessingFeedback, start: float, end: float) -> Progress:
    """Progress of one part of the work; raises Cancelled when the user asked to stop."""

    def progress(done: float) -> None:
        if feedback.isCanceled():
            raise Cancelled
        feedback.setProgress(100 * (start + (end - start) * done))

    return progress
