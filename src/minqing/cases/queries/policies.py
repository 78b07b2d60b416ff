"""Policy cards: what stands, what fits a request's words, and the versions of one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Matter, PolicyCard
from minqing.cases.records import PolicyCardView
from minqing.cases.service.policies import STANDS, soon
from minqing.cases.suggesting.asking import suggest_matters
from minqing.directory import queries as directory
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import as_uuid
from minqing.kernel.paging import Page, page
from minqing.kernel.times import day_of

MOST_SHOWN = 3
MATTER_WEIGHT = 5
STATES = {
    "in_force": _("In force"),
    "expired": _("Expired"),
    "replaced": _("Replaced"),
    "retired": _("Retired"),
}


def policy_cards(
    actor: Actor, *, state: str = "in_force", cursor: str | None = None, at: datetime
) -> Page[PolicyCardView]:
    """
    Return the cards that stand, for staff: those that expire first come first.

    :param state: ``in_force`` or ``expired``.
    :raises Refused: if the cursor is broken.
    """
    rows = PolicyCard.objects.filter(state="expired" if state == "expired" else "in_force", state__in=STANDS)
    found = page(rows if actor.grants else rows.none(), order=("valid_to", "id"), cursor=cursor)
    return Page(tuple(_views(found.items, at)), found.next, found.previous)


def policy_card(key: str, *, at: datetime) -> tuple[PolicyCardView, ...]:
    """
    Return all versions of a card, the newest first.

    :raises NotFound: if there is none.
    """
    rows = list(PolicyCard.objects.filter(key=as_uuid(key)).order_by("-version"))
    if not rows:
        raise NotFound
    return tuple(_views(rows, at))


def cards_for_words(words: str, *, matter_number: int | None = None, at: datetime) -> tuple[PolicyCardView, ...]:
    """
    Return the cards that may answer what somebody writes, the likeliest first; expired ones never.

    :param matter_number: the matter where it is known; otherwise the one that the words suggest.
    :return: at most three; empty where none fits.
    """
    rows = list(_shown(day_of(at)))
    if not rows:
        return ()
    matter = matter_number or next((one.number for one in suggest_matters(words).matters), 0)
    weighed = [(_weight(row, words, matter), -row.valid_to.toordinal(), row) for row in rows]
    best = sorted((one for one in weighed if one[0]), key=lambda one: one[:2], reverse=True)[:MOST_SHOWN]
    return tuple(_views([row for _weight_, _last, row in best], at))


def _shown(today: date) -> QuerySet[Any]:
    return PolicyCard.objects.filter(state="in_force", state__in=STANDS, valid_from__lte=today, valid_to__gte=today)


def _weight(row: PolicyCard, words: str, matter: int) -> int:
    """Key words by their length squared, as a matter is guessed; the matter alone weighs as much as a short word."""
    by_words = sum(len(word) ** 2 for word in row.keywords.split() if word in words)
    return by_words + (MATTER_WEIGHT if matter and row.matter == matter else 0)


def _views(rows: Iterable[PolicyCard], at: datetime) -> Iterable[PolicyCardView]:
    rows = list(rows)
    units = directory.organisations({row.owner_path for row in rows})
    names, near = dict(Matter.objects.values_list("number", "name")), day_of(at) + soon(at)
    return [
        PolicyCardView(
            key=str(row.key),
            version=row.version,
            title=row.title,
            words=row.words,
            matter_number=row.matter or None,
            matter=names.get(row.matter, ""),
            keywords=tuple(row.keywords.split()),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            owner_path=row.owner_path,
            owner_name=row.owner_name,
            source=row.source,
            source_url=row.source_url,
            phone=units[row.owner_path].phone if row.owner_path in units else "",
            published_at=row.published_at,
            state=row.state,
            state_label=STATES[row.state],
            soon=row.state == "in_force" and row.valid_to <= near,
        )
        for row in rows
    ]
