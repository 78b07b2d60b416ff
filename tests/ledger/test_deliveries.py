"""The outbox: at least once, with back-off, and a list of what was given up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.ledger import batches, deliveries, owing
from minqing.ledger.deliveries import (
    ATTEMPTS,
    LEASE,
    dead_letters,
    delivery_counts,
    oldest_owed,
    retry_delivery,
    run_due,
)
from minqing.ledger.models import Delivery, Fact
from minqing.ledger.records import FactView
from minqing.ledger.service import recorded, reverse

from .conftest import CLERK, NOON, make_widget

pytestmark = pytest.mark.django_db

IT = Actor(ref=Ref("post", "it"), grants=(Grant("ledger.retry", "139901/", "139901/"),))


class Mailbox:
    """A channel that can be out of order."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.broken = False
        self.meanwhile: Callable[[], object] = lambda: None

    def take(self, fact: FactView, at: datetime) -> None:
        """Keep the fact's id, or fail as a channel does; what happens meanwhile happens once."""
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        if self.broken:
            raise ConnectionError("the gateway does not answer")
        self.got.append(str(fact.id))


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """A recipe registered for this test only."""
    box = Mailbox()
    monkeypatch.setattr(owing, "_BY_KIND", {})
    monkeypatch.setattr(owing, "RECIPES", owing.RECIPES.copy())
    monkeypatch.setattr(deliveries, "RECIPES", owing.RECIPES)
    owing.delivers("widget.made", name="tests.tell_mailbox")(box.take)
    return box


class TestOwing:
    def test_is_written_with_the_fact_or_neither_is(self, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
        def owe_and_break(facts: list[Fact]) -> None:
            owing.owe(facts)
            assert (Fact.objects.count(), Delivery.objects.count()) == (1, 1)
            raise OSError

        monkeypatch.setattr(batches, "owe", owe_and_break)
        with pytest.raises(OSError):
            make_widget()

        assert not Fact.objects.exists()
        assert not Delivery.objects.exists()


class TestRunDue:
    def test_sends_once_what_is_owed(self, mailbox: Mailbox) -> None:
        view = make_widget()

        assert run_due(NOON) == 1
        assert run_due(NOON) == 0

        assert mailbox.got == [str(view.id)]
        assert oldest_owed() is None
        assert delivery_counts() == {"owed": 0, "done": 1, "dead": 0}

    def test_counts_waiting_from_the_writing_not_from_a_backfilled_past(self, mailbox: Mailbox) -> None:
        make_widget()

        waiting = oldest_owed()

        assert waiting == max(NOON, Fact.objects.get().recorded_at)

    def test_owes_nothing_for_a_reversal(self, mailbox: Mailbox) -> None:
        first = make_widget()
        recorded(reverse)(first.id, actor=CLERK, at=NOON)

        assert Delivery.objects.count() == 1

    def test_waits_longer_after_each_failure(self, mailbox: Mailbox) -> None:
        make_widget()
        mailbox.broken = True

        run_due(NOON)

        row = Delivery.objects.get()
        assert (row.attempts, row.not_before - NOON) == (1, timedelta(seconds=30))
        assert "gateway" in row.last_error
        assert run_due(NOON + timedelta(seconds=29)) == 0
        mailbox.broken = False
        assert run_due(NOON + timedelta(seconds=30)) == 1
        assert len(mailbox.got) == 1

    def test_leaves_a_leased_delivery_alone_until_the_lease_runs_out(self, mailbox: Mailbox) -> None:
        make_widget()
        Delivery.objects.update(lease="01990a5c-0000-7000-8000-000000000001", leased_until=NOON + LEASE)

        assert run_due(NOON + LEASE - timedelta(seconds=1)) == 0
        assert run_due(NOON + LEASE) == 1

    def test_lets_no_slow_worker_overrule_the_one_who_took_over(self, mailbox: Mailbox) -> None:
        make_widget()

        def taken_over() -> None:
            assert run_due(NOON + LEASE) == 1  # the lease ran out; another worker sent it
            mailbox.broken = True  # and what the slow one still waits for fails

        mailbox.meanwhile = taken_over
        run_due(NOON)

        row = Delivery.objects.get()
        assert (row.state, row.attempts, row.last_error) == (Delivery.DONE, 0, "")
        assert delivery_counts() == {"owed": 0, "done": 1, "dead": 0}

    def test_leaves_the_lease_of_the_one_who_took_over(self, mailbox: Mailbox) -> None:
        make_widget()
        other = UUID("01990a5c-0000-7000-8000-000000000001")
        until = NOON + 2 * LEASE
        mailbox.meanwhile = lambda: Delivery.objects.update(lease=other, leased_until=until)

        run_due(NOON)

        row = Delivery.objects.get()
        assert (row.state, row.lease, row.leased_until) == (Delivery.OWED, other, until)

    def test_sends_the_urgent_first(self, mailbox: Mailbox) -> None:
        ordinary, urgent = make_widget(), make_widget(subject=Ref("widget", "2"))
        Delivery.objects.filter(fact_id=urgent.id).update(urgent=True)

        run_due(NOON, limit=1)

        assert mailbox.got == [str(urgent.id)]
        assert str(ordinary.id) not in mailbox.got


def _give_up(mailbox: Mailbox) -> int:
    make_widget()
    mailbox.broken = True
    at = NOON
    for _ in range(ATTEMPTS):
        run_due(at)
        at += timedelta(hours=6)
    return Delivery.objects.get().pk


class TestDeadLetters:
    def test_lists_what_was_given_up_with_the_last_error(self, mailbox: Mailbox) -> None:
        _give_up(mailbox)

        letter = dead_letters(actor=IT).items[0]

        assert (letter.recipe, letter.fact_kind, letter.attempts) == ("tests.tell_mailbox", "widget.made", ATTEMPTS)
        assert "gateway" in letter.last_error

    def test_is_closed_to_others(self) -> None:
        with pytest.raises(NotAllowed):
            dead_letters(actor=Actor(ref=CLERK))


class TestRetryDelivery:
    def test_puts_it_back_and_it_arrives(self, mailbox: Mailbox) -> None:
        number = _give_up(mailbox)
        mailbox.broken = False

        retry_delivery(delivery_id=number, actor=IT, at=NOON + timedelta(days=5))
        run_due(NOON + timedelta(days=5))

        assert len(mailbox.got) == 1
        assert dead_letters(actor=IT).items == ()

    def test_refuses_others_and_what_is_not_on_the_list(self, mailbox: Mailbox) -> None:
        number = _give_up(mailbox)

        with pytest.raises(NotAllowed):
            retry_delivery(delivery_id=number, actor=Actor(ref=CLERK), at=NOON)
        with pytest.raises(NotFound):
            retry_delivery(delivery_id=number + 1, actor=IT, at=NOON)
