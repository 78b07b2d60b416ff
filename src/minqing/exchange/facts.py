"""What happens to the systems that speak with this one. A key itself never stands in a fact."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, declare

CLIENTS = (
    FactType("client.registered", _("System registered"), "Another system may be given keys and permissions."),
    FactType("client.closed", _("System closed"), "The system may no longer call; all its keys are dead."),
    FactType(
        "client.granted",
        _("Permission given to a system"),
        "The system holds a permission below an organisation and a place: the fact's two paths.",
        payload={"permission": "name of the permission"},
    ),
    FactType(
        "client.grant_withdrawn",
        _("Permission taken from a system"),
        "The system no longer holds the permission below the fact's two paths.",
        payload={"permission": "name of the permission"},
    ),
    FactType(
        "client.key_issued",
        _("Key issued"),
        "A key was made and shown once; only its hash is kept.",
        payload={"key": "the key's public first part"},
    ),
    FactType(
        "client.key_revoked",
        _("Key revoked"),
        "The key is dead.",
        payload={"key": "the key's public first part"},
    ),
)

declare(*CLIENTS)
