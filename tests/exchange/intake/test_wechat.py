"""WeChat and WeCom: callbacks as the platform documents them, made here with invented data; answers within the call."""

import base64
import hashlib
import os
import re
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make

from minqing.cases.codes import Channel
from minqing.cases.models import Case
from minqing.exchange.intake.codes import State
from minqing.exchange.intake.wechat.flat import XmlRefused, read_flat, write_flat
from minqing.exchange.models import Arrival

ADDRESS, TOKEN, APP = "/channels/wechat", "minqing-token", "wx0000000000000001"
AES = base64.b64encode(bytes(range(32))).decode().rstrip("=")
OPENID = "oInvented_0001"
_ids = count(1)


@pytest.fixture(autouse=True)
def account(settings: Any) -> None:
    """An account in the plain mode."""
    settings.WECHAT_TOKEN, settings.WECHAT_APP_ID = TOKEN, APP


def signature(*parts: str) -> str:
    return hashlib.sha1("".join(sorted([TOKEN, *parts])).encode()).hexdigest()


def query(*signed: str, name: str = "signature", at: Any = None, **more: str) -> dict[str, str]:
    moment, nonce = str(int((at or timezone.now()).timestamp())), more.pop("nonce", f"n{next(_ids)}")
    return {"timestamp": moment, "nonce": nonce, name: signature(moment, nonce, *signed), **more}


def xml(**fields: str) -> str:
    """A message as the platform writes it."""
    given = {"ToUserName": "gh_1", "FromUserName": OPENID, "CreateTime": "1", "MsgId": str(next(_ids)), **fields}
    return write_flat(given)


def says(words: str, **more: Any) -> Any:
    return post(xml(MsgType="text", Content=words), **more)


def post(body: str, **asked: Any) -> Any:
    address = f"{ADDRESS}?{'&'.join(f'{name}={value}' for name, value in {**query(), **asked}.items())}"
    return Client().post(address, body.encode(), content_type="text/xml")


def content(answer: Any) -> str:
    return read_flat(answer.content)["Content"]


def sealed(plain: str, app: str = APP) -> str:
    """Encrypt as the platform's own example does."""
    key, body = bytes(range(32)), plain.encode()
    whole = os.urandom(16) + len(body).to_bytes(4, "big") + body + app.encode()
    pad = 32 - len(whole) % 32
    sealer = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(sealer.update(whole + bytes([pad]) * pad) + sealer.finalize()).decode()


def unsealed(text: str) -> str:
    key = bytes(range(32))
    opener = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    plain = opener.update(base64.b64decode(text)) + opener.finalize()
    plain = plain[16 : -plain[-1]]
    length = int.from_bytes(plain[:4], "big")
    assert plain[4 + length :] == APP.encode()
    return plain[4 : 4 + length].decode()


class TestSettingUp:
    def test_echoes_what_proves_the_address(self, db: None) -> None:
        answer = Client().get(ADDRESS, {**query(), "echostr": "123"})

        assert (answer.status_code, answer.content) == (200, b"123")

    def test_opens_the_echo_of_wecom(self, db: None, settings: Any) -> None:
        settings.WECHAT_AES_KEY = AES
        echo = sealed("4567")

        answer = Client().get(ADDRESS, {**query(echo, name="msg_signature"), "echostr": echo})

        assert answer.content == b"4567"

    def test_is_absent_without_an_account(self, db: None, settings: Any) -> None:
        settings.WECHAT_TOKEN = ""

        assert says("x").status_code == 404


class TestWords:
    def test_become_a_request_and_are_answered_with_a_receipt(self, office: make.County) -> None:
        answer = says("柳河村路灯坏了。")

        case = Case.objects.get()
        assert (case.channel, case.on_behalf, case.place_path) == (Channel.WECHAT, False, make.VILLAGE)
        assert re.search(rf"{case.number}.*[0-9A-Z]{{4}}-[0-9A-Z]{{4}}", content(answer), re.DOTALL)
        assert OPENID not in str(Arrival.objects.values().get())

    def test_are_one_request_however_often_the_platform_repeats_them(self, office: make.County) -> None:
        body = xml(MsgType="text", Content="柳河村路灯坏了。")

        first, second = (content(post(body, **query())) for _again in range(2))

        assert first == second
        assert Case.objects.count() == 1

    def test_without_a_village_are_asked_for_it(self, office: make.County) -> None:
        assert "哪个村" in content(says("路灯坏了。"))

        answer = says("柳河村")

        assert Case.objects.get().number in content(answer)

    def test_look_up_how_a_request_stands(self, office: make.County) -> None:
        done = make.registered(at=timezone.now())

        assert done.number in content(says(f"查 {done.receipt}"))
        assert not Arrival.objects.exists()

    def test_in_danger_are_told_whom_to_call(self, office: make.County) -> None:
        answer = content(says("家里有煤气味"))

        assert answer.startswith("如果现在有人有危险")


class TestOtherKinds:
    def test_of_a_place_names_the_village_of_the_words_before_it(
        self, office: make.County, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("minqing.territory.shapes.queries.division_at", lambda x, y, on: make.VILLAGE)
        says("路灯坏了。")

        answer = post(xml(MsgType="location", Location_X="40.1", Location_Y="118.7"))

        assert Case.objects.get().number in content(answer)
        assert "118" not in str(list(Arrival.objects.values())) + Case.objects.get().texts.get().text

    def test_of_a_place_alone_lead_to_the_villages_form(
        self, office: make.County, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("minqing.territory.shapes.queries.division_at", lambda x, y, on: make.VILLAGE)

        answer = post(xml(MsgType="location", Location_X="40.1", Location_Y="118.7"))

        assert "/report/139901101203" in content(answer)
        assert not Arrival.objects.exists()

    @pytest.mark.parametrize("x", ["nan", "inf", "", "0", "x"])
    def test_of_a_place_elsewhere_ask_for_words(self, x: str, office: make.County) -> None:
        assert "写" in content(post(xml(MsgType="location", Location_X=x, Location_Y="1")))

    @pytest.mark.parametrize("kind", ["image", "voice", "video", "link"])
    def test_of_media_lead_to_the_form(self, kind: str, office: make.County) -> None:
        assert "/report" in content(post(xml(MsgType=kind, MediaId="m")))

    def test_of_a_voice_that_the_platform_wrote_down_are_words(self, office: make.County) -> None:
        post(xml(MsgType="voice", MediaId="m", Recognition="柳河村停水了。"))

        assert Case.objects.exists()

    def test_of_where_an_account_moves_are_not_listened_to(self, office: make.County) -> None:
        answer = post(xml(MsgType="event", Event="LOCATION", Latitude="40.1", Longitude="118.7"))

        assert answer.content == b"success"
        assert not Arrival.objects.exists()


class TestEncrypted:
    @pytest.fixture(autouse=True)
    def secured(self, settings: Any) -> None:
        settings.WECHAT_AES_KEY = AES

    def send(self, plain: str, app: str = APP, **changed: str) -> Any:
        inside = sealed(plain, app)
        signed = {**query(inside, name="msg_signature"), "encrypt_type": "aes", **changed}
        return Client().post(
            f"{ADDRESS}?{'&'.join(f'{name}={value}' for name, value in signed.items())}",
            write_flat({"ToUserName": "gh_1", "Encrypt": inside}).encode(),
            content_type="text/xml",
        )

    def test_are_opened_and_the_answer_is_closed_and_signed(self, office: make.County) -> None:
        answer = read_flat(self.send(xml(MsgType="text", Content="柳河村停水。")).content)

        assert answer["MsgSignature"] == signature(answer["TimeStamp"], answer["Nonce"], answer["Encrypt"])
        assert Case.objects.get().number in unsealed(answer["Encrypt"])

    def test_plain_ones_are_refused(self, office: make.County) -> None:
        assert says("柳河村停水。").status_code == 401

    def test_for_another_account_are_refused(self, office: make.County) -> None:
        assert self.send(xml(MsgType="text", Content="x"), app="wx-other").status_code == 401

    def test_with_another_signature_are_refused(self, office: make.County) -> None:
        assert self.send(xml(MsgType="text", Content="x"), msg_signature="0" * 40).status_code == 401
        assert not Arrival.objects.exists()

    @pytest.mark.parametrize(
        "inside", ["", "!!", base64.b64encode(b"x" * 32).decode(), base64.b64encode(b"1").decode()]
    )
    def test_that_do_not_open_are_refused(self, inside: str, office: make.County) -> None:
        signed = "&".join(f"{name}={value}" for name, value in query(inside, name="msg_signature").items())
        body = write_flat({"Encrypt": inside}).encode()

        assert Client().post(f"{ADDRESS}?{signed}", body, content_type="text/xml").status_code == 401


class TestRefusals:
    def test_of_a_forged_signature(self, office: make.County) -> None:
        answer = says("x", signature="0" * 40)

        assert (answer.status_code, answer.json()["code"]) == (401, "signature")

    def test_of_another_moment(self, office: make.County) -> None:
        old = query(at=timezone.now() - timedelta(minutes=6))

        assert says("x", **old).status_code == 401

    def test_of_a_repeated_call(self, office: make.County) -> None:
        again = query()

        assert [says("柳河村停水。", **again).status_code for _each in range(2)] == [200, 409]

    @pytest.mark.parametrize(
        "body",
        [
            '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><Content>&a;</Content></xml>',
            '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><Content>x</Content></xml>',
            "<xml><Content>x</xml>",
            "<xml>" + "<a>" * 9,
            "<xml>" + "<a>1</a>" * 99 + "</xml>",
            "",
            "<xml><Content>" + "x" * 70_000 + "</Content></xml>",
        ],
    )
    def test_of_broken_xml_and_of_entities(self, body: str, office: make.County) -> None:
        answer = post(body)

        assert (answer.status_code, answer.json()["code"]) == (400, "xml")
        with pytest.raises(XmlRefused):
            read_flat(body.encode())

    def test_of_a_flood_is_a_friendly_word(self, office: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minqing.exchange.intake.taking.MOST_AN_HOUR", 1)
        says("柳河村停水。")

        assert "一小时后" in content(says("柳河村停水！"))
        assert Arrival.objects.filter(state=State.REGISTERED).count() == 1

    def test_of_what_breaks_out_of_its_text(self) -> None:
        assert read_flat(write_flat({"a": "x]]><b>1</b>"}).encode()) == {"a": "x]]><b>1</b>"}
