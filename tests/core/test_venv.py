"""The set-up's check: a wheel with a GEOS or PROJ of its own is found before it crashes QGIS."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "venv.py"


@pytest.fixture(scope="module")
def venv():
    spec = importlib.util.spec_from_file_location("venv_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("library", "found"),
    [
        ("shapely.libs/libgeos_c-1a2b.so.1.16.0", True),
        ("pyproj.libs/libproj-9f.so.25", True),
        ("shapely/.dylibs/libgeos.3.11.dylib", True),
        ("numpy.libs/libopenblas64_p-r0.so", False),
        ("shapely/lib.cpython-311-x86_64-linux-gnu.so", False),
    ],
)
def test_a_library_that_a_wheel_brought_is_found(venv, tmp_path, library, found):
    path = tmp_path / library
    path.parent.mkdir(parents=True)
    path.touch()
    assert (venv.own_libraries(tmp_path) == [path]) is found


def test_this_venv_is_sound(venv):
    assert venv.check() == ""
