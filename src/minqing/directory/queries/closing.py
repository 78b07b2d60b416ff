"""Which units are closed: asked by whatever leads work to a unit."""

from collections.abc import Iterable

from django.db import connection

from minqing.kernel.rows import marks, read_columns

__all__ = ["closed_among", "closed_unit", "stays_open"]


def closed_unit(column: str) -> str:
    """
    Say in SQL that the unit whose path a column holds is closed, for a statement that reads the column anyway.

    :param column: table and column, e.g. ``cases_office.org_path``; text of our own, never of a user.
    """
    # Only the name of a column of our own is put in here.
    return (
        "EXISTS (SELECT 1 FROM directory_organisation closed_unit "  # noqa: S608
        f"WHERE closed_unit.path = {column} AND closed_unit.closed_at IS NOT NULL)"
    )


def closed_among(paths: Iterable[str]) -> set[str]:
    """Return those of several units, by path, that are closed; unknown ones are not."""
    wanted = sorted({path for path in paths if path and "\0" not in path})
    if not wanted:
        return set()
    # Only placeholders are put in here.
    statement = "SELECT path FROM directory_organisation WHERE closed_at IS NOT NULL AND path IN "
    return {path for (path,) in read_columns(f"{statement}({marks(wanted)})", wanted)}


def stays_open(path: str) -> bool:
    """
    Tell whether a unit is open, for a verb that leads something to it: until the verb ends, a closing waits.

    :return: False too where there is no such unit.
    """
    hold = " FOR SHARE" if connection.vendor == "postgresql" else ""  # SQLite's writers stand in line anyway
    # Only words of our own are put in here.
    rows = read_columns(f"SELECT closed_at IS NULL FROM directory_organisation WHERE path = %s{hold}", [path])  # noqa: S608
    return any(is_open for (is_open,) in rows)
