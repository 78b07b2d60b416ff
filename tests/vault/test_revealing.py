"""Who wrote is shown for a purpose, by leave of somebody else, for some hours, in the resident's sight."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.factories import directory
from tests.factories.directory import AT, COUNTY, value_actor
from tests.factories.vault import INTAKE, PHONE, PLACE, entrust

from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, MoveNotAllowed, NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.vault import queries, service
from minqing.vault.models import Reveal
from minqing.vault.opening import Erased
from minqing.vault.service.revealing import UnableToReveal

pytestmark = pytest.mark.django_db

ASKS = ("vault.ask_reveal", INTAKE, COUNTY)
DECIDES = ("vault.approve_reveal", COUNTY, COUNTY)


def requester(**more: Any) -> Actor:
    return value_actor(ASKS, ref=f"post:{UUID(int=1)}", org_path=INTAKE, person="p1", **more)


def approver(**more: Any) -> Actor:
    given = {"ref": f"post:{UUID(int=2)}", "org_path": "139901/legal/", "person": "p2", **more}
    return value_actor(DECIDES, **given)


def ask(case: UUID, actor: Actor | None = None) -> UUID:
    return service.ask_reveal(
        case_id=case, purpose="call_back", basis="duty", note="核实断电的时间", actor=actor or requester(), at=AT
    )


def kinds(case: UUID) -> set[str]:
    return {fact.kind for fact in facts_about(Ref("case", str(case)))}


class TestReadReveal:
    def test_shows_who_wrote_after_another_post_allowed_it(self) -> None:
        case = entrust()
        reveal = ask(case)
        service.approve_reveal(reveal_id=reveal, hours=24, actor=approver(), at=AT)

        shown = service.read_reveal(reveal_id=reveal, actor=requester(), at=AT + timedelta(hours=1))

        assert (shown.name, shown.phone, shown.may_call) == ("王秀英", PHONE, True)
        assert shown.words == "我叫王秀英，路灯坏了半个月。"
        assert kinds(case) == {"vault.reveal_requested", "vault.reveal_approved", "vault.revealed"}

    def test_is_seen_by_the_resident_with_post_and_purpose(self) -> None:
        case = entrust()
        me = directory.actor("vault.ask_reveal", unit_path=INTAKE, name="孙知微")
        reveal = ask(case, me)
        service.approve_reveal(reveal_id=reveal, hours=2, actor=approver(), at=AT)
        service.read_reveal(reveal_id=reveal, actor=me, at=AT + timedelta(minutes=5))

        (view,) = queries.reveals_of(case)
        openings = queries.openings_of(case)

        assert view.note == "核实断电的时间"
        assert view.asked_by.endswith("经办人")
        assert "孙知微" not in view.asked_by
        assert view.first_read_at == AT + timedelta(minutes=5)
        assert [opening.kind for opening in openings] == ["vault.reveal_requested", "vault.revealed"]

    def test_ends_at_its_hour(self) -> None:
        reveal = ask(entrust())
        service.approve_reveal(reveal_id=reveal, hours=2, actor=approver(), at=AT)

        service.read_reveal(reveal_id=reveal, actor=requester(), at=AT + timedelta(hours=2, seconds=-1))
        with pytest.raises(UnableToReveal):
            service.read_reveal(reveal_id=reveal, actor=requester(), at=AT + timedelta(hours=2))

    def test_is_closed_before_a_decision_and_after_a_refusal(self) -> None:
        case = entrust()
        reveal = ask(case)
        with pytest.raises(UnableToReveal):
            service.read_reveal(reveal_id=reveal, actor=requester(), at=AT)

        service.refuse_reveal(reveal_id=reveal, actor=approver(), at=AT)

        with pytest.raises(UnableToReveal):
            service.read_reveal(reveal_id=reveal, actor=requester(), at=AT)
        assert "vault.revealed" not in kinds(case)

    def test_is_the_requesters_alone(self) -> None:
        reveal = ask(entrust())
        service.approve_reveal(reveal_id=reveal, hours=2, actor=approver(), at=AT)
        colleague = value_actor(ASKS, ref=f"post:{UUID(int=3)}", org_path=INTAKE, person="p3")

        for stranger in (colleague, approver()):
            with pytest.raises(NotFound):
                service.read_reveal(reveal_id=reveal, actor=stranger, at=AT)

    def test_says_when_everything_was_erased(self) -> None:
        case = entrust()
        reveal = ask(case)
        service.approve_reveal(reveal_id=reveal, hours=72, actor=approver(), at=AT)
        service.start_retention(case, closed_at=AT - timedelta(days=180), days=180)
        service.erase_due(AT)

        with pytest.raises(Erased):
            service.read_reveal(reveal_id=reveal, actor=requester(), at=AT)


class TestRevealsOfLastMonth:
    def read(self, count: int, *, at: datetime) -> None:
        for _ in range(count):
            reveal = ask(entrust())
            service.approve_reveal(reveal_id=reveal, hours=24, actor=approver(), at=AT)
            service.read_reveal(reveal_id=reveal, actor=requester(), at=AT)
        Reveal.objects.filter(first_read_at=AT).update(first_read_at=at)

    @pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5)])
    def test_tells_how_many_but_no_small_number(self, count: int, told: int | None) -> None:
        self.read(count, at=AT)

        found = queries.reveals_of_last_month(AT + timedelta(days=31), smallest=5)

        assert found.count == told
        assert (found.end - found.start).days in {28, 29, 30, 31}

    def test_counts_from_midnight_to_midnight_in_the_county(self) -> None:
        self.read(5, at=datetime(2026, 8, 31, 16, tzinfo=UTC))  # 1 September 00:00 in the county

        assert queries.reveals_of_last_month(datetime(2026, 9, 30, 15, 59, tzinfo=UTC), smallest=5).count == 0
        assert queries.reveals_of_last_month(datetime(2026, 9, 30, 16, tzinfo=UTC), smallest=5).count == 5


class TestAskReveal:
    @pytest.mark.parametrize("wrong", [{"purpose": "curiosity"}, {"basis": ""}, {"note": "  "}, {"note": "长" * 201}])
    def test_needs_purpose_basis_and_a_sentence(self, wrong: dict[str, str]) -> None:
        case = entrust()
        given = {"purpose": "call_back", "basis": "duty", "note": "核实", **wrong}

        with pytest.raises(UnableToReveal):
            service.ask_reveal(case_id=case, actor=requester(), at=AT, **given)
        assert not Reveal.objects.exists()

    def test_is_asked_once_at_a_time(self) -> None:
        case = entrust()
        ask(case)

        with pytest.raises(Conflict):
            ask(case)

    def test_is_out_of_reach_for_a_neighbour_and_for_a_stranger_id(self) -> None:
        case = entrust()
        neighbour = value_actor(("vault.ask_reveal", "139901/water/", COUNTY), org_path="139901/water/")

        for case_id, actor in ((case, neighbour), (uuid4(), requester()), ("x", requester()), (case, value_actor())):
            with pytest.raises(NotFound):
                ask(case_id, actor)  # type: ignore[arg-type]  # nonsense from outside is part of the test

    def test_is_impossible_below_the_accused_unit_and_after_stepping_back(self) -> None:
        case = entrust(barred=["139901/hub/"])
        below = value_actor(ASKS, ref="post:5", org_path="139901/hub/counter/")
        beside = value_actor(ASKS, ref="post:6", org_path="139901/hubert/")
        off = value_actor(ASKS, ref="post:7", org_path="139901/x/", recused=frozenset({f"case:{case}"}))

        for accused in (requester(), below, off):
            with pytest.raises(NotFound):
                ask(case, accused)
        assert ask(case, beside)


class TestApproveReveal:
    def test_is_never_the_requesters_also_from_another_post(self) -> None:
        both = value_actor(ASKS, DECIDES, ref=f"post:{UUID(int=1)}", org_path=INTAKE, person="p1")
        reveal = ask(entrust(), both)
        same_person = approver(person="p1")

        for actor in (both, same_person):
            with pytest.raises(NotAllowed):
                service.approve_reveal(reveal_id=reveal, hours=2, actor=actor, at=AT)

    def test_is_impossible_below_the_accused_unit(self) -> None:
        case = entrust(barred=["139901/legal/"])
        reveal = ask(case)

        with pytest.raises(NotFound):
            service.approve_reveal(reveal_id=reveal, hours=2, actor=approver(), at=AT)
        assert queries.reveals_to_decide(approver()).items == ()

    def test_is_decided_once(self) -> None:
        reveal = ask(entrust())
        service.refuse_reveal(reveal_id=reveal, actor=approver(), at=AT)

        with pytest.raises(MoveNotAllowed):
            service.approve_reveal(reveal_id=reveal, hours=2, actor=approver(), at=AT)

    @pytest.mark.parametrize("hours", [0, -1, 73])
    def test_lasts_one_to_seventy_two_hours(self, hours: int) -> None:
        reveal = ask(entrust())

        with pytest.raises(UnableToReveal):
            service.approve_reveal(reveal_id=reveal, hours=hours, actor=approver(), at=AT)

    def test_is_listed_for_those_who_may_decide_and_not_for_the_requester(self) -> None:
        reveal = ask(entrust())

        assert [view.id for view in queries.reveals_to_decide(approver()).items] == [reveal]
        assert queries.reveals_to_decide(approver(person="p1")).items == ()
        assert [view.id for view in queries.reveals_asked_by(requester()).items] == [reveal]


class TestPossibleSameMatter:
    def test_finds_the_same_telephone_however_written_and_leaves_a_fact(self) -> None:
        earlier, other = entrust(phone="+86 138 0000 1111"), entrust(phone="13900002222")
        case = entrust()
        intake = value_actor(("vault.same_matter", INTAKE, COUNTY), org_path=INTAKE)

        found = service.possible_same_matter(case, actor=intake, at=AT)

        assert found == [Ref("case", str(earlier))]
        assert Ref("case", str(other)) not in found
        assert kinds(case) == {"vault.same_matter_asked"}
        assert [opening.kind for opening in queries.openings_of(case)] == ["vault.same_matter_asked"]

    def test_compares_only_among_the_cases_it_is_given(self) -> None:
        earlier, case = entrust(), entrust()
        intake = value_actor(("vault.same_matter", INTAKE, COUNTY), org_path=INTAKE)

        assert service.possible_same_matter(case, actor=intake, at=AT, among=[]) == []
        assert service.possible_same_matter(case, actor=intake, at=AT, among=[earlier]) == [Ref("case", str(earlier))]

    def test_is_intakes_alone(self) -> None:
        case = entrust()

        for actor in (requester(), approver(), value_actor(("cases.handle", COUNTY, COUNTY))):
            with pytest.raises(NotFound):
                service.possible_same_matter(case, actor=actor, at=AT)


def test_reach_needs_both_paths() -> None:
    case = entrust()
    elsewhere = value_actor(("vault.ask_reveal", INTAKE, "139901/102/"), org_path=INTAKE)

    assert PLACE.startswith("139901/101/")
    with pytest.raises(NotFound):
        ask(case, elsewhere)
