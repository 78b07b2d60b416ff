"""
The standard answer of each lawful reason to decline: why, and where to turn. The county may put its own in place.

:source: HL-14.
"""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from .codes import Decline

BLANK = re.compile(r"（写明[^）]*）|\((?:office, address|which law)[^)]*\)")
"""What a standard answer leaves to be filled in; an answer never goes out with it."""

SHIPPED: dict[Decline, Any] = {
    Decline.EMERGENCY: _(
        "This needs somebody on the spot at once. Please call 110 (police), 119 (fire, rescue), 120 "
        "(ambulance) or 122 (road accidents) yourself: they come day and night. It is not passed on from "
        "here."
    ),
    Decline.LEGAL_CHANNEL: _(
        "The law lays down a procedure of its own for this (a court, arbitration, administrative review, "
        "labour inspection or a petition), and only the office in charge of it may decide. It is: (office, "
        "address, telephone). If you are not sure how to begin, call 12348; legal advice there is free."
    ),
    Decline.SAME_MATTER: _("This matter was reported before and is being dealt with. We settle both together."),
    Decline.SECRET_OR_PRIVATE: _(
        "What you wrote touches secrets, or the private life of somebody else, and may not be passed on here. "
        "Secret matters are never written on the net: say them in person to the office for the protection of "
        "secrets. What is about yourself you may report again without the other person's particulars."
    ),
    Decline.OUTSIDE_DUTIES: _(
        "No public office has the duty or the right to deal with this. Matters between people or with a firm "
        "you may talk over with them; the people's mediators of your village or community help without a fee, "
        "and about goods and services 12315 does."
    ),
    Decline.ILLEGAL: _(
        "What you ask for is against the law, so it cannot be done. It rests on: (which law, which article). "
        "If it was understood wrongly, please report it again with what is missing; free legal advice: 12348."
    ),
}
