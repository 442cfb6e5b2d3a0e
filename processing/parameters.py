"""What an algorithm may ask for and give back: short builders, each with its help."""

# ruff: noqa: A002 - help and filter are the words for it

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Callable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from .translation import tr

SINK_TYPES = {
    "point": QgsProcessing.SourceType.TypeVectorPoint,
    "line": QgsProcessing.SourceType.TypeVectorLine,
    "polygon": QgsProcessing.SourceType.TypeVectorPolygon,
    "any": QgsProcessing.SourceType.TypeVectorAnyGeometry,
    "none": QgsProcessing.SourceType.TypeVector,
}


@dataclass
class Input:
    """A parameter and how its value becomes plain Python: read(algorithm, parameters, name, context)."""

    definition: QgsProcessingParameterDefinition
    read: Callable[[Any, dict, str, Any], Any]
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.definition.name()


@dataclass
class Table:
    """A layer, or several, of one kind of table (core/schema.py); kind None: read as it is."""

    definition: QgsProcessingParameterDefinition
    kind: str | None
    multiple: bool
    apart: bool = False
    """Of several layers: whether each stays a table of its own (a list), since they may be of different kinds."""
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.definition.name()


@dataclass
class Sink:
    """An output layer of one geometry family: point, line, polygon, any or none."""

    definition: QgsProcessingParameterFeatureSink
    geometry: str
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.definition.name()


@dataclass
class Output:
    """A number or a text that compute returns."""

    definition: QgsProcessingOutputDefinition


def table_input(
    name: str,
    text: str,
    kind: str | None,
    optional: bool = False,
    multiple: bool = False,
    help: str = "",
    apart: bool = False,
) -> Table:
    """A layer or table without geometry; QGIS hides the latter when a geometry is asked for, so any vector goes."""
    if multiple or apart:
        definition = QgsProcessingParameterMultipleLayers(
            name, tr(text), QgsProcessing.SourceType.TypeVector, None, optional
        )
    else:
        definition = QgsProcessingParameterFeatureSource(
            name, tr(text), [QgsProcessing.SourceType.TypeVector], None, optional
        )
    return Table(_helped(definition, help), kind, multiple or apart, apart)


def text_input(
    name: str, text: str, default: str | None = None, optional: bool = False, multiline: bool = False, help: str = ""
) -> Input:
    definition = QgsProcessingParameterString(name, tr(text), default, multiline, optional)
    return Input(_helped(definition, help), _text)


def file_input(
    name: str, text: str, filter: str = "", folder: bool = False, optional: bool = False, help: str = ""
) -> Input:
    """A path that exists, as text. `filter`: as in a file dialog, `Tables (*.xlsx *.csv)`."""
    behavior = QgsProcessingParameterFile.Behavior.Folder if folder else QgsProcessingParameterFile.Behavior.File
    definition = QgsProcessingParameterFile(name, tr(text), behavior, "", None, optional, tr(filter) if filter else "")
    return Input(_helped(definition, help), lambda a, p, n, c: a.parameterAsFile(p, n, c) or None)


def raster_input(name: str, text: str, optional: bool = False, help: str = "") -> Input:
    """A raster layer, as its source path."""

    def read(algorithm: Any, parameters: dict, name: str, context: Any) -> str | None:
        layer = algorithm.parameterAsRasterLayer(parameters, name, context)
        return layer.source() if layer else None

    return Input(_helped(QgsProcessingParameterRasterLayer(name, tr(text), None, optional), help), read)


def choice_input(
    name: str, text: str, words: Sequence[str], default: str | None = None, optional: bool = False, help: str = ""
) -> Input:
    """One of `words`, which are the values themselves on every QGIS; what they mean belongs into the help."""
    definition = QgsProcessingParameterEnum(name, tr(text), list(words), False, default, optional, True)
    return Input(_helped(definition, help), lambda a, p, n, c: a.parameterAsEnumString(p, n, c) or None)


def number_input(
    name: str,
    text: str,
    default: float | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    integer: bool = False,
    optional: bool = False,
    help: str = "",
) -> Input:
    kind = QgsProcessingParameterNumber.Type.Integer if integer else QgsProcessingParameterNumber.Type.Double
    definition = QgsProcessingParameterNumber(name, tr(text), kind, default, optional)
    if minimum is not None:
        definition.setMinimum(minimum)
    if maximum is not None:
        definition.setMaximum(maximum)

    def read(algorithm: Any, parameters: dict, name: str, context: Any) -> float | int | None:
        if parameters.get(name, default) is None:
            return None
        as_number = algorithm.parameterAsInt if integer else algorithm.parameterAsDouble
        return as_number(parameters, name, context)

    return Input(_helped(definition, help), read)


def flag_input(name: str, text: str, default: bool = False, help: str = "") -> Input:
    definition = QgsProcessingParameterBoolean(name, tr(text), default)
    return Input(_helped(definition, help), lambda a, p, n, c: a.parameterAsBool(p, n, c))


def date_input(name: str, text: str, optional: bool = True, help: str = "") -> Input:
    """A day as datetime.date; None when not given."""

    def read(algorithm: Any, parameters: dict, name: str, context: Any) -> dt.date | None:
        date = algorithm.parameterAsDateTime(parameters, name, context).date()
        return dt.date(date.year(), date.month(), date.day()) if date.isValid() else None

    kind = QgsProcessingParameterDateTime.Type.Date
    return Input(_helped(QgsProcessingParameterDateTime(name, tr(text), kind, None, optional), help), read)


def sink(
    name: str, text: str, geometry: str, optional: bool = False, help: str = "", shown: bool | None = None
) -> Sink:
    """An output layer. `shown`: whether the dialog ticks it at first; by default only when it is required."""
    shown = not optional if shown is None else shown
    definition = QgsProcessingParameterFeatureSink(name, tr(text), SINK_TYPES[geometry], None, optional, shown)
    return Sink(_helped(definition, help), geometry)


def file_output(name: str, text: str, filter: str, optional: bool = False, help: str = "") -> Input:
    """A file to write: compute gets its path."""
    definition = QgsProcessingParameterFileDestination(name, tr(text), tr(filter), None, optional, not optional)
    return Input(_helped(definition, help), lambda a, p, n, c: a.parameterAsFileOutput(p, n, c) or None)


def raster_output(name: str, text: str, help: str = "") -> Input:
    """An optional raster file to write: compute gets its path, or None where it is not wanted."""
    definition = QgsProcessingParameterRasterDestination(name, tr(text), None, True, False)

    def read(algorithm: Any, parameters: dict, name: str, context: Any) -> str | None:
        return algorithm.parameterAsOutputLayer(parameters, name, context) or None if parameters.get(name) else None

    return Input(_helped(definition, help), read)


def point_input(name: str, text: str, help: str = "") -> Input:
    """A place clicked on the map or typed, as longitude and latitude in EPSG:4490."""

    def read(algorithm: Any, parameters: dict, name: str, context: Any) -> tuple[float, float]:
        crs = QgsCoordinateReferenceSystem("EPSG:4490")
        point = algorithm.parameterAsPoint(parameters, name, context, crs)
        return point.x(), point.y()

    return Input(_helped(QgsProcessingParameterPoint(name, tr(text)), help), read)


def folder_output(name: str, text: str, optional: bool = False, help: str = "") -> Input:
    """A folder to write into: compute gets its path."""
    definition = QgsProcessingParameterFolderDestination(name, tr(text), None, optional, not optional)
    return Input(_helped(definition, help), lambda a, p, n, c: a.parameterAsString(p, n, c) or None)


def number_output(name: str, text: str) -> Output:
    return Output(QgsProcessingOutputNumber(name, tr(text)))


def text_output(name: str, text: str) -> Output:
    return Output(QgsProcessingOutputString(name, tr(text)))


def _helped(definition: Any, help: str) -> Any:
    if help:
        definition.setHelp(tr(help))
    return definition


def _text(algorithm: Any, parameters: dict, name: str, context: Any) -> str | None:
    return algorithm.parameterAsString(parameters, name, context).strip() or None
