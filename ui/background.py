"""Work in the background: one function on a thread of QGIS's task manager, told when done, stopped when asked."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsTask

from ..core.errors import Cancelled, CoreError, Progress
from ..processing.translation import sentence


class Work(QgsTask):
    """`work(progress)` on a thread; then, on the main thread, `done(result, fault)` unless it was stopped."""

    def __init__(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any, str], None]) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._done = work, done
        self._result: Any = None
        self._fault, self._bug = "", None

    def run(self) -> bool:
        try:
            self._result = self._work(self._progress)
        except Cancelled:
            return False
        except CoreError as error:
            self._fault = sentence(error)
        except Exception as error:  # noqa: BLE001 - raised again where QGIS shows it, on the main thread
            self._bug = error
        return not self.isCanceled()

    def finished(self, well: bool) -> None:
        done, self._done = self._done, None
        if self._bug is not None:
            if done is not None:
                done(None, f"{type(self._bug).__name__}: {self._bug}")
            raise self._bug
        if well and done is not None:
            done(self._result, self._fault)

    def drop(self) -> None:
        """Stop, and tell nobody."""
        self._done = None
        self.cancel()

    def _progress(self, done: float) -> None:
        if self.isCanceled():
            raise Cancelled
        self.setProgress(100 * done)
