"""The county, its channels, and mails as they come over the wire."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from tests.factories import cases as make

from minqing.directory.channels import register_channel
from minqing.exchange import channels


@pytest.fixture(autouse=True)
def english(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Speak English, and write what leaves into a folder of this test."""
    settings.DATA = tmp_path
    settings.MAIL_ADDRESS = "liuyan@qinghe.example"
    with translation.override("en"):
        yield


@pytest.fixture
def office(db: None) -> make.County:
    """Who works in the county."""
    return make.county()


@pytest.fixture
def sent(office: make.County) -> Iterator[list[dict[str, str]]]:
    """Whatever leaves by e-mail or text message, instead of leaving."""
    gone: list[dict[str, str]] = []
    for name in ("email", "sms"):
        register_channel(name, lambda _name=name, **message: gone.append({"by": _name, **message}))
    yield gone
    channels.register_all()


def mail(words: str = "柳河村口的路灯坏了三天。", *, subject: str = "路灯坏了", **headers: str) -> bytes:
    """A mail as a resident's program writes it."""
    message = EmailMessage()
    given = {
        "From": "王秀兰 <xiulan@mail.example>",
        "To": "liuyan@qinghe.example",
        "Message-ID": "<1@mail.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        message[name] = value
    message["Subject"] = subject
    message.set_content(words)
    return message.as_bytes()
