"""A workspace in a file, and one on a real PostGIS server of the tests' own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server in a folder of its own, on a socket there; None where the packages are missing."""
    from postgres_server import Server, programs

    if programs() is None:
        pytest.skip("needs PostgreSQL and PostGIS: bash scripts/setup.sh servers")
    with Server() as running:
        yield running


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.slow)])
def place(request, tmp_path):
    """Where a workspace may be made: a file in a folder with a Chinese name, or a schema."""
    if request.param == "file":
        folder = tmp_path / "东兴 市"
        folder.mkdir()
        return str(folder / "县.gpkg")
    return request.getfixturevalue("server").new_schema()


@pytest.fixture
def workspace(place):
    from fengsui.core.workspace.workspace import create_workspace

    return create_workspace(place, "东兴市")
