"""CG-01 and 02: the list of units that everything is a share of."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import area_m2
from ..townships import township_forms
from .coverage_case import CoverageCase, coverage_rule
from .coverage_states import filled, places_on
from .plan_match import plan_key
from .rules import offenders

_CODE = r"\d{12}"
_NAMED = 5


def _villages(case: CoverageCase) -> np.ndarray:
    return np.flatnonzero((case.column("kind") == "admin-village") & case.units)


@coverage_rule("CG-01", "code")
def village_code_of_12_digits(case: CoverageCase) -> pd.DataFrame:
    """Villages whose number is no division code of 12 digits."""
    rows = _villages(case)
    code = case.keys.fillna("").astype(str)[rows]
    wrong = code[~code.str.fullmatch(_CODE)]
    return pd.concat([offenders(wrong.index, code=wrong), case.none_of(["admin-village"], "place")])


@coverage_rule("CG-01", "unique")
def unit_listed_once(case: CoverageCase) -> pd.DataFrame:
    """Units and key points whose number stands more than once in the list; open where one has none."""
    keys = case.keys.dropna()
    count = keys.groupby(keys).transform("size")
    twice = count[count > 1]
    nameless = np.flatnonzero(case.keys.isna())
    return pd.concat(
        [
            offenders(twice.index, measured=twice.astype(float), limit=1.0, unit="rows", code=keys[twice.index]),
            offenders(nameless, unchecked="no_attribute", fields=case.field(case.id_column)),
        ]
    )


@coverage_rule("CG-01", "division")
def code_in_division_version(case: CoverageCase) -> pd.DataFrame:
    """Villages whose code does not begin with the code of a township (else of a county) of the list given."""
    rows = _villages(case)
    code = case.keys.fillna("").astype(str)[rows]
    code = code[code.str.fullmatch(_CODE)]
    if not len(code):
        return case.of_layer(unchecked="no_codes")
    known = [(table, size) for table, size in (("townships", 9), ("counties", 6)) if table in case.tables]
    for table, size in known:
        prefixes = plan_key(case.column("code", table)).dropna().astype(str)
        prefixes = prefixes[prefixes.str.fullmatch(rf"\d{{{size},12}}")].str[:size]
        if len(prefixes):
            lost = code[~code.str[:size].isin(set(prefixes))]
            return offenders(lost.index, code=lost, prefix=lost.str[:size])
    return case.of_layer(unchecked="no_divisions")


@coverage_rule("CG-01", "parent")
def parent_listed(case: CoverageCase) -> pd.DataFrame:
    """Rows whose parent is neither in the list nor a division given; open for a division's code where none was given."""
    named = plan_key(case.column("parent_id").where(filled(case.column("parent_id")), None))
    lost = np.flatnonzero(named.notna() & (case.rows_of(named) < 0))
    areas = [table for table in ("townships", "counties") if table in case.tables]
    codes = {_digits(code) for table in areas for code in case.column("code", table).dropna()}
    division = named[lost].astype(str).str.fullmatch(r"\d{6,12}").to_numpy() & case.units[lost]
    known = named[lost].map(_digits).isin(codes - {""}).to_numpy() & division
    unsure = division & ~known & (not codes)
    return pd.concat(
        [
            offenders(lost[~known & ~unsure], parent=named[lost[~known & ~unsure]]),
            offenders(lost[unsure], unchecked="no_divisions"),
        ]
    )


@coverage_rule("CG-01", "inside", of_place=True)
def inside_parent(case: CoverageCase) -> pd.DataFrame:
    """Units outside the township (else the county) that they name; open where the name is not in the layer or a place is missing."""
    area = "townships" if "townships" in case.tables and filled(case.column("township")).any() else "counties"
    if area not in case.tables:
        return case.of_layer(unchecked="no_divisions")
    named = case.column("township" if area == "townships" else "county")
    rows = np.flatnonzero(filled(named))
    untold = np.flatnonzero(case.units & ~filled(named))
    forms = _area_of(case, area)
    right = pd.DataFrame({"row": rows, "form": [township_forms(n) | {_digits(n)} for n in named[rows]]}).explode("form")
    right = right.merge(forms, on="form")[["row", "area"]].drop_duplicates()
    known = np.isin(rows, right["row"])
    strange = rows[~known]
    lost = rows[known & ~case.placed[rows]]
    rows = rows[known & case.placed[rows]]
    held = metric.inside(case.points.iloc[rows], case.tables[area].geometry)
    held = pd.MultiIndex.from_arrays([rows[held["point"]], held["target"]])
    good = right["row"][pd.MultiIndex.from_frame(right).isin(held)]
    wrong = rows[~np.isin(rows, good)]
    counted = {
        "open_untold": (len(untold), {"field": case.field("township" if area == "townships" else "county")}),
        "open_strange": (len(strange), {"names": _names(case, named[strange])}),
        "open_lost": (len(lost), {}),
    }
    told = [case.phrase(name, count=count, **words) for name, (count, words) in counted.items() if count]
    unsure = case.of_layer(unchecked="inside_open", open=case.phrase("and_kinds").join(told)) if told else offenders()
    return pd.concat([offenders(wrong, named=named[wrong]), unsure])


def _names(case: CoverageCase, named: pd.Series) -> str:
    """The first names of several, each once."""
    words = [str(word) for word in named.unique()]
    return case.phrase("and_kinds").join([*words[:_NAMED], *(["…"] if len(words) > _NAMED else [])])


def _digits(name: object) -> str:
    """A division code as it is compared: its digits without the zeros that stand for lower levels."""
    text = str(name).strip()
    return text[:9].rstrip("0") if text.isdigit() else ""


def _area_of(case: CoverageCase, area: str) -> pd.DataFrame:
    """Which words name which area: form, area (position)."""
    names, codes = case.column("name", area), case.column("code", area)
    table = pd.DataFrame(
        {"area": range(len(names)), "form": [township_forms(n) | {_digits(c)} for n, c in zip(names, codes)]}
    ).explode("form")
    return table[~table["form"].isin(["", "nan", "None"])]


@coverage_rule("CG-01", "list")
def list_dated_and_sourced(case: CoverageCase) -> pd.DataFrame:
    """A list of units without its date or source, in a column or on the layer as a whole."""
    lost = []
    for name in ("listed_on", "list_source"):
        empty = ~filled(case.column(name))
        if empty.any() and not case.subject.attrs.get(name):
            lost.append(f"{case.phrase(name)} ({int(empty.sum())})")
    return case.of_layer(fields=case.phrase("and_kinds").join(lost)) if lost else offenders()


def _amounts(frame: gpd.GeoDataFrame, kind: str) -> np.ndarray:
    """What each item adds to the denominator: one, metres of a line, square metres of an area."""
    if kind == "places":
        return np.ones(len(frame))
    if kind == "zones":
        return np.nan_to_num(area_m2(frame.geometry))
    return line_metres(frame.geometry)


def line_metres(lines: gpd.GeoSeries) -> np.ndarray:
    """Geodesic lengths of lines in degrees; 0 for what is no line."""
    parts, owner = shapely.get_parts(lines.to_numpy(), return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    same = part[1:] == part[:-1]
    metres = metric.geodesic_m(xy[:-1][same], xy[1:][same])
    return np.bincount(owner[part[1:][same]], weights=metres, minlength=len(lines)).astype(float)


def _drift(case: CoverageCase) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Units of now and of before that can be compared: key, kind, county, amount; on the other side `other`, their amount
    (NaN: none), and `was`, their kind; `moved`: they stand under another kind or county there."""
    sides = []
    former = CoverageCase(case.tables["former"], case.kind, {}, case.profile, language=case.language)
    for frame, keys, units in ((side.subject, side.keys, side.units) for side in (case, former)):
        table = pd.DataFrame({"key": keys.to_numpy(), "amount": _amounts(frame, case.kind)})
        for name in ("kind", "county"):
            table[name] = frame[name].fillna("").astype(str).to_numpy() if name in frame.columns else ""
        sides.append(_by_key(table[units], case.kind))
    now, before = sides
    return _beside(now, before), _beside(before, now)


def _by_key(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """One row per number, with the metres or square metres of all its pieces; rows without a number as they are."""
    if kind != "places":
        table = table.assign(amount=table.groupby("key")["amount"].transform("sum").fillna(table["amount"]))
    return table[table["key"].isna() | ~table["key"].duplicated()]


def _beside(table: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """What is said of each unit on the other side; a kind or county that one side does not tell is no change."""
    there = others.dropna(subset=["key"]).set_index("key")
    moved = np.zeros(len(table), bool)
    for name in ("kind", "county"):
        was = table["key"].map(there[name]).fillna("")
        moved |= ((was != "") & (table[name] != "") & (was != table[name])).to_numpy()
    return table.assign(other=table["key"].map(there["amount"]), was=table["key"].map(there["kind"]), moved=moved)


@coverage_rule("CG-02", "added")
def units_added(case: CoverageCase) -> pd.DataFrame:
    """Units that the list of the last period did not have."""
    now, _ = case.fact(_drift)
    new = now.index[now["other"].isna() & now["key"].notna()]
    return offenders(new, kind=case.words(_codelist(case), case.column("kind")[new]))


@coverage_rule("CG-02", "removed")
def units_removed(case: CoverageCase) -> pd.DataFrame:
    """Units of the last period that are gone; their place is where they were."""
    _, before = case.fact(_drift)
    gone = before.index[before["other"].isna() & before["key"].notna()]
    former = case.tables["former"]
    xy = metric.coordinates(places_on(former.iloc[gone]))
    return offenders(
        gone, feature=case.column(case.id_column, "former")[gone].astype(str),
        label=case.column("name", "former")[gone].fillna(""), layer="former", lon=xy[:, 0], lat=xy[:, 1],
        kind=case.words(_codelist(case), case.column("kind", "former")[gone]),
    )  # fmt: skip


@coverage_rule("CG-02", "kind")
def kind_as_before(case: CoverageCase) -> pd.DataFrame:
    """Units that stood under another kind in the list of the last period: they left one denominator and joined another."""
    now, _ = case.fact(_drift)
    other = now[now["moved"] & (now["was"] != now["kind"]) & (now["was"] != "") & (now["kind"] != "")]
    former, kind = (case.words(_codelist(case), other[name]) for name in ("was", "kind"))
    return offenders(other.index, former=former, kind=kind)


@coverage_rule("CG-02", "drift")
def denominator_steady(case: CoverageCase) -> pd.DataFrame:
    """Kinds of a county whose number (length, area) of units added, removed and changed is more than the profile's share."""
    now, before = case.fact(_drift)
    if now["key"].isna().any() or before["key"].isna().any():
        return case.of_layer(unchecked="no_attribute", fields=case.field(case.id_column))
    group = ["county", "kind"]
    came, left = now["other"].isna() | now["moved"], before["other"].isna() | before["moved"]
    added = now["amount"].where(came, 0).groupby([now[g] for g in group]).sum()
    removed = before["amount"].where(left, 0).groupby([before[g] for g in group]).sum()
    changed = (before["other"] - before["amount"]).abs().where(~left, 0).groupby([before[g] for g in group]).sum()
    total = before.groupby(group)["amount"].sum()
    table = pd.concat({"added": added, "removed": removed, "changed": changed, "total": total}, axis=1).fillna(0.0)
    change = table["added"] + table["removed"] + table["changed"]
    share = np.where(
        table["total"] > 0, change / table["total"].where(table["total"] > 0, 1), np.where(change > 0, 1.0, 0.0)
    )
    limit = float(case.profile["unit_drift_share"])
    hit = table[share > limit].reset_index()
    scale = {"places": 1.0, "routes": 1e-3, "zones": 1e-6}[case.kind]
    kind = case.words(_codelist(case), hit["kind"].where(hit["kind"] != "", None))
    return offenders(
        hit.index, feature=None, layer=case.kind, label=(hit["county"] + " " + kind).str.strip(),
        measured=100 * share[share > limit], limit=100 * limit, unit="%", county=hit["county"], kind=kind,
        **{name: hit[name] * scale for name in ("added", "removed", "changed", "total")},
        of={"places": case.phrase("units_word"), "routes": "km", "zones": "km²"}[case.kind],
    )  # fmt: skip


def _codelist(case: CoverageCase) -> str:
    return {"places": "place", "routes": "route", "zones": "zone"}[case.kind]
