"""What becomes of the matter catalogue and of the routing table as wholes."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code

from .columns import MATTER

BEFORE = code("d3", "matter's number before")

ROWS = amount("rows of routing that it touches", unit="rows")
ROUTEBOOK = (
    FactType(
        "routing.draft_begun",
        _("Draft of routing begun"),
        "Somebody began to work changes to the routing table out; nothing in force changed.",
        unit="次",
    ),
    FactType(
        "routing.draft_changed",
        _("Draft of routing changed"),
        "Rows were set, ended or taken back in the draft; nothing in force changed.",
        columns={"rows": ROWS},
        unit="次",
    ),
    FactType(
        "routing.draft_dropped",
        _("Draft of routing dropped"),
        "The draft, or one that waited for its day, was given up.",
        columns={"rows": ROWS},
        unit="次",
    ),
    FactType(
        "routing.scheduled",
        _("Routing table to come"),
        "A draft was published with a day to come; until then the table in force holds.",
        columns={"rows": ROWS},
        unit="次",
    ),
    FactType(
        "routing.published",
        _("Routing table published"),
        "A draft came into force; each row it set or ended has a fact of its own besides.",
        columns={"rows": ROWS},
        payload={
            "version": "number of the version",
            "rows_set": "rows that were set",
            "rows_ended": "rows that were ended",
        },
        unit="次",
    ),
    FactType(
        "routing.rolled_back",
        _("Earlier routing table put back"),
        "An earlier table came into force again as a new version.",
        columns={"rows": ROWS},
        payload={"version": "number of the new version", "back_to": "number of the version put back"},
        unit="次",
    ),
)

CATALOGUE = (
    FactType(
        "matter_tree.published",
        _("Tree of matters published"),
        "A version of the three-level tree of matters came into force.",
        columns={"matters": amount("how many matters are in use in it", unit="matters")},
        payload={
            "version": "number of the version",
            "classes": "classes in it",
            "subclasses": "subclasses in it",
            "added": "matters that are new",
            "renamed": "matters of another name",
            "moved": "matters below another class",
            "retired": "matters no longer in use",
        },
        unit="次",
    ),
    FactType(
        "matter.followed",
        _("Matter followed by another"),
        "A retired matter got a successor; what was open under it went over, what is closed keeps its number.",
        columns={
            "requests": amount("open requests that went over", unit="requests"),
            "matter": MATTER,
            "before": BEFORE,
        },
        payload={"rows": "rows of routing that went over"},
        unit="次",
    ),
    FactType(
        "case.matter_followed",
        _("Matter follows the new list"),
        "The list of matters changed, and this open request went over to the matter that follows its own. Nobody had "
        "been mistaken: it is no correction.",
        columns={"matter": MATTER, "before": BEFORE},
    ),
    FactType(
        "matter.described",
        _("Matter described"),
        "What belongs to a matter was changed: duties, evidence, the mark that spares the grid, or extra questions.",
        columns={"matter": MATTER},
        unit="次",
    ),
)
