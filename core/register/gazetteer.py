"""The named places that addresses are looked up in: units of government, what names mean, and who else has them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Optional

from ..errors import Progress, no_progress
from .chinese_address import one_way, words
from .slips import Slips

CONTAINERS = ("village", "hamlet", "estate", "street")
_UNIT = re.compile(r"([^省市县区旗州盟镇乡村路街号]{2,8}?(?:自治州|自治县|地区|市|县|区|旗|盟))(?!场)")
_TOWN = re.compile(r"([^市县区镇乡村路街号]{2,4}?(?:镇|乡|街道))(?!政府|道)")


class Entry(NamedTuple):
    """A named place: its name, kind, township (as the gazetteer says it), place in degrees and radius in metres."""

    name: str
    kind: str
    township: str
    lon: float
    lat: float
    radius_m: float


class Key(NamedTuple):
    """An entry under one of its names; `level`: county or township where the name says nothing without it."""

    entry: int
    level: str


class Reading(NamedTuple):
    """One way to understand a text: townships named, the unit next to the rest, what's foreign, and the rest.

    `last`: county, township, former (a merged township), or nothing.
    """

    towns: tuple[str, ...]
    last: str
    foreign: str
    rest: str
    short: bool


@dataclass
class Gazetteer:
    """Entries, their names and the county they lie in."""

    entries: list[Entry]
    counties: tuple[str, ...]
    parents: frozenset[str]
    towns: dict[str, tuple[str, str]]  # word -> township, how (full, short, former)
    keys: dict[str, list[Key]] = field(default_factory=lambda: defaultdict(list))
    containers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    slips: Slips = field(default_factory=Slips)
    town_slips: Slips = field(default_factory=Slips)
    longest: int = 2

    def readings(self, text: str) -> Iterator[Reading]:
        """The ways in which the units before the name may be read: full names first, then shortened ones."""
        county = next((c for c in self.counties if c in text[:16]), None)
        if county:
            before, _, rest = text.partition(county)
            if rest[:1] != "场" and not re.search("[镇乡村路街道号]|[^治]区|县", before) and self._is_above(before):
                yield from self._units(rest, (), "county", False)
                return
        for word in words()["provinces"]:
            if text.startswith(word) and len(text) > len(word):
                text = text[len(word) :]
                break
        parent = next((p for p in self.parents if text.startswith(p)), None)
        if parent:
            rest = text[len(parent) :].removeprefix("市")
            if rest != text[len(parent) :] or any(rest.startswith(word) for word in self.towns):
                yield from self._units(rest, (), "parent", False)
                return
        yield from self._units(text, (), "", False)

    def _is_above(self, before: str) -> bool:
        for word in words()["provinces"]:
            before = before.replace(word, "", 1) if before.startswith(word) else before
        return len(before) <= 8

    def _units(self, text: str, towns: tuple[str, ...], last: str, short: bool) -> Iterator[Reading]:
        for county in self.counties:
            if text.startswith(county) and text[len(county) : len(county) + 1] != "场":
                yield from self._units(text[len(county) :], towns, "county", short)
                return
            after = text[len(county) - 1 :]
            if (
                not last
                and not towns
                and text.startswith(county[:-1])
                and any(after[:n] in self.towns and self.towns[after[:n]][1] != "short" for n in range(2, 9))
            ):
                yield from self._units(after, towns, "county", True)  # 东兴江平镇
                return
        town = next((text[:n] for n in range(min(8, len(text)), 1, -1) if text[:n] in self.towns), None)
        if town and self.towns[town][1] != "short":
            name, how = self.towns[town]
            rest = text[len(town) :]
            if rest[:1] == town[-1] and not rest.startswith(("镇政府", "乡政府")):
                rest = rest[1:]  # 马路镇镇北联村
            yield from self._units(rest, (*towns, name), "former" if how == "former" else "township", short)
            return
        known = self.keys.get(one_way(text)) or self.container(one_way(text))
        foreign = None if known else self._foreign(text, bool(towns))
        slipped = self.town_slips.of(foreign) if foreign and last == "county" and foreign[-1] in "镇乡" else []
        if len(slipped) == 1:
            yield from self._units(text[len(foreign or "") :], (*towns, self.towns[slipped[0]][0]), "township", True)
            return
        yield Reading(towns, last, foreign or "", text, short)
        # where county and township share a short name, 东兴卫生院 may be of either
        shared = town is not None and any(county[:-1] == town for county in self.counties)
        if town and not foreign and not (shared and not last):
            yield from self._units(text[len(town) :], (*towns, self.towns[town][0]), "township", True)
        for county in self.counties:
            after = text[len(county) - 1 :]
            told = not shared or any(after[:n] in self.towns for n in range(2, 9))  # 东兴马路卫生院
            if last == "" and not foreign and len(county) > 2 and text.startswith(county[:-1]) and told:
                yield from self._units(after, towns, "county", True)

    def _foreign(self, text: str, in_town: bool) -> Optional[str]:
        found = _UNIT.match(text) if not in_town else None
        if found and not any(found[1].endswith(word) for word in words()["not_counties"]):
            return found[1]
        found = _TOWN.match(text) if not in_town else None
        return found[1] if found else None

    def villages_in(self, text: str) -> list[str]:
        """The villages named anywhere in the text."""
        parts = (text[a:b] for a in range(len(text)) for b in range(a + 2, min(len(text), a + self.longest) + 1))
        return [
            p
            for p in parts
            if p[-1] in "村区屯" and any(self.entries[e].kind == "village" for e in self.containers.get(p, ()))
        ]

    def container(self, rest: str) -> str:
        """The longest name of a village, hamlet, estate or street with which the text begins; nothing when none."""
        for n in range(min(self.longest, len(rest)), 1, -1):
            if rest[:n] in self.containers and _ends_well(rest[:n], rest[n:]):
                return rest[:n]
        return ""


def _ends_well(name: str, after: str) -> bool:
    if not after or name.endswith(("社区", "小区", "花园", "家园", "大队", "林场")):
        return True
    if name[-1] in "村路巷道苑" or (name[-1] == "街" and after[0] != "道"):
        return True
    marks = (*words()["ends_of_groups"], *words()["bodies"], *words()["poles"])
    return after[0].isdigit() or after.startswith(tuple(marks))


def build(
    entries: list[Entry],
    also: Iterable[str],
    towns: dict[str, tuple[str, str]],
    texts: Iterable[str],
    county: str,
    progress: Progress = no_progress,
) -> Gazetteer:
    """The gazetteer of these entries; `also`: their other names joined by `;`; `texts`: addresses, to learn the units above."""
    names = [
        [entry.name, *(n for n in re.split("[;；、,，|]", others or "") if n)] for entry, others in zip(entries, also)
    ]
    counties, parents = _counties([n for group in names for n in group], list(texts), towns, county)
    found = Gazetteer(entries, counties, parents, towns)
    for town in towns:
        found.town_slips.add(town)
    for number, (entry, group) in enumerate(zip(entries, names)):
        if number % 1000 == 0:
            progress(number / len(entries))
        if entry.kind in ("township", "road"):
            continue
        for name in group:
            for reading in found.readings(_plain(name)):
                if reading.rest and not reading.foreign:
                    _add(found, number, entry, reading, name == entry.name)
    return found


def _add(found: Gazetteer, number: int, entry: Entry, reading: Reading, main: bool) -> None:
    kernel = one_way(reading.rest)
    level = (
        ""
        if entry.kind in CONTAINERS or is_proper(kernel)
        else {"former": "", "parent": ""}.get(reading.last, reading.last or "township")
    )
    key = Key(number, level)
    if key not in found.keys[kernel]:
        found.keys[kernel].append(key)
    if entry.kind in CONTAINERS and number not in found.containers[kernel]:
        found.containers[kernel].append(number)
        found.longest = max(found.longest, len(kernel))
    for form in {kernel, reading.rest}:
        found.slips.add(form)


def is_proper(kernel: str) -> bool:
    """Whether a name tells of itself which one it is: 侨批大厦 does, 卫生院 and 第二幼儿园 do not."""
    for word in words()["bodies"]:
        if kernel.endswith(word):
            own = re.sub(
                r"^(?:市|县|镇|乡)|第?[0-9一二三四五六七八九十]+|中心|初级|高级|综合|人民|民族",
                "",
                kernel[: -len(word)],
            )
            return len(own) >= 2
    return bool(re.search(r"\d(?:号|栋)$|[A-Z]栋$", kernel))


def _plain(name: Any) -> str:
    return re.sub(r"\s+", "", str(name)).translate(words()["simple"])


def _counties(
    names: list[str], texts: list[str], towns: dict[str, Any], given: str
) -> tuple[tuple[str, ...], frozenset[str]]:
    """The county that the names begin with, most often; the city that addresses name before it."""
    county = given
    for source in (names, texts):
        if not county:
            heads = (_UNIT.match(_below_province(name)) for name in source)
            count = Counter(
                h[1] for h in heads if h and len(h[1]) < 6 and not h[1].endswith(tuple(words()["not_counties"]))
            )
            count = Counter({word: n for word, n in count.items() if word not in towns})
            if count and count.most_common(1)[0][1] >= 3:
                county = count.most_common(1)[0][0]
    if not county:
        return (), frozenset()
    above = Counter(
        _below_province(text.partition(county)[0]).rstrip("市") for text in texts if text.find(county) in range(2, 14)
    )
    return (county,), frozenset(
        w
        for w, n in above.items()
        if n >= 2 and 2 <= len(w) <= 6 and w not in towns and not re.search("[镇乡村路街县区]", w)
    )


def _below_province(text: str) -> str:
    return next((text[len(w) :] for w in words()["provinces"] if text.startswith(w)), text)
