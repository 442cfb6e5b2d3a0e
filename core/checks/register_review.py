"""The register with what the rules found of each row."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from .case import Case
from .collected import SEVERITIES, Checked
from .opinion import reasons, tally
from .register_counts import counted_rows


def register_review(case: Case, checked: Checked) -> gpd.GeoDataFrame:
    """The resources with counted (1: the row stands for one place, 处), blocks, errors, warnings, not_checked, reasons."""
    findings = checked.findings
    table = case.subject.copy()
    table["counted"] = case.fact(counted_rows).astype(int)
    tally(case, checked, table)
    rank = {name: n for n, name in enumerate(SEVERITIES)}
    rows = pd.Series(checked.rows, index=findings.index)
    table["reasons"] = reasons(findings, findings["severity"], rows, rank, len(table))
    return table
