"""The form of the path profile: what it is drawn from, the facts, the drawing, the buttons; no logic."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ..core import schema
from ..core.errors import N_
from ..processing.pathprofile import BANDS
from ..processing.translation import language, tr
from .path_plot import PathPlot
from .start_page import StartPage
from .targets_form import box, row_of, tool

PICKS = ("technology", "band", "operator", "surface")
_WIDE, _BESIDE = 900, 700  # pixels: from here on the pickers stand in one row, figures and drawing side by side


class PathForm(QStackedWidget):
    """Two pages: the profile, and what to do in a project that has no sites."""

    def __init__(self, start: StartPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.addWidget(self._page())
        self.addWidget(beginning := QWidget())
        beginning.setLayout(column := QVBoxLayout())
        text = N_(
            "The path profile shows the ground between a site and a place that you click: the ray, the first Fresnel zone, "
            "what the signal loses and whether it suffices. It needs a layer of sites and a raster of heights (DEM)."
        )
        said = QLabel(tr(text))
        said.setWordWrap(True)
        column.addWidget(said)
        column.addWidget(start, 1)
        self.running(False)
        self.say("")
        self.offer_heights(False, False)
        self.can(False)
        self.setCurrentIndex(1)

    def running(self, runs: bool) -> None:
        self.bar.setVisible(runs)
        self.stop.setVisible(runs)

    def say(self, text: str, colour: str = "") -> None:
        """A sentence above the profile; none when empty."""
        self.message.setText(text)
        self.message.setStyleSheet(f"color: {colour}" if colour else "")
        self.message.setVisible(bool(text))

    def offer_heights(self, lacking: bool, sample: bool) -> None:
        """How to get heights where there are none; `sample`: those of the sample county too."""
        self.add_dem.setVisible(lacking)
        self.sample_dem.setVisible(lacking and sample)

    def can(self, drawn: bool) -> None:
        """What can be done with a profile."""
        for widget in (self.copy, self.save):
            widget.setEnabled(drawn)
        self.parts.setVisible(drawn)
        self.filler.setVisible(not drawn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= max(_BESIDE, 1.3 * self.height())
        self.parts.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.pickers.setDirection(along if self.width() >= _WIDE else down)

    def _page(self) -> QWidget:
        page = QWidget()
        page.setLayout(column := QVBoxLayout())
        column.addLayout(self._pickers())
        self.site = QLabel()
        self.site.setAccessibleName(tr(N_("Site from which the path is drawn")))
        self.site.setTextFormat(Qt.TextFormat.PlainText)
        self.strongest = tool(tr(N_("Strongest site")), tr(N_("Take again the site that serves the place best")))
        self.copy = tool(tr(N_("Copy")), tr(N_("Copy the figures as text")))
        self.save = tool(tr(N_("Save picture …")), tr(N_("Save the drawing as PNG or SVG")))
        column.addLayout(row_of(self.site, self.strongest, None, self.copy, self.save))
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.message)
        self.add_dem = QPushButton(tr(N_("Add a raster of heights …")))
        self.sample_dem = QPushButton(tr(N_("Add the sample county's heights (made up)")))
        column.addLayout(row_of(self.add_dem, self.sample_dem, None))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(max(6, self.fontMetrics().height() // 2))
        self.bar.setAccessibleName(tr(N_("Working")))
        self.stop = tool(tr(N_("Cancel")), tr(N_("Stop drawing the path")))
        column.addLayout(row_of(self.bar, self.stop, stretch=(1, 0)))
        self.facts = QTextBrowser()
        self.facts.setOpenLinks(False)
        self.facts.setTabChangesFocus(True)
        self.facts.setAccessibleName(tr(N_("Figures of the path")))
        self.plot = PathPlot()
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.plot)
        self.parts.setSizes([400, 700])
        self.parts.setStretchFactor(0, 0)
        self.parts.setStretchFactor(1, 1)
        column.addWidget(self.parts, 1)
        self.filler = QWidget()
        column.addWidget(self.filler, 1)
        return page

    def _pickers(self) -> QBoxLayout:
        self.sites, self.dem = QgsMapLayerComboBox(), QgsMapLayerComboBox()
        self.sites.setFilters(QgsMapLayerProxyModel.Filter.PointLayer)
        self.dem.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        for chooser, name in ((self.sites, N_("Site layer")), (self.dem, N_("Heights (DEM)"))):
            chooser.setAllowEmptyLayer(True)
            chooser.setAccessibleName(tr(name))
            chooser.setToolTip(tr(name))
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            chooser.setMinimumContentsLength(8)
            chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.technology, self.band = box(tr(N_("Technology")), 3), box(tr(N_("Band")), 6)
        self.operator, self.surface = box(tr(N_("Operator")), 6), box(tr(N_("What the place lies on")), 4)
        for name in ("5G", "4G"):
            self.technology.addItem(name, name)
        self.band.addItem(tr(N_("Any band")), "")
        for name in BANDS:
            self.band.addItem(f"{name} MHz", name)
        self.operator.addItem(tr(N_("Any operator")), "any")
        for code in schema.code_lists()["operator"]:
            if ";" not in code:
                self.operator.addItem(schema.word_of("operator", code, language()), code)
        self.surface.addItem(tr(N_("On land")), "land")
        self.surface.addItem(tr(N_("At sea")), "sea")
        self.pickers = QHBoxLayout()
        self.pickers.addLayout(row_of(_label(N_("Site layer"), self.sites), self.sites, stretch=(0, 1)), 1)
        self.pickers.addLayout(row_of(_label(N_("Heights"), self.dem), self.dem, stretch=(0, 1)), 1)
        self.pickers.addLayout(row_of(self.technology, self.band, self.operator, self.surface, None))
        return self.pickers


def _label(word: str, of: QWidget) -> QLabel:
    label = QLabel(tr(word))
    label.setBuddy(of)
    return label
