"""What the request door hands out and takes in: frozen records, never rows. Pages and the API know only these."""

from .filing import Filing, Preview, Registered
from .lists import QUEUES, CaseLine, DeskCounts, DeskFilters, EarlierCase, Figure, Found, Oversight, UnitLine
from .pages import CaseCard, RatingPage, ReceiptPage
from .parts import (
    Answerer,
    ClockView,
    DemandView,
    ExtensionView,
    HistoryLine,
    OfferedVerb,
    PromiseView,
    QuestionView,
    RatingState,
    Reader,
    ReplyView,
    RoutingView,
    SupervisionView,
    WhyDay,
)
from .tables import MatterView, OfficeView, PressureLine, RoutingRow, StandardReply

__all__ = [
    "QUEUES",
    "Answerer",
    "CaseCard",
    "CaseLine",
    "ClockView",
    "DemandView",
    "DeskCounts",
    "DeskFilters",
    "EarlierCase",
    "ExtensionView",
    "Figure",
    "Filing",
    "Found",
    "HistoryLine",
    "MatterView",
    "OfferedVerb",
    "OfficeView",
    "Oversight",
    "PressureLine",
    "Preview",
    "PromiseView",
    "QuestionView",
    "RatingPage",
    "RatingState",
    "Reader",
    "ReceiptPage",
    "Registered",
    "ReplyView",
    "RoutingRow",
    "RoutingView",
    "StandardReply",
    "SupervisionView",
    "UnitLine",
    "WhyDay",
]
