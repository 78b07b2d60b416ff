"""The one screen as data: the same numbers as the page, for whoever holds the permission."""

from tests.exchange.conftest import system
from tests.factories import cases as make

PERIOD = "start=2026-09-01&end=2026-10-01"


PLAIN = {"value": None, "n": None}
"""Of what is no mean, percentile or worked out."""


class TestBoard:
    def test_says_what_the_page_says(self, office: make.County) -> None:
        made = make.closed(office)
        make.registered()

        body = system("insight.read").get(f"/board?{PERIOD}").body

        tiles = {tile["key"]: tile for tile in body["tiles"]}
        assert made.number
        assert tiles["cases.registered"]["now"] == {"part": 2, "whole": None, **PLAIN}
        assert tiles["cases.on_time"]["now"] == {"part": 1, "whole": 1, **PLAIN}
        assert body["rows"][0]["cells"][0] == {"key": "cases.registered", "part": None, "whole": None, **PLAIN}
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

    def test_tells_the_map_with_what_is_hidden(self, office: make.County) -> None:
        for _ in range(6):
            make.registered()
        make.registered(place_path=make.OTHER_VILLAGE)

        body = system("insight.read").get(f"/board?{PERIOD}&map=cases.registered").body

        assert body["map"]["classes"] == [{"low": 6.0, "high": 6.0, "places": 1}]
        assert [(one["name"], one["cell"]["part"], one["level"]) for one in body["map"]["areas"]] == [
            ("清源镇", 6, 1),
            ("青石乡", None, 0),
        ]

    def test_tells_the_tiles_that_were_asked_for_of_a_place_below(self, office: make.County) -> None:
        make.registered()

        body = system("insight.read").get(f"/board?{PERIOD}&tiles=cases.open,cases.registered&at=139901/101/").body

        assert [(tile["key"], tile["now"]["part"]) for tile in body["tiles"]] == [
            ("cases.open", None),
            ("cases.registered", None),
        ]
        assert [step["name"] for step in body["way"]] == ["青禾县", "清源镇"]
        assert len(body["tiles"][0]["definition"]) == 64

    def test_refuses_what_is_confided_and_what_is_not_below(self, office: make.County) -> None:
        assert system("insight.read").get("/board?tiles=cases.satisfied").status == 422
        assert system("insight.read", path=make.WATER).get("/board?at=139901/roads/").status == 404
