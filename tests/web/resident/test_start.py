"""The first page after the scan: where you are, three doors, who answers; and what helps when the card does not."""

import pytest
from django.test import Client
from django.urls import reverse

from minqing.directory import queries as directory
from minqing.directory import service as directory_service
from minqing.kernel.ids import normalise_code
from minqing.territory import service as territory

from .conftest import AT, VILLAGE, Door, founder


def scan(client: Client, code: str) -> str:
    return client.get(reverse("resident:scan", args=[code])).content.decode()


class TestScan:
    def test_says_where_you_are_and_who_answers_with_call_buttons(self, client: Client, door: Door) -> None:
        page = scan(client, door.card)

        assert "柳河村" in page
        assert "青禾县 清源镇" in page
        assert door.card in page
        for name in ("陈玉兰", "赵建设", "孙桂芳"):
            assert name in page
        assert 'href="tel:03105550101"' in page

    def test_names_somebody_with_two_roles_once(self, client: Client, door: Door) -> None:
        contact = next(one for one in directory.who_answers(door.path) if one.role == "household_contact")
        directory_service.appoint(
            post_id=contact.post_id, role="village_head", place_path=VILLAGE, actor=founder(), at=AT
        )

        page = scan(client, door.card)

        assert page.count("<b>陈玉兰</b>") == 1
        assert "连心人、村（社区）负责人" in page

    def test_opens_the_three_doors(self, client: Client, door: Door) -> None:
        page = scan(client, door.card)

        assert reverse("resident:report_card", args=[door.card]) in page
        assert reverse("resident:look_up") in page
        assert reverse("resident:call_card", args=[door.card]) in page

    def test_names_no_household(self, client: Client, door: Door) -> None:
        assert "27号" not in scan(client, door.card)

    @pytest.mark.parametrize("shape", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
    def test_reads_the_code_however_it_is_written(self, client: Client, door: Door, shape) -> None:
        assert "柳河村" in scan(client, shape(door.card))

    def test_serves_the_villages_own_card(self, client: Client, door: Door) -> None:
        assert "村里的事找谁" in scan(client, door.village_card)

    def test_still_helps_when_the_card_was_revoked(self, client: Client, door: Door) -> None:
        territory.revoke_card(code=normalise_code(door.card), reason="lost", actor=founder(), at=AT)

        page = scan(client, door.card)

        assert "这张卡已经换过了" in page
        assert reverse("resident:report_card", args=[door.card]) in page
        assert "陈玉兰" not in page

    def test_says_clearly_that_a_code_is_unknown(self, client: Client, door: Door) -> None:
        answer = client.get(reverse("resident:scan", args=["00000000" + "0"]))

        assert answer.status_code == 404
        assert "没有这张卡" in answer.content.decode()

    def test_sees_a_slip_of_the_pen(self, client: Client, door: Door) -> None:
        wrong = door.card[:-1] + ("A" if door.card[-1] != "A" else "B")

        answer = client.get(reverse("resident:scan", args=[wrong]))

        assert answer.status_code == 404
        assert "抄错了一位" in answer.content.decode()

    def test_shows_a_strange_code_as_text(self, client: Client, door: Door) -> None:
        page = scan(client, "<b>x")

        assert "<b>x" not in page
        assert "&lt;b&gt;x" in page


class TestFindCard:
    def test_goes_to_the_card_that_was_typed(self, client: Client, door: Door) -> None:
        answer = client.get(reverse("resident:find_card"), {"card": door.card.lower().replace("-", " ")})

        assert answer["Location"] == reverse("resident:scan", args=[door.card])

    def test_goes_home_when_nothing_was_typed(self, client: Client, door: Door) -> None:
        assert client.get(reverse("resident:find_card"), {"card": " "})["Location"] == "/"


class TestCounty:
    def test_opens_before_anything_is_loaded(self, client: Client, db: None) -> None:
        assert client.get("/").status_code == 200

    def test_names_the_county(self, client: Client, door: Door) -> None:
        assert "青禾县" in client.get("/").content.decode()


class TestCall:
    def test_names_the_county_line_and_the_three_numbers(self, client: Client, door: Door, settings) -> None:
        settings.DUTY_PHONE = "0310 555 0110"

        page = client.get(reverse("resident:call")).content.decode()

        for number in ("tel:0310 555 0110", "tel:119", "tel:120", "tel:110"):
            assert number in page

    def test_names_who_answers_at_the_door(self, client: Client, door: Door) -> None:
        assert "赵建设" in client.get(reverse("resident:call_card", args=[door.card])).content.decode()


class TestChoosePlace:
    def test_leads_from_township_to_village_to_the_report(self, client: Client, door: Door) -> None:
        assert reverse("resident:choose_village", args=["139901101"]) in client.get("/report").content.decode()

        page = client.get(reverse("resident:choose_village", args=["139901101"])).content.decode()

        assert reverse("resident:report_place", args=["139901101203"]) in page
        assert "石桥村" in page

    @pytest.mark.parametrize("digits", ["139901999", "12", "139901101203000", "abcdef"])
    def test_says_that_a_place_is_unknown(self, client: Client, door: Door, digits: str) -> None:
        for name in ("resident:choose_village", "resident:report_place"):
            assert client.get(reverse(name, args=[digits])).status_code == 404


class TestChoice:
    def test_keeps_large_type_on_this_phone(self, client: Client, door: Door) -> None:
        answer = client.post("/choice", {"go": "elder", "next": "/call"})

        assert answer["Location"] == "/call"
        assert 'class="elder"' in client.get("/call").content.decode()
        client.post("/choice", {"go": "plain", "next": "/call"})
        assert 'class="elder"' not in client.get("/call").content.decode()

    def test_changes_the_language(self, client: Client, door: Door) -> None:
        client.post("/choice", {"go": "en", "next": "/"})

        assert "I have something to report" in client.get("/").content.decode()

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", ""])
    def test_never_leads_away(self, client: Client, door: Door, back: str) -> None:
        assert client.post("/choice", {"go": "elder", "next": back})["Location"] == "/"


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/call", "/r", "/report"])
    def test_tell_no_address_to_anybody_and_leave_no_copy(self, client: Client, door: Door, path: str) -> None:
        answer = client.get(path)

        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["Cache-Control"] == "no-store"
        assert "default-src 'self'" in answer["Content-Security-Policy"]


class TestCountyPage:
    def test_tells_how_often_who_wrote_was_opened(self, client: Client, door: Door) -> None:
        page = client.get("/").content.decode()

        assert "谁能看到您是谁" in page
        assert "全县这样的查看有 0 次" in page


class TestKept:
    def test_says_for_how_long_by_the_countys_own_rule(self, client: Client, door: Door) -> None:
        assert "/kept" in client.get(f"/q/{door.card}").content.decode()

        page = client.get("/kept").content.decode()

        assert "办结 180 天以后" in page
        assert 'href="tel:12345"' in page

    def test_is_not_in_the_way_of_a_half_written_report(self, client: Client, door: Door) -> None:
        assert "/kept" not in client.get(f"/q/{door.card}/report").content.decode()
