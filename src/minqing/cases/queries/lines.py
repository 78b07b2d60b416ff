"""Rows of requests turned into the lines of a list; no query a row."""

from collections.abc import Iterable, Mapping

from minqing.cases.codes import Channel, Solved
from minqing.cases.kinds.codes import RequestKind
from minqing.cases.models import Case, Matter
from minqing.cases.offers import likely_verb
from minqing.cases.records import CaseLine
from minqing.cases.states import STATES
from minqing.kernel.access import Actor

from .clocktexts import Watch


def matter_names() -> dict[int, str]:
    """Return the names of all matters by number, in one query."""
    return dict(Matter.objects.values_list("number", "name"))


def line(case: Case, *, actor: Actor, watch: Watch, names: Mapping[int, str]) -> CaseLine:
    """Turn one row into a line."""
    return CaseLine(
        number=case.number,
        state=case.state,
        state_label=STATES[case.state],
        matter=names.get(case.matter, ""),
        first_words=case.headline,
        place_name=case.place_name,
        place_path=case.place_path,
        unit_name=case.lead_name,
        holder=case.holder_label,
        channel=Channel(case.channel).name.lower(),
        registered_at=case.registered_at,
        since=case.stage_at if case.is_open else case.left_at or case.stage_at,
        clock=watch.of_case(case),
        danger=bool(case.danger),
        bounce=case.bounce,
        supervised=case.supervised,
        solved=Solved(case.solved).name.lower() if case.solved else "",
        likely_verb=likely_verb(case, actor),
        kind=RequestKind(case.kind).name.lower() if case.kind else "",
    )


def lines(
    cases: Iterable[Case], *, actor: Actor, watch: Watch, names: Mapping[int, str] | None = None
) -> tuple[CaseLine, ...]:
    """Turn rows into lines with one query for all; none where the matters' names are at hand."""
    names = matter_names() if names is None else names
    return tuple(line(case, actor=actor, watch=watch, names=names) for case in cases)
