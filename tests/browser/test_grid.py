"""A grid worker's telephone in a real browser, with the network cut: nothing is lost, and nothing comes twice."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.cutting import Line
from tests.browser.reading import faults
from tests.browser.test_office import open_page, shoot
from tests.factories import cases as make
from tests.factories.boundaries import lay_square
from tests.web.office.seats import PASSWORD, Office, client_of

from minqing.cases.models import Case
from minqing.directory.models import Account
from minqing.kernel.access import Actor
from minqing.vault.models import Photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 780}
MANY = int(os.environ.get("GRID_REPORTS", "50"))
"""How many reports are written without network."""
LONG = 120_000


@pytest.fixture
def line(live_server: object) -> Iterator[Line]:
    """The line between the telephone and the server."""
    made = Line(str(live_server.url))  # type: ignore[attr-defined]
    yield made
    made.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a telephone takes it, only smaller."""
    found = tmp_path / "lamp.jpg"
    Image.effect_noise((800, 600), 60).convert("RGB").save(found, quality=85)
    return found


def login_of(actor: Actor) -> str:
    """Return the login of a post's account, made if need be."""
    client_of(actor)
    account = Account.objects.get(person_id=actor.person)
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    return str(account.login)


def telephone(chromium: Browser) -> BrowserContext:
    """A telephone, with nothing on it yet."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(30_000)
    return context


def wait_until(page: Page, question: str) -> None:
    """Ask the page until it says yes; its policy lets no text be run, so it is asked from outside."""
    until = time.monotonic() + LONG / 1000
    while not page.evaluate(question):
        assert time.monotonic() < until, question
        page.wait_for_timeout(100)


def sign_in(page: Page, line: Line, actor: Actor) -> None:
    """Sign in by hand, and wait until the grid's pages lie on the telephone."""
    page.goto(f"{line.url}/office/sign-in?next=/office/grid/")
    page.get_by_label("账号").fill(login_of(actor))
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{line.url}/office/grid/")
    wait_until(page, "navigator.serviceWorker.ready.then((ready) => Boolean(ready.active))")
    wait_until(page, "caches.open('minqing-grid-pages').then((kept) => kept.keys()).then((all) => all.length >= 5)")


def write(page: Page, line: Line, words: str, photo: Path | None = None) -> None:
    """Write one report and press send."""
    page.goto(f"{line.url}/office/grid/report/")
    if photo:
        page.set_input_files("#grid-pick", photo)
        expect(page.locator("#grid-photos img")).to_have_count(1)
    page.locator("#grid-words-field").fill(words)
    page.get_by_role("button", name="发送").click()
    page.wait_for_url(f"{line.url}/office/grid/queue/**")


def note(words: str) -> None:
    """Say what was measured where the run shows it."""
    sys.stdout.write(f"{words}\n")


def rows(page: Page, state: str) -> object:
    """Return the rows of the queue in one state."""
    return page.locator(f"#grid-list li[data-state={state}]")


class TestWithoutNetwork:
    def test_many_reports_with_photos_arrive_exactly_once(
        self, chromium: Browser, line: Line, office: Office, photo: Path
    ) -> None:
        context = telephone(chromium)
        page = context.new_page()
        sign_in(page, line, office.county.grid_worker)
        line.cut()
        begun = time.monotonic()
        for number in range(MANY):
            write(page, line, f"第{number}盏路灯不亮了", photo)
        written = time.monotonic() - begun
        expect(rows(page, "waiting")).to_have_count(MANY)
        assert Case.objects.count() == 0
        page.close()

        line.lose = 3
        line.mend()
        begun = time.monotonic()
        page = context.new_page()
        page.goto(f"{line.url}/office/grid/queue/")
        wait_until(page, "document.querySelectorAll('#grid-list li[data-state=done]').length >= 5")
        line.cut()
        page.close()
        half = Case.objects.count()
        line.mend()
        page = context.new_page()
        page.goto(f"{line.url}/office/grid/queue/")
        expect(rows(page, "done")).to_have_count(MANY, timeout=LONG)
        note(f"{MANY} written in {written:.1f} s, sent in {time.monotonic() - begun:.1f} s, {half} before the cut")

        assert line.lost == 3
        assert 5 <= half < MANY
        assert Case.objects.count() == MANY
        assert sorted(Case.objects.values_list("title", flat=True)) == sorted(f"第{n}盏路灯不亮了" for n in range(MANY))
        assert Photo.objects.count() == MANY

    def test_opens_its_own_pages_and_says_how_old_they_are(self, chromium: Browser, line: Line, office: Office) -> None:
        page = telephone(chromium).new_page()
        sign_in(page, line, office.county.grid_worker)
        line.cut()

        for address, title in (("", "今天"), ("doors/", "住户码"), ("matters/", "事项清单"), ("report/", "现场上报")):
            page.goto(f"{line.url}/office/grid/{address}")
            expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
            expect(page.locator("#grid-net")).to_contain_text("没有网络")

    def test_keeps_what_was_begun_when_the_tab_is_closed(
        self, chromium: Browser, line: Line, office: Office, photo: Path
    ) -> None:
        context = telephone(chromium)
        page = context.new_page()
        sign_in(page, line, office.county.grid_worker)
        line.cut()
        page.goto(f"{line.url}/office/grid/report/")
        page.set_input_files("#grid-pick", photo)
        page.locator("#grid-words-field").fill("井盖碎了")
        wait_until(page, "gridQueue.entries().then((all) => all.some((one) => one.photos === 1))")
        kept = "gridQueue.entries().then((all) => gridQueue.read(all[0])).then((one) => one.form.words === '井盖碎了')"
        wait_until(page, kept)
        page.close()

        page = context.new_page()
        page.goto(f"{line.url}/office/grid/report/")

        expect(page.locator("#grid-words-field")).to_have_value("井盖碎了")
        expect(page.locator("#grid-photos img")).to_have_count(1)


class TestSendingAgain:
    def test_asks_to_sign_in_and_keeps_the_queue_when_the_session_ended(
        self, chromium: Browser, line: Line, office: Office, photo: Path
    ) -> None:
        context = telephone(chromium)
        page = context.new_page()
        sign_in(page, line, office.county.grid_worker)
        line.cut()
        write(page, line, "水管漏水", photo)
        context.clear_cookies()
        line.mend()
        page.goto(f"{line.url}/office/grid/queue/")
        page.wait_for_url("**/office/sign-in**")
        page.get_by_label("账号").fill(login_of(office.county.grid_worker))
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()

        expect(rows(page, "done")).to_have_count(1)
        assert Photo.objects.count() == 1

    def test_says_what_was_refused_and_takes_it_when_it_was_mended(
        self, chromium: Browser, line: Line, office: Office, tmp_path: Path
    ) -> None:
        wrong = tmp_path / "sheet.jpg"
        wrong.write_bytes(b"this is no picture at all")
        page = telephone(chromium).new_page()
        sign_in(page, line, office.county.grid_worker)
        write(page, line, "桥栏杆松了", wrong)
        expect(rows(page, "refused")).to_contain_text("照片")
        page.get_by_role("link", name="改一改再发").click()
        expect(page.locator("#grid-words-field")).to_have_value("桥栏杆松了")
        page.get_by_role("button", name="去掉第 1 张照片").click()
        page.get_by_role("button", name="发送").click()

        expect(rows(page, "done")).to_have_count(1)
        assert Case.objects.get().title == "桥栏杆松了"

    def test_nobody_else_reads_what_waits_on_a_shared_telephone(
        self, chromium: Browser, line: Line, office: Office, photo: Path
    ) -> None:
        other = make.post("139901/liuhe/", "网格员二", "林网格", "cases.file", "cases.read", place=make.VILLAGE)
        context = telephone(chromium)
        page = context.new_page()
        sign_in(page, line, office.county.grid_worker)
        line.cut()
        write(page, line, "后街的石碑倒了", photo)
        line.mend()
        context.route("**/office/grid/send", lambda route: route.abort())
        page.on("dialog", lambda dialog: dialog.accept())
        page.locator("#who summary").click()
        page.get_by_role("button", name="退出").click()
        page.wait_for_url("**/office/sign-in")
        kept = page.evaluate("caches.keys()")
        sign_in(page, line, other)
        page.goto(f"{line.url}/office/grid/queue/")

        assert "minqing-grid-pages" not in kept
        expect(page.locator("#grid-others")).to_contain_text("1 件")
        expect(page.locator("#grid-list li")).to_have_count(0)
        assert "石碑" not in page.content()
        assert Case.objects.count() == 0


class TestLooking:
    def test_has_no_faults_for_a_reader(self, chromium: Browser, line: Line, office: Office) -> None:
        page = telephone(chromium).new_page()
        sign_in(page, line, office.county.grid_worker)

        for name in ("", "report/", "doors/", "matters/", "queue/"):
            page.goto(f"{line.url}/office/grid/{name}")
            page.wait_for_load_state("networkidle")
            assert faults(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
            shoot(page, f"grid-{name.strip('/') or 'today'}")


class TestMap:
    def test_a_keeper_splits_the_village_by_two_presses_and_draws_by_keys(
        self, chromium: Browser, live_server: object, office: Office
    ) -> None:
        lay_square()
        page = open_page(chromium, live_server, office.keeper, f"/office/grid/map/at/{make.VILLAGE}")
        page.get_by_label("新网格的名称").fill("全村")
        page.get_by_role("button", name="画好了").click()
        expect(page.locator("#cell-map text")).to_contain_text("全村")

        page.get_by_text("分成两个网格", exact=True).click()
        page.get_by_label("线左边的名称").fill("西片")
        page.get_by_label("线右边的名称").fill("东片")
        box = page.locator("#cell-map").bounding_box()
        assert box is not None
        middle = box["width"] / 2
        page.locator("#cell-map").click(position={"x": middle, "y": box["height"] - 4})
        page.locator("#cell-map").click(position={"x": middle, "y": 4})
        expect(page.locator("#pen-corners circle")).to_have_count(2)
        shoot(page, "grid-split")
        page.locator("#cell-map").focus()
        page.keyboard.press("Backspace")
        expect(page.locator("#pen-corners circle")).to_have_count(1)
        for _step in range(60):
            page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        expect(page.locator("#pen-corners circle")).to_have_count(2)
        assert faults(page) == []
        page.get_by_role("button", name="分开").click()

        expect(page.locator("#cell-map text")).to_have_text(["西片", "东片"])
        expect(page.get_by_text("画好的网格盖住了全村。")).to_be_visible()
        shoot(page, "grid-map")
