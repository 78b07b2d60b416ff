"""What is handed out of dual reporting: frozen. No record holds a place and a slip together."""

from dataclasses import dataclass

__all__ = ["BranchCount", "IssuedSlip", "MemberPage", "SlipLine", "VillageCount"]


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A new slip with its code, shown once."""

    number: int
    code: str


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A slip as its own branch sees it: whether it was used; not where, nor what was said with it."""

    number: int
    reported: bool


@dataclass(frozen=True, slots=True)
class BranchCount:
    """How many of a branch have reported, for everybody else; None where that is too few to be told."""

    name: str
    reported: int | None
    slips: int | None


@dataclass(frozen=True, slots=True)
class VillageCount:
    """How many reported to a village, pledged, did a duty and put a sign up; None where too few to be told."""

    reported: int | None
    pledged: int | None
    duties: int | None
    signs: int | None


@dataclass(frozen=True, slots=True)
class MemberPage:
    """
    What whoever holds a slip's code sees of it.

    :param place_name: empty before she reported.
    """

    place_name: str
    pledge: int
    kept: int
    duty_done: bool
    has_sign: bool
