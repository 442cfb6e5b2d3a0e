"""PostgreSQL with PostGIS for the tests: its own folder, an unprivileged user, a socket instead of a port others use."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

PORT = 54399  # names the socket; no network port is opened


def programs() -> Path | None:
    """The folder of initdb and pg_ctl of the newest server that has PostGIS."""
    found = [
        folder / "bin"
        for folder in Path("/usr/lib/postgresql").glob("*")
        if (folder / "bin" / "initdb").exists() and (folder / "lib" / "postgis-3.so").exists()
    ]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


class Server:
    def __init__(self) -> None:
        self.numbers = count(1)
        self.folder = Path(tempfile.mkdtemp(prefix="fengsui-pg-"))
        self.user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name  # it refuses to run as root
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")

    def __enter__(self) -> Server:
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = f"-c listen_addresses='' -k {self.folder} -p {PORT} -c fsync=off"
        self._run("pg_ctl", "-D", data, "-l", str(self.folder / "log"), "-w", "-o", settings, "start")
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_schema(self) -> str:
        """The address of a schema that is not there yet."""
        return f"host={self.folder} port={PORT} user=postgres dbname=postgres schema=县_{next(self.numbers)}"

    def _run(self, program: str, *arguments: str) -> None:
        folder = programs()
        assert folder is not None
        as_user = {"user": self.user, "extra_groups": []} if os.geteuid() == 0 else {}
        subprocess.run(
            [str(folder / program), *arguments], check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **as_user
        )
