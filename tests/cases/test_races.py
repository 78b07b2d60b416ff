"""Two at once, on the database that the run uses."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from tests.cases.test_plans import POSTGRES
from tests.factories import cases as make
from tests.factories import directory as staff

from minqing.cases import queries, service
from minqing.cases.access import public_actor
from minqing.cases.models import Case
from minqing.cases.routing import open_unit
from minqing.directory import service as directory_service
from minqing.kernel.errors import Refused

AT = make.AT
HOUR = timedelta(hours=1)


def together(*acts: Callable[[], object]) -> list[object]:
    """Run all acts at once, each on its own connection; return what each gave or how it was refused."""
    outcomes: list[object] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            outcomes[place] = act()
        except Refused as refusal:
            outcomes[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_double_tap_makes_one_request(self) -> None:
        make.county()
        filing = make.filing()

        outcomes = together(
            *[lambda: service.register_case(filing=filing, actor=public_actor(), at=AT) for _ in range(4)]
        )

        assert len({made.receipt for made in outcomes}) == 1  # type: ignore[attr-defined]
        assert Case.objects.count() == 1

    def test_double_tap_adds_words_once(self) -> None:
        make.county()
        made = make.registered()

        together(
            *[lambda: service.add_words(receipt=made.receipt, words="又坏了一盏。", at=AT + HOUR) for _ in range(3)]
        )

        assert make.kinds(made.number).count("case.words_added") == 1

    @pytest.mark.skipif(not POSTGRES, reason="SQLite's writers stand in line")
    def test_a_unit_waits_with_closing_for_what_is_led_to_it(self) -> None:
        make.county()
        staff.unit(key="pipes", name="供水管理所", parent=make.WATER)
        path = f"{make.WATER}pipes/"

        def close() -> str:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '300ms'")
            try:
                return directory_service.close_organisation(path=path, actor=staff.founder(), at=AT).path
            except OperationalError:
                return "waits"

        with transaction.atomic():
            open_unit(path)
            (outcome,) = together(close)

        assert outcome == "waits"
        assert together(close) == [path]
        with pytest.raises(Refused):
            open_unit(path)

    def test_two_clerks_accept_once(self) -> None:
        who = make.county()
        made = make.registered()

        outcomes = together(
            lambda: service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR),
            lambda: service.decline(
                number=made.number, actor=who.second_intake, at=AT + HOUR, reason="illegal", words="不行"
            ),
        )

        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
        assert make.kinds(made.number).count("case.stage_passed") == 1

    def test_the_same_post_opening_twice_reads_once(self) -> None:
        who = make.county()
        made = make.dispatched(who)

        outcomes = together(
            *[lambda: service.open_case(number=made.number, actor=who.water, at=AT + 2 * HOUR) for _ in range(3)]
        )

        assert outcomes == [made.number] * 3
        assert make.kinds(made.number).count("case.read") == 1

    def test_a_rating_is_given_once(self) -> None:
        who = make.county()
        made = make.closed(who)
        later = AT + timedelta(days=2)
        token = queries.receipt_page(made.receipt, at=later).rating.token

        outcomes = together(
            *[
                lambda: service.rate_case(token=token, contacted=True, solved="no", satisfied=False, at=later)
                for _ in range(3)
            ]
        )

        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 2
        assert make.kinds(made.number).count("rating.given") == 1
