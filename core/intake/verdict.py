"""The judge of a batch: which system its witnesses prove, or none. Wrong in fewer than one batch in a thousand."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Optional

import numpy as np

from ..errors import N_
from . import shift
from .sentence import Sentence
from .systems import BD09, CGCS2000, GCJ02, SAID
from .witnesses import Witnesses, offset_m, on_land, outside_m
from .zones import MERIDIANS

SHIFTS = (CGCS2000, GCJ02, BD09)

_BORDER_M = 50.0  # nearer than this to its township a row does not count as outside it
_CELL = 100  # cells per degree: what lies within about a kilometre and names one township is one voice
_STRAY = 0.25  # up to this share of the voices may speak for a wrong system, and the risk still holds
_RISK = 0.001
_TOWNSHIPS = 3  # from so many townships the voices must come: one border drawn wrongly is no proof
_NEAR_M, _APART_M = 30.0, 100.0  # table A, A04: the right system brings twins this near, the others leave them this far
_TWINS = 3
_ASKED = 400  # so many rows are enough to tell 300 km


@dataclass(frozen=True)
class Verdict:
    """The system proven (None: undecided) and what was seen."""

    system: Optional[str]
    said: tuple[Sentence, ...]


def undo(system: str, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """True positions of degrees in a system that may be shifted."""
    if system == GCJ02:
        return shift.wgs84_from_gcj02(lon, lat)
    return shift.wgs84_from_bd09(lon, lat) if system == BD09 else (lon, lat)


def judge_shift(lon: np.ndarray, lat: np.ndarray, witnesses: Witnesses) -> Verdict:
    """Whether degrees are unshifted (CGCS2000, as good as WGS 84), GCJ-02 or BD-09."""
    placed = [undo(system, lon, lat) for system in SHIFTS]
    by_twins, twins_said, refuted = _twins(placed, witnesses)
    by_townships, townships_said = _townships(placed, lon, lat, witnesses)
    said = (*twins_said, *townships_said)
    if by_townships is not None and by_townships in refuted:
        return Verdict(None, (*said, Sentence(N_("Known positions and townships contradict each other."))))
    decided = by_twins if by_twins is not None else by_townships
    if decided is None and not said:
        said = (Sentence(N_("No townships named and no known positions: nothing tells the systems apart.")),)
    return Verdict(None if decided is None else SHIFTS[decided], said)


def _twins(placed: list, witnesses: Witnesses) -> tuple[Optional[int], tuple[Sentence, ...], set[int]]:
    """The system that brings twins together, what was seen, and the systems that twins refute."""
    offsets = [offset_m(lon, lat, witnesses) for lon, lat in placed]
    known = np.isfinite(offsets[0]).all(axis=1)
    count = int(known.sum())
    if not count:
        return None, (), set()
    offsets = [offset[known] for offset in offsets]
    distance = [float(np.median(np.hypot(*offset.T))) for offset in offsets]
    middle = [np.median(offset, axis=0) for offset in offsets]
    blur = [3 * 1.86 * np.hypot(*np.median(np.abs(o - m), axis=0)) / np.sqrt(count) for o, m in zip(offsets, middle)]
    drift = [float(np.hypot(*m)) for m in middle]
    said = Sentence(
        N_(
            "Half of {count} rows with a known position lie within {true} m of it as CGCS2000, "
            "{gcj} m as GCJ-02, {bd} m as BD-09."
        ),
        count=count,
        true=round(distance[0]),
        gcj=round(distance[1]),
        bd=round(distance[2]),
    )
    refuted = {n for n in range(3) if count >= 5 and drift[n] - blur[n] > _APART_M}
    hits = [int((np.hypot(*offset.T) < _NEAR_M).sum()) for offset in offsets]
    for n in range(3):
        others = [m for m in range(3) if m != n]
        mixed = any(hits[m] > 0.15 * count for m in others)
        close = distance[n] < _NEAR_M and hits[n] >= _TWINS and all(distance[m] > _APART_M for m in others)
        centred = count >= 5 and drift[n] < _NEAR_M and blur[n] < _APART_M and set(others) <= refuted
        if (close or centred) and not mixed:
            return n, (said,), {*others}
    return None, (said,), refuted


def _townships(
    placed: list, lon: np.ndarray, lat: np.ndarray, witnesses: Witnesses
) -> tuple[Optional[int], tuple[Sentence, ...]]:
    if not len(witnesses.named):
        return None, ()
    away = np.column_stack([outside_m(x, y, witnesses) for x, y in placed])
    known = np.isfinite(away).all(axis=1)
    if not known.any():
        return None, ()
    area = witnesses.named.drop_duplicates("row").set_index("row")["area"].reindex(np.flatnonzero(known)).to_numpy(int)
    away = away[known]
    cell = np.column_stack([np.floor(lon[known] * _CELL), np.floor(lat[known] * _CELL), area])
    voice = np.unique(cell, axis=0, return_inverse=True)[1].ravel()
    inside = (away <= _BORDER_M).sum(axis=0)
    said = [
        Sentence(
            N_("Of {count} rows that name a township, {true} lie in it as CGCS2000, {gcj} as GCJ-02, {bd} as BD-09."),
            count=int(known.sum()),
            true=int(inside[0]),
            gcj=int(inside[1]),
            bd=int(inside[2]),
        )
    ]
    best = int(np.argmax(inside))
    proven = inside[best] >= 0.6 * len(away)
    for rival in (n for n in range(3) if n != best):
        favour = (away[:, best] == 0) & (away[:, rival] > _BORDER_M)
        against = (away[:, rival] == 0) & (away[:, best] > _BORDER_M)
        tally = np.bincount(voice, weights=favour.astype(float) - against)
        pro, contra = int((tally > 0).sum()), int((tally < 0).sum())
        said.append(
            Sentence(
                N_("{pro} places speak for {best} against {rival}, {contra} the other way."),
                pro=pro,
                contra=contra,
                best=SAID[SHIFTS[best]],
                rival=SAID[SHIFTS[rival]],
            )
        )
        proven &= len(np.unique(area[favour])) >= _TOWNSHIPS and outvotes(pro, contra)
    return (best if proven else None), tuple(said)


def outvotes(pro: int, contra: int) -> bool:
    """Whether so many voices for and against prove the point: by chance less than once in a thousand, few opposing."""
    total = pro + contra
    if total == 0 or contra > 0.2 * total:
        return False
    chance = sum(
        exp(lgamma(total + 1) - lgamma(k + 1) - lgamma(total - k + 1) + k * log(_STRAY) + (total - k) * log(1 - _STRAY))
        for k in range(pro, total + 1)
    )
    return chance < _RISK


def judge_meridian(east_deg: np.ndarray, lat: np.ndarray, witnesses: Witnesses) -> tuple[Optional[int], Sentence]:
    """The central meridian that puts metres without zone number where they belong, and what was seen.

    A wrong meridian is 3 degrees off: a row counts for one when it lies in the township it names, within 2 km of its
    twin, else on the land given. Most must fit one meridian, hardly any another.
    """
    some = np.unique(np.linspace(0, len(lat) - 1, min(len(lat), _ASKED)).astype(int))
    east_deg, lat, witnesses, count = east_deg[some], lat[some], witnesses.of(some), len(some)
    fits = np.zeros((len(MERIDIANS), count), bool)
    asked = np.zeros(count, bool)
    for n, meridian in enumerate(MERIDIANS):
        lon = meridian + east_deg
        away = outside_m(lon, lat, witnesses)
        twin_m = np.hypot(*offset_m(lon, lat, witnesses).T)
        told = np.isfinite(away) | np.isfinite(twin_m)
        near = (np.nan_to_num(away, nan=np.inf) <= 2000) | (np.nan_to_num(twin_m, nan=np.inf) <= 2000)
        fits[n] = np.where(told, near, on_land(lon, lat, witnesses))
        asked |= told | bool(len(witnesses.land))
    total = int(asked.sum())
    hits = (fits & asked).sum(axis=1)
    order = np.argsort(-hits, kind="stable")
    best, second = int(hits[order[0]]), int(hits[order[1]])
    meridian = int(MERIDIANS[order[0]])
    if best and (best >= _TWINS or best == total) and best >= 0.6 * total and second <= 0.1 * best:
        text = N_("{best} of {total} rows fall into place with central meridian {meridian} E, {second} with another.")
        return meridian, Sentence(text, best=best, total=total, meridian=meridian, second=second)
    possible = _possible(east_deg, hits)
    text = N_("The zone of the metres is not given and not proven; possible central meridians: {meridians} E. Name it.")
    return None, Sentence(text, meridians=", ".join(map(str, possible)))


def _possible(east_deg: np.ndarray, hits: np.ndarray) -> list[int]:
    """Meridians that some row speaks for, else all that keep the batch inside China."""
    if hits.any():
        return MERIDIANS[hits >= max(1, 0.2 * hits.max())].tolist()
    middle = float(np.median(east_deg)) if len(east_deg) else 0.0
    return MERIDIANS[(MERIDIANS + middle >= 73) & (MERIDIANS + middle <= 136)].tolist()
