"""One step for several requests, looked through before anybody presses: which of them it fits, which not, and why."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases.access import CaseNotFound, in_reach, serial_of
from minqing.cases.models import Case
from minqing.cases.offers import KEPT_BACK, fits
from minqing.cases.records import StepFit
from minqing.cases.states import LIFECYCLE, STATES
from minqing.kernel.access import Actor

_NAMES_A_MATTER = frozenset({"accept", "accept_and_dispatch"})
SHOWN = ("parties", "extensions")


def step_fits(numbers: Iterable[str], key: str, *, actor: Actor) -> tuple[StepFit, ...]:
    """
    Tell for each request, in the order given, whether a step without words of its own fits it now.

    What is told is checked again by the step itself: somebody may be quicker.

    :param key: a verb of the state table.
    :return: one line a number; three queries however many.
    """
    asked = list(dict.fromkeys(numbers))
    serials = {found[1] for found in map(serial_of, asked) if found}
    rows = Case.objects.within(actor, "cases.read").filter(serial__in=serials).prefetch_related(*SHOWN)
    found = {case.number: case for case in rows if in_reach(case, actor, "cases.read", parties=case.parties.all())}
    return tuple(_fit(number, found.get(number.strip()), key, actor) for number in asked)


def _fit(number: str, case: Case | None, key: str, actor: Actor) -> StepFit:
    if case is None:
        return StepFit(number[:20], why_not=CaseNotFound.default)
    return StepFit(
        case.number, case.headline, case.place_name, case.lead_name, STATES[case.state], _why_not(case, key, actor)
    )


def _why_not(case: Case, key: str, actor: Actor) -> Any:
    """Say in a sentence what stands against the step; empty where nothing does."""
    if LIFECYCLE.arrow(case.state, key) is None:
        return _("It is “%(state)s”: this step does not fit now.") % {"state": STATES[case.state]}
    if case.same_as and case.is_open and key in KEPT_BACK:
        return _("It goes along with %(number)s: do it there, and both have it.") % {"number": case.same_as}
    if not fits(case, actor, key):
        return _("Your post may not take this step on it, or something else must be decided first.")
    if key in _NAMES_A_MATTER and not case.matter:
        return _("Nobody has named its matter yet: open it and name the matter.")
    return ""
