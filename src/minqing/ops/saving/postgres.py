"""PostgreSQL's own dump and restore, called with the connection's words; the password goes by the environment."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused
from minqing.ops.postgres import server_programs

__all__ = ["dump", "load"]


class PostgresProgramFailed(Refused):
    """pg_dump or pg_restore is missing or has failed; the message says which and why."""


def dump(target: Path) -> None:
    """Dump the whole database into a file, as of one moment."""
    call("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Load a dump into the empty database, all or nothing; triggers come after the rows, so guards do not hinder."""
    call("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--dbname=", source)


def call(program: str, *arguments: str | Path) -> None:
    """Call one of PostgreSQL's client programs on the database of the owner."""
    words = {**settings.DATABASES[settings.VAULT_ALIAS], "NAME": connections["default"].settings_dict["NAME"]}
    where = [f"--dbname={words['NAME']}" if each == "--dbname=" else str(each) for each in arguments]
    if program == "pg_dump":
        where.append(words["NAME"])
    names = {"PGHOST": words["HOST"], "PGPORT": words["PORT"], "PGUSER": words["USER"], "PGPASSWORD": words["PASSWORD"]}
    environment = {**os.environ, **{name: str(value) for name, value in names.items() if value}}
    done = subprocess.run([find(program), *where], env=environment, capture_output=True, check=False)
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()[-800:]
        raise PostgresProgramFailed(_("%(program)s failed: %(why)s") % {"program": program, "why": why})


def find(program: str) -> str:
    """Find a client program beside the server or on the path."""
    beside = server_programs()
    if beside and (beside / program).exists():
        return str(beside / program)
    found = shutil.which(program)
    if found is None:
        raise PostgresProgramFailed(
            _("%(program)s is missing. Debian, Ubuntu: apt install postgresql-client.") % {"program": program}
        )
    return found
