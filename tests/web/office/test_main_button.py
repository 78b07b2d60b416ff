"""One main button a page, and it is the one that is due now."""

import re

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

pytestmark = pytest.mark.django_db


def main_buttons(office: Office, address: str) -> list[str]:
    """What the main buttons of a page say."""
    page = client_of(office.keeper).get(address).content.decode()
    return re.findall(r'class="btn main"[^>]*>([^<]+)<', page)


class TestCards:
    def test_are_the_thing_to_issue_only_while_some_are_missing(self, office: Office) -> None:
        address = f"/office/places/at/{make.VILLAGE}"

        before = main_buttons(office, address)
        client_of(office.keeper).post(f"/office/places/issue/{make.VILLAGE}")

        assert before == ["补发缺的卡"]
        assert main_buttons(office, address) == []


class TestCalendar:
    def test_is_loaded_first_and_set_day_by_day_afterwards(self, office: Office) -> None:
        assert main_buttons(office, "/office/rules/calendar/2028/") == ["载入"]
        assert main_buttons(office, "/office/rules/calendar/2026/") == ["调整一天"]

    def test_names_the_columns_of_its_table_as_the_refusal_does(self, office: Office) -> None:
        page = client_of(office.keeper).get("/office/rules/calendar/2028/").content.decode()

        assert "日期、节假日、是否上班" in page
