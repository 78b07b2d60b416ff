"""More time that waits for a decision: who sees it, decided one by one and several at once."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries, service, ticking
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.rulebook import queries as rulebook

pytestmark = pytest.mark.django_db
LIST, DECIDE = "/office/extensions/", "/office/extensions/decide"


def asked(office: Office, *, by: Actor | None = None) -> str:
    """The number of a request for which the water bureau has asked two more days."""
    now = timezone.now()
    made = make.in_hand(office.county, at=now - timedelta(hours=4))
    service.ask_extension(
        number=made.number, actor=by or office.county.water, at=now - timedelta(hours=1), days=2, reason="等配件到货"
    )
    return made.number


def waiting(actor: Actor) -> list[str]:
    """The numbers that wait for somebody's decision."""
    return [line.number for line in queries.extensions_to_decide(actor, at=timezone.now()).items]


class TestExtensions:
    def test_lists_what_the_head_may_decide_with_its_reason_and_counts_it_in_the_menu(self, office: Office) -> None:
        number = asked(office)

        page = client_of(office.county.water_head).get(LIST).content.decode()

        assert number in page
        assert "等配件到货" in page
        assert f'<a href="{LIST}" aria-current="page">延期和暂停<span>1</span></a>' in page

    def test_says_why_a_clock_is_to_stand_still_and_for_how_long_at_most(self, office: Office) -> None:
        now = timezone.now()
        made = make.in_hand(office.county, at=now - timedelta(hours=4))
        service.suspend(number=made.number, actor=office.county.water, at=now, reason="parts", words="厂家下周发货。")

        listed = client_of(office.county.water_head).get(LIST).content.decode()
        card = client_of(office.county.water_head).get(f"/office/cases/{made.number}/").content.decode()

        assert "<b>暂停计时</b> · 等配件或材料 · 最多 20 个工作日" in listed
        assert "厂家下周发货。" in listed
        assert "申请暂停计时，最多 20 个工作日：等配件或材料" in card

    def test_says_what_is_asked_for_and_by_whom_in_the_list_and_above_the_form(self, office: Office) -> None:
        number = asked(office)
        client = client_of(office.county.water_head)

        listed = client.get(LIST).content.decode()
        page = client.get(f"/office/cases/{number}/do/decide_extension/form").content.decode()
        form = page.split('id="verb-form"')[1].split("</form>")[0]

        assert "<b>延期</b> · 2 个工作日" in listed
        assert "<dd>县水务局 经办岗</dd>" in listed
        assert "等配件到货" in form

    def test_leaves_out_a_head_of_another_unit_and_whoever_asked(self, office: Office) -> None:
        roads_head = make.post(make.ROADS, "负责人", "郑局长", "cases.read", "cases.approve_extension")
        asked(office, by=office.county.water_head)

        assert waiting(roads_head) == []
        assert waiting(office.county.water_head) == []
        assert queries.desk_counts(office.county.water_head, timezone.now()).extensions == "0"

    def test_leaves_out_what_can_no_longer_be_decided(self, office: Office) -> None:
        number = asked(office)
        make.reply(office.county, number, at=timezone.now())

        assert waiting(office.county.water_head) == []

    def test_is_empty_until_somebody_asks(self, office: Office) -> None:
        page = client_of(office.county.water_head).get(LIST).content.decode()

        assert "没有等待审批的延期" in page


class TestNewDay:
    def test_is_named_on_the_page_of_a_late_request_and_agreed_to_in_the_list(self, office: Office) -> None:
        now = timezone.now()
        number = make.in_hand(office.county, at=now - timedelta(days=20)).number
        ticking.tick(now)
        client = client_of(office.county.water)
        form = client.get(f"/office/cases/{number}/do/give_new_day/form").content.decode()
        assert 'type="date"' in form
        day = next_working_day(now)

        client.post(f"/office/cases/{number}/do/give_new_day", {"new_on": day.isoformat(), "reason": "灯杆要定做。"})
        page = client_of(office.county.water_head).get(LIST).content.decode()
        assert "新期限" in page
        client_of(office.county.water_head).post(DECIDE, {"number": number, "decision": "approve", "words": "灯杆在途"})

        assert day_of(make.row(number).awaited_at) == day
        assert make.row(number).overdue


def next_working_day(at: datetime) -> date:
    """The first working day after a moment's day."""
    calendar, day = rulebook.calendar(), day_of(at) + timedelta(days=1)
    while not calendar.is_working(day).working:
        day += timedelta(days=1)
    return day


class TestDecide:
    def test_approves_one_and_the_promise_moves(self, office: Office) -> None:
        number = asked(office)
        before = make.row(number).due_at

        client_of(office.county.water_head).post(DECIDE, {"number": number, "decision": "approve", "words": "配件在途"})

        assert make.row(number).due_at > before
        assert waiting(office.county.water_head) == []

    def test_refuses_several_at_once_with_one_reason(self, office: Office) -> None:
        numbers = [asked(office), asked(office)]
        client = client_of(office.county.water_head)

        page = client.post(DECIDE, {"number": numbers, "decision": "refuse", "words": "按期办理"}, follow=True)

        assert waiting(office.county.water_head) == []
        assert all("case.extension_refused" in make.kinds(number) for number in numbers)
        assert "2 件" in page.content.decode()

    def test_approves_more_time_and_a_standing_clock_at_once(self, office: Office) -> None:
        number, now = asked(office), timezone.now()
        made = make.in_hand(office.county, at=now - timedelta(hours=4))
        service.suspend(number=made.number, actor=office.county.water, at=now, reason="parts", words="厂家下周发货。")
        sent = {"number": [number, made.number], "decision": "approve", "words": "配件在途"}

        client_of(office.county.water_head).post(DECIDE, sent)

        assert waiting(office.county.water_head) == []
        assert "case.extended" in make.kinds(number)
        assert make.row(made.number).state == "suspended"

    def test_tells_which_could_not_be_decided_and_why(self, office: Office) -> None:
        number = asked(office)
        sent = {"number": [number, "2026-999999"], "decision": "approve", "words": "配件在途"}

        page = client_of(office.county.water_head).post(DECIDE, sent, follow=True).content.decode()

        assert "2026-999999" in page
        assert waiting(office.county.water_head) == []

    @pytest.mark.parametrize(
        "sent", [{"decision": "approve", "words": "好"}, {"number": "N", "decision": "approve", "words": ""}]
    )
    def test_decides_nothing_without_a_tick_or_a_reason(self, office: Office, sent: dict[str, str]) -> None:
        number = asked(office)
        filled = {name: number if value == "N" else value for name, value in sent.items()}

        client_of(office.county.water_head).post(DECIDE, filled)

        assert waiting(office.county.water_head) == [number]
