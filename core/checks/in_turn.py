"""Long steps over many shapes in turns, so that a cancel takes effect within them."""

from __future__ import annotations

from typing import Callable

import numpy as np

from ..errors import Progress


def in_turn(
    progress: Progress, call: Callable[..., np.ndarray], *columns: np.ndarray, at_once: int = 512
) -> np.ndarray:
    """`call` on so many entries at once, what it gives in one array: a cancel takes effect between them."""
    if len(columns[0]) <= at_once:
        return call(*columns)
    made = []
    for start in range(0, len(columns[0]), at_once):
        progress(0.0)
        made.append(call(*(column[start : start + at_once] for column in columns)))
    return np.concatenate(made)
