"""The desk: queues with what burns first, one keyset page at a time, with a constant number of queries."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.codes import Channel, Solved, Stage
from minqing.cases.kinds.codes import RequestKind
from minqing.cases.models import Case, CaseParty, below, touching
from minqing.cases.records import QUEUES, CaseLine, DeskCounts, DeskFilters
from minqing.cases.states import STATES
from minqing.directory.queries import stood_in_for
from minqing.kernel.access import Actor, path_range
from minqing.kernel.errors import Refused
from minqing.kernel.paging import Page, count_text, count_texts, page
from minqing.kernel.times import at_local, day_of

from .called import waiting_calls
from .clocktexts import Watch
from .disputes import waiting_disputes
from .extensions import waiting_extensions
from .lines import lines
from .overseen import waiting_supervision
from .tabling import waiting_tabled
from .together import waiting_parts

PERMISSION = "cases.read"
SIZE = 50
SHORT_PATH = 2
FEW = 3000
MANY = "1,000+"
"""How a count ends that goes no further: among a few thousand requests that many were found."""
OPEN = Q(stage__gt=0)
LEFT = Q(stage=0)
Touched = QuerySet[Any, int]
"""Keys of requests, not yet read."""


def _unit(actor: Actor) -> Q:
    say = path_range if actor.org_path.count("/") >= SHORT_PATH else below
    return say("lead_path", actor.org_path)


def _assisting(actor: Actor) -> Q:
    reached = path_range("org_path", actor.org_path)
    co = CaseParty.objects.filter(reached, role="co", open__in=[True], barred=False)
    return Q(pk__in=co.values("case"))


_QUEUES: dict[str, Callable[[Actor], Q]] = {
    "unit": lambda actor: OPEN & _unit(actor),
    "co": lambda actor: OPEN & _assisting(actor),
    "supervised": lambda actor: OPEN & Q(supervised__in=[True]),
    "intake": lambda actor: OPEN & Q(turn=clocks.turn_of(Stage.ACCEPT)),
    "verify": lambda actor: OPEN & Q(turn=clocks.turn_of(Stage.VERIFY)),
    "all": lambda actor: Q(),
}


def _mine(actor: Actor, at: datetime) -> Q:
    """Say what the actor's post holds, and what a post holds for which it stands in today."""
    return OPEN & (Q(holder=str(actor.ref)) | Q(holder__in=stood_in_for(actor.ref, on=day_of(at))))


def _watch(actor: Actor, at: datetime) -> Watch:
    return Watch.at_place(at, actor.place_path or actor.org_path)


def _queue(
    actor: Actor,
    queue: str,
    filters: DeskFilters,
    few: Touched | None,
    reach: QuerySet[Any] | None = None,
    *,
    at: datetime,
) -> QuerySet[Any]:
    """
    Say what stands in a queue.

    :param reach: what lies within the actor's reach, where it has been said already: saying it costs more than asking.
    """
    if queue not in QUEUES:
        raise Refused(_("There is no such queue."), field="queue")
    chosen = _mine(actor, at) if queue == "mine" else _QUEUES[queue](actor)
    if queue == "all":
        chosen &= LEFT if _is_left(filters) else OPEN
    if few is not None:
        chosen &= Q(pk__in=few)
    return (Case.objects.within(actor, PERMISSION) if reach is None else reach).filter(chosen)


def _touched(actor: Actor, *, left: bool = False) -> Touched | None:
    """
    Return requests below the actor's organisation paths, open ones or what has left: all, or one more than a few.

    A long list is walked in its own order until a page is full; a short one is fetched whole and sorted. One probe
    that stops at a few thousand rows tells which is cheaper. The keys stay in the database: written into the
    statement of each of ten counts, some hundreds of them cost more than the counting.

    :return: None where a path is so wide that nothing need be asked.
    """
    paths = {grant.org_path for grant in actor.reach(PERMISSION)}
    if not paths or any(path.count("/") < SHORT_PATH for path in paths):
        return None
    return touching(sorted(paths), left=left)[: FEW + 1]


def _few(actor: Actor, *, left: bool = False) -> Touched | None:
    """Return the same where they are few; None where they are many."""
    found = _touched(actor, left=left)
    return found if found is not None and found.count() <= FEW else None


def _is_short(actor: Actor, queue: str, few: Touched | None) -> bool:
    """Tell whether a queue is short enough to be sorted: its own index finds it."""
    own = queue in {"mine", "co", "supervised"} or (queue == "unit" and actor.org_path.count("/") >= SHORT_PATH)
    return few is not None or own


def _is_left(filters: DeskFilters) -> bool:
    return filters.state == "left" or filters.state in {"closed", "declined", "diverted", "withdrawn"}


def _filtered(cases: QuerySet[Any], filters: DeskFilters, watch: Watch) -> QuerySet[Any]:
    chosen = _by_state(filters) & _by_clock(filters, watch) & _by_scope(filters)
    if filters.matter_number is not None:
        chosen &= Q(matter=filters.matter_number)
    if filters.supervised:
        chosen &= Q(supervised__in=[True])
    if filters.bounced:
        chosen &= Q(bounce__gt=0)
    if filters.danger:
        chosen &= ~Q(danger="")
    return cases.filter(chosen)


def _by_state(filters: DeskFilters) -> Q:
    chosen = Q()
    if filters.state in STATES:
        chosen &= Q(state=filters.state)
    if filters.solved:
        chosen &= Q(solved=_code(Solved, filters.solved))
    if filters.kind:
        chosen &= Q(kind=_code(RequestKind, filters.kind))
    if filters.channel:
        chosen &= Q(channel=_code(Channel, filters.channel))
    return chosen


def _code(kind: Any, word: str) -> int:
    try:
        return int(kind[word.upper()])
    except KeyError as unknown:
        raise Refused(_("This filter is not known. Take it off and choose again.")) from unknown


def _by_clock(filters: DeskFilters, watch: Watch) -> Q:
    if filters.tone == "paused":
        return Q(paused_at__isnull=False)
    if filters.tone == "late":
        return watch.late()
    if filters.tone == "soon":
        return watch.soon()
    return Q()


def _by_scope(filters: DeskFilters) -> Q:
    chosen = Q()
    if filters.place_path:
        chosen &= path_range("place_path", filters.place_path)
    if filters.unit_path:
        chosen &= path_range("lead_path", filters.unit_path)
    if filters.registered_from:
        chosen &= Q(registered_at__gte=at_local(filters.registered_from, 0))
    if filters.registered_to:
        chosen &= Q(registered_at__lt=at_local(filters.registered_to, 0) + timedelta(days=1))
    return chosen


def desk(
    actor: Actor,
    *,
    queue: str = "unit",
    filters: DeskFilters | None = None,
    cursor: str | None = None,
    at: datetime,
    size: int = SIZE,
) -> Page[CaseLine]:
    """
    Return one page of a queue: open requests by what burns first, those that left newest first.

    :param queue: ``mine``, ``unit``, ``co``, ``supervised``, ``intake``, ``verify`` or ``all``.
    :return: lines within the actor's reach; always the same number of queries.
    :raises Refused: if queue, filter or cursor is unknown.
    """
    chosen, watch = filters or DeskFilters(), _watch(actor, at)
    left = queue == "all" and _is_left(chosen)
    few = _few(actor, left=left)
    cases = _filtered(_queue(actor, queue, chosen, few, at=at), chosen, watch)
    when = "left_at" if left else "burns_at"
    if _is_short(actor, queue, few):  # an expression that no index serves: the short list is sorted, not walked to
        cases, when = cases.annotate(sorted_by=Coalesce(when, when)), "sorted_by"
    order = (f"-{when}", "-serial") if left else (when, "serial")
    found = page(cases, order=order, cursor=cursor, size=size)
    return Page(lines(found.items, actor=actor, watch=watch), found.next, found.previous)


def desk_count(actor: Actor, *, queue: str, filters: DeskFilters | None = None, at: datetime) -> str:
    """Count a queue up to a limit: "37" or "1,000+"."""
    chosen, watch = filters or DeskFilters(), _watch(actor, at)
    touched = _touched(actor, left=queue == "all" and _is_left(chosen))
    known = _count(_queue(actor, queue, chosen, touched, at=at), chosen, watch)
    if touched is None or known == MANY or touched.count() <= FEW:
        return known
    return _count(_queue(actor, queue, chosen, None, at=at), chosen, watch)


def _count(cases: QuerySet[Any], filters: DeskFilters, watch: Watch) -> str:
    return count_text(*_parts(cases, filters, watch))


def _parts(cases: QuerySet[Any], filters: DeskFilters, watch: Watch) -> list[QuerySet[Any]]:
    """Filter for counting: what is late in two parts, each found by an index of its own."""
    if filters.tone != "late":
        return [_filtered(cases, filters, watch)]
    rest = _filtered(cases, replace(filters, tone=""), watch)
    return [rest.filter(part) for part in watch.late_parts()]


def desk_counts(actor: Actor, at: datetime, *, only: Collection[str] | None = None) -> DeskCounts:
    """
    Count every queue, and what is late, due soon or dangerous in reach, each up to a limit; one query for all.

    :param only: the names to count, where not all are wanted; the others stay "0".
    """
    watch, few = _watch(actor, at), _few(actor)
    queue = partial(_queue, actor, at=at, filters=DeskFilters(), few=few, reach=Case.objects.within(actor, PERMISSION))
    special: dict[str, Callable[[], Sequence[QuerySet[Any]]]] = {
        "extensions": lambda: waiting_extensions(actor),
        "parts": lambda: waiting_parts(actor),
        "disputes": lambda: waiting_disputes(actor),
        "calls": lambda: waiting_calls(actor),
        "tabled": lambda: waiting_tabled(actor),
        "supervision": lambda: waiting_supervision(actor),
        "late": lambda: _parts(queue("all"), DeskFilters(tone="late"), watch),
        "soon": lambda: _parts(queue("all"), DeskFilters(tone="soon"), watch),
        "danger": lambda: [queue("all").filter(burns_at__lt=at - clocks.BEFORE_ALL / 2)],
    }
    wanted = [name for name in (*QUEUES, *special) if only is None or name in only]
    return DeskCounts(**count_texts({name: special[name]() if name in special else [queue(name)] for name in wanted}))
