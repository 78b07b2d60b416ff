"""Telephone numbers as people write them, made comparable."""

import re

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused


class PhoneRefused(Refused):
    """What was given as a telephone is none."""

    code = "phone-refused"
    default = _("This does not look like a telephone number. Leave it empty if you do not want to give one.")


_WIDE = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("＋"): ord("+")}


def normalise_phone(text: str) -> str:
    """
    Make a telephone number comparable: digits only, without the country code of the mainland.

    :return: 7 to 12 digits; empty for empty.
    :raises PhoneRefused: if it is something else.
    """
    plain = re.sub(r"[\s\-()（）.·]+", "", text.translate(_WIDE))
    if not plain:
        return ""
    plain = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", plain)
    if not re.fullmatch(r"\d{7,12}", plain):
        raise PhoneRefused(field="phone")
    return plain
