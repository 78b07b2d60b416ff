"""The resident reads the words written for her, not a neighbour's translation of the same English."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation

import minqing.web.resident

PO = Path(minqing.web.resident.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
MESSAGES = [message for message in read_po(PO.open("rb")) if message.id]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:40])
def test_no_other_catalogue_takes_the_word(message: Message) -> None:
    with translation.override("zh-hans"):
        read = translation.pgettext(message.context, message.id) if message.context else translation.gettext(message.id)

    assert read == message.string


def test_flatters_nobody() -> None:
    for message in MESSAGES:
        assert not any(word in message.string for word in ("敬请", "温馨提示", "耐心等待", "亲，", "！"))
