"""
How long things are kept: until the clock runs out after the final closing, unless a legal hold says otherwise.

Erasing deletes keys and ciphertexts first and then says so. If the machine dies in between, the next round finds
the case still due, deletes nothing more, and says so.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minqing.directory.channels import forget
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import Conflict, Refused
from minqing.kernel.ids import as_uuid
from minqing.kernel.rows import run
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded
from minqing.vault import permissions, photo_files
from minqing.vault.access import case_ref, get_custody
from minqing.vault.codes import ERASURES, HOLDS
from minqing.vault.erasures import erased_before, keep_erasures
from minqing.vault.models import CaseKey, Custody, MatterTag, Photo, SealedText
from minqing.vault.opening import Erased, alias

log = logging.getLogger(__name__)
LONGEST_HOLD = timedelta(days=730)
GROUNDS = frozenset({"clock", "request"})  # for somebody to name; the third is the restore's alone


class UnableToKeep(Refused):
    """The time for keeping cannot be changed as asked."""


def start_retention(case_id: UUID | str, *, closed_at: datetime, days: int, rule: str = "") -> None:
    """
    Let the clock run from the final closing, inside the closing verb. Repeating it moves the clock.

    :param days: the value of rule ``MQ-RETAIN``; ``rule`` is its version, for the certificate.
    """
    run(
        "UPDATE custody_case SET closed_at = %s, erase_at = %s, rule_version = %s "
        "WHERE case_id = %s AND erased_at IS NULL",
        [closed_at, closed_at + timedelta(days=days), rule, as_uuid(case_id)],
    )


def stop_retention(case_id: UUID | str) -> None:
    """Stop the clock, inside the verb that reopens the case."""
    Custody.objects.filter(pk=as_uuid(case_id), erased_at=None).update(closed_at=None, erase_at=None)


@recorded
def hold_contact(*, case_id: UUID | str, ground: str, until: datetime, actor: Actor, at: datetime) -> None:
    """
    Keep what was entrusted beyond its time, for a lawful ground and with an end.

    :param ground: a key of ``codes.HOLDS``.
    :param until: the end, at most two years ahead.
    :raises UnableToKeep: if the ground is unknown or the end lies wrong.
    """
    if ground not in HOLDS:
        raise UnableToKeep(_("Please choose a ground."), field="ground")
    if not at < until <= at + LONGEST_HOLD:
        raise UnableToKeep(_("A legal hold ends within two years."), field="until")
    custody = get_custody(case_id, actor=actor, permission=permissions.HOLD, lock=True)
    if custody.erased_at is not None:
        raise Erased
    custody.held_until, custody.hold_ground = until, ground
    custody.save(update_fields=["held_until", "hold_ground"])
    _record("vault.held", custody, actor, at, {"ground": HOLDS[ground][0], "until": day_of(until).isoformat()})


@recorded
def end_hold(*, case_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    End a legal hold before its time.

    :raises Conflict: if there is none.
    """
    custody = get_custody(case_id, actor=actor, permission=permissions.HOLD, lock=True)
    if custody.held_until is None or custody.held_until <= at:
        raise Conflict(_("There is no legal hold."))
    custody.held_until, custody.hold_ground = None, ""
    custody.save(update_fields=["held_until", "hold_ground"])
    _record("vault.hold_ended", custody, actor, at, {})


@recorded
def erase_contact(*, case_id: UUID | str, actor: Actor, at: datetime, ground: str = "clock") -> None:
    """
    Destroy keys, contact, original words and photos of one case. It cannot be taken back.

    :param ground: ``clock`` or ``request``; a request needs a case that is closed.
    :raises NotFound: if the case is absent or out of reach.
    :raises UnableToKeep: if its time has not come, or a legal hold stands.
    :raises Erased: if it was done before.
    """
    custody = get_custody(case_id, actor=actor, permission=permissions.ERASE, lock=True)
    _refuse_to_erase(custody, ground, at)
    _erase(custody, ground, actor, at)


def _erase(custody: Custody, ground: str, actor: Actor, at: datetime) -> None:
    items = _destroy(custody.case_id)
    custody.erased_at, custody.backups_expire_at = at, at + timedelta(days=settings.BACKUP_DAYS)
    custody.has_phone, custody.may_call, custody.child, custody.reach = False, False, 0, ""
    custody.save(update_fields=["erased_at", "backups_expire_at", "has_phone", "may_call", "child", "reach"])
    data = {
        "ground": ERASURES[ground][0],
        "items": items,
        "backups_expire": day_of(custody.backups_expire_at).isoformat(),
        "rule": custody.rule_version,
    }
    _record("vault.erased", custody, actor, at, data)
    transaction.on_commit(lambda: keep_erasures({custody.case_id: at}))
    transaction.on_commit(lambda: forget(str(custody.case_id)))


@recorded
def _erase_one_again(case_id: UUID, actor: Actor, at: datetime) -> None:
    custody = get_custody(case_id, actor=actor, permission=permissions.ERASE, lock=True)
    if custody.erased_at is not None:
        raise Erased
    _erase(custody, "again", actor, at)


def erase_again(*, at: datetime) -> dict[UUID, datetime]:
    """
    Erase what the list outside the database names and a restored backup has brought back.

    Neither its clock nor a hold in the backup speaks against it: it had been erased lawfully before.

    :return: case → when it had been erased first; cases that the backup does not hold, or holds erased, are absent.
    :source: ADR 0047.
    """
    listed = erased_before()
    back = Custody.objects.filter(case_id__in=listed, erased_at=None).values_list("case_id", "org_path")
    done = {}
    for case, org_path in list(back):
        clock = system_actor("restore", [permissions.ERASE], root=org_path.partition("/")[0] + "/")
        _erase_one_again(case, clock, at)
        done[case] = listed[case]
    return done


def list_erasures(since: datetime) -> int:
    """
    Put on the list outside the database what was erased since a moment and is not there: a crash came between.

    :return: how many were added.
    """
    erased = Custody.objects.filter(erased_at__gte=since).values_list("case_id", "erased_at")
    return keep_erasures({case: at for case, at in erased if at is not None})


def _refuse_to_erase(custody: Custody, ground: str, at: datetime) -> None:
    if custody.erased_at is not None:
        raise Erased
    if custody.held_until is not None and custody.held_until > at:
        raise UnableToKeep(_("A legal hold stands; nothing may be erased now."))
    if ground not in GROUNDS or custody.closed_at is None:
        raise UnableToKeep(_("Only a closed request's details can be erased."))
    if ground == "clock" and (custody.erase_at is None or at < custody.erase_at):
        raise UnableToKeep(_("The time for keeping has not passed."))


def _destroy(case: UUID) -> int:
    photos = list(Photo.objects.filter(case_id=case).values_list("pk", flat=True))
    with transaction.atomic(using=alias()):
        CaseKey.objects.using(alias()).filter(case_id=case).delete()
        MatterTag.objects.using(alias()).filter(case_id=case).delete()
        texts, _each = SealedText.objects.using(alias()).filter(case_id=case).delete()
    Photo.objects.filter(pk__in=photos).delete()
    transaction.on_commit(_remover(photos))
    return texts + len(photos)


def _remover(photos: list[UUID]) -> Callable[[], None]:
    def remove_files() -> None:
        for photo in photos:
            photo_files.remove(photo)

    return remove_files


def erase_due(at: datetime, *, limit: int = 500) -> int:
    """
    Erase what is due, one case a transaction. Called by the worker; a failure leaves the others untouched.

    :return: how many cases were erased.
    """
    free = Q(held_until__isnull=True) | Q(held_until__lte=at)
    due = Custody.objects.filter(free, erased_at=None, erase_at__lte=at).order_by("erase_at")
    done = 0
    for case, org_path in list(due.values_list("case_id", "org_path")[:limit]):
        clock = system_actor("clock", [permissions.ERASE], root=org_path.partition("/")[0] + "/")
        try:
            erase_contact(case_id=case, actor=clock, at=at)
            done += 1
        except Refused:
            log.warning("the vault could not erase a case that was due", exc_info=True)
    return done


def sweep_orphans(at: datetime) -> int:
    """
    Remove photo files that no row names: left by a transaction that did not commit, or by an erasure cut short.

    :return: how many files went.
    """
    files = list(photo_files.old_files(at))
    named = set(Photo.objects.filter(pk__in=[photo for photo, _place in files if photo]).values_list("pk", flat=True))
    gone = [place for photo, place in files if photo not in named]
    for place in gone:
        place.unlink(missing_ok=True)
    return len(gone)


def _record(kind: str, custody: Custody, actor: Actor, at: datetime, data: dict[str, object]) -> None:
    record(
        kind,
        subject=case_ref(custody.case_id),
        actor=actor.ref,
        at=at,
        org_path=custody.org_path,
        place_path=custody.place_path,
        data=data,
    )
