"""Which requests are asked for: by number, or by service, state and days, page by page."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.cases.releasing import queries as released
from minqing.cases.releasing.records import ReleasedCase, ReleaseFilters
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.times import YEARS

from .calling import one_of
from .describing import service_of
from .refusing import BadRequest
from .showing import told
from .submissions import own_cases, told_by
from .writing import Answer

MOST: Final = 1000
MOST_NUMBERS: Final = 200
FAR: Final = timedelta(days=90)
DEEPEST: Final = 1000
NUMBER: Final = re.compile(r"\d{4}-\d{6,12}", re.ASCII)
STATES: Final = {"open": True, "closed": False}


def list_requests(request: HttpRequest, actor: Actor | None) -> Answer:
    """
    List requests: those that are released; by number also those that the system itself filed.

    :raises BadRequest: if a filter cannot be read.
    :raises UnknownService: if a service is unknown.
    """
    numbers = _listed(request, "service_request_id", most=MOST_NUMBERS)
    if numbers:
        return _told(request, *_by_number(numbers, actor))
    page, size = _page(request)
    found = released.released_page(_filters(request, actor), at=timezone.now(), offset=(page - 1) * size, size=size)
    return _told(request, found, set())


def one_request(request: HttpRequest, actor: Actor | None, number: str) -> Answer:
    """
    Tell one request, as a list of one.

    :raises NotFound: if it is absent, neither released nor the system's own: nobody learns which.
    """
    found, own = _by_number([number], actor)
    if not found:
        raise NotFound(_("There is no request %(number)s, or it is not public.") % {"number": number[:20]})
    return _told(request, found, own)


def _by_number(numbers: list[str], actor: Actor | None) -> tuple[list[ReleasedCase], set[str]]:
    numbers = [one for one in numbers if NUMBER.fullmatch(one)]
    now, own = timezone.now(), own_cases(actor, numbers)
    found = released.released_by_number([one for one in numbers if one not in own], at=now)
    if own:
        found = sorted([*found, *released.told_to_filer(own.values(), at=now)], key=_newest, reverse=True)
    return found, set(own)


def _newest(one: ReleasedCase) -> tuple[datetime, str]:
    return one.asked_at, one.number


def _told(request: HttpRequest, found: list[ReleasedCase], own: set[str]) -> Answer:
    groups = {one.number: one.group for one in cases.matters()}
    extended = one_of(request, "extensions", most=10) == "true"
    rows = [told(one, groups=groups, extended=extended, own=one.number in own) for one in found]
    return Answer("service_requests", rows)


def _filters(request: HttpRequest, actor: Actor | None) -> ReleaseFilters:
    span = _span(request)
    states = {_state(one) for one in _listed(request, "status", most=2)}
    matters = tuple(service_of(one).number for one in _listed(request, "service_code", most=MOST_NUMBERS))
    is_open = states.pop() if len(states) == 1 else None
    return ReleaseFilters(matters=matters, start=span.start, end=span.end, is_open=is_open, without=told_by(actor))


def _state(word: str) -> bool:
    if word not in STATES:
        raise BadRequest(_("status is open or closed."), field="status")
    return STATES[word]


@dataclass(frozen=True, slots=True)
class Span:
    """The moments between which requests were asked: from ``start`` on, and up to ``end``."""

    start: datetime
    end: datetime


def _span(request: HttpRequest) -> Span:
    """Read the days: the last ninety where none are named, ninety from or up to the one that is."""
    start, end = _moment(request, "start_date"), _moment(request, "end_date")
    if start is None:
        end = end or timezone.now()
        return Span(end - FAR, end)
    end = end or start + FAR
    if not timedelta(0) <= end - start <= FAR:
        raise BadRequest(_("From start_date to end_date are at most 90 days."), field="end_date")
    return Span(start, end)


def _moment(request: HttpRequest, name: str) -> datetime | None:
    text = one_of(request, name, most=40).replace(" ", "+")  # what a plus becomes in an address
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year not in YEARS:
        words = _("%(name)s is a moment with its offset, e.g. 2026-09-03T00:00:00+08:00.") % {"name": name}
        raise BadRequest(words, field=name)
    return found


def _page(request: HttpRequest) -> tuple[int, int]:
    return _number(request, "page", 1, most=DEEPEST), _number(request, "page_size", MOST, most=MOST)


def _number(request: HttpRequest, name: str, otherwise: int, *, most: int) -> int:
    text = one_of(request, name, most=10)
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise BadRequest(_("%(name)s is a number from 1 to %(most)s.") % {"name": name, "most": most}, field=name)
    return int(text)


def _listed(request: HttpRequest, name: str, *, most: int) -> list[str]:
    found = [one.strip() for one in one_of(request, name, most=20 * most).split(",") if one.strip()]
    if len(found) > most:
        raise BadRequest(_("%(name)s names at most %(most)s.") % {"name": name, "most": most}, field=name)
    return found
