"""One box in a real browser: on a phone and at the desk, by the keyboard, read by axe."""

import re

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.reading import faults
from tests.browser.test_office import DESK, PHONE, open_page, shoot
from tests.factories import cases as make
from tests.web.office.seats import Office

from minqing.insight import finding

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class TestSearching:
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
    def test_looks_well_and_reads_well(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
        size: dict[str, int],
    ) -> None:
        finding.fill_sounds()
        for words in ("村口的路灯坏了三天，晚上走路看不见。", "路灯一直亮着，白天也不关。", "河边的石桥栏杆断了。"):
            make.in_hand(office.county, words=words)
        overseer, width = office.county.overseer, size["width"]

        addresses = {
            "guide": "",
            "words": "?q=路灯",
            "sounds": "?q=lhc",
            "filtered": "?q=柳河&state=open&since=2026-09-01",
            "figures": "?q=办结",
            "nothing": "?q=没有这回事&state=left",
        }
        for name, address in addresses.items():
            page = open_page(chromium, live_server, overseer, f"/office/search/{address}", size=size)
            shoot(page, f"search-{name}-{width}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert faults(page) == [], name
            page.context.close()

    def test_goes_through_what_was_found_by_the_keyboard(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
    ) -> None:
        made = make.in_hand(office.county)
        page = open_page(chromium, live_server, office.county.overseer, "/office/search/?q=柳河")

        page.keyboard.press("/")
        expect(page.locator("#seek")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator(".hits a.open").nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.locator(".hits a.open").nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

        expect(page).to_have_url(re.compile(f"/office/cases/{made.number}/"))
