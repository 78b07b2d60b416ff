"""What lies with whom in a unit: counts by age, in the order of units and posts, never by size."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q

from minqing.cases.models import Case
from minqing.cases.queries.clocktexts import Watch
from minqing.kernel.access import Actor, path_range

SEES = "cases.oversee"
AGES = (3, 7, 15)
"""Days since registering at which one column ends and the next begins."""


@dataclass(frozen=True, slots=True)
class LoadLine:
    """
    What lies with one post, or with nobody in particular.

    :param post: the post in words; empty where nobody holds them yet.
    :param ages: how many are at most three days old, four to seven, eight to fifteen, older.
    """

    unit_name: str
    post: str
    open: int
    late: int
    paused: int
    ages: tuple[int, ...]


def load(actor: Actor, *, at: datetime) -> tuple[LoadLine, ...]:
    """
    Return what lies at the actor's unit and below, by post: counts only, one query.

    :return: in the order of the tree and of titles; empty for whoever oversees nothing.
    """
    cases = Case.objects.within(actor, SEES).filter(path_range("lead_path", actor.org_path), stage__gt=0, turn=2)
    watch = Watch.at_place(at, actor.place_path or actor.org_path)
    groups = cases.order_by().values("lead_path", "lead_name", "holder", "holder_label")
    counted: Any = groups.annotate(
        open=Count("pk"),
        late=Count("pk", filter=watch.late()),
        paused=Count("pk", filter=Q(paused_at__isnull=False)),
        **{f"age{number}": Count("pk", filter=span) for number, span in enumerate(_spans(at))},
    )
    rows = sorted(counted, key=lambda row: (row["lead_path"], row["holder"] == "", row["holder_label"]))
    return tuple(_line(row) for row in rows)


def _spans(at: datetime) -> list[Q]:
    """Say the four spans of age; each begins where the one before ends."""
    ends = [at - timedelta(days=days) for days in AGES]
    between = [Q(registered_at__lt=newer, registered_at__gte=older) for newer, older in pairwise(ends)]
    return [Q(registered_at__gte=ends[0]), *between, Q(registered_at__lt=ends[-1])]


def _line(row: dict[str, Any]) -> LoadLine:
    return LoadLine(
        unit_name=row["lead_name"],
        post=row["holder_label"].removeprefix(row["lead_name"]).strip(),
        open=row["open"],
        late=row["late"],
        paused=row["paused"],
        ages=tuple(row[f"age{number}"] for number in range(len(AGES) + 1)),
    )
