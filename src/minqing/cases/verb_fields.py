"""What several verbs on a request ask for, and the lists they choose from."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field

from . import codes
from .kinds.codes import RequestKind
from .matters import all_matters

GROUNDS = (
    ("kinship", _("Kinship")),
    ("interest", _("An interest of my own")),
    ("complained_of", _("The request is about me")),
    ("prior_part", _("I took part before")),
    ("other", _("Another reason")),
)


TIES = (("linked", _("They have to do with each other")), ("part", _("This one is a part of the other")))


def matters() -> Sequence[tuple[str, Any]]:
    return [(str(matter.number), f"{matter.heading} · {matter.name}") for matter in all_matters()]


def pauses() -> Sequence[tuple[str, Any]]:
    return [choice for choice in codes.choices(codes.Pause) if choice[0] != "question"]


def outcomes() -> Sequence[tuple[str, Any]]:
    """From what was done most to what was not: the order in which a person thinks of it, not that of the codes."""
    last = {"partly": 0.5, "unreasonable": 9}
    return sorted(
        codes.choices(codes.Outcome),
        key=lambda one: last.get(one[0], float(list(codes.Outcome.__members__).index(one[0].upper()))),
    )


def kinds() -> Sequence[tuple[str, Any]]:
    return codes.choices(RequestKind)


def words(label: Any, *, required: bool = True, most: int = 2000, help_: Any = "") -> Field:
    return Field("words", "longtext", label, required=required, max_length=most, help=help_)


MATTER = Field("matter_number", "matter", _("Matter"), required=False, choices=matters)
KIND = Field(
    "kind",
    "choice",
    _("Kind of request"),
    required=False,
    choices=kinds,
    help=_("May stay open. Once said, only somebody else corrects it."),
)
DEMANDS = Field(
    "demands",
    "lines",
    _("Demands, one a line"),
    required=False,
    max_length=300,
    help=_("Each of them must be answered. Left empty, the request's first words are the one demand."),
)
MASK = Field(
    "mask_more",
    "lines",
    _("Mask these words as well"),
    required=False,
    max_length=100,
    help=_("What you see is what the handling unit will read."),
)
CHILD = Field(
    "child",
    "bool",
    _("It is about a child under 14"),
    required=False,
    help=_("Then more is masked, and whoever wants to see photos must ask somebody else first."),
)
LEAD = Field("lead_path", "organisation", _("Lead unit"), required=False, help=_("Left empty: as suggested."))
ABOUT = Field(
    "about_org_path",
    "organisation",
    _("It is about this unit, or somebody working there"),
    required=False,
    help=_("That unit, and all below it, then neither handles it nor sees it, and is not told."),
)
UNTIL = Field("not_now_until", "date", _("To be done by"), required=False, help=_("Only for “not now”."))
