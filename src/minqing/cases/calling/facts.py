"""What can happen to a call. Its subject is ``call:…``; the path is the department's, where one is meant."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.facts.columns import LATE, MATTER, RULE, WAITED
from minqing.ledger.facts import FactType, amount, code, declare, flag

from .codes import DONE, JUSTIFIED

CALLS = (
    FactType(
        "call.made",
        _("Departments called"),
        "A township or a grid called departments to a place. The path is the caller's.",
        columns={"matter": MATTER, "units": amount("departments called", unit="departments")},
        payload={"case": "request that it is about, if any", **RULE},
    ),
    FactType(
        "call.unit_called",
        _("Department called"),
        "One department was called to come within the hours set. The path is the department's.",
        columns={"matter": MATTER},
    ),
    FactType(
        "call.reported_in",
        _("Department reported in"),
        "The department came, or says who comes. The path is the department's.",
        columns={"late": LATE, "matter": MATTER, "hours": WAITED},
    ),
    FactType(
        "call.became_overdue",
        _("Department did not report in"),
        "The hours set passed without the department. The path is the department's.",
        columns={"matter": MATTER},
    ),
    FactType(
        "call.unit_judged",
        _("Department judged by the township"),
        "The township says whether the department's coming settled the matter. The path is the department's.",
        columns={
            "came": flag("d1", "1 when it had reported in"),
            "matter": MATTER,
            "done": code("d3", "what the township says", DONE),
        },
    ),
    FactType(
        "call.judged",
        _("Call judged by the department"),
        "The department says whether the call was for it. The path is the caller's: it is the call that is judged.",
        columns={"matter": MATTER, "justified": code("d3", "what the department says", JUSTIFIED)},
        payload={"unit": "path of the department"},
    ),
)

declare(*CALLS)
