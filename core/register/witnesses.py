"""Address, name and owner of a resource heard in this order: the last one only where the others are silent."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from .chinese_address import Address, one_way, read_address, words
from .gazetteer import Gazetteer
from .locate import BESIDE_M, TOGETHER_M, Found, _metres, locate

_RANK = {"building": 0, "street": 1, "township": 2, "none": 3}


class Heard(NamedTuple):
    """A place and the witness that it rests on."""

    found: Found
    witness: str


def hear(places: Gazetteer, address: str, name: str, owner: str, town: str, pole: bool = False) -> Heard:
    """The place of a resource; `town`: its township as the gazetteer says it, where the row names one.

    `pole`: the register lists it as a pole, which stands near a building, never in it.
    """
    context = (town,) if town else ()
    spoken = read_address(address)
    heard = Heard(locate(places, spoken, context), "address")
    if name:
        heard = _with_name(places, heard, spoken, read_address(name), context)
    if owner and (heard.found.silent or heard.found.bare):
        heard = _with_owner(places, heard, spoken, read_address(owner), context)
    if heard.found.grade == "building" and not spoken.inside and (pole or (name and read_address(name).pole)):
        return Heard(replace(heard.found, grade="street", why="near", near_m=0.0), heard.witness)
    return heard


def _with_name(places: Gazetteer, heard: Heard, spoken: Address, named: Address, context: tuple[str, ...]) -> Heard:
    found = heard.found
    if found.why in ("foreign", "conflict", "elsewhere") or not named.core:
        pole = named.pole and found.silent
        return Heard(replace(found, silent=False), "address") if pole else heard
    towns = (found.town,) if found.town else context
    own = locate(places, named, towns, bodies=found.why in ("unsaid", "empty"))
    joined = named
    if (
        own.grade not in ("building", "street")
        and spoken.core
        and not spoken.near
        and own.why not in ("conflict", "elsewhere", "foreign")
    ):
        joined = replace(named, core=spoken.core + named.core, text=spoken.text + named.text)
        together = locate(places, joined, context)
        own = together if _RANK[together.grade] < _RANK[own.grade] else own
    if own.why in ("foreign", "conflict", "elsewhere"):
        return Heard(own, "name")
    if own.entry is None:
        if found.silent and not own.silent:
            finer = own if _RANK[own.grade] < _RANK[found.grade] else found
            return Heard(replace(finer, silent=False, bare=own.bare), "name")
        return heard
    if found.entry is None:
        # an unknown body in the address is another place than the one the name says
        if found.why in ("unsaid", "empty") or found.bare or found.why == "unknown":
            return Heard(own, "name") if found.why != "unknown" or found.bare or own.town == found.town != "" else heard
        return heard
    apart = _metres(places, own.entry, found.entry)
    if own.entry == found.entry or (
        found.grade == "street" and own.grade == "building" and found.why != "near" and apart <= TOGETHER_M
    ):
        return Heard(own if _RANK[own.grade] <= _RANK[found.grade] else found, "name")
    if found.grade == "building" and own.grade == "street" and apart <= TOGETHER_M:
        return heard
    facts = {"others": f"{found.facts['name']}、{own.facts['name']}"}
    if apart <= 2 * BESIDE_M:
        return Heard(
            replace(
                found,
                grade="street",
                why="apart",
                near_m=apart,
                facts={**found.facts, "other": own.facts["name"], "distance": apart},
            ),
            "address",
        )
    if own.town == found.town and own.town:
        return Heard(Found("township", town=found.town, why="conflict", facts=facts), "address")
    return Heard(Found("none", why="conflict", facts=facts), "address")


def _with_owner(places: Gazetteer, heard: Heard, spoken: Address, owner: Address, context: tuple[str, ...]) -> Heard:
    found = heard.found
    core = owner.core
    for word in words()["companies"]:
        core = core[: -len(word)] if core.endswith(word) else core
    owner = replace(owner, core=core)
    own = locate(places, owner, ())
    one_seat = one_way(core).endswith(tuple(words()["seats"]))
    same_body = bool(found.bare) and one_way(core).endswith(found.bare)
    if found.bare and not same_body:
        return heard
    towns = (found.town,) if found.town else context
    if own.town and towns and own.town not in towns:
        return Heard(Found("none", why="conflict", facts={"others": f"{towns[0]}、{own.town}"}), "owner")
    if own.grade == "building" and (one_seat or same_body):
        return Heard(own, "owner")
    if found.grade == "none" and own.town and found.why in ("empty", "unsaid") and not spoken.pole:
        if own.facts.get("name") and own.grade != "township" and not core.startswith(own.town):
            return heard
        return Heard(Found("township", town=own.town, why="unsaid"), "owner")
    return heard
