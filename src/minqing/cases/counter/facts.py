"""What is recorded of a township's counter."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES
from minqing.cases.facts.columns import MATTER
from minqing.ledger.facts import FactType, code, declare

from .codes import Function

COUNTER = (
    FactType(
        "case.counter_served",
        _("Served at a township's counter"),
        "Somebody was served at a township's counter, under one of its three functions. The path is the township's. "
        "That it was handed over says the township's post; whether it arrived, the request's own steps tell.",
        columns={"matter": MATTER, "function": code("d3", "which of the three functions", TITLES[Function])},
    ),
)

declare(*COUNTER)
