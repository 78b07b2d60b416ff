"""The pages of what arrives: registered in one press, set aside and taken up again, and the health of each channel."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases.models import Case
from minqing.directory.channels import register_channel
from minqing.exchange.intake.mail.way import take_mail
from minqing.exchange.intake.working import work_due
from minqing.exchange.models import Arrival, Way

pytestmark = pytest.mark.django_db
LIST, HEALTH = "/office/incoming/", "/office/channels/"


@pytest.fixture(autouse=True)
def nothing_leaves(settings: Any) -> None:
    """No message leaves; the county has an address."""
    settings.MAIL_ADDRESS = "liuyan@qinghe.example"
    register_channel("email", lambda **message: None)


def arrive(*words: str) -> list[str]:
    """Mails, kept and worked on; their ids."""
    now = timezone.now()
    for count, said in enumerate(words):
        raw = f"From: a{count}@mail.example\nMessage-ID: <{count}@x>\nContent-Type: text/plain; charset=utf-8\n\n{said}"
        take_mail(raw.encode(), at=now)
    work_due(now)
    return [str(one) for one in Arrival.objects.order_by("id").values_list("id", flat=True)]


class TestList:
    def test_shows_what_waits_without_a_word_of_it(self, office: Office) -> None:
        (one,) = arrive("村口的路灯坏了。")

        page = client_of(office.county.intake).get(LIST).content.decode()

        assert f"{LIST}{one}/" in page
        assert "看不出是哪个村" in page
        assert "路灯坏了" not in page

    def test_asks_the_database_as_often_for_many(self, office: Office) -> None:
        client, counts = client_of(office.county.intake), []
        for words in (["停水。"], [f"停水{count}。" for count in range(1, 9)]):
            arrive(*words)
            client.get(LIST)
            with CaptureQueriesContext(connection) as asked:
                client.get(LIST)
            counts.append(len(asked))

        assert counts[0] == counts[1]

    def test_says_what_comes_here_while_it_is_empty(self, office: Office) -> None:
        client = client_of(office.county.intake)

        for listed in ("needing", "waiting", "aside", "nonsense"):
            assert client.get(f"{LIST}?list={listed}").status_code == 200


class TestRegister:
    def test_is_one_press_and_leads_on_to_the_next(self, office: Office) -> None:
        first, second = arrive("清源镇的路灯坏了。", "停水了。")
        client = client_of(office.county.intake)

        page = client.get(f"{LIST}{first}/").content.decode()
        assert re.search(r'value="139901/101/"[^>]* checked', page)
        answer = client.post(f"{LIST}{first}/", {"place_path": make.VILLAGE})

        assert answer["Location"] == f"{LIST}{second}/"
        assert Case.objects.get().place_path == make.VILLAGE
        assert client.post(f"{LIST}{second}/", {"place_path": make.VILLAGE})["Location"] == LIST

    def test_asks_for_the_place(self, office: Office) -> None:
        (one,) = arrive("停水了。")

        answer = client_of(office.county.intake).post(f"{LIST}{one}/", {"place_path": ""})

        assert answer.status_code == 422
        assert not Case.objects.exists()


class TestAside:
    def test_can_be_taken_back(self, office: Office) -> None:
        (one,) = arrive("特价优惠。")
        client = client_of(office.county.intake)

        client.post(f"{LIST}{one}/aside", {"why": "not_a_request"})
        assert "take-up" in client.get(f"{LIST}?list=aside").content.decode()
        client.post(f"{LIST}{one}/take-up")

        assert client.get(f"{LIST}{one}/").status_code == 200


class TestHealth:
    def test_says_what_fails_and_since_when(self, office: Office) -> None:
        Way.objects.create(key="mail", failures=3, last_error="MailboxRefused: NO")

        page = client_of(office.keeper).get(HEALTH).content.decode()

        assert "连续失败 3 次" in page
        assert "MailboxRefused" in page

    def test_pauses_goes_on_and_tries_again(self, office: Office) -> None:
        client = client_of(office.keeper)

        for act, paused in (("pause", True), ("resume", False), ("retry", False)):
            assert client.post(f"{HEALTH}mail/{act}")["Location"] == HEALTH
            assert (Way.objects.get().paused_at is not None) is paused

    def test_is_no_lever_for_intake(self, office: Office) -> None:
        client = client_of(office.county.intake)

        assert "pause" not in client.get(HEALTH).content.decode()
        assert client.post(f"{HEALTH}mail/pause").status_code == 403


class TestDevices:
    def test_are_registered_with_a_secret_that_is_shown_once_and_retired(self, office: Office) -> None:
        client = client_of(office.keeper)
        sent = {
            "name": "桥头水位",
            "place_path": make.VILLAGE,
            "matter_number": "131",
            "high": "4.5",
            "quiet_minutes": "60",
        }

        page = client.post(f"{HEALTH}devices/register", sent).content.decode()
        assert "whsec_" in page
        listed = client.get(f"{HEALTH}devices/").content.decode()
        assert "桥头水位" in listed
        assert "whsec_" not in listed

        (key,) = re.findall(r"/office/channels/devices/([0-9a-f-]{36})/retire", listed)
        client.post(f"{HEALTH}devices/{key}/retire")
        assert "retire" not in client.get(f"{HEALTH}devices/").content.decode().split("<main", 1)[1].split("<h2")[0]

    def test_say_what_is_wrong_with_what_was_typed(self, office: Office) -> None:
        sent = {
            "name": "桥头水位",
            "place_path": make.VILLAGE,
            "matter_number": "131",
            "high": "x",
            "quiet_minutes": "60",
        }

        answer = client_of(office.keeper).post(f"{HEALTH}devices/register", sent)

        assert answer.status_code == 422
        assert "这不是数字" in answer.content.decode()
