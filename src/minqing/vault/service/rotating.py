"""A new master key: all case keys are wrapped anew; what they encrypt stays as it is."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.service import record, recorded
from minqing.vault import permissions
from minqing.vault.keys import add_master, blind_tag, rewrap
from minqing.vault.models import CaseKey, MatterTag
from minqing.vault.opening import alias, keyring, phone_of

BATCH = 500
Progress = Callable[[int, int], None]


def rotate_keys(*, actor: Actor, at: datetime, progress: Progress = lambda done, total: None) -> int:
    """
    Bring a new master key into use. May be run while people work, and again after it was cut short.

    The former master key stays in the file: backups made before need it until they expire.

    :param progress: called with (done, total) after each batch.
    :return: how many keys were wrapped anew.
    :raises NotAllowed: if the actor may not do this.
    :raises Refused: if there is no county yet that the change could be recorded under.
    """
    if not actor.holds(permissions.ROTATE):
        raise NotAllowed
    if not actor.reach(permissions.ROTATE)[0].org_path:
        raise Refused(_("There is no county here yet. Load its divisions first."))
    version = _unfinished() or add_master(Path(settings.VAULT_KEYS_FILE))
    old = CaseKey.objects.using(alias()).filter(master_version__lt=version)
    total, done = old.count() + _stale_tags(version).count(), 0
    while batch := _rewrap_batch(version):
        done += batch
        progress(done, max(total, done))
    while batch := _retag_batch(version):
        done += batch
        progress(done, max(total, done))
    _record(version, done, actor, at)
    return done


def _unfinished() -> int | None:
    """Return the newest version if a former run brought it in and did not finish."""
    newest = keyring().newest
    has_new = CaseKey.objects.using(alias()).filter(master_version=newest).exists()
    has_old = CaseKey.objects.using(alias()).filter(master_version__lt=newest).exists()
    return newest if has_old and (has_new or newest > 1) else None


def _rewrap_batch(version: int) -> int:
    with transaction.atomic(using=alias()):
        rows = CaseKey.objects.using(alias()).select_for_update().filter(master_version__lt=version)[:BATCH]
        batch = list(rows)
        for row in batch:
            key = rewrap(keyring(), bytes(row.wrapped), row.master_version, key_id=row.pk, case_id=row.case_id)
            row.wrapped, row.master_version = key.wrapped, key.version
        CaseKey.objects.using(alias()).bulk_update(batch, ["wrapped", "master_version"])
    return len(batch)


def _stale_tags(version: int) -> QuerySet[MatterTag]:
    return MatterTag.objects.using(alias()).filter(key_version__lt=version)


def _retag_batch(version: int) -> int:
    with transaction.atomic(using=alias()):
        batch = list(_stale_tags(version).select_for_update()[:BATCH])
        key = keyring().index_key(version)
        for row in batch:
            row.tag = blind_tag(key, bytes(row.salt), phone_of(row.case_id))
            row.key_version = version
        MatterTag.objects.using(alias()).bulk_update(batch, ["tag", "key_version"])
    return len(batch)


@recorded
def _record(version: int, done: int, actor: Actor, at: datetime) -> None:
    grant = actor.reach(permissions.ROTATE)[0]
    record(
        "vault.keys_rotated",
        subject=Ref("system", "vault"),
        actor=actor.ref,
        at=at,
        org_path=grant.org_path,
        place_path=grant.place_path,
        data={"version": version, "keys": done},
    )
