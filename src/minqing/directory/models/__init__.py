"""Tables of the directory. Nobody outside it imports them."""

from .accounts import Account, LoginThrottle
from .branches import BranchSlip
from .notices import Alarm, Digest, DutyLine, Notice
from .organisations import Organisation, Person, Post
from .reach import Appointment, PostGrant, Recusal
from .standing_in import StandIn

__all__ = [
    "Account",
    "Alarm",
    "Appointment",
    "BranchSlip",
    "Digest",
    "DutyLine",
    "LoginThrottle",
    "Notice",
    "Organisation",
    "Person",
    "Post",
    "PostGrant",
    "Recusal",
    "StandIn",
]
