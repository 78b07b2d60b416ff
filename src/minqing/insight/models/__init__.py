"""Tables of what is derived. No persons, no requests."""

from .levels import ServiceLevel
from .own import MeasureSounds, OwnMeasure, OwnRetirement
from .public import PublicEdition, PublicRow
from .views import Arrangement, SavedView, ViewIssue

__all__ = [
    "Arrangement",
    "MeasureSounds",
    "OwnMeasure",
    "OwnRetirement",
    "PublicEdition",
    "PublicRow",
    "SavedView",
    "ServiceLevel",
    "ViewIssue",
]
