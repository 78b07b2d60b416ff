"""Signing in: the door, the throttle, the choice of post, and a session that ends without losing what was typed."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make
from tests.factories import directory as staff
from tests.web.office.seats import PASSWORD, Office, client_of

from minqing.directory import service as directory

pytestmark = pytest.mark.django_db
SIGN_IN = "/office/sign-in"


@pytest.fixture
def login(office: Office) -> str:
    """The login name of the handler at the water bureau."""
    return staff.account(login="lishui", password=PASSWORD, person_id=UUID(office.county.water.person)).login


def own_password(office: Office) -> None:
    """Let the handler of the water bureau choose a password, so that nothing is asked for at the door."""
    account = staff.account(login="lishui", password="first-password-2026", person_id=UUID(office.county.water.person))
    directory.change_own_password(
        account_id=account.pk, old="first-password-2026", new=PASSWORD, actor=office.county.water, at=make.AT
    )


class TestSignIn:
    def test_lets_a_person_in_and_goes_where_she_was_going(self, office: Office) -> None:
        own_password(office)
        client = Client()

        answer = client.post(SIGN_IN, {"login": "lishui", "password": PASSWORD, "next": "/office/desk/?queue=unit"})

        assert answer.status_code == 302
        assert answer["Location"] == "/office/desk/?queue=unit"
        assert client.get("/office/desk/?queue=unit").status_code == 200

    def test_asks_for_an_own_password_after_the_first(self, office: Office, login: str) -> None:
        answer = Client().post(SIGN_IN, {"login": login, "password": PASSWORD})

        assert answer["Location"] == "/office/password"

    def test_refuses_a_wrong_pair_with_one_sentence(self, office: Office, login: str) -> None:
        answer = Client().post(SIGN_IN, {"login": login, "password": "wrong-password"})

        assert answer.status_code in {401, 403, 422}
        assert 'role="alert"' in answer.content.decode()
        assert "wrong-password" not in answer.content.decode()

    def test_says_how_long_to_wait_after_many_failures(self, office: Office, login: str) -> None:
        client = Client()
        found = [client.post(SIGN_IN, {"login": login, "password": "wrong-one"}).status_code for _n in range(12)]

        assert found[-1] == 429

    def test_never_leads_to_another_house(self, office: Office) -> None:
        own_password(office)

        for target in ("https://example.com/", "//example.com/office/", "/q/ABC", "javascript:alert(1)"):
            answer = Client().post(SIGN_IN, {"login": "lishui", "password": PASSWORD, "next": target})
            assert answer["Location"] == "/office/"


class TestChoosePost:
    def test_refuses_somebody_elses_post(self, office: Office) -> None:
        client = client_of(office.county.water)

        answer = client.post("/office/post", {"post": str(office.county.intake.ref.id)})

        assert answer.status_code == 403
        assert client.session["post"] == str(office.county.water.ref.id)

    def test_sends_an_account_without_a_chosen_post_to_the_choice(self, office: Office) -> None:
        client = client_of(office.county.water)
        session = client.session
        del session["post"]
        session.save()

        answer = client.get("/office/desk/")

        assert answer.status_code == 302
        assert answer["Location"].startswith("/office/post?next=")

    def test_a_withdrawn_permission_counts_at_the_next_page(self, office: Office) -> None:
        client = client_of(office.county.overseer)
        assert client.get("/office/oversight/").status_code == 200
        from minqing.directory.models import PostGrant

        PostGrant.objects.filter(post_id=office.county.overseer.ref.id, permission="cases.oversee").delete()

        assert client.get("/office/oversight/").status_code == 403


class TestIdleSession:
    def idle(self, client: Client) -> None:
        session = client.session
        session["seen"] = (timezone.now() - timedelta(minutes=31)).timestamp()
        session.save()

    def test_ends_after_half_an_hour(self, office: Office) -> None:
        client = client_of(office.county.water)
        self.idle(client)

        assert client.get("/office/desk/").status_code == 302

    def test_keeps_what_was_typed_without_script(self, office: Office) -> None:
        own_password(office)
        made = make.in_hand(office.county)
        client = client_of(office.county.water)
        self.idle(client)
        address = f"/office/cases/{made.number}/do/note"

        answer = client.post(address, {"words": "写了很久的一段话"})

        assert answer.status_code == 401
        assert "写了很久的一段话" in answer.content.decode()
        kept = {"kept_path": address, "kept-words": "写了很久的一段话", "login": "lishui", "password": PASSWORD}
        after = client.post(SIGN_IN, kept)
        assert 'action="' + address in after.content.decode()
        assert "写了很久的一段话" in after.content.decode()

    def test_opens_a_dialog_over_the_unchanged_form_for_htmx(self, office: Office) -> None:
        made = make.in_hand(office.county)
        client = client_of(office.county.water)
        self.idle(client)

        answer = client.post(f"/office/cases/{made.number}/do/note", {"words": "话"}, headers={"hx-request": "true"})

        assert answer.status_code == 401
        assert answer["HX-Retarget"] == "#sign-in-again"
        assert make.row(made.number).entries.filter(kind="case.noted").count() == 0
