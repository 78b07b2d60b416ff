"""Reads of what requests have to do with each other."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.cases.codes import title
from minqing.cases.merging.codes import Tie
from minqing.cases.merging.ties import ties_of
from minqing.cases.models import Case, CaseLink
from minqing.cases.records import TieLine
from minqing.cases.states import STATES
from minqing.kernel.access import Actor


def ties(case: Case, *, actor: Actor, at: datetime) -> tuple[TieLine, ...]:
    """Return what a request in hand goes along with, what goes along with it, and its links, within reach."""
    links = ties_of(case)
    others = {link.other_id if link.case_id == case.pk else link.case_id for link in links}
    seen = Case.objects.within(actor, "cases.read").in_bulk(others) if others else {}
    pairs = ((link, seen.get(link.other_id if link.case_id == case.pk else link.case_id)) for link in links)
    return tuple(
        _line(link, other, is_above=link.case_id == case.pk, at=at) for link, other in pairs if other is not None
    )


def _line(link: CaseLink, other: Case, *, is_above: bool, at: datetime) -> TieLine:
    kind = Tie(link.kind)
    return TieLine(
        number=other.number,
        kind=kind.name.lower(),
        title=title(kind) if is_above or kind == Tie.LINKED else _downwards(kind),
        is_above=is_above,
        first_words=other.headline,
        state_label=STATES[other.state],
        due_at=other.due_at,
        is_late=other.is_open and other.is_late(at),
    )


def _downwards(kind: Tie) -> str:
    return _("Goes along with this one") if kind == Tie.MERGED else _("Part of this one")
