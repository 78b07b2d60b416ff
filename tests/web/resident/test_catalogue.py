"""The resident reads the words written for her, not a neighbour's translation of the same English."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation

import minqing.web.resident

PO = Path(minqing.web.resident.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
MESSAGES = [message for message in read_po(PO.open("rb")) if message.id]


def read(message: Message) -> str:
    """Look a message up as a page does, by its context, or by its plural."""
    if not isinstance(message.id, str):
        return translation.ngettext(message.id[0], message.id[1], 2)
    return translation.pgettext(message.context, message.id) if message.context else translation.gettext(message.id)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:40])
def test_no_other_catalogue_takes_the_word(message: Message) -> None:
    with translation.override("zh-hans"):
        assert read(message) == (message.string if isinstance(message.string, str) else message.string[0])


def test_flatters_nobody() -> None:
    for message in MESSAGES:
        assert not any(word in str(message.string) for word in ("敬请", "温馨提示", "耐心等待", "亲，", "！"))
