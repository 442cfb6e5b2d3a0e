"""What is given to a check, made ready: kinds of zones and routes, kinds named complete, operators from cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Optional

import geopandas as gpd
import pandas as pd

from ..errors import N_, CoreError
from ..schema import code_lists, code_of, plain, word_of


def with_kinds(frame: gpd.GeoDataFrame, codelist: str) -> tuple[gpd.GeoDataFrame, list[tuple[str, dict[str, object]]]]:
    """The zones or routes with a code in `kind`, and what a user should be told (template, values).

    Where a layer has no `kind`, its own name says it when it is, or holds, a word of the code list (the longest such
    word); CoreError where it does not. A word that the list does not know is told, and its features are left out.
    """
    frame = frame.copy()
    layer = (
        frame["layer_name"]
        if "layer_name" in frame.columns
        else pd.Series(str(frame.attrs.get("name", "")), index=frame.index)
    )
    kind = frame["kind"] if "kind" in frame.columns else pd.Series(None, index=frame.index, dtype=object)
    told: list[tuple[str, dict[str, object]]] = []
    for name, rows in layer.groupby(layer).groups.items():
        if kind[rows].isna().all():
            code = _kind_in_name(str(name), codelist)
            if code is None:
                raise CoreError(
                    N_(
                        "Layer '{layer}' has no column kind, and its name does not tell. Add a column kind with one of: {known}."
                    ),
                    layer=name,
                    known=", ".join(code_lists()[codelist]),
                )
            kind = kind.where(~kind.index.isin(rows), code)
            told.append(
                (N_("Layer '{layer}' has no column kind: taken as {kind} by its name."), {"layer": name, "kind": code})
            )
    known = kind.isin(list(code_lists()[codelist]))
    unread: dict[str, int] = {}
    for (name, word), count in kind[~known].fillna("").groupby([layer[~known], kind[~known].fillna("")]).size().items():
        text = N_("Layer '{layer}': {count} features of kind '{word}' are not understood and were not used.")
        told.append((text, {"layer": name, "word": word, "count": int(count)}))
        unread[str(word)] = unread.get(str(word), 0) + int(count)
    frame["kind"] = kind
    kept = frame[known]
    kept.attrs = {**frame.attrs, "unread": unread}
    return kept, told


def _kind_in_name(name: str, codelist: str) -> Optional[str]:
    exact = code_of(codelist, name)
    if exact:
        return exact
    words = {
        plain(word): code
        for code, entry in code_lists()[codelist].items()
        for word in (code, entry["zh"], entry["en"], *entry.get("also", ()))
    }
    inside = [word for word in words if len(word.encode("utf-8")) >= 6 and word in plain(name)]
    longest = [word for word in inside if not any(word != other and word in other for other in inside)]
    if len(longest) > 1:  # 防城区, 南城区: a district in front, not what the layer holds
        longest = [word for word in longest if word != "城区"]
    codes = {words[word] for word in longest}
    return codes.pop() if len(codes) == 1 else None


def complete_kinds(text: Optional[str], codelists: Sequence[str] = ("zone", "route")) -> frozenset[str]:
    """The kinds of these lists that COMPLETE names (codes or words of either language, by commas); CoreError for one not known.

    A word that several of the lists have names the kind of each.
    """
    kinds: set[str] = set()
    for word in re.split(r"[,，;；、]+", text or ""):
        if word.strip():
            codes = {code for code in (code_of(codelist, word) for codelist in codelists) if code}
            if not codes:
                known = ", ".join(dict.fromkeys(code for codelist in codelists for code in code_lists()[codelist]))
                raise CoreError(
                    N_("COMPLETE: there is no kind '{word}'. Known: {known}."), word=word.strip(), known=known
                )
            kinds |= codes
    return frozenset(kinds)


def operators_from_cells(sites: gpd.GeoDataFrame, cells: pd.DataFrame) -> gpd.GeoDataFrame:
    """The sites with the operators of their cells; a site without cells has no known operator."""
    if "site_id" not in cells.columns or "operator" not in cells.columns:
        raise CoreError(N_("The cells need the columns site_id and operator."))
    if "site_id" not in sites.columns:
        raise CoreError(N_("The existing sites need the column site_id, by which their cells are found."))
    known = cells.dropna(subset=["site_id", "operator"])
    operators = known.groupby(known["site_id"].astype(str))["operator"].agg(lambda codes: ";".join(sorted(set(codes))))
    return sites.assign(operators=sites["site_id"].map(operators).where(lambda o: o.notna(), None))


def kind_words(kinds: frozenset[str], language: str) -> str:
    """Kinds said in the user's language."""
    lists = {code: name for name in ("place", "route", "zone") for code in code_lists()[name]}
    return ", ".join(sorted(word_of(lists[kind], kind, language) for kind in kinds))
