"""A person decides about what has no place: registered in one press, set aside with a reason, taken up again."""

from datetime import timedelta
from typing import Any

import pytest
from tests.exchange.intake.conftest import mail
from tests.exchange.intake.test_mail import arrives
from tests.factories import cases as make

from minqing.cases.models import Case
from minqing.exchange.intake import queries, service
from minqing.exchange.intake.codes import State, Why
from minqing.exchange.intake.working import drop_arrivals
from minqing.exchange.models import Arrival
from minqing.kernel.errors import NotFound
from minqing.ledger.queries import facts_about

AT = make.AT
LATER = AT + timedelta(minutes=10)


@pytest.fixture
def clerk(office: make.County) -> Any:
    """Who takes requests in for the whole county."""
    return office.intake


@pytest.fixture
def waiting(office: make.County, sent: list[Any]) -> Arrival:
    """A mail that names no village."""
    return arrives(mail("我叫王秀兰，村口的路灯坏了。", subject="路灯"))


class TestReading:
    def test_shows_masked_words_and_the_guess(self, waiting: Arrival, clerk: Any) -> None:
        found = service.open_arrival(arrival_id=str(waiting.pk), actor=clerk, at=LATER)

        assert "路灯坏了" in found.text
        assert "王秀兰" not in found.text
        assert (found.place_path, found.may_answer) == ("", True)

    def test_guesses_a_township(self, office: make.County, clerk: Any, sent: list[Any]) -> None:
        arrival = arrives(mail("清源镇的路灯坏了。"))

        found = service.open_arrival(arrival_id=str(arrival.pk), actor=clerk, at=LATER)

        assert found.place_path == "139901/101/"

    def test_is_on_record_once_an_hour(self, waiting: Arrival, clerk: Any) -> None:
        for minute in range(2):
            service.open_arrival(arrival_id=str(waiting.pk), actor=clerk, at=AT + timedelta(minutes=minute))

        assert [fact.kind for fact in facts_about(waiting.ref)].count("intake.read") == 1

    def test_is_for_whoever_takes_in_for_the_county(self, waiting: Arrival, office: make.County) -> None:
        for other in (office.water, office.grid_worker, office.keeper):
            assert queries.arrivals(other).items == ()
            with pytest.raises(NotFound):
                service.open_arrival(arrival_id=str(waiting.pk), actor=other, at=LATER)

    def test_of_nonsense_is_absent(self, office: make.County, clerk: Any) -> None:
        with pytest.raises(NotFound):
            service.open_arrival(arrival_id="nonsense", actor=clerk, at=LATER)


class TestRegistering:
    def test_makes_a_request_and_the_sender_hears(self, waiting: Arrival, clerk: Any) -> None:
        done = service.register_arrival(arrival_id=str(waiting.pk), place_path=make.VILLAGE, actor=clerk, at=LATER)

        case = Case.objects.get()
        assert (case.number, case.place_path, case.on_behalf) == (done.number, make.VILLAGE, False)
        assert Arrival.objects.get().state == State.REGISTERED
        with pytest.raises(NotFound):
            service.register_arrival(arrival_id=str(waiting.pk), place_path=make.VILLAGE, actor=clerk, at=LATER)

    def test_takes_all_of_what_is_too_long(self, office: make.County, clerk: Any, sent: list[Any]) -> None:
        arrival = arrives(mail("柳河村" + "路灯坏了。" * 4_000))
        assert arrival.why == Why.TOO_LONG

        service.register_arrival(arrival_id=str(arrival.pk), place_path=make.VILLAGE, actor=clerk, at=LATER)

        assert sum(len(one.text) for one in Case.objects.get().texts.all()) > 20_000

    def test_asks_for_words_where_there_are_none(self, office: make.County, clerk: Any, sent: list[Any]) -> None:
        arrival = arrives(mail("\n", subject=""))
        service.take_up(arrival_id=str(arrival.pk), actor=clerk, at=LATER)
        given = {"arrival_id": str(arrival.pk), "place_path": make.VILLAGE, "actor": clerk, "at": LATER}

        with pytest.raises(service.UnableToTakeIn):
            service.register_arrival(**given)

        assert service.register_arrival(**given, words="照片上路灯断了。").number


class TestSettingAside:
    def test_can_be_taken_back_for_a_week(self, waiting: Arrival, clerk: Any) -> None:
        service.set_aside(arrival_id=str(waiting.pk), why="not_a_request", actor=clerk, at=LATER)
        drop_arrivals(LATER + timedelta(days=6))
        service.take_up(arrival_id=str(waiting.pk), actor=clerk, at=LATER + timedelta(days=6))

        assert Arrival.objects.get().state == State.NEEDS_PERSON
        drop_arrivals(LATER + timedelta(days=30))
        assert Arrival.objects.get().held

    def test_is_for_good_after_a_week(self, waiting: Arrival, clerk: Any) -> None:
        service.set_aside(arrival_id=str(waiting.pk), why="double", actor=clerk, at=LATER)
        drop_arrivals(LATER + timedelta(days=7))

        with pytest.raises(NotFound):
            service.take_up(arrival_id=str(waiting.pk), actor=clerk, at=LATER + timedelta(days=7))

    def test_needs_a_reason(self, waiting: Arrival, clerk: Any) -> None:
        for why in ("", "automatic", "nonsense"):
            with pytest.raises(service.UnableToTakeIn):
                service.set_aside(arrival_id=str(waiting.pk), why=why, actor=clerk, at=LATER)
