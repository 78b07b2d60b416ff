"""Saying, at any time, that a request is about a unit."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import search
from minqing.cases.access import get_case
from minqing.cases.barring import UnableToBar, name_accused, unit_meant
from minqing.cases.steps import Act, is_barred
from minqing.kernel.access import Actor
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["bar_unit"]


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
