"""The one screen as data: the same numbers as the page, for whoever holds the permission."""

from tests.exchange.conftest import system
from tests.factories import cases as make

PERIOD = "start=2026-09-01&end=2026-10-01"


class TestBoard:
    def test_says_what_the_page_says(self, office: make.County) -> None:
        made = make.closed(office)
        make.registered()

        body = system("insight.read").get(f"/board?{PERIOD}").body

        tiles = {tile["key"]: tile for tile in body["tiles"]}
        assert made.number
        assert tiles["cases.registered"]["now"] == {"part": 2, "whole": None}
        assert tiles["cases.on_time"]["now"] == {"part": 1, "whole": 1}
        assert body["rows"][0]["cells"][0] == {"key": "cases.registered", "part": None, "whole": None}
        assert body["smallest"] == 5

    def test_is_of_a_units_own_reach(self, office: make.County) -> None:
        make.in_hand(office)
        make.dispatched(office, to=make.ROADS)

        body = system("insight.read", path=make.WATER).get(f"/board?{PERIOD}").body

        assert body["org_path"] == make.WATER
        assert next(tile["now"]["part"] for tile in body["tiles"] if tile["key"] == "cases.given") == 1

    def test_is_refused_without_the_permission_and_over_no_days(self, office: make.County) -> None:
        assert system("cases.oversee").get("/board").status == 403
        assert system("insight.read").get("/board?start=2026-10-01&end=2026-09-01").status == 422
