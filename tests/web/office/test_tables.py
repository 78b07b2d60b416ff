"""Pages that keep the county's tables: routing, replies, rules, calendar, places, cards, staff, reveals, pressure."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries as cases
from minqing.cases import service
from minqing.rulebook import queries as rulebook
from minqing.rulebook.service import set_rule
from minqing.territory import queries as territory
from minqing.vault import queries as vault

pytestmark = pytest.mark.django_db


class TestRouting:
    def test_says_which_row_would_fire_and_follows_a_change(self, office: Office) -> None:
        client = client_of(office.keeper)
        tested = f"/office/routing/?matter=101&place={make.VILLAGE}"
        assert "县水务局" in client.get(tested).content.decode().partition('role="status"')[2][:200]

        row = {"matter_number": "101", "place_path": make.VILLAGE, "lead_path": make.ROADS, "rule_id": "HL-04"}
        assert client.post("/office/routing/set", row).status_code == 302

        assert "县交通局" in client.get(tested).content.decode().partition('role="status"')[2][:200]

    def test_offers_rules_of_time_by_their_words_and_names_places(self, office: Office) -> None:
        client = client_of(office.keeper)

        form = client.get("/office/routing/set").content.decode()
        table = client.get("/office/routing/").content.decode()

        assert '<option value="HL-04" selected>HL-04 · 办理期限 · 5 个工作日' in form
        assert 'value="HL-06-N"' not in form
        assert make.COUNTY + "<" not in table

    def test_never_ends_the_default_row(self, office: Office) -> None:
        default = next(row for row in cases.routing_rows() if row.is_default)

        answer = client_of(office.keeper).post(f"/office/routing/{default.id}/end")

        assert answer.status_code == 422


class TestReplies:
    def test_are_kept_changed_and_taken_out_of_use(self, office: Office) -> None:
        client = client_of(office.keeper)
        client.post("/office/replies/new", {"title": "开门时间", "text": "周一到周五，早上八点半。"})
        (kept,) = cases.standard_replies(actor=office.keeper)

        client.post(f"/office/replies/{kept.id}/", {"title": "开门时间", "text": "周一到周六。"})
        (changed,) = cases.standard_replies(actor=office.keeper)
        client.post(f"/office/replies/{kept.id}/retire")

        assert changed.text == "周一到周六。"
        assert cases.standard_replies(actor=office.keeper) == ()

    def test_stand_at_hand_in_the_form_of_an_answer(self, office: Office) -> None:
        client_of(office.keeper).post("/office/replies/new", {"title": "开门时间", "text": "周一到周五。"})
        made = make.in_hand(office.county)

        page = client_of(office.county.water).get(f"/office/cases/{made.number}/do/reply/form").content.decode()

        assert 'data-insert="#id_words"' in page
        assert "周一到周五。" in page


class TestRules:
    def test_are_found_by_number_words_or_source(self, office: Office) -> None:
        client = client_of(office.idle)

        by_number = client.get("/office/rules/?text=hl-04").content.decode()
        by_words = client.get("/office/rules/?text=信访工作条例&sure=no").content.decode()
        none = client.get("/office/rules/?text=没有这样的规则").content.decode()

        assert "HL-04" in by_number
        assert "XF-05" not in by_number
        assert "HL-04" not in by_words
        assert "没有符合条件的规则" in none

    def test_give_the_county_a_version_of_its_own(self, office: Office) -> None:
        sent = {"value": "7", "unit": "working_day", "effective_from": "2027-01-04", "title": "办理期限"}

        answer = client_of(office.keeper).post("/office/rules/HL-04/set", sent)

        assert answer.status_code == 302
        assert rulebook.rule_history("HL-04", place_path=make.COUNTY)[0].value == 7

    def test_mark_what_is_not_confirmed(self, office: Office) -> None:
        page = client_of(office.county.water).get("/office/rules/").content.decode()

        assert "待确认" in page

    def test_refuse_to_change_a_day_that_has_passed(self, office: Office) -> None:
        sent = {"day": "2026-01-05", "name": "庙会", "working": ""}

        answer = client_of(office.keeper).post("/office/rules/calendar/2026/day", sent)

        assert answer.status_code == 422


class TestPlaces:
    def test_show_what_a_table_would_do_before_it_is_loaded(self, office: Office) -> None:
        client = client_of(office.keeper)
        table = make.DIVISIONS + "139901102205,柳树村民委员会\n"
        file = SimpleUploadedFile("divisions.csv", table.encode("gb18030"), content_type="text/csv")

        shown = client.post("/office/places/load/divisions", {"table": file})
        before = len(territory.divisions())
        packed = shown.content.decode().partition('name="packed" value="')[2].partition('"')[0]
        client.post("/office/places/load/divisions", {"packed": packed, "sure": "1"})

        assert shown.status_code == 200
        assert (before, len(territory.divisions())) == (5, 6)

    def test_refuse_a_table_of_people(self, office: Office) -> None:
        file = SimpleUploadedFile("doors.csv", "code,door,姓名\n139901101203,1号,王秀兰\n".encode())

        answer = client_of(office.keeper).post("/office/places/load/households", {"table": file})

        assert answer.status_code == 422

    def test_refuse_a_preview_that_was_tampered_with(self, office: Office) -> None:
        answer = client_of(office.keeper).post("/office/places/load/divisions", {"packed": "x:y:z", "sure": "1"})

        assert answer.status_code == 422

    def test_issue_post_replace_and_revoke_cards(self, office: Office) -> None:
        client, actor = client_of(office.keeper), office.keeper
        client.post(f"/office/places/issue/{make.VILLAGE}")
        (card,) = territory.card_lines(make.VILLAGE, actor=actor).items

        client.post(f"/office/places/posted/{make.VILLAGE}", {"code": card.code})
        client.post(f"/office/places/reissue/{make.VILLAGE}", {"code": card.code})
        fresh = next(one for one in territory.card_lines(make.VILLAGE, actor=actor).items if one.state == "issued")
        client.post(f"/office/places/revoke/{make.VILLAGE}", {"code": fresh.code, "reason": "lost"})

        states = sorted(one.state for one in territory.card_lines(make.VILLAGE, actor=actor).items)
        assert states == ["revoked", "revoked"]


class TestReveals:
    def test_are_asked_allowed_by_another_post_and_shown_once_a_press(self, office: Office) -> None:
        made = make.in_hand(office.county, phone="13800001234", name="王秀兰", may_call=True)
        asker = make.post(make.CENTRE, "查阅岗", "韩查阅", "cases.read", "vault.ask_reveal", org=make.COUNTY)
        asking, deciding = client_of(asker), client_of(office.keeper)

        reason = {"purpose": "call_back", "basis": "duty", "note": "要问清楚是哪根灯杆"}
        assert asking.post(f"/office/cases/{made.number}/who-wrote", reason).status_code == 302
        (waiting,) = vault.reveals_to_decide(office.keeper).items
        assert asking.post(f"/office/reveals/{waiting.id}/read").status_code == 422
        assert deciding.post(f"/office/reveals/{waiting.id}/approve", {"hours": "8"}).status_code == 302
        shown = asking.post(f"/office/reveals/{waiting.id}/read")

        assert "13800001234" in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        assert "13800001234" not in asking.get("/office/reveals/").content.decode()


class TestPressure:
    def test_is_read_and_taken_up_outside_the_chain_only(self, office: Office) -> None:
        made = make.in_hand(office.county)
        service.report_pressure(receipt=made.receipt, words="有人上门叫我撤回", at=make.AT)
        client = client_of(office.county.pressure)

        page = client.get("/office/pressure/").content.decode()
        (report,) = cases.pressure_reports(office.county.pressure, at=make.AT)
        client.post(f"/office/pressure/{report.id}/take-up")

        assert "有人上门叫我撤回" in page
        assert cases.pressure_reports(office.county.pressure, at=make.AT)[0].taken_up_at is not None
        assert client_of(office.county.water).get(f"/office/cases/{made.number}/").status_code == 404


class TestOversight:
    def test_opens_its_lists_and_ranks_nobody(self, office: Office) -> None:
        make.closed(office.county)
        make.in_hand(office.county)

        page = client_of(office.county.overseer).get("/office/oversight/?period=year").content.decode()

        assert "/office/oversight/requests?of=cases.open&amp;" in page
        assert "李水务" not in page
        assert page.index("县水务局") > 0

    def test_hides_what_fewer_said_than_the_countys_own_rule_asks_for(self, office: Office) -> None:
        make.in_hand(office.county)
        set_rule(rule_id="MQ-K", value=8, effective_from=timezone.localdate(), actor=office.keeper, at=timezone.now())

        page = client_of(office.county.overseer).get("/office/oversight/?period=year").content.decode()

        assert "不足 8 件的格子不显示" in page

    def test_offers_to_supervise_only_to_whoever_may(self, office: Office) -> None:
        make.in_hand(office.county)

        overseer = client_of(office.county.overseer).get("/office/oversight/?period=year").content.decode()
        head = client_of(office.county.water_head).get("/office/oversight/?period=year").content.decode()

        assert "/do/supervise/form" in overseer
        assert "/do/supervise/form" not in head
