"""
Take the pictures of the README and the tutorial from a running demo county, with the system's Chromium.

    make screenshots                      starts a demo county of its own in a folder that goes away
    BASE=http://127.0.0.1:8077 DATA=data  takes them from one that runs already

Pictures are written to docs/images, with a small palette so that all of them weigh a few hundred kilobytes.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs/images"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PHONE, DESK = {"width": 390, "height": 780}, {"width": 1280, "height": 860}
WORDS = (
    "从上周三开始，一到晚上六点就停水，早上五点才来，老人孩子没法做饭洗澡。"
    "邻居王秀英家也一样，可以打13912345678问我。请查清是什么原因，早点恢复；没修好以前先送点水来。"
)
DEMANDS = "查清停水原因，恢复供水\n修好以前先送水"
ANSWERS = ("柳河村支线阀门坏了，11月25日已换新，当晚水压正常。", "修好以前每天傍晚送水车到村口，已送三次。")
COLOURS = 192


@contextmanager
def county() -> Iterator[tuple[str, Path]]:
    """Give the address and the data folder of a demo county; start one where none is named."""
    if os.environ.get("BASE"):
        yield os.environ["BASE"].rstrip("/"), Path(os.environ.get("DATA", "data"))
        return
    with tempfile.TemporaryDirectory(prefix="minqing-pictures-") as folder:
        port = os.environ.get("PORT", "18078")
        environment = {**os.environ, "DATA": folder, "PORT": port, "HOST": "127.0.0.1", "DUTY_PHONE": "0319-1100110"}
        process = subprocess.Popen([sys.executable, "-m", "minqing", "run"], env=environment, cwd=ROOT)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}", Path(folder)
        finally:
            process.terminate()
            process.wait(30)


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: int = 1200) -> None:
    """Wait until the address answers anything."""
    last = time.monotonic() + seconds
    while time.monotonic() < last and process.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The demo county did not start.")


def accounts(data: Path) -> dict[str, str]:
    """Read the demo's logins and passwords from the file that the demo leaves beside its data."""
    kept = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
    return {account["login"]: account["password"] for account in kept}


def card_of(data: Path) -> str:
    """Return the code of a household's card of the demo's village."""
    code = (
        "import django; django.setup(); from minqing.ops import demo; from minqing.territory import queries;"
        "print(next(c.code for c in queries.cards_of(demo.sheet_village()) if c.household_path))"
    )
    environment = {**os.environ, "DATA": str(data), "DJANGO_SETTINGS_MODULE": "minqing.conf.settings.production"}
    said = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    return said.stdout.split()[-1]


def shoot(page: Page, name: str, *, whole: bool = False) -> None:
    """Take one picture and make it small."""
    page.wait_for_load_state("networkidle")
    file = IMAGES / f"{name}.png"
    page.screenshot(path=file, full_page=whole)
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} kB")


def new_page(browser: Browser, size: dict[str, int]) -> Page:
    """Open a window of its own: own cookies, own language."""
    context: BrowserContext = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
    return context.new_page()


def resident(browser: Browser, base: str, card: str) -> tuple[Page, str]:
    """Report a matter and come to its receipt; return the phone and the request's number."""
    page = new_page(browser, PHONE)
    page.goto(f"{base}/q/{card}")
    shoot(page, "resident-first")
    page.get_by_role("link", name="我要反映").click()
    page.locator("textarea").first.fill(WORDS)
    shoot(page, "resident-words")
    go_on(page)
    page.locator("textarea, input[type=text]").first.fill("南头第二排，离村委会五十米")
    go_on(page)
    page.get_by_label("不留电话").check()
    go_on(page)
    shoot(page, "resident-preview")
    go_on(page)
    go_on(page)
    page.locator("#code").wait_for()
    shoot(page, "resident-received")
    follow(page, "看进度")
    found = re.search(r"20\d\d-\d{6}", page.locator("main").inner_text())
    if found is None:
        raise SystemExit("The receipt shows no number.")
    return page, found[0]


def follow(page: Page, name: str) -> None:
    """Follow a link and wait until its page is there."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).click()
    page.locator("h1, h2").first.wait_for()


def go_on(page: Page) -> None:
    """Press the page's one main button."""
    with page.expect_navigation():
        page.locator("button.main").first.click()
    page.locator("h1").first.wait_for()


def sign_in(browser: Browser, base: str, login: str, password: str) -> Page:
    """Come to the desk of one of the demo's people."""
    page = new_page(browser, DESK)
    page.goto(f"{base}/office/sign-in")
    page.locator("input[name=login]").fill(login)
    page.locator("input[type=password]").fill(password)
    page.locator("form button[type=submit], form button").first.click()
    page.wait_for_load_state()
    return page


def at_desk(browser: Browser, base: str, login: str, known: dict[str, str], number: str) -> Page:
    """Open one request on somebody's desk."""
    page = sign_in(browser, base, login, known[login])
    page.goto(f"{base}/office/desk/?queue=all&case={number}")
    return page


def put(form: Locator, name: str, value: str) -> None:
    """Fill one field, whatever its kind."""
    field = form.locator(f"[name={name}]").first
    kind = field.evaluate("field => field.tagName === 'SELECT' ? 'select' : field.type")
    if kind == "select":
        field.select_option(value)
    elif kind == "radio":
        form.locator(f"[name={name}][value={value}]").check()
    else:
        field.fill(value)


def do(page: Page, title: str, *, picture: str = "", **fields: str) -> None:
    """Press one of the offered verbs, fill its form in place, send it."""
    pane = page.locator("#case-pane")
    link, button = (pane.get_by_role(role, name=title, exact=True) for role in ("link", "button"))
    link.or_(button).first.click()
    form = pane.locator("form:has(button.main)").first
    form.wait_for()
    for name, value in fields.items():
        put(form, name, value)
    for answer, text in zip(form.locator("textarea[name^=answer_]").all(), ANSWERS, strict=False):
        answer.fill(text)
    if picture:
        shoot(page, picture)
    form.locator("button.main").first.click()
    page.wait_for_timeout(1500)


def handled(browser: Browser, base: str, known: dict[str, str], number: str) -> None:
    """Let four people of the office bring the request to its end, as the tutorial tells."""
    page = at_desk(browser, base, "dispatcher", known, number)
    do(page, "受理并派单", picture="accept", demands=DEMANDS)
    page = at_desk(browser, base, "water", known, number)
    do(page, "签收")
    do(page, "答复", picture="reply", outcome="handled")
    page = at_desk(browser, base, "verifier", known, number)
    do(page, "核实", result="done", words="给村委会打电话问过，水已经来了。")
    do(page, "办结")


def rated(page: Page) -> None:
    """Let the resident see the answer and say how it went."""
    page.reload()
    shoot(page, "resident-receipt", whole=True)
    follow(page, "去评价")
    for choice in ("联系过", "解决了", "满意"):
        page.get_by_label(choice, exact=True).check()
    shoot(page, "resident-rate")
    go_on(page)


def wait_for_clock(page: Page, seconds: int = 150) -> None:
    """Wait until the clock, which ticks each minute, has marked what is late: sentence and figure say the same then."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        words = page.locator("main").inner_text()
        said, counted = re.search(r"超期 (\d+) 件", words), re.search(r"超期未办结\s+(\d+)", words)
        if said is None or (counted and said[1] == counted[1]):
            return
        page.wait_for_timeout(3000)
        page.reload()


def office(browser: Browser, base: str, known: dict[str, str], number: str) -> None:
    """Show the desk with a request open, the overseer's page, the one screen, a control chart, the routing table."""
    page = sign_in(browser, base, "overseer", known["overseer"])
    page.goto(f"{base}/office/desk/?queue=all&case={number}")
    shoot(page, "desk")
    page.goto(f"{base}/office/oversight/")
    wait_for_clock(page)
    shoot(page, "oversight")
    for name, address, height in (("board", "board/", 1500), ("control-chart", "analysis/control/", 720)):
        page.set_viewport_size({**DESK, "height": height})
        page.goto(f"{base}/office/{address}")
        shoot(page, name)
    page = sign_in(browser, base, "rules", known["rules"])
    page.goto(f"{base}/office/routing/")
    shoot(page, "routing")


def main() -> None:
    """Take all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with county() as (base, data), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        known = accounts(data)
        phone, number = resident(browser, base, card_of(data))
        handled(browser, base, known, number)
        office(browser, base, known, number)
        rated(phone)
        browser.close()


if __name__ == "__main__":
    main()
