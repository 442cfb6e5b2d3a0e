"""The case of the rules CG-01 to CG-15: the demand of one layer, with what the search for gaps found of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Callable, Optional, cast

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import Progress, no_progress
from ..schema import code_lists, word_of
from .case import Case
from .coverage_states import WEAKEST_FIRST, demand_data, filled, places_on
from .plan_match import plan_key
from .profile import Profile
from .rules import offenders, rule

CoverageFunction = Callable[["CoverageCase"], pd.DataFrame]
_RESULTS = ("assessed", "gaps", "dropped", "doubles", "supply")
"""What a run has computed: given and empty is a fact (nothing was dropped), not given is none."""


def coverage_case(
    demand: gpd.GeoDataFrame,
    kind: str,
    profile: Profile,
    *,
    assessed: Optional[pd.DataFrame] = None,
    gaps: Optional[pd.DataFrame] = None,
    measurements: Optional[pd.DataFrame] = None,
    dropped: Optional[pd.DataFrame] = None,
    doubles: Optional[pd.DataFrame] = None,
    supply: Optional[pd.DataFrame] = None,
    previous: Optional[gpd.GeoDataFrame] = None,
    sites: Optional[gpd.GeoDataFrame] = None,
    plan: Optional[gpd.GeoDataFrame] = None,
    counties: Optional[gpd.GeoDataFrame] = None,
    townships: Optional[gpd.GeoDataFrame] = None,
    border: Optional[gpd.GeoDataFrame] = None,
    tunnels: Optional[gpd.GeoDataFrame] = None,
    complete: Iterable[str] = (),
    language: str = "en",
    progress: Progress = no_progress,
    date: Optional[dt.date] = None,
) -> CoverageCase:
    """The case for `engine.check(case, "coverage").findings`, from what findgaps has at hand. All in EPSG:4490.

    `demand`: the standard table of `kind` (places, routes or zones), key points among the places by their parent_id;
    `assessed`, `gaps`: as findgaps writes them (one row per item, county, technology, operator; one per uncovered part,
    `demand` naming the item's id); `measurements`: as handed in, `dropped` (row: position in it, reason): what was not
    used; `doubles` (line: position in the demand, or route: its id; from_m, to_m, keeper: position or id): lengths
    counted with another route; `supply` (site_id, lon, lat, covered_m, possible_m, flags): the transmitters of a search
    over the sea; `previous`: the demand of the last period; `border`: the national border, as lines or as the country's
    area; `tunnels`: lines or points of tunnels that are not in the demand itself; `complete`: kinds (of places too) whose absence
    is a fact. What is None leaves the rules that need it as not checked; `assessed`, `gaps`, `dropped`, `doubles` and
    `supply` that are empty are facts: nothing was found, nothing was dropped.
    """
    tables = {
        "assessed": assessed, "gaps": gaps, "measurements": measurements, "dropped": dropped, "doubles": doubles,
        "supply": supply, "former": previous, "sites": sites, "plan": plan, "counties": counties,
        "townships": townships, "border": border, "tunnels": tunnels,
    }  # fmt: skip
    return CoverageCase(demand, kind, tables, profile, complete, language, progress, date)


class CoverageCase(Case):
    """A layer of demand under check; `points` are places on the features, whatever their shape."""

    def __init__(
        self,
        subject: gpd.GeoDataFrame,
        kind: str,
        tables: Mapping[str, Optional[pd.DataFrame]],
        profile: Profile,
        complete: Iterable[str] = (),
        language: str = "en",
        progress: Progress = no_progress,
        date: Optional[dt.date] = None,
    ) -> None:
        super().__init__(subject, kind, tables, profile, complete, language, progress=progress, date=date)
        for name in _RESULTS:
            table = tables.get(name)
            if table is not None:
                self.tables[name] = table.reset_index(drop=True)

    def fact(self, find: Callable[[CoverageCase], Any]) -> Any:
        """What `find` says of this case; worked out once, since several rules share it."""
        return super().fact(cast(Any, find))

    def column(self, name: str, table: Optional[str] = None) -> pd.Series:
        """A column of the subject (or of another table), empty where the table does not have it."""
        if table in (*_RESULTS, "former", "border", "tunnels"):
            frame = self.tables[table]
            return frame[name] if name in frame.columns else pd.Series(np.nan, index=frame.index, dtype=object)
        return super().column(name, table)

    def numbers(self, name: str, table: Optional[str] = None) -> np.ndarray:
        """A column as floats, NaN where empty."""
        return pd.to_numeric(self.column(name, table), errors="coerce").astype("Float64").astype(float).to_numpy()

    @cached_property
    def points(self) -> gpd.GeoSeries:
        """A place on each feature, None where it has no shape."""
        return places_on(self.subject)

    @cached_property
    def keys(self) -> pd.Series:
        """The ids in the form in which they are compared, None for a row without one."""
        return plan_key(self.column(self.id_column))

    def rows_of(self, ids: pd.Series) -> np.ndarray:
        """Positions in the demand by what results call its items (the id, else #number), -1 where there is none.

        Of items with one id only the first is found.
        """
        own = plan_key(self.ids.astype(object))
        first = own[~own.duplicated()]
        where = pd.Series(first.index.to_numpy(), index=first.to_numpy())
        return plan_key(ids.astype(object)).map(where).fillna(-1).astype(int).to_numpy()

    @cached_property
    def units(self) -> np.ndarray:
        """Whether a row is a unit of its own, no key point of another: a village may name its township as parent."""
        entries = demand_data()["key_points"].values()
        points = {code for entry in entries for code in (*entry["points"], *entry.get("also", {}))}
        return ~(filled(self.column("parent_id")) & self.column("kind").isin(points).to_numpy())

    @cached_property
    def parents(self) -> np.ndarray:
        """The position of the unit that a key point belongs to, -1 for a unit of its own (or an unknown parent)."""
        return np.where(self.units, -1, self.rows_of(self.column("parent_id")))

    @cached_property
    def only_coastal(self) -> bool:
        """Whether all counties given are known not to lie on the land border."""
        return self._all_counties("coast")

    @cached_property
    def only_inland(self) -> bool:
        """Whether all counties given are known not to lie on the coast."""
        return self._all_counties("border")

    def _all_counties(self, side: str) -> bool:
        return "counties" in self.tables and bool(self.column("group", "counties").isin([side, "none"]).all())

    @cached_property
    def judged(self) -> pd.DataFrame:
        """The rows of `assessed` with `row`: their position in the demand, found by the id.

        Rows of another layer are left out; of items with one id only the first is found, the others count as not assessed.
        """
        frame = pd.DataFrame(self.tables["assessed"])
        names = ("county", "technology", "operator", "state", "unit", "evidence", "planned_year")
        table = pd.DataFrame({name: self.column(name, "assessed").to_numpy() for name in names}, index=frame.index)
        for name in ("total", "covered", "unknown", "share", "covered_measured"):
            table[name] = self.numbers(name, "assessed")
        table["row"] = self.rows_of(self.column(self.id_column, "assessed"))
        return table[table["row"] >= 0].reset_index(drop=True)

    @cached_property
    def states(self) -> pd.DataFrame:
        """The state of each item and technology: the best operator's, the weakest of its parts in several counties.

        Columns row, technology, state, share (of all its parts).
        """
        rank = {state: n for n, state in enumerate(WEAKEST_FIRST)}
        table = self.judged.assign(rank=self.judged["state"].map(rank).fillna(rank["unknown"]).astype(int))
        table = table.assign(operator=table["operator"].fillna("").astype(str))
        parts = table.groupby(["row", "technology", "operator"], sort=True)
        whole = parts.agg(
            rank=("rank", "min"), covered=("covered", "sum"), total=("total", "sum"), share=("share", "first")
        )
        whole["share"] = whole["share"].where(parts.size() == 1, whole["covered"] / whole["total"])
        best = whole.reset_index().sort_values(["row", "technology", "rank", "share"], kind="stable")
        best = best.drop_duplicates(["row", "technology"], keep="last").reset_index(drop=True)
        return best.assign(state=best["rank"].map(dict(enumerate(WEAKEST_FIRST))))[
            ["row", "technology", "state", "share"]
        ]

    def technologies(self, judged: pd.DataFrame) -> np.ndarray:
        """The technology of each row in words, with the operator where it is one operator's row."""
        named = judged["operator"].isin([code for code in code_lists()["operator"] if ";" not in code])
        words = judged["technology"].astype(str)
        return words.where(~named, words + " " + self.words("operator", judged["operator"])).to_numpy()

    def counties(self, judged: pd.DataFrame) -> np.ndarray:
        """The county of each row by its name where the counties given tell, else as it stands; empty where there is none."""
        county = judged["county"].fillna("").astype(str)
        if "counties" not in self.tables:
            return county.to_numpy()
        names = pd.Series(self.column("name", "counties").to_numpy(), index=self.column("code", "counties").astype(str))
        names = names[names.notna() & ~names.index.duplicated()]
        return county.map(names).fillna(county).to_numpy()

    def not_assessed(self, rows: np.ndarray) -> pd.DataFrame:
        """Rows to judge that `assessed` says nothing of."""
        return offenders(np.setdiff1d(rows, self.judged["row"]), unchecked="not_assessed")

    def none_of(self, kinds: Sequence[str], codelist: str) -> pd.DataFrame:
        """One row that says of which of these kinds the demand holds nothing, empty where COMPLETE names them all."""
        present = set(self.column("kind").dropna()) | self.complete
        gone = [word_of(codelist, kind, self.language) for kind in kinds if kind not in present]
        return self.of_layer(unchecked="no_demand", kinds=self.phrase("and_kinds").join(gone)) if gone else offenders()

    def of_layer(self, **columns: Any) -> pd.DataFrame:
        """A finding of the layer as a whole."""
        return offenders([-1], feature=None, layer=self.kind, label=self.name, **columns)


def coverage_rule(rule_id: str, aspect: str, of_place: bool = False) -> Callable[[CoverageFunction], CoverageFunction]:
    """Register a function as the aspect of a rule of the set `coverage`."""

    def register(function: CoverageFunction) -> CoverageFunction:
        rule(rule_id, aspect, of_place)(cast(Any, function))
        return function

    return register
