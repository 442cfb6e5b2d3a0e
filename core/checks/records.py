"""SP-01, 02, 03, 06, 09, 10 (and OR-01 in part): what a row says of itself, before any map is needed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import metric
from ..schema import code_lists, table_kind, unreadable_cells
from .case import Case
from .rows import as_points, in_range
from .rules import offenders, rule

REQUIRED = {
    "applications": ["application_id", "site_name", "build_type", "structure", "year", "township", "operators"],
    "plan": ["plan_id", "site_name", "build_type", "year", "township", "operators"],
}
_UNDECLARED = {"", "unknown", "未知", "不详", "?", "？", "undeclared", "none"}


@rule("SP-01", "coordinate", of_place=False)
def coordinate_present(case: Case) -> pd.DataFrame:
    """Rows without a place: the coordinate is missing or could not be read."""
    lost = np.flatnonzero(~np.isfinite(metric.coordinates(as_points(case.subject, case.name))).all(axis=1))
    raw = {f"typed_{name}": case.column(f"{name}_raw").fillna("")[lost] for name in ("lon", "lat")}
    return offenders(lost, **raw)


def _out_of_range(case: Case) -> pd.DataFrame:
    xy = metric.coordinates(as_points(case.subject, case.name))
    present = np.isfinite(xy).all(axis=1)
    x, y = xy[:, 0], xy[:, 1]
    wrong = present & ~in_range(x, y)
    swapped = wrong & in_range(y, x)
    projected = wrong & ~swapped & (np.abs(xy) > 1e5).any(axis=1)
    aspect = np.where(swapped, "swap", np.where(projected, "projected", "range"))
    rows = np.flatnonzero(wrong)
    return offenders(rows, aspect=aspect[rows], x=x[rows], y=y[rows])


@rule("SP-02", "range", of_place=False)
def in_country(case: Case) -> pd.DataFrame:
    """Places outside longitude 73 to 136, latitude 3 to 54 that no swap or projection explains."""
    return _numbers_as_text(case.fact(_out_of_range).query("aspect == 'range'"))


@rule("SP-02", "swap", of_place=False)
def not_swapped(case: Case) -> pd.DataFrame:
    """Places that lie in the country once longitude and latitude are swapped."""
    return _numbers_as_text(case.fact(_out_of_range).query("aspect == 'swap'"))


@rule("SP-02", "projected", of_place=False)
def not_projected(case: Case) -> pd.DataFrame:
    """Metres of a projection in place of degrees; a zone prefix 25 to 45 names the CGCS2000 zone (EPSG 4488 + zone)."""
    found = case.fact(_out_of_range).query("aspect == 'projected'")
    prefix = (np.maximum(found["x"], found["y"]) // 1e6).astype(int)
    zone = prefix.where(prefix.between(25, 45))
    candidate = ("EPSG:" + (4488 + zone).astype("Int64").astype("string")).fillna("CGCS2000 / 3-degree Gauss-Kruger")
    return _numbers_as_text(found.assign(candidate=candidate.astype(object)))


def _numbers_as_text(found: pd.DataFrame) -> pd.DataFrame:
    return found.drop(columns="aspect").assign(x=found["x"].map("{:.10g}".format), y=found["y"].map("{:.10g}".format))


@rule("SP-03", "declared", of_place=False)
def datum_declared(case: Case) -> pd.DataFrame:
    """Rows without a declared coordinate system; where no row of the layer names one, the layer's own is the record."""
    declared = case.column("crs_declared")
    if declared.notna().sum() == 0:
        return offenders()
    text = declared.fillna("").astype(str).str.strip().str.casefold()
    rows = np.flatnonzero(text.isin(_UNDECLARED) | text.str.startswith("unknown"))
    said = text.iloc[rows].replace({"": case.phrase("spare_unknown"), "unknown": case.phrase("spare_unknown")})
    return offenders(rows, declared=said)


def typed_decimals(case: Case) -> pd.Series:
    """Decimals of a degree that were typed, NaN where the table does not tell."""
    raw = [_decimals_of(case.column(f"{axis}_raw")) for axis in ("lon", "lat")]
    return case.column("decimals").astype(float).fillna(pd.Series(np.fmin(*raw), index=case.subject.index))


def _decimals_of(typed: pd.Series) -> np.ndarray:
    text = typed.astype("string").str.strip().str.extract(r"^[+-]?\d{1,3}(?:\.(\d*))?$", expand=False)
    whole = typed.astype("string").str.strip().str.fullmatch(r"[+-]?\d{1,3}").fillna(False)
    return text.str.len().astype("Float64").mask(whole, 0).astype(float).to_numpy()


@rule("SP-06", "coarse", of_place=False)
def not_coarse(case: Case) -> pd.DataFrame:
    """Coordinates with 3 decimals or fewer; rows whose typed decimals are not known can't be judged."""
    decimals = typed_decimals(case)[case.placed]
    rows = decimals[decimals <= case.profile["coarse_decimals"]]
    untold = decimals.index[decimals.isna()]
    return pd.concat(
        [
            offenders(rows.index, measured=rows, limit=case.profile["coarse_decimals"], unit="decimals"),
            offenders(untold, unchecked="no_attribute", fields=case.field("decimals")),
        ]
    )


@rule("SP-06", "few", of_place=False)
def enough_decimals(case: Case) -> pd.DataFrame:
    """Coordinates with fewer than 5 decimals that are not coarse already."""
    decimals = typed_decimals(case)[case.placed]
    least = case.profile["minimum_decimals"]
    rows = decimals[(decimals < least) & (decimals > case.profile["coarse_decimals"])]
    return offenders(rows.index, measured=rows, limit=least, unit="decimals")


@rule("SP-09", "missing", of_place=False)
def required_filled(case: Case) -> pd.DataFrame:
    """Rows in which a required column is empty; cells that were filled but could not be read are the aspect `code`."""
    bad = unreadable_cells(case.subject, case.kind)
    gaps = []
    for name in REQUIRED[case.kind]:
        value = case.column(name)
        empty = value.isna() | (value.astype(str).str.strip() == "")
        empty &= ~empty.index.isin(bad[name].index if name in bad else [])
        gaps.append(pd.Series(case.field(name), index=np.flatnonzero(empty), dtype=object))
    return _joined(case, pd.concat(gaps))


@rule("SP-09", "code", of_place=False)
@rule("OR-01", "code", of_place=False)
def words_known(case: Case) -> pd.DataFrame:
    """Rows with a word that its code list does not know, or a cell that can't be read as its number or date."""
    faults = [pd.Series(dtype=object)]
    for column in table_kind(case.kind).columns.values():
        if column.codes and case.has(column.name):
            text = case.column(column.name).dropna().astype(str)
            parts = text.str.split(";").explode() if column.type == "codes" else text
            parts = parts[~parts.isin(list(code_lists()[column.codes])) & (parts.str.strip() != "")]
            faults.append(parts.map(f"{case.field(column.name)} “{{}}”".format))
    for name, texts in unreadable_cells(case.subject, case.kind).items():
        faults.append(texts.map(f"{case.field(name)} “{{}}”".format))
    return _joined(case, pd.concat(faults))


def _joined(case: Case, words: pd.Series) -> pd.DataFrame:
    fields = words.groupby(level=0).agg(case.phrase("and_kinds").join)
    return offenders(fields.index, fields=fields)


def _codes(case: Case) -> pd.Series:
    """All codes of the table that must stay intact: each row's own number and its plan number."""
    columns = dict.fromkeys([case.id_column, "plan_id"])
    codes = pd.concat([case.column(name) for name in columns]).dropna().astype(str).str.strip()
    return codes[codes != ""]


@rule("SP-10", "duplicate", of_place=False)
@rule("OR-01", "number", of_place=False)
def codes_unique(case: Case) -> pd.DataFrame:
    """Rows whose own number stands more than once in the table."""
    code = case.column(case.id_column).dropna().astype(str).str.strip()
    count = code.groupby(code).transform("size")
    rows = count[(count > 1) & (code != "")]
    return offenders(rows.index, measured=rows.astype(float), limit=1.0, unit="rows", code=code[rows.index])


@rule("SP-10", "rounded", of_place=False)
def codes_not_rounded(case: Case) -> pd.DataFrame:
    """18-digit codes ending in 000 in more rows than chance gives: a spreadsheet keeps 15 digits."""
    codes = _codes(case)
    codes = codes[codes.str.fullmatch(r"\d{15}0{3}")]
    codes = codes[~codes.index.duplicated()]
    if len(codes) <= case.profile["rounded_codes"]:
        return offenders()
    return offenders(
        codes.index, measured=float(len(codes)), limit=float(case.profile["rounded_codes"]), unit="rows", code=codes
    )


@rule("SP-10", "scientific", of_place=False)
def codes_not_scientific(case: Case) -> pd.DataFrame:
    """Codes that a spreadsheet wrote in scientific notation: 4.506E+17; a code like 2E12 is one that somebody chose."""
    codes = _codes(case)
    codes = codes[codes.str.fullmatch(r"\d(?:[.,]\d+[eE]\+?|[eE]\+)\d{1,3}")]
    codes = codes[~codes.index.duplicated()]
    return offenders(codes.index, code=codes)
