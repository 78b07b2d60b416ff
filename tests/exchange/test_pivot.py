"""The pivot as data: the same numbers as the page, and nothing that the page hides."""

from datetime import timedelta

import pytest
from tests.exchange.conftest import system
from tests.factories import cases as make

from minqing.ledger import stocktaking

SEPTEMBER = "from=2026-09-01&to=2026-09-30"


class TestPivot:
    def test_says_what_was_asked(self, office: make.County) -> None:
        for minute in range(6):
            make.registered(at=make.AT + timedelta(minutes=minute))

        asked = f"/pivot?m=cases.registered&rows=township&cols=month&vs=year&{SEPTEMBER}"
        body = system("insight.read").get(asked).body

        assert [one["id"] for one in body["columns"]] == ["cases.registered@2026-09-01", "cases.registered"]
        assert body["rows"][0]["labels"] == ["清源镇"]
        number = body["rows"][0]["numbers"][0]
        assert (number["value"], number["before"], number["difference"]) == ("6", "0", "6")
        assert (body["count"], body["pages"], body["hidden"]) == (1, 1, 0)
        assert len(body["measures"][0]["definition"]) == 64

    def test_shows_no_cell_of_three(self, office: make.County) -> None:
        for minute in range(3):
            make.registered(at=make.AT + timedelta(minutes=minute))

        body = system("insight.read").get(f"/pivot?m=cases.registered&rows=township&{SEPTEMBER}").body

        assert body["rows"][0]["numbers"] == [
            {
                "value": None,
                "part": None,
                "whole": None,
                "hidden": True,
                "before": None,
                "before_hidden": False,
                "difference": None,
                "low": None,
                "high": None,
                "is_real": None,
            }
        ]
        assert body["hidden"] == 2

    def test_tells_a_stock_by_matter_or_why_it_does_not(
        self, office: make.County, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for minute in range(6):
            make.registered(at=make.AT + timedelta(minutes=minute))
        client, asked = system("insight.read"), f"/pivot?m=cases.open&m=cases.registered&rows=matter&{SEPTEMBER}"

        body = client.get(asked).body
        assert [one["value"] for one in body["rows"][0]["numbers"]] == ["6", "6"]
        assert body["notes"] == []

        monkeypatch.setattr(stocktaking, "MOST", 5)
        body = client.get(asked).body
        assert [one["value"] for one in body["rows"][0]["numbers"]] == [None, "6"]
        assert [one["value"] for one in body["total"]["numbers"]] == ["6", "6"]
        assert len(body["notes"]) == 1

    def test_refuses_what_the_page_refuses(self, office: make.County) -> None:
        client = system("insight.read", path=make.WATER)

        assert client.get("/pivot").status == 422
        assert client.get("/pivot?m=cases.solved&rows=month").status == 422
        assert client.get(f"/pivot?m=cases.given&rows=month&org={make.ROADS}").status == 422
        assert client.get("/pivot?m=cases.given&rows=month&page=2").status == 422
        assert system("cases.oversee").get("/pivot?m=cases.given&rows=month").status == 403

    def test_slows_down_who_asks_all_the_time(self, office: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minqing.exchange.api.throttle.MOST_A_MINUTE", 2)
        client = system("insight.read")

        assert 429 in [client.get(f"/pivot?m=cases.registered&rows=month&{SEPTEMBER}").status for _ in range(5)]
