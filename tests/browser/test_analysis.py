"""The analysis in a real browser: asked, sorted, kept and written down, at a desk and on a phone; read by axe."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.browser.reading import faults
from tests.browser.test_office import DESK, PHONE, Reader, open_page, shoot
from tests.factories import cases as make
from tests.web.office.seats import Office

from minqing.insight.models import SavedView
from minqing.insight.pivots import keeping
from minqing.insight.pivots.issuing import write_due_issues
from minqing.kernel.times import day_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKED = "?m=cases.registered&m=cases.on_time&rows=township&cols=month&period=twelve"


def test_is_asked_and_kept_by_pressing(chromium: Browser, live_server: object, office: Office) -> None:
    for minute in range(6):
        make.registered(at=timezone.now() - timedelta(minutes=minute))
    page = open_page(chromium, live_server, office.county.overseer, f"/office/analysis/{ASKED}")

    page.locator("#ask > summary").click()
    page.get_by_label("行", exact=True).select_option("village")
    page.get_by_label("列", exact=True).select_option("")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.locator("#figures-table tbody th")).to_have_text("柳河村")
    page.get_by_role("link", name="登记件数").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("登记件数")
    page.get_by_label("把这次查的存成").fill("各村来件")
    page.get_by_role("button", name="保存视图").click()
    expect(page.locator("h1")).to_have_text("各村来件")
    page.get_by_text("每周一").click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#said")).to_contain_text("视图改好了")
    page.context.close()


def test_has_no_fault_on_a_desk_and_on_a_phone(chromium: Browser, live_server: object, office: Office) -> None:
    now, actor = timezone.now(), office.county.overseer
    for minute in range(6):
        make.registered(at=now - timedelta(minutes=minute))
    view = keeping.save_view(name="各镇来件", question=ASKED, shared=True, actor=actor, at=now)
    keeping.change_view(view_id=view, name="各镇来件", shared=True, cadence="daily", actor=actor, at=now)
    write_due_issues(at=now)
    unread = keeping.save_view(name="没写成的", question=ASKED, shared=False, actor=actor, at=now)
    keeping.change_view(view_id=unread, name="没写成的", shared=False, cadence="daily", actor=actor, at=now)
    SavedView.objects.filter(pk=unread).update(question="m=cases.gone&rows=township")
    write_due_issues(at=now)
    day = day_of(now).isoformat()
    addresses = (
        f"/office/analysis/{ASKED}&vs=year",
        "/office/analysis/?m=cases.closed&rows=channel",
        f"/office/analysis/views/{view}/",
        f"/office/analysis/views/{view}/issues/{day}/",
        f"/office/analysis/views/{unread}/",
    )
    wrong = []
    for size in (DESK, PHONE):
        reader = Reader(chromium, live_server, size)
        for number, address in enumerate(addresses):
            page = reader.open(actor, address)
            wrong += [f"{size['width']} {address} {fault}" for fault in faults(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"{size['width']} {address} is {wide} px wide"] if wide > size["width"] else []
            drawn = page.locator("#picture")
            beyond = drawn.count() and drawn.evaluate("one => one.scrollWidth - one.clientWidth")
            wrong += [f"{size['width']} {address} its picture is {beyond} px too wide"] if beyond else []
            shoot(page, f"analysis-{number:02}-{size['width']}")

    assert not wrong, "\n".join(wrong)
