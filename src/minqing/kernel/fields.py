"""Columns that behave the same on both databases."""

from typing import Any

from django.db import models


class PathField(models.CharField):
    """
    A materialised path such as ``139901/101/203/``, compared byte by byte.

    PostgreSQL's default collation may sort ``/`` anywhere; "C" makes a range over a prefix correct and
    lets the index serve it. SQLite compares bytes anyway.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def path_ends_with_slash(name: str, field: str) -> models.CheckConstraint:
    """
    Constrain a path column: not empty, and closed by a slash, so that ``1/`` never covers ``12/``.

    :param name: the constraint's name in the database.
    """
    return models.CheckConstraint(name=name, condition=models.Q(**{f"{field}__endswith": "/"}))
