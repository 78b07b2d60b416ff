"""Each day's seal goes by mail to an address that nobody here can change, until it has gone."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core import mail

from minqing.exchange.tasks import mail_seals
from minqing.ledger.mirror import mirror_seals, mirrored_lines
from minqing.ledger.seals import seal_day
from minqing.vault.erasures import keep_erasures

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 2, 16, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def neighbour(settings: Any, tmp_path: Path) -> str:
    settings.SEALS_DIR = tmp_path / "seals"
    settings.SEAL_MAIL = "archive@neighbour.example"
    return settings.SEAL_MAIL


def seal(day: int) -> None:
    seal_day(date(2026, 9, day), AT)
    mirror_seals()


class TestMailSeals:
    def test_sends_each_seal_once_with_what_was_erased(self, neighbour: str) -> None:
        seal(1)
        keep_erasures({UUID(int=5): AT})

        mail_seals(AT)
        mail_seals(AT)

        (message,) = mail.outbox
        assert message.to == [neighbour]
        assert mirrored_lines()[0] in message.body
        assert f"erased {UUID(int=5)}" in message.body

    def test_sends_what_is_new_the_next_day(self) -> None:
        seal(1)
        mail_seals(AT)
        seal(2)

        mail_seals(AT + timedelta(days=1))

        assert len(mail.outbox) == 2
        assert mirrored_lines()[0] not in mail.outbox[1].body
        assert mirrored_lines()[1] in mail.outbox[1].body

    def test_tries_again_what_the_mail_server_refused(self, settings: Any) -> None:
        seal(1)
        backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        with pytest.raises(OSError):
            mail_seals(AT)

        settings.EMAIL_BACKEND = backend
        mail_seals(AT)

        assert len(mail.outbox) == 1

    def test_sends_nothing_where_no_address_is_set(self, settings: Any) -> None:
        settings.SEAL_MAIL = ""
        seal(1)

        mail_seals(AT)

        assert mail.outbox == []
