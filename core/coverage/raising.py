"""GDAL raising what goes wrong, for as long as it takes: other plugins rely on it as they left it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gdal_raises() -> Iterator[None]:
    """Also a decorator."""
    from osgeo import gdal

    raised = gdal.GetUseExceptions()
    gdal.UseExceptions()
    try:
        yield
    finally:
        if not raised:
            gdal.DontUseExceptions()
