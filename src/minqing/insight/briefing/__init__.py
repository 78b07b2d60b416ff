"""The briefing of a week or a month: figures of the ledger and nothing else, as known at one position."""

from .queries import Period, briefing
from .records import Briefing, Group, Item, Section

__all__ = ["Briefing", "Group", "Item", "Period", "Section", "briefing"]
