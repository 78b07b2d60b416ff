"""The panels of one analysis in a real browser: nothing for axe, nothing that scrolls sideways, readable at 390 px."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from tests.browser.installations import laid_back
from tests.browser.reading import faults, too_fine
from tests.browser.test_office import DESK, PHONE, open_page, shoot
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.web.office.seats import Office, make_office

from minqing.kernel.times import day_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = {"width": 794, "height": 1123}
PAGES = {
    "control": "control/?measure=cases.due_closed&by=week",
    "control-units": "control/?measure=cases.due_closed&by=unit&period=quarter",
    "ageing": "ageing/",
    "durations": "durations/?period=quarter",
    "paths": "paths/?period=quarter",
    "seasons": "seasons/",
    "supply": "supply/",
}


@pytest.fixture
def office(live_server: object) -> Office:
    """The county with something on every panel."""
    return laid_back("panels", filled)


def filled() -> Office:
    """Something on every panel: twelve weeks, one of them far off, five units, bounces, durations, open requests."""
    office, today = make_office(), day_of(timezone.now())
    units = (make.WATER, make.ROADS, make.CENTRE, make.CHECKS, "139901/liuhe/")
    for week in range(1, 13):
        on = today - timedelta(weeks=week)
        for number, unit in enumerate(units):
            happen("case.due", 30 if week == 2 and not number else 6, on=on, late=1, org=unit)
            happen("case.due", 50, on=on, late=0, org=unit)
            happen("case.closed", 6, on=on, hours=30 + 20 * number, org=unit)
    for number in range(6):
        for step, (kind, unit) in enumerate(
            (("dispatched", make.WATER), ("returned", make.WATER), ("dispatched", make.ROADS))
        ):
            happen(f"case.{kind}", on=today - timedelta(days=9 - step), org=unit, about=f"b{number}")
        make.in_hand(office.county, at=timezone.now() - timedelta(days=3, minutes=number))
    return office


class TestPanels:
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
    def test_have_nothing_for_axe_and_do_not_scroll_sideways(
        self, chromium: Browser, live_server: object, office: Office, size: dict[str, int]
    ) -> None:
        page = open_page(chromium, live_server, office.county.overseer, "/office/board/", size=size)
        for name, address in PAGES.items():
            page.goto(f"{live_server.url}/office/analysis/{address}")  # type: ignore[attr-defined]
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            shoot(page, f"panel-{name}-{size['width']}")

            assert faults(page) == [], name
            assert too_fine(page, 13) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name

    def test_print_without_what_is_pressed(self, chromium: Browser, live_server: object, office: Office) -> None:
        page = open_page(chromium, live_server, office.county.overseer, "/office/board/", size=PAPER)
        page.emulate_media(media="print")
        for name in ("control", "durations", "paths"):
            page.goto(f"{live_server.url}/office/analysis/{PAGES[name]}")  # type: ignore[attr-defined]
            shoot(page, f"panel-{name}-print")

            assert [part for part in (".rail", ".panel-nav", ".panel-filters") if page.locator(part).is_visible()] == []
            assert page.locator("#numbers").is_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"], name
