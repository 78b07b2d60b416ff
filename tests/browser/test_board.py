"""The one screen in a real browser at three widths: read by axe, never wider than the window, readable."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from tests.browser.installations import laid_back
from tests.browser.reading import faults, too_fine
from tests.browser.test_office import DESK, PHONE, Reader, shoot
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.territory.test_shapes import AROUND, BESIDE, area, file_of
from tests.web.office.seats import Office, make_office

from minqing.insight import arranging
from minqing.kernel.times import day_of
from minqing.territory.shapes.service import Terms, load_shapes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALL = {"width": 1920, "height": 1080}
SHAPES = file_of(area(AROUND, code="139901"), area(code="139901101000"), area(BESIDE, code="139901102000"))


@pytest.fixture
def office(live_server: object) -> Office:
    """The county with something on the one screen."""
    return laid_back("board", filled)


def filled() -> Office:
    """Boundaries, and a month of the water bureau's work in two townships."""
    office = make_office()
    load_shapes(data=SHAPES, terms=Terms(date(2026, 1, 1), "县自然资源局", "县内使用"), actor=office.keeper, at=make.AT)
    now = timezone.now() - timedelta(days=1, hours=2)
    for number in range(9):
        place = {"place_path": make.OTHER_VILLAGE} if number >= 6 else {}
        make.closed(office.county, at=now - timedelta(days=9, minutes=number), **place)
    for number in range(6):
        make.dispatched(office.county, at=now - timedelta(minutes=number))
    for days, hours in ((20, 30), (385, 60)):
        for part in range(3):
            on = day_of(now) - timedelta(days=days)
            happen("case.closed", 20, on=on, org=make.WATER, place=make.VILLAGE, hours=hours * (part + 1))
    keys = ("cases.median_hours", "cases.mean_hours", "cases.closed", "cases.on_time", "cases.ninety_hours")
    for actor in (office.county.overseer, office.county.water_head):
        arranging.arrange(keys, allowed=keys, actor=actor, at=now)
    return office


class TestBoard:
    @pytest.mark.parametrize("size", [PHONE, DESK, WALL], ids=["390", "1280", "1920"])
    def test_has_no_fault_for_a_county_and_for_a_unit(
        self, chromium: Browser, live_server: object, office: Office, size: dict[str, int]
    ) -> None:
        reader = Reader(chromium, live_server, size)
        for name, actor in (("county", office.county.overseer), ("unit", office.county.water_head)):
            page = reader.open(actor, "/office/board/?period=year&map=cases.median_hours")
            shoot(page, f"board-{name}-{size['width']}")

            assert faults(page) == [], name
            assert too_fine(page, 13) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name

    @pytest.mark.parametrize("width", [1280, 1920])
    def test_on_the_wall_lets_no_word_run_into_the_next(
        self, chromium: Browser, live_server: object, office: Office, width: int
    ) -> None:
        page = Reader(chromium, live_server, {"width": width, "height": 900}).open(
            office.county.overseer, "/office/board/?wide=1"
        )

        cut = page.evaluate(
            "[...document.querySelectorAll('.heat th')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
        )
        assert cut == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
