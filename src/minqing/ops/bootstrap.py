"""What happens before the doors open: tables, guards, pages' files, rules, calendar."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minqing.cases.queries import suggestion_models
from minqing.cases.service import load_matters
from minqing.directory import service as directory
from minqing.directory.queries import outdated_roles
from minqing.insight import finding
from minqing.kernel.errors import Refused
from minqing.ledger.guards import missing_guards
from minqing.ops.closing import close_data
from minqing.ops.operator import now, operator
from minqing.ops.roles import setup_roles
from minqing.ops.seeding import seed_suggestions
from minqing.rulebook.service import load_calendar, load_rules
from minqing.territory import service as territory

__all__ = ["GuardsAreDown", "collect_static", "load_tables", "migrate", "prepare", "refuse_without_guards"]

Say = Callable[[str], None]


class GuardsAreDown(Refused):
    """The database would let somebody change what may never change."""


def prepare(*, say: Say) -> None:
    """
    Bring database and files to the state this version needs. Safe to repeat; takes a second when nothing is new.

    :param say: shows one line of progress.
    :raises GuardsAreDown: if a guard of an append-only table is missing.
    """
    say(_("Preparing the database …"))
    migrate()
    refuse_without_guards()
    load_tables()
    if not suggestion_models():
        say(_("Learning from example texts which matter a request may be about …"))
        seed_suggestions()
    collect_static()
    for place in close_data():
        say(_("Other users of this machine may read %(place)s: it belongs to somebody else.") % {"place": place})
    if outdated := len(outdated_roles(at=now())):
        words = ngettext(
            "%(n)s role was given under another version. See it: python -m minqing renew-roles --list",
            "%(n)s roles were given under another version. See them: python -m minqing renew-roles --list",
            outdated,
        )
        say(words % {"n": outdated})


def migrate() -> None:
    """Apply what is missing, as the tables' owner; then let the role of web and worker at new tables."""
    executor = MigrationExecutor(connections[settings.VAULT_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", database=settings.VAULT_ALIAS, verbosity=0, interactive=False)
    close_data()
    if settings.DATABASE_ROLE:
        setup_roles(settings.DATABASE_ROLE)


def refuse_without_guards() -> None:
    """Stop where an append-only table is not guarded."""
    missing = missing_guards()
    if missing:
        raise GuardsAreDown(_("Guards of append-only tables are missing: %(names)s") % {"names": ", ".join(missing)})


def load_tables() -> None:
    """Load rules, calendar and matters that came with this version, and the sounds of names that have none yet."""
    actor, at = operator("rulebook.manage"), now()
    load_rules(actor=actor, at=at)
    load_calendar(actor=actor, at=at)
    load_matters()
    directory.fill_sounds()
    territory.fill_sounds()
    finding.fill_sounds()


def collect_static() -> bool:
    """
    Lay the pages' files out with hashed names, if any of them changed.

    :return: whether anything was to be done.
    """
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    digest = static_digest()
    if stamp.exists() and stamp.read_text() == digest:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest)
    return True


def static_digest() -> str:
    """Sum up name, size and time of every static file."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            lines.append(f"{path} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
