"""What this server offers: where it is, which services it takes requests for, and what each of them asks."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.cases.records import MatterQuestion, MatterView
from minqing.exchange.views import DEMO_MARK
from minqing.territory import queries as territory

from .refusing import UnknownService
from .writing import FORMATS, Answer

CHANGED: Final = "2026-11-29T00:00:00+08:00"
"""When the way this server speaks last changed."""
SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
LISTS: Final = frozenset({"singlevaluelist", "multivaluelist"})


def discovery() -> Answer:
    """Say where this server is and whom to ask for a key."""
    county = territory.county()
    name = county.name if county else ""
    phone = settings.DUTY_PHONE
    contact = _("Service centre of %(county)s %(phone)s") % {"county": name, "phone": phone}
    key = _("Ask the service centre for a key; it is given for a place and for what a system does there.")
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{settings.PUBLIC_URL}/open311/v2",
        "changeset": CHANGED,
        "type": "test" if (Path(settings.DATA) / DEMO_MARK).exists() else "production",
        "formats": list(FORMATS.values()),
    }
    said = {"changeset": CHANGED, "contact": contact.strip(), "key_service": key, "endpoints": [endpoint]}
    return Answer("discovery", said)


def services() -> Answer:
    """List the kinds of matter for which requests are taken."""
    asking = cases.matters_that_ask()
    return Answer("services", [_service(one, asks=one.number in asking) for one in cases.matters()])


def _service(matter: MatterView, *, asks: bool) -> dict[str, Any]:
    return {
        "service_code": str(matter.number),
        "service_name": matter.name,
        "description": f"{matter.heading} › {matter.name}",
        "metadata": asks,
        "type": "realtime",
        "keywords": ",".join(matter.keywords),
        "group": matter.group,
    }


def definition(code: str) -> Answer:
    """
    Say what one service asks besides.

    :raises UnknownService: if there is none of this code, or it asks nothing (then it has no definition).
    """
    matter = service_of(code)
    asked = cases.questions_of(matter.number)
    if not asked:
        raise UnknownService(_("This service asks nothing more; it has no definition."))
    return Answer("service_definition", {"service_code": str(matter.number), "attributes": _attributes(asked)})


def _attributes(asked: Iterable[MatterQuestion]) -> list[dict[str, Any]]:
    return [
        {
            "variable": True,
            "code": one.code,
            "datatype": one.datatype,
            "required": one.required,
            "datatype_description": one.help,
            "order": order,
            "description": one.label,
            "values": [{"key": key, "name": name} for key, name in one.choices] if one.datatype in LISTS else [],
        }
        for order, one in enumerate(asked, start=1)
    ]


def service_of(code: str) -> MatterView:
    """
    Find the kind of matter with a code.

    :raises UnknownService: if there is none, or it is no longer in use.
    """
    found = next((one for one in cases.matters() if str(one.number) == code), None)
    if found is None:
        raise UnknownService
    return found
