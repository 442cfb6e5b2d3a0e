"""The layers of a project read once, as the case of `checkapplications`, to ask about one place after another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsVectorLayer

from ..core.checks.case import Case
from ..core.checks.site_card import SiteCard, site_card
from ..core.errors import Progress, no_progress
from .checkapplications import CheckApplications
from .rule_inputs import site_case
from .snapshot import detach
from .spot_coverage import SpotCoverage

TABLES = (
    "plan", "sites", "resources", "counties", "townships", "zones", "routes", "powerlines", "buildings", "cells",
    "applications",
)  # fmt: skip
"""The tables a card is made from, in the order in which a user is asked for them."""


class SiteReading:
    """Made on the main thread, asked on any. Layers are opened when it is made and read when it is first asked."""

    def __init__(
        self,
        layers: dict[str, list[QgsVectorLayer]],
        complete: str = "",
        profile: str = "",
        evidence: dict[str, QgsVectorLayer] | None = None,
    ) -> None:
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self.algorithm = CheckApplications()
        self.algorithm.initAlgorithm()
        self.with_applications = bool(layers.get("applications"))
        # the algorithm asks for a batch; without one there are just no others applied for
        nobody = QgsVectorLayer("Point?crs=EPSG:4490&field=application_id:string", "applications", "memory")
        given: dict[str, Any] = {name.upper(): layers[name][0] for name in TABLES if layers.get(name)}
        if layers.get("zones"):
            given["ZONES"] = list(layers["zones"])
        given.setdefault("APPLICATIONS", nobody)
        self.feedback = QgsProcessingFeedback(False)
        self.algorithm.feedback = self.feedback
        parameters = {**given, "COMPLETE": complete, "PROFILE": profile or "national"}
        self.algorithm.prepareAlgorithm(parameters, self._context, self.feedback)
        detach(self.algorithm, given)
        self.spot = SpotCoverage(evidence or {}, self._context, profile)
        self._asked = threading.Lock()
        self._of_thread = threading.local()
        self._case: Case | None = None
        self._applications: Any = None

    def card(self, lon: float, lat: float, progress: Progress = no_progress) -> SiteCard:
        """The card of a place in degrees (EPSG:4490). CoreError where a layer is at fault; Cancelled from `progress`."""
        with self._turn(progress):
            card = site_card(self._made(progress), lon, lat, self._applications)
            beyond = "counties" in card.looked and card.county is None
            return replace(card, coverage=self.spot.here(lon, lat, progress, beyond), away_m=self.spot.away(lon, lat))

    def read(self, progress: Progress = no_progress) -> None:
        """Read the layers now, so that the first place is answered as fast as the next."""
        with self._turn(progress):
            self._made(progress)
            self.spot.read(progress)

    @contextmanager
    def _turn(self, progress: Progress) -> Iterator[None]:
        """One asks at a time; who waits can still be stopped."""
        while not self._asked.acquire(timeout=0.05):
            progress(0.0)
        try:
            yield
        finally:
            self._asked.release()

    def _made(self, progress: Progress) -> Case:
        self._of_thread.progress = progress
        self._relay()
        if self._case is None:
            values = self.algorithm._read(self._relay)
            self._applications = values["APPLICATIONS"] if self.with_applications else None
            self._case = site_case(self.algorithm, "APPLICATIONS", values, self._relay)
        return self._case

    @property
    def is_read(self) -> bool:
        return self._case is not None

    @property
    def title(self) -> str:
        """The profile by name and version, once read."""
        return self._case.profile.title if self._case is not None else ""

    def _relay(self, done: float = 0.0) -> None:
        """The progress of whoever asks now: the case is kept, those who ask come and go."""
        getattr(self._of_thread, "progress", no_progress)(done)
