"""Where a site is tried: the map tool while the page is open, the newest place answered, marks on the map."""

from __future__ import annotations

from typing import Any, Callable

from ..core.buildout.trial import Trial
from ..core.errors import N_
from ..processing.translation import tr
from .current_workspace import CurrentWorkspace
from .targets_trial import TrialMarks, TrialTool, Trying
from .targets_trial_page import TrialPage


class TrialTab:
    """`settings()`: county, model and profile that the dock shows."""

    def __init__(
        self, iface: Any, current: CurrentWorkspace, page: TrialPage, settings: Callable[[], tuple[str, str, str]]
    ) -> None:
        self._iface, self.page, self._settings = iface, page, settings
        canvas = iface.mapCanvas()
        self.tool, self.marks, self.trying = TrialTool(canvas), TrialMarks(canvas), Trying(current)
        self.spot: tuple[float, float] | None = None
        self.trial: Trial | None = None
        self._reach_m = 0.0
        self.tool.moved.connect(self._follow)
        self.tool.dropped.connect(self.drop)
        self.trying.answered.connect(self._answered)
        self.trying.ready.connect(lambda: self._working(self.trying.work is not None))
        for box in (page.scene, page.operators):
            box.currentIndexChanged.connect(self.again)
        page.height.valueChanged.connect(self.again)

    def enter(self) -> None:
        """Take the map tool and have the county read."""
        self._iface.mapCanvas().setMapTool(self.tool)
        self._prepare()

    def leave(self) -> None:
        """Give the map tool back, take the marks away."""
        if self._iface.mapCanvas().mapTool() is self.tool:
            self._iface.actionPan().trigger()
        self.trying.stop()
        self._working(False)
        self.marks.clear()
        self.spot = self.trial = None
        self._show()

    def forget(self) -> None:
        """What the workspace holds has changed."""
        self.trying.forget()
        self._working(False)
        self.marks.clear()
        self.spot = self.trial = None
        self._show()

    def stop(self) -> None:
        self.leave()
        self.trying.forget()
        self.tool.moved.disconnect(self._follow)
        self.tool.dropped.disconnect(self.drop)
        self.tool.deleteLater()

    def drop(self, lon: float, lat: float) -> None:
        """Try a site there."""
        self.spot = (lon, lat)
        self.marks.reach(lon, lat, self._reach_m)
        self.page.say("")
        self._prepare()
        self.trying.ask(lon, lat, *self.page.given())
        self._working(True)

    def again(self, *_: Any) -> None:
        """The same place with another scene, operator or height."""
        self.page.given()
        if self.spot is not None:
            self.drop(*self.spot)

    def _prepare(self) -> None:
        _, model, profile = self._settings()
        self.trying.prepare(model, profile)
        if self.trying.standing is None and self.trying._reader is not None:
            self.page.say(tr(N_("The county is being read; the first answer takes a few seconds.")))
            self._working(True)

    def _follow(self, lon: float, lat: float) -> None:
        self.marks.reach(lon, lat, self._reach_m)

    def _answered(self, trial: Trial | None, fault: str) -> None:
        self._working(False)
        self.trial = trial
        if trial is None:
            self.page.say(fault)
        else:
            self._reach_m = trial.reach_m
            self.page.say("")
            self.marks.reach(trial.lon, trial.lat, trial.reach_m)
            self.marks.gained(list(trial.units.geometry))
        self._show()

    def _show(self) -> None:
        county, model, _ = self._settings()
        self.page.show_trial(self.trial, county, model)

    def _working(self, runs: bool) -> None:
        self.page.running(runs)
        if not runs and self.trial is None and self.spot is None:
            self.page.say(tr(N_("Click on the map to put a macro site there; hold and drag to move it.")))
