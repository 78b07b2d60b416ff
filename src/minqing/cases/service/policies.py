"""Policy cards: published, changed, renewed, retired by the unit that answers for them; the clock lets them expire."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases.clocks import rule_for
from minqing.cases.matters import in_use
from minqing.cases.models import PolicyCard
from minqing.cases.paths import and_above
from minqing.cases.steps import CLOCK
from minqing.cases.words import clean
from minqing.directory import queries as directory
from minqing.directory.records import OrganisationView
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

__all__ = ["publish_policy_card", "remind_card", "renew_policy_card", "retire_policy_card"]

PERMISSION = "cases.cards"
SOON_RULE = "MQ-CARD-SOON"
STANDS = ("in_force", "expired")
MOST_WORDS = 800


class UnableToPublish(Refused):
    """The card cannot stand as asked; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class _Read:
    fields: dict[str, Any]
    owner: OrganisationView


@recorded
def publish_policy_card(
    *,
    title: str,
    words: str,
    valid_from: date,
    valid_to: date,
    owner_path: str,
    source: str,
    actor: Actor,
    at: datetime,
    matter_number: int | None = None,
    keywords: str = "",
    source_url: str = "",
    card_key: str = "",
) -> str:
    """
    Publish a policy card, or a new version of one that stands.

    :param words: what holds, in plain words, at most 800 characters.
    :param keywords: words by which it is found, apart by blanks.
    :param owner_path: the unit that answers for it and is told before it expires.
    :param source: law, rule or notice it rests on; ``source_url`` where to read it.
    :param card_key: the card to change; empty publishes a new one.
    :return: the card's key.
    :raises UnableToPublish: if a day, the matter, the unit or the address is wrong.
    :raises NotAllowed: without ``cases.cards`` for that unit.
    :raises NotFound: if there is no such card.
    """
    read = _read(
        title=title,
        words=words,
        keywords=keywords,
        source=source,
        source_url=source_url,
        matter=matter_number,
        valid_from=valid_from,
        valid_to=valid_to,
        owner_path=owner_path,
    )
    _require(actor, read.owner.path, read.owner.place_path)
    today = day_of(aware(at))
    if valid_to < today:
        raise UnableToPublish(_("Its last day has passed already."), field="valid_to")
    before = _standing(card_key, actor) if card_key else None
    card = _insert(read.fields, before, actor, at)
    data = {"matter": card.matter}
    if before is None:
        _record("policy_card.published", card, actor, at, **data)
    else:
        _record("policy_card.changed", card, actor, at, **data, was_expired=before.was_expired, version=card.version)
    return str(card.key)


def _read(
    *,
    title: str,
    words: str,
    keywords: str,
    source: str,
    source_url: str,
    matter: int | None,
    valid_from: date,
    valid_to: date,
    owner_path: str,
) -> _Read:
    if valid_to < valid_from:
        raise UnableToPublish(_("The last day lies before the first."), field="valid_to")
    if matter and not in_use(matter):
        raise UnableToPublish(_("This matter is not in the list."), field="matter_number")
    found = " ".join(clean(keywords, field="keywords", most=300, needed=False).split())
    if not matter and not found:
        raise UnableToPublish(_("Name a matter or key words; otherwise nobody finds it."), field="keywords")
    try:
        owner = directory.organisation(owner_path)
    except NotFound as absent:
        raise UnableToPublish(_("There is no such unit."), field="owner_path") from absent
    fields = {
        "title": clean(title, field="title", most=60),
        "words": clean(words, field="words", most=MOST_WORDS),
        "keywords": found,
        "matter": matter or 0,
        "source": clean(source, field="source", most=200),
        "source_url": _address(source_url),
        "valid_from": valid_from,
        "valid_to": valid_to,
        "owner_path": owner.path,
        "owner_name": owner.name,
    }
    return _Read(fields, owner)


def _address(text: str) -> str:
    address = clean(text, field="source_url", most=300, needed=False)
    parts = urlsplit(address)
    if address and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise UnableToPublish(_("Please give an address that begins with https://."), field="source_url")
    return address


@dataclass(frozen=True, slots=True)
class _Before:
    key: UUID
    version: int
    was_expired: bool


def _standing(card_key: str, actor: Actor) -> _Before:
    card = _card(card_key, actor)
    version, was_expired = card.version, card.state == "expired"
    card.state = "replaced"
    card.save(update_fields=["state"])
    return _Before(card.key, version, was_expired)


def _card(card_key: str, actor: Actor) -> PolicyCard:
    """
    Hold the version of a card that stands.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the actor may not keep it.
    """
    card = PolicyCard.objects.select_for_update().filter(key=as_uuid(card_key), state__in=STANDS).first()
    if card is None:
        raise NotFound
    owner = directory.organisation(card.owner_path)
    _require(actor, owner.path, owner.place_path)
    return card


def _require(actor: Actor, org_path: str, place_path: str) -> None:
    if not actor.may(PERMISSION, org_path=org_path, place_path=place_path):
        raise NotAllowed(_("Your post does not keep the cards of this unit."), field="owner_path")


def _insert(fields: dict[str, Any], before: _Before | None, actor: Actor, at: datetime) -> PolicyCard:
    made = uuid7(aware(at))
    return PolicyCard.objects.create(
        id=made,
        key=before.key if before else made,
        version=before.version + 1 if before else 1,
        published_at=aware(at),
        published_by=str(actor.ref),
        **fields,
    )


@recorded
def renew_policy_card(*, card_key: str, valid_to: date, actor: Actor, at: datetime) -> str:
    """
    Let a card stand for longer, after its owner has looked whether it is still true; expired ones as well.

    :param valid_to: its new last day.
    :return: the card's key.
    :raises UnableToPublish: if that day is not later than the one it has, or has passed.
    """
    card = _card(card_key, actor)
    if valid_to <= card.valid_to or valid_to < day_of(aware(at)):
        raise UnableToPublish(
            _("The new last day must lie after the one it has, and not in the past."), field="valid_to"
        )
    kept = ("title", "words", "keywords", "matter", "source", "source_url", "owner_path", "owner_name")
    fields = {name: getattr(card, name) for name in (*kept, "valid_from")} | {"valid_to": valid_to}
    before = _standing(card_key, actor)
    new = _insert(fields, before, actor, at)
    data = {"matter": new.matter, "was_expired": before.was_expired, "version": new.version}
    _record("policy_card.renewed", new, actor, at, **data)
    return str(new.key)


@recorded
def retire_policy_card(*, card_key: str, actor: Actor, at: datetime) -> None:
    """
    Take a card out of use; its versions are kept.

    :raises NotFound: if there is none that stands.
    """
    card = _card(card_key, actor)
    was_expired = card.state == "expired"
    card.state = "retired"
    card.save(update_fields=["state"])
    _record("policy_card.retired", card, actor, at, matter=card.matter, was_expired=was_expired)


def _record(kind: str, card: PolicyCard, actor: Actor, at: datetime, **data: Any) -> None:
    record(
        kind,
        subject=Ref("policy_card", str(card.key)),
        actor=actor.ref,
        at=aware(at),
        org_path=card.owner_path,
        place_path=and_above(card.owner_path)[0],
        data=data,
    )


# --- the clock --------------------------------------------------------------------------------------------------


def soon(at: datetime) -> timedelta:
    """Return how long before its last day a card's owner is told; two weeks without a rule."""
    county = territory.county()
    try:
        return timedelta(days=int(rule_for(SOON_RULE, place_path=county.path if county else "", at=at).value))
    except NotFound:
        return timedelta(days=14)


def to_speak_of(at: datetime) -> Any:
    """Return the keys of cards whose last day has passed or is near and of which nobody was told."""
    today = day_of(at)
    rows = PolicyCard.objects.filter(state="in_force", valid_to__lte=today + soon(at))
    return rows.exclude(warned=True, valid_to__gte=today).order_by("valid_to").values_list("pk", flat=True)


@recorded
def remind_card(*, key: UUID, at: datetime) -> None:
    """Let a card expire whose last day has passed, or tell its owner that it soon will."""
    card = PolicyCard.objects.select_for_update().get(pk=key)
    today = day_of(at)
    if card.state != "in_force":
        return
    if card.valid_to < today:
        card.state = "expired"
        card.save(update_fields=["state"])
        _record("policy_card.expired", card, CLOCK, at, matter=card.matter)
    elif not card.warned and card.valid_to <= today + soon(at):
        card.warned = True
        card.save(update_fields=["warned"])
        _record("policy_card.expiring", card, CLOCK, at, matter=card.matter, days=(card.valid_to - today).days)
