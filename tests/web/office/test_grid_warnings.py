"""The page of early warnings: villages and matters, as a list and as a file; never anybody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.web.office.seats import Office, client_of

from minqing.kernel.times import day_of

pytestmark = pytest.mark.django_db
ADDRESS = "/office/grid/warnings/"


def pile_up() -> None:
    """A year of three requests every four weeks in a village, then twenty-four in the last four."""
    today = day_of(timezone.now())
    for number in range(1, 13):
        happen("case.registered", 3, on=today - timedelta(weeks=4 * number + 1), place=make.VILLAGE)
        happen("case.dispatched", 3, on=today - timedelta(weeks=4 * number + 1), place=make.VILLAGE, matter=132)
    happen("case.registered", 24, on=today - timedelta(days=5), place=make.VILLAGE)
    happen("case.dispatched", 24, on=today - timedelta(days=5), place=make.VILLAGE, matter=132)


class TestWarnings:
    def test_lists_the_village_and_the_matter_with_what_is_usual(self, office: Office) -> None:
        pile_up()

        page = client_of(office.county.overseer).get(ADDRESS).content.decode()

        assert "柳河村" in page
        assert "路灯不亮" in page
        assert f"place_path={make.VILLAGE}" in page
        assert "不针对谁" in page

    def test_gives_the_same_as_a_file(self, office: Office) -> None:
        pile_up()

        file = client_of(office.county.overseer).get(f"{ADDRESS}?as=csv").content.decode("utf-8-sig")

        assert "路灯不亮" in file
        assert ",24," in file

    def test_says_that_it_is_too_early(self, office: Office) -> None:
        assert "日子还短" in client_of(office.county.overseer).get(ADDRESS).content.decode()
