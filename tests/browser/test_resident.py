"""A resident with a cheap phone, in a real browser: with and without script and network, in a hurry, in large type."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from tests.browser.resident_phone import WORDS, begin, big_photo, code_on, go_on, phone, site, walk_to_photos
from tests.web.resident.conftest import Door, add_doors

from minqing.cases.models import Case
from minqing.vault.models import Photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

__all__ = ["big_photo", "site"]


class TestReporting:
    def test_from_the_scan_to_the_receipt_and_back_by_its_code(
        self, chromium: Browser, site: tuple[str, Door], big_photo: Path
    ) -> None:
        page = begin(phone(chromium), site)
        walk_to_photos(page)
        page.set_input_files("#id_photos", big_photo)
        expect(page.locator("#thumbs img")).to_have_count(1)
        go_on(page)
        expect(page.get_by_role("heading", name="收到了。")).to_be_visible()
        code = code_on(page)

        assert len(code) == 17
        assert page.url.endswith("/r/mine")
        assert Photo.objects.count() == 1
        page.goto(f"{site[0]}/r")
        page.get_by_label("填回执码").fill(code.lower())
        go_on(page)
        expect(page.get_by_role("heading", name="您的回执码")).to_be_visible()
        assert code_on(page) == code
        assert code not in page.url

    def test_shrinks_the_photo_on_the_phone(self, chromium: Browser, site: tuple[str, Door], big_photo: Path) -> None:
        page = begin(phone(chromium), site)
        walk_to_photos(page)
        page.set_input_files("#id_photos", big_photo)
        expect(page.locator("#thumbs img")).to_have_count(1)

        size = page.evaluate("document.getElementById('id_photos').files[0].size")

        assert size < big_photo.stat().st_size / 3

    def test_takes_a_photo_out_again_and_stops_at_nine(
        self, chromium: Browser, site: tuple[str, Door], big_photo: Path
    ) -> None:
        page = begin(phone(chromium), site)
        walk_to_photos(page)
        small = big_photo.with_name("small.jpg")
        Image.new("RGB", (40, 30), "teal").save(small)
        page.set_input_files("#id_photos", [small] * 11)
        expect(page.locator("#thumbs img")).to_have_count(9)
        expect(page.locator("#photos-said")).to_contain_text("最多 9 张")
        page.get_by_role("button", name="去掉第 2 张照片").click()
        expect(page.locator("#thumbs img")).to_have_count(8)

        assert page.evaluate("document.getElementById('id_photos').files.length") == 8

    def test_works_without_a_script(self, chromium: Browser, site: tuple[str, Door], big_photo: Path) -> None:
        page = begin(phone(chromium, script=False), site)
        walk_to_photos(page)
        page.set_input_files("#id_photos", big_photo)
        go_on(page)
        expect(page.get_by_role("heading", name="收到了。")).to_be_visible()
        code = code_on(page)
        page.get_by_role("link", name="看进度").click()

        assert code_on(page) == code
        assert Case.objects.count() == 1
        assert Photo.objects.count() == 1

    def test_makes_one_request_of_a_double_tap(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = begin(phone(chromium), site)
        walk_to_photos(page)
        page.evaluate("for (const _ of [1, 2, 3]) document.querySelector('#report .btn.main').click()")
        expect(page.get_by_role("heading", name="收到了。")).to_be_visible()

        assert Case.objects.count() == 1

    def test_covers_a_word_at_a_tap_and_shows_it_at_the_next(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = begin(phone(chromium), site)
        page.get_by_label("什么事？").fill(WORDS)
        go_on(page)
        go_on(page)
        page.get_by_label("不留电话").check()
        go_on(page)
        word = page.locator(".words [data-word='老人']")
        word.click()
        expect(word).to_have_text("██")
        assert page.locator("#id_hide").input_value() == "老人"
        word.click()
        expect(word).to_have_text("老人")
        word.click()
        page.get_by_role("button", name="就这样，下一步").click()
        go_on(page)
        expect(page.get_by_role("heading", name="收到了。")).to_be_visible()

        assert "老人" not in Case.objects.get().texts.get().text

    def test_shows_at_once_how_near_the_place_is_named(self, chromium: Browser, site: tuple[str, Door]) -> None:
        add_doors(site[1], 5)
        page = begin(phone(chromium), site)
        page.get_by_label("什么事？").fill(WORDS)
        for _step in range(2):
            go_on(page)
        page.get_by_label("不留电话").check()
        go_on(page)
        shown, only_village = page.locator(".words span:visible"), page.locator("[name=wide]")
        closer = shown.last.inner_text()

        only_village.check()
        expect(shown.last).not_to_have_text(closer)
        village = shown.last.inner_text()
        page.get_by_role("button", name="遮住，再看一遍").click()
        expect(shown.last).to_have_text(village)
        only_village.uncheck()
        expect(shown.last).to_have_text(closer)
        assert closer.startswith(village)

    def test_puts_the_emergency_numbers_first(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = begin(phone(chromium), site)
        page.get_by_label("什么事？").fill("家里有很大的煤气味")
        go_on(page)
        expect(page.get_by_role("link", name="打 119")).to_be_visible()
        page.get_by_role("button", name="接着反映").click()

        expect(page.get_by_label("具体在哪里？")).to_be_visible()


class TestKeys:
    def test_the_phones_back_key_goes_back_one_step(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = begin(phone(chromium), site)
        page.get_by_label("什么事？").fill(WORDS)
        go_on(page)
        page.get_by_label("具体在哪里？").fill("西巷口")
        go_on(page)
        expect(page.get_by_label("不留电话")).to_be_visible()

        page.go_back()
        expect(page.get_by_label("具体在哪里？")).to_have_value("西巷口")
        page.go_back()
        expect(page.get_by_label("什么事？")).to_have_value(WORDS)
        page.go_back()
        expect(page.get_by_role("heading", name="柳河村")).to_be_visible()

    def test_a_keyboard_alone_files_a_report(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = begin(phone(chromium), site)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type(WORDS)
        press_until(page, "下一步")
        expect(page.get_by_role("heading", name="具体在哪里？")).to_be_focused()
        press_until(page, "下一步")
        expect(page.get_by_label("可以打给我")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_label("不留电话")).to_be_checked()
        press_until(page, "下一步")
        press_until(page, "就这样，下一步")
        press_until(page, "发送")

        expect(page.get_by_role("heading", name="收到了。")).to_be_focused()


def press_until(page: Page, name: str) -> None:
    """Walk with the tab key to a button, and press it."""
    button = page.get_by_role("button", name=name, exact=True)
    for _each in range(20):
        if button.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()


class TestLostNetwork:
    def test_keeps_a_half_written_report_through_a_closed_page(self, chromium: Browser, site: tuple[str, Door]) -> None:
        context = phone(chromium)
        page = begin(context, site)
        page.get_by_label("什么事？").fill(WORDS)
        page.close()
        page = begin(context, site)

        expect(page.get_by_label("什么事？")).to_have_value(WORDS)
        expect(page.locator("#kept")).to_be_visible()
        page.get_by_role("button", name="不要了，重新写").click()
        expect(page.get_by_label("什么事？")).to_have_value("")

    def test_says_so_and_stays_where_it_is(self, chromium: Browser, site: tuple[str, Door]) -> None:
        context = phone(chromium)
        page = begin(context, site)
        page.get_by_label("什么事？").fill(WORDS)
        context.set_offline(True)
        go_on(page)
        expect(page.locator("#net-offline")).to_be_visible()
        expect(page.get_by_label("什么事？")).to_have_value(WORDS)
        context.set_offline(False)
        go_on(page)

        expect(page.get_by_label("具体在哪里？")).to_be_visible()

    def test_sends_by_itself_when_the_network_returns(
        self, chromium: Browser, site: tuple[str, Door], big_photo: Path
    ) -> None:
        context = phone(chromium)
        page = begin(context, site)
        walk_to_photos(page)
        page.set_input_files("#id_photos", big_photo)
        expect(page.locator("#thumbs img")).to_have_count(1)
        context.set_offline(True)
        go_on(page)
        expect(page.locator("#net-offline")).to_be_visible()
        assert Case.objects.count() == 0
        context.set_offline(False)

        expect(page.get_by_role("heading", name="收到了。")).to_be_visible(timeout=30_000)
        assert Case.objects.count() == 1
        assert Photo.objects.count() == 1

    def test_says_that_it_was_too_much_at_once(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = begin(phone(chromium), site)
        walk_to_photos(page)
        page.route("**/report", lambda route: route.fulfill(status=413, content_type="text/plain", body="too large"))
        go_on(page)

        expect(page.locator("#net-large")).to_be_visible()
        expect(page.locator("#net-offline")).to_be_hidden()

    def test_sends_what_waited_when_the_page_is_opened_again(self, chromium: Browser, site: tuple[str, Door]) -> None:
        context = phone(chromium)
        page = begin(context, site)
        walk_to_photos(page)
        context.set_offline(True)
        go_on(page)
        expect(page.locator("#net-offline")).to_be_visible()
        page.close()
        context.set_offline(False)
        page = begin(context, site)

        expect(page.get_by_role("heading", name="收到了。")).to_be_visible()
        assert Case.objects.count() == 1

    @pytest.mark.parametrize("year", ["2001", "2099"])
    def test_does_not_mind_a_phone_whose_clock_is_wrong(
        self, chromium: Browser, site: tuple[str, Door], year: str
    ) -> None:
        context = phone(chromium)
        context.clock.install(time=f"{year}-01-01T00:00:00Z")
        page = begin(context, site)
        page.get_by_label("什么事？").fill(WORDS)
        page.close()
        page = begin(context, site)

        expect(page.get_by_label("什么事？")).to_have_value(WORDS)


class TestLargeType:
    def test_is_eighteen_pixels_and_sixty_at_least(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = phone(chromium).new_page()
        page.goto(f"{site[0]}/q/{site[1].card}")
        page.get_by_role("button", name="长辈版").click()
        small = page.evaluate(
            """[...document.querySelectorAll('main a, main button, header button')]
               .filter(one => one.offsetParent).map(one => [one.innerText, one.getBoundingClientRect().height])
               .filter(pair => pair[1] < 60)"""
        )
        sizes = page.evaluate(
            """[...document.querySelectorAll('main *, footer *')].filter(one => one.offsetParent && one.innerText)
               .map(one => parseFloat(getComputedStyle(one).fontSize))"""
        )

        assert small == []
        assert min(sizes) >= 18

    def test_is_kept_while_a_report_is_written(self, chromium: Browser, site: tuple[str, Door]) -> None:
        page = begin(phone(chromium), site)
        page.get_by_label("什么事？").fill(WORDS)
        page.get_by_role("button", name="长辈版").click()

        expect(page.locator("html")).to_have_class(re.compile("elder"))
        expect(page.get_by_label("什么事？")).to_have_value(WORDS)
