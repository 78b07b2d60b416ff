"""What browser tests share: one Chromium for the run, and installations that are set up once; see ``installations``."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.chromium import FLAGS, program
from tests.browser.installations import laid_back
from tests.web.office.seats import Office, make_office


@pytest.fixture(scope="session")
def one_chromium() -> Iterator[Browser]:
    """Start the system's Chromium once."""
    found = program()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("No Chromium here: apt install chromium fonts-noto-cjk")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def chromium(live_server: Any, one_chromium: Browser) -> Iterator[Browser]:
    """The run's Chromium; whatever a test leaves open is closed before its database is emptied."""
    yield one_chromium
    for context in one_chromium.contexts:
        context.close()


@pytest.fixture
def office(live_server: Any) -> Office:
    """The county, served."""
    return laid_back("office", make_office)
