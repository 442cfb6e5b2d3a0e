"""The page that a dock shows in a project without a workspace: what this is, three steps, and the doors in."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction

from ..core.errors import N_
from ..processing.translation import tr
from ..processing.workspaces import place_name
from .background import Work
from .current_workspace import CurrentWorkspace
from .dock_entry import MENU
from .jobs import Job
from .opening import open_in_background
from .sample_county import load_sample
from .signs import colour, sign

NEW, OPEN, IMPORT = "FengsuiNewWorkspace", "FengsuiOpenWorkspace", "FengsuiImport"
"""The menu's actions, by object name: a button of the page does what the menu does."""


class StartPage(QScrollArea):
    """Fills itself from `current`; a dock shows it where it has nothing to show, and calls `stop()` at its end."""

    def __init__(self, iface: Any, current: CurrentWorkspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = current
        self.under_way: Job | Work | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_title(MENU))
        column.addWidget(_text(tr(_ABOUT)))
        column.addLayout(self._fault_line())
        column.addLayout(self._working_line())

        self.sample = self._button(tr(N_("Open the sample county")), self.load_sample)
        self.new = self._button(tr(N_("New workspace …")), lambda: press(iface, NEW))
        self.open = self._button(tr(N_("Open workspace …")), lambda: press(iface, OPEN))
        self.last = self._button("", self.open_last)
        self.bring = self._button(tr(N_("Import data …")), lambda: press(iface, IMPORT))
        self.now = _text("")
        for number, (title, text, buttons) in enumerate(
            (
                (N_("Open a workspace"), _OPEN, (self.sample, self.last, self.new, self.open)),
                (N_("Import the data"), _IMPORT, (self.bring,)),
                (N_("Check and decide"), _CHECK, ()),
            ),
            1,
        ):
            column.addSpacing(self.fontMetrics().height() // 2)
            column.addWidget(_title(f"{number}  {tr(title)}"))
            column.addWidget(_text(tr(text)))
            for button in buttons:
                column.addWidget(button)
            if number == 1:
                column.addWidget(self.now)
        column.addStretch(1)
        self.setWidget(page)
        current.changed.connect(self._show)
        self._running(False)
        self._show()

    def stop(self) -> None:
        """End what runs."""
        self.current.changed.disconnect(self._show)
        if self.under_way is not None:
            self.under_way.drop()
            self.under_way = None

    def load_sample(self) -> None:
        self._begin(tr(N_("The sample county is being made …")))
        self.under_way = load_sample(self.current, self._ended)
        self.under_way.progressed.connect(self._progressed)

    def open_last(self) -> None:
        name = place_name(self.current.last)
        self._begin(tr(N_("'{name}' is being opened …"), name=name))
        self.under_way = open_in_background(self.current, self.current.last, self._ended)
        self.under_way.progressed.connect(self._progressed)

    def cancel(self) -> None:
        if isinstance(self.under_way, Job):
            self.under_way.cancel()
        elif self.under_way is not None:
            self.under_way.drop()
            self._ended("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.widget() is not None:
            self._show()

    def _begin(self, text: str) -> None:
        self.bar.setValue(0)
        self.bar.setAccessibleName(text)
        self.bar.setFormat(text)
        self._say("")
        self._running(True)

    def _progressed(self, done: float) -> None:
        self.bar.setValue(round(done))

    def _ended(self, fault: str) -> None:
        self.under_way = None
        self._running(False)
        self._say(fault or self.current.fault)

    def _running(self, runs: bool) -> None:
        for widget in (self.bar, self.halt):
            widget.setVisible(runs)
        for button in (self.sample, self.new, self.open, self.last, self.bring):
            button.setEnabled(not runs)

    def _show(self) -> None:
        """What is wrong with the project's workspace, and the last one by its name."""
        self._say(self.current.fault)
        here, last = self.current.place, self.current.last
        self.now.setText(tr(N_("'{name}' is open."), name=place_name(here)) if here else "")
        self.now.setVisible(bool(here))
        self.last.setVisible(bool(last) and last != here)
        self.last.setText(tr(N_("Open '{name}' again"), name=place_name(last)) if last else "")
        self.last.setToolTip(last)

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setStyleSheet(f"color: {colour('block', self.palette()).name()}")
        size = self.fontMetrics().height()
        self.fault_sign.setPixmap(sign("block", self.palette(), size, self.devicePixelRatioF()).pixmap(size, size))
        for widget in (self.fault, self.fault_sign):
            widget.setVisible(bool(fault))

    def _fault_line(self) -> QHBoxLayout:
        self.fault_sign, self.fault = QLabel(), _text("")
        self.fault.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        line = QHBoxLayout()
        line.addWidget(self.fault_sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.fault, 1)
        return line

    def _working_line(self) -> QHBoxLayout:
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.halt = self._button(tr(N_("Cancel")), self.cancel)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.halt)
        return line

    def _button(self, text: str, clicked: Any) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _: clicked())
        return button


def press(iface: Any, name: str) -> None:
    """Do what an action of the menu does."""
    iface.mainWindow().findChild(QAction, name).trigger()


_ABOUT = N_(
    "Checks site applications against the 5G site plan, keeps the register of opened resources, and shows how far each "
    "county is from its targets. Everything stays in a workspace: a file on this computer, or a schema of your server."
)
_OPEN = N_(
    "The sample county is made up and shows everything within ten seconds. For your own county make a workspace, or "
    "open the one that your office works with."
)
_IMPORT = N_(
    "Take plan, applications, sites and register as they were sent: Excel, text, shapefile, KML or Ovital. What each "
    "column became and where the points fall is shown before anything is kept, and an import can be undone."
)
_CHECK = N_(
    "Run the checks from the docks and walk through what fails. Each decision is kept with its reason, name and time."
)


def _title(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
