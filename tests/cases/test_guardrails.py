"""What must never be possible: the accused given or shown a request, a rating from a desk, a silent reading."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.models import Case, CaseParty
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

AT = make.AT
HOUR = timedelta(hours=1)


def about_water() -> str:
    """A complaint about the water bureau."""
    return make.registered(words="水务局窗口推诿，拒不办理水表过户。", about_org_path=make.WATER).number


@pytest.mark.django_db
class TestAccusedSubtree:
    def test_is_never_assigned_by_the_routing_table(self, who: make.County) -> None:
        number = about_water()

        service.accept_and_dispatch(number=number, actor=who.intake, at=AT + HOUR, matter_number=101)

        case = make.row(number)
        assert not case.lead_path.startswith(make.WATER)
        assert case.routing_why == "barred"

    def test_is_never_assigned_by_hand(self, who: make.County) -> None:
        number = about_water()
        facts = len(facts_about(make.row(number).ref))

        with pytest.raises(Refused):
            service.accept_and_dispatch(
                number=number, actor=who.intake, at=AT + HOUR, matter_number=101, lead_path=make.WATER
            )

        assert make.row(number).state == "registered"
        assert len(facts_about(make.row(number).ref)) == facts

    def test_is_refused_by_the_database_itself(self, who: make.County) -> None:
        case = make.row(about_water())

        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(lead_path="139901/water/pipes/")
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseParty.objects.create(case=case, org_path=make.WATER, place_path=case.place_path, role="co")

    def test_cannot_open_it_whatever_is_granted(self, who: make.County) -> None:
        number = about_water()
        insider = Actor(
            Ref("post", "insider"), (Grant("cases.read", "139901/", "139901/"),), org_path="139901/water/pipes/"
        )

        with pytest.raises(CaseNotFound):
            service.open_case(number=number, actor=insider, at=AT)
        with pytest.raises(CaseNotFound):
            queries.case_card(number, actor=insider, at=AT)
        assert not queries.desk(insider, queue="all", at=AT).items
        assert not queries.search(insider, "水表", at=AT).items
        assert not queries.search(insider, number, at=AT).items

    def test_may_not_be_the_whole_county(self, who: make.County) -> None:
        with pytest.raises(Refused):
            make.registered(about_org_path="139901/")

    def test_leaves_intake_when_intake_is_the_accused(self, who: make.County) -> None:
        made = make.registered(about_org_path=make.CENTRE)

        assert make.row(made.number).intake_path == make.CHECKS
        with pytest.raises(CaseNotFound):
            service.open_case(number=made.number, actor=who.intake, at=AT)


@pytest.mark.django_db
class TestRating:
    def test_is_refused_to_a_staff_session(self, who: make.County) -> None:
        made = make.closed(who)
        later = AT + timedelta(days=2)
        token = queries.receipt_page(made.receipt, at=later).rating.token

        for actor in (who.water, who.verifier, who.intake):
            with pytest.raises(NotAllowed):
                service.rate_case(token=token, contacted=True, solved="yes", satisfied=True, at=later, actor=actor)

        assert make.row(made.number).solved is None

    def test_needs_the_residents_own_token(self, who: make.County) -> None:
        made = make.closed(who)
        later = AT + timedelta(days=2)

        for token in ("", "0" * 32, made.receipt, str(make.row(made.number).uuid)):
            with pytest.raises(Refused):
                service.rate_case(token=token, contacted=True, solved="yes", satisfied=True, at=later)

    def test_token_is_never_in_what_the_office_sees(self, who: make.County) -> None:
        made = make.closed(who)
        later = AT + timedelta(days=2)
        token = queries.receipt_page(made.receipt, at=later).rating.token

        card = queries.case_card(made.number, actor=who.verifier, at=later)

        assert token
        assert token not in repr(card)
        assert made.receipt not in repr(card)


@pytest.mark.django_db
class TestReaders:
    def test_are_shown_to_the_resident(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.open_case(number=made.number, actor=who.water, at=AT + 3 * HOUR)

        page = queries.receipt_page(made.receipt, at=AT + 4 * HOUR)

        assert [(reader.unit, reader.post) for reader in page.readers] == [("县水务局", "经办岗")]

    def test_cannot_be_changed_or_removed(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.open_case(number=made.number, actor=who.water, at=AT + 3 * HOUR)
        readings = make.row(made.number).readings

        with pytest.raises(IntegrityError), transaction.atomic():
            readings.update(unit_name="别的单位")
        with pytest.raises(IntegrityError), transaction.atomic():
            readings.all().delete()

    def test_never_name_a_person(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.open_case(number=made.number, actor=who.water, at=AT + 3 * HOUR)

        page = queries.receipt_page(made.receipt, at=AT + 4 * HOUR)

        assert "李水务" not in repr(page)


@pytest.mark.django_db
class TestLists:
    @pytest.mark.parametrize("words", ["路灯坏了", make.WORDS, "水务局的人收了钱才肯接水，请查一查。" * 9, "问"])
    def test_show_too_little_to_be_a_reading(self, who: make.County, words: str) -> None:
        made = make.registered(words=words)
        masked = make.row(made.number).texts.get().text

        (line,) = queries.desk(who.intake, queue="all", at=AT).items
        (found,) = queries.search(who.intake, made.number, at=AT).items

        for shown in (line.first_words, found.excerpt):
            assert len(shown.rstrip("…")) <= min(20, (len(masked) + 1) // 2)
        assert queries.receipt_page(made.receipt, at=AT).readers == ()

    def test_waste_no_room_on_a_greeting(self, who: make.County) -> None:
        make.registered(words="您好，麻烦问一下，村口的路灯坏了三天，晚上走路看不见。")

        (line,) = queries.desk(who.intake, queue="all", at=AT).items

        assert line.first_words.startswith("村口的路灯坏了")
