"""Issue, post, revoke and re-issue code cards. A code is chance and a check character; it says nothing by itself."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, Refused
from minqing.kernel.ids import crockford, uuid7, with_check
from minqing.kernel.lifecycle import Move
from minqing.kernel.rows import insert_rows
from minqing.ledger.service import record, recorded
from minqing.territory import queries
from minqing.territory.access import card_in_force, get_card, get_place
from minqing.territory.facts import CARD_KINDS, REASON_NUMBERS
from minqing.territory.models import Card, Place
from minqing.territory.permissions import ISSUE_CARDS
from minqing.territory.records import CardView
from minqing.territory.states import CARD, ISSUED, POSTED, REVOKED

BODY: Final = 8
REASONS: Final = tuple(reason for reason in REASON_NUMBERS if reason != "replaced")


class UnableToIssue(Refused):
    """The card cannot be issued, posted or revoked as asked; the message says why."""


@recorded
def issue_card(*, village_path: str, actor: Actor, at: datetime, household_path: str | None = None) -> CardView:
    """
    Issue the card of a village, or of one of its households. Each has at most one in force.

    :param household_path: None for the village's own card.
    :raises NotFound, NotAllowed: if the place is absent or out of reach.
    :raises UnableToIssue: if one is in force already, or the place is of the wrong kind.
    """
    village = get_place(village_path, actor=actor, permission=ISSUE_CARDS, lock=True)
    place = get_place(household_path, actor=actor, permission=ISSUE_CARDS) if household_path else village
    if place.village_path != village_path or place.kind not in {"village", "household"}:
        raise UnableToIssue(_("Cards are for villages and for their households."), field="household_path")
    if card_in_force(place.path):
        raise UnableToIssue(_("A card is in force here. Revoke it first, or re-issue it."))
    (card,) = _issue([place], village_path, actor=actor, at=at)
    return _view(card)


def issue_cards(*, village_path: str, actor: Actor, at: datetime) -> tuple[CardView, ...]:
    """
    Issue what is missing in a village: its own card, and one for every household without.

    :return: the new cards; empty when nothing was missing.
    :raises NotFound, NotAllowed: if the village is absent or out of reach.
    """
    village = get_place(village_path, actor=actor, permission=ISSUE_CARDS)
    if village.kind != "village":
        raise UnableToIssue(_("Cards are for villages and for their households."), field="village_path")
    if not _lacking(village):
        return ()
    return _issue_missing(village_path, actor=actor, at=at)


@recorded
def mark_posted(*, code: str, actor: Actor, at: datetime) -> CardView:
    """
    Say that a card has been put up where it belongs.

    :raises NotFound: if no such card is within reach; its subclass CodeMistyped if the code holds a slip.
    :raises MoveNotAllowed: if the card is posted or revoked already.
    """
    card = get_card(code, actor=actor, permission=ISSUE_CARDS, lock=True)
    move = CARD.move(card, "post")
    card.posted_at = at
    card.save(update_fields=["state", "posted_at"])
    _record(move, card, actor=actor, at=at)
    return _view(card)


def mark_village_posted(*, village_path: str, actor: Actor, at: datetime) -> int:
    """
    Say that every issued card of a village has been put up.

    :return: how many were marked; 0 when none was waiting.
    :raises NotFound, NotAllowed: if the village is absent or out of reach.
    """
    get_place(village_path, actor=actor, permission=ISSUE_CARDS)
    waiting = Card.objects.filter(village_path=village_path, state=ISSUED)
    return _post_all(village_path, actor=actor, at=at) if waiting.exists() else 0


@recorded
def revoke_card(*, code: str, reason: str, actor: Actor, at: datetime) -> CardView:
    """
    Take a card out of force. Whoever scans it is still told the village and helped on.

    :param reason: one of ``REASONS``.
    :raises NotFound: if no such card is within reach; its subclass CodeMistyped if the code holds a slip.
    :raises MoveNotAllowed: if it is revoked already.
    """
    card = get_card(code, actor=actor, permission=ISSUE_CARDS, lock=True)
    _revoke(card, _fine_reason(reason), actor=actor, at=at)
    return _view(card)


@recorded
def reissue_card(*, code: str, actor: Actor, at: datetime, reason: str = "damaged") -> CardView:
    """
    Revoke a card and issue a new one with a new code for the same place.

    :param code: the card to replace, in force or revoked.
    :return: the new card.
    :raises NotFound: if no such card is within reach, or its place is closed.
    :raises UnableToIssue: if another card is in force there.
    """
    old = get_card(code, actor=actor, permission=ISSUE_CARDS, lock=True)
    place = get_place(old.place_path, actor=actor, permission=ISSUE_CARDS)
    Place.objects.select_for_update().filter(path=old.village_path, valid_to=None).first()
    if old.state != REVOKED:
        _revoke(old, _fine_reason(reason), actor=actor, at=at)
    elif card_in_force(place.path) or Card.objects.filter(replaces=old).exists():
        raise UnableToIssue(_("Another card is in force here."))
    (card,) = _issue([place], old.village_path, actor=actor, at=at, replaces=old)
    return _view(card)


@recorded
def _issue_missing(village_path: str, *, actor: Actor, at: datetime) -> tuple[CardView, ...]:
    village = get_place(village_path, actor=actor, permission=ISSUE_CARDS, lock=True)
    places = _lacking(village)
    if not places:
        raise UnableToIssue(_("Somebody else has just issued them. Look again."))
    cards = _issue(places, village.path, actor=actor, at=at)
    names = queries.chain_names(village.path)
    return tuple(queries.card_view(card, names) for card in cards)


@recorded
def _post_all(village_path: str, *, actor: Actor, at: datetime) -> int:
    cards = list(Card.objects.select_for_update().filter(village_path=village_path, state=ISSUED).order_by("serial"))
    if not cards:
        raise Conflict
    for card in cards:
        _record(CARD.move(card, "post"), card, actor=actor, at=at)
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(state=POSTED, posted_at=at)
    return len(cards)


def _lacking(village: Place) -> list[Place]:
    held = Card.objects.filter(village_path=village.path).exclude(state=REVOKED).values("place_path")
    doors = Place.objects.filter(village_path=village.path, kind="household", valid_to=None)
    missing = list(doors.exclude(path__in=held).order_by("path"))
    return ([] if card_in_force(village.path) else [village]) + missing


def _issue(
    places: Sequence[Place], village_path: str, *, actor: Actor, at: datetime, replaces: Card | None = None
) -> list[Card]:
    last = Card.objects.filter(village_path=village_path).aggregate(last=Max("serial"))["last"] or 0
    cards = [
        Card(
            id=uuid7(at),
            code=code,
            village_path=village_path,
            place_path=place.path,
            serial=last + number,
            state=ISSUED,
            issued_at=at,
            replaces=replaces,
        )
        for number, (place, code) in enumerate(zip(places, new_codes(len(places)), strict=True), start=1)
    ]
    insert_rows(*cards)
    for card in cards:
        _record("qr_card.issued", card, actor=actor, at=at, again=replaces is not None)
    return cards


def new_codes(number: int) -> list[str]:
    """Draw codes that no card has or ever had."""
    codes: set[str] = set()
    while len(codes) < number:
        drawn = {with_check(crockford(os.urandom(5), BODY)) for _n in range(number - len(codes))}
        codes |= drawn - set(_taken(drawn))
    return list(codes)


def _taken(codes: Iterable[str]) -> list[str]:
    return list(Card.objects.filter(code__in=list(codes)).values_list("code", flat=True))


def _revoke(card: Card, reason: str, *, actor: Actor, at: datetime) -> None:
    hung = card.state == POSTED
    move = CARD.move(card, "revoke")
    card.revoked_at = at
    card.save(update_fields=["state", "revoked_at"])
    _record(move, card, actor=actor, at=at, reason=REASON_NUMBERS[reason], hung=hung)


def _fine_reason(reason: str) -> str:
    if reason not in REASONS:
        raise UnableToIssue(_("Choose why the card is revoked."), field="reason")
    return reason


def _record(what: Move | str, card: Card, *, actor: Actor, at: datetime, **data: Any) -> None:
    kind = CARD_KINDS["household" if card.is_household else "village"]
    record(
        what,
        subject=card.ref,
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or card.village_path,
        place_path=card.place_path,
        data={"card": kind, **data},
    )


def _view(card: Card) -> CardView:
    return queries.card_view(card, queries.chain_names(card.village_path))
