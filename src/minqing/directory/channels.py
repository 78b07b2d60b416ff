"""How a message leaves the house. Adapters register themselves; the directory knows none of them."""

from collections.abc import Callable
from typing import Protocol

__all__ = ["ChannelMissing", "forget", "register_channel", "send"]


class Sender(Protocol):
    """What an adapter offers. The same key never makes two messages where the channel can tell."""

    def __call__(self, *, to: str, subject: str, body: str, key: str) -> None: ...


class ChannelMissing(LookupError):
    """No adapter has this name; the delivery stays owed until one is set up."""


_senders: dict[str, Sender] = {}
_forgetters: dict[str, Callable[[str], None]] = {}


def register_channel(name: str, sender: Sender, forget: Callable[[str], None] | None = None) -> None:
    """
    Put an adapter into the registry; a later one of the same name takes its place.

    :param name: ``email`` or ``sms``.
    :param forget: removes what the adapter still keeps about one thing; None where it keeps nothing, and then an
        earlier adapter's stays in force.
    """
    _senders[name] = sender
    if forget is not None:
        _forgetters[name] = forget


def send(channel: str, *, to: str, subject: str, body: str, key: str) -> None:
    """
    Hand one message to an adapter.

    :param key: names the message; a repeated delivery uses the same key again. What stands before a ``/`` names
        what the message is about, see :func:`forget`.
    :raises ChannelMissing: if no adapter is registered under the name.
    """
    try:
        sender = _senders[channel]
    except KeyError:
        raise ChannelMissing(channel) from None
    sender(to=to, subject=subject, body=body, key=key)


def forget(about: str) -> None:
    """
    Let every adapter remove what it still keeps about one thing; what has left the house is beyond it.

    :param about: the part of the messages' keys before the ``/``.
    """
    for forgetter in _forgetters.values():
        forgetter(about)
