"""Cells of single days are kept for a quarter; of earlier days there are months, and a single day is counted."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from minqing.ledger.models import Cell, Folded
from minqing.ledger.positions import exclude_others

from .folding import locked
from .periods import periods_of

DAYS_KEPT = timedelta(days=92)
FIRST_DAY = 10_000_000
"""The smallest number that names a day."""


def keep_days_from(first: date) -> int:
    """
    Let the cells of earlier days go.

    :return: how many went. A day that has gone does not come back but by building anew.
    """
    with transaction.atomic():
        exclude_others()
        state = locked()
        if first <= state.days_from:
            return 0
        Folded.objects.update(days_from=first, edition=F("edition") + 1)
        gone, _ = Cell.objects.filter(period__gte=FIRST_DAY, period__lt=periods_of(first)[3]).delete()
    return gone
