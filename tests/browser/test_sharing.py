"""Shared data in a real browser: tick, give, look; every page read by axe, on a desk and on a phone."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.browser.reading import faults
from tests.browser.test_office import DESK, PHONE, Reader, open_page, shoot  # fixtures
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.web.office.seats import Office

from minqing.exchange.models import DataGrant, DataSubscription
from minqing.exchange.sharing import using
from minqing.exchange.sharing.subscribing import subscribe
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import facts_about
from minqing.ledger.seals import seal_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = f"/office/sharing/grants/new?element={share.FIGURE}&element=fact:case.closed"


def used() -> str:
    """A grant that was used twice; its id."""
    for _ in range(6):
        make.registered()
    forget_transactions()
    settle_all()
    now, partner = timezone.now(), share.partner()
    grant = share.granted(partner, now)
    days = {"start": make.AT.date(), "end": make.AT.date() + timedelta(days=1)}
    using.figure(partner.actor(now), "cases.registered", **days, org_path="", place_path="", at=now)
    with override_settings(WEBHOOK_NETWORKS="127.0.0.0/8"):
        subscribe(grant_id=grant, url="https://127.0.0.1/hook", actor=share.KEEPER, at=now)
    DataSubscription.objects.update(failures=3, last_error="answered 503")
    using.feed(partner.actor(now), grant_id=grant, kinds=[], cursor="", limit=None, at=now)
    return grant


class TestWhoSharesData:
    def test_ticks_says_what_for_and_has_given(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
    ) -> None:
        share.partner()
        page = open_page(chromium, live_server, office.sharer, "/office/sharing/?text=case.closed")

        page.locator("input[value='fact:case.closed']").check()
        page.get_by_role("button", name="授权共享勾选的要素").click()
        page.get_by_label("用途").fill("全省供水抢修调度")
        page.get_by_label("法律依据").fill("政务数据共享条例第十八条")
        page.locator("[name=client_id]").first.check()
        page.locator("input[value='fact:case.closed#late']").check()
        page.locator("[name=first_day]").fill("2026-09-01")
        page.locator("[name=last_day]").fill("2026-12-31")
        page.locator("[name=expires_on]").fill((timezone.localdate() + timedelta(days=30)).isoformat())
        page.locator("main button.main").click()

        expect(page.locator("table")).to_contain_text("全省供水抢修调度")
        assert DataGrant.objects.get().elements.get().columns == "late"


class TestPages:
    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_read_well(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
        size: dict[str, int],
    ) -> None:
        grant = used()
        addresses = {
            "catalogue": "/office/sharing/",
            "element": "/office/sharing/elements/fact:case.closed/",
            "grants": "/office/sharing/grants/",
            "grant": f"/office/sharing/grants/{grant}/",
            "uses": "/office/sharing/uses/",
            "new": NEW,
            "secret": f"/office/sharing/grants/{grant}/secret",
        }
        reader = Reader(chromium, live_server, size)
        for name, address in addresses.items():
            page = reader.open(office.sharer, address)
            shoot(page, f"sharing-{name}-{size['width']}")

            assert faults(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


class TestFact:
    @pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
    def test_is_read_with_its_proof(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
        size: dict[str, int],
    ) -> None:
        made = make.registered()
        forget_transactions()
        seal_day(make.AT.date(), make.AT + timedelta(days=1))
        found = facts_about(make.row(made.number).ref)[0]
        page = open_page(chromium, live_server, office.county.overseer, f"/office/ledger/facts/{found.id}/", size=size)
        shoot(page, f"fact-{size['width']}")

        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
