"""The public figures in a real browser: nothing for axe, nothing that scrolls sideways, and a sheet on paper."""

import re

import pytest
from playwright.sync_api import Browser
from tests.browser.installations import laid_back
from tests.browser.resident_phone import DESK, PHONE, check, phone
from tests.factories.figures import IN_NOVEMBER, a_year

from minqing.insight.public.service import freeze_public_tables

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLACES = {
    "county": "/figures/",
    "township": "/figures/139901101/",
    "village": "/figures/139901101205/",
    "village-of-few": "/figures/139901102204/",
}


@pytest.fixture
def site(live_server) -> str:
    """A county whose figures are told."""
    laid_back("figures", _told)
    return str(live_server.url)


def _told() -> None:
    a_year()
    freeze_public_tables(at=IN_NOVEMBER)


class TestPublicFigures:
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
    @pytest.mark.parametrize("large", [False, True], ids=["plain", "elder"])
    def test_have_nothing_for_axe_and_do_not_scroll_sideways(
        self, chromium: Browser, site: str, size: dict[str, int], large: bool
    ) -> None:
        context = phone(chromium, size=size)
        context.add_cookies([{"name": "elder", "value": "1" if large else "0", "url": site}])
        page = context.new_page()
        for name, address in PLACES.items():
            page.goto(site + address)
            check(page, f"figures-{name}", size, large)

    @pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
    @pytest.mark.parametrize(
        ("place", "sheets"), [("county", 2), ("township", 2), ("village", 1), ("village-of-few", 1)]
    )
    def test_print_on_one_sheet_and_what_lies_below_on_another(
        self, chromium: Browser, site: str, place: str, sheets: int, script: bool
    ) -> None:
        page = phone(chromium, script=script).new_page()
        page.goto(site + PLACES[place])

        sheet = page.pdf(prefer_css_page_size=True)

        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == sheets
