"""Whether a target speaks to an area, and whether its figure may be compared there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from .areas import Areas
from .records import Target
from .registry import Registry
from .wording import phrases, say, words_of

GROUPS = ("border", "coast", "both", "none")


class Defaults(Protocol):
    """A profile: `profile[key]` is a value, `profile.values[key]` also its unit and source."""

    @property
    def values(self) -> Mapping[str, Mapping[str, Any]]: ...

    def __getitem__(self, key: str) -> Any: ...


def standing(
    target: Target, registry: Registry, areas: Areas, area: int, profile: Defaults, language: str
) -> tuple[str, str]:
    """('in', 'out' or 'unknown', why) of an area in the scope of a target.

    'out' where the scope leaves the area out or the figure is that of another level; 'unknown' where the area does not
    say its group.
    """
    scope = registry.scopes[target.scope]
    words = words_of(scope, language)
    level = areas.levels[area]
    if scope.get("levels") and level not in scope["levels"]:
        return "out", say("scope_out", language, scope=words)
    if scope.get("codes") or scope.get("names"):
        code, name = areas.codes[area], areas.names[area]
        if code not in (scope.get("codes") or []) and name not in (scope.get("names") or []):
            return "out", say("scope_out", language, scope=words)
    elif scope.get("groups"):
        groups = scope["groups"]
        key = target.compute.get("groups_key")
        groups = profile[key] if key else groups
        group = areas.groups[area]
        if group not in GROUPS:
            return "unknown", say("group_missing", language, groups=", ".join(GROUPS))
        if group not in groups:
            return "out", say("scope_out", language, scope=words)
    if target.level == "nation" and level != "nation":
        return "out", say("national_number", language)
    if target.level == "city" and level == "county" and not scope.get("codes"):
        return "out", say("city_number", language)
    return "in", ""


def reason_of(profile: Defaults, key: str, language: str) -> str:
    """Why the profile has its value: the shipped reason in the user's language, a county's own as it wrote it."""
    source, shipped = str(profile.values[key].get("source") or ""), phrases().get(f"reason {key}")
    return words_of(shipped, language) if shipped and source == shipped["en"] else source


def threshold_of(target: Target, profile: Defaults, language: str) -> tuple[Any, list[str]]:
    """The number to compare with, and what to say of it: a default stands for 'basically', with its reason."""
    if target.comparator != "basically":
        return target.number, []
    key = target.default or ""
    if key not in profile.values:
        return target.number, []
    value = profile[key]
    if value is None:
        return None, [say("default_unset", language, key=key, reason=reason_of(profile, key, language))]
    if target.number is not None:  # 'basically' stands before a figure of its own
        return target.number, [say("basically_number", language)]
    return float(value), [
        say("default_used", language, value=f"{value:g}", key=key, reason=reason_of(profile, key, language))
    ]
