"""
Finding by names: measures, units, places, each within the reader's reach; never requests and never a person.

The doors find their own texts; the page and the interface compose.

:source: ADR 0026.
"""

from .queries import GROUPS, WITHIN, names_found
from .records import FoundMeasure, FoundNames
from .service import fill_sounds, keep_sounds

__all__ = ["GROUPS", "WITHIN", "FoundMeasure", "FoundNames", "fill_sounds", "keep_sounds", "names_found"]
