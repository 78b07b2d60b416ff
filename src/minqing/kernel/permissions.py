"""The list of permissions. Each module declares its own; an unknown name in a role or a page fails a test."""

from collections.abc import Mapping
from typing import Any

PERMISSIONS: dict[str, Any] = {}


def declare_permissions(names: Mapping[str, Any]) -> None:
    """
    Add permissions with their titles.

    :param names: ``module.verb`` → title for screens.
    :raises ValueError: if a name is malformed.
    """
    for name, title in names.items():
        module, dot, verb = name.partition(".")
        if not (module and dot and verb.isidentifier()):
            raise ValueError(f"not a permission: {name!r}")
        PERMISSIONS[name] = title
