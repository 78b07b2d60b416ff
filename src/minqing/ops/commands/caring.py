"""Commands for the machine's keeper: migrations, backups, restoring, database roles."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.ops.bootstrap import migrate, refuse_without_guards
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now
from minqing.ops.roles import setup_roles
from minqing.ops.saving import backup, restore

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
    ],
)
def do_restore(options: argparse.Namespace) -> int:
    """Put a backup back and check it."""
    found = restore(source=Path(options.folder), secrets_from=Path(options.secrets) if options.secrets else None)
    print(_("Restored %(facts)s facts; the guards stand and the ledger is sound.") % {"facts": found.facts})
    return 0


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
