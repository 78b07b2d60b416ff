"""What public figures, the county's own measures and the analysis leave in the ledger."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import Column, FactType, amount, code, declare, flag

FROZEN = "public_table.frozen"
LEVELS_LOADED = "service_level.loaded"
PUBLISHED, RETIRED = "measure.published", "measure.retired"
EXPORTED = "figures.exported"
VIEW_SAVED, VIEW_CHANGED, VIEW_REMOVED = "analysis_view.saved", "analysis_view.changed", "analysis_view.removed"
ISSUE_WRITTEN = "view_issue.written"
CADENCES = {"": 0, "daily": 1, "weekly": 2, "monthly": 3}
"""How often a saved view is written down, and its number in facts."""


def _view() -> dict[str, Column]:
    titles = {0: _("Not written down"), 1: _("Every day"), 2: _("Every Monday"), 3: _("On the first of the month")}
    return {
        "shared": flag("d1", "1 when the unit sees it too"),
        "cadence": code("d3", "how often it is written down", titles),
    }


declare(
    FactType(
        FROZEN,
        _("Public figures frozen"),
        "The day's edition of the public figures stands; what it added is never changed.",
        columns={"rows": amount("rows that were added: a month of a place each", "个")},
        payload={
            "through": "position up to which every fact was known",
            "digest": "SHA-256 over the rows that were added, so that the day's seal holds them",
        },
        unit="期",
    ),
    FactType(
        PUBLISHED,
        _("Own measure published"),
        "A version of a measure that the county declared itself is counted from now on.",
        payload={
            "version": "which version, from 1",
            "definition": "SHA-256 over all that its numbers depend on, so that the day's seal holds it",
        },
        unit="次",
    ),
    FactType(
        RETIRED,
        _("Own measure retired"),
        "A measure that the county declared itself is not counted any more; what it was can still be read.",
        payload={"version": "the version that was the last"},
        unit="次",
    ),
    FactType(
        EXPORTED,
        _("Figures taken out"),
        "A post took a table of figures out as a file; the copy carries the post's mark.",
        columns={"rows": amount("rows that stood in it", "个")},
        payload={
            "form": "kind of file",
            "measures": "keys of the measures",
            "known_at": "position up to which every fact was known",
        },
        unit="份",
    ),
    FactType(
        VIEW_SAVED,
        _("View saved"),
        "A post kept a question to the figures under a name.",
        columns=_view(),
        unit="个",
    ),
    FactType(
        VIEW_CHANGED,
        _("View changed"),
        "A saved view was renamed, shared, or scheduled otherwise.",
        columns=_view(),
        unit="个",
    ),
    FactType(VIEW_REMOVED, _("View removed"), "A saved view was taken away; its issues are kept.", unit="个"),
    FactType(
        ISSUE_WRITTEN,
        _("Issue of a view written"),
        "A scheduled view was written down with the figures of that moment; they are never changed.",
        columns={"rows": amount("rows that stand in it", "个")},
        payload={
            "day": "day of the issue",
            "known_at": "position up to which every fact was known",
            "digest": "SHA-256 over the issue, so that the day's seal holds it",
        },
        unit="期",
    ),
    FactType(
        LEVELS_LOADED,
        _("Levels of public service loaded"),
        "Lines of the table of public service were stated, each with its owner, its source and its day.",
        columns={"rows": amount("lines that were added", "个")},
        payload={"digest": "SHA-256 over the lines that were added, so that the day's seal holds them"},
        unit="次",
    ),
)
