"""What kind of request it is, said and corrected."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES
from minqing.cases.kinds.codes import RequestKind
from minqing.ledger.facts import FactType, code

from .columns import MATTER

KINDS = (
    FactType(
        "case.kind_said",
        _("Kind of request said"),
        "A clerk said which kind a request is: at counter filing, at acceptance or later. No resident is asked.",
        columns={"matter": MATTER, "kind": code("d3", "which kind", TITLES[RequestKind])},
    ),
    FactType(
        "case.kind_corrected",
        _("Kind of request corrected"),
        "Another person than the one who said it changed the kind of a request.",
        columns={
            "matter": MATTER,
            "kind": code("d3", "which kind it is now said to be", TITLES[RequestKind]),
            "before": code("d4", "which kind was said before", TITLES[RequestKind]),
        },
    ),
)
