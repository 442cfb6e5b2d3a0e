"""One text against the gazetteer: the finest place that is certain, and what stands against a finer one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Optional

from .chinese_address import Address, one_way, words
from .gazetteer import CONTAINERS, Gazetteer, Key, Reading, is_proper

SAME_M, BESIDE_M, TOGETHER_M = 30.0, 300.0, 2000.0
_ROAD = re.compile(r"^(?:[国省县乡]道)?[GSXYC]\d{2,4}|^[国省县乡]道")
_HOUSE = re.compile(r"^[\d\-]+[号栋]|^[A-Z]?\d*栋")


@dataclass(frozen=True)
class Found:
    """A place: grade, entry, township; `why` it is no finer, or how it was found, with the facts for its words.

    `silent`: the text says nothing below the county (or the township), so that another witness may speak.
    """

    grade: str
    entry: Optional[int] = None
    town: str = ""
    why: str = "empty"
    facts: dict[str, Any] = field(default_factory=dict)
    silent: bool = False
    near_m: Optional[float] = None
    bare: str = ""


def locate(places: Gazetteer, address: Address, context: tuple[str, ...] = (), bodies: bool = True) -> Found:
    """The finest place that the text names for certain.

    `context`: the township said elsewhere in the row; `bodies`: whether a bare 卫生院 is then the township's own.
    """
    if not address.core:
        town = context[0] if len(set(context)) == 1 else ""
        return Found(
            "township" if town else "none", town=town, why="unsaid" if town else "empty", silent=not address.pole
        )
    readings = list(places.readings(address.core))
    if all(reading.foreign for reading in readings):
        return Found("none", why="foreign", facts={"rest": readings[0].foreign})
    readings = [reading for reading in readings if not reading.foreign]
    readings = [reading for reading in readings if len(set(reading.towns)) < 2] or readings[:1]
    towns = tuple(dict.fromkeys((*context, *readings[0].towns)))
    if len(towns) > 1:
        return Found("none", why="conflict", facts={"others": "、".join(towns)})
    if address.between:
        return _coarse(towns, readings, "between", {})
    found = [_exact(places, reading, context, bodies) for reading in readings]
    hits = [one for one in found if one is not None]
    best: Optional[Found] = _one_of(places, hits)
    if best is None:
        slipped = [one for one in (_slip(places, reading, context, bodies) for reading in readings) if one is not None]
        best = _one_of(places, slipped)
    if best is None or best.grade == "none":
        chained = [one for one in (_chain(places, reading, context) for reading in readings) if one is not None]
        finer = [one for one in chained if one.grade in ("street", "building")]
        best = next(iter(finer or ([best] if best else chained)), None)
    if best is None:
        rest = min((one_way(reading.rest) for reading in readings), key=len)
        return _unplaced(places, address, towns, readings, rest)
    return _beside(places, best, address)


def _unplaced(places: Gazetteer, address: Address, towns: tuple[str, ...], readings: list[Reading], rest: str) -> Found:
    if not rest:
        silent = not address.pole and not address.near
        return replace(_coarse(towns, readings, "unsaid", {}), silent=silent)
    if _ROAD.match(rest):
        return _coarse(towns, readings, "road", {"name": rest})
    bare = "" if is_proper(rest) or address.near or not rest.endswith(tuple(words()["bodies"])) else rest
    coarse = _coarse(towns, readings, "unknown", {"rest": rest})
    nothing = readings[0].last == "" and not readings[0].towns
    return replace(coarse, bare=bare if nothing else "")


def _coarse(towns: tuple[str, ...], readings: list[Reading], why: str, facts: dict[str, Any]) -> Found:
    if not towns:  # 东兴江平, 江平法庭: a township's short name counts after the county's or before a body
        whole = [reading for reading in readings if not reading.rest]
        towns = tuple({t for reading in whole for t in reading.towns}) if _above_said(readings) else ()
        said = [
            reading for reading in readings if reading.short and reading.rest and not is_proper(one_way(reading.rest))
        ]
        if not whole and not any(reading.last == "county" and not reading.towns for reading in said):
            towns = tuple({t for reading in said for t in reading.towns})
    return Found(
        "township" if len(towns) == 1 else "none", town=towns[0] if len(towns) == 1 else "", why=why, facts=facts
    )


def _above_said(readings: list[Reading]) -> bool:
    """Whether the county is named before what the readings share, so that a short name can only be a township's."""
    return readings[0].last == "county" or any(reading.last == "county" and reading.rest for reading in readings)


def _fits(reading: Reading, own_bodies: bool, keys: Iterable[Key]) -> list[int]:
    last = reading.last or ("township" if own_bodies and not reading.towns else "")
    return sorted({key.entry for key in keys if key.level in ("", last)})


def _exact(
    places: Gazetteer, reading: Reading, context: tuple[str, ...], bodies: bool, rest: str = "", why: str = "named"
) -> Optional[Found]:
    """What has exactly this name: the one entry in the township named, rivals, or a contradiction; None when nothing."""
    rest = rest or one_way(reading.rest)
    entries = _fits(reading, bodies and bool(context), places.keys.get(rest, ()))
    if not entries:
        return None
    towns = (*context, *reading.towns)
    here = [e for e in entries if not towns or places.entries[e].township in (*towns, "")]
    if not here and all(key.level == "township" for key in places.keys[rest] if key.entry in entries):
        return None  # every township may have its own
    if not here:
        facts = {"name": places.entries[entries[0]].name, "others": _towns_of(places, entries)}
        return Found("none", why="elsewhere", facts=facts)
    head = places.container(rest)
    if not towns and head:
        held = {places.entries[e].township for e in places.containers[head]}
        if len(held) > 1:
            return Found("none", why="rivals", facts={"others": "、".join(f"{town}{head}" for town in sorted(held))})
    return _single(places, here, why, {"typed": reading.rest})


def _single(places: Gazetteer, entries: list[int], why: str, facts: dict[str, Any]) -> Found:
    first = places.entries[entries[0]]
    if len(entries) == 1:
        grade = "street" if first.kind in CONTAINERS else "building"
        return Found(grade, entries[0], first.township, why, {**facts, "name": first.name})
    if max(_metres(places, entries[0], other) for other in entries[1:]) <= SAME_M:
        return _single(places, entries[:1], why, facts)  # one thing in two layers
    towns = {places.entries[e].township for e in entries}
    rivals = {"others": "、".join(f"{places.entries[e].township}{places.entries[e].name}" for e in entries[:4])}
    return Found(
        "township" if len(towns) == 1 else "none",
        town=first.township if len(towns) == 1 else "",
        why="rivals",
        facts=rivals,
    )


def _one_of(places: Gazetteer, found: list[Found]) -> Optional[Found]:
    """What the readings agree on; a reading that fits goes before one that contradicts."""
    placed = [one for one in found if one.grade != "none"]
    entries = sorted({one.entry for one in placed if one.entry is not None})
    if len(entries) > 1:
        return _single(places, entries, "rivals", {})
    return placed[0] if placed else (found[0] if found else None)


def _slip(places: Gazetteer, reading: Reading, context: tuple[str, ...], bodies: bool) -> Optional[Found]:
    """The one entry of which the text is an explained slip."""
    forms = {reading.rest, one_way(reading.rest)}
    names = {one_way(name) for form in forms if len(form) >= 2 for name in places.slips.of(form)}
    hits = [one for one in (_exact(places, reading, context, bodies, name, "slip") for name in sorted(names)) if one]
    return _one_of(places, hits)


def _chain(places: Gazetteer, reading: Reading, context: tuple[str, ...]) -> Optional[Found]:
    """A village, estate or street that the text begins with, and what may follow inside it."""
    rest = one_way(reading.rest)
    head = places.container(rest) or _slipped_head(places, rest)
    if not head:
        return None
    known = _exact(places, reading, context, False, head if head in places.keys else places.slips.of(head)[0])
    if known is None or known.entry is None:
        return known
    after = rest[len(head) :]
    now = one_way(places.entries[known.entry].name + after)
    renamed = _exact(places, reading, (known.town,), False, now) if now != rest else None
    if renamed is not None and renamed.entry is not None:
        return renamed
    for word in words()["ends_of_groups"]:
        after = after[: -len(word)] if after.endswith(word) and len(after) > len(word) + 1 else after
    if not after or after in words()["ends_of_groups"] or _HOUSE.match(after):
        return replace(known, why="inside" if after else known.why, facts={**known.facts, "rest": after})
    if places.entries[known.entry].kind == "village" and places.villages_in(after[:16]):
        return Found("township", town=known.town, why="between")
    for inner in places.readings(after):
        if inner.foreign:
            continue
        hit = _exact(places, inner, (known.town,), False)
        second = hit if hit is not None and hit.entry is not None else None
        if second is not None and second.entry is not None:
            if _metres(places, known.entry, second.entry) <= TOGETHER_M:
                return second
            if second.grade == "building":
                return Found(
                    "township",
                    town=known.town,
                    why="conflict",
                    facts={"others": f"{known.facts['name']}、{second.facts['name']}"},
                )
        elif hit is not None and hit.why == "elsewhere" and is_proper(one_way(inner.rest)):
            return hit
    return replace(known, why="inside", facts={**known.facts, "rest": after})


def _slipped_head(places: Gazetteer, rest: str) -> str:
    for end in re.finditer(r"村|社区|路|街|花园|小区|家园|苑", rest):
        head = rest[: end.end()]
        names = [n for n in places.slips.of(head) if n in places.containers] if len(head) >= 3 else []
        if len(names) == 1 and len(places.slips.of(head)) == 1:
            return head
    return ""


def _beside(places: Gazetteer, found: Found, address: Address) -> Found:
    """The place lowered by what the text says: beside it, away from it, a pole at it."""
    if found.entry is None or not (address.near or (address.pole and found.grade == "building")):
        return found
    if address.away_m is not None and address.away_m > BESIDE_M:
        return Found(
            "township", town=found.town, why="far", facts={"name": found.facts["name"], "distance": address.away_m}
        )
    if found.why == "inside":
        return found
    return replace(found, grade="street", why="near", near_m=address.away_m or 0.0)


def _towns_of(places: Gazetteer, entries: list[int]) -> str:
    return "、".join(sorted({places.entries[e].township for e in entries}))


def _metres(places: Gazetteer, one: int, other: int) -> float:
    """Rough distance of two entries, for the question whether they can be together."""
    a, b = places.entries[one], places.entries[other]
    return math.hypot((a.lon - b.lon) * math.cos(math.radians(a.lat)), a.lat - b.lat) * 111_200
