"""What lists of other hotlines lend to the pages of the office and to the command line."""

from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.exchange.permissions import IMPORT
from minqing.kernel.access import Actor, Grant
from minqing.kernel.counters import Counter, offer_counter
from minqing.kernel.errors import Refused
from minqing.kernel.operations import Operation, Option, offer_operation
from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import facts, fields, notices, queries, storing, tasks  # noqa: F401  # kinds of fact, notices and work join their registries
from .incoming import chunks_of

_RUN = Field("run_id", "text", gettext_lazy("List"), max_length=40)

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb("hand_in", gettext_lazy("Hand in a list"), IMPORT, storing.hand_in, likely=True),
        Verb("set_reading", gettext_lazy("Check the whole list"), IMPORT, storing.set_reading, (_RUN,)),
        Verb("save_mapping", gettext_lazy("Keep this mapping"), IMPORT, storing.save_mapping, (_RUN,)),
        Verb(
            "start",
            gettext_lazy("Take it in"),
            IMPORT,
            storing.start,
            (_RUN,),
            confirm=gettext_lazy("Requests are registered with their own times; that cannot be taken back."),
        ),
        Verb(
            "cancel",
            gettext_lazy("Stop and destroy the file"),
            IMPORT,
            storing.cancel,
            (_RUN,),
            confirm=gettext_lazy("What has been taken in stays. The file is destroyed."),
        ),
        Verb("forget_refused", gettext_lazy("Destroy the refused lines"), IMPORT, storing.forget_refused, (_RUN,)),
    )
}


def import_requests(*, actor: Actor, at: datetime, file: str, mapping: str) -> list[str]:
    """Hand in a hotline's export under a saved mapping; the worker takes it in."""
    county = territory.county()
    if county is None:
        raise Refused(_("Load the divisions of your county first."))
    at_county = Actor(
        actor.ref, (Grant(IMPORT, county.path, county.path),), org_path=county.path, place_path=county.path
    )
    place = Path(file)
    if not place.is_file():
        raise Refused(_("%(file)s cannot be read.") % {"file": file})
    run_id = storing.hand_in_by_mapping(
        mapping=mapping, file_name=place.name, chunks=chunks_of(place), actor=at_county, at=at
    )
    return [_("Handed in; the worker takes it in: %(address)s") % {"address": f"/office/imports/{run_id}/"}]


offer_counter("imports", Counter(rows=queries.runs, verbs=VERBS))
offer_counter("import_mappings", Counter(rows=queries.mappings, verbs={}))
offer_counter("import_run", Counter(rows=queries.run_page, verbs=VERBS))
offer_counter("import_refused", Counter(rows=queries.refused_lines, verbs={}))
offer_counter("import_choices", Counter(rows=lambda _actor, key: queries.choices_of(key), verbs={}))
offer_counter("import_fields", Counter(rows=lambda _actor: fields.FIELDS, verbs={}))
offer_operation(
    Operation(
        "import-requests",
        gettext_lazy("Hand in another hotline's export under a saved mapping"),
        (IMPORT,),
        import_requests,
        (
            Option("file", gettext_lazy("file: .xlsx or .csv"), first=True),
            Option("mapping", gettext_lazy("name of the saved mapping")),
        ),
    )
)
