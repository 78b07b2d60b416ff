"""Saying, at any time, that a request is about a unit; and, as oversight, that it is not."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import search
from minqing.cases.access import get_case
from minqing.cases.barring import UnableToBar, let_in, name_accused, unit_meant
from minqing.cases.steps import Act, is_barred
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["bar_unit", "lift_bar"]


@recorded
def bar_unit(*, number: str, actor: Actor, at: datetime, about_org_path: str) -> str:
    """
    Say that a request is about a unit: neither it nor anybody below it has, is given or opens it from now on.

    Lies it there, it goes back to intake; is intake meant, another office takes it in. The unit is not told.

    :param about_org_path: the unit.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises UnableToBar: if the unit is unknown, the whole county, or kept out already.
    :source: XF-14, HL-13.
    """
    unit = unit_meant(about_org_path)
    case = get_case(number, actor=actor, permission="cases.bar", lock=True)
    act = Act(case, actor, aware(at))
    act.move("bar_unit")
    if is_barred(case, unit.path):
        raise UnableToBar(_("This request is kept from that unit already."), field="about_org_path")
    name_accused(act, unit)
    case.save()
    search.reindex(case)
    return case.number


@recorded
def lift_bar(*, number: str, actor: Actor, at: datetime, about_org_path: str, words: str) -> str:
    """
    Say as oversight that a request is not about a unit that was named: it may have it and open it again.

    Who works in or below that unit cannot: for her the request does not exist. A bar because of pressure stays.

    :param words: how that was found; the resident reads it.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises UnableToBar: if nobody said that it is about this unit.
    """
    said = clean(words, field="words", most=2000)
    unit = unit_meant(about_org_path)
    case = get_case(number, actor=actor, permission="cases.supervise", lock=True)
    act = Act(case, actor, aware(at))
    move = act.move("lift_bar")
    if not case.parties.filter(role="accused", barred=True, org_path=unit.path).exists():
        raise UnableToBar(_("Nobody said that this request is about that unit."), field="about_org_path")
    let_in(case, unit.path)
    act.tell(act.fact(move, unit=unit.path), words=f"{unit.name}：{said}")
    case.save()
    return case.number
