"""The request door as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Fills the registries: facts, permissions, measures, notices, reactions and periodic work."""

    name = "minqing.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minqing.ledger.guards import watch

        from . import facts, flowing, guards, holds, measures, messages, notices, permissions, reactions, tasks  # noqa: F401  # filling the registries is the point

        watch(*guards.NAMES)
