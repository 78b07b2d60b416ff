"""Filing for somebody else: one page, one receipt, shown once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases.models import Case
from minqing.kernel.access import system_actor
from minqing.territory import queries as territory_queries
from minqing.territory import service as territory
from minqing.web.filing import reachable

pytestmark = pytest.mark.django_db


def sent(**changes: str) -> dict[str, str]:
    """What a clerk types."""
    plain = {
        "channel": "counter",
        "words": "村口的路灯坏了三天，晚上走路看不见。",
        "place": make.VILLAGE,
        "submission_token": "a-token-of-the-form",
    }
    return plain | changes


class TestFile:
    def test_takes_the_request_in_and_shows_the_receipt_once(self, office: Office) -> None:
        client = client_of(office.county.intake)

        answer = client.post("/office/file/", sent())

        assert answer["Location"] == "/office/file/done"
        page = client.get("/office/file/done").content.decode()
        case = Case.objects.get()
        assert case.number in page
        assert "receipt-big" in page
        assert page.count("<h1>") == 1
        assert case.on_behalf

    def test_calls_the_receipt_code_and_the_request_number_by_two_names(self, office: Office) -> None:
        client = client_of(office.county.intake)
        client.post("/office/file/", sent())

        for address in ("/office/file/done", "/office/file/paper"):
            page = client.get(address).content.decode()
            assert "受理编号" in page
            assert "回执码" in page
            assert page.count("编号") == page.count("受理编号")

    def test_makes_one_request_of_a_button_pressed_twice(self, office: Office) -> None:
        client = client_of(office.county.intake)

        client.post("/office/file/", sent())
        client.post("/office/file/", sent())

        assert Case.objects.count() == 1

    def test_says_that_a_phone_put_right_afterwards_did_not_go_in(self, office: Office) -> None:
        client = client_of(office.county.intake)
        stays = "电话、称呼和照片以第一次的为准"

        first = client.post("/office/file/", sent(phone="13812345678"), follow=True).content.decode()
        again = client.post("/office/file/", sent(phone="13812345679"), follow=True).content.decode()

        assert stays not in first
        assert stays in again
        assert Case.objects.get().number in again

    def test_takes_no_other_words_for_the_same_button(self, office: Office) -> None:
        client = client_of(office.county.intake)
        client.post("/office/file/", sent())
        other = sent(words="村卫生室的门锁坏了，关不上。")

        answer = client.post("/office/file/", other)
        page = answer.content.decode()
        number = Case.objects.get().number
        anew = page.partition('name="submission_token" value="')[2].partition('"')[0]
        client.post("/office/file/", {**other, "submission_token": anew})

        assert answer.status_code == 422
        assert f"这张表单已经收过，受理编号 {number}" in page
        assert other["words"] in page
        assert Case.objects.count() == 2

    def test_puts_danger_to_life_first(self, office: Office) -> None:
        client = client_of(office.county.intake)

        client.post("/office/file/", sent(words="楼道里煤气味很大，有人晕倒了"))
        page = client.get("/office/file/done").content.decode()

        assert 'class="alarm"' in page
        assert page.index('class="alarm" role="alert"><span>') < page.index("receipt-big")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"place": ""}, "place"), ({"words": ""}, "words"), ({"card": "0000-0000-0", "place": ""}, "card")],
    )
    def test_refuses_with_a_sentence_at_the_field(self, office: Office, changes: dict[str, str], field: str) -> None:
        answer = client_of(office.county.intake).post("/office/file/", sent(**changes))

        assert answer.status_code == 422
        assert f'id="id_{field}-wrong"' in answer.content.decode()
        assert Case.objects.count() == 0

    def test_lets_a_grid_worker_file_only_at_her_own_place(self, office: Office) -> None:
        client = client_of(office.county.grid_worker)

        inside = client.post("/office/file/", sent(channel="grid"))
        outside = client.post(
            "/office/file/", sent(channel="grid", place=make.OTHER_VILLAGE, submission_token="another")
        )

        assert (inside.status_code, outside.status_code) == (302, 422)
        assert Case.objects.count() == 1


class TestPlaces:
    """Only what lies within the post's reach is offered; what is not asked cannot be missed."""

    def test_does_not_ask_whoever_files_for_one_place(self, office: Office) -> None:
        client = client_of(office.county.grid_worker)

        page = client.get("/office/file/").content.decode()
        answer = client.post("/office/file/", sent(channel="grid", place=""))

        assert 'name="place"' not in page
        assert "只登记清源镇 柳河村" in page
        assert answer.status_code == 302
        assert Case.objects.get().place_path == make.VILLAGE

    def test_offers_a_grid_cell_where_the_reach_is_no_wider(self, office: Office) -> None:
        cell = grid_cell()
        worker = make.post("139901/liuhe/", "网格员", "吕网格", "cases.file", place=cell)
        client = client_of(worker)

        page = client.get("/office/file/").content.decode()
        client.post("/office/file/", sent(channel="grid", place=""))

        assert "柳河村" in page
        assert Case.objects.get().place_path == cell

    def test_offers_a_township_its_own_villages(self, office: Office) -> None:
        clerk = make.post("139901/qingyuan/", "窗口", "施窗口", "cases.file", place="139901/101/")

        page = client_of(clerk).get("/office/file/").content.decode()

        assert f'value="{make.VILLAGE}"' in page
        assert make.OTHER_VILLAGE not in page
        assert "石桥村" not in page

    def test_fills_in_the_place_of_the_last_filing(self, office: Office) -> None:
        client = client_of(office.county.intake)
        before = client.get("/office/file/").content.decode()

        client.post("/office/file/", sent())
        after = client.get("/office/file/").content.decode()

        assert f'<option value="{make.VILLAGE}" selected' not in before
        assert f'<option value="{make.VILLAGE}" selected' in after

    def test_names_a_place_out_of_reach_and_where_one_may(self, office: Office) -> None:
        answer = client_of(office.county.grid_worker).post("/office/file/", sent(place=make.OTHER_VILLAGE))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "青石乡 石桥村" in page
        assert "只能登记清源镇 柳河村" in page

    def test_names_the_place_of_a_card_out_of_reach(self, office: Office) -> None:
        card = card_of(make.OTHER_VILLAGE)

        answer = client_of(office.county.grid_worker).post("/office/file/", sent(place="", card=card))

        assert answer.status_code == 422
        assert 'id="id_card-wrong"' in answer.content.decode()
        assert "您的岗位不能登记青禾县 青石乡 石桥村" in answer.content.decode()
        assert Case.objects.count() == 0


class TestManyPlaces:
    """A long list is searched by typing a piece of the name, with or without JavaScript."""

    @pytest.fixture(autouse=True)
    def _few_are_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reachable, "MANY", 2)

    def test_suggests_names_and_takes_a_piece_of_one(self, office: Office) -> None:
        client = client_of(office.county.intake)

        page = client.get("/office/file/").content.decode()
        answer = client.post("/office/file/", sent(place=" 石桥 "))
        again = client.get("/office/file/").content.decode()

        assert '<option value="青石乡 石桥村' in page
        assert answer.status_code == 302
        assert Case.objects.get().place_path == make.OTHER_VILLAGE
        assert 'value="青石乡 石桥村' in again.partition("<datalist")[0]

    @pytest.mark.parametrize(
        ("said", "words"), [("村", "名字里有这几个字的地方不止一处：清源镇 柳河村"), ("桃花源", "没有叫这个名字的地方")]
    )
    def test_says_when_a_name_is_none_or_several(self, office: Office, said: str, words: str) -> None:
        answer = client_of(office.county.intake).post("/office/file/", sent(place=said))

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert f'value="{said}"' in answer.content.decode()

    def test_takes_the_whole_name_where_others_hold_it_too(self, office: Office) -> None:
        client_of(office.county.intake).post("/office/file/", sent(place="清源镇"))

        assert Case.objects.get().place_path == "139901/101/"


class TestQueries:
    def test_do_not_grow_with_the_places(self, office: Office) -> None:
        client = client_of(office.county.intake)
        client.get("/office/file/")

        few = queries_of(client, "/office/file/")
        territory.load_divisions(
            data=(make.DIVISIONS + "".join(f"1399011022{n},新村{n}村民委员会\n" for n in range(10, 40))).encode(),
            actor=office.county.keeper,
            at=make.AT,
        )
        client.get("/office/file/")

        assert queries_of(client, "/office/file/") <= few


def queries_of(client: Client, address: str) -> int:
    """Count the queries of one page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def grid_cell() -> str:
    """A grid cell of the village."""
    cell = territory.draw_grid_cell(village_path=make.VILLAGE, name="第1网格", actor=make.keeper(), at=make.AT)
    return str(cell.path)


def card_of(village: str) -> str:
    """The code on a village's card."""
    issuer = system_actor("setup", ["territory.issue_cards"], root=make.COUNTY)
    territory.issue_cards(village_path=village, actor=issuer, at=make.AT)
    return territory_queries.cards_of(village)[0].code


class TestComplaints:
    WORDS = "水务局的人收钱不办事。"

    def test_are_asked_about_once_before_they_are_sent(self, office: Office) -> None:
        client = client_of(office.county.intake)

        page = client.post("/office/file/", sent(words=self.WORDS))

        assert page.status_code == 422
        assert "听起来像是对县水务局的投诉" in page.content.decode()
        assert 'name="asked_about" value="1"' in page.content.decode()
        assert not Case.objects.exists()
        assert client.post("/office/file/", sent(words=self.WORDS, asked_about="1")).status_code == 302
        assert not Case.objects.get().has_barred

    def test_are_kept_from_the_unit_that_is_chosen(self, office: Office) -> None:
        fields = sent(words=self.WORDS, about_org_path=make.WATER)

        assert client_of(office.county.intake).post("/office/file/", fields).status_code == 302
        assert Case.objects.get().has_barred


class TestTownshipCounter:
    def counter(self) -> Client:
        post = make.post("139901/qingyuan/", "综合窗口", "何窗口", "cases.file", "cases.read", place="139901/101/")
        return client_of(post)

    def test_asks_which_function_and_prints_a_slip_without_name_or_code(self, office: Office) -> None:
        client = self.counter()
        assert 'name="function"' in client.get("/office/file/").content.decode()

        client.post("/office/file/", sent(function="approval", name="王秀兰", matter_number="132"))

        done = client.get("/office/file/done").content.decode()
        slip = client.get("/office/file/slip").content.decode()
        case = Case.objects.get()
        assert "/office/file/slip" in done
        assert case.number in slip
        assert "路灯不亮" in slip
        assert "王秀兰" not in slip
        assert client.session["filed"]["receipt"] not in slip

    def test_says_that_enforcement_has_it_and_prints_no_slip(self, office: Office) -> None:
        client = self.counter()

        client.post("/office/file/", sent(function="management"))

        assert "综合执法" in client.get("/office/file/done").content.decode()
        assert client.get("/office/file/slip").status_code == 404

    def test_forgets_the_function_of_what_came_on_the_phone(self, office: Office) -> None:
        client = self.counter()

        assert client.post("/office/file/", sent(channel="phone", function="service")).status_code == 302

    def test_asks_nobody_else(self, office: Office) -> None:
        assert 'name="function"' not in client_of(office.county.intake).get("/office/file/").content.decode()
