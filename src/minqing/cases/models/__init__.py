"""Tables of the request door. Nobody outside it imports them."""

from .cases import Case, CaseParty, CaseText, Hand, below, not_barred, touching
from .clocks import Extension, Pause, PromiseChange, Supervision
from .resident import PressureReport, Question, Rating
from .tables import Matter, Office, RoutingRule, StandardText
from .work import Demand, DemandAnswer, Entry, Reading, Reply

__all__ = [
    "Case",
    "CaseParty",
    "CaseText",
    "Demand",
    "DemandAnswer",
    "Entry",
    "Extension",
    "Hand",
    "Matter",
    "Office",
    "Pause",
    "PressureReport",
    "PromiseChange",
    "Question",
    "Rating",
    "Reading",
    "Reply",
    "RoutingRule",
    "StandardText",
    "Supervision",
    "below",
    "not_barred",
    "touching",
]
