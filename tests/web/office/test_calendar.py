"""Loading a year's holidays says whether the year is complete now."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.web.office.seats import Office, client_of

pytestmark = pytest.mark.django_db


class TestLoadCalendar:
    def test_names_what_a_year_lacks_there_and_on_its_page_until_it_is_complete(self, office: Office) -> None:
        client = client_of(office.keeper)

        def load(text: str) -> str:
            table = SimpleUploadedFile("2028.csv", f"日期,名称,上班\n{text}\n".encode())
            return client.post(reverse("office:load_calendar"), {"table": table}, follow=True).content.decode()

        first = load(f"{date(2028, 1, 1)},元旦,放假")
        page = client.get(reverse("office:calendar", args=[2028])).content.decode()
        second = load(f"{date(2028, 10, 1)},国庆节,放假")

        assert "2028 年的放假安排还不全，缺国庆节（2028-10-01 放假）。补全以前，落在这一年的日期都是暂定的。" in first
        assert "这一年的放假安排还不全，缺国庆节（2028-10-01 放假）。" in page
        assert "2028 年的放假安排齐了，落在其中的日期现在都确定下来。" in second

    def test_goes_back_to_the_year_it_was_loaded_from(self, office: Office) -> None:
        client, address = client_of(office.keeper), reverse("office:load_calendar")

        def load(**more: str) -> str:
            table = SimpleUploadedFile("2028.csv", "日期,名称,上班\n2028-01-01,元旦,放假\n".encode())
            return client.post(address, {"table": table, **more})["Location"]

        assert load(year="2028") == "/office/rules/calendar/2028/"
        assert load(year="一千") == load() == "/office/rules/"
