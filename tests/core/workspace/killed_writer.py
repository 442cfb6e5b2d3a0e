"""Kills a writer at many moments of a write: run as a program, with a folder and the number of moments.

One process has everything imported and forks a writer for each moment, so that fifty take seconds. Prints a line of JSON:
how many writers were killed before they had ended, and how many left a journal behind.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path


def write(place: str, state: str) -> None:
    from workspace_tables import RECORD, findings

    from fengsui.core.workspace.workspace import open_workspace, store_all

    names = [f"{state}{n}" for n in range(SIZE)]
    table = findings(names, label=state)
    store_all(open_workspace(place), {"findings": table, "reviewed": table}, RECORD)


SIZE = 1500


def main(folder: Path, moments: int) -> None:
    from fengsui.core.workspace.workspace import create_workspace

    former = folder / "former.gpkg"
    create_workspace(str(former), "x")
    write(str(former), "old")
    trial = folder / "trial.gpkg"
    shutil.copyfile(former, trial)
    started = time.monotonic()
    write(str(trial), "new")
    whole_s = time.monotonic() - started
    killed = journals = 0
    for moment in range(moments):
        file = folder / f"{moment:02}.gpkg"
        shutil.copyfile(former, file)
        writer = os.fork()
        if not writer:
            write(str(file), "new")
            os._exit(0)
        time.sleep(whole_s * 1.1 * moment / moments)
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
        killed += os.WIFSIGNALED(status)
        journals += Path(f"{file}-journal").exists()
    print(json.dumps({"killed": killed, "journals": journals}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
