"""Commands for the machine's keeper: migrations, backups, restoring, database roles."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minqing.kernel.times import SHANGHAI
from minqing.ops.bootstrap import migrate, refuse_without_guards
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now
from minqing.ops.roles import setup_roles
from minqing.ops.saving import Restored, backup, restore
from minqing.vault.erasures import erasures_file

__all__ = ["do_backup", "do_migrate", "do_restore", "do_setup_roles"]


@command("migrate", help=gettext_lazy("Bring the database's tables up to this version"))
def do_migrate(options: argparse.Namespace) -> int:
    """Apply what is missing, then look whether the guards stand."""
    migrate()
    refuse_without_guards()
    print(_("The database is up to date and its guards stand."))
    return 0


@command(
    "backup",
    help=gettext_lazy("Save database and photos while minqing runs; secrets only where --secrets says"),
    arguments=[
        argument("folder", help=gettext_lazy("folder that gets a new folder with the backup")),
        argument("--secrets", metavar="FOLDER", help=gettext_lazy("save the keys too, to another place than the data")),
    ],
)
def do_backup(options: argparse.Namespace) -> int:
    """Save everything; say where, and what is not in it."""
    secrets = Path(options.secrets) if options.secrets else None
    made = backup(into=Path(options.folder), secrets_into=secrets, at=now())
    print(_("Backup: %(folder)s (%(facts)s facts)") % {"folder": made.folder, "facts": made.facts})
    if secrets:
        print(_("Keys: %(folder)s — keep them apart from the backup.") % {"folder": secrets})
    else:
        print(
            _("The keys are NOT in it. Without %(folder)s nobody can read residents' words: save it elsewhere.")
            % {"folder": made.secrets_folder}
        )
    return 0


@command(
    "restore",
    help=gettext_lazy("Put a backup into an empty DATA folder or an empty PostgreSQL database"),
    arguments=[
        argument("folder", help=gettext_lazy("the backup's own folder")),
        argument("--secrets", metavar="FOLDER", help=gettext_lazy("folder of the keys that belong to the backup")),
        argument("--seals", metavar="FOLDER", help=gettext_lazy("folder of seals and erasures kept apart")),
    ],
)
def do_restore(options: argparse.Namespace) -> int:
    """Put a backup back and check it."""
    found = restore(
        source=Path(options.folder),
        secrets_from=Path(options.secrets) if options.secrets else None,
        seals_from=Path(options.seals) if options.seals else None,
        at=now(),
    )
    print(_("Restored %(facts)s facts; the guards stand and the ledger is sound.") % {"facts": found.facts})
    print_certificate(found)
    return 0


def print_certificate(found: Restored) -> None:
    """Say what was erased again, or that nobody could know what to erase."""
    if not found.knows_erasures:
        words = {"file": erasures_file(), "day": found.made_at[:16].replace("T", " ")}
        print(
            _("No list of erasures lies in %(file)s: what was erased after %(day)s is back.") % words, file=sys.stderr
        )
        print(_("Find the list, and restore anew with --seals FOLDER."), file=sys.stderr)
        return
    certified = ngettext(
        "Certificate: contact, words and photos of %(n)s request were erased again.",
        "Certificate: contact, words and photos of %(n)s requests were erased again.",
        len(found.erased),
    )
    print(certified % {"n": len(found.erased)})
    for case, first_at in sorted(found.erased.items(), key=lambda pair: pair[1]):
        moment = f"{first_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        print(_("  %(case)s, first erased %(moment)s") % {"case": case, "moment": moment})


@command(
    "setup-roles",
    help=gettext_lazy("PostgreSQL: make the role that web and worker use, which may not read the vault"),
    arguments=[argument("--role", default="minqing_web", help=gettext_lazy("the role's name"))],
)
def do_setup_roles(options: argparse.Namespace) -> int:
    """Make the role and give it what it needs; repeat it after each migration."""
    for line in setup_roles(options.role):
        print(line)
    print(_("Now start web and worker with DATABASE_ROLE=%(role)s.") % {"role": options.role})
    return 0
