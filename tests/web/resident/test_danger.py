"""Words of danger to life bring 110, 119 and 120 first, wherever a resident writes; nothing she wrote is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import directory as staff

from minqing.cases import receipts, service
from minqing.cases.models import Case, PressureReport, Rating
from minqing.directory.models import Alarm

from .conftest import Door
from .office import carry_to_the_end, filed, later, take_in_hand

POISON = "再没人管，我准备喝农药了。"
FIRST = "先打电话"
GIVEN = {"contacted": "yes", "solved": "no", "satisfied": "no", "comment": POISON}


def held(client: Client, receipt: str) -> None:
    client.post("/r", {"code": receipt})


def act(word: str) -> str:
    return reverse("resident:act", args=[word])


class TestActs:
    @pytest.mark.parametrize("word", ["words", "pressure", "answer"])
    def test_bring_the_numbers_first_and_send_then(self, client: Client, door: Door, word: str) -> None:
        case, receipt = filed(door)
        water = take_in_hand(case)
        service.ask_resident(number=case.number, actor=water, at=later(5), question="在哪里？")
        held(client, receipt)

        first = client.post(act(word), {"words": POISON})

        page = first.content.decode()
        assert (first.status_code, first.get("Location")) == (200, None)
        assert FIRST in page
        assert 'href="tel:120"' in page
        assert POISON in page
        assert not Alarm.objects.exists()

        sent = client.post(act(word), {"words": POISON, "told": "1", "go": "next"})

        assert sent["Location"].endswith(f"said={word}")
        assert Alarm.objects.get().kind == "suicide"

    def test_reopening_takes_words_and_brings_the_numbers_first(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        carry_to_the_end(case)
        held(client, receipt)
        assert 'name="words"' in client.get(act("reopen")).content.decode()

        assert FIRST in client.post(act("reopen"), {"words": POISON}).content.decode()
        assert not Case.objects.get().is_open
        client.post(act("reopen"), {"words": POISON, "told": "1"})

        assert Case.objects.get().is_open
        assert Alarm.objects.get().kind == "suicide"

    def test_reopening_needs_no_words(self, client: Client, door: Door) -> None:
        case, receipt = filed(door)
        carry_to_the_end(case)
        held(client, receipt)

        client.post(act("reopen"), {"words": ""})

        assert Case.objects.get().is_open

    def test_the_way_back_keeps_every_word_and_warns_once(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)
        held(client, receipt)

        back = client.post(act("pressure"), {"words": POISON, "told": "1", "go": "stay"}).content.decode()

        assert f"{POISON}</textarea>" in back
        assert 'name="told" value="1"' in back
        assert not PressureReport.objects.exists()

    def test_come_before_the_code_is_asked_for_again(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)

        assert FIRST in client.post(act("words"), {"words": POISON}).content.decode()
        asked = client.post(act("words"), {"words": POISON, "told": "1"}).content.decode()

        assert 'name="told" value="1"' in asked
        again = client.post("/r", {"code": receipt, "then": "words", "words": POISON, "told": "1"}).content.decode()
        assert 'name="told" value="1"' in again

    def test_say_nothing_of_it_without_such_words(self, client: Client, door: Door) -> None:
        _case, receipt = filed(door)
        held(client, receipt)

        assert client.post(act("words"), {"words": "又坏了一盏。"})["Location"].endswith("said=words")


class TestRating:
    def test_brings_the_numbers_first_and_takes_the_answer_then(self, client: Client, door: Door) -> None:
        case, _receipt = filed(door)
        carry_to_the_end(case)
        address = reverse("resident:rate", args=[receipts.rating_token(str(case.uuid), 1)])

        first = client.post(address, GIVEN)

        assert FIRST in first.content.decode()
        assert first["Referrer-Policy"] == "no-referrer"
        assert Rating.objects.get().given_at is None
        back = client.post(address, {**GIVEN, "told": "1", "go": "stay"}).content.decode()
        assert POISON in back
        assert 'value="no" checked' in back
        client.post(address, {**GIVEN, "told": "1"})
        assert Rating.objects.get().given_at is not None
        assert Alarm.objects.get().kind == "suicide"

    def test_is_still_nobodys_at_a_desk(self, client: Client, door: Door) -> None:
        case, _receipt = filed(door)
        carry_to_the_end(case)
        client.force_login(staff.account())

        answer = client.post(reverse("resident:rate", args=[receipts.rating_token(str(case.uuid), 1)]), GIVEN)

        assert answer.status_code == 403


class TestWithNobodyOnDuty:
    def test_promises_no_alarm_that_nobody_would_hear(self, client: Client, door: Door, settings: Any) -> None:
        settings.DUTY_PHONE = ""
        told = {"step": "words", "go": "next", "words": POISON, "token": "t" * 32}
        report = reverse("resident:report_card", args=[door.card])

        first = client.post(report, told).content.decode()
        received = client.post(report, {**told, "step": "photos", "where": "家里", "call": "none", "told": "1"})

        for page in (first, received.content.decode()):
            assert "县里现在没有值班员" in page
            assert "通知值班员" not in page
            assert "通知县里的值班员" not in page
