"""Which site serves most of a line or an area, and how weak the signal gets there, by a model that follows the path."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd

from .transmitters import site_names

COLUMNS = ("item", "at_m", "size", "site", "margin_db", "probability")
SERVED = ("server", "server_share", "weakest_db", "weakest_chance")


def none_served() -> pd.DataFrame:
    return pd.DataFrame({name: np.array([], object if name == "site" else float) for name in COLUMNS})


def served(
    item: np.ndarray, at_m: Optional[np.ndarray], size: np.ndarray, found: pd.DataFrame, there: pd.DataFrame
) -> pd.DataFrame:
    """COLUMNS of the steps of lines (or squares of areas, without `at_m`) that are served; `found`: what the signal told of
    each, `there`: the transmitters that its rows mean; `size` in any unit."""
    held = np.flatnonzero(found["holds"].to_numpy(bool) & (found["row"] >= 0).to_numpy())
    table = found.iloc[held][["margin_db", "probability"]].reset_index(drop=True)
    table["item"], table["size"] = item[held], size[held]
    table["at_m"] = np.nan if at_m is None else at_m[held]
    table["site"] = site_names(there.iloc[found["row"].to_numpy(int)[held]])
    return table[list(COLUMNS)]


def best_of(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Of several operators' tables over the same steps the one with the most margin at each."""
    kept = [table for table in tables if len(table)]
    if len(kept) < 2:
        return kept[0] if kept else none_served()
    whole = pd.concat(kept, ignore_index=True).sort_values("margin_db", kind="stable")
    return whole.drop_duplicates(["item", "at_m"], keep="last").sort_index(ignore_index=True)


def mostly(table: pd.DataFrame, key: np.ndarray, count: int) -> pd.DataFrame:
    """SERVED for `count` rows: the site that serves most of each, its share of what is served, and the lowest margin with
    its probability. `key`: the row that each step is for, -1 for none."""
    told = pd.DataFrame({name: np.full(count, None if name == "server" else np.nan, object) for name in SERVED})
    told = told.astype(dict.fromkeys(SERVED[1:], float))
    mine = table[key >= 0].assign(key=key[key >= 0])
    if not len(mine):
        return told
    size = mine.groupby(["key", "site"], sort=False)["size"].sum().reset_index()
    size["share"] = size["size"] / size.groupby("key")["size"].transform("sum")
    most = (
        size.sort_values(["key", "size"], ascending=[True, False], kind="stable")
        .drop_duplicates("key")
        .set_index("key")
    )
    weak = mine.sort_values("margin_db", kind="stable").drop_duplicates("key").set_index("key")
    told.loc[most.index, "server"] = most["site"].to_numpy(object)
    told.loc[most.index, "server_share"] = most["share"].to_numpy()
    told.loc[weak.index, "weakest_db"] = weak["margin_db"].to_numpy()
    told.loc[weak.index, "weakest_chance"] = weak["probability"].to_numpy()
    return told
