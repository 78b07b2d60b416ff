"""Saying later that a request is about a unit: it is taken from it, kept from it, and it is never told."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.folding import differences
from minqing.cases.models import CaseParty
from minqing.directory.models import Notice
from minqing.kernel.errors import NotAllowed, Refused
from minqing.ledger.deliveries import run_due
from minqing.ledger.queries import facts_about
from minqing.vault import service as vault

AT = make.AT
HOUR = timedelta(hours=1)
WORDS = "水务局的人收钱不办事。"


def told(at=AT + 9 * HOUR) -> set[str]:
    """The titles of the posts that were told something, once everything owed was sent."""
    while run_due(at):
        pass
    return set(Notice.objects.values_list("post__title", flat=True))


@pytest.mark.django_db
class TestBarUnit:
    def test_takes_the_request_back_and_closes_it_to_the_unit(self, who: make.County) -> None:
        made = make.in_hand(who, words=WORDS)

        service.bar_unit(number=made.number, actor=who.intake, at=AT + 3 * HOUR, about_org_path=make.WATER)

        case = make.row(made.number)
        assert (case.state, case.lead_path, case.holder, case.stage_path) == ("accepted", "", "", make.CENTRE)
        assert {"case.unit_barred", "case.access_frozen"} <= set(make.kinds(made.number))
        assert make.last(made.number, "case.unit_barred")["unit"] == make.WATER
        for actor in (who.water, who.water_head):
            with pytest.raises(CaseNotFound):
                service.open_case(number=made.number, actor=actor, at=AT + 4 * HOUR)
        assert not list(differences(case))

    def test_closes_the_vault_to_it_as_well(self, who: make.County) -> None:
        made = make.in_hand(who, words=WORDS, phone="13800001234")
        asker = make.post(make.WATER, "调看岗", "范调看", "vault.ask_reveal", org=make.COUNTY)
        asked = {"case_id": made.case_id, "purpose": "call_back", "basis": "consent", "note": "要回电话"}

        service.bar_unit(number=made.number, actor=who.intake, at=AT + 3 * HOUR, about_org_path=make.WATER)

        with pytest.raises(Refused):
            vault.ask_reveal(actor=asker, at=AT + 4 * HOUR, **asked)

    def test_is_never_dispatched_there_again(self, who: make.County) -> None:
        made = make.in_hand(who, words=WORDS)
        service.bar_unit(number=made.number, actor=who.overseer, at=AT + 3 * HOUR, about_org_path=make.WATER)

        with pytest.raises(Refused):
            service.dispatch(number=made.number, actor=who.intake, at=AT + 4 * HOUR, lead_path=make.WATER)
        service.dispatch(number=made.number, actor=who.intake, at=AT + 4 * HOUR)

        assert make.row(made.number).lead_path == make.CHECKS

    def test_takes_a_helping_unit_off(self, who: make.County) -> None:
        made = make.registered(words=WORDS)
        service.accept(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)
        paths = {"lead_path": make.ROADS, "co_paths": [make.WATER]}
        service.dispatch(number=made.number, actor=who.intake, at=AT + HOUR, **paths)

        service.bar_unit(number=made.number, actor=who.intake, at=AT + 3 * HOUR, about_org_path=make.WATER)

        case = make.row(made.number)
        assert (case.state, case.lead_path) == ("dispatched", make.ROADS)
        assert not CaseParty.objects.filter(case=case, role="co").exists()
        assert "case.access_frozen" not in make.kinds(made.number)

    def test_tells_intake_and_oversight_and_never_the_unit(self, who: make.County) -> None:
        made = make.dispatched(who, words=WORDS)
        Notice.objects.all().delete()
        service.bar_unit(number=made.number, actor=who.intake, at=AT + 3 * HOUR, about_org_path=make.WATER)

        titles = told()

        assert {"督查岗", "受理岗"} <= titles
        assert not Notice.objects.filter(post__organisation__path__startswith=make.WATER).exists()

    def test_moves_it_out_of_the_intake_office_that_it_is_about(self, who: make.County) -> None:
        made = make.registered(words="服务中心的人态度恶劣。")

        service.bar_unit(number=made.number, actor=who.intake, at=AT + HOUR, about_org_path=make.CENTRE)

        case = make.row(made.number)
        assert (case.state, case.intake_path, case.stage_path) == ("registered", make.CHECKS, make.CHECKS)
        with pytest.raises(CaseNotFound):
            service.open_case(number=made.number, actor=who.intake, at=AT + 2 * HOUR)

    def test_keeps_a_closed_request_from_the_unit_without_opening_it(self, who: make.County) -> None:
        made = make.closed(who, words=WORDS)

        service.bar_unit(number=made.number, actor=who.overseer, at=AT + timedelta(days=3), about_org_path=make.WATER)

        assert make.row(made.number).state == "closed"
        with pytest.raises(CaseNotFound):
            queries.case_card(made.number, actor=who.water, at=AT + timedelta(days=3))

    def test_is_read_by_the_resident(self, who: make.County) -> None:
        made = make.registered(words=WORDS)
        service.bar_unit(number=made.number, actor=who.intake, at=AT + HOUR, about_org_path=make.WATER)

        page = queries.receipt_page(made.receipt, at=AT + 2 * HOUR)

        assert "县水务局" in {line.words for line in page.history}

    @pytest.mark.parametrize("path", ["139901/", "139901/nowhere/", "", "water"])
    def test_refuses_what_is_no_single_unit(self, who: make.County, path: str) -> None:
        made = make.registered(words=WORDS)
        facts = len(facts_about(make.row(made.number).ref))

        with pytest.raises(Refused):
            service.bar_unit(number=made.number, actor=who.intake, at=AT + HOUR, about_org_path=path)

        assert len(facts_about(make.row(made.number).ref)) == facts

    def test_refuses_the_same_twice(self, who: make.County) -> None:
        made = make.registered(words=WORDS, about_org_path=make.WATER)

        with pytest.raises(Refused):
            service.bar_unit(number=made.number, actor=who.intake, at=AT + HOUR, about_org_path=make.WATER)

    def test_is_not_for_the_handling_unit(self, who: make.County) -> None:
        made = make.in_hand(who, words=WORDS)

        with pytest.raises((NotAllowed, CaseNotFound)):
            service.bar_unit(number=made.number, actor=who.water_head, at=AT + 3 * HOUR, about_org_path=make.ROADS)


@pytest.mark.django_db
class TestAccept:
    def test_bars_the_unit_in_the_same_press(self, who: make.County) -> None:
        made = make.registered(words=WORDS)
        how = {"matter_number": 101, "about_org_path": make.WATER}

        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR, **how)

        case = make.row(made.number)
        assert (case.lead_path, case.routing_why) == (make.CHECKS, "barred")
        assert "case.unit_barred" in make.kinds(made.number)

    def test_refuses_to_give_it_to_the_unit_it_names(self, who: make.County) -> None:
        made = make.registered(words=WORDS)
        how = {"matter_number": 101, "about_org_path": make.WATER, "lead_path": make.WATER}

        with pytest.raises(Refused):
            service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR, **how)

        assert make.row(made.number).state == "registered"

    def test_sends_ones_own_office_to_the_verb_that_moves_it(self, who: make.County) -> None:
        made = make.registered(words=WORDS)

        with pytest.raises(Refused) as refusal:
            service.accept(number=made.number, actor=who.intake, at=AT + HOUR, about_org_path=make.CENTRE)

        assert refusal.value.field == "about_org_path"


@pytest.mark.django_db
class TestOfficesOfTheAccused:
    def test_never_verify_it(self, who: make.County) -> None:
        made = make.registered(words="服务中心的人态度恶劣。", about_org_path=make.CENTRE)
        keeper = make.post(make.CHECKS, "收件岗", "白收件", *make.INTAKE)
        at = AT + HOUR
        service.accept_and_dispatch(number=made.number, actor=keeper, at=at, matter_number=101, lead_path=make.WATER)
        service.acknowledge(number=made.number, actor=who.water, at=at)

        make.reply(who, made.number, at=at + HOUR)

        assert make.row(made.number).stage_path == make.CHECKS

    def test_never_hear_of_pressure(self, who: make.County) -> None:
        made = make.registered(words="督查室的人收钱。", about_org_path=make.CHECKS)

        service.report_pressure(receipt=made.receipt, words="有人来找我", at=AT + HOUR)

        report = make.row(made.number).pressure_reports.get()
        assert not report.office_path.startswith(make.CHECKS)


@pytest.mark.django_db
class TestLiftBar:
    def test_gives_the_request_back_to_the_ordinary_way(self, who: make.County) -> None:
        made = make.registered(about_org_path=make.WATER, phone="13800001234")
        found = {"about_org_path": make.WATER, "words": "电话里说她只是报修，不是告状。"}

        service.lift_bar(number=made.number, actor=who.overseer, at=AT + HOUR, **found)
        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + 2 * HOUR, matter_number=101)

        case = make.row(made.number)
        assert (case.lead_path, case.has_barred) == (make.WATER, False)
        assert make.last(made.number, "case.bar_lifted")["unit"] == make.WATER
        service.open_case(number=made.number, actor=who.water, at=AT + 3 * HOUR)
        page = queries.receipt_page(made.receipt, at=AT + 3 * HOUR)
        assert any("她只是报修" in line.words for line in page.history)
        assert "cases.tell_resident" in make.owed(made.number, "case.bar_lifted")

    def test_is_for_oversight_alone(self, who: make.County) -> None:
        number = make.registered(about_org_path=make.WATER).number
        both = make.post(make.WATER, "督办岗", "尤督办", "cases.read", "cases.supervise", org=make.COUNTY)

        for actor in (who.intake, who.water_head, both):
            with pytest.raises((NotAllowed, CaseNotFound)):
                service.lift_bar(number=number, actor=actor, at=AT + HOUR, about_org_path=make.WATER, words="不是")

        assert make.row(number).has_barred

    def test_leaves_a_bar_because_of_pressure(self, who: make.County) -> None:
        made = make.in_hand(who, words=WORDS)
        service.report_pressure(receipt=made.receipt, words="有人来找我", at=AT + 3 * HOUR)
        how = {"about_org_path": make.WATER, "words": "不是告状"}

        with pytest.raises(Refused):
            service.lift_bar(number=made.number, actor=who.overseer, at=AT + 4 * HOUR, **how)

        assert make.row(made.number).has_barred
