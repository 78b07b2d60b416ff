"""What happens to the servers of other systems. A key never stands in a fact."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, declare

PEERS = (
    FactType(
        "peer.connected",
        _("Server of another system connected"),
        "Requests may be taken from the Open311 server of another system, and sent to it.",
        payload={"peer": "which server, by its id"},
    ),
    FactType(
        "peer.mapped",
        _("Services of another server set"),
        "Which service of the other server is which matter here, in each direction.",
        payload={"peer": "which server, by its id"},
    ),
    FactType(
        "peer.ended",
        _("Server of another system disconnected"),
        "Nothing is taken from that server any more, and nothing sent.",
        payload={"peer": "which server, by its id"},
    ),
)

declare(*PEERS)
