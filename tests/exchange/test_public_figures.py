"""The public figures for programs: the same frozen numbers, without a key, and not without measure."""

import pytest
from tests.exchange.conftest import Caller
from tests.factories.figures import COUNTY, FERRY, IN_NOVEMBER, NORTH, SOUTH, a_year, lay_ground

from minqing.exchange.api.throttle import MOST_A_MINUTE
from minqing.insight.public.service import freeze_public_tables


@pytest.fixture
def anybody(db: None) -> Caller:
    """Somebody without a key, in a county whose figures are told."""
    a_year()
    freeze_public_tables(at=IN_NOVEMBER)
    return Caller()


class TestPublicFigures:
    def test_are_those_of_the_county_where_nothing_is_said(self, anybody: Caller) -> None:
        found = anybody.get("/public/figures").body

        assert (found["place_path"], found["year"], found["smallest"]) == (COUNTY, 2026, 5)
        assert [line["numbers"]["asked"] for line in found["months"]] == [46, 53, 52, 53]
        assert [part["path"] for part in found["parts"]] == [NORTH, SOUTH, ""]

    def test_are_null_where_they_are_not_shown(self, anybody: Caller) -> None:
        assert anybody.get("/public/figures").body["months"][2]["numbers"]["late"] is None

    def test_are_the_townships_of_a_village_of_few(self, anybody: Caller) -> None:
        assert anybody.get(f"/public/figures?place={FERRY}").body["place_path"] == SOUTH

    @pytest.mark.parametrize("asked", ["place=139901/199/", "place=x", f"place={FERRY}g001/", "year=2020"])
    def test_are_not_there_for_what_nobody_told(self, anybody: Caller, asked: str) -> None:
        assert anybody.get(f"/public/figures?{asked}").status == 404

    def test_are_not_read_in_haste(self, anybody: Caller) -> None:
        statuses = {anybody.get("/public/figures?year=2020").status for _ in range(2 * MOST_A_MINUTE + 2)}

        assert statuses == {404, 429}


def test_there_are_none_before_the_first_edition(db: None) -> None:
    lay_ground()

    found = Caller().get("/public/figures")

    assert (found.status, found.body["year"], found.body["months"]) == (200, None, [])
    assert Caller().get("/public/figures?year=2026").status == 404
