"""Tables of the request door. Nobody outside it imports them."""

from .calling import Call, CalledUnit
from .cases import Case, CaseParty, CaseText, Hand, below, not_barred, touching
from .catalogue import (
    CaseAnswer,
    MatterClass,
    MatterDuty,
    MatterQuestion,
    MatterSuccessor,
    MatterTerms,
    TreeVersion,
)
from .clocks import Extension, Pause, PromiseChange, Supervision
from .disputes import Dispute, Precedent
from .following import Follow
from .handed_down import HandedDown
from .merging import CaseLink
from .overseeing import SupervisedItem, SupervisionStep
from .parts import CasePart
from .policies import PolicyCard
from .refusals import Refusal
from .releasing import Release
from .resident import PressureReport, Question, Rating
from .routebook import RoutingDraft, RoutingDraftRow, RoutingVersion
from .suggesting import SuggestionModel
from .tables import Matter, Office, RoutingRule, StandardText
from .tabling import Tabled
from .topics import Topic, TopicMember
from .visits import ReturnVisit, VisitDraw
from .whistles import WhistleReport
from .work import Demand, DemandAnswer, Entry, Reading, Reply

__all__ = [
    "Call",
    "CalledUnit",
    "Case",
    "CaseAnswer",
    "CaseLink",
    "CasePart",
    "CaseParty",
    "CaseText",
    "Demand",
    "DemandAnswer",
    "Dispute",
    "Entry",
    "Extension",
    "Follow",
    "Hand",
    "HandedDown",
    "Matter",
    "MatterClass",
    "MatterDuty",
    "MatterQuestion",
    "MatterSuccessor",
    "MatterTerms",
    "Office",
    "Pause",
    "PolicyCard",
    "Precedent",
    "PressureReport",
    "PromiseChange",
    "Question",
    "Rating",
    "Reading",
    "Refusal",
    "Release",
    "Reply",
    "ReturnVisit",
    "RoutingDraft",
    "RoutingDraftRow",
    "RoutingRule",
    "RoutingVersion",
    "StandardText",
    "SuggestionModel",
    "SupervisedItem",
    "Supervision",
    "SupervisionStep",
    "Tabled",
    "Topic",
    "TopicMember",
    "TreeVersion",
    "VisitDraw",
    "WhistleReport",
    "below",
    "not_barred",
    "touching",
]
