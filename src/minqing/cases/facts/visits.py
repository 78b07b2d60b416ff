"""Return visits by the hotline body. Their answers are confided, as ratings are, and told in sums only."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, flag

from .columns import MATTER, SOLVED

VISITS = (
    FactType(
        "visit.drawn",
        _("Return visits drawn"),
        "The month's sample of closed requests was drawn by the published seed. The path is the county.",
        columns={"size": amount("how many were drawn", unit="requests")},
        payload={
            "seal": "number of the seal whose root is the seed",
            "month": "yyyymm",
            "population": "how many were closed",
        },
    ),
    FactType(
        "visit.made",
        _("Resident asked on a return visit"),
        "What a resident said when the hotline's own post called; the path is the unit that handled.",
        columns={
            "solved": SOLVED,
            "matter": MATTER,
            "contacted": flag("d3", "1 when she says that somebody contacted her; told in sums only", confided=True),
            "satisfied": flag("d4", "1 when she is satisfied; told in sums only", confided=True),
        },
        confided=True,
    ),
    FactType(
        "visit.not_reached",
        _("Resident not reached on a return visit"),
        "The hotline's own post called and reached nobody. The path is the county; no request is named by it.",
    ),
)
