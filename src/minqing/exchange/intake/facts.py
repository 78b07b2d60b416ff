"""What happens to what arrives. Subject is the arrival or the way; whose words they are is in no fact."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES as CASE_TITLES
from minqing.cases.codes import Channel
from minqing.ledger.facts import FactType, code, declare, flag

from .codes import TITLES, Why

_WAY = code("d1", "by which channel", CASE_TITLES[Channel])
_WHY = code("d2", "why", TITLES[Why])

declare(
    FactType("intake.arrived", _("Message arrived"), "Something arrived by a channel and is kept.", {"way": _WAY}),
    FactType(
        "intake.taken",
        _("Message taken in"),
        "What arrived became a request, or was added to one.",
        {"way": _WAY, "added": flag("d2", "added to a request that was there")},
        payload={"case": "the request, `case:…`"},
    ),
    FactType(
        "intake.answered", _("Message answered"), "What arrived asked for something that was told.", {"way": _WAY}
    ),
    FactType("intake.refused", _("Message set aside"), "What arrived is no request.", {"way": _WAY, "why": _WHY}),
    FactType(
        "intake.referred", _("Message left to a person"), "What arrived waits for a person.", {"way": _WAY, "why": _WHY}
    ),
    FactType(
        "intake.taken_up", _("Message taken up again"), "What had been set aside waits for a person.", {"way": _WAY}
    ),
    FactType("intake.read", _("Message read"), "A post read, masked, what waits for a person.", {"way": _WAY}),
    FactType("intake.heard", _("Voice heard"), "A post heard what was spoken, to write it down.", {"way": _WAY}),
    FactType("intake.retried", _("Channel tried again"), "What fails there is tried at once.", {"way": _WAY}),
    FactType("intake.paused", _("Channel paused"), "Nothing is fetched or made of it for now.", {"way": _WAY}),
    FactType("intake.resumed", _("Channel resumed"), "It goes on where it stood.", {"way": _WAY}),
)
