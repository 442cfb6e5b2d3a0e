"""A sender's own words for the columns, as YAML: {header: column}, or {sender: name, columns: {header: column}}."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Optional, Union

import yaml

from .. import schema
from ..errors import N_, CoreError

MAX_CHARACTERS = 200_000
_SHOWN = 80


def read_mapping(mapping: Union[str, Mapping[str, Any], None], kind: str) -> tuple[dict[str, str], Optional[str]]:
    """Header -> column ('' where a column shall stay as it is), and the sender's name.

    `mapping`: YAML text, the path of a YAML file, or the mapping itself. A column is named as in the kind, or by its
    Chinese or English word. CoreError names what is no column.
    """
    if mapping is None or mapping == "" or mapping == {}:
        return {}, None
    entries: Any = _parsed(mapping) if isinstance(mapping, str) else mapping
    sender = None
    if isinstance(entries, Mapping) and isinstance(entries.get("columns"), Mapping):
        sender = entries.get("sender")
        entries = entries["columns"]
    if not isinstance(entries, Mapping) or not entries:
        text = N_("The mapping is none: write one line per column as 'header: column'.")
        raise CoreError(text)
    columns = schema.table_kind(kind).columns
    if set(map(str, entries)) <= set(columns) and not {str(value) for value in entries.values()} <= set(columns):
        entries = {header: column for column, header in entries.items()}  # written the other way round
    words = {str(header): _column(header, column, kind) for header, column in entries.items()}
    several = [column for column in words.values() if column and list(words.values()).count(column) > 1]
    if several:
        text = N_("The mapping gives the column '{column}' to {headers}. One header for each column.")
        headers = ", ".join(header for header, column in words.items() if column == several[0])
        raise CoreError(text, column=several[0], headers=headers)
    return words, str(sender) if sender is not None else None


def _column(header: Any, column: Any, kind: str) -> str:
    columns = schema.table_kind(kind).columns
    if column is None or column == "":
        return ""
    if isinstance(column, str):
        if column in columns:
            return column
        for known in columns.values():
            if schema.plain(column) in (schema.plain(known.zh), schema.plain(known.en)):
                return known.name
    text = N_("The mapping turns '{header}' into '{column}', which is no column of {kind}. Columns: {columns}.")
    raise CoreError(
        text, header=str(header)[:_SHOWN], column=str(column)[:_SHOWN], kind=kind, columns=", ".join(columns)
    )


def _parsed(mapping: str) -> Any:
    text = mapping
    file = mapping.strip()
    if "\n" not in file and (file.lower().endswith((".yaml", ".yml")) or (len(file) < 1000 and os.path.isfile(file))):
        try:
            with open(file, encoding="utf-8-sig") as stream:
                text = stream.read(MAX_CHARACTERS + 1)
        except (OSError, ValueError):
            message = N_("The mapping '{file}' cannot be read. Give a YAML file saved as UTF-8.")
            raise CoreError(message, file=os.path.basename(file)) from None
    if len(text) > MAX_CHARACTERS or "&" in text:  # anchors let a few lines stand for billions
        raise CoreError(N_("The mapping is none: write one line per column as 'header: column'."))
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        message = N_(
            "The mapping is not readable as YAML (line {line}). Write one line per column as 'header: column'."
        )
        raise CoreError(message, line="?" if line is None else line + 1) from None
