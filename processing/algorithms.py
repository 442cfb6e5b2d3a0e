"""The algorithms that work, in the order of the toolbox: add yours here when it does, not before."""

from __future__ import annotations

from .applicationsheets import ApplicationSheets
from .checkapplications import CheckApplications
from .checkplan import CheckPlan
from .checkregister import CheckRegister
from .checktargets import CheckTargets
from .convertdatum import ConvertDatum
from .countyreport import CountyReport
from .createworkspace import CreateWorkspace
from .estimatecoverage import EstimateCoverage
from .fetchregister import FetchRegister
from .fillform import FillForm
from .findgaps import FindGaps
from .findlocations import FindLocations
from .importtable import ImportTable
from .loadsample import LoadSample
from .matchresources import MatchResources
from .pathprofile import PathProfileOfPlace
from .placeaddresses import PlaceAddresses
from .planprogress import PlanProgress
from .registerprogress import RegisterProgress

ALGORITHMS = (
    CreateWorkspace,
    LoadSample,
    ImportTable,
    ConvertDatum,
    CheckApplications,
    CheckPlan,
    FindLocations,
    PlanProgress,
    CheckRegister,
    PlaceAddresses,
    MatchResources,
    FetchRegister,
    RegisterProgress,
    EstimateCoverage,
    PathProfileOfPlace,
    FindGaps,
    CheckTargets,
    CountyReport,
    FillForm,
    ApplicationSheets,
)
