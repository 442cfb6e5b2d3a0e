"""The path profile: a site and a place clicked, and the ground between them with what the signal loses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsVertexMarker
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QApplication, QDockWidget

from ..core.coverage.path_profile import PathProfile, from_text
from ..core.errors import N_, CoreError
from ..processing.translation import sentence, tr
from ..processing.workspaces import open_place
from . import dock_place
from .current_workspace import CurrentWorkspace
from .jobs import Job
from .path_choices import PathChoices
from .path_form import PathForm
from .path_layers import Site, sample_heights, site_near, sites_layer
from .path_picture import KEY, ask_where, write_picture
from .path_words import as_html, as_plain
from .signs import colour
from .site_card_tool import Marks
from .start_page import StartPage


class PathDock(QDockWidget):
    """`wanted`: whether the user has it open; it hides in projects without sites and comes back with them."""

    def __init__(self, iface: Any, current: CurrentWorkspace) -> None:
        super().__init__(tr(N_("Path profile")), iface.mainWindow())
        self.setObjectName("FengsuiPathDock")
        self.iface, self.current = iface, current
        self.wanted = self.opened_empty = False
        self.site: Site | None = None
        self.spot: tuple[float, float] | None = None
        self.shown: tuple[PathProfile, dict[str, Any]] | None = None
        self.drawn_from: list[Any] = []
        self.job: Job | None = None
        self.marks = Marks(iface.mapCanvas())
        self.pointer: QgsVertexMarker | None = None
        self.start_page = StartPage(iface, current)
        self.form = form = PathForm(self.start_page, self)
        self.setWidget(form)
        form.plot.pointed.connect(self._point)
        form.sites.layerChanged.connect(self._swapped)
        form.dem.layerChanged.connect(self._swapped)
        self.choices = PathChoices(form, self._picked)
        form.strongest.clicked.connect(lambda _: self.choose_site(None))
        form.copy.clicked.connect(self.copy)
        form.save.clicked.connect(self.save_picture)
        form.stop.clicked.connect(self.cancel)
        form.add_dem.clicked.connect(lambda _: iface.actionAddRasterLayer().trigger())
        form.sample_dem.clicked.connect(self.add_sample_heights)
        self.toggleViewAction().triggered.connect(self._toggled)

    def start(self, wanted: bool) -> None:
        self.wanted = wanted
        self.current.changed.connect(self._changed)
        QgsProject.instance().layersRemoved.connect(self._swapped)  # a picker does not always tell that its layer went
        self._changed()

    def stop(self) -> None:
        """End what runs, let go of the layers, take the marks off the map."""
        self.current.changed.disconnect(self._changed)
        QgsProject.instance().layersRemoved.disconnect(self._swapped)
        for chooser in (self.form.sites, self.form.dem):
            chooser.layerChanged.disconnect(self._swapped)
        self._drop()
        self._clear()
        self.start_page.stop()

    def open(self) -> None:
        self.wanted = True
        dock_place.want(KEY, True)
        self.choices.take(self.current.place)
        self.opened_empty = not self._ours()
        self._look()
        self.show()
        self.raise_()

    def ask(self, lon: float, lat: float) -> None:
        """A click on the map: on a site it is where the path begins, elsewhere where it ends."""
        if not self.isVisible():
            self.open()
        layer = self.form.sites.currentLayer()
        found = None if layer is None else site_near(layer, self.iface.mapCanvas(), lon, lat)
        if found is None:
            self.ask_place(lon, lat)
        else:
            self.choose_site(found)

    def ask_for(self, lon: float, lat: float) -> None:
        """The path from the site that serves a place best."""
        self.open()
        self.site = None
        self.ask_place(lon, lat)

    def choose_site(self, site: Site | None) -> None:
        """The site from which paths are drawn; None: the one that serves the place best, asked for at once."""
        self.site = site
        if site is None:
            self.ask_again()
            self._look()
            return
        self._clear()
        self.marks.show((site.lon, site.lat))
        self._look()

    def ask_place(self, lon: float, lat: float) -> None:
        """The path to a place in CGCS2000; whatever was asked before and is not answered yet is dropped."""
        self._clear()
        self.spot = round(lon, 6), round(lat, 6)
        self.marks.show(self.spot, (self.site.lon, self.site.lat) if self.site else None)
        self._look()
        form = self.form
        if form.sites.currentLayer() is None or form.dem.currentLayer() is None:
            return
        form.say("")
        form.running(True)
        self.drawn_from = self._layers()
        self.job = Job("pathprofile", self.parameters(), self._drawn, of_project=True)

    def parameters(self) -> dict[str, Any]:
        """What the algorithm is asked of the place that was clicked."""
        word = self.site.word if self.site else ""
        return self.choices.parameters(self.spot or (0.0, 0.0), word, self.current.place)

    def ask_again(self) -> None:
        if self.spot is not None:
            self.ask_place(*self.spot)

    def cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def copy(self) -> None:
        if self.shown is not None:
            QApplication.clipboard().setText(as_plain(*self.shown))

    def save_picture(self) -> None:
        """The drawing with its titles, where the user wants it."""
        path = ask_where(self) if self.shown is not None else ""
        if path:
            self.write_picture(path)

    def write_picture(self, path: str) -> None:
        try:
            write_picture(self.form.plot, path)
        except CoreError as error:
            self._fault(sentence(error))

    def add_sample_heights(self) -> None:
        self.choices.take_heights(sample_heights())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.wanted = False
        dock_place.want(KEY, False)
        self._drop()
        self._clear()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self.shown is not None:
            self.form.facts.setHtml(as_html(*self.shown, self.palette()))

    def _drawn(self, results: dict | None, fault: str) -> None:
        self.job = None
        self.form.running(False)
        if results is None:
            self._fault(fault) if fault else self.form.say(tr(N_("Stopped.")))
            return
        self.shown = profile, facts = from_text(Path(results["FIGURES"]).read_text("utf-8"))
        self.marks.show(tuple(facts["place"]), tuple(facts["site"]))
        self.form.can(True)
        self.form.facts.setHtml(as_html(profile, facts, self.palette()))
        self.form.plot.show_path(profile, facts)
        self._say_site()

    def _fault(self, text: str) -> None:
        self.form.say(text, colour("block", self.palette()).name())

    def _clear(self) -> None:
        """No profile, nothing on the map."""
        self._drop()
        self.shown, self.spot, self.drawn_from = None, None, []
        self.form.plot.show_path(None, {})
        self.form.facts.clear()
        self.form.can(False)
        self.marks.clear()

    def _drop(self) -> None:
        job, self.job = self.job, None
        if job is not None:
            job.drop()
        self.form.running(False)

    def _point(self, at: int) -> None:
        """The place on the map of the point that is read off the drawing."""
        canvas = self.iface.mapCanvas()
        if self.pointer is not None:
            canvas.scene().removeItem(self.pointer)
            self.pointer = None
        if at >= 0 and self.shown is not None:
            profile, facts = self.shown
            share = float(profile.along_m[at]) / profile.distance_m
            lon, lat = (a + share * (b - a) for a, b in zip(facts["site"], facts["place"]))
            self.pointer = self.marks.pointer((lon, lat))

    def _layers(self) -> list[Any]:
        return [picker.currentLayer() for picker in (self.form.sites, self.form.dem)]

    def _swapped(self, *_: Any) -> None:
        """Another layer stands in a picker, also because the former left the project: the drawing is not of that one."""
        if self.drawn_from and self.drawn_from != self._layers():
            spot = self.spot
            self._clear()
            self.spot = spot
        self._look()

    def _picked(self, name: str) -> None:
        if name == "sites":
            self.site = None
        self.ask_again()
        self._look()

    def _ours(self) -> bool:
        return bool(self.current.place) or sites_layer("") is not None

    def _changed(self) -> None:
        """Another project or workspace."""
        self._clear()
        self.site = None
        if not self.wanted:
            return
        self.choices.take(self.current.place)
        self._look()
        self.opened_empty = self.opened_empty and not self._ours()
        self.setVisible(self._ours() or self.opened_empty or bool(self.current.fault))

    def _look(self, *_: Any) -> None:
        """Which page is due, and what is lacking or to be done next."""
        if not self.wanted:
            return
        form = self.form
        form.setCurrentIndex(0 if self._ours() or form.sites.currentLayer() is not None else 1)
        self._say_site()
        heights = form.dem.currentLayer() is not None
        form.offer_heights(not heights, not heights and self._is_sample())
        if self.job is not None or self.shown is not None:
            return
        if form.sites.currentLayer() is None:
            form.say(tr(N_("Choose the layer of sites, or import sites into the workspace.")))
        elif not heights:
            text = N_(
                "No raster of heights (DEM) is in the project. Add one that covers the sites and what lies between, for instance "
                "a GeoTIFF of 30 m, then choose it above."
            )
            form.say(tr(text))
        elif self.site is not None:
            form.say(tr(N_("Now click the place to which the path leads.")))
        else:
            text = N_(
                "Click a place: the path comes from the site that serves it best. Or click a site first, then the place."
            )
            form.say(tr(text))

    def _say_site(self) -> None:
        chosen = self.site.name if self.site else tr(N_("the site that serves best"))
        self.form.site.setText(tr(N_("From: {site}"), site=chosen))
        self.form.strongest.setVisible(self.site is not None)

    def _is_sample(self) -> bool:
        try:
            return bool(self.current.place) and open_place(self.current.place).sample
        except CoreError:  # gone meanwhile; the start page says so
            return False

    def _toggled(self, shown: bool) -> None:
        if shown:
            self.open()
