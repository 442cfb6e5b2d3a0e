"""The rules CG-01 to CG-15, registered by importing this module."""

from __future__ import annotations

from . import (  # noqa: F401 - registers the rules
    coverage_bodies,
    coverage_places,
    coverage_routes,
    coverage_samples,
    coverage_tasks,
    coverage_units,
)
