"""
The edge: the demo county 青禾县 (139901), invented from end to end and made through the services.
"""

from .filling import VILLAGE, NotEmpty, fill, may_fill
from .logins import DemoAccount
from .logins import kept as accounts

__all__ = ["DemoAccount", "NotEmpty", "accounts", "fill", "is_filled", "may_fill", "sheet_village"]


def is_filled() -> bool:
    """Tell whether this installation holds the demo county."""
    return bool(accounts())


def sheet_village() -> str:
    """Return the path of the village whose sheet of codes is printed: 柳河村."""
    return VILLAGE
