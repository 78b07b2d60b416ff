"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the ledger's own permissions and periodic work."""

    name = "minqing.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import permissions, tasks  # noqa: F401  # filling the registries is the point; models must be loaded first
