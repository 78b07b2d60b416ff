"""A figure says what it stands on, and tells later what it told before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import sleep
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref
from minqing.ledger.definitions import definition_hash
from minqing.ledger.expressions import Expression
from minqing.ledger.figures import Asked, figure
from minqing.ledger.measures import MEASURES, Tally
from minqing.ledger.models import Position, Settling
from minqing.ledger.opening import facts_of
from minqing.ledger.positions import forget_transactions, last_position, position_at, settle_all, settled_at
from minqing.ledger.records import FactView
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.rolls.folding import fold_all
from minqing.ledger.seals import seal_day
from minqing.ledger.service import record, recorded, reverse
from minqing.ledger.terms import Term

assert apps.ready
pytestmark = pytest.mark.django_db

COUNTY = "139901/"
CLOSED, MATTER = MEASURES["cases.closed"], 7
ON_TIME = replace(CLOSED, unit="%", part=(Term("case.closed", {"late": 0}),), whole=CLOSED.part)
AT = datetime(2026, 9, 10, 4, tzinfo=UTC)


@recorded
def close(*, late: int = 0, at: datetime = AT) -> FactView:
    data = {"late": late, "matter": MATTER, "outcome": 1, "contacted": 1, "hours": 30}
    return record(
        "case.closed",
        subject=Ref("example", str(timezone.now().timestamp())),
        actor=Ref("system", "example"),
        at=at,
        org_path="139901/water/",
        place_path="139901/101/203/",
        data=data,
    )


def asked(**changes: Any) -> Asked:
    plain: dict[str, Any] = {"start": date(2026, 9, 1), "end": date(2026, 10, 1), "at": timezone.now()}
    return Asked(COUNTY, COUNTY, **plain | changes)


def settle() -> datetime:
    """Give positions to everything; the moment when they got them."""
    forget_transactions()
    settle_all()
    sleep(0.002)  # SQLite keeps thousandths of a second
    return Settling.objects.latest("position").settled_at


class TestFigure:
    def test_says_part_and_whole_and_what_it_stands_on(self) -> None:
        close(), close(), close(late=1)
        settle()

        found = figure(ON_TIME, asked())

        assert (found.part, found.whole, found.n, found.unit) == (2, 3, 3, "%")
        assert found.value == Tally(2, 3).value
        assert (found.position, found.definition) == (3, definition_hash(ON_TIME))
        assert (found.repeatable, found.hidden) == (True, "")

    def test_is_current_to_the_second_and_says_that_it_cannot_be_repeated_yet(self) -> None:
        close()
        settle()
        close()

        found = figure(CLOSED, asked())
        assert (found.part, found.position, found.repeatable) == (2, 1, False)

        settle()
        found = figure(CLOSED, asked())
        assert (found.part, found.position, found.repeatable) == (2, 2, True)

    def test_minds_no_newer_fact_that_it_does_not_count(self) -> None:
        close()
        settle()
        close()

        assert figure(MEASURES["cases.registered"], asked()).repeatable
        assert not figure(CLOSED, asked()).repeatable

    def test_tells_by_position_and_by_moment_what_it_told_then(self) -> None:
        first = close()
        close()
        then = settle()
        printed = figure(CLOSED, asked(at=then))
        ready_all()
        recorded(reverse)(first.id, actor=Ref("post", "chief"), at=AT)
        close(), close()
        later = settle() + timedelta(minutes=1)
        fold_all(later)

        for as_of in (printed.position, then):
            again = figure(CLOSED, asked(at=later, as_of=as_of))
            assert (again.part, again.position, again.repeatable) == (2, printed.position, True)
            assert again.definition == printed.definition
        assert figure(CLOSED, asked(at=later)).part == 3

    def test_says_since_when_a_position_has_been_known(self) -> None:
        close()
        settle()

        known = figure(CLOSED, asked(as_of=1)).as_of

        assert known is not None
        assert known == Settling.objects.get(position=1).settled_at == settled_at(1)
        assert figure(CLOSED, asked(as_of=0)).as_of is None

    def test_is_nothing_as_of_a_moment_before_the_first_fact(self) -> None:
        before = timezone.now() - timedelta(days=1)
        close()
        settle()

        found = figure(CLOSED, asked(as_of=before))

        assert (found.part, found.position, found.as_of) == (0, 0, before)

    def test_refuses_what_lies_ahead_and_days_the_wrong_way_round(self) -> None:
        close()
        settle()
        tomorrow = timezone.now() + timedelta(days=1)

        for wrong in ({"as_of": tomorrow}, {"as_of": 2}, {"as_of": -1}, {"end": date(2026, 9, 1)}):
            with pytest.raises(Refused):
                figure(CLOSED, asked(**wrong))
        with pytest.raises(Refused):
            figure(CLOSED, asked(as_of=datetime(2026, 9, 1)))  # noqa: DTZ001 - a moment without its zone

    def test_counts_facts_behind_a_sum_and_not_their_amount(self) -> None:
        term = replace(CLOSED.part[0], sums=True)
        close(), close()

        found = figure(replace(CLOSED, part=(term,), unit="hours"), asked())

        assert (found.part, found.n) == (60, 2)


class TestMoments:
    def test_find_the_last_position_of_then(self) -> None:
        moments = []
        for _ in range(3):
            close()
            moments.append(settle())

        assert [position_at(moment) for moment in moments] == [1, 2, 3]
        assert position_at(moments[0] - timedelta(days=1)) == 0

    def test_of_a_time_when_none_was_kept_are_those_of_seals(self) -> None:
        close()
        settle()
        seal_day(date(2026, 9, 10), AT)
        last = last_position()

        assert position_at(AT + timedelta(seconds=1)) == last
        assert Position.objects.count() == last


class TestOpening:
    def test_of_a_number_worked_out_from_others_names_those(self) -> None:
        derived = replace(CLOSED, key="x.twice", part=(), expression=Expression("cases.closed * 2"))

        with pytest.raises(Refused, match=r"cases\.closed"):
            facts_of(
                derived,
                side="part",
                org_path=COUNTY,
                place_path=COUNTY,
                start=date(2026, 9, 1),
                end=date(2026, 10, 1),
            )
