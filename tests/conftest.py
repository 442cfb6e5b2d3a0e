"""The guard of the tests: the plugin is importable as `fengsui`, and QGIS's own `processing` stays visible."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ROOT / "build" / "plugins"
QGIS_PLUGINS = Path("/usr/share/qgis/python/plugins")
PROJ_FOLDER = Path("/usr/share/proj")


settings.register_profile("same", derandomize=True)
if not os.environ.get("FENGSUI_RANDOM"):  # make test-all draws others every time
    settings.load_profile("same")


def _resolved(entry: str) -> Path:
    return Path(entry or os.getcwd()).resolve()


if Path(sys.argv[0]).name == "__main__.py" and "PYTEST_XDIST_WORKER" not in os.environ:
    raise pytest.UsageError(
        "Run `make test` or .venv/bin/pytest, not `python -m pytest`: "
        "the latter puts the checkout on sys.path, where our processing/ hides the one of QGIS."
    )


def _link_package() -> None:
    """Make build/plugins/fengsui point to the checkout, whatever its folder is called; other runs may do so too."""
    PLUGINS.mkdir(parents=True, exist_ok=True)
    link = PLUGINS / "fengsui"
    if link.is_symlink() and link.resolve() == ROOT:
        return
    fresh = PLUGINS / f"fengsui.{os.getpid()}"
    fresh.symlink_to(ROOT, target_is_directory=True)
    fresh.replace(link)


_link_package()
sys.path[:] = [entry for entry in sys.path if _resolved(entry) != ROOT]
sys.path[:0] = [str(folder) for folder in (PLUGINS, QGIS_PLUGINS) if folder.is_dir()]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if (PROJ_FOLDER / "proj.db").exists():
    os.environ.setdefault("PROJ_DATA", str(PROJ_FOLDER))
    os.environ.setdefault("PROJ_LIB", str(PROJ_FOLDER))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: without a look through all of it again and again a tenth of the time is saved."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the sample county."""
    return ROOT / "resources" / "sample"


@pytest.fixture(scope="session")
def qgis_app():
    """A QGIS without window and with an empty profile, Processing started, the provider `fengsui` registered.

    The tests speak English; use `QgsSettings` to change that.
    """
    from qgis.testing import start_app

    app = start_app()
    from qgis.core import QgsApplication, QgsSettings

    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", "en_US")
    from processing.core.Processing import Processing

    Processing.initialize()
    from fengsui import classFactory

    plugin = classFactory(None)  # held, as QGIS holds it: else Python forgets the provider while QGIS still lists it
    plugin.initProcessing()  # as qgis_process does
    yield app
    QgsApplication.processingRegistry().removeProvider("fengsui")


@pytest.fixture(scope="session")
def loaded_sample(qgis_app, tmp_path_factory) -> Path:
    """The workspace of the sample county, to be read or copied, never written."""
    import processing

    folder = tmp_path_factory.mktemp("示例 县")
    return Path(processing.run("fengsui:loadsample", {"FOLDER": str(folder)})["WORKSPACE"])


@pytest.fixture(scope="module")
def sample_workspace(loaded_sample, tmp_path_factory) -> str:
    """A copy of it for one file of tests."""
    return str(shutil.copy(loaded_sample, tmp_path_factory.mktemp("县 局")))
