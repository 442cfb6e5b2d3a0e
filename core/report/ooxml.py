"""Workbooks and documents as the zips of XML that they are: opened with care, changed in place, all else kept as it is."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Optional
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from ..errors import N_, CoreError
from ..intake.read_archive import open_archive, read_member
from .writing import replacing

MOST_BYTES = 60_000_000
"""Of one part of a template, unpacked."""


class Package:
    """The parts of a template: XML is parsed when asked for, and written anew only when it was."""

    def __init__(self, path: Path) -> None:
        self.path, self.file = path, path.name
        self._trees: dict[str, Element] = {}
        self._dropped: set[str] = set()
        with open_archive(str(path), self.file) as archive:
            self._parts = {
                m.filename: read_member(archive, m.filename, MOST_BYTES, self.file) for m in archive.infolist()
            }
        if any(name.lower().endswith("vbaproject.bin") for name in self._parts):
            text = N_("The template '{file}' holds macros. Save it as {kind} without macros, then fill it.")
            raise CoreError(text, file=self.file, kind=path.suffix.lower().lstrip("."))

    def names(self, start: str, end: str = ".xml") -> list[str]:
        """The parts whose name begins and ends so."""
        return sorted(name for name in self._parts if name.startswith(start) and name.endswith(end))

    def has(self, name: str) -> bool:
        return name in self._parts

    def xml(self, name: str) -> Element:
        """The root of a part, to be changed in place. Names of elements keep their prefix (`w:p`)."""
        if name not in self._trees:
            self._trees[name] = parsed(self._parts[name], self.file)
        return self._trees[name]

    def must_hold(self, start: str) -> None:
        """CoreError where no part's name begins so: a file that bears the ending of another kind."""
        if not self.names(start):
            text = N_("The template '{file}' is no {kind} inside. Open it, save it as {kind} and try again.")
            raise CoreError(text, file=self.file, kind=self.path.suffix.lower().lstrip("."))

    def drop(self, name: str) -> None:
        """Leave a part out of what is written."""
        self._dropped.add(name)

    def related(self, part: str) -> dict[str, str]:
        """Id of a relation -> the part that it leads to, for those inside the package."""
        folder, _, own = part.rpartition("/")
        rels = f"{folder}/_rels/{own}.rels"
        if rels not in self._parts:
            return {}
        found = {}
        for relation in parsed(self._parts[rels], self.file):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                found[relation.get("Id", "")] = (
                    target.lstrip("/") if target.startswith("/") else _joined(folder, target)
                )
        return found

    def save(self, path: Path) -> None:
        """Write the package to `path`; a former file stays whole until then."""
        with replacing(path) as fresh, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                if name in self._dropped:
                    continue
                archive.writestr(name, written(self._trees[name]) if name in self._trees else content)


def parsed(content: bytes, file: str) -> Element:
    """XML without namespaces resolved, so that it can be written as it was; CoreError where it declares entities."""
    parser = expat.ParserCreate()
    builder = TreeBuilder()

    def refuse(*_: object) -> None:
        raise CoreError(
            N_("The template '{file}' is refused: its XML declares entities, which no template needs."), file=file
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        text = N_("The template '{file}' is damaged: {why}. Open it, save it anew and try again.")
        raise CoreError(text, file=file, why=str(error)) from error
    return builder.close()


def written(root: Element) -> bytes:
    """A part as Office writes it."""
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + tostring(root, encoding="utf-8")


def local(element: Element) -> str:
    """The name without its prefix."""
    return element.tag.rpartition(":")[2]


def prefix(element: Element) -> str:
    """The prefix with its colon; '' where there is none."""
    return element.tag[: -len(local(element))]


def inside(element: Element, name: str) -> Iterator[Element]:
    """All elements of this local name below, in order."""
    return (found for found in element.iter() if found is not element and local(found) == name)


def child(element: Element, name: str) -> Optional[Element]:
    """The first child of this local name."""
    return next((found for found in element if local(found) == name), None)


def parents(root: Element) -> Mapping[Element, Element]:
    """Child -> parent."""
    return {below: above for above in root.iter() for below in above}


def _joined(folder: str, target: str) -> str:
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)
