"""Taken off a request by somebody above, and let back: its history says so once, and the holder is let go."""

from datetime import timedelta

import pytest
from tests.factories import cases as make
from tests.factories import directory as staff

from minqing.cases.models import Entry
from minqing.directory import service as directory
from minqing.ledger.deliveries import run_due
from minqing.ledger.models import Delivery

HOUR = timedelta(hours=1)


def deliver() -> None:
    while run_due(make.AT + timedelta(days=2)):
        pass


@pytest.mark.django_db
class TestRecusal:
    def test_is_written_into_the_history_once(self, who: make.County) -> None:
        made = make.in_hand(who)
        case = make.row(made.number)
        head = make.post(make.WATER, "分管领导", "尤分管", "directory.recuse")
        what = {"post_id": who.water.ref.id, "subject": str(case.ref), "actor": head}
        directory.recuse(ground="kinship", at=make.AT + 3 * HOUR, **what)
        deliver()
        Delivery.objects.filter(recipe="cases.note_recusal").update(state="owed")
        directory.end_recusal(at=make.AT + 4 * HOUR, **what)

        deliver()

        lines = Entry.objects.filter(case=case, kind__in=["case.recused", "case.readmitted"]).order_by("id")
        assert [line.kind for line in lines] == ["case.recused", "case.readmitted"]
        assert lines[0].words == "县水务局 经办岗"
        assert make.row(made.number).holder == ""

    def test_of_what_never_was_troubles_nobody(self, who: make.County) -> None:
        at = make.AT + HOUR
        directory.recuse(post_id=who.water.ref.id, subject="case:nothing", ground="other", actor=staff.founder(), at=at)

        deliver()

        assert not Delivery.objects.exclude(state="done").exists()
