"""What must not stand in a public register: phone numbers, people's names, bodies that guard the border."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, Callable

import numpy as np
import pandas as pd

from .schema import read_resource

KINDS = ("phones", "names", "border")
_HAN = "[\u4e00-\u9fff·]"
_NOT_TEXT = ("resource_id", "site_id", "category", "owner_class", "mode", "status", "place_grade", "sheet", "row")
_CODED = re.compile(r"_raw$|^crs_declared$|^decimals$|^layer_name$")
_DIGITS = re.compile(r"\d(?:[\s-]*\d){4,}")


@cache
def words() -> dict[str, Any]:
    """The words and patterns of resources/columns/private.yaml."""
    return read_resource("columns", "private.yaml")


@cache
def _phones() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in words()["phones"]), re.IGNORECASE)


@cache
def _names() -> re.Pattern[str]:
    said = words()
    surname = f"(?:{'|'.join(said['surnames_long'])}|[{said['surnames']}])"
    after = rf"(?:{'|'.join(said['name_after'])})[:\s()是为]*(?P<after>{_HAN}{{2,4}}?)(?={'|'.join(_STOPS)}|(?!{_HAN}))"
    before = rf"{surname}{_HAN}{{0,2}}?(?:{'|'.join(said['name_before'])})"
    title = (
        rf"(?:(?<!{_HAN})|(?<=[找询洽系人与和由])){surname}{_HAN}{{0,2}}?(?:{'|'.join(said['title_before'])})(?!{_HAN})"
    )
    return re.compile(f"{after}|{before}|{title}")


_STOPS = ("电话", "手机", "联系", "先生", "女士")


@cache
def _border() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words()["border"]), re.IGNORECASE)


def _is_office(name: str) -> bool:
    return name.endswith(tuple(words()["offices"]))


def has_phone(text: str) -> bool:
    """Whether a text holds a mobile or landline number."""
    return bool(_phones().search(text))


def has_name(text: str) -> bool:
    """Whether a text names a person: after 联系人 and the like, or before 先生 and the like; an office is no person."""
    return any(not (hit["after"] and _is_office(hit["after"])) for hit in _names().finditer(text))


def is_contact_name(text: str) -> bool:
    """Whether a cell of contacts names a person: anything beside numbers that is no office."""
    rest = _DIGITS.sub(" ", _phones().sub(" ", text))
    rest = re.sub("|".join([*words()["name_after"], "电话", "手机", "微信", "tel"]), " ", rest, flags=re.IGNORECASE)
    parts = re.findall(rf"{_HAN}{{2,}}|[A-Za-z]{{2,}}", rest)
    return any(not _is_office(part) for part in parts)


def has_border(text: str) -> bool:
    """Whether a text names a body that guards the border."""
    return bool(_border().search(text))


def private_cells(table: pd.DataFrame) -> dict[str, dict[str, np.ndarray]]:
    """Of each kind (phones, names, border) the columns that hold any, with the rows in which they do.

    Looks at every column of text, known or not, but for numbers and codes of rows; in `contact` any number is a phone and
    anything but an office a name. A category that is no code is text.
    """
    found: dict[str, dict[str, np.ndarray]] = {kind: {} for kind in KINDS}
    for column in text_columns(table):
        contact = column == "contact"
        tests: dict[str, Callable[[str], bool]] = {
            "phones": (lambda text: has_phone(text) or bool(_DIGITS.search(text))) if contact else has_phone,
            "names": (lambda text: has_name(text) or is_contact_name(text)) if contact else has_name,
            "border": has_border,
        }
        for kind, test in tests.items():
            hit = _each(table[column], test, False).astype(bool)
            if hit.any():
                found[kind][column] = hit
    if "owner" in table.columns and "owner_class" in table.columns:
        own = (table["owner_class"] == "residential").to_numpy() & _each(table["owner"], _is_person, False).astype(bool)
        if own.any():
            found["names"]["owner"] = found["names"].get("owner", False) | own
    return found


def _is_person(text: str) -> bool:
    said = words()
    surname = f"(?:{'|'.join(said['surnames_long'])}|[{said['surnames']}])"
    return bool(re.fullmatch(rf"{surname}{_HAN}{{1,2}}", text)) and not _is_office(text)


def text_columns(table: pd.DataFrame) -> list[str]:
    """The columns in which somebody may have typed anything."""
    columns = [c for c in table.columns if c not in _NOT_TEXT and not _CODED.search(str(c)) and c != "geometry"]
    if "category" in table.columns:
        columns.append("category")
    return [c for c in columns if table[c].dtype == object or str(table[c].dtype) in ("string", "str")]


def cleaned(text: pd.Series) -> pd.Series:
    """The texts without phone numbers and without names of people; None where nothing is left."""

    def clean(word: str) -> Any:
        bare = _names().sub(lambda hit: hit[0] if hit["after"] and _is_office(hit["after"]) else "", word)
        bare = re.sub(r"[(（\[]\s*[)）\]]", "", _phones().sub("", bare))
        return re.sub(r"^[\s,，;；、:：]+|[\s,，;；、:：]+$", "", bare) or None

    touched = _each(text, lambda word: has_phone(word) or has_name(word), False).astype(bool)
    return text.where(~touched, pd.Series(_each(text, clean, None), index=text.index, dtype=object))


def _each(text: pd.Series, say: Callable[[str], Any], empty: Any) -> np.ndarray:
    """`say` of every text with half-width signs; each distinct one worked out once."""
    codes, distinct = pd.factorize(text)
    said = [say(unicodedata.normalize("NFKC", str(word))) for word in distinct]
    return np.array([*said, empty], dtype=object)[codes]
