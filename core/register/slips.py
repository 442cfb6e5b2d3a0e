"""Typing slips: whether one changed, doubled, swapped or missing character is explained by sound, shape or hand."""

from __future__ import annotations

import bisect
from collections import defaultdict
from functools import cache
from typing import Any, Optional

from ..schema import read_resource
from .chinese_address import words

LONGEST = 24


@cache
def _tables() -> dict[str, Any]:
    entry = read_resource("addresses", "slips.yaml")
    pairs = [(word[-1].encode("gb2312"), word[:-1]) for word in entry["sounds"].split()]
    shapes: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(entry["shapes"].split()):
        for character in group:
            shapes[character].add(number)
    return {
        "starts": [start for start, _ in pairs],
        "sounds": [sound for _, sound in pairs],
        "near": entry["near_sounds"],
        "shapes": dict(shapes),
        "fixed": set(entry["fixed"]),
    }


@cache
def sound_of(character: str) -> Optional[str]:
    """The sound of a common character without its tone, close sounds as one; None beyond GB 2312 level 1."""
    tables = _tables()
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if not b"\xb0\xa1" <= code <= b"\xd7\xf9":
        return None
    sound = tables["sounds"][bisect.bisect_right(tables["starts"], code) - 1]
    for wide, narrow in tables["near"].items():
        if sound.startswith(wide):
            sound = narrow + sound[len(wide) :]
    return sound


@cache
def alike(one: str, other: str) -> bool:
    """Whether one character may be typed for the other."""
    tables = _tables()
    if one in tables["fixed"] and other in tables["fixed"]:
        return False
    sound = sound_of(one)
    return (sound is not None and sound == sound_of(other)) or bool(
        tables["shapes"].get(one, set()) & tables["shapes"].get(other, set())
    )


def is_slip(typed: str, name: str) -> bool:
    """Whether `typed` is `name` with one explained slip: alike character, two swapped, one doubled, one missing in a body's kind."""
    if abs(len(typed) - len(name)) > 1 or not _explained(typed, name):
        return False
    # 石场 sounds like 市场 and is another thing
    return not (
        any(typed.endswith(word) and not name.endswith(word) for word in words()["bodies"])
        or any(word in typed and word not in name for word in words()["other_bodies"])
    )


def _explained(typed: str, name: str) -> bool:
    fixed = _tables()["fixed"]
    if len(typed) == len(name):
        differ = [n for n, pair in enumerate(zip(typed, name)) if pair[0] != pair[1]]
        if len(differ) == 1:
            return name[differ[0]] not in fixed and alike(typed[differ[0]], name[differ[0]])
        if len(differ) != 2 or differ[1] != differ[0] + 1:
            return False
        a, b = differ
        # 江兴路 is another road than 兴江路, 学小 is no word
        return a >= _body(name) and typed[a] == name[b] and typed[b] == name[a] and not {typed[a], typed[b]} & fixed
    longer, shorter = (typed, name) if len(typed) > len(name) else (name, typed)
    n = next((n for n in range(len(shorter)) if shorter[n] != longer[n]), len(shorter))
    if longer[n + 1 :] != shorter[n:] or longer[n] in fixed:
        return False
    if longer is typed:
        return n > 0 and longer[n] == longer[n - 1]
    start = _body(name)
    # 酒店 is another word than 大酒店, 卫院 is none
    return len(name) - start > 2 and n >= start and typed[start:] not in words()["bodies"]


@cache
def _body(name: str) -> int:
    """Where the kind of body begins at the end of a name; its length when there is none."""
    return len(name) - len(next((word for word in words()["bodies"] if name.endswith(word)), ""))


def fewer(name: str) -> set[str]:
    """The name and each form of it that lacks one character: names one slip apart share one of these."""
    return {name} if len(name) > LONGEST else {name, *(name[:n] + name[n + 1 :] for n in range(len(name)))}


class Slips:
    """Names by their shortened forms, to find those one slip apart from a text without comparing pairs."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._known: set[str] = set()

    def add(self, name: str) -> None:
        if len(name) >= 2 and name not in self._known:
            self._known.add(name)
            for form in fewer(name):
                self._names[form].add(name)

    def of(self, typed: str) -> list[str]:
        """The names from which the text is one explained slip away."""
        found = {name for form in fewer(typed) for name in self._names.get(form, ())}
        return sorted(name for name in found if name != typed and is_slip(typed, name))
