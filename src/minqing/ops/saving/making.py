"""Make a backup while everything runs."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from minqing import __version__
from minqing.kernel.errors import Refused
from minqing.kernel.times import SHANGHAI
from minqing.ledger.queries import fact_count
from minqing.ledger.seals import last_seal
from minqing.ops.closing import close, close_whole
from minqing.ops.saving.manifest import KEY_FILES, Manifest, checksums, fingerprints
from minqing.ops.saving.postgres import dump

__all__ = ["Backup", "UnableToBackUp", "backup", "copy_keys"]

DATABASE_FILE = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


class UnableToBackUp(Refused):
    """The backup cannot be made there; the message says why."""


@dataclass(frozen=True)
class Backup:
    """A finished backup."""

    folder: Path
    facts: int
    secrets_folder: Path


def backup(*, into: Path, secrets_into: Path | None, at: datetime) -> Backup:
    """
    Save database and photos as they stand at one moment, without stopping anything.

    The database comes first: a photo is written before the row that names it, so every photo that the saved rows name
    is there when the photos are copied, unless it has been erased meanwhile.

    :param into: gets a new folder named after the moment.
    :param secrets_into: gets a copy of the keys; None leaves them out.
    :param at: the moment, for the name.
    :return: with the number of facts before the copying began; what was written meanwhile may be in it too.
    :raises UnableToBackUp: if the folder is not free or lies inside the data, or the keys would lie beside them.
    """
    folder = into.resolve() / f"minqing-{at.astimezone(SHANGHAI):%Y-%m-%dT%H%M%S}"
    refuse_bad_places(folder, secrets_into)
    part = folder.with_name(folder.name + ".part")
    make_closed(into.resolve())
    part.mkdir(mode=0o700)
    facts, seal = (
        fact_count(),
        last_seal(),
    )  # before the copy: somebody may be writing, and what is counted must be in it
    try:
        save_database(part / DATABASE_FILE[connection.vendor])
        save_files(part / "files")
        manifest = describe(part, at, facts=facts, seal=seal.root if seal else "")
        manifest.write(part)
        close_whole(part)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    if secrets_into is not None:
        copy_keys(Path(settings.SECRETS_DIR), secrets_into)
    return Backup(folder=folder, facts=manifest.facts, secrets_folder=Path(settings.SECRETS_DIR))


def make_closed(folder: Path) -> None:
    """Make the folder of backups, if it is not there; close the backups that lie in it already."""
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        close([folder])
    close(folder.glob("minqing-*"))


def copy_keys(source: Path, target: Path) -> None:
    """Copy the keys and nothing else, for their owner alone; what lies beside them there stays as it is."""
    if not target.exists():
        target.mkdir(parents=True, mode=0o700)
        close([target])
    for name in KEY_FILES:
        if (source / name).is_file():
            shutil.copy2(source / name, target / name)
            close([target / name])


def refuse_bad_places(folder: Path, secrets_into: Path | None) -> None:
    """Refuse to write into the data itself, over an older backup, or keys beside what they open."""
    if Path(settings.DATA).resolve() in folder.parents:
        raise UnableToBackUp(_("A backup inside the data folder would go with it. Name another folder."))
    if folder.exists():
        raise UnableToBackUp(_("%(folder)s is there already.") % {"folder": folder})
    if secrets_into is not None and folder.parent in (secrets_into.resolve(), *secrets_into.resolve().parents):
        raise UnableToBackUp(_("Keys must not lie beside the backup they open. Name another place for them."))


def save_database(target: Path) -> None:
    """Copy the database as one consistent whole, while others write."""
    if connection.vendor == "postgresql":
        dump(target)
        return
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def save_files(target: Path) -> None:
    """Copy the photos; one that is erased while we copy is gone, and should be."""
    source = Path(settings.MEDIA_ROOT)
    target.mkdir(parents=True, exist_ok=True)
    for file in source.rglob("*") if source.is_dir() else ():
        if not file.is_file():
            continue
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(file, copy)
        except FileNotFoundError:
            continue


def describe(folder: Path, at: datetime, *, facts: int, seal: str) -> Manifest:
    """List what was saved."""
    return Manifest(
        version=__version__,
        engine=connection.vendor,
        made_at=at.isoformat(),
        facts=facts,
        seal=seal,
        files=checksums(folder),
        secrets=fingerprints(Path(settings.SECRETS_DIR)),
        counted_first=True,
    )
