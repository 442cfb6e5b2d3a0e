"""What the search for places says in words: what shuts a circle out, what could not be checked, how a plan change reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ..schema import read_resource, word_of
from .case import Case
from .rules import rule_entries, table_word

CLASSES = ("land", "safety", "regime", "twice", "share", "border", "neighbours", "data", "other")


@cache
def _texts() -> dict[str, Any]:
    return read_resource("rules", "locations.yaml")


def say(case: Case, name: str, part: str = "", **values: Any) -> str:
    """A sentence of the search in the case's language, filled."""
    entry = _texts()[name][part] if part else _texts()[name]
    return str(entry[_language(case)]).format(**values)


def _language(case: Case) -> str:
    return "zh" if case.language == "zh" else "en"


def aspect_words(case: Case, rule: str, aspect: str) -> str:
    """What an aspect keeps a site off, in a few words."""
    entry = _texts()["aspects"].get(f"{rule}/{aspect}") or _texts()["aspects"][rule]
    kind = word_of("zone", aspect, case.language) if rule == "SP-24" else ""
    kind = kind[:1].lower() + kind[1:]  # within a sentence, as the other aspects begin
    return str(entry[_language(case)]).format(kind=kind)


def reason_class(rule: str, aspect: str) -> str:
    """The class of reason of a plan change that an aspect stands for."""
    entry = _texts()["aspects"].get(f"{rule}/{aspect}") or _texts()["aspects"][rule]
    return str(entry["class"])


def percent(share: float) -> str:
    """A share in words: never 0 % or 100 % unless it is."""
    if 0.0005 < share < 0.9995:
        return f"{100 * share:.1f} %"
    return "100 %" if share >= 0.9995 else "<0.1 %" if share > 0 else "0 %"


def joined(texts: Sequence[str], owner: np.ndarray, size: int, separator: str) -> np.ndarray:
    """The texts of each owner 0 … size - 1 as one, in their order; empty where it has none."""
    told = np.full(size, "", dtype=object)
    order = np.argsort(owner, kind="stable")
    held, start = np.unique(owner[order], return_index=True)
    ordered = [texts[n] for n in order]
    told[held] = [separator.join(ordered[a:b]) for a, b in zip(start, [*start[1:], len(ordered)])]
    return told


def shut_out(case: Case, excluded: pd.DataFrame, size: int, shut: np.ndarray, unjudged: np.ndarray) -> np.ndarray:
    """For each circle what each aspect alone takes of it, the most first, then all together (`shut`, shares).

    Where a share of it can't be judged (`unjudged`), that share, and what must be known first.
    """
    order = excluded.sort_values(["circle", "state", "share", "rule"], ascending=[True, True, False, True])
    texts = [
        say(case, "share" if state == "shut" else "unjudged", rule=rule, words=words, share=percent(share))
        for rule, words, state, share in zip(order["rule"], order["words"], order["state"], order["share"])
    ]
    told = joined(texts, order["circle"].to_numpy(int), size, "; ")
    open_ = order[order["state"] != "shut"]
    wanted = {rule: say(case, "settle", rule if rule in _texts()["settle"] else "other") for rule in set(open_["rule"])}
    settle = joined([wanted[rule] for rule in open_["rule"]], open_["circle"].to_numpy(int), size, "\n")
    and_ = case.phrase("and_kinds")
    texts = []
    for words, share, lost, first in zip(told, shut, unjudged, settle):
        if words:
            words = f"{words}; {say(case, 'together', share=percent(share))}"
        if words and lost > 0:
            once = and_.join(dict.fromkeys(first.split("\n")))
            words = f"{words}; {say(case, 'lost', share=percent(lost), settle=once)}"
        texts.append(words)
    return np.array(texts, dtype=object)


def unchecked(case: Case, aspects: Iterable[tuple[str, str]], unplaced: Iterable[str]) -> str:
    """In words the tables, kinds and columns that are missing, each with the rules that could not be checked for it."""
    aspects = list(aspects)
    lost: dict[str, dict[str, set[str]]] = {"no_table": {}, "no_kinds": {}, "no_column": {}}
    for rule, aspect in aspects:
        entry = rule_entries("site_plan")[rule]["aspects"][aspect]
        tables = [
            t for t in (*entry.get("needs", ()), *entry.get("wants", ())) if t not in case.tables and t != case.kind
        ]
        for table in tables:
            lost["no_table"].setdefault(table_word(table, case.language), set()).add(rule)
        for column in entry.get("columns", ()):
            if not case.has(column):
                lost["no_column"].setdefault(case.field(column), set()).add(rule)
        for table, codelist in (("zones", "zone"), ("routes", "route")):
            present = set(case.column("kind", table).dropna()) if table in case.tables else set()
            for kind in set(entry.get(table, ())) - present - case.complete:
                lost["no_kinds"].setdefault(word_of(codelist, kind, case.language), set()).add(rule)
    and_, said = case.phrase("and_kinds"), []
    for name, found in lost.items():
        if found:
            rules = and_.join(sorted(set().union(*found.values())))
            said.append(say(case, name, names=and_.join(sorted(found)), rules=rules))
    return "; ".join([*said, *_vague(case, aspects), *_unread(case, aspects), *dict.fromkeys(unplaced)])


def _vague(case: Case, aspects: list[tuple[str, str]]) -> list[str]:
    """The opened resources that are too uncertain of place to be matched: near every site and near none."""
    if "resources" not in case.tables or ("SP-15", "resource") not in aspects:
        return []
    by_grade = case.column("place_grade", "resources").map(case.profile["grade_uncertainty_m"]).astype(float)
    off = case.column("uncertainty_m", "resources").astype(float).fillna(by_grade)
    placed = np.isfinite(case.xy_of("resources")).all(axis=1)
    count = int((placed & case.standing("resources") & (off > case.profile["match_uncertainty_m"]).to_numpy()).sum())
    return [say(case, "vague", count=count, limit=case.profile["match_uncertainty_m"])] if count else []


def _unread(case: Case, aspects: list[tuple[str, str]]) -> list[str]:
    """The features of the tables that could not be used: without a shape in degrees, or of a kind not understood."""
    said, and_ = [], case.phrase("and_kinds")
    for table, lost in case.lost.items():
        codelist = {"zones": "zone", "routes": "route"}.get(table)
        unread = case.tables[table].attrs.get("unread", {}) if table in case.tables else {}
        for name, counts in (("shapeless", lost), ("not_understood", unread)):
            for kind, count in counts.items():
                asked = []
                for rule, aspect in aspects:
                    entry = rule_entries("site_plan")[rule]["aspects"][aspect]
                    needed = (*entry.get("needs", ()), *entry.get("wants", ()))
                    looks = table in entry if codelist else table in needed
                    if looks and (name == "not_understood" or not codelist or not kind or kind in entry[table]):
                        asked.append(rule)
                if asked:
                    word = word_of(codelist, kind, case.language) if codelist and kind and name == "shapeless" else kind
                    facts: dict[str, Any] = {
                        "count": count,
                        "table": table_word(table, case.language),
                        "kind": word or "?",
                    }
                    said.append(say(case, name, rules=and_.join(sorted(set(asked))), **facts))
    return said


def clauses(case: Case, keys: Iterable[tuple[str, str]]) -> str:
    """The sources of the rules behind these aspects."""
    found = []
    for rule, aspect in keys:
        entry = rule_entries("site_plan")[rule]
        found.append(entry["aspects"][aspect].get("source", entry["source"])[_language(case)])
    return "; ".join(dict.fromkeys(found))
