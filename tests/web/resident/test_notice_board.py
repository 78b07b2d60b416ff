"""The notice board: released requests of a place, week by week, for everybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import cases as make

from minqing.cases.releasing import service as releasing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def who(db: None) -> make.County:
    """The county, set up."""
    return make.county()


def posted(who: make.County, words: str = "村口一盏路灯不亮", **changes: Any) -> str:
    """A released request of this week."""
    at = timezone.now() - timedelta(hours=6)
    made = make.in_hand(who, at=at, **changes)
    releasing.release(number=made.number, actor=who.intake, at=timezone.now(), words=words)
    return str(made.number)


def many(count: int = 30) -> None:
    for _ in range(count):
        make.registered(at=timezone.now() - DAY)


def board(client: Client, path: str = make.VILLAGE, **asked: str) -> str:
    answer = client.get(reverse("resident:notice_board_of", args=[path.replace("/", "")]), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestNoticeBoard:
    def test_shows_what_was_released_and_never_her_own_words(self, who: make.County, client: Client) -> None:
        many()
        number = posted(who)
        make.in_hand(who)

        page = board(client)

        assert "村口一盏路灯不亮" in page
        assert number in page
        assert "县水务局" in page
        assert "晚上走路看不见" not in page
        assert "柳河村公示栏" in page

    def test_says_what_would_stand_here_where_nothing_does(self, who: make.County, client: Client) -> None:
        assert "本周还没有公开的诉求" in board(client)

    def test_shows_the_townships_for_a_village_of_few(self, who: make.County, client: Client) -> None:
        posted(who)

        page = board(client)

        assert "这是清源镇的公示栏" in page
        assert "村口一盏路灯不亮" in page

    def test_goes_from_page_to_page(self, who: make.County, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("甲处积水", "乙处积水", "丙处积水"):
            posted(who, words=name)
        monkeypatch.setattr("minqing.web.resident.views.noticeboard.AT_FIRST", 1)
        monkeypatch.setattr("minqing.web.resident.views.noticeboard.A_PAGE", 2)

        whole, first = board(client), board(client, part="asked")

        assert "全部3件" in whole
        assert first.count("处积水") == 2
        assert "下一页" in first

    @pytest.mark.parametrize("week", ["", "x", "0001-01-01", "9999-12-31", "2026-02-30"])
    def test_takes_any_week(self, who: make.County, client: Client, week: str) -> None:
        assert "公示栏" in board(client, week=week)

    def test_leads_to_weeks_and_places_and_is_led_to(self, who: make.County, client: Client) -> None:
        page = client.get(reverse("resident:notice_board")).content.decode()

        assert "上一周" in page
        assert "下一周" not in page
        assert "清源镇" in page
        assert reverse("resident:notice_board") in client.get("/").content.decode()

    def test_refuses_a_place_that_is_none(self, who: make.County, client: Client) -> None:
        assert client.get(reverse("resident:notice_board_of", args=["139901999"])).status_code == 404

    def test_costs_as_much_for_many_as_for_one(
        self, who: make.County, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(4):
            posted(who)
        board(client)

        with django_assert_max_num_queries(20):
            board(client)


class TestTakingItDown:
    def test_is_one_button_on_her_page(self, who: make.County, client: Client) -> None:
        made = make.in_hand(who)
        releasing.release(number=made.number, actor=who.intake, at=make.AT + 2 * DAY, words="村口一盏路灯不亮")
        client.post(reverse("resident:look_up"), {"code": made.receipt})
        assert reverse("resident:act", args=["hide"]) in client.get(reverse("resident:mine")).content.decode()

        answer = client.post(reverse("resident:act", args=["hide"]))

        assert answer.status_code == 302
        assert reverse("resident:act", args=["hide"]) not in client.get(reverse("resident:mine")).content.decode()
        assert make.kinds(made.number).count("case.release_withdrawn") == 1
