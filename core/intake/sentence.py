"""What the intake says about a file: a sentence that reads as English and can be said in Chinese at the edge."""

from __future__ import annotations

from typing import Any


class Sentence(str):
    """A filled-in English template; `text` and `values` are kept, so that the edge can translate the template.

    Mark the template with N_() where it is written. Values may be sentences themselves.
    """

    text: str
    values: dict[str, Any]

    def __new__(cls, text: str, **values: Any) -> Sentence:
        said = super().__new__(cls, text.format(**values))
        said.text = text
        said.values = values
        return said
