"""Share before build: for every planned or applied site the hosts nearby, ranked, and whether one of them will do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional, Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import Progress, no_progress
from ..schema import word_of
from ..values import spare_platforms
from .share_answers import FITS, answers_of, say

OPENED = ("published", "usable", "signed")
CLOSED = ("proposed", "unusable", "refused", "built", "withdrawn")
STATUS_RANK = {"signed": 0, "usable": 1, "published": 2}
GRADE_RANK = {"surveyed": 0, "building": 1, "street": 2, "township": 3, "none": 4}
MATCH_COLUMNS = [
    "site", "candidate", "candidate_kind", "label", "rank", "distance_m", "uncertainty_m", "owner_class", "fits", "doubt",
    "why",
]  # fmt: skip


def match(
    sites: gpd.GeoDataFrame,
    id_column: str,
    resources: gpd.GeoDataFrame,
    existing: Optional[gpd.GeoDataFrame],
    profile: Mapping[str, Any],
    radius_m: Optional[Union[float, np.ndarray]] = None,
    language: str = "en",
    progress: Progress = no_progress,
    answered: bool = True,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The sites with an answer each (share, visit, build), and every candidate with its rank and why it fits or not.

    All tables are standard tables in EPSG:4490. Opened resources count within the site's allowed deviation (else the
    profile's by scene), existing sites within the sharing radius by scene; `radius_m` (one, or one per site) overrides both. A candidate's
    `uncertainty_m` is carried: it is listed when it may lie inside, and fits for certain only when it must. Ranked by
    fit, existing sites before resources, host order of the owner class, distance, height, status, grade.
    A resource fits when it is opened, of fitting height and inside; an existing site when it has a spare platform. What
    is unknown makes it `maybe`, which leads to `visit`; a site without a place has no answer. Opened resources without
    a place, or less certain than the profile's `match_uncertainty_m`, are near every site and near none: counted in
    every answer's words, not matched. Where the answers are not asked for (`answered`), the sites come back as they are.
    """
    index = pd.RangeIndex(len(sites))
    scene = _column(sites, "scene").set_axis(index)
    own = _column(sites, "allowed_deviation_m").astype(float).set_axis(index)
    low, high = _by_word(profile["allowed_deviation_m"], scene)
    reach = (own.fillna(pd.Series(low)).to_numpy(), own.fillna(pd.Series(high)).to_numpy())
    share = _by_word(profile["share_radius_m"], scene)
    if radius_m is not None:
        reach = share = (np.broadcast_to(np.asarray(radius_m, float), (len(sites),)),) * 2
    resources = resources.assign(uncertainty_m=uncertainty_m(resources, profile))
    vague = _vague(resources, profile["match_uncertainty_m"])
    frames = []
    if len(resources) or existing is None:
        certain = resources[~vague] if vague.any() else resources
        frames.append(_resources(sites, certain, reach, profile, language, progress))
    if existing is not None:
        frames.append(_existing(sites, existing, share, language, progress))
    pairs = pd.concat(frames, ignore_index=True)
    order = [
        "point",
        "fit",
        "kind_rank",
        "owner_rank",
        "distance_m",
        "height_gap",
        "status_rank",
        "grade_rank",
        "candidate",
    ]
    if len(pairs) > 1:
        pairs = pairs.sort_values(order, kind="stable", ignore_index=True)
    pairs["rank"] = pairs.groupby("point").cumcount() + 1
    ids = _column(sites, id_column).set_axis(index)
    ids = ids.where(ids.notna(), [f"#{n + 1}" for n in index])
    pairs["site"], pairs["fits"] = ids.to_numpy()[pairs["point"]], np.array(FITS)[pairs["fit"]]
    matches = gpd.GeoDataFrame(pairs[MATCH_COLUMNS], geometry=pairs["place"].to_numpy(), crs=metric.degrees())
    if not answered:
        return sites, matches
    caveats = [] if existing is not None else [say("answers", "no_existing", language)]
    lost = int((vague & ~_column(resources, "status").isin(CLOSED).to_numpy()).sum())
    if lost:
        caveats.append(say("answers", "vague", language).format(count=lost))
    return answers_of(sites, pairs, caveats, language), matches


def uncertainty_m(frame: pd.DataFrame, profile: Mapping[str, Any]) -> pd.Series:
    """How far in metres each place may be off: what the row says, else what its grade stands for; NaN where it has neither."""
    own = _column(frame, "uncertainty_m").astype(float).clip(lower=0)
    return own.fillna(_column(frame, "place_grade").map(dict(profile["grade_uncertainty_m"])).astype(float))


def _vague(resources: gpd.GeoDataFrame, limit_m: float) -> np.ndarray:
    """Resources without a place, or known to a township only: near every site and near none."""
    unsure = _column(resources, "uncertainty_m").astype(float) > limit_m
    return _points(resources).isna().to_numpy() | unsure.to_numpy()


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[name] if name in frame.columns else pd.Series(None, index=frame.index, dtype=object)


def _by_word(limits: Mapping[str, float], words: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    codes, known = pd.factorize(words)
    named = np.array([limits.get(word, np.nan) for word in known] + [np.nan], float)[codes]
    lost = np.isnan(named)
    return np.where(lost, min(limits.values()), named), np.where(lost, max(limits.values()), named)


def _near(
    sites: gpd.GeoDataFrame, hosts: gpd.GeoDataFrame, reach: tuple[np.ndarray, np.ndarray], progress: Progress
) -> pd.DataFrame:
    """Pairs that may lie within reach, and whether they must (`inside`), with the host's place, id-less facts apart."""
    unsure = _column(hosts, "uncertainty_m").astype(float).fillna(0).to_numpy()
    wide = reach[1] + (unsure.max() if len(unsure) else 0)
    pairs = metric.within(_points(sites), _points(hosts), wide, progress)
    point, target = pairs["point"].to_numpy(), pairs["target"].to_numpy()
    pairs["uncertainty_m"] = unsure[target]
    pairs["inside"] = pairs["distance_m"] + unsure[target] <= reach[0][point]
    pairs["scene_open"] = ~pairs["inside"] & (pairs["distance_m"] + unsure[target] <= reach[1][point])
    kept = (pairs["distance_m"] - unsure[target] <= reach[1][point]).to_numpy()
    pairs = pairs[kept].reset_index(drop=True)
    pairs["place"] = _points(hosts).to_numpy()[pairs["target"]]
    return pairs


def _points(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    geometry = frame.geometry.to_numpy()
    return gpd.GeoSeries(np.where(shapely.is_empty(geometry), None, shapely.centroid(geometry)), crs=metric.degrees())


def _told(pairs: pd.DataFrame, faults: list[tuple[np.ndarray, int, str, Any]], language: str) -> pd.DataFrame:
    """The pairs with `fit` (0 yes, 1 maybe, 2 no: the worst of their faults), `why` (all faults in words), `doubt`.

    A fault: which pairs, how bad, its subject and its words. `doubt` names the subjects that a visit must settle.
    """
    fit = np.zeros(len(pairs), int)
    why = np.full(len(pairs), "", dtype=object)
    doubt = np.full(len(pairs), "", dtype=object)
    for hit, level, subject, text in faults:
        fit = np.maximum(fit, np.where(hit, level, 0))
        said = np.asarray(text, dtype=object) if not isinstance(text, str) else text
        why = _added(why, hit, said, "；" if language == "zh" else "; ")
        doubt = _added(doubt, hit & (level == 1), subject, ";")
    fits = say("reasons", "fits", language)
    return pairs.assign(fit=fit, why=np.where(why == "", fits, why), doubt=np.where(fit == 1, doubt, ""))


def _added(texts: np.ndarray, hit: np.ndarray, said: Any, separator: str) -> np.ndarray:
    return np.where(hit, np.where(texts == "", said, texts + separator + said), texts)


def _resources(
    sites: gpd.GeoDataFrame,
    resources: gpd.GeoDataFrame,
    reach: tuple[np.ndarray, np.ndarray],
    profile: Mapping[str, Any],
    language: str,
    progress: Progress,
) -> pd.DataFrame:
    pairs = _near(sites, resources, reach, progress)
    target = pairs["target"].to_numpy()
    floors = _column(resources, "floors").astype(float) * profile["host_storey_m"]
    height = _column(resources, "height_m").astype(float).fillna(floors).to_numpy()[target]
    antenna = _column(sites, "antenna_height_m").astype(float).to_numpy()[pairs["point"]]
    status = _column(resources, "status").to_numpy()[target]
    owner = _column(resources, "owner_class")
    gap = np.abs(height - antenna)
    tolerance = profile["host_height_tolerance_m"]
    tall = say("reasons", "height", language)
    closed = say("reasons", "closed", language)
    listed = pd.notna(status)
    faults = [
        (
            listed & ~np.isin(status.astype(str), OPENED),
            2,
            "status",
            [closed.format(status=word_of("resource_status", str(s), language)) for s in status],
        ),
        (
            gap > tolerance,
            2,
            "height",
            [tall.format(height=h, antenna=a, tolerance=tolerance) for h, a in zip(height, antenna)],
        ),
        (~listed, 1, "status", say("reasons", "no_status", language)),
        (np.isnan(height), 1, "height", say("reasons", "no_height", language)),
        (np.isnan(antenna), 1, "antenna", say("reasons", "no_antenna", language)),
        (pairs["scene_open"].to_numpy(), 1, "scene", say("reasons", "scene", language)),
        (~(pairs["inside"] | pairs["scene_open"]).to_numpy(), 1, "place", say("reasons", "far", language)),
    ]
    ids, names = _column(resources, "resource_id"), _column(resources, "name").fillna(_column(resources, "address"))
    rank = {**dict.fromkeys(owner.dropna().unique(), 99), **profile["host_order"]}
    return _told(pairs, faults, language).assign(
        candidate=ids.fillna(names).fillna("?").to_numpy()[target], label=names.fillna(ids).fillna("").to_numpy()[target],
        candidate_kind="resource", kind_rank=1, owner_class=owner.to_numpy()[target],
        owner_rank=owner.map(rank).fillna(100).to_numpy()[target], height_gap=np.nan_to_num(gap, nan=1e6),
        status_rank=pd.Series(status).map(STATUS_RANK).fillna(9).to_numpy(),
        grade_rank=_column(resources, "place_grade").map(GRADE_RANK).fillna(0).to_numpy()[target],
    )  # fmt: skip


def _existing(
    sites: gpd.GeoDataFrame,
    existing: gpd.GeoDataFrame,
    reach: tuple[np.ndarray, np.ndarray],
    language: str,
    progress: Progress,
) -> pd.DataFrame:
    pairs = _near(sites, existing, reach, progress)
    target = pairs["target"].to_numpy()
    spare = spare_platforms(_column(existing, "spare")).to_numpy()[target]
    status = _column(existing, "status").to_numpy()[target]
    faults = [
        (np.isin(status.astype(str), ["removed", "planned"]), 2, "status", say("reasons", "not_in_network", language)),
        (spare <= 0, 2, "spare", say("reasons", "full", language)),
        (np.isnan(spare), 1, "spare", say("reasons", "no_spare", language)),
        (pairs["scene_open"].to_numpy(), 1, "scene", say("reasons", "scene", language)),
        (~(pairs["inside"] | pairs["scene_open"]).to_numpy(), 1, "place", say("reasons", "far", language)),
    ]
    ids, names = _column(existing, "site_id"), _column(existing, "site_name")
    return _told(pairs, faults, language).assign(
        candidate=ids.fillna(names).fillna("?").to_numpy()[target], label=names.fillna(ids).fillna("").to_numpy()[target],
        candidate_kind="existing", kind_rank=0, owner_class=None, owner_rank=0, height_gap=0.0, status_rank=0, grade_rank=0,
    )  # fmt: skip
