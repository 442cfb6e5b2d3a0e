"""What can go wrong that a user can put right, and the wish to stop."""

from __future__ import annotations

from typing import Any, Callable

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1; raises `Cancelled` when the user asked to stop."""


def N_(text: str) -> str:
    """Mark an English source text for translation at the edge."""
    return text


class CoreError(Exception):
    """A fault the user can cure: an English template and its values, so that the edge can say it in Chinese."""

    def __init__(self, text: str, **values: Any) -> None:
        self.text = text
        self.values = values
        super().__init__(text.format(**values))


class Cancelled(Exception):
    """Raised out of a progress call when the user stopped the run."""


def no_progress(done: float) -> None:
    """Ignore progress: the default of every function that reports it."""
