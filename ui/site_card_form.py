"""The form of the site card: what is typed, the place, the facts, the rules, the buttons; no logic."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import N_
from ..processing.translation import tr
from .site_card_rules import RuleTree
from .site_card_words import DATUMS
from .start_page import StartPage


class SiteCardForm(QStackedWidget):
    """Two pages: the card, and what to do in a project that has nothing for it."""

    def __init__(self, start: StartPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.start = start
        self.addWidget(self._card_page())
        self.addWidget(self._empty_page())
        self.can(False, False)
        self.running(False)
        self.say("")
        self.show_empty(True)

    def show_empty(self, empty: bool) -> None:
        self.setCurrentIndex(int(empty))

    def can(self, placed: bool, answered: bool) -> None:
        """What can be done with a place, and with a card."""
        self.copy_place.setEnabled(placed)
        self.angles.setEnabled(placed)
        self.again.setEnabled(placed)
        self.copy_card.setEnabled(answered)

    def running(self, runs: bool) -> None:
        self.bar.setVisible(runs)
        self.stop.setVisible(runs)

    def say(self, text: str, colour: str = "") -> None:
        """A sentence below the place; none when empty."""
        self.message.setText(text)
        self.message.setStyleSheet(f"color: {colour}" if colour else "")
        self.message.setVisible(bool(text))

    def _card_page(self) -> QWidget:
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(tr(N_("Longitude and latitude, in any notation")))
        self.typed.setClearButtonEnabled(True)
        self.typed.setAccessibleName(tr(N_("Coordinate")))
        self.datum = QComboBox()
        self.datum.setAccessibleName(tr(N_("Datum of what is typed")))
        self.datum.setToolTip(tr(N_("Datum of what is typed")))
        self.datum.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.datum.setMinimumContentsLength(12)
        for code, word in DATUMS.items():
            self.datum.addItem(tr(word), code)
        self.look = QPushButton(tr(N_("Look")))
        column.addWidget(self.typed)
        column.addLayout(_row(self.datum, self.look, stretch=0))

        self.place = QLabel()
        self.place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.place.setAccessibleName(tr(N_("The place in CGCS2000")))
        font = self.place.font()
        font.setBold(True)
        self.place.setFont(font)
        self.frame = QLabel()
        self.angles = _tool(tr(N_("° ′ ″")), tr(N_("Show degrees, minutes and seconds")))
        self.angles.setCheckable(True)
        self.copy_place = _tool(tr(N_("Copy")), tr(N_("Copy the coordinate")))
        column.addWidget(self.place)
        column.addLayout(_row(self.frame, None, self.angles, self.copy_place))
        self.message = QLabel()
        self.message.setWordWrap(True)
        column.addWidget(self.message)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(max(6, self.fontMetrics().height() // 2))
        self.bar.setAccessibleName(tr(N_("Working")))
        self.stop = _tool(tr(N_("Cancel")), tr(N_("Stop looking")))
        column.addLayout(_row(self.bar, self.stop))

        self.facts = QTextBrowser()
        self.facts.setOpenLinks(False)
        self.facts.setAccessibleName(tr(N_("What is known of the place")))
        self.facts.setTabChangesFocus(True)
        self.rules = RuleTree()
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.facts)
        parts.addWidget(self.rules)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        column.addWidget(parts, 1)

        self.again = QPushButton(tr(N_("Ask again")))
        self.copy_card = QPushButton(tr(N_("Copy card")))
        self.make_row = QPushButton(tr(N_("Make application row")))
        self.layers = QPushButton(tr(N_("Layers …")))
        column.addLayout(_row(self.make_row, self.copy_card, stretch=0))
        column.addLayout(_row(self.again, self.layers, stretch=0))
        return page

    def _empty_page(self) -> QWidget:
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        text = N_(
            "The site card tells what a site at a place would meet: plan, sharing, zones and every rule. It reads the "
            "layers of the project: site plan, counties, townships, zones, roads, existing sites, opened resources."
        )
        said = QLabel(tr(text))
        said.setWordWrap(True)
        column.addWidget(said)
        self.choose = QPushButton(tr(N_("Choose layers …")))
        column.addWidget(self.choose)
        column.addWidget(self.start, 1)
        return page


def _row(*widgets: QWidget | None, stretch: int | None = None) -> QHBoxLayout:
    """Widgets side by side; None takes the room that is left, as do all of them alike where `stretch` is given."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if stretch is not None else 0)
    return row


def _tool(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
