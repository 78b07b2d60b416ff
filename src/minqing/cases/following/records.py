"""What a follower reads: frozen, and no more than everybody may."""

from dataclasses import dataclass
from datetime import datetime

from minqing.cases.releasing.records import ReleasedCase

__all__ = ["FollowedCase"]


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """
    One request as the holder of a follower's receipt sees it.

    :param since: when she began to follow it.
    :param told: what is public of it; None once the release was taken back.
    """

    since: datetime
    told: ReleasedCase | None
