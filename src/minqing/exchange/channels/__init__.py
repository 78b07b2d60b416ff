"""How messages leave: each adapter sends one message under one key, and the same key never makes two."""

from minqing.directory.channels import register_channel

from . import handing, mail, posting, sms, sweeping  # noqa: F401  # three of them register themselves

__all__ = ["register_all"]


def register_all() -> None:
    """Put the adapters into the directory's registry, when the house starts."""
    register_channel("email", mail.send)
    register_channel("sms", sms.send, forget=sms.forget)
