"""One request from its coming in to its closing, without a mouse; and two people who press at once."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser.test_office import open_page
from tests.factories import cases as make
from tests.web.office.seats import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(page: Page) -> None:
    """Open the first request of the queue and wait until its form could be asked for."""
    page.keyboard.press("j")
    expect(page.locator("#case")).to_be_visible()


def form_by(page: Page, key: str) -> None:
    """Ask for a form by its key and wait until the hand stands in it."""
    page.keyboard.press(key)
    expect(page.locator("#verb-form form :focus")).to_be_visible()


def send(page: Page, number: str, state: str) -> None:
    """Send the form and see that it was taken."""
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verb-form form")).to_have_count(0)
    expect(page.locator("#said")).to_contain_text("办好了")
    assert make.row(number).state == state


class TestWholeWay:
    def test_goes_from_coming_in_to_closing_on_the_keyboard(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
    ) -> None:
        number = make.registered().number
        page = open_page(chromium, live_server, office.county.intake, "/office/desk/?queue=intake")
        opened(page)
        form_by(page, "d")
        page.keyboard.press("1")
        send(page, number, "dispatched")

        page = open_page(chromium, live_server, office.county.roads, "/office/desk/?queue=unit")
        opened(page)
        form_by(page, "a")
        send(page, number, "handling")
        form_by(page, "r")
        page.keyboard.press("Space")
        while page.evaluate("document.activeElement.tagName") != "TEXTAREA":
            page.keyboard.press("Tab")
        page.keyboard.type("当晚换了灯泡，路口已经亮了。")
        send(page, number, "replied")

        page = open_page(chromium, live_server, office.county.verifier, "/office/desk/?queue=verify")
        opened(page)
        form_by(page, "v")
        page.keyboard.press("Space")
        while page.evaluate("document.activeElement.tagName") != "TEXTAREA":
            page.keyboard.press("Tab")
        page.keyboard.type("晚上去看过，灯亮着。")
        send(page, number, "verified")
        form_by(page, "c")
        send(page, number, "closed")


class TestQuickHand:
    def test_keeps_a_key_for_the_request_that_is_on_its_way(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
    ) -> None:
        make.registered()
        page = open_page(chromium, live_server, office.county.intake, "/office/desk/?queue=intake")
        coming = page.locator(".row a.htmx-request")
        held: list[Route] = []
        page.route(re.compile("case="), lambda route: held.append(route))  # noqa: PLW0108  a built-in is no handler

        page.keyboard.press("j")
        expect(coming).to_have_count(1)
        page.keyboard.press("a")
        held[0].continue_()

        expect(page.locator("#verb-form form :focus")).to_be_visible()


class TestTwoAtOnce:
    def test_tells_the_second_what_happened_and_keeps_what_was_typed(
        self,
        chromium: Browser,
        live_server: object,
        office: Office,
    ) -> None:
        made = make.in_hand(office.county)
        page = open_page(chromium, live_server, office.county.water, f"/office/cases/{made.number}/")
        page.locator("[data-verb=reply]").click()
        page.locator("[name=outcome]").first.check()
        for box in page.locator("textarea[name^=answer_]").all():
            box.fill("我这边也写了一份答复。")
        make.reply(office.county, made.number, at=make.AT.replace(hour=6))

        page.locator("#verb-form button.main").click()

        expect(page.locator("#verb-form [role=alert], #said").first).to_contain_text(re.compile("已|不能|状态"))
        kept = page.locator("textarea[name^=answer_]").first
        expect(kept).to_have_value("我这边也写了一份答复。")
        assert make.kinds(made.number).count("case.replied") == 1
