"""Who wrote about a unit is seen only when two have agreed, neither of them in that unit."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.factories.directory import AT
from tests.factories.vault import entrust
from tests.vault.test_revealing import approver, ask, kinds, requester

from minqing.kernel.errors import MoveNotAllowed, NotAllowed, NotFound
from minqing.vault import queries, service
from minqing.vault.models import Reveal
from minqing.vault.service.revealing import UnableToReveal

pytestmark = pytest.mark.django_db
ACCUSED = "139901/water/"
FIRST = approver()
SECOND = approver(ref=f"post:{UUID(int=3)}", person="p3")


def approve(reveal: UUID, actor: object) -> None:
    service.approve_reveal(reveal_id=reveal, hours=24, actor=actor, at=AT)  # type: ignore[arg-type]


class TestApproveReveal:
    @pytest.mark.parametrize("secret", [{"barred": [ACCUSED]}, {"sealed": True}])
    def test_opens_nothing_before_the_second_has_agreed(self, secret: dict[str, object]) -> None:
        case = entrust(**secret)
        reveal = ask(case)

        approve(reveal, FIRST)
        assert Reveal.objects.get(pk=reveal).state == "asked"
        with pytest.raises(UnableToReveal):
            service.read_reveal(reveal_id=reveal, actor=requester(), at=AT)
        approve(reveal, SECOND)

        assert service.read_reveal(reveal_id=reveal, actor=requester(), at=AT).name == "王秀英"
        assert {"vault.reveal_seconded", "vault.reveal_approved"} <= kinds(case)

    def test_takes_two_people_and_not_one_in_two_posts(self) -> None:
        reveal = ask(entrust(barred=[ACCUSED]))
        approve(reveal, FIRST)

        for same in (FIRST, approver(ref=f"post:{UUID(int=4)}")):
            with pytest.raises(NotAllowed):
                approve(reveal, same)
        with pytest.raises(NotAllowed):
            approve(reveal, approver(ref=f"post:{UUID(int=5)}", person="p1"))  # who asked, in another post
        assert Reveal.objects.get(pk=reveal).state == "asked"

    def test_hides_it_from_everybody_in_the_unit(self) -> None:
        reveal = ask(entrust(barred=[ACCUSED]))
        inside = approver(ref=f"post:{UUID(int=6)}", person="p6", org_path=f"{ACCUSED}pipes/")

        with pytest.raises(NotFound):
            approve(reveal, inside)
        assert queries.reveals_to_decide(inside).items == ()

    def test_is_one_press_where_it_is_about_no_unit(self) -> None:
        reveal = ask(entrust())

        approve(reveal, FIRST)

        assert Reveal.objects.get(pk=reveal).state == "approved"

    def test_may_be_refused_by_the_second(self) -> None:
        reveal = ask(entrust(barred=[ACCUSED]))
        approve(reveal, FIRST)

        service.refuse_reveal(reveal_id=reveal, actor=SECOND, at=AT)

        with pytest.raises(MoveNotAllowed):
            approve(reveal, SECOND)

    def test_no_longer_waits_for_the_first(self) -> None:
        reveal = ask(entrust(barred=[ACCUSED]))
        approve(reveal, FIRST)

        assert queries.reveals_to_decide(FIRST).items == ()
        (waiting,) = queries.reveals_to_decide(SECOND).items
        assert waiting.needs_two
        assert waiting.seconded_by


class TestReadReveal:
    def test_closes_when_it_turns_out_to_be_about_a_unit(self) -> None:
        case = entrust()
        reveal = ask(case)
        approve(reveal, FIRST)

        service.bar(case, ACCUSED)

        with pytest.raises(UnableToReveal):
            service.read_reveal(reveal_id=reveal, actor=requester(), at=AT + timedelta(hours=1))

    def test_is_guarded_by_the_database_as_well(self) -> None:
        reveal = ask(entrust(sealed=True))
        approve(reveal, FIRST)

        with pytest.raises(IntegrityError), transaction.atomic():
            Reveal.objects.filter(pk=reveal).update(decided_by=str(FIRST.ref))
