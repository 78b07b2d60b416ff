"""A phone for the browser tests: it opens the scan page, walks through a report, and lets axe look at what it sees."""

import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.installations import laid_back
from tests.browser.reading import faults, too_fine, too_small
from tests.web.resident.conftest import Door, lay_county

PHONE, DESK = {"width": 390, "height": 780}, {"width": 1280, "height": 900}
WORDS = "自来水三天没来了，老人孩子都没水喝。"
PLAIN_TARGET, ELDER_TARGET, ELDER_TYPE = 44, 60, 18
SHOTS = os.environ.get("SCREENSHOTS", "")


@pytest.fixture
def site(live_server) -> tuple[str, Door]:
    """A county whose pages are served."""
    return live_server.url, laid_back("resident", lay_county)


def phone(chromium: Browser, *, script: bool = True, size: dict[str, int] | None = None) -> BrowserContext:
    context = chromium.new_context(
        viewport=size or PHONE, locale="zh-CN", java_script_enabled=script, timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(8000)
    return context


def begin(context: BrowserContext, site: tuple[str, Door]) -> Page:
    page = context.new_page()
    url, door = site
    page.goto(f"{url}/q/{door.card}")
    page.get_by_role("link", name="我要反映").click()
    page.wait_for_url("**/report")
    return page


def go_on(page: Page) -> None:
    page.locator("button.main").click()


def walk_to_photos(page: Page, words: str = WORDS) -> None:
    page.get_by_label("什么事？").fill(words)
    go_on(page)
    page.get_by_label("具体在哪里？").fill("西巷口往北第三个井盖")
    go_on(page)
    page.get_by_label("不留电话").check()
    go_on(page)
    page.get_by_role("button", name="就这样，下一步").click()
    expect(page.get_by_role("heading", name="要加照片吗？")).to_be_visible()


def code_on(page: Page) -> str:
    return re.sub(r"\s", "", page.locator("#code").inner_text())


@pytest.fixture
def big_photo(tmp_path: Path) -> Path:
    """A photo as a phone takes it: twelve megapixels."""
    file = tmp_path / "pipe.jpg"
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(file, "JPEG", quality=90)
    return file


def check(page: Page, name: str, size: dict[str, int], large: bool = False) -> None:
    """Let axe look at a page, measure what is pressed and read, and see that nothing sticks out at the side."""
    expect(page.locator("h1").first).to_be_visible()
    wrong = faults(page)
    small = too_small(page, ELDER_TARGET if large else PLAIN_TARGET) + (too_fine(page, ELDER_TYPE) if large else [])
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wrong == [], f"{name}: {wrong}"
    assert small == [], f"{name}: {small}"
    assert wide <= 0, f"{name} scrolls sideways by {wide}"
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        suffix = "-elder" if large else ""
        page.screenshot(path=f"{SHOTS}/resident-{name}-{size['width']}{suffix}.png", full_page=True)
