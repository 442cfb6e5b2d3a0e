"""score_gaps.py [--markdown]: modelled 5G gaps against drives that the model did not see.

The withheld drives of the sample county, whose signals follow a law of their own; and drives simulated along all its
roads in worlds that are as the formula assumes, or poorer, or richer. Prints precision, recall and calibration.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from sample_county.gpkg import read_layer

from fengsui.core import metric
from fengsui.core.checks.profile import load_profile
from fengsui.core.coverage.measured import clean
from fengsui.core.coverage.supply import margin_db, supply
from fengsui.core.schema import standard_table

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample" / "sample.gpkg"
DAY, SEEDS, STEP = dt.date(2026, 11, 21), range(5), 1.5e-3
WORLDS = {"as assumed": 0.0, "6 dB poorer": -6.0, "6 dB richer": 6.0}
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
WAVES, LONG_M = 60, 500.0


class Drive(NamedTuple):
    """Places, whether the signal was enough, and the operator."""

    name: str
    operator: str
    lonlat: np.ndarray
    passes: np.ndarray


class Judged(NamedTuple):
    """What the model says of places: covered, possible, and the probability (NaN for the radius model)."""

    covered: np.ndarray
    possible: np.ndarray
    chance: np.ndarray


def tables() -> dict[str, pd.DataFrame]:
    names = {"sites": "sites", "cells": "cells", "measurements_withheld": "measurements", "routes": "routes"}
    return {name: standard_table(read_layer(SAMPLE, name), kind, name) for name, kind in names.items()}


def judge(lonlat: np.ndarray, rows: pd.DataFrame) -> Judged:
    """Each place against every transmitter."""
    covered, possible = np.zeros(len(lonlat), bool), np.zeros(len(lonlat), bool)
    chance = np.full(len(lonlat), np.nan)
    for n in range(len(rows)):
        row = rows.iloc[[n]]
        there = np.broadcast_to(row[["lon", "lat"]].to_numpy(float), lonlat.shape)
        far = metric.geodesic_m(lonlat, there)
        covered |= far <= float(row["covered_m"].iloc[0])
        possible |= far <= float(row["possible_m"].iloc[0])
        if row["sigma_db"].notna().all():
            many = row.loc[row.index.repeat(len(far))]
            margin = margin_db(np.maximum(far, 20.0), many) / float(row["sigma_db"].iloc[0])
            chance = np.fmax(chance, normal(margin))
    return Judged(covered, possible, chance)


def normal(x: np.ndarray) -> np.ndarray:
    return np.array([0.5 * math.erfc(-v / math.sqrt(2)) for v in x])


def withheld(table: pd.DataFrame, profile) -> list[Drive]:
    valid, _ = clean(table, profile, DAY)
    drives = []
    for operator, rows in valid.groupby("operator"):
        drives.append(
            Drive("withheld", str(operator), metric.coordinates(rows.geometry), rows["passes"].to_numpy(bool))
        )
    return drives


def simulated(rows: pd.DataFrame, lonlat: np.ndarray, operator: str, name: str, more_db: float, seed: int) -> Drive:
    """The formula's own median, shadows as strong as it assumes and alike within some hundred metres, `more_db` on top."""
    rng = np.random.default_rng(seed)
    turn, number = rng.uniform(0, 2 * math.pi, WAVES), 2 * math.pi / (LONG_M * rng.uniform(0.4, 2.5, WAVES))
    metres = (lonlat - lonlat.mean(axis=0)) * np.array([103_600, 110_700])
    waves = np.cos(metres @ (number * np.array([np.cos(turn), np.sin(turn)])) + rng.uniform(0, 2 * math.pi, WAVES))
    shadow = math.sqrt(2 / WAVES) * waves.sum(axis=1)
    passes = np.zeros(len(lonlat), bool)
    for n in range(len(rows)):
        row = rows.iloc[[n]]
        far = metric.geodesic_m(lonlat, np.broadcast_to(row[["lon", "lat"]].to_numpy(float), lonlat.shape))
        margin = margin_db(np.maximum(far, 20.0), row.loc[row.index.repeat(len(far))])
        passes |= margin + more_db + float(row["sigma_db"].iloc[0]) * shadow >= 0
    return Drive(name, operator, lonlat, passes)


def along(routes: pd.DataFrame) -> np.ndarray:
    lines = routes[routes["setting"] == "outdoor"].geometry
    return np.vstack(
        [
            np.array([(p.x, p.y) for p in (line.interpolate(s) for s in np.arange(0, line.length, STEP))])
            for line in lines
        ]
    )


def score(model: str, name: str, drives: list[tuple[Drive, Judged]]) -> dict:
    """One row: how many, how many fail, what the model says of them, precision and recall of its gaps and coverage."""
    fails = np.concatenate([~d.passes for d, _ in drives])
    covered = np.concatenate([j.covered for _, j in drives])
    gap = ~np.concatenate([j.possible for _, j in drives])
    share = lambda mask, of: float("nan") if not of.any() else 100 * (mask & of).sum() / of.sum()  # noqa: E731
    every = np.ones(len(fails), bool)
    return {
        "model": model, "drives": name, "places": len(fails), "failing %": share(fails, every),
        "said covered %": share(covered, every), "said gap %": share(gap, every),
        "said unknown %": share(~covered & ~gap, every), "gap precision %": share(fails, gap),
        "gap recall %": share(gap, fails), "covered precision %": share(~fails, covered), "covered recall %": share(covered, ~fails),
    }  # fmt: skip


def calibration(name: str, drives: list[tuple[Drive, Judged]]) -> list[dict]:
    chance = np.concatenate([j.chance for _, j in drives])
    passes = np.concatenate([d.passes for d, _ in drives])
    rows = []
    for low, high in zip(BINS, BINS[1:]):
        held = (chance >= low) & ((chance < high) | (high == 1.0))
        said, seen = (100 * v[held].mean() if held.any() else float("nan") for v in (chance, passes.astype(float)))
        rows.append(
            {
                "drives": name,
                "probability": f"{low:g} to {high:g}",
                "places": int(held.sum()),
                "said %": said,
                "seen %": seen,
            }
        )
    return rows


def main() -> None:
    profile, read = load_profile("national"), tables()
    lonlat, scores, bins = along(read["routes"]), [], []
    supplies = {m: supply(read["sites"], read["cells"], profile, m, date=DAY) for m in ("radius", "formula")}
    own = {m: s[(s["technology"] == "5G") & (s["setting"] == "outdoor")] for m, s in supplies.items()}
    operators = ("mobile", "telecom")
    sets: dict[str, list[Drive]] = {"withheld": withheld(read["measurements_withheld"], profile)}
    for world, more in WORLDS.items():
        formula = {
            o: own["formula"][(own["formula"]["operator"] == o) & (own["formula"]["covered_m"] > 0)] for o in operators
        }
        sets[world] = [simulated(formula[o], lonlat, o, world, more, seed) for o in operators for seed in SEEDS]
    for model, rows in own.items():
        known: dict = {}
        for name, drives in sets.items():
            pairs = []
            for drive in drives:
                key = (drive.operator, drive.lonlat.shape)
                if key not in known:
                    known[key] = judge(drive.lonlat, rows[rows["operator"] == drive.operator])
                pairs.append((drive, known[key]))
            scores.append(score(model, name, pairs))
            bins += calibration(name, pairs) if model == "formula" else []
    for table in (scores, bins):
        show(pd.DataFrame(table))


def show(table: pd.DataFrame) -> None:
    shown = table.copy()
    for column in shown.columns:
        if shown[column].dtype == float:
            shown[column] = shown[column].map(lambda v: "-" if math.isnan(v) else f"{v:.1f}")
    if "--markdown" in sys.argv:
        print("| " + " | ".join(shown.columns) + " |\n|" + " --- |" * len(shown.columns))
        for row in shown.itertuples(index=False):
            print("| " + " | ".join(map(str, row)) + " |")
    else:
        print(shown.to_string(index=False))
    print()


if __name__ == "__main__":
    main()
