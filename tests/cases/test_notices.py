"""Who is told, after which fact."""

from datetime import timedelta

import pytest
from tests.factories import cases as make

from minqing.cases import service
from minqing.directory.channels import register_channel
from minqing.directory.models import Notice
from minqing.ledger.deliveries import run_due
from minqing.ledger.models import Delivery

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
sent: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def channels() -> None:
    """Both channels write into a list."""
    sent.clear()
    for name in ("sms", "email"):
        register_channel(name, lambda *, to, subject, body, key: sent.append((to, body)))


def deliver(at: object) -> None:
    while run_due(at):  # type: ignore[arg-type]
        pass
    assert not Delivery.objects.exclude(state="done").exclude(not_before__gt=at).exists()


def told(actor: object) -> list[str]:
    posts = Notice.objects.filter(post_id=actor.ref.id).order_by("created_at")  # type: ignore[attr-defined]
    return list(posts.values_list("recipe", flat=True))


@pytest.mark.django_db
class TestNotices:
    def test_tell_each_post_what_concerns_it_and_nobody_else(self, who: make.County) -> None:
        make.closed(who)

        deliver(AT + 10 * DAY)

        assert "cases.tell_unit" in told(who.water)
        assert "cases.tell_verifier" in told(who.verifier)
        assert told(who.roads) == []
        assert told(who.pressure) == []

    def test_tell_intake_about_danger_urgently(self, who: make.County) -> None:
        make.registered(words="楼道里闻到很浓的煤气味。")

        deliver(AT + HOUR)

        assert Notice.objects.filter(post_id=who.intake.ref.id, urgent=True).exists()

    def test_tell_nobody_in_the_unit_a_request_is_about(self, who: make.County) -> None:
        made = make.registered(words="水务局窗口推诿。", about_org_path=make.WATER)
        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT + HOUR, matter_number=101)

        deliver(AT + 2 * HOUR)

        assert told(who.water) == told(who.water_head) == []

    def test_reach_the_resident_through_the_relay_without_a_name(self, who: make.County) -> None:
        made = make.closed(who, phone="13800001234", name="王秀兰", may_call=True)

        deliver(AT + 10 * DAY)

        bodies = [body for to, body in sent if to.endswith("13800001234")]
        assert len(bodies) == 3  # accepted, answered, asked to rate
        assert all(made.number in body for body in bodies)
        assert not any("王秀兰" in body or "路灯" in body for body in bodies)

    def test_repeat_nothing_when_run_again(self, who: make.County) -> None:
        make.closed(who, phone="13800001234", may_call=True)
        deliver(AT + 10 * DAY)
        before = len(sent), Notice.objects.count()

        Delivery.objects.update(state="owed")
        deliver(AT + 10 * DAY)

        assert Notice.objects.count() == before[1]

    def test_do_not_tell_who_stepped_back(self, who: make.County) -> None:
        made = make.in_hand(who)
        service.recuse_self(number=made.number, actor=who.water, at=AT + DAY, ground="interest")
        service.supervise(number=made.number, actor=who.overseer, at=AT + DAY, words="为何还没修？")

        deliver(AT + 2 * DAY)

        assert "cases.tell_holder" not in told(who.water)
        assert "cases.tell_holder" in told(who.water_head)
