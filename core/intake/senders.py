"""What the columns of a sender became, kept as one YAML file per sender and kind: the next file needs no questions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..errors import N_, CoreError
from .mapping import MAX_CHARACTERS, read_mapping


@dataclass(frozen=True)
class Sender:
    """A sender's words: header -> column of the kind ('' for one that stays as it is)."""

    name: str
    kind: str
    columns: dict[str, str]


def save_sender(folder: Path, sender: Sender) -> Path:
    """Keep a sender's words, in place of what was kept of him; the file. CoreError where it cannot be written."""
    name = re.sub(r"[^\w-]", "_", sender.name)
    path = folder / f"{name}.{sender.kind}.yaml"
    content = {"sender": sender.name, "kind": sender.kind, "columns": sender.columns}
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
        os.replace(part, path)
    except OSError as error:
        text = N_("The columns of '{sender}' could not be saved in '{folder}': {reason}.")
        raise CoreError(text, sender=sender.name, folder=str(folder), reason=error.strerror or "?") from error
    return path


def known_senders(folder: Path, kind: str) -> list[Sender]:
    """The senders of a kind of table, the last saved first; files that are none are passed over."""
    found = []
    for path in sorted(folder.glob(f"*.{kind}.yaml"), key=lambda p: p.stat().st_mtime, reverse=True):
        try:
            content = yaml.safe_load(path.read_text("utf-8")[:MAX_CHARACTERS])
            words, name = read_mapping(content if isinstance(content, Mapping) else None, kind)
        except (OSError, ValueError, yaml.YAMLError, CoreError):  # edited by hand into something else
            continue
        if name and words:
            found.append(Sender(name, kind, words))
    return found


def fitting_sender(folder: Path, kind: str, headers: Iterable[str]) -> Sender | None:
    """The sender saved last whose headers are all in the file."""
    there = set(headers)
    return next((sender for sender in known_senders(folder, kind) if set(sender.columns) <= there), None)
