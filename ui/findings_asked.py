"""What is asked before a decision on findings: who decides, on how many, and why."""

from __future__ import annotations

import pandas as pd
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import N_
from ..processing.translation import tr
from .findings_words import word_of

WHO = "fengsui/who"
_NAMED = 8


class Asked(QDialog):
    """What a decision is about to change, and its reason where it needs one."""

    def __init__(self, state: str, rows: pd.DataFrame, parent: QWidget) -> None:
        super().__init__(parent)
        self.needs_reason = state == "excepted"
        self.setWindowTitle(tr(N_("Decide: {state}"), state=word_of("state", state)))
        column = QVBoxLayout(self)
        head = QLabel(tr(N_("{count} findings become '{state}':"), count=len(rows), state=word_of("state", state)))
        column.addWidget(head)
        lines = [
            f"{row['rule']} {row['label'] or row['feature'] or ''}" for row in rows.head(_NAMED).to_dict("records")
        ]
        if len(rows) > _NAMED:
            lines.append(tr(N_("… and {count} more"), count=len(rows) - _NAMED))
        named = QLabel("\n".join(lines))
        named.setTextFormat(Qt.TextFormat.PlainText)  # names come from files
        column.addWidget(named)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(tr(N_("Reason")))
        self.reason.setTabChangesFocus(True)
        needed = N_("Reason (required), with the number of the paper where there is one")
        self.reason.setPlaceholderText(tr(needed if self.needs_reason else N_("Reason or note (may stay empty)")))
        self.reason.setMaximumHeight(self.fontMetrics().height() * 6)
        self.reason.setMinimumWidth(self.fontMetrics().averageCharWidth() * 48)
        column.addWidget(self.reason)
        keys = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        keys.accepted.connect(self.accept)
        keys.rejected.connect(self.reject)
        column.addWidget(keys)
        self.ok = keys.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(tr(N_("Keep the decision")))
        keys.button(QDialogButtonBox.StandardButton.Cancel).setText(tr(N_("Cancel")))
        self.reason.textChanged.connect(self._look)
        self._look()

    @property
    def text(self) -> str:
        return self.reason.toPlainText().strip()

    def _look(self) -> None:
        self.ok.setEnabled(bool(self.text) or not self.needs_reason)


def who() -> str:
    """The name under which this user decides; empty where he was not asked yet."""
    return QgsSettings().value(WHO, "") or ""


def ask_who(parent: QWidget) -> str:
    """Ask for the name and remember it; what it was where the user gives none."""
    name, given = QInputDialog.getText(
        parent, tr(N_("Who decides")), tr(N_("Your name, kept with each decision:")), text=who()
    )
    if given and name.strip():
        QgsSettings().setValue(WHO, name.strip())
    return who()
