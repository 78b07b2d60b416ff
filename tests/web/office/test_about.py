"""A complaint about a unit at the office: the hint, saying so, and that the unit's own desk never shows it."""

import re

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of
from tests.web.office.test_filing import sent

from minqing.cases.models import Case

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
WORDS = "水务局的人收钱不办事。"


class TestHint:
    def test_stands_beside_the_words_and_fills_the_form(self, office: Office) -> None:
        number = make.registered(words=WORDS).number
        client = client_of(office.county.intake)

        page = client.get(f"/office/cases/{number}/").content.decode()
        address = re.search(r'href="([^"]+bar_unit/form[^"]+)"', page)
        assert "可能反映的是县水务局" in page
        assert address

        form = client.get(address[1], headers=HTMX).content.decode()
        assert re.search(rf'value="{make.WATER}" selected', form)
        assert make.row(number).has_barred is False

    @pytest.mark.parametrize("words", ["水务局门口的水管爆了。", "有人收钱不办事。"])
    def test_needs_a_unit_and_words_of_complaint(self, office: Office, words: str) -> None:
        number = make.registered(words=words).number

        assert "可能反映的是" not in client_of(office.county.intake).get(f"/office/cases/{number}/").content.decode()

    def test_is_not_for_the_unit(self, office: Office) -> None:
        number = make.in_hand(office.county, words=WORDS).number

        assert "可能反映的是" not in client_of(office.county.water).get(f"/office/cases/{number}/").content.decode()


class TestSayingSo:
    def test_takes_it_from_the_units_desk(self, office: Office) -> None:
        number = make.in_hand(office.county, words=WORDS, at=timezone.now()).number
        water, intake = client_of(office.county.water), client_of(office.county.intake)
        assert number in water.get("/office/desk/").content.decode()

        answer = intake.post(f"/office/cases/{number}/do/bar_unit", {"about_org_path": make.WATER})

        assert answer.status_code == 302
        assert number not in water.get("/office/desk/").content.decode()
        assert water.get(f"/office/cases/{number}/").status_code == 404
        assert "反映的是：</b> 县水务局" in intake.get(f"/office/cases/{number}/").content.decode()

    def test_may_be_said_in_accepting(self, office: Office) -> None:
        number = make.registered(words=WORDS).number
        chosen = {"matter_number": "101", "lead_path": "", "about_org_path": make.WATER}

        client_of(office.county.intake).post(f"/office/cases/{number}/do/accept_and_dispatch", chosen)

        assert make.row(number).lead_path == make.CHECKS


class TestFile:
    def test_asks_the_clerk_whom_it_is_about(self, office: Office) -> None:
        client = client_of(office.county.intake)
        assert 'name="about_org_path"' in client.get("/office/file/").content.decode()

        client.post("/office/file/", sent(words=WORDS, about_org_path=make.WATER))

        case = Case.objects.get()
        assert case.has_barred
        assert client_of(office.county.water).get(f"/office/cases/{case.number}/").status_code == 404

    def test_is_no_door_for_the_whole_county(self, office: Office) -> None:
        answer = client_of(office.county.intake).post("/office/file/", sent(about_org_path=make.COUNTY))

        assert answer.status_code == 422
        assert not Case.objects.exists()
