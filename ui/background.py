"""Work in the background: one function on a thread of QGIS's task manager, told when done, stopped when asked."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsTask

from ..core.errors import Cancelled, CoreError, Progress
from ..processing.translation import sentence

_under_way: set[Work] = set()  # QGIS deletes a task when it has ended; Python must not do so before


class Work(QgsTask):
    """`work(progress)` on a thread; then, on the main thread, `done(result, fault)` unless it was stopped."""

    def __init__(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any, str], None]) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._done = work, done
        self._result: Any = None
        self._fault, self._bug = "", None
        self._dropped = False
        _under_way.add(self)

    def run(self) -> bool:
        try:
            self._progress(0.0)
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
        self._work = None  # what it held goes here, on the main thread
        _under_way.discard(self)
        if self._dropped:
            return
        if self._bug is not None:
            done(None, f"{type(self._bug).__name__}: {self._bug}")
            raise self._bug
        if well:
            done(self._result, self._fault)
        else:
            done(None, "")

    def drop(self) -> None:
        """Stop, and tell nobody. Not by `cancel()`: on a task about to start it lets QGIS 3.22 delete what then runs."""
        self._dropped = True

    def _progress(self, done: float) -> None:
        if self._dropped or self.isCanceled():
            raise Cancelled
        self.setProgress(100 * done)
