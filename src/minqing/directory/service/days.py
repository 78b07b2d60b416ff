"""The day on which something began or ended that is entered some days later."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.times import at_local, day_of

LATE_ENTRY_DAYS = 31


class UnableToBegin(Refused):
    """The day cannot be the one meant; the message says why."""


def moment_of(on: date | None, at: datetime, *, not_before: datetime | None = None) -> datetime:
    """
    Turn a day into the moment that a fact carries.

    :param on: the day in the county; None for now.
    :param at: now.
    :param not_before: what came first, such as the predecessor's beginning; on its day the moment is that one.
    :return: ``at`` for today, else the day's beginning.
    :raises UnableToBegin: if the day lies ahead, more than ``LATE_ENTRY_DAYS`` back, or before what came first.
    :source: ADR 0054.
    """
    today = day_of(at)
    if on is None or on == today:
        return at
    if on > today:
        raise UnableToBegin(_("The day lies ahead. Enter it when it has come."), field="on")
    if on < today - timedelta(days=LATE_ENTRY_DAYS):
        too_far = _("The day lies more than %(n)s days back. Enter it from today on.")
        raise UnableToBegin(too_far % {"n": LATE_ENTRY_DAYS}, field="on")
    if not_before and on < day_of(not_before):
        otherwise = _("On that day it was still otherwise; the last change was on %(day)s.")
        raise UnableToBegin(otherwise % {"day": day_of(not_before).isoformat()}, field="on")
    return max(at_local(on, 0), not_before or at_local(on, 0))
