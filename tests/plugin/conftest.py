"""Lets these tests import the servers of tests/servers and `sample_layers`, which importlib mode would not find."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "servers")]


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    """The folder of a CA of our own and what it signed."""
    from tls_server import make_certificates

    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def server(certificates):
    """An https server on the loopback; a test sets `server.answer`."""
    from tls_server import TlsServer

    server = TlsServer(certificates)
    yield server
    server.close()


@pytest.fixture(scope="session")
def applied(qgis_app, sample: Path, tmp_path_factory):
    """The sample's three files of applications as one layer."""
    from sample_layers import BATCH, layer_of

    import processing

    folder = tmp_path_factory.mktemp("applied")
    imported = []
    for name in BATCH:
        settings = {"FILE": str(sample / name), "KIND": "applications", "OUTPUT": str(folder / f"{name}.gpkg")}
        settings.update({key: layer_of(sample, key.lower()) for key in ("COUNTIES", "TOWNSHIPS")})
        imported.append(processing.run("fengsui:importtable", settings)["OUTPUT"])
    merged = str(folder / "applications.gpkg")
    processing.run("native:mergevectorlayers", {"LAYERS": imported, "CRS": "EPSG:4490", "OUTPUT": merged})
    return merged
