"""PDF files that Qt wrote, joined to one: objects renumbered, one tree of pages. Memory holds one file at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..errors import N_, CoreError

_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class _Object(NamedTuple):
    number: int
    words: bytes  # up to the stream, or all
    stream: bytes  # from the word `stream` on; empty where there is none


def join_pdfs(parts: Sequence[Path], output: Path, title: str = "") -> int:
    """Write the pages of the parts, in order, to `output`; how many there are. CoreError where a part is no PDF of Qt's."""
    with output.open("wb") as file:
        file.write(_HEAD)
        places: dict[int, int] = {}
        kids: list[int] = []
        tree, catalogue, about = 1, 2, 3
        free = 4
        for part in parts:
            free = _append(file, part, free, tree, places, kids)
        told = b" ".join(b"%d 0 R" % kid for kid in kids)
        for number, words in (
            (tree, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (told, len(kids))),
            (catalogue, b"<< /Type /Catalog /Pages %d 0 R >>" % tree),
            (about, b"<< /Producer (Fengsui) /Title <%s> >>" % ("\ufeff" + title).encode("utf-16-be").hex().encode()),
        ):
            places[number] = file.tell()
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, words))
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % free)
        for number in range(1, free):
            file.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n")
        file.write(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (free, catalogue, about, start)
        )
    return len(kids)


def _append(file: BinaryIO, part: Path, first: int, tree: int, places: dict[int, int], kids: list[int]) -> int:
    """The objects of one part behind the others, numbered from `first`; the next free number."""
    data = part.read_bytes()
    objects = _objects(data, part.name)
    new = {old.number: first + n for n, old in enumerate(objects)}
    trees = {o.number for o in objects if re.search(rb"/Type\s*/Pages\b", o.words)}
    own_trees = dict.fromkeys(trees, tree)
    order = _kids_in_order(objects, trees)
    kids += [new[number] for number in order]

    def renumbered(match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        return b"%d 0 R" % own_trees.get(number, new.get(number, 0))

    for one in objects:
        if one.number in trees or re.search(rb"/Type\s*/Catalog\b", one.words):
            continue
        places[new[one.number]] = file.tell()
        file.write(b"%d 0 obj\n%s%s\nendobj\n" % (new[one.number], _REFERENCE.sub(renumbered, one.words), one.stream))
    return first + len(objects)


def _kids_in_order(objects: list[_Object], trees: set[int]) -> list[int]:
    """The pages as they follow each other, through trees of trees."""
    words = {o.number: o.words for o in objects}

    def below(number: int) -> list[int]:
        listed = re.search(rb"/Kids\s*\[(.*?)\]", words[number], re.DOTALL)
        found = [int(kid) for kid in _REFERENCE.findall(listed[1])] if listed else []
        return [page for kid in found for page in (below(kid) if kid in trees else [kid])]

    roots = [number for number in trees if b"/Parent" not in words[number]]
    return [page for root in roots for page in below(root)]


def _objects(data: bytes, file: str) -> list[_Object]:
    """The objects by the table at the end of the file."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)
    table = re.compile(rb"xref\s+0 (\d+)\s+").match(data, int(start[1])) if start else None
    if table is None:
        raise CoreError(N_("The file '{file}' is no PDF that can be joined. Delete it and print again."), file=file)
    places = []
    for number in range(int(table[1])):
        line = data[table.end() + 20 * number : table.end() + 20 * number + 20]
        if line[17:18] == b"n":
            places.append((int(line[:10]), number))
    ends = sorted(place for place, _ in places)
    following = dict(zip(ends, [*ends[1:], int(start[1]) if start else len(data)]))
    objects = []
    for place, number in places:
        body = data[place : following[place]]
        body = body[body.index(b"obj") + 3 : body.rindex(b"endobj")].strip(b"\r\n")
        at = body.find(b"stream")
        words, stream = (body[:at], body[at:]) if at >= 0 and b">>" in body[:at] else (body, b"")
        objects.append(_Object(number, words, stream))
    return objects
