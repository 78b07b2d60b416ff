"""Paper: what is on the cards, and that the same cards give the same file."""

import re
import time
from dataclasses import replace
from typing import Any

import pytest
import segno
from tests.territory.counties import AT, LATER, NEIGHBOUR, TOWN, VILLAGE, keeper, load_qinghe, village_with_doors

from minqing.kernel.errors import NotFound
from minqing.territory import queries, service
from minqing.territory.sheets import card_sheet_pdf, posting_list_pdf
from minqing.territory.sheets.cards import address, qr_path, sheet_data

BASE = "https://mq.qinghe.example"


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.django_db
class TestCardSheet:
    def test_is_a_poster_and_four_household_cards_a_sheet(self) -> None:
        village_with_doors(5)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        assert pages(card_sheet_pdf(VILLAGE, BASE, AT)) == 3

    def test_is_the_same_file_every_time(self) -> None:
        village_with_doors(2)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        first = card_sheet_pdf(VILLAGE, base_url=BASE, at=AT, hotline="0399-8110110")

        assert card_sheet_pdf(VILLAGE, base_url=BASE, at=AT, hotline="0399-8110110") == first
        assert card_sheet_pdf(VILLAGE, base_url=BASE, at=LATER, hotline="0399-8110110") != first

    def test_shows_village_and_code_but_neither_door_nor_lane(self) -> None:
        village_with_doors(2)
        cards = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        data = sheet_data(VILLAGE, BASE, AT)

        assert (data["village"], data["above"], data["site"]) == ("柳河村", "青禾县 清源镇", "mq.qinghe.example")
        assert [one["code"] for one in data["own"] + data["doors"]] == [card.written for card in cards]
        for private in ("柳河西巷", "1号", "第1网格", VILLAGE):
            assert private not in str(data)

    def test_leaves_revoked_cards_out(self) -> None:
        village_with_doors(1)
        cards = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)
        service.revoke_card(code=cards[1].code, reason="lost", actor=keeper(), at=LATER)

        assert sheet_data(VILLAGE, BASE, LATER)["doors"] == []
        assert pages(card_sheet_pdf(VILLAGE, BASE, LATER)) == 1

    def test_without_cards_is_one_page_that_says_so(self) -> None:
        load_qinghe()

        assert pages(card_sheet_pdf(VILLAGE, BASE, AT)) == 1

    def test_asks_as_much_for_many_cards_as_for_few(self, django_assert_max_num_queries: Any) -> None:
        village_with_doors(9)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        with django_assert_max_num_queries(3):
            card_sheet_pdf(VILLAGE, BASE, AT)

    def test_prints_five_hundred_cards_in_seconds(self) -> None:
        load_qinghe()
        doors = "网格代码,街巷,门牌\n" + "".join(f"139901101203,,{n}号\n" for n in range(500))
        service.import_households(data=doors.encode(), actor=keeper(), at=AT)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        begun = time.monotonic()
        pdf = card_sheet_pdf(VILLAGE, BASE, AT)

        assert pages(pdf) == 126
        assert time.monotonic() - begun < 20

    def test_of_a_village_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(NotFound):
            card_sheet_pdf("139901/999/999/", BASE, AT)


@pytest.mark.django_db
class TestPostingList:
    def test_is_for_those_who_issue_cards_here(self) -> None:
        village_with_doors(3)
        service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        assert pages(posting_list_pdf(VILLAGE, AT, actor=keeper(TOWN))) == 1
        with pytest.raises(NotFound):
            posting_list_pdf(VILLAGE, AT, actor=keeper(NEIGHBOUR))


class TestQrPath:
    def test_draws_every_dark_square_and_no_other(self) -> None:
        text = address("4M7K26KX3", f"{BASE}/")
        drawn = qr_path(text)

        dark = set()
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn["d"]):
            dark |= {(int(x) + n, int(y)) for n in range(int(length))}
        matrix = segno.make(text, error="q", micro=False, boost_error=False).matrix
        assert text == f"{BASE}/q/4M7K26KX3"
        assert drawn["size"] == len(matrix)
        assert dark == {(x, y) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell}


@pytest.mark.django_db
class TestCardView:
    def test_is_the_same_from_every_door_of_a_village(self) -> None:
        village_with_doors(2)
        own, first, second = service.issue_cards(village_path=VILLAGE, actor=keeper(), at=AT)

        said = [
            replace(card, id="", code="", household_path="", place_path="", serial=0) for card in (own, first, second)
        ]
        assert said[0] == said[1] == said[2]
        assert queries.card(first.code).full_name == "青禾县 清源镇 柳河村"
