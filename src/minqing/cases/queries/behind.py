"""
The requests behind a number of the overseer's page: one question for the number and for its list.

:source: P16, every figure is a query that can be opened; ADR 0023.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Case
from minqing.cases.records.behind import LYING, BehindNumber, Counted, Number
from minqing.directory import queries as directory
from minqing.kernel.access import Actor, Grant, covers
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.paging import Page
from minqing.ledger.behind import Frame, heaps
from minqing.ledger.measures import Kind, Measure, Tally
from minqing.ledger.measures import measure as declared
from minqing.ledger.queries import Confided, Reckoning

from .clocktexts import Watch
from .confided import oversight_among
from .lines import lines
from .told import sees_who_rated
from .walks import Hit, lying, one_page, subjects, walks_of

PERMISSION = "cases.oversee"
SIZE = 50
TITLES: dict[str, Any] = {
    "lying.open": _("Open at the unit"),
    "lying.late": _("Late at the unit"),
    "lying.soon": _("Due soon at the unit"),
}


def widest_grant(actor: Actor) -> Grant:
    """
    Return the grant below which an overseer's numbers are counted.

    :raises NotAllowed: if the actor does not oversee.
    """
    grants = actor.reach(PERMISSION)
    if not grants:
        raise NotAllowed
    return min(grants, key=lambda grant: (len(grant.org_path), len(grant.place_path)))


def opens(actor: Actor, number: Number) -> bool:
    """Tell whether the list behind a number may be opened: who confided what is listed to oversight alone."""
    if number.key in LYING or not _is_confided(number):
        return True
    grant = widest_grant(actor)
    return sees_who_rated(actor, org_path=number.unit_path or grant.org_path, place_path=grant.place_path)


def lists(measure: Measure) -> bool:
    """
    Tell whether a measure's number opens to a list of requests: it counts facts of requests, each as one.

    Of what the county declared itself, not what is counted once, added up, read off or worked out.
    """
    if measure.key.startswith("cases."):
        return True
    counted = (term for term in (*measure.part, *measure.whole))
    plain = all(term.fact.startswith("case.") and not (term.sums or term.since_year) for term in counted)
    return plain and measure.kind in (Kind.COUNT, Kind.SHARE, Kind.STATE)


def measure_of(number: Number) -> Measure | None:
    """Return the measure of a number; None of what lies at units now, and of what is not declared."""
    try:
        return declared(number.key)
    except KeyError:
        return None


def requests_behind(actor: Actor, number: Number, *, cursor: str = "", at: datetime) -> BehindNumber:
    """
    Return one page of the requests that a number counts, within the actor's reach; always as many queries.

    :raises NotFound: if there is no such number, or the unit lies outside the actor's own.
    :raises Confided: if it may not be opened.
    :raises Refused: if the cursor is broken.
    """
    number, frame = _asked(actor, number)
    watch = Watch.at_place(at, frame.place_path)
    found = _page(number, frame, watch, cursor)
    shown = _lines(found.items, actor, watch, confided=_is_confided(number))
    total, other = _counted(actor, number, frame, watch)
    measure = measure_of(number)
    units = directory.organisations([number.unit_path]) if number.unit_path else {}
    return BehindNumber(
        number=number,
        title=measure.title if measure else TITLES[number.key],
        question=measure.question if measure else "",
        counts=measure.counts if measure else "",
        total=total,
        other=other,
        lines=shown,
        hidden=len(found.items) - len(shown),
        unit_name=units[number.unit_path].name if number.unit_path in units else "",
        next=found.next,
        previous=found.previous,
    )


def _asked(actor: Actor, number: Number) -> tuple[Number, Frame]:
    """Check what is asked for; below a county what is open is counted where it lies, as on the overseer's page."""
    grant = widest_grant(actor)
    org_path = number.unit_path or grant.org_path
    measure = measure_of(number)
    known = number.key in LYING or (measure and lists(measure))
    if not known or not covers(grant.org_path, org_path) or not _terms(number):
        raise NotFound
    if not opens(actor, number):
        raise Confided
    if number.key == "cases.open" and org_path.count("/") > 1:
        number = Number("lying.open", number.start, number.end, unit_path=org_path, alone=number.alone)
    return number, Frame(org_path, grant.place_path, number.start, number.end, alone=number.alone)


def _terms(number: Number) -> Any:
    if number.key in LYING:
        return (number.key,) if number.side == "part" else ()
    return getattr(declared(number.key), number.side) if number.side in {"part", "whole"} else ()


def _is_confided(number: Number) -> bool:
    return number.key not in LYING and any(heap.is_confided for heap in heaps(_terms(number)))


def _page(number: Number, frame: Frame, watch: Watch, cursor: str) -> Page[Hit]:
    try:
        return one_page(walks_of(number, frame, watch), cursor, SIZE)
    except ValueError as broken:
        raise Refused(_("This page address is broken. Start again from the first page.")) from broken


def _lines(hits: tuple[Hit, ...], actor: Actor, watch: Watch, *, confided: bool) -> tuple[Counted, ...]:
    """Draw what lies within reach; what was confided is told to nobody who had a hand in the request."""
    rows = list(Case.objects.within(actor, PERMISSION).filter(uuid__in=subjects(hits)).prefetch_related("parties"))
    if confided:
        rows = oversight_among(rows, actor)
    keys = [case.ref for case in rows]
    drawn = dict(zip(keys, lines(rows, actor=actor, watch=watch), strict=True))
    return tuple(Counted(drawn[hit.ref], hit.on, hit.what) for hit in hits if hit.ref in drawn)


def _counted(actor: Actor, number: Number, frame: Frame, watch: Watch) -> tuple[int, int | None]:
    """Count both sides; the other one only where it may be opened."""
    if number.key in LYING:
        return lying(number.key, frame, watch).count(), None
    measure = declared(number.key)
    tally = _tally(measure, frame)
    part_first = (tally.part, tally.whole) if number.side == "part" else (tally.whole, tally.part)
    turned = Number(
        number.key, number.start, number.end, "whole" if number.side == "part" else "part", number.unit_path
    )
    return part_first[0], part_first[1] if measure.is_share and opens(actor, turned) else None


def _tally(measure: Measure, frame: Frame) -> Tally:
    reckoning = Reckoning(frame.org_path, frame.place_path, frame.start, frame.end)
    if not frame.alone:
        return reckoning.tally(measure)
    return reckoning.tallies(measure, by="org_path").get(frame.org_path, Tally())
