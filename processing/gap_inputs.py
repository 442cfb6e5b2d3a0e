"""What `findgaps` asks for and gives back."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.errors import N_
from .parameters import Input, Sink, Table, choice_input, raster_input, sink, table_input, text_input
from .supply_inputs import operator_input, supply_inputs

KINDS = ("place", "route", "zone")
"""Code lists from which a kind of demand may come."""


def gap_inputs() -> Iterator[Table | Input]:
    """DEMAND, what covers it, what was measured and claimed, and what gaps are cut and named by."""
    yield table_input(
        "DEMAND",
        N_("Demand"),
        None,
        help=N_(
            "Places with their key points (rows whose parent_id is the place), routes, or sea zones from the official "
            "layer. Which it is shows in the shapes and the column kind."
        ),
    )
    yield table_input(
        "SITES",
        N_("Sites"),
        "sites",
        optional=True,
        help=N_("Sites on air, neighbouring counties' too. Without them all that is not measured is unknown."),
    )
    yield from (item for item in supply_inputs() if item.name != "SITES")
    yield table_input(
        "PLAN", N_("Site plan"), "plan", optional=True, help=N_("Gaps that a planned site will close carry its year.")
    )
    yield table_input(
        "MEASUREMENTS",
        N_("Measurements"),
        "measurements",
        optional=True,
        help=N_(
            "Drive tests and spot samples: time, network, operator, rsrp_dbm, sinr_db; place_id where one was tested."
        ),
    )
    yield table_input(
        "CLAIMED",
        N_("Claimed areas"),
        "cells",
        optional=True,
        help=N_(
            "Polygons that operators say they cover, with operator and technology. A claim is neither a pass nor a gap."
        ),
    )
    yield table_input(
        "COUNTIES", N_("Counties"), "counties", optional=True, help=N_("Routes and zones are cut at their borders.")
    )
    yield table_input("TOWNSHIPS", N_("Townships"), "townships", optional=True, help=N_("To gather gaps under a name."))
    yield table_input(
        "PLACES",
        N_("Places to name gaps after"),
        "places",
        optional=True,
        help=N_("A gap of a road or of the sea is called by the nearest of them."),
    )
    yield table_input(
        "PREVIOUS",
        N_("Demand of the last period"),
        None,
        optional=True,
        help=N_("What was to be covered then: units added and removed are told."),
    )
    yield table_input(
        "TUNNELS",
        N_("Tunnels"),
        "routes",
        optional=True,
        help=N_("Tunnels that are not in the demand itself: routes that run through them are told."),
    )
    yield raster_input(
        "CROSSCHECK",
        N_("Coverage by others, to compare"),
        optional=True,
        help=N_(
            "A raster of somebody else's model, of any coordinate system: RSRP in dBm, or a mask of 1 (covered) and 0. It is set "
            "beside every place, every 100 m of road and every square of an area, and never changes a state. It should be of the "
            "technology and operator that are asked for."
        ),
    )
    yield text_input(
        "COMPLETE",
        N_("Kinds that are complete"),
        default="",
        optional=True,
        help=N_(
            "Kinds of places, roads and zones, by commas, of which the demand holds all there are, or of which there are "
            "none: the rules then take their absence as a fact."
        ),
    )
    yield choice_input(
        "TECHNOLOGY", N_("Technology"), ("4G", "5G", "each"), default="5G", help=N_("each: 4G and 5G, row by row.")
    )
    yield operator_input()


def gap_sinks() -> Iterator[Sink]:
    """ASSESSED, GAPS, SUMMARY, FINDINGS, CANDIDATES and AGREEMENT."""
    yield sink(
        "ASSESSED",
        N_("Assessed demand"),
        "any",
        help=N_(
            "Each item with its state, figures, serving site and what the state rests on; unknown holds what is claimed."
        ),
    )
    yield sink(
        "GAPS",
        N_("Gaps"),
        "any",
        optional=True,
        shown=True,
        help=N_("Every part that is not covered; the state tells a gap from what is unknown."),
    )
    yield sink(
        "SUMMARY",
        N_("Summary"),
        "none",
        optional=True,
        shown=True,
        help=N_("Per county and kind: total, covered, gap, unknown, share. Unit: place, m or m2."),
    )
    yield sink(
        "FINDINGS",
        N_("Findings"),
        "point",
        optional=True,
        help=N_("What the rules CG-01 to CG-15 say of the demand and of what it is judged by."),
    )
    yield sink(
        "CANDIDATES",
        N_("Candidates for universal service"),
        "any",
        optional=True,
        help=N_(
            "The gaps as tasks for the platform of universal service (电信普遍服务), ranked, one row each: places with "
            "their people, gaps in roads by segment with start and end, the nearest and the planned site, and why. Left "
            "out: what a planned site of the year or before closes, and segments shorter than the profile marks."
        ),
    )
    yield sink(
        "AGREEMENT",
        N_("Agreement with CROSSCHECK"),
        "none",
        optional=True,
        help=N_(
            "Per technology and operator how many of the compared places both cover, only we, only they, neither, where we say "
            "nothing, where they have no data; and mean and spread of our level less theirs in dB (models terrain and sea)."
        ),
    )
