"""The directory's tests: a channel that keeps what it was given."""

from collections.abc import Iterator

import pytest

from minqing.directory import channels

Sent = list[dict[str, str]]


@pytest.fixture
def messages() -> Iterator[Sent]:
    """Register text messages and e-mail that land in a list; the channels of the house come back afterwards."""
    sent: Sent = []

    def keep(channel: str) -> channels.Sender:
        def sender(*, to: str, subject: str, body: str, key: str) -> None:
            sent.append({"channel": channel, "to": to, "subject": subject, "body": body, "key": key})

        return sender

    before = dict(channels._senders)
    for channel in ("sms", "email"):
        channels.register_channel(channel, keep(channel))
    yield sent
    channels._senders.clear()
    channels._senders.update(before)
