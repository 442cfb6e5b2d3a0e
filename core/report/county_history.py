"""The county report's look back: two runs compared, targets over time, and the runs that everything rests on."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..private import has_border
from ..workspace.edited import EDITED
from .contents import Contents, facts_of
from .wording import say


def change_rows(contents: Contents) -> pd.DataFrame:
    """New, gone and changed findings of the last two runs of each check."""
    rows = []
    for compared in contents.compared:
        changed = compared.still[compared.still["changed"]]
        for change, frame in (("new", compared.new), ("gone", compared.gone), ("changed", changed)):
            rows.append(frame.assign(check=frame["checked_by"], change=change))
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
    return table[table["severity"] != "not_checked"].reset_index(drop=True) if len(table) else table


def change_notes(contents: Contents, language: str) -> list[str]:
    """A sentence for each check that was run twice."""
    return [
        say(
            "sections changes note",
            language,
            check=_check_of(compared),
            run=compared.run,
            former=compared.former,
            new=len(compared.new),
            gone=len(compared.gone),
            still=len(compared.still),
            changed=int(compared.still["changed"].sum()),
        )
        for compared in contents.compared
    ]


def _check_of(compared: Any) -> str:
    frames = [frame for frame in (compared.new, compared.gone, compared.still) if len(frame)]
    return str(frames[0]["checked_by"].iloc[0]) if frames else ""


def trend_rows(contents: Contents, targets: pd.DataFrame) -> pd.DataFrame:
    """The snapshots of the targets shown, by day."""
    table = contents.joined("snapshots")
    if table.empty:
        return table
    wording = targets.drop_duplicates("target").set_index("target")["subject"] if len(targets) else pd.Series(dtype=str)
    table = table.assign(subject=table["target"].map(wording), date=pd.to_datetime(table["date"]).dt.date)
    return table[table["subject"].notna()].sort_values(["county", "target", "date"]).reset_index(drop=True)


def record_rows(contents: Contents) -> pd.DataFrame:
    """The runs that the results in the workspace come from, the last first; layers by name, never by path."""
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for run in contents.runs.itertuples():
        stored = [name for name in str(run.tables).split(";") if name not in seen]
        if not stored:
            continue
        if run.algorithm != EDITED:  # whence the table came stays told too
            seen.update(name for name in stored if name != "findings")
        facts = facts_of(run.record)
        rows.append(
            {
                "run": int(run.run),
                "algorithm": run.algorithm,
                "stored": "; ".join(stored),
                "at": str(facts.get("run") or run.stored_at)[:19].replace("T", " "),
                "profile": run.profile,
                "date": facts.get("date") or "",
                "layers": _layers(facts.get("layers"), contents.public),
                "plugin": facts.get("plugin") or "",
            }
        )
    return pd.DataFrame(rows)


def _layers(layers: Any, public: bool) -> str:
    if not isinstance(layers, dict):
        return ""
    told = [
        f"{layer.get('layer', '')} ({', '.join(str(layer[k]) for k in ('crs', 'written') if layer.get(k))})"
        for group in layers.values()
        for layer in (group if isinstance(group, list) else [])
        if isinstance(layer, dict)
    ]
    shown = [text for text in told if not (public and has_border(text))]
    return "; ".join(shown).replace(" ()", "")
