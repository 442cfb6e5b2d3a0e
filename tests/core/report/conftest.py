"""A small county in a workspace, made by hand, and the report on it."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
DATE = dt.date(2026, 11, 28)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    from small_county import made

    return made(tmp_path_factory.mktemp("county") / "东兴.gpkg")


@pytest.fixture
def county(made_once, tmp_path):
    """The workspace of `small_county`, a copy of its own."""
    from fengsui.core.workspace.workspace import open_workspace

    return open_workspace(str(shutil.copy(made_once.place, tmp_path / "东兴.gpkg")))


@pytest.fixture
def report_of(county):
    """Call with language, county, public and year: (contents, wanted, report)."""
    from fengsui.core.checks.profile import load_profile
    from fengsui.core.report.contents import read_contents
    from fengsui.core.report.county import Wanted, county_report

    def report(language="zh", named="", public=False, year=None, workspace=county):
        profile = load_profile("national")
        contents = read_contents(workspace, named, public, 3)
        wanted = Wanted(language, year, DATE, "9.9.9")
        return contents, wanted, county_report(contents, wanted, profile)

    return report
