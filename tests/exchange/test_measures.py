"""Measures for other systems: each with its formula and hash; the county's own looked through and published."""

import pytest
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make
from tests.factories.own_measures import COUNT, LATE_SHARE, text

from minqing.insight.models import OwnMeasure
from minqing.ledger.measures import MEASURES

PERIOD = "start=2026-09-01&end=2026-10-01"


@pytest.fixture
def publisher(office: make.County) -> Caller:
    return system("insight.publish", "ledger.read")


def publish(caller: Caller, definition: str, reason: str = "") -> int:
    return int(caller.post("/insight/publish_measure", {"text": definition, "reason": reason}).status)


class TestReadMeasure:
    @pytest.mark.parametrize("key", sorted(MEASURES))
    def test_of_the_house_says_formula_and_example(self, key: str, hotline: Caller) -> None:
        body = hotline.get(f"/measures/{key}").body

        assert body["version"] == 0
        assert len(body["definition"]) == 64
        assert body["formula"]
        assert body["given"]

    def test_of_the_county_says_its_versions_and_its_hash_stands_with_the_figure(self, publisher: Caller) -> None:
        publish(publisher, text(COUNT))
        publish(publisher, text(COUNT, title="办结总数"), "改名")

        body = publisher.get("/measures/own.closed_all").body
        first = publisher.get("/measures/own.closed_all?version=1").body
        figure = publisher.get(f"/figures/own.closed_all?{PERIOD}").body

        assert (body["title"], body["version"], [one["number"] for one in body["versions"]]) == ("办结总数", 2, [2, 1])
        assert (first["title"], first["versions"][1]["text"]) == ("办结件数", text(COUNT))
        assert figure["definition"] == body["definition"]
        assert "own.closed_all" in {one["key"] for one in publisher.get("/measures").body}

    @pytest.mark.parametrize("address", ["own.absent", "cases.absent", "cases.on_time?version=1"])
    def test_that_is_not_there_is_not_found(self, address: str, hotline: Caller) -> None:
        assert hotline.get(f"/measures/{address}").status == 404


class TestLookThrough:
    def test_says_line_by_line_and_writes_nothing(self, publisher: Caller) -> None:
        wrong = publisher.post("/insight/look-through", {"text": text(LATE_SHARE, unit="斤")}).body
        sound = publisher.post("/insight/look-through", {"text": text(LATE_SHARE)}).body

        assert (wrong["sound"], wrong["definition"]) == (False, "")
        assert (5, "unit", True) in [(one["line"], one["where"], one["grave"]) for one in wrong["faults"]]
        assert (sound["sound"], len(sound["definition"])) == (True, 64)
        assert not OwnMeasure.objects.exists()

    def test_refuses_a_system_without_the_permission(self, hotline: Caller) -> None:
        assert hotline.post("/insight/look-through", {"text": text()}).status == 403


class TestPublish:
    def test_refuses_what_is_wrong_in_words(self, publisher: Caller) -> None:
        answer = publisher.post("/insight/publish_measure", {"text": text(COUNT, unit="斤")})

        assert (answer.status, answer.body["code"]) == (422, "definition-refused")
        assert "第 5 行" in answer.body["detail"]

    def test_refuses_a_system_without_the_permission(self, hotline: Caller) -> None:
        assert publish(hotline, text(COUNT)) == 403

    def test_retires(self, publisher: Caller) -> None:
        publish(publisher, text(COUNT))

        assert publisher.post("/insight/retire_measure", {"key": "own.closed_all", "reason": "并入月报"}).status == 200
        assert publisher.get(f"/figures/own.closed_all?{PERIOD}").status == 404
        assert publisher.get("/measures/own.closed_all").body["versions"][0]["retired_because"] == "并入月报"
