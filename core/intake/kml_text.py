"""The description of a placemark: key and value pairs where it is a table or a list of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Optional

_PAIR = re.compile(r"^\s*([^:：=\n]{1,30}?)\s*[:：=]\s*(.*?)\s*$")
_MAX = 200_000


def described(text: str) -> dict[str, str]:
    """Pairs from a table of two columns, or from lines that are all `key: value`; empty where it is prose."""
    text = text[:_MAX]
    if re.search(r"<\s*(?:table|tr|td|br|p|div|b)\b", text, re.IGNORECASE):
        parser = _Table()
        parser.feed(text)
        parser.close()
        pairs = [row for row in parser.rows if len(row) == 2 and row[0]]
        if pairs:
            return {key.rstrip(":： "): value for key, value in reversed(pairs) if value}
        text = parser.text
    lines = [line for line in text.splitlines() if line.strip()]
    found = [_PAIR.match(line) for line in lines]
    if not lines or not all(found):
        return {}
    return {pair.group(1): pair.group(2) for pair in reversed(found) if pair and pair.group(2)}


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.text = ""
        self._cell: Optional[str] = None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "tr":
            self._close()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._close()
            self._cell = ""
        elif tag in ("br", "p", "div", "li"):
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()
        elif tag in ("p", "div", "li"):
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        if self._cell is None:
            self.text += data
        else:
            self._cell += data

    def _close(self) -> None:
        if self._cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(self._cell.strip())
            self._cell = None
