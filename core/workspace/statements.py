"""Statements put together from names alone: names are quoted here, and values always stand apart, as marks."""

from __future__ import annotations

from collections.abc import Sequence


def quoted(name: str) -> str:
    """A name as both databases take any name."""
    return '"' + name.replace('"', '""') + '"'


def select(expressions: Sequence[str], table: str, rest: str = "") -> str:
    return select_from(expressions, " ".join([quoted(table), rest]))


def select_from(expressions: Sequence[str], source: str) -> str:
    """… from a source put together here: a table with its hints, or another select in brackets."""
    return " ".join(["SELECT", ", ".join(expressions), "FROM", source])


def insert(table: str, names: Sequence[str], rest: str = "") -> str:
    """A row of the table with a mark for each of the names."""
    marks = ", ".join("?" * len(names))
    return " ".join(
        ["INSERT", "INTO", quoted(table), "(", ", ".join(map(quoted, names)), ") VALUES (", marks, ")", rest]
    )


def update(table: str, names: Sequence[str], where: str) -> str:
    """A mark for each of the names, then those of `where`."""
    return " ".join(
        ["UPDATE", quoted(table), "SET", ", ".join(f"{quoted(name)} = ?" for name in names), "WHERE", where]
    )


def delete(table: str, where: str) -> str:
    return " ".join(["DELETE", "FROM", quoted(table), "WHERE", where])
