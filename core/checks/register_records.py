"""OR-01, 02, 05, 08, 09, 14, 15: what a row of the register says of itself, before any map is needed."""

from __future__ import annotations

import unicodedata
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from .. import private
from ..schema import table_kind
from .case import Case
from .rules import offenders, rule

COLUMNS = ("resource_id", "name", "category", "address", "owner", "mode", "batch", "published_on", "status", "contact")
_NEEDED = ("owner", "category")
_OPENED = ("published", "usable", "unusable", "signed", "built", "refused")


def filled(values: pd.Series) -> pd.Series:
    """Cells that hold anything."""
    return values.notna() & (values.astype(str).str.strip() != "")


def untold(case: Case, column: str, besides: Optional[np.ndarray] = None) -> pd.DataFrame:
    """Rows that can't be judged because this column is empty."""
    empty = ~filled(case.column(column)).to_numpy()
    rows = np.flatnonzero(empty if besides is None else empty & ~besides)
    return offenders(rows, unchecked="no_attribute", fields=case.field(column))


def _gaps(case: Case, names: tuple[str, ...], besides: dict[str, np.ndarray]) -> pd.DataFrame:
    """Rows in which one of these columns is empty, with the names of the columns; `besides`: rows that need not fill one."""
    lost = []
    for name in names:
        empty = ~filled(case.column(name)).to_numpy() & ~besides.get(name, np.zeros(len(case.subject), bool))
        if f"{name}_raw" in case.subject.columns:  # filled, but not understood: OR-01/code tells
            empty &= ~filled(case.subject[f"{name}_raw"]).to_numpy()
        lost.append(pd.Series(case.field(name), index=np.flatnonzero(empty), dtype=object))
    words = pd.concat(lost) if lost else pd.Series(dtype=object)
    fields = words.groupby(level=0).agg(case.phrase("and_kinds").join)
    return offenders(fields.index, fields=fields)


@rule("OR-01", "missing", of_place=False)
def owner_and_category_filled(case: Case) -> pd.DataFrame:
    """Rows without an owner or a category."""
    return _gaps(case, _NEEDED, {})


@rule("OR-01", "incomplete", of_place=False)
def row_complete(case: Case) -> pd.DataFrame:
    """Rows with another gap, in columns that the register has; what is only proposed needs no batch.

    The date of what was published is asked by OR-09.

    `contact` is asked for as a column only: what stands in it must not be published (OR-15).
    """
    names = tuple(n for n in COLUMNS if n not in (*_NEEDED, "contact") and filled(case.column(n)).any())
    status = case.column("status")
    proposed = (status == "proposed").to_numpy()
    return _gaps(case, names, {"batch": proposed, "published_on": proposed | status.isin(_OPENED).to_numpy()})


@rule("OR-01", "columns", of_place=False)
def columns_present(case: Case) -> pd.DataFrame:
    """The columns of a register that this one lacks: one finding for the table; owner and category are told row by row."""
    gone = [case.field(n) for n in COLUMNS if n not in _NEEDED and not filled(case.column(n)).any()]
    return of_table(case, fields=case.phrase("and_kinds").join(gone)) if gone else offenders()


def of_table(case: Case, **columns: Any) -> pd.DataFrame:
    """A finding of the table as a whole."""
    return offenders([-1], feature=None, layer=case.kind, label=case.name, **columns)


def _typed(case: Case) -> np.ndarray:
    """Rows whose coordinate was given: as typed text, or as a geometry (that lies outside the country)."""
    raw = filled(case.column("lon_raw")) | filled(case.column("lat_raw"))
    places = case.subject.geometry.to_numpy()
    return (raw.to_numpy() | ~shapely.is_missing(places)) & ~shapely.is_empty(places)


def _lost(case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows without a usable place: a coordinate was typed, else an address stands, else nothing does."""
    lost = ~case.placed
    typed = lost & _typed(case)
    address = lost & ~typed & filled(case.column("address")).to_numpy()
    return np.flatnonzero(typed), np.flatnonzero(address), np.flatnonzero(lost & ~typed & ~address)


@rule("OR-02", "coordinate", of_place=False)
def coordinate_usable(case: Case) -> pd.DataFrame:
    """Rows whose coordinate can't be read or lies outside the country."""
    rows = _lost(case)[0]
    shown = {f"typed_{axis}": case.column(f"{axis}_raw").fillna("").to_numpy()[rows] for axis in ("lon", "lat")}
    return offenders(rows, **shown)


@rule("OR-02", "address", of_place=False)
def address_only(case: Case) -> pd.DataFrame:
    """Rows with an address and no coordinate: counted, and on no map."""
    rows = _lost(case)[1]
    return offenders(rows, address=case.column("address").to_numpy()[rows])


@rule("OR-02", "nowhere", of_place=False)
def somewhere(case: Case) -> pd.DataFrame:
    """Rows with neither coordinate nor address."""
    return offenders(_lost(case)[2])


def _free_duty(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Live rows whose owner must open free, and those whose owner's class is not told."""
    owner = case.column("owner_class")
    return case.live & owner.isin(case.profile["free_duty"]).to_numpy(), case.live & owner.isna().to_numpy()


@rule("OR-05", "mode", of_place=False)
def free_where_due(case: Case) -> pd.DataFrame:
    """Owners with the duty to open free that ask to be paid; open where a class or a mode is missing and decides."""
    due, unclassed = _free_duty(case)
    mode = case.column("mode")
    paid = (mode == "paid").to_numpy()
    hit = np.flatnonzero(due & paid)
    return pd.concat(
        [
            offenders(hit, owner=case.words("owner_class", case.column("owner_class")[hit])),
            offenders(np.flatnonzero(unclassed & paid), unchecked="no_attribute", fields=case.field("owner_class")),
            offenders(
                np.flatnonzero(due & mode.isna().to_numpy()), unchecked="no_attribute", fields=case.field("mode")
            ),
        ]
    )


@rule("OR-08", "stale", of_place=False)
def surveyed_in_time(case: Case) -> pd.DataFrame:
    """Rows published longer ago than the profile says and never surveyed."""
    waiting = (case.column("status") == "published") & ~filled(case.column("surveyed_on"))
    published = pd.to_datetime(case.column("published_on"))
    months = int(case.profile["register_stale_months"])
    before = pd.Timestamp(case.date) - pd.DateOffset(months=months)
    rows = np.flatnonzero(waiting & (published < before))
    elapsed = (pd.Timestamp(case.date) - published.iloc[rows]).dt.days / 30.4375
    undated = np.flatnonzero(waiting & published.isna())
    return pd.concat(
        [
            offenders(rows, measured=elapsed, limit=float(months), unit="months", date=_days(published.iloc[rows])),
            offenders(undated, unchecked="no_attribute", fields=case.field("published_on")),
            untold(case, "status"),
        ]
    )


@rule("OR-08", "refused", of_place=False)
def refusal_followed_up(case: Case) -> pd.DataFrame:
    """Refused rows whose newest date is longer ago than the profile says."""
    refused = case.column("status") == "refused"
    dates = [pd.to_datetime(case.column(name)) for name in ("published_on", "surveyed_on", "signed_on")]
    newest = pd.concat(dates, axis=1).max(axis=1)
    elapsed = (pd.Timestamp(case.date) - newest).dt.days
    limit = float(case.profile["register_refused_days"])
    rows = np.flatnonzero(refused & (elapsed > limit))
    undated = np.flatnonzero(refused & newest.isna())
    fields = case.phrase("and_kinds").join([case.field("published_on"), case.field("surveyed_on")])
    return pd.concat(
        [
            offenders(
                rows, measured=elapsed.iloc[rows].astype(float), limit=limit, unit="days", date=_days(newest.iloc[rows])
            ),
            offenders(undated, unchecked="no_attribute", fields=fields),
        ]
    )


def _days(dates: pd.Series) -> pd.Series:
    return dates.dt.strftime("%Y-%m-%d")


@rule("OR-09", "evidence", of_place=False)
def publication_proved(case: Case) -> pd.DataFrame:
    """Rows that were published, by their status, without a document (number or url) or without a date."""
    published = case.column("status").isin(_OPENED).to_numpy()
    found = _gaps(case, ("document", "published_on"), {"document": ~published, "published_on": ~published})
    return pd.concat([found, untold(case, "status")])


@rule("OR-14", "fee", of_place=False)
def no_fee_where_free(case: Case) -> pd.DataFrame:
    """A fee recorded for an owner with the duty to open free; open where the owner's class is missing."""
    none = {unicodedata.normalize("NFKC", word).casefold() for word in private.words()["no_fee"]}
    fee = case.column("fee")
    said = fee.map(lambda text: unicodedata.normalize("NFKC", str(text)).strip().casefold(), na_action="ignore")
    asked = (filled(fee) & ~said.isin(none)).to_numpy()
    due, unclassed = _free_duty(case)
    hit = np.flatnonzero(asked & due)
    return pd.concat(
        [
            offenders(hit, fee=fee.to_numpy()[hit], owner=case.words("owner_class", case.column("owner_class")[hit])),
            offenders(np.flatnonzero(asked & unclassed), unchecked="no_attribute", fields=case.field("owner_class")),
        ]
    )


def _unfit_to_publish(case: Case) -> dict[str, dict[str, np.ndarray]]:
    return private.private_cells(pd.DataFrame(case.subject.drop(columns=case.subject.geometry.name)))


def _not_public(case: Case, kind: str) -> pd.DataFrame:
    """Rows whose text holds such a thing, with the columns; the contacts as one finding of the table, being contacts."""
    found = dict(case.fact(_unfit_to_publish)[kind])
    contacts = found.pop("contact", None)
    table = table_kind(case.kind).columns
    words = [
        pd.Series(case.field(column) if column in table else column, index=np.flatnonzero(hit), dtype=object)
        for column, hit in found.items()
    ]
    words = pd.concat(words) if words else pd.Series(dtype=object)
    fields = words.groupby(level=0).agg(case.phrase("and_kinds").join)
    rows = offenders(fields.index, fields=fields)
    if contacts is None:
        return rows
    count = int(contacts.sum())
    text = case.phrase("rows_of", fields=case.field("contact"), count=count)
    return pd.concat([rows, of_table(case, measured=float(count), limit=0.0, unit="rows", fields=text)])


@rule("OR-15", "phones", of_place=False)
def no_phones(case: Case) -> pd.DataFrame:
    """Phone numbers anywhere in the table."""
    return _not_public(case, "phones")


@rule("OR-15", "names", of_place=False)
def no_names(case: Case) -> pd.DataFrame:
    """Names of people: contacts, after 联系人 and the like, before 先生 and the like, private owners."""
    return _not_public(case, "names")


@rule("OR-15", "border", of_place=False)
def no_border_bodies(case: Case) -> pd.DataFrame:
    """Bodies that guard the border, by name, owner, category or address."""
    return _not_public(case, "border")
