"""The registry of targets: records of the documents shipped, and a county's own, from YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Union

import yaml

from ..errors import N_, CoreError
from ..schema import RESOURCES, plain
from ..shipped import read_yaml
from .records import Target, only, read_records, stand_once

FOLDER = RESOURCES / "targets"


@dataclass(frozen=True)
class Registry:
    """All targets in order, with the documents they stand in and the scopes they speak to."""

    targets: tuple[Target, ...]
    documents: Mapping[str, Mapping[str, Any]]
    scopes: Mapping[str, Mapping[str, Any]]

    def __getitem__(self, target: str) -> Target:
        for entry in self.targets:
            if entry.id == target:
                return entry
        raise KeyError(target)

    def chosen(self, documents: Iterable[str] = ()) -> tuple[Target, ...]:
        """The targets of these documents, named by id, number or title; of all when none is named."""
        wanted = [word for word in documents if str(word).strip()]
        if not wanted:
            return self.targets
        keys = {self._document(word) for word in wanted}
        return tuple(entry for entry in self.targets if entry.document in keys)

    def _document(self, word: str) -> str:
        for key, entry in self.documents.items():
            title = entry.get("title") or {}
            said = [key, entry.get("number") or "", *title.values()]
            short = re.findall(r"\d+号", str(entry.get("number") or ""))
            if plain(word) in {plain(text) for text in (*said, *short) if text}:
                return key
        known = ", ".join(f"{key} ({entry.get('number') or '-'})" for key, entry in self.documents.items())
        raise CoreError(N_("There is no document '{name}'. Known: {known}."), name=word, known=known)


def load_targets(extra: Iterable[Union[str, Path]] = ()) -> Registry:
    """The shipped records and those of a county's own files or folders.

    A file of one's own holds `records`, and may hold `document` (an id), `documents` (title, number, date), `scopes` and
    `classes` (name -> a class of ours with keys set: a definition without code). A record with the id of a shipped one
    is refused: targets of the documents stay as they are. CoreError names file, record and cure.
    """
    shipped = _shipped()
    targets, documents, scopes = list(shipped.targets), dict(shipped.documents), dict(shipped.scopes)
    for path in _files(extra):
        entry = _read(path)
        only(entry, {"document", "documents", "records", "classes", "scopes"}, path.name, "")
        documents.update(entry.get("documents") or {})
        scopes.update(entry.get("scopes") or {})
        document = str(entry.get("document") or path.stem)
        documents.setdefault(document, {"title": {"zh": document, "en": document}, "number": None, "date": None})
        targets += read_records(entry, document, path.name, scopes)
        stand_once(targets, path.name)
    return Registry(tuple(targets), documents, scopes)


@cache
def _shipped() -> Registry:
    head = read_yaml(FOLDER / "documents.yaml")
    targets: list[Target] = []
    for document in head["documents"]:
        path = FOLDER / f"{document}.yaml"
        targets += read_records(read_yaml(path), document, path.name, head["scopes"])
    stand_once(targets, "documents.yaml")
    return Registry(tuple(targets), head["documents"], head["scopes"])


def _files(extra: Iterable[Union[str, Path]]) -> list[Path]:
    found: list[Path] = []
    for given in [extra] if isinstance(extra, (str, Path)) else extra:
        path = Path(given)
        if not path.exists():
            raise CoreError(N_("There is no file '{file}' with targets."), file=str(given))
        found += sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        entry = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        text = N_("Targets file '{file}' is no readable YAML (line {line}).")
        raise CoreError(text, file=path.name, line="?" if line is None else line + 1) from error
    if not isinstance(entry, dict) or not isinstance(entry.get("records"), list):
        raise CoreError(N_("Targets file '{file}' needs a list 'records', one entry per target."), file=path.name)
    return entry
