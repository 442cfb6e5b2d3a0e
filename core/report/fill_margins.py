"""What stands beside the cells of a workbook, filled: headers, footers, text boxes. Only single words, no rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from .ooxml import child, inside, local
from .placeholders import PLACEHOLDER, Vocabulary, clean, spread

LONGEST = 255  # characters of a header or footer, codes and all; a longer one makes Excel repair the file


def fill_margins(sheet: Element, vocabulary: Vocabulary, title: str) -> None:
    """Fill headers and footers; what they have no room for is cut."""
    margins = child(sheet, "headerFooter")
    for part in margins if margins is not None else ():
        text = part.text or ""
        if count := len(PLACEHOLDER.findall(text)):
            room = (LONGEST - len(PLACEHOLDER.sub("", text))) // count
            fill = _cut_to(room, vocabulary.filler(f"{title}, {local(part)}"))
            part.text = PLACEHOLDER.sub(fill, text)


def _cut_to(room: int, fill: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    def said(match: re.Match[str]) -> str:
        words = fill(match)
        return words if words == match[0] else _cut(clean(words).replace("&", "&&"), room)

    return said


def fill_boxes(drawing: Element, vocabulary: Vocabulary, part: str) -> None:
    """Fill the texts of boxes and shapes, though a placeholder may be spread over several runs."""
    for number, paragraph in enumerate(inside(drawing, "p"), start=1):
        texts = list(inside(paragraph, "t"))
        pieces = [text.text or "" for text in texts]
        if not PLACEHOLDER.search("".join(pieces)):
            continue
        for text, words in zip(texts, spread(pieces, vocabulary.filler(f"{part}, paragraph {number}"))):
            text.text = clean(words).replace("\n", " ")


def _cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return re.sub(r"(?<!&)(&&)*&$", r"\1", text[: max(room - 1, 0)]) + "…"
