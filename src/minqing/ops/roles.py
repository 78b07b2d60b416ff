"""PostgreSQL: a role for web and worker that may put words into the vault and may not read them there."""

from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _
from psycopg import sql

from minqing.kernel.errors import Refused

__all__ = ["UnableToSetUpRoles", "setup_roles"]

VAULT_TABLES = "vault\\_%"
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


class UnableToSetUpRoles(Refused):
    """Roles cannot be set up here; the message says why."""


def setup_roles(role: str) -> list[str]:
    """
    Make the role, if it is missing, and give it what it needs. To be repeated after each migration.

    :param role: the role's name; the connecting user becomes a member, so that ``SET ROLE`` works.
    :return: one line for each table of the vault.
    :raises UnableToSetUpRoles: if the database is not PostgreSQL.
    :source: decision 20.
    """
    connection = connections[settings.VAULT_ALIAS]  # the owner's, where the default one is the role's
    if connection.vendor != "postgresql":
        raise UnableToSetUpRoles(_("Roles are PostgreSQL's; this database is SQLite."))
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(name))
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
        cursor.execute(sql.SQL("GRANT " + EVERYTHING + " ON ALL TABLES IN SCHEMA public TO {}").format(name))
        return [close(cursor, table, name) for table in vault_tables(cursor)]


def vault_tables(cursor: Any) -> list[str]:
    """List the vault's tables."""
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE %s ORDER BY 1", [VAULT_TABLES]
    )
    return [row[0] for row in cursor.fetchall()]


def close(cursor: Any, table: str, role: sql.Identifier) -> str:
    """Take everything on one table away from the role, but putting in."""
    identifier = sql.Identifier(table)
    cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(identifier, role))
    cursor.execute(sql.SQL("GRANT INSERT ON {} TO {}").format(identifier, role))
    return f"{table}: INSERT"
