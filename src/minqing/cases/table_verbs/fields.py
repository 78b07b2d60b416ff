"""What several of these verbs ask for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field
from minqing.territory import queries as territory


def _places() -> Sequence[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


MATTER = Field("matter_number", "matter", _("Matter"), required=False, help=_("Left empty: every matter."))
THIS_MATTER = Field("matter_number", "matter", _("Matter"))
TOPIC = Field("topic", "int", _("Topic"), min_value=1)
PLACE = Field("place_path", "choice", _("Place, and all below it"), choices=_places)
