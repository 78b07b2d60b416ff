"""Following what was reported already, on the step before sending; without a script."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import cases as make

from minqing.cases.models import Case, CaseText, Follow
from minqing.cases.releasing import service as releasing
from minqing.web.resident import throttle

pytestmark = pytest.mark.django_db
TYPED = {
    "step": "contact",
    "go": "next",
    "words": "村口一盏路灯又坏了，请王秀兰看看。",
    "where": "小卖部旁边",
    "call": "none",
    "token": "t" * 32,
}


@pytest.fixture
def who(db: None) -> make.County:
    """The county, with a village that many ask from."""
    who = make.county()
    for _ in range(30):
        make.registered(at=timezone.now() - timedelta(days=1))
    return who


@pytest.fixture
def number(who: make.County) -> str:
    """A public request of the village."""
    made = make.in_hand(who, at=timezone.now() - timedelta(hours=6))
    releasing.release(number=made.number, actor=who.intake, at=timezone.now(), words="村口一盏路灯不亮")
    return str(made.number)


def send(client: Client, **changes: Any) -> Any:
    return client.post(reverse("resident:report_place", args=["139901101203"]), {**TYPED, **changes})


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


class TestOffer:
    def test_stands_on_the_step_before_sending_beside_the_main_way_on(self, client: Client, number: str) -> None:
        page = text_of(send(client))

        assert "已有人反映，是同一件事吗" in page
        assert f'value="follow-{number}"' in page
        assert "村口一盏路灯不亮" in page
        assert page.index("follow-") < page.index('class="btn main" name="go" value="next"')

    def test_is_absent_where_nothing_public_is_alike_or_a_danger_is_named(self, client: Client, number: str) -> None:
        assert "same-here" not in text_of(send(client, words="想问合作医疗怎么交。", where=""))
        danger = send(client, words="村口一盏路灯漏电，有人触电了，要出人命。", told="1")
        assert "same-here" not in text_of(danger)


class TestFollow:
    def test_gives_a_code_and_keeps_what_she_typed_for_a_report_of_her_own(self, client: Client, number: str) -> None:
        before = Case.objects.count()

        answer = send(client, step="check", go=f"follow-{number}")

        page = text_of(answer)
        assert answer.status_code == 200
        assert "您已关注这件事" in page
        assert TYPED["words"] in page
        assert (Follow.objects.count(), Case.objects.count()) == (1, before)
        mine = text_of(client.get(reverse("resident:mine")))
        assert "村口一盏路灯不亮" in mine
        assert "晚上走路看不见" not in mine
        assert "要加照片吗" in text_of(send(client, step="check"))
        send(client, step="photos")
        assert Case.objects.count() == before + 1

    def test_is_found_again_by_its_code(self, client: Client, number: str) -> None:
        receipt = send(client, step="check", go=f"follow-{number}").context["receipt"]
        client.cookies.clear()

        answer = client.post(reverse("resident:look_up"), {"code": receipt})

        assert answer["Location"] == reverse("resident:mine")
        assert "村口一盏路灯不亮" in text_of(client.get(reverse("resident:mine")))

    def test_says_plainly_that_it_is_public_no_more(self, client: Client, number: str, who: make.County) -> None:
        send(client, step="check", go=f"follow-{number}")
        releasing.withdraw_release(number=number, actor=who.intake, at=timezone.now(), words="写错了")

        page = text_of(client.get(reverse("resident:mine")))

        assert "这件事已不再公开" in page
        assert "村口一盏路灯不亮" not in page

    def test_does_nothing_with_a_number_that_was_not_offered(self, client: Client, who: make.County) -> None:
        made = make.in_hand(who, at=timezone.now())

        for wanted in (made.number, "", "x"):
            assert "您已关注" not in text_of(send(client, step="check", go=f"follow-{wanted}"))
        assert not Follow.objects.exists()

    def test_waits_in_a_flood_and_loses_nothing(
        self, client: Client, number: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(throttle, "FILINGS_MOST", 1)
        send(client, step="check", go=f"follow-{number}")

        answer = send(client, step="check", go=f"follow-{number}", token="u" * 32)

        assert answer.status_code == 429
        assert TYPED["words"] in text_of(answer)
        assert Follow.objects.count() == 1

    def test_lets_nobody_act_on_the_request(self, client: Client, number: str) -> None:
        send(client, step="check", go=f"follow-{number}")

        answer = client.post(reverse("resident:act", args=["words"]), {"words": "我也来说一句"})

        assert answer.status_code == 404
        assert not CaseText.objects.filter(text="我也来说一句").exists()
