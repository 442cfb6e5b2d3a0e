"""Work in child processes: for what QGIS lets only a main thread do, so that the window goes on working."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ..core.errors import N_, CoreError, Progress

PACKAGE = __package__.rpartition(".")[0]
POLL_S = 0.1


def python_command() -> str:
    """The Python that this QGIS brings; inside the program itself `sys.executable` is the program."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folder = Path(sys.base_exec_prefix)
    tried = [folder / "bin" / version, folder / "python.exe", folder / "python3.exe", folder / "bin" / "python3"]
    tried += [Path(shutil.which(name) or "") for name in (version, "python3")]
    if Path(sys.executable).name.lower().startswith("python"):
        tried.append(Path(sys.executable))
    for path in tried:
        if path.is_file():
            return str(path)
    raise CoreError(N_("The Python of this QGIS was not found: the sheets need it to print in the background."))


def start(function: str, arguments: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Run `<module>.<function>(*arguments)` of processing/ in a process of its own; what it says goes to a file in `folder`."""
    module, _, name = function.rpartition(".")
    code = f"import sys; from {PACKAGE}.processing.{module} import {name}; {name}(*sys.argv[1:])"
    environment = dict(os.environ)
    # the folder of the plugin's package first, then whatever makes QGIS's Python work here
    parent = str(Path(__file__).resolve().parents[1].parent)
    linked = [entry for entry in sys.path if entry and (Path(entry) / PACKAGE / "metadata.txt").exists()]
    environment["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([*(linked or [parent]), *filter(None, sys.path)]))
    environment["QGIS_CUSTOM_CONFIG_PATH"] = str(folder / "profile")
    environment["PYTHONWARNINGS"] = "ignore"
    if sys.platform.startswith("linux"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with (folder / f"said_{'_'.join(arguments[1:])}.txt").open("wb") as said:
        return subprocess.Popen(
            [python_command(), "-c", code, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def work_off(
    jobs: Sequence[Callable[[], subprocess.Popen[bytes]]], at_once: int, progress: Progress, done: Callable[[], float]
) -> None:
    """Start the jobs in order, so many at once, until all have ended or one has failed; `progress(done())` in between.

    No process is left behind when that raises.
    """
    waiting, running = list(reversed(jobs)), []
    try:
        while waiting or running:
            ended = [child for child in running if child.poll() is not None]
            running = [child for child in running if child not in ended]
            if any(child.returncode for child in ended):
                waiting = []
            while waiting and len(running) < at_once:
                running.append(waiting.pop()())
            progress(done())
            time.sleep(POLL_S)
    finally:
        for child in running:
            if child.poll() is None:
                child.kill()
                child.wait()
