"""What becomes of suggestions: models learnt and chosen, and how each fared beside what a person settled on."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES
from minqing.cases.suggesting.codes import Origin, Rank
from minqing.ledger.facts import FactType, amount, code

from .columns import MATTER

ORIGIN = code("d4", "where its texts came from", TITLES[Origin])
MODEL = {"model": "version of the model"}

SUGGESTING = (
    FactType(
        "suggestion.asked",
        _("New model ordered"),
        "A post ordered a model that suggests matters; the worker makes it.",
        payload=MODEL,
        unit="个",
    ),
    FactType(
        "suggestion.trained",
        _("Model trained"),
        "A model that suggests matters has learnt from texts and the matters settled for them. Nothing uses it yet.",
        columns={"origin": ORIGIN, "texts": amount("texts it learnt from", unit="件")},
        payload={
            **MODEL,
            "labels": "different matters among them",
            "top1": "texts whose own matter was named first by a model that had not seen them",
            "top3": "texts whose own matter was among the first three",
            "macro_f1": "macro-F1 in ten-thousandths",
            "digest": "first sixteen signs of the hash of what was learnt",
        },
        unit="个",
    ),
    FactType(
        "suggestion.chosen",
        _("Model put to use"),
        "From now on this model suggests matters; any other can be put to use again.",
        columns={"origin": ORIGIN},
        payload={**MODEL, "before": "version of the model in use before; 0 for none"},
        unit="个",
    ),
    FactType(
        "suggestion.weighed",
        _("Suggestion weighed"),
        "A person settled on the request's matter; the rank says where it stood among those suggested from its words.",
        columns={
            "matter": MATTER,
            "rank": code("d3", "where the settled matter stood", TITLES[Rank]),
            "origin": code("d4", "where the suggestion came from", TITLES[Origin]),
        },
        payload={"model": "version of the model; 0 where key words suggested"},
    ),
)
