"""What is handed out of tasks handed down: frozen."""

from dataclasses import dataclass
from datetime import date

__all__ = ["HandedDownView"]


@dataclass(frozen=True, slots=True)
class HandedDownView:
    """
    One task that a department handed down to a township.

    :param money_yuan: money a year that goes with it, in yuan; ``staff`` the posts.
    :param ended_on: since when it is the department's again; None while it stands.
    """

    id: str
    matter_number: int
    matter: str
    township_path: str
    township_name: str
    from_name: str
    task: str
    law: str
    money_yuan: int
    staff: int
    since: date
    ended_on: date | None
    why_ended: str
