"""Where the board's own links go: the same board with one thing changed, everything else kept."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse

KEPT = ("period", "from", "to", "at", "map", "wide")
LONGEST = 200


def address(query: Mapping[str, Any], page: str = "board", **changes: str) -> str:
    """
    Return the board's address with some things changed.

    :param query: the present address.
    :param changes: name → value; "" leaves it out. A named period takes the place of days of one's own.
    """
    if changes.get("period"):
        changes |= {"from": "", "to": ""}
    found = QueryDict(mutable=True)
    for name in KEPT:
        value = changes.get(name, str(query.get(name) or "")[:LONGEST])
        if value:
            found[name] = value
    return f"{reverse(f'office:{page}')}?{found.urlencode()}" if found else reverse(f"office:{page}")
