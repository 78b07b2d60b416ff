"""Put a backup back, into a place that is empty, and look whether all of it is there and sound."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused
from minqing.ledger.mirror import MirrorDiffers, mirror_file, note_restore
from minqing.ledger.positions import forget_transactions
from minqing.ledger.records import Verdict
from minqing.ledger.seals import verify
from minqing.ops.bootstrap import migrate, refuse_without_guards
from minqing.ops.closing import close_data, close_whole
from minqing.ops.saving.making import DATABASE_FILE, copy_keys
from minqing.ops.saving.manifest import Manifest, checksums, fingerprints
from minqing.ops.saving.postgres import load
from minqing.vault import service as vault
from minqing.vault.erasures import erasures_file

__all__ = ["Restored", "UnableToRestore", "restore"]


class UnableToRestore(Refused):
    """The backup cannot be put back; the message says why. Nothing has been changed where it says nothing else."""


@dataclass(frozen=True)
class Restored:
    """
    A backup that was put back.

    :param made_at: when it was made, as it says itself.
    :param erased: cases that had been erased after it was made and were erased again → when they were first.
    :param knows_erasures: whether a list of erasures lay there; without one nothing could be erased again.
    """

    facts: int
    made_at: str
    erased: dict[UUID, datetime]
    knows_erasures: bool


def restore(*, source: Path, secrets_from: Path | None, seals_from: Path | None, at: datetime) -> Restored:
    """
    Put a backup back, check it, and erase again what was erased after it was made.

    :param source: the backup's own folder.
    :param secrets_from: the keys that belong to it; None if they lie in ``SECRETS_DIR`` already.
    :param seals_from: the seals and erasures that outlived the old machine; None if they lie in ``SEALS_DIR`` already.
    :raises UnableToRestore: if the backup is damaged, the place is not empty, the keys are others, or the ledger is
        not sound afterwards or not the one that was sealed outside.
    """
    manifest = read_whole(source)
    keys = secrets_from or Path(settings.SECRETS_DIR)
    if not manifest.secrets.items() <= fingerprints(keys).items():
        raise UnableToRestore(_("These are not the keys of this backup. Name their folder: --secrets FOLDER"))
    refuse_unless_empty()
    take_seals(seals_from)

    if secrets_from is not None:
        copy_keys(secrets_from, Path(settings.SECRETS_DIR))
    put_database_back(source / DATABASE_FILE[manifest.engine])
    if (source / "files").is_dir():
        shutil.copytree(source / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
    close_data()
    close_whole(Path(settings.MEDIA_ROOT))
    forget_transactions()
    migrate()
    refuse_without_guards()
    verdict = sound(manifest)
    compare_with_outside(at)
    erased = vault.erase_again(at=at)
    return Restored(verdict.facts, manifest.made_at, erased, erasures_file().exists())


def take_seals(folder: Path | None) -> None:
    """Copy seals and erasures that outlived the old machine; never over what lies there."""
    for target in (mirror_file(), erasures_file()) if folder is not None else ():
        kept = Path(str(folder)) / target.name
        if not kept.exists() or (target.exists() and kept.samefile(target)):
            continue
        if target.exists():
            raise UnableToRestore(_("%(file)s is there already; it is not written over.") % {"file": target})
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy2(kept, target)


def compare_with_outside(at: datetime) -> None:
    """Hold the backup's seals against those outside, and write there that it was put back."""
    try:
        note_restore(at)
    except MirrorDiffers as differs:
        raise UnableToRestore(_("Restored, but the ledger is NOT sound: %(why)s") % {"why": differs}) from differs


def read_whole(source: Path) -> Manifest:
    """Read the list and compare every file with it."""
    manifest = Manifest.read(source)
    if manifest is None:
        raise UnableToRestore(_("%(folder)s is not a finished backup.") % {"folder": source})
    if manifest.engine != connection.vendor:
        words = {"theirs": manifest.engine, "ours": connection.vendor}
        raise UnableToRestore(_("The backup is of %(theirs)s, this database is %(ours)s.") % words)
    if checksums(source) != manifest.files:
        raise UnableToRestore(_("The backup is damaged: its files are not those of its list."))
    return manifest


def refuse_unless_empty() -> None:
    """Never write over what is there."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables:
        raise UnableToRestore(_("The database is not empty. Restore into a new DATA folder or a new database."))


def put_database_back(file: Path) -> None:
    """Copy the saved database into the empty one."""
    if connection.vendor == "postgresql":
        load(file)
        return
    connections.close_all()
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(connection.settings_dict["NAME"])) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=WAL")


def sound(manifest: Manifest) -> Verdict:
    """Check the ledger against itself and against the list."""
    found = verify()
    if not found.is_sound:
        raise UnableToRestore(_("Restored, but the ledger is NOT sound: %(why)s") % {"why": found.why})
    if manifest.counted_first and found.facts < manifest.facts:
        raise UnableToRestore(_("Restored, but facts are missing."))
    return found
