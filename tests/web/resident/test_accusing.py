"""A resident says that her matter is about a unit: by its name, without a script, and the unit never sees it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.factories import directory as staff

from minqing.cases.models import Case, CaseParty
from minqing.vault.models import Barred

from .conftest import Door
from .test_reporting import FULL

WORDS = "水务局的人收钱不办事。"
WATER = "139901/water/"


@pytest.fixture
def door(door: Door) -> Door:
    """The county of the resident's tests, with units to complain of."""
    staff.unit("water", "青禾县水务局")
    staff.unit("lights", "东区路灯管理所")
    staff.unit("lamps", "西区路灯管理所")
    return door


def send(client: Client, door: Door, **changes: Any) -> HttpResponse:
    return client.post(reverse("resident:report_card", args=[door.card]), {**FULL, "words": WORDS, **changes})


def page_of(answer: HttpResponse) -> str:
    return answer.content.decode()


class TestNaming:
    def test_is_asked_for_unobtrusively_with_the_words(self, client: Client, door: Door) -> None:
        page = page_of(client.get(reverse("resident:report_card", args=[door.card])))

        assert "<details>" in page
        assert 'name="unit"' in page
        assert "<select" not in page

    def test_finds_the_unit_and_keeps_it_from_it(self, client: Client, door: Door) -> None:
        water = staff.actor("cases.read", unit_path=WATER, place_path="139901/")

        answer = send(client, door, unit="水务局")

        case = Case.objects.get()
        assert answer.status_code == 200
        assert case.has_barred
        assert CaseParty.objects.get(barred=True).org_path == WATER
        assert Barred.objects.get().org_path == WATER
        assert not Case.objects.within(water, "cases.read").exists()

    def test_says_before_sending_whom_it_is_kept_from(self, client: Client, door: Door) -> None:
        first = page_of(send(client, door, step="words", unit="水务局"))
        assert "具体在哪里" in first
        assert f'name="about" value="{WATER}"' in first

        assert "青禾县水务局" in page_of(send(client, door, step="contact", unit="水务局", about=WATER))

    def test_lets_her_choose_where_several_fit(self, client: Client, door: Door) -> None:
        asked = send(client, door, step="words", unit="路灯管理所")
        assert asked.status_code == 422
        assert page_of(asked).count('type="radio" name="about"') == 3

        send(client, door, unit="路灯管理所", about="139901/lamps/")

        assert CaseParty.objects.get(barred=True).org_path == "139901/lamps/"

    def test_goes_on_with_her_words_where_none_is_found(self, client: Client, door: Door) -> None:
        asked = send(client, door, step="words", unit="外星人管理处")
        assert asked.status_code == 422
        assert "没有找到叫这个名字的单位" in page_of(asked)
        assert 'name="unit_told" value="外星人管理处"' in page_of(asked)

        send(client, door, unit="外星人管理处", unit_told="外星人管理处")

        case = Case.objects.get()
        assert "反映的单位：外星人管理处" in case.texts.get().text
        assert not case.has_barred

    def test_keeps_none_of_these_as_her_word(self, client: Client, door: Door) -> None:
        send(client, door, unit="路灯管理所", about="none")

        assert "反映的单位：路灯管理所" in Case.objects.get().texts.get().text

    def test_sends_nothing_while_it_is_open_which_is_meant(self, client: Client, door: Door) -> None:
        answer = send(client, door, unit="路灯管理所", about="139901/")

        assert answer.status_code == 422
        assert WORDS in page_of(answer)
        assert not Case.objects.exists()

    def test_forgets_a_choice_when_the_name_is_taken_out(self, client: Client, door: Door) -> None:
        send(client, door, unit="", about=WATER)

        assert not Case.objects.get().has_barred

    @pytest.mark.parametrize(("unit", "sentence"), [("局" * 41, "多了 1 个字"), ("绝密★30年", "密")])
    def test_refuses_at_the_box(self, client: Client, door: Door, unit: str, sentence: str) -> None:
        answer = send(client, door, step="words", unit=unit)

        assert answer.status_code == 422
        assert 'id="unit-error"' in page_of(answer)
        assert sentence in page_of(answer)


class TestSuggesting:
    def test_asks_at_the_preview_and_does_nothing_by_itself(self, client: Client, door: Door) -> None:
        page = page_of(send(client, door, step="contact", go="next"))

        assert "这是对青禾县水务局的投诉吗" in page
        assert 'value="bar"' in page
        send(client, door)
        assert not CaseParty.objects.filter(barred=True).exists()

    def test_keeps_it_from_the_unit_when_she_says_so(self, client: Client, door: Door) -> None:
        page = page_of(send(client, door, step="check", go="bar"))

        assert 'name="about" value="139901/water/"' in page
        assert 'value="bar"' not in page
        send(client, door, unit="青禾县水务局", about=WATER)
        assert CaseParty.objects.filter(barred=True, org_path=WATER).exists()

    def test_asks_nothing_where_a_unit_is_only_named(self, client: Client, door: Door) -> None:
        page = page_of(send(client, door, step="contact", go="next", words="水务局门口的路灯坏了。"))

        assert 'value="bar"' not in page
