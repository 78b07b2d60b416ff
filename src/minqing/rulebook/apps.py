"""The rulebook as a Django app."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Rules with their sources, and the working-day calendar."""

    name = "minqing.rulebook"
    label = "rulebook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minqing.ledger.working_days import declare_calendar

        from . import facts, permissions  # noqa: F401  # filling the registries is the point
        from .working_days import working_days

        declare_calendar(working_days)
