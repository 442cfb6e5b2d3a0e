"""CG-05, 06, 07 and 12, and the stations of CG-11: villages, settlements and key places, point by point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..schema import word_of
from .coverage_case import CoverageCase, coverage_rule
from .coverage_states import BODIES, COVERED, GAPS, demand_data, filled
from .rules import offenders

_CONNECTED = ("admin-village", "settlement-20", *BODIES)
_TECHNOLOGIES = ("4G", "5G")


def key_point_data() -> dict[str, dict[str, Any]]:
    """What each kind of place is made of (resources/rules/demand.yaml)."""
    return demand_data()["key_points"]


def _of_kind(case: CoverageCase, *kinds: str) -> np.ndarray:
    return np.flatnonzero(case.column("kind").isin(kinds).to_numpy() & case.units)


def _connections(case: CoverageCase) -> pd.DataFrame:
    """Of each unit that must have broadband: row, fibre (NaN untold), and per technology yes, no, open or not assessed."""
    rows = _of_kind(case, *_CONNECTED)
    table = pd.DataFrame({"row": rows})
    fibre = case.column("fibre").astype("boolean").astype(object)[rows]
    table["fibre"] = fibre.map({True: "yes", False: "no"}, na_action="ignore").fillna("open").to_numpy()
    for technology in _TECHNOLOGIES:
        states = case.states[case.states["technology"] == technology].set_index("row")["state"]
        word = states.map({**dict.fromkeys(COVERED, "yes"), **dict.fromkeys(GAPS, "no"), "claimed": "claimed"})
        table[technology] = table["row"].map(word.fillna("open")).fillna("absent").to_numpy()
    return table


@coverage_rule("CG-05", "missing")
def something_known(case: CoverageCase) -> pd.DataFrame:
    """Units of which neither fibre nor 4G nor 5G is known; open where a technology was not assessed in this run."""
    table = case.fact(_connections)
    blank = table[table[["fibre", *_TECHNOLOGIES]].isin(["open", "absent"]).all(axis=1)]
    lacking = (blank[list(_TECHNOLOGIES)] == "absent").any(axis=1)
    absent = [t for t in _TECHNOLOGIES if (table[t] != "absent").any()]
    return pd.concat(
        [
            offenders(blank["row"][~lacking]),
            offenders(blank["row"][lacking], unchecked="other_technology", technology=", ".join(absent) or "-"),
            case.none_of(_CONNECTED[:2], "place"),
        ]
    )


@coverage_rule("CG-05", "partial")
def nothing_left_open(case: CoverageCase) -> pd.DataFrame:
    """Units that lack one means of broadband, or are only said to have it, while another is not known: unknown, not 'no'."""
    table = case.fact(_connections)
    means = table[["fibre", *_TECHNOLOGIES]]
    told = means.isin(["no", "claimed"]).any(axis=1)
    hit = table[told & ~(means == "yes").any(axis=1) & means.isin(["open", "absent", "claimed"]).any(axis=1)]
    words = {"fibre": case.field("fibre"), **{t: t for t in _TECHNOLOGIES}}
    unknown = hit.set_index("row")[list(words)].isin(["open", "absent", "claimed"]).rename(columns=words).stack()
    unknown = unknown[unknown].reset_index(level=1)
    return offenders(hit["row"], fields=unknown.iloc[:, 0].groupby(level=0).agg(case.phrase("and_kinds").join))


def _points_of(case: CoverageCase, units: np.ndarray, kinds: set[str]) -> np.ndarray:
    """Positions of the key points (of these kinds) of these units."""
    wanted = case.column("kind").isin(kinds).to_numpy() if kinds else np.ones(len(case.subject), bool)
    return np.flatnonzero(np.isin(case.parents, units) & wanted)


def _failing(case: CoverageCase, units: np.ndarray, points: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Units that are not covered, per technology (row, technology, state, pointed: its points were judged), and the points to blame."""
    states = case.states
    bad = states[states["row"].isin(units) & ~states["state"].isin(COVERED)]
    key = states[states["row"].isin(points) & ~states["state"].isin(COVERED)]
    key = key.assign(unit=case.parents[key["row"]])
    key = key.merge(
        bad[["row", "technology"]], left_on=["unit", "technology"], right_on=["row", "technology"], suffixes=("", "_of")
    )
    index = pd.MultiIndex.from_frame(bad[["row", "technology"]])
    points_with_state = states[states["row"].isin(points)]
    seen = pd.MultiIndex.from_arrays([case.parents[points_with_state["row"]], points_with_state["technology"]])
    return bad.assign(pointed=index.isin(seen)), key


def _point_findings(case: CoverageCase, key: pd.DataFrame) -> pd.DataFrame:
    unit = key["unit"].to_numpy(int)
    gap = key["state"].isin(GAPS).to_numpy()
    kind = case.words("place", case.column("kind")[key["row"]]).to_numpy()
    found = offenders(
        key["row"], kind=kind, state=state_words(case, key["state"]), technology=key["technology"].to_numpy(),
        other=case.ids.to_numpy()[unit], other_label=case.labels.to_numpy()[unit],
        where=[case.phrase("of_place", place=name) for name in case.labels.to_numpy()[unit]],
    )  # fmt: skip
    found["unchecked"] = np.where(gap, None, "state_unknown")
    return found


def state_words(case: CoverageCase, states: pd.Series) -> np.ndarray:
    """States said in the user's language."""
    words = demand_data()["states"]
    said = {state: entry["zh" if case.language == "zh" else "en"] for state, entry in words.items()}
    return states.map(said).fillna("?").to_numpy()


def _villages(case: CoverageCase) -> tuple[np.ndarray, np.ndarray]:
    entry = key_point_data()["admin-village"]
    rows = _of_kind(case, "admin-village")
    return rows, _points_of(case, rows, {*entry["points"], *entry.get("also", {})})


@coverage_rule("CG-06", "point")
def village_points_pass(case: CoverageCase) -> pd.DataFrame:
    """Of a village that is not covered, the points that no operator reaches; the village itself where it has no points."""
    rows, points = _villages(case)
    units, key = _failing(case, rows, points)
    alone = units[~units["pointed"]]
    whole = offenders(
        alone["row"], kind=case.words("place", case.column("kind")[alone["row"]]).to_numpy(), other=None, where="",
        technology=alone["technology"].to_numpy(), state=state_words(case, alone["state"]),
        unchecked=np.where(alone["state"].isin(GAPS), None, "state_unknown"),
    )  # fmt: skip
    none = case.none_of(["admin-village"], "place")
    return pd.concat([_point_findings(case, key), whole, case.not_assessed(rows), none])


@coverage_rule("CG-06", "operator")
def village_by_one_operator(case: CoverageCase) -> pd.DataFrame:
    """Villages each of whose points is reached by some operator, and all of them by no single one."""
    rows, points = _villages(case)
    units, key = _failing(case, rows, points)
    blamed = pd.MultiIndex.from_frame(key[["unit", "technology"]])
    split = units[units["pointed"] & ~pd.MultiIndex.from_frame(units[["row", "technology"]]).isin(blamed)]
    return offenders(
        split["row"], technology=split["technology"].to_numpy(), state=state_words(case, split["state"]),
        unchecked=np.where(split["state"].isin(GAPS), None, "state_unknown"),
    )  # fmt: skip


@coverage_rule("CG-06", "own")
def village_has_points(case: CoverageCase) -> pd.DataFrame:
    """Villages without a committee, school or clinic in the list: judged by their own point."""
    rows, points = _villages(case)
    return offenders(np.setdiff1d(rows, case.parents[points]))


@coverage_rule("CG-07", "households")
def households_told(case: CoverageCase) -> pd.DataFrame:
    """Settlements without a number of households: whether they are of 20 or more is not known."""
    rows = _of_kind(case, "settlement-20")
    lost = rows[np.isnan(case.numbers("households")[rows])]
    return pd.concat([offenders(lost), case.none_of(["settlement-20"], "place")])


@coverage_rule("CG-07", "few")
def households_enough(case: CoverageCase) -> pd.DataFrame:
    """Settlements of fewer households than the target counts."""
    rows = _of_kind(case, "settlement-20")
    count, least = case.numbers("households")[rows], float(case.profile["settlement_households"])
    few = count < least
    return offenders(rows[few], measured=count[few], limit=least, unit="households")


@coverage_rule("CG-07", "covered")
def settlement_covered(case: CoverageCase) -> pd.DataFrame:
    """Settlements that are not covered: at their point, or in the share of their area that the profile asks for."""
    rows = _of_kind(case, "settlement-20")
    states = case.states[case.states["row"].isin(rows) & ~case.states["state"].isin(COVERED)]
    area = shapely.get_dimensions(case.subject.geometry.to_numpy())[states["row"]] == 2
    limit = case.profile["place_area_share"]
    found = offenders(
        states["row"], measured=np.where(area, 100 * states["share"].to_numpy(float), np.nan),
        limit=np.where(area, np.nan if limit is None else 100 * float(limit), np.nan), unit=np.where(area, "%", None),
        technology=states["technology"].to_numpy(), state=state_words(case, states["state"]),
    )  # fmt: skip
    found["unchecked"] = np.where(states["state"].isin(GAPS), None, "state_unknown")
    return pd.concat([found, case.not_assessed(rows)])


def _missing_points(case: CoverageCase, kinds: list[str]) -> pd.DataFrame:
    """Places of these kinds that lack a kind of key point, with what they lack; a place's own list goes before its kind's."""
    rows = _of_kind(case, *kinds)
    kind = case.column("kind")
    asked = kind[rows].map({k: ";".join(key_point_data()[k]["points"]) for k in kinds})
    own = case.column("key_points")[rows]
    asked = own.where(filled(own), asked)
    wanted = asked.str.split(";").explode().rename("code").rename_axis("row").reset_index()
    points = _points_of(case, rows, set())
    held = pd.MultiIndex.from_arrays([case.parents[points], kind[points]])
    gone = wanted[~pd.MultiIndex.from_frame(wanted[["row", "code"]]).isin(held)]
    words = gone["code"].map(lambda code: word_of("place", code, case.language))
    fields = words.groupby(gone["row"]).agg(case.phrase("and_kinds").join)
    return offenders(fields.index, fields=fields, kind=case.words("place", kind[fields.index]))


def _scenes() -> list[str]:
    return [kind for kind, entry in key_point_data().items() if entry["needs"] == "all" and kind != "metro"]


@coverage_rule("CG-11", "station")
def station_points_there(case: CoverageCase) -> pd.DataFrame:
    """Metro stations that lack a kind of key point: platform and hall, gates, security check, control room."""
    return pd.concat([_missing_points(case, ["metro"]), case.none_of(["metro"], "place")])


@coverage_rule("CG-12", "missing")
def scene_points_there(case: CoverageCase) -> pd.DataFrame:
    """Key places that lack a kind of key point their scene asks for: incomplete, never a pass."""
    return pd.concat([_missing_points(case, _scenes()), case.none_of(_scenes(), "place")])


@coverage_rule("CG-12", "point")
def scene_points_pass(case: CoverageCase) -> pd.DataFrame:
    """Key points of a key place (metro stations too) that are not covered."""
    rows = _of_kind(case, *_scenes(), "metro")
    return pd.concat(
        [_point_findings(case, _failing(case, rows, _points_of(case, rows, set()))[1]), case.not_assessed(rows)]
    )
