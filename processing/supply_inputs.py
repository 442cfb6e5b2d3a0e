"""Sites, cells, border, model: asked for once and made into supply once, for the map of coverage and for its gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import geopandas as gpd

from ..core import metric, schema
from ..core.checks.profile import load_profile
from ..core.coverage.given import odd_radii
from ..core.coverage.supply import MODELS, supply
from ..core.errors import N_, CoreError
from .base import Algorithm
from .parameters import Input, Table, choice_input, date_input, table_input, text_input
from .path_model import GROUND_UNKNOWN, dem_input
from .rule_inputs import profile_input
from .translation import language, tr

LEFT_OUT = {
    "no_position": N_("{count} sites have no position, or none in degrees."),
    "not_on_air": N_("{count} sites are not on air."),
    "not_yet_on_air": N_("{count} sites go on air after the date."),
    "foreign": N_("{count} sites stand abroad: a foreign signal is no coverage."),
    "beyond_border": N_("{count} sites lie beyond the border polygon."),
    "cell_without_site": N_("{count} cells belong to no site that was given and have no position of their own."),
}
LACKS = {
    "cells": N_("{count} transmitters of sites without cells: who has what there is not told."),
    "status": N_("{count} transmitters of sites whose status is blank or not understood."),
    "operator": N_("{count} transmitters without an operator."),
    "technology": N_("{count} transmitters without a technology."),
    "band": N_("{count} transmitters without a band that their technology may use."),
    "band_owner": N_("{count} transmitters of sites with several bands: whose is which is not told; cells would tell."),
    "scene": N_("{count} transmitters without a scene."),
    "height": N_("{count} transmitters without an antenna height."),
}
FLAGS = {
    "azimuth_missing": N_("{count} transmitters without an azimuth: taken as looking all around."),
    "sector": N_("{count} transmitters that leave a side open: what is sure is what they reach backwards."),
    "height_from_structure": N_("{count} transmitters whose antenna height is their structure's."),
    "eirp_implausible": N_("{count} transmitters with an EIRP that cannot be: by the link budget instead."),
    "band_assumed": N_("{count} transmitters whose band is assumed."),
    "prach_unknown": N_("{count} transmitters with no random-access format: beyond {km} km from them nothing is sure."),
    "extrapolated": N_("{count} transmitters that cover farther (or less far) than their formula holds."),
    "possible_extrapolated": N_("{count} transmitters that may reach farther (or less far) than their formula holds."),
    "ground_unknown": GROUND_UNKNOWN,
    "uplink_limited": N_("{count} transmitters that the uplink limits."),
    "eirp_assumed": N_("{count} transmitters of which no power is told: by the profile's link budget."),
}


def supply_inputs() -> Iterator[Table | Input]:
    """What supply is made of: SITES, CELLS, BORDER, MODEL, DATE, PROFILE."""
    yield table_input(
        "SITES",
        N_("Sites"),
        "sites",
        help=N_("Sites with technologies, operators, bands, scene, status; neighbouring counties' too."),
    )
    yield table_input(
        "CELLS",
        N_("Cells"),
        "cells",
        optional=True,
        help=N_("Where given, who has which technology and band is told by the cells, not by the lists on the site."),
    )
    yield table_input(
        "BORDER",
        N_("This side of the border"),
        None,
        optional=True,
        help=N_("A polygon of the country: sites outside do not count. Sites with a foreign country never do."),
    )
    yield choice_input(
        "MODEL",
        N_("Model"),
        MODELS,
        default="radius",
        help=N_(
            "radius: the site's radius_m, else a planning circle by band and scene. formula: TR 38.901 RMa or UMa, Hata below "
            "1.5 GHz, from a link budget, with the probability that one point is covered. terrain: diffraction over the profile "
            "of the ground to each place (needs DEM). sea: diffraction over the curved sea, over land too where there is a DEM."
        ),
    )
    yield dem_input()
    yield date_input("DATE", N_("Date"), help=N_("Sites that go on air later do not count. Today when empty."))
    yield profile_input()


def operator_input() -> Input:
    """any, each, or one operator."""
    return text_input(
        "OPERATOR",
        N_("Operator"),
        default="any",
        optional=True,
        help=N_("any: whoever it is; each: every operator by itself; or one operator's name."),
    )


def wanted_operators(word: str | None, rows: Any) -> list[str]:
    """The operators that OPERATOR means among the rows of supply; CoreError for a word that is none."""
    word = (word or "any").strip()
    if word == "any":
        return ["any"]
    if word == "each":
        return sorted(rows["operator"].dropna().unique())
    known = [code for code in schema.code_lists()["operator"] if ";" not in code]
    code = schema.code_of("operator", word)
    if code not in known:
        raise CoreError(
            N_("There is no operator '{word}'. Give any, each, or one of: {known}."), word=word, known=", ".join(known)
        )
    return [code]


def supplied(algorithm: Algorithm, values: dict[str, Any], surface: str) -> Any:
    """The rows of supply, with what did not count and what is missing told in the log."""
    profile = load_profile(values.get("PROFILE") or "national")
    algorithm.note(profile=profile.title)
    date = values.get("DATE") or dt.date.today()
    model = values["MODEL"] or "radius"
    rows = supply(
        values["SITES"], values.get("CELLS"), profile, model, surface, border=border_of(values.get("BORDER")), date=date
    )
    odd = odd_radii(values["SITES"], profile)
    if odd:
        limits = profile["radius_told_m"]
        facts = {"least": f"{float(limits['lowest']):g}", "most": f"{float(limits['highest']) / 1e3:g}"}
        text = N_("{count} sites tell a radius of less than {least} m or more than {most} km: is radius_m in metres?")
        algorithm.warn(tr(text, count=odd, **facts))
    for word, count in rows.attrs["left_out"].items():
        algorithm.warn(tr(LEFT_OUT[word], count=count))
    lacks = rows["lacks"].value_counts()
    for word, text in LACKS.items():
        count = int(sum(n for said, n in lacks.items() if word in said.split(";")))
        if count:
            algorithm.warn(tr(text, count=count))
    flags = rows["flags"].value_counts()
    for word, text in FLAGS.items():
        count = int(sum(n for said, n in flags.items() if word in said.split(";")))
        if count:
            algorithm.warn(tr(text, count=count, km=f"{float(profile['prach_unknown_m']) / 1e3:g}"))
    operators = rows["operator"].dropna().unique()
    algorithm.say(
        tr(
            N_(
                "{count} transmitters of {operators} by model {model} with profile {profile}; planning, not measurement."
            ),
            count=len(rows),
            operators=", ".join(sorted(schema.word_of("operator", o, language()) for o in operators)) or "-",
            model=model,
            profile=profile.title,
        )
    )
    return rows


def border_of(frame: gpd.GeoDataFrame | None) -> gpd.GeoSeries | None:
    """The polygons of BORDER in degrees; CoreError where the layer has none."""
    if frame is None:
        return None
    areas = metric.to_degrees(frame, str(frame.attrs.get("name", "BORDER"))).geometry.dropna()
    areas = areas[areas.geom_type.isin(["Polygon", "MultiPolygon"])]
    if not len(areas):
        raise CoreError(N_("BORDER needs polygons: this side of the border."))
    return areas.reset_index(drop=True)
