"""A profile: the limits, the opinion table and the switches of rules, each value with its source."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import yaml

from ..errors import N_, CoreError
from ..schema import RESOURCES, code_lists, read_resource
from ..shipped import read_yaml

SEVERITIES = ("block", "error", "warning", "info", "not_checked")
OPINIONS = ("reject", "supplement", "undecided", "approve_adjusted", "approve")
_SWITCHES = {"severity": SEVERITIES, "opinion": OPINIONS, "enabled": (True, False), "warning_leads": (True, False)}


@dataclass(frozen=True)
class Profile:
    """A named and versioned set of values. `rules` holds what a county changed, by 'SP-22' or 'SP-22/fall'."""

    name: str
    version: str
    values: dict[str, dict[str, Any]]
    rules: dict[str, dict[str, Any]]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]["value"]

    def switch(self, rule: str, aspect: str, name: str, default: Any) -> Any:
        """What the profile says of one property of a rule's aspect, else the rule's own word."""
        for key in (f"{rule}/{aspect}", rule):
            if name in self.rules.get(key, {}):
                return self.rules[key][name]
        return default

    @property
    def title(self) -> str:
        return f"{self.name} {self.version}"


def load_profile(named: str = "national", _above: tuple[Path, ...] = ()) -> Profile:
    """A shipped profile by name, or a county's YAML file merged over the one it extends (national when it names none).

    The file may give `name`, `version`, `extends` (a name, or a file beside it), `values` (a value, or a mapping of which
    only some keys change),
    `rules` (SP-22/fall: {severity: error, enabled: false, opinion: …}). CoreError names file, key and cure.
    """
    named = (named or "national").strip()
    shipped = RESOURCES / "profiles" / f"{named}.yaml"
    path = shipped if shipped.exists() and Path(named).name == named else Path(named)
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in (RESOURCES / "profiles").glob("*.yaml")))
        raise CoreError(N_("There is no profile '{name}'. Give a file, or one of: {known}."), name=named, known=known)
    if path == shipped:
        entry = read_yaml(shipped)
        return Profile(entry["name"], str(entry["version"]), entry["values"], entry.get("rules") or {})
    try:
        entry = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        text = N_("Profile '{file}' is no readable YAML (line {line}).")
        raise CoreError(text, file=path.name, line="?" if line is None else line + 1) from error
    if not isinstance(entry, dict):
        raise CoreError(N_("Profile '{file}' is empty or no mapping of keys."), file=path.name)
    if path.resolve() in _above:
        raise CoreError(N_("Profile '{file}' extends itself."), file=path.name)
    base = str(entry.get("extends", "national"))
    beside = path.parent / base
    parent = load_profile(str(beside) if beside.is_file() else base, (*_above, path.resolve()))
    return _merged(parent, entry, path.name)


def _merged(base: Profile, entry: dict[str, Any], file: str) -> Profile:
    _known(entry, {"name", "version", "extends", "title", "values", "rules", "opinions"}, file, "")
    for part in ("values", "rules", "opinions"):
        if not isinstance(entry.get(part) or {}, dict):
            raise _needs_keys(file, part)
    values = copy.deepcopy(base.values)
    _known(entry.get("values") or {}, set(values), file, "values.")
    for key, given in (entry.get("values") or {}).items():
        new, source = given, None
        if isinstance(given, dict) and "value" in given:
            new, source = given["value"], given.get("source")
        values[key]["value"] = _merged_value(values[key]["value"], new, file, key, values[key]["unit"])
        values[key]["source"] = source or f"{file}"
        values[key]["assumption"] = bool(isinstance(given, dict) and given.get("assumption", False))
    rules = copy.deepcopy(base.rules)
    for part, prop in (("rules", None), ("opinions", "opinion")):
        for key, change in (entry.get(part) or {}).items():
            change = {prop: change} if prop else change
            _check_rule(key, change, file)
            rules.setdefault(key, {}).update(change)
    return Profile(str(entry.get("name", file)), str(entry.get("version", "")), values, rules)


def _needs_keys(file: str, key: str) -> CoreError:
    return CoreError(
        N_("Profile '{file}': '{key}' needs one value per key, as the shipped profile has."), file=file, key=key
    )


def _merged_value(old: Any, new: Any, file: str, key: str, unit: str = "") -> Any:
    if isinstance(old, dict):
        if not isinstance(new, dict):
            raise _needs_keys(file, key)
        _known(new, set(old), file, f"values.{key}.")
        return {
            name: _merged_value(old[name], new[name], file, f"{key}.{name}", unit) if name in new else old[name]
            for name in old
        }
    if isinstance(old, list) and unit in code_lists():
        if not isinstance(new, list) or any(not isinstance(word, str) for word in new):
            raise CoreError(N_("Profile '{file}': '{key}' must be a list of words."), file=file, key=key)
        _known(dict.fromkeys(new), set(code_lists()[unit]), file, f"values.{key}.")
        return new
    if isinstance(old, list):
        first = old[0]
        if not isinstance(new, list) or not new or any(not isinstance(s, dict) or set(s) != set(first) for s in new):
            raise _needs_keys(file, key)
        steps = [{name: _merged_value(first[name], s[name], file, f"{key}.{name}") for name in first} for s in new]
        return sorted(steps, key=lambda step: tuple(step.values()))
    if isinstance(old, str):
        _known({new: None}, set(code_lists()["scene"]), file, f"values.{key}.")
        return new
    least = float("-inf") if _is_level(key, unit) else 0
    number = isinstance(new, (int, float)) and not isinstance(new, bool) and least <= new < float("inf")
    number = number and new != float("-inf")
    unset = new is None and (old is None or key.startswith(_UNSETTABLE))
    if not (number or unset):
        raise CoreError(N_("Profile '{file}': '{key}' must be a number, not '{value}'."), file=file, key=key, value=new)
    return new


_UNSETTABLE = "basically_"
"""What the documents give no number for: a county may take ours back, and has a figure without a verdict."""


def _is_level(key: str, unit: str) -> bool:
    """Whether a value is a level in dB or dBm, which may lie below zero; of several units the key's last part tells."""
    return unit.startswith("dB") and ("," not in unit or key.endswith(("_db", "_dbm", "_dbi")))


def _known(given: dict[str, Any], known: set[str], file: str, prefix: str) -> None:
    for key in given:
        if key not in known:
            raise CoreError(
                N_("Profile '{file}': there is no key '{key}'. Known: {known}."),
                file=file,
                key=prefix + str(key),
                known=", ".join(sorted(known)),
            )


def _check_rule(key: str, change: Any, file: str) -> None:
    rule, _, aspect = str(key).partition("/")
    entry = rule_entry(rule)
    if entry is None or (aspect and aspect not in entry["aspects"]):
        raise CoreError(N_("Profile '{file}': there is no rule '{key}'."), file=file, key=key)
    for name, value in change.items() if isinstance(change, dict) else [("", change)]:
        if name not in _SWITCHES or value not in _SWITCHES[name]:
            raise CoreError(
                N_("Profile '{file}': rule '{key}' takes {names}; '{name}: {value}' is none of these."),
                file=file,
                key=key,
                names="; ".join(f"{k}: {', '.join(map(str, v))}" for k, v in _SWITCHES.items()),
                name=name,
                value=value,
            )


def rule_entry(rule: str) -> Optional[dict[str, Any]]:
    """The data entry of a rule, whichever rule file it stands in; None when there is none."""
    for path in sorted((RESOURCES / "rules").glob("*.yaml")):
        entries = read_resource("rules", path.name)
        if rule in entries and "aspects" in entries[rule]:
            return entries[rule]
    return None
