"""An edition a day, made of months that never change."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.factories.figures import (
    BRIDGE,
    COUNTY,
    FERRY,
    IN_NOVEMBER,
    NORTH,
    SOUTH,
    SPRING,
    WILLOW,
    a_year,
    happen,
    lay_ground,
)

from minqing.insight.models import PublicEdition, PublicRow
from minqing.insight.public import service
from minqing.insight.public.months import month_of
from minqing.insight.public.queries import public_table
from minqing.insight.public.records import Numbers
from minqing.insight.public.service import digest_of, freeze_public_tables
from minqing.insight.public.tabulating import Limits, tabulate
from minqing.insight.tasks import freeze_public_tables as job
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.jobs import JOBS
from minqing.ledger.models import Fact
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import facts_about
from minqing.ledger.service import recorded, reverse
from minqing.ledger.tasks import fold_facts
from minqing.territory import queries as territory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(path: str, **more) -> list[tuple[int, int | None]]:
    """What is told of a place: month and how many asked."""
    table = public_table(path, **more)
    return [(one.month.month, one.numbers.asked) for one in table.months]


class TestFreezing:
    def test_tells_months_that_are_over_and_no_other(self) -> None:
        a_year()
        happen("asked", SPRING, {11: 50})

        freeze_public_tables(at=IN_NOVEMBER)

        assert asked(COUNTY) == [(7, 46), (8, 53), (9, 52), (10, 53)]
        assert asked(SPRING) == [(7, None), (8, 25), (9, 20), (10, 30)]

    def test_makes_one_edition_a_day_with_its_fact(self) -> None:
        a_year()

        added = [freeze_public_tables(at=at) for at in (IN_NOVEMBER, IN_NOVEMBER, IN_NOVEMBER + DAY)]

        assert added[0] > 0
        assert added[1:] == [0, 0]
        assert list(PublicEdition.objects.values_list("day", flat=True)) == [date(2026, 11, 20), date(2026, 11, 21)]
        first, second = (facts_about(Ref("public_table", f"2026-11-{day}"))[0] for day in (20, 21))
        assert (first.data["rows"], second.data["rows"]) == (added[0], 0)

    def test_is_done_by_the_worker(self) -> None:
        lay_ground()

        assert JOBS["insight.public"].run is job
        job(IN_NOVEMBER)

        assert PublicEdition.objects.count() == 1
        assert (public_table(COUNTY).months, public_table(COUNTY).year) == ((), None)

    def test_waits_for_a_county(self) -> None:
        assert freeze_public_tables(at=IN_NOVEMBER) == 0

    def test_waits_until_what_is_imported_is_all_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        a_year()
        monkeypatch.setattr(service, "backfilled_since", lambda moment: moment < IN_NOVEMBER)

        assert freeze_public_tables(at=IN_NOVEMBER) == 0
        assert freeze_public_tables(at=IN_NOVEMBER + timedelta(minutes=5)) > 0

    def test_never_changes_a_month_that_was_told(self) -> None:
        a_year()
        freeze_public_tables(at=IN_NOVEMBER)
        before = list(PublicRow.objects.values())

        happen("asked", SPRING, {10: 1})
        taken = Fact.objects.filter(kind="case.registered", place_path=SPRING).first()
        assert taken is not None
        recorded(reverse)(taken.pk, actor=Ref("system", "example"), at=IN_NOVEMBER)
        freeze_public_tables(at=IN_NOVEMBER + DAY)

        assert list(PublicRow.objects.values()) == before

    def test_adds_the_next_month_when_its_days_are_over(self) -> None:
        a_year()
        happen("asked", SPRING, {11: 50})
        freeze_public_tables(at=IN_NOVEMBER)

        freeze_public_tables(at=IN_NOVEMBER + 20 * DAY)
        assert asked(COUNTY)[-1] == (10, 53)
        freeze_public_tables(at=IN_NOVEMBER + 21 * DAY)
        assert asked(COUNTY)[-1] == (11, 50)

    def test_is_kept_by_the_database(self) -> None:
        a_year()
        freeze_public_tables(at=IN_NOVEMBER)

        for change in (lambda: PublicRow.objects.update(asked=9), lambda: PublicEdition.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_can_be_read_again_as_it_was_known(self) -> None:
        a_year()
        forget_transactions()
        settle_all()
        fold_facts(IN_NOVEMBER)
        freeze_public_tables(at=IN_NOVEMBER)
        edition = PublicEdition.objects.get()
        happen("asked", BRIDGE, {10: 9})

        months = [month_of(month) for month in sorted(set(PublicRow.objects.values_list("month", flat=True)))]
        places = [place.path for place in territory.divisions()]
        limits = Limits(edition.smallest, edition.fewest)
        _, rows = tabulate(months, places, limits, known_at=edition.through)

        assert facts_about(Ref("public_table", "2026-11-20"))[0].data["digest"] == digest_of(rows)


class TestVillages:
    def test_of_few_are_told_as_their_township(self) -> None:
        a_year()
        freeze_public_tables(at=IN_NOVEMBER)

        table = public_table(FERRY)

        assert (table.place_path, table.asked_for, table.instead) == (SOUTH, FERRY, True)
        assert not PublicRow.objects.filter(place_path=FERRY).exists()

    def test_are_summed_up_only_where_every_month_is_told(self) -> None:
        a_year()
        freeze_public_tables(at=IN_NOVEMBER)

        county = public_table(COUNTY)

        assert {part.path: part.numbers.asked for part in county.parts} == {NORTH: 190, SOUTH: 14, "": 0}
        willow = public_table(WILLOW)
        assert willow.total == Numbers()

    def test_stand_alone_in_some_months_only(self) -> None:
        lay_ground()
        for village in (BRIDGE, SPRING):
            happen("asked", village, dict.fromkeys(range(1, 11), 20))
        happen("asked", WILLOW, {1: 10, 2: 10, 3: 10})
        freeze_public_tables(at=IN_NOVEMBER)

        table = public_table(WILLOW)

        assert [one.own for one in table.months] == [False, False, *[True] * 8]
        assert table.total.asked is None


class TestYears:
    def test_are_told_one_by_one(self) -> None:
        a_year()
        happen("asked", SPRING, {12: 9}, year=2025)
        freeze_public_tables(at=IN_NOVEMBER)

        assert asked(NORTH, year=2025) == asked(SPRING, year=2025) == [(12, 9)]
        table = public_table(COUNTY)
        assert (table.years, table.year) == ((2026, 2025), 2026)

    @pytest.mark.parametrize("year", [2024, 2027])
    def test_of_which_nothing_is_told_are_not_there(self, year: int) -> None:
        a_year()
        freeze_public_tables(at=IN_NOVEMBER)

        with pytest.raises(NotFound):
            public_table(COUNTY, year=year)
