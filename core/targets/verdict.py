"""What follows from covered, unknown, total and threshold: the verdict, and the figures as they are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Optional

VERDICTS = ("met", "not_met", "not_computed", "no_threshold", "not_applicable", "reported")
_SAME = 1e-9  # sums of lengths and areas may be off by this share; counts are whole and exact


@dataclass
class Figure:
    """What was found for a target in an area. A share has numerator, unknown and denominator; a number a value.

    `value` is of a share in percent, worked out when empty. `measure`: share or number. `basis`, `missing`, `note`:
    sentences. `period` names the time of a statistic.
    """

    numerator: Optional[float] = None
    unknown: Optional[float] = None
    denominator: Optional[float] = None
    value: Optional[float] = None
    measure: str = "share"
    basis: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    source: str = ""  # of a figure that was typed in or that a document states
    period: str = ""
    found: bool = True  # whether there is anything to judge
    partial: bool = (
        False  # kinds that the target speaks of stand in no layer: what is there neither proves nor refutes it
    )
    older: bool = False  # of a time before the target's year, which is over: it cannot refute
    step: float = 1.0  # what one unknown unit may add to a number
    maybe: tuple[float, float, float] = (
        0,
        0,
        0,
    )  # of the unknown, those that may not count at all: pass, fail, not told

    def __post_init__(self) -> None:
        if self.measure == "share" and self.value is None and self.found:
            total, unknown = self.denominator or 0, self.unknown or 0
            if total <= 0:
                self.found = False
            elif unknown < total * (1 - _SAME):  # where nothing is known there is no share: neither 0 nor 100 %
                self.value = 100.0 * (self.numerator or 0) / total

    def bounds(self) -> tuple[float, float, float]:
        """Least, greatest and what 1 of the threshold stands for: 100 c, 100 (c + u), n; exact for counts.

        A share is least where of those that may not count (`maybe`) the failing do and the passing do not, and greatest
        where it is the other way round; where none surely counts, it may be anything.
        """
        pass_, fail, untold = self.maybe
        if self.measure == "share" and self.denominator is not None:
            covered, doubtful = self.numerator or 0, pass_ + fail + untold
            high = covered + (self.unknown or 0) - fail
            if not doubtful:
                return 100 * covered, 100 * high, self.denominator
            most, fewest = self.denominator - pass_, self.denominator - fail
            if doubtful >= self.denominator * (1 - _SAME) or min(most, fewest) <= self.denominator * _SAME:
                return 0, 100, 1
            return 100 * covered * fewest, 100 * high * most, most * fewest
        value = self.value or 0
        return value, value + self.step * ((self.unknown or 0) - fail), 1


def meets(comparator: str, value: float, threshold: float, slack: float = 0.0) -> bool:
    """Whether a value meets a threshold; 'all' (= 100) is at least, basically is at least its default."""
    if comparator == ">":
        return value > threshold + slack
    if comparator == "<=":
        return value <= threshold + slack
    return value >= threshold - slack


def verdict_of(comparator: str, threshold: Optional[float], figure: Figure) -> str:
    """met, not_met, not_computed or no_threshold of a figure against a threshold (in the unit of its value).

    met when it holds even if all that is unknown fails, not_met when it fails even if all that is unknown passes.
    """
    if not figure.found or (figure.measure == "number" and figure.value is None):
        return "not_computed"
    if threshold is None or comparator in ("none", "as-needed", "trend"):
        return "no_threshold"
    low, high, scale = figure.bounds()
    limit = threshold * scale
    slack = 0.0 if all(float(x).is_integer() for x in (low, high, scale)) else _SAME * max(abs(limit), 1.0)
    if comparator == "<=":
        low, high = high, low
    if comparator == "=" and not (figure.measure == "share" and threshold == 100):
        if low == high:
            return "met" if abs(low - limit) <= slack else "not_met"
        return "not_computed" if min(low, high) <= limit <= max(low, high) else "not_met"
    if meets(comparator, low, limit, slack):
        return "not_computed" if figure.partial else "met"
    return "not_computed" if meets(comparator, high, limit, slack) or figure.older or figure.partial else "not_met"


def shown(value: Optional[float], threshold: Optional[float] = None) -> Optional[float]:
    """A value to two decimals, to more where two would put it on the threshold it misses (94.996 is no 95)."""
    if value is None or not math.isfinite(value):
        return None
    for digits in (2, 3, 4, 6):
        rounded = round(value, digits)
        if threshold is None or rounded != round(threshold, 6) or abs(value - threshold) <= _SAME * max(abs(value), 1):
            return rounded
    return value


def shortfall_of(verdict: str, comparator: str, threshold: Optional[float], figure: Figure) -> Optional[float]:
    """How much is lacking, in the unit of the value: 0 when met, None where nothing can be said."""
    if verdict == "met":
        return 0.0
    if verdict != "not_met" or threshold is None or figure.value is None:
        return None
    lacking = figure.value - threshold if comparator == "<=" else threshold - figure.value
    return shown(lacking)


def still_needed(comparator: str, threshold: Optional[float], figure: Figure) -> Optional[int]:
    """How many more units of a share must pass, where it is counted in whole units and not met."""
    if threshold is None or figure.measure != "share" or not figure.denominator or any(figure.maybe):
        return None
    covered, total = figure.numerator or 0, figure.denominator
    if not (float(covered).is_integer() and float(total).is_integer()):
        return None
    least = math.ceil(round(threshold * total / 100, 9))
    if comparator == ">" and least <= threshold * total / 100:
        least += 1
    return max(0, int(min(least, total) - covered))
