"""Typed-in figures over time: first and last of a trend, the day by which something was reached."""

from __future__ import annotations

import datetime as dt

from .records import Target
from .typed import Statistics, accepted, plain_figure
from .verdict import Figure
from .wording import say


def trends(target: Target, statistics: Statistics, area: int, language: str) -> list[Figure]:
    """The last value per source, with the first and the change between them."""
    found = []
    rows = statistics.of(area, accepted(target))
    for _, mine in rows[rows["end"].notna()].groupby(rows["source"].fillna(""), sort=False):
        mine = mine.sort_values("end", kind="stable")
        first, last = mine.iloc[0], mine.iloc[-1]
        figure = plain_figure(last, language)
        if len(mine) > 1:
            change = f"{last['value'] - first['value']:+.6g}"
            facts = {"first": first["value"], "last": last["value"], "to": last["period"], "change": change}
            figure.note.append(say("two_periods", language, **{"from": first["period"]}, **facts))
        else:
            figure.note.append(say("one_period", language))
        found.append(figure)
    return found


def dates(target: Target, statistics: Statistics, area: int, language: str) -> list[tuple[str, Figure]]:
    """('met', 'not_met' or 'not_computed', figure) per source of a target that is a day.

    The day is the first period whose value reaches `reaches` (1 where there is none: done); it is missed when a
    period that ends on the day or after it has not.
    """
    limit = dt.date.fromisoformat(str(target.value))
    least = float(target.compute.get("reaches", 1))
    rows = statistics.of(area, accepted(target))
    found = []
    for _, mine in rows[rows["end"].notna()].groupby(rows["source"].fillna(""), sort=False):
        mine = mine.sort_values("end", kind="stable")
        reached = mine[mine["value"] >= least]
        if len(reached):
            row = reached.iloc[0]
            verdict = "met" if row["end"] <= limit else "not_met"
            figure = plain_figure(row, language)
            figure.note.append(say("by_date", language, period=row["period"]))
        else:
            row = mine.iloc[-1]
            verdict = "not_met" if row["end"] >= limit else "not_computed"
            figure = plain_figure(row, language)
            figure.missing.append(
                say("not_reached", language, period=row["period"], value=float(row["value"]), limit=least)
            )
        found.append((verdict, figure))
    return found
