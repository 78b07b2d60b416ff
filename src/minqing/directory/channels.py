"""How a message leaves the house. Adapters register themselves; the directory knows none of them."""

from typing import Protocol

__all__ = ["ChannelMissing", "register_channel", "send"]


class Sender(Protocol):
    """What an adapter offers. The same key never makes two messages where the channel can tell."""

    def __call__(self, *, to: str, subject: str, body: str, key: str) -> None: ...


class ChannelMissing(LookupError):
    """No adapter has this name; the delivery stays owed until one is set up."""


_senders: dict[str, Sender] = {}


def register_channel(name: str, sender: Sender) -> None:
    """
    Put an adapter into the registry; a later one of the same name takes its place.

    :param name: ``email`` or ``sms``.
    """
    _senders[name] = sender


def send(channel: str, *, to: str, subject: str, body: str, key: str) -> None:
    """
    Hand one message to an adapter.

    :param key: names the message; a repeated delivery uses the same key again.
    :raises ChannelMissing: if no adapter is registered under the name.
    """
    try:
        sender = _senders[channel]
    except KeyError:
        raise ChannelMissing(channel) from None
    sender(to=to, subject=subject, body=body, key=key)
