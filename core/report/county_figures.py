"""The few figures that stand first: one line each, with what is behind it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .wording import code_words, layout, say


def figure_rows(
    targets: pd.DataFrame,
    progress: pd.DataFrame,
    register: pd.DataFrame,
    summary: pd.DataFrame,
    opinions: pd.DataFrame,
    findings: pd.DataFrame,
    language: str,
) -> pd.DataFrame:
    """item, figure, unit, detail: of every subject that has figures."""
    rows: list[dict[str, Any]] = []

    def add(key: str, figure: float, detail: str = "", unit: str = "", **facts: Any) -> None:
        unit = unit or layout()["figures"][key]["unit"][language]
        rows.append(
            {"item": say(f"figures {key}", language, **facts), "figure": figure, "unit": unit, "detail": detail}
        )

    if len(targets):
        verdicts = targets["verdict"].value_counts()
        add("targets_met", verdicts.get("met", 0))
        failing = targets[targets["verdict"] == "not_met"]
        add("targets_not_met", len(failing), _joined(failing["subject"].unique()[:6], language))
        add("targets_open", verdicts.get("no_threshold", 0) + verdicts.get("not_computed", 0))
    for row in _tasks(progress).itertuples():
        detail = ""
        if pd.notna(row.built) and pd.notna(row.rate):
            detail = say("figures task_detail", language, built=f"{row.built:g}", rate=f"{row.rate:.2f}")
        area = code_words("area", language).get(row.area, row.area)
        add("task", row.task, detail, area=area, year=int(row.year))
    if len(register):
        whole = register[(register["level"] == "whole") & (register["owner_class"] == "all")]
        if len(whole) and pd.notna(whole["opened"].iloc[0]):
            figures = {name: _told(whole[name].iloc[0]) for name in ("poles", "usable", "signed", "built")}
            add("opened", whole["opened"].iloc[0], say("figures opened_detail", language, **figures))
    if len(summary):
        for (technology, unit), group in summary.groupby(["technology", "unit"], sort=False):
            key = {"place": "places_gap", "m": "length_gap", "m2": "area_gap"}.get(str(unit))
            if key:
                facts = {name: f"{group[name].sum():,.2f}".rstrip("0").rstrip(".") for name in ("total", "unknown")}
                detail = say("figures gap_detail", language, **facts)
                add(key, group["gap"].sum(), detail, technology=technology)
    if len(opinions):
        counts = opinions["opinion"].value_counts()
        words = code_words("opinion", language)
        add(
            "applications",
            len(opinions),
            _joined([f"{w} {counts[c]}" for c, w in words.items() if c in counts], language),
        )
    if len(findings):
        open_ = findings[findings["state"] == "open"] if "state" in findings.columns else findings
        counts, words = open_["severity"].value_counts(), code_words("severity", language)
        add("findings", len(open_), _joined([f"{w} {counts[c]}" for c, w in words.items() if c in counts], language))
    return pd.DataFrame(rows, columns=["item", "figure", "unit", "detail"])


def _tasks(progress: pd.DataFrame) -> pd.DataFrame:
    """The newest year with a task of each county; of the whole where no county has one."""
    if progress.empty:
        return progress
    given = progress[progress["task"].notna()]
    counties = given[given["level"] == "county"]
    return (counties if len(counties) else given).sort_values("year").groupby("area").tail(1)


def _told(value: Any) -> str:
    return "–" if pd.isna(value) else f"{value:g}"


def _joined(words: Any, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(map(str, words))
