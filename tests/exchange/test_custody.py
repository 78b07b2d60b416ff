"""What is kept until when, legal holds, erasures and their certificate, for a system that answers for the keeping."""

from datetime import timedelta

from django.utils import timezone
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make

from minqing.vault import service


class TestCustody:
    def test_is_listed_held_and_erased_by_what_the_list_names(self, office: make.County) -> None:
        archive, number = system("vault.hold", "vault.erase"), make.closed(office, phone="13800001234").number

        (kept,) = archive.get("/custody").body["items"]
        assert archive.get(f"/cases/{number}/custody").body["custody"]["case_id"] == kept["case_id"]
        until = (timezone.now() + timedelta(days=9)).isoformat()
        held = archive.post("/vault/hold_contact", {"case_id": kept["case_id"], "ground": "review", "until": until})
        assert held.status == 200
        assert [one["case_id"] for one in archive.get("/custody?listed=held").body["items"]] == [kept["case_id"]]
        assert archive.get(f"/cases/{number}/custody").body["certificate"] is None

        archive.post("/vault/end_hold", {"case_id": kept["case_id"]})
        archive.post("/vault/erase_contact", {"case_id": kept["case_id"], "ground": "request"})

        paper = archive.get(f"/cases/{number}/custody").body["certificate"]
        assert paper["backups_expire_at"] > paper["erased_at"]
        assert paper["rule"]
        assert archive.get("/custody").body["items"] == []

    def test_is_not_for_a_system_without_the_keeping(self, office: make.County, hotline: Caller) -> None:
        number = make.closed(office, phone="13800001234").number

        assert hotline.get("/custody").body["items"] == []
        assert hotline.get(f"/cases/{number}/custody").status == 404


class TestPublicCount:
    def test_is_for_everybody(self, office: make.County, stranger: Caller) -> None:
        found = stranger.get("/public/reveals")

        assert (found.status, found.body["count"]) == (200, 0)
        assert found.body["smallest"] > 1


class TestEntrusted:
    def test_shows_the_certificate_to_the_holder_of_the_receipt(self, office: make.County, stranger: Caller) -> None:
        receipt = make.closed(office, phone="13800001234").receipt

        assert stranger.post("/receipts/entrusted", {"receipt": receipt}).body["certificate"] is None
        service.erase_due(make.AT + timedelta(days=400))

        found = stranger.post("/receipts/entrusted", {"receipt": receipt}).body
        assert found["certificate"]["items"] > 0
        assert found["openings"][-1]["kind"] == "vault.erased"
