"""What may be done about the ways in and what arrives, as a table, and what is lent to the pages of the office."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.exchange.permissions import MANAGE
from minqing.kernel.counters import Counter, offer_counter
from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import queries, service
from .codes import BY_A_PERSON, title
from .sensors.registering import devices, register_device, retire_device
from .voice.way import is_waiting, leave_voice

__all__ = ["VERBS"]

_WAY = Field("way", "text", _("Channel"), max_length=12)
_ARRIVAL = Field("arrival_id", "text", _("What arrived"), max_length=40)


def _places() -> list[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


def _whys() -> list[tuple[str, Any]]:
    return [(one.name.lower(), title(one)) for one in BY_A_PERSON]


VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="register_arrival",
            title=_("Register as a request"),
            permission="cases.accept",
            run=service.register_arrival,
            fields=(
                _ARRIVAL,
                Field("place_path", "choice", _("Place"), choices=_places),
                Field("words", "longtext", _("What it is about"), required=False, max_length=10_000),
            ),
            likely=True,
        ),
        Verb(
            key="set_aside",
            title=_("Set aside"),
            permission="cases.accept",
            run=service.set_aside,
            fields=(_ARRIVAL, Field("why", "choice", _("Why"), choices=_whys)),
        ),
        Verb(
            key="take_up",
            title=_("Take up again"),
            permission="cases.accept",
            run=service.take_up,
            fields=(_ARRIVAL,),
        ),
        Verb(
            key="open_arrival",
            title=_("Read and register"),
            permission="cases.accept",
            run=service.open_arrival,
            fields=(_ARRIVAL,),
        ),
        Verb(
            key="hear_voice",
            title=_("Hear it"),
            permission="cases.accept",
            run=service.hear_voice,
            fields=(_ARRIVAL,),
        ),
        Verb(key="leave_voice", title=_("Leave a voice message"), permission="", run=leave_voice),
        Verb(key="is_waiting", title=_("Waits to be written down"), permission="", run=is_waiting),
        Verb(
            key="register_device",
            title=_("Register a device"),
            permission=MANAGE,
            run=register_device,
            fields=(
                Field("name", "text", _("Name"), max_length=60, help=_("With where it hangs, e.g. bridge.")),
                Field("place_path", "choice", _("Place"), choices=_places),
                Field("matter_number", "matter", _("Matter")),
                Field("unit", "text", _("Unit of what it measures"), required=False, max_length=12),
                Field("low", "text", _("Wrong below"), required=False, max_length=14),
                Field("high", "text", _("Wrong above"), required=False, max_length=14),
                Field(
                    "quiet_minutes",
                    "int",
                    _("Quiet time in minutes"),
                    initial=120,
                    min_value=0,
                    max_value=43_200,
                    help=_("A fault that comes back within it is the same request."),
                ),
            ),
        ),
        Verb(
            key="retire_device",
            title=_("Retire the device"),
            permission=MANAGE,
            run=retire_device,
            fields=(Field("device_id", "text", _("Device"), max_length=40),),
        ),
        Verb(key="pause_way", title=_("Pause"), permission=MANAGE, run=service.pause_way, fields=(_WAY,)),
        Verb(
            key="resume_way",
            title=_("Let the channel go on"),
            permission=MANAGE,
            run=service.resume_way,
            fields=(_WAY,),
        ),
        Verb(key="retry_way", title=_("Try again now"), permission=MANAGE, run=service.retry_way, fields=(_WAY,)),
    )
}

offer_counter("devices", Counter(rows=devices, verbs=VERBS))
offer_counter("ways", Counter(rows=queries.ways, verbs=VERBS))
offer_counter("arrivals", Counter(rows=queries.arrivals, verbs=VERBS))  # a page of rows
