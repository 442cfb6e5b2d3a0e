"""Work in the background: one function on a thread, its end told on the main thread, stopped when asked.

The threads are ours, not those of QGIS's task manager. A task that is added there while another one ends can take the
address of that one's runnable, is taken off the queue in its stead, and waits for ever (QGIS issue 53806); where few
threads are and the map is being drawn on them, that was one of seventy.
"""

from __future__ import annotations

from threading import Event
from typing import Any, Callable

from qgis.PyQt.QtCore import QObject, QThread, QThreadPool, pyqtSignal

from ..core.errors import Cancelled, CoreError, Progress
from ..processing.translation import sentence

_LEAST_THREADS = 4
"""On an old machine too: what runs long must not hold up what is read in a moment."""
_PATIENCE_MS = 10_000
_threads = QThreadPool()
_threads.setMaxThreadCount(max(_LEAST_THREADS, QThread.idealThreadCount()))
_under_way: set[Work] = set()  # the threads work in what they hold, whoever lets go of them


class Work(QObject):
    """`work(progress)` on a thread, at once; then, on the main thread, `done(result, fault)` unless it was dropped.

    `writes`: what the user did is kept, also when it is dropped before it began: QGIS may be closed right after a click.
    """

    progressed = pyqtSignal(float)
    """Per cent."""
    _ended = pyqtSignal()

    def __init__(self, work: Callable[[Progress], Any], done: Callable[[Any, str], None], writes: bool = False) -> None:
        super().__init__()
        self._work, self._done, self._writes = work, done, writes
        self._result: Any = None
        self._fault, self._bug = "", None
        self._dropped = False
        self._over = Event()
        self._ended.connect(self._tell)
        _under_way.add(self)
        _threads.start(self._run)

    def drop(self) -> None:
        """Stop unless it writes, and tell nobody."""
        self._dropped = True

    def wait(self) -> None:
        """Until its thread is through, a while at most; what is told is told later."""
        self._over.wait(_PATIENCE_MS / 1000)

    def _run(self) -> None:
        try:
            self._progress(0.0)
            self._result = self._work(self._progress)
        except Cancelled:
            pass
        except CoreError as error:
            self._fault = sentence(error)
        except Exception as error:  # noqa: BLE001 - raised again where QGIS shows it, on the main thread
            self._bug = error
        self._over.set()
        self._ended.emit()

    def _tell(self) -> None:
        done, self._done = self._done, None
        self._work = None  # what it held goes here, on the main thread
        _under_way.discard(self)
        if self._dropped:
            return
        if self._bug is not None:
            done(None, f"{type(self._bug).__name__}: {self._bug}")
            raise self._bug
        done(self._result, self._fault)

    def _progress(self, done: float) -> None:
        if self._dropped and not self._writes:
            raise Cancelled
        self.progressed.emit(100 * done)


def end_all() -> None:
    """Stop what reads, let finish what writes, and wait for both: when the plugin goes, no thread may work in it."""
    for work in list(_under_way):
        work.drop()
    _threads.waitForDone(_PATIENCE_MS)
