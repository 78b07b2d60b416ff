"""What is filed from one address is counted for all server processes together, and costs next to nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.directory import AT

from minqing.directory import service
from minqing.directory.models import LoginThrottle
from minqing.directory.service import flooding

ADDRESS = "203.0.113.7"
HOUR = timedelta(hours=1)


def file(times: int, address: str = ADDRESS) -> int:
    """File so often, each time asking first, as the page does; how many are known of before the next one."""
    for _each in range(times):
        service.filings_of(address, at=AT)
        service.count_filing(address, at=AT)
    return service.filings_of(address, at=AT)


@pytest.mark.django_db
class TestFilingsOf:
    def test_counts_each(self) -> None:
        assert [file(1) for _each in range(25)] == list(range(1, 26))

    def test_a_process_that_counted_nothing_learns_it_with_its_tenth(self) -> None:
        file(30)
        flooding._counts.clear()  # another process

        assert file(9) == 9
        assert file(1) == 40

    def test_costs_one_statement_in_ten(self) -> None:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            file(30)

        assert len([query for query in asked if "directory_loginthrottle" in query["sql"]]) == 3

    def test_begins_anew_after_an_hour(self) -> None:
        file(30)

        assert service.filings_of(ADDRESS, at=AT + HOUR) == 0
        for _each in range(10):
            service.count_filing(ADDRESS, at=AT + HOUR)
        assert service.filings_of(ADDRESS, at=AT + HOUR) == 10

    def test_keeps_neighbours_apart_and_a_network_of_ipv6_together(self) -> None:
        file(12)

        assert service.filings_of("203.0.113.8", at=AT) == 0
        file(3, "2001:db8:1:2::7")
        assert service.filings_of("2001:db8:1:2::8", at=AT) == 3

    def test_keeps_no_address(self) -> None:
        file(12)

        assert ADDRESS not in str(list(LoginThrottle.objects.values()))

    def test_holds_no_more_than_it_should(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(flooding, "MOST_HELD", 5)

        for number in range(12):
            service.count_filing(f"203.0.113.{number}", at=AT)

        assert len(flooding._counts) <= 5
