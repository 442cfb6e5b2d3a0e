"""What reports, forms and sheets all ask: of which county and year, for whom, in which language, with which borders."""

from __future__ import annotations

from typing import Any

from ..core.errors import N_
from .parameters import choice_input, date_input, flag_input, number_input, text_input


def county_input() -> Any:
    return text_input(
        "COUNTY",
        N_("County"),
        optional=True,
        help=N_("Name or code of the county; all counties of the workspace when empty."),
    )


def year_input() -> Any:
    return number_input(
        "YEAR",
        N_("Year"),
        integer=True,
        optional=True,
        minimum=2000,
        maximum=2100,
        help=N_("Targets due in this year or before; all when empty."),
    )


def public_input() -> Any:
    return flag_input(
        "PUBLIC",
        N_("For the public"),
        help=N_("Leave out border bodies, names and phone numbers, and coarsen coordinates."),
    )


def language_input() -> Any:
    return choice_input(
        "LANGUAGE", N_("Language"), ["zh", "en"], optional=True, help=N_("zh or en; your language when empty.")
    )


def day_input() -> Any:
    return date_input("DATE", N_("Date"), help=N_("The day of the report; today when not given."))


def review_input() -> Any:
    return text_input(
        "REVIEW_NUMBER",
        N_("Map review number"),
        optional=True,
        help=N_("审图号, printed under every map; without one the maps say that they are not reviewed yet."),
    )


def border_input() -> Any:
    return flag_input(
        "BORDER_LINES",
        N_("Draw borders"),
        default=True,
        help=N_(
            "Outlines of counties and townships on the maps. Off: land without any border line, the national one too."
        ),
    )
