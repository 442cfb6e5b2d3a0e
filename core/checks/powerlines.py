"""SP-23: distances to power lines by their voltage, and whether a tower could fall on them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import metric
from .bands import Bands, keeps_off, only
from .case import Case
from .falls import edge_bands, fall_bands, falls, height_of, listed, reach_of
from .rules import offenders, rule


def _lines(case: Case) -> pd.DataFrame:
    classes = case.profile["line_clearance_m"]
    lines = case.tables["powerlines"]
    voltage = case.column("voltage_kv", "powerlines").astype(float)
    voltage = voltage.where((voltage > 0) & (voltage <= classes[-1]["up_to_kv"])).to_numpy()
    step = np.searchsorted([c["up_to_kv"] for c in classes], np.nan_to_num(voltage))
    clearance = np.where(np.isnan(voltage), np.nan, np.array([c["clearance_m"] for c in classes], float)[step])
    half = case.column("half_width_m", "powerlines").astype(float).fillna(case.profile["line_half_width_m"]).to_numpy()
    rows = np.flatnonzero(case.placed)
    reach = reach_of(case, max(c["clearance_m"] for c in classes) + 1 + (half.max() if len(half) else 0))
    pairs = metric.distance_to(case.points[rows], lines.geometry, (reach + case.margin_m)[rows], case.progress)
    target = pairs["target"].to_numpy()
    ids = case.column("line_id", "powerlines").fillna(case.column("name", "powerlines")).fillna("?").to_numpy()
    return pd.DataFrame(
        {
            "point": rows[pairs["point"]], "target": target, "centre_m": pairs["distance_m"].to_numpy(), "half_m": half[target],
            "edge_m": np.maximum(pairs["distance_m"].to_numpy() - half[target], 0),
            "voltage": voltage[target], "limit": clearance[target], "other": ids[target], "other_label": ids[target],
            "lon": pairs["lon"].to_numpy(), "lat": pairs["lat"].to_numpy(),
        }
    )  # fmt: skip


def _unknown_reach(case: Case, near: pd.DataFrame) -> np.ndarray:
    """How near a line of unknown voltage matters: the greatest clearance and the row's height."""
    most = max(c["clearance_m"] for c in case.profile["line_clearance_m"])
    return case.heights.fillna(0).to_numpy()[near["point"]] + most


@keeps_off("SP-23", "clearance")
def _line_clearance(case: Case) -> list[Bands]:
    near, most = case.fact(_lines), max(c["clearance_m"] for c in case.profile["line_clearance_m"])
    return edge_bands(near, "powerlines", near["limit"], only(most, near["voltage"].isna()))


@keeps_off("SP-23", "fall")
def _line_fall(case: Case) -> list[Bands]:
    near = case.fact(_lines)
    return fall_bands(case, near, "powerlines", height_of(case, near) + near["limit"])


@keeps_off("SP-23", "voltage")
def _line_voltage(case: Case) -> list[Bands]:
    near = case.fact(_lines)
    return edge_bands(near, "powerlines", only(_unknown_reach(case, near), near["voltage"].isna()))


@rule("SP-23", "clearance")
def outside_line_protection(case: Case) -> pd.DataFrame:
    """Rows nearer to the outer conductor of a power line than its voltage asks."""
    near = case.fact(_lines)
    return listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")


@rule("SP-23", "fall")
def clear_of_lines(case: Case) -> pd.DataFrame:
    """Free-standing structures nearer to a power line than their height and its clearance together."""
    near = case.fact(_lines)
    if not len(near):
        return offenders()
    near = near.assign(limit=height_of(case, near) + near["limit"])
    sure, untold = falls(case, near, near["edge_m"] < near["limit"])
    return pd.concat([listed(case, sure, "edge_m", "limit"), untold])


@rule("SP-23", "voltage")
def voltage_known(case: Case) -> pd.DataFrame:
    """Rows within reach of a power line whose voltage is missing or impossible."""
    near = case.fact(_lines)
    near = near[near["voltage"].isna()]
    near = near.assign(limit=_unknown_reach(case, near))
    return listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")
