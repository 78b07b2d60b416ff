"""What happens to a list of another hotline. Counts only: whose words stood in it is nowhere here."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, declare

LINES = amount("lines of the file", "lines")
_COUNTS = {
    "again": "lines that had come before and read as before",
    "changed": "lines that had come before and read otherwise now",
    "refused": "lines that were not taken",
    "lines": "lines that were read",
}

declare(
    FactType(
        "import.started",
        _("Import of a list started"),
        "A post let a checked list of another hotline be taken in.",
        columns={"lines": LINES},
    ),
    FactType(
        "import.finished",
        _("Import of a list finished"),
        "Every line of the list was taken, known already, noted or refused.",
        columns={"taken": amount("requests that were taken in", "requests")},
        payload=_COUNTS,
    ),
    FactType(
        "import.cancelled",
        _("Import of a list cancelled"),
        "A post stopped the list; what had been taken in stays.",
        columns={"taken": amount("requests that were taken in", "requests")},
        payload=_COUNTS,
    ),
    FactType(
        "import.file_erased",
        _("List of another hotline destroyed"),
        "The uploaded file was destroyed; refused lines lie encrypted until they are corrected, two weeks at most.",
        payload={"digest": "SHA-256 of the file"},
    ),
    FactType(
        "import.mapping_saved",
        _("Mapping of a list saved"),
        "A post said which columns and words of a hotline's list mean what here; lists of the night are read by it.",
    ),
)
