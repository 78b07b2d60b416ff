"""Clock chips in words: 还剩 2 天 4 小时 · 今天到期 · 超 3 小时 · 暂停中."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.cases import clocks
from minqing.cases.models import Case
from minqing.cases.records import ClockView
from minqing.cases.states import STATES
from minqing.kernel.times import day_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Watch:
    """A moment, and until when a due moment counts as soon; made once for a whole page."""

    at: datetime
    horizon: datetime

    @classmethod
    def at_place(cls, at: datetime, place_path: str) -> "Watch":
        """Look up what *soon* means at a place."""
        return cls(at, clocks.soon_until(at, place_path=place_path))

    def chip(
        self, due: datetime | None, *, paused: bool = False, done: bool = False, provisional: bool = False
    ) -> ClockView:
        """Say one clock in words."""
        if done or due is None:
            return ClockView(due, "done", _("Done"))
        if paused:
            return ClockView(due, "paused", _("Clock paused"), provisional)
        if self.at > due:
            return ClockView(due, "late", _over(self.at - due), provisional)
        if day_of(due) == day_of(self.at):
            return ClockView(due, "today", _("Due today"), provisional)
        return ClockView(due, "soon" if due <= self.horizon else "calm", _left(due - self.at), provisional)

    def late(self) -> Q:
        """Say which open requests are overdue: marked so, or about to be at the clock's next round."""
        marked, passed = self.late_parts()
        return marked | passed

    def late_parts(self) -> tuple[Q, Q]:
        """Say the same in two parts that share no request, each found by an index of its own; for counting."""
        # IN, and not the column alone: only so does SQLite take it for a value to look up; below it had better not.
        passed = Q(stage__gt=0, paused_at__isnull=True, answered_at__isnull=True, due_at__lt=self.at)
        return Q(stage__gt=0, overdue__in=[True]), passed & Q(overdue=False)

    def soon(self) -> Q:
        """Say which open requests are due soon and not answered."""
        running = Q(stage__gt=0, paused_at__isnull=True, answered_at__isnull=True)
        return running & Q(due_at__gte=self.at, due_at__lte=self.horizon)

    def of_case(self, case: Case) -> ClockView:
        """The chip of a request in a list: whatever burns first; of one that has left, how it left."""
        if not case.is_open:
            return ClockView(None, "done" if case.state == "closed" else "calm", str(STATES[case.state]))
        if case.overdue:
            return self.chip(case.due_at, paused=case.paused_at is not None)
        answered = case.answered_at is not None
        due = case.stage_due_at if answered else min(case.due_at, case.stage_due_at)
        provisional = case.stage_provisional if due == case.stage_due_at else case.due_provisional
        return self.chip(due, paused=case.paused_at is not None, provisional=provisional)

    def of_promise(self, case: Case) -> ClockView:
        """The chip of the promise to the resident."""
        kept = case.answered_at is not None or not case.is_open
        return self.chip(case.due_at, paused=case.paused_at is not None, done=kept, provisional=case.due_provisional)

    def of_stage(self, case: Case) -> ClockView:
        """The chip of the office's own clock."""
        return self.chip(
            case.stage_due_at,
            paused=case.paused_at is not None,
            done=not case.is_open,
            provisional=case.stage_provisional,
        )


def _left(rest: timedelta) -> str:
    days, hours = rest // DAY, (rest % DAY) // HOUR
    if days:
        return _("%(days)s d %(hours)s h left") % {"days": days, "hours": hours}
    return _("%(hours)s h left") % {"hours": max(hours, 1)}


def _over(rest: timedelta) -> str:
    if rest >= DAY:
        return _("%(days)s d over") % {"days": rest // DAY}
    return _("%(hours)s h over") % {"hours": max(rest // HOUR, 1)}
