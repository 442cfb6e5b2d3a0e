"""The site card: a place clicked or typed, and what a site there would meet."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsSettings
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QApplication, QDockWidget

from ..core.checks.site_card import SiteCard
from ..core.errors import N_, CoreError
from ..core.intake.datum import in_china
from ..core.intake.typed import typed_place
from ..processing.translation import sentence, tr
from . import dock_place
from .asking import Asking
from .current_workspace import CurrentWorkspace
from .signs import colour
from .site_card_facts import facts_html
from .site_card_form import SiteCardForm
from .site_card_layers import LayerChooser
from .site_card_row import add_application, can_take
from .site_card_tool import Marks
from .site_card_words import DATUMS, degrees, whole
from .start_page import StartPage
from .watched_layers import WatchedLayers

CLICKED_DECIMALS = 6
KEY = "fengsui/site_card"


class SiteCardDock(QDockWidget):
    """`wanted`: whether the user has it open; it hides in projects without our layers and comes back with them."""

    def __init__(self, iface: Any, current: CurrentWorkspace) -> None:
        super().__init__(tr(N_("Site card")), iface.mainWindow())
        self.setObjectName("FengsuiSiteCardDock")
        self.iface, self.current = iface, current
        self.wanted = self.opened_empty = False
        self.spot: tuple[float, float] | None = None
        self.card: SiteCard | None = None
        self.decimals, self.notes = CLICKED_DECIMALS, [""]
        self.watched, self.marks = WatchedLayers(), Marks(iface.mapCanvas())
        self.asking = Asking(self.watched, self._answered)
        self.start_page = StartPage(iface, current)
        self.form = form = SiteCardForm(self.start_page, self)
        self.setWidget(form)
        settings = QgsSettings()
        form.datum.setCurrentIndex(max(0, form.datum.findData(settings.value(f"{KEY}/datum", "cgcs2000"))))
        form.angles.setChecked(settings.value(f"{KEY}/angles", False, type=bool))
        form.typed.returnPressed.connect(self.ask_typed)
        form.look.clicked.connect(self.ask_typed)
        form.angles.toggled.connect(self._say_place)
        form.copy_place.clicked.connect(self.copy_place)
        form.copy_card.clicked.connect(self.copy_card)
        form.again.clicked.connect(self.ask_again)
        form.make_row.clicked.connect(self.make_row)
        form.layers.clicked.connect(self.choose_layers)
        form.choose.clicked.connect(self.choose_layers)
        form.stop.clicked.connect(self.cancel)
        self.watched.changed.connect(self._layers_changed)
        self.watched.outdated.connect(self._say_layers)
        self.toggleViewAction().triggered.connect(self._toggled)

    def start(self, wanted: bool) -> None:
        """Look at the project only where the user had the card open; else it stays idle until he opens it."""
        self.wanted = wanted
        if wanted:
            self.watched.start()

    def stop(self) -> None:
        """End what runs, let go of the layers, take the marks off the map."""
        QgsSettings().setValue(f"{KEY}/datum", self.form.datum.currentData())
        QgsSettings().setValue(f"{KEY}/angles", self.form.angles.isChecked())
        self.cancel()
        self.start_page.stop()
        self.watched.changed.disconnect(self._layers_changed)
        self.watched.outdated.disconnect(self._say_layers)
        self.watched.stop()
        self.marks.clear()

    def open(self) -> None:
        self._want(True)
        self.watched.start()
        self.opened_empty = not self.watched.tables and not self.watched.unclear
        self.show()
        self.raise_()
        self.asking.ahead()

    def ask(self, lon: float, lat: float, decimals: int = CLICKED_DECIMALS, note: str = "") -> None:
        """Ask about a place in CGCS2000; whatever was asked before and is not answered yet is dropped."""
        if not self.isVisible():
            self.open()
        if not in_china(lon, lat):
            self._fault(tr(N_("This place lies outside China. Click nearer to the county.")))
            return
        self.spot = round(lon, decimals), round(lat, decimals)
        self.decimals, self.notes, self.card = decimals, [note], None
        self.marks.show(self.spot)
        self._say_place()
        self._show_card()
        if not self.watched.tables:
            self._say_layers()
            return
        self.form.say("")
        self.form.running(self.asking.ask(*self.spot))

    def ask_typed(self) -> None:
        text, datum = self.form.typed.text(), self.form.datum.currentData()
        try:
            place = typed_place(text, datum)
        except CoreError as error:
            self._fault(sentence(error))
            return
        said_as = tr(DATUMS.get(place.system, place.system))
        read_as = tr(N_("Typed: {typed} ({datum})"), typed=text.strip(), datum=said_as)
        note = " ".join([read_as, *(sentence(said) for said in place.said)])
        # turned from another datum or from metres, a place has digits of its own
        own = CLICKED_DECIMALS if place.system in ("cgcs2000", "wgs84") else CLICKED_DECIMALS + 1
        self.ask(place.lon, place.lat, max(own, min(place.decimals, 8)), note)
        self.marks.reveal((place.lon, place.lat))

    def ask_again(self) -> None:
        if self.spot is not None:
            self.ask(*self.spot, self.decimals, self.notes[0])

    def cancel(self) -> None:
        """Stop what runs; the place stays."""
        self.form.running(False)
        if self.asking.stop():
            self.form.say(tr(N_("Stopped.")))

    def copy_place(self) -> None:
        if self.spot is not None:
            QApplication.clipboard().setText(degrees(*self.spot, self.form.angles.isChecked()))

    def copy_card(self) -> None:
        if self.card is not None:
            QApplication.clipboard().setText(whole(self.card, self.notes))

    def make_row(self) -> None:
        """Add the site to the applications layer, as one step that can be undone."""
        layer = next(iter(self.watched.tables.get("applications", [])), None)
        if self.card is None or layer is None:
            return
        try:
            add_application(layer, self.card, self.decimals)
        except CoreError as error:
            self._fault(sentence(error))
            return
        text = N_("One row was added to '{layer}' and is not saved yet: Undo takes it back. Its number is left to you.")
        self.iface.messageBar().pushMessage(
            tr(N_("Site card")), tr(text, layer=layer.name()), Qgis.MessageLevel.Info, 8
        )

    def choose_layers(self) -> None:
        self.watched.start()
        chooser = LayerChooser(self.watched, self)
        chooser.exec()
        chooser.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._want(False)
        self.cancel()
        self.marks.clear()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.card:
            self._show_card()

    def _want(self, wanted: bool) -> None:
        self.wanted = wanted
        dock_place.want(KEY, wanted)

    def _answered(self, card: SiteCard | None, fault: str) -> None:
        self.card = card
        self.form.running(False)
        if card is None:
            self._fault(fault)
            return
        near = card.nearest
        self.marks.show(self.spot, (near["lon"], near["lat"]) if near and not near["stays"] else None)
        self._show_card()

    def _fault(self, text: str) -> None:
        self.form.say(text, colour("block", self.palette()).name())

    def _say_place(self) -> None:
        self.form.place.setText("" if self.spot is None else degrees(*self.spot, self.form.angles.isChecked()))
        self.form.frame.setText("" if self.spot is None else "CGCS2000")

    def _show_card(self) -> None:
        card = self.card
        self.form.rules.show_card(card)
        self.form.can(self.spot is not None, card is not None)
        self._offer_row()
        if card is None:
            self.form.facts.clear()
            return
        self.form.facts.setHtml(facts_html(card, self.notes, self.palette()))

    def _offer_row(self) -> None:
        layer = next(iter(self.watched.tables.get("applications", [])), None)
        takes = can_take(layer)
        self.form.make_row.setEnabled(self.card is not None and takes)
        if takes:
            hint = tr(N_("Add a row to '{layer}'; Undo takes it back"), layer=layer.name())
        else:
            hint = tr(N_("No applications layer that takes rows: add one, or choose it under Layers"))
        self.form.make_row.setToolTip(hint)

    def _layers_changed(self) -> None:
        ours = bool(self.watched.tables or self.watched.unclear)
        self.form.show_empty(not ours)
        self._say_layers()
        self._offer_row()
        if not ours:
            self.cancel()
            self.spot = self.card = None
            self.marks.clear()
            self._say_place()
            self._show_card()
        self.opened_empty = self.opened_empty and not ours
        if self.wanted:
            self.setVisible(ours or self.opened_empty or bool(self.current.fault))
            if self.isVisible():
                self.asking.ahead()

    def _say_layers(self) -> None:
        if self.watched.unclear:
            self.form.say(tr(N_("Several layers may be the same table: choose under Layers which one is meant.")))
        elif self.card is not None:
            self.form.say(tr(N_("The layers have changed since this was said.")))
        else:
            self.form.say("")

    def _toggled(self, shown: bool) -> None:
        if shown:
            self.open()
