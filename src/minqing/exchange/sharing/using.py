"""What a system takes under a grant: one figure, a stretch of the feed, everything as a file; each leaves its line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases.queries import smallest_shown
from minqing.directory import queries as directory
from minqing.exchange.models import DataUse
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.ids import crockford
from minqing.kernel.ref import Ref
from minqing.kernel.times import refuse_no_span
from minqing.ledger import queries
from minqing.ledger.definitions import definition_hash
from minqing.ledger.feeds import FedFact, Wanted, facts_between
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

from .elements import element
from .holding import BeyondGrant, Held, NoGrant, as_defined, held_by, one_named, one_that_covers

__all__ = [
    "CursorAhead",
    "Fed",
    "SharedFact",
    "SharedFigure",
    "dump",
    "fed_to",
    "feed",
    "figure",
    "log_use",
    "note_dump",
]

PAGE, MOST = 500, 1000
LONGEST = 400
VILLAGE = 3
THING = 16


class CursorAhead(Refused):
    """The cursor is of facts that this ledger does not have; going on from it in silence would miss some."""

    status = 409
    code = "cursor-ahead"
    default: Any = gettext_lazy(
        "This cursor lies after the last fact there is. Were our data restored from a backup? Ask before going on."
    )


@dataclass(frozen=True, slots=True)
class SharedFigure:
    """
    One number given under a grant. ``hidden`` is ``few`` where it would point at fewer than rule MQ-K says; then
    ``value``, ``part``, ``whole`` and ``n`` are null.
    """

    grant: str
    key: str
    start: date
    end: date
    value: str | None
    part: int | None
    whole: int | None
    unit: str
    n: int | None
    position: int
    definition: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class SharedFact:
    """
    One fact of a feed. ``sign`` is -1 where it takes back the fact at the position ``reverses``.

    ``thing`` stands for what the fact is about: the same under one grant, another under every other grant. Places go
    down to the village. ``data`` holds the columns of the grant.
    """

    position: int
    kind: str
    day: date
    org_path: str
    place_path: str
    thing: str
    sign: int
    reverses: int | None
    data: dict[str, int]


@dataclass(frozen=True, slots=True)
class Fed:
    """A stretch of the feed. Go on from ``next``; while ``more`` is true at once, else later."""

    grant: str
    items: tuple[SharedFact, ...]
    next: str
    through: int
    more: bool


def figure(
    actor: Actor, key: str, *, start: date, end: date, org_path: str, place_path: str, at: datetime
) -> SharedFigure:
    """
    Give one figure over the half-open days ``[start, end)``.

    :raises NotFound: if there is no such measure, unit or place.
    :raises NoGrant: if no grant names it; ``NoLonger``, ``BeyondGrant`` if none holds or reaches so far; ``Redefined``
        if it counts something else than when it was granted.
    """
    measure = queries.measure_called(key)
    refuse_no_span(start, end)
    last = end - timedelta(days=1)
    named = f"measure:{key}"
    if not _is_open(named):
        raise NoGrant(_("No grant gives you this: %(key)s. Ask the unit that answers for it.") % {"key": named})
    org_path, place_path = org_path or actor.org_path, place_path or actor.place_path
    grants = as_defined(held_by(actor, at=at), named, definition_hash(measure))
    grant = one_that_covers(grants, named, org_path=org_path, place_path=place_path, first=start, last=last)
    _refuse_nowhere(org_path, place_path)
    k = smallest_shown(grant.place_path, at=at)
    found = queries.figure(measure, queries.Asked(org_path, place_path, start, end, at), k=k)
    log_use(grant, DataUse.FIGURE, [named], (start, last), rows=1, at=at)
    return SharedFigure(
        grant=grant.id,
        key=key,
        start=start,
        end=end,
        value=None if found.value is None else f"{found.value:f}",
        part=found.part,
        whole=found.whole,
        unit=measure.unit,
        n=found.n,
        position=found.position,
        definition=found.definition,
        hidden=found.hidden,
    )


def _refuse_nowhere(org_path: str, place_path: str) -> None:
    """
    Refuse what would be nought for want of anything there, and what lies below a village: a feed tells neither.

    :raises NotFound: if there never was such a unit or place.
    :raises BeyondGrant: if the place lies below a village.
    """
    if place_path.count("/") > VILLAGE:
        raise BeyondGrant(_("Figures are shared down to the village."), field="place_path")
    territory.place(place_path)
    directory.organisation(org_path)


def feed(actor: Actor, *, grant_id: str, kinds: Iterable[str], cursor: str, limit: int | None, at: datetime) -> Fed:
    """
    Give the facts after a position, in the one order of all facts: none twice, none missed, reversals included.

    :param grant_id: which of the system's grants.
    :param kinds: of the grant's kinds only these; empty for all.
    :param cursor: ``next`` of an answer before; empty to begin.
    :raises NoGrant: if no grant gives facts, or not these kinds; ``NoLonger`` if it is over.
    :raises CursorAhead: if it lies after the last fact there is.
    """
    grant = fed_to(actor, grant_id, at=at)
    wanted = wanted_of(grant, kinds)
    if cursor and (not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18):
        raise Refused(_("This cursor is none of ours. Begin without one, or take `next` of an answer."), field="cursor")
    after = int(cursor or 0)
    found = facts_between(wanted, after, limit=min(limit or PAGE, MOST))
    if after > found.through:
        raise CursorAhead(field="cursor")
    items = tuple(shared(one, grant.id) for one in found.facts)
    if items:
        log_use(grant, DataUse.FEED, _kinds(items), grant.days, rows=len(items), at=at)
    return Fed(grant.id, items, str(found.next), found.through, more=found.next < found.through)


def fed_to(actor: Actor, grant_id: str, *, at: datetime) -> Held:
    """
    Return the grant of a feed.

    :raises NotFound: if the system holds none of this id.
    :raises NoGrant: if it gives no facts; ``NoLonger`` if it is over.
    """
    grant = one_named(held_by(actor, at=at), grant_id)
    if not grant.kinds():
        raise NoGrant(_("This grant gives figures and no facts."), field="grant")
    grant.refuse_if_over()
    return grant


def wanted_of(grant: Held, kinds: Iterable[str] = ()) -> Wanted:
    """
    Say what a grant lets through.

    :raises NoGrant: if a kind is not the grant's.
    """
    each = ((kind, held, element(f"fact:{kind}")) for kind, held in grant.kinds().items())
    given = {kind: one.open_among(held) for kind, held, one in each if one.is_open}
    chosen = set(kinds)
    beyond = sorted(chosen - given.keys())
    if beyond:
        raise NoGrant(_("The grant does not give facts of the kind %(kind)s.") % {"kind": beyond[0]}, field="kind")
    columns: Mapping[str, tuple[str, ...]] = {kind: given[kind] for kind in chosen or given}
    return Wanted(columns, grant.org_path, grant.place_path, grant.first_day, grant.last_day)


def _is_open(key: str) -> bool:
    """Tell whether an element may be shared as it is classified today, whatever was granted before."""
    return element(key).is_open


def shared(fact: FedFact, grant_id: str) -> SharedFact:
    """Write a fact as a system gets it: places down to the village, and what it is about under a name of the grant."""
    drawn = salted_hmac("minqing.sharing.thing", f"{grant_id} {fact.subject}", algorithm="sha256").digest()
    return SharedFact(
        position=fact.position,
        kind=fact.kind,
        day=fact.day,
        org_path=fact.org_path,
        place_path="".join(f"{step}/" for step in fact.place_path.split("/")[:VILLAGE] if step),
        thing=crockford(drawn, THING),
        sign=fact.sign,
        reverses=fact.reverses,
        data=dict(fact.data),
    )


@recorded
def note_dump(*, grant: Held, through: int, actor: Actor, at: datetime) -> None:
    """Put on record that a system takes all facts of its grant as a file."""
    record(
        "sharing.dumped",
        subject=Ref("data_grant", grant.id),
        actor=actor.ref,
        at=at,
        org_path=grant.org_path,
        place_path=grant.place_path,
        data={"through": through},
    )


def dump(grant: Held, through: int, *, at: datetime) -> Iterator[SharedFact]:
    """
    Give all facts of a grant up to a position, a thousand at a time; the line of the use counts what was read.

    :param through: the last position that is in it.
    """
    wanted, after, rows = wanted_of(grant), 0, 0
    try:
        while after < through:
            found = facts_between(wanted, after, limit=MOST, through=through)
            after = found.next
            for one in found.facts:
                rows += 1
                yield shared(one, grant.id)
    finally:
        keys = [f"fact:{kind}" for kind in wanted.columns]
        log_use(grant, DataUse.DUMP, keys, grant.days, rows=rows, at=at)


def log_use(
    grant: Held, way: int, elements: Iterable[str], days: tuple[date, date], *, rows: int, at: datetime
) -> None:
    """Write one line for one call; it is never changed."""
    keys = ",".join(sorted(elements))
    said = keys if len(keys) <= LONGEST else f"{keys[: LONGEST - 1]}…"
    first, last = days
    DataUse.objects.create(grant_id=grant.id, at=at, way=way, elements=said, first_day=first, last_day=last, rows=rows)


def _kinds(items: Iterable[SharedFact]) -> set[str]:
    return {f"fact:{one.kind}" for one in items}
