"""What is recorded of tasks handed down."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.facts.columns import MATTER
from minqing.ledger.facts import FactType, amount, declare

HANDING_DOWN = (
    FactType(
        "task.handed_down",
        _("Task handed down to a township"),
        "A department handed a task down to a township, and named law, money and staff. The path is the township's.",
        columns={"matter": MATTER, "yuan": amount("yuan a year that go with it", "元")},
        payload={"staff": "posts that go with it", "from": "path of the department"},
    ),
    FactType(
        "task.taken_back",
        _("Task taken back from a township"),
        "A task that had been handed down to a township is the department's again.",
        columns={"matter": MATTER},
        payload={"from": "path of the department"},
    ),
)

declare(*HANDING_DOWN)
