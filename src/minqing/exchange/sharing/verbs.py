"""What may be done with shared data, as a table. Pages draw forms from it; the API has none: no key gives data away."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.exchange.models import Client
from minqing.exchange.permissions import ASSIGN, SHARE
from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from .addresses import LONGEST
from .elements import elements
from .granting import grant_data, withdraw_data
from .owning import assign_owner
from .subscribing import resume_sending, rotate_secret, subscribe, unsubscribe


def _systems() -> list[tuple[str, Any]]:
    rows = Client.objects.filter(closed_at__isnull=True).order_by("name")
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]


def _places() -> list[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


def _elements() -> list[tuple[str, Any]]:
    """Return what may be shared: elements, and behind each kind of fact its columns."""
    found: list[tuple[str, Any]] = []
    for one in elements():
        if one.is_open:
            found.append((one.key, one.title))
            found += [(f"{one.key}#{column.name}", column.title) for column in one.columns if column.is_open]
    return found


_GRANT = Field("grant_id", "text", _("Data grant"), max_length=40)

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="grant_data",
            title=_("Share data"),
            permission=SHARE,
            run=grant_data,
            fields=(
                Field("client_id", "choice", _("System"), choices=_systems),
                Field(
                    "purpose",
                    "text",
                    _("Purpose"),
                    max_length=200,
                    help=_("What the data are needed for; they may be used for nothing else."),
                ),
                Field(
                    "legal_basis",
                    "text",
                    _("Legal basis"),
                    max_length=200,
                    help=_("The law, rule or paper that allows it, with its number."),
                ),
                Field("elements", "choices", _("What is shared"), choices=_elements),
                Field("org_path", "organisation", _("Below which unit")),
                Field("place_path", "choice", _("Below which place"), choices=_places),
                Field("first_day", "date", _("Of which days, from")),
                Field("last_day", "date", _("Of which days, to")),
                Field("expires_on", "date", _("Holds until"), help=_("The last day; two years from now at most.")),
            ),
            likely=True,
        ),
        Verb(
            key="withdraw_data",
            title=_("Withdraw the grant"),
            permission=SHARE,
            run=withdraw_data,
            fields=(_GRANT,),
            confirm=_("The next call under it is refused. What was taken already stays with the system."),
        ),
        Verb(
            key="subscribe",
            title=_("Send facts to an address"),
            permission=SHARE,
            run=subscribe,
            fields=(
                _GRANT,
                Field(
                    "url",
                    "text",
                    _("Address of the other system"),
                    max_length=LONGEST,
                    help=_(
                        "Begins with https:// and is reachable by everybody, or lies in a network the operator named."
                    ),
                ),
                Field(
                    "begin_after",
                    "int",
                    _("Begin after position"),
                    required=False,
                    min_value=0,
                    help=_("Left empty, everything of the grant is sent. After a file was taken: its Feed-Cursor."),
                ),
            ),
            confirm=_("The secret is shown once. Hand it over at once."),
        ),
        Verb(
            key="rotate_secret",
            title=_("Renew the secret"),
            permission=SHARE,
            run=rotate_secret,
            fields=(_GRANT,),
            confirm=_("The new secret is shown once. For a day the old one signs too."),
        ),
        Verb(key="resume_sending", title=_("Send again"), permission=SHARE, run=resume_sending, fields=(_GRANT,)),
        Verb(
            key="unsubscribe",
            title=_("Stop sending"),
            permission=SHARE,
            run=unsubscribe,
            fields=(_GRANT,),
            confirm=_("Nothing more is sent. The grant itself goes on: the system may still fetch."),
        ),
        Verb(
            key="assign_owner",
            title=_("Name the unit that answers for it"),
            permission=ASSIGN,
            run=assign_owner,
            fields=(
                Field("key", "text", _("Data element"), max_length=90),
                Field("org_path", "organisation", _("Unit that answers for it")),
            ),
        ),
    )
}
