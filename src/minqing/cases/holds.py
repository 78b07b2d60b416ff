"""What keeps a unit open: requests that lie with it, rows that lead to it, duties it has."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minqing.kernel.access import path_range
from minqing.kernel.holds import offer_holds

from .codes import Duty, title
from .models import CaseParty, Office, PressureReport, RoutingRule

__all__ = ["what_hangs_on"]


def what_hangs_on(org_path: str) -> list[str]:
    """
    Say what would go on coming to a unit, or to one below it, if it were closed now.

    :return: a sentence each for open requests, reports of pressure not taken up, rows of routing and duties: how
        many, and where they can go. Empty where nothing hangs on it.
    """
    return [*_requests(org_path), *_reports(org_path), *_rows(org_path), *_duties(org_path)]


def _requests(org_path: str) -> list[str]:
    parties = CaseParty.objects.filter(path_range("org_path", org_path), open=True, barred=False)
    count = parties.values("case").distinct().count()
    words = ngettext(
        "%(count)s open request lies here or below: let it be answered and closed, or returned and dispatched anew.",
        "%(count)s open requests lie here or below: let them be answered and closed, or returned and dispatched anew.",
        count,
    )
    return [words % {"count": count}] if count else []


def _reports(org_path: str) -> list[str]:
    count = PressureReport.objects.filter(path_range("office_path", org_path), taken_up_at=None).count()
    words = ngettext(
        "%(count)s report of pressure waits here: let it be taken up first.",
        "%(count)s reports of pressure wait here: let them be taken up first.",
        count,
    )
    return [words % {"count": count}] if count else []


def _rows(org_path: str) -> list[str]:
    count = RoutingRule.objects.filter(path_range("lead_path", org_path), ended=False).count()
    words = ngettext(
        "%(count)s row of the routing table leads here: name another unit in it under “Routing”.",
        "%(count)s rows of the routing table lead here: name another unit in them under “Routing”.",
        count,
    )
    return [words % {"count": count}] if count else []


def _duties(org_path: str) -> list[str]:
    numbers = Office.objects.filter(path_range("org_path", org_path)).values_list("duty", flat=True)
    names = _(", ").join(str(title(Duty(number))) for number in sorted(set(numbers)))
    words = _("It is in charge of: %(duties)s. Put another office in charge under “Routing”.")
    return [words % {"duties": names}] if names else []


offer_holds("organisation", "cases", what_hangs_on)
