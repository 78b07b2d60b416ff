"""Whose copy of a request this is: for the operator to whom a copy was brought."""

from collections.abc import Sequence

from minqing.cases.models import Case, Reading
from minqing.cases.records import CopyTrace
from minqing.directory import queries as directory
from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.marks import Trace, traces

SHOWN = ("case.read", "vault.revealed", "list.exported", "figures.exported", "sharing.dumped")


def traces_of_copy(mark: str) -> tuple[CopyTrace, ...]:
    """
    Return the showings that the number of a copy belongs to, newest first; empty when there is none.

    :param mark: as printed on the copy, with or without dashes.
    :source: G4.
    """
    found = list(traces(mark, kinds=SHOWN))
    cases = {trace.subject.id for trace in found if trace.subject.kind == "case"}
    numbers = {str(row.uuid): row.number for row in Case.objects.filter(uuid__in=cases).only("uuid", "year", "serial")}
    who = directory.labels(trace.actor for trace in found) | _systems(found)
    return tuple(
        CopyTrace(
            day=trace.day,
            title=FACT_TYPES[trace.kind].title,
            number=numbers.get(trace.subject.id, ""),
            who=who[trace.actor],
            actor=trace.actor,
        )
        for trace in found
    )


def _systems(found: Sequence[Trace]) -> dict[Ref, str]:
    """Name other systems by what stands in the list of readers; no floor below knows them."""
    refs = {str(trace.actor): trace.actor for trace in found if trace.actor.kind == "client"}
    rows = Reading.objects.filter(post__in=refs).order_by("at") if refs else ()
    return {refs[row.post]: row.post_title for row in rows}
