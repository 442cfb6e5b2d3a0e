"""Figures that are typed in: matched to targets by indicator, the period chosen, each source on a line of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any, Optional

import pandas as pd

from ..schema import plain, read_resource
from .areas import Areas
from .periods import period_of
from .records import Target
from .registry import Registry
from .verdict import Figure
from .wording import joined, say, words_of


@cache
def indicators() -> dict[str, dict[str, Any]]:
    """Key -> zh, en, unit, also."""
    return read_resource("targets", "indicators.yaml")


def words_for(key: str) -> set[str]:
    entry = indicators().get(key) or {}
    return {plain(word) for word in (key, entry.get("zh"), entry.get("en"), *entry.get("also", ())) if word}


def indicator_word(target: Target, language: str) -> str:
    """How the indicator of a target is called: to tell the user what to type in."""
    key = target.compute.get("indicator")
    entry = indicators().get(key or "")
    return f"{words_of(entry, language)} ({key})" if entry else f"{words_of(target.wording, language)} ({target.id})"


class Statistics:
    """Rows of STATISTICS by area: word, value, period (start, end, text), source. `strange`: indicators of no target;
    `blank`: how many rows have no value."""

    def __init__(self, table: Optional[pd.DataFrame], areas: Areas, registry: Registry, language: str) -> None:
        columns = ["area", "word", "value", "period", "start", "end", "source", "stated"]
        self.rows = pd.DataFrame(columns=columns)
        self.strange: list[str] = []
        self.blank = 0  # rows without a value that is a number
        self._by: Optional[dict[Any, pd.DataFrame]] = None
        self._stated(areas, registry, language)
        if table is None or not len(table) or "indicator" not in table.columns:
            return
        given = table.reset_index(drop=True)
        rows = pd.DataFrame({"area": areas.of_rows(pd.DataFrame(given)), "word": given["indicator"].map(plain)})
        rows["value"] = pd.to_numeric(_column(given, "value"), errors="coerce")
        text = _column(given, "period").map(lambda p: str(p).strip().removesuffix(".0"), na_action="ignore")
        rows["period"] = text
        spans = [period_of(p) if pd.notna(p) else None for p in text]
        rows["start"], rows["end"] = [s and s[0] for s in spans], [s and s[1] for s in spans]
        source = _column(given, "source").map(lambda s: str(s).strip(), na_action="ignore")
        rows["source"] = source.where(source.notna() & (source != ""), None)
        rows["stated"] = False
        known = {word for key in indicators() for word in words_for(key)}
        known |= {
            plain(w) for t in registry.targets for w in (t.id, t.compute.get("indicator"), *t.wording.values()) if w
        }
        self.strange = sorted({str(word) for word, p in zip(given["indicator"], rows["word"]) if p not in known})
        self.blank = int(rows["value"].isna().sum())
        self.rows = pd.concat([self.rows, rows[rows["value"].notna()]], ignore_index=True).astype({"stated": bool})

    def of(self, area: int, words: Iterable[str]) -> pd.DataFrame:
        """The rows of an area for these words; what a document states is left out where figures were typed in."""
        if self._by is None:
            self._by = dict(list(self.rows.groupby("area")))
        if area not in self._by:
            return self.rows.iloc[:0]
        mine = self._by[area]
        mine = mine[mine["word"].isin(set(words))]
        typed = mine[~mine["stated"].astype(bool)]
        return typed if len(typed) else mine

    def _stated(self, areas: Areas, registry: Registry, language: str) -> None:
        """The results that documents report, as figures of the area they speak of."""
        rows = []
        for target in registry.targets:
            scope = registry.scopes[target.scope]
            if target.comparator != "reported" or target.number is None or target.kind != "statistic":
                continue
            spans = period_of(target.period) if target.period else None
            source = stated_source(target, registry, language)
            for area in range(len(areas)):
                if areas.codes[area] in (scope.get("codes") or []) or areas.names[area] in (scope.get("names") or []):
                    told = {"area": area, "word": plain(target.compute["indicator"]), "value": target.number}
                    told |= {"period": target.period, "start": spans and spans[0], "end": spans and spans[1]}
                    rows.append({**told, "source": source, "stated": True})
        if rows:
            self.rows = pd.DataFrame(rows)


def stated_source(target: Target, registry: Registry, language: str) -> str:
    """Where a document states a result: its number, the clause and whose count it is."""
    document = registry.documents[target.document].get("number") or target.document
    return joined([f"{document} {target.clause}".strip(), words_of(target.source, language)], language)


def accepted(target: Target) -> set[str]:
    """The words under which a target's figure may be typed in: its indicator, its id, its wording."""
    key = target.compute.get("indicator")
    own = {plain(target.id), *(plain(word) for word in target.wording.values())}
    return own | (words_for(str(key)) | {plain(key)} if key else set())


def figures(target: Target, statistics: Statistics, area: int, date: Optional[dt.date], language: str) -> list[Figure]:
    """One figure per source: the period the target names, else the latest up to its year, else the first after it."""
    rows = statistics.of(area, accepted(target))
    found = [_figure(row, target, date, language) for row in _chosen(rows, target, date)] if len(rows) else []
    ratio = target.compute.get("ratio")
    if not found and ratio:
        found = _ratios(target, statistics, area, date, language)
    if not found and len(rows) and target.period:
        text = say("no_statistic_period", language, indicator=indicator_word(target, language), period=target.period)
        return [Figure(found=False, missing=[text])]
    return found


def _chosen(rows: pd.DataFrame, target: Target, date: Optional[dt.date]) -> list[pd.Series]:
    chosen: list[pd.Series] = []
    rows = _with_doubles(rows)
    limit = dt.date(target.year, 12, 31) if target.year else None
    for _, mine in rows.groupby(rows["source"].fillna(""), sort=False):
        mine = mine[
            [
                e is None or pd.isna(e) or date is None or e <= date or s <= date
                for s, e in zip(mine["start"], mine["end"])
            ]
        ]
        if target.period:
            span = period_of(target.period)
            mine = mine[[(s, e) == span for s, e in zip(mine["start"], mine["end"])]]
            limit_ = None
        else:
            limit_ = limit
        if not len(mine):
            continue
        dated = mine[mine["end"].notna()].sort_values("end", kind="stable")
        in_time = dated[[limit_ is None or e <= limit_ for e in dated["end"]]]
        if len(in_time):
            chosen.append(in_time.iloc[-1])
        elif len(dated):
            chosen.append(dated.iloc[0])
        else:
            chosen.append(mine.iloc[-1])
    return chosen


def _with_doubles(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of one source and period that give other values: the last one holds, and `others` names the rest."""
    key = [rows["source"].fillna(""), rows["period"].fillna("")]
    several = rows.groupby(key)["value"].transform("nunique") > 1
    if not several.any():
        return rows
    told = rows.groupby(key)["value"].transform(lambda values: ", ".join(f"{v:g}" for v in dict.fromkeys(values)))
    return rows.assign(others=told.where(several, None))


def _figure(row: pd.Series, target: Target, date: Optional[dt.date], language: str) -> Figure:
    figure = plain_figure(row, language)
    value = float(row["value"])
    fault = _impossible(target, value, language)
    if fault:
        return Figure(found=False, measure="number", missing=[fault])
    if "%" in target.unit and 0 < value <= 1 and (target.number or 0) > 10:
        figure.note.append(say("fraction", language, value=value, percent=round(100 * value, 4)))
    if isinstance(row.get("others"), str):
        figure.note.append(say("double_value", language, values=row["others"]))
    if target.year and row["end"] is not None and pd.notna(row["end"]) and row["start"].year > target.year:
        figure.note.append(say("after_deadline", language))
    over = target.year and date is not None and date > dt.date(target.year, 12, 31)
    if over and row["end"] is not None and pd.notna(row["end"]) and row["end"].year < target.year:
        figure.older = True
        figure.missing.append(say("before_deadline", language, period=row["period"], year=target.year))
    return figure


def _impossible(target: Target, value: float, language: str) -> str:
    """What is wrong with a share that is none; users per head alone may pass 100 %, and a change may be anything."""
    if "%" not in target.unit or target.kind == "trend":
        return ""
    if value < 0:
        return say("impossible_share", language, value=value)
    entry = indicators().get(target.compute.get("indicator") or "") or {}
    return say("over_the_whole", language, value=value) if value > 100 and not entry.get("over_100") else ""


def plain_figure(row: pd.Series, language: str) -> Figure:
    """The value of a row of Statistics, with its source and period."""
    figure = Figure(value=float(row["value"]), measure="number", basis=[_typed(row, language)])
    return _from(figure, row)


def _from(figure: Figure, row: pd.Series) -> Figure:
    figure.source, figure.period = (row[name] if isinstance(row[name], str) else "" for name in ("source", "period"))
    return figure


def _typed(row: pd.Series, language: str) -> str:
    source = row["source"] if isinstance(row["source"], str) else say("no_source", language)
    period = row["period"] if isinstance(row["period"], str) else say("no_period", language)
    return (
        say("stated", language, source=f"{source} ({period})")
        if row["stated"]
        else say("typed_in", language, source=source, period=period)
    )


def _ratios(target: Target, statistics: Statistics, area: int, date: Optional[dt.date], language: str) -> list[Figure]:
    """A share from its two counts, of the same source and period."""
    of, to = target.compute["ratio"]
    upper, lower = (statistics.of(area, words_for(key)) for key in (of, to))
    if upper.empty or lower.empty:
        return []
    both = upper.assign(source=upper["source"].fillna(""), period=upper["period"].fillna("")).merge(
        lower.assign(source=lower["source"].fillna(""), period=lower["period"].fillna(""))[
            ["source", "period", "value"]
        ],
        on=["source", "period"],
        suffixes=("", "_of"),
    )
    both = both[both["value_of"] > 0]
    words = [words_of(indicators()[key], language) for key in (of, to)]
    found = []
    for row in _chosen(both, target, date):
        shown = row.where(row != "", None)
        fault = _impossible(target, round(100 * float(row["value"]) / float(row["value_of"]), 2), language)
        if fault:
            found.append(Figure(found=False, missing=[fault]))
            continue
        figure = Figure(float(row["value"]), 0.0, float(row["value_of"]), basis=[_typed(shown, language)])
        _from(figure, shown)
        figure.note.append(say("ratio", language, of=words[0], to=words[1]))
        found.append(figure)
    return found


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    return table[name] if name in table.columns else pd.Series(None, index=table.index, dtype=object)
