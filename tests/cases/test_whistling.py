"""Reports about the conduct of staff, as somebody who wants to know who reported would attack them."""

from datetime import timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries, service, ticking
from minqing.cases.access import ReceiptNotFound
from minqing.cases.models import Case, WhistleReport
from minqing.cases.records import DeskFilters
from minqing.kernel.errors import Conflict, NotFound, Refused
from minqing.ledger.models import Fact
from minqing.vault.models import Custody
from minqing.vault.queries import reveals_to_decide

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "水务局的李某收了我两千块钱。我叫王秀兰，电话13800001234。"


def blow(token: str = "a" * 24, *, at: Any = AT, **more: Any) -> Any:
    fields = {"words": WORDS, "name": "王秀兰", "phone": "13800001234", "about_org_path": make.WATER, **more}
    return service.blow_whistle(submission_token=token, at=at, **fields)


def facts() -> list[Fact]:
    return list(Fact.objects.filter(kind__startswith="whistle.").order_by("recorded_at"))


@pytest.mark.django_db
class TestBlowWhistle:
    def test_goes_to_the_office_outside_the_chain_and_to_nobody_else(self, who: make.County) -> None:
        done = blow()
        deliver(AT + HOUR)

        report = WhistleReport.objects.get()
        assert (report.office_path, str(report.id)) == (make.CHECKS, done.report_id)
        assert not Case.objects.exists()
        assert [line.id for line in queries.whistles(who.pressure, at=AT)] == [done.report_id]
        everybody = (who.intake, who.water, who.water_head, who.verifier, who.overseer, who.grid_worker, who.keeper)
        for actor in everybody:
            assert queries.whistles(actor, at=AT) == ()
            assert told(actor) == [] if actor is not who.keeper else True
        assert told(who.pressure) == ["cases.tell_whistle_desk"]

    def test_is_found_by_no_desk_search_or_number(self, who: make.County) -> None:
        blow()

        assert queries.desk(who.overseer, queue="all", filters=DeskFilters(), at=AT).items == ()
        for words in ("水务局", "两千块", "收了"):
            assert not queries.search(who.overseer, words, at=AT).items

    def test_leaves_facts_that_name_no_place_no_unit_and_no_matter(self, who: make.County) -> None:
        blow()

        (fact,) = facts()
        assert (fact.org_path, fact.place_path, fact.actor) == (make.CHECKS, make.COUNTY, "system:public")
        assert (fact.d1, fact.d2, fact.d3, fact.d4, fact.qty) == (None,) * 5
        assert "water" not in fact.payload
        assert fact.subject.startswith("whistle:")

    def test_keeps_who_it_was_sealed_and_masks_the_words(self, who: make.County) -> None:
        done = blow()

        line = queries.whistles(who.pressure, at=AT)[0]
        assert "王秀兰" not in line.words
        assert "13800001234" not in line.words
        custody = Custody.objects.get(pk=done.report_id)
        assert (custody.sealed, custody.may_call, custody.org_path) == (True, False, make.CHECKS)

    def test_passes_by_the_discipline_office_when_it_is_about_that_office(self, who: make.County) -> None:
        with pytest.raises(Refused, match="12388"):
            blow(about_org_path=make.CHECKS)
        assert not WhistleReport.objects.exists()
        make.unit(key="petitions", name="县信访局")
        where: dict[str, Any] = {"place_path": make.COUNTY, "actor": who.keeper, "at": AT}
        service.set_office(duty="oversee", org_path="139901/petitions/", **where)

        blow(about_org_path=make.CHECKS)

        assert WhistleReport.objects.get().office_path == "139901/petitions/"
        assert queries.whistles(who.pressure, at=AT) == ()

    def test_is_taken_once_however_often_it_is_sent(self, who: make.County) -> None:
        assert blow() == blow()
        assert WhistleReport.objects.count() == 1

    def test_takes_a_unit_that_is_in_no_list_as_words(self, who: make.County) -> None:
        blow(about_org_path="", unit_words="那个管水的所")

        assert queries.whistles(who.pressure, at=AT)[0].unit_name == "那个管水的所"

    def test_refuses_nothing_at_all(self, who: make.County) -> None:
        for words in ("", "  ", "长" * 10_001, "绝密★启用前"):
            with pytest.raises(Refused):
                blow(words=words)
        assert facts() == []


@pytest.mark.django_db
class TestReading:
    def test_is_recorded_and_is_none_for_others(self, who: make.County) -> None:
        blow()

        service.open_whistles(actor=who.pressure, at=AT + HOUR)

        assert facts()[-1].kind == "whistle.read"
        assert facts()[-1].qty == 1
        for actor in (who.overseer, who.intake):
            with pytest.raises(NotFound):
                service.open_whistles(actor=actor, at=AT)

    def test_is_not_for_the_accused_even_with_the_permission(self, who: make.County) -> None:
        done = blow()
        inside = make.post(make.WATER, "纪检委员", "何纪检", "cases.pressure", "vault.approve_reveal", org=make.COUNTY)

        assert queries.whistles(inside, at=AT) == ()
        for verb in (service.take_up_whistle, service.answer_whistle):
            fields = {"words": "无此事。"} if verb is service.answer_whistle else {}
            with pytest.raises(NotFound):
                verb(report_id=done.report_id, actor=inside, at=AT, **fields)  # type: ignore[operator]

    def test_takes_two_who_are_not_of_the_unit_to_open_who_it_was(self, who: make.County) -> None:
        done = blow()
        asks = make.post(make.CHECKS, "查办岗", "朱查办", "vault.ask_reveal", "cases.pressure", org=make.COUNTY)
        inside = make.post(make.WATER, "纪检委员", "何纪检", "vault.approve_reveal", org=make.COUNTY)
        first = make.post(make.CENTRE, "审批岗", "许审批", "vault.approve_reveal", org=make.COUNTY)
        second = make.post(make.ROADS, "审批岗", "何审批", "vault.approve_reveal", org=make.COUNTY)
        from minqing.vault import service as vault

        reveal = vault.ask_reveal(
            case_id=done.report_id, purpose="call_back", basis="duty", note="核实时间", actor=asks, at=AT
        )
        assert reveals_to_decide(inside).items == ()
        vault.approve_reveal(reveal_id=reveal, hours=2, actor=first, at=AT)
        with pytest.raises(Refused):
            vault.read_reveal(reveal_id=reveal, actor=asks, at=AT)
        vault.approve_reveal(reveal_id=reveal, hours=2, actor=second, at=AT)

        assert vault.read_reveal(reveal_id=reveal, actor=asks, at=AT).phone == "13800001234"


@pytest.mark.django_db
class TestGoingOn:
    def test_is_taken_up_and_answered_and_read_with_the_code_alone(self, who: make.County) -> None:
        done = blow()
        with pytest.raises(Conflict):
            service.answer_whistle(report_id=done.report_id, words="查实。", actor=who.pressure, at=AT)

        service.take_up_whistle(report_id=done.report_id, actor=who.pressure, at=AT + HOUR)
        with pytest.raises(Conflict):
            service.take_up_whistle(report_id=done.report_id, actor=who.pressure, at=AT + HOUR)
        service.answer_whistle(report_id=done.report_id, words="已查实，已退款。", actor=who.pressure, at=AT + DAY)

        page = queries.whistle_page(done.receipt, at=AT + DAY)
        assert page.answer == "已查实，已退款。"
        assert [fact.kind for fact in facts()] == ["whistle.reported", "whistle.taken_up", "whistle.answered"]
        assert Custody.objects.get(pk=done.report_id).erase_at is not None
        for code in ("", "nonsense", make.registered().receipt):
            with pytest.raises(ReceiptNotFound):
                queries.whistle_page(code, at=AT)
        with pytest.raises(ReceiptNotFound):
            queries.receipt_page(done.receipt, at=AT)

    def test_is_asked_after_when_nobody_takes_it_up(self, who: make.County) -> None:
        blow()

        ticking.tick(AT + 5 * DAY)
        ticking.tick(AT + 5 * DAY)

        assert [fact.kind for fact in facts()].count("whistle.reminded") == 1
