"""What may be done with other systems, as a table. Pages draw forms from it; the API has none: no key makes keys."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.directory.permissions import GRANT
from minqing.directory.roles import ROLES
from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import service
from .permissions import MANAGE


def _roles() -> list[tuple[str, Any]]:
    return [(key, role.title) for key, role in ROLES.items() if not service.NEVER.issuperset(role.permissions)]


def _places() -> list[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


_SYSTEM = Field("client_id", "text", _("System"), max_length=40)
_UNIT = Field("org_path", "organisation", _("Below which unit"))
_PLACE = Field("place_path", "choice", _("Place"), choices=_places)
_KEY = Field("prefix", "text", _("First part of the key"), max_length=12)

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="register_client",
            title=_("Register a system"),
            permission=MANAGE,
            run=service.register_client,
            fields=(
                Field("name", "text", _("Name"), max_length=80, help=_("As the people who run it call it.")),
                Field("org_path", "organisation", _("Unit that answers for it")),
                _PLACE,
            ),
        ),
        Verb(
            key="issue_key",
            title=_("Make a key"),
            permission=MANAGE,
            run=service.issue_key,
            fields=(_SYSTEM, Field("expires_at", "datetime", _("Valid until"), required=False)),
            confirm=_("The key is shown once. Write it down or hand it over at once."),
            likely=True,
        ),
        Verb(
            key="give_role_to_client",
            title=_("Let it do something"),
            permission=GRANT,
            run=service.give_role_to_client,
            fields=(_SYSTEM, Field("role", "choice", _("Role"), choices=_roles), _UNIT, _PLACE),
        ),
        Verb(
            key="withdraw_from_client",
            title=_("Withdraw the permission"),
            permission=GRANT,
            run=service.withdraw_from_client,
            fields=(_SYSTEM, Field("permission", "text", _("Permission"), max_length=60), _UNIT, _PLACE),
        ),
        Verb(
            key="revoke_key",
            title=_("Kill the key"),
            permission=MANAGE,
            run=service.revoke_key,
            fields=(_SYSTEM, _KEY),
            confirm=_("The system can no longer call with this key."),
        ),
        Verb(
            key="close_client",
            title=_("End the system"),
            permission=MANAGE,
            run=service.close_client,
            fields=(_SYSTEM,),
            confirm=_("All its keys are dead from this moment. What it did stays on record."),
        ),
    )
}
