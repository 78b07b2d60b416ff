"""
A request that comes back unresolved for the third time goes on the government office's meeting list.

:source: HL-16; rule MQ-ROUNDS.
"""

from datetime import datetime

from minqing.kernel.errors import NotFound
from minqing.kernel.ids import uuid7

from . import clocks
from .models import Case, Tabled
from .steps import Act

ROUNDS_RULE = "MQ-ROUNDS"
ROUNDS = 3


def rounds_of(case: Case) -> int:
    """Count how often a request came back unresolved: sent back by whoever verified, or reopened."""
    return case.reopen_round + case.rework_round


def most_rounds(case: Case, at: datetime) -> int:
    """Say after how many rounds a request goes on the list, by rule; three without one."""
    try:
        return int(clocks.rule_for(ROUNDS_RULE, place_path=case.place_path, at=at).value)
    except NotFound:
        return ROUNDS


def table_if_due(act: Act) -> None:
    """Put a request on the list when it has come back too often and is not on it already."""
    case = act.case
    rounds = rounds_of(case)
    if rounds < 2 or rounds < most_rounds(case, act.at):
        return
    if Tabled.objects.filter(case=case, decided_at__isnull=True).exists():
        return
    Tabled.objects.create(id=uuid7(act.at), case=case, round=rounds, unit_name=case.lead_name, tabled_at=act.at)
    act.tell(act.fact("case.tabled", round=rounds), audience="office")


def is_tabled(case: Case) -> bool:
    """Tell whether a request waits for the meeting; no query for one that hardly came back."""
    return rounds_of(case) >= 1 and Tabled.objects.filter(case=case, decided_at__isnull=True).exists()
