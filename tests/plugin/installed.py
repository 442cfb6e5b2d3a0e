"""A fresh profile of the real QGIS in which the unpacked zip is installed, and qgis_process there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

HERE = Path(__file__).parent
QUIET = """[app]
news-feed\\disabled=true
plugin_installer\\checkOnStart=false

[migration]
fileVersion=2
settings=true

[qgis]
checkVersion=false
firstRunVersionFlag=99999
"""


class Installed:
    """A fresh profile of the real QGIS that has the unpacked zip and nothing of the checkout."""

    def __init__(self, folder: Path, unpacked: Path | None, linked: tuple[str, ...], hidden: tuple[str, ...]):
        self.folder, self.seen = folder, folder / "seen.txt"
        plugins = folder / "profiles" / "default" / "python" / "plugins"
        self.plugin = plugins / "fengsui"
        libraries = folder / "libraries"
        libraries.mkdir()
        shutil.copy(HERE / "watch_imports.py", libraries / "sitecustomize.py")
        for name in linked:  # what apt has too old stands in the venv
            built = Path(sysconfig.get_paths()["purelib"]) / name
            if built.is_dir():
                shutil.copytree(built, libraries / name)
        (folder / "run").mkdir(mode=0o700)
        kept = {name: os.environ[name] for name in ("PATH", "PROJ_DATA", "PROJ_LIB") if name in os.environ}
        here = {"HOME": folder, "QGIS_CUSTOM_CONFIG_PATH": folder, "XDG_RUNTIME_DIR": folder / "run", "SEEN": self.seen}
        fixed = {"LC_ALL": "C.UTF-8", "PYTHONNOUSERSITE": "1", "HIDDEN": " ".join(hidden)}
        self.environment = {**kept, **fixed, **{k: str(v) for k, v in here.items()}, "PYTHONPATH": str(libraries)}
        if unpacked:
            shutil.copytree(unpacked / "fengsui", self.plugin)
            self.ask("plugins", "enable", "fengsui")

    def ask(self, *arguments: str) -> subprocess.CompletedProcess:
        program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        environment = {**self.environment, "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(
            [program, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def window(self, script: Path, **more: str) -> None:
        """Run a script in the desktop, which asks nothing and looks for nothing when it starts."""
        settings = self.folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(QUIET)
        command = [
            "xvfb-run",
            "-a",
            "timeout",
            "120",
            "qgis",
            "--nologo",
            "--noversioncheck",
            "--profiles-path",
            self.folder,
            "--code",
        ]
        environment = {**self.environment, "QT_QPA_PLATFORM": "xcb", **more}
        subprocess.run([*command, script], cwd=self.folder, env=environment, capture_output=True, check=False)

    def run(self, algorithm: str, **given: object) -> dict:
        lists = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
        named = [f"--{name}={value}" for name, values in lists.items() for value in values]
        done = self.ask("--json", "run", algorithm, *named)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["results"]

    def origins(self) -> dict[str, Path]:
        return {
            name: Path(place) for name, place in (line.split(" ", 1) for line in self.seen.read_text().splitlines())
        }
