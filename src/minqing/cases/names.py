"""Names of units and places as they read today."""

from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound


def unit_name(org_path: str) -> str:
    """Return a unit's name; empty for no unit or one that is gone."""
    if not org_path:
        return ""
    try:
        return str(directory.organisation(org_path).name)
    except NotFound:
        return ""
