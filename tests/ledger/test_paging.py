"""Keyset paging over real rows: no row twice, none lost, back as well as forth, also with equal sort keys."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from minqing.kernel.errors import Refused
from minqing.kernel.paging import Cursor, count_text, page
from minqing.kernel.ref import Ref
from minqing.ledger.models import Fact

from .conftest import NOON, make_widget

ORDER = ("-happened_at", "-id")
BEYOND = [
    str(Cursor((key, uuid4())))
    for key in (10**30, -(2**63) - 1, "a\0", datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
]
BEYOND.append(b64encode(b'[false, "\\ud800", 1]').decode())  # half a character


class TestPage(HypothesisTestCase):
    @given(hours=st.lists(st.integers(0, 3), max_size=12), size=st.integers(1, 5))
    @settings(max_examples=25, deadline=None)
    def test_walks_forth_and_back_over_every_row_once(self, hours: list[int], size: int) -> None:
        for number, hour in enumerate(hours):
            make_widget(subject=Ref("widget", str(number)), at=NOON + timedelta(hours=hour))
        everything = list(Fact.objects.order_by(*ORDER).values_list("pk", flat=True))

        pages = [page(Fact.objects.all(), order=ORDER, size=size)]
        while pages[-1].next:
            pages.append(page(Fact.objects.all(), order=ORDER, size=size, cursor=pages[-1].next))
        back = [pages[-1]]
        while back[-1].previous:
            back.append(page(Fact.objects.all(), order=ORDER, size=size, cursor=back[-1].previous))

        assert [row.pk for one in pages for row in one.items] == everything
        assert [row.pk for one in reversed(back) for row in one.items] == everything


class TestPageRefusals(TestCase):
    def test_reads_one_query_a_page(self) -> None:
        make_widget()

        with self.assertNumQueries(1):
            page(Fact.objects.all(), order=ORDER)

    def test_refuses_a_cursor_that_is_not_ours(self) -> None:
        for broken in ("x", "WzFd", "bnVsbA", "W2ZhbHNlLHsidCI6Im5vIn0seyJ1IjoieCJ9XQ", "W2ZhbHNlLDEsMl0", *BEYOND):
            with pytest.raises(Refused):
                page(Fact.objects.all(), order=ORDER, cursor=broken)


class TestCountText(TestCase):
    def test_stops_counting_at_the_limit(self) -> None:
        for number in range(4):
            make_widget(subject=Ref("widget", str(number)))

        assert count_text(Fact.objects.all(), limit=4) == "4"
        assert count_text(Fact.objects.all(), limit=3) == "3+"
