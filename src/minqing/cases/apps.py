"""The request door as a Django app."""

from importlib import import_module

from django.apps import AppConfig

ROOMS = (
    "answering.measures",
    "answering.notices",
    "calling.facts",
    "calling.measures",
    "calling.notices",
    "counter.facts",
    "counter.measures",
    "following.measures",
    "handing_down.facts",
    "overseeing.facts",
    "overseeing.measures",
    "overseeing.notices",
    "visiting.measures",
)
"""Rooms of single subjects that fill registries as well, by name: importing them is the point."""


class CasesConfig(AppConfig):
    """Fills the registries: facts, permissions, measures, notices, reactions and periodic work."""

    name = "minqing.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minqing.ledger.guards import watch

        from . import (  # noqa: F401  # filling the registries is the point
            facts,
            flowing,
            guards,
            holds,
            measures,
            measures_kinds,
            measures_lasting,
            measures_suggesting,
            measures_taken_over,
            measures_together,
            measures_topics,
            messages,
            notices,
            notices_together,
            permissions,
            policy_notices,
            reactions,
            tasks,
            whistle_notices,
        )

        for room in ROOMS:
            import_module(f"{self.name}.{room}")
        watch(*guards.NAMES)
