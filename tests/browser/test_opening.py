"""The page of one number in a real browser: read by axe, and never wider than the screen."""

import pytest
from playwright.sync_api import Browser
from tests.browser.reading import faults
from tests.browser.test_office import DESK, PHONE, open_page, shoot
from tests.factories import cases as make
from tests.web.office.seats import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBER = "/office/measures/cases.closed/number/?from=2026-08-01&to=2026-09-30"


class TestNumber:
    @pytest.mark.parametrize("more", ["&by=place", "&by=org&as_of=x"], ids=["shown", "refused"])
    def test_is_read_on_desk_and_phone(
        self, chromium: Browser, live_server: object, office: Office, more: str, request: pytest.FixtureRequest
    ) -> None:
        for _ in range(7):
            make.closed(office.county)
        for size in (DESK, PHONE):
            page = open_page(chromium, live_server, office.county.overseer, f"{NUMBER}{more}", size=size)

            shoot(page, f"number-{request.node.callspec.id}-{size['width']}")
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
