"""A mailbox is asked over TLS; what it holds is kept once, and a broken one is asked later and shown."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.intake.conftest import mail
from tests.exchange.intake.mailbox import Mailbox, serving
from tests.factories import cases as make

from minqing.exchange.intake import queries, service
from minqing.exchange.intake.codes import State
from minqing.exchange.intake.polling import ask_due
from minqing.exchange.intake.working import work_due
from minqing.exchange.models import Arrival
from minqing.kernel.access import system_actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound

AT = make.AT
KEEPER = system_actor("keeper", ["exchange.manage"], root=make.COUNTY)


@pytest.fixture
def box(office: make.County, tmp_path: Path, settings: Any) -> Iterator[Mailbox]:
    """The residents' mailbox, set up."""
    with serving(tmp_path) as found:
        settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_CA_FILE = "127.0.0.1", found.port, str(found.certificate)
        settings.IMAP_USER, settings.IMAP_PASSWORD = "liuyan", "geheim"
        yield found


def health() -> Any:
    """How the mailbox stands."""
    return next(one for one in queries.ways(KEEPER, at=AT) if one.key == "mail")


class TestFetching:
    def test_keeps_each_mail_once_and_marks_it_as_read(self, box: Mailbox) -> None:
        box.mails += [mail(Message_ID="<1@x.example>"), mail("石桥村停水。", subject="水", Message_ID="<2@x.example>")]

        assert ask_due(AT) == 2
        assert ask_due(AT + timedelta(minutes=1)) == 0
        assert box.seen == {1, 2}
        assert Arrival.objects.count() == 2

    def test_knows_again_what_a_crash_left_unread(self, box: Mailbox) -> None:
        box.mails.append(mail())
        ask_due(AT)
        box.seen.clear()

        ask_due(AT + timedelta(minutes=1))

        assert Arrival.objects.count() == 1

    def test_leaves_unread_what_is_refused_and_goes_on(self, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minqing.exchange.intake.taking.MOST_AN_HOUR", 1)
        box.mails += [mail(Message_ID=f"<{count}@x.example>") for count in range(3)]
        box.mails.append(mail(From="b@x.example", Message_ID="<9@x.example>"))

        assert ask_due(AT) == 2
        assert box.seen == {1, 4}

    def test_asks_a_broken_one_later_and_says_why(self, box: Mailbox) -> None:
        box.password = "another"

        ask_due(AT)
        ask_due(AT + timedelta(seconds=30))

        found = health()
        assert (found.state, found.failures, found.worked_at) == ("failing", 1, None)
        assert found.last_error.startswith("MailboxRefused")

    def test_trusts_no_stranger(self, box: Mailbox, settings: Any) -> None:
        settings.IMAP_CA_FILE = ""

        ask_due(AT)

        assert health().last_error.startswith("SSLCertVerificationError")

    def test_says_when_nobody_answers(self, box: Mailbox, settings: Any) -> None:
        settings.IMAP_PORT = 9

        ask_due(AT)

        assert health().failures == 1


class TestHealth:
    def test_says_what_waits_and_since_when(self, box: Mailbox) -> None:
        box.mails.append(mail())
        ask_due(AT - timedelta(minutes=5))

        found = health()

        assert (found.state, found.waiting, found.today) == ("well", 1, 1)
        assert found.oldest_at == AT - timedelta(minutes=5)

    def test_is_shown_to_nobody_else(self, box: Mailbox) -> None:
        assert queries.ways(system_actor("nobody"), at=AT) == ()

    def test_is_off_where_nothing_is_set_up(self, office: make.County, settings: Any) -> None:
        settings.MAIL_ADDRESS = settings.IMAP_HOST = ""

        assert health().state == "off"


class TestPause:
    def test_keeps_what_comes_and_goes_on_afterwards(self, box: Mailbox) -> None:
        box.mails.append(mail())
        ask_due(AT)
        service.pause_way(way="mail", actor=KEEPER, at=AT)
        box.mails.append(mail(Message_ID="<2@x.example>"))

        assert (work_due(AT), ask_due(AT + timedelta(minutes=1)), health().state) == (0, 0, "paused")

        service.resume_way(way="mail", actor=KEEPER, at=AT)
        assert (work_due(AT), ask_due(AT + timedelta(minutes=1))) == (1, 1)

    def test_refuses_twice_and_whoever_does_not_keep_systems(self, office: make.County) -> None:
        service.pause_way(way="mail", actor=KEEPER, at=AT)

        with pytest.raises(Conflict):
            service.pause_way(way="mail", actor=KEEPER, at=AT)
        with pytest.raises(NotAllowed):
            service.resume_way(way="mail", actor=office.intake, at=AT)
        with pytest.raises(NotFound):
            service.resume_way(way="pigeon", actor=KEEPER, at=AT)
        service.resume_way(way="mail", actor=KEEPER, at=AT)
        with pytest.raises(Conflict):
            service.resume_way(way="mail", actor=KEEPER, at=AT)


class TestRetry:
    def test_asks_at_once_and_gives_what_was_given_up_its_tries_anew(self, box: Mailbox) -> None:
        box.password = "another"
        ask_due(AT)
        box.password = "geheim"
        box.mails.append(mail())

        service.retry_way(way="mail", actor=KEEPER, at=AT)

        assert ask_due(AT) == 1
        Arrival.objects.update(state=State.NEEDS_PERSON, why=11, tries=8)
        service.retry_way(way="mail", actor=KEEPER, at=AT)
        work_due(AT)
        assert Arrival.objects.get().state == State.REGISTERED
