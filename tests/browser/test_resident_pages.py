"""Every page of the resident in a real browser, at 390 and 1280: nothing for axe, nothing that scrolls sideways."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.resident_phone import DESK, PHONE, begin, check, go_on, phone, site
from tests.web.resident import office
from tests.web.resident.conftest import AT, Door, founder

from minqing.cases import receipts, service
from minqing.cases.models import Rating
from minqing.territory import service as territory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

__all__ = ["site"]
POISON = "再没人管，我准备喝农药了。"


class TestEveryPage:
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
    @pytest.mark.parametrize("large", [False, True], ids=["plain", "elder"])
    def test_has_nothing_for_axe_and_does_not_scroll_sideways(
        self, chromium: Browser, site: tuple[str, Door], size: dict[str, int], large: bool
    ) -> None:
        context = phone(chromium, size=size)
        if large:
            context.add_cookies([{"name": "elder", "value": "1", "url": site[0]}])
        page = context.new_page()
        page.goto(f"{site[0]}/q/{site[1].card}")
        check(page, "scan", size, large)
        for name in ("", "call", "kept", "report", "r", "x/y"):
            page.goto(f"{site[0]}/{name}")
            check(page, name.replace("/", "-") or "county", size, large)
        page = begin(context, site)
        check(page, "step-1", size, large)
        go_on(page)
        check(page, "step-1-refused", size, large)
        page.get_by_label("什么事？").fill("密级：机密")
        go_on(page)
        check(page, "step-1-marked", size, large)
        page.get_by_label("什么事？").fill("家里有煤气味，电话13812345678")
        page.get_by_label("这件事涉及14岁以下的孩子").check()
        go_on(page)
        check(page, "danger", size, large)
        page.get_by_role("button", name="接着反映").click()
        check(page, "step-2", size, large)
        go_on(page)
        check(page, "step-3", size, large)
        page.get_by_label("我就是这个孩子").check()
        page.get_by_label("不留电话").check()
        go_on(page)
        check(page, "step-4", size, large)
        page.get_by_role("button", name="就这样，下一步").click()
        check(page, "step-5", size, large)
        go_on(page)
        check(page, "received", size, large)
        for name in ("mine", "slip", "words", "pressure", "withdraw"):
            page.goto(f"{site[0]}/r/{name}")
            check(page, f"r-{name}", size, large)


class TestSeldomPages:
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
    @pytest.mark.parametrize("large", [False, True], ids=["plain", "elder"])
    def test_have_nothing_for_axe_either(
        self, chromium: Browser, site: tuple[str, Door], size: dict[str, int], large: bool
    ) -> None:
        url, door = site
        territory.revoke_card(code=door.card, reason="damaged", actor=founder(), at=AT + timedelta(days=1))
        context = phone(chromium, size=size)
        context.add_cookies([{"name": "elder", "value": "1" if large else "0", "url": url}])
        page = context.new_page()
        for name, address in {
            "card-revoked": f"q/{door.card}",
            "card-unknown": "q/AAAA-AAAA-A",
            "choose-place": "report",
            "choose-village": "report/in/139901101",
            "step-1-by-place": "report/139901101203",
            "link-unknown": f"rate/{'x' * 32}",
        }.items():
            page.goto(f"{url}/{address}")
            check(page, name, size, large)

    @pytest.mark.parametrize("large", [False, True], ids=["plain", "elder"])
    def test_nor_have_reopening_and_links_that_have_lapsed(
        self, chromium: Browser, site: tuple[str, Door], large: bool
    ) -> None:
        url, door = site
        case, receipt = office.filed(door)
        office.carry_to_the_end(case)
        page = phone(chromium).new_page()
        page.context.add_cookies([{"name": "elder", "value": "1" if large else "0", "url": url}])
        page.goto(f"{url}/r")
        page.get_by_label("填回执码").fill(receipt)
        go_on(page)
        see_again(page, "closed", PHONE, large)
        page.goto(f"{url}/r/reopen")
        check(page, "r-reopen", PHONE, large)
        page.get_by_label("哪里还没办好？").fill(POISON)
        go_on(page)
        check(page, "r-reopen-danger", PHONE, large)
        link = f"{url}/rate/{receipts.rating_token(str(case.uuid), 1)}"
        page.goto(link)
        go_on(page)
        check(page, "rate-refused", PHONE, large)
        for given in ("联系过", "没有解决", "不满意"):
            page.get_by_label(given, exact=True).check()
        page.get_by_label("还想说什么").fill(POISON)
        go_on(page)
        check(page, "rate-danger", PHONE, large)
        go_on(page)
        check(page, "rated", PHONE, large)
        Rating.objects.update(changeable_until=AT, expires_at=AT)
        page.goto(link)
        check(page, "rate-settled", PHONE, large)
        silent = {"given_at": None, "solved": None, "contacted": None, "satisfied": None, "changeable_until": None}
        Rating.objects.update(**silent, lapsed=True)
        page.goto(link)
        check(page, "rate-lapsed", PHONE, large)
        page.context.clear_cookies(name="receipt")
        page.goto(f"{url}/r/mine")
        check(page, "r-ended", PHONE, large)


class TestProgress:
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
    def test_has_nothing_for_axe_from_hand_to_hand(
        self, chromium: Browser, site: tuple[str, Door], size: dict[str, int]
    ) -> None:
        case, receipt = office.filed(site[1])
        page = phone(chromium, size=size).new_page()
        page.goto(f"{site[0]}/r")
        page.get_by_label("填回执码").fill(receipt)
        go_on(page)
        water = office.take_in_hand(case)
        service.ask_resident(number=case.number, actor=water, at=office.later(5), question="送水车能开进西巷吗？")
        see_again(page, "question", size)
        page.get_by_label("您的回答").fill("能，停在村口。")
        page.get_by_role("button", name="回答").click()
        expect(page.get_by_text("您的回答收到了")).to_be_visible()
        office.answer(case, water)
        office.check_and_close(case)
        see_again(page, "closed", size)
        page.get_by_role("link", name="去评价").click()
        check(page, "rate", size)
        go_on(page)
        check(page, "rate-refused", size)
        for given in ("联系过", "没有解决", "不满意"):
            page.get_by_label(given, exact=True).check()
        go_on(page)
        check(page, "rated", size)
        page.get_by_role("button", name="重新办理").click()
        expect(page.get_by_role("heading", name="已经重新交办。")).to_be_visible()


def see_again(page: Page, name: str, size: dict[str, int], large: bool = False) -> None:
    page.goto(re.sub(r"/r.*", "/r/mine", page.url))
    page.locator("details > summary").first.click()
    check(page, f"r-mine-{name}", size, large)


class TestOnPaper:
    def test_prints_no_button_and_nothing_folded_in(self, chromium: Browser, site: tuple[str, Door]) -> None:
        url, door = site
        _case, receipt = office.filed(door)
        page = phone(chromium).new_page()
        page.goto(f"{url}/r")
        page.get_by_label("填回执码").fill(receipt)
        go_on(page)
        expect(page.get_by_text("您反映的内容")).to_be_visible()

        page.emulate_media(media="print")

        expect(page.locator("a.btn:visible, a.call:visible, button:visible, summary:visible")).to_have_count(0)
        expect(page.locator("#code")).to_be_visible()
