"""The states of coverage and the kinds of demand, as the rules CG-01 to CG-15 read them."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..schema import read_resource

COVERED = ("covered_measured", "covered_model")
GAPS = ("gap_measured", "gap_model")
WEAKEST_FIRST = ("gap_measured", "gap_model", "unknown", "claimed", "covered_model", "covered_measured")
BODIES = (
    "port-of-entry", "border-channel", "frontier-inspection", "border-checkpoint", "border-police", "duty-post",
    "border-market", "logistics-hub", "distribution-centre", "industrial-park",
)  # fmt: skip


@cache
def demand_data() -> dict[str, Any]:
    """What each kind of place is made of, and how states are said (resources/rules/demand.yaml)."""
    return read_resource("rules", "demand.yaml")
