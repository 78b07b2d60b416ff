"""What the server's log says, and what it leaves out."""

import logging
from collections.abc import Iterator
from io import StringIO
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

TOKEN = "YXTNMAC85QBFMA30NE2MJM4D0H2BJKW0"


@pytest.fixture
def log(settings: Any) -> Iterator[StringIO]:
    """The log as it would be written."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    line = {**settings.LOGGING["formatters"]["line"]}  # a copy: the configurator takes out what it has read
    handler.setFormatter(DictConfigurator(settings.LOGGING).configure_formatter(line))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


class TestLog:
    def test_keeps_no_one_time_link(self, db: None, log: StringIO) -> None:
        address = reverse("resident:rate", args=[TOKEN])

        assert Client().get(address).status_code == 404

        assert "/rate/…" in log.getvalue()
        assert TOKEN not in log.getvalue()

    @pytest.mark.parametrize("typed", ["/rate//{}", "/RATE/{}", "/rate/。{}", "/rate/_{}"])
    def test_keeps_none_that_was_typed_wrongly(self, db: None, log: StringIO, typed: str) -> None:
        assert Client().get(typed.format(TOKEN)).status_code == 404

        assert TOKEN not in log.getvalue()
