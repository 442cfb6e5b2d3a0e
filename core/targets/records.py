"""One record of the registry: read from its mapping, with clear words for what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional, Union

from ..errors import N_, CoreError

COMPARATORS = (">=", ">", "=", "<=", "basically", "as-needed", "trend", "none", "reported", "exists")
LEVELS = ("county", "city", "province", "nation")
_NO_NUMBER = ("basically", "as-needed", "trend", "none", "exists")
CLASSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {  # keys it must have, keys it may have
    "points": (frozenset({"pass"}), frozenset({"measure"})),
    "keypoints": (frozenset({"pass"}), frozenset({"measure", "of_parents"})),
    "list": (frozenset({"pass"}), frozenset({"measure"})),
    "count": (frozenset({"pass"}), frozenset()),
    "lines": (frozenset({"pass"}), frozenset({"measure"})),
    "area": (frozenset({"pass"}), frozenset()),
    "statistic": (frozenset({"indicator"}), frozenset({"ratio", "needs_key"})),
    "date": (frozenset({"indicator"}), frozenset({"reaches"})),
    "exists": (frozenset({"indicator"}), frozenset()),
    "trend": (frozenset(), frozenset({"indicator", "pass"})),
    "stations": (frozenset({"technology", "measure"}), frozenset({"until"})),
    "tasks": (frozenset({"measure"}), frozenset({"until"})),
    "register": (frozenset(), frozenset({"mode", "owners_key", "poles", "until"})),
    "rule": (frozenset({"rule"}), frozenset()),
}
_OF_PLACES = ("points", "keypoints", "list", "count", "lines", "area", "trend")
_PLACE_KEYS = frozenset(
    {"kinds", "kinds_key", "kinds_key_coast", "groups_key", "split", "where", "households", "also", "indicator"}
)
MEASURES = {
    "points": ("share", "count"),
    "keypoints": ("share", "count"),
    "list": ("share", "count"),
    "lines": ("share", "passing_length", "passing_lines"),
    "stations": ("total", "share", "opened", "per_10k"),
    "tasks": ("built", "rate"),
}
_MUST = frozenset({"id", "zh", "en", "unit", "comparator", "compute"})
_MAY = frozenset({"clause", "year", "period", "scope", "value", "default", "level", "source", "note", "document"})


@dataclass(frozen=True)
class Target:
    """One record: what is to be reached by whom and when, and how it is computed."""

    id: str
    document: str
    clause: str
    year: Optional[int]
    period: Optional[str]
    wording: Mapping[str, str]
    scope: str
    unit: str
    comparator: str
    value: Union[float, str, None]
    default: Optional[str]
    level: str
    compute: Mapping[str, Any]
    source: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.compute["class"])

    @property
    def number(self) -> Optional[float]:
        """The figure of the text, None where it gives a date, a name or none."""
        return float(self.value) if isinstance(self.value, (int, float)) else None


def read_records(entry: dict[str, Any], document: str, file: str, scopes: Mapping[str, Any]) -> list[Target]:
    classes = entry.get("classes") or {}
    targets = []
    for number, record in enumerate(entry["records"], 1):
        if not isinstance(record, dict):
            raise fault(file, str(number), N_("is no mapping of keys; write id, zh, en, unit, comparator, compute"))
        targets.append(_target(record, document, file, str(record.get("id") or number), classes, scopes))
    return targets


def _target(
    record: dict[str, Any], document: str, file: str, name: str, classes: Mapping[str, Any], scopes: Mapping[str, Any]
) -> Target:
    for key in sorted(_MUST - set(record)):
        raise fault(file, name, N_("lacks the key '{key}'"), key=key)
    only(record, _MUST | _MAY, file, name)
    comparator, value = str(record["comparator"]), record.get("value")
    value = value.isoformat() if isinstance(value, dt.date) else value
    if comparator not in COMPARATORS:
        raise fault(file, name, N_("has comparator '{word}'; take one of {known}"), word=comparator, known=COMPARATORS)
    compute = _compute(record["compute"], file, name, classes)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    worded = compute["class"] in ("date", "exists") and isinstance(value, str)
    if value is None and comparator not in _NO_NUMBER:
        raise fault(file, name, N_("needs a value: comparator '{word}' compares with a number"), word=comparator)
    if value is not None and not (number or worded):
        raise fault(file, name, N_("has the value '{word}', which is no number"), word=value)
    if compute["class"] == "date":
        _day(str(value), file, name)
    year = record.get("year")
    if year is not None and (not isinstance(year, int) or not 1900 < year < 2200):
        raise fault(file, name, N_("has the year '{word}'; write four digits, or leave it out"), word=year)
    level, scope = str(record.get("level") or "county"), str(record.get("scope") or "nation")
    if level not in LEVELS:
        raise fault(file, name, N_("has level '{word}'; take one of {known}"), word=level, known=LEVELS)
    if scope not in scopes:
        raise fault(file, name, N_("has scope '{word}'; take one of {known}"), word=scope, known=tuple(scopes))
    return Target(
        id=str(record["id"]),
        document=str(record.get("document") or document),
        clause=str(record.get("clause") or ""),
        year=year,
        period=str(record["period"]) if record.get("period") else None,
        wording={"zh": str(record["zh"]), "en": str(record["en"])},
        scope=scope,
        unit=str(record["unit"]),
        comparator=comparator,
        value=value,
        default=record.get("default"),
        level=level,
        compute=compute,
        source=record.get("source") or {},
        note=record.get("note") or {},
    )


def _compute(given: Any, file: str, name: str, classes: Mapping[str, Any]) -> dict[str, Any]:
    compute = dict(given) if isinstance(given, dict) else {"class": given}
    if compute.get("class") in classes:
        compute = {**classes[compute["class"]], **{k: v for k, v in compute.items() if k != "class"}}
    word = compute.get("class")
    if word not in CLASSES:
        known = (*CLASSES, *classes)
        raise fault(file, name, N_("has the class '{word}'; take one of {known}"), word=word, known=known)
    must, may = CLASSES[word]
    for key in sorted(must - set(compute)):
        raise fault(file, name, N_("is of class '{word}', which needs the key '{key}'"), word=word, key=key)
    places = _PLACE_KEYS if word in _OF_PLACES else frozenset({"indicator"})
    only(compute, must | may | places | {"class"}, file, f"{name}/compute")
    measure = compute.get("measure")
    if measure is not None and measure not in MEASURES.get(word, ()):
        raise fault(file, name, N_("has measure '{word}'; take one of {known}"), word=measure, known=MEASURES[word])
    passing = compute.get("pass")
    if passing is not None and not (
        isinstance(passing, dict) and set(passing) <= {"any", "all", "measured"} and passing
    ):
        raise fault(file, name, N_("has 'pass'; write {{any: [fibre, 4G, 5G]}} or {{all: [5G, gigabit]}}"))
    return compute


def _day(value: str, file: str, name: str) -> None:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise fault(file, name, N_("needs a day such as 2027-12-31, not '{word}'"), word=value) from None


def only(given: Mapping[str, Any], known: Iterable[str], file: str, name: str) -> None:
    for key in given:
        if key not in set(known):
            raise fault(file, name or "-", N_("has no key '{key}'. Known: {known}"), key=key, known=sorted(known))


def stand_once(targets: list[Target], file: str) -> None:
    seen: set[str] = set()
    for entry in targets:
        if entry.id in seen:
            raise fault(file, entry.id, N_("stands there already: give it an id of its own"))
        seen.add(entry.id)


def fault(file: str, record: str, text: str, **values: Any) -> CoreError:
    said = {k: ", ".join(map(str, v)) if isinstance(v, (tuple, list)) else v for k, v in values.items()}
    return CoreError(
        N_("Targets file '{file}', record '{record}': {fault}."),
        file=file,
        record=record,
        fault=CoreError(text, **said),
    )
