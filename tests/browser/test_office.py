"""People who work, in a real browser: a clerk on the keyboard, a handler, a phone; every page read by axe."""

import os
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.reading import faults
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import service
from minqing.directory import service as directory
from minqing.kernel.access import Actor
from minqing.kernel.counters import COUNTERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = {"width": 390, "height": 780}, {"width": 1280, "height": 900}
SHOTS = os.environ.get("SCREENSHOTS", "")


def open_page(
    chromium: Browser, live_server: object, actor: Actor, address: str, *, size: dict[str, int] | None = None
) -> Page:
    """Open an address in the session of a post."""
    context = chromium.new_context(viewport=size or DESK, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(30_000)
    session = client_of(actor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(live_server.url + address)  # type: ignore[attr-defined]
    return page


class Reader:
    """One window in which one post after another reads: what a browser keeps of a site it fetches once."""

    def __init__(self, chromium: Browser, live_server: object, size: dict[str, int]) -> None:
        self.url = str(live_server.url)  # type: ignore[attr-defined]
        self.context = chromium.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.sessions: dict[str, str] = {}

    def open(self, actor: Actor, address: str) -> Page:
        """Open an address in the session of a post."""
        if str(actor.ref) not in self.sessions:
            self.sessions[str(actor.ref)] = client_of(actor).cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": self.sessions[str(actor.ref)], "url": self.url}])
        self.page.goto(self.url + address)
        return self.page


def shoot(page: Page, name: str) -> None:
    """Keep a picture where the run asks for pictures."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


class TestClerkOnTheKeyboard:
    def test_takes_a_request_in_and_hands_it_on_without_a_mouse(
        self, chromium: Browser, live_server: object, office: Office
    ) -> None:
        made = make.registered()
        page = open_page(chromium, live_server, office.county.intake, "/office/desk/?queue=intake")

        page.keyboard.press("j")
        expect(page.locator("#case")).to_be_visible()
        page.keyboard.press("a")
        expect(page.locator("#verb-form form :focus")).to_be_visible()
        page.keyboard.press("1")
        page.keyboard.press("Control+Enter")

        expect(page.locator("#said")).to_contain_text("办好了")
        assert make.row(made.number).state == "dispatched"
        assert f"case={made.number}" in page.url

    def test_finds_the_search_box_and_the_keys(self, chromium: Browser, live_server: object, office: Office) -> None:
        page = open_page(chromium, live_server, office.county.intake, "/office/desk/?queue=intake")

        page.keyboard.press("/")
        expect(page.locator("#seek")).to_be_focused()
        page.keyboard.press("Escape")
        page.keyboard.press("?")

        expect(page.locator("#keys")).to_be_visible()


class TestWhoDeclines:
    def test_gets_the_standard_answer_with_the_reason_unless_she_has_begun_her_own(
        self, chromium: Browser, live_server: object, office: Office
    ) -> None:
        made = make.registered()
        page = open_page(chromium, live_server, office.county.intake, f"/office/cases/{made.number}/do/decline/form")
        words = page.locator("#verb-form [name=words]")

        page.locator("[name=reason][value=illegal]").check()
        expect(words).to_have_value(re.compile("12348"))
        page.locator("[name=reason][value=emergency]").check()
        expect(words).to_have_value(re.compile("119"))
        words.fill("请您先打 119。")
        page.locator("[name=reason][value=illegal]").check()

        expect(words).to_have_value("请您先打 119。")
        expect(page.locator("[name=reason][value=illegal]")).to_be_checked()


class TestHandler:
    def test_answers_each_demand_in_place(self, chromium: Browser, live_server: object, office: Office) -> None:
        made = make.in_hand(office.county)
        address = f"/office/desk/?queue=unit&case={made.number}"
        page = open_page(chromium, live_server, office.county.water, address)

        page.keyboard.press("r")
        page.locator("[name=outcome]").first.check()
        page.get_by_role("button", name="答复", exact=True).last.click()
        expect(page.locator("#verb-form .wrong, #verb-form :invalid").first).to_be_attached()
        for box in page.locator("textarea[name^=answer_]").all():
            box.fill("已经换好了灯泡。")
        page.locator("#verb-form button.main").click()

        expect(page.locator("#case-answers")).to_contain_text("已经换好了灯泡。")
        assert make.row(made.number).state == "replied"

    def test_loses_nothing_typed_when_the_session_ends(
        self, chromium: Browser, live_server: object, office: Office
    ) -> None:
        made = make.in_hand(office.county)
        page = open_page(chromium, live_server, office.county.water, f"/office/cases/{made.number}/")
        page.locator("[data-verb=note]").click()
        page.locator("#verb-form textarea").fill("写了很久的一段话")

        page.context.clear_cookies(name="sessionid")
        page.locator("#verb-form button.main").click()

        expect(page.locator("#sign-in-again")).to_be_visible()
        expect(page.locator("#verb-form textarea")).to_have_value("写了很久的一段话")


class TestOnAPhone:
    def test_opens_a_request_and_comes_back_to_the_list(
        self, chromium: Browser, live_server: object, office: Office
    ) -> None:
        make.in_hand(office.county)
        page = open_page(chromium, live_server, office.county.water, "/office/desk/?queue=unit", size=PHONE)

        page.locator(".row a.open").first.click()
        expect(page.locator("#case")).to_be_visible()
        page.get_by_text("回到清单").click()

        expect(page.locator(".row")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def ask_for_time(office: Office, number: str) -> None:
    """Let the water bureau ask for two more days."""
    service.ask_extension(
        number=number, actor=office.county.water, at=make.AT + timedelta(hours=3), days=2, reason="等配件到货"
    )


def ask_to_stand_still(office: Office, number: str) -> None:
    """Let the water bureau ask to let the clock stand still."""
    service.suspend(
        number=number, actor=office.county.water, at=make.AT + timedelta(hours=3), reason="parts", words="厂家下周发货"
    )


def connect_a_system(office: Office) -> None:
    """Register a system with a key, and name who answers for the village."""
    verbs, doing = COUNTERS["systems"].verbs, {"actor": office.keeper, "at": make.AT}
    system = verbs["register_client"].run(name="县热线", org_path=make.COUNTY, place_path=make.COUNTY, **doing)
    verbs["issue_key"].run(client_id=system, **doing)
    directory.appoint(post_id=office.county.grid_worker.ref.id, role="grid_worker", place_path=make.VILLAGE, **doing)


class TestEveryPageReadByAxe:
    def test_has_no_fault_on_a_desk_and_on_a_phone(
        self, chromium: Browser, live_server: object, office: Office
    ) -> None:
        made = make.replied(office.county)
        for ask in (ask_for_time, ask_to_stand_still):
            ask(office, make.in_hand(office.county).number)
        connect_a_system(office)
        new = make.registered()
        visits = [
            (office.county.water, "/office/desk/?queue=unit"),
            (office.county.water, f"/office/desk/?queue=unit&case={made.number}"),
            (office.county.water, f"/office/cases/{made.number}/do/note/form"),
            (office.county.intake, "/office/file/"),
            (office.county.intake, "/office/search/?q=路灯"),
            (office.county.overseer, "/office/oversight/?period=year"),
            (office.county.overseer, "/office/board/?period=year"),
            (office.county.overseer, "/office/board/?wide=1"),
            (office.county.overseer, "/office/board/?at=139901/101/"),
            (office.county.overseer, "/office/board/tiles"),
            (office.keeper, "/office/places/map"),
            (office.county.overseer, "/office/measures/"),
            (office.keeper, "/office/routing/"),
            (office.keeper, "/office/rules/"),
            (office.keeper, "/office/places/at/139901/101/203/"),
            (office.keeper, "/office/duty/"),
            (office.keeper, "/office/reveals/"),
            (office.accounts, "/office/staff/accounts"),
            (office.county.intake, f"/office/cases/{new.number}/"),
            (office.county.water_head, "/office/extensions/"),
            (office.keeper, "/office/places/of/139901/101/203/"),
            (office.keeper, "/office/places/appoint/139901/101/203/"),
            (office.keeper, "/office/systems/"),
            (office.archivist, "/office/kept/"),
            (office.archivist, f"/office/kept/{make.row(made.number).uuid}/"),
            (office.keeper, "/office/staff/units"),
            (office.keeper, "/office/notices/"),
            (office.keeper, "/office/rules/?sure=no"),
            (office.county.water, f"/office/cases/{made.number}/print"),
        ]
        wrong = []
        for size in (DESK, PHONE):
            reader = Reader(chromium, live_server, size)
            for number, (actor, address) in enumerate(visits):
                page = reader.open(actor, address)
                wide = page.evaluate("document.documentElement.scrollWidth")
                wrong += [f"{size['width']} {address} {fault}" for fault in faults(page)]
                wrong += [f"{size['width']} {address} is {wide} px wide"] if wide > size["width"] else []
                shoot(page, f"office-{number:02}-{size['width']}")

        assert wrong == []
