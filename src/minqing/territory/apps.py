"""The territory as a Django app."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Places and the cards that hang there."""

    name = "minqing.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minqing.ledger.guards import watch
        from minqing.ledger.successions import declare_successions

        from . import facts, guards, measures, permissions  # noqa: F401  # filling the registries is the point
        from .queries import successions

        watch(*guards.NAMES)
        declare_successions(successions)
