"""The algorithms that work, in the order of the toolbox: add yours here when it does, not before."""

from __future__ import annotations

from .checkapplications import CheckApplications
from .checkplan import CheckPlan
from .planprogress import PlanProgress

ALGORITHMS = (CheckApplications, CheckPlan, PlanProgress)
