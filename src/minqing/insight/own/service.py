"""Public API for the county's own measures: publish a version, retire one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from minqing.insight.facts import PUBLISHED, RETIRED
from minqing.insight.finding import keep_sounds
from minqing.insight.models import OwnMeasure, OwnRetirement
from minqing.insight.permissions import PUBLISH
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.secrecy import refuse_secret
from minqing.ledger.canonical import canonical_json
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure, every_measure
from minqing.ledger.service import record, recorded

from . import registry
from .entries import OWN
from .faults import DefinitionRefused, Fault
from .linting import Looked, looked_through
from .records import Published

__all__ = ["UnableToPublish", "look_through", "may_publish", "publish_measure", "retire_measure"]

MOST, LONGEST_REASON = 200, 300


class UnableToPublish(Refused):
    """The measure cannot be published, or retired, as asked; the message says what is missing."""


def may_publish(actor: Actor) -> bool:
    """Tell whether an actor may publish for the whole county: a township's grant does not set the county's measures."""
    root = actor.place_path.partition("/")[0] + "/"
    return actor.may(PUBLISH, org_path=root, place_path=root)


def look_through(text: str, *, of: str = "") -> Looked:
    """
    Look a definition through against the measures that hold now; nothing is written.

    :param of: the key of the own measure that is to get a version; empty for a new one.
    """
    looked = looked_through(text, every_measure())
    if of and looked.measure and looked.measure.key != of:
        words = _("This is a version of “%(key)s”. Leave its name; what counts something else is a new measure.")
        return Looked(None, (Fault(1, words % {"key": of}, "measure"), *looked.faults))
    return looked


@recorded
def publish_measure(*, text: str, reason: str = "", actor: Actor, at: datetime) -> Published:
    """
    Publish a definition for good: the first version of its key, or the next.

    :param text: the definition, as YAML.
    :param reason: why there is a new version; asked for from the second on.
    :raises NotAllowed: if the actor may not publish for the whole county.
    :raises DefinitionRefused: if something is wrong with the definition; with every line.
    :raises UnableToPublish: if a reason is missing, nothing has changed, or there are too many.
    :raises Conflict: if somebody else published a version at the same moment.
    """
    _refuse_stranger(actor)
    known = every_measure()
    looked = looked_through(text, known)
    if looked.measure is None:
        raise DefinitionRefused([fault for fault in looked.faults if fault.grave])
    measure, last = looked.measure, _last(looked.measure.key)
    reason = _reason(reason, needed=last is not None)
    _refuse_senseless(text, last, known)
    row = OwnMeasure(
        id=uuid4().hex,
        key=measure.key,
        version=last.version + 1 if last else 1,
        text=text,
        inputs=canonical_json(_inputs(measure)),
        digest=definition_hash(measure),
        reason=reason,
        published_by=str(actor.ref),
        published_at=at,
    )
    _insert(row)
    keep_sounds(measure)
    _record(PUBLISHED, measure.key, actor, at, {"version": row.version, "definition": row.digest})
    return Published(row.key, row.version, row.digest)


@recorded
def retire_measure(*, key: str, reason: str, actor: Actor, at: datetime) -> None:
    """
    Stop counting an own measure. What it was stays readable, and measures that ask for it go on.

    :raises NotAllowed: if the actor may not publish for the whole county.
    :raises NotFound: if there is no such own measure, or it is retired already.
    :raises UnableToPublish: if no reason is given.
    """
    _refuse_stranger(actor)
    last = _last(key)
    if last is None or _is_retired(last):
        raise NotFound
    row = OwnRetirement(
        id=uuid4().hex,
        key=key,
        version=last.version,
        reason=_reason(reason, needed=True),
        retired_by=str(actor.ref),
        retired_at=at,
    )
    _insert(row)
    _record(RETIRED, key, actor, at, {"version": last.version})


def _refuse_stranger(actor: Actor) -> None:
    if not may_publish(actor):
        raise NotAllowed


def _refuse_senseless(text: str, last: OwnMeasure | None, known: Mapping[str, Measure]) -> None:
    if last and last.text.strip() == text.strip() and not _is_retired(last):
        raise UnableToPublish(_("Nothing has changed since version %(n)s.") % {"n": last.version}, field="text")
    if sum(key.startswith(f"{OWN}.") for key in known) >= MOST and (last is None or _is_retired(last)):
        raise UnableToPublish(_("There are %(n)s own measures. Retire one that nobody reads any more.") % {"n": MOST})


def _reason(reason: str, *, needed: bool) -> str:
    words = " ".join(reason.split())[:LONGEST_REASON]
    refuse_secret(words, field="reason")
    if needed and not words:
        raise UnableToPublish(_("Say why, in one sentence. It stands beside the version for good."), field="reason")
    return words


def _last(key: str) -> OwnMeasure | None:
    return OwnMeasure.objects.filter(key=key).order_by("-version").first()


def _is_retired(row: OwnMeasure) -> bool:
    return OwnRetirement.objects.filter(key=row.key, version=row.version).exists()


def _inputs(measure: Measure) -> dict[str, int]:
    """Say which version of which own measure an expression asks for."""
    own = (one for one in measure.inputs if one.key.startswith(f"{OWN}."))
    return {one.key: number for one in own for number, made in registry.every_version(one.key).items() if made is one}


def _insert(row: OwnMeasure | OwnRetirement) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict from taken


def _record(kind: str, key: str, actor: Actor, at: datetime, data: dict[str, object]) -> None:
    root = actor.place_path.partition("/")[0] + "/"
    record(kind, subject=Ref("measure", key), actor=actor.ref, at=at, org_path=root, place_path=root, data=data)
