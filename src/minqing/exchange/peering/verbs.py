"""What may be done with servers of other systems, as a table: pages draw forms from it, the API has none."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.exchange.permissions import MANAGE
from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import service


def _places() -> list[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions() if place.kind != "county"]


_SYSTEM = Field("client_id", "text", _("System"), max_length=40)

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="connect_peer",
            title=_("Connect its Open311 server"),
            permission=MANAGE,
            run=service.connect_peer,
            fields=(
                _SYSTEM,
                Field(
                    "url", "text", _("Address"), max_length=400,
                    help=_("Where its calls begin, as its discovery says, e.g. https://311.example.cn/open311/v2"),
                ),
                Field(
                    "key", "text", _("Key that its people gave us"), required=False, max_length=200,
                    help=_("Kept sealed. Left empty: the present one stays, or only what is public there is read."),
                ),
                Field("form", "choice", _("It speaks"), choices=[("json", "JSON"), ("xml", "XML")], initial="json"),
                Field("jurisdiction", "text", "jurisdiction_id", required=False, max_length=60),
                Field(
                    "place_path", "choice", _("Where requests lie whose place is not found"), required=False,
                    choices=_places, help=_("Left empty: those are not taken in."),
                ),
            ),
        ),
        Verb(
            key="map_services",
            title=_("Say which service is which matter"),
            permission=MANAGE,
            run=service.map_services,
            fields=(
                _SYSTEM,
                Field(
                    "taken", "lines", _("Taken in: code there = number of the matter here"), required=False,
                    max_length=80, help=_("One a line, e.g. 006=132. Services left out are not taken in."),
                ),
                Field(
                    "sent", "lines", _("Sent: code there = number of the matter here"), required=False,
                    max_length=80, help=_("Only what was released to the public is sent, in its public words."),
                ),
            ),
        ),
        Verb(
            key="try_peer_now",
            title=_("Try now"),
            permission=MANAGE,
            run=service.try_peer_now,
            fields=(_SYSTEM,),
        ),
        Verb(
            key="end_peer",
            title=_("Disconnect the server"),
            permission=MANAGE,
            run=service.end_peer,
            fields=(_SYSTEM,),
            confirm=_("Nothing is taken or sent any more, and its key is deleted here. What was exchanged stays."),
        ),
    )
}  # fmt: skip
