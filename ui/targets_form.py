"""The form of the targets dock: pickers, counts, the list, and below it what fails, the course, a site to try; no logic."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsCheckableComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QDate, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import N_
from ..processing.translation import tr
from ..processing.words import MODELS
from .start_page import StartPage
from .targets_list import TargetDelegate
from .targets_trend import TrendPage
from .targets_trial_page import TrialPage
from .targets_units import UnitDelegate

SORTS = {"verdict": N_("By verdict"), "shortfall": N_("By shortfall"), "document": N_("By document")}
SWITCHES = {
    "pan": (N_("Pan"), N_("Move the map to the place")),
    "zoom": (N_("Zoom"), N_("Zoom the map to the place")),
    "flash": (N_("Flash"), N_("Flash the place on the map")),
    "only": (
        N_("Only gaps"),
        N_("Hide in the layers of the target all that does not fail it; undone when the dock closes"),
    ),
}


class TargetsForm(QStackedWidget):
    """Two pages: the targets, and what to do in a project that has no workspace."""

    def __init__(self, start: StartPage, height_m: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.addWidget(self._page(height_m))
        self.addWidget(beginning := QWidget())
        beginning.setLayout(column := QVBoxLayout())
        column.addWidget(start)
        self.running(False)
        self.say("")
        self.setCurrentIndex(1)

    def running(self, runs: bool) -> None:
        for widget in (self.bar, self.cancel):
            widget.setVisible(runs)
        self.step.setVisible(runs)
        self.compute.setEnabled(not runs)

    def say(self, text: str, colour: str = "") -> None:
        """A sentence above the list; none when empty."""
        self.message.setText(text)
        self.message.setStyleSheet(f"color: {colour}" if colour else "")
        self.message.setVisible(bool(text))

    def _page(self, height_m: float) -> QWidget:
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        column.addLayout(self._pickers())
        column.addLayout(self._computing())
        column.addWidget(self._heights())
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(max(6, self.fontMetrics().height() // 2))
        self.bar.setAccessibleName(tr(N_("Working")))
        self.cancel = tool(tr(N_("Cancel")), tr(N_("Stop computing")))
        self.step = QLabel()
        column.addLayout(row_of(self.bar, self.cancel, stretch=(1, 0)))
        column.addWidget(self.step)
        self.message = QLabel()
        self.message.setWordWrap(True)
        column.addWidget(self.message)
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.counts.setAccessibleName(tr(N_("Targets by verdict")))
        self.sort = box(tr(N_("Order")), 8)
        for code, word in SORTS.items():
            self.sort.addItem(tr(word), code)
        column.addLayout(row_of(self.counts, self.sort, stretch=(1, 0)))
        self.targets = list_view(tr(N_("Targets")))
        self.targets.setItemDelegate(TargetDelegate(self.targets))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr(N_("What fails, course, try a site")))
        self.tabs.addTab(self._failing(), "")
        self.trend = TrendPage()
        self.tabs.addTab(self.trend, tr(N_("Course")))
        self.trial = TrialPage(height_m)
        self.tabs.addTab(self.trial, tr(N_("Try a site")))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.targets)
        parts.addWidget(self.tabs)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        self.parts = parts
        column.addWidget(parts, 1)
        return page

    def _pickers(self) -> QHBoxLayout:
        self.county, self.year = box(tr(N_("County")), 8), box(tr(N_("Year")), 6)
        self.documents = QgsCheckableComboBox()
        self.documents.setDefaultText(tr(N_("All documents")))
        self.documents.setAccessibleName(tr(N_("Documents")))
        self.documents.setToolTip(tr(N_("Documents")))
        self.documents.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.documents.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.documents.setMinimumContentsLength(8)
        return row_of(self.county, self.year, self.documents, stretch=(0, 0, 1))

    def _computing(self) -> QHBoxLayout:
        self.compute = QPushButton(tr(N_("Compute")))
        self.model = box(tr(N_("Model of coverage")), 6)
        for code, word in MODELS.items():
            self.model.addItem(tr(word), code)
        self.date = QDateEdit(QDate.currentDate())
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.setMaximumDate(QDate.currentDate())
        self.date.setAccessibleName(tr(N_("Day for which is judged")))
        self.date.setToolTip(tr(N_("Day for which is judged")))
        self.statistics = QPushButton(tr(N_("Statistics …")))
        self.statistics.setToolTip(tr(N_("Type in figures that no layer gives")))
        return row_of(self.compute, self.model, self.date, None, self.statistics)

    def _heights(self) -> QWidget:
        """The raster that models which follow the path need; hidden with the others."""
        self.heights = QWidget()
        self.dem = QgsMapLayerComboBox()
        self.dem.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.dem.setAllowEmptyLayer(True)
        self.dem.setAccessibleName(tr(N_("Heights (DEM)")))
        self.dem.setToolTip(
            tr(N_("A raster of heights in metres that covers the sites, the places and what lies between"))
        )
        self.dem.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = QLabel(tr(N_("Heights")))
        label.setBuddy(self.dem)
        line = row_of(label, self.dem, stretch=(0, 1))
        line.setContentsMargins(0, 0, 0, 0)
        self.heights.setLayout(line)
        return self.heights

    def _failing(self) -> QWidget:
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        column.setContentsMargins(0, 0, 0, 0)
        self.previous = tool(tr(N_("◀ Previous (P)")), tr(N_("The place before (key P)")))
        self.next = tool(tr(N_("Next (N) ▶")), tr(N_("The next place (key N)")))
        self.seen = tool(tr(N_("Seen")), tr(N_("Mark the place as seen, or not (space bar)")))
        self.seen.setCheckable(True)
        self.progress = QLabel()
        self.progress.setAccessibleName(tr(N_("Places seen")))
        column.addLayout(row_of(self.progress, None, self.previous, self.next, self.seen))
        self.lacking = QLabel()
        self.lacking.setWordWrap(True)
        self.type_in = QPushButton(tr(N_("Type in the figure …")))
        self.bring_in = QPushButton(tr(N_("Import data …")))
        column.addWidget(self.lacking)
        column.addLayout(row_of(self.type_in, self.bring_in, None))
        self.units = list_view(tr(N_("What fails the target")))
        self.units.setItemDelegate(UnitDelegate(self.units))
        column.addWidget(self.units, 1)
        self.switches: dict[str, QToolButton] = {}
        for name, (word, hint) in SWITCHES.items():
            self.switches[name] = tool(tr(word), tr(hint))
            self.switches[name].setCheckable(True)
        self.path = tool(tr(N_("Path profile")), tr(N_("Draw the path from the site that serves the place best")))
        self.all = tool(tr(N_("Show all")), tr(N_("Zoom the map to all that fails the target")))
        column.addLayout(row_of(*self.switches.values(), None, self.path, self.all))
        return page


def box(name: str, letters: int) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMinimumContentsLength(letters)
    return combo


def tool(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


class WalkView(QListView):
    """A list in which N and P go on and back, and the space bar marks."""

    stepped = pyqtSignal(int)
    marked = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        ways = {Qt.Key.Key_N: 1, Qt.Key.Key_P: -1}
        if plain and event.key() in ways:
            self.stepped.emit(ways[event.key()])
        elif plain and event.key() == Qt.Key.Key_Space:
            self.marked.emit()
        else:
            super().keyPressEvent(event)


def list_view(name: str) -> WalkView:
    view = WalkView()
    view.setAccessibleName(name)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setUniformItemSizes(True)
    view.setMinimumSize(QSize(10 * view.fontMetrics().height(), 6 * view.fontMetrics().height()))
    return view


def row_of(*widgets: QWidget | None, stretch: tuple[int, ...] = ()) -> QHBoxLayout:
    """Widgets side by side; None takes the room that is left."""
    row = QHBoxLayout()
    for number, widget in enumerate(widgets):
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, stretch[number] if stretch else 0)
    return row
