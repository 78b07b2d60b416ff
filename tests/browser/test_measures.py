"""An office that declares a measure of its own in a real browser, and the pages of measures read by axe."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.browser.installations import laid_back
from tests.browser.reading import faults
from tests.browser.test_office import DESK, PHONE, Reader, open_page, shoot
from tests.factories import cases as make
from tests.factories.own_measures import COUNT, DERIVED, LATE_SHARE, text
from tests.web.office.seats import make_office

from minqing.insight.own import service
from minqing.kernel.access import Actor
from minqing.kernel.times import at_local, day_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def publisher(live_server: object) -> Actor:
    """Who publishes, served."""
    return laid_back("publisher", a_publisher)


def a_publisher() -> Actor:
    """A post that publishes, in a county where three requests were closed last month."""
    office = make_office()
    first = day_of(timezone.now()).replace(day=1)
    for _ in range(3):
        make.closed(office.county, at=at_local((first - timedelta(days=1)).replace(day=10), 10))
    permissions = ("insight.read", "insight.publish", "cases.oversee", "cases.read")
    return make.post(make.CHECKS, "统计岗", "华统计", *permissions, org=make.COUNTY)


def publish(actor: Actor, definition: str, reason: str = "") -> None:
    service.publish_measure(text=definition, reason=reason, actor=actor, at=timezone.now())


class TestOwnMeasure:
    def test_is_written_by_form_looked_through_and_published(
        self, chromium: Browser, live_server: object, publisher: Actor
    ) -> None:
        page = open_page(chromium, live_server, publisher, "/office/measures/new/")
        shoot(page, "measure-new")
        page.get_by_label("要数的记录").select_option("case.closed")
        page.get_by_label("分母：占哪些的比").select_option("case.closed")
        page.get_by_role("button", name="列出可选的条件").click()
        page.get_by_role("group", name="只数“是否超期”为").first.get_by_label("是", exact=True).check()
        page.get_by_label("代号（字母）").fill("closed_late")
        page.get_by_label("名称", exact=True).fill("超期办结率")
        page.get_by_label("回答什么问题").fill("办结的诉求里，有多少是超期办结的？")
        page.get_by_label("数的是什么", exact=True).fill("按办结那天算。")
        page.get_by_label("哪里会误读").fill("没办结的超期不在里面。")
        page.locator('[name="case.closed.0.times"]').fill("9")
        page.locator('[name="case.closed.0.late"]').select_option("1")
        page.locator('[name="case.closed.1.times"]').fill("7")
        page.get_by_label("应当算出的分子").fill("9")
        page.get_by_label("应当算出的分母").fill("16")
        page.get_by_role("button", name="检查并试算").click()
        expect(page.locator("#preview")).to_contain_text("检查通过：超期办结率")
        shoot(page, "measure-preview")
        assert faults(page) == []
        page.get_by_role("button", name="正式发布").click()

        expect(page.locator("h1")).to_have_text("超期办结率")
        expect(page.locator(".number-now .big")).to_have_text("0.00%（0/3）")

    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_pages_are_read_by_axe_and_fit(
        self, chromium: Browser, live_server: object, publisher: Actor, size: dict[str, int]
    ) -> None:
        publish(publisher, text(LATE_SHARE))
        publish(publisher, text(COUNT))
        publish(publisher, text(DERIVED))
        publish(publisher, text(COUNT, title="办结总数", misleads="重办的会再算。"), "和月报叫法一致")
        reader = Reader(chromium, live_server, size)
        for name, address in (
            ("list", ""), ("one", "own.closed_all/"), ("derived", "own.closed_per_asked/"), ("house", "cases.on_time/"),
            ("edit", "own.closed_late/edit/"), ("text", "own.closed_late/edit/?as=text"),
        ):  # fmt: skip
            page = reader.open(publisher, f"/office/measures/{address}")

            shoot(page, f"measures-{name}-{size['width']}")
            assert faults(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
