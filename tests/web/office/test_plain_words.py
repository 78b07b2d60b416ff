"""What pages say in words: no key, path or code of the house's own, and nothing against what stands beside it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import service
from minqing.kernel.counters import COUNTERS
from minqing.ledger.models import Delivery
from minqing.rulebook import queries as rulebook
from minqing.territory import queries as territory
from minqing.web.places.views import as_counted

pytestmark = pytest.mark.django_db


def main_of(page: str) -> str:
    """What a page says between its frame and its end."""
    return page.split('<main id="main"')[1].split("</main>", maxsplit=1)[0]


class TestNoCodeOfTheHouse:
    def test_an_alarm_names_its_place(self, office: Office) -> None:
        make.registered(words="楼道里煤气味很大，有人晕倒了")

        page = main_of(client_of(office.keeper).get("/office/duty/").content.decode())

        assert "柳河村" in page
        assert make.VILLAGE not in page

    @pytest.mark.parametrize("address", ["/office/staff/units", f"/office/places/doors/{make.VILLAGE}"])
    def test_lists_show_names_and_no_paths(self, office: Office, address: str) -> None:
        page = client_of(office.keeper).get(address).content.decode()

        assert 'class="code">139901/' not in page

    def test_doors_stand_in_the_order_of_their_numbers(self) -> None:
        names = ["南头 12号", "南头 9号", "北坡 1号", "南头 11号"]

        assert sorted(names, key=as_counted) == ["北坡 1号", "南头 9号", "南头 11号", "南头 12号"]

    def test_two_lanes_of_one_name_are_told_apart_by_their_cells(self, office: Office) -> None:
        client = client_of(office.keeper)
        for cell in ("东片", "西片"):
            client.post(f"/office/places/do/draw_grid_cell/{make.VILLAGE}", {"name": cell})
        for place in territory.places_under(make.VILLAGE, "grid_cell"):
            client.post(f"/office/places/do/register_building/{place.path}", {"name": "槐荫巷"})

        page = main_of(client.get(f"/office/places/at/{make.VILLAGE}").content.decode())

        assert "东片 槐荫巷" in page
        assert "西片 槐荫巷" in page

    def test_a_rule_says_what_its_clock_begins_with_and_its_article(self, office: Office) -> None:
        page = main_of(client_of(office.keeper).get("/office/rules/HL-04/").content.decode())

        assert "起算：登记诉求" in page
        assert "第 24 条" in page

    def test_no_rule_prints_what_it_begins_with_as_a_code(self, office: Office) -> None:
        client = client_of(office.keeper)
        for rule in rulebook.rules_in_force(place_path=make.COUNTY, on=timezone.localdate()):
            page = main_of(client.get(f"/office/rules/{rule.rule_id}/").content.decode())

            assert not re.search(r"\b[a-z_]+\.[a-z_]+\b", re.sub(r"<[^>]+>", " ", page)), rule.rule_id
            assert ("起算：" in page) is bool(rule.trigger), rule.rule_id

    def test_the_routing_table_names_its_rules(self, office: Office) -> None:
        page = main_of(client_of(office.keeper).get("/office/routing/").content.decode())

        assert '<a href="/office/rules/HL-04/">办理期限 5 个工作日</a>' in page

    def test_a_day_in_a_filter_is_written_as_a_day(self, office: Office) -> None:
        page = client_of(office.county.water).get("/office/desk/?queue=all&registered_from=2026-09-09").content.decode()

        assert "登记日期从 2026年9月9日（周三）" in page

    def test_what_was_given_up_names_its_fact_and_a_dash_for_no_error(self, office: Office) -> None:
        make.registered()
        Delivery.objects.update(state=Delivery.DEAD, attempts=12)

        page = main_of(client_of(office.keeper).get("/office/deliveries/").content.decode())

        assert ">登记诉求<br>" in page
        assert 'data-head="最后一次的原因">—<' in page

    def test_a_system_without_permissions_says_who_gives_them(self, office: Office) -> None:
        run = COUNTERS["systems"].verbs["register_client"].run
        run(name="县热线", org_path=make.COUNTY, place_path=make.COUNTY, actor=office.keeper, at=make.AT)

        page = main_of(client_of(office.keeper).get("/office/systems/").content.decode())

        assert "请安全管理员授权" in page
        assert "0 项权限" not in page


class TestTheDesk:
    def test_says_of_a_declined_request_that_it_was_declined_and_not_done(self, office: Office) -> None:
        made = make.registered()
        service.decline(
            number=made.number,
            actor=office.county.intake,
            at=make.AT + timedelta(hours=1),
            reason="illegal",
            words="所提要求没有法律依据，可以拨 12348 免费咨询。",
        )

        page = client_of(office.county.intake).get("/office/desk/?queue=all&state=left").content.decode()

        row = page.split(f'id="row-{made.number}"')[1].split("</li>")[0]
        assert row.count("不予受理") == 1
        assert "已办完" not in row

    def test_offers_the_way_on_where_filters_find_nothing(self, office: Office) -> None:
        page = client_of(office.county.water).get("/office/desk/?queue=all&bounced=1").content.decode()

        assert '<a class="btn" href="?queue=all">去掉全部条件</a>' in page
        assert page.count("退回过") == 1
        assert "点左边的一件" not in page

    def test_begins_where_a_posts_work_is(self, office: Office) -> None:
        begins = {
            actor: client_of(actor).get("/office/")["Location"]
            for actor in (office.county.verifier, office.county.grid_worker)
        }

        assert begins[office.county.verifier] == "/office/desk/?queue=verify"
        assert begins[office.county.grid_worker] == "/office/grid/"


class TestRefusals:
    def test_a_page_out_of_reach_says_so_and_whom_to_ask(self, office: Office) -> None:
        page = main_of(client_of(office.idle).get("/office/deliveries/").content.decode())

        assert "这一页打不开" in page
        assert "什么都没有改动" not in page
        assert "请找本单位管系统的人" in page

    def test_a_missing_page_leads_back_to_the_desk(self, office: Office) -> None:
        page = client_of(office.idle).get("/office/no/such/page").content.decode()

        assert '<a class="btn main" href="/office/">回到我的待办</a>' in page

    def test_a_refused_form_leads_back_to_its_page(self, office: Office) -> None:
        client = client_of(office.keeper)
        came = {"referer": "http://testserver/office/rules/calendar/2026/"}

        page = client.post("/office/rules/calendar/load", headers=came).content.decode()
        elsewhere = client.post("/office/rules/calendar/load", headers={"referer": "http://other/office/"})

        assert '<a class="btn main" href="/office/rules/calendar/2026/">回到刚才那一页</a>' in page
        assert "回到刚才那一页" not in elsewhere.content.decode()

    def test_a_verb_that_came_too_late_leads_to_its_request(self, office: Office) -> None:
        made = make.in_hand(office.county)

        page = client_of(office.county.water).get(f"/office/cases/{made.number}/do/verify/form").content.decode()

        assert f'<a class="btn main" href="/office/cases/{made.number}/">回到刚才那一页</a>' in page


class TestWhatIsDecided:
    def test_names_the_request_whose_writer_is_to_be_shown(self, office: Office) -> None:
        made = make.in_hand(office.county)
        asker = make.post(make.CENTRE, "查阅岗", "韩查阅", "cases.read", "vault.ask_reveal", org=make.CENTRE)
        sent = {"purpose": "call_back", "basis": "duty", "note": "要回电问清楚是哪一户。"}
        client_of(asker).post(f"/office/cases/{made.number}/who-wrote", sent)
        client = client_of(office.keeper)

        waiting = client.get("/office/reveals/").content.decode()
        address = waiting.split('<a class="btn main" href="')[1].split('"', maxsplit=1)[0]
        page = main_of(client.get(address).content.decode())

        assert made.number in page
        assert "查阅岗" in page

    def test_shows_no_empty_answers_on_a_request_that_was_declined(self, office: Office) -> None:
        made = make.registered()
        service.decline(
            number=made.number, actor=office.county.intake, at=make.AT, reason="illegal", words="所提要求没有法律依据。"
        )

        page = client_of(office.county.intake).get(f"/office/cases/{made.number}/").content.decode()

        assert "还没有答复" not in page
        assert "所提要求没有法律依据。" in page
