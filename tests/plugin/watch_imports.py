"""A sitecustomize for the QGIS of test_zip: tells where libraries come from, and hides some as if not installed."""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

HIDDEN = set(os.environ["HIDDEN"].split())
WATCHED = {"fengsui", "geopandas", "openpyxl", "et_xmlfile", "packaging", "pandas", "shapely"}
INSTALLED = ("dist-packages", "site-packages", os.path.dirname(__file__))


class Watch:
    """Asked before every other finder; it finds the watched libraries itself."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if path is not None or name not in WATCHED:
            return None
        entries = [e for e in sys.path if not (name in HIDDEN and any(word in e for word in INSTALLED))]
        spec = PathFinder.find_spec(name, entries)
        if spec is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        with open(os.environ["SEEN"], "a", encoding="utf-8") as seen:
            seen.write(f"{name} {spec.origin}\n")
        return spec


sys.meta_path.insert(0, Watch)
