"""Only the resident says whether it is solved: by her link, never from a desk; she may change her mind in silence."""

from django.test import Client
from django.urls import reverse
from tests.factories import directory as staff

from minqing.cases import receipts
from minqing.cases.models import Case, Rating
from minqing.ledger.models import Fact

from .conftest import Door
from .office import carry_to_the_end, filed, later

GIVEN = {"contacted": "yes", "solved": "no", "satisfied": "no", "comment": ""}


def link(door: Door) -> str:
    """The one-time link of a closed request."""
    case, _receipt = filed(door)
    carry_to_the_end(case)
    return reverse("resident:rate", args=[receipts.rating_token(str(case.uuid), 1)])


class TestRate:
    def test_takes_three_separate_answers(self, client: Client, door: Door) -> None:
        address = link(door)
        assert "办得怎么样" in client.get(address).content.decode()

        answer = client.post(address, GIVEN)

        rating = Rating.objects.get()
        assert "记下了" in answer.content.decode()
        assert (rating.contacted, rating.satisfied) == (True, False)
        assert Fact.objects.filter(kind="rating.given").count() == 1

    def test_may_be_changed_in_silence(self, client: Client, door: Door) -> None:
        address = link(door)
        client.post(address, GIVEN)
        assert 'value="no" checked' in client.get(address).content.decode()

        client.post(address, {**GIVEN, "solved": "yes", "satisfied": "yes"})

        assert Rating.objects.get().satisfied is True
        assert Fact.objects.filter(kind="rating.changed").count() == 1

    def test_opens_it_again_at_a_tap_when_it_is_not_solved(self, client: Client, door: Door) -> None:
        address = link(door)
        assert 'name="again"' in client.post(address, GIVEN).content.decode()

        answer = client.post(address, {"again": "yes"})

        assert "已经重新交办" in answer.content.decode()
        assert Case.objects.get().is_open

    def test_asks_for_what_is_missing_and_keeps_the_rest(self, client: Client, door: Door) -> None:
        answer = client.post(link(door), {**GIVEN, "solved": "perhaps", "comment": "还漏水"})

        assert answer.status_code == 422
        assert "请回答：事情解决了吗" in answer.content.decode()
        assert "还漏水" in answer.content.decode()
        assert not Fact.objects.filter(kind="rating.given").exists()

    def test_keeps_a_comment_that_is_too_long(self, client: Client, door: Door) -> None:
        answer = client.post(link(door), {**GIVEN, "comment": "话" * 1001})

        assert answer.status_code == 422
        assert "话" * 1001 in answer.content.decode()

    def test_turns_a_signed_in_desk_away(self, client: Client, door: Door) -> None:
        address = link(door)
        client.force_login(staff.account())

        for answer in (client.get(address), client.post(address, GIVEN)):
            assert answer.status_code == 403
            assert "工作人员" in answer.content.decode()
        assert not Fact.objects.filter(kind="rating.given").exists()

    def test_knows_no_foreign_link(self, client: Client, door: Door) -> None:
        for token in ("0" * 32, "x", "<b>", "a" * 500):
            answer = client.get(reverse("resident:rate", args=[token]))

            assert answer.status_code == 404
            assert "这个链接打不开了" in answer.content.decode()

    def test_knows_no_link_that_has_lapsed(self, client: Client, door: Door) -> None:
        address = link(door)
        Rating.objects.update(lapsed=True)

        assert client.get(address).status_code == 404

    def test_shows_what_was_said_when_it_can_no_longer_be_changed(self, client: Client, door: Door) -> None:
        address = link(door)
        client.post(address, GIVEN)
        Rating.objects.update(changeable_until=later(0))

        for answer, status in ((client.get(address), 200), (client.post(address, {**GIVEN, "solved": "yes"}), 422)):
            assert answer.status_code == status
            assert "没有解决" in answer.content.decode()
            assert "不能再改" in answer.content.decode()

    def test_tells_its_address_to_nobody(self, client: Client, door: Door) -> None:
        assert client.get(link(door))["Referrer-Policy"] == "no-referrer"

    def test_needs_no_cookie(self, door: Door) -> None:
        strict = Client(enforce_csrf_checks=True)

        assert strict.post(link(door), GIVEN).status_code == 200
