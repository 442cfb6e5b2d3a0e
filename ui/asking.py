"""Places asked about in the background: the layers are read once, and only the newest question is answered."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsProcessingException

from ..core.checks.site_card import SiteCard
from ..core.errors import CoreError
from ..processing.site_reading import SiteReading
from ..processing.translation import sentence
from .background import Work
from .watched_layers import WatchedLayers


class Asking:
    """`answered(card, fault)` on the main thread: the card, or None and what is wrong with the layers."""

    def __init__(self, watched: WatchedLayers, answered: Callable[[SiteCard | None, str], None]) -> None:
        self.watched, self._answered = watched, answered
        self.work: Work | None = None
        self._reader: Work | None = None

    def ahead(self) -> SiteReading | None:
        """Have the layers read, before or while a place is asked about; None where they cannot be."""
        if not self.watched.tables:
            return None
        try:
            reading = self.watched.reading()
        except (CoreError, QgsProcessingException) as error:
            self._answered(None, sentence(error) if isinstance(error, CoreError) else str(error))
            return None
        if self._reader is None and not reading.is_read:
            self._reader = Work(reading.read, self._read)
        return reading

    def ask(self, lon: float, lat: float) -> bool:
        """Whether an answer will come; whoever asked before gets none."""
        self.drop()
        reading = self.ahead()
        if reading is None:
            return False
        self.work = Work(lambda progress: reading.card(lon, lat, progress), self._said)
        return True

    def drop(self) -> bool:
        """Let the question go; whether there was one. What is read of the layers is kept."""
        work, self.work = self.work, None
        if work is not None:
            work.drop()
        return work is not None

    def stop(self) -> bool:
        """End the reading too."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.drop()
        return self.drop()

    def _read(self, _: None, fault: str) -> None:
        self._reader = None
        if fault and self.work is None:
            self._answered(None, fault)

    def _said(self, card: SiteCard | None, fault: str) -> None:
        self.work = None
        self._answered(card, fault)
