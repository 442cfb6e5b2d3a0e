"""Nothing leaves the machine unless a user runs fetchregister: every other algorithm runs with the network watched."""

from __future__ import annotations

import ast
import itertools
import json
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NETWORK = {"requests", "urllib3", "urllib", "http", "socket", "ssl", "ftplib", "smtplib", "asyncio"}
MAY = {"core/register/exchange.py"}
ADDRESSES_ONLY = {"urllib.parse"}  # cuts texts, asks nobody


def modules() -> list[Path]:
    rooms = [path for room in ("core", "processing", "ui") for path in (ROOT / room).rglob("*.py")]
    return [ROOT / "__init__.py", ROOT / "plugin.py", *rooms]


def test_one_module_of_the_plugin_may_use_the_network():
    found = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            if any(name.split(".")[0] in NETWORK and name not in ADDRESSES_ONLY for name in names):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == MAY


@pytest.fixture
def silence():
    """Fails the test when anything in Python looks up a name or connects while it runs."""
    asked, watching = [], [True]

    def listen(event, arguments):
        if watching[0] and event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
            asked.append((event, arguments[1:]))
            raise OSError("the tests keep silence")

    sys.addaudithook(listen)  # cannot be taken away again, only told to stop
    yield asked
    watching[0] = False
    assert asked == []


def test_the_watch_notices(silence):
    with pytest.raises(OSError, match="silence"):
        socket.create_connection(("127.0.0.1", 9))
    silence.clear()


def parameters_of(algorithm, given):
    """Every layer input gets `given`; what an algorithm needs besides is its default."""
    from qgis.core import QgsProcessingParameterFeatureSink

    values = {}
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterFeatureSink):
            values[definition.name()] = "memory:"
        elif definition.type() in ("source", "vector"):
            values[definition.name()] = given
        elif definition.type() == "multilayer":
            values[definition.name()] = [given]
    return {**values, "FROM": "gcj02", "TO": "cgcs2000", "KIND": "resources"}


def test_every_other_algorithm_keeps_silence(qgis_app, silence, tmp_path):
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException

    import processing

    table = tmp_path / "resources.csv"
    table.write_text("资源编号,名称,地址,经度,纬度\nR1,甲楼,https://example.com/a,108.1,21.5\n", "utf-8")
    context = QgsProcessingContext()
    layer = processing.run(
        "fengsui:importtable",
        {"FILE": str(table), "KIND": "resources", "OUTPUT": str(tmp_path / "r.gpkg")},
        context=context,
    )["OUTPUT"]
    ran = []
    for algorithm in QgsApplication.processingRegistry().providerById("fengsui").algorithms():
        if algorithm.name() == "fetchregister":
            continue
        values = {**parameters_of(algorithm, layer), "FILE": str(table)}
        with suppress(QgsProcessingException):  # a register is no table of every kind: what counts is the silence
            processing.run(algorithm.id(), values, context=QgsProcessingContext())
        ran.append(algorithm.name())
    assert {"importtable", "convertdatum", "checkapplications"} <= set(ran)


def test_a_file_cannot_make_the_machine_ask_for_a_link(qgis_app, tmp_path):
    """GDAL follows links in GeoJSON by itself, below Python: a listener would hear it."""
    from qgis.core import QgsProcessingContext, QgsProcessingException

    import processing

    heard = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"

        def listen():
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                heard.append(connection.recv(200))
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        told = [
            ("link", {"href": address}),
            ("link", {"href": address, "type": "esriwkt"}),
            ("name", {"name": address}),
        ]
        members = ['"crs"', '"CRS"', r'"\u0063rs"']
        for number, ((kind, properties), member) in enumerate(itertools.product(told, members)):
            file = tmp_path / f"{number}.geojson"
            place = {"type": "Point", "coordinates": [108.1, 21.5]}
            row = {"type": "Feature", "properties": {"资源编号": "R1", "名称": "甲楼", "地址": "路"}, "geometry": place}
            crs = {"type": kind, "properties": properties}
            text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": [row]})
            file.write_text(text.replace('"crs"', member), "utf-8")
            with suppress(QgsProcessingException):
                processing.run(
                    "fengsui:importtable",
                    {"FILE": str(file), "KIND": "resources", "OUTPUT": "memory:"},
                    context=QgsProcessingContext(),
                )
    assert heard == []
