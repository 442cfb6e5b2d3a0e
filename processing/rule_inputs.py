"""The layers that site rules look at: asked for once, made ready once, for every algorithm that runs rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd

from ..core import metric
from ..core.checks.case import Case
from ..core.checks.collected import Checked
from ..core.checks.inputs import complete_kinds, kind_words, operators_from_cells, with_kinds
from ..core.checks.profile import load_profile
from ..core.errors import N_, CoreError, Progress
from ..core.intake.shift import wgs84_from_bd09, wgs84_from_gcj02
from ..core.register.matching import match
from ..core.schema import match_columns, standard_table
from .base import Algorithm
from .parameters import Input, Output, Sink, Table, number_output, sink, table_input, text_input
from .sources import in_degrees, placed_by_cells
from .translation import language, tr

TABLES = (
    "PLAN",
    "SITES",
    "RESOURCES",
    "COUNTIES",
    "TOWNSHIPS",
    "ZONES",
    "ROUTES",
    "POWERLINES",
    "BUILDINGS",
    "PREVIOUS",
)
_OF_APPLICATIONS = {"application_id", "round", "submitted_on", "eia_no", "share_reason", "approvals", "candidate_group"}


def area_inputs() -> Iterator[Table]:
    """Counties, townships and zones, all optional."""
    yield table_input(
        "COUNTIES",
        N_("Counties"),
        "counties",
        optional=True,
        help=N_("County polygons, for the rule 'inside the county'."),
    )
    yield table_input(
        "TOWNSHIPS", N_("Townships"), "townships", optional=True, help=N_("Township polygons with their names.")
    )
    yield table_input(
        "ZONES",
        N_("Zones"),
        "zones",
        optional=True,
        multiple=True,
        help=N_(
            "One or several layers of farmland, red line, heritage and other zones. The column kind says which; "
            "a layer without it is taken by its name."
        ),
    )


def site_inputs() -> Iterator[Table | Input]:
    """Areas, zones, routes, lines and buildings, all optional; COMPLETE and PROFILE."""
    yield from area_inputs()
    yield table_input(
        "ROUTES",
        N_("Roads and railways"),
        "routes",
        optional=True,
        help=N_("Centrelines (with half_width_m where known) or areas of roads and railways, with their kind."),
    )
    yield table_input(
        "POWERLINES", N_("Power lines"), "powerlines", optional=True, help=N_("Power lines with voltage_kv.")
    )
    yield table_input(
        "BUILDINGS", N_("Buildings"), "buildings", optional=True, help=N_("Buildings with kind and height_m.")
    )
    yield complete_input()
    yield profile_input()


def complete_input() -> Input:
    """The kinds of which the layers given hold all there are."""
    return text_input(
        "COMPLETE",
        N_("Kinds that are complete"),
        default="",
        optional=True,
        help=N_(
            "Kinds of zones and roads, by commas, of which the layers given hold all there are, or of which there are none. "
            "A kind that is neither in a layer nor named here counts as not checked, never as passed."
        ),
    )


def finding_sinks() -> Iterator[Sink]:
    """The findings, and what a footprint covers."""
    yield sink("FINDINGS", N_("Findings"), "point", help=N_("One row per offender and aspect of a rule."))
    yield sink("EXTENTS", N_("Overlaps"), "polygon", optional=True, help=N_("What a footprint covers of a zone."))


def finding_counts() -> Iterator[Output]:
    """The numbers of findings by severity, as `counts` gives them."""
    yield number_output("BLOCKS", N_("Blocks"))
    yield number_output("ERRORS", N_("Errors"))
    yield number_output("WARNINGS", N_("Warnings"))
    yield number_output("INFOS", N_("Notes"))
    yield number_output("NOT_CHECKED", N_("Not checked"))


def profile_input() -> Input:
    """The profile of limits, by name or file."""
    return text_input(
        "PROFILE",
        N_("Profile"),
        default="national",
        optional=True,
        help=N_("Name of a shipped profile of limits, or a county's own YAML file."),
    )


def as_sites(algorithm: Algorithm, frame: Any) -> tuple[gpd.GeoDataFrame, str]:
    """A layer as it is, as a standard table of applications where a column of theirs says so, else as a plan; its kind."""
    name, attributes = str(frame.attrs.get("name", "")), frame.attrs
    spatial = isinstance(frame, gpd.GeoDataFrame)
    headers = [column for column in frame.columns if not spatial or column != frame.geometry.name]
    applied = set(match_columns(headers, "applications").values()) & _OF_APPLICATIONS
    kind = "applications" if applied else "plan"
    if spatial:
        table = standard_table(in_degrees(frame, name, algorithm.warn), kind, name)
    else:  # a sheet or a CSV: placed by its own columns
        unplaced = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame), crs=metric.DEGREES))
        table = standard_table(unplaced, kind, name)
        if not {"lon_raw", "lat_raw"} <= set(table.columns):
            raise CoreError(N_("Layer '{layer}' must hold points, one for each row."), layer=name)
        table = placed_by_cells(table, name, algorithm.warn)
    table.attrs = attributes
    return table, kind


def site_case(algorithm: Algorithm, subject: str, values: dict[str, Any], progress: Progress) -> Case:
    """The case that the rules look at, with what the user should know of the layers told in the log."""
    tables = {name.lower(): values.get(name) for name in TABLES}
    told = []
    for name, codelist in (("zones", "zone"), ("routes", "route")):
        if tables[name] is not None and len(tables[name]):
            tables[name], told_now = with_kinds(tables[name], codelist)
            told += told_now
    if values.get("CELLS") is not None and tables["sites"] is not None:
        tables["sites"] = operators_from_cells(tables["sites"], values["CELLS"])
    for text, facts in told:
        algorithm.warn(tr(text, **facts))
    profile = load_profile(values.get("PROFILE") or "national")
    algorithm.note(profile=profile.title)
    undo = {"GCJ-02": wgs84_from_gcj02, "BD-09": wgs84_from_bd09}
    complete = complete_kinds(values.get("COMPLETE"))
    date = values.get("DATE")
    case = Case(values[subject], subject.lower(), tables, profile, complete, language(), undo, progress, date, match)
    for name, lost in case.lost.items():
        if lost:
            text = N_("Layer '{layer}': {count} features have no shape, or none in degrees, and were not used.")
            algorithm.warn(tr(text, layer=tables[name].attrs.get("name", name), count=sum(lost.values())))
    return case


def counts(checked: Checked) -> dict[str, int]:
    """Findings by severity, by the names of the outputs."""
    size = checked.findings["severity"].value_counts()
    severities = {
        "BLOCKS": "block",
        "ERRORS": "error",
        "WARNINGS": "warning",
        "INFOS": "info",
        "NOT_CHECKED": "not_checked",
    }
    return {name: int(size.get(severity, 0)) for name, severity in severities.items()}


def summary(algorithm: Algorithm, case: Case, checked: Checked) -> dict[str, int]:
    """Say what was found, how many rules and layers were read, and what was taken as complete."""
    found = counts(checked)
    layers = 1 + len(case.tables)
    algorithm.note(rules_run=checked.aspects, layers_checked=layers)
    algorithm.say(
        tr(
            N_(
                "{rules} checks ran over {rows} rows and {layers} layers with profile {profile}: "
                "{blocks} blocks, {errors} errors, {warnings} warnings, {infos} notes, {gaps} not checked."
            ),
            rules=checked.aspects,
            rows=len(case.subject),
            layers=layers,
            profile=case.profile.title,
            blocks=found["BLOCKS"],
            errors=found["ERRORS"],
            warnings=found["WARNINGS"],
            infos=found["INFOS"],
            gaps=found["NOT_CHECKED"],
        )
    )
    kinds_taken_as_complete(algorithm, case)
    return found


def kinds_taken_as_complete(algorithm: Algorithm, case: Case) -> None:
    """Say which kinds the user declared complete: nothing was looked for beyond the layers given."""
    if case.complete:
        algorithm.say(tr(N_("Taken as complete: {kinds}."), kinds=kind_words(case.complete, language())))
