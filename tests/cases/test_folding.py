"""What somebody changes in the tables is seen, because the facts say otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.folding import differences, verify_cases

LATER = make.AT + timedelta(days=2)
RATE = {"contacted": True, "solved": "no", "satisfied": False}


@pytest.fixture
def number(who: make.County) -> str:
    """A request about the roads office that the water bureau answered; rated, and the rating changed."""
    made = make.closed(who, about_org_path=make.ROADS)
    token = queries.receipt_page(made.receipt, at=LATER).rating.token
    service.rate_case(token=token, at=LATER, **RATE)
    service.change_rating(token=token, at=LATER + timedelta(days=1), **{**RATE, "solved": "partly"})
    return made.number


def tampered(number: str, statement: str) -> dict[str, tuple[object, object]]:
    """What is told to differ after somebody at the database's own shell changed a row; the column, stored, folded."""
    case = make.row(number)
    assert list(differences(case)) == []
    with connection.cursor() as cursor:
        cursor.execute(statement, [case.pk])
        assert cursor.rowcount == 1
    return {one.column: (one.stored, one.folded) for one in differences(make.row(number))}


class TestDifferences:
    @pytest.mark.parametrize(
        ("column", "statement"),
        [
            ("outcome", "UPDATE cases_case SET outcome = 2 WHERE serial = %s"),
            ("left_at", "UPDATE cases_case SET left_at = registered_at WHERE serial = %s"),
            ("solved", "UPDATE cases_case SET solved = 1 WHERE serial = %s"),
            ("lead_path", "UPDATE cases_case SET lead_path = '139901/checks/' WHERE serial = %s"),
            ("answered_at", "UPDATE cases_case SET answered_at = NULL WHERE serial = %s"),
            ("answered_at", "UPDATE cases_case SET answered_at = registered_at WHERE serial = %s"),
            ("has_barred", "UPDATE cases_case SET has_barred = false WHERE serial = %s"),
            ("parties.barred", "DELETE FROM cases_caseparty WHERE barred AND case_id = %s"),
            ("parties.barred", "UPDATE cases_caseparty SET barred = false WHERE barred AND case_id = %s"),
            ("parties.barred", "UPDATE cases_caseparty SET org_path = '139901/x/' WHERE barred AND case_id = %s"),
            ("parties.lead", "DELETE FROM cases_caseparty WHERE role = 'lead' AND case_id = %s"),
            ("ratings.1.solved", "UPDATE cases_rating SET solved = 1 WHERE case_id = %s"),
            ("ratings.1.satisfied", "UPDATE cases_rating SET satisfied = true WHERE case_id = %s"),
            ("ratings.1.contacted", "UPDATE cases_rating SET contacted = false WHERE case_id = %s"),
            ("ratings.lapsed", "UPDATE cases_rating SET lapsed = true WHERE case_id = %s"),
            ("ratings.asked_at", "DELETE FROM cases_rating WHERE case_id = %s"),
            (
                "ratings.1.given",
                "UPDATE cases_rating SET given_at = NULL, solved = NULL, satisfied = NULL, contacted = NULL"
                " WHERE case_id = %s",
            ),
        ],
    )
    def test_name_what_was_changed_in_the_tables(self, number: str, column: str, statement: str) -> None:
        assert column in tampered(number, statement)

    @pytest.mark.parametrize("asked", [False, True])
    @pytest.mark.parametrize(
        ("column", "statement"),
        [
            ("due_at", "UPDATE cases_case SET due_at = '2027-01-08 10:00:00+00:00' WHERE serial = %s"),
            ("burns_at", "UPDATE cases_case SET burns_at = '2037-01-08 10:00:00+00:00' WHERE serial = %s"),
            ("stage", "UPDATE cases_case SET stage = 3 WHERE serial = %s"),
            ("registered_at", "UPDATE cases_case SET registered_at = '2026-09-02 10:00:00+00:00' WHERE serial = %s"),
        ],
    )
    def test_name_it_while_the_request_is_open_and_while_its_clock_stands_still(
        self, who: make.County, asked: bool, column: str, statement: str
    ) -> None:
        made, at = make.in_hand(who), make.AT + timedelta(hours=3)
        if asked:
            service.ask_resident(number=made.number, actor=who.water, at=at, question="是哪一盏灯？")

        assert column in tampered(made.number, statement)

    def test_name_a_promise_that_is_said_to_wait_for_a_calendar(self, who: make.County) -> None:
        made = make.in_hand(who, at=datetime(2026, 12, 30, 2, tzinfo=UTC))
        assert make.row(made.number).due_provisional

        moved = "UPDATE cases_case SET due_at = '2027-02-26 10:00:00+00:00' WHERE serial = %s"

        assert "due_at" in tampered(made.number, moved)

    def test_do_not_say_what_a_resident_confided(self, number: str) -> None:
        found = tampered(number, "UPDATE cases_rating SET satisfied = true WHERE case_id = %s")

        assert found == {"ratings.1.satisfied": ("…", "")}

    def test_are_none_after_the_roads_that_requests_go(self, who: make.County) -> None:
        made = make.closed(who)
        service.reopen_by_resident(receipt=made.receipt, at=LATER)
        service.dispatch(number=made.number, actor=who.intake, at=LATER, lead_path=make.WATER)
        service.report_pressure(receipt=made.receipt, words="有人上门让我改口。", at=LATER + timedelta(hours=1))
        barred = make.in_hand(who)
        service.bar_unit(number=barred.number, actor=who.intake, at=LATER, about_org_path=make.WATER)
        lifted = make.in_hand(who)
        what = {"number": lifted.number, "actor": who.overseer, "about_org_path": make.WATER}
        service.bar_unit(at=LATER, **what)
        service.lift_bar(at=LATER + timedelta(hours=1), words="不是水务局的事。", **what)

        assert list(verify_cases()) == []

    def test_ask_as_many_queries_for_many_as_for_one(self, who: make.County) -> None:
        make.in_hand(who)
        with CaptureQueriesContext(connection) as one:
            assert list(verify_cases()) == []
        for _ in range(4):
            make.in_hand(who)

        with CaptureQueriesContext(connection) as many:
            assert list(verify_cases()) == []
        assert len(many) == len(one)
