"""What is asked of a number, read from the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.times import SHANGHAI, day_of, near
from minqing.ledger.measures import Measure
from minqing.ledger.queries import Asked
from minqing.ledger.splits import ALL, By, ways
from minqing.territory import queries as territory
from minqing.web.oversight.periods import period_of

READS = ("insight.read", "cases.oversee", "ledger.read")
"""Any of these shows numbers; the facts beneath open to the last two."""
OPENS = READS[1:]


@dataclass(frozen=True, slots=True)
class Choice:
    """
    A question and by what it is split.

    :param typed: the moment or position as it was written, kept also where it cannot be read.
    :param side: whose facts stand beneath: those of a share's ``part`` or of its ``whole``.
    """

    question: Asked
    by: By
    typed: str
    side: str = "part"

    def opens_to(self, actor: Actor) -> bool:
        """Tell whether the facts beneath open to somebody."""
        where = {"org_path": self.question.org_path, "place_path": self.question.place_path}
        return any(actor.may(name, **where) for name in OPENS)


def choice_of(query: Mapping[str, Any], measure: Measure, actor: Actor, now: datetime) -> Choice:
    """
    Read a question.

    :raises NotFound: if it lies out of the actor's reach, or there never was such a unit or place.
    :raises Refused: if days or moment cannot be read, or it is a door.
    """
    org_path, place_path = _where(query, actor)
    if query.get("place"):
        territory.place_to_count(place_path, at_least=lambda: cases.smallest_shown(place_path, at=now))
    by = str(query.get("by") or "")
    if by not in ALL or by not in ways(measure):
        by = "org" if place_path.count("/") == 1 and org_path.count("/") == 1 else "month"
    period = period_of(query, day_of(now))
    typed = str(query.get("as_of") or "").strip()[:40]
    succession = query.get("succession") == "1"
    question = Asked(org_path, place_path, period.start, period.end, now, as_of(typed), succession)
    side = "whole" if measure.is_share and query.get("side") == "whole" else "part"
    return Choice(question, by, typed, side)  # type: ignore[arg-type]  # one of ALL


def as_of(typed: str) -> datetime | int | None:
    """
    Read a moment by the county's clocks, or a position; None for now.

    :raises Refused: if it is neither.
    """
    if not typed:
        return None
    if typed.isascii() and typed.isdigit():
        return int(typed)
    try:
        moment = datetime.fromisoformat(typed)
        near(moment.date())
    except (ValueError, Refused) as broken:
        raise Refused(
            _("Write a moment, for instance 2026-09-30 18:00, or the number of a fact."), field="as_of"
        ) from broken
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    return moment + timedelta(minutes=1, microseconds=-1) if moment.second == moment.microsecond == 0 else moment


def _where(query: Mapping[str, Any], actor: Actor) -> tuple[str, str]:
    grants = [grant for name in READS for grant in actor.reach(name)]
    if not grants:
        raise NotAllowed
    widest = min(grants, key=lambda grant: (len(grant.org_path), len(grant.place_path)))
    org_path, place_path = (
        str(query.get(name) or path)[:120] for name, path in (("org", widest.org_path), ("place", widest.place_path))
    )
    may = "\0" not in org_path + place_path and reads(actor, org_path, place_path)
    if not may or not directory.are_there(org_path, place_path):
        raise NotFound
    return org_path, place_path


def reads(actor: Actor, org_path: str, place_path: str) -> bool:
    """Tell whether somebody reads numbers there."""
    return any(actor.may(name, org_path=org_path, place_path=place_path) for name in READS)
