"""A county's own DOCX form filled: placeholders in any paragraph, a table row repeated for each row of data."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Optional
from xml.etree.ElementTree import Element

from .ooxml import Package, inside, local, parents, prefix
from .placeholders import PLACEHOLDER, Vocabulary, spread

PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
_OF_ONE = ("bookmarkStart", "bookmarkEnd")
"""What must not stand in a document twice."""


def fill_docx(template: Path, output: Path, vocabulary: Vocabulary) -> None:
    """Write the template filled to `output`; all that is no placeholder stays as it is.

    CoreError where the template is damaged, holds macros or declares entities.
    """
    package = Package(template)
    package.must_hold(PARTS[0])
    for start in PARTS:
        for name in package.names(start):
            _fill(package.xml(name), vocabulary, name.rpartition("/")[2])
    package.save(output)


def _fill(root: Element, vocabulary: Vocabulary, part: str) -> None:
    above = parents(root)
    filled: set[Element] = set()  # a value that looks like a placeholder is none
    for number, row in enumerate(list(inside(root, "tr")), start=1):
        table = vocabulary.table_of("".join(_text_of(paragraph) for paragraph in inside(row, "p")))
        if not table or next(inside(row, "tr"), None) is not None:
            continue
        body = above[row]
        at = list(body).index(row)
        copies = [copy.deepcopy(row) for _ in range(len(vocabulary.tables[table].rows) - 1)]
        for k, one in enumerate([row, *copies]):
            if k:
                _made_unique(one)
            for paragraph in inside(one, "p"):
                _fill_paragraph(paragraph, vocabulary, f"{part}, row {number}", k, table)
                filled.add(paragraph)
        body[at + 1 : at + 1] = copies
    for number, paragraph in enumerate(list(inside(root, "p")), start=1):
        if paragraph not in filled:
            _fill_paragraph(paragraph, vocabulary, f"{part}, paragraph {number}")


def _texts(paragraph: Element) -> list[Element]:
    """The texts of a paragraph's own runs, not of paragraphs in boxes inside it."""
    found: list[Element] = []

    def walk(element: Element) -> None:
        for below in element:
            if local(below) == "t":
                found.append(below)
            elif local(below) != "p":
                walk(below)

    walk(paragraph)
    return found


def _text_of(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _fill_paragraph(
    paragraph: Element, vocabulary: Vocabulary, place: str, row: Optional[int] = None, table: str = ""
) -> None:
    texts = _texts(paragraph)
    pieces = [text.text or "" for text in texts]
    if not PLACEHOLDER.search("".join(pieces)):
        return
    around = parents(paragraph)
    for text, was, now in zip(texts, pieces, spread(pieces, vocabulary.filler(place, row, table))):
        if was != now:
            _put(text, now, around[text])


def _put(text: Element, words: str, run: Element) -> None:
    """The words as the text of a run; a new line is a break."""
    first, *others = words.split("\n")
    text.text = first
    text.set("xml:space", "preserve")
    at = list(run).index(text) + 1
    for line in others:
        after = Element(text.tag, {"xml:space": "preserve"})
        after.text = line
        run[at:at] = [Element(f"{prefix(text)}br"), after]
        at += 2


def _made_unique(row: Element) -> None:
    """A copied row without what names it."""
    for element in row.iter():
        for name in [name for name in element.attrib if name.endswith((":paraId", ":textId"))]:
            del element.attrib[name]
        for below in [below for below in element if local(below) in _OF_ONE]:
            element.remove(below)
