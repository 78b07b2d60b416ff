"""What is asked of a figure: over which days, where, and as of when."""

from datetime import date, datetime, timedelta
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import aware, near, refuse_no_span
from minqing.ledger import queries
from minqing.territory import queries as territory

from .auth import caller
from .inputs import Path, Short

READS = ("ledger.read", "cases.oversee")


class Period(BaseModel):
    """
    Which days of Asia/Shanghai, and at or below which paths; the system's own by default.

    `from` and `to` are the first and the last day, as in the addresses of pages; `start` and `end` say the same
    half-open, `[start, end)`.
    """

    start: date | None = None
    end: date | None = None
    first: Annotated[date | None, Field(alias="from")] = None
    last: Annotated[date | None, Field(alias="to")] = None
    org: Path = ""
    place: Path = ""
    org_path: Annotated[Path, Field(description="The same as `org`.")] = ""
    place_path: Annotated[Path, Field(description="The same as `place`.")] = ""


class Known(Period):
    """As known at a moment, or when a position of the one order of facts was the last; by default as known now."""

    as_of: Annotated[
        Short, Field(description="A moment with its time zone, e.g. `2026-09-03T10:00:00+08:00`, or a position.")
    ] = ""
    succession: Annotated[
        bool,
        Field(description="As if the past of closed places had happened in those that took their place."),
    ] = False
    known_at: Annotated[int | None, Field(ge=0, le=2**62, description="The same as `as_of` with a position.")] = None


def is_oversight(request: HttpRequest, question: queries.Asked) -> bool:
    """Tell whether the caller is oversight there, to whom alone residents' ratings open."""
    return cases.sees_who_rated(caller(request), org_path=question.org_path, place_path=question.place_path)


def question_of(request: HttpRequest, asked: Known) -> queries.Asked:
    """
    Return what is asked, within the caller's reach.

    :raises NotAllowed: if the caller may not read figures there, or there never was such a unit or place.
    :raises Refused: if days or moment cannot be read, or the place is a door.
    """
    actor = caller(request)
    org_path = asked.org or asked.org_path or actor.org_path
    place_path = asked.place or asked.place_path or actor.place_path
    may = any(actor.may(name, org_path=org_path, place_path=place_path) for name in READS)
    if not may or not directory.are_there(org_path, place_path):
        raise NotAllowed
    if place_path != actor.place_path:
        territory.place_to_count(place_path, at_least=lambda: cases.smallest_shown(place_path, at=timezone.now()))
    start, end = asked.start or asked.first, asked.end or (asked.last and near(asked.last) + timedelta(days=1))
    if start is None or end is None:
        raise Refused(_("Say which days: from and to."), field="end" if start else "start")
    refuse_no_span(start, end)
    as_of = asked.known_at if asked.known_at is not None else _as_of(asked.as_of)
    return queries.Asked(org_path, place_path, start, end, timezone.now(), as_of, asked.succession)


def _as_of(text: str) -> datetime | int | None:
    """Read a moment or a position; in an address a plus sign that nobody encoded has become a blank."""
    if not text:
        return None
    try:
        if text.isascii() and text.isdigit():
            return int(text)
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        near(moment.date())
        return aware(moment)
    except (ValueError, Refused) as broken:
        words = _("This must be a moment with its time zone, e.g. 2026-09-03T10:00:00+08:00, or a position.")
        raise Refused(words, field="as_of") from broken
