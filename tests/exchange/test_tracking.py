"""What the holder of a receipt sees and does without any key."""

import json
import re

import pytest
from django.test import Client
from tests.exchange.conftest import Caller
from tests.factories import cases as make
from tests.factories.cases import AT

from minqing.cases import queries
from minqing.directory.models import Alarm
from minqing.exchange.api import throttle


@pytest.fixture
def recent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edge's clock stands shortly after the factories' moment."""
    monkeypatch.setattr("minqing.exchange.api.tracking.timezone.now", lambda: AT.replace(month=9, day=5))


class TestTrack:
    def test_shows_the_page_of_the_receipt(self, office: make.County, stranger: Caller) -> None:
        filed = make.dispatched(office)

        found = stranger.post("/receipts/track", {"receipt": filed.receipt})

        assert found.status == 200
        assert found.body["number"] == filed.number
        assert found.body["holder"]["unit"]

    def test_writes_every_moment_by_the_countys_clocks(self, office: make.County, stranger: Caller) -> None:
        filed = make.dispatched(office)

        page = stranger.post("/receipts/track", {"receipt": filed.receipt})

        moments = re.findall(r"\d{4}-\d\d-\d\dT[^\"]+", json.dumps(page.body))
        assert len(moments) > 3
        assert [moment for moment in moments if not moment.endswith("+08:00")] == []

    def test_understands_a_receipt_as_people_write_it(self, office: make.County, stranger: Caller) -> None:
        receipt = make.registered().receipt
        written = "-".join((receipt[:4], receipt[4:8], receipt[8:])).lower()

        assert stranger.post("/receipts/track", {"receipt": written}).status == 200

    def test_waits_after_twenty_wrong_codes_but_not_after_right_ones(
        self, office: make.County, stranger: Caller
    ) -> None:
        receipt = make.registered().receipt

        for _ in range(throttle.MOST_WRONG + 5):
            assert stranger.post("/receipts/track", {"receipt": receipt}).status == 200
        for _ in range(throttle.MOST_WRONG):
            assert stranger.post("/receipts/track", {"receipt": "0000-0000-0000-0000-0"}).status == 404
        refused = stranger.post("/receipts/track", {"receipt": receipt})

        assert refused.status == 429
        assert refused.headers["Retry-After"]


class TestAddWords:
    def test_adds_to_an_open_request_only(self, office: make.County, stranger: Caller) -> None:
        filed, done = make.registered(), make.closed(office)

        assert stranger.post("/receipts/add-words", {"receipt": filed.receipt, "words": "又坏了一盏。"}).status == 200
        assert stranger.post("/receipts/add-words", {"receipt": done.receipt, "words": "又坏了。"}).status == 409


@pytest.mark.usefixtures("recent")
class TestRate:
    def rating(self, receipt: str) -> dict[str, object]:
        """What a resident answers."""
        token = queries.rating_of(receipt, at=AT.replace(day=5)).token
        return {"token": token, "contacted": True, "solved": "no", "satisfied": False}

    def test_is_the_residents_alone(self, office: make.County, hotline: Caller, stranger: Caller) -> None:
        receipt = make.closed(office).receipt

        refused = hotline.post("/ratings", self.rating(receipt))
        given = stranger.post("/ratings", self.rating(receipt))
        again = stranger.post("/ratings", self.rating(receipt))

        assert (refused.status, given.status, again.status) == (403, 200, 422)

    def test_is_shown_first_and_can_be_changed_and_reopened(self, office: make.County, stranger: Caller) -> None:
        receipt = make.closed(office).receipt
        rating = self.rating(receipt)

        assert stranger.post("/ratings/show", {"token": rating["token"]}).body["state"] == "open"
        assert stranger.post("/ratings", rating).status == 200
        assert stranger.post("/ratings/change", {**rating, "solved": "partly"}).status == 200
        assert stranger.post("/receipts/reopen", {"receipt": receipt}).status == 200

    def test_knows_no_foreign_token(self, stranger: Caller) -> None:
        answer = stranger.post("/ratings", {"token": "x" * 40, "contacted": True, "solved": "yes", "satisfied": True})

        assert answer.status == 404


@pytest.mark.usefixtures("recent")
class TestDanger:
    POISON = "再没人管，我准备喝农药了。"
    CALL = {"kind": "suicide", "call": "110"}

    @pytest.mark.parametrize("path", ["add-words", "pressure"])
    def test_is_answered_with_whom_to_call(self, office: make.County, stranger: Caller, path: str) -> None:
        receipt = make.registered().receipt

        answer = stranger.post(f"/receipts/{path}", {"receipt": receipt, "words": self.POISON})

        assert answer.body["danger"] == self.CALL
        assert Alarm.objects.get().kind == "suicide"

    def test_is_seen_in_words_at_reopening(self, office: make.County, stranger: Caller) -> None:
        receipt = make.closed(office).receipt

        answer = stranger.post("/receipts/reopen", {"receipt": receipt, "words": self.POISON})

        assert answer.body["danger"] == self.CALL
        assert Alarm.objects.get().kind == "suicide"

    def test_is_seen_in_a_comment(self, office: make.County, stranger: Caller) -> None:
        rating = TestRate().rating(make.closed(office).receipt)

        answer = stranger.post("/ratings", {**rating, "comment": self.POISON})

        assert answer.body["danger"] == self.CALL
        assert stranger.post("/ratings/change", rating).body["danger"] is None


class TestBodies:
    @pytest.mark.parametrize(
        ("data", "kind", "status"),
        [
            (b"{", "application/json", 400),
            (b"[1]", "application/json", 422),
            (b"null", "application/json", 422),
            (b'{"receipt": NaN}', "application/json", 400),
            ('{"receipt": "回执"}'.encode("gb18030"), "application/json", 400),
            (b"\xef\xbb\xbf" + b'{"receipt": "x"}', "application/json", 404),
            (b"receipt=x", "application/x-www-form-urlencoded", 415),
            (b'{"receipt": "x"}', "application/json; charset=gb18030", 415),
            (b"[" * 100_000, "application/json", 400),
            (b'{"receipt": "' + b"x" * 3_000_000 + b'"}', "application/json", 413),
        ],
    )
    def test_are_read_or_refused_with_a_sentence(self, stranger: Caller, data: bytes, kind: str, status: int) -> None:
        response = Client().post("/api/v1/receipts/track", data=data, content_type=kind)

        answer = stranger.checked("post", "/receipts/track", response)

        assert answer.status == status
