"""Lets these tests import the servers of tests/servers, which importlib mode would not find."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))


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


@pytest.fixture
def former(tmp_path):
    """A register from before, which must stay whole."""
    from asking import FORMER

    file = tmp_path / "register.csv"
    file.write_bytes(FORMER)
    return file
