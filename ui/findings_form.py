"""The form of the findings dock: filters, counts, list, detail, buttons; no logic."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import N_
from ..core.workspace.listing import FACETS
from ..processing.translation import tr
from .findings_filter import FacetButton

_WIDTHS = (2.2, 4.5, 9.5, 24, 9, 6.5, 12)  # of the columns, in the height of the font


class FindingsForm(QStackedWidget):
    """Two pages: the list, and the way in for a project without a workspace."""

    def __init__(self, start_page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.addWidget(self._list_page())
        self.addWidget(start_page)
        self.running("")
        self.say("")

    def show_empty(self, empty: bool) -> None:
        self.setCurrentIndex(int(empty))

    def running(self, what: str, share: float | None = None) -> None:
        """What runs, and how far in per cent; nothing when empty."""
        self.bar.setVisible(bool(what))
        self.stop.setVisible(bool(what))
        self.bar.setRange(0, 0 if share is None else 100)
        self.bar.setValue(0 if share is None else int(share))
        self.bar.setFormat(f"{what} %p%" if share is not None else what)
        for button in (self.check, self.recheck):
            button.setEnabled(not what)

    def say(self, text: str, colour: str = "") -> None:
        """A sentence above the list; none when empty."""
        self.message.setText(text)
        self.message.setStyleSheet(f"color: {colour}" if colour else "")
        self.message.setVisible(bool(text))

    def say_instead(self, text: str, can_clear: bool = False) -> None:
        """A sentence in the place of the list; the list when empty."""
        self.instead.setText(text)
        self.clear_all.setVisible(can_clear)
        self.box.setCurrentIndex(int(bool(text)))

    def can(self, decide: bool, placed: bool) -> None:
        """What can be done with the rows selected, and with the current one."""
        for button in (self.fix, self.except_, self.verify, self.reopen):
            button.setEnabled(decide)
        for button in (self.open_form, self.select):
            button.setEnabled(placed)

    def _menu(self, at: QPoint) -> None:
        """What can be done with the row under the pointer."""
        menu = QMenu(self)
        for button in (self.open_form, self.select, None, self.except_, self.fix, self.verify, self.reopen):
            if button is None:
                menu.addSeparator()
                continue
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _, button=button: button.click())
        menu.exec(self.view.viewport().mapToGlobal(at))
        menu.deleteLater()

    def _list_page(self) -> QWidget:
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        self.check, self.recheck = QToolButton(), QPushButton(tr(N_("Check what changed")))
        self.check.setText(tr(N_("Check")))
        self.check.setToolTip(tr(N_("Run a check on the workspace")))
        self.check.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.check.setMenu(QMenu(self.check))
        self.recheck.setToolTip(tr(N_("Check only the rows that were edited since the last check (R)")))
        self.again = _tool(tr(N_("Read again")), tr(N_("Read the workspace again: others may have decided")))
        self.export = QToolButton()
        self.export.setText(tr(N_("Export …")))
        self.export.setToolTip(tr(N_("Write the findings that are shown to a file")))
        column.addLayout(_row(self.check, self.recheck, None, self.again, self.export))

        self.facets = {facet: FacetButton(facet) for facet in FACETS}
        grid = QGridLayout()
        for number, button in enumerate(self.facets.values()):
            grid.addWidget(button, number // 3, number % 3)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        column.addLayout(grid)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr(N_("Search name, id, rule, message, reason")))
        self.search.setAccessibleName(tr(N_("Search")))
        self.search.setClearButtonEnabled(True)
        self.clear = _tool(tr(N_("Clear")), tr(N_("Show all findings again")))
        column.addLayout(_row(self.search, self.clear))
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.counts.setTextFormat(Qt.TextFormat.RichText)
        self.counts.setAccessibleName(tr(N_("How many findings are shown")))
        self.counts.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        column.addWidget(self.counts)
        self.message = QLabel()
        self.message.setWordWrap(True)
        column.addWidget(self.message)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr(N_("Working")))
        self.stop = _tool(tr(N_("Cancel")), tr(N_("Stop what runs")))
        column.addLayout(_row(self.bar, self.stop))

        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._box())
        self.detail = QTextBrowser()
        self.detail.setOpenLinks(False)
        self.detail.setAccessibleName(tr(N_("The finding in full")))
        self.detail.setTabChangesFocus(True)
        parts.addWidget(self.detail)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        column.addWidget(parts, 1)
        self._steps(column)
        self._decisions(column)
        return page

    def _box(self) -> QStackedWidget:
        self.box = QStackedWidget()
        self.view = QTableView()
        self.view.setAccessibleName(tr(N_("Findings")))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setAlternatingRowColors(True)
        self.view.setWordWrap(False)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        height = self.fontMetrics().height()
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultSectionSize(round(height * 1.6))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.setAutoScroll(False)  # a click on a long message must not move the columns
        self.box.addWidget(self.view)
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        self.instead = QLabel()
        self.instead.setWordWrap(True)
        self.instead.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.instead.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.clear_all = QPushButton(tr(N_("Clear the filters")))
        column.addWidget(self.instead)
        column.addWidget(self.clear_all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.box.addWidget(page)
        return self.box

    def arrange_columns(self) -> None:
        """Widths in proportion to the font; the message takes what is left."""
        height = self.fontMetrics().height()
        header = self.view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorShown(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(round(height * 1.8))
        for number, width in enumerate(_WIDTHS):
            header.resizeSection(number, round(width * height))
        header.moveSection(header.visualIndex(5), 3)  # the state before the long message

    def _steps(self, column: QVBoxLayout) -> None:
        self.pan = _tool(tr(N_("Pan")), tr(N_("Move the map to the finding that is chosen")), True)
        self.zoom = _tool(tr(N_("Zoom")), tr(N_("Zoom to the finding that is chosen")), True)
        self.flash = _tool(tr(N_("Flash")), tr(N_("Flash the finding that is chosen")), True)
        self.open_form = _tool(tr(N_("Open form")), tr(N_("Open the form of the feature")))
        self.select = _tool(tr(N_("Select")), tr(N_("Select the features in their layers")))
        self.before = _tool("◀", tr(N_("Previous finding (P)")))
        self.next = _tool("▶", tr(N_("Next finding (N)")))
        column.addLayout(
            _row(self.pan, self.zoom, self.flash, None, self.open_form, self.select, self.before, self.next)
        )

    def _decisions(self, column: QVBoxLayout) -> None:
        self.except_ = QPushButton(tr(N_("Except …")))
        self.except_.setToolTip(tr(N_("Let it stand, with a reason (E)")))
        self.fix = QPushButton(tr(N_("Fixed")))
        self.fix.setToolTip(tr(N_("It was put right; the next check tells (F)")))
        self.verify = QPushButton(tr(N_("Verify")))
        self.verify.setToolTip(tr(N_("Confirm what another called fixed or excepted (V)")))
        self.reopen = QPushButton(tr(N_("Reopen")))
        self.reopen.setToolTip(tr(N_("Take a decision off")))
        self.undo = _tool(tr(N_("Undo")), tr(N_("Take back the last decision")))
        self.who = _tool("", tr(N_("Who decides: change the name")))
        column.addLayout(_row(self.except_, self.fix, self.verify, self.reopen))
        column.addLayout(_row(self.who, None, self.undo))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None takes the room that is left."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _tool(text: str, name: str, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setCheckable(checkable)
    return button
