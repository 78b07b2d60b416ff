"""
Trails: the facts of some kinds about one subject, in their order, of the subjects to which something happened.

What leaves this module is where and when, never which subject.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Value
from django.db.models.functions import Coalesce

from .behind import Frame
from .models import Fact


@dataclass(frozen=True, slots=True)
class Step:
    """One fact of a trail: its kind, its unit and its day."""

    kind: str
    org_path: str
    on: date


def trails(kinds: Sequence[str], because: str, frame: Frame) -> Iterator[tuple[Step, ...]]:
    """
    Return the trail of each subject to which a fact happened within the frame, up to the frame's end; one query.

    :param kinds: of the facts that make the trail, oldest first; what was taken back is left out.
    :param because: the kind of the fact that must have happened, wherever below the frame's paths.
    """
    chosen = Fact.objects.filter(frame.condition(), kind=because, happened_on__gte=frame.start, reverses__isnull=True)
    # The kinds are said so that no index serves them; see ``behind``.
    rows = Fact.objects.alias(kind_in_row=Coalesce("kind", Value(""))).filter(
        subject__in=chosen.order_by().values("subject"), kind_in_row__in=kinds, happened_on__lt=frame.end
    )
    columns = ("subject", "id", "kind", "org_path", "happened_on", "reverses")
    for _, facts in groupby(rows.order_by("subject", "happened_at", "id").values_list(*columns), lambda row: row[0]):
        held = list(facts)
        taken_back = {reverses for *_, reverses in held if reverses}
        yield tuple(
            Step(kind, org_path, on)
            for _, fact_id, kind, org_path, on, reverses in held
            if reverses is None and fact_id not in taken_back
        )
