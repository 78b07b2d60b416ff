"""What may be done with own measures, as a table; on the web publishing has a page of its own."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.insight.permissions import PUBLISH
from minqing.kernel.verbs import Field, Verb

from . import service
from .reading import LONGEST

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="publish_measure",
            title=_("Publish a measure"),
            permission=PUBLISH,
            run=service.publish_measure,
            fields=(
                Field("text", "longtext", _("Definition"), max_length=LONGEST),
                Field("reason", "text", _("Why"), max_length=service.LONGEST_REASON, required=False),
            ),
        ),
        Verb(
            key="retire_measure",
            title=_("Retire this measure"),
            permission=PUBLISH,
            run=service.retire_measure,
            fields=(
                Field("key", "text", _("Key"), max_length=80),
                Field("reason", "text", _("Why"), max_length=service.LONGEST_REASON),
            ),
        ),
    )
}
