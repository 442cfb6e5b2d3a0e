"""Work on threads: what it tells and when, that one begun at another's end comes to its own, that none outlives the plugin."""

from __future__ import annotations

import sys
import threading
import time

import pytest
from qgis.PyQt.QtCore import QThreadPool
from qgis.PyQt.QtTest import QTest

SECONDS = 60


def come(what):
    """Wait for it as the window does: the events go on."""
    until = time.monotonic() + SECONDS
    while not what() and time.monotonic() < until:
        QTest.qWait(10)
    return what()


@pytest.fixture
def busy_threads():
    """Every thread that QGIS draws its maps on is held up."""
    pool, end = QThreadPool.globalInstance(), threading.Event()
    began = [threading.Event() for _ in range(pool.maxThreadCount())]

    def hold(one):
        one.set()
        end.wait(SECONDS)

    for one in began:
        pool.start(lambda one=one: hold(one))
    assert all(one.wait(SECONDS) for one in began)
    yield
    end.set()
    pool.waitForDone()


def test_it_tells_its_result_its_fault_or_nothing(qgis_app):
    from fengsui.core.errors import Cancelled, CoreError
    from fengsui.ui.background import Work, _under_way

    said = []

    def fault(progress):
        raise CoreError("no {what}", what="layer")

    def stopped(progress):
        come_in.wait(SECONDS)
        try:
            progress(0.5)
        except Cancelled:
            said.append("stopped")
            raise

    come_in = threading.Event()
    works = [Work(work, lambda *told: said.append(told)) for work in (lambda progress: 7, fault, stopped)]
    works[2].drop()
    come_in.set()
    del works
    assert come(lambda: not _under_way)
    assert sorted(map(str, said)) == ["(7, '')", "(None, 'no layer')", *(["stopped"] if "stopped" in said else [])]


def test_what_is_told_is_told_on_the_main_thread(qgis_app):
    from fengsui.ui.background import Work

    threads, progress_on = [], []
    work = Work(
        lambda progress: threads.append(threading.get_ident()), lambda *_: threads.append(threading.get_ident())
    )
    work.progressed.connect(lambda _: progress_on.append(threading.get_ident()))
    assert come(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()
    assert set(progress_on) <= {threading.get_ident()}


def test_a_bug_is_told_and_raised_where_qgis_shows_it(qgis_app, monkeypatch):
    from fengsui.ui.background import Work

    raised, said = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: raised.append(error))
    Work(lambda progress: [][1], lambda *told: said.append(told))
    assert come(lambda: raised)
    assert isinstance(raised[0], IndexError)
    assert said == [(None, "IndexError: list index out of range")]


def test_each_that_begins_at_the_end_of_another_comes_to_its_end_while_maps_are_drawn(qgis_app, busy_threads):
    """QGIS's task manager lost one of seventy of them, and what waited for it stood still."""
    from fengsui.ui.background import Work

    ends = []

    def again(number, fault):
        ends.append(number)
        if number < 500:
            Work(lambda progress: number + 1, again)

    Work(lambda progress: 1, again)
    assert come(lambda: len(ends) == 500)
    assert ends == list(range(1, 501))


def test_none_outlives_the_plugin(qgis_app):
    from fengsui.ui import background

    alive, begun, told = [], threading.Event(), []

    def long(progress):
        begun.set()
        while True:
            alive.append(time.monotonic())
            time.sleep(0.01)
            progress(0.5)

    background.Work(long, lambda *_: told.append(1))
    assert begun.wait(SECONDS)
    background.end_all()
    count = len(alive)
    QTest.qWait(60)
    assert len(alive) == count
    assert not told
    assert not background._under_way


def test_an_algorithm_tells_what_came_out_what_went_wrong_or_that_it_was_stopped(qgis_app, busy_threads, tmp_path):
    from fengsui.ui.jobs import Job

    given, told = {"FOLDER": str(tmp_path), "NAME": "县"}, []

    def ran(*, then=lambda job: None):
        told.clear()
        job = Job("createworkspace", given, lambda *end: told.append(end))
        then(job)
        assert come(lambda: told)
        assert len(told) == 1
        return told[0]

    assert ran(then=Job.cancel) == (None, "")
    results, fault = ran()
    assert (results["WORKSPACE"], fault) == (str(tmp_path / "县.gpkg"), "")
    results, fault = ran()
    assert results is None
    assert "县.gpkg" in fault
    dropped = []
    Job("createworkspace", given, lambda *end: dropped.append(end)).drop()
    QTest.qWait(300)
    assert not dropped
