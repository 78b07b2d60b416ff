"""
Searching requests: words in the masked texts, sounds of names, numbers and receipts; within reach, newest first.

Nothing of what is looked for is kept. Originals and contacts are never searched: they are in no index.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minqing.cases.access import serial_of
from minqing.cases.finding import THOUSAND, Asked, day_sets, hits, scopes_of, words_of
from minqing.cases.models import Case
from minqing.cases.receipts import receipt_hash
from minqing.cases.records import Found, FoundRequests, SearchOnly
from minqing.cases.search import path_token
from minqing.kernel.access import Actor
from minqing.kernel.chinese import runs
from minqing.kernel.errors import Refused
from minqing.kernel.paging import Cursor, Page

from .clocktexts import Watch
from .excerpts import excerpts
from .lines import lines

PERMISSION = "cases.read"
SIZE = 20
EVERYTHING = SearchOnly()


def search(actor: Actor, text: str, *, cursor: str | None = None, at: datetime) -> Page[Found]:
    """Search without filters; see :func:`requests_found`."""
    found = requests_found(actor, text, cursor=cursor, at=at)
    return Page(found.items, found.next)


def requests_found(
    actor: Actor, text: str, *, only: SearchOnly = EVERYTHING, cursor: str | None = None, at: datetime
) -> FoundRequests:
    """
    Search requests in reach: Chinese words of one character and more, sounds of names, numbers, receipts.

    :return: twenty, newest first, and on the first page how many there are, up to a thousand.
    :raises Refused: if the cursor is broken or the days lie the wrong way round.
    """
    before = _serial(Cursor.parse(cursor, 1).keys[0]) if cursor else None
    exact = _exact(actor, text)
    words, meant = ((), ()) if exact else words_of(text)
    narrow = (*scopes_of(actor.reach(PERMISSION)), *_narrowed(only))
    counted = SIZE + 1 if before else THOUSAND + 1
    asked = Asked(words, narrow, before, SIZE + 1, counted, among_open=only.state == "open")
    serials, known = (exact, set(exact)) if exact else _held(actor, only, asked)
    cases = Case.objects.within(actor, PERMISSION).filter(serial__in=serials[:SIZE]).order_by("-serial")
    marked = tuple(dict.fromkeys((*runs(text), *meant)))
    shown = lines(cases, actor=actor, watch=Watch.at_place(at, actor.place_path or actor.org_path))
    around = excerpts({line.number: line.first_words for line in shown}, marked)
    return FoundRequests(
        items=tuple(Found(line, around.get(line.number, line.first_words)) for line in shown),
        count="" if before else f"{THOUSAND:,}+" if len(known) > THOUSAND else f"{len(known):,}",
        next=str(Cursor((serials[SIZE - 1],))) if len(serials) > SIZE else None,
        marked=marked,
    )


def _held(actor: Actor, only: SearchOnly, asked: Asked) -> tuple[list[int], set[int]]:
    """
    Ask the index until enough lies within reach: the newest in order, and all that are known.

    Nearly always once: the index is narrowed to the reach, and only what a reader is barred from falls out.
    """
    serials: list[int] = []
    known: set[int] = set()
    if not actor.reach(PERMISSION):
        return serials, known
    while True:
        found = hits(asked)
        held = _within(actor, only, [*found.newest, *found.others])
        serials += [serial for serial in found.newest if serial in held]
        known |= held
        is_enough = len(serials) >= asked.shown and len(known) >= asked.counted
        if found.is_all or is_enough or not found.newest:
            return serials, known
        asked = replace(asked, before=found.newest[-1])


def _within(actor: Actor, only: SearchOnly, serials: list[int]) -> set[int]:
    rows = Case.objects.within(actor, PERMISSION).filter(serial__in=serials)
    if only.state:
        rows = rows.filter(Q(stage__gt=0) if only.state == "open" else Q(stage=0))
    return set(rows.order_by().values_list("serial", flat=True)) if serials else set()


def _narrowed(only: SearchOnly) -> tuple[tuple[tuple[str, ...], ...], ...]:
    place = (((path_token("p", only.place_path),),),) if only.place_path else ()
    days = day_sets(only.since, only.until)
    return (*place, days) if days else place


def _serial(key: Any) -> int:
    if isinstance(key, int):
        return key
    raise Refused(_("This page address is broken. Start again from the first page."))


def _exact(actor: Actor, text: str) -> list[int]:
    key, stored = serial_of(text), receipt_hash(text)
    if not key and not stored:
        return []
    wanted = Q(year=key[0], serial=key[1]) if key else Q(receipt_hash=stored)
    return list(Case.objects.within(actor, PERMISSION).filter(wanted).values_list("serial", flat=True))
