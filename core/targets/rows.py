"""The rows of TARGETS: a verdict with the figures, what they rest on and what is to be said of them."""

from __future__ import annotations

from typing import Any, Optional

from ..schema import word_of
from . import typed
from .compute import OF_PLACES, Computed, Given
from .records import Target
from .scope import reason_of, standing, threshold_of
from .verdict import Figure, shortfall_of, shown, still_needed, verdict_of
from .wording import joined, kind_word, listed, phrases, say, words_of

COLUMNS = (
    "county", "target", "document", "clause", "year", "subject", "unit", "comparator", "target_value", "value",
    "numerator", "denominator", "unknown", "verdict", "shortfall", "basis", "missing", "due", "source", "period", "note",
    "needed",
)  # fmt: skip


def rows_of(target: Target, found: Computed, given: Given, year: Optional[int], rows: list[dict[str, Any]]) -> set[int]:
    """Add the rows of a target; the areas to which it speaks."""
    applies = set()
    threshold, notes = threshold_of(target, given.profile, given.language)
    for area in range(len(given.areas)):
        stands, why = standing(target, given.registry, given.areas, area, given.profile, given.language)
        national = stands == "out" and not given.registry.scopes[target.scope].keys() & {"groups", "levels", "codes"}
        if stands != "out":
            applies.add(area)
        figures = found.figures[area] or [_nothing(target, given)]
        verdicts = found.verdicts[area] if found.verdicts and found.verdicts[area] else [None] * len(figures)
        for figure, own in zip(figures, verdicts):
            shown_ = figure if stands != "out" or national else Figure(found=False)
            if stands == "out":
                verdict = "not_applicable"
            elif area in found.absent and not figure.found:
                verdict, why = "not_applicable", _none_there(target, given)
            elif target.comparator == "reported":
                verdict, shown_ = "reported", _reported(target, figure, given)
            elif stands == "unknown":
                verdict = "not_computed"
            else:
                verdict = own or _verdict(target, threshold, shown_, given)
            said = [*notes, *_reading(target, given, given.areas.groups[area] == "coast")]
            rows.append(_row(target, area, shown_, verdict, threshold, why, said, given, year))
    return applies


def _verdict(target: Target, threshold: Optional[float], figure: Figure, given: Given) -> str:
    if target.kind == "exists":
        if not figure.found and target.comparator == "exists" and isinstance(target.value, str):
            figure.found, figure.measure, figure.value = True, "number", 1.0
            source = typed.stated_source(target, given.registry, given.language)
            figure.basis, figure.missing = [say("stated", given.language, source=source)], []
        return verdict_of(">=", 1.0, figure)
    if target.kind == "rule":
        return "no_threshold"
    return verdict_of(target.comparator, threshold, figure)


def _reported(target: Target, figure: Figure, given: Given) -> Figure:
    """The figure found beside the one the document states; the stated one where nothing was found."""
    if figure.found:
        if figure.value is not None and target.number is not None and shown(figure.value) != shown(target.number):
            figure.note.append(say("stated_other", given.language, value=target.number))
        return figure
    source = typed.stated_source(target, given.registry, given.language)
    return Figure(value=target.number, measure="number", basis=[say("stated", given.language, source=source)])


def _nothing(target: Target, given: Given) -> Figure:
    text = say("no_statistic", given.language, indicator=typed.indicator_word(target, given.language))
    return Figure(found=False, measure="number", missing=[text])


def _none_there(target: Target, given: Given) -> str:
    kinds = [kind_word(kind, given.language) for kind in target.compute.get("kinds", [])]
    return say(
        "none_there", given.language, kinds=listed(kinds, given.language) or words_of(target.wording, given.language)
    )


def _reading(target: Target, given: Given, coast: bool) -> list[str]:
    """Which reading of an unclear word is used, and why; on the coast alone other kinds may count."""
    language = given.language
    notes = [words_of(target.note, language)] if target.note else []
    for key, text, name in (("groups_key", "reading_groups", "groups"), ("kinds_key", "reading_kinds", "kinds")):
        if key in target.compute:
            named = target.compute[key]
            if key == "kinds_key" and coast:
                named = target.compute.get("kinds_key_coast", named)
            entry = given.profile.values[named]
            codes = [
                kind_word(code, language) if name == "kinds" else word_of("county_group", code, language)
                for code in entry["value"]
            ]
            notes.append(
                say(
                    text,
                    language,
                    **{name: listed(codes, language)},
                    key=named,
                    reason=reason_of(given.profile, named, language),
                )
            )
    if "needs_key" in target.compute and given.profile[target.compute["needs_key"]] is None:
        key = target.compute["needs_key"]
        notes.append(say("unit_standard", language, key=key, reason=reason_of(given.profile, key, language)))
    if target.kind == "trend" and "pass" in target.compute:
        notes.append(say("trend_snapshots", language))
    if isinstance(target.value, str) and (target.kind == "date" or target.comparator == "exists"):
        text = "due_by" if target.kind == "date" else "exists"
        notes.append(say(text, language, day=target.value, what=target.value))
    return notes


def _row(
    target: Target, area: int, figure: Figure, verdict: str, threshold: Optional[float], why: str, notes: list[str],
    given: Given, year: Optional[int],
) -> dict[str, Any]:  # fmt: skip
    language = given.language
    note, needed = [*figure.note, *notes], None
    if verdict == "not_met" and target.kind in OF_PLACES:
        needed = still_needed(target.comparator, threshold, figure)
        note = [say("still_needed", language, count=needed), *note] if needed else note
    if verdict == "not_applicable":
        note = [why, *note]
    missing = [why, *figure.missing] if verdict == "not_computed" else figure.missing
    if verdict == "not_applicable":
        missing = []
    if figure.older and verdict not in (
        "not_applicable",
        "not_computed",
    ):  # it proves what it reaches, and says its time
        early = say("before_deadline", language, period=figure.period, year=target.year)
        missing = [text for text in missing if text != early]
        note = [say("earlier_period", language, period=figure.period, year=target.year), *note]
    limit = threshold if threshold is not None else target.number
    return {
        "county": given.areas.labels[area],
        "target": target.id,
        "document": target.document,
        "clause": target.clause,
        "year": target.year,
        "subject": words_of(target.wording, language),
        "unit": unit_word(target.unit, language),
        "comparator": target.comparator,
        "target_value": limit,
        "value": shown(figure.value, None if verdict == "reported" else limit),
        "numerator": figure.numerator if figure.found else None,
        "denominator": figure.denominator if figure.found else None,
        "unknown": figure.unknown if figure.found else None,
        "verdict": verdict,
        "shortfall": shortfall_of(verdict, target.comparator, threshold, figure),
        "needed": needed or None,
        "basis": joined(figure.basis, language),
        "missing": joined(missing, language),
        "source": figure.source,
        "period": figure.period,
        "due": None if year is None else "due" if target.year == year else "earlier",
        "note": joined(note, language),
    }


def unit_word(unit: str, language: str) -> str:
    """A unit as it is said; one that no phrase says stands as it is."""
    key = f"unit {unit}"
    return words_of(phrases()[key], language) if key in phrases() else unit
