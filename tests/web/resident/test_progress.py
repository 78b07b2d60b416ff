"""What the page of one request says at each turn, and that it says it in a neighbour's words."""

from datetime import date

import pytest
from django.test import Client
from tests.factories import directory as staff

from minqing.cases import service
from minqing.cases.models import Case

from .conftest import COUNTY, Door
from .office import CENTRE, answer, check_and_close, filed, later, take_in_hand
from .test_receipts import look_up, shown


def rating_link(page: str) -> str:
    return "/rate/" + page.partition('href="/rate/')[2].partition('"')[0]


@pytest.fixture
def case(client: Client, door: Door) -> Case:
    """Her request, which she has looked up."""
    made, receipt = filed(door)
    look_up(client, receipt)
    return made


def agree(case: Case, words: str) -> None:
    """Let the head of the centre agree to what the unit has asked for."""
    head = staff.actor(*CENTRE, unit_path=COUNTY, name="孙立群")
    service.decide_extension(number=case.number, actor=head, at=later(6), decision="approve", words=words)


class TestProgress:
    def test_says_an_answer_once_and_every_answer_where_she_rates(self, client: Client, case: Case) -> None:
        water = take_in_hand(case)
        answer(case, water, words="")
        check_and_close(case)

        page = shown(client)
        rate = client.get(rating_link(page)).content.decode()

        said = "加压泵换好了，柳河村西巷都恢复了供水。"
        assert page.partition("您的回执码")[0].count(said) == 1
        assert "您问的：" in rate
        assert rate.count(said) == 1

    def test_tells_what_happened_in_plain_words(self, client: Client, case: Case) -> None:
        take_in_hand(case)

        page = shown(client)

        assert "收到您反映的事" in page
        assert "交给办理单位" in page
        for office_word in ("登记诉求", "派单", "人工选定"):
            assert office_word not in page

    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            ("水泵电机要等厂家发货。", "水泵电机要等厂家发货"),
            ("同意，等阀门到货，到了当天就装。", "等阀门到货，到了当天就装"),
            ("同意。", "等配件或材料"),
        ],
    )
    def test_gives_the_reason_why_the_clock_stands_still(
        self, client: Client, case: Case, words: str, reason: str
    ) -> None:
        water = take_in_hand(case)
        service.suspend(number=case.number, actor=water, at=later(5), reason="parts", words="仓库没有备件。")
        agree(case, words)

        assert f"暂时没法往下办：{reason}。时间先停住" in shown(client)

    def test_says_by_when_it_shall_be_done_where_it_was_closed_as_not_possible_now(
        self, client: Client, door: Door
    ) -> None:
        case, receipt = filed(door)
        answer(case, take_in_hand(case))
        check_and_close(case, outcome="not_now", not_now_until=date(2099, 3, 31))
        look_up(client, receipt)

        assert "现在还办不了，打算最迟 2099年3月31日办好。" in shown(client)

    def test_is_sorry_for_a_longer_wait_without_calling_it_late(self, client: Client, case: Case) -> None:
        water = take_in_hand(case)
        service.ask_extension(number=case.number, actor=water, at=later(5), days=3, reason="等配件到货")
        agree(case, "同意延期，因为配件要等厂家发货")

        page = shown(client)

        assert "对不起，要多等几天" in page
        assert "因为：配件要等厂家发货" in page
        assert "晚了" not in page

    def test_keeps_the_emergency_number_on_the_page_until_somebody_has_it_in_hand(
        self, client: Client, door: Door
    ) -> None:
        case, receipt = filed(door, words="楼道里煤气味很大")
        look_up(client, receipt)
        assert "tel:119" in shown(client)

        take_in_hand(case)

        assert "tel:119" not in shown(client)

    def test_ticks_no_ring_that_a_declined_request_never_passed(self, client: Client, case: Case) -> None:
        clerk = staff.actor(*CENTRE, unit_path=COUNTY, name="周晓岚")
        service.decline(number=case.number, actor=clerk, at=later(1), reason="legal_channel", words="请到法院问。")

        page = shown(client)

        assert 'class="past"' not in page
        assert "没有经过" in page
        assert "想问这件事，找谁" in page

    def test_draws_no_rings_once_it_was_taken_back(self, client: Client, case: Case) -> None:
        page = client.post("/r/withdraw", follow=True).content.decode()

        assert "您已经撤回" in page
        assert 'class="rings"' not in page

    def test_reads_out_what_is_covered(self, client: Client, case: Case) -> None:
        take_in_hand(case)

        page = shown(client)

        assert '<span class="away">（已遮住）</span><span aria-hidden="true">████</span>' in page
        assert "县水务局：签收，开始办" in page
