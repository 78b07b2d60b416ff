"""Taking a request in."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import ReceiptNotFound, public_actor
from minqing.cases.models import Case
from minqing.directory.models import Alarm
from minqing.kernel.errors import NotAllowed, Refused
from minqing.ledger.models import Fact
from minqing.vault import queries as vault
from minqing.vault.models import SealedText

AT = make.AT


@pytest.mark.django_db
class TestRegisterCase:
    def test_takes_in_leaves_a_fact_and_owes_intake_a_notice(self, who: make.County) -> None:
        made = make.registered(phone="13800001234", name="王秀兰", may_call=True)

        case = make.row(made.number)
        assert (case.state, case.stage, case.stage_path) == ("registered", 1, make.CENTRE)
        assert make.kinds(made.number) == ["case.registered"]
        assert make.last(made.number, "case.registered") == {"channel": 1, "matter": 0, "danger": 0, "on_behalf": 0}
        assert make.owed(made.number, "case.registered") == {"cases.tell_intake"}
        assert vault.has_phone(case.uuid)

    def test_masks_what_the_office_reads(self, who: make.County) -> None:
        made = make.registered(name="王秀兰")

        text = make.row(made.number).texts.get().text
        assert "王秀兰" not in text
        assert "13800001234" not in text
        assert "路灯" in text

    def test_masks_her_name_though_something_unseen_stands_in_it(self, who: make.County) -> None:
        made = make.registered(words="路灯坏了，来了就问豆腐坊阿巧。", name="阿\u200b巧")

        assert "阿巧" not in make.row(made.number).texts.get().text

    def test_masks_what_the_resident_masked_besides(self, who: make.County) -> None:
        made = make.registered(words="村口小卖部旁边的路灯坏了。", extra_spans=((2, 5),))

        assert "小卖部" not in make.row(made.number).texts.get().text

    def test_promises_five_working_days_by_the_real_calendar(self, who: make.County) -> None:
        made = make.registered()

        assert made.promised_at.isoformat() == "2026-09-10T18:00:00+08:00"
        assert not made.provisional

    @pytest.mark.parametrize("nothing", ["\u200b\u2063", "\u3164", "\u00a0\u2800", "\u2060\n\u3000"])
    def test_takes_nothing_that_nobody_can_see(self, who: make.County, nothing: str) -> None:
        with pytest.raises(Refused):
            make.registered(words=nothing)
        assert not Case.objects.exists()

    def test_drops_the_hidden_mark_of_a_copy_from_what_comes_in(self, who: make.County) -> None:
        made = make.registered(words="路灯\u2060\u2063\u2063\u2060坏了。")

        assert make.row(made.number).texts.get().text == "路灯坏了。"

    def test_gives_the_same_request_for_the_same_token(self, who: make.County) -> None:
        filing = make.filing()
        first = service.register_case(filing=filing, actor=public_actor(), at=AT)
        again = service.register_case(filing=filing, actor=public_actor(), at=AT + timedelta(minutes=1))

        assert (first.receipt, first.number) == (again.receipt, again.number)
        assert again.again
        assert Case.objects.count() == 1

    def test_alarms_the_duty_line_at_once_where_words_name_danger(self, who: make.County) -> None:
        made = make.registered(words="楼道里闻到很浓的煤气味，快来人。")

        assert made.danger.kind == "gas"
        assert Alarm.objects.get().number == made.number
        assert make.row(made.number).danger == "gas"

    def test_refuses_what_is_missing_or_wrong_and_writes_nothing(self, who: make.County) -> None:
        facts = Fact.objects.count()
        wrong = (
            {"words": "  "},
            {"words": "水" * 10_001},
            {"place_path": "139901/999/"},
            {"channel": "pigeon"},
            {"phone": "12"},
            {"matter_number": 9999},
            {"about_org_path": "139901/nowhere/"},
            {"photos": (b"x",) * 10},
            {"photos": (b"no picture at all",)},
            {"submission_token": ""},
        )

        for change in wrong:
            with pytest.raises(Refused):
                make.registered(**change)
        assert Case.objects.count() == 0
        assert Fact.objects.count() == facts

    def test_refuses_to_let_strangers_file_for_others(self, who: make.County) -> None:
        with pytest.raises(NotAllowed):
            make.registered(channel="counter")
        with pytest.raises(NotAllowed):
            make.registered(channel="grid", actor=who.grid_worker, place_path=make.OTHER_VILLAGE)

    def test_lets_a_grid_worker_file_in_her_own_village(self, who: make.County) -> None:
        made = make.registered(channel="grid", actor=who.grid_worker)

        assert make.last(made.number, "case.registered")["on_behalf"] == 1


@pytest.mark.django_db
class TestPreview:
    def test_shows_what_will_be_masked_without_writing(self, who: make.County) -> None:
        shown = service.preview(words=make.WORDS, where_words="3组5号门口", name="王秀兰", phone="")

        assert "13800001234" not in shown.words.text
        assert shown.words.spans
        assert shown.danger is None
        assert Case.objects.count() == 0


@pytest.mark.django_db
class TestAddWords:
    def test_adds_masked_words_and_tells_the_holder(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.add_words(receipt=made.receipt, words="还有一盏也坏了，我电话13900005678。", at=AT + timedelta(hours=5))

        card = queries.case_card(made.number, actor=who.water, at=AT + timedelta(hours=6))
        assert len(card.additions) == 1
        assert "13900005678" not in card.additions[0][1]
        assert make.owed(made.number, "case.words_added") == {"cases.tell_holder"}

    def test_sent_twice_are_added_once(self, who: make.County) -> None:
        made = make.in_hand(who)

        for seconds in (0, 90):
            service.add_words(receipt=made.receipt, words="又坏了一盏。", at=AT + timedelta(hours=5, seconds=seconds))
        for seconds in (200, 202):
            service.add_words(
                receipt=made.receipt, words="打13900005678。", at=AT + timedelta(hours=5, seconds=seconds)
            )

        assert make.row(made.number).texts.filter(added=True).count() == 2

    def test_a_number_put_right_is_no_second_tap(self, who: make.County) -> None:
        made = make.in_hand(who)

        for minutes, phone in enumerate(("13900005678", "13900005679")):
            words, at = f"我的电话是{phone}。", AT + timedelta(hours=5, minutes=minutes)
            service.add_words(receipt=made.receipt, words=words, at=at)

        kept = SealedText.objects.filter(case_id=made.case_id, part="added")
        assert kept.count() == 2

    def test_alarms_when_the_new_words_name_danger(self, who: make.County) -> None:
        made = make.registered()

        service.add_words(receipt=made.receipt, words="孩子不见了，找不到。", at=AT + timedelta(hours=1))

        assert make.row(made.number).danger == "child"
        assert Alarm.objects.count() == 1

    def test_refuses_a_request_that_has_left_and_an_unknown_receipt(self, who: make.County) -> None:
        made = make.closed(who)

        with pytest.raises(Refused):
            service.add_words(receipt=made.receipt, words="还有", at=AT + timedelta(days=3))
        with pytest.raises(ReceiptNotFound):
            service.add_words(receipt="0000000000000000", words="还有", at=AT)


@pytest.mark.django_db
class TestWithdrawCase:
    def test_ends_it_on_the_residents_own_receipt(self, who: make.County) -> None:
        made = make.in_hand(who)

        service.withdraw_case(receipt=made.receipt.lower(), at=AT + timedelta(hours=5))

        assert make.row(made.number).state == "withdrawn"
        assert make.last(made.number, "case.withdrawn")["by"] == 1
        with pytest.raises(Refused):
            service.withdraw_case(receipt=made.receipt, at=AT + timedelta(hours=6))
