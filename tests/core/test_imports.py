"""The house's one arrow: plugin -> ui -> processing -> core, and core's rooms apart from each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["core", "processing", "ui", "plugin"]  # each may import what stands before it
# values, shipped: how schema reads cells and files; ellipsoid, segments: below metric; registered, private, townships: said alike in every room
SHARED = {
    "errors",
    "shipped",
    "schema",
    "values",
    "metric",
    "ellipsoid",
    "segments",
    "registered",
    "private",
    "townships",
}
ROOMS = {"intake", "checks", "register", "coverage", "gaps", "targets", "workspace", "buildout", "report", "scale"}
COMPOSING = {"buildout", "report", "scale"}


def plugin_files() -> list[Path]:
    tops = [ROOT / "__init__.py", ROOT / "plugin.py"]
    rooms = [path for floor in FLOORS[:-1] for path in sorted((ROOT / floor).rglob("*.py"))]
    return [path for path in tops + rooms if path.exists()]


def imported(tree: ast.AST, place: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (level, dotted parts) of each import; a relative one is resolved against `place`, the module's parts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, tuple(alias.name.split("."))) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = tuple((node.module or "").split(".")) if node.module else ()
            base = place[: len(place) - node.level] + module if node.level else module
            # `from . import engine` names a module, `from .engine import check` a thing in one
            yield from ((node.level, base if node.module else (*base, alias.name)) for alias in node.names)


def faults(source: str, place: tuple[str, ...]) -> list[str]:
    """Return what the module at `place` (("core", "checks", "engine")) imports against the rules."""
    found = []
    floor = place[0] if place[0] in FLOORS else "plugin"
    for level, target in imported(ast.parse(source), place):
        name = ".".join(target)
        if not level:
            if target[0] in {"fengsui", "core", "ui", "plugin"}:
                found.append(f"{name}: imports inside the plugin are relative")
            if floor == "core" and target[0] in {"qgis", "processing", "PyQt5", "PyQt6"}:
                found.append(f"{name}: core knows no QGIS and no Qt")
            continue
        if not target or target[0] not in FLOORS:
            continue
        if FLOORS.index(target[0]) > FLOORS.index(floor):
            found.append(f"{name}: {floor} does not know {target[0]}")
        if floor == "core" and target[0] == "core" and len(place) > 1 and len(target) > 1:
            own = place[1]
            allowed = SHARED | {own} if own in ROOMS else {target[1]} - ROOMS  # single files know no room
            if own not in COMPOSING and target[1] not in allowed:
                found.append(f"{name}: core.{own} does not know core.{target[1]}")
    return found


def place_of(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).with_suffix("").parts


@pytest.mark.parametrize("path", plugin_files(), ids=lambda path: "/".join(path.relative_to(ROOT).parts))
def test_imports_run_one_way(path):
    assert faults(path.read_text("utf-8"), place_of(path)) == []


@pytest.mark.parametrize(
    ("source", "place", "right"),
    [
        ("from ..errors import CoreError", ("core", "checks", "engine"), True),
        ("from .engine import rule", ("core", "checks", "site_plan"), True),
        ("from ..intake import read", ("core", "checks", "engine"), False),
        ("from .. import intake", ("core", "checks", "engine"), False),
        ("from ..intake import read", ("core", "report", "opinions"), True),
        ("from .values import number", ("core", "schema"), True),
        ("from .checks import engine", ("core", "schema"), False),
        ("from ..values import number", ("core", "checks", "engine"), True),
        ("from ...processing import frames", ("core", "checks", "engine"), False),
        ("from qgis.core import QgsProject", ("core", "metric"), False),
        ("import processing", ("core", "metric"), False),
        ("import processing", ("ui", "jobs"), True),
        ("from fengsui.core import metric", ("processing", "base"), False),
        ("from ..core.metric import nearest", ("processing", "base"), True),
        ("from ..ui.jobs import start", ("processing", "base"), False),
        ("from .processing.provider import Provider", ("plugin",), True),
        ("from .plugin import Plugin", ("__init__",), True),
    ],
)
def test_the_walk_tells_right_from_wrong(source, place, right):
    assert (faults(source, place) == []) is right
