"""Saying it instead of writing it: a page, a receipt at once, and clear words where it does not work."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.exchange.intake.test_voice import spoken
from tests.factories import cases as make
from tests.web.resident.conftest import Door

from minqing.directory import service as directory
from minqing.exchange.models import Arrival
from minqing.web.resident import throttle

PAGE = "/report/139901101203/speak"


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def send(voice: bytes | None = None, **more: str) -> Any:
    file = SimpleUploadedFile("a.wav", spoken() if voice is None else voice)
    return Client().post(PAGE, {"voice": file, "token": "a" * 24, "phone": "", **more})


class TestSpeaking:
    def test_is_offered_where_one_writes(self, county: make.County) -> None:
        assert PAGE in Client().get("/report/139901101203").content.decode()
        assert "柳河村" in Client().get(PAGE).content.decode()

    def test_gives_a_receipt_at_once_that_says_how_it_stands(self, county: make.County) -> None:
        answer = send()

        assert answer.status_code == 200
        code = answer.context["receipt"]
        page = Client().post("/r", {"code": code})
        assert "正在听写" in page.content.decode()

    @pytest.mark.parametrize(
        ("voice", "more", "says"),
        [
            (b"MZ not a voice", {}, "不是能收的语音"),
            (spoken(70), {}, "超过一分钟"),
            (None, {"phone": "abc"}, "不是电话号码"),
            (b"", {}, "请录一段"),
        ],
    )
    def test_says_what_does_not_work_and_keeps_what_was_typed(
        self, voice: bytes | None, more: dict[str, str], says: str, county: make.County
    ) -> None:
        answer = send(voice, **{"phone": "13800001234", **more})

        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert more.get("phone", "13800001234") in answer.content.decode()
        assert not Arrival.objects.exists()

    def test_waits_in_a_flood(self, county: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(throttle, "FILINGS_MOST", 1)
        send()

        assert send(token="b" * 24).status_code == 429


class TestFloodOfACard:
    def test_refuses_the_card_alone(self, county: make.County, rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(throttle, "CARD_MOST", 2)
        request = rf.get("/")
        for _each in range(2):
            throttle.refuse_flood(request, "4M7K26KX3")
            throttle.count_filing(request, "4M7K26KX3")

        with pytest.raises(throttle.TooMany) as refused:
            throttle.refuse_flood(request, "4M7K26KX3")

        assert refused.value.wait > 0
        throttle.refuse_flood(request, "another")
        throttle.refuse_flood(request)
        assert directory.filings_of("127.0.0.1", at=throttle.timezone.now()) == 2


class TestPaper:
    def test_is_linked_from_the_card_and_bears_its_code(self, door: Door) -> None:
        page = Client().get(f"/q/{door.card}").content.decode()
        assert f"/q/{door.card}/paper" in page

        sheet = Client().get(f"/q/{door.card}/paper").content.decode()

        assert "<svg" in sheet
        assert "纸上反映" in sheet
        assert Client().get("/q/0000-0000-0/paper").status_code == 404


class TestReadingAloud:
    def test_is_offered_by_a_script_of_ours_and_hidden_without_it(self, door: Door) -> None:
        page = Client().get(f"/q/{door.card}").content.decode()

        assert "resident/aloud" in page
        assert 'id="aloud" hidden' in page
