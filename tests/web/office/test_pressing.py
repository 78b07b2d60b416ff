"""A form that is pressed twice is sent once."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import client_of, make_office

from minqing.kernel.access import Actor
from minqing.ledger.queries import facts_about
from minqing.rulebook import queries as rulebook
from minqing.web import pressing

WORDS = {"words": "电话里说，明天上午有人在家。"}


def guard_of(client: Client, address: str) -> str:
    """The guard that stands in the form drawn at an address."""
    page = client.get(address).content.decode()
    found = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page[page.index('id="verb-form"') :])
    return str(found[0])


def at_once(actor: Actor, address: str, fields: dict[str, str], times: int, **headers: str) -> list[int]:
    """Press one form several times at the same moment, each on its own connection; return the statuses."""
    first = client_of(actor)
    fields = {**fields, "csrfmiddlewaretoken": guard_of(first, f"{address}/form")}
    gate, statuses = threading.Barrier(times), []

    def press() -> None:
        client = Client()
        client.cookies = first.cookies
        gate.wait()
        try:
            statuses.append(client.post(address, fields, headers=headers or None).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def notes(number: str) -> int:
    """How often something was noted about a request."""
    kinds = [fact.kind for fact in facts_about(make.row(number).ref)]
    return kinds.count("case.noted")


@pytest.mark.django_db(transaction=True)
class TestPressingAtOnce:
    def test_writes_one_note_and_leads_everybody_to_it(self) -> None:
        county = make_office().county
        made = make.in_hand(county)

        statuses = at_once(county.water, f"/office/cases/{made.number}/do/note", WORDS, 3)

        assert statuses == [302, 302, 302]
        assert notes(made.number) == 1

    def test_writes_one_note_with_htmx_too(self) -> None:
        county = make_office().county
        made = make.in_hand(county)

        statuses = at_once(county.water, f"/office/cases/{made.number}/do/note", WORDS, 2, **{"hx-request": "true"})

        assert sorted(statuses) == [200, 204]
        assert notes(made.number) == 1


@pytest.mark.django_db
class TestPressingAgain:
    def test_a_form_drawn_anew_is_another_one(self) -> None:
        county = make_office().county
        made, client = make.in_hand(county), client_of(county.water)
        address = f"/office/cases/{made.number}/do/note"

        for _time in range(2):
            client.post(address, {**WORDS, "csrfmiddlewaretoken": guard_of(client, f"{address}/form")})

        assert notes(made.number) == 2

    def test_what_was_refused_may_be_sent_again(self) -> None:
        county = make_office().county
        made, client = make.in_hand(county), client_of(county.water)
        address = f"/office/cases/{made.number}/do/note"
        fields = {"words": "", "csrfmiddlewaretoken": guard_of(client, f"{address}/form")}

        statuses = [client.post(address, fields).status_code for _time in range(2)]

        assert statuses == [422, 422]

    def test_a_corrected_file_of_the_same_name_and_size_is_another_one(self) -> None:
        client = client_of(make_office().keeper)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/office/rules/").content.decode())

        for day in (2, 3):
            table = SimpleUploadedFile("2028.csv", f"日期,名称,上班\n2028-01-0{day},元旦,放假\n".encode())
            client.post(reverse("office:load_calendar"), {"table": table, "csrfmiddlewaretoken": found and found[1]})

        assert [day.day.day for day in rulebook.calendar_year(2028).days] == [2, 3]


@pytest.mark.django_db
class TestForgetOld:
    def test_drops_presses_and_sessions_whose_time_is_over_and_no_others(self) -> None:
        county = make_office().county
        made, client = make.in_hand(county), client_of(county.water)
        address = f"/office/cases/{made.number}/do/note"
        client.post(address, {**WORDS, "csrfmiddlewaretoken": guard_of(client, f"{address}/form")})
        pressed_at = timezone.now()

        pressing.forget_old(pressed_at)
        assert Session.objects.count() == 2
        pressing.forget_old(pressed_at + timedelta(seconds=pressing.KEPT_SECONDS))
        assert Session.objects.get().session_key == client.session.session_key
