"""What the bands of the rules take of each deviation circle, as shapes in metres around its centre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import to_local
from .bands import Bands
from .case import Case
from .circles import SAFE_M, Circles
from .in_turn import in_turn
from .local_shapes import CORNERS, areas_near, discs_at, lines_near, rings, united

_TOUCHED_M = 0.05
SHUT, UNJUDGED = "shut", "unjudged"


def exclusions(
    case: Case,
    circles: Circles,
    found: Mapping[Any, list[Bands]],
    severity: Mapping[Any, str],
    more: Mapping[Any, pd.DataFrame],
) -> pd.DataFrame:
    """What each aspect takes of each circle: circle (position), rule, aspect, severity, state (shut, unjudged), shape.

    `found` holds the bands of each aspect for the case's rows, `severity` its severity in force, `more`
    the shapes of aspects that have no bands. One row per circle,
    aspect, severity and state; shapes overlap between aspects, and lie within their circle.
    """
    near: list[tuple[Any, pd.DataFrame]] = []
    taken = []
    for number, (key, aspect_bands) in enumerate(found.items()):
        for band in aspect_bands:
            case.progress()
            if band.beyond:
                taken.append(_beyond(case, circles, band).assign(aspect=number, severity=severity[key]))
            else:
                near.append((band.shapes, _wanted(circles, band, severity[key]).assign(aspect=number)))
    for shapes, pairs in _by_shapes(near):
        taken.append(_around(case, circles, shapes, pairs))
    keys = [*found, *more]
    apart = {n: band.apart for n, aspect_bands in enumerate(found.values()) for band in aspect_bands if band.apart}
    for number, (key, shapes) in enumerate(more.items(), len(found)):
        taken.append(shapes.assign(aspect=number, severity=severity[key]))
    table = pd.concat([_nothing(), *taken], ignore_index=True)
    columns = ["circle", "aspect", "severity", "state"]
    key = np.column_stack([pd.factorize(table[column], sort=True)[0] for column in columns])
    _, first, group = np.unique(key, axis=0, return_index=True, return_inverse=True)
    shape = united(table["shape"].to_numpy(), group.ravel(), len(first), case.progress)
    table = table[columns].take(first).reset_index(drop=True)
    outer = circles.shape[table["circle"].to_numpy(int)]
    cut = shape != outer
    shape[cut] = in_turn(case.progress, shapely.intersection, outer[cut], shape[cut])
    for number, others in apart.items():
        _set_apart(case, circles, table, shape, number, others)
    table["shape"] = shape
    table["rule"] = [keys[n][0] for n in table["aspect"]]
    table["aspect"] = [keys[n][1] for n in table["aspect"]]
    table = _unjudged_alone(table)
    return table[~shapely.is_empty(table["shape"].to_numpy())].reset_index(drop=True)


def _set_apart(
    case: Case, circles: Circles, table: pd.DataFrame, shape: np.ndarray, number: int, others: list[Bands]
) -> None:
    """Take from the shapes of an aspect what other bands shut out for certain (a hair less)."""
    taken = exclusions(case, circles, {("", ""): others}, {("", ""): ""}, {})
    taken = taken[taken["state"] == SHUT]
    held = np.full(len(circles.rows), None, dtype=object)
    # what they shut out is drawn wider than it is by as much as this: only what lies in it for certain is theirs
    most = max((float(band.pairs["fails_m"].max()) for band in others if len(band.pairs)), default=0.0)
    less = 2.5 * SAFE_M + 2e-7 * most**2
    held[taken["circle"].to_numpy(int)] = shapely.buffer(taken["shape"].to_numpy(), -less)
    at = np.flatnonzero((table["aspect"] == number).to_numpy())
    theirs = held[table["circle"].to_numpy(int)[at]]
    at, theirs = at[~shapely.is_missing(theirs)], theirs[~shapely.is_missing(theirs)]
    shape[at] = in_turn(case.progress, shapely.difference, shape[at], theirs)


def _unjudged_alone(table: pd.DataFrame) -> pd.DataFrame:
    """The table with what an aspect can't judge less what it shuts out."""
    if not (table["state"] == UNJUDGED).any():
        return table
    keys = ["circle", "rule", "aspect"]
    shut = table[table["state"] == SHUT].drop_duplicates(keys).set_index(keys)["shape"]
    open_ = table[table["state"] == UNJUDGED]
    both = open_.join(shut.rename("shut"), on=keys)["shut"].dropna()
    table.loc[both.index, "shape"] = shapely.difference(table.loc[both.index, "shape"].to_numpy(), both.to_numpy())
    return table


def _nothing() -> pd.DataFrame:
    empty = {"circle": int, "aspect": int, "severity": object, "state": object, "shape": object}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in empty.items()})


def _wanted(circles: Circles, band: Bands, severity: str) -> pd.DataFrame:
    """The bands as (circle, target, distance_m, limit_m, spared_m, state, severity): one row for each state."""
    pairs = band.pairs
    circle = circles.position[pairs["point"].to_numpy(int)]
    metres = {name: pairs[name].to_numpy(float) for name in ("distance_m", "fails_m", "unsure_m")}
    limit = np.concatenate([metres["fails_m"], metres["unsure_m"]])
    size = len(pairs)
    which = np.tile(np.arange(size), 2)
    counts = np.r_[np.ones(size, bool), ~(metres["unsure_m"] <= np.nan_to_num(metres["fails_m"], nan=-1))]
    # the rules measure lines and areas in a plane: off by less than this at such a distance
    reaches = metres["distance_m"][which] <= limit + circles.radius_m[circle[which]] + _TOUCHED_M
    at = np.flatnonzero(counts & reaches & (circle[which] >= 0))
    drawn = 1e-7 if isinstance(band.shapes, str) else 0.0
    row, limit = which[at], limit[at]
    spared = pairs["spared_m"].to_numpy(float)[row] if "spared_m" in pairs.columns else np.full(len(at), np.nan)
    return pd.DataFrame(
        {
            "circle": circle[row], "target": pairs["target"].to_numpy()[row], "distance_m": metres["distance_m"][row],
            "limit_m": limit + SAFE_M + drawn * limit**2, "spared_m": spared, "state": np.where(at < size, SHUT, UNJUDGED),
            "severity": pairs["severity"].to_numpy()[row] if "severity" in pairs.columns else severity,
        }
    )  # fmt: skip


def _by_shapes(near: list[tuple[Any, pd.DataFrame]]) -> list[tuple[Any, pd.DataFrame]]:
    """The wanted pairs together for each table, so that its shapes are cut once."""
    groups: dict[Any, tuple[Any, list[pd.DataFrame]]] = {}
    for shapes, table in near:
        if len(table):
            groups.setdefault(shapes if isinstance(shapes, str) else id(shapes), (shapes, []))[1].append(table)
    return [(shapes, pd.concat(tables, ignore_index=True)) for shapes, tables in groups.values()]


def _around(case: Case, circles: Circles, shapes: Any, pairs: pd.DataFrame) -> pd.DataFrame:
    circle, target = pairs["circle"].to_numpy(int), pairs["target"].to_numpy(int)
    limit, distance = pairs["limit_m"].to_numpy(), pairs["distance_m"].to_numpy()
    centre, radius = circles.centre[circle], circles.radius_m[circle]
    whole = distance + radius < limit
    whole &= ~(pairs["spared_m"].to_numpy() > 0)
    # where one obstacle takes the whole circle, the others of its aspect add nothing
    groups = pairs.groupby(["circle", "aspect", "severity", "state"]).ngroup().to_numpy()
    first = np.zeros(len(pairs), bool)
    first[np.flatnonzero(whole)[np.unique(groups[whole], return_index=True)[1]]] = True
    kept = first | ~np.isin(groups, groups[whole])
    pairs, whole = pairs[kept], whole[kept]
    circle, target, limit, distance, centre, radius = (
        v[kept] for v in (circle, target, limit, distance, centre, radius)
    )
    shape = np.full(len(pairs), None, dtype=object)
    shape[whole] = circles.shape[circle[whole]]
    rest = np.flatnonzero(~whole)
    if isinstance(shapes, str):
        shape[rest] = _widened(
            case, case.tables[shapes].geometry.to_numpy(), target[rest], centre[rest], radius[rest], limit[rest]
        )
    else:
        xy = metric.coordinates(shapes)[target]
        shape[rest] = discs_at(to_local(xy[rest], centre[rest]), limit[rest], radius[rest])
    spared = pairs["spared_m"].to_numpy()
    some = np.flatnonzero((spared > 0) & (spared + radius > distance))
    if len(some):
        hole = rings(
            to_local(metric.coordinates(shapes)[target[some]], centre[some]), np.maximum(spared[some] - SAFE_M, 0)
        )
        shape[some] = shapely.difference(shape[some], hole)
    table = pairs[["circle", "aspect", "severity", "state"]].assign(shape=shape)
    return table[~(shapely.is_missing(shape) | shapely.is_empty(shape))]


def _widened(
    case: Case, geometries: np.ndarray, target: np.ndarray, centre: np.ndarray, radius: np.ndarray, limit: np.ndarray
) -> np.ndarray:
    """Lines and areas of a table with so many metres around them, as far as they concern the circle."""
    made = np.full(len(target), None, dtype=object)
    reach = radius + limit
    area = shapely.get_dimensions(geometries[target]) == 2
    parts = (
        (np.flatnonzero(~area), lines_near),
        (np.flatnonzero(area), areas_near),
    )
    for which, cut in parts:
        if len(which):
            key = np.column_stack([target[which], centre[which]])
            once, of = np.unique(key, axis=0, return_inverse=True)
            most = np.zeros(len(once))
            np.maximum.at(most, of.ravel(), reach[which])
            shapes = cut(geometries, once[:, 0].astype(int), once[:, 1:], most, case.progress)[of.ravel()]
            made[which] = in_turn(case.progress, _round, shapes, limit[which])
    return made


def _round(shapes: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """The shapes with so many metres around them: no less anywhere."""
    return shapely.buffer(shapes, limit / np.cos(np.pi / CORNERS), quad_segs=CORNERS // 4)


def _beyond(case: Case, circles: Circles, band: Bands) -> pd.DataFrame:
    """What of the circles of the band's rows lies farther than the limit from all of their shapes."""
    position = circles.position
    assert band.rows is not None
    asked = position[band.rows]
    asked = asked[asked >= 0]
    pairs = band.pairs[position[band.pairs["point"]] >= 0]
    circle, target = position[pairs["point"]], pairs["target"].to_numpy(int)
    table = case.tables.get(str(band.shapes))  # none given, and that said to be complete: everything lies beyond
    geometries = np.array([], dtype=object) if table is None else table.geometry.to_numpy()
    within = _held(geometries, circles, circle, target)
    open_ = np.setdiff1d(asked, circle[within])
    left = np.isin(circle, open_)
    circle, target, limit = circle[left], target[left], pairs["fails_m"].to_numpy(float)[left]
    reach = circles.radius_m[circle] + limit + 1.0
    shapes = areas_near(geometries, target, circles.centre[circle], reach, case.progress)
    some = ~shapely.is_missing(shapes)
    circle, shapes, limit = circle[some], shapes[some], limit[some]
    allowed = united(shapes, circle, len(circles.rows), case.progress)[open_]
    allowed = shapely.buffer(allowed, SAFE_M / 2)  # pieces of one area become one, without seams
    widest = np.zeros(len(circles.rows))
    np.maximum.at(widest, circle, limit)
    widest = widest[open_]
    allowed = shapely.buffer(allowed, widest - 1.5 * SAFE_M - 1e-7 * widest**2, quad_segs=CORNERS // 4)
    outer = circles.shape[open_]
    out = np.where(shapely.is_missing(allowed), outer, shapely.difference(outer, allowed))
    return pd.DataFrame({"circle": open_, "state": UNJUDGED if band.unsure else SHUT, "shape": out})[
        ~shapely.is_empty(out)
    ]


def _held(geometries: np.ndarray, circles: Circles, circle: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Pairs in which the area holds the whole circle."""
    wanted, of_target = np.unique(target, return_inverse=True)
    asked, of_circle = np.unique(circle, return_inverse=True)
    box = metric.boxes(circles.centre[asked], circles.radius_m[asked])
    area, held = shapely.STRtree(box).query(geometries[wanted], predicate="contains_properly")
    return np.isin(of_target.ravel() * len(asked) + of_circle.ravel(), area * len(asked) + held)
