"""When the house itself fails: an apology with a number, and no trace of its inside."""

import pytest
from django.core.exceptions import BadRequest
from django.test import Client
from tests.web.office.seats import Office, client_of

from minqing.web import failures

pytestmark = pytest.mark.django_db


class TestServerError:
    def test_apologises_with_a_number_that_the_log_knows(self, rf: object, caplog: pytest.LogCaptureFixture) -> None:
        answer = failures.server_error(rf.get("/office/desk/"))  # type: ignore[attr-defined]

        number = answer.content.decode().partition('class="code">')[2][:6]
        assert answer.status_code == 500
        assert len(number) == 6
        assert number in caplog.text

    def test_calls_its_number_by_no_name_of_a_request(self, rf: object) -> None:
        answer = failures.server_error(rf.get("/r/mine"))  # type: ignore[attr-defined]

        assert "故障号" in answer.content.decode()
        assert "受理编号" not in answer.content.decode()

    def test_speaks_in_the_live_region_to_htmx(self, rf: object) -> None:
        answer = failures.server_error(rf.get("/office/desk/", headers={"hx-request": "true"}))  # type: ignore[attr-defined]

        assert answer["HX-Retarget"] == "#said"


class TestNotFound:
    def test_says_so_to_everybody(self) -> None:
        answer = Client().get("/nowhere/at/all")

        assert answer.status_code == 404
        assert "<h1>" in answer.content.decode()

    def test_keeps_the_large_type(self) -> None:
        client = Client()
        client.cookies["elder"] = "1"

        assert 'class="elder"' in client.get("/nowhere/at/all").content.decode()


class TestUnreadable:
    @pytest.mark.parametrize("address", ["/office/file/", "/r", "/office/notices/read"])
    def test_says_kindly_what_was_too_large(self, office: Office, address: str) -> None:
        answer = client_of(office.county.intake).post(address, {"words": "很" * 1024 * 1024})

        assert answer.status_code == 413
        assert "写过的字都还在" in answer.content.decode()

    def test_speaks_in_the_live_region_so_that_the_form_stays(self, office: Office) -> None:
        client, address = client_of(office.county.intake), "/office/notices/read"

        answer = client.post(address, {"words": "很" * 1024 * 1024}, headers={"hx-request": "true"})

        assert answer.status_code == 413
        assert answer["HX-Retarget"] == "#said"

    def test_asks_for_what_cannot_be_read_once_more(self, rf: object) -> None:
        answer = failures.unreadable(rf.post("/office/desk/"), BadRequest())  # type: ignore[attr-defined]

        assert answer.status_code == 400
        assert "再发一次" in answer.content.decode()


class TestForged:
    def test_refuses_a_form_without_the_pages_token(self, office: Office) -> None:
        client = Client(enforce_csrf_checks=True)
        client.cookies = client_of(office.county.water).cookies

        answer = client.post("/office/notices/read")

        assert answer.status_code == 403
        assert "<h1>" in answer.content.decode()

    def test_keeps_the_large_type(self) -> None:
        client = Client()
        client.cookies["elder"] = "1"

        assert 'class="elder"' in client.get("/nowhere/at/all").content.decode()
