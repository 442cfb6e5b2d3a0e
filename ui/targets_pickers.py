"""County, year, documents and order: filled from the results, kept for the next time, handed on as the rows to show."""

from __future__ import annotations

from typing import Any, Callable

import pandas as pd
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt

from ..core.errors import N_
from ..core.targets.registry import Registry
from ..core.targets.shown import short_number, shown, years
from ..core.targets.wording import words_of
from ..processing.translation import language, tr
from .targets_form import TargetsForm

KEY = "fengsui/targets"


class Pickers:
    """`changed()` is called when the user chose otherwise."""

    def __init__(self, form: TargetsForm, registry: Registry, changed: Callable[[], None]) -> None:
        self.form, self._registry = form, registry
        form.sort.setCurrentIndex(max(0, form.sort.findData(QgsSettings().value(f"{KEY}/sort", "verdict"))))
        for box in (form.county, form.year, form.sort):
            box.currentIndexChanged.connect(lambda _: changed())
        form.documents.checkedItemsChanged.connect(lambda _: changed())

    @property
    def county(self) -> str:
        return self.form.county.currentData() or ""

    def fill(self, targets: pd.DataFrame | None) -> None:
        """What the results hold, each box at what was chosen before."""
        form, settings = self.form, QgsSettings()
        boxes = (form.county, form.year, form.documents)
        for box in boxes:
            box.blockSignals(True)
            box.clear()
        if targets is not None:
            for name in dict.fromkeys(targets["county"].astype(str)):
                form.county.addItem(name, name)
            form.year.addItem(tr(N_("All years")), 0)
            for year in years(targets):
                form.year.addItem(tr(N_("Due {year}"), year=year), year)
            wanted = set(str(settings.value(f"{KEY}/documents", "")).split(";"))
            for key in dict.fromkeys(targets["document"].astype(str)):
                name = words_of((self._registry.documents.get(key) or {}).get("title") or {}, language())
                state = Qt.CheckState.Checked if key in wanted else Qt.CheckState.Unchecked
                form.documents.addItemWithCheckState(f"{short_number(self._registry, key)} {name}", state, key)
            form.county.setCurrentIndex(max(0, form.county.findData(settings.value(f"{KEY}/county", ""))))
            form.year.setCurrentIndex(max(0, form.year.findData(settings.value(f"{KEY}/year", 0, type=int))))
        for box in boxes:
            box.blockSignals(False)

    def rows(self, targets: pd.DataFrame) -> pd.DataFrame:
        """The rows that are chosen, in the order that is chosen; the choice is remembered."""
        form, settings = self.form, QgsSettings()
        year, sort = form.year.currentData() or 0, form.sort.currentData()
        documents = [str(key) for key in form.documents.checkedItemsData()]
        kept: dict[str, Any] = {"county": self.county, "year": year, "documents": ";".join(documents), "sort": sort}
        for name, value in kept.items():
            settings.setValue(f"{KEY}/{name}", value)
        return shown(targets, self._registry, self.county, year or None, documents, sort)
