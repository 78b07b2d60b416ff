"""Text messages in: signed, once, in parts; look-ups, silence, and a village named in a second message."""

import json
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make

from minqing.cases.codes import Channel
from minqing.cases.models import Case
from minqing.exchange.intake.codes import State, Why
from minqing.exchange.intake.signing import forget_seen, sign
from minqing.exchange.intake.working import work_due
from minqing.exchange.models import Arrival, SeenOnce
from minqing.ledger.deliveries import run_due
from minqing.vault.models import SealedText, Silenced
from minqing.vault.opening import phone_of

SECRET, ADDRESS, NUMBER = "a-secret-of-the-gateway", "/channels/sms", "13800001234"
_ids = count(1)


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> None:
    """A gateway hands over."""
    settings.SMS_IN_SECRET = SECRET


def text(words: str, *, number: str = NUMBER, **more: str) -> Any:
    """A text message, as the gateway hands it over."""
    return post({"from": number, "text": words, "id": str(next(_ids)), **more})


def post(fields: dict[str, str], *, secret: str = SECRET, **signed: Any) -> Any:
    """A call of the gateway."""
    body = json.dumps(fields).encode()
    headers = sign(secret, body, **{"nonce": f"n{next(_ids)}", "at": timezone.now(), **signed})
    return Client(headers=headers).post(ADDRESS, body, content_type="application/json")


def told() -> None:
    while run_due(timezone.now()):
        pass


class TestRequest:
    def test_is_filed_at_once_and_answered_by_text(self, office: make.County, sent: list[Any]) -> None:
        assert text("柳河村路灯坏了。").json() == {"kept": True}
        told()

        case = Case.objects.get()
        assert (case.channel, case.on_behalf, phone_of(case.uuid)) == (Channel.SMS, False, NUMBER)
        assert [(one["by"], one["to"]) for one in sent] == [("sms", NUMBER)]

    def test_is_one_however_often_the_gateway_brings_it(self, office: make.County, sent: list[Any]) -> None:
        for _again in range(3):
            assert post({"from": NUMBER, "text": "柳河村路灯坏了。", "id": "77"}).status_code == 200

        assert Case.objects.count() == 1

    def test_is_taken_from_a_form_by_the_gateways_own_names(
        self, office: make.County, sent: list[Any], settings: Any
    ) -> None:
        settings.SMS_IN_FIELDS = "from=mobile,text=content,id=msgid"
        body = urlencode({"mobile": NUMBER, "content": "柳河村停水了。", "msgid": "1"}).encode()
        headers = sign(SECRET, body, nonce="1", at=timezone.now())

        answer = Client(headers=headers).post(ADDRESS, body, content_type="application/x-www-form-urlencoded")

        assert answer.status_code == 200
        assert Case.objects.exists()

    def test_is_asked_for_its_village_and_answered_once_it_is_named(self, office: make.County, sent: list[Any]) -> None:
        text("村口路灯坏了。")
        told()
        assert "哪个村" in sent[-1]["body"]

        text("柳河村")
        told()

        case = Case.objects.get()
        assert (case.place_path, case.texts.get().text) == (make.VILLAGE, "村口路灯坏了。\n柳河村")
        assert set(Arrival.objects.values_list("state", flat=True)) == {State.REGISTERED, State.ANSWERED}

    def test_of_somebody_else_names_no_village_for_it(self, office: make.County, sent: list[Any]) -> None:
        text("村口路灯坏了。")

        text("柳河村", number="13900009999")

        assert Arrival.objects.filter(state=State.NEEDS_PERSON).count() == 1

    def test_from_a_bank_is_set_aside(self, office: make.County, sent: list[Any]) -> None:
        text("您的验证码是1234", number="95588")

        assert Arrival.objects.get().why == Why.AUTOMATIC

    def test_leaves_no_number_behind(self, office: make.County, sent: list[Any]) -> None:
        text("村口路灯坏了。")

        assert NUMBER not in str(Arrival.objects.values().get())
        assert all(NUMBER.encode() not in bytes(one.sealed) for one in SealedText.objects.all())


class TestParts:
    def part(self, number: int, words: str) -> None:
        text(words, ref="7", part=str(number), parts="3")

    def test_are_put_together_in_whatever_order(self, office: make.County, sent: list[Any]) -> None:
        for number, words in ((3, "修了。"), (1, "柳河村的路灯坏了"), (2, "三天没人")):
            assert not Case.objects.exists()
            self.part(number, words)
        work_due(timezone.now())

        assert Case.objects.get().texts.get().text == "柳河村的路灯坏了三天没人修了。"

    def test_stand_alone_where_the_rest_never_comes(self, office: make.County, sent: list[Any]) -> None:
        self.part(1, "柳河村的路灯坏了")

        work_due(timezone.now() + timedelta(minutes=11))

        assert Case.objects.get().texts.get().text == "柳河村的路灯坏了"


class TestOrders:
    def test_look_up_says_how_it_stands_and_until_when(self, office: make.County, sent: list[Any]) -> None:
        done = make.registered(at=timezone.now())

        text(f"CX {done.receipt}")

        assert done.number in sent[-1]["body"]
        assert "答复您" in sent[-1]["body"]
        assert Case.objects.count() == 1

    @pytest.mark.parametrize("words", ["cx 0000-0000-0000-0000-0", "查询 ABCDEFGHJKMNPQRS1"])
    def test_look_up_of_nothing_says_so(self, words: str, office: make.County, sent: list[Any]) -> None:
        text(words)

        assert "没有查到" in sent[-1]["body"]

    def test_silence_and_hearing_again(self, office: make.County, sent: list[Any]) -> None:
        text("柳河村路灯坏了。")
        told()
        sent.clear()

        text("TD")
        make.service.accept(number=Case.objects.get().number, matter_number=131, actor=office.intake, at=timezone.now())
        told()
        assert len([one for one in sent if one["to"] == NUMBER]) == 1
        assert NUMBER not in str(Silenced.objects.values().get())

        text("开通")
        assert not Silenced.objects.exists()

    def test_silence_holds_however_the_gateway_writes_the_number(self, office: make.County, sent: list[Any]) -> None:
        text("柳河村路灯坏了。")
        told()
        sent.clear()

        text("TD", number=f"+86{NUMBER}")
        make.service.accept(number=Case.objects.get().number, matter_number=131, actor=office.intake, at=timezone.now())
        told()

        assert [one["to"] for one in sent if one["to"] == NUMBER] == []

    def test_help_says_what_can_be_sent(self, office: make.County, sent: list[Any]) -> None:
        text("？")

        assert "CX" in sent[-1]["body"]


class TestRefusals:
    def test_of_a_forged_signature(self, office: make.County) -> None:
        answer = post({"from": NUMBER, "text": "x", "id": "1"}, secret="guessed")

        assert (answer.status_code, answer.json()["code"]) == (401, "signature")
        assert not Arrival.objects.exists()

    def test_without_a_signature(self, office: make.County) -> None:
        assert Client().post(ADDRESS, b"{}", content_type="application/json").status_code == 401

    @pytest.mark.parametrize("minutes", [-6, 6])
    def test_of_another_moment(self, minutes: int, office: make.County) -> None:
        at = timezone.now() + timedelta(minutes=minutes)

        assert post({"from": NUMBER, "text": "x", "id": "1"}, at=at).status_code == 401

    def test_of_the_same_call_again(self, office: make.County, sent: list[Any]) -> None:
        now, fields = timezone.now(), {"from": NUMBER, "text": "柳河村停水。", "id": "1"}

        first, second = (post(fields, nonce="same", at=now) for _again in range(2))

        assert (first.status_code, second.status_code) == (200, 409)
        assert second.json()["code"] == "replayed"
        forget_seen(now + timedelta(hours=1))
        assert not SeenOnce.objects.exists()

    def test_of_a_changed_body(self, office: make.County) -> None:
        body = b'{"from": "13800001234", "text": "x", "id": "1"}'
        headers = sign(SECRET, body, nonce="1", at=timezone.now())

        assert Client(headers=headers).post(ADDRESS, body + b" ", content_type="application/json").status_code == 401

    @pytest.mark.parametrize("fields", [{"text": "x"}, {"from": NUMBER, "text": " "}, []])
    def test_of_what_says_nothing(self, fields: Any, office: make.County) -> None:
        assert post(fields).status_code == 422

    def test_of_a_flood_says_when_to_come_again(
        self, office: make.County, sent: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("minqing.exchange.intake.taking.MOST_AN_HOUR", 1)
        text("柳河村停水。")

        answer = text("柳河村停水！")

        assert (answer.status_code, answer["Retry-After"]) == (429, "3600")

    def test_where_nothing_is_set_up(self, office: make.County, settings: Any) -> None:
        settings.SMS_IN_SECRET = ""

        assert post({"from": NUMBER, "text": "x", "id": "1"}).status_code == 404
