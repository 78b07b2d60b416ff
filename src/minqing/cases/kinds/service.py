"""Say which kind a request is, and correct it: another person does that than the one who said it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.access import get_case
from minqing.cases.models import Case
from minqing.cases.responsible import require
from minqing.cases.steps import Act
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

from .codes import RequestKind

__all__ = ["UnableToSayKind", "correct_kind", "read_kind", "settle_kind"]

PERMISSION = "cases.recategorise"


class UnableToSayKind(Refused):
    """The kind cannot be said or corrected as asked."""


@recorded
def correct_kind(*, number: str, actor: Actor, at: datetime, kind: str) -> str:
    """
    Correct the kind of a request, or say it where nobody has.

    :param kind: a word of :class:`RequestKind`, e.g. ``complaint``.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises UnableToSayKind: if the same person said it, it is the same kind, or there is none of that name.
    :source: guardrail P5.
    """
    case = get_case(number, actor=actor, permission=PERMISSION, lock=True)
    act = Act(case, require(case, actor, PERMISSION), aware(at))
    act.move("correct_kind")
    if not settle_kind(act, kind):
        raise UnableToSayKind(_("It is said to be this kind already. Choose another."), field="kind")
    case.save(update_fields=["kind", "kind_by"])
    return case.number


def settle_kind(act: Act, word: str) -> bool:
    """
    Write down which kind a request is: an inner step of accepting and correcting; saving is the caller's.

    :param word: empty leaves everything as it is.
    :return: whether something changed.
    :raises UnableToSayKind: if somebody would correct herself, or there is no such kind.
    """
    case, kind = act.case, read_kind(word)
    if not kind or kind == case.kind:
        return False
    if case.kind:
        if case.kind_by in {act.actor.person, str(act.actor.ref)}:
            raise UnableToSayKind(_("Somebody else must correct a kind that you said yourself."), field="kind")
        act.tell(act.fact("case.kind_corrected", kind=kind, before=case.kind), audience="office")
    else:
        act.tell(act.fact("case.kind_said", kind=kind), audience="office")
    say(case, kind, act.actor)
    return True


def say(case: Case, kind: int, actor: Actor) -> None:
    """Put a kind and who said it on the row; whoever has no person is her post."""
    case.kind, case.kind_by = kind, actor.person or str(actor.ref)


def read_kind(word: str) -> int:
    """
    Read a kind's word; 0 for none.

    :raises UnableToSayKind: if there is no kind of that name.
    """
    if not word:
        return 0
    try:
        return RequestKind[word.upper()]
    except KeyError as unknown:
        raise UnableToSayKind(_("There is no such kind of request."), field="kind") from unknown
