"""A register that knows only addresses -> points, each with how finely it is placed and how far it may be off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.checks.profile import load_profile
from ..core.errors import N_, CoreError, Progress
from ..core.register.placing import place
from .base import Algorithm
from .parameters import number_output, sink, table_input, text_input
from .rule_inputs import profile_input
from .translation import language, tr


class PlaceAddresses(Algorithm):
    NAME = "placeaddresses"
    TITLE = N_("Place addresses")
    GROUP = N_("Opened resources")
    HELP = N_(
        "Places the rows of a register by their address, name and owner, looked up in named layers of your own: villages, "
        "townships, buildings, estates, streets. A building is given only when one alone fits; else the village or street, "
        "else the township, else none, with the reason. Rows that have a place keep it. uncertainty_m says how far a "
        "place may be off and is carried into every later distance."
    )
    OUTPUT_STYLES = {"OUTPUT": "resources"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "RESOURCES",
            N_("Opened resources"),
            "resources",
            help=N_("The register: address, and name, owner, township where it has them. A place given by hand stays."),
        )
        yield table_input(
            "GAZETTEER",
            N_("Named places"),
            "gazetteer",
            multiple=True,
            help=N_(
                "One or several layers with names (name); kind, township and other names (also) are used where given. "
                "Points, lines or areas."
            ),
        )
        yield table_input(
            "TOWNSHIPS",
            N_("Townships"),
            "townships",
            optional=True,
            help=N_("Township polygons with their names: the last resort, with their radius as uncertainty."),
        )
        yield text_input(
            "COUNTY",
            N_("County"),
            default="",
            optional=True,
            help=N_("The county's name, such as 东兴市. Empty: the one that the names or the addresses begin with."),
        )
        yield profile_input()
        yield sink(
            "OUTPUT", N_("Placed resources"), "point", help=N_("All rows; those without a certain place have none.")
        )
        yield number_output("PLACED", N_("Rows with a place"))
        yield number_output("UNPLACED", N_("Rows without a place"))
        yield number_output("KEPT", N_("Rows that had a place"))
        yield number_output("BUILDING", N_("Placed to the building"))
        yield number_output("STREET", N_("Placed to the street or village"))
        yield number_output("TOWNSHIP", N_("Placed to the township"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        resources = values["RESOURCES"]
        if not {"address", "name", "owner"} & set(resources.columns):
            raise CoreError(
                N_("Layer '{layer}' has no column address (地址), name (名称) or owner (物业所属单位)."),
                layer=resources.attrs.get("name", ""),
            )
        profile = load_profile(values["PROFILE"] or "national")
        self.note(profile=profile.title)
        kept = int((~(resources.geometry.isna() | resources.geometry.is_empty)).sum())
        placed = place(
            resources, values["GAZETTEER"], values["TOWNSHIPS"], profile, values["COUNTY"] or "", language(), progress
        )
        new = placed[(resources.geometry.isna() | resources.geometry.is_empty).to_numpy()]
        size = {grade: int((new["place_grade"] == grade).sum()) for grade in ("building", "street", "township", "none")}
        text = N_(
            "{kept} rows had a place and keep it; {building} placed to the building, {street} to the street or village, "
            "{township} to the township; {none} not placed."
        )
        self.say(tr(text, kept=kept, **size))
        counts = {grade.upper(): size[grade] for grade in ("building", "street", "township")}
        return {
            "OUTPUT": placed, "PLACED": len(placed) - size["none"], "UNPLACED": size["none"], "KEPT": kept, **counts
        }  # fmt: skip
